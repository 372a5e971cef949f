//! Work that goes on while its caller does something else.

mod overall;
mod progress;
mod record;
mod worker;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Condvar, Mutex, OnceLock};
use std::thread::{self, ThreadId};

use wua_com::{Error, code};

use crate::error::panic_message;
use crate::ports::Abort;
use crate::sync::lock;

pub(crate) use overall::overall;
pub use progress::{Phase, Progress, UpdateResult};
pub use record::{JobKind, JobRecord, JobStatus};
pub use worker::Worker;

/// Told of what a job does, on the job's own thread, never with a lock held.
///
/// A callback that panics is let go and not called again; the job goes on.
#[derive(Default)]
pub struct Callbacks {
    /// Called whenever the progress changed noticeably: another update, phase, percent or result.
    pub on_progress: Option<OnProgress>,
    /// Called once, when the job has its result.
    pub on_completed: Option<Box<dyn FnOnce() + Send>>,
}

/// A search, download or installation. Clones are the same job.
///
/// It lives on until its work is done, even when all its handles are dropped. One that was never started leaves
/// nothing behind.
pub struct Job<R>(Arc<JobState<R>>);

pub(crate) type OnProgress = Box<dyn Fn(&Progress) + Send + Sync>;

type Work<R> = Box<dyn FnOnce(&Worker<'_>) -> Result<R, Error> + Send>;

struct JobState<R> {
    name: &'static str,
    work: Mutex<Option<Work<R>>>,
    abort: Abort,
    progress: Mutex<Progress>,
    result: OnceLock<Result<Arc<R>, Error>>,
    stage: Mutex<Stage>,
    changed: Condvar,
    thread: OnceLock<ThreadId>,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Stage {
    Prepared,
    Running,
    /// The result is there.
    Ended,
    /// The callbacks have been told and are gone.
    Cleaned,
}

impl<R> Clone for Job<R> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<R: Send + Sync + 'static> Job<R> {
    /// A job that has not begun, whatever its work is. `name` names its thread.
    pub fn new(
        name: &'static str,
        progress: Progress,
        work: impl FnOnce(&Worker<'_>) -> Result<R, Error> + Send + 'static,
    ) -> Self {
        Self(Arc::new(JobState {
            name,
            work: Mutex::new(Some(Box::new(work))),
            abort: Abort::default(),
            progress: Mutex::new(progress),
            result: OnceLock::new(),
            stage: Mutex::new(Stage::Prepared),
            changed: Condvar::new(),
            thread: OnceLock::new(),
        }))
    }

    /// Begins the work on a thread of its own. A job begins once; a second call does nothing.
    pub fn start(&self, callbacks: Callbacks) {
        let Some(work) = self.0.begin() else { return };
        let state = Arc::clone(&self.0);
        // What is to be done is handed over by name: should no thread be had, it ends right here.
        let spawned = thread::Builder::new()
            .name(self.0.name.to_owned())
            .spawn(move || state.run(work, callbacks));
        if let Err(error) = spawned {
            self.0.finish(Err(Error::new(
                code::E_OUTOFMEMORY,
                format!("no thread for the job: {error}"),
            )));
            self.0.advance(Stage::Cleaned);
        }
    }

    /// Does the work on this thread, which would otherwise only wait, until its callbacks have been told and let go. A
    /// job that has begun already is waited for.
    pub fn run(&self, callbacks: Callbacks) -> Result<Arc<R>, Error> {
        if let Some(work) = self.0.begin() {
            self.0.run(work, callbacks);
        }
        self.wait()
    }

    /// Whether [`Job::wait`] would return at once.
    pub fn is_completed(&self) -> bool {
        self.0.result.get().is_some()
    }

    /// How far it has got.
    pub fn progress(&self) -> Progress {
        lock(&self.0.progress).clone()
    }

    /// Asks it to stop; it ends soon after with what it has done until then.
    pub fn request_abort(&self) {
        self.0.abort.request();
    }

    /// Waits for the result. Refused, instead of waiting for ever, where the result can never come: on a job that
    /// was not started, and in a progress callback of the job itself.
    pub fn wait(&self) -> Result<Arc<R>, Error> {
        if !self.is_completed() {
            if *lock(&self.0.stage) == Stage::Prepared {
                return Err(Error::new(
                    code::WU_E_INVALID_OPERATION,
                    "the job was not started, so that it has no result to wait for",
                ));
            }
            if self.0.is_own_thread() {
                return Err(Error::new(
                    code::WU_E_INVALID_OPERATION,
                    "a callback cannot wait for the job that calls it: return from it first",
                ));
            }
            self.0.wait_for(Stage::Ended);
        }
        match self.0.result.get() {
            Some(result) => result.clone(),
            None => Err(Error::new(code::E_UNEXPECTED, "the job ended without a result")),
        }
    }

    /// Waits until the job has ended and its callbacks have been told and let go. Returns at once on a job that was
    /// not started, and in a callback of the job itself.
    pub fn clean_up(&self) {
        if *lock(&self.0.stage) == Stage::Prepared || self.0.is_own_thread() {
            return;
        }
        self.0.wait_for(Stage::Cleaned);
    }
}

impl<R> JobState<R> {
    /// The work, for the one who asks first.
    fn begin(&self) -> Option<Work<R>> {
        let mut work = lock(&self.work);
        let taken = work.take()?;
        self.advance(Stage::Running);
        Some(taken)
    }

    fn run(&self, work: Work<R>, callbacks: Callbacks) {
        // Nobody else sets it.
        let _ = self.thread.set(thread::current().id());
        let worker = Worker::new(&self.abort, &self.progress, callbacks.on_progress);
        let result = catch_unwind(AssertUnwindSafe(|| work(&worker))).unwrap_or_else(|panic| {
            let message = panic_message(panic.as_ref());
            Err(Error::new(
                code::E_UNEXPECTED,
                format!("{} panicked, which is a bug: {message}", self.name),
            ))
        });
        worker.report(|progress| progress.phase = Phase::Finished);
        self.finish(result.map(Arc::new));
        // Both may run code of others: one that panics keeps nobody waiting.
        let on_progress = worker.into_callback();
        let _ = catch_unwind(AssertUnwindSafe(|| {
            if let Some(on_completed) = callbacks.on_completed {
                on_completed();
            }
        }));
        let _ = catch_unwind(AssertUnwindSafe(|| drop(on_progress)));
        self.advance(Stage::Cleaned);
    }

    fn finish(&self, result: Result<Arc<R>, Error>) {
        // The first result stands.
        let _ = self.result.set(result);
        self.advance(Stage::Ended);
    }

    fn advance(&self, stage: Stage) {
        let mut now = lock(&self.stage);
        if *now < stage {
            *now = stage;
        }
        self.changed.notify_all();
    }

    fn wait_for(&self, stage: Stage) {
        let mut now = lock(&self.stage);
        while *now < stage {
            now = self
                .changed
                .wait(now)
                .unwrap_or_else(std::sync::PoisonError::into_inner);
        }
    }

    fn is_own_thread(&self) -> bool {
        self.thread.get() == Some(&thread::current().id())
    }
}
