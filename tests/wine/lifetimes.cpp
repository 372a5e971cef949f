// Who holds what, and for how long: references given back once too often, apartments, an agent that is to be unloaded,
// processes that end in the middle, and callbacks that fail, wait, let everything go or ask for more.
//
// shows: B017 B018 B030 B031 B032 B116 B117 B121 B123

#include "check.h"

#include <cwchar>
#include <functional>
#include <oleauto.h>
#include <shellapi.h>
#include <string>

static const HRESULT WU_E_INVALID_OPERATION = static_cast<HRESULT>(0x80240036);

// A service that takes its time.
static const wchar_t SUNDIAL[] = L"00001901-00f0-4000-8000-000000000002";

static void slow_searcher(Ref<wua::IUpdateSearcher> &searcher)
{
    CHECK_HR(create(wua::CLSID_UpdateSearcher, searcher), S_OK);
    CHECK_HR(searcher->put_ServerSelection(wua::ssOthers), S_OK);
    CHECK_HR(searcher->put_ServiceID(Text(SUNDIAL)), S_OK);
}

// A callback of any kind: all have one member with two arguments.
class Callback : public IUnknown {
public:
    using OnCall = std::function<HRESULT(IUnknown *job, IUnknown *args)>;

    explicit Callback(OnCall on_call, bool agile = false)
        : ended(CreateEventW(nullptr, TRUE, FALSE, nullptr)), on_call_(on_call), agile_(agile)
    {
    }
    ~Callback() { CloseHandle(ended); }

    HRESULT STDMETHODCALLTYPE QueryInterface(REFIID iid, void **out) override
    {
        *out = nullptr;
        bool known = iid == IID_IUnknown || iid == __uuidof(wua::ISearchCompletedCallback)
                     || iid == __uuidof(wua::IDownloadProgressChangedCallback)
                     || iid == __uuidof(wua::IDownloadCompletedCallback) || (agile_ && iid == IID_IAgileObject);
        if (!known)
            return E_NOINTERFACE;
        *out = this;
        AddRef();
        return S_OK;
    }
    ULONG STDMETHODCALLTYPE AddRef() override { return static_cast<ULONG>(InterlockedIncrement(&references)); }
    ULONG STDMETHODCALLTYPE Release() override { return static_cast<ULONG>(InterlockedDecrement(&references)); }
    virtual HRESULT STDMETHODCALLTYPE Invoke(IUnknown *job, IUnknown *args)
    {
        InterlockedIncrement(&calls);
        HRESULT hresult = on_call_(job, args);
        SetEvent(ended);
        return hresult;
    }

    operator IUnknown *() { return this; }

    // Waits until it was called, and serves the messages of this thread meanwhile.
    bool wait()
    {
        for (;;) {
            DWORD signalled = MsgWaitForMultipleObjects(1, &ended, FALSE, 30000, QS_ALLINPUT);
            if (signalled != WAIT_OBJECT_0 + 1)
                return signalled == WAIT_OBJECT_0;
            MSG message;
            while (PeekMessageW(&message, nullptr, 0, 0, PM_REMOVE))
                DispatchMessageW(&message);
        }
    }

    // Whether the agent lets go of it, which it may do a while after the call.
    bool is_given_back()
    {
        for (int turn = 0; turn < 300 && references > 1; turn++) {
            MSG message;
            while (PeekMessageW(&message, nullptr, 0, 0, PM_REMOVE))
                DispatchMessageW(&message);
            Sleep(10);
        }
        return references == 1;
    }

    volatile LONG references = 1, calls = 0;
    HANDLE ended;

private:
    OnCall on_call_;
    bool agile_;
};

static void works(wua::IUpdateSearcher *searcher)
{
    Ref<wua::ISearchResult> result;
    CHECK_HR(searcher->Search(Text(L"IsInstalled=0 and Type='Software'"), &result), S_OK);
    Ref<wua::IUpdateCollection> updates;
    CHECK_HR(result->get_Updates(&updates), S_OK);
    LONG count = 0;
    CHECK_HR(updates->get_Count(&count), S_OK);
    CHECK(count > 0);
}

// A callback fails in any way: that is its own affair.
static void callbacks_that_fail(bool agile)
{
    for (HRESULT failure : {E_FAIL, DISP_E_EXCEPTION, E_OUTOFMEMORY, S_FALSE, static_cast<HRESULT>(0x7fffffff),
                            static_cast<HRESULT>(0x80010108)}) {
        Callback callback([&](IUnknown *, IUnknown *) { return failure; }, agile);
        Ref<wua::IUpdateSearcher> searcher;
        CHECK_HR(create(wua::CLSID_UpdateSearcher, searcher), S_OK);
        Ref<wua::ISearchJob> job;
        CHECK_HR(searcher->BeginSearch(Text(L"IsInstalled=0"), callback, VARIANT(), &job), S_OK);
        CHECK(callback.wait());
        Ref<wua::ISearchResult> result;
        CHECK_HR(searcher->EndSearch(job, &result), S_OK);
        CHECK(result != nullptr);
        CHECK_HR(job->CleanUp(), S_OK);
        CHECK(callback.calls == 1 && callback.references == 1);
    }
}

// A callback that takes long keeps nobody waiting but those who wait for it.
static void callbacks_that_block()
{
    Callback callback(
        [](IUnknown *, IUnknown *) {
            Sleep(1500);
            return S_OK;
        },
        true);
    Ref<wua::IUpdateSearcher> searcher;
    CHECK_HR(create(wua::CLSID_UpdateSearcher, searcher), S_OK);
    Ref<wua::ISearchJob> job;
    CHECK_HR(searcher->BeginSearch(Text(L"IsInstalled=0"), callback, VARIANT(), &job), S_OK);
    Ref<wua::ISearchResult> result;
    CHECK_HR(searcher->EndSearch(job, &result), S_OK);
    works(searcher);
    CHECK_HR(job->RequestAbort(), S_OK);
    CHECK(WaitForSingleObject(callback.ended, 0) == WAIT_TIMEOUT);
    CHECK_HR(job->CleanUp(), S_OK);
    CHECK(WaitForSingleObject(callback.ended, 0) == WAIT_OBJECT_0);
}

// The program lets go of everything while it is called.
static void callbacks_that_let_go(bool agile)
{
    wua::IUpdateSearcher *searcher = nullptr;
    wua::ISearchJob *job = nullptr;
    HANDLE begun = CreateEventW(nullptr, TRUE, FALSE, nullptr);
    Callback callback(
        [&](IUnknown *, IUnknown *) {
            WaitForSingleObject(begun, 10000);
            job->Release();
            CHECK(searcher->Release() == 0);
            return S_OK;
        },
        agile);
    CHECK_HR(CoCreateInstance(wua::CLSID_UpdateSearcher, nullptr, CLSCTX_INPROC_SERVER, __uuidof(wua::IUpdateSearcher),
                              reinterpret_cast<void **>(&searcher)),
             S_OK);
    CHECK_HR(searcher->BeginSearch(Text(L"IsInstalled=0"), callback, VARIANT(), &job), S_OK);
    SetEvent(begun);
    CHECK(callback.wait());
    CloseHandle(begun);
    CHECK(callback.is_given_back() && callback.calls == 1);
}

// What a callback may ask of the agent: everything, and nothing of it waits for itself.
static void callbacks_that_ask(bool agile)
{
    Ref<wua::IUpdateSearcher> searcher;
    CHECK_HR(create(wua::CLSID_UpdateSearcher, searcher), S_OK);
    Callback inner([](IUnknown *, IUnknown *) { return S_OK; }, agile);
    Ref<wua::ISearchJob> second;
    Callback callback(
        [&](IUnknown *object, IUnknown *) {
            wua::ISearchJob *job = static_cast<wua::ISearchJob *>(object);
            CHECK_HR(job->RequestAbort(), S_OK);
            CHECK_HR(job->CleanUp(), S_OK);
            Ref<wua::ISearchResult> result, again;
            CHECK_HR(searcher->EndSearch(job, &result), S_OK);
            CHECK(result != nullptr);
            CHECK_HR(searcher->EndSearch(job, &again), WU_E_INVALID_OPERATION);
            works(searcher);
            CHECK_HR(searcher->BeginSearch(Text(L"IsInstalled=1"), inner, VARIANT(), &second), S_OK);
            return S_OK;
        },
        agile);
    Ref<wua::ISearchJob> job;
    CHECK_HR(searcher->BeginSearch(Text(L"IsInstalled=0"), callback, VARIANT(), &job), S_OK);
    CHECK(callback.wait());
    CHECK(inner.wait());
    CHECK_HR(second->CleanUp(), S_OK);
    CHECK_HR(job->CleanUp(), S_OK);
    CHECK(callback.calls == 1 && inner.calls == 1);
}

// A download that its own news stop.
static void a_download_that_stops_itself(bool agile)
{
    Ref<wua::IUpdateSearcher> searcher;
    CHECK_HR(create(wua::CLSID_UpdateSearcher, searcher), S_OK);
    Ref<wua::ISearchResult> found;
    CHECK_HR(searcher->Search(Text(L"IsInstalled=0 and Type='Software'"), &found), S_OK);
    Ref<wua::IUpdateCollection> updates;
    CHECK_HR(found->get_Updates(&updates), S_OK);
    Ref<wua::IUpdateDownloader> downloader;
    CHECK_HR(create(wua::CLSID_UpdateDownloader, downloader), S_OK);
    CHECK_HR(downloader->put_Updates(updates), S_OK);
    CHECK_HR(downloader->put_IsForced(VARIANT_TRUE), S_OK);
    Callback completed([](IUnknown *, IUnknown *) { return E_FAIL; }, agile);
    Callback progress(
        [&](IUnknown *object, IUnknown *) {
            wua::IDownloadJob *job = static_cast<wua::IDownloadJob *>(object);
            CHECK_HR(job->RequestAbort(), S_OK);
            CHECK_HR(job->CleanUp(), S_OK);
            return E_FAIL;
        },
        agile);
    Ref<wua::IDownloadJob> job;
    CHECK_HR(downloader->BeginDownload(progress, completed, VARIANT(), &job), S_OK);
    CHECK(completed.wait());
    Ref<wua::IDownloadResult> result;
    CHECK_HR(downloader->EndDownload(job, &result), S_OK);
    wua::OperationResultCode code = wua::orcNotStarted;
    CHECK_HR(result->get_ResultCode(&code), S_OK);
    CHECK(code == wua::orcAborted);
    CHECK_HR(job->CleanUp(), S_OK);
    CHECK(progress.calls >= 1 && completed.calls == 1);
}

// Whom the agent holds itself, nobody takes away from it by giving back too much.
static void released_too_often()
{
    Ref<wua::IUpdateSession> session;
    CHECK_HR(create(wua::CLSID_UpdateSession, session), S_OK);
    wua::IWebProxy *proxy = nullptr;
    CHECK_HR(session->get_WebProxy(&proxy), S_OK);
    CHECK_HR(proxy->put_Address(Text(L"proxy.example:8080")), S_OK);
    CHECK(proxy->Release() == 0);
    Ref<wua::IWebProxy> kept;
    CHECK_HR(session->get_WebProxy(&kept), S_OK);
    BSTR address = nullptr;
    CHECK_HR(kept->get_Address(&address), S_OK);
    CHECK(address && std::wstring(address) == L"proxy.example:8080");
    SysFreeString(address);

    // A job that nobody has any more does what it began.
    Callback callback([](IUnknown *, IUnknown *) { return S_OK; }, true);
    Ref<wua::IUpdateSearcher> searcher;
    CHECK_HR(create(wua::CLSID_UpdateSearcher, searcher), S_OK);
    wua::ISearchJob *job = nullptr;
    CHECK_HR(searcher->BeginSearch(Text(L"IsInstalled=0"), callback, VARIANT(), &job), S_OK);
    job->Release();
    CHECK(callback.wait());
    CHECK(callback.is_given_back());
}

// An object that others hold, too: the one who gives back more than is his own takes their reference, and what they do
// with theirs is an error and no crash.
static void released_beyond_ones_share()
{
    Ref<IUnknown> keeper;
    wua::IStringCollection *mine = nullptr;
    wua::IStringCollection *theirs = nullptr;
    CHECK_HR(CoCreateInstance(wua::CLSID_StringCollection, nullptr, CLSCTX_INPROC_SERVER,
                              __uuidof(wua::IStringCollection), reinterpret_cast<void **>(&mine)),
             S_OK);
    CHECK_HR(mine->QueryInterface(__uuidof(wua::IStringCollection), reinterpret_cast<void **>(&theirs)), S_OK);
    CHECK(mine->Release() == 1);
    CHECK(mine->Release() == 0);
    LONG count = 7;
    CHECK_HR(theirs->get_Count(&count), RPC_E_DISCONNECTED);
    CHECK(count == 0);
    void *nothing = &nothing;
    CHECK_HR(theirs->QueryInterface(IID_IDispatch, &nothing), RPC_E_DISCONNECTED);
    CHECK(nothing == nullptr);
    Ref<wua::IWebProxy> proxy;
    CHECK_HR(create(wua::CLSID_WebProxy, proxy), S_OK);
    CHECK_HR(proxy->put_BypassList(theirs), RPC_E_DISCONNECTED);
    CHECK(theirs->Release() == 0);
    CHECK(theirs->Release() == 0);
    Ref<wua::IUpdateSearcher> searcher;
    CHECK_HR(create(wua::CLSID_UpdateSearcher, searcher), S_OK);
    works(searcher);
}

struct Visit {
    wua::IUpdateSearcher *searcher;
    wua::ISearchJob *job;
    DWORD apartment;
    Callback *callback;
};

// Another thread uses the objects as they are.
static DWORD WINAPI visitor(void *argument)
{
    Visit *visit = static_cast<Visit *>(argument);
    if (visit->apartment != 0xffffffff)
        CHECK_HR(CoInitializeEx(nullptr, visit->apartment), S_OK);
    works(visit->searcher);
    BSTR name = nullptr;
    CHECK_HR(visit->searcher->get_ClientApplicationID(&name), S_OK);
    SysFreeString(name);
    Ref<wua::ISearchResult> result, none;
    CHECK_HR(visit->searcher->EndSearch(visit->job, &result), S_OK);
    CHECK_HR(visit->searcher->EndSearch(visit->job, &none), WU_E_INVALID_OPERATION);
    CHECK_HR(visit->job->CleanUp(), S_OK);
    // What is begun here is ended there.
    CHECK_HR(visit->searcher->BeginSearch(Text(L"IsInstalled=1"), nullptr, VARIANT(), &visit->job), S_OK);
    if (visit->apartment != 0xffffffff)
        CoUninitialize();
    return 0;
}

// From one apartment into another and back; 0xffffffff is a thread that is in none.
static void other_apartments()
{
    for (DWORD apartment : {+COINIT_MULTITHREADED, +COINIT_APARTMENTTHREADED, -1}) {
        Ref<wua::IUpdateSearcher> searcher;
        CHECK_HR(create(wua::CLSID_UpdateSearcher, searcher), S_OK);
        DWORD called_on = 0;
        Callback callback([&](IUnknown *, IUnknown *) {
            called_on = GetCurrentThreadId();
            return S_OK;
        });
        Ref<wua::ISearchJob> job;
        CHECK_HR(searcher->BeginSearch(Text(L"IsInstalled=0"), callback, VARIANT(), &job), S_OK);
        Visit visit = {searcher, job, apartment, &callback};
        HANDLE thread = CreateThread(nullptr, 0, visitor, &visit, 0, nullptr);
        // The visitor waits for a callback that only this thread can get.
        while (MsgWaitForMultipleObjects(1, &thread, FALSE, 30000, QS_ALLINPUT) == WAIT_OBJECT_0 + 1) {
            MSG message;
            while (PeekMessageW(&message, nullptr, 0, 0, PM_REMOVE))
                DispatchMessageW(&message);
        }
        CHECK(WaitForSingleObject(thread, 0) == WAIT_OBJECT_0);
        CloseHandle(thread);
        CHECK(callback.calls == 1 && called_on == GetCurrentThreadId());
        if (visit.job == job)
            continue;
        Ref<wua::ISearchResult> result;
        CHECK_HR(searcher->EndSearch(visit.job, &result), S_OK);
        CHECK(result != nullptr);
        visit.job->Release();
    }
}

// The other half are processes of their own: each ends in its own way, and has to end.

static int unloading()
{
    HMODULE module = LoadLibraryW(L"wuapi.dll");
    auto can_unload = reinterpret_cast<HRESULT(STDAPICALLTYPE *)()>(
        reinterpret_cast<void *>(GetProcAddress(module, "DllCanUnloadNow")));
    auto class_object = reinterpret_cast<HRESULT(STDAPICALLTYPE *)(REFCLSID, REFIID, void **)>(
        reinterpret_cast<void *>(GetProcAddress(module, "DllGetClassObject")));
    CHECK_HR(can_unload(), S_OK);
    CHECK_HR(class_object(wua::CLSID_UpdateSearcher, IID_IClassFactory, nullptr), E_POINTER);
    void *nothing = &nothing;
    CHECK_HR(class_object(IID_IUnknown, IID_IClassFactory, &nothing), CLASS_E_CLASSNOTAVAILABLE);
    CHECK_HR(class_object(wua::CLSID_UpdateSearcher, __uuidof(wua::IUpdate), &nothing), E_NOINTERFACE);
    CHECK(nothing == nullptr);
    CHECK_HR(can_unload(), S_OK);
    Ref<IClassFactory> factory;
    CHECK_HR(class_object(wua::CLSID_UpdateSearcher, IID_IClassFactory, reinterpret_cast<void **>(&factory)), S_OK);
    CHECK_HR(can_unload(), S_FALSE);
    CHECK_HR(CoInitializeEx(nullptr, COINIT_MULTITHREADED), S_OK);
    Ref<wua::IUpdateSearcher> searcher;
    CHECK_HR(factory->CreateInstance(nullptr, __uuidof(wua::IUpdateSearcher), reinterpret_cast<void **>(&searcher)),
             S_OK);
    Callback callback(
        [](IUnknown *, IUnknown *) {
            Sleep(300);
            return S_OK;
        },
        true);
    Ref<wua::ISearchJob> job;
    CHECK_HR(searcher->BeginSearch(Text(L"IsInstalled=0"), callback, VARIANT(), &job), S_OK);
    // Everything that could take it away.
    CoFreeUnusedLibraries();
    CoFreeUnusedLibrariesEx(0, 0);
    for (int turn = 0; turn < 5; turn++)
        FreeLibrary(module);
    CoUninitialize();
    CHECK_HR(can_unload(), S_FALSE);
    CHECK(callback.wait());
    Ref<wua::ISearchResult> result;
    CHECK_HR(searcher->EndSearch(job, &result), S_OK);
    CHECK_HR(job->CleanUp(), S_OK);
    return 0;
}

// A slow search and a callback that is still to come, and nobody waits.
static int in_the_middle(const std::wstring &way)
{
    CHECK_HR(CoInitializeEx(nullptr, way == L"apartment" ? COINIT_APARTMENTTHREADED : COINIT_MULTITHREADED), S_OK);
    static Callback callback([](IUnknown *, IUnknown *) { return S_OK; });
    static Callback endless(
        [](IUnknown *, IUnknown *) {
            Sleep(INFINITE);
            return S_OK;
        },
        true);
    Ref<wua::IUpdateSearcher> searcher;
    slow_searcher(searcher);
    Ref<wua::ISearchJob> job, other;
    CHECK_HR(searcher->BeginSearch(nullptr, callback, VARIANT(), &job), S_OK);
    if (way == L"blocked") {
        CHECK_HR(searcher->BeginSearch(nullptr, endless, VARIANT(), &other), S_OK);
        while (endless.calls == 0)
            Sleep(10);
    }
    if (way == L"uninitialize" || way == L"apartment")
        CoUninitialize();
    std::fflush(stdout);
    if (way == L"exit")
        ExitProcess(0);
    if (way == L"terminate")
        TerminateProcess(GetCurrentProcess(), 0);
    return 0;
}

static void in_a_process(const wchar_t *way)
{
    wchar_t program[MAX_PATH];
    GetModuleFileNameW(nullptr, program, MAX_PATH);
    std::fflush(stdout);
    std::wstring command = L"\"" + std::wstring(program) + L"\" " + way;
    STARTUPINFOW start = {};
    start.cb = sizeof start;
    PROCESS_INFORMATION process = {};
    CHECK(CreateProcessW(program, command.data(), nullptr, nullptr, TRUE, 0, nullptr, nullptr, &start, &process));
    DWORD status = 99;
    if (WaitForSingleObject(process.hProcess, 60000) != WAIT_OBJECT_0) {
        std::printf("not ok: %ls does not end\n", way);
        TerminateProcess(process.hProcess, 1);
    }
    GetExitCodeProcess(process.hProcess, &status);
    if (status != 0)
        std::printf("not ok: %ls ends with %lx\n", way, status);
    CloseHandle(process.hThread);
    CloseHandle(process.hProcess);
}

int main(int count, char **)
{
    if (count > 1) {
        std::wstring way = CommandLineToArgvW(GetCommandLineW(), &count)[1];
        int status = way == L"unloading" ? unloading() : in_the_middle(way);
        std::fflush(stdout);
        return status;
    }
    for (const wchar_t *way : {L"unloading", L"return", L"uninitialize", L"apartment", L"exit", L"terminate", L"blocked"})
        in_a_process(way);
    for (DWORD apartment : {COINIT_APARTMENTTHREADED, COINIT_MULTITHREADED}) {
        CHECK_HR(CoInitializeEx(nullptr, apartment), S_OK);
        for (bool agile : {false, true}) {
            callbacks_that_fail(agile);
            callbacks_that_let_go(agile);
            callbacks_that_ask(agile);
            a_download_that_stops_itself(agile);
        }
        callbacks_that_block();
        released_too_often();
        CoUninitialize();
    }
    CHECK_HR(CoInitializeEx(nullptr, COINIT_APARTMENTTHREADED), S_OK);
    other_apartments();
    released_beyond_ones_share();
    CoUninitialize();
    return done("lifetimes");
}
