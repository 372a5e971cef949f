// A bug in the agent, at each step at which the museum can have one: whoever called learns of an error, nobody waits for
// ever, the process lives, and everything else goes on. Each step has a process and a store of its own.

#include "check.h"

#include <cstdlib>
#include <cwchar>
#include <oleauto.h>
#include <shellapi.h>
#include <string>

static const wchar_t NOT_REGISTERED_YET[] = L"7971f918-a847-4430-9279-4a52d1efe18d";

// Two updates are enough, and all would take long.
static const wchar_t TWO[] = L"UpdateID='00001901-0001-4000-8000-000000000002' or "
                             L"UpdateID='00001901-0001-4000-8000-000000000003'";

static int unexpected;

// What a call came to: anything, but a panic says what it is.
static HRESULT heard(HRESULT hresult)
{
    if (hresult != E_UNEXPECTED)
        return hresult;
    unexpected++;
    IErrorInfo *info = nullptr;
    BSTR text = nullptr;
    CHECK_HR(GetErrorInfo(0, &info), S_OK);
    if (info) {
        CHECK_HR(info->GetDescription(&text), S_OK);
        CHECK(text && std::wcsstr(text, L"panic"));
        SysFreeString(text);
        info->Release();
    }
    return hresult;
}

static void searches(Ref<wua::IUpdateCollection> &updates)
{
    Ref<wua::IUpdateSearcher> searcher;
    CHECK_HR(create(wua::CLSID_UpdateSearcher, searcher), S_OK);
    Ref<wua::ISearchResult> result, later;
    heard(searcher->Search(Text(TWO), &result));
    Ref<wua::ISearchJob> job;
    CHECK_HR(searcher->BeginSearch(Text(TWO), nullptr, VARIANT(), &job), S_OK);
    heard(searcher->EndSearch(job, &later));
    CHECK_HR(job->CleanUp(), S_OK);
    CHECK(!result == !later);
    if (result)
        CHECK_HR(result->get_Updates(&updates), S_OK);

    // By name the error is the same one.
    Ref<IDispatch> by_name;
    CHECK_HR(searcher.as(by_name), S_OK);
    LPOLESTR name = const_cast<LPOLESTR>(L"Search");
    DISPID id = 0;
    CHECK_HR(by_name->GetIDsOfNames(IID_NULL, &name, 1, 0, &id), S_OK);
    VARIANT criteria = {}, value = {};
    Text two(TWO);
    V_VT(&criteria) = VT_BSTR;
    V_BSTR(&criteria) = two;
    DISPPARAMS params = {&criteria, nullptr, 1, 0};
    EXCEPINFO exception = {};
    HRESULT hresult =
        by_name->Invoke(id, IID_NULL, 0, DISPATCH_METHOD, &params, &value, &exception, nullptr);
    if (!result)
        CHECK(hresult == E_UNEXPECTED || (hresult == DISP_E_EXCEPTION && exception.scode == E_UNEXPECTED));
    else
        CHECK_HR(hresult, S_OK);
    VariantClear(&value);
}

static void marks_and_settings(wua::IUpdateCollection *updates)
{
    Ref<wua::IUpdate> update;
    CHECK_HR(updates->get_Item(0, &update), S_OK);
    heard(update->put_IsHidden(VARIANT_TRUE));
    heard(update->put_IsHidden(VARIANT_FALSE));
    Ref<wua::IAutomaticUpdates> automatic;
    CHECK_HR(create(wua::CLSID_AutomaticUpdates, automatic), S_OK);
    Ref<wua::IAutomaticUpdatesSettings> settings;
    CHECK_HR(automatic->get_Settings(&settings), S_OK);
    CHECK_HR(settings->put_NotificationLevel(wua::aunlNotifyBeforeInstallation), S_OK);
    heard(settings->Save());
    Ref<wua::IUpdateServiceManager2> manager;
    CHECK_HR(create(wua::CLSID_UpdateServiceManager, manager), S_OK);
    Ref<wua::IUpdateServiceRegistration> registration;
    heard(manager->AddService2(Text(NOT_REGISTERED_YET), 7, nullptr, &registration));
}

static void downloads_and_installations(wua::IUpdateCollection *updates)
{
    Ref<wua::IUpdateDownloader> downloader;
    CHECK_HR(create(wua::CLSID_UpdateDownloader, downloader), S_OK);
    CHECK_HR(downloader->put_Updates(updates), S_OK);
    Ref<wua::IDownloadResult> result, later;
    heard(downloader->Download(&result));
    Ref<wua::IDownloadJob> job;
    CHECK_HR(downloader->BeginDownload(nullptr, nullptr, VARIANT(), &job), S_OK);
    heard(downloader->EndDownload(job, &later));
    CHECK_HR(job->CleanUp(), S_OK);

    Ref<wua::IUpdateCollection> one;
    CHECK_HR(create(wua::CLSID_UpdateCollection, one), S_OK);
    LONG count = 0, at = -1;
    CHECK_HR(updates->get_Count(&count), S_OK);
    for (LONG index = 0; index < count && at < 0; index++) {
        Ref<wua::IUpdate> update;
        CHECK_HR(updates->get_Item(index, &update), S_OK);
        VARIANT_BOOL ready = VARIANT_FALSE;
        CHECK_HR(update->get_IsDownloaded(&ready), S_OK);
        if (ready == VARIANT_TRUE)
            CHECK_HR(one->Add(update, &at), S_OK);
    }
    if (at < 0)
        return;
    Ref<wua::IUpdateInstaller> installer;
    CHECK_HR(create(wua::CLSID_UpdateInstaller, installer), S_OK);
    CHECK_HR(installer->put_Updates(one), S_OK);
    Ref<wua::IInstallationResult> installed, again;
    heard(installer->Install(&installed));
    Ref<wua::IInstallationJob> installation;
    HRESULT begun = installer->BeginInstall(nullptr, nullptr, VARIANT(), &installation);
    if (begun == S_OK) {
        heard(installer->EndInstall(installation, &again));
        CHECK_HR(installation->CleanUp(), S_OK);
    } else {
        // The first one went well enough to demand a restart.
        CHECK(begun == static_cast<HRESULT>(0x80240016));
    }
    VARIANT_BOOL busy = VARIANT_TRUE;
    CHECK_HR(installer->get_IsBusy(&busy), S_OK);
    CHECK(busy == VARIANT_FALSE);
}

static int with_a_bug(const std::wstring &step)
{
    for (DWORD apartment : {COINIT_APARTMENTTHREADED, COINIT_MULTITHREADED}) {
        unexpected = 0;
        CHECK_HR(CoInitializeEx(nullptr, apartment), S_OK);
        {
            Ref<wua::IUpdateCollection> updates;
            searches(updates);
            if (updates) {
                marks_and_settings(updates);
                downloads_and_installations(updates);
            }
            Ref<wua::IUpdateSession> session;
            CHECK_HR(create(wua::CLSID_UpdateSession, session), S_OK);
            CHECK_HR(session->put_ClientApplicationID(Text(L"alive")), S_OK);
        }
        CoUninitialize();
        std::printf("%ls: %d panics\n", step.c_str(), unexpected);
        // Twice in one process: the second time some of it has been done.
        if (apartment == COINIT_APARTMENTTHREADED && unexpected == 0)
            std::printf("not ok: nobody noticed %ls\n", step.c_str());
    }
    return 0;
}

int main(int count, char **)
{
    if (count > 1) {
        int status = with_a_bug(CommandLineToArgvW(GetCommandLineW(), &count)[1]);
        std::fflush(stdout);
        return status;
    }
    wchar_t program[MAX_PATH], state[MAX_PATH];
    GetModuleFileNameW(nullptr, program, MAX_PATH);
    GetEnvironmentVariableW(L"WUA_STATE", state, MAX_PATH);
    for (const wchar_t *step :
         {L"offer-stored", L"marks-written", L"settings-written", L"services-written", L"download-planned",
          L"download-file-started", L"download-file-fetched", L"download-file-verified", L"download-file-done",
          L"download-ended", L"install-planned", L"install-step-started", L"install-step-applied",
          L"install-step-done", L"install-ended"}) {
        std::fflush(stdout);
        std::wstring store = std::wstring(state) + L"\\" + step;
        CreateDirectoryW(store.c_str(), nullptr);
        SetEnvironmentVariableW(L"WUA_STATE", store.c_str());
        SetEnvironmentVariableW(L"WUA_MUSEUM_PANIC_AT", step);
        SetEnvironmentVariableW(L"RUST_BACKTRACE", L"0");
        std::wstring command = L"\"" + std::wstring(program) + L"\" " + step;
        STARTUPINFOW start = {};
        start.cb = sizeof start;
        PROCESS_INFORMATION process = {};
        CHECK(CreateProcessW(program, command.data(), nullptr, nullptr, TRUE, 0, nullptr, nullptr, &start, &process));
        DWORD status = 99;
        if (WaitForSingleObject(process.hProcess, 60000) != WAIT_OBJECT_0) {
            std::printf("not ok: %ls: somebody waits for ever\n", step);
            TerminateProcess(process.hProcess, 1);
        }
        GetExitCodeProcess(process.hProcess, &status);
        if (status != 0)
            std::printf("not ok: %ls ends with %lx\n", step, status);
        CloseHandle(process.hThread);
        CloseHandle(process.hProcess);
    }
    return done("panics");
}
