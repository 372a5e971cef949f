// Asynchronous operations with callbacks written in C++, which have the callback's interface and nothing else: from a
// single-threaded apartment that pumps messages, from one that waits inside a member, and from the multithreaded one.
//
// shows: B017 B018 B028 B030 B032 B116 B126

#include "check.h"

#include <oleauto.h>
#include <string>

static const HRESULT WU_E_INVALID_OPERATION = static_cast<HRESULT>(0x80240036);

// Whether two references are to one object.
static bool same(IUnknown *one, IUnknown *other)
{
    IUnknown *first = nullptr, *second = nullptr;
    one->QueryInterface(IID_IUnknown, reinterpret_cast<void **>(&first));
    other->QueryInterface(IID_IUnknown, reinterpret_cast<void **>(&second));
    bool result = first == second;
    first->Release();
    second->Release();
    return result;
}

// A callback that counts its calls and remembers where they came from.
template <class Interface, class Job, class Args> class Callback : public Interface {
public:
    Callback() : called_(CreateEventW(nullptr, TRUE, FALSE, nullptr)) {}
    virtual ~Callback() { CloseHandle(called_); }

    HRESULT STDMETHODCALLTYPE QueryInterface(REFIID iid, void **out) override
    {
        *out = nullptr;
        bool known = iid == IID_IUnknown || iid == __uuidof(Interface) || (agile && iid == IID_IAgileObject);
        if (!known)
            return E_NOINTERFACE;
        *out = static_cast<Interface *>(this);
        AddRef();
        return S_OK;
    }
    ULONG STDMETHODCALLTYPE AddRef() override { return static_cast<ULONG>(InterlockedIncrement(&references)); }
    ULONG STDMETHODCALLTYPE Release() override
    {
        released_on = GetCurrentThreadId();
        return static_cast<ULONG>(InterlockedDecrement(&references));
    }
    HRESULT STDMETHODCALLTYPE Invoke(Job *job, Args *args) override
    {
        calls++;
        thread = GetCurrentThreadId();
        CHECK(job != nullptr && args != nullptr);
        describes_itself(args);
        on_call(job, args);
        SetEvent(called_);
        return S_OK;
    }

    // Serves messages until it was called, as a program with windows does all the time.
    void pump()
    {
        while (MsgWaitForMultipleObjects(1, &called_, FALSE, 30000, QS_ALLINPUT) == WAIT_OBJECT_0 + 1) {
            MSG message;
            while (PeekMessageW(&message, nullptr, 0, 0, PM_REMOVE))
                DispatchMessageW(&message);
        }
    }
    // Waits and serves nothing.
    bool wait() { return WaitForSingleObject(called_, 30000) == WAIT_OBJECT_0; }

    virtual void on_call(Job *, Args *) {}

    // Says that any thread may call it.
    bool agile = false;
    LONG references = 1;
    int calls = 0;
    DWORD thread = 0, released_on = 0;

private:
    // Nowhere else is an object with this interface to be had.
    static void describes_itself(Args *args)
    {
        Ref<ITypeInfo> info;
        TYPEATTR *about = nullptr;
        CHECK_HR(args->GetTypeInfo(0, 0, &info), S_OK);
        CHECK_HR(info->GetTypeAttr(&about), S_OK);
        CHECK(IsEqualGUID(about->guid, __uuidof(Args)));
        info->ReleaseTypeAttr(about);
    }

    HANDLE called_;
};

using OnSearched =
    Callback<wua::ISearchCompletedCallback, wua::ISearchJob, wua::ISearchCompletedCallbackArgs>;
using OnDownloaded =
    Callback<wua::IDownloadCompletedCallback, wua::IDownloadJob, wua::IDownloadCompletedCallbackArgs>;
using OnDownloading =
    Callback<wua::IDownloadProgressChangedCallback, wua::IDownloadJob, wua::IDownloadProgressChangedCallbackArgs>;

static VARIANT text(const wchar_t *value)
{
    VARIANT variant = {};
    V_VT(&variant) = VT_BSTR;
    V_BSTR(&variant) = SysAllocString(value);
    return variant;
}

static void a_thread_that_pumps()
{
    Ref<wua::IUpdateSearcher> searcher;
    CHECK_HR(create(wua::CLSID_UpdateSearcher, searcher), S_OK);
    OnSearched on_searched;
    {
        Ref<wua::ISearchJob> job;
        VARIANT state = text(L"my state");
        CHECK_HR(searcher->BeginSearch(Text(L"IsInstalled=0"), &on_searched, state, &job), S_OK);
        VariantClear(&state);
        CHECK(on_searched.calls == 0);
        on_searched.pump();
        CHECK(on_searched.calls == 1);
        CHECK(on_searched.thread == GetCurrentThreadId());

        VARIANT kept;
        VariantInit(&kept);
        CHECK_HR(job->get_AsyncState(&kept), S_OK);
        CHECK(V_VT(&kept) == VT_BSTR && std::wstring(V_BSTR(&kept)) == L"my state");
        VariantClear(&kept);

        Ref<wua::ISearchResult> result, again;
        CHECK_HR(searcher->EndSearch(job, &result), S_OK);
        CHECK_HR(searcher->EndSearch(job, &again), WU_E_INVALID_OPERATION);
        CHECK(again == nullptr);
        CHECK_HR(job->CleanUp(), S_OK);
    }
    // The reference came back, to the thread that it came from.
    for (int turn = 0; turn < 100 && on_searched.references > 1; turn++) {
        MSG message;
        while (PeekMessageW(&message, nullptr, 0, 0, PM_REMOVE))
            DispatchMessageW(&message);
        Sleep(10);
    }
    CHECK(on_searched.references == 1);
    CHECK(on_searched.released_on == GetCurrentThreadId());
}

// CleanUp waits for the callback, which can only come to the very thread that waits.
static void a_thread_that_waits_in_a_member()
{
    Ref<wua::IUpdateSearcher> searcher;
    CHECK_HR(create(wua::CLSID_UpdateSearcher, searcher), S_OK);
    OnSearched on_searched;
    Ref<wua::ISearchJob> job;
    CHECK_HR(searcher->BeginSearch(Text(L""), &on_searched, VARIANT(), &job), S_OK);
    CHECK_HR(job->CleanUp(), S_OK);
    CHECK(on_searched.calls == 1);
    CHECK(on_searched.thread == GetCurrentThreadId());
    VARIANT_BOOL completed = VARIANT_FALSE;
    CHECK_HR(job->get_IsCompleted(&completed), S_OK);
    CHECK(completed == VARIANT_TRUE);
}

// An object that any thread may call is called wherever the agent is, and nobody has to pump.
static void an_agile_callback()
{
    Ref<wua::IUpdateSearcher> searcher;
    CHECK_HR(create(wua::CLSID_UpdateSearcher, searcher), S_OK);
    OnSearched on_searched;
    on_searched.agile = true;
    Ref<wua::ISearchJob> job;
    CHECK_HR(searcher->BeginSearch(Text(L""), &on_searched, VARIANT(), &job), S_OK);
    CHECK(on_searched.wait());
    CHECK(on_searched.thread != GetCurrentThreadId());
    CHECK_HR(job->CleanUp(), S_OK);
}

// A callback that would wait for the job that called it: refused, or done at once, but no wait without end.
static void impatient_callbacks()
{
    struct : OnSearched {
        void on_call(wua::ISearchJob *job, wua::ISearchCompletedCallbackArgs *) override
        {
            CHECK_HR(job->CleanUp(), S_OK);
        }
    } on_searched;
    Ref<wua::IUpdateSearcher> searcher;
    CHECK_HR(create(wua::CLSID_UpdateSearcher, searcher), S_OK);
    Ref<wua::ISearchJob> job;
    CHECK_HR(searcher->BeginSearch(Text(L"IsInstalled=0"), &on_searched, VARIANT(), &job), S_OK);
    on_searched.pump();
    CHECK_HR(job->CleanUp(), S_OK);
    CHECK(on_searched.calls == 1);

    Ref<wua::ISearchResult> result;
    CHECK_HR(searcher->EndSearch(job, &result), S_OK);
    Ref<wua::IUpdateCollection> updates;
    CHECK_HR(result->get_Updates(&updates), S_OK);
    struct : OnDownloading {
        wua::IUpdateDownloader *downloader = nullptr;
        void on_call(wua::IDownloadJob *job, wua::IDownloadProgressChangedCallbackArgs *args) override
        {
            Ref<wua::IDownloadProgress> progress;
            CHECK_HR(args->get_Progress(&progress), S_OK);
            LONG percent = -1;
            CHECK_HR(progress->get_PercentComplete(&percent), S_OK);
            CHECK(percent >= 0 && percent <= 100);
            VARIANT_BOOL completed = VARIANT_FALSE;
            CHECK_HR(job->get_IsCompleted(&completed), S_OK);
            Ref<wua::IDownloadResult> result;
            if (completed == VARIANT_FALSE)
                CHECK_HR(downloader->EndDownload(job, &result), WU_E_INVALID_OPERATION);
        }
    } on_downloading;
    OnDownloaded on_downloaded;
    Ref<wua::IUpdateDownloader> downloader;
    CHECK_HR(create(wua::CLSID_UpdateDownloader, downloader), S_OK);
    CHECK_HR(downloader->put_Updates(updates), S_OK);
    on_downloading.downloader = downloader;
    Ref<wua::IDownloadJob> download;
    CHECK_HR(downloader->BeginDownload(&on_downloading, &on_downloaded, VARIANT(), &download), S_OK);
    on_downloaded.pump();
    CHECK_HR(download->CleanUp(), S_OK);
    CHECK(on_downloading.calls > 1 && on_downloading.thread == GetCurrentThreadId());
    CHECK(on_downloaded.calls == 1 && on_downloaded.thread == GetCurrentThreadId());
}

// A thread that ends before its callback was called takes nobody along.
static DWORD WINAPI begin_and_end(void *job)
{
    static OnSearched never_called;
    CHECK_HR(CoInitializeEx(nullptr, COINIT_APARTMENTTHREADED), S_OK);
    {
        Ref<wua::IUpdateSearcher> searcher;
        CHECK_HR(create(wua::CLSID_UpdateSearcher, searcher), S_OK);
        CHECK_HR(searcher->BeginSearch(Text(L""), &never_called, VARIANT(), static_cast<wua::ISearchJob **>(job)),
                 S_OK);
    }
    CoUninitialize();
    return 0;
}

static void a_thread_that_ends()
{
    Ref<wua::ISearchJob> job;
    HANDLE thread = CreateThread(nullptr, 0, begin_and_end, &job, 0, nullptr);
    WaitForSingleObject(thread, INFINITE);
    CloseHandle(thread);
    CHECK_HR(job->CleanUp(), S_OK);
}

// While a member waits, the windows of its thread live.
static void windows_live()
{
    static bool served = false;
    WNDCLASSW window_class = {};
    window_class.lpszClassName = L"wua.test";
    window_class.lpfnWndProc = [](HWND window, UINT message, WPARAM word, LPARAM param) -> LRESULT {
        if (message == WM_APP)
            served = true;
        return DefWindowProcW(window, message, word, param);
    };
    RegisterClassW(&window_class);
    HWND window = CreateWindowExW(0, L"wua.test", nullptr, 0, 0, 0, 0, 0, HWND_MESSAGE, nullptr, nullptr, nullptr);
    CHECK(window != nullptr);
    PostMessageW(window, WM_APP, 0, 0);

    Ref<wua::IUpdateSearcher> searcher;
    CHECK_HR(create(wua::CLSID_UpdateSearcher, searcher), S_OK);
    Ref<wua::ISearchResult> result;
    CHECK_HR(searcher->Search(Text(L"IsInstalled=0"), &result), S_OK);
    CHECK(served);
    DestroyWindow(window);
}

// A program that wants to end is not kept: the message is still there after the call.
static void quitting()
{
    PostQuitMessage(7);
    Ref<wua::IUpdateSearcher> searcher;
    CHECK_HR(create(wua::CLSID_UpdateSearcher, searcher), S_OK);
    Ref<wua::ISearchResult> result;
    CHECK_HR(searcher->Search(Text(L"IsInstalled=0"), &result), S_OK);
    MSG message = {};
    CHECK(PeekMessageW(&message, nullptr, 0, 0, PM_REMOVE));
    CHECK(message.message == WM_QUIT && message.wParam == 7);
}

// Every kind of state comes back as it was.
static void states()
{
    Ref<wua::IUpdateSearcher> searcher;
    CHECK_HR(create(wua::CLSID_UpdateSearcher, searcher), S_OK);
    OnSearched somebody;
    Ref<wua::IStringCollection> names;
    CHECK_HR(create(wua::CLSID_StringCollection, names), S_OK);
    Ref<IDispatch> dispatch;
    CHECK_HR(names.as(dispatch), S_OK);

    VARIANT states[8] = {};
    V_VT(&states[1]) = VT_R8;
    V_R8(&states[1]) = 2.5;
    V_VT(&states[2]) = VT_DISPATCH;
    V_DISPATCH(&states[2]) = dispatch;
    V_VT(&states[3]) = VT_UNKNOWN;
    V_UNKNOWN(&states[3]) = &somebody;
    V_VT(&states[4]) = VT_ARRAY | VT_UI1;
    V_ARRAY(&states[4]) = SafeArrayCreateVector(VT_UI1, 0, 5);
    V_VT(&states[5]) = VT_DECIMAL;
    V_DECIMAL(&states[5]).Hi32 = 1;
    V_DECIMAL(&states[5]).Lo64 = 0x123456789abcdef0;
    V_DECIMAL(&states[5]).scale = 3;
    V_DECIMAL(&states[5]).sign = DECIMAL_NEG;
    V_VT(&states[5]) = VT_DECIMAL;
    V_VT(&states[6]) = VT_BOOL;
    V_BOOL(&states[6]) = VARIANT_TRUE;
    V_VT(&states[7]) = VT_I8;
    V_I8(&states[7]) = -5;
    for (VARIANT &state : states) {
        Ref<wua::ISearchJob> job;
        CHECK_HR(searcher->BeginSearch(Text(L""), nullptr, state, &job), S_OK);
        VARIANT kept;
        VariantInit(&kept);
        CHECK_HR(job->get_AsyncState(&kept), S_OK);
        CHECK(V_VT(&kept) == V_VT(&state));
        switch (V_VT(&state)) {
        case VT_DISPATCH:
        case VT_UNKNOWN:
            CHECK(same(V_UNKNOWN(&kept), V_UNKNOWN(&state)));
            break;
        case VT_ARRAY | VT_UI1:
            CHECK(SafeArrayGetDim(V_ARRAY(&kept)) == 1 && V_ARRAY(&kept)->rgsabound[0].cElements == 5);
            break;
        case VT_DECIMAL:
            CHECK(VarDecCmp(&V_DECIMAL(&kept), &V_DECIMAL(&state)) == VARCMP_EQ);
            break;
        default:
            CHECK(VarCmp(&kept, &state, LOCALE_INVARIANT, 0) == VARCMP_EQ || V_VT(&state) == VT_EMPTY);
        }
        VariantClear(&kept);
        CHECK_HR(job->CleanUp(), S_OK);
    }
    SafeArrayDestroy(V_ARRAY(&states[4]));

    VARIANT strange = {};
    V_VT(&strange) = VT_RECORD;
    Ref<wua::ISearchJob> none;
    CHECK_HR(searcher->BeginSearch(Text(L""), nullptr, strange, &none), DISP_E_BADVARTYPE);
    CHECK(none == nullptr);
}

// In the multithreaded apartment callbacks come on any thread, and nobody has to pump.
static DWORD WINAPI multithreaded(void *)
{
    CHECK_HR(CoInitializeEx(nullptr, COINIT_MULTITHREADED), S_OK);
    {
        Ref<wua::IUpdateSearcher> searcher;
        CHECK_HR(create(wua::CLSID_UpdateSearcher, searcher), S_OK);
        OnSearched on_searched;
        Ref<wua::ISearchJob> job;
        CHECK_HR(searcher->BeginSearch(Text(L""), &on_searched, VARIANT(), &job), S_OK);
        CHECK(on_searched.wait());
        CHECK(on_searched.thread != GetCurrentThreadId());
        CHECK_HR(job->CleanUp(), S_OK);
        CHECK(on_searched.calls == 1);
        Ref<wua::ISearchResult> result;
        CHECK_HR(searcher->EndSearch(job, &result), S_OK);
    }
    CoUninitialize();
    return 0;
}

int main()
{
    CHECK_HR(CoInitializeEx(nullptr, COINIT_APARTMENTTHREADED), S_OK);
    a_thread_that_pumps();
    a_thread_that_waits_in_a_member();
    an_agile_callback();
    impatient_callbacks();
    a_thread_that_ends();
    windows_live();
    states();
    quitting();
    HANDLE thread = CreateThread(nullptr, 0, multithreaded, nullptr, 0, nullptr);
    WaitForSingleObject(thread, INFINITE);
    CloseHandle(thread);
    CoUninitialize();
    return done("callbacks");
}
