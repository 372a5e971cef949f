//! `IUpdate` to `IUpdate5`, `IUpdateEx`, `IWindowsDriverUpdate` to `IWindowsDriverUpdate5`, and their parts.

use std::path::PathBuf;

use wua_com::{Caller, Decimal, Dispatch, Lcid, Permission, Permissions, Rights, Value, code};
use wua_defs::classes;
use wua_defs::enums::{
    AutoDownloadMode, AutoSelectionMode, DeploymentAction, DownloadPriority, InstallationImpact,
    InstallationRebootBehavior, OperationResultCode, SearchScope,
};
use wua_model::proxy::{
    IInstallationBehavior, IInstallationResult, IStringCollection, IUpdate, IUpdateDownloadContent2,
    IUpdateDownloader, IUpdateEx, IUpdateInstaller, IUpdateSearcher3, IWindowsDriverUpdate5,
};

use crate::museum::{
    FRENCH, Museum, SPANISH, Scripted, administrator, assert_fails, collection_of, date, remote, seen_as,
    seen_by, somebody, strings, updates,
};

/// Downloads an update.
pub(crate) fn download(museum: &Museum, update: &IUpdate) {
    let downloader: IUpdateDownloader = museum.create(&classes::UPDATE_DOWNLOADER);
    downloader
        .put_updates(Some(&collection_of(museum, &[update]).object))
        .unwrap();
    let result = downloader.download().unwrap();
    assert_eq!(result.result_code().unwrap(), OperationResultCode::Succeeded);
}

/// Installs an update.
pub(crate) fn install(museum: &Museum, update: &IUpdate) -> IInstallationResult {
    let installer: IUpdateInstaller = museum.create(&classes::UPDATE_INSTALLER);
    installer
        .put_updates(Some(&collection_of(museum, &[update]).object))
        .unwrap();
    let result = installer.install().unwrap();
    assert_eq!(result.result_code().unwrap(), OperationResultCode::Succeeded);
    result
}

/// A program's own collection of paths.
pub(crate) fn paths(museum: &Museum, paths: &[PathBuf]) -> IStringCollection {
    let collection: IStringCollection = museum.create(&classes::STRING_COLLECTION);
    for path in paths {
        collection.add(path.to_str().unwrap()).unwrap();
    }
    collection
}

/// A caller who acts for a web page.
pub(crate) fn web_page() -> Caller {
    Caller {
        locked_down: true,
        ..administrator()
    }
}

pub(crate) fn bytes(size: u64) -> Decimal {
    Decimal::from(size)
}

pub(crate) const KB: u64 = 1024;

#[test]
fn b062_a_deadline_is_a_date_or_nothing() {
    let museum = Museum::open();
    let deadline = |exhibit| museum.update(exhibit).deadline().unwrap();
    assert_eq!(
        deadline("orrery-2026-05"),
        Value::Date(date("2099-05-12T03:00:00Z"))
    );
    assert_eq!(
        deadline("orrery-pendulum"),
        Value::Date(date("2001-02-03T04:05:06Z"))
    );
    assert_eq!(deadline("orrery-moons"), Value::Empty);
}

#[test]
fn b063_a_hidden_update_is_found_only_by_those_who_ask_for_it() {
    let museum = Museum::open();
    let moons = museum.update("orrery-moons");
    let id = moons.identity().unwrap().update_id().unwrap();
    let count = |criteria: &str| museum.search(criteria).updates().unwrap().count().unwrap();
    let (visible, hidden) = (
        format!("UpdateID='{id}' and IsHidden=0"),
        format!("UpdateID='{id}' and IsHidden=1"),
    );
    assert!(!moons.is_hidden().unwrap());
    assert_eq!((count(&visible), count(&hidden)), (1, 0));
    moons.put_is_hidden(true).unwrap();
    assert!(moons.is_hidden().unwrap(), "at once, on the object in hand");
    assert_eq!((count(&visible), count(&hidden)), (0, 1));
    moons.put_is_hidden(false).unwrap();
    assert!(!moons.is_hidden().unwrap());
    assert_eq!((count(&visible), count(&hidden)), (1, 0));
}

#[test]
fn b063_b066_a_mandatory_update_cannot_be_hidden() {
    let museum = Museum::open();
    let agent = museum.update("museum-agent");
    assert!(agent.is_mandatory().unwrap());
    assert!(!museum.update("orrery-2026-05").is_mandatory().unwrap());
    assert_fails(agent.put_is_hidden(true), code::WU_E_DS_DECLINENOTALLOWED);
    assert!(!agent.is_hidden().unwrap());
    agent.put_is_hidden(false).unwrap();
}

#[test]
fn b063_updates_are_hidden_by_power_users_on_this_computer() {
    let museum = Museum::open();
    let moons = museum.update("orrery-moons");
    let user: IUpdate = seen_by(&moons, &somebody(Rights::User));
    assert!(!user.is_hidden().unwrap());
    assert_fails(user.put_is_hidden(true), code::E_ACCESSDENIED);
    let afar: IUpdate = seen_by(&moons, &remote());
    assert!(!afar.is_hidden().unwrap());
    assert_fails(afar.put_is_hidden(true), code::E_ACCESSDENIED);
    assert!(!moons.is_hidden().unwrap());

    seen_by::<IUpdate>(&moons, &somebody(Rights::PowerUser))
        .put_is_hidden(true)
        .unwrap();
    assert!(afar.is_hidden().unwrap());
    let mut trusted = remote();
    trusted.permissions = Permissions::NONE.with(Permission::Hide);
    seen_by::<IUpdate>(&moons, &trusted).put_is_hidden(false).unwrap();
    assert!(!moons.is_hidden().unwrap());
}

#[test]
fn b064_b089_installed_for_every_product_or_present_for_one() {
    let museum = Museum::open();
    let state = |exhibit| {
        let update = museum.update(exhibit);
        (update.is_installed().unwrap(), update.is_present().unwrap())
    };
    assert_eq!(state("brass-polish"), (true, true));
    assert_eq!(state("half-a-gear"), (false, true));
    assert_eq!(state("orrery-2026-05"), (false, false));
}

#[test]
fn b064_what_an_update_was_when_the_search_ran_stays() {
    let museum = Museum::open();
    let moons = museum.update("orrery-moons");
    download(&museum, &moons);
    install(&museum, &moons);
    assert!(!moons.is_installed().unwrap());
    assert!(museum.update("orrery-moons").is_installed().unwrap());
}

#[test]
fn b065_downloaded_is_what_is_in_the_cache_completely() {
    let museum = Museum::open();
    let moons = museum.update("orrery-moons");
    assert!(!moons.is_downloaded().unwrap());
    download(&museum, &moons);
    assert!(moons.is_downloaded().unwrap());
    assert!(museum.update("orrery-moons").is_downloaded().unwrap());

    let printer = museum.update("printer-set");
    let parts = updates(&printer.bundled_updates().unwrap());
    assert!(
        !printer.is_downloaded().unwrap(),
        "a bundle has what its members have"
    );
    download(&museum, &printer);
    assert!(printer.is_downloaded().unwrap());
    assert!(parts.iter().all(|part| part.is_downloaded().unwrap()));
}

#[test]
fn b067_what_can_be_removed_says_so() {
    let museum = Museum::open();
    assert!(museum.update("brass-polish").is_uninstallable().unwrap());
    assert!(!museum.update("fixed-stars").is_uninstallable().unwrap());
}

#[test]
fn b068_a_beta_says_so() {
    let museum = Museum::open();
    assert!(museum.update("orrery-beta").is_beta().unwrap());
    assert!(!museum.update("orrery-2026-05").is_beta().unwrap());
}

#[test]
fn b069_a_bundle_has_members_and_members_may_be_bundles() {
    let museum = Museum::open();
    let members = museum.update("engine-set").bundled_updates().unwrap();
    assert!(members.read_only().unwrap());
    let titles = |members: &[IUpdateEx]| -> Vec<String> {
        members
            .iter()
            .map(|member| member.title().unwrap().to_string())
            .collect()
    };
    let members = updates(&members);
    assert_eq!(
        titles(&members),
        [
            "Figure wheels for Difference Engine",
            "Crank for Difference Engine",
            "Printer for Difference Engine"
        ]
    );
    let printer = members.last().unwrap();
    let parts = updates(&printer.bundled_updates().unwrap());
    assert_eq!(titles(&parts), ["Type for the printer", "Ink for the printer"]);
    assert_eq!(parts[0].deployment_action().unwrap(), DeploymentAction::None);
    assert_eq!(
        museum
            .update("orrery-2026-05")
            .bundled_updates()
            .unwrap()
            .count()
            .unwrap(),
        0
    );
}

#[test]
fn b070_an_update_knows_its_categories() {
    let museum = Museum::open();
    let categories = museum.update("orrery-2026-05").categories().unwrap();
    let names: Vec<_> = (0..categories.count().unwrap())
        .map(|index| categories.item(index).unwrap().name().unwrap())
        .collect();
    assert_eq!(
        names.iter().map(|name| &**name).collect::<Vec<_>>(),
        ["Security Updates", "Orrery"]
    );
}

#[test]
fn b071_some_updates_ask_for_the_original_media() {
    let museum = Museum::open();
    assert!(museum.update("punched-cards").can_require_source().unwrap());
    assert!(!museum.update("orrery-2026-05").can_require_source().unwrap());
}

#[test]
fn b072_b073_sizes_are_decimals_in_bytes() {
    let museum = Museum::open();
    let orrery = museum.update("orrery-2026-05");
    assert_eq!(orrery.max_download_size().unwrap(), bytes(900 * KB));
    assert_eq!(
        orrery.min_download_size().unwrap(),
        bytes(90 * KB),
        "the delta alone"
    );
    let moons = museum.update("orrery-moons");
    assert_eq!(moons.max_download_size().unwrap(), bytes(190 * KB));
    assert_eq!(moons.min_download_size().unwrap(), bytes(190 * KB));
    let set = museum.update("engine-set");
    assert_eq!(
        set.max_download_size().unwrap(),
        bytes(128 * KB),
        "a bundle is as large as its members"
    );
    assert_eq!(
        Scripted::new(&moons).get("MaxDownloadSize"),
        Value::Decimal(bytes(190 * KB))
    );
}

#[test]
fn b074_b075_b076_what_an_update_recommends_or_nothing() {
    let museum = Museum::open();
    let needs = |exhibit| {
        let update = museum.update(exhibit);
        [
            update.recommended_cpu_speed().unwrap(),
            update.recommended_hard_disk_space().unwrap(),
            update.recommended_memory().unwrap(),
        ]
    };
    assert_eq!(needs("orrery-2026-05"), [1000, 300, 512]);
    assert_eq!(needs("orrery-beta"), [0, 0, 0]);
}

#[test]
fn b077_when_an_update_was_last_published_is_a_date() {
    let museum = Museum::open();
    let deployed = museum
        .update("orrery-2026-05")
        .last_deployment_change_time()
        .unwrap();
    assert_eq!(deployed, date("2026-05-12T17:00:00Z"));
}

#[test]
fn b078_severities_are_four_words_or_none() {
    let museum = Museum::open();
    for (exhibit, severity) in [
        ("orrery-2026-05", "Critical"),
        ("orrery-2026-04", "Important"),
        ("orrery-pendulum", "Moderate"),
        ("orrery-beta", "Low"),
        ("orrery-moons", ""),
    ] {
        assert_eq!(&*museum.update(exhibit).msrc_severity().unwrap(), severity);
    }
}

#[test]
fn b079_the_handler_is_a_uri() {
    let museum = Museum::open();
    for (exhibit, handler) in [
        ("planet-positions", "CommandLineInstallation"),
        ("clock-dials", "InfBasedInstallation"),
        ("orrery-moons", "WindowsInstaller"),
        ("orrery-beta", "WindowsPatch"),
        ("orrery-2026-05", "Cbs"),
    ] {
        let expected = format!("http://schemas.microsoft.com/msus/2002/12/UpdateHandlers/{handler}");
        assert_eq!(*museum.update(exhibit).handler_id().unwrap(), *expected);
    }
    assert_eq!(
        &*museum.update("engine-set").handler_id().unwrap(),
        "",
        "a bundle needs none"
    );
}

/// Impact, restart, questions, network.
pub(crate) fn behavior(
    behavior: Option<IInstallationBehavior>,
) -> (InstallationImpact, InstallationRebootBehavior, bool, bool) {
    let behavior = behavior.unwrap();
    (
        behavior.impact().unwrap(),
        behavior.reboot_behavior().unwrap(),
        behavior.can_request_user_input().unwrap(),
        behavior.requires_network_connectivity().unwrap(),
    )
}

#[test]
fn b080_how_an_update_installs() {
    use {InstallationImpact as Impact, InstallationRebootBehavior as Reboot};
    let museum = Museum::open();
    let installing = |exhibit| museum.update(exhibit).installation_behavior().unwrap();
    for (exhibit, expected) in [
        (
            "orrery-2026-05",
            (Impact::Normal, Reboot::AlwaysRequiresReboot, false, false),
        ),
        (
            "orrery-pendulum",
            (
                Impact::RequiresExclusiveHandling,
                Reboot::NeverReboots,
                false,
                false,
            ),
        ),
        (
            "planet-positions",
            (Impact::Minor, Reboot::NeverReboots, false, true),
        ),
        (
            "clock-dials",
            (Impact::Normal, Reboot::CanRequestReboot, true, true),
        ),
    ] {
        assert_eq!(behavior(installing(exhibit)), expected, "{exhibit}");
    }
    assert!(
        installing("dust-gauge").is_none(),
        "what is not installed has none"
    );
}

#[test]
fn b081_how_an_update_uninstalls() {
    use {InstallationImpact as Impact, InstallationRebootBehavior as Reboot};
    let museum = Museum::open();
    let removing = |exhibit| museum.update(exhibit).uninstallation_behavior().unwrap();
    assert_eq!(
        behavior(removing("orrery-2026-05")),
        (Impact::Normal, Reboot::AlwaysRequiresReboot, true, false)
    );
    assert_eq!(
        behavior(removing("brass-polish")),
        (Impact::Normal, Reboot::NeverReboots, false, false)
    );
    assert!(
        removing("fixed-stars").is_none(),
        "what cannot be removed has none"
    );
}

#[test]
fn b080_b081_b082_nothing_is_a_success_for_scripts_too() {
    let museum = Museum::open();
    let gauge = Scripted::new(&museum.update("dust-gauge"));
    for name in ["InstallationBehavior", "UninstallationBehavior", "Image"] {
        assert_eq!(gauge.get(name), Value::Object(None), "{name}");
    }
}

#[test]
fn b082_some_updates_have_a_picture() {
    let museum = Museum::open();
    let image = museum.update("orrery-2026-05").image().unwrap().unwrap();
    assert_eq!(&*image.alt_text().unwrap(), "Six planets in a row");
    assert_eq!(
        &*image.source().unwrap(),
        "https://museum.example/images/planets.png"
    );
    assert_eq!((image.width().unwrap(), image.height().unwrap()), (48, 32));
    assert!(museum.update("orrery-moons").image().unwrap().is_none());
}

#[test]
fn b083_an_update_is_known_by_its_identity() {
    let museum = Museum::open();
    let identity = museum.update("orrery-2026-05").identity().unwrap();
    assert_eq!(
        &*identity.update_id().unwrap(),
        "00001901-0001-4000-8000-000000000002"
    );
    assert_eq!(identity.revision_number().unwrap(), 203);
}

#[test]
fn b084_b085_texts_in_the_languages_that_the_museum_speaks() {
    let museum = Museum::open();
    for (locale, title, description) in [
        (
            0x0409,
            "2026-05 Cumulative Security Update for Orrery (KB5081905)",
            "Strangers can no longer move the planets from the street. The Moon rises on time.",
        ),
        (
            SPANISH,
            "Actualización de seguridad acumulativa 2026-05 para el planetario mecánico (KB5081905)",
            "Los desconocidos ya no pueden mover los planetas desde la calle. La Luna sale a su hora.",
        ),
        (
            FRENCH,
            "Mise à jour de sécurité cumulative 2026-05 pour le planétaire mécanique (KB5081905)",
            "Les inconnus ne peuvent plus déplacer les planètes depuis la rue. La Lune se lève à l’heure.",
        ),
    ] {
        let orrery = museum.update_in(locale, "orrery-2026-05");
        assert_eq!(&*orrery.title().unwrap(), title);
        assert_eq!(&*orrery.description().unwrap(), description);
    }
}

#[test]
fn what_is_written_elsewhere_is_shown_in_the_users_language_if_it_is_there() {
    let museum = Museum::open();
    for (locale, more, support) in [
        (
            SPANISH,
            "https://support.museum.example/es/kb/5081905",
            "https://support.museum.example/es/orrery",
        ),
        (
            FRENCH,
            "https://support.museum.example/kb/5081905",
            "https://support.museum.example/orrery",
        ),
    ] {
        let orrery = museum.update_in(locale, "orrery-2026-05");
        assert_eq!(strings(&orrery.more_info_urls().unwrap())[0], more);
        assert_eq!(&*orrery.support_url().unwrap(), support);
    }
}

#[test]
fn b084_b085_release_notes_and_removal_in_the_languages_that_the_museum_speaks() {
    let museum = Museum::open();
    for (locale, release, before_removal, steps) in [
        (
            0x0409,
            "All of 2026-04, and a lock on the crank.",
            "Without this update the crank is open to everyone. Take the orrery off the windowsill first.",
            ["Stop the Sun.", "Unscrew the lock.", "Start the Sun."],
        ),
        (
            SPANISH,
            "Todo lo de 2026-04 y un candado en la manivela.",
            "Sin esta actualización cualquiera puede girar la manivela. Retire antes el planetario del alféizar.",
            [
                "Detenga el Sol.",
                "Desatornille el candado.",
                "Ponga en marcha el Sol.",
            ],
        ),
        (
            FRENCH,
            "Tout 2026-04, et un cadenas sur la manivelle.",
            "Sans cette mise à jour, la manivelle est ouverte à tous. Retirez d’abord le planétaire du rebord.",
            [
                "Arrêtez le Soleil.",
                "Dévissez le cadenas.",
                "Remettez le Soleil en marche.",
            ],
        ),
    ] {
        let orrery = museum.update_in(locale, "orrery-2026-05");
        assert_eq!(&*orrery.release_notes().unwrap(), release);
        assert_eq!(&*orrery.uninstallation_notes().unwrap(), before_removal);
        assert_eq!(strings(&orrery.uninstallation_steps().unwrap()), steps);
    }
}

/// Every exhibit of Windows Update, its members included.
#[test]
fn b069_b084_b085_every_exhibit_speaks_the_languages_of_the_museum() {
    let museum = Museum::open();
    for locale in [0x0409, SPANISH, FRENCH] {
        let session = museum.session();
        session.put_user_locale(locale).unwrap();
        let searcher: IUpdateSearcher3 = seen_as(&session.create_update_searcher().unwrap());
        searcher
            .put_search_scope(SearchScope::MachineAndCurrentUser)
            .unwrap();
        let found = searcher.search("IsInstalled=0 or IsInstalled=1").unwrap();
        let mut waiting = updates(&found.updates().unwrap());
        let mut told = 0;
        while let Some(update) = waiting.pop() {
            waiting.extend(updates(&update.bundled_updates().unwrap()));
            let id = update.identity().unwrap().update_id().unwrap();
            let mut exhibits = museum.collection.exhibits().iter();
            let exhibit = exhibits
                .find(|exhibit| *exhibit.identity().id.to_string() == *id)
                .unwrap();
            let texts = exhibit.revision.texts(&[Lcid(locale)]).unwrap();
            assert_eq!(*update.title().unwrap(), *texts.title);
            assert_eq!(*update.description().unwrap(), *texts.description);
            told += 1;
        }
        assert!(told > 40, "{told}");
    }
}

#[test]
fn b084_the_title_is_what_an_update_is_to_a_script() {
    let museum = Museum::open();
    let moons = Scripted::new(&museum.update("orrery-moons"));
    assert_eq!(
        moons.default(&[]).unwrap(),
        "More moons for Jupiter (KB5081910)".into()
    );
}

#[test]
fn b085_a_description_may_be_missing() {
    let museum = Museum::open();
    let wheels = museum
        .update("engine-set")
        .bundled_updates()
        .unwrap()
        .item(0)
        .unwrap();
    assert_eq!(&*wheels.description().unwrap(), "");
}

#[test]
fn b086_the_files_of_an_update_those_of_members_are_theirs() {
    let museum = Museum::open();
    let contents = museum.update("orrery-2026-05").download_contents().unwrap();
    let files: Vec<(String, bool)> = (0..contents.count().unwrap())
        .map(|index| {
            let content: IUpdateDownloadContent2 = seen_as(&contents.item(index).unwrap());
            (
                content.download_url().unwrap().to_string(),
                content.is_delta_compressed_content().unwrap(),
            )
        })
        .collect();
    assert_eq!(
        files,
        [
            (
                "https://download.museum.example/orrery-kb5081905.cab".to_owned(),
                false
            ),
            (
                "https://download.museum.example/orrery-kb5081905-delta.cab".to_owned(),
                true
            ),
        ]
    );
    let set = museum.update("engine-set");
    assert_eq!(set.download_contents().unwrap().count().unwrap(), 0);
    let wheels = set.bundled_updates().unwrap().item(0).unwrap();
    assert_eq!(wheels.download_contents().unwrap().count().unwrap(), 1);
}

#[test]
fn b064_b089_b090_a_restart_is_pending_until_it_happens() {
    let museum = Museum::open();
    let lacquer = museum.update("fresh-lacquer");
    assert!(!lacquer.reboot_required().unwrap());
    download(&museum, &lacquer);
    install(&museum, &lacquer);
    let lacquer = museum.update("fresh-lacquer");
    assert!(lacquer.reboot_required().unwrap());
    assert!(lacquer.is_installed().unwrap() && lacquer.is_present().unwrap());
    let waiting = museum.search("RebootRequired=1").updates().unwrap();
    assert_eq!(waiting.count().unwrap(), 1);

    museum.machine.restart().unwrap();
    assert!(!museum.update("fresh-lacquer").reboot_required().unwrap());
    assert!(lacquer.reboot_required().unwrap(), "what the search saw stays");
}

#[test]
fn b091_vulnerabilities_that_an_update_mends() {
    let museum = Museum::open();
    let ids = museum.update("orrery-2026-05").cve_ids().unwrap();
    assert!(ids.read_only().unwrap());
    assert_eq!(strings(&ids), ["CVE-1901-0501", "CVE-1901-0502"]);
    assert_eq!(
        museum.update("orrery-moons").cve_ids().unwrap().count().unwrap(),
        0
    );
}

#[test]
fn b092_optional_updates_say_so() {
    let museum = Museum::open();
    assert!(museum.update("orrery-moons").browse_only().unwrap());
    assert!(!museum.update("orrery-2026-05").browse_only().unwrap());
}

#[test]
fn b093_updates_of_one_user_are_found_only_in_the_scope_of_users() {
    let museum = Museum::open();
    assert!(museum.update("starry-desktop").per_user().unwrap());
    assert!(!museum.update("orrery-2026-05").per_user().unwrap());
    let found = updates(&museum.search("IsInstalled=0").updates().unwrap());
    assert!(found.iter().all(|update| !update.per_user().unwrap()));
}

#[test]
fn b094_b095_what_automatic_updates_selects_and_downloads() {
    use {AutoDownloadMode as Download, AutoSelectionMode as Select};
    let museum = Museum::open();
    for (exhibit, selection, download) in [
        (
            "orrery-2026-05",
            Select::AlwaysAutoSelect,
            Download::AlwaysAutoDownload,
        ),
        (
            "orrery-moons",
            Select::NeverAutoSelect,
            Download::NeverAutoDownload,
        ),
        (
            "orrery-beta",
            Select::AutoSelectIfDownloaded,
            Download::LetWindowsUpdateDecide,
        ),
        (
            "orrery-pendulum",
            Select::LetWindowsUpdateDecide,
            Download::LetWindowsUpdateDecide,
        ),
    ] {
        let update = museum.update(exhibit);
        assert_eq!(update.auto_selection().unwrap(), selection, "{exhibit}");
        assert_eq!(update.auto_download().unwrap(), download, "{exhibit}");
    }
}

#[test]
fn b096_whether_a_small_download_fetches_the_rest() {
    let museum = Museum::open();
    let contains = |exhibit| {
        museum
            .update(exhibit)
            .extended_static_property("ContainsUpdateBootstrapper")
    };
    assert_eq!(contains("engine-upgrade").unwrap(), Value::Bool(true));
    assert_eq!(contains("orrery-2026-05").unwrap(), Value::Bool(false));
    let upgrade = museum.update("engine-upgrade");
    assert_fails(upgrade.extended_static_property(""), code::E_INVALIDARG);
    assert_fails(
        upgrade.extended_static_property("Weight"),
        code::WU_E_NOT_SUPPORTED,
    );
    assert_fails(
        upgrade.extended_static_property("DoesUpdateRequireReboot"),
        code::WU_E_NOT_SUPPORTED,
    );
}

#[test]
fn b097_whether_a_downloaded_update_needs_a_restart() {
    let museum = Museum::open();
    let orrery = museum.update("orrery-2026-05");
    let property = |update: &IUpdateEx| update.evaluate_extended_dynamic_property("DoesUpdateRequireReboot");
    assert_fails(property(&orrery), code::WU_E_DM_NOTDOWNLOADED);
    download(&museum, &orrery);
    assert_eq!(property(&orrery).unwrap(), Value::Bool(true));
    let moons = museum.update("orrery-moons");
    download(&museum, &moons);
    assert_eq!(property(&moons).unwrap(), Value::Bool(false));
    assert_fails(moons.evaluate_extended_dynamic_property(""), code::E_INVALIDARG);
    assert_fails(
        moons.evaluate_extended_dynamic_property("Weight"),
        code::WU_E_NOT_SUPPORTED,
    );
}

/// `IUpdateEx` has no dispatch ids that are known, and is not part of what travels between computers.
#[test]
fn b096_b097_extended_properties_are_neither_for_scripts_nor_for_other_computers() {
    let museum = Museum::open();
    let upgrade = museum.update("engine-upgrade");
    let dispatch = Dispatch::new(upgrade.object.clone()).unwrap();
    assert_eq!(dispatch.id_of("ExtendedStaticProperty"), None);
    assert_eq!(dispatch.id_of("EvaluateExtendedDynamicProperty"), None);
    let afar: IUpdateEx = seen_by(&upgrade, &remote());
    assert_fails(
        afar.extended_static_property("ContainsUpdateBootstrapper"),
        code::E_ACCESSDENIED,
    );
    assert_fails(
        afar.evaluate_extended_dynamic_property("DoesUpdateRequireReboot"),
        code::E_ACCESSDENIED,
    );
}

#[test]
fn b070_b084_b086_the_rest_of_an_update() {
    let museum = Museum::open();
    let orrery = museum.update("orrery-2026-05");
    assert!(orrery.auto_select_on_web_sites().unwrap());
    assert!(orrery.delta_compressed_content_available().unwrap());
    assert!(orrery.delta_compressed_content_preferred().unwrap());
    assert_eq!(
        orrery.deployment_action().unwrap(),
        DeploymentAction::Installation
    );
    assert_eq!(orrery.download_priority().unwrap(), DownloadPriority::ExtraHigh);
    assert_eq!(strings(&orrery.kb_article_ids().unwrap()), ["5081905", "5081899"]);
    assert_eq!(
        strings(&orrery.languages().unwrap()),
        ["en", "es", "fr", "de", "ja"]
    );
    assert_eq!(
        strings(&orrery.more_info_urls().unwrap()),
        [
            "https://support.museum.example/kb/5081905",
            "https://museum.example/planets"
        ]
    );
    assert_eq!(
        strings(&orrery.security_bulletin_ids().unwrap()),
        ["MS26-019", "MS26-020"]
    );
    let superseded = strings(&orrery.superseded_update_ids().unwrap());
    assert_eq!(superseded, ["00001901-0001-4000-8000-000000000001"]);
    assert_eq!(
        &*orrery.support_url().unwrap(),
        "https://support.museum.example/orrery"
    );

    for (exhibit, action) in [
        ("epicycles", DeploymentAction::Uninstallation),
        ("dust-gauge", DeploymentAction::Detection),
        ("hourly-chimes", DeploymentAction::OptionalInstallation),
    ] {
        assert_eq!(museum.update(exhibit).deployment_action().unwrap(), action);
    }
}

#[test]
fn b060_b061_b062_b063_b064_b084_b098_updates_are_read_from_other_computers() {
    let museum = Museum::open();
    let searcher: IUpdateSearcher3 = museum.create_for(&classes::UPDATE_SEARCHER, &remote()).unwrap();
    let dials: IWindowsDriverUpdate5 = seen_as(&museum.update_from(&searcher, "clock-dials"));
    assert!(dials.title().unwrap().ends_with("(KB5081926)"));
    assert!(!dials.eula_accepted().unwrap());
    assert!(dials.eula_text().unwrap().starts_with("Welcome"));
    assert_eq!(
        dials.deadline().unwrap(),
        Value::Date(date("2099-05-17T00:00:00Z"))
    );
    assert!(!dials.is_hidden().unwrap() && !dials.is_installed().unwrap());
    assert_eq!(&*dials.driver_model().unwrap(), "Zodiac dial");
    assert_eq!(dials.windows_driver_update_entries().unwrap().count().unwrap(), 3);
}
