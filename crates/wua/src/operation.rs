//! Work that takes a while: wait for it, watch it, stop it.

use std::panic::resume_unwind;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::thread;

use wua_agent::{
    Callbacks, DownloadPlan, DownloadRequest, DownloadResult, InstallPlan, InstallRequest, InstallResult,
    Job, Progress, SearchPlan, SearchRequest, SearchResult,
};
use wua_com::{Error, code};

use crate::place::Place;

/// A search, download, installation or removal that has not begun.
#[must_use = "nothing happens before `run` or `start`"]
pub struct Operation<Q> {
    place: Arc<dyn Place>,
    request: Q,
    callbacks: Callbacks,
}

impl<Q: Request> Operation<Q> {
    pub(crate) fn new(place: Arc<dyn Place>, request: Q) -> Self {
        Self {
            place,
            request,
            callbacks: Callbacks::default(),
        }
    }

    /// Changes what is asked for.
    pub fn with(mut self, change: impl FnOnce(&mut Q)) -> Self {
        change(&mut self.request);
        self
    }

    /// Is told of the progress, on the operation's own thread.
    pub fn on_progress(mut self, tell: impl Fn(&Progress) + Send + Sync + 'static) -> Self {
        self.callbacks.on_progress = Some(Box::new(tell));
        self
    }

    /// Is told once when the operation has its result.
    pub fn on_completed(mut self, tell: impl FnOnce() + Send + 'static) -> Self {
        self.callbacks.on_completed = Some(Box::new(tell));
        self
    }

    /// What it is going to do, without doing it. It can be printed.
    pub fn plan(&self) -> Result<Q::Plan, Error> {
        self.request.plan(&*self.place)
    }

    /// Does it and waits for the result. That some updates failed is no error: it stands in the result.
    pub fn run(self) -> Result<Arc<Q::Result>, Error> {
        self.request.prepare(&*self.place)?.run(self.callbacks)
    }

    /// The same, while `watch` watches it on another thread, and sees the channel end when the operation does.
    pub fn run_watched(
        self,
        watch: impl FnOnce(&Job<Q::Result>, Receiver<Progress>) + Send,
    ) -> Result<Arc<Q::Result>, Error> {
        let (operation, news) = self.with_channel();
        let job = &operation.request.prepare(&*operation.place)?;
        thread::scope(|scope| {
            let watcher = thread::Builder::new()
                .name("watch".to_owned())
                .spawn_scoped(scope, move || watch(job, news))
                .map_err(|error| Error::new(code::E_OUTOFMEMORY, format!("no thread to watch: {error}")))?;
            let result = job.run(operation.callbacks);
            watcher.join().unwrap_or_else(|panic| resume_unwind(panic));
            result
        })
    }

    /// Begins, and hands out the job: to wait for, to ask, to abort.
    pub fn start(self) -> Result<Job<Q::Result>, Error> {
        let job = self.request.prepare(&*self.place)?;
        job.start(self.callbacks);
        Ok(job)
    }

    /// Begins. Progress arrives on the channel, which ends when the operation does.
    pub fn start_with_channel(self) -> Result<(Job<Q::Result>, Receiver<Progress>), Error> {
        let (watched, news) = self.with_channel();
        Ok((watched.start()?, news))
    }

    fn with_channel(self) -> (Self, Receiver<Progress>) {
        let (sender, receiver) = channel();
        let watched = self.on_progress(move |progress| {
            // A program that dropped the receiver does not want to know.
            let _ = sender.send(progress.clone());
        });
        (watched, receiver)
    }
}

/// What can be asked for. The engine's requests are all that there are.
pub trait Request: sealed::Sealed + Sized {
    /// What it leads to.
    type Result: Send + Sync + 'static;

    /// What it is going to do.
    type Plan: std::fmt::Display;

    #[doc(hidden)]
    fn plan(&self, place: &dyn Place) -> Result<Self::Plan, Error>;

    #[doc(hidden)]
    fn prepare(self, place: &dyn Place) -> Result<Job<Self::Result>, Error>;
}

impl Request for SearchRequest {
    type Result = SearchResult;
    type Plan = SearchPlan;

    fn plan(&self, place: &dyn Place) -> Result<SearchPlan, Error> {
        place.plan_search(self)
    }

    fn prepare(self, place: &dyn Place) -> Result<Job<SearchResult>, Error> {
        place.prepare_search(self)
    }
}

impl Request for DownloadRequest {
    type Result = DownloadResult;
    type Plan = DownloadPlan;

    fn plan(&self, place: &dyn Place) -> Result<DownloadPlan, Error> {
        place.plan_download(self)
    }

    fn prepare(self, place: &dyn Place) -> Result<Job<DownloadResult>, Error> {
        place.prepare_download(self)
    }
}

impl Request for InstallRequest {
    type Result = InstallResult;
    type Plan = InstallPlan;

    fn plan(&self, place: &dyn Place) -> Result<InstallPlan, Error> {
        place.plan_install(self)
    }

    fn prepare(self, place: &dyn Place) -> Result<Job<InstallResult>, Error> {
        place.prepare_install(self)
    }
}

mod sealed {
    pub trait Sealed {}
    impl Sealed for super::SearchRequest {}
    impl Sealed for super::DownloadRequest {}
    impl Sealed for super::InstallRequest {}
}
