//! The page about use from another computer: what Microsoft's page promises, and the foreign client that saw it. It claims
//! no more than the records of the last `cargo xtask test` hold.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;

use wua_com::table::{Interface, Kind, Member, Remote, Slot};
use wua_defs::interfaces::by_name;
use wua_defs::remote_page::{AVAILABLE, UNAVAILABLE};

use super::heading;
use crate::workspace::{Outcome, read, root};

pub(super) const PAGE: &str = "docs/reference/remote-use.md";

/// Where the scripts leave what they have called.
const RECORDS: &str = "target/remote";

/// What is no member, and where it is shown.
const REST: &str = "\
| what | shown by |
|---|---|
| `ISystemInformation` is not available: its class is refused | `tests/remote/refused.py` |
| administrators only: others are refused when they activate | `tests/remote/intruders.py` |
| port 135, and one for the objects, as they are announced | `tests/remote/search.py`; rpcclient and `systemd-socket-activate` in `xtask/src/remote/suite.rs` |
| the rules for a firewall name these ports | `crates/wua/src/bin/wua/commands/serve.rs` |
";

/// Scripts by member: those that called it by its number, and those that did by its name.
type Seen = BTreeMap<(String, u16), [BTreeSet<String>; 2]>;

/// The page for the last records; `None` if there are none.
pub(super) fn page() -> Outcome<Option<String>> {
    let seen = seen()?;
    if seen.is_empty() {
        Ok(None)
    } else {
        text(&seen).map(Some)
    }
}

/// Whether the page says what was seen in the last run.
pub(crate) fn is_warranted() -> Outcome {
    if read(PAGE).ok() == page()? {
        return Ok(());
    }
    Err(format!(
        "{PAGE} does not say what was seen: run `cargo xtask docs`"
    ))
}

fn seen() -> Outcome<Seen> {
    let mut seen = Seen::new();
    let Ok(records) = fs::read_dir(root().join(RECORDS)) else {
        return Ok(seen);
    };
    for path in records.flatten().map(|record| record.path()) {
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        // What a policy allows is not what the page promises.
        let Some(script) = name.strip_suffix(".called").filter(|script| *script != "allowed") else {
            continue;
        };
        let text = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        for line in text.lines() {
            let words: Vec<&str> = line.split(' ').collect();
            let [way, _, interface, slot] = words.as_slice() else {
                return Err(format!("{}: {line}", path.display()));
            };
            let slot = slot.parse().map_err(|_| format!("{}: {line}", path.display()))?;
            let ways = seen.entry(((*interface).to_owned(), slot)).or_default();
            ways[usize::from(*way == "name")].insert(format!("`{script}.py`"));
        }
    }
    Ok(seen)
}

fn text(seen: &Seen) -> Outcome<String> {
    let mut tables = String::new();
    let (mut members, mut by_number, mut by_name_) = (0, 0, 0);
    for name in AVAILABLE {
        let interface = by_name(name).ok_or_else(|| format!("there is no {name}"))?;
        let _ = writeln!(
            tables,
            "\n### {name}\n\n| member | | by number | by name |\n|---|---|---|---|"
        );
        for (slot, member) in own_members(interface) {
            let ways = seen.get(&(name.to_owned(), slot.0)).cloned().unwrap_or_default();
            members += 1;
            by_number += usize::from(!ways[0].is_empty());
            by_name_ += usize::from(!ways[1].is_empty());
            let [numbers, names] = ways.map(shown);
            let _ = writeln!(
                tables,
                "| {} | {} | {numbers} | {names} |",
                label(member),
                outcome(member)
            );
        }
    }
    let about = format!(
        "Microsoft's page “Using WUA From a Remote Computer” lists {} interfaces as available. Of their {members} members, \
         {by_number} were called by their number and {by_name_} by their name, by impacket from the scripts in \
         `tests/remote`. Every refusal was `E_ACCESSDENIED`; by name, as the code in an EXCEPINFO.",
        AVAILABLE.len(),
    );
    let mut page = heading("Use from another computer", &about);
    let _ = write!(
        page,
        "## Not members\n\n{REST}\n## Not available\n\n| member | by number | by name |\n|---|---|---|\n"
    );
    for (interface, name, kinds) in UNAVAILABLE {
        for (slot, member) in meant(interface, name, kinds)? {
            let ways = seen
                .get(&(interface.to_owned(), slot.0))
                .cloned()
                .unwrap_or_default();
            let [numbers, names] = ways.map(shown);
            let _ = writeln!(page, "| {interface}.{} | {numbers} | {names} |", label(member));
        }
    }
    let _ = write!(page, "\n## Available\n{tables}");
    Ok(page)
}

fn own_members(interface: &'static Interface) -> impl Iterator<Item = (Slot, &'static Member)> {
    let slots = interface.first_slot().0..interface.slot_count();
    slots.filter_map(move |slot| Some((Slot(slot), interface.member(Slot(slot))?)))
}

/// The members of the page's line, which has to be one that is refused.
fn meant(interface: &str, name: &str, kinds: &[Kind]) -> Outcome<Vec<(Slot, &'static Member)>> {
    let table = by_name(interface).ok_or_else(|| format!("there is no {interface}"))?;
    let found: Vec<_> = own_members(table)
        .filter(|(_, member)| member.name == name && kinds.contains(&member.kind))
        .collect();
    if found.len() != kinds.len() || found.iter().any(|(_, member)| !is_refused(member)) {
        return Err(format!(
            "{interface}.{name} is not what Microsoft's page says of it"
        ));
    }
    Ok(found)
}

fn is_refused(member: &Member) -> bool {
    matches!(member.remote, Remote::Refused { .. } | Remote::Never)
}

fn outcome(member: &Member) -> &'static str {
    if is_refused(member) { "refused" } else { "answered" }
}

fn label(member: &Member) -> String {
    match member.kind {
        Kind::Method => member.name.to_owned(),
        Kind::Get => format!("{} (read)", member.name),
        Kind::Put => format!("{} (write)", member.name),
    }
}

fn shown(scripts: BTreeSet<String>) -> String {
    if scripts.is_empty() {
        return "not seen".to_owned();
    }
    scripts.into_iter().collect::<Vec<_>>().join(", ")
}
