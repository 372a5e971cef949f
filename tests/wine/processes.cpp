// Two processes with one store: both search, one installs while the other one tries to, both read what happened, and one
// is ended in the middle.
//
// shows: B020 B021 B135 B136 B137 B142

#include "check.h"

#include <cwchar>
#include <oleauto.h>
#include <shellapi.h>
#include <string>
#include <vector>

static const HRESULT WU_E_OPERATIONINPROGRESS = static_cast<HRESULT>(0x80240009);

static const wchar_t MOONS[] = L"00001901-0001-4000-8000-000000000003";
static const wchar_t SLOW_VARNISH[] = L"00001901-0005-4000-8000-000000000003";

static void find(const std::wstring &criteria, Ref<wua::IUpdateCollection> &updates)
{
    Ref<wua::IUpdateSearcher> searcher;
    CHECK_HR(create(wua::CLSID_UpdateSearcher, searcher), S_OK);
    Ref<wua::ISearchResult> result;
    CHECK_HR(searcher->Search(Text(criteria.c_str()), &result), S_OK);
    if (result)
        CHECK_HR(result->get_Updates(&updates), S_OK);
}

static void installer_of(const wchar_t *id, Ref<wua::IUpdateInstaller> &installer)
{
    Ref<wua::IUpdateCollection> updates;
    find(L"UpdateID='" + std::wstring(id) + L"'", updates);
    Ref<wua::IUpdateDownloader> downloader;
    CHECK_HR(create(wua::CLSID_UpdateDownloader, downloader), S_OK);
    CHECK_HR(downloader->put_Updates(updates), S_OK);
    Ref<wua::IDownloadResult> downloaded;
    CHECK_HR(downloader->Download(&downloaded), S_OK);
    wua::OperationResultCode code = wua::orcNotStarted;
    CHECK_HR(downloaded->get_ResultCode(&code), S_OK);
    CHECK(code == wua::orcSucceeded);
    CHECK_HR(create(wua::CLSID_UpdateInstaller, installer), S_OK);
    CHECK_HR(installer->put_Updates(updates), S_OK);
}

static bool is_busy(wua::IUpdateInstaller *installer)
{
    VARIANT_BOOL busy = 7;
    CHECK_HR(installer->get_IsBusy(&busy), S_OK);
    return busy == VARIANT_TRUE;
}

static void search_often()
{
    for (int turn = 0; turn < 15; turn++) {
        Ref<wua::IUpdateCollection> updates;
        find(turn % 2 ? L"IsInstalled=0 and IsHidden=0" : L"IsInstalled=1", updates);
        LONG count = 0;
        CHECK_HR(updates->get_Count(&count), S_OK);
        CHECK(count > 0);
        Ref<wua::IUpdate> update;
        CHECK_HR(updates->get_Item(turn % count, &update), S_OK);
        // Both write, too: now the one is first, and now the other.
        VARIANT_BOOL mandatory = VARIANT_TRUE;
        CHECK_HR(update->get_IsMandatory(&mandatory), S_OK);
        if (mandatory == VARIANT_FALSE) {
            CHECK_HR(update->put_IsHidden(VARIANT_TRUE), S_OK);
            CHECK_HR(update->put_IsHidden(VARIANT_FALSE), S_OK);
        }
    }
}

// The history as text.
static std::wstring history()
{
    Ref<wua::IUpdateSearcher> searcher;
    CHECK_HR(create(wua::CLSID_UpdateSearcher, searcher), S_OK);
    LONG total = 0, count = 0;
    CHECK_HR(searcher->GetTotalHistoryCount(&total), S_OK);
    Ref<wua::IUpdateHistoryEntryCollection> entries;
    CHECK_HR(searcher->QueryHistory(0, total, &entries), S_OK);
    CHECK_HR(entries->get_Count(&count), S_OK);
    CHECK(count == total);
    std::wstring text;
    for (LONG index = 0; index < count; index++) {
        Ref<wua::IUpdateHistoryEntry> entry;
        CHECK_HR(entries->get_Item(index, &entry), S_OK);
        BSTR title = nullptr;
        DATE date = 0;
        wua::OperationResultCode code = wua::orcNotStarted;
        CHECK_HR(entry->get_Title(&title), S_OK);
        CHECK_HR(entry->get_Date(&date), S_OK);
        CHECK_HR(entry->get_ResultCode(&code), S_OK);
        text += std::to_wstring(date) + L" " + std::to_wstring(code) + L" " + (title ? title : L"") + L"\n";
        SysFreeString(title);
    }
    return text;
}

// Says whether the other process has come so far, and waits for it to be let on.
struct Meeting {
    HANDLE there, go_on;

    Meeting() : there(CreateEventW(nullptr, TRUE, FALSE, L"wua.test.there")), go_on(CreateEventW(nullptr, TRUE, FALSE, L"wua.test.go on")) {}
    ~Meeting()
    {
        CloseHandle(there);
        CloseHandle(go_on);
    }
};

// In the middle of an installation it waits until the other process has tried one.
class Slow : public wua::IInstallationProgressChangedCallback {
public:
    HRESULT STDMETHODCALLTYPE QueryInterface(REFIID iid, void **out) override
    {
        bool known = iid == IID_IUnknown || iid == IID_IAgileObject
                     || iid == __uuidof(wua::IInstallationProgressChangedCallback);
        *out = known ? this : nullptr;
        return known ? S_OK : E_NOINTERFACE;
    }
    ULONG STDMETHODCALLTYPE AddRef() override { return 2; }
    ULONG STDMETHODCALLTYPE Release() override { return 1; }
    HRESULT STDMETHODCALLTYPE Invoke(wua::IInstallationJob *, wua::IInstallationProgressChangedCallbackArgs *) override
    {
        SetEvent(meeting.there);
        CHECK(WaitForSingleObject(meeting.go_on, 30000) == WAIT_OBJECT_0);
        return S_OK;
    }

    Meeting meeting;
};

static void install_slowly()
{
    Slow slow;
    Ref<wua::IUpdateInstaller> installer;
    installer_of(SLOW_VARNISH, installer);
    CHECK(!is_busy(installer));
    Ref<wua::IInstallationJob> job;
    CHECK_HR(installer->BeginInstall(&slow, nullptr, VARIANT(), &job), S_OK);
    Ref<wua::IInstallationResult> result;
    CHECK_HR(installer->EndInstall(job, &result), S_OK);
    CHECK_HR(job->CleanUp(), S_OK);
    wua::OperationResultCode code = wua::orcNotStarted;
    CHECK_HR(result->get_ResultCode(&code), S_OK);
    CHECK(code == wua::orcSucceeded);
}

static PROCESS_INFORMATION start(const wchar_t *part)
{
    wchar_t program[MAX_PATH];
    GetModuleFileNameW(nullptr, program, MAX_PATH);
    std::fflush(stdout);
    std::wstring command = L"\"" + std::wstring(program) + L"\" " + part;
    STARTUPINFOW how = {};
    how.cb = sizeof how;
    PROCESS_INFORMATION process = {};
    CHECK(CreateProcessW(program, command.data(), nullptr, nullptr, TRUE, 0, nullptr, nullptr, &how, &process));
    return process;
}

static void ends(const PROCESS_INFORMATION &process, DWORD expected)
{
    DWORD status = 99;
    CHECK(WaitForSingleObject(process.hProcess, 60000) == WAIT_OBJECT_0);
    GetExitCodeProcess(process.hProcess, &status);
    CHECK(status == expected);
    CloseHandle(process.hThread);
    CloseHandle(process.hProcess);
}

static void both_search()
{
    PROCESS_INFORMATION other = start(L"search");
    search_often();
    ends(other, 0);
}

// While the other one installs: searches go on, an installation is refused, and it is not lost.
static void one_installs()
{
    Meeting meeting;
    PROCESS_INFORMATION other = start(L"install");
    CHECK(WaitForSingleObject(meeting.there, 60000) == WAIT_OBJECT_0);
    Ref<wua::IUpdateInstaller> installer;
    installer_of(MOONS, installer);
    CHECK(is_busy(installer));
    Ref<wua::IInstallationResult> refused, ended;
    CHECK_HR(installer->Install(&refused), WU_E_OPERATIONINPROGRESS);
    CHECK_HR(installer->Uninstall(&refused), WU_E_OPERATIONINPROGRESS);
    CHECK(refused == nullptr);
    Ref<wua::IInstallationJob> job;
    HRESULT begun = installer->BeginInstall(nullptr, nullptr, VARIANT(), &job);
    if (begun == S_OK) {
        CHECK_HR(installer->EndInstall(job, &refused), WU_E_OPERATIONINPROGRESS);
        CHECK_HR(job->CleanUp(), S_OK);
    } else {
        CHECK_HR(begun, WU_E_OPERATIONINPROGRESS);
    }
    search_often();
    history();
    SetEvent(meeting.go_on);
    ends(other, 0);
    CHECK(!is_busy(installer));
    CHECK_HR(installer->Install(&ended), S_OK);
    wua::OperationResultCode code = wua::orcNotStarted;
    CHECK_HR(ended->get_ResultCode(&code), S_OK);
    CHECK(code == wua::orcSucceeded);
}

// Both see the same: the other one writes what it sees to a file.
static void both_read_the_history()
{
    ends(start(L"history"), 0);
    wchar_t path[MAX_PATH], state[MAX_PATH];
    GetEnvironmentVariableW(L"WUA_STATE", state, MAX_PATH);
    std::swprintf(path, MAX_PATH, L"%ls\\what the other one read", state);
    HANDLE file = CreateFileW(path, GENERIC_READ, 0, nullptr, OPEN_EXISTING, 0, nullptr);
    std::vector<wchar_t> read(100000);
    DWORD size = 0;
    CHECK(ReadFile(file, read.data(), static_cast<DWORD>(read.size() * sizeof(wchar_t)), &size, nullptr));
    CloseHandle(file);
    std::wstring here = history(), there(read.data(), size / sizeof(wchar_t));
    CHECK(here == there);
    CHECK(here.find(L"Slow varnish") != std::wstring::npos);
}

static void write_history()
{
    wchar_t path[MAX_PATH], state[MAX_PATH];
    GetEnvironmentVariableW(L"WUA_STATE", state, MAX_PATH);
    std::swprintf(path, MAX_PATH, L"%ls\\what the other one read", state);
    HANDLE file = CreateFileW(path, GENERIC_WRITE, 0, nullptr, CREATE_ALWAYS, 0, nullptr);
    std::wstring text = history();
    DWORD size = 0;
    CHECK(WriteFile(file, text.data(), static_cast<DWORD>(text.size() * sizeof(wchar_t)), &size, nullptr));
    CloseHandle(file);
}

// Who is ended in the middle keeps nobody from installing.
static void one_dies()
{
    Meeting meeting;
    ResetEvent(meeting.there);
    ResetEvent(meeting.go_on);
    PROCESS_INFORMATION other = start(L"install");
    CHECK(WaitForSingleObject(meeting.there, 60000) == WAIT_OBJECT_0);
    Ref<wua::IUpdateInstaller> installer;
    installer_of(MOONS, installer);
    CHECK(is_busy(installer));
    TerminateProcess(other.hProcess, 7);
    ends(other, 7);
    CHECK(!is_busy(installer));
    Ref<wua::IInstallationResult> result;
    CHECK_HR(installer->Install(&result), S_OK);
    search_often();
}

int main(int count, char **)
{
    CHECK_HR(CoInitializeEx(nullptr, COINIT_MULTITHREADED), S_OK);
    if (count > 1) {
        std::wstring part = CommandLineToArgvW(GetCommandLineW(), &count)[1];
        if (part == L"search")
            search_often();
        else if (part == L"install")
            install_slowly();
        else
            write_history();
        CoUninitialize();
        std::fflush(stdout);
        return 0;
    }
    both_search();
    one_installs();
    both_read_the_history();
    one_dies();
    CoUninitialize();
    return done("processes");
}
