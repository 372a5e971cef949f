//! What a book shares, and what a scan tells.

use wua_rules::applicability::{
    Answer, ApplicabilityRules, Blocker, Book, Reading, Rule, Scan, Truth, Verdict, parse,
};
use wua_rules::xml::Reader;

use super::recorded::{Recorded, answer, unavailable};
use super::rule;

const GUARDED: &str = r#"<lar:And>
    <bar:RegKeyExists Key="HKEY_LOCAL_MACHINE" Subkey="SOFTWARE\A"/>
    <lar:Or>
        <bar:RegDword Key="HKEY_LOCAL_MACHINE" Subkey="Software\a" Value="State" Comparison="EqualTo" Data="1"/>
        <bar:FileVersion Csidl="38" Path="A\a.dll" Comparison="LessThan" Version="2.0.0.0"/>
    </lar:Or>
</lar:And>"#;

fn read(text: &str) -> ApplicabilityRules {
    let mut reader = Reader::new(text).unwrap();
    let root = reader.root().unwrap().unwrap();
    parse::rules(&mut reader, &root, None).unwrap()
}

#[test]
fn equal_rules_and_questions_are_kept_once() {
    let mut book = Book::default();
    let one = book.add(&rule(GUARDED));
    let rules = book.rules();
    assert_eq!(book.add(&rule(GUARDED)), one);
    book.add(&rule(&format!("<Not>{GUARDED}</Not>")));
    assert_eq!(book.rules(), rules + 1);
    // The same question in another case.
    book.add(&rule(
        &GUARDED.replace("SOFTWARE", "software").replace("a.dll", "A.DLL"),
    ));
    assert_eq!(book.questions(), 3);
}

#[test]
fn each_fact_is_asked_once_and_only_if_it_is_needed() {
    let mut book = Book::default();
    let rules = [
        GUARDED.to_owned(),
        format!("<Not>{GUARDED}</Not>"),
        GUARDED.replace("SOFTWARE", "software"),
    ];
    let ids = rules.map(|text| book.add(&rule(&text)));
    let facts = Recorded::new(Answer::Absent);
    let mut scan = Scan::new(&book, &facts);
    assert_eq!(
        ids.map(|id| scan.truth(id)),
        [Truth::False, Truth::True, Truth::False]
    );
    assert_eq!(*facts.asked.borrow(), ["the key HKEY_LOCAL_MACHINE\\SOFTWARE\\A"]);
}

#[test]
fn an_explanation_shows_what_was_not_needed_too() {
    let mut book = Book::default();
    let id = book.add(&rule(GUARDED));
    let facts = Recorded::new(Answer::Absent).with(
        "the file [Program Files]\\A\\a.dll",
        answer("file version=1.5 size=10"),
    );
    let explanation = Scan::new(&book, &facts).explain(id, 3);
    let mut lines = Vec::new();
    write(&explanation, 0, &mut lines);
    assert_eq!(
        lines,
        [
            "False And",
            "  False RegKeyExists: the key HKEY_LOCAL_MACHINE\\SOFTWARE\\A has to be there; it is none",
            "  True Or",
            "    False RegDword: the value `State` of HKEY_LOCAL_MACHINE\\Software\\a has to be = 1; it is none",
            "    True FileVersion: the file [Program Files]\\A\\a.dll has to be version < 2.0.0.0; it is version \
             1.5.0.0, 10 bytes",
        ]
    );
    let cut = Scan::new(&book, &facts).explain(id, 1);
    assert_eq!((cut.parts[1].parts.len(), cut.parts[1].left_out), (0, 2));
}

fn write(explanation: &wua_rules::applicability::Explanation, indent: usize, lines: &mut Vec<String>) {
    let mut line = format!("{:indent$}{:?} {}", "", explanation.truth, explanation.operator);
    if let (Some(asks), Some(wants), Some(seen)) = (&explanation.asks, &explanation.wants, &explanation.seen)
    {
        line.extend([": ", asks, " has to be ", wants, "; it is ", seen]);
    }
    lines.push(line);
    for part in &explanation.parts {
        write(part, indent + 2, lines);
    }
}

#[test]
fn the_keys_of_a_loop_are_explained() {
    let text = r#"<RegKeyLoop Key="HKEY_LOCAL_MACHINE" Subkey="L" TrueIf="Any">
        <b.RegDword Key="HKEY_LOOP_TARGET" Subkey="\" Value="V" Comparison="EqualTo" Data="1"/></RegKeyLoop>"#;
    let mut book = Book::default();
    let id = book.add(&rule(text));
    let facts = Recorded::new(Answer::Absent)
        .with("the keys below HKEY_LOCAL_MACHINE\\L", answer("names A, B"))
        .with("the value `V` of HKEY_LOCAL_MACHINE\\L\\A", answer("dword 1"));
    let mut scan = Scan::new(&book, &facts);
    let explanation = scan.explain(id, 2);
    let keys: Vec<_> = explanation
        .parts
        .iter()
        .map(|key| (key.asks.as_deref().unwrap(), key.truth))
        .collect();
    assert_eq!(
        keys,
        [
            ("the key HKEY_LOCAL_MACHINE\\L\\A", Truth::True),
            ("the key HKEY_LOCAL_MACHINE\\L\\B", Truth::False),
        ]
    );
    let read: Vec<_> = scan
        .facts_of(id)
        .into_iter()
        .map(|(query, _)| query.to_string())
        .collect();
    assert_eq!(
        read,
        [
            "the keys below HKEY_LOCAL_MACHINE\\L",
            "the value `V` of HKEY_LOCAL_MACHINE\\L\\A"
        ]
    );
}

#[test]
fn a_verdict_that_nobody_can_give_names_what_is_missing() {
    let rules = read(
        r#"<ApplicabilityRules><IsInstallable><And>
            <b.Processor Architecture="9"/><b.MoonPhase/><b.NumberOfProcessors Comparison="EqualTo" Number="1"/>
        </And></IsInstallable></ApplicabilityRules>"#,
    );
    let mut book = Book::default();
    let ids = book.add_update(&rules, Reading::Item);
    let facts = Recorded::new(unavailable()).with("how many processors there are", Answer::Number(1));
    let blocker = |operator: &str, asks: Option<&str>, reason: &str| Blocker {
        operator: operator.to_owned(),
        asks: asks.map(str::to_owned),
        reason: reason.to_owned(),
    };
    assert_eq!(
        Scan::new(&book, &facts).verdict(&ids),
        Verdict::Unknown(vec![
            blocker(
                "Processor",
                Some("the architecture of the processor"),
                "nobody looked"
            ),
            blocker("MoonPhase", None, "this operator is not known"),
        ])
    );
}

#[test]
fn the_first_section_that_holds_is_the_verdict() {
    let sections = |installed: &str, superseded: &str, installable: &str| {
        let text = format!(
            "<ApplicabilityRules><IsInstalled>{installed}</IsInstalled><IsSuperseded>{superseded}</IsSuperseded>\
             <IsInstallable>{installable}</IsInstallable></ApplicabilityRules>"
        );
        let mut book = Book::default();
        let ids = book.add_update(&read(&text), Reading::Item);
        let facts = Recorded::new(Answer::Absent);
        Scan::new(&book, &facts).verdict(&ids)
    };
    let (yes, no, who_knows) = ("<True/>", "<False/>", "<MoonPhase/>");
    assert_eq!(sections(yes, yes, yes), Verdict::Installed);
    assert_eq!(sections(yes, who_knows, who_knows), Verdict::Installed);
    assert_eq!(sections(no, yes, yes), Verdict::Superseded);
    assert_eq!(sections(no, no, yes), Verdict::Installable);
    assert_eq!(sections(no, no, no), Verdict::NotApplicable);
    assert_eq!(sections("", "", ""), Verdict::NotApplicable);
    for (installed, superseded, installable) in
        [(who_knows, yes, yes), (no, who_knows, yes), (no, no, who_knows)]
    {
        assert!(matches!(
            sections(installed, superseded, installable),
            Verdict::Unknown(_)
        ));
    }
}

#[test]
fn an_update_that_does_not_say_when_it_is_installable_is_read_in_two_ways() {
    let rules = read("<ApplicabilityRules/>");
    assert_eq!(rules.installable(Reading::Item), &Rule::False);
    assert_eq!(rules.installable(Reading::Package), &Rule::True);
    assert_eq!([rules.installed(), rules.superseded()], [&Rule::False; 2]);
    // What is said and empty is never true.
    let rules = read("<ApplicabilityRules><IsInstallable/></ApplicabilityRules>");
    assert_eq!(rules.installable(Reading::Package), &Rule::False);
}

#[test]
fn several_rules_in_one_section_are_all_needed() {
    let rules = read("<ApplicabilityRules><IsInstalled><True/><False/></IsInstalled></ApplicabilityRules>");
    assert_eq!(rules.installed(), &Rule::And(vec![Rule::True, Rule::False]));
}
