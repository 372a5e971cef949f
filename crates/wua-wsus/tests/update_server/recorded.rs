//! A recorded Windows, searched elsewhere.

use std::sync::Arc;

use wua_agent::ReasonKind;
use wua_com::code;
use wua_rules::applicability::Query;
use wua_windows::Computer;

use crate::support::{World, found, guid};
use crate::windows::{Windows, recorded};

/// A Windows with programs of a version, and with the update 2.
fn windows() -> Windows {
    let installed = guid(2);
    Windows::with(&format!(
        "[Software\\\\Contoso] 1\n\"Version\"=\"2.0\"\n\"{installed}\"=\"1\"\n\n"
    ))
}

fn if_version(comparison: &str, version: &str) -> String {
    format!(
        "<b.RegSzToVersion Key=\"HKEY_LOCAL_MACHINE\" Subkey=\"SOFTWARE\\Contoso\" Value=\"Version\" \
         Comparison=\"{comparison}\" Data=\"{version}\"/>"
    )
}

fn world() -> World {
    let world = World::new();
    world.approve(&[
        world.program_for(1, "Needed", &if_version("LessThan", "3.0")),
        world.program(2, "Installed"),
        world.program_for(3, "For newer ones", &if_version("GreaterThan", "3.0")),
    ]);
    world
}

#[test]
fn a_recording_is_offered_what_the_computer_was_offered() {
    let world = world();
    let windows = windows();
    let there = world.open(windows.target());
    World::add_to(&there, &world.settings());
    let before = there.search("").unwrap();
    let world = World::at(&world);
    let session = recorded(&world, &windows);
    let result = session.search("").unwrap();
    assert_eq!(crate::support::titles(&result), crate::support::titles(&before));
    assert_eq!(result.tally, before.tally);
    assert_eq!(found(&session), ["Needed"], "and once more, unchanged");
    assert_eq!(
        (result.tally.by_rule, result.tally.installed, result.tally.unclear),
        (1, 1, 0)
    );
}

#[test]
fn why_is_told_of_a_recording() {
    let world = world();
    let session = recorded(&world, &windows());
    found(&session);
    for (number, kind) in [
        (1, ReasonKind::Offered),
        (2, ReasonKind::Installed),
        (3, ReasonKind::NotApplicable),
    ] {
        let told = session.explain(&guid(number).to_string()).unwrap();
        let kinds: Vec<ReasonKind> = told[0].reasons.iter().map(|reason| reason.kind).collect();
        assert_eq!(kinds, [kind], "{told:#?}");
    }
}

#[test]
fn a_server_is_told_which_computer_was_recorded() {
    let world = world();
    let session = recorded(&world, &windows());
    found(&session);
    let computers = world.server.computers();
    assert_eq!(computers.len(), 2, "to the server it is one more");
    for computer in computers {
        assert_eq!(computer.dns_name, "pc1.contoso.example");
        assert_eq!(computer.registration["OSBuildNumber"], "26200");
        assert_eq!(computer.registration["OSDescription"], "Windows 11 Pro");
        assert_eq!(computer.registration["OSLocale"], "de-DE");
    }
}

#[test]
fn what_was_not_recorded_is_unclear_and_named() {
    let world = world();
    let mut recording = wua_windows::Recording::default();
    for (query, answer) in windows().record(&world).facts() {
        if !matches!(query, Query::RegistryValue { value, .. } if value == "Version") {
            recording.insert(query.clone(), answer.clone());
        }
    }
    let session = world.open(Arc::new(Computer::new(Arc::new(recording))));
    World::add_to(&session, &world.settings());
    let result = session.search("").unwrap();
    assert!(result.updates.is_empty(), "{result:?}");
    assert_eq!(result.tally.unclear, 2);
    let told = session.explain(&guid(1).to_string()).unwrap();
    assert!(format!("{told:?}").contains("it was not recorded"), "{told:#?}");
}

#[test]
fn on_a_recording_nothing_is_installed_and_that_is_said_early() {
    let world = world();
    let session = recorded(&world, &windows());
    let updates = session.search("").unwrap().updates.clone();
    let job = session.prepare_install(wua_agent::InstallRequest::new(updates));
    let error = job.err().unwrap();
    assert_eq!(error.hresult(), code::WU_E_UH_UNSUPPORTED_INSTALLCONTEXT);
    assert!(error.message().contains("a recording"), "{error}");
}
