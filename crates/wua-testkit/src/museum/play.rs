//! How the museum's computer plays the performance of an exhibit.

use wua_agent::ports::{Abort, Applied, ApplyOptions};
use wua_com::{Error, HResult, code};
use wua_defs::enums::UpdateOperation;

use super::event::{Event, What};
use super::exhibit::Exhibit;
use super::machine::Machine;
use super::pace::{self, STEPS};
use super::performance::{Ending, Failure, Obstacle};

impl Machine {
    /// Plays the performance of one update. Those of its members are called one by one.
    pub(super) fn perform(
        &self,
        exhibit: &Exhibit,
        operation: UpdateOperation,
        options: ApplyOptions,
        progress: &mut dyn FnMut(i32),
        abort: &Abort,
    ) -> Result<Applied, Error> {
        let ending = match self.obstruct(exhibit, operation, options, progress, abort) {
            Ok(ending) => ending,
            Err(hresult) => Ending::Fails(Failure { hresult, unmapped: 0 }),
        };
        self.end(exhibit, operation, ending)
    }

    /// Everything up to the ending: what forbids it, what is in the way, the time that it takes.
    fn obstruct(
        &self,
        exhibit: &Exhibit,
        operation: UpdateOperation,
        options: ApplyOptions,
        progress: &mut dyn FnMut(i32),
        abort: &Abort,
    ) -> Result<Ending, HResult> {
        let revision = &exhibit.revision;
        let (performance, behavior) = match operation {
            UpdateOperation::Installation => (exhibit.installation, revision.installation_behavior),
            UpdateOperation::Uninstallation if !revision.is_uninstallable => {
                return Err(code::WU_E_UNINSTALL_NOT_ALLOWED);
            }
            UpdateOperation::Uninstallation => (exhibit.removal, revision.uninstallation_behavior),
        };
        if options.quiet && behavior.is_some_and(|behavior| behavior.can_request_user_input) {
            return Err(code::WU_E_UH_DOESNOTSUPPORTACTION);
        }
        let mut ending = performance.ending;
        match performance.obstacle {
            Some(Obstacle::Media) if options.quiet || !options.allow_source_prompts => {
                return Err(code::WU_E_SOURCE_ABSENT);
            }
            Some(Obstacle::OpenPrograms) if !options.close_apps => ending = Ending::NeedsRestart,
            _ => {}
        }
        let steps = if performance.slowly { STEPS } else { 4 };
        for percent in evenly(steps) {
            if abort.is_requested() {
                return Err(code::WU_E_CALL_CANCELLED);
            }
            progress(percent);
            if performance.slowly {
                pace::rest();
            }
        }
        Ok(match ending {
            Ending::FailsAtFirst(_) if self.journal().piece(exhibit.identity()).failures > 0 => {
                Ending::Succeeds
            }
            Ending::FailsAtFirst(failure) => Ending::Fails(failure),
            other => other,
        })
    }

    fn end(&self, exhibit: &Exhibit, operation: UpdateOperation, ending: Ending) -> Result<Applied, Error> {
        let done = match operation {
            UpdateOperation::Installation => What::Installed,
            UpdateOperation::Uninstallation => What::Removed,
        };
        let restart = matches!(ending, Ending::NeedsRestart | Ending::AwaitsCommit);
        let (what, hresult, unmapped) = match ending {
            Ending::Succeeds | Ending::NeedsRestart => (done, code::S_OK, 0),
            Ending::AwaitsCommit => (What::Staged, code::S_OK, 0),
            Ending::StaysPending => (What::Launched, code::WU_S_UH_INSTALLSTILLPENDING, 0),
            Ending::Fails(failure) | Ending::FailsAtFirst(failure) => {
                (What::Failed, failure.hresult, failure.unmapped)
            }
        };
        let update = exhibit.identity();
        let cookie = if what == What::Launched {
            self.cookie(update)
        } else {
            None
        };
        self.happened(&[Event {
            restart,
            cookie,
            ..self.event(what, Some(update))
        }])?;
        Ok(Applied {
            hresult,
            unmapped,
            reboot_required: restart,
            ..Applied::default()
        })
    }
}

/// In so many steps from above 0 to 100.
fn evenly(count: usize) -> impl Iterator<Item = i32> {
    (1..=count).filter_map(move |step| i32::try_from(step * 100 / count).ok())
}
