//! Upgraded, taken back, upgraded again: search, history, jobs and dpkg agree each time.

use wua_agent::ports::Change;
use wua_agent::{InstallRequest, JobKind, JobStatus, Session};
use wua_com::code;
use wua_defs::enums::{OperationResultCode, UpdateOperation};
use wua_testkit::debian::{Package, native_architecture};

use crate::stage::{Ask as _, Stage, download, install, name_of, pick, take_back};

fn native(name: &str, version: &str) -> Package {
    Package::new(name, version).architecture(&native_architecture())
}

fn history(session: &Session) -> Vec<(UpdateOperation, OperationResultCode, String)> {
    session
        .whole_history()
        .iter()
        .map(|entry| {
            let title = entry.revision.texts[0].title.clone();
            (entry.operation, entry.code, title)
        })
        .collect()
}

#[test]
fn what_is_upgraded_taken_back_and_upgraded_again_is_told_the_same_by_everybody() {
    let packages = [native("moon", "1").depends("sun"), Package::new("sun", "1")];
    let name = "what_is_upgraded_taken_back_and_upgraded_again_is_told_the_same_by_everybody";
    let Some(mut stage) = Stage::new(name, &packages, &["moon"]) else {
        return;
    };
    assert_eq!(stage.automatic(), ["sun"]);
    stage.publish(&[native("moon", "2").depends("sun"), Package::new("sun", "2")]);
    let everybody_says = |session: &Session, version: &str, offered: &[&str]| {
        assert_eq!(session.titles("IsInstalled=0"), offered, "{version}");
        for package in ["moon", "sun"] {
            assert_eq!(stage.installed(package).unwrap(), version);
            let path = format!("usr/share/doc/{package}/version");
            assert_eq!(stage.root.read(&path), format!("{version}\n"));
            let installed = session.titles("IsInstalled=1");
            assert!(
                installed.contains(&format!("{package} {version}")),
                "{installed:?}"
            );
        }
        assert_eq!(stage.automatic(), ["sun"]);
        assert_eq!(stage.root.audit(), "");
    };
    let session = stage.session();
    everybody_says(&session, "1", &["moon 2", "sun 2"]);
    let mut expected = Vec::new();
    for round in 0..2 {
        let result = install(&session, &session.offered());
        assert_eq!(
            (result.code, result.hresult),
            (OperationResultCode::Succeeded, code::S_OK),
            "{result:?}"
        );
        everybody_says(&session, "2", &[]);
        expected.extend(["moon 2", "sun 2"].map(|title| (UpdateOperation::Installation, title)));
        if round == 1 {
            break;
        }
        let updates = pick(&session.find("IsInstalled=1"), &["moon 2", "sun 2"]);
        let result = take_back(&session, &updates);
        assert_eq!(result.code, OperationResultCode::Succeeded, "{result:?}");
        everybody_says(&session, "1", &["moon 2", "sun 2"]);
        expected.extend(["moon 2", "sun 2"].map(|title| (UpdateOperation::Uninstallation, title)));
    }
    let mut found: Vec<(UpdateOperation, String)> = Vec::new();
    for (operation, code, title) in history(&session) {
        assert_eq!(code, OperationResultCode::Succeeded);
        found.push((operation, title.split(" (").next().unwrap().to_owned()));
    }
    for pairs in [&mut found] {
        // Within a job the order is dpkg's.
        for pair in pairs.chunks_mut(2) {
            pair.sort_by(|a, b| a.1.cmp(&b.1));
        }
    }
    let expected: Vec<(UpdateOperation, String)> = expected
        .into_iter()
        .map(|(operation, title)| (operation, title.to_owned()))
        .collect();
    assert_eq!(found, expected);
    let jobs = session.jobs();
    let kinds: Vec<JobKind> = jobs.iter().rev().map(|job| job.kind).collect();
    // The second time nothing is left to download, and that is a job as well.
    assert_eq!(
        kinds,
        [
            JobKind::Download,
            JobKind::Install,
            JobKind::Uninstall,
            JobKind::Download,
            JobKind::Install
        ]
    );
    assert!(
        jobs.iter()
            .all(|job| job.state == JobStatus::Ended && job.also.is_empty()),
        "{jobs:?}"
    );
}

#[test]
fn what_is_dragged_in_is_planned_recorded_and_marked_as_automatic() {
    let name = "what_is_dragged_in_is_planned_recorded_and_marked_as_automatic";
    let Some(mut stage) = Stage::new(name, &[native("moon", "1")], &["moon"]) else {
        return;
    };
    stage.publish(&[
        native("moon", "2").depends("tide, crater"),
        native("tide", "7"),
        Package::new("crater", "3"),
    ]);
    let session = stage.session();
    let offered = session.offered();
    assert_eq!(offered.iter().map(name_of).collect::<Vec<_>>(), ["moon 2"]);
    let _ = download(&session, &offered);
    let planned = session
        .plan_install(&InstallRequest::new(offered.clone()))
        .unwrap();
    let is = |name: &str, architecture: &str, to: &str| Change {
        name: name.to_owned(),
        architecture: architecture.to_owned(),
        from: None,
        to: Some(to.to_owned()),
    };
    let native = native_architecture();
    let expected = [is("crater", "all", "3"), is("tide", &native, "7")];
    let mut also = planned.also.clone();
    also.sort_by(|a, b| a.name.cmp(&b.name));
    assert_eq!(also, expected);
    let result = install(&session, &offered);
    assert_eq!(result.code, OperationResultCode::Succeeded, "{result:?}");
    assert_eq!(session.jobs()[0].also, expected);
    assert_eq!(stage.automatic(), ["crater", "tide"]);
}

#[test]
fn a_subset_installs_exactly_its_versions() {
    let packages = ["moon", "star", "sun"].map(|name| Package::new(name, "1"));
    let name = "a_subset_installs_exactly_its_versions";
    let Some(mut stage) = Stage::new(name, &packages, &["moon", "star", "sun"]) else {
        return;
    };
    stage.publish(&["moon", "star", "sun"].map(|name| Package::new(name, "2")));
    let session = stage.session();
    let offered = session.offered();
    assert_eq!(offered.len(), 3);
    // A newer version that the lists do not know until later is not what was asked for.
    stage.publish(&["moon", "star", "sun"].map(|name| Package::new(name, "3")));
    let result = install(&session, &pick(&offered, &["star 2"]));
    assert_eq!(result.code, OperationResultCode::Succeeded, "{result:?}");
    let versions = ["moon", "star", "sun"].map(|name| stage.installed(name).unwrap());
    assert_eq!(versions, ["1", "2", "1"]);
    assert_eq!(session.jobs()[0].also, []);
    assert_eq!(session.titles("IsInstalled=0"), ["moon 3", "star 3", "sun 3"]);
}

#[test]
fn a_package_can_change_its_architecture_and_back() {
    let name = "a_package_can_change_its_architecture_and_back";
    let packages = [Package::new("moon", "1"), native("sun", "1")];
    let Some(mut stage) = Stage::new(name, &packages, &["moon", "sun"]) else {
        return;
    };
    stage.publish(&[native("moon", "2"), Package::new("sun", "2")]);
    let result = stage.install_all();
    assert_eq!(result.updates.len(), 2);
    let session = stage.session();
    assert_eq!(session.jobs()[0].also, []);
    let updates = pick(&session.find("IsInstalled=1"), &["moon 2", "sun 2"]);
    let result = take_back(&session, &updates);
    assert_eq!(result.code, OperationResultCode::Succeeded, "{result:#?}");
    assert_eq!(session.jobs()[0].also, []);
    assert_eq!(
        ["moon", "sun"].map(|name| stage.installed(name).unwrap()),
        ["1", "1"]
    );
}
