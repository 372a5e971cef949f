//! What it takes to find out which of many updates concern a computer. `cargo xtask bench scan` counts its instructions.
//!
//! scan rules 100000     makes the rules, ten leaves each, and forgets them
//! scan book 100000      the same, and puts them in a book
//! scan first 100000     the same, and a verdict for each
//! scan again 100000     the same, and evaluates anew after a fact has changed, a thousand times
//!
//! There are half as many facts as updates, and each but one is read by twenty leaves. All leaves are evaluated: what decides
//! stands last.

use std::process::ExitCode;

use wua_com::Guid;
use wua_rules::applicability::{
    Answer, ApplicabilityRules, Base, Book, Comparison, Condition, Facts, FileFacts, Hive, MsiProduct,
    ProductCondition, Query, Reading, RegistryData, RegistryKey, Rule, Scan, StringComparison, System,
    SystemCondition, Test, UpdateRules, Verdict, Version,
};

#[expect(
    clippy::disallowed_methods,
    reason = "a program has arguments; the library reads none"
)]
fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [way, updates] = arguments.as_slice() else {
        return usage();
    };
    let (Some(step), Ok(updates)) = (
        ["rules", "book", "first", "again"]
            .iter()
            .position(|known| known == way),
        updates.parse(),
    ) else {
        return usage();
    };
    println!("{}", run(step, updates));
    ExitCode::SUCCESS
}

/// How often a fact changes.
const CHANGES: u32 = 1_000;

fn usage() -> ExitCode {
    eprintln!("usage: scan <rules|book|first|again> <updates>");
    ExitCode::from(2)
}

/// Goes so many steps, and says what came of the last one.
fn run(step: usize, updates: u32) -> String {
    // Of five kinds; all of them together are half as many as the updates.
    let facts = (updates / 10).max(1);
    let mut book = Book::default();
    let mut ids: Vec<UpdateRules> = Vec::new();
    let mut size = 0;
    for update in 0..updates {
        let rules = rules(update, facts);
        if step == 0 {
            size += rules.installed().size() + rules.installable(Reading::Item).size();
        } else {
            ids.push(book.add_update(&rules, Reading::Item));
        }
    }
    if step == 0 {
        return format!("{size} rules");
    }
    if step == 1 {
        return format!(
            "{} different rules ask {} questions",
            book.rules(),
            book.questions()
        );
    }
    let computer = Computer::default();
    let mut scan = Scan::new(&book, &computer);
    let is_installable = |rules: &&UpdateRules| scan.verdict(rules) == Verdict::Installable;
    let installable = ids.iter().filter(is_installable).count();
    if step == 2 {
        return format!("{installable} updates are installable");
    }
    computer.is_changed.set(true);
    let changed = (0..CHANGES.min(facts)).map(|number| scan.changed(&[product(number)]).len());
    format!("{} rules have changed", changed.sum::<usize>())
}

/// The rules of an update. Each question is asked by twenty, and compared with a version of the update's own.
fn rules(update: u32, facts: u32) -> ApplicabilityRules {
    // A step that shares no factor with the number of facts, so that all of them come up.
    let fact = |leaf: u32| update.wrapping_mul(7).wrapping_add(leaf.wrapping_mul(7919)) % facts;
    let at_least = Version([10, 0, low(update), 0]);
    let is = Comparison::GreaterThanOrEqualTo;
    let installed = Rule::And(vec![
        leaf(
            "RegKeyExists",
            Query::RegistryKey(key(fact(0))),
            Condition::Present,
        ),
        Rule::Or(vec![
            leaf("FileVersion", file(fact(1)), Condition::FileVersion(is, at_least)),
            leaf("RegDword", value(fact(2)), Condition::Number(is, 1000 + update)),
            leaf("MsiProductInstalled", product(fact(3)), within(at_least)),
        ]),
    ]);
    let workstation = SystemCondition {
        comparison: Some(is),
        major: Some(6),
        minor: Some(update % 4),
        ..SystemCondition::default()
    };
    let installable = Rule::And(vec![
        leaf(
            "WindowsVersion",
            Query::System,
            Condition::System(Box::new(workstation)),
        ),
        leaf(
            "RegSz",
            text(fact(4)),
            Condition::RegistryText(StringComparison::BeginsWith, "Edition".to_owned()),
        ),
        Rule::Not(Box::new(leaf(
            "FileVersion",
            file(fact(5)),
            Condition::FileVersion(is, at_least),
        ))),
        leaf(
            "MsiProductInstalled",
            product(fact(6)),
            within(Version([1, 0, low(update), 1])),
        ),
        Rule::Not(Box::new(leaf(
            "RegDword",
            value(fact(7)),
            Condition::Number(is, 1000 + update),
        ))),
        leaf(
            "RegDword",
            value(fact(8)),
            Condition::Number(Comparison::LessThan, 900 + update),
        ),
    ]);
    ApplicabilityRules {
        is_installed: Some(installed),
        is_superseded: None,
        is_installable: Some(installable),
    }
}

/// A computer that computes what it answers: nothing is looked up.
#[derive(Default)]
struct Computer {
    is_changed: std::cell::Cell<bool>,
}

impl Facts for Computer {
    fn answer(&self, query: &Query) -> Answer {
        match query {
            Query::System => Answer::System(System {
                major: 10,
                build: 19045,
                product_type: 1,
                ..System::default()
            }),
            Query::RegistryKey(_) => Answer::Present,
            Query::RegistryValue { value, .. } if value == "Edition" => {
                Answer::Registry(RegistryData::Text("Edition N".to_owned()))
            }
            Query::RegistryValue { .. } => Answer::Registry(RegistryData::Dword(800)),
            Query::File { path, .. } => Answer::File(FileFacts {
                path: path.clone(),
                size: 100_000,
                version: Some(Version([9, 0, 0, 0])),
                ..FileFacts::default()
            }),
            Query::MsiProduct(_) if self.is_changed.get() => Answer::Absent,
            Query::MsiProduct(_) => Answer::Product(MsiProduct {
                version: "9.5.1000".to_owned(),
                language: 1033,
                ..MsiProduct::default()
            }),
            _ => Answer::Absent,
        }
    }
}

fn leaf(operator: &str, query: Query, condition: Condition) -> Rule {
    Rule::Test(Box::new(Test {
        operator: operator.to_owned(),
        query,
        condition,
    }))
}

fn within(least: Version) -> Condition {
    Condition::Product(Box::new(ProductCondition {
        minimum: Some((least, true)),
        ..ProductCondition::default()
    }))
}

fn key(number: u32) -> RegistryKey {
    RegistryKey {
        hive: Hive::LocalMachine,
        subkey: format!("SOFTWARE\\Vendor\\Products\\{number:06}"),
        view32: false,
    }
}

fn value(number: u32) -> Query {
    Query::RegistryValue {
        key: key(number),
        value: "Build".to_owned(),
    }
}

fn text(number: u32) -> Query {
    Query::RegistryValue {
        key: key(number),
        value: "Edition".to_owned(),
    }
}

fn file(number: u32) -> Query {
    Query::File {
        base: Base::Csidl(38),
        path: format!("Vendor\\Products\\{number:06}\\product.dll"),
    }
}

fn product(number: u32) -> Query {
    Query::MsiProduct(Guid::from_u128(
        0xA000_0000_0000_4000_8000_0000_0000_0000 | u128::from(number),
    ))
}

fn low(number: u32) -> u16 {
    u16::try_from(number % 60_000).unwrap_or_default()
}
