//! What became of the updates, and what that means for the exit code.

use wua::enums::OperationResultCode;
use wua::{HResult, Update, UpdateResult};

use crate::context::Context;
use crate::exit::Exit;
use crate::output::Output;
use crate::output::json::Summary;
use crate::records::ResultRecord;
use crate::task::Stopped;

/// What became of all updates of a command, over all its jobs.
#[derive(Default)]
pub(crate) struct Outcome {
    succeeded: usize,
    /// Bundles of which a member failed.
    with_errors: usize,
    /// How those that failed, failed.
    failures: Vec<HResult>,
    aborted: usize,
    reboot_required: bool,
    stopped: Option<Stopped>,
    planned: usize,
    skipped: usize,
}

impl Outcome {
    /// Tells what became of the updates of one job. Of a mere preparation only what went wrong.
    pub(crate) fn tell(
        &mut self,
        output: &mut Output,
        operation: &'static str,
        updates: &[Update],
        results: &[UpdateResult],
        is_preparation: bool,
    ) {
        for (update, result) in updates.iter().zip(results) {
            let record = ResultRecord::new(operation, update, result);
            output.record("result", &record);
            let went_well = result.code == OperationResultCode::Succeeded;
            self.reboot_required |= result.reboot_required;
            if went_well && is_preparation {
                continue;
            }
            for line in record.lines() {
                output.line(&line);
            }
            match result.code {
                OperationResultCode::Succeeded => self.succeeded += 1,
                OperationResultCode::SucceededWithErrors => self.with_errors += 1,
                OperationResultCode::Failed => self.failures.push(result.hresult),
                _ => self.aborted += 1,
            }
        }
    }

    /// The job was asked to stop.
    pub(crate) fn stopped(&mut self, stopped: Option<Stopped>) {
        self.stopped = self.stopped.or(stopped);
    }

    /// Whether there is more to do.
    pub(crate) fn goes_on(&self) -> bool {
        self.stopped.is_none()
    }

    /// So many would be worked on, if it were not for a mere plan.
    pub(crate) fn planned(&mut self, number: usize) {
        self.planned = number;
    }

    /// So many were left out.
    pub(crate) fn skipped(&mut self, number: usize) {
        self.skipped = number;
    }

    /// A restart is needed because of the job, whatever its updates say.
    pub(crate) fn requires_reboot(&mut self, required: bool) {
        self.reboot_required |= required;
    }

    /// The end of the answer.
    pub(crate) fn conclude(&self, context: &mut Context) -> Result<Exit, crate::failure::Failure> {
        if let Some(stopped) = self.stopped {
            let failure = stopped.failure(context);
            context.output.error(&failure);
        }
        let pending = context.is_restart_required();
        if self.reboot_required || pending {
            context.output.note("A restart of the computer is required.");
        }
        let exit = match self.exit() {
            Exit::Done if context.options.exit_code && (self.reboot_required || pending) => {
                Exit::RebootRequired
            }
            exit => exit,
        };
        let failed = self.with_errors + self.failures.len() + self.aborted;
        let count = self.planned + self.succeeded + failed;
        let summary = Summary {
            result: self.code().name().to_owned(),
            failed,
            skipped: self.skipped,
            reboot_required: self.reboot_required,
            ..Summary::of(count)
        };
        context.conclude(summary, exit)
    }

    fn code(&self) -> OperationResultCode {
        match (self.succeeded, self.failures.len(), self.aborted) {
            _ if self.stopped.is_some() => OperationResultCode::Aborted,
            // A part of an update has failed.
            _ if self.with_errors > 0 => OperationResultCode::SucceededWithErrors,
            (_, 0, 0) => OperationResultCode::Succeeded,
            (0, 0, _) => OperationResultCode::Aborted,
            (0, ..) => OperationResultCode::Failed,
            _ => OperationResultCode::SucceededWithErrors,
        }
    }

    fn exit(&self) -> Exit {
        match (self.stopped, self.code()) {
            (Some(Stopped::ByTime), _) => Exit::TimedOut,
            (Some(Stopped::ByTheUser), _) | (None, OperationResultCode::Aborted) => Exit::Cancelled,
            (None, OperationResultCode::Failed) => self.common_cause(),
            (None, OperationResultCode::SucceededWithErrors) => Exit::SomeFailed,
            (None, _) => Exit::Done,
        }
    }

    /// Everything failed: for want of rights or of a service, if it was all the same.
    fn common_cause(&self) -> Exit {
        let mut causes = self.failures.iter().map(|hresult| Exit::of(*hresult));
        match causes.next() {
            Some(cause @ (Exit::Permission | Exit::Unreachable)) if causes.all(|other| other == cause) => {
                cause
            }
            _ => Exit::Failed,
        }
    }
}

/// Whether a job that was asked to stop has left anything undone. It may have been too late.
pub(crate) fn is_cut_short(results: &[UpdateResult]) -> bool {
    use OperationResultCode::{Aborted, InProgress, NotStarted};
    let is_undone = |result: &UpdateResult| matches!(result.code, Aborted | InProgress | NotStarted);
    results.iter().any(is_undone)
}
