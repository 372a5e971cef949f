//! What happens between two writes to the store, for tests that stop the world there.

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
