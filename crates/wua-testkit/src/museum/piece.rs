//! What an update is on the museum's computer, after all that happened.

use std::collections::HashMap;

use wua_agent::Identity;

use super::event::{Event, What};

/// What an update is on the computer, after all that happened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "independent facts")]
pub(super) struct Piece {
    pub(super) installed: bool,
    pub(super) present: bool,
    pub(super) restart: bool,
    pub(super) staged: bool,
    pub(super) launched: bool,
    pub(super) failures: u32,
}

impl Piece {
    const INSTALLED: Self = Self {
        installed: true,
        present: true,
        ..Self::MISSING
    };
    const MISSING: Self = Self {
        installed: false,
        present: false,
        restart: false,
        staged: false,
        launched: false,
        failures: 0,
    };

    fn happened(&mut self, event: &Event) {
        match event.what {
            What::Had | What::Installed => {
                *self = Self {
                    restart: event.restart,
                    ..Self::INSTALLED
                }
            }
            What::HadPart => {
                *self = Self {
                    present: true,
                    ..Self::MISSING
                }
            }
            What::Removed => {
                *self = Self {
                    restart: event.restart,
                    ..Self::MISSING
                }
            }
            What::Staged => (self.staged, self.restart) = (true, true),
            What::Launched => self.launched = true,
            What::Failed => (self.launched, self.failures) = (false, self.failures + 1),
            What::Committed | What::Restarted => {}
        }
    }

    fn restarted(&mut self) {
        if self.launched {
            *self = Self::INSTALLED;
        }
        // What was only staged waits for its commit, whatever restarts in between.
        self.restart = self.staged;
    }
}

/// What the updates are after all that happened.
pub(super) fn replay(events: &[Event]) -> HashMap<Identity, Piece> {
    let mut pieces: HashMap<Identity, Piece> = HashMap::new();
    for event in events {
        match event.update {
            Some(update) => pieces.entry(update).or_default().happened(event),
            None if event.what == What::Restarted => pieces.values_mut().for_each(Piece::restarted),
            None => {}
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::museum::event::{FIRST_LINE, parse, print};

    const ORRERY: &str = "00001901-0001-4000-8000-000000000001:3";

    fn after(lines: &[&str]) -> Piece {
        let text = lines.iter().fold(FIRST_LINE.to_owned(), |text, line| {
            format!("{text}\n2026-06-01T09:00:00Z {}", line.replace("ORRERY", ORRERY))
        });
        let events = parse(&text).unwrap();
        assert_eq!(print(&events).trim_end(), text, "an event reads as it is written");
        replay(&events).into_values().next().unwrap_or_default()
    }

    #[test]
    fn what_the_computer_is_follows_from_what_happened() {
        let nothing = Piece::default();
        let installed = Piece {
            installed: true,
            present: true,
            ..nothing
        };
        assert_eq!(after(&["had ORRERY"]), installed);
        assert_eq!(
            after(&["had-part ORRERY"]),
            Piece {
                present: true,
                ..nothing
            }
        );
        assert_eq!(
            after(&["installed ORRERY restart"]),
            Piece {
                restart: true,
                ..installed
            }
        );
        assert_eq!(after(&["installed ORRERY restart", "restarted"]), installed);
        assert_eq!(after(&["had ORRERY", "removed ORRERY"]), nothing);
        assert_eq!(
            after(&["failed ORRERY"]),
            Piece {
                failures: 1,
                ..nothing
            }
        );
        assert_eq!(
            after(&["launched ORRERY cookie"]),
            Piece {
                launched: true,
                ..nothing
            }
        );
        assert_eq!(after(&["launched ORRERY cookie", "installed ORRERY"]), installed);
        assert_eq!(
            after(&["launched ORRERY cookie", "failed ORRERY"]),
            Piece {
                failures: 1,
                ..nothing
            }
        );
        assert_eq!(after(&["launched ORRERY", "restarted"]), installed);
        let staged = Piece {
            staged: true,
            restart: true,
            ..nothing
        };
        assert_eq!(after(&["staged ORRERY", "restarted"]), staged);
        assert_eq!(
            after(&[
                "staged ORRERY",
                "committed",
                "installed ORRERY restart",
                "restarted"
            ]),
            installed
        );
    }
}
