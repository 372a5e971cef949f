//! The engine of the update agent. It knows no COM, no service, no target and no face.
//!
//! A [`Session`] searches, downloads, installs. Each of them has the same shape: gather facts, compute a plan that can
//! be printed, execute it step by step, write every step down before and after. What the engine needs from outside are
//! the [`ports`].
//!
//! INVARIANT: a change of state is committed to the store before it is acted on, and again when its outcome is known; a
//! process that dies in between loses nothing and repeats nothing.

mod agent;
mod applicability;
mod automatic_updates;
mod cache;
mod category;
mod download;
mod error;
mod explain;
mod folder;
mod history;
pub mod http;
mod identify;
mod install;
mod installer;
mod job;
mod lock;
mod marks;
pub mod ports;
mod proxy;
mod random;
mod recovery;
mod relevance;
mod search;
mod services;
mod session;
mod store;
mod sync;
mod update;

pub use agent::{Agent, AgentParts};
pub use applicability::{Because, State, Verdict};
pub use automatic_updates::{AutomaticUpdatesPolicy, AutomaticUpdatesResults, AutomaticUpdatesSettings};
pub use cache::{Cleaned, CleaningPlan, KeepPolicy, Unneeded, UnneededFile};
pub use category::{Category, CategoryType};
pub use download::{
    DownloadPlan, DownloadRequest, DownloadResult, DownloadVerdict, PlannedDownload, PlannedFile,
};
pub use explain::{ExplainedRule, Explanation, Reason, ReasonKind, explain_found};
pub use history::HistoryEntry;
pub use install::{InstallPlan, InstallRequest, InstallResult, InstallVerdict, PlannedInstall, PlannedStep};
pub use installer::{CbsPackage, CommandLine, Installer, MsiPackage, MsiPatch, ProgramResult, ReturnCode};
pub use job::{Callbacks, Job, JobKind, JobRecord, JobStatus, Phase, Progress, UpdateResult, Worker};
pub use proxy::ProxySettings;
pub use relevance::{Prerequisite, Publication, Relevance, Role};
pub use search::{Asked, CategoryTree, SearchPlan, SearchRequest, SearchResult, Tally};
pub use services::{
    AddedCatalogue, MANAGED_SERVER, Registration, ServiceRecord, UpdateServer, WINDOWS_UPDATE,
};
pub use session::Session;
pub use update::{
    Applicability, Behavior, Content, Driver, DriverEntry, Eula, Identity, Image, Marks, Revision, Texts,
    Update,
};
