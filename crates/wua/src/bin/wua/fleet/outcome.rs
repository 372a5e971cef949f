//! What became of one host, and of all of them.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use wua::enums::OperationResultCode;

use crate::exit::Exit;
use crate::output::error::FailureRecord;
use crate::output::json::Summary;
use crate::output::text;
use crate::records::{ErrorRecord, with_name};

/// What became of one host.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct HostRecord {
    /// As it was written first.
    pub(crate) host: String,
    /// An `OperationResultCode`; `NotStarted` if there was no time for it.
    pub(crate) result: String,
    /// How many objects of the result came before.
    pub(crate) count: usize,
    /// How many of them stand for something that failed.
    pub(crate) failed: usize,
    /// How many updates were left out.
    pub(crate) skipped: usize,
    /// How many warnings came before.
    pub(crate) warnings: usize,
    /// A restart is required there.
    pub(crate) reboot_required: bool,
    /// What the program would have exited with.
    pub(crate) exit_code: u8,
    /// How long it took.
    pub(crate) seconds: f64,
    /// Why it failed.
    pub(crate) error: Option<ErrorRecord>,
    /// What to do about it.
    pub(crate) hint: Option<String>,
}

impl HostRecord {
    /// From the end of an answer.
    pub(crate) fn of(host: String, took: Duration, summary: &Summary, error: Option<FailureRecord>) -> Self {
        let (error, hint) = error.map_or((None, None), |failure| (Some(failure.error), failure.hint));
        Self {
            host,
            result: summary.result.clone(),
            count: summary.count,
            failed: summary.failed,
            skipped: summary.skipped,
            warnings: summary.warnings,
            reboot_required: summary.reboot_required,
            exit_code: summary.exit_code,
            seconds: Duration::from_millis(u64::try_from(took.as_millis()).unwrap_or(u64::MAX)).as_secs_f64(),
            error,
            hint,
        }
    }

    /// Of a host that nobody had time for.
    pub(crate) fn not_started(host: String) -> Self {
        let summary = Summary {
            result: OperationResultCode::NotStarted.name().to_owned(),
            ..Summary::of_failure(Exit::Cancelled)
        };
        Self::of(host, Duration::ZERO, &summary, None)
    }

    /// Whether it is done there, and need not be asked again.
    pub(crate) fn is_done(&self) -> bool {
        is_done(self.exit_code)
    }

    /// `done, 3 updates`; or why not.
    pub(crate) fn words(&self, noun: Option<&str>) -> String {
        if !self.is_done() {
            let (kind, _) = kind(self.exit_code);
            return match &self.error {
                Some(error) => {
                    let code = with_name(&error.hresult, error.name.as_deref());
                    format!("{} ({code})", error.message)
                }
                None if self.failed > 0 => format!("{kind}: {} of {}", self.failed, self.count),
                None => kind.to_owned(),
            };
        }
        let mut words = "done".to_owned();
        if let Some(noun) = noun {
            words.push_str(", ");
            words.push_str(&text::counted(self.count, noun));
        }
        if self.skipped > 0 {
            let _ = write!(words, ", {} left out", self.skipped);
        }
        if self.reboot_required {
            words.push_str(", restart required");
        }
        words
    }
}

fn is_done(exit_code: u8) -> bool {
    [Exit::Done, Exit::RebootRequired, Exit::UpdatesAvailable]
        .iter()
        .any(|exit| exit.number() == exit_code)
}

/// What kind of end it is: for people, and as a name.
fn kind(exit_code: u8) -> (&'static str, &'static str) {
    const KINDS: [(Exit, &str, &str); 8] = [
        (Exit::BadArguments, "bad arguments", "bad_arguments"),
        (Exit::Permission, "permission denied", "permission_denied"),
        (Exit::NotFound, "not found", "not_found"),
        (Exit::SomeFailed, "some updates failed", "some_updates_failed"),
        (Exit::TimedOut, "timed out", "timed_out"),
        (Exit::Cancelled, "cancelled", "cancelled"),
        (Exit::Unreachable, "unreachable", "unreachable"),
        (Exit::Failed, "failed", "failed"),
    ];
    let known = KINDS.iter().find(|(exit, ..)| exit.number() == exit_code);
    known.map_or(("failed", "failed"), |(_, words, name)| (words, name))
}

/// What became of all of them: numbers alone, however many they are.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tally {
    done: usize,
    /// Failures by what the program would have exited with.
    failed: Vec<(u8, usize)>,
    not_started: usize,
    /// Done in an earlier run.
    before: usize,
    warnings: usize,
    reboot_required: bool,
    updates_available: bool,
    exits_with_restart: bool,
}

/// The numbers for programs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Hosts {
    /// Where it was done.
    done: usize,
    /// Where it was not, by kind.
    failed: BTreeMap<String, usize>,
    /// Whom nobody had time for.
    not_started: usize,
    /// Where it had been done before, as `--retry-failed` says.
    done_before: usize,
}

impl Tally {
    pub(crate) fn of_those_before(number: usize) -> Self {
        Self {
            before: number,
            ..Self::default()
        }
    }

    pub(crate) fn add(&mut self, host: &HostRecord) {
        self.warnings += host.warnings;
        self.reboot_required |= host.reboot_required;
        if host.is_done() {
            self.done += 1;
            self.updates_available |= host.exit_code == Exit::UpdatesAvailable.number();
            self.exits_with_restart |= host.exit_code == Exit::RebootRequired.number();
        } else if host.result == OperationResultCode::NotStarted.name() {
            self.not_started += 1;
        } else if let Some((_, number)) = self.failed.iter_mut().find(|(code, _)| *code == host.exit_code) {
            *number += 1;
        } else {
            self.failed.push((host.exit_code, 1));
        }
    }

    fn number_of_failed(&self) -> usize {
        self.failed.iter().map(|(_, number)| number).sum()
    }

    /// `5 hosts: 3 done, 1 unreachable, 1 permission denied`
    pub(crate) fn sentence(&self) -> String {
        let all = self.done + self.number_of_failed() + self.not_started;
        let mut parts = vec![format!("{} done", self.done)];
        let failed = self.failed.iter();
        parts.extend(failed.map(|(code, number)| format!("{number} {}", kind(*code).0)));
        for (number, words) in [
            (self.not_started, "without an outcome"),
            (self.before, "done before"),
        ] {
            if number > 0 {
                parts.push(format!("{number} {words}"));
            }
        }
        format!("{}: {}", text::counted(all, "host"), parts.join(", "))
    }

    pub(crate) fn hosts(&self) -> Hosts {
        let mut failed = BTreeMap::new();
        for (code, number) in &self.failed {
            *failed.entry(kind(*code).1.to_owned()).or_insert(0) += number;
        }
        Hosts {
            done: self.done,
            failed,
            not_started: self.not_started,
            done_before: self.before,
        }
    }

    /// The end of the whole answer.
    pub(crate) fn summary(&self, command: &str, exit: Exit) -> Summary {
        let failed = self.number_of_failed();
        let result = match (self.done, failed + self.not_started) {
            _ if exit == Exit::Cancelled => OperationResultCode::Aborted,
            (_, 0) => OperationResultCode::Succeeded,
            (0, _) => OperationResultCode::Failed,
            _ => OperationResultCode::SucceededWithErrors,
        };
        Summary {
            tally: None,
            command: Some(command.to_owned()),
            result: result.name().to_owned(),
            count: self.done + failed,
            failed,
            skipped: self.before,
            warnings: self.warnings,
            reboot_required: self.reboot_required,
            exit_code: exit.number(),
        }
    }

    /// All done; all failed for one reason, which is the reason; or some of both.
    pub(crate) fn exit(&self, is_interrupted: bool) -> Exit {
        if is_interrupted || self.not_started > 0 {
            return Exit::Cancelled;
        }
        match (self.done, self.failed.as_slice()) {
            (_, []) if self.updates_available => Exit::UpdatesAvailable,
            (_, []) if self.exits_with_restart => Exit::RebootRequired,
            (_, []) => Exit::Done,
            (0, [(code, _)]) => Exit::from_number(*code),
            (0, _) => Exit::Failed,
            _ => Exit::SomeFailed,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(codes: &[Exit]) -> Tally {
        let mut tally = Tally::default();
        for exit in codes {
            tally.add(&HostRecord {
                exit_code: exit.number(),
                ..HostRecord::default()
            });
        }
        tally
    }

    #[test]
    fn the_exit_code_says_whether_it_was_done_everywhere_and_if_nowhere_why() {
        use Exit::{Done, Failed, Permission, RebootRequired, SomeFailed, Unreachable, UpdatesAvailable};
        for (codes, exit) in [
            (&[][..], Done),
            (&[Done, Done], Done),
            (&[Done, UpdatesAvailable], UpdatesAvailable),
            (&[Done, RebootRequired], RebootRequired),
            (&[Unreachable, Unreachable], Unreachable),
            (&[Unreachable, Permission], Failed),
            (&[Unreachable, Done], SomeFailed),
            (&[SomeFailed, UpdatesAvailable], SomeFailed),
        ] {
            assert_eq!(tally(codes).exit(false), exit, "{codes:?}");
        }
        assert_eq!(tally(&[Done]).exit(true), Exit::Cancelled);
    }

    #[test]
    fn failures_are_counted_by_kind() {
        let mut tally = tally(&[Exit::Done, Exit::Unreachable, Exit::Unreachable, Exit::Permission]);
        tally.add(&HostRecord::not_started("pc5".to_owned()));
        assert_eq!(
            tally.sentence(),
            "5 hosts: 1 done, 2 unreachable, 1 permission denied, 1 without an outcome"
        );
    }
}
