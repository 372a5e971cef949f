// A program that knows of us only what the compiler's own <wuapi.h> declares: searches, downloads and installations, at
// once and with callbacks, to their end and stopped.
//
// That header has 33 interfaces and 5 classes, and no library has their identifiers: INITGUID defines them here. Callbacks
// and what they are called with are not in it; a program that wants some declares them itself, as this one does.
//
// shows: B016 B017 B018 B021 B031 B032 B112 B115 B116 B117 B123 B128 B129 B135 B137 B139 B147

#define INITGUID
#define DECLARED_ELSEWHERE

#include <windows.h>

#include <wuapi.h>

#include "check.h"

#include <oleauto.h>
#include <string>

// A callback of any kind: all have one member with a job and what there is to say of it.
template <class Job> class Callback : public IUnknown {
public:
    explicit Callback(const wchar_t *iid) : called(CreateEventW(nullptr, TRUE, FALSE, nullptr))
    {
        CHECK_HR(IIDFromString(iid, &iid_), S_OK);
    }
    ~Callback() { CloseHandle(called); }

    HRESULT STDMETHODCALLTYPE QueryInterface(REFIID iid, void **out) override
    {
        *out = iid == IID_IUnknown || iid == iid_ ? this : nullptr;
        if (!*out)
            return E_NOINTERFACE;
        AddRef();
        return S_OK;
    }
    ULONG STDMETHODCALLTYPE AddRef() override { return static_cast<ULONG>(InterlockedIncrement(&references)); }
    ULONG STDMETHODCALLTYPE Release() override { return static_cast<ULONG>(InterlockedDecrement(&references)); }
    virtual HRESULT STDMETHODCALLTYPE Invoke(Job *job, IDispatch *args)
    {
        calls++;
        CHECK(job != nullptr && args != nullptr);
        CHECK(GetCurrentThreadId() == thread_);
        if (stops)
            CHECK_HR(job->RequestAbort(), S_OK);
        SetEvent(called);
        return S_OK;
    }

    // Serves the messages of this thread until it was called.
    void pump()
    {
        while (MsgWaitForMultipleObjects(1, &called, FALSE, 30000, QS_ALLINPUT) == WAIT_OBJECT_0 + 1) {
            MSG message;
            while (PeekMessageW(&message, nullptr, 0, 0, PM_REMOVE))
                DispatchMessageW(&message);
        }
    }

    // Asks the job to stop whenever it is called.
    bool stops = false;
    int calls = 0;
    LONG references = 1;
    HANDLE called;

private:
    IID iid_;
    DWORD thread_ = GetCurrentThreadId();
};

static const wchar_t SEARCH_COMPLETED[] = L"{88aee058-d4b0-4725-a2f1-814a67ae964c}";
static const wchar_t DOWNLOAD_COMPLETED[] = L"{77254866-9f5b-4c8e-b9e2-c77a8530d64b}";
static const wchar_t DOWNLOAD_PROGRESS[] = L"{8c3f1cdd-6173-4591-aebd-a56a53ca77c1}";
static const wchar_t INSTALLATION_COMPLETED[] = L"{45f4f6f3-d602-4f98-9a8a-3efa152ad2d3}";
static const wchar_t INSTALLATION_PROGRESS[] = L"{e01402d5-f8da-43ba-a012-38894bd048f1}";

static const wchar_t SUNDIAL[] = L"00001901-00f0-4000-8000-000000000002";
static const wchar_t MOONS[] = L"00001901-0001-4000-8000-000000000003";
static const wchar_t SLOW_PARCEL[] = L"00001901-0006-4000-8000-000000000001";
static const wchar_t SLOW_VARNISH[] = L"00001901-0005-4000-8000-000000000003";

template <class T> static HRESULT made(REFCLSID clsid, REFIID iid, Ref<T> &object)
{
    return CoCreateInstance(clsid, nullptr, CLSCTX_INPROC_SERVER, iid, reinterpret_cast<void **>(&object));
}

static void search(IUpdateSession *session)
{
    Ref<IUpdateSearcher> searcher;
    CHECK_HR(session->CreateUpdateSearcher(&searcher), S_OK);
    Ref<ISearchResult> result;
    CHECK_HR(searcher->Search(Text(L"IsInstalled=0 and IsHidden=0"), &result), S_OK);
    Ref<IUpdateCollection> updates;
    CHECK_HR(result->get_Updates(&updates), S_OK);
    LONG count = 0;
    CHECK_HR(updates->get_Count(&count), S_OK);
    CHECK(count > 5);
    for (LONG index = 0; index < count; index++) {
        Ref<IUpdate> update;
        CHECK_HR(updates->get_Item(index, &update), S_OK);
        Ref<IUpdateIdentity> identity;
        CHECK_HR(update->get_Identity(&identity), S_OK);
        BSTR title = nullptr, id = nullptr;
        CHECK_HR(update->get_Title(&title), S_OK);
        CHECK_HR(identity->get_UpdateID(&id), S_OK);
        CHECK(SysStringLen(title) > 0 && SysStringLen(id) == 36);
        SysFreeString(title);
        SysFreeString(id);
    }

    Callback<ISearchJob> completed(SEARCH_COMPLETED);
    VARIANT state = {};
    V_VT(&state) = VT_I4;
    V_I4(&state) = 17;
    Ref<ISearchJob> job;
    CHECK_HR(searcher->BeginSearch(Text(L"IsInstalled=0 and IsHidden=0"), &completed, state, &job), S_OK);
    completed.pump();
    Ref<ISearchResult> later;
    CHECK_HR(searcher->EndSearch(job, &later), S_OK);
    Ref<IUpdateCollection> same;
    LONG again = 0;
    CHECK_HR(later->get_Updates(&same), S_OK);
    CHECK_HR(same->get_Count(&again), S_OK);
    CHECK(again == count);
    VARIANT kept = {};
    CHECK_HR(job->get_AsyncState(&kept), S_OK);
    CHECK(V_VT(&kept) == VT_I4 && V_I4(&kept) == 17);
    CHECK_HR(job->CleanUp(), S_OK);
    CHECK(completed.calls == 1);

    // A service as slow as a sundial can be stopped.
    CHECK_HR(searcher->put_ServerSelection(ssOthers), S_OK);
    CHECK_HR(searcher->put_ServiceID(Text(SUNDIAL)), S_OK);
    Callback<ISearchJob> stopped(SEARCH_COMPLETED);
    Ref<ISearchJob> slow;
    CHECK_HR(searcher->BeginSearch(nullptr, &stopped, VARIANT(), &slow), S_OK);
    CHECK_HR(slow->RequestAbort(), S_OK);
    Ref<ISearchResult> none;
    HRESULT ended = searcher->EndSearch(slow, &none);
    OperationResultCode code = orcNotStarted;
    if (ended == S_OK)
        CHECK_HR(none->get_ResultCode(&code), S_OK);
    CHECK(ended != S_OK || code == orcAborted);
    CHECK_HR(slow->CleanUp(), S_OK);
    CHECK(stopped.calls == 1);
}

// A collection with one update.
static void one(IUpdateSession *session, const wchar_t *id, Ref<IUpdateCollection> &updates)
{
    Ref<IUpdateSearcher> searcher;
    CHECK_HR(session->CreateUpdateSearcher(&searcher), S_OK);
    Ref<ISearchResult> result;
    CHECK_HR(searcher->Search(Text((L"UpdateID='" + std::wstring(id) + L"'").c_str()), &result), S_OK);
    CHECK_HR(result->get_Updates(&updates), S_OK);
    LONG count = 0;
    CHECK_HR(updates->get_Count(&count), S_OK);
    CHECK(count == 1);
}

template <class Result> static OperationResultCode code_of(Result *result)
{
    OperationResultCode code = orcNotStarted;
    CHECK_HR(result->get_ResultCode(&code), S_OK);
    return code;
}

static void download(IUpdateSession *session)
{
    Ref<IUpdateCollection> moons, parcel;
    one(session, MOONS, moons);
    one(session, SLOW_PARCEL, parcel);
    Ref<IUpdateDownloader> downloader, stopped;
    CHECK_HR(session->CreateUpdateDownloader(&downloader), S_OK);
    CHECK_HR(downloader->put_Updates(moons), S_OK);
    Callback<IDownloadJob> progress(DOWNLOAD_PROGRESS), completed(DOWNLOAD_COMPLETED);
    Ref<IDownloadJob> job;
    CHECK_HR(downloader->BeginDownload(&progress, &completed, VARIANT(), &job), S_OK);
    completed.pump();
    Ref<IDownloadResult> result, again;
    CHECK_HR(downloader->EndDownload(job, &result), S_OK);
    CHECK(code_of(static_cast<IDownloadResult *>(result)) == orcSucceeded);
    CHECK_HR(job->CleanUp(), S_OK);
    CHECK(progress.calls > 0 && completed.calls == 1);
    Ref<IUpdateDownloadResult> each;
    CHECK_HR(result->GetUpdateResult(0, &each), S_OK);
    CHECK(code_of(static_cast<IUpdateDownloadResult *>(each)) == orcSucceeded);
    CHECK_HR(downloader->Download(&again), S_OK);
    CHECK(code_of(static_cast<IDownloadResult *>(again)) == orcSucceeded);

    CHECK_HR(session->CreateUpdateDownloader(&stopped), S_OK);
    CHECK_HR(stopped->put_Updates(parcel), S_OK);
    Callback<IDownloadJob> stopping(DOWNLOAD_PROGRESS), end(DOWNLOAD_COMPLETED);
    stopping.stops = true;
    Ref<IDownloadJob> slow;
    CHECK_HR(stopped->BeginDownload(&stopping, &end, VARIANT(), &slow), S_OK);
    end.pump();
    Ref<IDownloadResult> aborted;
    CHECK_HR(stopped->EndDownload(slow, &aborted), S_OK);
    CHECK(code_of(static_cast<IDownloadResult *>(aborted)) == orcAborted);
    CHECK_HR(slow->CleanUp(), S_OK);
}

static void install(IUpdateSession *session)
{
    Ref<IUpdateCollection> moons, varnish;
    one(session, MOONS, moons);
    one(session, SLOW_VARNISH, varnish);
    Ref<IUpdateDownloader> downloader;
    CHECK_HR(session->CreateUpdateDownloader(&downloader), S_OK);
    CHECK_HR(downloader->put_Updates(varnish), S_OK);
    Ref<IDownloadResult> downloaded;
    CHECK_HR(downloader->Download(&downloaded), S_OK);

    Ref<IUpdateInstaller> stopped, installer;
    CHECK_HR(session->CreateUpdateInstaller(&stopped), S_OK);
    CHECK_HR(stopped->put_Updates(varnish), S_OK);
    Callback<IInstallationJob> stopping(INSTALLATION_PROGRESS), end(INSTALLATION_COMPLETED);
    stopping.stops = true;
    Ref<IInstallationJob> slow;
    CHECK_HR(stopped->BeginInstall(&stopping, &end, VARIANT(), &slow), S_OK);
    end.pump();
    Ref<IInstallationResult> aborted;
    CHECK_HR(stopped->EndInstall(slow, &aborted), S_OK);
    CHECK(code_of(static_cast<IInstallationResult *>(aborted)) == orcAborted);
    CHECK_HR(slow->CleanUp(), S_OK);
    CHECK(stopping.calls > 0 && end.calls == 1);

    CHECK_HR(session->CreateUpdateInstaller(&installer), S_OK);
    CHECK_HR(installer->put_Updates(moons), S_OK);
    Callback<IInstallationJob> progress(INSTALLATION_PROGRESS), completed(INSTALLATION_COMPLETED);
    Ref<IInstallationJob> job;
    CHECK_HR(installer->BeginInstall(&progress, &completed, VARIANT(), &job), S_OK);
    completed.pump();
    Ref<IInstallationResult> result, again;
    CHECK_HR(installer->EndInstall(job, &result), S_OK);
    CHECK(code_of(static_cast<IInstallationResult *>(result)) == orcSucceeded);
    Ref<IUpdateInstallationResult> each;
    CHECK_HR(result->GetUpdateResult(0, &each), S_OK);
    LONG hresult = -1;
    CHECK_HR(each->get_HResult(&hresult), S_OK);
    CHECK(hresult == S_OK);
    CHECK_HR(job->CleanUp(), S_OK);
    CHECK(progress.calls > 0 && completed.calls == 1);
    CHECK_HR(installer->Install(&again), S_OK);
    CHECK(code_of(static_cast<IInstallationResult *>(again)) == orcSucceeded);

    Ref<IUpdateSearcher> searcher;
    CHECK_HR(session->CreateUpdateSearcher(&searcher), S_OK);
    Ref<ISearchResult> found;
    CHECK_HR(searcher->Search(Text((L"IsInstalled=1 and UpdateID='" + std::wstring(MOONS) + L"'").c_str()), &found), S_OK);
    Ref<IUpdateCollection> installed;
    CHECK_HR(found->get_Updates(&installed), S_OK);
    LONG count = 0, entries = 0;
    CHECK_HR(installed->get_Count(&count), S_OK);
    CHECK(count == 1);
    CHECK_HR(searcher->GetTotalHistoryCount(&entries), S_OK);
    CHECK(entries > 1);
}

int main()
{
    CHECK_HR(CoInitializeEx(nullptr, COINIT_APARTMENTTHREADED), S_OK);
    {
        Ref<IUpdateSession> session;
        CHECK_HR(made(CLSID_UpdateSession, IID_IUpdateSession, session), S_OK);
        search(session);
        download(session);
        install(session);
        // The other classes that it has.
        Ref<IAutomaticUpdates> automatic;
        CHECK_HR(made(CLSID_AutomaticUpdates, IID_IAutomaticUpdates, automatic), S_OK);
        Ref<IUpdateInstaller> installer;
        CHECK_HR(made(CLSID_UpdateInstaller, IID_IUpdateInstaller, installer), S_OK);
        Ref<ISystemInformation> system;
        CHECK_HR(made(CLSID_SystemInformation, IID_ISystemInformation, system), S_OK);
        Ref<IWindowsUpdateAgentInfo> info;
        CHECK_HR(made(CLSID_WindowsUpdateAgentInfo, IID_IWindowsUpdateAgentInfo, info), S_OK);
    }
    CoUninitialize();
    return done("compilers_header");
}
