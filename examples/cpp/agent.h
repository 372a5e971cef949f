// What the programs of this folder share: references that release themselves, texts, and errors for people.

#pragma once

#include <cstdio>
#include <string>
#include <utility>

#include <windows.h>
#include <oleauto.h>
#include <wuapi.h>

// A counted reference.
template <class T> class Ref {
public:
    Ref() = default;
    Ref(const Ref &) = delete;
    Ref &operator=(const Ref &) = delete;
    ~Ref()
    {
        if (pointer_)
            pointer_->Release();
    }

    // For an out parameter.
    T **operator&() { return &pointer_; }
    T *operator->() const { return pointer_; }
    operator T *() const { return pointer_; }

private:
    T *pointer_ = nullptr;
};

// A text for an argument, or one that comes back.
class Text {
public:
    Text() = default;
    explicit Text(const std::wstring &text) : bstr_(SysAllocStringLen(text.data(), static_cast<UINT>(text.size()))) {}
    Text(const Text &) = delete;
    Text &operator=(const Text &) = delete;
    ~Text() { SysFreeString(bstr_); }

    BSTR *operator&() { return &bstr_; }
    operator BSTR() const { return bstr_; }
    std::wstring text() const { return std::wstring(bstr_ ? bstr_ : L"", SysStringLen(bstr_)); }

private:
    BSTR bstr_ = nullptr;
};

// A failed call: what it was for, and what the agent says of it.
struct Failure {
    HRESULT hresult;
    std::wstring task, description;
};

// Goes on if a call succeeded. Beside the HRESULT, the agent leaves words with the thread.
inline void attempt(const wchar_t *task, HRESULT hresult)
{
    if (SUCCEEDED(hresult))
        return;
    Text description;
    IErrorInfo *info = nullptr;
    if (GetErrorInfo(0, &info) == S_OK) {
        info->GetDescription(&description);
        info->Release();
    }
    throw Failure{hresult, task, description.text()};
}

// A new object of a class, by the name that scripts use, too.
template <class T> void create(const wchar_t *name, Ref<T> &object)
{
    CLSID clsid;
    attempt(L"looking for the update agent", CLSIDFromProgID(name, &clsid));
    attempt(L"making an object of the update agent",
            CoCreateInstance(clsid, nullptr, CLSCTX_INPROC_SERVER, __uuidof(T), reinterpret_cast<void **>(&object)));
}

// Prints a line in UTF-8.
inline void say(const std::wstring &line)
{
    int length = WideCharToMultiByte(CP_UTF8, 0, line.data(), static_cast<int>(line.size()), nullptr, 0, nullptr, nullptr);
    std::string bytes(static_cast<size_t>(length), '\0');
    WideCharToMultiByte(CP_UTF8, 0, line.data(), static_cast<int>(line.size()), bytes.data(), length, nullptr, nullptr);
    std::printf("%s\n", bytes.c_str());
    std::fflush(stdout);
}

inline std::wstring hex(HRESULT hresult)
{
    wchar_t text[11];
    swprintf(text, sizeof text / sizeof *text, L"0x%08lX", static_cast<unsigned long>(hresult));
    return text;
}

inline std::wstring outcome_name(OperationResultCode code)
{
    switch (code) {
    case orcInProgress:
        return L"still going on";
    case orcSucceeded:
        return L"succeeded";
    case orcSucceededWithErrors:
        return L"succeeded with errors";
    case orcFailed:
        return L"failed";
    case orcAborted:
        return L"aborted";
    default:
        return L"not done";
    }
}

inline std::wstring title_of(IUpdate *update)
{
    Text title;
    attempt(L"reading a title", update->get_Title(&title));
    return title.text();
}

// Calls a function with the index of every update, and with the update.
template <class Take> void each(IUpdateCollection *updates, Take take)
{
    LONG count = 0;
    attempt(L"counting updates", updates->get_Count(&count));
    for (LONG index = 0; index < count; index++) {
        Ref<IUpdate> update;
        attempt(L"reading an update", updates->get_Item(index, &update));
        take(index, static_cast<IUpdate *>(update));
    }
}

// Whether the update has the article, given as 5081910 or KB5081910.
inline bool has_article(IUpdate *update, const std::wstring &article)
{
    Ref<IStringCollection> numbers;
    attempt(L"reading articles", update->get_KBArticleIDs(&numbers));
    LONG count = 0;
    attempt(L"counting articles", numbers->get_Count(&count));
    for (LONG index = 0; index < count; index++) {
        Text number;
        attempt(L"reading an article", numbers->get_Item(index, &number));
        if (article == number.text() || article == L"KB" + number.text())
            return true;
    }
    return false;
}

// The updates that a search finds.
inline void search(IUpdateSession *session, const std::wstring &criteria, Ref<IUpdateCollection> &updates)
{
    Ref<IUpdateSearcher> searcher;
    attempt(L"making a searcher", session->CreateUpdateSearcher(&searcher));
    Ref<ISearchResult> result;
    attempt(L"searching for updates", searcher->Search(Text(criteria), &result));
    attempt(L"reading what was found", result->get_Updates(&updates));
}

// What the callbacks' interfaces look like, which the compiler's header may lack: Invoke follows what IUnknown has, and
// nothing may stand between.
template <class Job> struct Listener : IUnknown {
    virtual HRESULT STDMETHODCALLTYPE Invoke(Job *job, IUnknown *news) = 0;
};

// A callback that calls a function with the job. It is given the identifier of the interface that it stands for, and has
// to live until the job is cleaned up.
template <class Job, class Take> class Callback final : public Listener<Job> {
public:
    Callback(const IID &iid, Take take) : iid_(iid), take_(take) {}

    HRESULT STDMETHODCALLTYPE QueryInterface(REFIID iid, void **out) override
    {
        bool known = iid == IID_IUnknown || iid == iid_;
        *out = known ? this : nullptr;
        return known ? S_OK : E_NOINTERFACE;
    }
    // It lives on the stack of the function that waits for the job, so nobody has to count.
    ULONG STDMETHODCALLTYPE AddRef() override { return 2; }
    ULONG STDMETHODCALLTYPE Release() override { return 1; }
    HRESULT STDMETHODCALLTYPE Invoke(Job *job, IUnknown *) override
    {
        try {
            take_(job);
        } catch (const Failure &failure) {
            return failure.hresult;
        }
        return S_OK;
    }

private:
    IID iid_;
    Take take_;
};

// Runs a program: what failed is said, and the last line says that it came to its end.
template <class Work> int run(Work work)
{
    int status = 0;
    CoInitializeEx(nullptr, COINIT_APARTMENTTHREADED);
    try {
        work();
        say(L"done");
    } catch (const Failure &failure) {
        say(L"error while " + failure.task + (failure.description.empty() ? L"" : L": " + failure.description) + L" (" +
            hex(failure.hresult) + L")");
        status = 1;
    }
    CoUninitialize();
    return status;
}
