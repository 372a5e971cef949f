//! Packages that ask for a restart.

use wua_com::code;
use wua_testkit::debian::{Package, Script};

use crate::stage::{Ask as _, Stage, install, pick, result};

fn reboot(lines: &str) -> Option<(Stage, wua_agent::Session)> {
    let packages = ["moon", "sun"].map(|name| Package::new(name, "1"));
    let mut stage = Stage::new("packages_that_ask_for_a_restart", &packages, &["moon", "sun"])?;
    stage.publish(&[
        Package::new("moon", "2"),
        Package::new("sun", "2").script(Script::Postinst, lines),
    ]);
    let session = stage.session();
    Some((stage, session))
}

#[test]
fn what_asks_for_a_restart_says_so_and_keeps_nothing_from_being_installed() {
    let lines = "echo '*** System restart required ***' > /run/reboot-required\n\
                 echo sun >> /run/reboot-required.pkgs";
    let Some((mut stage, session)) = reboot(lines) else {
        return;
    };
    assert!(!session.agent().system().reboot_required);
    let offered = session.offered();
    let installed = install(&session, &offered);
    assert!(installed.reboot_required, "{installed:#?}");
    let sun = result(&offered, &installed.updates, "sun 2");
    assert_eq!(sun.hresult, code::WU_S_REBOOT_REQUIRED);
    assert!(sun.reboot_required);
    let moon = result(&offered, &installed.updates, "moon 2");
    assert_eq!((moon.hresult, moon.reboot_required), (code::S_OK, false));
    let system = session.agent().system();
    assert!(system.reboot_required && system.can_install_before_reboot);
    let entries = session.whole_history();
    let of_sun = entries
        .iter()
        .find(|one| one.revision.texts[0].title.starts_with("sun "))
        .unwrap();
    assert_eq!(of_sun.hresult, code::WU_S_REBOOT_REQUIRED);
    let waits = |session: &wua_agent::Session, name: &str| {
        pick(&session.find("IsInstalled=1"), &[name])[0]
            .applicability
            .reboot_required
    };
    assert!(waits(&session, "sun 2") && !waits(&session, "moon 2"));
    assert_eq!(session.titles("RebootRequired=1"), ["sun 2"]);

    // More can be installed before it.
    stage.publish(&[Package::new("moon", "3")]);
    let installed = install(&session, &session.offered());
    assert_eq!(installed.updates[0].hresult, code::S_OK, "{installed:#?}");
    assert_eq!(stage.installed("moon").unwrap(), "3");

    // After it, nobody waits any more.
    for name in ["run/reboot-required", "run/reboot-required.pkgs"] {
        std::fs::remove_file(stage.root.path().join(name)).unwrap();
    }
    let session = stage.session();
    assert!(!session.agent().system().reboot_required);
    assert!(!waits(&session, "sun 2"));
}

#[test]
fn a_restart_that_nobody_has_signed_for_is_everybodys() {
    let Some((_stage, session)) = reboot("touch /run/reboot-required") else {
        return;
    };
    let installed = install(&session, &session.offered());
    assert!(installed.reboot_required, "{installed:#?}");
    assert!(
        installed
            .updates
            .iter()
            .all(|one| one.hresult == code::WU_S_REBOOT_REQUIRED)
    );
}
