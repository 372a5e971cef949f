//! Whether an update can be put on or taken off, and which installers that takes.

use wua_com::{Error, code};
use wua_defs::enums::UpdateOperation;

use super::gather::InstallFacts;
use super::plan::InstallVerdict;
use crate::ports::ApplyOptions;
use crate::update::{Behavior, Update};

/// How an update behaves in an operation.
pub(super) fn behavior(update: &Update, operation: UpdateOperation) -> Option<Behavior> {
    match operation {
        UpdateOperation::Installation => update.revision.installation_behavior,
        UpdateOperation::Uninstallation => update.revision.uninstallation_behavior,
    }
}

/// Those of an update and the members of its bundle that have installers, in the order in which they would be called:
/// members as their bundle lists them, and the bundle itself last if it has files of its own. A removal goes the other
/// way round.
pub(super) fn leaves(update: &Update, operation: UpdateOperation) -> Vec<&Update> {
    let mut leaves = Vec::new();
    collect_leaves(update, &mut leaves);
    if operation == UpdateOperation::Uninstallation {
        leaves.reverse();
    }
    leaves
}

fn collect_leaves<'a>(update: &'a Update, leaves: &mut Vec<&'a Update>) {
    for member in &update.bundled {
        collect_leaves(member, leaves);
    }
    if update.bundled.is_empty() || !update.revision.contents.is_empty() {
        leaves.push(update);
    }
}

/// Those of them that are to be called as things stand now.
pub(super) fn steps<'a>(
    update: &'a Update,
    operation: UpdateOperation,
    options: ApplyOptions,
    facts: &InstallFacts,
) -> Vec<&'a Update> {
    let mut leaves = leaves(update, operation);
    if update.bundled.is_empty() {
        // Its only installer is judged with the update.
        return leaves;
    }
    leaves.retain(|member| {
        let now = facts.applicability(member);
        match operation {
            UpdateOperation::Installation => now.applicable && (options.forced || !now.installed),
            UpdateOperation::Uninstallation => now.installed || now.present,
        }
    });
    leaves
}

/// Judges an update whose installers are `steps`.
pub(super) fn judge(
    update: &Update,
    steps: &[&Update],
    operation: UpdateOperation,
    options: ApplyOptions,
    facts: &InstallFacts,
) -> InstallVerdict {
    let unclear = std::iter::once(&update)
        .chain(steps)
        .find_map(|part| facts.unclear(part));
    if let Some(error) = unclear {
        return InstallVerdict::Refused(error.clone());
    }
    let now = facts.applicability(update);
    let judged = match operation {
        UpdateOperation::Installation if now.installed && !options.forced => {
            return InstallVerdict::Nothing(code::WU_S_ALREADY_INSTALLED);
        }
        UpdateOperation::Installation if now.reboot_required && !options.forced => {
            return InstallVerdict::Nothing(code::WU_S_REBOOT_REQUIRED);
        }
        UpdateOperation::Uninstallation if !(now.installed || now.present || options.forced) => {
            return InstallVerdict::Nothing(code::WU_S_ALREADY_UNINSTALLED);
        }
        UpdateOperation::Installation => {
            supported(steps, facts).and_then(|()| installable(update, steps, options, facts))
        }
        UpdateOperation::Uninstallation => uninstallable(update).and_then(|()| supported(steps, facts)),
    };
    let judged = judged.and_then(|()| quiet_enough(steps, operation, options));
    match judged {
        Err(error) => InstallVerdict::Refused(error),
        Ok(()) if steps.is_empty() => no_installer(update, operation, facts),
        Ok(()) => InstallVerdict::Go,
    }
}

/// A bundle none of whose members has anything to do.
fn no_installer(update: &Update, operation: UpdateOperation, facts: &InstallFacts) -> InstallVerdict {
    let is_any_applicable = || {
        update
            .bundled
            .iter()
            .any(|member| facts.applicability(member).applicable)
    };
    match operation {
        UpdateOperation::Uninstallation => InstallVerdict::Nothing(code::WU_S_ALREADY_UNINSTALLED),
        UpdateOperation::Installation if is_any_applicable() => {
            InstallVerdict::Nothing(code::WU_S_ALREADY_INSTALLED)
        }
        UpdateOperation::Installation => InstallVerdict::Refused(Error::new(
            code::WU_E_NOT_APPLICABLE,
            "no member of this bundle applies to this computer",
        )),
    }
}

/// Whether the target can handle all of them.
fn supported(steps: &[&Update], facts: &InstallFacts) -> Result<(), Error> {
    let refused = steps
        .iter()
        .find_map(|step| facts.unsupported.get(&step.identity()));
    refused.map_or(Ok(()), |error| Err(error.clone()))
}

fn installable(
    update: &Update,
    steps: &[&Update],
    options: ApplyOptions,
    facts: &InstallFacts,
) -> Result<(), Error> {
    if !facts.applicability(update).applicable && !options.forced {
        return Err(Error::new(
            code::WU_E_NOT_APPLICABLE,
            "it does not apply to this computer, or no longer: search again",
        ));
    }
    let mut parts = std::iter::once(&update).chain(steps);
    if parts.any(|part| facts.unlicensed.contains(&part.identity())) {
        return Err(Error::new(
            code::WU_E_EULAS_DECLINED,
            "its licence has not been accepted: accept it first",
        ));
    }
    let missing = steps
        .iter()
        .find(|step| !facts.downloaded.contains(&step.identity()));
    if let Some(missing) = missing {
        let what = if missing.identity() == update.identity() {
            "it is".to_owned()
        } else {
            format!("{} of this bundle is", missing.display_name())
        };
        return Err(Error::new(
            code::WU_E_DM_NOTDOWNLOADED,
            format!("{what} not in the cache: download it first"),
        ));
    }
    Ok(())
}

fn uninstallable(update: &Update) -> Result<(), Error> {
    if update.revision.is_uninstallable {
        return Ok(());
    }
    Err(Error::new(
        code::WU_E_UH_DOESNOTSUPPORTACTION,
        "it cannot be taken off: its publisher gave no way to do so",
    ))
}

fn quiet_enough(steps: &[&Update], operation: UpdateOperation, options: ApplyOptions) -> Result<(), Error> {
    let asks = |step: &&Update| behavior(step, operation).is_some_and(|how| how.can_request_user_input);
    if options.quiet && steps.iter().any(asks) {
        return Err(Error::new(
            code::WU_E_UH_DOESNOTSUPPORTACTION,
            "it may ask a person, and was to do its work without: do not demand quiet",
        ));
    }
    Ok(())
}
