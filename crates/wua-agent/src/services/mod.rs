//! The services that this computer knows.

mod automatic_updates;
mod register;
mod registry;

use std::path::PathBuf;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use wua_com::Guid;
use wua_defs::enums::UpdateServiceRegistrationState;

pub(crate) use registry::{Registry, ServiceEntry};

/// Windows Update itself, as `ServerSelection` knows it.
pub const WINDOWS_UPDATE: Guid = Guid::literal("9482f4b4-e343-43b6-b170-9a65bc822c77");

/// What is known of a service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "independent properties of the specification"
)]
pub struct ServiceRecord {
    /// Its identifier.
    pub id: Guid,
    /// Its name.
    pub name: String,
    /// Where it is.
    pub url: String,
    /// Where its redirectors are.
    pub redirect_urls: Vec<String>,
    /// What the files of its setup begin with.
    pub setup_prefix: String,
    /// The hash of the certificate that signs its content.
    pub content_validation_cert: Vec<u8>,
    /// When its authorisation was issued.
    pub issue_date: Timestamp,
    /// When its authorisation ends.
    pub expiration_date: Timestamp,
    /// An administrator's own server.
    pub is_managed: bool,
    /// May serve Automatic Updates.
    pub can_register_with_au: bool,
    /// Serves Automatic Updates.
    pub is_registered_with_au: bool,
    /// What Automatic Updates falls back to.
    pub is_default_au_service: bool,
    /// Offers updates for Windows itself.
    pub offers_windows_updates: bool,
    /// Made from an offline scan package.
    pub is_scan_package: bool,
    /// The package or cabinet that it was made from.
    pub source: Option<PathBuf>,
    /// Gone when the agent ends.
    pub is_volatile: bool,
}

impl Default for ServiceRecord {
    fn default() -> Self {
        Self {
            id: Guid::NIL,
            name: String::new(),
            url: String::new(),
            redirect_urls: Vec::new(),
            setup_prefix: String::new(),
            content_validation_cert: Vec::new(),
            issue_date: Timestamp::UNIX_EPOCH,
            expiration_date: Timestamp::MAX,
            is_managed: false,
            can_register_with_au: false,
            is_registered_with_au: false,
            is_default_au_service: false,
            offers_windows_updates: false,
            is_scan_package: false,
            source: None,
            is_volatile: false,
        }
    }
}

/// How far a registration has got.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Registration {
    /// The service.
    pub service_id: Guid,
    /// Registered, pending or not.
    pub state: UpdateServiceRegistrationState,
    /// Automatic Updates will use it once it is registered.
    pub is_pending_with_au: bool,
    /// What is known of it, once it is registered.
    pub record: Option<ServiceRecord>,
}

/// The name and the identifier of a service, for messages.
impl std::fmt::Display for ServiceRecord {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.name.is_empty() {
            write!(f, "{}", self.id)
        } else {
            write!(f, "{} ({})", self.name, self.id)
        }
    }
}
