//! What a download, installation or removal will do, before it does it.

use serde::Serialize;
use wua::Update;
use wua::enums::InstallationRebootBehavior;

use crate::context::Context;
use crate::failure::Failure;
use crate::output::json::UpdateRecord;
use crate::output::updates::{self, Column};
use crate::output::{self, Output, text};

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Task {
    Download,
    Install,
    Uninstall,
}

impl Task {
    /// The verb.
    pub(crate) fn verb(self) -> &'static str {
        match self {
            Self::Download => "download",
            Self::Install => "install",
            Self::Uninstall => "uninstall",
        }
    }

    fn imperative(self) -> &'static str {
        match self {
            Self::Download => "Download",
            Self::Install => "Install",
            Self::Uninstall => "Uninstall",
        }
    }
}

/// Why an update is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Reason {
    AlreadyInstalled,
    NotInstalled,
    AlreadyDownloaded,
    LicenceNotAccepted,
    InstallsAlone,
}

impl Reason {
    fn text(self) -> &'static str {
        match self {
            Self::AlreadyInstalled => "is installed already",
            Self::NotInstalled => "is not installed",
            Self::AlreadyDownloaded => "is downloaded already",
            Self::LicenceNotAccepted => "has a licence that was not accepted (--accept-eula)",
            Self::InstallsAlone => "has to be installed alone: name it",
        }
    }
}

/// What will be done.
pub(crate) struct Plan {
    pub(crate) task: Task,
    /// To these, in this order.
    pub(crate) updates: Vec<Update>,
    /// Not to these.
    left_out: Vec<(Update, Reason)>,
    /// Somebody has to say yes to their licences.
    licences: Vec<Update>,
}

/// How the updates came to be selected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Selected {
    /// One by one: what cannot be done is an error.
    OneByOne,
    /// All that there are: what needs more care is left out.
    Everything,
}

impl Plan {
    /// What is left to do with what was found.
    pub(crate) fn new(
        context: &Context,
        task: Task,
        found: Vec<Update>,
        selected: Selected,
        force: bool,
    ) -> Self {
        let mut plan = Self {
            task,
            updates: Vec::new(),
            left_out: Vec::new(),
            licences: Vec::new(),
        };
        for update in found {
            match is_done(task, &update).filter(|_| !force) {
                Some(reason) => plan.left_out.push((update, reason)),
                None => plan.updates.push(update),
            }
        }
        if selected == Selected::Everything && task != Task::Uninstall {
            if task == Task::Install {
                plan.leave_out_exclusive_ones();
            }
            if !context.options.accept_eula && !context.output.can_ask() {
                plan.leave_out(Reason::LicenceNotAccepted, updates::needs_licence);
            }
        }
        if task != Task::Uninstall {
            plan.licences = plan
                .updates
                .iter()
                .filter(|update| updates::needs_licence(update))
                .cloned()
                .collect();
        }
        plan
    }

    /// What is missing of the files.
    pub(crate) fn to_download(&self) -> Vec<Update> {
        self.updates
            .iter()
            .filter(|update| !update.marks.is_downloaded())
            .cloned()
            .collect()
    }

    /// Shows the plan and asks for consent; whether to go on.
    pub(crate) fn begin(&self, context: &mut Context) -> Result<bool, Failure> {
        self.tell_what_is_left_out(&mut context.output);
        if self.updates.is_empty() {
            context.output.note("Nothing to do.");
            return Ok(false);
        }
        if context.options.dry_run {
            self.print(&mut context.output);
            return Ok(false);
        }
        self.agree(context)?;
        Ok(true)
    }

    /// Tells what is left out.
    fn tell_what_is_left_out(&self, output: &mut Output) {
        for (update, reason) in &self.left_out {
            output.record(
                "skipped",
                &Skipped {
                    reason: *reason,
                    update: update.into(),
                },
            );
            output.note(&format!("{}: {}", update.title(), reason.text()));
        }
    }

    /// Shows what will be done.
    fn print(&self, output: &mut Output) {
        const COLUMNS: [Column; 5] = [
            Column::Kb,
            Column::Size,
            Column::Severity,
            Column::Reboot,
            Column::Title,
        ];
        for update in &self.updates {
            let step = Step {
                operation: self.task.verb(),
                download: self.task != Task::Uninstall && !update.marks.is_downloaded(),
                licence: updates::needs_licence(update),
                update: update.into(),
            };
            output.record("plan", &step);
        }
        if !output.is_json() {
            updates::print(output, &self.updates, &COLUMNS);
            output.line(&format!("{}.", self.sentence()));
        }
    }

    /// Asks whether to go on, licences included.
    fn agree(&self, context: &mut Context) -> Result<(), Failure> {
        if !context.options.yes || context.options.verbose {
            self.print(&mut context.output);
        }
        for update in &self.licences {
            agree_to_licence(context, update)?;
        }
        context.confirm(&format!("{}?", self.sentence()))
    }

    /// `Install 3 updates, 12.3 MB to download, 1 requires a restart`.
    fn sentence(&self) -> String {
        let number = text::counted(self.updates.len(), "update");
        let mut parts = vec![format!("{} {number}", self.task.imperative())];
        let missing = self.to_download();
        if self.task != Task::Uninstall && !missing.is_empty() {
            let bytes = missing
                .iter()
                .map(|update| update.revision.max_download_size)
                .sum();
            parts.push(format!("{} to download", text::size(bytes)));
        }
        let restarts = self.updates.iter().filter(|update| self.restarts(update)).count();
        if self.task != Task::Download && restarts > 0 {
            parts.push(format!("{restarts} may require a restart"));
        }
        parts.join(", ")
    }

    fn restarts(&self, update: &Update) -> bool {
        let behavior = match self.task {
            Task::Uninstall => update.revision.uninstallation_behavior,
            Task::Download | Task::Install => update.revision.installation_behavior,
        };
        behavior.is_some_and(|behavior| behavior.reboot != InstallationRebootBehavior::NeverReboots)
    }

    fn leave_out_exclusive_ones(&mut self) {
        if self.updates.len() > 1 {
            self.leave_out(Reason::InstallsAlone, Update::is_exclusive);
        }
    }

    fn leave_out(&mut self, reason: Reason, unwanted: impl Fn(&Update) -> bool) {
        let (out, rest) = std::mem::take(&mut self.updates).into_iter().partition(unwanted);
        self.updates = rest;
        self.left_out
            .extend(out.into_iter().map(|update: Update| (update, reason)));
    }
}

fn agree_to_licence(context: &mut Context, update: &Update) -> Result<(), Failure> {
    if !context.options.accept_eula {
        if !context.output.can_ask() {
            let message = format!("the licence of `{}` was not accepted", update.title());
            return Err(Failure::usage(message)
                .hint("`--accept-eula` accepts the licences; `wua show` shows their texts"));
        }
        for line in updates::licence_texts(update)
            .iter()
            .flat_map(|text| text.lines())
        {
            context.output.line(line);
        }
        let question = format!("Accept this licence of {}?", update.title());
        if !output::ask(&question, false) {
            return Err(Failure::cancelled());
        }
    }
    context.session()?.accept_eula(update)?;
    Ok(())
}

fn is_done(task: Task, update: &Update) -> Option<Reason> {
    let installed = update.applicability.installed;
    match task {
        Task::Uninstall => (!installed).then_some(Reason::NotInstalled),
        Task::Download if update.marks.is_downloaded() => Some(Reason::AlreadyDownloaded),
        Task::Install | Task::Download => installed.then_some(Reason::AlreadyInstalled),
    }
}

/// A step of the plan, for programs.
#[derive(Serialize)]
struct Step<'a> {
    operation: &'static str,
    download: bool,
    licence: bool,
    #[serde(flatten)]
    update: UpdateRecord<'a>,
}

/// What is left out, for programs.
#[derive(Serialize)]
struct Skipped<'a> {
    reason: Reason,
    #[serde(flatten)]
    update: UpdateRecord<'a>,
}
