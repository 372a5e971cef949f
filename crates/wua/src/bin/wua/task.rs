//! Runs a job to its end: shows how far it is, stops it when asked to or when time is up, waits for its turn. Thinks
//! about what is no job in the same way.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread::{self, sleep};
use std::time::{Duration, Instant};

use wua::{Error, Job, Operation, Progress, Request, Session, Update, code};

use crate::context::Context;
use crate::failure::Failure;
use crate::output::progress::{Heartbeat, Reporter};

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
    let patience = Instant::now().checked_add(context.options.wait.unwrap_or_default());
    let mut waiting: Option<Heartbeat> = None;
    loop {
        context.check_stopped()?;
        let operation = operation(&session);
        if waiting.is_none() && context.output.tells_details() {
            context.output.detail(&operation.plan()?.to_string());
        }
        match attempt(context, updates, operation) {
            Err(busy) if is_busy(&busy) && patience.is_none_or(|end| Instant::now() < end) => {
                let heartbeat = waiting.get_or_insert_with(|| {
                    context.output.note(&format!("waiting: {}", busy.error.message()));
                    Heartbeat::new(&context.output, "waiting")
                });
                heartbeat.show(&mut context.output);
                sleep(GLANCE);
            }
            other => {
                if let Some(mut heartbeat) = waiting {
                    heartbeat.finish();
                }
                return other;
            }
        }
    }
}

/// Does what only looks, and can be abandoned when somebody wants to stop or time is up.
pub(crate) fn think<T: Send + 'static>(
    context: &mut Context,
    doing: &'static str,
    work: impl FnOnce() -> Result<T, Failure> + Send + 'static,
) -> Result<T, Failure> {
    context.check_stopped()?;
    let (sender, receiver) = channel();
    let spawned = thread::Builder::new().name(doing.to_owned()).spawn(move || {
        // Nobody listens any more to what was abandoned.
        let _ = sender.send(work());
    });
    spawned.map_err(|error| Error::new(code::E_OUTOFMEMORY, format!("no thread for {doing}: {error}")))?;
    let mut heartbeat = Heartbeat::new(&context.output, doing);
    let outcome = loop {
        match receiver.recv_timeout(GLANCE) {
            Ok(outcome) => break outcome,
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => {
                let message = format!("{doing} ended without an answer, which is a bug");
                break Err(Failure::from(Error::new(code::E_UNEXPECTED, message)));
            }
        }
        heartbeat.show(&mut context.output);
        if let Err(stopped) = context.check_stopped() {
            break Err(stopped);
        }
    };
    heartbeat.finish();
    outcome
}

fn is_busy(failure: &Failure) -> bool {
    failure.error.hresult() == code::WU_E_OPERATIONINPROGRESS
}

fn attempt<Q: Request>(
    context: &mut Context,
    updates: &[Update],
    operation: Operation<Q>,
) -> Result<Ended<Q::Result>, Failure> {
    let mut stopped = None;
    let result = operation.run_watched(|job, news| stopped = watch(context, updates, job, &news));
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
            stopped = context.reason_to_stop();
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
