// Calls from where an object cannot be called as it is: from another process, and into the apartment of a callback. The
// system makes the proxies from the registered type library.

#include "check.h"

#include <cstdio>
#include <cwchar>
#include <shellapi.h>
#include <oleauto.h>
#include <string>

// A reference as bytes that travel.
static HGLOBAL marshaled(IUnknown *object, const IID &iid)
{
    IStream *stream = nullptr;
    CHECK_HR(CreateStreamOnHGlobal(nullptr, FALSE, &stream), S_OK);
    CHECK_HR(CoMarshalInterface(stream, iid, object, MSHCTX_LOCAL, nullptr, MSHLFLAGS_NORMAL), S_OK);
    HGLOBAL memory = nullptr;
    CHECK_HR(GetHGlobalFromStream(stream, &memory), S_OK);
    stream->Release();
    return memory;
}

static void save(HGLOBAL memory, const wchar_t *path)
{
    DWORD written = 0;
    HANDLE file = CreateFileW(path, GENERIC_WRITE, 0, nullptr, CREATE_ALWAYS, 0, nullptr);
    CHECK(WriteFile(file, GlobalLock(memory), static_cast<DWORD>(GlobalSize(memory)), &written, nullptr));
    GlobalUnlock(memory);
    CloseHandle(file);
}

template <class T> static HRESULT load(const wchar_t *path, Ref<T> &object)
{
    BYTE bytes[4096];
    DWORD size = 0;
    HANDLE file = CreateFileW(path, GENERIC_READ, FILE_SHARE_READ, nullptr, OPEN_EXISTING, 0, nullptr);
    CHECK(ReadFile(file, bytes, sizeof bytes, &size, nullptr));
    CloseHandle(file);
    IStream *stream = nullptr;
    CHECK_HR(CreateStreamOnHGlobal(nullptr, TRUE, &stream), S_OK);
    CHECK_HR(stream->Write(bytes, size, nullptr), S_OK);
    CHECK_HR(stream->Seek({}, STREAM_SEEK_SET, nullptr), S_OK);
    HRESULT hresult = CoUnmarshalInterface(stream, __uuidof(T), reinterpret_cast<void **>(&object));
    stream->Release();
    return hresult;
}

static std::wstring text(BSTR bstr)
{
    std::wstring result = bstr ? bstr : L"";
    SysFreeString(bstr);
    return result;
}

// A callback that belongs to a single-threaded apartment and has one interface.
class Callback : public wua::ISearchCompletedCallback {
public:
    HRESULT STDMETHODCALLTYPE QueryInterface(REFIID iid, void **out) override
    {
        *out = nullptr;
        if (!IsEqualGUID(iid, IID_IUnknown) && !IsEqualGUID(iid, __uuidof(wua::ISearchCompletedCallback)))
            return E_NOINTERFACE;
        AddRef();
        *out = this;
        return S_OK;
    }
    ULONG STDMETHODCALLTYPE AddRef() override { return InterlockedIncrement(&references); }
    ULONG STDMETHODCALLTYPE Release() override { return InterlockedDecrement(&references); }
    HRESULT STDMETHODCALLTYPE Invoke(wua::ISearchJob *job, wua::ISearchCompletedCallbackArgs *args) override
    {
        called++;
        thread = GetCurrentThreadId();
        had_job = job != nullptr;
        had_args = args != nullptr;
        return S_FALSE;
    }

    LONG references = 1;
    LONG called = 0;
    DWORD thread = 0;
    bool had_job = false, had_args = false;
};

// An asynchronous search whose callback lives in this process, and its job in the other one.
static void search_from_outside(wua::IUpdateSearcher *searcher)
{
    Callback callback;
    {
        VARIANT state;
        V_VT(&state) = VT_I4;
        V_I4(&state) = 42;
        Ref<wua::ISearchJob> job;
        CHECK_HR(searcher->BeginSearch(Text(L"IsHidden=0"), &callback, state, &job), S_OK);
        if (!job)
            return;
        HANDLE never = CreateEventW(nullptr, TRUE, FALSE, nullptr);
        DWORD index = 0;
        for (int turn = 0; turn < 200 && callback.called == 0; turn++)
            CoWaitForMultipleHandles(0, 50, 1, &never, &index);
        CloseHandle(never);
        CHECK(callback.called == 1);
        CHECK(callback.thread == GetCurrentThreadId());
        CHECK(callback.had_job && callback.had_args);
        VARIANT given;
        VariantInit(&given);
        CHECK_HR(job->get_AsyncState(&given), S_OK);
        CHECK(V_VT(&given) == VT_I4 && V_I4(&given) == 42);
        Ref<wua::ISearchResult> result;
        CHECK_HR(searcher->EndSearch(job, &result), S_OK);
        CHECK(result);
        CHECK_HR(job->CleanUp(), S_OK);
    }
}

// The other process: reads the same updates as the one that has them.
static void look_from_outside(const wchar_t *path)
{
    Ref<wua::IUpdateSession3> session;
    CHECK_HR(load(path, session), S_OK);
    if (!session)
        return;
    CHECK(GetModuleHandleW(L"wuapi.dll") == nullptr);
    BSTR name = nullptr;
    CHECK_HR(session->get_ClientApplicationID(&name), S_OK);
    CHECK(text(name) == L"inside");
    CHECK_HR(session->put_ClientApplicationID(Text(L"outside")), S_OK);
    Ref<wua::IUpdateSearcher> searcher;
    CHECK_HR(session->CreateUpdateSearcher(&searcher), S_OK);
    Ref<wua::IUpdateSearcher3> newest;
    CHECK_HR(searcher.as(newest), S_OK);
    wua::SearchScope scope = {};
    CHECK_HR(newest->get_SearchScope(&scope), S_OK);
    Ref<wua::ISearchResult> result;
    CHECK_HR(searcher->Search(Text(L"IsHidden=0"), &result), S_OK);
    if (!result)
        return;
    wua::OperationResultCode code = {};
    CHECK_HR(result->get_ResultCode(&code), S_OK);
    CHECK(code == wua::orcSucceeded);
    Ref<wua::IUpdateCollection> updates;
    CHECK_HR(result->get_Updates(&updates), S_OK);
    LONG count = 0;
    CHECK_HR(updates->get_Count(&count), S_OK);
    CHECK(count > 0);
    // Errors come along, and so does the place where there is no object.
    Ref<wua::IUpdate> none;
    CHECK_HR(updates->get_Item(count, &none), static_cast<HRESULT>(0x80240007));
    CHECK(!none);
    for (LONG index = 0; index < count && index < 3; index++) {
        Ref<wua::IUpdate> update;
        CHECK_HR(updates->get_Item(index, &update), S_OK);
        BSTR title = nullptr;
        CHECK_HR(update->get_Title(&title), S_OK);
        CHECK(!text(title).empty());
        VARIANT_BOOL hidden = 7;
        CHECK_HR(update->get_IsHidden(&hidden), S_OK);
        CHECK(hidden == VARIANT_FALSE);
        DATE changed = -1;
        CHECK_HR(update->get_LastDeploymentChangeTime(&changed), S_OK);
        CHECK(changed > 0);
        VARIANT deadline;
        VariantInit(&deadline);
        CHECK_HR(update->get_Deadline(&deadline), S_OK);
        CHECK(V_VT(&deadline) == VT_EMPTY || V_VT(&deadline) == VT_DATE);
        VariantClear(&deadline);
        Ref<wua::IStringCollection> languages;
        CHECK_HR(update->get_Languages(&languages), S_OK);
        Ref<IUnknown> enumerator;
        CHECK_HR(languages->get__NewEnum(&enumerator), S_OK);
        Ref<IEnumVARIANT> values;
        CHECK_HR(enumerator.as(values), S_OK);
        // Another family, and an object that goes back in.
        Ref<wua::IUpdate2> newer;
        CHECK_HR(update.as(newer), S_OK);
        VARIANT_BOOL present = 7;
        CHECK_HR(newer->get_IsPresent(&present), S_OK);
        CHECK(present == VARIANT_TRUE || present == VARIANT_FALSE);
        Ref<wua::IUpdateCollection> copy;
        CHECK_HR(updates->Copy(&copy), S_OK);
        LONG at = -1;
        CHECK_HR(copy->Add(update, &at), S_OK);
        CHECK(at == count);
        // Wine 8 makes proxies that cannot carry a DECIMAL, and says so.
        DECIMAL size = {};
        HRESULT decimal = update->get_MaxDownloadSize(&size);
        CHECK(decimal == S_OK || decimal == HRESULT_FROM_WIN32(RPC_X_BAD_STUB_DATA));
        // By name everything goes.
        Ref<IDispatch> by_name;
        CHECK_HR(update.as(by_name), S_OK);
        LPOLESTR name = const_cast<LPOLESTR>(L"MaxDownloadSize");
        DISPID id = 0;
        CHECK_HR(by_name->GetIDsOfNames(IID_NULL, &name, 1, 0, &id), S_OK);
        DISPPARAMS none_given = {};
        VARIANT value;
        VariantInit(&value);
        CHECK_HR(by_name->Invoke(id, IID_NULL, 0, DISPATCH_PROPERTYGET, &none_given, &value, nullptr, nullptr), S_OK);
        CHECK(V_VT(&value) == VT_DECIMAL);
        Ref<ITypeInfo> described;
        CHECK_HR(by_name->GetTypeInfo(0, 0, &described), S_OK);
    }
    search_from_outside(searcher);
}

static void from_another_process(const wchar_t *program)
{
    Ref<wua::IUpdateSession3> session;
    CHECK_HR(create(wua::CLSID_UpdateSession, session), S_OK);
    CHECK_HR(session->put_ClientApplicationID(Text(L"inside")), S_OK);
    HGLOBAL memory = marshaled(session, __uuidof(wua::IUpdateSession3));
    wchar_t folder[MAX_PATH], path[MAX_PATH];
    GetTempPathW(MAX_PATH, folder);
    GetTempFileNameW(folder, L"wua", 0, path);
    save(memory, path);
    GlobalFree(memory);

    std::fflush(stdout);
    std::wstring command = L"\"" + std::wstring(program) + L"\" \"" + path + L"\"";
    STARTUPINFOW start = {};
    start.cb = sizeof start;
    PROCESS_INFORMATION process = {};
    CHECK(CreateProcessW(program, command.data(), nullptr, nullptr, TRUE, 0, nullptr, nullptr, &start, &process));
    CHECK(WaitForSingleObject(process.hProcess, 60000) == WAIT_OBJECT_0);
    DWORD status = 1;
    GetExitCodeProcess(process.hProcess, &status);
    CHECK(status == 0);
    CloseHandle(process.hThread);
    CloseHandle(process.hProcess);
    DeleteFileW(path);
    BSTR name = nullptr;
    CHECK_HR(session->get_ClientApplicationID(&name), S_OK);
    CHECK(text(name) == L"outside");
}

static wua::ISearchCompletedCallback *original;

static DWORD WINAPI call_from_another_apartment(void *stream)
{
    CHECK_HR(CoInitializeEx(nullptr, COINIT_MULTITHREADED), S_OK);
    {
        Ref<wua::ISearchCompletedCallback> proxy;
        CHECK_HR(CoGetInterfaceAndReleaseStream(static_cast<IStream *>(stream), __uuidof(wua::ISearchCompletedCallback),
                                                reinterpret_cast<void **>(&proxy)),
                 S_OK);
        CHECK(proxy && proxy != original);
        if (proxy)
            CHECK_HR(proxy->Invoke(nullptr, nullptr), S_FALSE);
    }
    CoUninitialize();
    return 0;
}

static void into_another_apartment()
{
    Callback callback;
    original = &callback;
    IStream *stream = nullptr;
    CHECK_HR(CoMarshalInterThreadInterfaceInStream(__uuidof(wua::ISearchCompletedCallback), &callback, &stream), S_OK);
    HANDLE thread = CreateThread(nullptr, 0, call_from_another_apartment, stream, 0, nullptr);
    DWORD index = 0;
    CHECK_HR(CoWaitForMultipleHandles(0, 60000, 1, &thread, &index), S_OK);
    CloseHandle(thread);
    CHECK(callback.called == 1);
    CHECK(callback.thread == GetCurrentThreadId());
    CHECK(!callback.had_job && !callback.had_args);
    CHECK(callback.references == 1);
}

int main(int count, char **)
{
    CHECK_HR(CoInitializeEx(nullptr, count > 1 ? COINIT_APARTMENTTHREADED : COINIT_MULTITHREADED), S_OK);
    if (count > 1) {
        look_from_outside(CommandLineToArgvW(GetCommandLineW(), &count)[1]);
        CoUninitialize();
        std::fflush(stdout);
        return 0;
    }
    wchar_t program[MAX_PATH];
    GetModuleFileNameW(nullptr, program, MAX_PATH);
    from_another_process(program);
    CoUninitialize();
    CHECK_HR(CoInitializeEx(nullptr, COINIT_APARTMENTTHREADED), S_OK);
    into_another_apartment();
    CoUninitialize();
    return done("marshaling");
}
