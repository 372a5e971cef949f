//! What a download, installation or removal will do, and whether it may.
//!
//! What was selected becomes a plan here; in which files and steps that results, the engine plans (see [`steps`]).
//!
//! [`steps`]: super::steps

use wua::enums::InstallationRebootBehavior;
use wua::{DownloadRequest, Error, InstallRequest, Operation, Session, Update, code};

use crate::commands::consent;
use crate::commands::outcome::Outcome;
use crate::commands::steps::Steps;
use crate::context::Context;
use crate::failure::Failure;
use crate::output::{Output, text, updates};
use crate::records::{Reason, SkippedRecord};

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

/// How the updates came to be selected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Selected {
    /// One by one: what cannot be done is an error.
    OneByOne,
    /// By what they are like: what needs more care is left out, unless nothing else is left.
    ByDescription,
    /// All that there are: what needs more care is left out.
    Everything,
}

/// How it is to be done.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Manner {
    /// Even if it is done already.
    pub(crate) force: bool,
    /// Programs that are in the way may be closed.
    pub(crate) close_apps: bool,
}

/// What will be done.
pub(crate) struct Plan {
    pub(crate) task: Task,
    /// To these, in this order.
    pub(crate) updates: Vec<Update>,
    /// Not to these.
    left_out: Vec<(Update, Reason)>,
    selected: Selected,
    manner: Manner,
    /// Nobody can be asked anything.
    quiet: bool,
    /// Something else goes for it, and nobody objected.
    may_remove: bool,
}

impl Plan {
    /// What is left to do with what was found.
    pub(crate) fn new(
        context: &Context,
        task: Task,
        found: Vec<Update>,
        selected: Selected,
        manner: Manner,
    ) -> Self {
        let mut plan = Self {
            task,
            updates: found,
            left_out: Vec::new(),
            selected,
            manner,
            quiet: context.is_alone(),
            may_remove: false,
        };
        if !manner.force {
            for reason in [
                Reason::AlreadyInstalled,
                Reason::AlreadyDownloaded,
                Reason::NotInstalled,
            ] {
                plan.leave_out(reason, |update| is_done(task, update) == Some(reason));
            }
        }
        if selected != Selected::OneByOne {
            if task == Task::Install && plan.updates.len() > 1 {
                plan.leave_out(Reason::InstallsAlone, Update::is_exclusive);
            }
            if task != Task::Uninstall && !consent::can_accept_licences(context) {
                plan.leave_out(Reason::LicenceNotAccepted, updates::needs_licence);
            }
        }
        plan
    }

    /// Shows the plan and asks for consent; whether to go on.
    pub(crate) fn begin(&mut self, context: &mut Context, outcome: &mut Outcome) -> Result<bool, Failure> {
        let session = context.session()?;
        self.tell_what_is_left_out(&mut context.output, &session);
        outcome.skipped(self.left_out.len());
        if self.updates.is_empty() {
            let licensed = self.left_out_for_licences();
            if self.selected == Selected::ByDescription && !licensed.is_empty() {
                return Err(consent::not_accepted(&licensed));
            }
            context.output.note("Nothing to do.");
            return Ok(false);
        }
        let steps = Steps::of(context, self)?;
        if context.options.dry_run {
            steps.print(context, self)?;
            outcome.planned(self.updates.len());
            return Ok(false);
        }
        if self.task != Task::Download {
            session.check_rights()?;
            refuse_before_a_restart(context)?;
        }
        consent::obtain(context, self, &steps)?;
        self.may_remove = steps.removes();
        context.check_stopped()?;
        Ok(true)
    }

    /// Whose files are missing.
    pub(crate) fn to_download(&self) -> Vec<Update> {
        let is_wanted = |update: &&Update| match self.task {
            Task::Download => true,
            Task::Install => !update.marks.is_downloaded(),
            Task::Uninstall => false,
        };
        self.updates.iter().filter(is_wanted).cloned().collect()
    }

    /// Brings the files of some of them.
    pub(crate) fn download(&self, session: &Session, updates: &[Update]) -> Operation<DownloadRequest> {
        let force = self.manner.force && self.task == Task::Download;
        session.download(updates).with(|request| request.forced = force)
    }

    /// Puts some of them on, or takes them off.
    pub(crate) fn apply(&self, session: &Session, updates: &[Update]) -> Operation<InstallRequest> {
        let operation = match self.task {
            Task::Uninstall => session.uninstall(updates),
            Task::Download | Task::Install => session.install(updates),
        };
        operation.with(|request| {
            request.options.forced = self.manner.force;
            request.options.close_apps = self.manner.close_apps;
            request.options.may_remove = self.may_remove;
            request.options.quiet = self.quiet;
            request.options.allow_source_prompts = !self.quiet;
        })
    }

    /// `Install 3 updates, 12.3 MB to download, 1 may require a restart`.
    pub(crate) fn sentence(&self, bytes: u64) -> String {
        let number = text::counted(self.updates.len(), "update");
        let mut parts = vec![format!("{} {number}", self.task.imperative())];
        if bytes > 0 {
            parts.push(format!("{} to download", text::size(bytes)));
        }
        let restarts = self.updates.iter().filter(|update| self.restarts(update)).count();
        if restarts > 0 {
            parts.push(format!("{restarts} may require a restart"));
        }
        parts.join(", ")
    }

    fn restarts(&self, update: &Update) -> bool {
        let behavior = match self.task {
            Task::Download => None,
            Task::Install => update.revision.installation_behavior,
            Task::Uninstall => update.revision.uninstallation_behavior,
        };
        behavior.is_some_and(|behavior| behavior.reboot != InstallationRebootBehavior::NeverReboots)
    }

    fn leave_out(&mut self, reason: Reason, unwanted: impl Fn(&Update) -> bool) {
        let (out, rest) = std::mem::take(&mut self.updates).into_iter().partition(unwanted);
        self.updates = rest;
        let out: Vec<Update> = out;
        self.left_out
            .extend(out.into_iter().map(|update| (update, reason)));
    }

    fn left_out_for_licences(&self) -> Vec<&Update> {
        let left_out = self.left_out.iter();
        let licensed = left_out.filter(|(_, reason)| *reason == Reason::LicenceNotAccepted);
        licensed.map(|(update, _)| update).collect()
    }

    fn tell_what_is_left_out(&self, output: &mut Output, session: &Session) {
        for (update, reason) in &self.left_out {
            let skipped = SkippedRecord::new(session, update, *reason);
            output.record("skipped", &skipped);
            output.note(&skipped.line());
        }
    }
}

/// The engine would refuse it as well, but only after everything has been downloaded.
fn refuse_before_a_restart(context: &Context) -> Result<(), Failure> {
    match context.session()?.system() {
        Ok(system) if system.blocks_installation() => {}
        // Another computer may keep it to itself; the engine there knows.
        Err(error) if context.host().is_none() || error.hresult() != code::E_ACCESSDENIED => {
            return Err(error.into());
        }
        _ => return Ok(()),
    }
    let hint = if context.is_museum() {
        "WUA_MUSEUM_RESTART=1 restarts the computer of the museum"
    } else {
        "restart it, then try again"
    };
    let message = "the computer has to be restarted first, to finish what was done before";
    Err(Failure::from(Error::new(code::WU_E_INSTALL_NOT_ALLOWED, message)).hint(hint))
}

fn is_done(task: Task, update: &Update) -> Option<Reason> {
    let installed = update.applicability.installed;
    match task {
        Task::Uninstall => (!installed).then_some(Reason::NotInstalled),
        Task::Download if update.marks.is_downloaded() => Some(Reason::AlreadyDownloaded),
        Task::Install | Task::Download => installed.then_some(Reason::AlreadyInstalled),
    }
}
