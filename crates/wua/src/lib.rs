//! The Windows Update Agent for any machine.
//!
//! ```no_run
//! let session = wua::Session::local()?;
//! let found = session.search("IsInstalled=0")?;
//! found.updates.iter().for_each(|update| println!("{}", update.title()));
//! # Ok::<(), wua::Error>(())
//! ```
//!
//! A [`Session`] searches, downloads, installs and takes off again; it knows the services, the settings and the
//! history. What it hands out are the engine's own types. Long work is an [`Operation`]: wait for it, be told how it
//! goes by callback or channel, or hold its [`Job`] and abort it.
//!
//! The engine itself names no service and no computer. This crate decides which of them there are ([`Session::local`],
//! [`Session::museum`]), where the agent remembers things ([`Folders`]), and hands the same engine to the object model
//! ([`com`]).
//!
//! INVARIANT: one process has one engine for one folder, whoever asks for it, so that two faces in one process see the
//! same downloads, jobs and marks.

mod assembly;
mod builder;
pub mod com;
#[cfg(unix)]
pub mod computer;
mod configuration;
#[cfg(unix)]
mod credentials;
mod environment;
mod folders;
#[cfg(unix)]
pub mod host;
pub use wua_com::locale;
mod operation;
mod place;
#[cfg(unix)]
pub mod remote;
mod session;
mod this_computer;

pub use builder::Builder;
#[cfg(feature = "kerberos")]
pub use credentials::Tickets;
#[cfg(unix)]
pub use credentials::{Credentials, Secret};
pub use environment::Environment;
pub use folders::Folders;
#[cfg(unix)]
pub use host::Host;
pub use operation::{Operation, Request};
pub use session::Session;

pub use wua_agent::http::{ClientCertificate, Trust};
pub use wua_agent::{
    AddedCatalogue, Agent, Applicability, Asked, AutomaticUpdatesResults, AutomaticUpdatesSettings, Behavior,
    Category, CategoryTree, CategoryType, Cleaned, CleaningPlan, Content, DownloadPlan, DownloadRequest,
    DownloadResult, DownloadVerdict, Driver, DriverEntry, Eula, ExplainedRule, Explanation, HistoryEntry,
    Identity, Image, InstallPlan, InstallRequest, InstallResult, InstallVerdict, Job, JobKind, JobRecord,
    JobStatus, KeepPolicy, Marks, Phase, PlannedDownload, PlannedFile, PlannedInstall, PlannedStep, Progress,
    Reason, ReasonKind, Registration, Revision, SearchPlan, SearchRequest, SearchResult, ServiceRecord,
    Tally, Texts, Unneeded, UnneededFile, Update, UpdateResult, UpdateServer,
    ports::{ApplyOptions, Change, LeftOut, SystemState, Warning, file_error},
};
pub use wua_com::{Error, Guid, HResult, Lcid, code};
pub use wua_defs::enums;
pub use wua_rules::applicability as rules;
pub use wua_windows::Recording;
