//! A service.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use wua::ServiceRecord;

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
            issue_date: service.issue_date,
            expiration_date: service.expiration_date,
        }
    }
}
