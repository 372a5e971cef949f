//! Maintainer scripts that fail, ask, or do not end.

use std::time::{Duration, Instant};

use wua_com::code;
use wua_defs::enums::OperationResultCode;
use wua_testkit::debian::{Package, Script};

use crate::stage::{Ask as _, Stage, install, name_of, pick, result};

const OTHERS: [&str; 3] = ["a-moon", "star", "z-sun"];

/// Three packages of version 1, all installed.
fn three(test: &str) -> Option<Stage> {
    Stage::new(test, &OTHERS.map(|name| Package::new(name, "1")), &OTHERS)
}

/// `star` fails in a script while the others are installed with it.
fn fails_alone(test: &str, before: Option<Package>, failing: Package, words: &str) {
    let Some(mut stage) = three(test) else { return };
    if let Some(before) = before {
        stage.publish(&[before]);
        stage.root.install(&["star"]);
    }
    stage.publish(&[Package::new("a-moon", "3"), failing, Package::new("z-sun", "3")]);
    let session = stage.session();
    let offered = session.offered();
    let installed = install(&session, &offered);
    assert_eq!(
        installed.code,
        OperationResultCode::SucceededWithErrors,
        "{installed:#?}"
    );
    let failed = result(&offered, &installed.updates, "star 3");
    assert_eq!(failed.hresult, code::WU_E_UH_INSTALLERFAILURE, "{failed:?}");
    assert_eq!(failed.code, OperationResultCode::Failed);
    assert!(failed.message.contains("the star is eclipsed"), "{failed:?}");
    assert!(failed.message.contains(words), "{failed:?}");
    for name in ["a-moon 3", "z-sun 3"] {
        let other = result(&offered, &installed.updates, name);
        assert_eq!(other.hresult, code::S_OK, "{installed:#?}");
    }
    assert_eq!(
        ["a-moon", "z-sun"].map(|name| stage.installed(name).unwrap()),
        ["3", "3"]
    );
    assert_ne!(stage.installed("star").as_deref(), Some("3"));
    let mut codes: Vec<OperationResultCode> = session.whole_history().iter().map(|one| one.code).collect();
    codes.sort_by_key(|code| *code != OperationResultCode::Succeeded);
    assert_eq!(
        codes,
        [
            OperationResultCode::Succeeded,
            OperationResultCode::Succeeded,
            OperationResultCode::Failed
        ]
    );
    assert!(!session.titles("IsInstalled=1").contains(&"star 3".to_owned()));

    // What is half there does not keep others from being installed.
    stage.publish(&[Package::new("a-moon", "4")]);
    let offered = pick(&session.offered(), &["a-moon 4"]);
    let installed = install(&session, &offered);
    assert_eq!(installed.code, OperationResultCode::Succeeded, "{installed:#?}");
    assert_eq!(stage.installed("a-moon").unwrap(), "4");
    assert_eq!(session.jobs()[0].also, []);

    // Once it is mended, it heals. dpkg asks the script of the new version where that of the old one fails.
    stage.publish(&[Package::new("star", "5").script(Script::Prerm, "true")]);
    let offered = session.offered();
    assert_eq!(offered.iter().map(name_of).collect::<Vec<_>>(), ["star 5"]);
    let installed = install(&session, &offered);
    assert_eq!(installed.code, OperationResultCode::Succeeded, "{installed:#?}");
    assert_eq!(stage.installed("star").unwrap(), "5");
    assert_eq!(stage.root.audit(), "");
}

const ECLIPSE: &str = "echo 'the star is eclipsed' >&2; exit 3";

#[test]
fn a_postinst_that_fails_is_that_updates_failure() {
    let star = Package::new("star", "3").script(Script::Postinst, ECLIPSE);
    let words = "star package post-installation script subprocess returned error exit status 3";
    fails_alone("a_postinst_that_fails_is_that_updates_failure", None, star, words);
}

#[test]
fn a_preinst_that_fails_is_that_updates_failure() {
    let star = Package::new("star", "3").script(Script::Preinst, ECLIPSE);
    let words = "star package pre-installation script subprocess returned error exit status 3";
    fails_alone("a_preinst_that_fails_is_that_updates_failure", None, star, words);
}

#[test]
fn a_prerm_that_fails_is_that_updates_failure() {
    let before = Package::new("star", "2").script(Script::Prerm, ECLIPSE);
    let star = Package::new("star", "3").script(Script::Prerm, ECLIPSE);
    let words = "star package pre-removal script subprocess returned error exit status 3";
    fails_alone(
        "a_prerm_that_fails_is_that_updates_failure",
        Some(before),
        star,
        words,
    );
}

#[test]
fn a_failed_update_can_be_installed_again_once_its_reason_is_gone() {
    let name = "a_failed_update_can_be_installed_again_once_its_reason_is_gone";
    let Some(mut stage) = three(name) else { return };
    let lines = format!("if test ! -e /etc/clear; then {ECLIPSE}; fi");
    stage.publish(&[Package::new("star", "2").script(Script::Postinst, &lines)]);
    let session = stage.session();
    let offered = session.offered();
    assert_eq!(install(&session, &offered).code, OperationResultCode::Failed);
    assert_eq!(stage.root.state("star").unwrap(), "install ok half-configured");
    assert_eq!(
        session.titles("IsInstalled=0"),
        ["star 2"],
        "it is still to be done"
    );
    stage.root.write("etc/clear", "");
    let installed = install(&session, &session.offered());
    assert_eq!(installed.code, OperationResultCode::Succeeded, "{installed:#?}");
    assert_eq!(stage.installed("star").unwrap(), "2");
    assert_eq!(session.offered().len(), 0);
}

#[test]
fn what_depends_on_a_package_that_fails_says_so() {
    let name = "what_depends_on_a_package_that_fails_says_so";
    let Some(mut stage) = three(name) else { return };
    stage.publish(&[
        Package::new("star", "2").script(Script::Postinst, ECLIPSE),
        Package::new("z-sun", "2").depends("star (>= 2)"),
    ]);
    let session = stage.session();
    let offered = session.offered();
    let installed = install(&session, &offered);
    assert_eq!(installed.code, OperationResultCode::Failed, "{installed:#?}");
    let sun = result(&offered, &installed.updates, "z-sun 2");
    assert!(
        sun.message.contains("dependency problems - leaving unconfigured"),
        "{sun:?}"
    );
    let star = result(&offered, &installed.updates, "star 2");
    assert!(star.message.contains("the star is eclipsed"), "{star:?}");
}

#[test]
fn what_is_dragged_in_and_fails_was_not_removed() {
    let name = "what_is_dragged_in_and_fails_was_not_removed";
    let Some(mut stage) = three(name) else { return };
    stage.publish(&[
        Package::new("star", "2").script(Script::Postinst, ECLIPSE),
        Package::new("z-sun", "2").depends("star (>= 2)"),
    ]);
    let session = stage.session();
    let offered = pick(&session.offered(), &["z-sun 2"]);
    let installed = install(&session, &offered);
    assert_eq!(installed.code, OperationResultCode::Failed, "{installed:#?}");
    let also: Vec<String> = session.jobs()[0].also.iter().map(ToString::to_string).collect();
    assert_eq!(also, ["star 1 becomes 2"]);
}

#[test]
fn a_script_that_reads_reads_nothing_and_has_no_terminal() {
    let name = "a_script_that_reads_reads_nothing_and_has_no_terminal";
    let Some(mut stage) = three(name) else { return };
    let lines = "if read answer; then echo \"got $answer\"; exit 4; fi\n\
                 if test -t 0 || test -t 1 || test -t 2; then exit 5; fi\n\
                 if (: < /dev/tty) 2>/dev/null; then exit 6; fi";
    stage.publish(&[Package::new("star", "2").script(Script::Postinst, lines)]);
    let _ = stage.install_all();
    assert_eq!(stage.installed("star").unwrap(), "2");
}

#[test]
fn what_a_script_leaves_running_is_not_waited_for() {
    let name = "what_a_script_leaves_running_is_not_waited_for";
    let Some(mut stage) = three(name) else { return };
    // One is silent, one never is; both keep all descriptors that they have.
    let lines = "sleep 300 &\n(while true; do echo I shine; sleep 0.01; done) &";
    stage.publish(&[Package::new("star", "2").script(Script::Postinst, lines)]);
    let session = stage.session();
    let offered = session.offered();
    let began = Instant::now();
    let installed = install(&session, &offered);
    assert_eq!(installed.code, OperationResultCode::Succeeded, "{installed:#?}");
    assert!(began.elapsed() < Duration::from_secs(5), "{:?}", began.elapsed());
    assert!(!stage.root.processes().is_empty(), "they still run");
    // Nor do they keep others from working.
    stage.publish(&[Package::new("a-moon", "2")]);
    let _ = stage.install_all();
    assert!(!stage.root.processes().is_empty(), "they still run");
}

#[test]
fn what_a_script_says_is_kept_within_bounds_and_as_text() {
    let name = "what_a_script_says_is_kept_within_bounds_and_as_text";
    let Some(mut stage) = three(name) else { return };
    let lines = "i=0; while test $i -lt 3000; do echo line $i of much; i=$((i+1)); done\n\
                 printf 'bad \\377\\033[31m bytes\\n'; exit 7";
    stage.publish(&[Package::new("star", "2").script(Script::Postinst, lines)]);
    let session = stage.session();
    let offered = session.offered();
    let installed = install(&session, &offered);
    let message = &installed.updates[0].message;
    assert!(
        message.contains("line 2999 of much") && !message.contains("line 2000"),
        "{message}"
    );
    assert!(message.contains("bad \u{fffd}"), "{message}");
    assert!(!message.contains(|sign: char| sign.is_control()), "{message:?}");
}
