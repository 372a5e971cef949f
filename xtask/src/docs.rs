//! The generated pages: the API as tables, and what shows that it does what it should.
//!
//! What tests really called comes from the record that a whole `cargo xtask test` leaves behind; the pages claim no
//! more than it holds.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::{Path, PathBuf};

use serde_json::Value;
use wua_com::HRESULTS;
use wua_com::table::{Interface, Kind, Member, Remote, Rights, Slot};
use wua_defs::interfaces::INTERFACES;

use crate::check::api::FACTS;
use crate::workspace::{Outcome, files, read, root, write as write_file};

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

/// A page that is a function of the sources.
struct Page {
    path: &'static str,
    text: fn() -> Outcome<String>,
}

const PAGES: &[Page] = &[
    Page {
        path: "docs/reference/interfaces.md",
        text: || Ok(interfaces_page()),
    },
    Page {
        path: "docs/reference/hresults.md",
        text: || Ok(hresults_page()),
    },
    Page {
        path: "docs/reference/behaviours.md",
        text: behaviours_page,
    },
];

const MEMBERS_PAGE: &str = "docs/reference/members.md";

/// Behaviours that no test shows, each with the reason.
const BEHAVIOURS_WITHOUT_TEST: &str = "docs/reference/behaviours-without-test.txt";

pub(crate) fn write() -> Outcome {
    for page in PAGES {
        write_file(page.path, &(page.text)()?)?;
        println!("wrote {}", page.path);
    }
    let (own, foreign) = (called(Witness::Own), called(Witness::Foreign));
    if own.is_empty() || foreign.is_empty() {
        println!("left {MEMBERS_PAGE} alone: it needs the record of a whole `cargo xtask test`");
        return Ok(());
    }
    write_file(MEMBERS_PAGE, &members_page(&own, &foreign))?;
    println!("wrote {MEMBERS_PAGE}");
    Ok(())
}

/// The pages are what they would be if they were written now.
pub(crate) fn stale() -> Outcome<Vec<String>> {
    let mut stale = Vec::new();
    for page in PAGES {
        if read(page.path).ok() != Some((page.text)()?) {
            stale.push(format!("{} is stale: run `cargo xtask docs`", page.path));
        }
    }
    Ok(stale)
}

/// The page of members claims nothing that the last tests did not do.
pub(crate) fn unwarranted_claims() -> Outcome<Vec<String>> {
    let (own, foreign) = (called(Witness::Own), called(Witness::Foreign));
    let page = read(MEMBERS_PAGE)?;
    let mut wrong = Vec::new();
    for line in page.lines().filter(|line| line.starts_with("| `")) {
        let mut cells = line.trim_matches('|').split('|').map(str::trim);
        let name = cells.next().unwrap_or_default().trim_matches('`').to_owned();
        let (tested, witnessed) = (cells.next() == Some("yes"), cells.next() == Some("yes"));
        if tested && !own.contains(&name) || witnessed && !foreign.contains(&name) {
            wrong.push(format!(
                "{MEMBERS_PAGE} claims more of {name} than the tests did: run `cargo xtask docs`"
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

fn members_page(own: &BTreeSet<String>, foreign: &BTreeSet<String>) -> String {
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

fn heading(title: &str, about: &str) -> String {
    format!("<!-- Written by `cargo xtask docs`: edit the sources instead. -->\n\n# {title}\n\n{about}\n\n")
}

fn interfaces_page() -> String {
    let mut page = heading(
        "Interfaces",
        "Every interface with its members. The slot is the opnum too. *Remote*: whether an administrator of another \
         computer may call it; a name in backticks is what this computer's policy has to allow first. *Rights*: what \
         the caller has to be. *L*: refused while locked down. *B*: may wait.",
    );
    for interface in INTERFACES {
        let base = interface.base.map_or("", |base| base.name);
        let _ = writeln!(
            page,
            "## {}\n\n`{}`, extends {base}.\n",
            interface.name, interface.iid
        );
        if interface.members.is_empty() {
            continue;
        }
        page.push_str("| slot | member | dispid | remote | rights | |\n|---|---|---|---|---|---|\n");
        for (slot, member) in (interface.first_slot().0..).zip(interface.members) {
            let _ = writeln!(page, "| {slot} | {} |", row(member));
        }
        page.push('\n');
    }
    page
}

fn row(member: &Member) -> String {
    let verb = match member.kind {
        Kind::Method => "",
        Kind::Get => "get ",
        Kind::Put => "put ",
    };
    let params: Vec<String> = member
        .params
        .iter()
        .map(|param| format!("{} {}", param.ty.name(), param.name))
        .collect();
    let returns = member
        .returns
        .map_or(String::new(), |ty| format!(" → {}", ty.name()));
    let dispid = match member.dispid {
        Some(dispid @ 0x1000..) => format!("0x{dispid:08X}"),
        Some(dispid) => dispid.to_string(),
        None => "none".to_owned(),
    };
    let remote = match member.remote {
        Remote::Allowed => "yes".to_owned(),
        Remote::ReadOnly => "read only".to_owned(),
        Remote::Refused { unless } => format!("`{}`", unless.name()),
        Remote::Never => "no".to_owned(),
    };
    let rights = match member.rights {
        Rights::Anyone => "anyone",
        Rights::User => "users",
        Rights::PowerUser => "power users",
        Rights::Administrator => "administrators",
    };
    let flags: String = [(member.locks_down, 'L'), (member.blocking, 'B')]
        .iter()
        .filter_map(|(set, letter)| set.then_some(*letter))
        .collect();
    format!(
        "{verb}{}({}){returns} | {dispid} | {remote} | {rights} | {flags}",
        member.name,
        params.join(", ")
    )
}

fn hresults_page() -> String {
    let mut page = heading(
        "HRESULTs",
        "Every code that the agent knows by name, with the sentence that it shows.",
    );
    page.push_str("| code | name | meaning |\n|---|---|---|\n");
    for row in HRESULTS {
        let _ = writeln!(
            page,
            "| 0x{:08X} | {} | {} |",
            row.hresult.to_u32(),
            row.name,
            row.text
        );
    }
    page
}

/// Where a behaviour is shown.
#[derive(Default)]
struct Shown {
    tests: BTreeSet<String>,
    foreign: BTreeSet<String>,
}

fn behaviours_page() -> Outcome<String> {
    let shown = behaviours_shown()?;
    let reasons = reasons();
    let facts: Value = serde_json::from_str(&read(FACTS)?).map_err(|error| error.to_string())?;
    let empty = Shown::default();
    let mut rows = String::new();
    let (mut tested, mut witnessed, mut without) = (0, 0, Vec::new());
    let behaviours = facts["behaviours"]
        .as_array()
        .ok_or("the extract has no behaviours")?;
    for behaviour in behaviours {
        let id = behaviour["id"].as_str().unwrap_or_default();
        let shown = shown.get(id).unwrap_or(&empty);
        let join = |names: &BTreeSet<String>| names.iter().cloned().collect::<Vec<_>>().join(", ");
        let (tests, witness) = match (shown.tests.is_empty(), shown.foreign.is_empty()) {
            (true, true) => {
                let Some(reason) = reasons.get(id) else {
                    without.push(id.to_owned());
                    continue;
                };
                (format!("not tested: {reason}"), String::new())
            }
            (_, true) => (join(&shown.tests), "self-tested only".to_owned()),
            (_, false) => (join(&shown.tests), join(&shown.foreign)),
        };
        tested += usize::from(!shown.tests.is_empty() || !shown.foreign.is_empty());
        witnessed += usize::from(!shown.foreign.is_empty());
        let name = |key: &str| behaviour[key].as_str().unwrap_or_default();
        let _ = writeln!(
            rows,
            "| {id} | {}.{} | {tests} | {witness} |",
            name("interface"),
            name("member")
        );
    }
    if !without.is_empty() {
        return Err(format!(
            "no test carries {}: name one `fn bNNN_…`, or give the reason in {BEHAVIOURS_WITHOUT_TEST}",
            without.join(", ")
        ));
    }
    let listed_in_vain = reasons
        .keys()
        .filter(|id| shown.contains_key(*id))
        .cloned()
        .collect::<Vec<_>>();
    if !listed_in_vain.is_empty() {
        return Err(format!(
            "tested after all: take {} off {BEHAVIOURS_WITHOUT_TEST}",
            listed_in_vain.join(", ")
        ));
    }
    let mut page = heading(
        "Behaviours",
        "What the documents of the API promise, item by item, with the tests that show it and the foreign client that \
         witnessed it.",
    );
    let _ = writeln!(
        page,
        "{} behaviours: {tested} tested, {witnessed} of them witnessed by a foreign client.\n",
        behaviours.len()
    );
    page.push_str("| id | about | shown by | witness |\n|---|---|---|---|\n");
    page.push_str(&rows);
    Ok(page)
}

/// Tests carry the ids in their names: `fn b033_b034_items_are_…`. Foreign programs carry them in a comment that
/// begins with `shows:`.
fn behaviours_shown() -> Outcome<BTreeMap<String, Shown>> {
    let mut shown: BTreeMap<String, Shown> = BTreeMap::new();
    for path in files("crates", ".rs")? {
        for line in read(&path)?.lines() {
            let Some(name) = line
                .trim_start()
                .strip_prefix("fn b")
                .and_then(|rest| rest.split('(').next())
            else {
                continue;
            };
            let name = format!("b{name}");
            for id in name.split('_').map_while(behaviour_id) {
                shown.entry(id).or_default().tests.insert(format!("`{name}`"));
            }
        }
    }
    for path in files("tests", "")? {
        let file = path
            .file_name()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default();
        let Ok(text) = read(&path) else { continue };
        for ids in text
            .lines()
            .filter_map(|line| line.split_once("shows:").map(|(_, ids)| ids))
        {
            for id in ids.split([' ', ',']).filter_map(behaviour_id) {
                shown
                    .entry(id)
                    .or_default()
                    .foreign
                    .insert(format!("{} `{file}`", host_of(&path)));
            }
        }
    }
    Ok(shown)
}

fn behaviour_id(word: &str) -> Option<String> {
    let digits = word.strip_prefix(['b', 'B'])?;
    (digits.len() == 3 && digits.bytes().all(|digit| digit.is_ascii_digit())).then(|| format!("B{digits}"))
}

fn host_of(path: &Path) -> &'static str {
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("vbs") => "VBScript",
        Some("js") => "JScript",
        Some("cpp") => "C++",
        _ => "",
    }
}

fn reasons() -> BTreeMap<String, String> {
    let text = read(BEHAVIOURS_WITHOUT_TEST).unwrap_or_default();
    let rows = text
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once(' '));
    rows.map(|(id, reason)| (id.to_owned(), reason.trim().to_owned()))
        .collect()
}
