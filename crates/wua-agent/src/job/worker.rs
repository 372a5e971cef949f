//! What the work of a job sees of the job: whether to stop, and whom to tell.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;

use wua_defs::enums::OperationResultCode;

use super::progress::{Noticeable, UpdateResult};
use super::{OnProgress, Progress};
use crate::ports::Abort;
use crate::sync::lock;

/// Given to the work of a job.
pub struct Worker<'a> {
    abort: &'a Abort,
    progress: &'a Mutex<Progress>,
    told: Mutex<Told>,
}

/// Who is told, and what was told last. A callback that panicked is let go: the job goes on without it.
#[derive(Default)]
struct Told {
    on_progress: Option<OnProgress>,
    last: Option<Noticeable>,
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
    pub fn abort(&self) -> &Abort {
        self.abort
    }

    /// Changes the progress, and tells of it if the change is noticeable.
    pub fn report(&self, change: impl FnOnce(&mut Progress)) {
        let mut progress = lock(self.progress);
        change(&mut progress);
        if lock(&self.told).last == Some(progress.noticeable()) {
            return;
        }
        let now = progress.clone();
        drop(progress);
        self.tell(&now);
    }

    /// An update is begun. That it is in progress and that it is the one worked on change at once: nobody sees one
    /// without the other.
    pub(crate) fn begin_update(&self, index: usize, place: impl FnOnce(&mut Progress)) {
        self.report(|progress| {
            if let Some(result) = progress.results.get_mut(index) {
                result.code = OperationResultCode::InProgress;
            }
            place(progress);
        });
    }

    /// Sets what became of an update, and tells of it.
    pub fn report_result(&self, index: usize, result: &UpdateResult) {
        let mut progress = lock(self.progress);
        if let Some(place) = progress.results.get_mut(index) {
            place.clone_from(result);
        }
        let now = progress.clone();
        drop(progress);
        self.tell(&now);
    }

    /// Only the job's own thread comes here, so that callbacks never overlap. None of the locks is held in the call.
    fn tell(&self, now: &Progress) {
        let on_progress = {
            let mut told = lock(&self.told);
            told.last = Some(now.noticeable());
            told.on_progress.take()
        };
        let Some(on_progress) = on_progress else { return };
        if catch_unwind(AssertUnwindSafe(|| on_progress(now))).is_ok() {
            lock(&self.told).on_progress = Some(on_progress);
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
