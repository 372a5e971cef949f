//! The same questions to one prefix, from outside and by a program inside: the answers have to be the same.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use super::suite::fresh_state;
use super::{Prefix, windows_path};
use crate::dll::{self, Profile};
use crate::install::WINDOWS;
use crate::workspace::{Outcome, program, root, run as run_program, target};

/// Keys, values and files that are asked for, of each so many.
const COUNT: &str = "300";
/// Fewer questions would show little.
const FEWEST: usize = 2_000;

/// The product of `product.wxs`.
const PRODUCT: &str = "a7a3b6d2-5b9c-4c5e-8e0d-2f1e2d3c4b5a";
const NOBODY: &str = "00000000-0000-0000-0000-000000000000";
const COMPONENTS: [&str; 2] = [
    "aaaaaaaa-0000-4000-8000-000000000001",
    "aaaaaaaa-0000-4000-8000-000000000002",
];

/// A difference that has to be.
struct Known {
    reason: &'static str,
    /// By the question and the answer from outside.
    is_it: fn(&str, &str) -> bool,
}

/// One that does not occur any more is a failure, like one that is not known.
const KNOWN: [Known; 4] = [
    Known {
        reason: "folders of the account are links out of the prefix, which are followed from inside alone",
        is_it: |_, outside| outside.contains("leads out of"),
    },
    Known {
        reason: "what is known of the hardware is made when Wine starts, and never written",
        is_it: |_, outside| outside.contains("is there only while Wine runs"),
    },
    Known {
        reason: "below the hardware profile and the classes of devices lie keys that are never written, beside others that are",
        is_it: |query, _| {
            query.contains("\"RegistrySubkeys\"")
                && (query.contains("Hardware Profiles") || query.contains("DeviceClasses"))
        },
    },
    Known {
        reason: "system metrics and licences are told by Windows while it runs",
        is_it: |query, outside| {
            (query.contains("SystemMetric") || query.contains("Licence")) && outside.contains("Unavailable")
        },
    },
];

/// Asks, and compares.
pub(super) fn suite(prefix: &Prefix) -> Vec<(String, Outcome)> {
    vec![(
        "facts of a prefix are the same from outside and inside".to_owned(),
        compared(prefix),
    )]
}

fn compared(prefix: &Prefix) -> Outcome {
    let folder = fresh_state("facts")?;
    let example = [
        "build",
        "--quiet",
        "--package",
        "wua-windows",
        "--example",
        "record_facts",
    ];
    run_program(program("cargo", &example))?;
    run_program(program("cargo", &[&example[..], &["--target", WINDOWS]].concat()))?;
    install_product(prefix, &folder)?;
    let outside = target().join("debug/examples/record_facts");
    let inside = dll::built(Profile::Dev).join("examples/record_facts.exe");
    let file = |name: &str| folder.join(name).display().to_string();
    let (home, questions) = (prefix.folder().display().to_string(), file("questions"));
    let outside = outside.display().to_string();
    run_program(program(&outside, &["questions", &home, COUNT, &questions]))?;
    ask_more(Path::new(&questions))?;

    let arguments = [
        "live",
        &windows_path(Path::new(&questions)),
        &windows_path(&folder.join("inside")),
    ];
    let run = prefix.run(&windows_path(&inside), &arguments, &[])?;
    if !run.succeeded {
        return Err(format!("record_facts.exe failed:\n{}", run.output));
    }
    prefix.settle()?;
    run_program(program(
        &outside,
        &["prefix", &home, &questions, &file("outside")],
    ))?;
    judge(
        &answers(&folder.join("outside"))?,
        &answers(&folder.join("inside"))?,
    )
}

/// Builds the product with wixl, and installs it.
fn install_product(prefix: &Prefix, folder: &Path) -> Outcome {
    let package = folder.join("product.msi");
    let mut wixl = program(
        "wixl",
        &["--output", &package.display().to_string(), "product.wxs"],
    );
    wixl.current_dir(root().join("tests/wine"));
    run_program(wixl)?;
    let run = prefix.run("msiexec", &["/i", &windows_path(&package), "/qn"], &[])?;
    prefix.settle()?;
    if run.succeeded {
        Ok(())
    } else {
        Err(format!("msiexec failed:\n{}", run.output))
    }
}

/// What takes knowledge of the product, and what only Wine itself knows.
fn ask_more(questions: &Path) -> Outcome {
    let mut more = vec![
        json!({"MsiProduct": PRODUCT}),
        json!({"MsiProduct": NOBODY}),
        json!({"SystemMetric": 0}),
        json!({"Licence": "Kernel-ProductInfo"}),
        json!({"RegistryKey": {"hive": "LocalMachine", "subkey": "Hardware\\Description\\System"}}),
        json!({"RegistrySubkeys": {
            "hive": "LocalMachine",
            "subkey": "System\\CurrentControlSet\\Hardware Profiles\\Current",
        }}),
    ];
    for feature in ["Main", "Extra", "nothing"] {
        more.push(json!({"MsiFeature": {"product": PRODUCT, "feature": feature}}));
        more.push(json!({"MsiFeature": {"product": NOBODY, "feature": feature}}));
    }
    for component in COMPONENTS {
        more.push(json!({"MsiComponent": {"product": PRODUCT, "component": component}}));
        more.push(json!({"MsiComponent": {"product": NOBODY, "component": component}}));
        more.push(json!({"MsiPatch": {"product": PRODUCT, "patch": component}}));
    }
    let mut text = fs::read_to_string(questions).map_err(|error| error.to_string())?;
    for question in more {
        let _ = writeln!(text, "{question}");
    }
    fs::write(questions, text).map_err(|error| error.to_string())
}

/// The answers of a recording, by their questions.
fn answers(file: &Path) -> Outcome<BTreeMap<String, String>> {
    let text = fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
    let recording: Value =
        serde_json::from_str(&text).map_err(|error| format!("{}: {error}", file.display()))?;
    let facts = recording["facts"].as_array().ok_or("a recording without facts")?;
    Ok(facts
        .iter()
        .map(|fact| (fact["query"].to_string(), fact["answer"].to_string()))
        .collect())
}

fn judge(outside: &BTreeMap<String, String>, inside: &BTreeMap<String, String>) -> Outcome {
    if outside.len() < FEWEST || outside.len() != inside.len() {
        return Err(format!(
            "{} answers from outside, {} from inside",
            outside.len(),
            inside.len()
        ));
    }
    let mut wrong = Vec::new();
    let mut seen = [0; KNOWN.len()];
    for (query, outside) in outside {
        let inside = inside.get(query).map_or("no answer", String::as_str);
        if outside == inside {
            continue;
        }
        let known = KNOWN.iter().position(|known| (known.is_it)(query, outside));
        match known.and_then(|known| seen.get_mut(known)) {
            Some(count) => *count += 1,
            None => wrong.push(format!("{query}\n  outside {outside}\n  inside  {inside}")),
        }
    }
    for (known, count) in KNOWN.iter().zip(seen) {
        println!("{count} differ: {}", known.reason);
        if count == 0 {
            wrong.push(format!("nothing differs any more because {}", known.reason));
        }
    }
    println!("{} answers compared", outside.len());
    if wrong.is_empty() {
        Ok(())
    } else {
        Err(wrong.join("\n"))
    }
}
