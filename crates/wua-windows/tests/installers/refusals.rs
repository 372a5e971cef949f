//! What is refused before anything is downloaded.

use std::fs;

use wua_agent::ports::Target as _;
use wua_agent::{CbsPackage, Installer, MsiPackage, Revision};
use wua_com::code;
use wua_defs::enums::UpdateOperation::{Installation, Uninstallation};

use crate::stage::{Stage, command};

fn revision(installer: Option<Installer>) -> Revision {
    Revision {
        installer,
        ..Revision::default()
    }
}

#[test]
fn wine_has_neither_component_based_servicing_nor_drivers() {
    let Some(stage) = Stage::new("servicing under Wine") else {
        return;
    };
    for installer in [Installer::Cbs(CbsPackage::default()), Installer::Driver] {
        let error = stage
            .computer()
            .check_installer(&revision(Some(installer)), Installation)
            .unwrap_err();
        assert_eq!(error.hresult(), code::WU_E_UH_UNSUPPORTED_INSTALLCONTEXT);
        assert!(error.message().contains("Wine"), "{error}");
    }
}

#[test]
fn installers_that_nobody_knows_are_refused_by_name() {
    let Some(stage) = Stage::new("unknown installers") else {
        return;
    };
    let other = Installer::Other("urn:other".to_owned());
    let error = stage
        .computer()
        .check_installer(&revision(Some(other)), Installation)
        .unwrap_err();
    assert_eq!(error.hresult(), code::WU_E_UH_UNKNOWNHANDLER);
    assert!(error.message().contains("urn:other"), "{error}");
    let none = stage.computer().check_installer(&revision(None), Installation);
    assert_eq!(none.unwrap_err().hresult(), code::WU_E_UH_UNKNOWNHANDLER);
}

#[test]
fn a_program_outside_its_files_is_refused_and_not_run() {
    let Some(stage) = Stage::new("programs elsewhere") else {
        return;
    };
    fs::copy(crate::stage::program(), stage.drive().join("evil.exe")).unwrap();
    for path in [
        r"..\..\..\evil.exe",
        r"C:\evil.exe",
        r"\evil.exe",
        "a/../../../../evil.exe",
        "setup.cmd",
        r"x\Setup.BAT",
    ] {
        let command = command(path, r"note C:\evil.txt");
        let update = stage.update(&[], Installer::CommandLine(command));
        let early = stage
            .computer()
            .check_installer(&update.revision, Installation)
            .unwrap_err();
        let late = stage.install(&update).unwrap_err();
        for error in [early, late] {
            assert_eq!(error.hresult(), code::WU_E_UH_INVALIDMETADATA, "{path}");
        }
    }
    assert!(!stage.drive().join("evil.txt").exists());
    let missing = stage.update(&[], Installer::CommandLine(command("setup.exe", "")));
    let error = stage.install(&missing).unwrap_err();
    assert_eq!(error.hresult(), code::WU_E_UH_INCONSISTENT_FILE_NAMES);
    stage.assert_clean();
}

#[test]
fn what_cannot_be_taken_off_says_so() {
    let Some(stage) = Stage::new("removals") else {
        return;
    };
    let package = MsiPackage::default();
    for installer in [
        Installer::CommandLine(command("a.exe", "")),
        Installer::Msi(package),
    ] {
        let error = stage
            .computer()
            .check_installer(&revision(Some(installer)), Uninstallation)
            .unwrap_err();
        assert_eq!(error.hresult(), code::WU_E_UH_DOESNOTSUPPORTACTION);
    }
}

#[test]
fn a_prefix_of_somebody_else_is_not_touched() {
    let Some(stage) = Stage::new("prefixes of others") else {
        return;
    };
    stage.computer().check_rights().unwrap();
    let other = stage.folder.path().join("other");
    fs::create_dir(&other).unwrap();
    if std::os::unix::fs::chown(&other, Some(65_534), None).is_err() {
        // Only root may give folders away.
        return;
    }
    let runner = wua_windows::installers::WineRunner::new(&other);
    let error = wua_windows::installers::Runner::check_rights(&runner).unwrap_err();
    assert_eq!(error.hresult(), code::E_ACCESSDENIED);
    assert!(error.message().contains("65534"), "{error}");
}
