// The rules of QueryInterface and of reference counts.

#include "check.h"

#include <ocidl.h>
#include <oleauto.h>

static const IID IID_OF_NOTHING = {0x12345678, 0x1234, 0x1234, {1, 2, 3, 4, 5, 6, 7, 8}};

static void one_identity()
{
    Ref<wua::IStringCollection> names;
    CHECK_HR(create(wua::CLSID_StringCollection, names), S_OK);
    Ref<IUnknown> identity, again, by_dispatch;
    Ref<IDispatch> dispatch;
    Ref<ISupportErrorInfo> errors;
    Ref<IProvideClassInfo> class_info;
    CHECK_HR(names.as(identity), S_OK);
    CHECK_HR(names.as(dispatch), S_OK);
    CHECK_HR(names.as(errors), S_OK);
    CHECK_HR(names.as(class_info), S_OK);
    CHECK_HR(dispatch.as(by_dispatch), S_OK);
    CHECK_HR(errors.as(again), S_OK);
    CHECK(identity == by_dispatch);
    CHECK(identity == again);

    // From every interface to every other.
    Ref<wua::IStringCollection> from_errors;
    CHECK_HR(errors.as(from_errors), S_OK);
    CHECK(from_errors == names);
    Ref<wua::IStringCollection> from_class_info;
    CHECK_HR(class_info.as(from_class_info), S_OK);
    CHECK(from_class_info == names);

    void *nothing = &nothing;
    CHECK_HR(names->QueryInterface(IID_OF_NOTHING, &nothing), E_NOINTERFACE);
    CHECK(nothing == nullptr);
    CHECK_HR(names->QueryInterface(IID_IUnknown, nullptr), E_POINTER);

    CHECK_HR(errors->InterfaceSupportsErrorInfo(__uuidof(wua::IStringCollection)), S_OK);
    CHECK_HR(errors->InterfaceSupportsErrorInfo(IID_IDispatch), S_OK);
    CHECK_HR(errors->InterfaceSupportsErrorInfo(__uuidof(wua::IUpdate)), S_FALSE);
}

static void counted()
{
    wua::IStringCollection *names = nullptr;
    Ref<wua::IStringCollection> first;
    CHECK_HR(create(wua::CLSID_StringCollection, first), S_OK);
    names = first;
    CHECK(names->AddRef() == 2);
    CHECK(names->AddRef() == 3);
    CHECK(names->Release() == 2);
    CHECK(names->Release() == 1);
}

// Asked for twice, an object is the same object.
static void same_object_same_pointer()
{
    Ref<wua::IUpdateSession> session;
    CHECK_HR(create(wua::CLSID_UpdateSession, session), S_OK);
    Ref<wua::IWebProxy> proxy, again;
    CHECK_HR(session->get_WebProxy(&proxy), S_OK);
    CHECK_HR(session->get_WebProxy(&again), S_OK);
    CHECK(proxy == again);

    // In, and out again.
    Ref<wua::IWebProxy> other, kept;
    CHECK_HR(create(wua::CLSID_WebProxy, other), S_OK);
    CHECK_HR(session->put_WebProxy(other), S_OK);
    CHECK_HR(session->get_WebProxy(&kept), S_OK);
    CHECK(kept == other);
}

// What others hold stays the same object while nobody has a reference, and survives a Release too many.
static void held_by_others()
{
    Ref<wua::IUpdateSession> session;
    CHECK_HR(create(wua::CLSID_UpdateSession, session), S_OK);
    wua::IWebProxy *proxy = nullptr, *again = nullptr;
    CHECK_HR(session->get_WebProxy(&proxy), S_OK);
    CHECK(proxy->Release() == 0);
    CHECK(proxy->Release() == 0);
    CHECK_HR(session->get_WebProxy(&again), S_OK);
    CHECK(again == proxy);
    CHECK(again->AddRef() == 2);
    CHECK(again->Release() == 1);
    VARIANT_BOOL is_read_only = VARIANT_TRUE;
    CHECK_HR(again->get_ReadOnly(&is_read_only), S_OK);
    CHECK(again->Release() == 0);
}

static void factories()
{
    Ref<IClassFactory> factory;
    CHECK_HR(CoGetClassObject(wua::CLSID_StringCollection, CLSCTX_INPROC_SERVER, nullptr, IID_IClassFactory,
                              reinterpret_cast<void **>(&factory)),
             S_OK);
    void *nothing = &nothing;
    CHECK_HR(factory->CreateInstance(factory, IID_IUnknown, &nothing), CLASS_E_NOAGGREGATION);
    CHECK(nothing == nullptr);
    nothing = &nothing;
    CHECK_HR(factory->CreateInstance(nullptr, __uuidof(wua::IUpdate), &nothing), E_NOINTERFACE);
    CHECK(nothing == nullptr);
    CHECK_HR(factory->LockServer(TRUE), S_OK);
    CHECK_HR(factory->LockServer(FALSE), S_OK);
}

static void every_class()
{
    const CLSID classes[] = {
        wua::CLSID_AutomaticUpdates,    wua::CLSID_InstallationAgent, wua::CLSID_StringCollection,
        wua::CLSID_SystemInformation,   wua::CLSID_UpdateCollection,  wua::CLSID_UpdateDownloader,
        wua::CLSID_UpdateInstaller,     wua::CLSID_UpdateSearcher,    wua::CLSID_UpdateServiceManager,
        wua::CLSID_UpdateSession,       wua::CLSID_WebProxy,          wua::CLSID_WindowsUpdateAgentInfo,
    };
    for (const CLSID &clsid : classes) {
        Ref<IDispatch> object;
        CHECK_HR(create(clsid, object), S_OK);
        UINT count = 7;
        CHECK_HR(object->GetTypeInfoCount(&count), S_OK);
        CHECK(count == 1);
    }
}

// Pointers are good in every apartment: marshalled to another one, they stay what they are.
static DWORD WINAPI in_the_multithreaded_apartment(void *stream)
{
    CHECK_HR(CoInitializeEx(nullptr, COINIT_MULTITHREADED), S_OK);
    wua::IStringCollection *names = nullptr;
    CHECK_HR(CoGetInterfaceAndReleaseStream(static_cast<IStream *>(stream), __uuidof(wua::IStringCollection),
                                            reinterpret_cast<void **>(&names)),
             S_OK);
    DWORD address = static_cast<DWORD>(reinterpret_cast<UINT_PTR>(names));
    if (names)
        names->Release();
    CoUninitialize();
    return address;
}

static void every_apartment()
{
    Ref<wua::IStringCollection> names;
    CHECK_HR(create(wua::CLSID_StringCollection, names), S_OK);
    IStream *stream = nullptr;
    CHECK_HR(CoMarshalInterThreadInterfaceInStream(__uuidof(wua::IStringCollection), names, &stream), S_OK);
    HANDLE thread = CreateThread(nullptr, 0, in_the_multithreaded_apartment, stream, 0, nullptr);
    WaitForSingleObject(thread, INFINITE);
    DWORD address = 0;
    GetExitCodeThread(thread, &address);
    CloseHandle(thread);
    CHECK(address == static_cast<DWORD>(reinterpret_cast<UINT_PTR>(static_cast<wua::IStringCollection *>(names))));
}

int main()
{
    CHECK_HR(CoInitializeEx(nullptr, COINIT_APARTMENTTHREADED), S_OK);
    one_identity();
    counted();
    same_object_same_pointer();
    held_by_others();
    factories();
    every_class();
    every_apartment();
    CoUninitialize();
    return done("identity");
}
