//! Who may depend on whom. Edges go down the floors of ARCHITECTURE.md only, and this is the one list of them.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::workspace::{Outcome, capture, program};

/// A crate, its floor, and the crates of ours that it may use.
struct House {
    name: &'static str,
    floor: u8,
    may_use: &'static [&'static str],
}

/// Beside the house: may use anything, and ships with nothing.
const ASIDE: u8 = u8::MAX;

const HOUSE: &[House] = &[
    House {
        name: "wua-com",
        floor: 0,
        may_use: &[],
    },
    House {
        name: "wua-xml",
        floor: 0,
        may_use: &[],
    },
    House {
        name: "wua-defs",
        floor: 1,
        may_use: &["wua-com"],
    },
    House {
        name: "wua-rpc",
        floor: 1,
        may_use: &["wua-com"],
    },
    House {
        name: "wua-rules",
        floor: 1,
        may_use: &["wua-com", "wua-xml"],
    },
    House {
        name: "wua-wusp",
        floor: 1,
        may_use: &["wua-com", "wua-xml"],
    },
    House {
        name: "wua-model",
        floor: 2,
        may_use: &["wua-com", "wua-defs"],
    },
    House {
        name: "wua-agent",
        floor: 2,
        may_use: &["wua-com", "wua-defs", "wua-rules"],
    },
    House {
        name: "wua-objects",
        floor: 3,
        may_use: &["wua-com", "wua-defs", "wua-rules", "wua-model", "wua-agent"],
    },
    House {
        name: "wua-debian",
        floor: 3,
        may_use: &["wua-com", "wua-defs", "wua-agent"],
    },
    House {
        name: "wua-windows",
        floor: 3,
        may_use: &["wua-com", "wua-defs", "wua-rules", "wua-agent"],
    },
    House {
        name: "wua-wsus",
        floor: 3,
        may_use: &["wua-com", "wua-defs", "wua-rules", "wua-wusp", "wua-agent"],
    },
    House {
        name: "wua-net",
        floor: 3,
        may_use: &["wua-com", "wua-agent", "wua-rpc"],
    },
    House {
        name: "wua-kerberos",
        floor: 3,
        may_use: &["wua-rpc"],
    },
    House {
        name: "wua-testkit",
        floor: 3,
        may_use: &["wua-com", "wua-defs", "wua-agent"],
    },
    House {
        name: "wua",
        floor: 4,
        may_use: &[
            "wua-com",
            "wua-defs",
            "wua-model",
            "wua-rules",
            "wua-agent",
            "wua-objects",
            "wua-testkit",
            "wua-debian",
            "wua-kerberos",
            "wua-net",
            "wua-rpc",
            "wua-windows",
            "wua-wsus",
        ],
    },
    House {
        name: "wua-dll",
        floor: 5,
        may_use: &["wua", "wua-com", "wua-defs", "wua-model"],
    },
    House {
        name: "wua-fuzz",
        floor: ASIDE,
        may_use: &[
            "wua-com",
            "wua-defs",
            "wua-agent",
            "wua-objects",
            "wua-testkit",
            "wua-rpc",
            "wua-rules",
            "wua-windows",
            "wua-wsus",
            "wua-wusp",
        ],
    },
    House {
        name: "xtask",
        floor: ASIDE,
        may_use: &[
            "wua-com",
            "wua-defs",
            "wua-net",
            "wua-rpc",
            "wua-rules",
            "wua-testkit",
            "wua-windows",
            "wua-wsus",
        ],
    },
];

pub(crate) fn check() -> Outcome {
    let mut wrong = Vec::new();
    for row in HOUSE {
        for used in row.may_use {
            let below = HOUSE.iter().find(|other| other.name == *used);
            if below.is_none_or(|below| below.floor >= row.floor) {
                wrong.push(format!(
                    "the list itself lets {} use {used}, which does not lie below it",
                    row.name
                ));
            }
        }
    }
    let metadata = capture(program(
        "cargo",
        &["metadata", "--no-deps", "--format-version", "1", "--offline"],
    ))?;
    let metadata: Value = serde_json::from_str(&metadata).map_err(|error| error.to_string())?;
    let packages = metadata["packages"]
        .as_array()
        .ok_or("cargo metadata lists no packages")?;
    let mut seen = BTreeSet::new();
    for package in packages {
        let name = package["name"].as_str().unwrap_or_default();
        seen.insert(name);
        let Some(row) = HOUSE.iter().find(|row| row.name == name) else {
            wrong.push(format!(
                "{name} has no floor: add it to xtask/src/check/deps.rs and ARCHITECTURE.md"
            ));
            continue;
        };
        for dependency in package["dependencies"].as_array().into_iter().flatten() {
            let used = dependency["name"].as_str().unwrap_or_default();
            // Tests may look sideways: what they use does not ship.
            let ships = dependency["kind"].as_str() != Some("dev");
            if ships && dependency["path"].is_string() && !row.may_use.contains(&used) {
                wrong.push(format!("{name} uses {used}"));
            }
        }
    }
    wrong.extend(
        HOUSE
            .iter()
            .filter(|row| !seen.contains(row.name))
            .map(|row| format!("{} is gone", row.name)),
    );
    wrong.extend(without(
        &["--no-default-features"],
        &["clap", "wua-testkit", "libgssapi"],
    )?);
    wrong.extend(without(&[], &["libgssapi"])?);
    if wrong.is_empty() {
        println!("{} crates depend on each other as allowed", HOUSE.len());
        return Ok(());
    }
    Err(format!("dependencies:\n  {}", wrong.join("\n  ")))
}

/// A program that uses the library does not pay for the command line, and nobody for Kerberos who does not want it.
fn without(features: &[&str], unwanted: &[&str]) -> Outcome<Vec<String>> {
    let mut tree = program("cargo", &["tree", "--package", "wua", "--locked"]);
    tree.args(["--edges", "normal", "--prefix", "none"])
        .args(features);
    let tree = capture(tree)?;
    let is_unwanted = |line: &&str| {
        line.split_once(' ')
            .is_some_and(|(name, _)| unwanted.contains(&name))
    };
    Ok(tree
        .lines()
        .filter(is_unwanted)
        .map(|line| format!("wua {} depends on {line}", features.join(" ")))
        .collect())
}
