//! Applicability rules as publishers write them, on computers that answer anything.
//!
//! The first byte of an input chooses the computer; the rest is a document.

use std::cell::Cell;

use wua_com::Guid;
use wua_rules::applicability::{
    Answer, ApplicabilityRules, Book, Device, Driver, Explanation, Facts, FileFacts, MsiProduct, Query,
    Reading, RegistryData, Rule, RuleId, Scan, System, Truth, Verdict, Version, parse,
};
use wua_rules::xml::{self, Element, Reader};

use super::Fuzzer;
use crate::mutation::{self, Random};
use crate::seen::{Seen, bucket, hash};

/// Every operator, in the spelling of packages.
const TABLE: &str = include_str!("../../../crates/wua-rules/tests/applicability/operators.txt");

/// What documents are made of.
const WORDS: [&str; 32] = [
    "<lar:And>",
    "</lar:And>",
    "<Or>",
    "</Or>",
    "<Not>",
    "</Not>",
    "<True/>",
    "<False/>",
    "<b.RegKeyLoop Key='HKEY_LOCAL_MACHINE' Subkey='L' TrueIf='Any'>",
    "<RegKeyLoop Key='HKEY_LOOP_TARGET' Subkey='\\' TrueIf='All'>",
    "</b.RegKeyLoop>",
    "</RegKeyLoop>",
    "<b.RegKeyExists Key='HKEY_LOOP_TARGET' Subkey='\\'/>",
    "<ApplicabilityRules>",
    "</ApplicabilityRules>",
    "<IsInstalled>",
    "</IsInstalled>",
    "<IsSuperseded>",
    "</IsSuperseded>",
    "<IsInstallable>",
    "</IsInstallable>",
    "<Metadata>",
    "</Metadata>",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "&#x41;",
    "&amp;",
    " RegType32='1'",
    "<!DOCTYPE a>",
    "65535",
];

pub(super) struct Rules {
    words: Vec<Vec<u8>>,
}

impl Rules {
    pub(super) fn new() -> Self {
        let words = WORDS.iter().map(|word| word.as_bytes().to_vec());
        Self {
            words: words.collect(),
        }
    }
}

impl Fuzzer for Rules {
    fn seeds(&self) -> Vec<Vec<u8>> {
        let rules = TABLE.lines().filter(|line| line.starts_with('<'));
        let spelled = rules.flat_map(|rule| {
            let fragment = rule
                .replace("lar:", "")
                .replace("cbsar:", "")
                .replace("msiar:", "m.");
            [
                rule.to_owned(),
                fragment.replace("bar:", "b.").replace("drv:", "d."),
            ]
        });
        let section = "<ApplicabilityRules><IsSuperseded><True/></IsSuperseded></ApplicabilityRules>";
        let numbered = spelled.chain([section.to_owned()]).zip((0..=u8::MAX).cycle());
        numbered
            .map(|(rule, computer)| [&[computer], rule.as_bytes()].concat())
            .collect()
    }

    fn execute(&mut self, input: &[u8], seen: &mut Seen) {
        let Some((computer, document)) = input.split_first() else {
            return;
        };
        let text = match xml::decode(document) {
            Ok(text) => text,
            Err(error) => return seen.note("undecoded", error.what),
        };
        let all = read(&text, &mut read_root);
        settle(&text, *computer, all.as_deref(), seen);
        let all = match all {
            Ok(all) => all,
            Err(error) => {
                assert!(error.offset <= text.len(), "{error}");
                return seen.note("unread", plain(&error.what));
            }
        };
        for rules in &all {
            evaluate(rules, *computer, seen);
        }
    }

    fn fresh(&mut self, random: &mut Random) -> Vec<u8> {
        let rules: Vec<&str> = TABLE.lines().filter(|line| line.starts_with("<bar:")).collect();
        let mut input = vec![random.byte()];
        if random.one_in(3) {
            let mut rule = || well_formed(&rules, 4, random);
            let (installed, installable) = (rule(), rule());
            let document = format!(
                "<ApplicabilityRules><IsInstalled>{installed}</IsInstalled>\
                 <IsInstallable>{installable}</IsInstallable></ApplicabilityRules>"
            );
            input.extend(document.bytes());
            return input;
        }
        for _ in 0..random.below(12) {
            let word = if random.one_in(2) {
                random.one_of(&rules)
            } else {
                random.one_of(&WORDS)
            };
            input.extend(word.bytes());
        }
        input.truncate(mutation::LONGEST);
        input
    }

    fn change(&mut self, input: &mut Vec<u8>, other: &[u8], random: &mut Random) {
        mutation::change(input, other, &self.words, random);
    }
}

/// A rule that is written as it should be, so deep at most.
fn well_formed(rules: &[&str], deepest: usize, random: &mut Random) -> String {
    if deepest == 0 || random.one_in(3) {
        let leaf = *random.one_of(rules);
        return (*random.one_of(&[leaf, "<True/>", "<False/>"])).to_owned();
    }
    let name = *random.one_of(&["And", "Or", "Not"]);
    let count = if name == "Not" { 1 } else { random.below(4) };
    let parts: String = (0..count)
        .map(|_| well_formed(rules, deepest - 1, random))
        .collect();
    format!("<{name}>{parts}</{name}>")
}

/// All rules of a document, as `read_root` reads those of one root.
fn read<'a, R>(
    text: &'a str,
    read_root: &mut dyn FnMut(&mut Reader<'a>, &Element<'a>) -> Result<R, xml::Error>,
) -> Result<Vec<R>, xml::Error> {
    let mut reader = Reader::new(text)?;
    let mut all = Vec::new();
    while let Some(root) = reader.root()? {
        all.push(read_root(&mut reader, &root)?);
    }
    Ok(all)
}

fn read_root<'a>(reader: &mut Reader<'a>, root: &Element<'a>) -> Result<ApplicabilityRules, xml::Error> {
    let update = Some(Guid::NIL);
    let mut rules = ApplicabilityRules::default();
    match root.name {
        "ApplicabilityRules" => rules = parse::rules(reader, root, update)?,
        "IsInstalled" => rules.is_installed = Some(parse::section(reader, root, update)?),
        _ => rules.is_installable = Some(parse::rule(reader, root, update)?),
    }
    Ok(rules)
}

/// Rules that are evaluated while they are read are what they are when they have been read, and nothing is wrong with them
/// that is right otherwise.
fn settle(text: &str, number: u8, all: Result<&[ApplicabilityRules], &xml::Error>, seen: &mut Seen) {
    let computer = Computer(Cell::new(number));
    let settled = read(text, &mut |reader, root| {
        if root.name == "ApplicabilityRules" {
            return parse::settled(reader, root, Some(Guid::NIL), &computer);
        }
        read_root(reader, root).map(Some)
    });
    let all = match (settled, all) {
        (Ok(settled), Ok(all)) => settled.into_iter().zip(all),
        (settled, all) => {
            assert!(settled.is_ok() || all.is_err(), "{settled:?}");
            return seen.note("unsettled", settled.is_ok());
        }
    };
    for (settled, rules) in all {
        let truths = |rules: &ApplicabilityRules| {
            let each = [
                rules.installed(),
                rules.superseded(),
                rules.installable(Reading::Item),
            ];
            each.map(|rule| rule.truth(&computer))
        };
        let found = truths(rules);
        let Some(settled) = settled else {
            // Rules that need their metadata are not known before those are read; what is behind them was not read.
            assert!(found.contains(&Truth::Unknown) || text.contains("Metadata"));
            return seen.note("not settled", ());
        };
        assert_eq!(truths(&settled), found);
    }
}

/// The longest of what is said, without what it is said of: names and values of the document are of no interest.
fn plain(text: &str) -> String {
    let parts = text.split(['`', '<', '>', ':', ';']).map(str::trim);
    let is_said = |part: &&str| {
        part.contains(' ')
            && part
                .chars()
                .all(|letter| letter.is_ascii_alphabetic() || letter == ' ')
    };
    let longest = parts.filter(is_said).max_by_key(|part| part.len());
    longest.unwrap_or_default().chars().take(40).collect()
}

fn evaluate(rules: &ApplicabilityRules, number: u8, seen: &mut Seen) {
    let computer = Computer(Cell::new(number));
    let mut book = Book::default();
    let ids = book.add_update(rules, Reading::Item);
    assert_eq!(ids, book.add_update(rules, Reading::Item));
    let each = [
        (rules.installed(), ids.installed),
        (rules.superseded(), ids.superseded),
        (rules.installable(Reading::Item), ids.installable),
    ];
    let mut scan = Scan::new(&book, &computer);
    note(&scan.verdict(&ids), seen);
    for (rule, id) in each {
        check(rule, id, &mut scan, &computer, seen);
    }
    // What changed is what a new scan says.
    let read: Vec<Query> = each
        .iter()
        .flat_map(|(_, id)| scan.facts_of(*id))
        .map(|(query, _)| query)
        .collect();
    let before = each.map(|(_, id)| scan.truth(id));
    computer.0.set(number.wrapping_add(1));
    let changed = scan.changed(&read);
    let mut fresh = Scan::new(&book, &computer);
    for ((_, id), before) in each.into_iter().zip(before) {
        // Explanations have asked for more than was read.
        let asked = scan.facts_of(id);
        let is_current = asked
            .iter()
            .all(|(query, answer)| computer.answer(query) == *answer);
        if is_current {
            assert_eq!(scan.truth(id), fresh.truth(id));
        }
        assert_eq!(changed.contains(&id), scan.truth(id) != before);
    }
}

fn check(rule: &Rule, id: RuleId, scan: &mut Scan<'_>, computer: &Computer, seen: &mut Seen) {
    let truth = rule.truth(computer);
    assert_eq!(scan.truth(id), truth);
    let blockers = scan.blockers(id);
    assert_eq!(blockers.is_empty(), truth != Truth::Unknown);
    assert!(scan.facts_of(id).len() <= 4 * rule.size() * 4 * 4);
    let explanation = scan.explain(id, 64);
    assert_eq!(explanation.truth, truth);
    follow(&explanation, seen);
    seen.note_next(
        "rule",
        (truth == Truth::True, bucket(rule.size()), blockers.len().min(3)),
    );
}

/// What each operator came to.
fn follow(explanation: &Explanation, seen: &mut Seen) {
    let reason = explanation.reason.as_deref().map(plain);
    assert!(reason.is_none() || explanation.truth == Truth::Unknown);
    let known = explanation.asks.is_some() || explanation.reason.is_none();
    let operator = if known { explanation.operator.as_str() } else { "?" };
    seen.note("operator", (operator, explanation.truth == Truth::True, reason));
    for part in &explanation.parts {
        follow(part, seen);
    }
}

fn note(verdict: &Verdict, seen: &mut Seen) {
    match verdict {
        Verdict::Installed => seen.note("installed", ()),
        Verdict::Superseded => seen.note("superseded", ()),
        Verdict::Installable => seen.note("installable", ()),
        Verdict::NotApplicable => seen.note("not applicable", ()),
        Verdict::Unknown(blockers) => {
            assert!(!blockers.is_empty());
            seen.note("unknown", ());
        }
    }
}

/// Answers anything, and always the same to the same question, in whatever case it is asked.
struct Computer(Cell<u8>);

impl Facts for Computer {
    fn answer(&self, query: &Query) -> Answer {
        let number = hash((self.0.get(), query.to_string().to_lowercase()));
        let [kind, small, low, high, ..] = number.to_le_bytes();
        // What fits the question is more frequent than anything.
        if kind > 60 {
            return fitting(query, small, low);
        }
        match kind % 10 {
            0 | 1 => Answer::Unavailable("nobody looked".to_owned()),
            2 | 3 => Answer::Absent,
            4 => Answer::Present,
            5 => Answer::Number(u32::from_le_bytes([small, low, high, 0])),
            6 => Answer::Text(text(small)),
            7 => Answer::Names(
                (0..small % 4)
                    .map(|number| text(number.wrapping_add(low)))
                    .collect(),
            ),
            8 => Answer::Registry(registry(small, low)),
            _ => Answer::Version(Version([small.into(), low.into(), 0, 0])),
        }
    }
}

fn fitting(query: &Query, small: u8, low: u8) -> Answer {
    let version = Version([(small % 4).into(), (low % 4).into(), 0, 0]);
    let maybe = |number: u8| number.is_multiple_of(2);
    match query {
        Query::System => Answer::System(System {
            major: (small % 11).into(),
            minor: (low % 4).into(),
            product_type: 1,
            suites: u16::from(small) << 4,
            ..System::default()
        }),
        Query::RegistryValue { .. } => Answer::Registry(registry(small, low)),
        Query::RegistrySubkeys(_) | Query::Languages | Query::ComputerIds => {
            Answer::Names((0..small % 4).map(text).collect())
        }
        Query::File { .. } => Answer::File(FileFacts {
            path: String::new(),
            size: (small % 12).into(),
            version: maybe(small).then_some(version),
            language: maybe(low).then_some(1033),
            created: maybe(low).then_some(0),
            modified: maybe(small).then_some(i64::MAX),
        }),
        Query::MsiProduct(_) => Answer::Product(MsiProduct {
            version: if maybe(low) {
                version.to_string()
            } else {
                text(small)
            },
            language: 1033,
            upgrade_code: maybe(small).then_some(Guid::NIL),
            patches: vec![Guid::NIL; usize::from(low % 3)],
        }),
        Query::CbsPackage(_) => Answer::Number(if maybe(small) { 112 } else { 80 }),
        Query::MsiVersion => Answer::Version(Version([5, 0, 0, 0])),
        Query::Device(id) => Answer::Devices(vec![Device {
            ids: vec![text(low), id.clone()],
            driver: maybe(small).then(|| Driver {
                id: Some(id.clone()),
                date: maybe(low).then_some(i64::MIN),
                version: Some(version),
                feature_score: Some(0xFF),
                provider: Some(text(small)),
            }),
        }]),
        _ => Answer::Number((small % 4).into()),
    }
}

fn registry(small: u8, low: u8) -> RegistryData {
    match small % 6 {
        0 => RegistryData::Text(text(low)),
        1 => RegistryData::Expandable(text(low)),
        2 => RegistryData::Texts(vec![text(low)]),
        3 => RegistryData::Dword(low.into()),
        4 => RegistryData::Qword(low.into()),
        _ => RegistryData::Other {
            kind: low.into(),
            bytes: 7,
        },
    }
}

fn text(number: u8) -> String {
    const TEXTS: [&str; 10] = ["", "a", "A", "Abc", "6.1", "1.2.3.4", "%a%", "É", "ja-JP", "\\"];
    TEXTS[usize::from(number) % TEXTS.len()].to_owned()
}
