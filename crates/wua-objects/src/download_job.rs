//! `IDownloadJob`.

use wua_agent::{Callbacks, Job};
use wua_com::{Caller, Family, Object, ObjectRef, Reply, Value, ok};
use wua_model::{families, traits};

use crate::callback::Callback;
use crate::callback_args::{CompletedCallbackArgs, ProgressChangedCallbackArgs};
use crate::download_progress::DownloadProgress;
use crate::download_result::DownloadResult;
use crate::operation::{Beginner, Begun, Operation};

/// A download that goes on after the call.
pub(crate) struct DownloadJob {
    operation: Operation<wua_agent::DownloadResult>,
    updates: ObjectRef,
}

impl DownloadJob {
    pub(crate) fn begin(
        job: &Job<wua_agent::DownloadResult>,
        updates: ObjectRef,
        beginner: &Beginner,
        state: &Value,
        on_progress: Option<Callback>,
        on_completed: Option<Callback>,
    ) -> ObjectRef {
        let object = ObjectRef::new(Self {
            operation: Operation::new(job, beginner, state),
            updates,
        });
        job.start(Callbacks {
            on_progress: on_progress
                .map(|callback| callback.progress(object.clone(), ProgressChangedCallbackArgs::of_download)),
            on_completed: on_completed
                .map(|callback| callback.completed(object.clone(), CompletedCallbackArgs::of_download())),
        });
        object
    }

    /// The result, as often as it is asked for: only a search is said to end once.
    pub(crate) fn end(&self) -> Reply<ObjectRef> {
        ok(DownloadResult::of(self.operation.job.wait()?))
    }
}

impl Begun for DownloadJob {
    type Result = wua_agent::DownloadResult;

    fn operation(&self) -> &Operation<Self::Result> {
        &self.operation
    }
}

impl Object for DownloadJob {
    fn families(&self) -> &'static [Family] {
        static FAMILIES: [Family; 1] = [families::i_download_job::<DownloadJob>()];
        &FAMILIES
    }
}

impl traits::IDownloadJob for DownloadJob {
    fn async_state(&self, _: &Caller) -> Reply<Value> {
        self.operation.async_state()
    }

    fn is_completed(&self, _: &Caller) -> Reply<bool> {
        self.operation.is_completed()
    }

    fn updates(&self, _: &Caller) -> Reply<ObjectRef> {
        ok(self.updates.clone())
    }

    fn clean_up(&self, _: &Caller) -> Reply<()> {
        self.operation.clean_up()
    }

    fn get_progress(&self, _: &Caller) -> Reply<ObjectRef> {
        ok(DownloadProgress::of(self.operation.job.progress()))
    }

    fn request_abort(&self, _: &Caller) -> Reply<()> {
        self.operation.request_abort()
    }
}
