//! The plan of the engine: which files are fetched, which installers are called in which order.

use serde::Serialize;
use wua::{
    DownloadPlan, DownloadVerdict, Error, Identity, InstallPlan, InstallVerdict, PlannedDownload,
    PlannedFile, PlannedInstall, Update, code,
};

use crate::commands::plan::{Plan, Task};
use crate::context::Context;
use crate::failure::Failure;
use crate::output::json::{ErrorRecord, IdentityRecord, UpdateRecord};
use crate::output::updates::{self, Column};
use crate::output::{Output, text};

const COLUMNS: [Column; 5] = [
    Column::Kb,
    Column::Size,
    Column::Severity,
    Column::Reboot,
    Column::Title,
];

/// What the engine is going to do for a plan.
pub(crate) struct Steps {
    downloads: DownloadPlan,
    installs: Option<InstallPlan>,
}

impl Steps {
    /// As things stand now. What the engine would refuse as a whole is an error.
    pub(crate) fn of(context: &Context, plan: &Plan) -> Result<Self, Failure> {
        let session = context.session()?;
        let missing = plan.to_download();
        let downloads = if missing.is_empty() {
            DownloadPlan { updates: Vec::new() }
        } else {
            plan.download(&session, &missing).plan()?
        };
        let installs = match plan.task {
            Task::Download => None,
            Task::Install | Task::Uninstall => Some(plan.apply(&session, &plan.updates).plan()?),
        };
        Ok(Self { downloads, installs })
    }

    /// Bytes to fetch.
    pub(crate) fn bytes(&self) -> u64 {
        self.downloads.bytes()
    }

    /// Shows what will be done: the updates, and every step of a mere plan.
    pub(crate) fn print(&self, context: &mut Context, plan: &Plan) {
        let output = &mut context.output;
        for update in &plan.updates {
            output.record("plan", &Record::new(plan.task, update, self));
        }
        if output.is_json() {
            return;
        }
        updates::print(output, &plan.updates, &COLUMNS);
        if context.options.dry_run {
            print_downloads(output, &self.downloads);
            if let Some(installs) = &self.installs {
                print_installs(output, plan.task, installs);
            }
            output.line(&format!("{}.", plan.sentence(self.bytes())));
        }
    }
}

fn print_downloads(output: &mut Output, plan: &DownloadPlan) {
    if plan.bytes() > 0 {
        output.line(&format!("download {}:", text::size(plan.bytes())));
    }
    for update in &plan.updates {
        for file in update.files.iter().filter(|file| file.bytes() > 0) {
            let size = text::size(file.bytes());
            output.line(&format!(
                "  {} ({size}) of {}",
                file.content.file_name, update.title
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

/// The steps of an update, for programs.
#[derive(Serialize)]
struct Record<'a> {
    operation: &'static str,
    files: Vec<File<'a>>,
    steps: Vec<IdentityRecord>,
    licence: bool,
    refused: Option<ErrorRecord>,
    #[serde(flatten)]
    update: UpdateRecord<'a>,
}

/// A file to fetch.
#[derive(Serialize)]
struct File<'a> {
    name: &'a str,
    bytes: u64,
}

impl<'a> From<&'a PlannedFile> for File<'a> {
    fn from(file: &'a PlannedFile) -> Self {
        Self {
            name: &file.content.file_name,
            bytes: file.bytes(),
        }
    }
}

impl<'a> Record<'a> {
    fn new(task: Task, update: &'a Update, steps: &'a Steps) -> Self {
        let identity = update.identity();
        let mut downloads = steps.downloads.updates.iter();
        let download = downloads.find(|planned| planned.identity == identity);
        let mut installs = steps.installs.iter().flat_map(|plan| &plan.updates);
        let install = installs.find(|planned| planned.identity == identity);
        Self {
            operation: task.verb(),
            files: download.map(files).unwrap_or_default(),
            steps: install.map(identities).unwrap_or_default(),
            licence: updates::needs_licence(update),
            refused: install
                .and_then(|planned| refusal(&planned.verdict))
                .or_else(|| download.and_then(not_to_be_fetched))
                .map(ErrorRecord::of),
            update: update.into(),
        }
    }
}

fn files(planned: &PlannedDownload) -> Vec<File<'_>> {
    let wanted = planned.files.iter().filter(|file| file.bytes() > 0);
    wanted.map(File::from).collect()
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
