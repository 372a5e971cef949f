//! What an installer led to, as the computer shows it: what an installer says of itself proves nothing.

use std::slice;
use std::sync::Arc;

use wua_com::{Error, code};
use wua_defs::enums::UpdateOperation;
use wua_rules::applicability::Truth;

use crate::agent::Agent;
use crate::applicability::{Judge, Relations};
use crate::error::guarded;
use crate::ports::Applied;
use crate::update::{Revision, Update};

/// What an installer led to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Effect {
    /// What was wanted.
    Seen {
        /// Once the computer was restarted.
        reboot: bool,
    },
    /// Nothing that would show.
    None,
    /// Nobody can say.
    Unknown,
}

/// Looks at the computer afresh.
pub(crate) fn effect(
    agent: &Agent,
    revision: &Arc<Revision>,
    operation: UpdateOperation,
) -> Result<Effect, Error> {
    if revision.relevance.is_none() {
        let state = guarded("the target", || Ok(agent.target().evaluate(revision)))?;
        let is_seen = state.reboot_required
            || match operation {
                UpdateOperation::Installation => state.installed,
                UpdateOperation::Uninstallation => !state.installed && !state.present,
            };
        let reboot = state.reboot_required;
        return Ok(if is_seen {
            Effect::Seen { reboot }
        } else {
            Effect::None
        });
    }
    let relations = Relations::of(slice::from_ref(revision));
    let facts = relations.facts(agent)?;
    let is_there = Judge::new(agent.target(), &relations, facts.as_deref()).is_there(revision)?;
    let is_wanted = match operation {
        UpdateOperation::Installation => is_there,
        UpdateOperation::Uninstallation => !is_there,
    };
    Ok(match is_wanted {
        Truth::True => Effect::Seen { reboot: false },
        Truth::False => Effect::None,
        Truth::Unknown => Effect::Unknown,
    })
}

/// Believes an installer's success only if the computer shows it, or a restart is still to finish it.
pub(super) fn confirmed(
    agent: &Agent,
    update: &Update,
    operation: UpdateOperation,
    applied: Applied,
) -> Result<Applied, Error> {
    let is_claim = applied.hresult.is_success()
        && applied.hresult != code::WU_S_UH_INSTALLSTILLPENDING
        && !applied.reboot_required;
    if !is_claim || update.revision.relevance.is_none() {
        return Ok(applied);
    }
    Ok(match effect(agent, &update.revision, operation)? {
        Effect::Seen { .. } | Effect::Unknown => applied,
        Effect::None => Applied {
            hresult: code::WU_E_UH_INSTALLERFAILURE,
            message: format!(
                "its installer said that it succeeded ({}), but the computer {}; it may still be at work: search again \
                 in a while",
                applied.unmapped,
                match operation {
                    UpdateOperation::Installation => "does not have it",
                    UpdateOperation::Uninstallation => "still has it",
                }
            ),
            ..applied
        },
    })
}
