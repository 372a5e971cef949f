//! What an installation or removal is going to do.

use std::fmt;

use wua_com::{Error, HResult, code};
use wua_defs::enums::{InstallationImpact, InstallationRebootBehavior, UpdateOperation};

use super::InstallRequest;
use super::check::{behavior, judge, steps};
use super::gather::InstallFacts;
use crate::ports::{ApplyOptions, Change};
use crate::update::{Identity, Update};

/// What an installation or removal is going to do. Computed from the request and what the updates are on this
/// computer, and from nothing else.
#[derive(Clone, Debug)]
pub struct InstallPlan {
    /// On or off.
    pub operation: UpdateOperation,
    /// One for each update, in the order of the request.
    pub updates: Vec<PlannedInstall>,
    /// What else happens to the computer.
    pub also: Vec<Change>,
}

/// What is going to be done to one update.
#[derive(Clone, Debug)]
pub struct PlannedInstall {
    /// Which update.
    pub identity: Identity,
    /// What it is called.
    pub title: String,
    /// Whether there is anything to do.
    pub verdict: InstallVerdict,
    /// The installers that are called, in this order: one, or those of the members of a bundle.
    pub steps: Vec<PlannedStep>,
    /// Bytes of its files.
    pub size: u64,
    /// It has a licence, which was accepted.
    pub is_licensed: bool,
    /// Whether a restart follows, if its publisher says so.
    pub reboot: Option<InstallationRebootBehavior>,
}

/// Whether there is anything to do for an update.
#[derive(Clone, Debug)]
pub enum InstallVerdict {
    /// Its installers are called.
    Go,
    /// It is as it is wanted already: a success that says so.
    Nothing(HResult),
    /// It cannot be done, and why.
    Refused(Error),
}

/// An installer to call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedStep {
    /// The update, or the member of a bundle.
    pub identity: Identity,
    /// What it is called.
    pub title: String,
}

impl InstallPlan {
    /// Decides for each update.
    pub(super) fn new(request: &InstallRequest, facts: &InstallFacts) -> Self {
        let plan = |update| PlannedInstall::new(update, request.operation, request.options, facts);
        Self {
            operation: request.operation,
            updates: request.updates.iter().map(plan).collect(),
            also: Vec::new(),
        }
    }
}

impl PlannedInstall {
    pub(super) fn new(
        update: &Update,
        operation: UpdateOperation,
        options: ApplyOptions,
        facts: &InstallFacts,
    ) -> Self {
        let steps = steps(update, operation, options, facts);
        let parts = update.parts();
        let reboots = steps.iter().filter_map(|step| behavior(step, operation));
        Self {
            identity: update.identity(),
            title: update.title().to_owned(),
            verdict: judge(update, &steps, operation, options, facts),
            size: parts
                .iter()
                .flat_map(|part| part.wanted_contents())
                .map(|content| content.size)
                .sum(),
            is_licensed: parts.iter().any(|part| part.eula.is_some()),
            reboot: reboots
                .map(|how| how.reboot)
                .max_by_key(|reboot| urgency(*reboot)),
            steps: steps
                .into_iter()
                .map(|step| PlannedStep {
                    identity: step.identity(),
                    title: step.title().to_owned(),
                })
                .collect(),
        }
    }
}

fn urgency(reboot: InstallationRebootBehavior) -> u8 {
    match reboot {
        InstallationRebootBehavior::NeverReboots => 0,
        InstallationRebootBehavior::CanRequestReboot => 1,
        InstallationRebootBehavior::AlwaysRequiresReboot => 2,
    }
}

/// Refuses what cannot be begun at all.
pub(super) fn check_request(request: &InstallRequest) -> Result<(), Error> {
    if request.updates.is_empty() {
        return Err(Error::new(
            code::WU_E_NO_UPDATE,
            "there is nothing to do: no updates are named",
        ));
    }
    let is_exclusive = |update: &&Update| {
        behavior(update, request.operation)
            .or(update.revision.installation_behavior)
            .is_some_and(|how| how.impact == InstallationImpact::RequiresExclusiveHandling)
    };
    if request.updates.len() > 1
        && let Some(exclusive) = request.updates.iter().find(is_exclusive)
    {
        return Err(Error::new(
            code::WU_E_EXCLUSIVE_INSTALL_CONFLICT,
            format!(
                "{} has to be alone: nothing was done; install it by itself, and the others afterwards",
                exclusive.display_name()
            ),
        ));
    }
    Ok(())
}

impl fmt::Display for InstallPlan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (verb, noun) = match self.operation {
            UpdateOperation::Installation => ("install", "installation"),
            UpdateOperation::Uninstallation => ("take off", "removal"),
        };
        writeln!(f, "{verb}, in this order:")?;
        for (number, update) in self.updates.iter().enumerate() {
            write!(f, "  {}. {}", number + 1, update.title)?;
            match &update.verdict {
                InstallVerdict::Nothing(hresult) => writeln!(f, ": nothing to do ({hresult})")?,
                InstallVerdict::Refused(error) => writeln!(f, ": {error}")?,
                InstallVerdict::Go => write_what_it_takes(f, update, noun)?,
            }
        }
        for change in &self.also {
            writeln!(f, "  besides: {change}")?;
        }
        Ok(())
    }
}

fn write_what_it_takes(f: &mut fmt::Formatter<'_>, update: &PlannedInstall, noun: &str) -> fmt::Result {
    write!(f, ", {} bytes", update.size)?;
    match update.reboot {
        Some(InstallationRebootBehavior::AlwaysRequiresReboot) => write!(f, ", a restart follows")?,
        Some(InstallationRebootBehavior::CanRequestReboot) => write!(f, ", a restart may follow")?,
        Some(InstallationRebootBehavior::NeverReboots) | None => {}
    }
    if update.is_licensed {
        write!(f, ", licence accepted")?;
    }
    writeln!(f)?;
    if let [single] = update.steps.as_slice()
        && single.identity == update.identity
    {
        return Ok(());
    }
    for step in &update.steps {
        writeln!(f, "     {noun} of {}", step.title)?;
    }
    Ok(())
}
