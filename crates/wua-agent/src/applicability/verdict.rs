//! What was found out about a revision, and by what.

use std::fmt;

use wua_com::{Error, Guid, code};
use wua_rules::applicability::Blocker;

use super::knots::Knot;
use crate::relevance::Prerequisite;
use crate::update::{Applicability, Identity, Revision};

/// What a revision is on this computer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum State {
    /// Nobody can say.
    Unknown,
    /// It does not concern this computer.
    NotApplicable,
    /// It can be installed, and is missing.
    Installable,
    /// It would be installable, but something that replaces it is there.
    Superseded,
    /// It is there.
    Installed,
}

/// What a revision is on this computer, and why.
#[derive(Clone, Debug)]
pub struct Verdict {
    /// What it is.
    pub state: State,
    /// What decided.
    pub because: Because,
    /// It is there, at least in part.
    pub is_present: bool,
    /// What was done to it takes effect with the next start of the computer.
    pub awaits_restart: bool,
}

/// What decided about a revision.
#[derive(Clone, Debug)]
pub enum Because {
    /// The target, by what it knows.
    Target,
    /// Its own rules.
    Rules,
    /// What its members are.
    Members,
    /// Its publisher took it back.
    Expired,
    /// An administrator does not want it.
    Declined,
    /// None of these is there.
    Prerequisite(Prerequisite),
    /// Whether one of these is there cannot be told.
    UnknownPrerequisite(Prerequisite),
    /// Its rules found something newer.
    SupersededByRule,
    /// This replaces it, and is installed.
    SupersededBy(Identity),
    /// What its rules ask cannot be told.
    Blocked(Vec<Blocker>),
    /// This member cannot be judged.
    Member(Identity),
    /// The computer is none that rules can be asked of.
    NoFacts,
    /// Its relationships cannot be followed.
    Knot(Error),
}

impl Verdict {
    pub(super) fn new(state: State, because: Because) -> Self {
        Self {
            state,
            because,
            is_present: state == State::Installed,
            awaits_restart: false,
        }
    }

    /// In the words of a target that knows by itself.
    pub(super) fn of_target(applicability: Applicability) -> Self {
        let state = match applicability {
            Applicability {
                applicable: false, ..
            } => State::NotApplicable,
            Applicability { installed: true, .. } => State::Installed,
            Applicability { .. } => State::Installable,
        };
        Self {
            state,
            because: Because::Target,
            is_present: applicability.present,
            awaits_restart: applicability.reboot_required,
        }
    }

    /// Refuses what nobody can judge: nothing is done to a computer because of a guess.
    pub(crate) fn decided(self, revision: &Revision) -> Result<Self, Error> {
        match (&self.state, &self.because) {
            (State::Unknown, Because::Knot(error)) => Err(error
                .clone()
                .context(format!("judging update {}", revision.identity))),
            (State::Unknown, because) => Err(Error::new(
                code::WU_E_NOT_APPLICABLE,
                format!("whether it concerns this computer is not known: {because}"),
            )),
            _ => Ok(self),
        }
    }

    /// What a search sees of it. What is superseded applies only for those who want to see that, too.
    pub(crate) fn applicability(&self, with_superseded: bool) -> Applicability {
        let is_installed = self.state == State::Installed;
        Applicability {
            applicable: match self.state {
                State::Installable | State::Installed => true,
                State::Superseded => with_superseded,
                State::Unknown | State::NotApplicable => false,
            },
            installed: is_installed,
            present: is_installed || self.is_present,
            reboot_required: self.awaits_restart,
        }
    }
}

impl From<Knot> for Error {
    fn from(knot: Knot) -> Self {
        match knot {
            Knot::Circle => Self::new(code::WU_E_CYCLE_DETECTED, "in the end it needs itself"),
            Knot::TooDeep => Self::new(
                code::WU_E_TOO_DEEP_RELATION,
                "what it needs needs others, and so on, for longer than this can be followed",
            ),
        }
    }
}

impl Because {
    /// In words; `name` says how people call an update.
    pub(crate) fn sentence(&self, name: &dyn Fn(Guid) -> String) -> String {
        let any_of = |needed: &Prerequisite| {
            let names: Vec<String> = needed.any_of.iter().map(|id| name(*id)).collect();
            names.join(" or ")
        };
        match self {
            Self::Target => "it does not apply to this computer".to_owned(),
            Self::Rules => "its rules say that it does not concern this computer".to_owned(),
            Self::Members => "none of its members concerns this computer".to_owned(),
            Self::Expired => "its publisher took it back".to_owned(),
            Self::Declined => "an administrator declined it".to_owned(),
            Self::Prerequisite(needed) => format!("it needs {}, which is not installed", any_of(needed)),
            Self::UnknownPrerequisite(needed) => format!(
                "it needs {}, and nobody can say whether that is installed",
                any_of(needed)
            ),
            Self::SupersededByRule => "its rules found something newer on this computer".to_owned(),
            Self::SupersededBy(newer) => format!("{} replaces it, and is installed", name(newer.id)),
            Self::Blocked(blockers) => blocked(blockers),
            Self::Member(member) => {
                format!("nobody can say whether its member {} is needed", name(member.id))
            }
            Self::NoFacts => "it is for Windows, and this computer is none".to_owned(),
            Self::Knot(error) => error.message(),
        }
    }
}

impl fmt::Display for Because {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sentence(&|id| id.to_string()))
    }
}

fn blocked(blockers: &[Blocker]) -> String {
    /// More of them say nothing more.
    const SHOWN: usize = 3;
    let more = blockers.len().saturating_sub(SHOWN);
    let more = (more > 0).then(|| format!("and {more} more"));
    let shown = blockers.iter().take(SHOWN).map(told);
    let all: Vec<String> = shown.chain(more).collect();
    format!("its rules cannot be followed here: {}", all.join("; "))
}

fn told(blocker: &Blocker) -> String {
    let Blocker {
        operator,
        asks,
        reason,
    } = blocker;
    match asks {
        Some(asks) => format!("{operator} ({asks}): {reason}"),
        None => format!("{operator}: {reason}"),
    }
}
