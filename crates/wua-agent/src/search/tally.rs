//! How many updates there are, and what became of them.

use std::ops::AddAssign;

use serde::{Deserialize, Serialize};

use crate::applicability::{Because, State, Verdict};

/// How many updates are known, by what a search made of them. Members of bundles are not counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Tally {
    /// All of them.
    pub known: usize,
    /// Found.
    pub found: usize,
    /// Installed, and not asked for.
    pub installed: usize,
    /// A person does not want to see them.
    pub hidden: usize,
    /// For this computer, and not asked for.
    pub unwanted: usize,
    /// Others replace them.
    pub superseded: usize,
    /// Not for this computer, by their rules.
    pub by_rule: usize,
    /// They need something that is not installed.
    pub by_prerequisite: usize,
    /// Their publisher took them back, or an administrator of the service does not want them installed.
    pub withdrawn: usize,
    /// Nobody can say whether they are for this computer.
    pub unclear: usize,
    /// What describes them is broken.
    pub left_out: usize,
}

impl Tally {
    /// Counts an update that is not for this computer.
    pub fn count(&mut self, verdict: &Verdict) {
        let place = match (verdict.state, &verdict.because) {
            (State::Unknown, _) => &mut self.unclear,
            (_, Because::Expired | Because::Declined) => &mut self.withdrawn,
            (_, Because::Prerequisite(_)) => &mut self.by_prerequisite,
            (State::Superseded, _) | (_, Because::SupersededBy(_)) => &mut self.superseded,
            _ => &mut self.by_rule,
        };
        *place += 1;
    }

    /// Those that were not found, by why: how many, and why in a few words.
    pub fn reasons(&self) -> impl Iterator<Item = (usize, &'static str)> {
        let all = [
            (self.by_rule, "not for this computer by their rules"),
            (self.by_prerequisite, "without something that they need"),
            (self.installed, "installed"),
            (self.hidden, "hidden"),
            (self.superseded, "superseded"),
            (self.withdrawn, "withdrawn or only offered for detection"),
            (self.unwanted, "not asked for"),
            (self.unclear, "unclear"),
            (self.left_out, "left out"),
        ];
        all.into_iter().filter(|(count, _)| *count > 0)
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, more: Self) {
        self.known += more.known;
        self.found += more.found;
        self.installed += more.installed;
        self.hidden += more.hidden;
        self.unwanted += more.unwanted;
        self.superseded += more.superseded;
        self.by_rule += more.by_rule;
        self.by_prerequisite += more.by_prerequisite;
        self.withdrawn += more.withdrawn;
        self.unclear += more.unclear;
        self.left_out += more.left_out;
    }
}
