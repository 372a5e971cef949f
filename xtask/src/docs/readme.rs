//! The table of the README that says what works.

use std::fmt::Write;

use wua_defs::interfaces::INTERFACES;

use crate::workspace::{Outcome, read};

const BEGIN: &str = "<!-- Written by `cargo xtask docs` from xtask/src/docs/readme.rs -->\n";
const END: &str = "<!-- end of the table -->\n";

/// What there is to have, and how far it is.
const PARTS: &[(&str, &str)] = &[
    ("Rust crate", "works"),
    ("command line `wua`", "works"),
    (
        "`wuapi.dll` (VBScript, JScript, C and C++)",
        "works in Wine; on a Windows nobody has tried it",
    ),
    (
        "remote use, the server: `wua serve`",
        "works, with NTLM and Kerberos",
    ),
    (
        "remote use, the client: `wua --host`",
        "works against `wua serve` and through ssh; no Windows was tried",
    ),
    ("the museum: a scripted service and computer", "works"),
    ("Debian's apt archives, this computer or another root", "works"),
    ("SDP catalogues: folders, XML, cabinets", "works"),
    (
        "update servers: WSUS",
        "works against a server of our own; no real one was tried",
    ),
    ("scan packages", "not yet"),
    ("Wine prefixes, recordings of computers", "works"),
    (
        "Windows itself",
        "works in Wine; on a Windows nobody has tried it",
    ),
    ("Windows images", "not yet"),
];

/// The README with its table as it has to be now.
pub(super) fn page() -> Outcome<String> {
    let readme = read("README.md")?;
    let (before, rest) = readme
        .split_once(BEGIN)
        .ok_or("README.md has lost the beginning of its table")?;
    let (_, after) = rest
        .split_once(END)
        .ok_or("README.md has lost the end of its table")?;
    Ok(format!("{before}{BEGIN}\n{}\n{END}{after}", table()?))
}

fn table() -> Outcome<String> {
    let mut table = "| part | state |\n|---|---|\n".to_owned();
    for (part, state) in PARTS {
        let _ = writeln!(table, "| {part} | {state} |");
    }
    let members: usize = INTERFACES.iter().map(|interface| interface.members.len()).sum();
    let _ = writeln!(
        table,
        "| the object model | {} interfaces, {members} members declared |",
        INTERFACES.len()
    );
    for page in ["docs/reference/behaviours.md", "docs/reference/members.md"] {
        let text = read(page)?;
        let summary = text
            .lines()
            .find(|line| line.starts_with(|first: char| first.is_ascii_digit()));
        let summary = summary
            .ok_or_else(|| format!("{page} has no summary"))?
            .trim_end_matches('.');
        let name = page.rsplit('/').next().unwrap_or(page).trim_end_matches(".md");
        let _ = writeln!(table, "| [{name}]({page}) | {summary} |");
    }
    Ok(table)
}
