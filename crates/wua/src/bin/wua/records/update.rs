//! An update as a search finds it.

use std::sync::Arc;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use wua::{Category, CategoryType, Change, Identity, Lcid, Session, Update};

use crate::output::updates;

/// Which update.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct IdentityRecord {
    pub(crate) update_id: String,
    pub(crate) revision: i32,
}

impl From<Identity> for IdentityRecord {
    fn from(identity: Identity) -> Self {
        Self {
            update_id: identity.id.to_string(),
            revision: identity.revision,
        }
    }
}

/// An update as a search finds it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[expect(clippy::struct_excessive_bools, reason = "independent properties")]
pub(crate) struct UpdateRecord {
    pub(crate) update_id: String,
    pub(crate) revision: i32,
    pub(crate) title: String,
    pub(crate) kb: Vec<String>,
    pub(crate) kind: String,
    pub(crate) classification: Option<String>,
    pub(crate) severity: Option<String>,
    pub(crate) size: u64,
    pub(crate) min_size: u64,
    pub(crate) max_size: u64,
    pub(crate) installed: bool,
    pub(crate) downloaded: bool,
    pub(crate) hidden: bool,
    pub(crate) mandatory: bool,
    pub(crate) beta: bool,
    pub(crate) uninstallable: bool,
    pub(crate) exclusive: bool,
    pub(crate) eula_accepted: bool,
    /// Its licence, or that of a member, has to be accepted before anything can be done with it.
    pub(crate) licence: bool,
    pub(crate) reboot_required: bool,
    /// `InstallationRebootBehavior`.
    pub(crate) reboot_behavior: Option<String>,
    pub(crate) deadline: Option<Timestamp>,
    pub(crate) last_deployment_change: Timestamp,
    pub(crate) categories: Vec<CategoryRecord>,
    pub(crate) service: String,
    pub(crate) packages: Vec<PackageRecord>,
}

impl UpdateRecord {
    pub(crate) fn new(session: &Session, update: &Update) -> Self {
        let revision = &*update.revision;
        let categories = CategoryRecord::all(&update.categories, &update.locales);
        let behavior = revision.installation_behavior;
        Self {
            update_id: revision.identity.id.to_string(),
            revision: revision.identity.revision,
            title: update.title().to_owned(),
            kb: revision.kb_article_ids.clone(),
            kind: revision.update_type.name().to_owned(),
            classification: CategoryRecord::classification(&categories).map(str::to_owned),
            severity: Some(revision.msrc_severity.clone()).filter(|severity| !severity.is_empty()),
            size: revision.max_download_size,
            min_size: revision.min_download_size,
            max_size: revision.max_download_size,
            installed: update.applicability.installed,
            downloaded: update.marks.is_downloaded(),
            hidden: update.marks.is_hidden(),
            mandatory: revision.is_mandatory,
            beta: revision.is_beta,
            uninstallable: revision.is_uninstallable,
            exclusive: update.is_exclusive(),
            eula_accepted: update.marks.is_eula_accepted(),
            licence: updates::needs_licence(update),
            reboot_required: update.applicability.reboot_required,
            reboot_behavior: behavior.map(|behavior| behavior.reboot.name().to_owned()),
            deadline: revision.deadline,
            last_deployment_change: revision.last_deployment_change,
            categories,
            service: update.service.to_string(),
            packages: session
                .changes(update)
                .into_iter()
                .map(PackageRecord::from)
                .collect(),
        }
    }
}

/// A package that is changed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct PackageRecord {
    pub(crate) name: String,
    pub(crate) architecture: String,
    /// Null if it is not there before.
    pub(crate) from: Option<String>,
    /// Null if it is not there afterwards.
    pub(crate) to: Option<String>,
}

impl From<Change> for PackageRecord {
    fn from(change: Change) -> Self {
        Self {
            name: change.name,
            architecture: change.architecture,
            from: change.from,
            to: change.to,
        }
    }
}

impl From<PackageRecord> for Change {
    fn from(record: PackageRecord) -> Self {
        Self {
            name: record.name,
            architecture: record.architecture,
            from: record.from,
            to: record.to,
        }
    }
}

/// A category of an update.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct CategoryRecord {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) kind: String,
}

impl CategoryRecord {
    pub(crate) fn all(categories: &[Arc<Category>], locales: &[Lcid]) -> Vec<Self> {
        let record = |category: &Arc<Category>| Self {
            id: category.id.to_string(),
            name: category.name(locales).to_owned(),
            kind: category.category_type.name().to_owned(),
        };
        categories.iter().map(record).collect()
    }

    /// What kind of update it is, rather than for what.
    pub(crate) fn is_classification(&self) -> bool {
        self.kind == CategoryType::UpdateClassification.name()
    }

    /// The name of the classification among them.
    fn classification(categories: &[Self]) -> Option<&str> {
        let mut categories = categories.iter();
        let classification = categories.find(|category| category.is_classification());
        classification.map(|category| category.name.as_str())
    }
}
