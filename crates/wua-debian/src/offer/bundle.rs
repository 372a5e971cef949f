//! One update: a source package in one version, with those of its binary packages that matter here.

use std::fmt::Write as _;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use wua_agent::{Behavior, Content, Identity, Revision, Texts};
use wua_com::{Lcid, locale};
use wua_defs::enums::{InstallationImpact, InstallationRebootBehavior};

use super::categories::classification;
use super::identity::identify;
use super::{Ingredients, Memory};
use crate::apt::visible;
use crate::index::{Archive, Candidate};
use crate::lists::Description;
use crate::package::{Earlier, HANDLER, Package};

/// The installer of bundles, which do nothing by themselves.
const BUNDLE_HANDLER: &str = "apt-source";

/// The archive of packages that came from none.
static NOWHERE: Archive = Archive::NOWHERE;

/// A binary package of it.
pub(super) struct Member<'a> {
    pub(super) name: &'a str,
    /// The same in all archives that have it; at least one.
    pub(super) found: Vec<&'a Candidate>,
    pub(super) earlier: Option<Earlier>,
    pub(super) is_new: bool,
    pub(super) was_absent: bool,
}

pub(super) struct Bundle<'a> {
    pub(super) ingredients: &'a Ingredients<'a>,
    pub(super) source: (&'a str, &'a str),
    pub(super) members: Vec<Member<'a>>,
}

#[derive(Serialize, Deserialize)]
struct Source {
    source: String,
    version: String,
}

/// The source package and the version of an update.
pub(super) fn source_of(revision: &Revision) -> Option<(String, String)> {
    if revision.handler_id != BUNDLE_HANDLER {
        return None;
    }
    let source: Source = serde_json::from_str(&revision.handler_data).ok()?;
    Some((source.source, source.version))
}

impl Bundle<'_> {
    pub(super) fn revision(mut self, memory: &Memory) -> Revision {
        self.members
            .sort_by(|a, b| (a.name != self.source.0, a.name).cmp(&(b.name != self.source.0, b.name)));
        let archive = self.archive();
        let (source, version) = self.source;
        let words = [
            &archive.origin,
            &archive.label,
            &archive.codename,
            source,
            version,
        ];
        let identity = Identity {
            id: identify(&words),
            revision: 1,
        };
        let first_seen = memory.first_seen.get(&identity).copied();
        let members: Vec<Arc<Revision>> = self
            .members
            .iter()
            .map(|member| Arc::new(self.member(member, archive, &words)))
            .collect();
        let size = members.iter().map(|member| member.max_download_size).sum();
        let is_uninstallable = !members.is_empty() && members.iter().all(|member| member.is_uninstallable);
        let behavior = self.behavior();
        Revision {
            identity,
            texts: self.texts(archive),
            bundled: members,
            auto_select_on_web_sites: archive.is_security(),
            last_deployment_change: first_seen.or(archive.date).unwrap_or(self.ingredients.now),
            max_download_size: size,
            min_download_size: size,
            handler_id: BUNDLE_HANDLER.to_owned(),
            handler_data: json(&Source {
                source: source.to_owned(),
                version: version.to_owned(),
            }),
            installation_behavior: Some(behavior),
            uninstallation_behavior: is_uninstallable.then_some(behavior),
            is_uninstallable,
            is_mandatory: self.members.iter().any(is_essential),
            languages: Vec::new(),
            more_info_urls: self.homepages(),
            support_url: self.support_url(archive),
            ..self.common(archive)
        }
    }

    /// The archive that it comes from: where several have it, that for security, otherwise the first of the sources.
    fn archive(&self) -> &Archive {
        let archives = &self.ingredients.index.archives;
        let mut places: Vec<usize> = self
            .members
            .iter()
            .flat_map(|member| &member.found)
            .map(|candidate| candidate.archive)
            .collect();
        places.sort_unstable();
        let all = || places.iter().filter_map(|place| archives.get(*place));
        all()
            .find(|archive| archive.is_security())
            .or_else(|| all().next())
            .unwrap_or(&NOWHERE)
    }

    /// What a bundle and its members have in common.
    fn common(&self, archive: &Archive) -> Revision {
        Revision {
            categories: vec![
                classification(archive.is_security()),
                self.ingredients.system.product(),
            ],
            ..Revision::default()
        }
    }

    fn member(&self, member: &Member<'_>, archive: &Archive, words: &[&str]) -> Revision {
        let archives = &self.ingredients.index.archives;
        let of_archive = member
            .found
            .iter()
            .find(|one| archives.get(one.archive) == Some(archive));
        let Some(candidate) = of_archive.or(member.found.first()) else {
            return Revision::default();
        };
        let base = archives
            .get(candidate.archive)
            .map_or("", |archive| archive.base_url.as_str());
        let package = Package {
            name: member.name.to_owned(),
            architecture: candidate.package.architecture.clone(),
            version: candidate.package.version.clone(),
            earlier: member.earlier.clone(),
            is_new: member.is_new,
            was_absent: member.was_absent,
        };
        let mut words = words.to_vec();
        words.extend([member.name, &package.architecture]);
        let is_uninstallable = member.earlier.is_some() || member.was_absent;
        let behavior = behavior(member.name);
        Revision {
            identity: Identity {
                id: identify(&words),
                revision: 1,
            },
            texts: self.descriptions(candidate, |description| Texts {
                title: visible(&format!(
                    "{} {} ({})",
                    member.name, package.version, package.architecture
                )),
                ..description
            }),
            contents: vec![Content {
                url: format!("{base}{}", in_address(&candidate.package.file_name)),
                file_name: package.archive_name(),
                size: candidate.package.size,
                sha256: candidate.package.sha256.clone(),
                ..Content::default()
            }],
            max_download_size: candidate.package.size,
            min_download_size: candidate.package.size,
            handler_id: HANDLER.to_owned(),
            handler_data: json(&package),
            installation_behavior: Some(behavior),
            uninstallation_behavior: is_uninstallable.then_some(behavior),
            is_uninstallable,
            is_mandatory: is_essential(member),
            ..self.common(archive)
        }
    }

    /// The main package describes the whole: that of the same name, or the first.
    fn texts(&self, archive: &Archive) -> Vec<Texts> {
        let (source, version) = self.source;
        let title = visible(&format!("{source} {version} ({})", archive.name()));
        let Some(candidate) = self.members.first().and_then(|member| member.found.first()) else {
            return Vec::new();
        };
        self.descriptions(candidate, |description| Texts {
            title: title.clone(),
            ..description
        })
    }

    /// In English first, then in every language that somebody translated it to.
    fn descriptions(&self, candidate: &Candidate, complete: impl Fn(Texts) -> Texts) -> Vec<Texts> {
        let translated = |(tag, by_md5): &(String, std::collections::HashMap<String, Description>)| {
            let description = by_md5.get(&candidate.package.description_md5)?;
            Some((locale::parse(tag)?, text(description)))
        };
        let mut all: Vec<(Lcid, String)> = self
            .ingredients
            .index
            .translations
            .iter()
            .filter_map(translated)
            .collect();
        match all.iter().position(|(locale, _)| *locale == Lcid::ENGLISH) {
            Some(place) => all.swap(0, place),
            None => all.insert(0, (Lcid::ENGLISH, candidate.package.description.clone())),
        }
        all.into_iter()
            .map(|(locale, description)| {
                complete(Texts {
                    locale: Some(locale),
                    description,
                    ..Texts::default()
                })
            })
            .collect()
    }

    fn behavior(&self) -> Behavior {
        let of_members = self.members.iter().map(|member| behavior(member.name));
        of_members
            .max_by_key(|behavior| behavior.reboot == InstallationRebootBehavior::CanRequestReboot)
            .unwrap_or_else(|| behavior(""))
    }

    fn homepages(&self) -> Vec<String> {
        let mut pages: Vec<String> = self
            .members
            .iter()
            .flat_map(|member| &member.found)
            .map(|candidate| candidate.package.homepage.clone())
            .filter(|page| !page.is_empty())
            .collect();
        pages.sort();
        pages.dedup();
        pages
    }

    /// Where the distribution keeps what is known of a package, or where the system says that help is.
    fn support_url(&self, archive: &Archive) -> String {
        let source = self.source.0;
        match archive.origin.as_str() {
            "Debian" => format!("https://tracker.debian.org/pkg/{source}"),
            "Ubuntu" => format!("https://launchpad.net/ubuntu/+source/{source}"),
            _ => self.ingredients.system.support_url.clone(),
        }
    }
}

fn is_essential(member: &Member<'_>) -> bool {
    member
        .found
        .iter()
        .any(|candidate| candidate.package.is_essential)
}

/// Nothing asks: answers are decided by the settings. These packages are in use until the computer is started again.
fn behavior(name: &str) -> Behavior {
    let may_ask = name.starts_with("linux-image-") || ["libc6", "systemd", "dbus"].contains(&name);
    Behavior {
        can_request_user_input: false,
        impact: InstallationImpact::Normal,
        reboot: if may_ask {
            InstallationRebootBehavior::CanRequestReboot
        } else {
            InstallationRebootBehavior::NeverReboots
        },
        requires_network_connectivity: false,
    }
}

/// A file name as a part of an address: a percent sign in it is none there.
fn in_address(file_name: &str) -> String {
    let mut address = String::with_capacity(file_name.len());
    for byte in file_name.bytes() {
        if byte.is_ascii_alphanumeric() || b"/-._~+:@!$&'()*,;=".contains(&byte) {
            address.push(char::from(byte));
        } else {
            // Writing to a text cannot fail.
            let _ = write!(address, "%{byte:02X}");
        }
    }
    address
}

/// The line, and the paragraphs below it.
fn text(description: &Description) -> String {
    if description.long.is_empty() {
        description.short.clone()
    } else {
        format!("{}\n\n{}", description.short, description.long)
    }
}

/// Texts and flags: that always has a JSON form.
fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}
