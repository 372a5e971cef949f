// Shows what was done to this computer, newest first.
//
//   history.exe [COUNT]

#include "agent.h"

static std::wstring moment(DATE date)
{
    SYSTEMTIME time = {};
    VariantTimeToSystemTime(date, &time);
    wchar_t text[32];
    swprintf(text, sizeof text / sizeof *text, L"%04d-%02d-%02d %02d:%02d", time.wYear, time.wMonth, time.wDay,
             time.wHour, time.wMinute);
    return text;
}

static void show(IUpdateHistoryEntry *entry)
{
    DATE date = 0;
    UpdateOperation operation = uoInstallation;
    OperationResultCode code = orcNotStarted;
    LONG hresult = 0;
    Text title;
    attempt(L"reading an entry", entry->get_Date(&date));
    attempt(L"reading an entry", entry->get_Operation(&operation));
    attempt(L"reading an entry", entry->get_ResultCode(&code));
    attempt(L"reading an entry", entry->get_HResult(&hresult));
    attempt(L"reading an entry", entry->get_Title(&title));
    say(moment(date) + (operation == uoInstallation ? L"  installation " : L"  removal ") + outcome_name(code) + L": " +
        title.text() + (hresult < 0 ? L" (" + hex(hresult) + L")" : L""));
}

int wmain(int count, wchar_t **arguments)
{
    return run([&] {
        Ref<IUpdateSearcher> searcher;
        create(L"Microsoft.Update.Searcher", searcher);
        LONG total = 0;
        attempt(L"counting the history", searcher->GetTotalHistoryCount(&total));
        LONG wanted = count > 1 ? wcstol(arguments[1], nullptr, 10) : total;
        // Nobody may ask for no entries.
        wanted = wanted > total ? total : wanted;
        if (wanted <= 0)
            return say(L"There is nothing to be shown.");
        Ref<IUpdateHistoryEntryCollection> history;
        attempt(L"reading the history", searcher->QueryHistory(0, wanted, &history));
        LONG found = 0;
        attempt(L"counting entries", history->get_Count(&found));
        for (LONG index = 0; index < found; index++) {
            Ref<IUpdateHistoryEntry> entry;
            attempt(L"reading an entry", history->get_Item(index, &entry));
            show(entry);
        }
        say(std::to_wstring(found) + L" of " + std::to_wstring(total) + L" entries; times are UTC");
    });
}
