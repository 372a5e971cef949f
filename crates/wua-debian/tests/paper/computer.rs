//! A computer on paper, about which both are asked.

use std::path::Path;
use std::sync::Arc;

use wua_agent::http::{Body, Http, Request, Response};
use wua_agent::ports::{Conditions, NoCheckpoints, SystemClock};
use wua_agent::{Agent, AgentParts, Session};
use wua_com::{Error, code};
use wua_debian::{Archives, Computer, Settings, Verdict};
use wua_testkit::debian::{Archive, Package, PaperRoot, Simulation, Suite};

/// What is changed: name, architecture, version before, version afterwards.
pub(crate) type Changes = Vec<(String, String, Option<String>, Option<String>)>;

/// Who has to give the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Judge {
    Own,
    Apt,
}

pub(crate) fn package(name: &str, version: &str) -> Package {
    Package::new(name, version)
}

/// The suite of a stable release.
pub(crate) fn stable() -> Suite {
    Suite::new("stable")
        .origin("Debian")
        .label("Debian")
        .codename("oak")
}

/// An archive with one suite and some packages.
pub(crate) fn archive(packages: &[Package]) -> Archive {
    of_suite(stable(), packages)
}

pub(crate) fn of_suite(suite: Suite, packages: &[Package]) -> Archive {
    let name = suite.name().to_owned();
    let mut archive = Archive::new().with(suite);
    archive.publish(&name, packages);
    archive
}

/// A computer that has some packages and knows some archives.
pub(crate) fn computer(installed: &[Package], archives: &[&Archive]) -> PaperRoot {
    let root = PaperRoot::default();
    for package in installed {
        root.has(package);
    }
    for archive in archives {
        root.knows(archive);
    }
    root
}

/// Both say the same, and it is the expected one who says it. What is upgraded, as `name=version`.
#[track_caller]
pub(crate) fn agree(root: &PaperRoot, judge: Judge) -> Vec<String> {
    let (verdict, simulation) = both(root);
    let who = verdict.doubt.as_ref().map_or(Judge::Own, |_| Judge::Apt);
    assert_eq!(who, judge, "{:?}", verdict.doubt);
    let upgrades = simulation.upgrades().into_iter();
    upgrades.map(|(name, _, _, to)| format!("{name}={to}")).collect()
}

/// Both say the same.
#[track_caller]
pub(crate) fn both(root: &PaperRoot) -> (Verdict, Simulation) {
    let verdict = archives(root).verdict().unwrap();
    let simulation = root.dist_upgrade();
    assert_eq!(
        changes_of(&verdict),
        changes_in(&simulation),
        "doubt: {:?}",
        verdict.doubt
    );
    (verdict, simulation)
}

pub(crate) fn archives(root: &PaperRoot) -> Archives {
    archives_of(root, &Arc::new(Computer::new(root.path(), Settings::default())))
}

pub(crate) fn archives_of(root: &PaperRoot, computer: &Arc<Computer>) -> Archives {
    let private = root.path().join("private");
    Archives::new(
        Arc::clone(computer),
        &private,
        Arc::new(NoNetwork),
        Arc::new(SystemClock),
    )
}

pub(crate) fn changes_of(verdict: &Verdict) -> Changes {
    let upgrades = verdict.upgrades.iter().map(|upgrade| {
        let (from, to) = (upgrade.from.clone(), Some(upgrade.to.clone()));
        (upgrade.name.clone(), upgrade.architecture.clone(), from, to)
    });
    let removals = verdict.removals.iter().map(|removal| {
        let from = Some(removal.version.clone());
        (removal.name.clone(), String::new(), from, None)
    });
    sorted(upgrades.chain(removals).collect())
}

pub(crate) fn changes_in(simulation: &Simulation) -> Changes {
    let changes = simulation.changes.iter().map(|change| {
        let architecture = match change.to {
            Some(_) => change.architecture.clone(),
            None => String::new(),
        };
        (
            change.name.clone(),
            architecture,
            change.from.clone(),
            change.to.clone(),
        )
    });
    sorted(changes.collect())
}

fn sorted(mut changes: Changes) -> Changes {
    changes.sort();
    changes
}

/// Nothing is fetched here.
pub(crate) struct NoNetwork;

impl Http for NoNetwork {
    fn send(&self, request: &Request<'_>, _: &Conditions<'_>, _: &mut dyn Body) -> Result<Response, Error> {
        Err(Error::new(
            code::E_UNEXPECTED,
            format!("{} is not to be fetched", request.url),
        ))
    }
}

/// A client of an engine over the computer.
pub(crate) fn session(root: &PaperRoot, folder: &Path) -> Session {
    let agent = Agent::open(AgentParts {
        state: folder.join("state"),
        cache: folder.join("cache"),
        target: Arc::new(Computer::new(root.path(), Settings::default())),
        services: vec![Arc::new(archives(root))],
        providers: Vec::new(),
        clock: Arc::new(SystemClock),
        checkpoints: Arc::new(NoCheckpoints),
    });
    Session::new(agent.unwrap())
}
