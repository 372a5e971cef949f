//! What happens when an exhibit is fetched, put on or taken off: the part of it that is played, not described.

use wua_com::HResult;

use crate::script::{Field, ScriptError, hresult};

/// What an exhibit is on the computer before anything has been done to it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AtFirst {
    /// It could be installed.
    #[default]
    Missing,
    /// The computer came with it.
    Installed,
    /// The computer came with it for one of several products.
    PartlyInstalled,
    /// The computer has no use for it, now or later.
    NotApplicable,
}

/// How the files of an exhibit arrive.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Delivery {
    /// In a few large steps.
    #[default]
    AtOnce,
    /// In many small steps with rests between them, so that there is time to abort.
    Slowly,
    /// The first half, then an error; what is asked for from the middle on arrives.
    BrokenOff,
    /// All of it, with one wrong byte.
    Corrupted,
    /// Not at all.
    Fails(HResult),
}

/// How an exhibit is put on, or taken off.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Performance {
    /// In many small steps with rests between them.
    pub slowly: bool,
    /// What may keep it from happening.
    pub obstacle: Option<Obstacle>,
    /// How it ends.
    pub ending: Ending,
}

/// What may keep a performance from happening.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// It needs media. Fails unless a person may be asked for them.
    Media,
    /// Programs are open. Needs a restart unless they may be closed.
    OpenPrograms,
}

/// How a performance ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Ending {
    /// Well.
    #[default]
    Succeeds,
    /// Well, after a restart.
    NeedsRestart,
    /// Prepared: done by the commit before the restart.
    AwaitsCommit,
    /// An installer goes on by itself and reports later.
    StaysPending,
    /// Badly.
    Fails(Failure),
    /// Badly, but well when it is tried again.
    FailsAtFirst(Failure),
}

/// A failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Failure {
    /// What the agent is told.
    pub hresult: HResult,
    /// The installer's own number, or 0.
    pub unmapped: i32,
}

impl Delivery {
    pub(super) fn read(field: &Field) -> Result<Self, ScriptError> {
        Ok(match field.value.as_str() {
            "at once" => Self::AtOnce,
            "slowly" => Self::Slowly,
            "broken off" => Self::BrokenOff,
            "corrupted" => Self::Corrupted,
            other => match other.strip_prefix("fails ").and_then(hresult) {
                Some(code) => Self::Fails(code),
                None => {
                    return Err(
                        field.expected("at once, slowly, broken off, corrupted or `fails` with a code")
                    );
                }
            },
        })
    }
}

impl Performance {
    pub(super) fn read(field: &Field) -> Result<Self, ScriptError> {
        let mut performance = Self::default();
        for part in field.list() {
            match part {
                "succeeds" => performance.ending = Ending::Succeeds,
                "slowly" => performance.slowly = true,
                "needs media" => performance.obstacle = Some(Obstacle::Media),
                "waits for open programs" => performance.obstacle = Some(Obstacle::OpenPrograms),
                "needs restart" => performance.ending = Ending::NeedsRestart,
                "awaits commit" => performance.ending = Ending::AwaitsCommit,
                "stays pending" => performance.ending = Ending::StaysPending,
                other => {
                    performance.ending = failing(other).ok_or_else(|| {
                        field
                            .place
                            .error(format!("`{part}` is not part of a performance"))
                    })?;
                }
            }
        }
        Ok(performance)
    }
}

/// `fails CODE`, `fails CODE with NUMBER`, `fails at first CODE with NUMBER`.
fn failing(text: &str) -> Option<Ending> {
    let rest = text.strip_prefix("fails ")?;
    let (at_first, rest) = match rest.strip_prefix("at first ") {
        Some(rest) => (true, rest),
        None => (false, rest),
    };
    let (code, unmapped) = match rest.split_once(" with ") {
        Some((code, number)) => (code, number.parse().ok()?),
        None => (rest, 0),
    };
    let failure = Failure {
        hresult: hresult(code)?,
        unmapped,
    };
    Some(if at_first {
        Ending::FailsAtFirst(failure)
    } else {
        Ending::Fails(failure)
    })
}

impl AtFirst {
    pub(super) fn read(field: &Field) -> Result<Self, ScriptError> {
        match field.value.as_str() {
            "installed" => Ok(Self::Installed),
            "partly installed" => Ok(Self::PartlyInstalled),
            "not applicable" => Ok(Self::NotApplicable),
            _ => Err(field.expected("a state to begin with")),
        }
    }
}
