// Lists the updates that this computer lacks, hidden ones left out.
//
//   list.exe [CRITERIA]

#include "agent.h"

static std::wstring severity_of(IUpdate *update)
{
    Text severity;
    attempt(L"reading a severity", update->get_MsrcSeverity(&severity));
    return severity.text().empty() ? L"not rated" : severity.text();
}

static std::wstring size_of(IUpdate *update)
{
    DECIMAL size = {};
    double bytes = 0;
    attempt(L"reading a size", update->get_MaxDownloadSize(&size));
    attempt(L"reading a size", VarR8FromDec(&size, &bytes));
    return std::to_wstring(static_cast<long long>(bytes / 1024 + 0.5)) + L" KB";
}

int wmain(int count, wchar_t **arguments)
{
    return run([&] {
        Ref<IUpdateSession> session;
        create(L"Microsoft.Update.Session", session);
        Ref<IUpdateCollection> updates;
        search(session, count > 1 ? arguments[1] : L"IsInstalled=0 and IsHidden=0", updates);
        LONG found = 0;
        each(updates, [&](LONG, IUpdate *update) {
            say(title_of(update));
            say(L"  " + severity_of(update) + L", " + size_of(update));
            found++;
        });
        say(L"updates: " + std::to_wstring(found));
    });
}
