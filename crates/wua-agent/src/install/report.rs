//! What an installer that runs outside the agent reports of itself.

use wua_com::{Error, HResult, code};

use super::outcome::{Remainder, outcome};
use crate::agent::Agent;
use crate::ports::step;
use crate::store::{StepEnd, StepRow, StepState};

/// The name under which an installer reports.
pub(super) fn cookie(job: i64, step: usize) -> String {
    format!("{job}/{step}")
}

fn parse(name: &str) -> Option<(i64, usize)> {
    let (job, step) = name.split_once('/')?;
    let (job, step) = (job.parse().ok()?, step.parse().ok()?);
    // `7/3` could be written `07/+3`, but nobody was told that name.
    (cookie(job, step) == name).then_some((job, step))
}

impl Agent {
    /// Records what an installer that runs outside the agent reports of itself, under the cookie that the target was
    /// told. It ends the step that was left pending, and its entry in the history.
    pub fn record_installation_result(
        &self,
        cookie: &str,
        hresult: HResult,
        data: &[String],
    ) -> Result<(), Error> {
        let refuse = |what: &str| {
            Err(Error::new(
                code::E_INVALIDARG,
                format!("no installer is known as {cookie:?}{what}"),
            ))
        };
        let Some((job, number)) = parse(cookie) else {
            return refuse("");
        };
        match self.store().step_state(job, number)? {
            Some(StepState::Started | StepState::Pending) => {}
            Some(StepState::Planned | StepState::Skipped) => return refuse(": it was not called"),
            Some(StepState::Done) => return refuse(" any more: its result was recorded before"),
            None => return refuse(""),
        }
        let end = StepEnd {
            hresult,
            unmapped: 0,
            reboot: hresult == code::WU_S_REBOOT_REQUIRED,
            message: if hresult.is_success() {
                String::new()
            } else {
                describe(hresult, data)
            },
            ..StepEnd::default()
        };
        // While its job still works on the update, the job says how the update ended.
        let ended = |rows: &[StepRow]| outcome(rows, Remainder::Awaited);
        let when = (self.now(), self.target().boot_id());
        self.store()
            .step_ended(job, number, (StepState::Done, &end), (when.0, &when.1), ended)?;
        self.checkpoint(step::REPORT_RECORDED);
        Ok(())
    }
}

fn describe(hresult: HResult, data: &[String]) -> String {
    let mut notes: Vec<&str> = vec![hresult.text().unwrap_or("Its installer failed.")];
    notes.extend(data.iter().map(String::as_str).filter(|note| !note.is_empty()));
    notes.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_names_a_job_and_a_step() {
        assert_eq!(parse(&cookie(7, 3)), Some((7, 3)));
        for text in [
            "", "7", "7/", "/3", "7/-1", "seven/3", "7/3/1", "07/3", "7/+3", "7/03",
        ] {
            assert_eq!(parse(text), None, "{text:?}");
        }
    }
}
