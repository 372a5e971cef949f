//! What is there, as services ask before they know what to offer.

use std::sync::Arc;

use wua_com::Error;
use wua_rules::applicability::{Facts, Truth};

use super::{Judge, Relations, State, Verdict};
use crate::ports::Target;
use crate::update::Revision;

/// Whether each of these revisions is installed, in their order: by their rules and by what they say of each other.
/// `facts` is the target's view of its computer; who asks several times saves time by keeping it.
pub fn presence(
    target: &dyn Target,
    facts: Option<&dyn Facts>,
    revisions: &[Arc<Revision>],
) -> Result<Vec<Truth>, Error> {
    let truths = verdicts(target, facts, revisions)?.into_iter();
    Ok(truths
        .map(|verdict| match verdict.state {
            State::Installed => Truth::True,
            State::Unknown => Truth::Unknown,
            State::NotApplicable | State::Installable | State::Superseded => Truth::False,
        })
        .collect())
}

/// What each of these revisions is, in their order: by their rules, and by what they say of each other.
pub fn verdicts(
    target: &dyn Target,
    facts: Option<&dyn Facts>,
    revisions: &[Arc<Revision>],
) -> Result<Vec<Verdict>, Error> {
    let relations = Relations::of(revisions);
    let judge = Judge::new(target, &relations, facts);
    revisions.iter().map(|revision| judge.verdict(revision)).collect()
}
