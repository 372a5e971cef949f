//! Who says what would be upgraded: the own verdict where it is proven to be apt's, apt itself everywhere else.

use std::collections::HashMap;
use std::path::Path;

use wua_com::{Error, code};

use crate::apt::complaint;
use crate::computer::Computer;
use crate::configuration::Configuration;
use crate::gather::Facts;
use crate::lists::Relationships;
use crate::preferences::Concern;
use crate::verdict::own::{self, Available, Doubt, Present, Relations};
use crate::verdict::{Verdict, simulation};

/// What apt would do to bring everything up to date.
pub(crate) fn judge(computer: &Computer, facts: &Facts, lists: &Path) -> Result<Verdict, Error> {
    match judge_alone(computer, facts, |_, _| true) {
        Ok(verdict) => Ok(verdict),
        Err(doubt) => Ok(Verdict {
            doubt: Some(doubt.0),
            ..ask_apt(computer, facts, lists)?
        }),
    }
}

/// Whether apt would bring these packages to these versions, and do nothing else.
pub(crate) fn is_free_of_consequences(
    computer: &Computer,
    facts: &Facts,
    wanted: &HashMap<&str, &str>,
) -> bool {
    let is_wanted = |name: &str, version: &str| wanted.get(name).is_some_and(|wanted| *wanted == version);
    judge_alone(computer, facts, is_wanted).is_ok_and(|verdict| verdict.upgrades.len() == wanted.len())
}

/// The own verdict, or why apt has to be asked: as if the archives had only the versions that count.
pub(crate) fn judge_alone(
    computer: &Computer,
    facts: &Facts,
    counts: impl Fn(&str, &str) -> bool,
) -> Result<Verdict, Doubt> {
    let packages = &facts.packages;
    let doubt = |why: String| Err(Doubt(why));
    if packages.is_interrupted() {
        return doubt("dpkg was broken off".to_owned());
    }
    if let Some(setting) = unusual(&facts.configuration, computer.root(), &facts.architectures) {
        return doubt(format!("apt is configured with {setting}"));
    }
    let names = packages.names();
    if let Some(name) = facts.index.missing.first() {
        return doubt(format!("{name} is essential and missing"));
    }
    let concern = Concern {
        installed: &names,
        hosts: &facts.hosts,
    };
    if let Some(why) = concern.of(computer.root()) {
        return doubt(why);
    }
    let native = packages.native();
    let mut present = Vec::with_capacity(packages.status.packages.len());
    for package in &packages.status.packages {
        if package.architecture != native && package.architecture != "all" {
            return doubt(format!("{} is of another architecture", package.name));
        }
        present.push(Present {
            name: &package.name,
            architecture: &package.architecture,
            version: &package.version,
            is_held: package.is_held(),
            relations: relations(&package.relationships),
        });
    }
    if present.len() != names.len() {
        return doubt("a package is installed for several architectures".to_owned());
    }
    let mut available = Vec::new();
    for (name, candidates) in &facts.index.candidates {
        for candidate in candidates {
            let package = &candidate.package;
            let is_usable = package.architecture == native || package.architecture == "all";
            let archive = facts.index.archives.get(candidate.archive);
            let Some(archive) = archive.filter(|_| is_usable && counts(name, &package.version)) else {
                continue;
            };
            available.push(Available {
                name,
                architecture: &package.architecture,
                version: &package.version,
                priority: archive.priority,
                is_phased: package.phased_update_percentage.is_some(),
                relations: relations(&package.relationships),
            });
        }
    }
    let upgrades = own::judge(&present, &available, facts.configuration.installs_recommends())?;
    Ok(Verdict {
        upgrades,
        ..Verdict::default()
    })
}

/// Settings of apt that have no part in what is upgraded: these, and all below them.
const HARMLESS: &[&str] = &[
    "Acquire",
    "APT::Acquire",
    "APT::Architecture",
    "APT::Architectures",
    "APT::Archives",
    "APT::AutoRemove",
    "APT::Build-Essential",
    "APT::Changelogs",
    "APT::Color",
    "APT::Compressor",
    "APT::Install-Recommends",
    "APT::LastInstalledKernel",
    "APT::Machine-ID",
    "APT::Move-Autobit-Sections",
    "APT::Never-MarkAuto-Sections",
    "APT::NeverAutoRemove",
    "APT::Periodic",
    "APT::Protect-Kernels",
    "APT::Sandbox",
    "APT::Update",
    "APT::VersionedKernelPackages",
    "Binary",
    "CommandLine",
    "Debug::NoLocking",
    "DPkg",
    "RPM",
    "Unattended-Upgrade",
];

/// A setting that may change what is upgraded, if there is one.
fn unusual(configuration: &Configuration, root: &Path, architectures: &[String]) -> Option<String> {
    if !configuration.is_known() {
        return None;
    }
    if configuration.architectures() != architectures {
        return Some("other architectures than dpkg".to_owned());
    }
    let is_elsewhere = |(name, path): &(&str, &str)| {
        let found = configuration.path(name);
        found.is_some_and(|found| found != root.join(path))
    };
    let places = [
        ("Dir::State::status", "var/lib/dpkg/status"),
        ("Dir::State::lists", "var/lib/apt/lists/"),
        ("Dir::Etc::sourcelist", "etc/apt/sources.list"),
        ("Dir::Etc::sourceparts", "etc/apt/sources.list.d"),
        ("Dir::Etc::preferences", "etc/apt/preferences"),
        ("Dir::Etc::preferencesparts", "etc/apt/preferences.d"),
    ];
    if let Some((name, _)) = places.iter().find(|place| is_elsewhere(place)) {
        return Some(format!("{name} in another place"));
    }
    let is_harmless = |name: &str| {
        HARMLESS.iter().chain(&["Dir"]).any(|harmless| {
            let start = name.get(..harmless.len());
            start.is_some_and(|start| start.eq_ignore_ascii_case(harmless))
                && matches!(name.as_bytes().get(harmless.len()), None | Some(b':'))
        })
    };
    let is_off = |value: &str| {
        value.is_empty() || ["0", "false", "no", "off"].contains(&value.to_ascii_lowercase().as_str())
    };
    configuration
        .settings()
        .find(|(name, value)| !is_harmless(name) && !is_off(value))
        .map(|(name, _)| name.to_owned())
}

fn relations(of: &Relationships) -> Relations<'_> {
    Relations {
        pre_depends: &of.pre_depends,
        depends: &of.depends,
        recommends: &of.recommends,
        conflicts: &of.conflicts,
        breaks: &of.breaks,
        provides: &of.provides,
    }
}

/// The verdict of apt's simulation.
fn ask_apt(computer: &Computer, facts: &Facts, lists: &Path) -> Result<Verdict, Error> {
    let mut program = computer.apt().question("apt-get")?;
    program.args(["-s", "-q", "-o", "Debug::NoLocking=1"]);
    program.args(facts.architecture_option().into_iter().flatten());
    if lists != computer.root().join("var/lib/apt/lists") {
        program.args(["-o".to_owned(), format!("Dir::State::lists={}/", lists.display())]);
    }
    program.args(["dist-upgrade"]);
    let output = program.output()?;
    if !output.status.success() {
        return Err(Error::new(
            code::WU_E_UH_INSTALLERFAILURE,
            format!(
                "apt-get cannot say what it would upgrade on {}: {}",
                computer.apt().described(),
                complaint(&output.stderr)
            ),
        ));
    }
    simulation::parse(&String::from_utf8_lossy(&output.stdout))
        .map_err(|words| Error::new(code::E_UNEXPECTED, words))
}
