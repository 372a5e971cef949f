// The methods that the other programs have no use for, through vtables.
//
// shows: B009 B031 B096 B097 B119 B120 B133 B141 B167 B168 B174

#include "check.h"

#include <oleauto.h>
#include <string>

static const HRESULT WU_S_ALREADY_DOWNLOADED = 0x00240008;
static const HRESULT WU_E_INVALIDINDEX = static_cast<HRESULT>(0x80240007);
static const HRESULT WU_E_NO_INTERACTIVE_USER = static_cast<HRESULT>(0x80240020);
static const HRESULT WU_E_NO_UPDATE = static_cast<HRESULT>(0x80240024);
static const HRESULT WU_E_INVALID_CRITERIA = static_cast<HRESULT>(0x80240032);
static const HRESULT WU_E_INVALID_OPERATION = static_cast<HRESULT>(0x80240036);
static const HRESULT WU_E_NOT_SUPPORTED = static_cast<HRESULT>(0x80240037);
static const HRESULT WU_E_DM_NOTDOWNLOADED = static_cast<HRESULT>(0x80246007);
static const HRESULT WU_E_DS_UNKNOWNSERVICE = static_cast<HRESULT>(0x80248014);
static const HRESULT WU_E_DS_SERVICEEXPIRED = static_cast<HRESULT>(0x80248015);
static const HRESULT SIGNATURE_MISSING = static_cast<HRESULT>(0x800b0100);

static const wchar_t SUNDIAL[] = L"00001901-00f0-4000-8000-000000000002";
static const wchar_t GAS_LAMPS[] = L"00001901-00f0-4000-8000-000000000008";
static const wchar_t GIFT_SHOP[] = L"00001901-00f0-4000-8000-000000000011";
static const wchar_t PLANETS[] = L"00001901-0001-4000-8000-000000000002";
static const wchar_t MOONS[] = L"00001901-0001-4000-8000-000000000003";
static const wchar_t UPGRADE[] = L"00001901-0002-4000-8000-000000000003";
static const wchar_t NOBODY[] = L"00000000-1111-2222-3333-444444444444";

static void automatic_updates()
{
    Ref<wua::IAutomaticUpdates2> automatic;
    CHECK_HR(create(wua::CLSID_AutomaticUpdates, automatic), S_OK);
    CHECK_HR(automatic->EnableService(), S_OK);
    CHECK_HR(automatic->Pause(), S_OK);
    CHECK_HR(automatic->Resume(), S_OK);
    CHECK_HR(automatic->DetectNow(), S_OK);
    CHECK_HR(automatic->ShowSettingsDialog(), E_NOTIMPL);

    Ref<wua::IAutomaticUpdatesSettings> base;
    CHECK_HR(automatic->get_Settings(&base), S_OK);
    Ref<wua::IAutomaticUpdatesSettings2> settings;
    CHECK_HR(base.as(settings), S_OK);
    wua::AutomaticUpdatesNotificationLevel before, level;
    CHECK_HR(settings->get_NotificationLevel(&before), S_OK);
    wua::AutomaticUpdatesNotificationLevel other =
        before == wua::aunlScheduledInstallation ? wua::aunlNotifyBeforeDownload : wua::aunlScheduledInstallation;
    CHECK_HR(settings->put_NotificationLevel(other), S_OK);
    CHECK_HR(settings->Refresh(), S_OK);
    CHECK_HR(settings->get_NotificationLevel(&level), S_OK);
    CHECK(level == before);
    CHECK_HR(settings->put_NotificationLevel(other), S_OK);
    CHECK_HR(settings->Save(), S_OK);
    CHECK_HR(settings->Refresh(), S_OK);
    CHECK_HR(settings->get_NotificationLevel(&level), S_OK);
    CHECK(level == other);
    VARIANT_BOOL permitted = 7;
    CHECK_HR(settings->CheckPermission(wua::auutLocalAdministrator, wua::auptSetNotificationLevel, &permitted), S_OK);
    CHECK(permitted == VARIANT_TRUE);
}

static void a_search_that_is_stopped()
{
    Ref<wua::IUpdateSearcher> searcher;
    CHECK_HR(create(wua::CLSID_UpdateSearcher, searcher), S_OK);
    CHECK_HR(searcher->put_ServerSelection(wua::ssOthers), S_OK);
    CHECK_HR(searcher->put_ServiceID(Text(SUNDIAL)), S_OK);
    Ref<wua::ISearchJob> job;
    CHECK_HR(searcher->BeginSearch(nullptr, nullptr, VARIANT(), &job), S_OK);
    CHECK_HR(job->RequestAbort(), S_OK);
    Ref<wua::ISearchResult> result;
    HRESULT ended = searcher->EndSearch(job, &result);
    wua::OperationResultCode code = wua::orcNotStarted;
    if (ended == S_OK)
        CHECK_HR(result->get_ResultCode(&code), S_OK);
    CHECK(ended != S_OK || code == wua::orcAborted);
}

// Files out of the cache and into it again, the things that one kind of update alone has, and the other ways to download.
static void one_update(wua::IUpdateSession3 *session, wua::IUpdate5 *update)
{
    Ref<wua::IUpdateEx> extended;
    CHECK_HR(update->QueryInterface(__uuidof(wua::IUpdateEx), reinterpret_cast<void **>(&extended)), S_OK);
    VARIANT value;
    VariantInit(&value);
    CHECK_HR(extended->get_ExtendedStaticProperty(Text(L"ContainsUpdateBootstrapper"), &value), S_OK);
    CHECK(V_VT(&value) == VT_BOOL);
    CHECK_HR(extended->get_ExtendedStaticProperty(Text(L"NoSuchProperty"), &value), WU_E_NOT_SUPPORTED);
    CHECK(V_VT(&value) == VT_EMPTY);
    CHECK_HR(extended->EvaluateExtendedDynamicProperty(Text(L"DoesUpdateRequireReboot"), &value),
             WU_E_DM_NOTDOWNLOADED);
    CHECK_HR(update->CopyFromCache(Text(L"C:\\windows\\temp"), VARIANT_FALSE), WU_E_DM_NOTDOWNLOADED);

    Ref<wua::IUpdateCollection> updates;
    CHECK_HR(create(wua::CLSID_UpdateCollection, updates), S_OK);
    LONG index;
    CHECK_HR(updates->Add(update, &index), S_OK);
    Ref<wua::IUpdateDownloader> downloader;
    CHECK_HR(session->CreateUpdateDownloader(&downloader), S_OK);
    CHECK_HR(downloader->put_Updates(updates), S_OK);
    Ref<wua::IUpdateDownloaderEx> downloads;
    CHECK_HR(downloader.as(downloads), S_OK);
    Ref<wua::IDownloadResult> result;
    CHECK_HR(downloads->Download2(wua::DownloadType(0), &result), S_OK);
    Ref<wua::IDownloadJob> job;
    CHECK_HR(downloads->BeginDownload2(wua::DownloadType(0), nullptr, nullptr, VARIANT(), &job), S_OK);
    CHECK_HR(job->RequestAbort(), S_OK);
    CHECK_HR(job->CleanUp(), S_OK);

    CHECK_HR(extended->EvaluateExtendedDynamicProperty(Text(L"DoesUpdateRequireReboot"), &value), S_OK);
    CHECK(V_VT(&value) == VT_BOOL);
    CHECK_HR(update->CopyFromCache(Text(L"C:\\windows\\temp"), VARIANT_FALSE), S_OK);
    CHECK(FAILED(update->CopyFromCache(Text(L"C:\\no\\such\\folder"), VARIANT_FALSE)));
    Ref<wua::IStringCollection> files;
    CHECK_HR(create(wua::CLSID_StringCollection, files), S_OK);
    CHECK(FAILED(update->CopyToCache(files)));
    CHECK_HR(update->CopyToCache(nullptr), E_POINTER);
}

// An update by its identifier.
static void find(wua::IUpdateSession3 *session, const wchar_t *id, Ref<wua::IUpdateEx> &update)
{
    Ref<wua::IUpdateSearcher> searcher;
    CHECK_HR(session->CreateUpdateSearcher(&searcher), S_OK);
    Ref<wua::ISearchResult> result;
    CHECK_HR(searcher->Search(Text((L"UpdateID='" + std::wstring(id) + L"'").c_str()), &result), S_OK);
    Ref<wua::IUpdateCollection> updates;
    CHECK_HR(result->get_Updates(&updates), S_OK);
    Ref<wua::IUpdate> found;
    CHECK_HR(updates->get_Item(0, &found), S_OK);
    CHECK_HR(found.as(update), S_OK);
}

// A downloader for one update.
static void downloader_of(wua::IUpdateSession3 *session, wua::IUpdate *update, Ref<wua::IUpdateDownloaderEx> &downloader)
{
    Ref<wua::IUpdateCollection> updates;
    CHECK_HR(create(wua::CLSID_UpdateCollection, updates), S_OK);
    LONG index;
    CHECK_HR(updates->Add(update, &index), S_OK);
    Ref<wua::IUpdateDownloader> base;
    CHECK_HR(session->CreateUpdateDownloader(&base), S_OK);
    CHECK_HR(base->put_Updates(updates), S_OK);
    CHECK_HR(base.as(downloader), S_OK);
}

static bool is_downloaded(wua::IUpdateSession3 *session, const wchar_t *id)
{
    Ref<wua::IUpdateEx> update;
    find(session, id, update);
    VARIANT_BOOL downloaded = 7;
    CHECK_HR(update->get_IsDownloaded(&downloaded), S_OK);
    CHECK(downloaded == VARIANT_TRUE || downloaded == VARIANT_FALSE);
    return downloaded == VARIANT_TRUE;
}

static bool is_true(HRESULT hresult, const VARIANT &value)
{
    CHECK_HR(hresult, S_OK);
    CHECK(V_VT(&value) == VT_BOOL);
    return V_BOOL(&value) == VARIANT_TRUE;
}

// What the extended properties say of updates of which the museum's scripts say the same.
static void extended_properties(wua::IUpdateSession3 *session)
{
    Text bootstrapper(L"ContainsUpdateBootstrapper"), reboot(L"DoesUpdateRequireReboot");
    Ref<wua::IUpdateEx> planets, moons, upgrade;
    find(session, PLANETS, planets);
    find(session, MOONS, moons);
    find(session, UPGRADE, upgrade);
    VARIANT value;
    VariantInit(&value);
    CHECK(is_true(upgrade->get_ExtendedStaticProperty(bootstrapper, &value), value));
    CHECK(!is_true(planets->get_ExtendedStaticProperty(bootstrapper, &value), value));
    CHECK_HR(upgrade->get_ExtendedStaticProperty(Text(L""), &value), E_INVALIDARG);
    CHECK_HR(moons->EvaluateExtendedDynamicProperty(reboot, &value), WU_E_DM_NOTDOWNLOADED);
    for (wua::IUpdateEx *update : {static_cast<wua::IUpdateEx *>(planets), static_cast<wua::IUpdateEx *>(moons)}) {
        Ref<wua::IUpdateDownloaderEx> downloader;
        downloader_of(session, update, downloader);
        Ref<wua::IDownloadResult> result;
        CHECK_HR(downloader->Download(&result), S_OK);
    }
    CHECK(is_true(planets->EvaluateExtendedDynamicProperty(reboot, &value), value));
    CHECK(!is_true(moons->EvaluateExtendedDynamicProperty(reboot, &value), value));
    CHECK_HR(moons->EvaluateExtendedDynamicProperty(Text(L"Weight"), &value), WU_E_NOT_SUPPORTED);
}

// The small download that fetches the rest, and the rest.
static void a_bootstrapper(wua::IUpdateSession3 *session)
{
    const wua::DownloadType small = wua::downloadTypeUpdateBootstrapper, full = wua::downloadTypeFull;
    Ref<wua::IUpdateEx> upgrade, moons;
    find(session, UPGRADE, upgrade);
    find(session, MOONS, moons);
    Ref<wua::IUpdateDownloaderEx> downloader, without;
    downloader_of(session, upgrade, downloader);
    Ref<wua::IDownloadResult> result, refetched, whole, none;
    wua::OperationResultCode code = wua::orcNotStarted;
    CHECK_HR(downloader->Download2(small, &result), S_OK);
    CHECK_HR(result->get_ResultCode(&code), S_OK);
    CHECK(code == wua::orcSucceeded);
    CHECK(!is_downloaded(session, UPGRADE));

    Ref<wua::IDownloadJob> job, rest;
    CHECK_HR(downloader->BeginDownload2(small, nullptr, nullptr, VARIANT(), &job), S_OK);
    CHECK_HR(downloader->EndDownload(job, &refetched), S_OK);
    Ref<wua::IUpdateDownloadResult> one;
    CHECK_HR(refetched->GetUpdateResult(0, &one), S_OK);
    LONG hresult = -1;
    CHECK_HR(one->get_HResult(&hresult), S_OK);
    CHECK(hresult == WU_S_ALREADY_DOWNLOADED);
    CHECK(!is_downloaded(session, UPGRADE));
    CHECK_HR(downloader->BeginDownload2(full, nullptr, nullptr, VARIANT(), &rest), S_OK);
    CHECK_HR(downloader->EndDownload(rest, &whole), S_OK);
    CHECK(is_downloaded(session, UPGRADE));

    downloader_of(session, moons, without);
    CHECK_HR(without->Download2(small, &none), WU_E_NOT_SUPPORTED);
    Ref<wua::IDownloadJob> no_job;
    CHECK_HR(without->BeginDownload2(small, nullptr, nullptr, VARIANT(), &no_job), WU_E_NOT_SUPPORTED);
    CHECK(none == nullptr && no_job == nullptr);
}

// By name the handle does not exist: it is for programs alone.
static void a_parent_window(wua::IUpdateInstaller *installer)
{
    HWND window = reinterpret_cast<HWND>(7);
    CHECK_HR(installer->get_ParentHwnd(&window), S_OK);
    CHECK(window == nullptr);
    CHECK_HR(installer->put_ParentHwnd(reinterpret_cast<HWND>(0x19010517)), S_OK);
    CHECK_HR(installer->get_ParentHwnd(&window), S_OK);
    CHECK(window == reinterpret_cast<HWND>(0x19010517));
    wchar_t name[] = L"ParentHwnd";
    LPOLESTR names[] = {name};
    DISPID id = 0;
    CHECK_HR(installer->GetIDsOfNames(IID_NULL, names, 1, LOCALE_USER_DEFAULT, &id), DISP_E_UNKNOWNNAME);
}

static void installers(wua::IUpdateSession3 *session, wua::IUpdate *update)
{
    Ref<wua::IUpdateInstaller> base;
    CHECK_HR(session->CreateUpdateInstaller(&base), S_OK);
    a_parent_window(base);
    Ref<wua::IUpdateInstaller4> installer;
    CHECK_HR(base.as(installer), S_OK);
    Ref<wua::IInstallationResult> result;
    CHECK_HR(installer->RunWizard(nullptr, &result), WU_E_NO_UPDATE);
    CHECK_HR(installer->Uninstall(&result), WU_E_NO_UPDATE);
    Ref<wua::IUpdateCollection> updates;
    CHECK_HR(create(wua::CLSID_UpdateCollection, updates), S_OK);
    LONG index;
    CHECK_HR(updates->Add(update, &index), S_OK);
    CHECK_HR(installer->put_Updates(updates), S_OK);
    // Nobody is there whom a wizard could lead.
    CHECK_HR(installer->RunWizard(Text(L"Updates of the museum"), &result), WU_E_NO_INTERACTIVE_USER);
    CHECK(result == nullptr);
    Ref<wua::IInstallationJob> job;
    CHECK_HR(installer->BeginInstall(nullptr, nullptr, VARIANT(), &job), S_OK);
    CHECK_HR(job->RequestAbort(), S_OK);
    CHECK_HR(job->CleanUp(), S_OK);
    CHECK_HR(installer->Commit(0), S_OK);

    Ref<wua::IInstallationAgent> agent;
    CHECK_HR(create(wua::CLSID_InstallationAgent, agent), S_OK);
    CHECK(FAILED(agent->RecordInstallationResult(Text(L"no cookie"), S_OK, nullptr)));
}

static void histories(wua::IUpdateSession3 *session)
{
    Ref<wua::IUpdateHistoryEntryCollection> history;
    CHECK_HR(session->QueryHistory(nullptr, 0, 3, &history), S_OK);
    LONG count = 0;
    CHECK_HR(history->get_Count(&count), S_OK);
    CHECK(count == 3);
    DATE newer = 2958465, date = 0;
    for (LONG index = 0; index < count; index++) {
        Ref<wua::IUpdateHistoryEntry> entry;
        CHECK_HR(history->get_Item(index, &entry), S_OK);
        CHECK_HR(entry->get_Date(&date), S_OK);
        CHECK(date <= newer);
        newer = date;
    }
    Ref<wua::IUpdateHistoryEntryCollection> none;
    CHECK_HR(session->QueryHistory(Text(L"nonsense"), 0, 10, &none), WU_E_INVALID_CRITERIA);
    CHECK_HR(session->QueryHistory(nullptr, -1, 10, &none), WU_E_INVALIDINDEX);
    CHECK_HR(session->QueryHistory(nullptr, 0, 0, &none), WU_E_INVALIDINDEX);
    CHECK(none == nullptr);
}

static void services(wua::IUpdateSession3 *session)
{
    Ref<wua::IUpdateServiceManager2> manager;
    CHECK_HR(session->CreateUpdateServiceManager(&manager), S_OK);
    Ref<wua::IUpdateService> service;
    // The program runs in the folder of the project.
    Text cabinets[] = {Text(L"crates\\wua-testkit\\testdata\\cabinets\\expired.cab"),
                       Text(L"crates\\wua-testkit\\testdata\\cabinets\\unsigned.cab"),
                       Text(L"crates\\wua-testkit\\testdata\\cabinets\\not-for-automatic-updates.cab")};
    CHECK_HR(manager->AddService(Text(GAS_LAMPS), cabinets[0], &service), WU_E_DS_SERVICEEXPIRED);
    CHECK_HR(manager->AddService(Text(NOBODY), cabinets[0], &service), E_INVALIDARG);
    CHECK_HR(manager->AddService(Text(NOBODY), cabinets[1], &service), SIGNATURE_MISSING);
    CHECK(service == nullptr);
    CHECK_HR(manager->AddService(Text(GIFT_SHOP), cabinets[2], &service), S_OK);
    CHECK(service != nullptr);
    CHECK_HR(manager->RegisterServiceWithAU(Text(GIFT_SHOP)), WU_E_INVALID_OPERATION);
    CHECK_HR(manager->RegisterServiceWithAU(Text(NOBODY)), WU_E_DS_UNKNOWNSERVICE);
    CHECK_HR(manager->UnregisterServiceWithAU(Text(NOBODY)), WU_E_DS_UNKNOWNSERVICE);
    VARIANT no;
    VariantInit(&no);
    V_VT(&no) = VT_BOOL;
    V_BOOL(&no) = VARIANT_FALSE;
    CHECK_HR(manager->SetOption(Text(L"AllowWarningUI"), no), S_OK);
    CHECK_HR(manager->SetOption(Text(L"NoSuchOption"), no), E_INVALIDARG);
}

static void a_proxy()
{
    Ref<wua::IWebProxy> proxy;
    CHECK_HR(create(wua::CLSID_WebProxy, proxy), S_OK);
    CHECK_HR(proxy->SetPassword(Text(L"secret")), S_OK);
    CHECK_HR(proxy->PromptForCredentials(nullptr, Text(L"title")), E_NOTIMPL);
    CHECK_HR(proxy->PromptForCredentialsFromHwnd(nullptr, Text(L"title")), E_NOTIMPL);
}

int main()
{
    CHECK_HR(CoInitializeEx(nullptr, COINIT_APARTMENTTHREADED), S_OK);
    {
        Ref<wua::IUpdateSession3> session;
        CHECK_HR(create(wua::CLSID_UpdateSession, session), S_OK);
        Ref<wua::IUpdateSearcher> searcher;
        CHECK_HR(session->CreateUpdateSearcher(&searcher), S_OK);
        Ref<wua::ISearchResult> result;
        CHECK_HR(searcher->Search(Text(L"IsInstalled=0 and Type='Software'"), &result), S_OK);
        Ref<wua::IUpdateCollection> updates;
        CHECK_HR(result->get_Updates(&updates), S_OK);
        Ref<wua::IUpdate> update;
        CHECK_HR(updates->get_Item(0, &update), S_OK);
        Ref<wua::IUpdate5> latest;
        CHECK_HR(update.as(latest), S_OK);
        one_update(session, latest);
        extended_properties(session);
        a_bootstrapper(session);
        services(session);
        installers(session, update);
        histories(session);
    }
    automatic_updates();
    a_search_that_is_stopped();
    a_proxy();
    CoUninitialize();
    return done("methods");
}
