//! Runs a job to its end: shows how far it is, stops it when asked to or when time is up, waits for its turn.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::thread::sleep;
use std::time::{Duration, Instant};

use wua::{Job, Operation, Progress, Request, Session, Update, code};

use crate::context::Context;
use crate::failure::Failure;
use crate::output::progress::Reporter;

/// How often somebody looks for a signal.
const GLANCE: Duration = Duration::from_millis(100);

/// How a job ended.
pub(crate) struct Ended<R> {
    pub(crate) result: Arc<R>,
    pub(crate) stopped: Option<Stopped>,
}

/// Why a job was asked to stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stopped {
    ByTheUser,
    ByTime,
}

impl Stopped {
    pub(crate) fn failure(self, context: &Context) -> Failure {
        match self {
            Self::ByTheUser => Failure::cancelled(),
            Self::ByTime => Failure::timed_out(context.options.timeout.unwrap_or_default()),
        }
    }
}

impl<R> Ended<R> {
    /// The result, if the job was left alone.
    pub(crate) fn complete(self, context: &Context) -> Result<Arc<R>, Failure> {
        match self.stopped {
            None => Ok(self.result),
            Some(stopped) => Err(stopped.failure(context)),
        }
    }
}

/// Runs what `operation` makes, over these updates. While another operation is in the way it is tried again, as long
/// as `--wait` allows.
pub(crate) fn run<Q: Request>(
    context: &mut Context,
    updates: &[Update],
    operation: impl Fn(&Session) -> Operation<Q>,
) -> Result<Ended<Q::Result>, Failure> {
    let session = context.session()?;
    let patience = Instant::now() + Duration::from_secs(context.options.wait.unwrap_or(0));
    let mut is_first = true;
    loop {
        let held = context.interrupt.hold();
        let operation = operation(&session);
        let is_retry = !std::mem::take(&mut is_first);
        if !is_retry && context.output.tells_details() {
            context.output.detail(&operation.plan()?.to_string());
        }
        let outcome = attempt(context, updates, operation);
        drop(held);
        match outcome {
            Err(busy) if is_busy(&busy) && Instant::now() < patience => {
                if !is_retry {
                    context.output.note(&format!("waiting: {}", busy.error.message()));
                }
                pause(context)?;
            }
            other => return other,
        }
    }
}

fn is_busy(failure: &Failure) -> bool {
    failure.error.hresult() == code::WU_E_OPERATIONINPROGRESS
}

fn pause(context: &Context) -> Result<(), Failure> {
    if context.interrupt.is_requested() {
        return Err(Failure::cancelled());
    }
    if context
        .deadline()
        .is_some_and(|deadline| Instant::now() >= deadline)
    {
        return Err(Stopped::ByTime.failure(context));
    }
    sleep(GLANCE);
    Ok(())
}

fn attempt<Q: Request>(
    context: &mut Context,
    updates: &[Update],
    operation: Operation<Q>,
) -> Result<Ended<Q::Result>, Failure> {
    let (job, news) = operation.start_with_channel()?;
    let stopped = watch(context, updates, &job, &news);
    let result = job.wait();
    job.clean_up();
    match (result, stopped) {
        (Ok(result), stopped) => Ok(Ended { result, stopped }),
        (Err(_), Some(stopped)) => Err(stopped.failure(context)),
        (Err(error), None) => Err(Failure::from(error)),
    }
}

/// Until the job has ended; whether it was asked to stop.
fn watch<R: Send + Sync + 'static>(
    context: &mut Context,
    updates: &[Update],
    job: &Job<R>,
    news: &Receiver<Progress>,
) -> Option<Stopped> {
    let deadline = context.deadline();
    let mut reporter = Reporter::new(&context.output, updates);
    let mut latest = Progress::default();
    let mut stopped = None;
    loop {
        match news.recv_timeout(GLANCE) {
            Ok(progress) => latest = progress,
            // Time passes, which is worth showing now and then as well.
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => break,
        }
        reporter.show(&mut context.output, &latest);
        if stopped.is_none() {
            stopped = reason_to_stop(context, deadline);
            if stopped.is_some() {
                job.request_abort();
                reporter.finish();
                context.output.note("stopping; interrupt again to end at once");
                context.interrupt.insist();
            }
        }
    }
    reporter.finish();
    stopped
}

fn reason_to_stop(context: &Context, deadline: Option<Instant>) -> Option<Stopped> {
    if context.interrupt.is_requested() {
        return Some(Stopped::ByTheUser);
    }
    deadline
        .is_some_and(|deadline| Instant::now() >= deadline)
        .then_some(Stopped::ByTime)
}
