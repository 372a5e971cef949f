//! Jobs that were broken off: whose process died, or whose thread did.
//!
//! Nothing is repeated. What was only planned stays undone; of what had been begun, the target is asked whether it took
//! effect, and that enters the history, once.

use wua_com::{Error, HResult, code};
use wua_defs::enums::UpdateOperation;

use crate::agent::Agent;
use crate::install::effect::{Effect, effect};
use crate::install::outcome::{Remainder, outcome};
use crate::job::JobKind;
use crate::lock::JobLock;
use crate::ports::step;
use crate::store::{OpenJob, StepEnd, StepRow, StepState};

impl Agent {
    /// Ends all jobs that nobody works on any more.
    ///
    /// Not while somebody changes the computer: an installer can outlive the agent that called it, and what became of
    /// it is known only when it has ended and what it did can be seen.
    pub(crate) fn recover(&self) -> Result<(), Error> {
        let running = self.store().running_jobs()?;
        if running.is_empty() || self.target().is_busy() || !self.target().is_settled() {
            return Ok(());
        }
        for job in running {
            let Some(lock) = JobLock::try_acquire(self.state(), job)? else {
                continue;
            };
            if let Some(open) = self.store().open_job(job)? {
                self.end_interrupted(&open)?;
            }
            lock.retire();
        }
        Ok(())
    }

    fn end_interrupted(&self, job: &OpenJob) -> Result<(), Error> {
        let begun = job.steps.iter().filter(|row| row.state == StepState::Started);
        let verdicts: Vec<(usize, StepEnd)> = begun.map(|row| (row.step, self.verdict(job, row))).collect();
        self.checkpoint(step::RECOVERY_EVALUATED);
        let message = format!(
            "the {} was interrupted: its process ended before it did",
            job.kind.name()
        );
        let ended = |rows: &[StepRow]| outcome(rows, Remainder::Interrupted);
        self.store()
            .end_interrupted(job.id, &verdicts, &message, self.now(), ended)?;
        self.checkpoint(step::RECOVERY_DONE);
        Ok(())
    }

    /// What became of a step that was begun.
    fn verdict(&self, job: &OpenJob, row: &StepRow) -> StepEnd {
        let interrupted = |why: &str| StepEnd {
            hresult: code::WU_E_SERVICE_STOP,
            message: format!(
                "interrupted: {why}; search again to see what is installed, and repeat it if needed"
            ),
            ..StepEnd::default()
        };
        let of_update = job
            .revisions
            .iter()
            .find(|(position, _)| *position == row.position);
        let revision = of_update.and_then(|(_, revision)| {
            let mut parts = revision.with_bundled().into_iter();
            parts.find(|part| part.identity == row.identity)
        });
        let Some(revision) = revision else {
            return interrupted("the agent ended while the installer ran");
        };
        let operation = match job.kind {
            JobKind::Uninstall => UpdateOperation::Uninstallation,
            JobKind::Install | JobKind::Download => UpdateOperation::Installation,
        };
        match effect(self, &revision, operation) {
            Ok(Effect::Seen { reboot }) => StepEnd {
                hresult: HResult::default(),
                reboot,
                ..StepEnd::default()
            },
            Ok(Effect::None) => {
                interrupted("the agent ended while the installer ran, which had no effect yet")
            }
            Ok(Effect::Unknown) | Err(_) => interrupted(
                "the agent ended while the installer ran, and the computer cannot tell what it did",
            ),
        }
    }
}
