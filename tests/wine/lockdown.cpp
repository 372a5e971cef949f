// IUpdateLockdown, which scripts cannot see: what a web page may not do is refused, and nothing else.
//
// shows: B198 B199 B205

#include "check.h"

#include <oleauto.h>

static const HRESULT WU_E_INVALID_OPERATION = static_cast<HRESULT>(0x80240036);

static void lock(IUnknown *object)
{
    Ref<wua::IUpdateLockdown> lockdown;
    CHECK_HR(object->QueryInterface(__uuidof(wua::IUpdateLockdown), reinterpret_cast<void **>(&lockdown)), S_OK);
    CHECK_HR(lockdown->LockDown(0x7fff), E_INVALIDARG);
    CHECK_HR(lockdown->LockDown(wua::uloForWebsiteAccess), S_OK);
    Ref<IUnknown> one, other;
    CHECK_HR(lockdown.as(one), S_OK);
    CHECK_HR(object->QueryInterface(IID_IUnknown, reinterpret_cast<void **>(&other)), S_OK);
    CHECK(one == other);
}

static void a_downloader()
{
    Ref<wua::IUpdateDownloader> downloader;
    CHECK_HR(create(wua::CLSID_UpdateDownloader, downloader), S_OK);
    CHECK_HR(downloader->put_IsForced(VARIANT_TRUE), S_OK);
    lock(downloader);
    CHECK_HR(downloader->put_IsForced(VARIANT_FALSE), WU_E_INVALID_OPERATION);
    VARIANT_BOOL forced = VARIANT_FALSE;
    CHECK_HR(downloader->get_IsForced(&forced), S_OK);
    CHECK(forced == VARIANT_TRUE);
    Ref<wua::IDownloadResult> result;
    CHECK_HR(downloader->Download(&result), WU_E_INVALID_OPERATION);
    CHECK(result == nullptr);
}

static void an_installer()
{
    Ref<wua::IUpdateInstaller> installer;
    CHECK_HR(create(wua::CLSID_UpdateInstaller, installer), S_OK);
    lock(installer);
    Ref<wua::IInstallationResult> result;
    CHECK_HR(installer->Install(&result), WU_E_INVALID_OPERATION);
    CHECK_HR(installer->Uninstall(&result), WU_E_INVALID_OPERATION);
    VARIANT_BOOL busy = VARIANT_TRUE;
    CHECK_HR(installer->get_IsBusy(&busy), S_OK);
}

static void a_proxy()
{
    Ref<wua::IWebProxy> proxy;
    CHECK_HR(create(wua::CLSID_WebProxy, proxy), S_OK);
    lock(proxy);
    CHECK_HR(proxy->put_Address(Text(L"proxy.example:8080")), WU_E_INVALID_OPERATION);
    CHECK_HR(proxy->SetPassword(Text(L"secret")), WU_E_INVALID_OPERATION);
}

static void automatic_updates()
{
    Ref<wua::IAutomaticUpdates> automatic;
    CHECK_HR(create(wua::CLSID_AutomaticUpdates, automatic), S_OK);
    lock(automatic);
    CHECK_HR(automatic->Pause(), WU_E_INVALID_OPERATION);
    CHECK_HR(automatic->Resume(), WU_E_INVALID_OPERATION);
}

static void a_service_manager()
{
    Ref<wua::IUpdateServiceManager> manager;
    CHECK_HR(create(wua::CLSID_UpdateServiceManager, manager), S_OK);
    lock(manager);
    CHECK_HR(manager->RemoveService(Text(L"7971f918-a847-4430-9279-4a52d1efe18d")), WU_E_INVALID_OPERATION);
    Ref<wua::IUpdateServiceCollection> services;
    CHECK_HR(manager->get_Services(&services), S_OK);
}

// By name the interface does not exist, and other objects do not have it.
static void invisible()
{
    Ref<IDispatch> downloader;
    CHECK_HR(create(wua::CLSID_UpdateDownloader, downloader), S_OK);
    wchar_t name[] = L"LockDown";
    LPOLESTR names[] = {name};
    DISPID id = 0;
    CHECK_HR(downloader->GetIDsOfNames(IID_NULL, names, 1, LOCALE_USER_DEFAULT, &id), DISP_E_UNKNOWNNAME);
    Ref<wua::IStringCollection> strings;
    CHECK_HR(create(wua::CLSID_StringCollection, strings), S_OK);
    Ref<wua::IUpdateLockdown> none;
    CHECK_HR(strings.as(none), E_NOINTERFACE);
}

int main()
{
    CHECK_HR(CoInitializeEx(nullptr, COINIT_APARTMENTTHREADED), S_OK);
    a_downloader();
    an_installer();
    a_proxy();
    automatic_updates();
    a_service_manager();
    invisible();
    CoUninitialize();
    return done("lockdown");
}
