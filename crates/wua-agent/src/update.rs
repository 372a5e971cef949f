//! Updates: what a service tells of one, and what it is on this computer.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use wua_com::{Guid, Lcid};
use wua_defs::enums::{
    AutoDownloadMode, AutoSelectionMode, DeploymentAction, DownloadPriority, InstallationImpact,
    InstallationRebootBehavior, ServerSelection, UpdateType,
};

use crate::category::Category;
use crate::installer::Installer;
use crate::relevance::{Relevance, Role};

/// Which update, and which revision of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Identity {
    /// The same for all revisions.
    pub id: Guid,
    /// Higher is newer.
    pub revision: i32,
}

impl std::fmt::Display for Identity {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.id, self.revision)
    }
}

/// One revision as its service describes it. It never changes; a change is a new revision.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "independent properties of the specification"
)]
pub struct Revision {
    /// Which update, which revision.
    pub identity: Identity,
    /// Software or driver.
    pub update_type: UpdateType,
    /// Texts in each language that the publisher wrote; the first is the publisher's default.
    #[serde(skip_serializing_if = "is_usual")]
    pub texts: Vec<Texts>,
    /// The licence to accept before download and installation, if there is one.
    #[serde(skip_serializing_if = "is_usual")]
    pub eula: Option<Eula>,
    /// The members of a bundle.
    #[serde(skip_serializing_if = "is_usual")]
    pub bundled: Vec<Arc<Revision>>,
    /// Categories by id, classifications among them.
    #[serde(skip_serializing_if = "is_usual")]
    pub categories: Vec<Guid>,
    /// What the server wants done.
    pub deployment_action: DeploymentAction,
    /// Meant for Automatic Updates.
    pub is_assigned: bool,
    /// Optional: not for Automatic Updates.
    #[serde(skip_serializing_if = "is_usual")]
    pub browse_only: bool,
    /// Preselected where a person chooses.
    #[serde(skip_serializing_if = "is_usual")]
    pub auto_select_on_web_sites: bool,
    /// Whether Automatic Updates selects it.
    pub auto_selection: AutoSelectionMode,
    /// Whether Automatic Updates downloads it.
    pub auto_download: AutoDownloadMode,
    /// When it has to be installed.
    #[serde(skip_serializing_if = "is_usual")]
    pub deadline: Option<Timestamp>,
    /// When its deployment last changed.
    pub last_deployment_change: Timestamp,
    /// How urgently its files are fetched.
    pub download_priority: DownloadPriority,
    /// Its files.
    #[serde(skip_serializing_if = "is_usual")]
    pub contents: Vec<Content>,
    /// Bytes, at most.
    #[serde(skip_serializing_if = "is_usual")]
    pub max_download_size: u64,
    /// Bytes, at least.
    #[serde(skip_serializing_if = "is_usual")]
    pub min_download_size: u64,
    /// Delta-compressed files exist.
    #[serde(skip_serializing_if = "is_usual")]
    pub delta_compressed_content_available: bool,
    /// They are to be preferred.
    #[serde(skip_serializing_if = "is_usual")]
    pub delta_compressed_content_preferred: bool,
    /// Which installer handles it.
    #[serde(skip_serializing_if = "is_usual")]
    pub handler_id: String,
    /// What that installer needs to know, in its own words.
    #[serde(skip_serializing_if = "is_usual")]
    pub handler_data: String,
    /// What that installer needs to know, if it is one of Windows.
    #[serde(skip_serializing_if = "is_usual")]
    pub installer: Option<Installer>,
    /// How it installs.
    #[serde(skip_serializing_if = "is_usual")]
    pub installation_behavior: Option<Behavior>,
    /// How it uninstalls.
    #[serde(skip_serializing_if = "is_usual")]
    pub uninstallation_behavior: Option<Behavior>,
    /// Can be taken off again.
    #[serde(skip_serializing_if = "is_usual")]
    pub is_uninstallable: bool,
    /// Needs media that the computer came with.
    #[serde(skip_serializing_if = "is_usual")]
    pub can_require_source: bool,
    /// Part of the agent itself: cannot be hidden.
    #[serde(skip_serializing_if = "is_usual")]
    pub is_mandatory: bool,
    /// Not a final release.
    #[serde(skip_serializing_if = "is_usual")]
    pub is_beta: bool,
    /// Changes the environment of one user only.
    #[serde(skip_serializing_if = "is_usual")]
    pub per_user: bool,
    /// A small download that fetches the rest exists.
    #[serde(skip_serializing_if = "is_usual")]
    pub contains_update_bootstrapper: bool,
    /// A picture.
    #[serde(skip_serializing_if = "is_usual")]
    pub image: Option<Image>,
    /// Languages that it supports, as tags.
    #[serde(skip_serializing_if = "is_usual")]
    pub languages: Vec<String>,
    /// Further reading.
    #[serde(skip_serializing_if = "is_usual")]
    pub more_info_urls: Vec<String>,
    /// Where to get help.
    #[serde(skip_serializing_if = "is_usual")]
    pub support_url: String,
    /// `Critical`, `Important`, `Moderate`, `Low` or nothing.
    #[serde(skip_serializing_if = "is_usual")]
    pub msrc_severity: String,
    /// Security bulletins.
    #[serde(skip_serializing_if = "is_usual")]
    pub security_bulletin_ids: Vec<String>,
    /// Knowledge base articles, without `KB`.
    #[serde(skip_serializing_if = "is_usual")]
    pub kb_article_ids: Vec<String>,
    /// Vulnerabilities that it mends.
    #[serde(skip_serializing_if = "is_usual")]
    pub cve_ids: Vec<String>,
    /// Updates that it replaces.
    #[serde(skip_serializing_if = "is_usual")]
    pub superseded_update_ids: Vec<Guid>,
    /// How to find out whether it concerns a computer; none if the target knows by itself.
    #[serde(skip_serializing_if = "is_usual")]
    pub relevance: Option<Arc<Relevance>>,
    /// MHz, or 0.
    #[serde(skip_serializing_if = "is_usual")]
    pub recommended_cpu_speed: i32,
    /// Megabytes, or 0.
    #[serde(skip_serializing_if = "is_usual")]
    pub recommended_hard_disk_space: i32,
    /// Megabytes, or 0.
    #[serde(skip_serializing_if = "is_usual")]
    pub recommended_memory: i32,
    /// What a driver has besides.
    #[serde(skip_serializing_if = "is_usual")]
    pub driver: Option<Driver>,
}

/// What is as usual need not be written down: most of most revisions is.
fn is_usual<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

impl Default for Revision {
    fn default() -> Self {
        Self {
            identity: Identity {
                id: Guid::NIL,
                revision: 1,
            },
            update_type: UpdateType::Software,
            texts: Vec::new(),
            eula: None,
            bundled: Vec::new(),
            categories: Vec::new(),
            deployment_action: DeploymentAction::Installation,
            is_assigned: true,
            browse_only: false,
            auto_select_on_web_sites: false,
            auto_selection: AutoSelectionMode::LetWindowsUpdateDecide,
            auto_download: AutoDownloadMode::LetWindowsUpdateDecide,
            deadline: None,
            last_deployment_change: Timestamp::UNIX_EPOCH,
            download_priority: DownloadPriority::Normal,
            contents: Vec::new(),
            max_download_size: 0,
            min_download_size: 0,
            delta_compressed_content_available: false,
            delta_compressed_content_preferred: false,
            handler_id: String::new(),
            handler_data: String::new(),
            installer: None,
            installation_behavior: None,
            uninstallation_behavior: None,
            is_uninstallable: false,
            can_require_source: false,
            is_mandatory: false,
            is_beta: false,
            per_user: false,
            contains_update_bootstrapper: false,
            image: None,
            languages: Vec::new(),
            more_info_urls: Vec::new(),
            support_url: String::new(),
            msrc_severity: String::new(),
            security_bulletin_ids: Vec::new(),
            kb_article_ids: Vec::new(),
            cve_ids: Vec::new(),
            superseded_update_ids: Vec::new(),
            relevance: None,
            recommended_cpu_speed: 0,
            recommended_hard_disk_space: 0,
            recommended_memory: 0,
            driver: None,
        }
    }
}

impl Revision {
    /// The texts for the first of `wanted` that the publisher wrote, or the publisher's default.
    pub fn texts(&self, wanted: &[Lcid]) -> Option<&Texts> {
        choose(&self.texts, wanted, |texts| texts.locale)
    }

    /// Where more is written, in the same language as the texts if there is something in it.
    pub fn more_info_urls(&self, wanted: &[Lcid]) -> &[String] {
        let own = self.texts(wanted).map(|texts| texts.more_info_urls.as_slice());
        own.filter(|urls| !urls.is_empty())
            .unwrap_or(&self.more_info_urls)
    }

    /// Where there is help, in the same language as the texts if there is some in it.
    pub fn support_url(&self, wanted: &[Lcid]) -> &str {
        let own = self.texts(wanted).map(|texts| texts.support_url.as_str());
        own.filter(|url| !url.is_empty()).unwrap_or(&self.support_url)
    }

    /// The files that are fetched and handed to an installer. Deltas are left out where whole files stand beside them: no
    /// target here can apply them. Where there is nothing else, they are all there is.
    pub fn wanted_contents(&self) -> impl Iterator<Item = &Content> {
        let has_whole_files = self.contents.iter().any(|content| !content.is_delta);
        self.contents
            .iter()
            .filter(move |content| !(content.is_delta && has_whole_files))
    }

    /// It is something to install, rather than something that others ask for.
    pub fn is_update(&self) -> bool {
        let role = self.relevance.as_ref().map(|relevance| relevance.role);
        role.unwrap_or_default() == Role::Update
    }

    /// The revision itself and everything bundled in it, parents first.
    pub fn with_bundled(self: &Arc<Self>) -> Vec<Arc<Self>> {
        let mut all = vec![Arc::clone(self)];
        let mut at = 0;
        while let Some(revision) = all.get(at).cloned() {
            all.extend(revision.bundled.iter().cloned());
            at += 1;
        }
        all
    }
}

/// Texts of a revision in one language.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Texts {
    /// The language.
    #[serde(skip_serializing_if = "is_usual")]
    pub locale: Option<Lcid>,
    /// The title.
    #[serde(skip_serializing_if = "is_usual")]
    pub title: String,
    /// What it is for.
    #[serde(skip_serializing_if = "is_usual")]
    pub description: String,
    /// What is new.
    #[serde(skip_serializing_if = "is_usual")]
    pub release_notes: String,
    /// What to know before it is taken off.
    #[serde(skip_serializing_if = "is_usual")]
    pub uninstallation_notes: String,
    /// How to take it off by hand.
    #[serde(skip_serializing_if = "is_usual")]
    pub uninstallation_steps: Vec<String>,
    /// Where more is written in this language; nothing if that is what is written for all.
    #[serde(skip_serializing_if = "is_usual")]
    pub more_info_urls: Vec<String>,
    /// Where there is help in this language; nothing if that is as for all.
    #[serde(skip_serializing_if = "is_usual")]
    pub support_url: String,
}

/// A licence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Eula {
    /// Several updates may share one; it is accepted once.
    pub id: Guid,
    /// The text in each language; the first is the publisher's default.
    pub texts: Vec<(Lcid, String)>,
}

impl Eula {
    /// The text for the first of `wanted` that exists, or the publisher's default.
    pub fn text(&self, wanted: &[Lcid]) -> Option<&str> {
        choose(&self.texts, wanted, |(locale, _)| Some(*locale)).map(|(_, text)| text.as_str())
    }
}

/// Language by language in the order of `wanted`: exactly, then the same primary language, at last the first.
pub(crate) fn choose<'a, T>(
    texts: &'a [T],
    wanted: &[Lcid],
    locale: impl Fn(&T) -> Option<Lcid>,
) -> Option<&'a T> {
    const PRIMARY: u32 = 0x3FF;
    let exact = |want: &Lcid| texts.iter().find(|text| locale(text) == Some(*want));
    let primary = |want: &Lcid| {
        texts
            .iter()
            .find(|text| locale(text).is_some_and(|has| has.0 & PRIMARY == want.0 & PRIMARY))
    };
    wanted
        .iter()
        .find_map(|want| exact(want).or_else(|| primary(want)))
        .or_else(|| texts.first())
}

/// A file of an update.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Content {
    /// Where it can be fetched.
    #[serde(skip_serializing_if = "is_usual")]
    pub url: String,
    /// Where else it can be fetched: asked in turn, after that one.
    #[serde(skip_serializing_if = "is_usual")]
    pub alternates: Vec<String>,
    /// What it is called in the cache and in exports.
    #[serde(skip_serializing_if = "is_usual")]
    pub file_name: String,
    /// Bytes.
    #[serde(skip_serializing_if = "is_usual")]
    pub size: u64,
    /// The hash that it must have, in lower-case hexadecimal.
    #[serde(skip_serializing_if = "is_usual")]
    pub sha256: String,
    /// The older hash that it must have besides, or where the publisher gave no other.
    #[serde(skip_serializing_if = "is_usual")]
    pub sha1: String,
    /// It is a delta against an installed file.
    #[serde(skip_serializing_if = "is_usual")]
    pub is_delta: bool,
}

impl Content {
    /// The strongest hash that its publisher gave, or nothing.
    pub fn hash(&self) -> &str {
        if self.sha256.is_empty() {
            &self.sha1
        } else {
            &self.sha256
        }
    }

    /// Whether size and hash tell it from every other file.
    pub(crate) fn is_unmistakable(&self) -> bool {
        self.size > 0 && !self.hash().is_empty()
    }
}

/// How an update behaves while it is installed or taken off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Behavior {
    /// It may ask a person.
    pub can_request_user_input: bool,
    /// What it does to others.
    pub impact: InstallationImpact,
    /// Whether a restart follows.
    pub reboot: InstallationRebootBehavior,
    /// It needs the network.
    pub requires_network_connectivity: bool,
}

/// A picture of an update or category.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Image {
    /// What it shows.
    pub alt_text: String,
    /// Where it is.
    pub source: String,
    /// Pixels.
    pub height: i32,
    /// Pixels.
    pub width: i32,
}

/// What a driver has besides. The first entry is the one that `IWindowsDriverUpdate` shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Driver {
    /// One for each device that it serves.
    pub entries: Vec<DriverEntry>,
}

/// A driver for one device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DriverEntry {
    /// The class of the device.
    pub class: String,
    /// The hardware id that it matches.
    pub hardware_id: String,
    /// Who made the device.
    pub manufacturer: String,
    /// Its model.
    pub model: String,
    /// Who made the driver.
    pub provider: String,
    /// The date of the driver.
    pub ver_date: Timestamp,
    /// The device's problem number.
    pub problem_number: i32,
    /// The device's status.
    pub status: i32,
}

/// What a target says of a revision.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "independent facts")]
pub struct Applicability {
    /// It concerns this computer at all.
    pub applicable: bool,
    /// Installed for every product that it applies to.
    pub installed: bool,
    /// Installed for at least one of them.
    pub present: bool,
    /// A restart is pending for it.
    pub reboot_required: bool,
}

/// What people and the agent set on an update. Shared by all who hold it, so that everyone sees a change at once;
/// the store is written first.
#[derive(Debug, Default)]
pub struct Marks {
    hidden: AtomicBool,
    downloaded: AtomicBool,
    eula_accepted: AtomicBool,
}

impl Marks {
    /// As the store has them.
    pub fn new(hidden: bool, downloaded: bool, eula_accepted: bool) -> Self {
        Self {
            hidden: hidden.into(),
            downloaded: downloaded.into(),
            eula_accepted: eula_accepted.into(),
        }
    }

    /// A person does not want to see it.
    pub fn is_hidden(&self) -> bool {
        self.hidden.load(Ordering::Acquire)
    }

    /// All its files are in the cache.
    pub fn is_downloaded(&self) -> bool {
        self.downloaded.load(Ordering::Acquire)
    }

    /// Its licence has been accepted; true as well when it has none.
    pub fn is_eula_accepted(&self) -> bool {
        self.eula_accepted.load(Ordering::Acquire)
    }

    /// Notes it. Who does not hold the store, as of another computer, has told its agent first; the same below.
    pub fn set_hidden(&self, value: bool) {
        self.hidden.store(value, Ordering::Release);
    }

    /// Notes whether all its files are in the cache.
    pub fn set_downloaded(&self, value: bool) {
        self.downloaded.store(value, Ordering::Release);
    }

    /// Notes whether its licence has been accepted.
    pub fn set_eula_accepted(&self, value: bool) {
        self.eula_accepted.store(value, Ordering::Release);
    }
}

/// An update as a search found it: the description, and what it is on this computer.
#[derive(Clone, Debug)]
pub struct Update {
    /// The description.
    pub revision: Arc<Revision>,
    /// The service that offers it.
    pub service: Guid,
    /// How that service was chosen.
    pub server_selection: ServerSelection,
    /// What the target said when the search ran.
    pub applicability: Applicability,
    /// What people and the agent set since.
    pub marks: Arc<Marks>,
    /// The members of a bundle.
    pub bundled: Vec<Update>,
    /// The categories that it belongs to.
    pub categories: Vec<Arc<Category>>,
    /// The languages that the search was made for, the wanted one first.
    pub locales: Arc<[Lcid]>,
}

impl Update {
    /// Which update, which revision.
    pub fn identity(&self) -> Identity {
        self.revision.identity
    }

    /// The title in the language of the search.
    pub fn title(&self) -> &str {
        self.texts().map_or("", |texts| &texts.title)
    }

    /// All texts in the language of the search.
    pub fn texts(&self) -> Option<&Texts> {
        self.revision.texts(&self.locales)
    }

    /// Whether it has to be alone in an installation.
    pub fn is_exclusive(&self) -> bool {
        self.revision
            .installation_behavior
            .is_some_and(|behavior| behavior.impact == InstallationImpact::RequiresExclusiveHandling)
    }

    /// A driver rather than software.
    pub fn is_driver(&self) -> bool {
        self.revision.update_type == UpdateType::Driver
    }

    /// What messages call it: the title, or the identity where there is none.
    pub(crate) fn display_name(&self) -> String {
        match self.title() {
            "" => self.identity().to_string(),
            title => format!("“{title}”"),
        }
    }

    /// The update itself and the members of a bundle that concern this computer: what is downloaded and licensed.
    pub(crate) fn parts(&self) -> Vec<&Arc<Revision>> {
        self.with_members(|member| member.applicability.applicable)
            .into_iter()
            .map(|update| &update.revision)
            .collect()
    }

    /// The update and all members of a bundle; parents first.
    pub(crate) fn with_bundled(&self) -> Vec<&Self> {
        self.with_members(|_| true)
    }

    fn with_members(&self, wanted: impl Fn(&Self) -> bool) -> Vec<&Self> {
        let mut all = vec![self];
        let mut at = 0;
        while let Some(update) = all.get(at).copied() {
            all.extend(update.bundled.iter().filter(|member| wanted(member)));
            at += 1;
        }
        all
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// An applicable update with a title and otherwise default properties, as far as `change` leaves them.
    pub(crate) fn update(title: &str, change: impl FnOnce(&mut Revision)) -> Update {
        let mut revision = Revision {
            texts: vec![Texts {
                title: title.to_owned(),
                ..Texts::default()
            }],
            ..Revision::default()
        };
        change(&mut revision);
        Update {
            revision: Arc::new(revision),
            service: Guid::NIL,
            server_selection: ServerSelection::Default,
            applicability: Applicability {
                applicable: true,
                ..Applicability::default()
            },
            marks: Arc::default(),
            bundled: Vec::new(),
            categories: Vec::new(),
            locales: Arc::new([Lcid::ENGLISH]),
        }
    }

    #[test]
    fn texts_fall_back_from_exact_to_primary_language_to_the_publishers_default() {
        let texts = |locale: u32| Texts {
            locale: Some(Lcid(locale)),
            title: format!("{locale:x}"),
            ..Texts::default()
        };
        let revision = Revision {
            texts: vec![texts(0x409), texts(0x40a), texts(0x40c)],
            ..Revision::default()
        };
        let title = |wanted: &[u32]| {
            let wanted: Vec<Lcid> = wanted.iter().copied().map(Lcid).collect();
            revision.texts(&wanted).unwrap().title.clone()
        };
        assert_eq!(title(&[0x40c, 0x409]), "40c");
        assert_eq!(title(&[0x80a]), "40a", "Spanish of Mexico reads Spanish");
        assert_eq!(title(&[0x411, 0x40c]), "40c", "no Japanese: the next wanted one");
        assert_eq!(title(&[0x411]), "409", "none: the publisher's default");
    }
}
