//! What searches, downloads and installations have in common that go on after the call.

use std::sync::Arc;

use wua_agent::Job;
use wua_com::{Error, Object, ObjectRef, Reply, Value, code, ok};

/// Which object began an operation. Only that one can end it.
#[derive(Clone, Default)]
pub(crate) struct Beginner(Arc<()>);

impl PartialEq for Beginner {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

/// The part of a job object that does not depend on its kind.
pub(crate) struct Operation<R> {
    pub(crate) job: Job<R>,
    beginner: Beginner,
    state: Value,
}

impl<R: Send + Sync + 'static> Operation<R> {
    pub(crate) fn new(job: &Job<R>, beginner: &Beginner, state: &Value) -> Self {
        Self {
            job: job.clone(),
            beginner: beginner.clone(),
            state: state.clone(),
        }
    }

    pub(crate) fn async_state(&self) -> Reply<Value> {
        ok(self.state.clone())
    }

    pub(crate) fn is_completed(&self) -> Reply<bool> {
        ok(self.job.is_completed())
    }

    pub(crate) fn clean_up(&self) -> Reply<()> {
        self.job.clean_up();
        ok(())
    }

    pub(crate) fn request_abort(&self) -> Reply<()> {
        self.job.request_abort();
        ok(())
    }
}

/// A job object.
pub(crate) trait Begun: Object {
    /// What the job yields.
    type Result;

    fn operation(&self) -> &Operation<Self::Result>;
}

/// The job that an `End…` member was given: one of its kind, begun by the same object.
pub(crate) fn job_of<'a, J: Begun>(
    beginner: &Beginner,
    argument: Option<&'a ObjectRef>,
) -> Result<&'a J, Error> {
    let Some(object) = argument else {
        return Err(Error::new(code::E_POINTER, "no job was given"));
    };
    match object.downcast::<J>() {
        Some(job) if job.operation().beginner == *beginner => Ok(job),
        Some(_) => Err(Error::new(code::E_INVALIDARG, "another object began the job")),
        None => Err(Error::new(code::E_INVALIDARG, "the job is one of another kind")),
    }
}
