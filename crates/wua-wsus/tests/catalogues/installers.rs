//! What installers need to know.

use wua_agent::{CommandLine, Installer, MsiPackage, MsiPatch, ProgramResult, ReturnCode};
use wua_com::{Guid, Lcid};
use wua_defs::enums::{InstallationImpact, InstallationRebootBehavior};

use crate::support::{ID, only, package, reason, text};

fn guid(last: char) -> Guid {
    Guid::parse(&format!("a7a3b6d2-9c7e-4c5b-8e2d-0f1e2d3c4b5{last}")).unwrap()
}

#[test]
fn a_program_has_arguments_and_codes() {
    let bundle = only(text("installers.sdp"));
    let code = |code, result, reboot| ReturnCode {
        code,
        result,
        reboot,
        descriptions: Vec::new(),
    };
    let restart = ReturnCode {
        descriptions: vec![
            (Lcid(0x409), "Restart to finish.".to_owned()),
            (Lcid(0x407), "Neu starten.".to_owned()),
        ],
        ..code(3010, ProgramResult::Succeeded, true)
    };
    let expected = CommandLine {
        program: "setup\\run.exe".to_owned(),
        arguments: "/s /v\"/qn\"".to_owned(),
        default_result: ProgramResult::Cancelled,
        reboot_by_default: true,
        return_codes: vec![
            code(0, ProgramResult::Succeeded, false),
            restart,
            code(-2_147_467_259, ProgramResult::Failed, false),
            code(-2_147_023_520, ProgramResult::Cancelled, false),
        ],
    };
    assert_eq!(
        bundle.bundled[0].installer,
        Some(Installer::CommandLine(expected))
    );
    assert!(
        !bundle.bundled[0].is_uninstallable,
        "a program says no way to take it off"
    );
}

#[test]
fn a_program_has_defaults() {
    let update = only(package(ID, "x"));
    let Some(Installer::CommandLine(command)) = &update.installer else {
        panic!("{:?}", update.installer)
    };
    assert_eq!(command.default_result, ProgramResult::Failed);
    assert!(!command.reboot_by_default);
    assert_eq!(update.installation_behavior, None);
    assert!(update.handler_id.ends_with("/CommandLineInstallation"));
}

#[test]
fn packages_and_patches_of_windows_installer_are_known() {
    let full = only(text("full.sdp"));
    let package = MsiPackage {
        file: "reader.msi".to_owned(),
        product: guid('a'),
        command_line: "TRANSFORMS=\"school.mst\"".to_owned(),
        uninstall_command_line: Some("KEEP=1".to_owned()),
    };
    assert_eq!(full.installer, Some(Installer::Msi(package)));
    assert!(full.handler_id.ends_with("/WindowsInstaller"));
    let bundle = only(text("installers.sdp"));
    let Some(Installer::Msi(suite)) = &bundle.bundled[1].installer else {
        panic!("{:?}", bundle.bundled[1])
    };
    assert_eq!(suite.uninstall_command_line.as_deref(), Some(""));
    assert!(bundle.bundled[1].is_uninstallable);
    let patch = MsiPatch {
        file: "suite.msp".to_owned(),
        patch: Some(guid('d')),
        full_file_patch: Some(guid('e')),
        command_line: "A=1".to_owned(),
        // Its publisher does not say that it can be taken off.
        uninstall_command_line: None,
    };
    assert_eq!(bundle.bundled[2].installer, Some(Installer::Msp(patch)));
    assert!(!bundle.bundled[2].is_uninstallable);
}

#[test]
fn an_installer_that_is_not_known_has_its_name() {
    let bundle = only(text("installers.sdp"));
    assert_eq!(
        bundle.bundled[3].installer,
        Some(Installer::Other("UpdateExeInstallerData".to_owned()))
    );
}

#[test]
fn a_bundle_is_what_its_members_are() {
    let bundle = only(text("installers.sdp"));
    assert!(bundle.installer.is_none() && bundle.contents.is_empty());
    assert_eq!((bundle.min_download_size, bundle.max_download_size), (127, 127));
    assert_eq!(bundle.languages, ["en", "de"]);
    assert!(!bundle.is_uninstallable);
    let behavior = bundle.installation_behavior.unwrap();
    assert_eq!(behavior.impact, InstallationImpact::Normal);
    assert_eq!(behavior.reboot, InstallationRebootBehavior::AlwaysRequiresReboot);
    assert!(behavior.requires_network_connectivity);
    for member in &bundle.bundled {
        assert_eq!(member.identity.revision, bundle.identity.revision);
        assert_eq!(member.texts, bundle.texts);
        assert!(member.relevance.is_some());
    }
    let ids: Vec<String> = bundle
        .bundled
        .iter()
        .map(|member| member.identity.id.to_string())
        .collect();
    assert_eq!(ids[0], "5e7e1111-0000-4000-8000-0000000000b1");
    assert_eq!(
        ids[2].chars().nth(14),
        Some('5'),
        "{} was made up from `patch`",
        ids[2]
    );
    assert_eq!(
        ids[2],
        only(text("installers.sdp")).bundled[2].identity.id.to_string()
    );
}

#[test]
fn files_and_programs_lie_among_the_files_of_the_update() {
    for (attribute, good, bad) in [
        ("FileName", "tool.exe", "..\\tool.exe"),
        ("FileName", "tool.exe", "a/tool.exe"),
        ("FileName", "tool.exe", "c:tool.exe"),
        ("Program", "tool.exe", "..\\..\\windows\\system32\\cmd.exe"),
        ("Program", "tool.exe", "C:\\windows\\system32\\cmd.exe"),
        ("Program", "tool.exe", "\\\\server\\share\\tool.exe"),
    ] {
        let bad_package = package(ID, "x").replace(
            &format!("{attribute}=\"{good}\""),
            &format!("{attribute}=\"{bad}\""),
        );
        let reason = reason(bad_package);
        assert!(
            reason.contains(attribute) && reason.contains("tool") || reason.contains("cmd"),
            "{reason}"
        );
    }
}
