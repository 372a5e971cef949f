//! What the engine needs from outside: services, targets, a clock. It names none of those that exist.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use jiff::Timestamp;
use wua_com::{Error, Guid, HResult, Lcid, code};
use wua_defs::enums::{InstallationRebootBehavior, UpdateExceptionContext, UpdateOperation};

use crate::category::Category;
use crate::history::HistoryEntry;
use crate::proxy::ProxySettings;
use crate::services::ServiceRecord;
use crate::update::{Applicability, Content, Revision, Update};

pub use crate::error::file_error;
pub use crate::folder::create_private_folder;

/// Where updates come from.
pub trait Service: Send + Sync {
    /// What the service manager shows of it.
    fn record(&self) -> ServiceRecord;

    /// Brings the store up to date: everything that may concern `target`. Called on a job's thread; may take long and
    /// should look at the request to stop between steps.
    fn sync(&self, target: &dyn Target, conditions: &Conditions<'_>) -> Result<Offer, Error>;

    /// Fetches one file to `destination`, from byte `from` on (what is there already stays). `progress` is told the
    /// bytes that are there so far, those before `from` included. The engine verifies size and hash afterwards.
    /// [`file_error`] makes errors of files readable.
    fn fetch(
        &self,
        update: &Revision,
        content: &Content,
        destination: &Path,
        from: u64,
        progress: &mut dyn FnMut(u64),
        conditions: &Conditions<'_>,
    ) -> Result<(), Error>;
}

/// Under which conditions a service works for a client.
#[derive(Clone, Copy, Debug)]
pub struct Conditions<'a> {
    /// How it is to reach its servers.
    pub proxy: &'a ProxySettings,
    /// Whether it is still wanted.
    pub abort: &'a Abort,
}

/// What a service has to offer.
#[derive(Clone, Debug, Default)]
pub struct Offer {
    /// Top-level updates; bundles carry their members.
    pub revisions: Vec<Arc<Revision>>,
    /// All categories that the revisions name, and those above them.
    pub categories: Vec<Arc<Category>>,
    /// What went wrong without spoiling the rest.
    pub warnings: Vec<Warning>,
}

/// Something that went wrong while the whole succeeded.
#[derive(Clone, Debug)]
pub struct Warning {
    /// The code.
    pub hresult: HResult,
    /// In words, by language; the first is the default.
    pub message: Vec<(Lcid, String)>,
    /// Where it happened.
    pub context: UpdateExceptionContext,
    /// The product whose licence is invalid, if that is what happened.
    pub product: Option<String>,
}

impl Warning {
    /// Something failed that leaves the rest as it is.
    pub fn general(error: &Error) -> Self {
        Self {
            hresult: error.hresult(),
            message: vec![(Lcid::ENGLISH, error.message())],
            context: UpdateExceptionContext::General,
            product: None,
        }
    }

    /// Something failed so that the result is not all that there is.
    pub fn incomplete(error: &Error) -> Self {
        Self {
            context: UpdateExceptionContext::SearchIncomplete,
            ..Self::general(error)
        }
    }
}

/// Opens services on request of an administrator.
pub trait ServiceProvider: Send + Sync {
    /// Offers itself for `request`; `None` when the request is another provider's.
    fn open(&self, request: &ServiceRequest<'_>) -> Option<Result<Arc<dyn Service>, Error>>;
}

/// How an administrator describes the service that is wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ServiceRequest<'a> {
    /// By an authorisation cabinet.
    Cabinet {
        /// The service in it.
        id: Guid,
        /// The cabinet.
        path: &'a Path,
    },
    /// By asking the network for an identifier.
    Online {
        /// The service.
        id: Guid,
    },
    /// By an offline scan package.
    ScanPackage {
        /// The service's name to be.
        name: &'a str,
        /// The identifier that it has or gets.
        id: Guid,
        /// The package.
        path: &'a Path,
    },
    /// One that the store remembers, when the agent starts.
    Registered(&'a ServiceRecord),
}

/// Which computer is updated.
pub trait Target: Send + Sync {
    /// What the revision is here. Cheap: called for every revision of every search.
    fn evaluate(&self, revision: &Revision) -> Applicability;

    /// An installer that outlives [`Target::apply`] reports its end under this cookie
    /// ([`crate::Agent::record_installation_result`]). Told before every `apply`.
    fn expect_report(&self, update: &Update, cookie: &str) {
        let _ = (update, cookie);
    }

    /// Installs or takes off one update, its files being in `files`. Called with nothing else running on this
    /// target. The outcome says what happened; an error is for what kept it from beginning.
    fn apply(
        &self,
        update: &Update,
        operation: UpdateOperation,
        files: &Path,
        options: &ApplyOptions,
        progress: &mut dyn FnMut(i32),
        abort: &Abort,
    ) -> Result<Applied, Error>;

    /// The state of the computer.
    fn system(&self) -> SystemState;

    /// What was done to the computer before there was a store, oldest first. Asked once, when the store is new.
    fn earlier_history(&self) -> Vec<HistoryEntry> {
        Vec::new()
    }

    /// Finishes what waits for the moment before a restart.
    fn commit(&self) -> Result<(), Error>;

    /// Changes with every start of the computer. With it, the engine remembers by itself that a restart is needed
    /// until it has happened; without it, the default, only [`Target::system`] knows.
    fn boot_id(&self) -> String {
        String::new()
    }
}

/// How an update is to be applied.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "independent options of the specification"
)]
pub struct ApplyOptions {
    /// Even if it is installed already, or not.
    pub forced: bool,
    /// Nobody may be asked.
    pub quiet: bool,
    /// A person may be asked for media.
    pub allow_source_prompts: bool,
    /// Programs in the way may be closed.
    pub close_apps: bool,
}

/// What applying an update led to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Applied {
    /// Success, or the mapped failure.
    pub hresult: HResult,
    /// The installer's own number, if it is not an HRESULT.
    pub unmapped: i32,
    /// A restart is needed to finish.
    pub reboot_required: bool,
}

/// The state of a computer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SystemState {
    /// A restart is pending.
    pub reboot_required: bool,
    /// Where its maker helps.
    pub oem_hardware_support_link: String,
    /// `InstallationRebootBehavior` of what is pending, if known.
    pub pending: Option<InstallationRebootBehavior>,
}

/// What time it is.
pub trait Clock: Send + Sync {
    /// Now, in UTC.
    fn now(&self) -> Timestamp;
}

/// The clock of the computer that the agent runs on.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }
}

/// Learns of every step that was written down, so that a test can stop the world there.
pub trait Checkpoints: Send + Sync {
    /// `step` has just been committed, or is about to be acted on.
    fn reached(&self, step: &'static str);
}

/// The names of all steps that [`Checkpoints`] are told of, in the order in which they occur.
pub const STEPS: &[&str] = &[
    step::OFFER_STORED,
    step::MARKS_WRITTEN,
    step::SERVICES_WRITTEN,
    step::SETTINGS_WRITTEN,
    step::DOWNLOAD_PLANNED,
    step::DOWNLOAD_FILE_STARTED,
    step::DOWNLOAD_FILE_FETCHED,
    step::DOWNLOAD_FILE_VERIFIED,
    step::DOWNLOAD_FILE_DONE,
    step::DOWNLOAD_ENDED,
    step::INSTALL_PLANNED,
    step::INSTALL_STEP_STARTED,
    step::INSTALL_STEP_APPLIED,
    step::INSTALL_STEP_DONE,
    step::INSTALL_ENDED,
    step::REPORT_RECORDED,
    step::RECOVERY_EVALUATED,
    step::RECOVERY_DONE,
];

/// The steps by name.
pub mod step {
    /// What the services offer is in the store.
    pub const OFFER_STORED: &str = "offer-stored";
    /// An update was hidden or unhidden, or a licence accepted.
    pub const MARKS_WRITTEN: &str = "marks-written";
    /// A service was registered, changed or removed.
    pub const SERVICES_WRITTEN: &str = "services-written";
    /// A setting was changed.
    pub const SETTINGS_WRITTEN: &str = "settings-written";
    /// A download is in the store, and nothing has been fetched.
    pub const DOWNLOAD_PLANNED: &str = "download-planned";
    /// A file is about to be fetched.
    pub const DOWNLOAD_FILE_STARTED: &str = "download-file-started";
    /// All bytes of a file are there under its provisional name.
    pub const DOWNLOAD_FILE_FETCHED: &str = "download-file-fetched";
    /// A file was verified and has its final name.
    pub const DOWNLOAD_FILE_VERIFIED: &str = "download-file-verified";
    /// The store knows that a file is there.
    pub const DOWNLOAD_FILE_DONE: &str = "download-file-done";
    /// The end of a download is in the store.
    pub const DOWNLOAD_ENDED: &str = "download-ended";
    /// An installation or removal is in the store, and nothing has been done.
    pub const INSTALL_PLANNED: &str = "install-planned";
    /// The store knows that an installer is about to be called.
    pub const INSTALL_STEP_STARTED: &str = "install-step-started";
    /// The installer is back, and only this process knows.
    pub const INSTALL_STEP_APPLIED: &str = "install-step-applied";
    /// What the installer did is in the store.
    pub const INSTALL_STEP_DONE: &str = "install-step-done";
    /// The end of an installation or removal is in the store.
    pub const INSTALL_ENDED: &str = "install-ended";
    /// What an installer reported of itself is in the store.
    pub const REPORT_RECORDED: &str = "report-recorded";
    /// It is known, but not yet written, what became of a job that was broken off.
    pub const RECOVERY_EVALUATED: &str = "recovery-evaluated";
    /// A job that was broken off is ended.
    pub const RECOVERY_DONE: &str = "recovery-done";
}

/// The checkpoints of an agent that nobody tests.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoCheckpoints;

impl Checkpoints for NoCheckpoints {
    fn reached(&self, _: &'static str) {}
}

/// A request to stop, seen by whoever works.
#[derive(Clone, Debug, Default)]
pub struct Abort(Arc<AtomicBool>);

impl Abort {
    /// Asks.
    pub fn request(&self) {
        self.0.store(true, Ordering::Release);
    }

    /// Whether somebody asked.
    pub fn is_requested(&self) -> bool {
        self.0.load(Ordering::Acquire)
    }

    /// The error to stop with, once somebody asked.
    pub fn check(&self) -> Result<(), Error> {
        if self.is_requested() {
            return Err(Error::new(code::WU_E_CALL_CANCELLED, "stopped on request"));
        }
        Ok(())
    }
}
