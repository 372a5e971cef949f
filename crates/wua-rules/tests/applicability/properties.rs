//! Many rules on many computers: one book for all says what each tree says alone.

use std::collections::HashMap;

use proptest::prelude::*;
use wua_rules::applicability::{
    Answer, Book, Comparison, Condition, Explanation, Facts, Hive, Loop, LoopLogic, Query, RegistryData,
    RegistryKey, Rule, Scan, Test, Truth,
};

/// Answers by question; what is not there is absent.
#[derive(Clone, Debug, Default)]
struct Computer(HashMap<Query, Answer>);

impl Facts for Computer {
    fn answer(&self, query: &Query) -> Answer {
        self.0.get(query).cloned().unwrap_or(Answer::Absent)
    }
}

fn key(hive: Hive, subkey: &str) -> RegistryKey {
    RegistryKey {
        hive,
        subkey: subkey.to_owned(),
        view32: false,
    }
}

fn value(key: RegistryKey) -> Query {
    Query::RegistryValue {
        key,
        value: "V".to_owned(),
    }
}

fn query() -> impl Strategy<Value = Query> {
    prop_oneof![
        Just(Query::Processors),
        Just(Query::System),
        "[A-C]".prop_map(|name| value(key(Hive::LocalMachine, &name))),
        // What loops below ask for in the end.
        "L\\\\[ab]".prop_map(|name| value(key(Hive::LocalMachine, &name))),
    ]
}

fn test(query: Query, number: u32) -> Rule {
    Rule::Test(Box::new(Test {
        operator: "RegDword".to_owned(),
        query,
        condition: Condition::Number(Comparison::LessThan, number),
    }))
}

fn leaf() -> impl Strategy<Value = Rule> {
    prop_oneof![
        1 => Just(Rule::True),
        1 => Just(Rule::False),
        1 => Just(Rule::Unknown { operator: "X".to_owned(), reason: "y".to_owned() }),
        9 => (query(), 1..3_u32).prop_map(|(query, number)| test(query, number)),
        2 => (prop::sample::select(vec![LoopLogic::Any, LoopLogic::All, LoopLogic::None]), 1..3_u32).prop_map(
            |(true_if, number)| Rule::Loop(Box::new(Loop {
                key: key(Hive::LocalMachine, "L"),
                true_if,
                rule: Rule::Or(vec![test(value(key(Hive::LoopTarget, "")), number), test(Query::Processors, 1)]),
            }))
        ),
    ]
}

fn rule() -> impl Strategy<Value = Rule> {
    leaf().prop_recursive(5, 40, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Rule::And),
            prop::collection::vec(inner.clone(), 0..4).prop_map(Rule::Or),
            inner.prop_map(|rule| Rule::Not(Box::new(rule))),
        ]
    })
}

fn answer() -> impl Strategy<Value = Answer> {
    prop_oneof![
        Just(Answer::Absent),
        Just(Answer::Unavailable("nobody looked".to_owned())),
        (0..3_u32).prop_map(Answer::Number),
        (0..3_u32).prop_map(|number| Answer::Registry(RegistryData::Dword(number))),
        Just(Answer::Registry(RegistryData::Text("a".to_owned()))),
    ]
}

fn subkeys() -> impl Strategy<Value = Answer> {
    prop_oneof![
        1 => answer(),
        4 => prop::collection::vec("[abx]", 0..3).prop_map(Answer::Names),
    ]
}

fn fact() -> impl Strategy<Value = (Query, Answer)> {
    prop_oneof![
        4 => (query(), answer()),
        1 => subkeys().prop_map(|names| (Query::RegistrySubkeys(key(Hive::LocalMachine, "L")), names)),
    ]
}

fn computer() -> impl Strategy<Value = Computer> {
    prop::collection::vec(fact(), 0..12).prop_map(|facts| Computer(facts.into_iter().collect()))
}

/// The truth that the parts of an explanation add up to.
fn check(explanation: &Explanation) {
    let truths = || explanation.parts.iter().map(|part| part.truth);
    match explanation.operator.as_str() {
        "And" => assert_eq!(truths().min().unwrap_or(Truth::Unknown), explanation.truth),
        "Or" => assert_eq!(truths().max().unwrap_or(Truth::Unknown), explanation.truth),
        "Not" => assert_eq!(truths().map(|truth| !truth).next(), Some(explanation.truth)),
        _ => {}
    }
    assert_eq!(
        explanation.truth == Truth::Unknown && explanation.parts.is_empty(),
        explanation.reason.is_some() && explanation.parts.is_empty(),
        "{explanation:?}"
    );
    explanation.parts.iter().for_each(check);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn a_book_says_what_each_rule_says_alone(rules in prop::collection::vec(rule(), 1..6), computer in computer()) {
        let mut book = Book::default();
        let ids: Vec<_> = rules.iter().map(|rule| book.add(rule)).collect();
        let again: Vec<_> = rules.iter().map(|rule| book.add(rule)).collect();
        prop_assert_eq!(&ids, &again);
        let mut scan = Scan::new(&book, &computer);
        for (rule, id) in rules.iter().zip(ids) {
            let truth = rule.truth(&computer);
            prop_assert_eq!(scan.truth(id), truth);
            let explanation = scan.explain(id, 99);
            prop_assert_eq!(explanation.truth, truth);
            check(&explanation);
            prop_assert_eq!(scan.blockers(id).is_empty(), truth != Truth::Unknown);
        }
    }

    #[test]
    fn what_changed_is_what_a_new_scan_says(
        rules in prop::collection::vec(rule(), 1..6),
        before in computer(),
        changes in prop::collection::vec(fact(), 1..4),
    ) {
        let mut book = Book::default();
        let ids: Vec<_> = rules.iter().map(|rule| book.add(rule)).collect();
        let after = Computer(before.0.clone().into_iter().chain(changes.clone()).collect());
        let facts = Changing { before, after: after.clone(), is_after: std::cell::Cell::new(false) };
        let mut scan = Scan::new(&book, &facts);
        let were: Vec<_> = ids.iter().map(|id| scan.truth(*id)).collect();
        facts.is_after.set(true);
        let queries: Vec<_> = changes.into_iter().map(|(query, _)| query).collect();
        let changed = scan.changed(&queries);
        let mut fresh = Scan::new(&book, &after);
        for (id, was) in ids.iter().zip(were) {
            let now = scan.truth(*id);
            prop_assert_eq!(now, fresh.truth(*id));
            prop_assert_eq!(now != was, changed.contains(id));
        }
    }

    #[test]
    fn a_verdict_depends_on_the_facts_that_it_read_alone(rule in rule(), computer in computer(), other in computer()) {
        let mut book = Book::default();
        let id = book.add(&rule);
        let mut scan = Scan::new(&book, &computer);
        let truth = scan.truth(id);
        let read = scan.facts_of(id);
        let elsewhere = Computer(other.0.into_iter().chain(read).collect());
        prop_assert_eq!(Scan::new(&book, &elsewhere).truth(id), truth);
    }

    #[test]
    fn what_becomes_known_never_turns_a_verdict_over(rule in rule(), computer in computer(), later in computer()) {
        let before = rule.truth(&computer);
        let known = computer.0.into_iter().map(|(query, answer)| match answer {
            Answer::Unavailable(_) => {
                let now = later.answer(&query);
                (query, now)
            }
            answer => (query, answer),
        });
        let after = rule.truth(&Computer(known.collect()));
        prop_assert!(before == Truth::Unknown || before == after);
    }
}

/// A computer that becomes another one.
struct Changing {
    before: Computer,
    after: Computer,
    is_after: std::cell::Cell<bool>,
}

impl Facts for Changing {
    fn answer(&self, query: &Query) -> Answer {
        if self.is_after.get() {
            self.after.answer(query)
        } else {
            self.before.answer(query)
        }
    }
}

#[test]
fn truth_has_three_values() {
    use Truth::{False, True, Unknown};
    let all = [False, Unknown, True];
    for one in all {
        assert_eq!(!!one, one);
        for other in all {
            // De Morgan.
            assert_eq!(!one.min(other), (!one).max(!other));
        }
    }
    assert_eq!([True.min(Unknown), False.min(Unknown)], [Unknown, False]);
    assert_eq!([True.max(Unknown), False.max(Unknown)], [True, Unknown]);
    assert_eq!(!Unknown, Unknown);
}
