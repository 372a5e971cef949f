//! An installation or removal, from the request to the result.

use std::sync::Arc;

use wua_com::{Error, code};
use wua_defs::enums::{OperationResultCode, UpdateOperation};

use super::check::leaves;
use super::gather::InstallFacts;
use super::order::by_need;
use super::outcome::{Remainder, outcome};
use super::plan::{InstallPlan, InstallVerdict, PlannedInstall, check_request};
use super::report::cookie;
use super::step::apply;
use super::together;
use super::{InstallRequest, InstallResult};
use crate::agent::Agent;
use crate::applicability::Relations;
use crate::automatic_updates::Success;
use crate::cache::tend;
use crate::error::guarded;
use crate::job::{Job, JobKind, JobStatus, Phase, Progress, UpdateResult, Worker, overall};
use crate::lock::{JobLock, OperationGuard};
use crate::ports::{Part, step};
use crate::session::Session;
use crate::store::{NewJob, NewStep, NewUpdate, StepRow, UpdateEnd};
use crate::update::Update;

/// An installation or removal that has not begun, and that nobody can come before.
pub(crate) fn prepare(session: &Session, request: InstallRequest) -> Result<Job<InstallResult>, Error> {
    check_request(&request)?;
    let agent = session.agent();
    let name = kind(request.operation).name();
    agent.check_rights().map_err(|error| error.context(name))?;
    let guard = match agent.operation().try_acquire(name) {
        Ok(guard) => Some(guard),
        Err(error) if request.wait.is_zero() || error.hresult() != code::WU_E_OPERATIONINPROGRESS => {
            return Err(error.context(name));
        }
        // It waits on the job's own thread.
        Err(_) => None,
    };
    if guard.is_some() {
        agent.recover()?;
        check_no_restart_is_pending(agent, name)?;
    }
    let session = session.clone();
    let progress = Progress::of(&request.updates);
    Ok(Job::new(name, progress, move |worker| {
        let run = || {
            let guard = match guard {
                Some(guard) => guard,
                None => match wait(session.agent(), &request, worker) {
                    Err(_) if worker.abort().is_requested() => return Ok(never_begun(&request)),
                    result => result?,
                },
            };
            Installation::begin(&session, &request, worker, guard)?.run()
        };
        let result = run().map_err(|error: Error| error.context(name))?;
        if result.hresult.is_success() {
            let _ = tend(session.agent());
        }
        Ok(result)
    }))
}

/// What an installation or removal would do.
pub(crate) fn plan(agent: &Agent, request: &InstallRequest) -> Result<InstallPlan, Error> {
    check_request(request)?;
    let relations = Relations::around(agent, &request.updates)?;
    let facts = InstallFacts::gather(agent, &relations, &request.updates, request.operation)?;
    let mut plan = InstallPlan::new(request, &facts);
    if let Some(transaction) = agent.target().transaction() {
        let parts = parts(agent, request, &plan);
        if !parts.is_empty() {
            let also = || transaction.consequences(&parts, request.operation);
            plan.also = guarded("the target", also)?;
        }
    }
    Ok(plan)
}

/// What is to be applied according to a plan.
fn parts<'a>(agent: &Agent, request: &'a InstallRequest, plan: &InstallPlan) -> Vec<Part<'a>> {
    let mut parts = Vec::new();
    for (update, planned) in request.updates.iter().zip(&plan.updates) {
        let is_to_be_done = match &planned.verdict {
            InstallVerdict::Go => true,
            // Who plans has mostly not fetched anything yet.
            InstallVerdict::Refused(error) => error.hresult() == code::WU_E_DM_NOTDOWNLOADED,
            InstallVerdict::Nothing(_) => false,
        };
        if !is_to_be_done {
            continue;
        }
        let is_planned = |leaf: &&Update| {
            let identity = leaf.identity();
            planned.steps.iter().any(|step| step.identity == identity)
        };
        let needed = leaves(update, request.operation).into_iter().filter(is_planned);
        parts.extend(needed.map(|update| Part {
            update,
            files: agent.cache().folder(update.identity()),
        }));
    }
    parts
}

fn kind(operation: UpdateOperation) -> JobKind {
    match operation {
        UpdateOperation::Installation => JobKind::Install,
        UpdateOperation::Uninstallation => JobKind::Uninstall,
    }
}

fn wait(agent: &Agent, request: &InstallRequest, worker: &Worker<'_>) -> Result<OperationGuard, Error> {
    let name = kind(request.operation).name();
    let guard = agent
        .operation()
        .acquire_within(name, request.wait, worker.abort())?;
    agent.recover()?;
    check_no_restart_is_pending(agent, name)?;
    Ok(guard)
}

/// The result of a job that was aborted while it waited.
fn never_begun(request: &InstallRequest) -> InstallResult {
    InstallResult {
        code: OperationResultCode::Aborted,
        hresult: code::WU_E_CALL_CANCELLED,
        reboot_required: false,
        updates: request.updates.iter().map(cancelled).collect(),
    }
}

fn cancelled(update: &Update) -> UpdateResult {
    UpdateResult {
        hresult: code::WU_E_CALL_CANCELLED,
        ..UpdateResult::not_started(update)
    }
}

fn check_no_restart_is_pending(agent: &Agent, name: &str) -> Result<(), Error> {
    if agent.system().blocks_installation() {
        return Err(Error::new(
            code::WU_E_INSTALL_NOT_ALLOWED,
            "the computer has to be restarted first, to finish what was done before",
        )
        .context(name));
    }
    Ok(())
}

pub(super) struct Installation<'a> {
    session: &'a Session,
    pub(super) agent: &'a Arc<Agent>,
    pub(super) request: &'a InstallRequest,
    pub(super) worker: &'a Worker<'a>,
    pub(super) job: i64,
    /// What decides about the updates besides themselves.
    pub(super) relations: Relations,
    lock: JobLock,
    /// Held until the end.
    _guard: OperationGuard,
    /// The number of the first step of each update.
    pub(super) first_steps: Vec<usize>,
    /// Whose turn it is when.
    order: Vec<usize>,
}

impl<'a> Installation<'a> {
    fn begin(
        session: &'a Session,
        request: &'a InstallRequest,
        worker: &'a Worker<'a>,
        guard: OperationGuard,
    ) -> Result<Self, Error> {
        let agent = session.agent();
        let mut first_steps = Vec::new();
        let mut steps = Vec::new();
        for (position, update) in request.updates.iter().enumerate() {
            first_steps.push(steps.len());
            steps.extend(leaves(update, request.operation).into_iter().map(|leaf| NewStep {
                position,
                identity: leaf.identity(),
                title: leaf.title(),
            }));
        }
        let new = NewJob {
            kind: kind(request.operation),
            client: &session.client_application_id,
            updates: request
                .updates
                .iter()
                .map(|update| NewUpdate::of(update, true))
                .collect(),
            steps,
        };
        let claim = |job| JobLock::claim(agent.state(), job);
        let (job, lock) = agent.store().begin_job(&new, agent.now(), claim)?;
        guard.describe(&format!("{} {job}", new.kind.name()));
        agent.checkpoint(step::INSTALL_PLANNED);
        let phase = match request.operation {
            UpdateOperation::Installation => Phase::Installing,
            UpdateOperation::Uninstallation => Phase::Uninstalling,
        };
        worker.report(|progress| progress.phase = phase);
        Ok(Self {
            session,
            agent,
            request,
            worker,
            job,
            relations: Relations::around(agent, &request.updates)?,
            lock,
            _guard: guard,
            first_steps,
            order: by_need(&request.updates, request.operation),
        })
    }

    fn run(self) -> Result<InstallResult, Error> {
        let results = match self.agent.target().transaction() {
            Some(transaction) => together::run(&self, transaction)?,
            None => self.one_by_one()?,
        };
        let (code, hresult) = overall(&results);
        let status = if code == OperationResultCode::Aborted {
            JobStatus::Aborted
        } else {
            JobStatus::Ended
        };
        self.agent
            .store()
            .job_ended(self.job, status, "", self.agent.now())?;
        self.agent.checkpoint(step::INSTALL_ENDED);
        self.lock.retire();
        if self.session.is_automatic() && code == OperationResultCode::Succeeded {
            self.agent.record_automatic_success(Success::Installation)?;
        }
        Ok(InstallResult {
            code,
            hresult,
            reboot_required: results.iter().any(|result| result.reboot_required),
            updates: results,
        })
    }

    /// In the order in which they need each other; the results in that of the request.
    fn one_by_one(&self) -> Result<Vec<UpdateResult>, Error> {
        let mut results = vec![None; self.request.updates.len()];
        for index in &self.order {
            let Some((update, place)) = self.request.updates.get(*index).zip(results.get_mut(*index)) else {
                continue;
            };
            let result = if self.worker.abort().is_requested() {
                let result = cancelled(update);
                self.record(*index, &result)?;
                result
            } else {
                self.worker
                    .begin_update(*index, |progress| self.place(progress, *index, 0));
                self.update(*index, update)?
            };
            self.worker.report_result(*index, &result);
            *place = Some(result);
        }
        Ok(results.into_iter().flatten().collect())
    }

    /// What became of one update. It is judged by what the computer is now: those before it may have changed that.
    fn update(&self, index: usize, update: &Update) -> Result<UpdateResult, Error> {
        let facts = InstallFacts::gather(self.agent, &self.relations, [update], self.request.operation)?;
        let now = PlannedInstall::new(update, self.request.operation, self.request.options, &facts);
        let result = match now.verdict {
            InstallVerdict::Nothing(hresult) => UpdateResult::succeeded(update, hresult),
            InstallVerdict::Refused(error) => UpdateResult::failed(update, &error),
            InstallVerdict::Go => return self.steps(index, update, &now),
        };
        self.record(index, &result)?;
        self.report(index, 100);
        Ok(result)
    }

    pub(super) fn record(&self, index: usize, result: &UpdateResult) -> Result<(), Error> {
        self.agent
            .store()
            .update_ended(self.job, index, &UpdateEnd::from(result))
    }

    /// Calls the installers that are needed now; the others are skipped.
    fn steps(&self, index: usize, update: &Update, now: &PlannedInstall) -> Result<UpdateResult, Error> {
        let first = self.first_steps.get(index).copied().unwrap_or(0);
        let is_needed = |leaf: &Update| now.steps.iter().any(|step| step.identity == leaf.identity());
        let all = (first..).zip(leaves(update, self.request.operation));
        let (needed, skipped): (Vec<_>, Vec<_>) = all.partition(|(_, leaf)| is_needed(leaf));
        let skipped: Vec<usize> = skipped.into_iter().map(|(number, _)| number).collect();
        self.agent.store().skip_steps(self.job, &skipped)?;

        let mut end = None;
        for (place, (number, leaf)) in needed.iter().enumerate() {
            if self.worker.abort().is_requested() {
                break;
            }
            end = self.step(index, (place, needed.len()), *number, leaf)?;
        }
        if end.is_none() {
            let ended = |rows: &[StepRow]| outcome(rows, Remainder::Cancelled);
            end = self
                .agent
                .store()
                .update_broken_off(self.job, index, self.agent.now(), ended)?;
        }
        Ok(end.map_or_else(
            || UpdateResult::not_started(update),
            |end| result_of(update, &end),
        ))
    }

    /// One installer: written down, called, written down. How the update ended, if this was its last step.
    fn step(
        &self,
        index: usize,
        (place, count): (usize, usize),
        number: usize,
        leaf: &Update,
    ) -> Result<Option<UpdateEnd>, Error> {
        let store = self.agent.store();
        store.step_started(self.job, number)?;
        self.agent.checkpoint(step::INSTALL_STEP_STARTED);
        let mut progress = |percent: i32| {
            let done = i32::try_from(place).unwrap_or(0) * 100 + percent.clamp(0, 100);
            self.report(index, done / i32::try_from(count.max(1)).unwrap_or(1));
        };
        let cookie = cookie(self.job, number);
        let (state, end) = apply(
            self.agent,
            leaf,
            self.request,
            &cookie,
            &mut progress,
            self.worker,
        );
        self.agent.checkpoint(step::INSTALL_STEP_APPLIED);
        let when = (self.agent.now(), self.agent.target().boot_id());
        let ended = |rows: &[StepRow]| outcome(rows, Remainder::Awaited);
        let update = store.step_ended(self.job, number, (state, &end), (when.0, &when.1), ended)?;
        self.agent.checkpoint(step::INSTALL_STEP_DONE);
        progress(100);
        Ok(update)
    }

    fn report(&self, index: usize, current: i32) {
        self.worker
            .report(|progress| self.place(progress, index, current));
    }

    fn place(&self, progress: &mut Progress, index: usize, current: i32) {
        let count = i32::try_from(self.request.updates.len())
            .unwrap_or(i32::MAX)
            .max(1);
        let before = self.order.iter().position(|place| *place == index);
        let before = before.and_then(|before| i32::try_from(before).ok()).unwrap_or(0);
        progress.current_index = index;
        progress.current_percent = current;
        progress.percent = (before * 100 + current) / count;
    }
}

pub(super) fn result_of(update: &Update, end: &UpdateEnd) -> UpdateResult {
    let message = if end.message.is_empty() {
        String::new()
    } else {
        format!("{}: {}", update.display_name(), end.message)
    };
    UpdateResult {
        identity: update.identity(),
        code: end.code,
        hresult: end.hresult,
        reboot_required: end.reboot,
        message,
    }
}
