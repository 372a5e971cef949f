//! Why a package is upgraded, or is not.

use wua_agent::ports::{Memory, Reason, ReasonKind, ServiceExplanation};
use wua_com::{Error, Guid};

use crate::apt::complaint;
use crate::computer::Computer;
use crate::gather::Facts;
use crate::index::Candidate;
use crate::package::Package;
use crate::status::InstalledPackage;
use crate::verdict::{Upgrade, Verdict};
use crate::version::compare;

/// Of every installed package that one of the names means, by its own name or that of its source. Without names: of
/// those for which there is something newer that is not taken.
pub(crate) fn explain(
    computer: &Computer,
    facts: &Facts,
    verdict: &Verdict,
    names: &[String],
    memory: &Memory<'_>,
) -> Result<Vec<ServiceExplanation>, Error> {
    let inquiry = Inquiry {
        computer,
        facts,
        verdict,
    };
    let is_named = |package: &&InstalledPackage| {
        if names.is_empty() {
            return inquiry.is_kept_from_newer(package);
        }
        let bare = |name: &String| name.split(':').next().unwrap_or_default().to_owned();
        names
            .iter()
            .map(bare)
            .any(|name| package.name == name || package.source.name == name)
    };
    let packages = &facts.packages.status.packages;
    let meant: Vec<&InstalledPackage> = packages.iter().filter(is_named).collect();
    let revisions = memory.revisions()?;
    let update = |package: &InstalledPackage, version: &str| -> Option<Guid> {
        let brings = |member: &Package| member.name == package.name && member.version == version;
        revisions
            .iter()
            .find(|revision| {
                let mut members = revision.bundled.iter().filter_map(|member| Package::of(member));
                members.any(|member| brings(&member))
            })
            .map(|revision| revision.identity.id)
    };
    Ok(meant
        .into_iter()
        .map(|package| {
            let (version, reason) = inquiry.reason(package);
            ServiceExplanation {
                subject: format!("{} {}", package.name, package.version),
                update: update(package, version.as_deref().unwrap_or(&package.version)),
                reasons: vec![reason],
            }
        })
        .collect())
}

struct Inquiry<'a> {
    computer: &'a Computer,
    facts: &'a Facts,
    verdict: &'a Verdict,
}

impl Inquiry<'_> {
    fn upgrade_of(&self, package: &InstalledPackage) -> Option<&Upgrade> {
        self.verdict.upgrades.iter().find(|upgrade| {
            upgrade.name == package.name
                && (upgrade.architecture == package.architecture
                    || upgrade.architecture == "all"
                    || package.architecture == "all")
        })
    }

    fn newest(&self, package: &InstalledPackage) -> Option<&Candidate> {
        let candidates = self.facts.index.candidates(&package.name).iter();
        candidates
            .filter(|candidate| compare(&candidate.package.version, &package.version).is_gt())
            .max_by(|a, b| compare(&a.package.version, &b.package.version))
    }

    fn is_kept_from_newer(&self, package: &InstalledPackage) -> bool {
        self.newest(package).is_some() && self.upgrade_of(package).is_none()
    }

    /// What there is to say of a package, and the version that this is about.
    fn reason(&self, package: &InstalledPackage) -> (Option<String>, Reason) {
        let name = &package.name;
        let here = &package.version;
        let upgrade = self.upgrade_of(package);
        if let Some(upgrade) = upgrade {
            let text = format!("apt upgrades {name} from {here} to {}", upgrade.to);
            return (Some(upgrade.to.clone()), Reason::new(ReasonKind::Offered, text));
        }
        let newer = self.newest(package);
        let Some(newer) = newer else {
            let text = format!("no archive has a newer {name} than {here}");
            return (None, Reason::new(ReasonKind::Current, text));
        };
        (Some(newer.package.version.clone()), self.obstacle(package, newer))
    }

    /// Why a newer version is not taken.
    fn obstacle(&self, package: &InstalledPackage, newer: &Candidate) -> Reason {
        let name = &package.name;
        let version = &newer.package.version;
        if package.is_held() {
            return Reason::new(
                ReasonKind::Held,
                format!("{name} is held: `apt-mark unhold {name}` lets {version} be installed"),
            );
        }
        if let Some(candidate) = self.preferred(name)
            && candidate != *version
        {
            let archive = self.facts.index.archives.get(newer.archive);
            let why = archive.filter(|archive| archive.priority < 500).map_or_else(
                || "a preference of apt (apt_preferences) decides against it".to_owned(),
                |archive| format!("{} is not for automatic upgrades", archive.name()),
            );
            return Reason::new(
                ReasonKind::Pinned,
                format!("{name} {version} exists, but {why}; `apt-cache policy {name}` shows the priorities"),
            );
        }
        if let Some(percentage) = newer.package.phased_update_percentage {
            return Reason::new(
                ReasonKind::Phased,
                format!(
                    "{name} {version} has reached {percentage} % of all computers, and comes to this one later; \
                     installing it by name does not wait"
                ),
            );
        }
        Reason::new(
            ReasonKind::KeptBack,
            format!(
                "apt keeps {name} {version} back: {}",
                self.consequences(package, version)
            ),
        )
    }

    /// The version that apt would choose.
    fn preferred(&self, name: &str) -> Option<String> {
        let mut program = self.computer.apt().question("apt-cache").ok()?;
        let text = program.args(["policy", name]).output().ok()?;
        let text = String::from_utf8_lossy(&text.stdout).into_owned();
        let line = text
            .lines()
            .find_map(|line| line.trim().strip_prefix("Candidate:"))?;
        Some(line.trim().to_owned())
    }

    /// What installing it all the same would take.
    fn consequences(&self, package: &InstalledPackage, version: &str) -> String {
        let unknown = || "it does not say why".to_owned();
        let Ok(mut program) = self.computer.apt().question("apt-get") else {
            return unknown();
        };
        program.args(["-s", "-q", "-o", "Debug::NoLocking=1", "install"]);
        program.args([format!("{}:{}={version}", package.name, package.architecture)]);
        let Ok(output) = program.output() else {
            return unknown();
        };
        let text = String::from_utf8_lossy(&output.stdout);
        if !output.status.success() {
            let needs: Vec<&str> = text
                .lines()
                .map(str::trim)
                .filter(|line| {
                    line.contains("Depends:") || line.contains("Breaks:") || line.contains("Conflicts:")
                })
                .collect();
            return if needs.is_empty() {
                complaint(&output.stderr)
            } else {
                needs.join("; ")
            };
        }
        let removed: Vec<&str> = text
            .lines()
            .filter_map(|line| line.strip_prefix("Remv ")?.split(' ').next())
            .collect();
        if removed.is_empty() {
            "others that need the present version are kept back as well".to_owned()
        } else {
            format!("{} would have to go", removed.join(", "))
        }
    }
}
