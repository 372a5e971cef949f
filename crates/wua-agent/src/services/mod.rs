//! The services that this computer knows.

mod automatic_updates;
mod passing_notes;
mod register;
mod registry;

use std::path::PathBuf;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use wua_com::Guid;
use wua_defs::enums::UpdateServiceRegistrationState;

use crate::http::Trust;
use crate::ports::LeftOut;

pub(crate) use registry::{Registry, ServiceEntry};

/// Windows Update itself, as `ServerSelection` knows it.
pub const WINDOWS_UPDATE: Guid = Guid::literal("9482f4b4-e343-43b6-b170-9a65bc822c77");

/// The update server that an administrator runs, as `ServerSelection` knows it.
pub const MANAGED_SERVER: Guid = Guid::literal("3da21691-e39d-4da6-8a4b-b43877bcb1b7");

/// How an update server is reached.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct UpdateServer {
    /// Where it is: `https://updates.example:8531`.
    pub url: String,
    /// Where it wants to be told what happens; empty: the same place.
    pub status_url: String,
    /// The group of computers that this one asks to be in.
    pub target_group: Option<String>,
    /// Nothing has to prove that it is this server: whoever is between can have anything installed.
    pub allow_http: bool,
    /// Where files are fetched in its place; empty: from the server itself.
    pub download_url: String,
    /// Files of which the server does not say where they are, are there.
    pub has_unplaced_files: bool,
    /// Whom connections to it trust besides, and what it is shown: the files are read when it is asked.
    pub trust: Trust,
}

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
    /// Whoever manages it allows no other service of updates for Windows.
    pub is_exclusive: bool,
    /// Made from an offline scan package.
    pub is_scan_package: bool,
    /// The package or cabinet that it was made from.
    pub source: Option<PathBuf>,
    /// Gone when the agent ends.
    pub is_volatile: bool,
    /// What kind of service it is, for whoever opens it again; empty if nobody has to ask.
    pub kind: String,
    /// Who signed what it was made from, in words; empty if that is not known.
    pub signature: String,
    /// How it is reached, if it is an update server.
    pub update_server: Option<UpdateServer>,
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
            is_exclusive: false,
            is_scan_package: false,
            source: None,
            is_volatile: false,
            kind: String::new(),
            signature: String::new(),
            update_server: None,
        }
    }
}

/// What became of a catalogue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddedCatalogue {
    /// The service that was made of it.
    pub record: ServiceRecord,
    /// How many updates it offers, members of bundles not counted.
    pub loaded: usize,
    /// What it describes and cannot offer.
    pub left_out: Vec<LeftOut>,
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
