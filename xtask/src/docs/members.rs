//! The page of members: what tests have really called. It claims no more than the record of the last whole
//! `cargo xtask test` holds.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::PathBuf;

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

/// The page of members claims nothing that the last tests did not do.
pub(crate) fn unwarranted_claims() -> Outcome<Vec<String>> {
    let (own, foreign) = (called(Witness::Own), called(Witness::Foreign));
    let page = read(PAGE)?;
    let mut wrong = Vec::new();
    for line in page.lines().filter(|line| line.starts_with("| `")) {
        let mut cells = line.trim_matches('|').split('|').map(str::trim);
        let name = cells.next().unwrap_or_default().trim_matches('`').to_owned();
        let (tested, witnessed) = (cells.next() == Some("yes"), cells.next() == Some("yes"));
        if tested && !own.contains(&name) || witnessed && !foreign.contains(&name) {
            wrong.push(format!(
                "{PAGE} claims more of {name} than the tests did: run `cargo xtask docs`"
            ));
        }
    }
    Ok(wrong)
}

/// Members as `Interface.Member kind`, as the record has them.
fn called(witness: Witness) -> BTreeSet<String> {
    let text = std::fs::read_to_string(witness.record()).unwrap_or_default();
    let line = |line: &str| {
        let mut words = line.split_whitespace();
        let interface = wua_defs::interfaces::by_name(words.next()?)?;
        let slot = Slot(words.next()?.parse().ok()?);
        let owner = interface.lineage().find(|owner| owner.first_slot() <= slot)?;
        Some(name_of(owner, owner.member(slot)?))
    };
    text.lines().filter_map(line).collect()
}

fn name_of(interface: &Interface, member: &Member) -> String {
    let kind = match member.kind {
        Kind::Method => "",
        Kind::Get => " get",
        Kind::Put => " put",
    };
    format!("{}.{}{kind}", interface.name, member.name)
}

fn text(own: &BTreeSet<String>, foreign: &BTreeSet<String>) -> String {
    let all: Vec<String> = INTERFACES
        .iter()
        .flat_map(|interface| interface.members.iter().map(|member| name_of(interface, member)))
        .collect();
    let count = |seen: &BTreeSet<String>| all.iter().filter(|name| seen.contains(*name)).count();
    let mut page = heading(
        "Members",
        "Which members a test has really called, and which a program of somebody else: Wine's script hosts by name, or \
         C++ through virtual method tables. Measured while `cargo xtask test` runs.",
    );
    let _ = writeln!(
        page,
        "{} members declared, {} called by tests, {} of them by foreign programs.\n",
        all.len(),
        count(own),
        count(foreign)
    );
    page.push_str("| member | tested | foreign witness |\n|---|---|---|\n");
    let yes = |seen: &BTreeSet<String>, name: &String| if seen.contains(name) { "yes" } else { "no" };
    for name in &all {
        let _ = writeln!(page, "| `{name}` | {} | {} |", yes(own, name), yes(foreign, name));
    }
    page
}
