//! What happens to the museum's computer, as a line of its disk.

use std::fmt;

use jiff::Timestamp;
use wua_agent::Identity;
use wua_com::Guid;

/// How a disk begins.
pub(super) const FIRST_LINE: &str = "wua museum machine 1";

/// Something that happened to the computer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// When.
    pub at: Timestamp,
    /// What.
    pub what: What,
    /// To which update. Only a commit and a restart happen to none.
    pub update: Option<Identity>,
    /// A restart is needed to finish it.
    pub restart: bool,
    /// Under which cookie the installer that was launched reports its end.
    pub cookie: Option<String>,
}

/// What can happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// It came with the update.
    Had,
    /// It came with the update for one of several products.
    HadPart,
    /// The update was put on.
    Installed,
    /// The update was taken off.
    Removed,
    /// The update was prepared and waits for the commit.
    Staged,
    /// An installer went on by itself. It is done by the next restart, if not sooner.
    Launched,
    /// Nothing came of it.
    Failed,
    /// What waited for the moment before a restart was done.
    Committed,
    /// It was restarted.
    Restarted,
}

impl Event {
    pub(super) fn new(at: Timestamp, what: What, update: Option<Identity>) -> Self {
        Self {
            at,
            what,
            update,
            restart: false,
            cookie: None,
        }
    }
}

impl What {
    const ALL: [(Self, &str); 9] = [
        (Self::Had, "had"),
        (Self::HadPart, "had-part"),
        (Self::Installed, "installed"),
        (Self::Removed, "removed"),
        (Self::Staged, "staged"),
        (Self::Launched, "launched"),
        (Self::Failed, "failed"),
        (Self::Committed, "committed"),
        (Self::Restarted, "restarted"),
    ];

    fn needs_update(self) -> bool {
        !matches!(self, Self::Committed | Self::Restarted)
    }
}

impl fmt::Display for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = What::ALL
            .iter()
            .find(|(what, _)| *what == self.what)
            .map_or("", |(_, name)| name);
        write!(f, "{} {name}", self.at)?;
        if let Some(update) = self.update {
            write!(f, " {update}")?;
        }
        if self.restart {
            f.write_str(" restart")?;
        }
        match &self.cookie {
            Some(cookie) => write!(f, " {cookie}"),
            None => Ok(()),
        }
    }
}

/// The disk after these events.
pub(super) fn print(events: &[Event]) -> String {
    let lines = events.iter().map(ToString::to_string);
    let mut lines: Vec<String> = std::iter::once(FIRST_LINE.to_owned()).chain(lines).collect();
    lines.push(String::new());
    lines.join("\n")
}

/// The events of a disk, or why it is none.
pub(super) fn parse(text: &str) -> Result<Vec<Event>, String> {
    let mut lines = text.lines().enumerate();
    match lines.next() {
        Some((_, FIRST_LINE)) => {}
        _ => return Err(format!("the first line is not `{FIRST_LINE}`")),
    }
    lines
        .map(|(at, line)| {
            parse_line(line).ok_or_else(|| format!("line {} is not an event: `{line}`", at + 1))
        })
        .collect()
}

fn parse_line(line: &str) -> Option<Event> {
    let mut words = line.split(' ').peekable();
    let at = words.next()?.parse().ok()?;
    let name = words.next()?;
    let (what, _) = *What::ALL.iter().find(|(_, known)| *known == name)?;
    let update = if what.needs_update() {
        let (id, revision) = words.next()?.split_once(':')?;
        Some(Identity {
            id: Guid::parse(id)?,
            revision: revision.parse().ok()?,
        })
    } else {
        None
    };
    let restart = words.next_if_eq(&"restart").is_some();
    let cookie = if what == What::Launched {
        words.next().map(str::to_owned)
    } else {
        None
    };
    words.next().is_none().then_some(Event {
        at,
        what,
        update,
        restart,
        cookie,
    })
}
