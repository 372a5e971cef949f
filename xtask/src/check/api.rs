//! The tables against facts about the API: the project's own extract, or any file of the same form.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use serde_json::Value;
use wua_com::table::{Default, Kind, Member, Remote, Type};
use wua_com::{HRESULTS, HResult};
use wua_defs::classes::CLASSES;
use wua_defs::enumerations::ENUMERATIONS;
use wua_defs::interfaces::INTERFACES;

use crate::workspace::{Outcome, read};

/// The extract that is kept with the tables.
pub(crate) const FACTS: &str = "crates/wua-defs/testdata/api-facts.json";

/// Where the tables differ on purpose.
const ON_PURPOSE: &[(&str, &str)] = &[
    (
        "IUpdateServiceManager.RemoveService method: remote",
        "the page of the method denies it to remote callers; a policy can allow it",
    ),
    (
        "IUpdateServiceManager.AddScanPackageService method: remote",
        "the page of the method denies it to remote callers; a policy can allow it",
    ),
];

/// One line per fact, so that two sides can be compared as sets.
type Facts = BTreeMap<String, String>;

pub(crate) fn check(file: Option<&str>) -> Outcome {
    let file = file.unwrap_or(FACTS);
    let json: Value = serde_json::from_str(&read(file)?).map_err(|error| format!("{file}: {error}"))?;
    let (ours, theirs) = (facts_of_tables(), facts_of_file(&json));
    let mut unexplained = Vec::new();
    let mut explained = BTreeSet::new();
    for key in ours.keys().chain(theirs.keys()).collect::<BTreeSet<_>>() {
        let (our, their) = (ours.get(key), theirs.get(key));
        if our == their {
            continue;
        }
        if ON_PURPOSE.iter().any(|(expected, _)| expected == key) {
            explained.insert(key.as_str());
        } else {
            let side = |side: Option<&String>| side.map_or("nothing", String::as_str).to_owned();
            unexplained.push(format!(
                "{key}: the tables say {}, {file} says {}",
                side(our),
                side(their)
            ));
        }
    }
    let stale = ON_PURPOSE.iter().filter(|(key, _)| !explained.contains(key));
    unexplained.extend(stale.map(|(key, _)| format!("{key}: no longer differs; take it off the list")));
    let (interfaces, members) = (
        INTERFACES.len(),
        INTERFACES.iter().map(|row| row.members.len()).sum::<usize>(),
    );
    println!(
        "{interfaces} interfaces, {members} members, {} classes, {} enumerations, {} codes: {} facts, {} differ on \
         purpose, {} otherwise",
        CLASSES.len(),
        ENUMERATIONS.len(),
        HRESULTS.len(),
        ours.len(),
        explained.len(),
        unexplained.len(),
    );
    for (key, reason) in ON_PURPOSE {
        println!("  on purpose: {key}: {reason}");
    }
    if unexplained.is_empty() {
        Ok(())
    } else {
        Err(format!("the API differs:\n  {}", unexplained.join("\n  ")))
    }
}

fn facts_of_tables() -> Facts {
    let mut facts = Facts::new();
    for interface in INTERFACES {
        facts.insert(format!("{}: iid", interface.name), interface.iid.to_string());
        let base = interface.base.map_or("", |base| base.name);
        facts.insert(format!("{}: base", interface.name), base.to_owned());
        facts.insert(
            format!("{}: hidden", interface.name),
            interface.hidden.to_string(),
        );
        for (index, member) in interface.members.iter().enumerate() {
            let key = format!("{}.{} {}", interface.name, member.name, kind(member.kind));
            let slot = usize::from(interface.first_slot().0) + index;
            facts.insert(format!("{key}: slot"), slot.to_string());
            facts.insert(format!("{key}: dispid"), format!("{:?}", member.dispid));
            facts.insert(format!("{key}: remote"), remote(member.remote).to_owned());
            facts.insert(format!("{key}: restricted"), member.restricted.to_string());
            facts.insert(format!("{key}: parameters"), parameters(member));
        }
    }
    for class in CLASSES {
        let facts_of_class = format!(
            "{} {} {}",
            class.clsid, class.progid, class.default_interface.name
        );
        facts.insert(format!("class {}", class.name), facts_of_class);
    }
    for enumeration in ENUMERATIONS {
        for (name, value) in enumeration.values {
            facts.insert(format!("{}.{name}", enumeration.name), value.to_string());
        }
    }
    for row in HRESULTS {
        facts.insert(row.name.to_owned(), row.hresult.to_i32().to_string());
    }
    facts
}

fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Method => "method",
        Kind::Get => "propget",
        Kind::Put => "propput",
    }
}

fn remote(remote: Remote) -> &'static str {
    match remote {
        Remote::Allowed => "yes",
        Remote::ReadOnly => "read-only",
        Remote::Refused { .. } | Remote::Never => "no",
    }
}

fn parameters(member: &Member) -> String {
    let mut text = String::new();
    for param in member.params {
        let _ = write!(text, "in {} {}", spelled(param.ty, 0), param.name);
        let _ = match param.default {
            Some(Default::Long(number)) => write!(text, " = {number}"),
            Some(Default::Text(default)) => write!(text, " = {default}"),
            None => Ok(()),
        };
        text.push_str("; ");
    }
    if let Some(returns) = member.returns {
        let _ = write!(text, "out {}", spelled(returns, 1));
    }
    text
}

/// The type as the interface definition spells it, behind so many more pointers.
fn spelled(ty: Type, pointers: usize) -> String {
    ty.name().to_owned() + &"*".repeat(pointers + usize::from(ty.is_object()))
}

fn facts_of_file(json: &Value) -> Facts {
    let mut facts = Facts::new();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    for interface in list(&json["interfaces"]) {
        let name = text(&interface["name"]);
        facts.insert(format!("{name}: iid"), text(&interface["iid"]));
        facts.insert(format!("{name}: base"), text(&interface["base"]));
        // Some files have the flags of the type library instead.
        let is_flagged = list(&interface["typelib_flags"]).contains(&Value::from("hidden"));
        let hidden = interface["hidden"] == true || is_flagged;
        facts.insert(format!("{name}: hidden"), hidden.to_string());
        for member in list(&interface["members"]) {
            let key = format!("{name}.{} {}", text(&member["name"]), text(&member["kind"]));
            facts.insert(format!("{key}: slot"), member["slot"].to_string());
            facts.insert(
                format!("{key}: dispid"),
                format!("{:?}", member["dispid"].as_i64()),
            );
            facts.insert(format!("{key}: remote"), text(&member["remote"]));
            facts.insert(
                format!("{key}: restricted"),
                (member["restricted"] == true).to_string(),
            );
            let mut parameters = String::new();
            for param in list(&member["params"]) {
                if param["dir"] == "in" {
                    let _ = write!(parameters, "in {} {}", text(&param["type"]), text(&param["name"]));
                    if let Some(default) = param["default"].as_str() {
                        let _ = write!(parameters, " = {}", default.trim_matches('\''));
                    }
                    parameters.push_str("; ");
                } else {
                    let _ = write!(parameters, "out {}", text(&param["type"]));
                }
            }
            facts.insert(format!("{key}: parameters"), parameters);
        }
    }
    for class in list(&json["coclasses"]) {
        let line = format!(
            "{} {} {}",
            text(&class["clsid"]),
            text(&class["progid"]),
            text(&class["default_interface"])
        );
        facts.insert(format!("class {}", text(&class["name"])), line);
    }
    for enumeration in list(&json["enums"]) {
        for value in list(&enumeration["values"]) {
            let key = format!("{}.{}", text(&enumeration["name"]), text(&value["name"]));
            facts.insert(key, value["value"].to_string());
        }
    }
    for group in ["wu_codes", "common_hresults"] {
        for error in list(&json["errors"][group]) {
            // Some files write the unsigned form.
            let value = error["value"].as_i64().unwrap_or_default();
            let signed = u32::try_from(value).map_or(value, |value| HResult::from_u32(value).to_i32().into());
            facts.insert(text(&error["name"]), signed.to_string());
        }
    }
    facts
}
