//! The page of behaviours: which test shows what the documents promise.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::Path;

use serde_json::Value;

use super::heading;
use crate::check::api::FACTS;
use crate::workspace::{Outcome, files, read};

/// Behaviours that no test shows, each with the reason.
const WITHOUT_TEST: &str = "docs/reference/behaviours-without-test.txt";

/// Where a behaviour is shown.
#[derive(Default)]
struct Shown {
    tests: BTreeSet<String>,
    foreign: BTreeSet<String>,
}

pub(super) fn page() -> Outcome<String> {
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
            "no test carries {}: name one `fn bNNN_…`, or give the reason in {WITHOUT_TEST}",
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
            "tested after all: take {} off {WITHOUT_TEST}",
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
    let text = read(WITHOUT_TEST).unwrap_or_default();
    let rows = text
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once(' '));
    rows.map(|(id, reason)| (id.to_owned(), reason.trim().to_owned()))
        .collect()
}
