//! Several updates applied as one.

use wua_com::{Error, code};
use wua_defs::enums::OperationResultCode;

use super::check::leaves;
use super::execute::{Installation, result_of};
use super::gather::InstallFacts;
use super::outcome::{Remainder, outcome};
use super::plan::{InstallVerdict, PlannedInstall};
use super::report::cookie;
use super::step::{end_of, prepare};
use crate::error::guarded;
use crate::job::UpdateResult;
use crate::ports::{Applied, Change, Event, Part, Transaction, step};
use crate::store::StepRow;
use crate::update::Update;

/// The installers that are called together, and what is known of them so far.
struct Together<'a> {
    installation: &'a Installation<'a>,
    members: Vec<Member<'a>>,
    /// One for each update of the request, as soon as it has ended.
    results: Vec<Option<UpdateResult>>,
    also: Vec<Change>,
    /// The first write to the store that failed.
    failure: Option<Error>,
}

struct Member<'a> {
    /// The place of its update in the request.
    index: usize,
    /// The number of its step in the job.
    number: usize,
    leaf: &'a Update,
    percent: i32,
    is_ended: bool,
}

/// Applies all updates of the request; what became of each.
pub(super) fn run(
    installation: &Installation<'_>,
    transaction: &dyn Transaction,
) -> Result<Vec<UpdateResult>, Error> {
    let mut together = Together {
        installation,
        members: Vec::new(),
        results: vec![None; installation.request.updates.len()],
        also: Vec::new(),
        failure: None,
    };
    together.judge()?;
    together.begin()?;
    together.apply(transaction)?;
    installation
        .agent
        .store()
        .record_also(installation.job, &together.also)?;
    let updates = installation.request.updates.iter();
    Ok(together
        .results
        .into_iter()
        .zip(updates)
        .map(|(result, update)| result.unwrap_or_else(|| UpdateResult::not_started(update)))
        .collect())
}

impl<'a> Together<'a> {
    /// Judges all of them by what the computer is now, before anything is done to it.
    fn judge(&mut self) -> Result<(), Error> {
        let Installation { agent, request, .. } = self.installation;
        let facts = InstallFacts::gather(
            agent,
            &self.installation.relations,
            &request.updates,
            request.operation,
        )?;
        for (index, update) in request.updates.iter().enumerate() {
            let now = PlannedInstall::new(update, request.operation, request.options, &facts);
            let result = match now.verdict {
                InstallVerdict::Nothing(hresult) => UpdateResult::succeeded(update, hresult),
                InstallVerdict::Refused(error) => UpdateResult::failed(update, &error),
                InstallVerdict::Go => {
                    self.take(index, update, &now)?;
                    continue;
                }
            };
            self.installation.record(index, &result)?;
            self.end_update(index, result);
        }
        Ok(())
    }

    /// The installers that are needed now; the others are skipped.
    fn take(&mut self, index: usize, update: &'a Update, now: &PlannedInstall) -> Result<(), Error> {
        let installation = self.installation;
        let first = installation.first_steps.get(index).copied().unwrap_or(0);
        let mut skipped = Vec::new();
        for (number, leaf) in (first..).zip(leaves(update, installation.request.operation)) {
            if now.steps.iter().any(|step| step.identity == leaf.identity()) {
                self.members.push(Member {
                    index,
                    number,
                    leaf,
                    percent: 0,
                    is_ended: false,
                });
            } else {
                skipped.push(number);
            }
        }
        installation.agent.store().skip_steps(installation.job, &skipped)
    }

    /// Writes down that all of them are about to be called. One whose files are not right any more is not called.
    fn begin(&mut self) -> Result<(), Error> {
        let Installation {
            agent, request, job, ..
        } = self.installation;
        let numbers: Vec<usize> = self.members.iter().map(|member| member.number).collect();
        agent.store().steps_started(*job, &numbers)?;
        agent.checkpoint(step::INSTALL_STEP_STARTED);
        for place in 0..self.members.len() {
            let Some(member) = self.members.get(place) else {
                break;
            };
            let prepared = prepare(agent, member.leaf, request, &cookie(*job, member.number));
            if let Err(error) = prepared {
                self.end(place, Err(error))?;
            }
        }
        Ok(())
    }

    fn apply(&mut self, transaction: &dyn Transaction) -> Result<(), Error> {
        let Installation {
            agent,
            request,
            worker,
            ..
        } = self.installation;
        let places: Vec<usize> = self.open();
        let parts: Vec<Part<'_>> = self
            .members
            .iter()
            .filter(|member| !member.is_ended)
            .map(|member| Part {
                update: member.leaf,
                files: agent.cache().folder(member.leaf.identity()),
            })
            .collect();
        if parts.is_empty() {
            return Ok(());
        }
        let applied = guarded("the target", || {
            let mut told = |event| self.told(&places, event);
            transaction.apply_all(
                &parts,
                request.operation,
                &request.options,
                &mut told,
                worker.abort(),
            )
        });
        if let Some(failure) = self.failure.take() {
            return Err(failure);
        }
        let rest = match applied {
            Err(error) => error,
            Ok(()) if worker.abort().is_requested() => {
                Error::new(code::WU_E_CALL_CANCELLED, "stopped on request")
            }
            Ok(()) => Error::new(
                code::E_UNEXPECTED,
                "its installer did not say what became of it: search again to see",
            ),
        };
        for place in self.open() {
            self.end(place, Err(rest.clone()))?;
        }
        Ok(())
    }

    fn open(&self) -> Vec<usize> {
        let members = self.members.iter().enumerate();
        members
            .filter(|(_, member)| !member.is_ended)
            .map(|(place, _)| place)
            .collect()
    }

    fn told(&mut self, places: &[usize], event: Event) {
        match event {
            Event::Also(change) => self.also.push(change),
            Event::Progress(part, percent) => {
                if let Some(member) = places.get(part).and_then(|place| self.members.get_mut(*place)) {
                    member.percent = percent.clamp(member.percent, 100);
                    let index = member.index;
                    self.report(index);
                }
            }
            Event::Ended(part, applied) => {
                let ended = places.get(part).map_or(Ok(()), |place| self.end(*place, applied));
                if let Err(error) = ended {
                    self.failure.get_or_insert(error);
                }
            }
        }
    }

    /// One installer came back: that is written down, and with the last one of an update, how the update ended.
    fn end(&mut self, place: usize, applied: Result<Applied, Error>) -> Result<(), Error> {
        let Installation { agent, job, .. } = self.installation;
        let Some(member) = self.members.get_mut(place).filter(|member| !member.is_ended) else {
            return Ok(());
        };
        member.is_ended = true;
        member.percent = 100;
        let (index, number) = (member.index, member.number);
        agent.checkpoint(step::INSTALL_STEP_APPLIED);
        let (state, end) = end_of(applied, &cookie(*job, number));
        let when = (agent.now(), agent.target().boot_id());
        let ended = |rows: &[StepRow]| outcome(rows, Remainder::Awaited);
        let update = agent
            .store()
            .step_ended(*job, number, (state, &end), (when.0, &when.1), ended)?;
        agent.checkpoint(step::INSTALL_STEP_DONE);
        self.report(index);
        if let (Some(end), Some(update)) = (update, self.installation.request.updates.get(index)) {
            self.end_update(index, result_of(update, &end));
        }
        Ok(())
    }

    fn end_update(&mut self, index: usize, result: UpdateResult) {
        self.installation.worker.report_result(index, &result);
        if let Some(place) = self.results.get_mut(index) {
            *place = Some(result);
        }
    }

    fn report(&self, index: usize) {
        let of_update = self.members.iter().filter(|member| member.index == index);
        let current = average(of_update.map(|member| member.percent));
        let all = average(self.members.iter().map(|member| member.percent));
        self.installation.worker.report(|progress| {
            if let Some(result) = progress.results.get_mut(index)
                && result.code == OperationResultCode::NotStarted
            {
                result.code = OperationResultCode::InProgress;
            }
            progress.current_index = index;
            progress.current_percent = current;
            progress.percent = all;
        });
    }
}

fn average(percents: impl Iterator<Item = i32>) -> i32 {
    let (sum, count) = percents.fold((0, 0), |(sum, count), percent| (sum + percent, count + 1));
    sum / count.max(1)
}
