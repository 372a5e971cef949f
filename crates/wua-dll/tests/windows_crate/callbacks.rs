//! Callbacks as a program writes them with the `windows` crate; the agent calls them through their tables.

#![allow(
    clippy::inline_always,
    clippy::needless_pass_by_value,
    clippy::ref_as_ptr,
    clippy::borrow_as_ptr,
    reason = "what the macros of the crate write, and the signatures that they ask for"
)]

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

use windows::Win32::System::UpdateAgent::*;
use windows_core::{IUnknown, Interface, Ref, Result, implement};

/// What the callbacks of one program have seen.
#[derive(Clone, Default)]
pub(crate) struct Seen(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    called: BTreeSet<&'static str>,
    objects: Vec<IUnknown>,
}

// SAFETY: the objects are the agent's, which belong to no apartment.
unsafe impl Send for State {}

impl Seen {
    /// The callbacks that were called.
    pub(crate) fn called(&self) -> BTreeSet<&'static str> {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .called
            .clone()
    }

    /// What they were given.
    pub(crate) fn objects(&self) -> Vec<IUnknown> {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .objects
            .clone()
    }

    fn note<J: Interface, A: Interface>(
        &self,
        name: &'static str,
        job: Ref<J>,
        arguments: Ref<A>,
    ) -> Result<()> {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        state.called.insert(name);
        state.objects.push(job.ok()?.cast()?);
        state.objects.push(arguments.ok()?.cast()?);
        Ok(())
    }
}

#[implement(ISearchCompletedCallback)]
pub(crate) struct Searched(pub(crate) Seen);

impl ISearchCompletedCallback_Impl for Searched_Impl {
    fn Invoke(&self, job: Ref<ISearchJob>, arguments: Ref<ISearchCompletedCallbackArgs>) -> Result<()> {
        self.0.note("ISearchCompletedCallback", job, arguments)
    }
}

#[implement(IDownloadCompletedCallback)]
pub(crate) struct Downloaded(pub(crate) Seen);

impl IDownloadCompletedCallback_Impl for Downloaded_Impl {
    fn Invoke(&self, job: Ref<IDownloadJob>, arguments: Ref<IDownloadCompletedCallbackArgs>) -> Result<()> {
        self.0.note("IDownloadCompletedCallback", job, arguments)
    }
}

#[implement(IDownloadProgressChangedCallback)]
pub(crate) struct Downloading(pub(crate) Seen);

impl IDownloadProgressChangedCallback_Impl for Downloading_Impl {
    fn Invoke(
        &self,
        job: Ref<IDownloadJob>,
        arguments: Ref<IDownloadProgressChangedCallbackArgs>,
    ) -> Result<()> {
        self.0.note("IDownloadProgressChangedCallback", job, arguments)
    }
}

#[implement(IInstallationCompletedCallback)]
pub(crate) struct Installed(pub(crate) Seen);

impl IInstallationCompletedCallback_Impl for Installed_Impl {
    fn Invoke(
        &self,
        job: Ref<IInstallationJob>,
        arguments: Ref<IInstallationCompletedCallbackArgs>,
    ) -> Result<()> {
        self.0.note("IInstallationCompletedCallback", job, arguments)
    }
}

#[implement(IInstallationProgressChangedCallback)]
pub(crate) struct Installing(pub(crate) Seen);

impl IInstallationProgressChangedCallback_Impl for Installing_Impl {
    fn Invoke(
        &self,
        job: Ref<IInstallationJob>,
        arguments: Ref<IInstallationProgressChangedCallbackArgs>,
    ) -> Result<()> {
        self.0
            .note("IInstallationProgressChangedCallback", job, arguments)
    }
}
