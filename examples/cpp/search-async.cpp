// Searches in the background and serves messages meanwhile, as a program with windows does; a search that takes longer
// than so many seconds is stopped.
//
//   search-async.exe [SECONDS [SERVICE]]

#include "agent.h"

static const IID IID_search_ended = {0x88aee058, 0xd4b0, 0x4725, {0xa2, 0xf1, 0x81, 0x4a, 0x67, 0xae, 0x96, 0x4c}};

// Serves the messages of this thread until the job has ended or the time is over. Callbacks come as messages.
static bool serve_until(const bool &ended, double seconds)
{
    ULONGLONG end = GetTickCount64() + static_cast<ULONGLONG>(seconds * 1000);
    while (!ended) {
        ULONGLONG now = GetTickCount64();
        if (now >= end)
            return false;
        MsgWaitForMultipleObjects(0, nullptr, FALSE, static_cast<DWORD>(end - now), QS_ALLINPUT);
        MSG message;
        while (PeekMessageW(&message, nullptr, 0, 0, PM_REMOVE)) {
            TranslateMessage(&message);
            DispatchMessageW(&message);
        }
    }
    return true;
}

int wmain(int count, wchar_t **arguments)
{
    return run([&] {
        Ref<IUpdateSearcher> searcher;
        create(L"Microsoft.Update.Searcher", searcher);
        if (count > 2) {
            attempt(L"choosing a service", searcher->put_ServerSelection(ssOthers));
            attempt(L"choosing a service", searcher->put_ServiceID(Text(arguments[2])));
        }
        bool ended = false;
        auto on_end = [&](ISearchJob *) { ended = true; };
        Callback<ISearchJob, decltype(on_end)> callback(IID_search_ended, on_end);
        Ref<ISearchJob> job;
        attempt(L"beginning to search", searcher->BeginSearch(Text(L"IsInstalled=0"), &callback, VARIANT(), &job));
        if (!serve_until(ended, count > 1 ? wcstod(arguments[1], nullptr) : 60)) {
            say(L"It takes too long, and is stopped.");
            attempt(L"stopping the search", job->RequestAbort());
        }
        Ref<ISearchResult> result;
        HRESULT outcome = searcher->EndSearch(job, &result);
        job->CleanUp();
        attempt(L"searching", outcome);
        OperationResultCode code = orcNotStarted;
        Ref<IUpdateCollection> updates;
        LONG found = 0;
        attempt(L"reading the result", result->get_ResultCode(&code));
        attempt(L"reading the result", result->get_Updates(&updates));
        attempt(L"counting updates", updates->get_Count(&found));
        say(L"the search " + outcome_name(code) + L"; updates: " + std::to_wstring(found));
    });
}
