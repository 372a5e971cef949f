// Takes the updates of one article off again.
//
//   uninstall.exe KB5081910

#include "agent.h"

static void uninstall(IUpdateSession *session, IUpdateCollection *updates)
{
    Ref<IUpdateInstaller> installer;
    attempt(L"making an installer", session->CreateUpdateInstaller(&installer));
    attempt(L"saying what is taken off", installer->put_Updates(updates));
    Ref<IInstallationResult> result;
    attempt(L"taking updates off", installer->Uninstall(&result));
    each(updates, [&](LONG index, IUpdate *update) {
        Ref<IUpdateInstallationResult> one;
        OperationResultCode code = orcNotStarted;
        LONG hresult = 0;
        attempt(L"reading a result", result->GetUpdateResult(index, &one));
        attempt(L"reading a result", one->get_ResultCode(&code));
        attempt(L"reading a result", one->get_HResult(&hresult));
        say(outcome_name(code) + L": " + title_of(update) + (hresult < 0 ? L" (" + hex(hresult) + L")" : L""));
    });
}

int wmain(int count, wchar_t **arguments)
{
    if (count != 2) {
        say(L"usage: uninstall.exe ARTICLE, such as KB5081910");
        return 2;
    }
    return run([&] {
        Ref<IUpdateSession> session;
        create(L"Microsoft.Update.Session", session);
        Ref<IUpdateCollection> installed, wanted;
        search(session, L"IsInstalled=1", installed);
        create(L"Microsoft.Update.UpdateColl", wanted);
        LONG chosen = 0;
        each(installed, [&](LONG, IUpdate *update) {
            if (!has_article(update, arguments[1]))
                return;
            VARIANT_BOOL removable = VARIANT_FALSE;
            attempt(L"reading whether it can be taken off", update->get_IsUninstallable(&removable));
            if (removable == VARIANT_FALSE)
                return say(L"This cannot be taken off: " + title_of(update));
            LONG index = 0;
            attempt(L"choosing an update", wanted->Add(update, &index));
            chosen++;
        });
        if (chosen == 0)
            return say(std::wstring(L"There is nothing to be taken off for ") + arguments[1] + L".");
        uninstall(session, wanted);
    });
}
