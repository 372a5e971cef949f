//! `IUpdateInstaller`, its jobs, their progress and results, and what installers report of themselves.

use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::Duration;

use wua_com::{Bound, Dispatch, Error, HResult, ObjectRef, Permission, Rights, Value, code};
use wua_defs::classes::{STRING_COLLECTION, UPDATE_DOWNLOADER, UPDATE_INSTALLER, UPDATE_SEARCHER};
use wua_defs::enums::{OperationResultCode as Code, ServerSelection};
use wua_defs::interfaces::IINVALID_PRODUCT_LICENSE_EXCEPTION;
use wua_model::proxy::{
    IInstallationJob, IInstallationProgress, IInstallationProgressChangedCallbackArgs, IInstallationResult,
    IInvalidProductLicenseException, IUpdateCollection, IUpdateDownloader, IUpdateException,
    IUpdateInstaller4, IUpdateSearcher,
};
use wua_testkit::museum::What;

use super::downloads::holding;
use super::museum::{
    Museum, Scripted, Told, administrator, assert_fails, collection_of, remote, seen_as, seen_by, somebody,
    updates,
};
use super::system::{for_a_web_page, lock_down, remote_with};

pub(crate) fn exhibited(museum: &Museum, exhibits: &[&str]) -> IUpdateCollection {
    let found: Vec<_> = exhibits.iter().map(|exhibit| museum.update(exhibit)).collect();
    let bound: Vec<&Bound> = found.iter().map(|update| -> &Bound { update }).collect();
    collection_of(museum, &bound)
}

/// An installer of an administrator, for these exhibits as they are.
pub(crate) fn installer(museum: &Museum, exhibits: &[&str]) -> IUpdateInstaller4 {
    let installer: IUpdateInstaller4 = museum.create(&UPDATE_INSTALLER);
    installer
        .put_updates(Some(&exhibited(museum, exhibits).object))
        .unwrap();
    installer
}

/// The same, with licences accepted and files downloaded.
pub(crate) fn ready(museum: &Museum, exhibits: &[&str]) -> IUpdateInstaller4 {
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

pub(crate) fn is_installed(museum: &Museum, exhibit: &str) -> bool {
    museum.update(exhibit).is_installed().unwrap()
}

/// How often something happened to an exhibit on the computer itself.
pub(crate) fn happened(museum: &Museum, what: What, exhibit: &str) -> usize {
    let identity = museum.collection.exhibit(exhibit).unwrap().identity();
    let events = museum.machine.events().unwrap();
    events
        .iter()
        .filter(|event| event.what == what && event.update == Some(identity))
        .count()
}

/// How often anything was done to the computer since it came to the museum.
pub(crate) fn doings(museum: &Museum) -> usize {
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

pub(crate) fn endings(result: &IInstallationResult, count: i32) -> Vec<(Code, HResult, bool)> {
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
pub(crate) fn ended(code: Code, hresult: HResult) -> (Code, HResult, bool) {
    (code, hresult, false)
}

#[track_caller]
pub(crate) fn assert_over_all(result: &IInstallationResult, code: Code, hresult: HResult) {
    assert_eq!(result.result_code().unwrap(), code);
    assert_eq!(HResult::from_i32(result.hresult().unwrap()), hresult);
}

pub(crate) fn job_of(object: &ObjectRef) -> IInstallationJob {
    IInstallationJob::from(Bound {
        object: object.clone(),
        caller: administrator(),
    })
}

pub(crate) fn progress_of(told: &Told) -> IInstallationProgress {
    let args = Bound {
        object: told.args.clone(),
        caller: administrator(),
    };
    IInstallationProgressChangedCallbackArgs::from(args)
        .progress()
        .unwrap()
}

#[track_caller]
pub(crate) fn assert_let_go(news: &Receiver<Told>) {
    match news.recv_timeout(Duration::from_secs(10)) {
        Err(RecvTimeoutError::Disconnected) => {}
        Err(RecvTimeoutError::Timeout) => panic!("the callback is still held"),
        Ok(told) => panic!("told once too often: {}", told.interface.name),
    }
}

pub(crate) fn all_of(news: &Receiver<Told>) -> Vec<Told> {
    std::iter::from_fn(|| news.recv_timeout(Duration::from_mins(1)).ok()).collect()
}

/// All four ways to begin, and what each of them answers.
pub(crate) fn ways(installer: &IUpdateInstaller4) -> [(&'static str, Result<(), Error>); 4] {
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
pub(crate) fn assert_no_way(installer: &IUpdateInstaller4, expected: HResult) {
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

/// The licence that a search found wanting.
pub(crate) fn invalid_licence(museum: &Museum) -> IUpdateException {
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
