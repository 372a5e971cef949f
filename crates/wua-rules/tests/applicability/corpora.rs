//! Real packages, where a folder with some is given.

use wua_rules::applicability::{Answer, Book, Rule, Scan, parse};
use wua_rules::xml::{self, Element, Reader};

use super::recorded::{Recorded, unavailable};

/// Every rule of every `.sdp` and `.xml` file in the folder that `WUA_SDP_CORPUS` names is understood and evaluated.
#[test]
#[expect(clippy::disallowed_methods, reason = "the folder is the tester's")]
fn every_operator_of_real_packages_is_known() {
    let Ok(folder) = std::env::var("WUA_SDP_CORPUS") else {
        eprintln!("not run: WUA_SDP_CORPUS names no folder");
        return;
    };
    let mut leaves = 0;
    let mut files = 0;
    for entry in std::fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        if !path
            .extension()
            .is_some_and(|extension| extension == "sdp" || extension == "xml")
        {
            continue;
        }
        let bytes = std::fs::read(&path).unwrap();
        let text = xml::decode(&bytes).unwrap();
        let mut reader = Reader::new(&text).unwrap();
        let mut found = Vec::new();
        while let Some(root) = reader.root().unwrap() {
            look(&mut reader, &root, &mut found);
        }
        let mut book = Book::default();
        for rule in &found {
            leaves += understood(rule, &path.display().to_string());
            let id = book.add(rule);
            for otherwise in [Answer::Absent, unavailable(), Answer::Number(1)] {
                let facts = Recorded::new(otherwise);
                let mut scan = Scan::new(&book, &facts);
                assert_eq!(scan.truth(id), rule.truth(&facts));
                assert_eq!(scan.explain(id, 99).truth, rule.truth(&facts));
            }
        }
        files += 1;
    }
    eprintln!("{files} files, {leaves} leaves");
    assert!(files > 0, "{folder} has no packages");
}

fn look<'a>(reader: &mut Reader<'a>, element: &Element<'a>, found: &mut Vec<Rule>) {
    match element.name {
        "ApplicabilityRules" => {
            let rules = parse::rules(reader, element, None).unwrap();
            let all = [rules.is_installed, rules.is_superseded, rules.is_installable];
            found.extend(all.into_iter().flatten());
        }
        "IsInstalled" | "IsInstallable" => found.push(parse::section(reader, element, None).unwrap()),
        _ => {
            while let Some(child) = reader.child(element).unwrap() {
                look(reader, &child, found);
            }
        }
    }
}

/// How many leaves a rule has. The one that only Windows' servicing stack can answer is named so.
fn understood(rule: &Rule, place: &str) -> usize {
    match rule {
        Rule::Unknown { operator, .. } if operator == "CbsPackageInstallable" => 1,
        Rule::Unknown { operator, reason } => panic!("{place}: {operator}: {reason}"),
        Rule::And(rules) | Rule::Or(rules) => rules.iter().map(|rule| understood(rule, place)).sum(),
        Rule::Not(rule) => understood(rule, place),
        Rule::Loop(inner) => understood(&inner.rule, place),
        Rule::True | Rule::False | Rule::Test(_) => 1,
    }
}
