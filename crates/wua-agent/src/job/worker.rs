//! What the work of a job sees of the job: whether to stop, and whom to tell.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;

use super::progress::UpdateResult;
use super::{OnProgress, Progress};
use crate::ports::Abort;
use crate::sync::lock;

/// Given to the work of a job.
pub(crate) struct Worker<'a> {
    abort: &'a Abort,
    progress: &'a Mutex<Progress>,
    told: Mutex<Told>,
}

/// Who is told, and what was told last. A callback that panicked is let go: the job goes on without it.
#[derive(Default)]
struct Told {
    on_progress: Option<OnProgress>,
    last: Option<Progress>,
}

impl<'a> Worker<'a> {
    pub(super) fn new(
        abort: &'a Abort,
        progress: &'a Mutex<Progress>,
        on_progress: Option<OnProgress>,
    ) -> Self {
        let told = Mutex::new(Told {
            on_progress,
            last: None,
        });
        Self {
            abort,
            progress,
            told,
        }
    }

    /// The request to stop.
    pub(crate) fn abort(&self) -> &Abort {
        self.abort
    }

    /// Changes the progress, and tells of it if the change is noticeable.
    pub(crate) fn report(&self, change: impl FnOnce(&mut Progress)) {
        let now = {
            let mut progress = lock(self.progress);
            change(&mut progress);
            progress.clone()
        };
        self.tell(now, false);
    }

    /// Sets what became of an update, and tells of it.
    pub(crate) fn report_result(&self, index: usize, result: &UpdateResult) {
        let now = {
            let mut progress = lock(self.progress);
            if let Some(place) = progress.results.get_mut(index) {
                place.clone_from(result);
            }
            progress.clone()
        };
        self.tell(now, true);
    }

    /// Only the job's own thread comes here, so that callbacks never overlap. None of the locks is held in the call.
    fn tell(&self, now: Progress, always: bool) {
        let on_progress = {
            let mut told = lock(&self.told);
            let noticeable = told
                .last
                .as_ref()
                .is_none_or(|last| now.differs_noticeably_from(last));
            if !(always || noticeable) {
                return;
            }
            told.on_progress.take()
        };
        let Some(on_progress) = on_progress else { return };
        let survived = catch_unwind(AssertUnwindSafe(|| on_progress(&now))).is_ok();
        let mut told = lock(&self.told);
        told.last = Some(now);
        if survived {
            told.on_progress = Some(on_progress);
        }
    }

    /// The callback, to be let go by the job.
    pub(super) fn into_callback(self) -> Option<OnProgress> {
        self.told
            .into_inner()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
            .on_progress
    }
}
