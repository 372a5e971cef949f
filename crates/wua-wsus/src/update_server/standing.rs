//! What a revision is to this computer, in one byte.

use wua_agent::ports::Tally;
use wua_agent::{Because, State, Verdict};

/// What a revision is to this computer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Standing {
    /// Nobody can say.
    #[default]
    Unclear,
    ByRule,
    ByPrerequisite,
    Withdrawn,
    Installable,
    Superseded,
    Installed,
    /// What describes it is broken.
    Broken,
}

const ALL: [Standing; 8] = [
    Standing::Unclear,
    Standing::ByRule,
    Standing::ByPrerequisite,
    Standing::Withdrawn,
    Standing::Installable,
    Standing::Superseded,
    Standing::Installed,
    Standing::Broken,
];

impl Standing {
    pub(super) fn of(verdict: &Verdict) -> Self {
        match (verdict.state, &verdict.because) {
            (State::Unknown, _) => Self::Unclear,
            (State::Installed, _) => Self::Installed,
            (State::Installable, _) => Self::Installable,
            (_, Because::Expired | Because::Declined) => Self::Withdrawn,
            (_, Because::Prerequisite(_)) => Self::ByPrerequisite,
            (State::Superseded, _) => Self::Superseded,
            (State::NotApplicable, _) => Self::ByRule,
        }
    }

    pub(super) fn byte(self) -> u8 {
        let place = ALL.iter().position(|standing| *standing == self);
        place
            .and_then(|place| u8::try_from(place).ok())
            .unwrap_or_default()
    }

    pub(super) fn from_byte(byte: u8) -> Option<Self> {
        ALL.get(usize::from(byte)).copied()
    }

    /// It may be something to this computer: then everything else about it has to be known.
    pub(super) fn concerns(self) -> bool {
        matches!(
            self,
            Self::Unclear | Self::Installable | Self::Superseded | Self::Installed
        )
    }

    /// Counts an update that is kept from this computer.
    pub(super) fn count(self, tally: &mut Tally) {
        tally.known += 1;
        *match self {
            Self::Unclear => &mut tally.unclear,
            Self::ByRule | Self::Installable => &mut tally.by_rule,
            Self::ByPrerequisite => &mut tally.by_prerequisite,
            Self::Withdrawn => &mut tally.withdrawn,
            Self::Superseded => &mut tally.superseded,
            Self::Installed => &mut tally.installed,
            Self::Broken => &mut tally.left_out,
        } += 1;
    }
}
