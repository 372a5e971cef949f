// Downloads and installs the updates of one article, tells how far it is, and says what became of each.
//
//   install.exe KB5081910

#include "agent.h"

static const IID IID_download_progress = {0x8c3f1cdd, 0x6173, 0x4591, {0xae, 0xbd, 0xa5, 0x6a, 0x53, 0xca, 0x77, 0xc1}};
static const IID IID_download_ended = {0x77254866, 0x9f5b, 0x4c8e, {0xb9, 0xe2, 0xc7, 0x7a, 0x85, 0x30, 0xd6, 0x4b}};
static const IID IID_installation_progress = {
    0xe01402d5, 0xf8da, 0x43ba, {0xa0, 0x12, 0x38, 0x89, 0x4b, 0xd0, 0x48, 0xf1}};
static const IID IID_installation_ended = {0x45f4f6f3, 0xd602, 0x4f98, {0x9a, 0x8a, 0x3e, 0xfa, 0x15, 0x2a, 0xd2, 0xd3}};

// Says what is done whenever another quarter of it is.
class Teller {
public:
    explicit Teller(const wchar_t *what) : what_(what) {}

    void tell(LONG percent)
    {
        LONG quarters = percent / 25;
        if (quarters > told_)
            say(std::wstring(what_) + L": " + std::to_wstring(quarters * 25) + L" %");
        told_ = quarters > told_ ? quarters : told_;
    }

private:
    const wchar_t *what_;
    LONG told_ = -1;
};

static void download(IUpdateSession *session, IUpdateCollection *updates)
{
    Ref<IUpdateDownloader> downloader;
    attempt(L"making a downloader", session->CreateUpdateDownloader(&downloader));
    attempt(L"saying what is downloaded", downloader->put_Updates(updates));

    Teller teller(L"download");
    auto on_progress = [&](IDownloadJob *job) {
        Ref<IDownloadProgress> progress;
        LONG percent = 0;
        attempt(L"asking how far it is", job->GetProgress(&progress));
        attempt(L"asking how far it is", progress->get_PercentComplete(&percent));
        teller.tell(percent);
    };
    auto on_end = [](IDownloadJob *) {};
    Callback<IDownloadJob, decltype(on_progress)> progress(IID_download_progress, on_progress);
    Callback<IDownloadJob, decltype(on_end)> ended(IID_download_ended, on_end);

    Ref<IDownloadJob> job;
    attempt(L"beginning to download", downloader->BeginDownload(&progress, &ended, VARIANT(), &job));
    // Waits for the end, and lets the callbacks in meanwhile.
    Ref<IDownloadResult> result;
    HRESULT outcome = downloader->EndDownload(job, &result);
    job->CleanUp();
    attempt(L"downloading", outcome);
}

static void show(IUpdateCollection *updates, IInstallationResult *result)
{
    each(updates, [&](LONG index, IUpdate *update) {
        Ref<IUpdateInstallationResult> one;
        OperationResultCode code = orcNotStarted;
        LONG hresult = 0;
        attempt(L"reading a result", result->GetUpdateResult(index, &one));
        attempt(L"reading a result", one->get_ResultCode(&code));
        attempt(L"reading a result", one->get_HResult(&hresult));
        say(outcome_name(code) + L": " + title_of(update) + (hresult < 0 ? L" (" + hex(hresult) + L")" : L""));
    });
    VARIANT_BOOL restart = VARIANT_FALSE;
    attempt(L"reading a result", result->get_RebootRequired(&restart));
    if (restart == VARIANT_TRUE)
        say(L"The computer has to be restarted.");
}

static void install(IUpdateSession *session, IUpdateCollection *updates)
{
    Ref<IUpdateInstaller> installer;
    attempt(L"making an installer", session->CreateUpdateInstaller(&installer));
    attempt(L"saying what is installed", installer->put_Updates(updates));

    Teller teller(L"installation");
    auto on_progress = [&](IInstallationJob *job) {
        Ref<IInstallationProgress> progress;
        LONG percent = 0;
        attempt(L"asking how far it is", job->GetProgress(&progress));
        attempt(L"asking how far it is", progress->get_PercentComplete(&percent));
        teller.tell(percent);
    };
    auto on_end = [](IInstallationJob *) {};
    Callback<IInstallationJob, decltype(on_progress)> progress(IID_installation_progress, on_progress);
    Callback<IInstallationJob, decltype(on_end)> ended(IID_installation_ended, on_end);

    Ref<IInstallationJob> job;
    attempt(L"beginning to install", installer->BeginInstall(&progress, &ended, VARIANT(), &job));
    Ref<IInstallationResult> result;
    HRESULT outcome = installer->EndInstall(job, &result);
    job->CleanUp();
    attempt(L"installing", outcome);
    show(updates, result);
}

int wmain(int count, wchar_t **arguments)
{
    if (count != 2) {
        say(L"usage: install.exe ARTICLE, such as KB5081910");
        return 2;
    }
    return run([&] {
        Ref<IUpdateSession> session;
        create(L"Microsoft.Update.Session", session);
        Ref<IUpdateCollection> missing, wanted;
        search(session, L"IsInstalled=0", missing);
        create(L"Microsoft.Update.UpdateColl", wanted);
        LONG chosen = 0;
        each(missing, [&](LONG, IUpdate *update) {
            if (!has_article(update, arguments[1]))
                return;
            VARIANT_BOOL accepted = VARIANT_FALSE;
            attempt(L"reading whether the licence is accepted", update->get_EulaAccepted(&accepted));
            if (accepted == VARIANT_FALSE)
                attempt(L"accepting the licence", update->AcceptEula());
            LONG index = 0;
            attempt(L"choosing an update", wanted->Add(update, &index));
            chosen++;
        });
        if (chosen == 0)
            return say(std::wstring(L"No update of ") + arguments[1] + L" is missing.");
        download(session, wanted);
        install(session, wanted);
    });
}
