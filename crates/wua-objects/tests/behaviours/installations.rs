//! `IUpdateInstaller`, its jobs, their progress and results, and what installers report of themselves.

use std::sync::Mutex;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

use wua_com::{Bound, Caller, Dispatch, Error, HResult, ObjectRef, Permission, Rights, Value, code};
use wua_defs::classes::{
    INSTALLATION_AGENT, STRING_COLLECTION, UPDATE_COLLECTION, UPDATE_DOWNLOADER, UPDATE_INSTALLER,
    UPDATE_SEARCHER,
};
use wua_defs::enums::{OperationResultCode as Code, ServerSelection};
use wua_defs::interfaces::{
    IINSTALLATION_COMPLETED_CALLBACK, IINSTALLATION_COMPLETED_CALLBACK_ARGS,
    IINSTALLATION_PROGRESS_CHANGED_CALLBACK, IINSTALLATION_PROGRESS_CHANGED_CALLBACK_ARGS,
    IINVALID_PRODUCT_LICENSE_EXCEPTION,
};
use wua_model::proxy::{
    IInstallationAgent, IInstallationJob, IInstallationProgress, IInstallationProgressChangedCallbackArgs,
    IInstallationResult, IInvalidProductLicenseException, IStringCollection, IUpdateCollection,
    IUpdateDownloader, IUpdateException, IUpdateHistoryEntry, IUpdateInstaller4, IUpdateSearcher,
};
use wua_testkit::museum::What;

use super::downloads::holding;
use super::museum::{
    Museum, Scripted, Told, administrator, assert_fails, callback, collection_of, hear, messenger, remote,
    seen_as, seen_by, somebody, updates,
};
use super::system::{for_a_web_page, lock_down, remote_with};

fn exhibited(museum: &Museum, exhibits: &[&str]) -> IUpdateCollection {
    let found: Vec<_> = exhibits.iter().map(|exhibit| museum.update(exhibit)).collect();
    let bound: Vec<&Bound> = found.iter().map(|update| -> &Bound { update }).collect();
    collection_of(museum, &bound)
}

/// An installer of an administrator, for these exhibits as they are.
fn installer(museum: &Museum, exhibits: &[&str]) -> IUpdateInstaller4 {
    let installer: IUpdateInstaller4 = museum.create(&UPDATE_INSTALLER);
    installer
        .put_updates(Some(&exhibited(museum, exhibits).object))
        .unwrap();
    installer
}

/// The same, with licences accepted and files downloaded.
fn ready(museum: &Museum, exhibits: &[&str]) -> IUpdateInstaller4 {
    let updates_to_come = exhibited(museum, exhibits);
    for update in updates(&updates_to_come) {
        if !update.eula_accepted().unwrap() {
            update.accept_eula().unwrap();
        }
    }
    let downloader: IUpdateDownloader = museum.create(&UPDATE_DOWNLOADER);
    downloader.put_updates(Some(&updates_to_come.object)).unwrap();
    let result = downloader.download().unwrap();
    assert_eq!(result.result_code().unwrap(), Code::Succeeded, "{exhibits:?}");
    installer(museum, exhibits)
}

fn is_installed(museum: &Museum, exhibit: &str) -> bool {
    museum.update(exhibit).is_installed().unwrap()
}

/// How often something happened to an exhibit on the computer itself.
fn happened(museum: &Museum, what: What, exhibit: &str) -> usize {
    let identity = museum.collection.exhibit(exhibit).unwrap().identity();
    let events = museum.machine.events().unwrap();
    events
        .iter()
        .filter(|event| event.what == what && event.update == Some(identity))
        .count()
}

/// How often anything was done to the computer since it came to the museum.
fn doings(museum: &Museum) -> usize {
    let done = [
        What::Installed,
        What::Removed,
        What::Staged,
        What::Launched,
        What::Failed,
    ];
    let events = museum.machine.events().unwrap();
    events.iter().filter(|event| done.contains(&event.what)).count()
}

fn endings(result: &IInstallationResult, count: i32) -> Vec<(Code, HResult, bool)> {
    (0..count)
        .map(|index| {
            let one = result.get_update_result(index).unwrap();
            let hresult = HResult::from_i32(one.hresult().unwrap());
            (
                one.result_code().unwrap(),
                hresult,
                one.reboot_required().unwrap(),
            )
        })
        .collect()
}

/// One update that ended like this, without a restart.
fn ended(code: Code, hresult: HResult) -> (Code, HResult, bool) {
    (code, hresult, false)
}

#[track_caller]
fn assert_over_all(result: &IInstallationResult, code: Code, hresult: HResult) {
    assert_eq!(result.result_code().unwrap(), code);
    assert_eq!(HResult::from_i32(result.hresult().unwrap()), hresult);
}

fn job_of(object: &ObjectRef) -> IInstallationJob {
    IInstallationJob::from(Bound {
        object: object.clone(),
        caller: administrator(),
    })
}

fn progress_of(told: &Told) -> IInstallationProgress {
    let args = Bound {
        object: told.args.clone(),
        caller: administrator(),
    };
    IInstallationProgressChangedCallbackArgs::from(args)
        .progress()
        .unwrap()
}

#[track_caller]
fn assert_let_go(news: &Receiver<Told>) {
    match news.recv_timeout(Duration::from_secs(10)) {
        Err(RecvTimeoutError::Disconnected) => {}
        Err(RecvTimeoutError::Timeout) => panic!("the callback is still held"),
        Ok(told) => panic!("told once too often: {}", told.interface.name),
    }
}

fn all_of(news: &Receiver<Told>) -> Vec<Told> {
    std::iter::from_fn(|| news.recv_timeout(Duration::from_mins(1)).ok()).collect()
}

/// All four ways to begin, and what each of them answers.
fn ways(installer: &IUpdateInstaller4) -> [(&'static str, Result<(), Error>); 4] {
    [
        ("Install", installer.install().map(drop)),
        ("Uninstall", installer.uninstall().map(drop)),
        (
            "BeginInstall",
            installer.begin_install(None, None, &Value::Empty).map(drop),
        ),
        (
            "BeginUninstall",
            installer.begin_uninstall(None, None, &Value::Empty).map(drop),
        ),
    ]
}

#[track_caller]
fn assert_no_way(installer: &IUpdateInstaller4, expected: HResult) {
    for (way, outcome) in ways(installer) {
        match outcome {
            Ok(()) => panic!("{way} instead of {expected}"),
            Err(error) => assert_eq!(error.hresult(), expected, "{way}: {error}"),
        }
    }
}

#[test]
fn b129_the_updates_can_be_read_and_not_changed() {
    let museum = Museum::open();
    let installer: IUpdateInstaller4 = museum.create(&UPDATE_INSTALLER);
    assert_eq!(installer.updates().unwrap().count().unwrap(), 0);
    let collection = exhibited(&museum, &["loom-connector"]);
    installer.put_updates(Some(&collection.object)).unwrap();
    let shown = installer.updates().unwrap();
    assert!(shown.read_only().unwrap());
    assert_fails(shown.clear(), code::WU_E_NOT_SUPPORTED);
    collection
        .add(Some(&museum.update("orrery-moons").object))
        .unwrap();
    assert_eq!(installer.updates().unwrap().count().unwrap(), 2);
    assert_fails(installer.put_updates(None), code::E_POINTER);
    assert_fails(
        installer.put_updates(Some(&installer.object)),
        code::E_NOINTERFACE,
    );
    assert_eq!(installer.updates().unwrap().count().unwrap(), 2);
}

#[test]
fn b129_b135_b136_b137_b138_b141_without_updates_there_is_nothing_to_do() {
    let museum = Museum::open();
    let unset: IUpdateInstaller4 = museum.create(&UPDATE_INSTALLER);
    for installer in [unset, installer(&museum, &[])] {
        assert_no_way(&installer, code::WU_E_NO_UPDATE);
        assert_fails(installer.run_wizard("Updates"), code::WU_E_NO_UPDATE);
    }
}

#[test]
fn b130_by_force_what_is_installed_is_installed_again() {
    let museum = Museum::open();
    let installer = ready(&museum, &["loom-connector"]);
    assert!(!installer.is_forced().unwrap());
    assert_eq!(
        endings(&installer.install().unwrap(), 1),
        [ended(Code::Succeeded, code::S_OK)]
    );
    let again = installer.install().unwrap();
    assert_eq!(
        endings(&again, 1),
        [ended(Code::Succeeded, code::WU_S_ALREADY_INSTALLED)]
    );
    assert_eq!(happened(&museum, What::Installed, "loom-connector"), 1);
    installer.put_is_forced(true).unwrap();
    assert_eq!(
        endings(&installer.install().unwrap(), 1),
        [ended(Code::Succeeded, code::S_OK)]
    );
    assert_eq!(happened(&museum, What::Installed, "loom-connector"), 2);
}

#[test]
fn b130_by_force_what_is_not_installed_is_taken_off() {
    let museum = Museum::open();
    let installer = installer(&museum, &["loom-connector"]);
    let nothing = installer.uninstall().unwrap();
    assert_eq!(
        endings(&nothing, 1),
        [ended(Code::Succeeded, code::WU_S_ALREADY_UNINSTALLED)]
    );
    assert_eq!(happened(&museum, What::Removed, "loom-connector"), 0);
    installer.put_is_forced(true).unwrap();
    assert_eq!(
        endings(&installer.uninstall().unwrap(), 1),
        [ended(Code::Succeeded, code::S_OK)]
    );
    assert_eq!(happened(&museum, What::Removed, "loom-connector"), 1);
}

/// The computer came with the polish, but not with its files.
#[test]
fn b130_force_needs_the_files_too() {
    let museum = Museum::open();
    let installer = installer(&museum, &["brass-polish"]);
    installer.put_is_forced(true).unwrap();
    let result = installer.install().unwrap();
    assert_eq!(
        endings(&result, 1),
        [ended(Code::Failed, code::WU_E_DM_NOTDOWNLOADED)]
    );
    assert_eq!(doings(&museum), 0);
}

#[test]
fn b131_media_are_asked_for_only_where_that_is_allowed() {
    let museum = Museum::open();
    let installer = ready(&museum, &["punched-cards"]);
    installer.put_allow_source_prompts(false).unwrap();
    let result = installer.install().unwrap();
    assert_eq!(
        endings(&result, 1),
        [ended(Code::Failed, code::WU_E_SOURCE_ABSENT)]
    );
    installer.put_allow_source_prompts(true).unwrap();
    assert!(installer.allow_source_prompts().unwrap());
    // Who is quiet asks for nothing.
    installer.put_force_quiet(true).unwrap();
    let result = installer.install().unwrap();
    assert_eq!(
        endings(&result, 1),
        [ended(Code::Failed, code::WU_E_SOURCE_ABSENT)]
    );
    installer.put_force_quiet(false).unwrap();
    let result = installer.install().unwrap();
    assert_eq!(endings(&result, 1), [ended(Code::Succeeded, code::S_OK)]);
}

#[test]
fn b132_b135_b136_b137_b138_a_pending_restart_comes_first() {
    let museum = Museum::open();
    let installer = ready(&museum, &["orrery-2026-05"]);
    assert!(!installer.reboot_required_before_installation().unwrap());
    assert!(installer.install().unwrap().reboot_required().unwrap());
    assert!(installer.reboot_required_before_installation().unwrap());
    let before = doings(&museum);
    let next = ready(&museum, &["loom-connector"]);
    assert_no_way(&next, code::WU_E_INSTALL_NOT_ALLOWED);
    assert_eq!(doings(&museum), before);
    museum.machine.restart().unwrap();
    assert!(!installer.reboot_required_before_installation().unwrap());
    assert_over_all(&next.install().unwrap(), Code::Succeeded, code::S_OK);
}

#[test]
fn b133_the_parent_window_by_handle_is_for_programs_on_this_computer() {
    let museum = Museum::open();
    let installer = installer(&museum, &[]);
    assert_eq!(installer.parent_hwnd().unwrap(), 0);
    installer.put_parent_hwnd(0x1901_0517).unwrap();
    assert_eq!(installer.parent_hwnd().unwrap(), 0x1901_0517);
    let dispatch = Dispatch::new(installer.object.clone()).unwrap();
    assert_eq!(dispatch.id_of("ParentHwnd"), None);
    let granted: IUpdateInstaller4 = seen_by(&installer, &remote_with(Permission::Install));
    assert_fails(granted.parent_hwnd(), code::E_ACCESSDENIED);
    assert_fails(granted.put_parent_hwnd(1), code::E_ACCESSDENIED);
}

#[test]
fn b134_the_parent_window_as_an_object_is_for_scripts_on_this_computer() {
    let museum = Museum::open();
    let installer = installer(&museum, &[]);
    assert_eq!(installer.parent_window().unwrap(), None);
    let window: Bound = museum.create(&STRING_COLLECTION);
    installer.put_parent_window(Some(&window.object)).unwrap();
    assert_eq!(installer.parent_window().unwrap(), Some(window.object.clone()));
    installer.put_parent_window(None).unwrap();
    assert_eq!(installer.parent_window().unwrap(), None);
    let script = Scripted::new(&installer);
    script
        .put("ParentWindow", &[Value::from(window.object.clone())])
        .unwrap();
    assert_eq!(installer.parent_window().unwrap(), Some(window.object.clone()));
    let granted: IUpdateInstaller4 = seen_by(&installer, &remote_with(Permission::Install));
    assert_fails(granted.parent_window(), code::E_ACCESSDENIED);
    assert_fails(granted.put_parent_window(None), code::E_ACCESSDENIED);
}

#[test]
fn b135_an_installation_that_succeeds() {
    let museum = Museum::open();
    let exhibits = ["loom-connector", "star-atlas"];
    let installer = ready(&museum, &exhibits);
    let result = installer.install().unwrap();
    assert_over_all(&result, Code::Succeeded, code::S_OK);
    assert!(!result.reboot_required().unwrap());
    assert_eq!(endings(&result, 2), [ended(Code::Succeeded, code::S_OK); 2]);
    for exhibit in exhibits {
        assert!(is_installed(&museum, exhibit), "{exhibit}");
        assert_eq!(happened(&museum, What::Installed, exhibit), 1);
    }
}

#[test]
fn b135_an_installation_that_succeeds_in_part() {
    let museum = Museum::open();
    let exhibits = [
        "stubborn-spring",
        "loom-connector",
        "sleepy-hammer",
        "undecided-visitor",
    ];
    let result = ready(&museum, &exhibits).install().unwrap();
    assert_over_all(&result, Code::SucceededWithErrors, code::WU_S_UPDATE_ERROR);
    let expected = [
        ended(Code::Failed, code::WU_E_UH_INSTALLERFAILURE),
        ended(Code::Succeeded, code::S_OK),
        ended(Code::Failed, code::WU_E_UH_INSTALLERHUNG),
        ended(Code::Failed, code::WU_E_UH_OPERATIONCANCELLED),
    ];
    assert_eq!(endings(&result, 4), expected);
    for (exhibit, (code, ..)) in exhibits.iter().zip(expected) {
        assert_eq!(
            is_installed(&museum, exhibit),
            code == Code::Succeeded,
            "{exhibit}"
        );
    }
    // What failed once may succeed the next time.
    let result = installer(&museum, &["sleepy-hammer"]).install().unwrap();
    assert_over_all(&result, Code::Succeeded, code::S_OK);
}

#[test]
fn b135_an_installation_that_fails() {
    let museum = Museum::open();
    let result = ready(&museum, &["stubborn-spring", "undecided-visitor"])
        .install()
        .unwrap();
    assert_over_all(&result, Code::Failed, code::WU_E_ALL_UPDATES_FAILED);
    assert!(!result.reboot_required().unwrap());
}

/// The crank does not fit, the rest does.
#[test]
fn b135_b146_b149_a_bundle_of_which_a_part_fails() {
    let museum = Museum::open();
    let result = ready(&museum, &["engine-set"]).install().unwrap();
    assert_over_all(&result, Code::SucceededWithErrors, code::WU_S_UPDATE_ERROR);
    assert_eq!(
        endings(&result, 1),
        [(Code::SucceededWithErrors, code::WU_S_UPDATE_ERROR, true)]
    );
    assert!(result.reboot_required().unwrap());
    assert_eq!(happened(&museum, What::Failed, "engine-crank"), 1);
    assert_eq!(happened(&museum, What::Installed, "engine-wheels"), 1);
    assert_eq!(happened(&museum, What::Installed, "printer-ink"), 1);
    let bundle = museum.update("engine-set");
    assert!(!bundle.is_installed().unwrap());
    assert!(bundle.is_present().unwrap());
}

#[test]
fn b135_b137_what_is_not_downloaded_is_not_installed() {
    let museum = Museum::open();
    ready(&museum, &["loom-connector"]);
    let installer = installer(&museum, &["orrery-moons", "loom-connector"]);
    let expected = [
        ended(Code::Failed, code::WU_E_DM_NOTDOWNLOADED),
        ended(Code::Succeeded, code::S_OK),
    ];
    let result = installer.install().unwrap();
    assert_over_all(&result, Code::SucceededWithErrors, code::WU_S_UPDATE_ERROR);
    assert_eq!(endings(&result, 2), expected);
    let job = installer.begin_install(None, None, &Value::Empty).unwrap();
    let result = installer.end_install(Some(&job.object)).unwrap();
    assert_eq!(endings(&result, 2)[0], expected[0]);
    assert!(!is_installed(&museum, "orrery-moons"));
}

#[test]
fn b135_b137_b118_without_its_licence_an_update_is_not_installed() {
    let museum = Museum::open();
    let installer = installer(&museum, &["star-atlas"]);
    let declined = ended(Code::Failed, code::WU_E_EULAS_DECLINED);
    assert_eq!(endings(&installer.install().unwrap(), 1), [declined]);
    let job = installer.begin_install(None, None, &Value::Empty).unwrap();
    assert_eq!(
        endings(&installer.end_install(Some(&job.object)).unwrap(), 1),
        [declined]
    );
    assert_eq!(doings(&museum), 0);
}

#[test]
fn b135_b136_b137_b138_what_has_to_be_alone_is_alone_or_nothing_is_done() {
    let museum = Museum::open();
    let both = ready(&museum, &["loom-connector", "orrery-pendulum"]);
    assert_no_way(&both, code::WU_E_EXCLUSIVE_INSTALL_CONFLICT);
    assert_eq!(doings(&museum), 0);
    let alone = installer(&museum, &["orrery-pendulum"]);
    assert_over_all(&alone.install().unwrap(), Code::Succeeded, code::S_OK);
}

#[test]
fn b135_b136_b137_b138_b142_one_operation_at_a_time() {
    let museum = Museum::open();
    let first = ready(&museum, &["orrery-moons"]);
    let other = ready(&museum, &["loom-connector"]);
    assert!(!first.is_busy().unwrap());
    let (progress, hold) = holding();
    let job = first.begin_install(Some(&progress), None, &Value::Empty).unwrap();
    // Everybody sees it, whoever began it.
    assert!(first.is_busy().unwrap());
    assert!(other.is_busy().unwrap());
    assert_no_way(&other, code::WU_E_OPERATIONINPROGRESS);
    assert_no_way(&first, code::WU_E_OPERATIONINPROGRESS);
    drop(hold);
    first.end_install(Some(&job.object)).unwrap();
    job.clean_up().unwrap();
    assert!(!other.is_busy().unwrap());
    assert_over_all(&other.install().unwrap(), Code::Succeeded, code::S_OK);
}

#[test]
fn b130_b135_b136_b137_b138_b139_b140_locked_down_nothing_is_installed() {
    let museum = Museum::open();
    let locked = ready(&museum, &["loom-connector"]);
    let job = locked.begin_install(None, None, &Value::Empty).unwrap();
    job.clean_up().unwrap();
    let removal = locked.begin_uninstall(None, None, &Value::Empty).unwrap();
    removal.clean_up().unwrap();
    let before = doings(&museum);
    lock_down(&locked);
    let page: IUpdateInstaller4 = seen_by(&ready(&museum, &["loom-connector"]), &for_a_web_page());
    for installer in [locked, page] {
        let refused = code::WU_E_INVALID_OPERATION;
        assert_no_way(&installer, refused);
        assert_fails(installer.end_install(Some(&job.object)), refused);
        assert_fails(installer.end_uninstall(Some(&removal.object)), refused);
        assert_fails(installer.put_is_forced(true), refused);
        assert!(!installer.is_forced().unwrap());
        installer.put_force_quiet(true).unwrap();
    }
    assert_eq!(doings(&museum), before);
}

#[test]
fn b129_b130_b131_b132_b133_b134_b135_b136_b142_b143_b144_b145_administrators_install() {
    let museum = Museum::open();
    let own = ready(&museum, &["loom-connector"]);
    for rights in [Rights::Anyone, Rights::User, Rights::PowerUser] {
        let installer: IUpdateInstaller4 = seen_by(&own, &somebody(rights));
        let denied = code::E_ACCESSDENIED;
        assert_no_way(&installer, denied);
        assert_fails(installer.updates(), denied);
        assert_fails(installer.is_forced(), denied);
        assert_fails(installer.put_is_forced(true), denied);
        assert_fails(installer.allow_source_prompts(), denied);
        assert_fails(installer.reboot_required_before_installation(), denied);
        assert_fails(installer.parent_hwnd(), denied);
        assert_fails(installer.parent_window(), denied);
        assert_fails(installer.is_busy(), denied);
        assert_fails(installer.force_quiet(), denied);
        assert_fails(installer.attempt_close_apps_if_necessary(), denied);
        assert_fails(installer.commit(0), denied);
        assert_fails(installer.run_wizard(""), denied);
    }
    assert_eq!(doings(&museum), 0);
}

#[test]
fn b129_b135_b136_b137_b138_b139_b140_b142_b145_b146_b147_b148_b149_other_computers_need_a_grant() {
    let museum = Museum::open();
    let denied = code::E_ACCESSDENIED;
    assert_fails(
        museum.create_for::<IUpdateInstaller4>(&UPDATE_INSTALLER, &remote()),
        denied,
    );
    let own = ready(&museum, &["loom-connector"]);
    let job = own.begin_install(None, None, &Value::Empty).unwrap();
    let result = own.end_install(Some(&job.object)).unwrap();
    job.clean_up().unwrap();
    let afar: IUpdateInstaller4 = seen_by(&own, &remote());
    assert_no_way(&afar, denied);
    assert_fails(afar.updates(), denied);
    assert_fails(afar.end_install(Some(&job.object)), denied);
    assert_fails(afar.end_uninstall(Some(&job.object)), denied);
    assert_fails(afar.is_busy(), denied);
    assert_fails(afar.commit(0), denied);
    let job_from_afar: IInstallationJob = seen_by(&job, &remote());
    assert_fails(job_from_afar.clean_up(), denied);
    assert_fails(job_from_afar.get_progress(), denied);
    assert_fails(job_from_afar.request_abort(), denied);
    let result_from_afar: IInstallationResult = seen_by(&result, &remote());
    assert_fails(result_from_afar.reboot_required(), denied);
    assert_fails(result_from_afar.get_update_result(0), denied);
    assert_fails(
        seen_by::<IInstallationResult>(&result, &remote()).result_code(),
        denied,
    );
}

#[test]
fn b137_b139_a_grant_lets_other_computers_install_without_callbacks() {
    let museum = Museum::open();
    let granted: IUpdateInstaller4 = seen_by(
        &ready(&museum, &["loom-connector"]),
        &remote_with(Permission::Install),
    );
    let (callback, _news) = messenger();
    assert_fails(
        granted.begin_install(Some(&callback), None, &Value::Empty),
        code::E_ACCESSDENIED,
    );
    assert_fails(
        granted.begin_uninstall(None, Some(&callback), &Value::Empty),
        code::E_ACCESSDENIED,
    );
    assert_eq!(doings(&museum), 0);
    let job = granted.begin_install(None, None, &Value::Empty).unwrap();
    assert_over_all(
        &granted.end_install(Some(&job.object)).unwrap(),
        Code::Succeeded,
        code::S_OK,
    );
    assert_eq!(job.get_progress().unwrap().percent_complete().unwrap(), 100);
}

#[test]
fn b136_a_removal_that_succeeds() {
    let museum = Museum::open();
    assert!(is_installed(&museum, "brass-polish"));
    let result = installer(&museum, &["brass-polish"]).uninstall().unwrap();
    assert_over_all(&result, Code::Succeeded, code::S_OK);
    assert_eq!(endings(&result, 1), [ended(Code::Succeeded, code::S_OK)]);
    assert!(!is_installed(&museum, "brass-polish"));
    assert_eq!(happened(&museum, What::Removed, "brass-polish"), 1);
}

/// Our decision: the documents ask for files and licence of a removal as of an installation, but what was installed
/// from elsewhere could never be taken off then.
#[test]
fn b136_b138_a_removal_needs_neither_files_nor_a_licence() {
    let museum = Museum::open();
    ready(&museum, &["star-atlas"]).install().unwrap();
    let fresh = installer(&museum, &["star-atlas", "brass-polish"]);
    let job = fresh.begin_uninstall(None, None, &Value::Empty).unwrap();
    let result = fresh.end_uninstall(Some(&job.object)).unwrap();
    assert_over_all(&result, Code::Succeeded, code::S_OK);
    assert!(!museum.update("brass-polish").is_downloaded().unwrap());
}

#[test]
fn b136_a_removal_that_succeeds_in_part() {
    let museum = Museum::open();
    let result = installer(&museum, &["glued-cog", "brass-polish", "fixed-stars"])
        .uninstall()
        .unwrap();
    assert_over_all(&result, Code::SucceededWithErrors, code::WU_S_UPDATE_ERROR);
    assert_eq!(
        endings(&result, 3),
        [
            ended(Code::Failed, code::WU_E_UH_INSTALLERFAILURE),
            ended(Code::Succeeded, code::S_OK),
            // Its publisher gave no way to take it off.
            ended(Code::Failed, code::WU_E_UH_DOESNOTSUPPORTACTION),
        ]
    );
    assert!(is_installed(&museum, "glued-cog") && is_installed(&museum, "fixed-stars"));
}

#[test]
fn b136_a_removal_that_fails() {
    let museum = Museum::open();
    let result = installer(&museum, &["glued-cog"]).uninstall().unwrap();
    assert_over_all(&result, Code::Failed, code::WU_E_ALL_UPDATES_FAILED);
}

#[test]
fn b136_b146_a_removal_may_need_a_restart_as_well() {
    let museum = Museum::open();
    let installer = ready(&museum, &["orrery-2026-05"]);
    installer.install().unwrap();
    museum.machine.restart().unwrap();
    let result = installer.uninstall().unwrap();
    assert_eq!(endings(&result, 1), [(Code::Succeeded, code::S_OK, true)]);
    assert!(result.reboot_required().unwrap());
}

#[test]
fn b137_b138_b147_callbacks_are_told_of_their_own_job_and_let_go() {
    let museum = Museum::open();
    let installer = ready(&museum, &["loom-connector"]);
    for removes in [false, true] {
        let (progress, steps) = messenger();
        let (completed, end) = messenger();
        let (on_progress, on_completed) = (Some(&progress), Some(&completed));
        let job = if removes {
            installer
                .begin_uninstall(on_progress, on_completed, &Value::I4(7))
                .unwrap()
        } else {
            installer
                .begin_install(on_progress, on_completed, &Value::I4(7))
                .unwrap()
        };
        drop((progress, completed));
        let told = hear(&end);
        assert_eq!(told.interface, &IINSTALLATION_COMPLETED_CALLBACK);
        assert_eq!(told.job, job.object);
        assert!(told.args.supports(&IINSTALLATION_COMPLETED_CALLBACK_ARGS));
        assert!(job_of(&told.job).is_completed().unwrap());
        job.clean_up().unwrap();
        assert_let_go(&end);
        let steps = all_of(&steps);
        assert!(!steps.is_empty());
        for step in steps {
            assert_eq!(step.interface, &IINSTALLATION_PROGRESS_CHANGED_CALLBACK);
            assert_eq!(step.job, job.object);
            assert!(step.args.supports(&IINSTALLATION_PROGRESS_CHANGED_CALLBACK_ARGS));
        }
        assert_eq!(job.async_state().unwrap(), Value::I4(7));
        assert_eq!(job.updates().unwrap().count().unwrap(), 1);
    }
}

#[test]
fn b137_b138_an_object_of_ours_is_no_callback() {
    let museum = Museum::open();
    let installer = ready(&museum, &["loom-connector"]);
    let collection: Bound = museum.create(&UPDATE_COLLECTION);
    let wrong = Some(&collection.object);
    let refused = code::E_NOINTERFACE;
    assert_fails(installer.begin_install(wrong, None, &Value::Empty), refused);
    assert_fails(installer.begin_install(None, wrong, &Value::Empty), refused);
    assert_fails(installer.begin_uninstall(wrong, None, &Value::Empty), refused);
    assert_fails(installer.begin_uninstall(None, wrong, &Value::Empty), refused);
    assert_eq!(doings(&museum), 0);
    assert!(!installer.is_busy().unwrap());
}

#[test]
fn b139_b140_ending_waits_for_the_result_as_often_as_it_is_asked() {
    let museum = Museum::open();
    let installer = ready(&museum, &["loom-connector"]);
    let (progress, hold) = holding();
    let job = installer
        .begin_install(Some(&progress), None, &Value::Empty)
        .unwrap();
    assert!(!job.is_completed().unwrap());
    drop(hold);
    for _ in 0..2 {
        assert_over_all(
            &installer.end_install(Some(&job.object)).unwrap(),
            Code::Succeeded,
            code::S_OK,
        );
    }
    job.clean_up().unwrap();
    let removal = installer.begin_uninstall(None, None, &Value::Empty).unwrap();
    for _ in 0..2 {
        let result = installer.end_uninstall(Some(&removal.object)).unwrap();
        assert_over_all(&result, Code::Succeeded, code::S_OK);
    }
    assert_eq!(happened(&museum, What::Installed, "loom-connector"), 1);
    assert_eq!(happened(&museum, What::Removed, "loom-connector"), 1);
}

#[test]
fn b139_b140_only_the_own_job_of_the_right_kind_can_be_ended() {
    let museum = Museum::open();
    let first = ready(&museum, &["loom-connector"]);
    let job = first.begin_install(None, None, &Value::Empty).unwrap();
    job.clean_up().unwrap();
    let removal = first.begin_uninstall(None, None, &Value::Empty).unwrap();
    removal.clean_up().unwrap();
    let wrong = code::E_INVALIDARG;
    assert_fails(first.end_uninstall(Some(&job.object)), wrong);
    assert_fails(first.end_install(Some(&removal.object)), wrong);
    let second = installer(&museum, &["loom-connector"]);
    assert_fails(second.end_install(Some(&job.object)), wrong);
    assert_fails(second.end_uninstall(Some(&removal.object)), wrong);
    assert_fails(second.end_install(None), code::E_POINTER);
    assert_fails(second.end_uninstall(None), code::E_POINTER);
    let searcher: IUpdateSearcher = museum.create(&UPDATE_SEARCHER);
    let search = searcher.begin_search("", None, &Value::Empty).unwrap();
    assert_fails(first.end_install(Some(&search.object)), wrong);
    assert_fails(first.end_uninstall(Some(&first.object)), wrong);
    assert!(first.end_install(Some(&job.object)).is_ok());
    assert!(first.end_uninstall(Some(&removal.object)).is_ok());
}

/// Nobody is there to be led through it: what the documents say of that case holds in every.
#[test]
fn b141_there_is_no_wizard_without_somebody_to_lead() {
    let museum = Museum::open();
    let installer = ready(&museum, &["loom-connector"]);
    for title in ["", "Updates of the museum"] {
        assert_fails(installer.run_wizard(title), code::WU_E_NO_INTERACTIVE_USER);
    }
    // The title may be left out.
    let error = Error::from(Scripted::new(&installer).call("RunWizard", &[]).unwrap_err());
    assert_eq!(error.hresult(), code::WU_E_NO_INTERACTIVE_USER);
    let granted: IUpdateInstaller4 = seen_by(&installer, &remote_with(Permission::Install));
    assert_fails(granted.run_wizard(""), code::E_ACCESSDENIED);
    assert_eq!(doings(&museum), 0);
}

/// That it is free is no reservation: whoever comes first has it.
#[test]
fn b142_not_busy_is_no_promise() {
    let museum = Museum::open();
    let (first, second) = (
        ready(&museum, &["slow-varnish"]),
        ready(&museum, &["loom-connector"]),
    );
    assert!(!first.is_busy().unwrap() && !second.is_busy().unwrap());
    let job = second.begin_install(None, None, &Value::Empty).unwrap();
    second.end_install(Some(&job.object)).unwrap();
    job.clean_up().unwrap();
    assert_over_all(&first.install().unwrap(), Code::Succeeded, code::S_OK);
    assert!(!second.is_busy().unwrap());
}

#[test]
fn b143_what_cannot_be_quiet_is_left_out() {
    let museum = Museum::open();
    let installer = ready(&museum, &["talkative-automaton", "loom-connector"]);
    assert!(!installer.force_quiet().unwrap());
    installer.put_force_quiet(true).unwrap();
    let result = installer.install().unwrap();
    assert_over_all(&result, Code::SucceededWithErrors, code::WU_S_UPDATE_ERROR);
    assert_eq!(
        endings(&result, 2),
        [
            ended(Code::Failed, code::WU_E_UH_DOESNOTSUPPORTACTION),
            ended(Code::Succeeded, code::S_OK)
        ]
    );
    installer.put_force_quiet(false).unwrap();
    let result = installer.install().unwrap();
    assert_eq!(
        endings(&result, 2),
        [
            ended(Code::Succeeded, code::S_OK),
            ended(Code::Succeeded, code::WU_S_ALREADY_INSTALLED)
        ]
    );
    installer.put_force_quiet(true).unwrap();
    let result = installer.uninstall().unwrap();
    assert_eq!(
        endings(&result, 2)[0],
        ended(Code::Failed, code::WU_E_UH_DOESNOTSUPPORTACTION)
    );
}

#[test]
fn b144_programs_in_the_way_are_closed_or_a_restart_is_needed() {
    let museum = Museum::open();
    let installer = ready(&museum, &["open-lid"]);
    assert!(!installer.attempt_close_apps_if_necessary().unwrap());
    let result = installer.install().unwrap();
    assert_eq!(endings(&result, 1), [(Code::Succeeded, code::S_OK, true)]);
    museum.machine.restart().unwrap();
    installer.uninstall().unwrap();
    installer.put_attempt_close_apps_if_necessary(true).unwrap();
    assert!(installer.attempt_close_apps_if_necessary().unwrap());
    let result = installer.install().unwrap();
    assert_eq!(endings(&result, 1), [(Code::Succeeded, code::S_OK, false)]);
}

#[test]
fn b145_a_commit_before_the_restart_finishes_what_waits_for_it() {
    let museum = Museum::open();
    let installer = ready(&museum, &["engine-upgrade"]);
    let result = installer.install().unwrap();
    assert_eq!(endings(&result, 1), [(Code::Succeeded, code::S_OK, true)]);
    assert!(!is_installed(&museum, "engine-upgrade"));
    for flags in [1, 2, u32::MAX] {
        assert_fails(installer.commit(flags), code::E_INVALIDARG);
    }
    assert_eq!(happened(&museum, What::Installed, "engine-upgrade"), 0);
    installer.commit(0).unwrap();
    museum.machine.restart().unwrap();
    assert!(is_installed(&museum, "engine-upgrade"));
    // Once more does nothing more.
    installer.commit(0).unwrap();
    assert_eq!(happened(&museum, What::Installed, "engine-upgrade"), 1);
}

#[test]
fn b146_b149_a_restart_is_needed_because_of_this_run_and_this_update() {
    let museum = Museum::open();
    let result = ready(&museum, &["loom-connector", "orrery-2026-05"])
        .install()
        .unwrap();
    assert_over_all(&result, Code::Succeeded, code::S_OK);
    assert!(result.reboot_required().unwrap());
    let restarts: Vec<bool> = endings(&result, 2)
        .into_iter()
        .map(|(.., restart)| restart)
        .collect();
    assert_eq!(restarts, [false, true]);
    museum.machine.restart().unwrap();
    let result = ready(&museum, &["orrery-moons"]).install().unwrap();
    assert!(!result.reboot_required().unwrap());
    for outside in [-1, 1, i32::MAX] {
        assert_fails(result.get_update_result(outside), code::WU_E_INVALIDINDEX);
    }
}

#[test]
fn b147_cleaning_up_waits() {
    let museum = Museum::open();
    let installer = ready(&museum, &["slow-varnish"]);
    let (completed, news) = messenger();
    let job = installer
        .begin_install(None, Some(&completed), &Value::Empty)
        .unwrap();
    drop(completed);
    job.clean_up().unwrap();
    assert!(job.is_completed().unwrap());
    assert!(!installer.is_busy().unwrap());
    hear(&news);
    assert_let_go(&news);
    job.clean_up().unwrap();
}

/// In its own progress callback a job would wait for itself; in the completion callback the result is there.
#[test]
fn b147_b139_a_callback_of_the_job_does_not_wait_for_it() {
    let museum = Museum::open();
    let installer = ready(&museum, &["loom-connector"]);
    let (tell, hear) = channel();
    let owner = installer.clone();
    let in_progress = callback(move |told| {
        job_of(&told.job).clean_up().unwrap();
        let ended = owner
            .end_install(Some(&told.job))
            .map(drop)
            .map_err(|error| error.hresult());
        tell.send(ended).unwrap();
    });
    let (tell_end, hear_end) = channel();
    let owner = installer.clone();
    let at_the_end = callback(move |told| {
        job_of(&told.job).clean_up().unwrap();
        tell_end
            .send(owner.end_install(Some(&told.job)).unwrap().result_code().unwrap())
            .unwrap();
    });
    let job = installer
        .begin_install(Some(&in_progress), Some(&at_the_end), &Value::Empty)
        .unwrap();
    let refused = hear.recv_timeout(Duration::from_mins(1)).unwrap();
    assert_eq!(refused, Err(code::WU_E_INVALID_OPERATION));
    assert_eq!(
        hear_end.recv_timeout(Duration::from_mins(1)).unwrap(),
        Code::Succeeded
    );
    job.clean_up().unwrap();
}

#[test]
fn b148_progress_is_a_snapshot_and_only_goes_forward() {
    let museum = Museum::open();
    let exhibits = ["loom-connector", "slow-varnish", "stubborn-spring", "printer-set"];
    let installer = ready(&museum, &exhibits);
    let (progress, news) = messenger();
    let job = installer
        .begin_install(Some(&progress), None, &Value::Empty)
        .unwrap();
    drop(progress);
    let early = job.get_progress().unwrap();
    let percent = early.percent_complete().unwrap();
    job.clean_up().unwrap();
    assert_eq!(early.percent_complete().unwrap(), percent);
    let steps: Vec<IInstallationProgress> = all_of(&news).iter().map(progress_of).collect();
    assert!(steps.len() > 40, "{}", steps.len());
    let mut before = (0, 0);
    for step in &steps {
        let now = (
            step.current_update_index().unwrap(),
            step.percent_complete().unwrap(),
        );
        assert!((0..4).contains(&now.0) && (0..=100).contains(&now.1), "{now:?}");
        assert!((0..=100).contains(&step.current_update_percent_complete().unwrap()));
        assert!(now.0 >= before.0 && now.1 >= before.1, "{now:?} after {before:?}");
        before = now;
        let code_of = |index| step.get_update_result(index).unwrap().result_code().unwrap();
        assert!((0..now.0).all(|earlier| matches!(code_of(earlier), Code::Succeeded | Code::Failed)));
        assert!((now.0 + 1..4).all(|later| code_of(later) == Code::NotStarted));
        for outside in [-1, 4] {
            assert_fails(step.get_update_result(outside), code::WU_E_INVALIDINDEX);
        }
    }
    let last = steps.last().unwrap();
    assert_eq!(last.percent_complete().unwrap(), 100);
    let late = job.get_progress().unwrap();
    assert_eq!(late.percent_complete().unwrap(), 100);
    let result = installer.end_install(Some(&job.object)).unwrap();
    for index in 0..4 {
        let (shown, ended) = (
            late.get_update_result(index).unwrap(),
            result.get_update_result(index).unwrap(),
        );
        assert_eq!(shown.result_code().unwrap(), ended.result_code().unwrap());
        assert_eq!(shown.reboot_required().unwrap(), ended.reboot_required().unwrap());
    }
}

#[test]
fn b137_b147_an_installation_that_is_aborted_keeps_what_is_done() {
    let museum = Museum::open();
    let installer = ready(&museum, &["loom-connector", "slow-varnish", "orrery-moons"]);
    let aborted = Mutex::new(false);
    let abort = callback(move |told| {
        let progress = progress_of(&told);
        let slowly = progress.current_update_index().unwrap() == 1
            && progress.current_update_percent_complete().unwrap() > 0;
        if slowly && !std::mem::replace(&mut *aborted.lock().unwrap(), true) {
            job_of(&told.job).request_abort().unwrap();
        }
    });
    let job = installer
        .begin_install(Some(&abort), None, &Value::Empty)
        .unwrap();
    let result = installer.end_install(Some(&job.object)).unwrap();
    job.clean_up().unwrap();
    assert_over_all(&result, Code::Aborted, code::WU_E_CALL_CANCELLED);
    assert_eq!(
        endings(&result, 3),
        [
            ended(Code::Succeeded, code::S_OK),
            ended(Code::Aborted, code::WU_E_CALL_CANCELLED),
            ended(Code::NotStarted, code::WU_E_CALL_CANCELLED),
        ]
    );
    assert!(is_installed(&museum, "loom-connector"));
    assert!(!is_installed(&museum, "slow-varnish"));
    // What was stopped can be taken up again.
    let result = installer.install().unwrap();
    assert_over_all(&result, Code::Succeeded, code::S_OK);
    assert_eq!(happened(&museum, What::Installed, "loom-connector"), 1);
}

fn agent(museum: &Museum) -> IInstallationAgent {
    museum.create(&INSTALLATION_AGENT)
}

fn newest_entry(museum: &Museum) -> IUpdateHistoryEntry {
    museum.session().query_history("", 0, 1).unwrap().item(0).unwrap()
}

/// Sends the clockmaker off, and returns the name under which he will report.
fn send_off(museum: &Museum) -> String {
    let result = ready(museum, &["travelling-clockmaker"]).install().unwrap();
    assert_eq!(
        endings(&result, 1),
        [ended(Code::InProgress, code::WU_S_UH_INSTALLSTILLPENDING)]
    );
    let events = museum.machine.events().unwrap();
    events
        .iter()
        .rev()
        .find_map(|event| event.cookie.clone())
        .unwrap()
}

#[test]
fn b150_an_installer_that_goes_on_by_itself_reports_its_end() {
    let museum = Museum::open();
    let cookie = send_off(&museum);
    assert_eq!(newest_entry(&museum).result_code().unwrap(), Code::InProgress);
    agent(&museum)
        .record_installation_result(&cookie, 0, None)
        .unwrap();
    let entry = newest_entry(&museum);
    assert_eq!(entry.result_code().unwrap(), Code::Succeeded);
    assert_eq!(entry.hresult().unwrap(), 0);
    assert_eq!(&*entry.title().unwrap(), "Travelling clockmaker (KB5081943)");
    // One end is enough.
    assert_fails(
        agent(&museum).record_installation_result(&cookie, 0, None),
        code::E_INVALIDARG,
    );
}

#[test]
fn b150_an_installer_reports_its_failure_with_what_it_knows() {
    let museum = Museum::open();
    let cookie = send_off(&museum);
    let data: IStringCollection = museum.create(&STRING_COLLECTION);
    data.add("the spring is missing").unwrap();
    let failure = code::WU_E_UH_INSTALLERFAILURE.to_i32();
    agent(&museum)
        .record_installation_result(&cookie, failure, Some(&data.object))
        .unwrap();
    let entry = newest_entry(&museum);
    assert_eq!(entry.result_code().unwrap(), Code::Failed);
    assert_eq!(entry.hresult().unwrap(), failure);
}

#[test]
fn b150_only_installers_that_are_out_report() {
    let museum = Museum::open();
    let cookie = send_off(&museum);
    let agent = agent(&museum);
    for unknown in ["", "nobody", "0/0", "999999/0", &format!("{cookie}0")] {
        assert_fails(
            agent.record_installation_result(unknown, 0, None),
            code::E_INVALIDARG,
        );
    }
    let no_strings = Some(&agent.object);
    let refused = agent.record_installation_result(&cookie, 0, no_strings);
    assert_fails(refused, code::E_NOINTERFACE);
    assert_eq!(newest_entry(&museum).result_code().unwrap(), Code::InProgress);
}

#[test]
fn b150_administrators_of_this_computer_record() {
    let museum = Museum::open();
    let cookie = send_off(&museum);
    let denied = code::E_ACCESSDENIED;
    let record = |caller: &Caller| {
        let agent: IInstallationAgent = seen_by(&agent(&museum), caller);
        agent.record_installation_result(&cookie, 0, None)
    };
    assert_fails(record(&somebody(Rights::PowerUser)), denied);
    assert_fails(record(&remote()), denied);
    assert_fails(
        museum.create_for::<IInstallationAgent>(&INSTALLATION_AGENT, &remote()),
        denied,
    );
    record(&remote_with(Permission::Install)).unwrap();
}

/// The licence that a search found wanting.
fn invalid_licence(museum: &Museum) -> IUpdateException {
    const CURIOSITIES: &str = "00001901-00f0-4000-8000-000000000001";
    let searcher: IUpdateSearcher = museum.create(&UPDATE_SEARCHER);
    searcher.put_server_selection(ServerSelection::Others).unwrap();
    searcher.put_service_id(CURIOSITIES).unwrap();
    let warnings = searcher.search("IsInstalled=0").unwrap().warnings().unwrap();
    let count = warnings.count().unwrap();
    let mut all = (0..count).map(|index| warnings.item(index).unwrap());
    all.find(|warning| warning.object.supports(&IINVALID_PRODUCT_LICENSE_EXCEPTION))
        .unwrap()
}

#[test]
fn b151_an_invalid_licence_names_its_product() {
    let museum = Museum::open();
    let exception: IInvalidProductLicenseException = seen_as(&invalid_licence(&museum));
    assert_eq!(&*exception.product().unwrap(), "Perpetual Motion Machine");
    assert_eq!(
        HResult::from_i32(exception.hresult().unwrap()),
        code::WU_E_INVALID_PRODUCT_LICENSE
    );
    assert_eq!(
        Scripted::new(&exception).get("Product"),
        Value::from("Perpetual Motion Machine")
    );
}

/// In every language: it is the product's own name, not a text.
#[test]
fn b151_the_name_is_not_translated() {
    let museum = Museum::open();
    let spanish = administrator().speaking(wua_com::Lcid(0x0C0A));
    let searcher: IUpdateSearcher = museum.create_for(&UPDATE_SEARCHER, &spanish).unwrap();
    searcher.put_server_selection(ServerSelection::Others).unwrap();
    searcher
        .put_service_id("00001901-00f0-4000-8000-000000000001")
        .unwrap();
    let warnings = searcher.search("IsInstalled=0").unwrap().warnings().unwrap();
    let last = warnings.item(warnings.count().unwrap() - 1).unwrap();
    let last: IInvalidProductLicenseException = seen_as(&last);
    assert_eq!(&*last.product().unwrap(), "Perpetual Motion Machine");
    assert_eq!(
        &*last.message().unwrap(),
        "La licencia de la máquina de movimiento perpetuo ha caducado."
    );
}

#[test]
fn b151_other_computers_need_a_grant() {
    let museum = Museum::open();
    let exception = invalid_licence(&museum);
    let afar: IInvalidProductLicenseException = seen_by(&exception, &remote());
    assert_fails(afar.product(), code::E_ACCESSDENIED);
    assert!(afar.message().is_ok());
    let granted: IInvalidProductLicenseException = seen_by(&exception, &remote_with(Permission::Install));
    assert_eq!(&*granted.product().unwrap(), "Perpetual Motion Machine");
}
