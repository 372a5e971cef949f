//! The page of members: what tests have really called. It claims no more than the record of the last whole
//! `cargo xtask test` holds.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::PathBuf;

use wua_com::HResult;
use wua_com::table::{Interface, Kind, Member, Slot};
use wua_defs::interfaces::INTERFACES;

use super::heading;
use crate::workspace::{Outcome, read, root};

pub(super) const PAGE: &str = "docs/reference/members.md";

/// Where the tests of one kind note the members that they called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Witness {
    /// Our own tests, in Rust.
    Own,
    /// Programs that nobody here wrote: Wine's script hosts, a C++ compiler's virtual calls.
    Foreign,
}

impl Witness {
    /// The file that `WUA_MEMBER_RECORD` names while they run.
    pub(crate) fn record(self) -> PathBuf {
        let name = match self {
            Self::Own => "own",
            Self::Foreign => "foreign",
        };
        root().join("target/members-called").join(name)
    }
}

/// The page for the last record; `None` if there is none of both kinds.
pub(super) fn page() -> Option<String> {
    let (own, foreign) = (called(Witness::Own), called(Witness::Foreign));
    (!own.is_empty() && !foreign.is_empty()).then(|| text(&own, &foreign))
}

/// What became of a member in all calls of one kind of test.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Seen {
    /// Nobody called it.
    No,
    /// Everyone who called it got an error: a member that is refused, or not implemented.
    Refused,
    /// It did what it was asked for.
    Works,
}

impl Seen {
    fn name(self) -> &'static str {
        match self {
            Self::No => "no",
            Self::Refused => "refused",
            Self::Works => "works",
        }
    }
}

/// Members as `Interface.Member kind`, with the best that was seen of them.
type Members = BTreeMap<String, Seen>;

fn of(members: &Members, name: &str) -> Seen {
    members.get(name).copied().unwrap_or(Seen::No)
}

/// The page of members claims nothing that the last tests did not do.
pub(crate) fn unwarranted_claims() -> Outcome<Vec<String>> {
    let (own, foreign) = (called(Witness::Own), called(Witness::Foreign));
    let page = read(PAGE)?;
    let mut wrong = Vec::new();
    for line in page.lines().filter(|line| line.starts_with("| `")) {
        let mut cells = line.trim_matches('|').split('|').map(str::trim);
        let name = cells.next().unwrap_or_default().trim_matches('`').to_owned();
        let mut is_backed = |members: &Members| {
            let claim = cells.next().unwrap_or_default();
            claim == Seen::No.name()
                || of(members, &name).name() == claim
                || of(members, &name) == Seen::Works
        };
        if !is_backed(&own) || !is_backed(&foreign) {
            wrong.push(format!(
                "{PAGE} claims more of {name} than the tests did: run `cargo xtask docs`"
            ));
        }
    }
    Ok(wrong)
}

/// The record: a line is an interface, a slot and the HRESULT of the call.
fn called(witness: Witness) -> Members {
    let text = std::fs::read_to_string(witness.record()).unwrap_or_default();
    let line = |line: &str| {
        let mut words = line.split_whitespace();
        let interface = wua_defs::interfaces::by_name(words.next()?)?;
        let slot = Slot(words.next()?.parse().ok()?);
        let hresult = u32::from_str_radix(words.next()?.strip_prefix("0x")?, 16).ok()?;
        let owner = interface.lineage().find(|owner| owner.first_slot() <= slot)?;
        let succeeded = HResult::from_u32(hresult).is_success();
        let seen = if succeeded { Seen::Works } else { Seen::Refused };
        Some((name_of(owner, owner.member(slot)?), seen))
    };
    let mut members = Members::new();
    for (name, seen) in text.lines().filter_map(line) {
        let best = members.entry(name).or_insert(seen);
        *best = seen.max(*best);
    }
    members
}

fn name_of(interface: &Interface, member: &Member) -> String {
    let kind = match member.kind {
        Kind::Method => "",
        Kind::Get => " get",
        Kind::Put => " put",
    };
    format!("{}.{}{kind}", interface.name, member.name)
}

fn text(own: &Members, foreign: &Members) -> String {
    let all: Vec<String> = INTERFACES
        .iter()
        .flat_map(|interface| interface.members.iter().map(|member| name_of(interface, member)))
        .collect();
    let working = |members: &Members| all.iter().filter(|name| of(members, name) == Seen::Works).count();
    let mut page = heading(
        "Members",
        "What tests have seen of every member, and what programs of somebody else have: Wine's script hosts by name, or \
         C++ through virtual method tables. *Works*: a call did what it was asked for. *Refused*: all calls were, as a \
         member that is not implemented does. Measured while `cargo xtask test` runs.",
    );
    let _ = writeln!(
        page,
        "{} members declared, {} seen to work by tests, {} by foreign programs.\n",
        all.len(),
        working(own),
        working(foreign)
    );
    page.push_str("| member | tests | foreign programs |\n|---|---|---|\n");
    for name in &all {
        let (own, foreign) = (of(own, name).name(), of(foreign, name).name());
        let _ = writeln!(page, "| `{name}` | {own} | {foreign} |");
    }
    page
}
