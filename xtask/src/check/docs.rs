//! The documents say what the code says.

use serde_json::Value;

use crate::docs;
use crate::workspace::{Outcome, capture, files, program, read};

/// A map that is longer is not read.
const LONGEST_MAP: usize = 250;

pub(crate) fn check() -> Outcome {
    let mut wrong = docs::stale()?;
    let map = read("ARCHITECTURE.md")?;
    if map.lines().count() > LONGEST_MAP {
        wrong.push(format!("ARCHITECTURE.md has more than {LONGEST_MAP} lines"));
    }
    let dependencies = read("docs/dependencies.md")?;
    let mut used = Vec::new();
    for package in packages()? {
        let name = package["name"].as_str().unwrap_or_default();
        if !map.contains(&format!(" {name} ")) {
            wrong.push(format!("ARCHITECTURE.md does not place {name}"));
        }
        for dependency in package["dependencies"].as_array().into_iter().flatten() {
            if dependency["path"].is_null() {
                used.push(dependency["name"].as_str().unwrap_or_default().to_owned());
            }
        }
    }
    used.sort();
    used.dedup();
    let row = |name: &str| format!("| {name} |");
    wrong.extend(
        used.iter()
            .filter(|name| !dependencies.contains(&row(name)))
            .map(|name| format!("docs/dependencies.md has no line for {name}")),
    );
    let listed = dependencies
        .lines()
        .filter_map(|line| line.strip_prefix("| ")?.split(" |").next());
    wrong.extend(
        listed
            .filter(|name| *name != "crate" && !used.iter().any(|used| used == name))
            .map(|name| format!("docs/dependencies.md lists {name}, which nothing uses")),
    );
    wrong.extend(undocumented_json()?);
    if wrong.is_empty() {
        println!(
            "documents and code agree; {} dependencies are explained",
            used.len()
        );
        return Ok(());
    }
    Err(format!("documents:\n  {}", wrong.join("\n  ")))
}

/// Types of JSON objects that the command line writes and its page does not explain.
fn undocumented_json() -> Outcome<Vec<String>> {
    const PAGE: &str = "docs/command-line.md";
    let page = read(PAGE)?;
    let mut wrong = Vec::new();
    for path in files("crates/wua/src/bin", ".rs")? {
        let source = read(&path)?;
        let kinds = source
            .split("record(\"")
            .skip(1)
            .filter_map(|rest| rest.split('"').next());
        wrong.extend(
            kinds
                .filter(|kind| !page.contains(&format!("`{kind}`")))
                .map(|kind| format!("{PAGE} does not explain JSON objects of type {kind}")),
        );
    }
    Ok(wrong)
}

fn packages() -> Outcome<Vec<Value>> {
    let metadata = capture(program(
        "cargo",
        &["metadata", "--no-deps", "--format-version", "1", "--offline"],
    ))?;
    let metadata: Value = serde_json::from_str(&metadata).map_err(|error| error.to_string())?;
    Ok(metadata["packages"].as_array().cloned().unwrap_or_default())
}
