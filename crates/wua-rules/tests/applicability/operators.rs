//! The table of operators.

use wua_rules::applicability::{
    ApplicabilityRules, Book, Explanation, Facts, Reading, Rule, Scan, Truth, Verdict, parse,
};
use wua_rules::xml::Reader;

use super::{UPDATE, recorded::Recorded};

/// A part of the table: a rule, and what comes of it.
struct Entry<'a> {
    title: &'a str,
    rule: &'a str,
    lines: Vec<&'a str>,
}

fn entries() -> Vec<Entry<'static>> {
    let table = include_str!("operators.txt");
    let entries = table.split("\n## ").skip(1).map(|text| {
        let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        Entry {
            title: lines.next().unwrap(),
            rule: lines.next().unwrap(),
            lines: lines.collect(),
        }
    });
    entries.collect()
}

/// The three spellings of a rule: that of packages, that of update metadata with prefixes of its own, and that of fragments.
fn spellings(rule: &str) -> [String; 3] {
    let respell = |pairs: [(&str, &str); 5]| {
        pairs.iter().fold(rule.to_owned(), |text, (from, to)| {
            text.replace(&format!("<{from}"), &format!("<{to}"))
                .replace(&format!("</{from}"), &format!("</{to}"))
        })
    };
    let metadata = [
        ("lar:", "l:"),
        ("bar:", "b:"),
        ("msiar:", "mar:"),
        ("cbsar:", "c:"),
        ("drv:", "upd:"),
    ];
    let fragment = [
        ("lar:", ""),
        ("bar:", "b."),
        ("msiar:", "m."),
        ("cbsar:", ""),
        ("drv:", "d."),
    ];
    [rule.to_owned(), respell(metadata), respell(fragment)]
}

fn read(text: &str) -> ApplicabilityRules {
    let mut reader = Reader::new(text).unwrap();
    let root = reader.root().unwrap().unwrap();
    if root.name == "ApplicabilityRules" {
        return parse::rules(&mut reader, &root, Some(UPDATE)).unwrap();
    }
    ApplicabilityRules {
        is_installable: Some(parse::rule(&mut reader, &root, Some(UPDATE)).unwrap()),
        ..ApplicabilityRules::default()
    }
}

/// What comes of a rule, as the table writes it.
fn outcome(rules: &ApplicabilityRules, facts: &dyn Facts, is_update: bool) -> String {
    let mut book = Book::default();
    let ids = book.add_update(rules, Reading::Item);
    let mut scan = Scan::new(&book, facts);
    let verdict = scan.verdict(&ids);
    if let Verdict::Unknown(blockers) = &verdict {
        return format!("unknown: {}", blockers[0].reason);
    }
    if is_update {
        return format!("{verdict:?}");
    }
    let truth = scan.truth(ids.installable);
    assert_eq!(truth, rules.installable(Reading::Item).truth(facts));
    if truth == Truth::True { "true" } else { "false" }.to_owned()
}

fn explain(rule: &Rule, facts: &dyn Facts) -> Explanation {
    let mut book = Book::default();
    let id = book.add(rule);
    Scan::new(&book, facts).explain(id, 9)
}

#[test]
fn every_operator_means_what_the_table_says() {
    for Entry { title, rule, lines } in entries() {
        let [rules, others @ ..] = spellings(rule).map(|text| read(&text));
        for other in others {
            assert_eq!(rules, other, "{title}");
        }
        let mut outcomes = 0;
        for line in lines {
            if let Some((words, expected)) = [("asks ", 0), ("wants ", 1)]
                .into_iter()
                .find_map(|(start, which)| Some((which, line.strip_prefix(start)?.trim())))
            {
                let explanation = explain(rules.installable(Reading::Item), &Recorded::parse("none"));
                let [asks, wants] = [explanation.asks, explanation.wants].map(Option::unwrap);
                assert_eq!([asks, wants][words], expected, "{title}");
                continue;
            }
            let (facts, expected) = line
                .split_once(" => ")
                .unwrap_or_else(|| panic!("{title}: {line}"));
            let is_update = rule.starts_with("<ApplicabilityRules");
            assert_eq!(
                outcome(&rules, &Recorded::parse(facts), is_update),
                expected,
                "{title}: {facts}"
            );
            outcomes += 1;
        }
        assert!(outcomes > 0, "{title}: nothing comes of it");
    }
}

/// All operators whose meaning is known, and one whose is not.
const OPERATORS: [&str; 55] = [
    "And",
    "CbsPackageInstallable",
    "CbsPackageInstalled",
    "CbsPackageInstalledByIdentity",
    "ClusterResourceOwner",
    "ClusteredOS",
    "DeviceAttribute",
    "False",
    "FileCreated",
    "FileCreatedPrependRegSz",
    "FileExists",
    "FileExistsPrependRegSz",
    "FileModified",
    "FileModifiedPrependRegSz",
    "FileSize",
    "FileSizePrependRegSz",
    "FileVersion",
    "FileVersionPrependRegSz",
    "InstalledOnce",
    "LicenseDword",
    "MsiApplicationInstallable",
    "MsiApplicationInstalled",
    "MsiApplicationSuperseded",
    "MsiComponentInstalledForProduct",
    "MsiFeatureInstalledForProduct",
    "MsiPatchInstallable",
    "MsiPatchInstalled",
    "MsiPatchInstalledForProduct",
    "MsiPatchSuperseded",
    "MsiProductInstalled",
    "MuiInstalled",
    "MuiLanguageInstalled",
    "Not",
    "NumberOfProcessors",
    "Or",
    "Platform",
    "Processor",
    "ProductReleaseInstalled",
    "ProductReleaseVersion",
    "RegDword",
    "RegExpandSz",
    "RegKeyExists",
    "RegKeyLoop",
    "RegSz",
    "RegSzToVersion",
    "RegValueExists",
    "SystemMetric",
    "True",
    "WindowsDriverInstallable",
    "WindowsDriverInstalled",
    "WindowsDriverSuperseded",
    "WindowsLanguage",
    "WindowsVersion",
    "WmiQuery",
    "WUv4RegKeyValue",
];

#[test]
fn no_operator_is_without_an_entry() {
    let titles: Vec<_> = entries().iter().map(|entry| entry.title).collect();
    for operator in OPERATORS {
        let is_named = |title: &&str| title.split([' ', ',', ':']).any(|word| word == operator);
        assert!(titles.iter().any(is_named), "{operator}");
    }
}

#[test]
fn questions_have_an_entry_where_it_is_and_one_where_nobody_looked() {
    for Entry { title, lines, .. } in entries() {
        // The first entry of an operator has them; others show one thing each.
        if title.contains([' ', ':']) || !lines.iter().any(|line| line.starts_with("asks ")) {
            continue;
        }
        for outcome in [
            "=> true",
            "none => false",
            "unavailable => unknown: nobody looked",
        ] {
            assert!(
                lines.iter().any(|line| line.ends_with(outcome)),
                "{title}: {outcome}"
            );
        }
    }
}

#[test]
fn attributes_have_any_order() {
    let one =
        r#"<bar:RegDword Key="HKEY_LOCAL_MACHINE" Subkey="A" Value="B" Comparison="EqualTo" Data="1"/>"#;
    let other = r#"<bar:RegDword Data='1' Comparison = "equalto" Value="B"
        RegType32="0" Subkey="A" Key="hkey_local_machine" xmlns:bar="urn:a"></bar:RegDword>"#;
    assert_eq!(read(one), read(other));
}
