// An object of every kind: where a program begins that wants to meet them all.

#pragma once

#include "check.h"

#include <oleauto.h>

inline bool is_empty(wua::IUpdateCollection *updates)
{
    LONG count = 0;
    CHECK_HR(updates->get_Count(&count), S_OK);
    return count == 0;
}

// Hands out one object of each class, and what no property leads to: jobs, their progress and their results, a service
// that is registered, the history. The receiver owns each. One callback, which has to be agile, serves all.
template <class Discover> void begin_with_one_of_each(Discover discover, IUnknown *callback = nullptr)
{
    const CLSID classes[] = {
        wua::CLSID_AutomaticUpdates, wua::CLSID_InstallationAgent, wua::CLSID_StringCollection,
        wua::CLSID_SystemInformation, wua::CLSID_UpdateCollection, wua::CLSID_UpdateDownloader,
        wua::CLSID_UpdateInstaller, wua::CLSID_UpdateSearcher, wua::CLSID_UpdateServiceManager,
        wua::CLSID_UpdateSession, wua::CLSID_WebProxy, wua::CLSID_WindowsUpdateAgentInfo,
    };
    for (const CLSID &clsid : classes) {
        Ref<IUnknown> object;
        CHECK_HR(create(clsid, object), S_OK);
        object->AddRef();
        discover(object);
    }
    Ref<wua::IUpdateSession> session;
    CHECK_HR(create(wua::CLSID_UpdateSession, session), S_OK);
    Ref<wua::IUpdateSearcher> searcher;
    CHECK_HR(session->CreateUpdateSearcher(&searcher), S_OK);
    Ref<wua::ISearchJob> search;
    CHECK_HR(searcher->BeginSearch(Text(L"IsInstalled=0 and IsHidden=0"), callback, VARIANT(), &search), S_OK);
    wua::ISearchResult *result = nullptr;
    CHECK_HR(searcher->EndSearch(search, &result), S_OK);
    search->AddRef();
    discover(search);
    Ref<wua::IUpdateCollection> updates;
    CHECK_HR(result->get_Updates(&updates), S_OK);
    discover(result);
    // A service that always warns, and a registration.
    CHECK_HR(searcher->put_ServerSelection(wua::ssOthers), S_OK);
    CHECK_HR(searcher->put_ServiceID(Text(L"00001901-00f0-4000-8000-000000000001")), S_OK);
    wua::ISearchResult *curiosities = nullptr;
    CHECK_HR(searcher->Search(nullptr, &curiosities), S_OK);
    discover(curiosities);
    Ref<wua::IUpdateServiceManager2> manager;
    CHECK_HR(create(wua::CLSID_UpdateServiceManager, manager), S_OK);
    wua::IUpdateServiceRegistration *registration = nullptr;
    CHECK_HR(manager->QueryServiceRegistration(Text(L"9482f4b4-e343-43b6-b170-9a65bc822c77"), &registration), S_OK);
    discover(registration);

    LONG count = 0;
    CHECK_HR(updates->get_Count(&count), S_OK);
    for (LONG index = 0; index < count; index++) {
        Ref<wua::IUpdate> update;
        CHECK_HR(updates->get_Item(index, &update), S_OK);
        HRESULT accepted = update->AcceptEula();
        // Some have no licence.
        CHECK(accepted == S_OK || accepted == static_cast<HRESULT>(0x80240033));
    }
    Ref<wua::IUpdateDownloader> downloader;
    CHECK_HR(session->CreateUpdateDownloader(&downloader), S_OK);
    CHECK_HR(downloader->put_Updates(updates), S_OK);
    Ref<wua::IDownloadJob> download;
    CHECK_HR(downloader->BeginDownload(callback, callback, VARIANT(), &download), S_OK);
    wua::IDownloadResult *downloaded = nullptr;
    CHECK_HR(downloader->EndDownload(download, &downloaded), S_OK);
    wua::IDownloadProgress *progress = nullptr;
    CHECK_HR(download->GetProgress(&progress), S_OK);
    discover(progress);
    discover(downloaded);
    download->AddRef();
    discover(download);

    Ref<wua::IUpdateInstaller> installer;
    CHECK_HR(session->CreateUpdateInstaller(&installer), S_OK);
    Ref<wua::IUpdateCollection> one;
    CHECK_HR(create(wua::CLSID_UpdateCollection, one), S_OK);
    for (LONG index = 0; index < count && is_empty(one); index++) {
        Ref<wua::IUpdate> update;
        CHECK_HR(updates->get_Item(index, &update), S_OK);
        VARIANT_BOOL ready = VARIANT_FALSE;
        CHECK_HR(update->get_IsDownloaded(&ready), S_OK);
        LONG at = 0;
        if (ready == VARIANT_TRUE)
            CHECK_HR(one->Add(update, &at), S_OK);
    }
    CHECK_HR(installer->put_Updates(one), S_OK);
    Ref<wua::IInstallationJob> installation;
    CHECK_HR(installer->BeginInstall(callback, callback, VARIANT(), &installation), S_OK);
    wua::IInstallationResult *installed = nullptr;
    CHECK_HR(installer->EndInstall(installation, &installed), S_OK);
    wua::IInstallationProgress *installing = nullptr;
    CHECK_HR(installation->GetProgress(&installing), S_OK);
    CHECK_HR(search->CleanUp(), S_OK);
    CHECK_HR(download->CleanUp(), S_OK);
    CHECK_HR(installation->CleanUp(), S_OK);
    discover(installing);
    discover(installed);
    installation->AddRef();
    discover(installation);
    wua::IUpdateHistoryEntryCollection *history = nullptr;
    CHECK_HR(searcher->QueryHistory(0, 100, &history), S_OK);
    discover(history);
}

