//! `IUpdateSession` to `IUpdateSession3`.

use wua_com::{Lcid, Permission, Permissions, Rights, code};
use wua_defs::classes;
use wua_defs::enums::ServerSelection;
use wua_defs::interfaces::{
    IUPDATE_DOWNLOADER, IUPDATE_INSTALLER4, IUPDATE_SEARCHER3, IUPDATE_SERVICE_MANAGER2,
};
use wua_model::proxy::{
    IUpdateDownloader, IUpdateInstaller, IUpdateSearcher, IUpdateSearcher3, IUpdateServiceManager2,
    IUpdateSession, IUpdateSession2, IUpdateSession3, IWebProxy,
};

use crate::museum::{
    FRENCH, Museum, SPANISH, Scripted, administrator, assert_fails, callback, remote, seen_as, seen_by,
    somebody,
};

/// Nobody in the museum writes it.
const KOREAN: u32 = 0x0412;
/// Another Spanish.
const MEXICO: u32 = 0x080a;
const ENGLISH: u32 = Lcid::ENGLISH.0;

fn title_for(museum: &Museum, searcher: &IUpdateSearcher3) -> String {
    museum
        .update_from(searcher, "orrery-2026-05")
        .title()
        .unwrap()
        .to_string()
}

fn title_in(locale: u32) -> &'static str {
    match locale {
        SPANISH => "Actualización de seguridad acumulativa 2026-05 para el planetario mecánico (KB5081905)",
        FRENCH => "Mise à jour de sécurité cumulative 2026-05 pour le planétaire mécanique (KB5081905)",
        _ => "2026-05 Cumulative Security Update for Orrery (KB5081905)",
    }
}

#[test]
fn b001_what_a_program_calls_itself_is_handed_on_to_what_the_session_creates() {
    let museum = Museum::open();
    let session = museum.session();
    assert_eq!(
        &*session.client_application_id().unwrap(),
        "",
        "nobody has said who it is"
    );

    session.put_client_application_id("The Curator's Script").unwrap();
    let searcher = session.create_update_searcher().unwrap();
    let downloader = session.create_update_downloader().unwrap();
    let installer = session.create_update_installer().unwrap();
    assert_eq!(
        &*searcher.client_application_id().unwrap(),
        "The Curator's Script"
    );
    assert_eq!(
        &*downloader.client_application_id().unwrap(),
        "The Curator's Script"
    );
    assert_eq!(
        &*installer.client_application_id().unwrap(),
        "The Curator's Script"
    );

    session.put_client_application_id("Another Script").unwrap();
    let name = searcher.client_application_id().unwrap();
    assert_eq!(
        &*name, "The Curator's Script",
        "what was created before keeps its name"
    );

    installer.put_client_application_id("The Installer").unwrap();
    downloader.put_client_application_id("The Downloader").unwrap();
    assert_eq!(&*installer.client_application_id().unwrap(), "The Installer");
    assert_eq!(&*downloader.client_application_id().unwrap(), "The Downloader");
    assert_eq!(&*session.client_application_id().unwrap(), "Another Script");
}

#[test]
fn b002_a_fresh_session_can_be_changed() {
    let museum = Museum::open();
    assert!(!museum.session().read_only().unwrap());
}

#[test]
fn b003_a_session_uses_the_proxy_of_the_user_until_it_is_given_another() {
    let museum = Museum::open();
    let session = museum.session();
    assert!(session.web_proxy().unwrap().auto_detect().unwrap());

    let proxy: IWebProxy = museum.create(&classes::WEB_PROXY);
    proxy.put_address("http://proxy.museum.example:8080").unwrap();
    session.put_web_proxy(Some(&proxy.object)).unwrap();
    let used = session.web_proxy().unwrap();
    assert_eq!(used.object, proxy.object);
    assert_eq!(&*used.address().unwrap(), "http://proxy.museum.example:8080");

    session.put_web_proxy(None).unwrap();
    let used = session.web_proxy().unwrap();
    assert_eq!(
        (&*used.address().unwrap(), used.auto_detect().unwrap()),
        ("", true)
    );
}

#[test]
fn b003_b198_services_are_reached_through_the_proxy_of_the_session() {
    const OBSERVATORY: &str = "00001901-00f0-4000-8000-000000000008";
    const ONLINE: i32 = 2;
    let museum = Museum::open();
    let session = museum.session();
    let manager = session.create_update_service_manager().unwrap();
    manager.add_service2(OBSERVATORY, ONLINE, "").unwrap();
    // Made before there is a proxy: it asks the session for it.
    let searcher = session.create_update_searcher().unwrap();
    searcher.put_server_selection(ServerSelection::Others).unwrap();
    searcher.put_service_id(OBSERVATORY).unwrap();
    assert_fails(searcher.search(""), code::WU_E_PT_WINHTTP_NAME_NOT_RESOLVED);

    let proxy: IWebProxy = museum.create(&classes::WEB_PROXY);
    proxy.put_address("http://proxy.museum.example:3128").unwrap();
    session.put_web_proxy(Some(&proxy.object)).unwrap();
    assert!(searcher.search("").unwrap().updates().unwrap().count().unwrap() > 0);

    proxy.put_auto_detect(true).unwrap();
    assert_fails(searcher.search(""), code::WU_E_PT_WINHTTP_NAME_NOT_RESOLVED);
}

#[test]
fn b003_what_is_no_proxy_of_this_agent_is_refused() {
    let museum = Museum::open();
    let session = museum.session();
    let searcher = museum.searcher();
    assert_fails(session.put_web_proxy(Some(&searcher.object)), code::E_NOINTERFACE);
    assert_fails(
        session.put_web_proxy(Some(&callback(|_| ()))),
        code::E_NOINTERFACE,
    );
    assert!(
        session.web_proxy().unwrap().auto_detect().unwrap(),
        "nothing changed"
    );
}

#[test]
fn b003_the_proxy_is_not_for_other_computers() {
    let museum = Museum::open();
    let session: IUpdateSession = seen_by(&museum.session(), &remote());
    assert_fails(session.web_proxy(), code::E_ACCESSDENIED);
    assert_fails(session.put_web_proxy(None), code::E_ACCESSDENIED);

    let mut trusted = remote();
    trusted.permissions = Permissions::NONE.with(Permission::Proxy);
    let session: IUpdateSession = seen_by(&session, &trusted);
    assert!(
        session.web_proxy().unwrap().auto_detect().unwrap(),
        "unless the policy says so"
    );
    session.put_web_proxy(None).unwrap();
}

#[test]
fn b004_a_searcher_takes_over_name_and_language_or_is_created_by_itself() {
    let museum = Museum::open();
    let session = museum.session();
    session.put_client_application_id("heritage").unwrap();
    session.put_user_locale(FRENCH).unwrap();
    let heir: IUpdateSearcher3 = seen_as(&session.create_update_searcher().unwrap());
    assert!(heir.object.supports(&IUPDATE_SEARCHER3));
    assert_eq!(&*heir.client_application_id().unwrap(), "heritage");
    assert_eq!(title_for(&museum, &heir), title_in(FRENCH));

    let own: IUpdateSearcher3 = museum.create(&classes::UPDATE_SEARCHER);
    assert_eq!(&*own.client_application_id().unwrap(), "");
    assert_eq!(title_for(&museum, &own), title_in(ENGLISH));
}

#[test]
fn b004_a_searcher_is_for_other_computers_too() {
    let museum = Museum::open();
    let session: IUpdateSession3 = museum.create_for(&classes::UPDATE_SESSION, &remote()).unwrap();
    let searcher = session.create_update_searcher().unwrap();
    assert!(
        searcher
            .search("IsInstalled=0")
            .unwrap()
            .updates()
            .unwrap()
            .count()
            .unwrap()
            > 0
    );
    let created: IUpdateSearcher = museum.create_for(&classes::UPDATE_SEARCHER, &remote()).unwrap();
    assert!(created.online().unwrap());
}

#[test]
fn b005_a_downloader_is_not_for_other_computers() {
    let museum = Museum::open();
    let session = museum.session();
    let downloader = session.create_update_downloader().unwrap();
    assert!(downloader.object.supports(&IUPDATE_DOWNLOADER));
    assert_eq!(downloader.updates().unwrap().count().unwrap(), 0);

    let from_afar: IUpdateSession = seen_by(&session, &remote());
    assert_fails(from_afar.create_update_downloader(), code::E_ACCESSDENIED);
    let created = museum.create_for::<IUpdateDownloader>(&classes::UPDATE_DOWNLOADER, &remote());
    assert_fails(created, code::E_ACCESSDENIED);

    let mut trusted = remote();
    trusted.permissions = Permissions::NONE.with(Permission::Download);
    seen_by::<IUpdateSession>(&session, &trusted)
        .create_update_downloader()
        .unwrap();
    museum
        .create_for::<IUpdateDownloader>(&classes::UPDATE_DOWNLOADER, &trusted)
        .unwrap();
}

#[test]
fn b006_an_installer_is_not_for_other_computers() {
    let museum = Museum::open();
    let session = museum.session();
    let installer = session.create_update_installer().unwrap();
    assert!(installer.object.supports(&IUPDATE_INSTALLER4));
    assert_eq!(installer.updates().unwrap().count().unwrap(), 0);

    let from_afar: IUpdateSession = seen_by(&session, &remote());
    assert_fails(from_afar.create_update_installer(), code::E_ACCESSDENIED);
    let created = museum.create_for::<IUpdateInstaller>(&classes::UPDATE_INSTALLER, &remote());
    assert_fails(created, code::E_ACCESSDENIED);

    let mut trusted = remote();
    trusted.permissions = Permissions::NONE.with(Permission::Install);
    seen_by::<IUpdateSession>(&session, &trusted)
        .create_update_installer()
        .unwrap();
    museum
        .create_for::<IUpdateInstaller>(&classes::UPDATE_INSTALLER, &trusted)
        .unwrap();
}

/// Neither creation takes an argument, so none can be bad; late-bound callers who give one are told so.
#[test]
fn b005_b006_there_is_no_argument_that_could_be_bad() {
    let museum = Museum::open();
    let session = Scripted::new(&museum.session());
    for name in ["CreateUpdateDownloader", "CreateUpdateInstaller"] {
        let error = session.call(name, &["superfluous".into(), 2.into()]).unwrap_err();
        assert_eq!(error.hresult(), code::DISP_E_BADPARAMCOUNT, "{name}");
    }
}

#[test]
fn b007_a_session_speaks_the_language_of_its_caller() {
    let museum = Museum::open();
    for locale in [ENGLISH, SPANISH, FRENCH] {
        let caller = administrator().speaking(Lcid(locale));
        let session: IUpdateSession2 = museum.create_for(&classes::UPDATE_SESSION, &caller).unwrap();
        assert_eq!(session.user_locale().unwrap(), locale);
        let searcher = seen_as(&session.create_update_searcher().unwrap());
        assert_eq!(title_for(&museum, &searcher), title_in(locale));
    }
}

#[test]
fn b007_texts_come_in_the_language_of_the_session() {
    let museum = Museum::open();
    let session = museum.session();
    for locale in [ENGLISH, SPANISH, FRENCH] {
        session.put_user_locale(locale).unwrap();
        assert_eq!(session.user_locale().unwrap(), locale);
        let searcher = seen_as(&session.create_update_searcher().unwrap());
        assert_eq!(title_for(&museum, &searcher), title_in(locale));
    }
}

#[test]
fn b007_a_language_that_nobody_wrote_falls_back_to_that_of_the_user_then_of_the_publisher() {
    let museum = Museum::open();
    for (user, expected) in [(FRENCH, FRENCH), (KOREAN, ENGLISH)] {
        let caller = administrator().speaking(Lcid(user));
        let session: IUpdateSession2 = museum.create_for(&classes::UPDATE_SESSION, &caller).unwrap();
        session.put_user_locale(KOREAN).unwrap();
        let searcher = seen_as(&session.create_update_searcher().unwrap());
        assert_eq!(
            title_for(&museum, &searcher),
            title_in(expected),
            "user speaks {user:x}"
        );
    }
    let soroban = museum.update_in(KOREAN, "abacus-manual").title().unwrap();
    assert_eq!(
        &*soroban, "そろばんの手引き (KB5081924)",
        "the publisher wrote Japanese first"
    );
}

/// Mexico reads what was written for Spain.
#[test]
fn b007_a_region_reads_the_language_of_another() {
    let museum = Museum::open();
    let title = museum.update_in(MEXICO, "orrery-2026-05").title().unwrap();
    assert_eq!(&*title, title_in(SPANISH));
}

/// Texts come from publishers: here no language has to be installed, so that none is closed to users.
#[test]
fn b007_a_user_who_is_no_administrator_may_choose_any_language_and_search() {
    let museum = Museum::open();
    let session: IUpdateSession2 = museum
        .create_for(&classes::UPDATE_SESSION, &somebody(Rights::User))
        .unwrap();
    session.put_user_locale(KOREAN).unwrap();
    session.create_update_searcher().unwrap().search("").unwrap();
}

#[test]
fn b008_a_session_has_a_service_manager() {
    let museum = Museum::open();
    for caller in [administrator(), remote()] {
        let session: IUpdateSession3 = seen_by(&museum.session(), &caller);
        let manager: IUpdateServiceManager2 = session.create_update_service_manager().unwrap();
        assert!(manager.object.supports(&IUPDATE_SERVICE_MANAGER2));
        assert!(manager.services().unwrap().count().unwrap() > 0);
    }
}

#[test]
fn b001_b002_b003_b004_b005_b006_b007_b008_b009_sessions_are_for_users() {
    let museum = Museum::open();
    let session = museum.session();
    let user: IUpdateSession3 = seen_by(&session, &somebody(Rights::User));
    user.put_client_application_id("a user's").unwrap();
    user.create_update_service_manager().unwrap();

    let stranger: IUpdateSession3 = seen_by(&session, &somebody(Rights::Anyone));
    assert_fails(stranger.client_application_id(), code::E_ACCESSDENIED);
    assert_fails(
        stranger.put_client_application_id("a stranger's"),
        code::E_ACCESSDENIED,
    );
    assert_fails(stranger.read_only(), code::E_ACCESSDENIED);
    assert_fails(stranger.web_proxy(), code::E_ACCESSDENIED);
    assert_fails(stranger.put_web_proxy(None), code::E_ACCESSDENIED);
    assert_fails(stranger.create_update_searcher(), code::E_ACCESSDENIED);
    assert_fails(stranger.create_update_downloader(), code::E_ACCESSDENIED);
    assert_fails(stranger.create_update_installer(), code::E_ACCESSDENIED);
    assert_fails(stranger.user_locale(), code::E_ACCESSDENIED);
    assert_fails(stranger.put_user_locale(FRENCH), code::E_ACCESSDENIED);
    assert_fails(stranger.create_update_service_manager(), code::E_ACCESSDENIED);
    assert_fails(stranger.query_history("", 0, 1), code::E_ACCESSDENIED);
    assert_eq!(&*session.client_application_id().unwrap(), "a user's");
}

#[test]
fn b001_b002_b007_only_administrators_come_from_other_computers() {
    let museum = Museum::open();
    let session = museum.session();
    let administrator: IUpdateSession3 = seen_by(&session, &remote());
    administrator.put_client_application_id("from afar").unwrap();
    administrator.put_user_locale(SPANISH).unwrap();
    assert!(!administrator.read_only().unwrap());

    let mut caller = remote();
    caller.rights = Rights::PowerUser;
    let other: IUpdateSession3 = seen_by(&session, &caller);
    assert_fails(other.client_application_id(), code::E_ACCESSDENIED);
    assert_fails(other.read_only(), code::E_ACCESSDENIED);
    assert_fails(other.user_locale(), code::E_ACCESSDENIED);
}
