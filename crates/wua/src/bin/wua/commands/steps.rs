//! The plan of the engine: which files are fetched, which installers are called in which order.

use wua::{
    Change, DownloadPlan, DownloadVerdict, Error, Identity, InstallPlan, InstallVerdict, PlannedDownload,
    PlannedInstall, Session, Update, code,
};

use crate::commands::plan::{Plan, Task};
use crate::context::Context;
use crate::failure::Failure;
use crate::output::updates;
use crate::output::{Output, text};
use crate::records::{AlsoRecord, ErrorRecord, FileRecord, IdentityRecord, PlanRecord, UpdateRecord};
use crate::task;

/// What the engine is going to do for a plan.
pub(crate) struct Steps {
    downloads: DownloadPlan,
    installs: Option<InstallPlan>,
}

impl Steps {
    /// As things stand now. What the engine would refuse as a whole is an error.
    pub(crate) fn of(context: &mut Context, plan: &Plan) -> Result<Self, Failure> {
        let session = context.session()?;
        let missing = plan.to_download();
        let download = (!missing.is_empty()).then(|| plan.download(&session, &missing));
        let apply = match plan.task {
            Task::Download => None,
            Task::Install | Task::Uninstall => Some(plan.apply(&session, &plan.updates)),
        };
        task::think(context, "planning", move || {
            let nothing = DownloadPlan { updates: Vec::new() };
            Ok(Self {
                downloads: download.map_or(Ok(nothing), |download| download.plan())?,
                installs: apply.map(|apply| apply.plan()).transpose()?,
            })
        })
    }

    /// Bytes to fetch.
    pub(crate) fn bytes(&self) -> u64 {
        self.downloads.bytes()
    }

    /// What else happens to the computer.
    fn also(&self) -> &[Change] {
        self.installs.as_ref().map_or(&[], |plan| &plan.also)
    }

    /// Whether something goes that is none of the updates.
    pub(crate) fn removes(&self) -> bool {
        self.also().iter().any(|change| change.to.is_none())
    }

    /// Shows what will be done: the updates, and every step of a mere plan.
    pub(crate) fn print(&self, context: &mut Context, plan: &Plan) -> Result<(), Failure> {
        let session = context.session()?;
        let output = &mut context.output;
        let records = plan.updates.iter();
        let records = records.map(|update| self.record(&session, plan.task, update));
        let records: Vec<PlanRecord> = records.collect();
        for record in &records {
            output.record("plan", record);
        }
        if !output.is_json() {
            let updates: Vec<&UpdateRecord> = records.iter().map(|record| &record.update).collect();
            updates::print_plan(output, &updates);
            if context.options.dry_run {
                print_downloads(output, &self.downloads);
                if let Some(installs) = &self.installs {
                    print_installs(output, plan.task, installs);
                }
            }
        }
        self.print_what_else(context, plan.task);
        if context.options.dry_run {
            let sentence = plan.sentence(self.bytes());
            context.output.line(&format!("{sentence}."));
        }
        Ok(())
    }

    /// Tells what happens to others, also to those who do not want to be asked.
    pub(crate) fn print_what_else(&self, context: &mut Context, task: Task) {
        for change in self.also() {
            let also = AlsoRecord {
                action: action(change, task).to_owned(),
                package: change.clone().into(),
            };
            context.output.record("also", &also);
            context.output.line(&also.line());
        }
    }

    /// What is planned for one of the updates.
    fn record(&self, session: &Session, task: Task, update: &Update) -> PlanRecord {
        let identity = update.identity();
        let mut downloads = self.downloads.updates.iter();
        let download = downloads.find(|planned| planned.identity == identity);
        let mut installs = self.installs.iter().flat_map(|plan| &plan.updates);
        let install = installs.find(|planned| planned.identity == identity);
        PlanRecord {
            operation: task.verb().to_owned(),
            files: download.map(files).unwrap_or_default(),
            steps: install.map(identities).unwrap_or_default(),
            refused: install
                .and_then(|planned| refusal(&planned.verdict))
                .or_else(|| download.and_then(not_to_be_fetched))
                .map(ErrorRecord::of),
            update: UpdateRecord::new(session, update),
        }
    }
}

/// What happens to a package, in one word. Whether another version is a newer one, nobody here knows.
fn action(change: &Change, task: Task) -> &'static str {
    match (&change.from, &change.to, task) {
        (None, _, _) => "installs",
        (Some(_), None, _) => "removes",
        (Some(_), Some(_), Task::Install) => "upgrades",
        (Some(_), Some(_), _) => "changes",
    }
}

fn print_downloads(output: &mut Output, plan: &DownloadPlan) {
    if plan.bytes() > 0 {
        output.line(&format!("download {}:", text::size(plan.bytes())));
    }
    for update in &plan.updates {
        if let DownloadVerdict::Refused(error) = &update.verdict
            && error.hresult() != code::WU_E_EULAS_DECLINED
        {
            output.line(&format!("  {}: will fail: {error}", update.title));
            continue;
        }
        for file in update.files.iter().filter(|file| file.bytes() > 0) {
            let size = text::size(file.bytes());
            output.line(&format!(
                "  {} ({size}) of {}",
                file.content.file_name, update.title
            ));
        }
    }
    for update in &plan.updates {
        for file in update.files.iter().filter(|file| file.twin.is_some()) {
            let name = &file.content.file_name;
            output.line(&format!("  {name} of {}: the same is in the cache", update.title));
        }
        for name in &update.left_out {
            output.line(&format!(
                "  {name} of {}: left out: there is a whole file, and nothing here applies deltas",
                update.title
            ));
        }
    }
}

fn print_installs(output: &mut Output, task: Task, plan: &InstallPlan) {
    output.line(&format!("{}, in this order:", task.verb()));
    for (number, update) in plan.updates.iter().enumerate() {
        let line = match refusal(&update.verdict) {
            Some(error) => format!("{}: will fail: {error}", update.title),
            None => match &update.verdict {
                InstallVerdict::Nothing(_) => format!("{}: nothing to do", update.title),
                InstallVerdict::Go | InstallVerdict::Refused(_) => update.title.clone(),
            },
        };
        output.line(&format!("  {}. {line}", number + 1));
        let is_member = |step: &&wua::PlannedStep| step.identity != update.identity;
        for member in update.steps.iter().filter(is_member) {
            output.line(&format!("     {}", member.title));
        }
    }
}

/// Why it would not be done; that its files are missing does not count, for they come first.
fn refusal(verdict: &InstallVerdict) -> Option<&Error> {
    let InstallVerdict::Refused(error) = verdict else {
        return None;
    };
    let is_to_come = [code::WU_E_DM_NOTDOWNLOADED, code::WU_E_EULAS_DECLINED].contains(&error.hresult());
    (!is_to_come).then_some(error)
}

fn files(planned: &PlannedDownload) -> Vec<FileRecord> {
    let wanted = planned.files.iter().filter(|file| file.bytes() > 0);
    wanted.map(FileRecord::from).collect()
}

fn identities(planned: &PlannedInstall) -> Vec<IdentityRecord> {
    let of_steps = planned.steps.iter().map(|step| step.identity);
    of_steps.map(|identity: Identity| identity.into()).collect()
}

fn not_to_be_fetched(planned: &PlannedDownload) -> Option<&Error> {
    match &planned.verdict {
        DownloadVerdict::Refused(error) if error.hresult() != code::WU_E_EULAS_DECLINED => Some(error),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_else_happens_is_said_in_one_line() {
        let change = |from: Option<&str>, to: Option<&str>| Change {
            name: "libssl3".to_owned(),
            architecture: "amd64".to_owned(),
            from: from.map(str::to_owned),
            to: to.map(str::to_owned),
        };
        for (from, to, task, line) in [
            (None, Some("2"), Task::Install, "also installs libssl3:amd64 2"),
            (
                Some("1"),
                Some("2"),
                Task::Install,
                "also upgrades libssl3:amd64 1 -> 2",
            ),
            (
                Some("2"),
                Some("1"),
                Task::Uninstall,
                "also changes libssl3:amd64 2 -> 1",
            ),
            (Some("1"), None, Task::Install, "also removes libssl3:amd64 1"),
        ] {
            let change = change(from, to);
            let also = AlsoRecord {
                action: action(&change, task).to_owned(),
                package: change.into(),
            };
            assert_eq!(also.line(), line);
        }
    }
}
