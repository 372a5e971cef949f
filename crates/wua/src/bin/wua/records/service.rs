//! A service.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use wua::{AddedCatalogue, LeftOut, ServiceRecord, Tally};

/// A service.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[expect(clippy::struct_excessive_bools, reason = "independent properties")]
pub(crate) struct ServiceLine {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) url: String,
    pub(crate) default: bool,
    pub(crate) registered_with_au: bool,
    pub(crate) can_register_with_au: bool,
    pub(crate) managed: bool,
    pub(crate) offers_windows_updates: bool,
    pub(crate) scan_package: bool,
    /// Who signed the catalogue that it was made from, in words.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) signature: String,
    pub(crate) issue_date: Timestamp,
    pub(crate) expiration_date: Timestamp,
}

impl From<&ServiceRecord> for ServiceLine {
    fn from(service: &ServiceRecord) -> Self {
        Self {
            id: service.id.to_string(),
            name: service.name.clone(),
            url: service.url.clone(),
            default: service.is_default_au_service,
            registered_with_au: service.is_registered_with_au,
            can_register_with_au: service.can_register_with_au,
            managed: service.is_managed,
            offers_windows_updates: service.offers_windows_updates,
            scan_package: service.is_scan_package,
            signature: service.signature.clone(),
            issue_date: service.issue_date,
            expiration_date: service.expiration_date,
        }
    }
}

/// What became of a catalogue.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct CatalogueRecord {
    /// The identifier of its service.
    pub(crate) service: String,
    /// How many updates it offers.
    pub(crate) loaded: usize,
    pub(crate) left_out: Vec<LeftOutRecord>,
    pub(crate) signature: String,
}

/// What a catalogue describes and cannot offer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct LeftOutRecord {
    pub(crate) file: String,
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) reason: String,
}

impl CatalogueRecord {
    pub(crate) fn of(added: &AddedCatalogue) -> Self {
        let record = |left_out: &LeftOut| LeftOutRecord {
            file: left_out.file.clone(),
            id: left_out.id.clone(),
            title: left_out.title.clone(),
            reason: left_out.reason.clone(),
        };
        Self {
            service: added.record.id.to_string(),
            loaded: added.loaded,
            left_out: added.left_out.iter().map(record).collect(),
            signature: added.record.signature.clone(),
        }
    }
}

/// What became of all updates that are known, where none is found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct TallyRecord {
    pub(crate) known: usize,
    pub(crate) by_rule: usize,
    pub(crate) by_prerequisite: usize,
    pub(crate) installed: usize,
    pub(crate) hidden: usize,
    pub(crate) superseded: usize,
    pub(crate) withdrawn: usize,
    pub(crate) unwanted: usize,
    pub(crate) unclear: usize,
    pub(crate) left_out: usize,
}

impl From<&Tally> for TallyRecord {
    fn from(tally: &Tally) -> Self {
        Self {
            known: tally.known,
            by_rule: tally.by_rule,
            by_prerequisite: tally.by_prerequisite,
            installed: tally.installed,
            hidden: tally.hidden,
            superseded: tally.superseded,
            withdrawn: tally.withdrawn,
            unwanted: tally.unwanted,
            unclear: tally.unclear,
            left_out: tally.left_out,
        }
    }
}
