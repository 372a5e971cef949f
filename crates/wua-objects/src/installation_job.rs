//! `IInstallationJob`.

use wua_agent::{Callbacks, Job};
use wua_com::{Caller, Error, Family, Object, ObjectRef, Reply, Value, code, ok};
use wua_defs::enums::UpdateOperation;
use wua_model::{families, traits};

use crate::callback::Callback;
use crate::callback_args::{CompletedCallbackArgs, ProgressChangedCallbackArgs};
use crate::installation_progress::InstallationProgress;
use crate::installation_result::InstallationResult;
use crate::operation::{Beginner, Begun, Operation};

/// An installation or removal that goes on after the call.
pub(crate) struct InstallationJob {
    operation: Operation<wua_agent::InstallResult>,
    kind: UpdateOperation,
    updates: ObjectRef,
}

impl InstallationJob {
    pub(crate) fn new(
        job: &Job<wua_agent::InstallResult>,
        kind: UpdateOperation,
        updates: ObjectRef,
        beginner: &Beginner,
        state: &Value,
    ) -> Self {
        Self {
            operation: Operation::new(job, beginner, state),
            kind,
            updates,
        }
    }

    pub(crate) fn start(self, on_progress: Option<Callback>, on_completed: Option<Callback>) -> ObjectRef {
        let job = self.operation.job.clone();
        let object = ObjectRef::new(self);
        job.start(Callbacks {
            on_progress: on_progress.map(|callback| {
                callback.progress(object.clone(), ProgressChangedCallbackArgs::of_installation)
            }),
            on_completed: on_completed
                .map(|callback| callback.completed(object.clone(), CompletedCallbackArgs::of_installation())),
        });
        object
    }

    /// The result, if the job is of this kind.
    pub(crate) fn end(&self, kind: UpdateOperation) -> Reply<ObjectRef> {
        if kind != self.kind {
            return Err(Error::new(
                code::E_INVALIDARG,
                format!("the job is an {:?}, not an {kind:?}", self.kind),
            ));
        }
        ok(InstallationResult::of(self.operation.job.wait()?))
    }
}

impl Begun for InstallationJob {
    type Result = wua_agent::InstallResult;

    fn operation(&self) -> &Operation<Self::Result> {
        &self.operation
    }
}

impl Object for InstallationJob {
    fn families(&self) -> &'static [Family] {
        static FAMILIES: [Family; 1] = [families::i_installation_job::<InstallationJob>()];
        &FAMILIES
    }
}

impl traits::IInstallationJob for InstallationJob {
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
        ok(InstallationProgress::of(self.operation.job.progress()))
    }

    fn request_abort(&self, _: &Caller) -> Reply<()> {
        self.operation.request_abort()
    }
}
