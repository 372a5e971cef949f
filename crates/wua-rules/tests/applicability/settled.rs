//! Rules that are evaluated while they are read: what comes of them is what comes of those that are read first.

use proptest::prelude::*;
use wua_rules::applicability::{
    Answer, ApplicabilityRules, Facts, Query, Reading, RegistryData, Rule, Truth, parse,
};
use wua_rules::xml::Reader;

/// Values of the registry by what they are named: digits are there, and `x` cannot be read.
struct Computer;

impl Facts for Computer {
    fn answer(&self, query: &Query) -> Answer {
        match query {
            Query::RegistryValue { value, .. } if value == "x" => Answer::Unavailable("locked".to_owned()),
            Query::RegistryValue { value, .. } => match value.parse() {
                Ok(number) => Answer::Registry(RegistryData::Dword(number)),
                Err(_) => Answer::Absent,
            },
            _ => Answer::Absent,
        }
    }
}

fn dword(value: &str) -> String {
    format!(
        "<b.RegDword Key=\"HKEY_LOCAL_MACHINE\" Subkey=\"S\" Value=\"{value}\" Comparison=\"LessThan\" Data=\"2\"/>"
    )
}

fn text() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        6 => "[123ax]".prop_map(|value| dword(&value)),
        1 => Just("<True/>".to_owned()),
        1 => Just("<False/>".to_owned()),
        1 => Just("<b.NobodyKnows/>".to_owned()),
        1 => Just("<m.MsiApplicationInstalled/>".to_owned()),
        1 => Just("<True Odd=\"1\"/>".to_owned()),
    ];
    leaf.prop_recursive(5, 40, 4, |inner| {
        let several = prop::collection::vec(inner.clone(), 0..4).prop_map(|rules| rules.concat());
        prop_oneof![
            several.clone().prop_map(|rules| format!("<And>{rules}</And>")),
            several.clone().prop_map(|rules| format!("<Or>{rules}</Or>")),
            several.prop_map(|rules| format!("<Or Odd=\"1\">{rules}</Or>")),
            inner.prop_map(|rule| format!("<Not>{rule}</Not>")),
            Just("<Not><True/><True/></Not>".to_owned()),
        ]
    })
}

fn document() -> impl Strategy<Value = String> {
    let section = |name: &'static str| {
        prop::option::of(prop::collection::vec(text(), 0..3)).prop_map(move |rules| {
            rules.map_or_else(String::new, |rules| {
                format!("<{name}>{}</{name}>", rules.concat())
            })
        })
    };
    let sections = (
        section("IsInstalled"),
        section("IsSuperseded"),
        section("IsInstallable"),
    );
    sections.prop_map(|(installed, superseded, installable)| {
        format!("<ApplicabilityRules>{installed}{superseded}{installable}<Metadata/></ApplicabilityRules>")
    })
}

fn read(document: &str) -> ApplicabilityRules {
    let mut reader = Reader::new(document).unwrap();
    let root = reader.root().unwrap().unwrap();
    parse::rules(&mut reader, &root, None).unwrap()
}

fn settled(document: &str) -> Option<ApplicabilityRules> {
    let mut reader = Reader::new(document).unwrap();
    let root = reader.root().unwrap().unwrap();
    let rules = parse::settled(&mut reader, &root, None, &Computer).unwrap();
    assert!(
        rules.is_none() || reader.root().unwrap().is_none(),
        "all of it is read"
    );
    rules
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn reading_and_evaluating_at_once_finds_the_same(document in document()) {
        let read = read(&document);
        let each = |rules: &ApplicabilityRules| {
            [rules.installed().clone(), rules.superseded().clone(), rules.installable(Reading::Package).clone()]
        };
        let truths = each(&read).map(|rule| rule.truth(&Computer));
        match settled(&document) {
            Some(settled) => {
                let as_truth = |truth| if truth == Truth::True { Rule::True } else { Rule::False };
                prop_assert_eq!(each(&settled), truths.map(as_truth));
                prop_assert!(!truths.contains(&Truth::Unknown));
            }
            None => prop_assert!(truths.contains(&Truth::Unknown), "{truths:?}"),
        }
    }
}

#[test]
fn what_decides_nothing_is_not_read() {
    let never = dword("3");
    let wrong = "<b.RegDword Key=1/>";
    for rules in [
        format!("<And>{never}{wrong}</And>"),
        format!("<Not><Or><True/>{wrong}</Or></Not>"),
    ] {
        let document =
            format!("<ApplicabilityRules><IsInstallable>{rules}</IsInstallable></ApplicabilityRules>");
        assert_eq!(settled(&document).unwrap().is_installable, Some(Rule::False));
    }
}

#[test]
fn a_section_that_stands_twice_is_an_error_all_the_same() {
    let document = "<ApplicabilityRules><IsInstalled/><IsInstalled/></ApplicabilityRules>";
    let mut reader = Reader::new(document).unwrap();
    let root = reader.root().unwrap().unwrap();
    assert!(parse::settled(&mut reader, &root, None, &Computer).is_err());
}
