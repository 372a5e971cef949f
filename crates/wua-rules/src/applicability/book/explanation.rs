//! Why a rule holds, or does not: the whole tree with what was seen.

use serde::{Deserialize, Serialize};

use super::interner::at;
use super::looping::Recorder;
use super::{Node, RuleId, Scan};
use crate::applicability::{Answer, Condition, Facts, Loop, LoopLogic, Query, RegistryKey, Rule, Truth};

/// How many keys of a loop are shown.
const MOST_KEYS: usize = 50;

/// A rule with what was seen. Even what was not needed for a verdict is asked for, so that all of it is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Explanation {
    /// What its publisher called it; `HKEY_LOOP_TARGET` for a key that a loop has come to.
    pub operator: String,
    /// What it asks, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asks: Option<String>,
    /// What the answer has to be, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wants: Option<String>,
    /// What the answer is, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen: Option<String>,
    /// Whether it holds.
    pub truth: Truth,
    /// Why nobody can say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The rules that it consists of.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<Explanation>,
    /// How many of them are not shown.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub left_out: usize,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands in a reference")]
fn is_zero(number: &usize) -> bool {
    *number == 0
}

impl Explanation {
    fn new(operator: &str, truth: Truth) -> Self {
        Self {
            operator: operator.to_owned(),
            asks: None,
            wants: None,
            seen: None,
            truth,
            reason: None,
            parts: Vec::new(),
            left_out: 0,
        }
    }

    fn test(operator: &str, query: &Query, condition: &Condition, answer: &Answer) -> Self {
        Self {
            asks: Some(query.to_string()),
            wants: Some(condition.to_string()),
            seen: Some(answer.to_string()),
            reason: condition.holds(answer).err().map(|doubt| doubt.to_string()),
            ..Self::new(operator, condition.truth(answer))
        }
    }

    fn unknown(operator: &str, reason: &str) -> Self {
        Self {
            reason: Some(reason.to_owned()),
            ..Self::new(operator, Truth::Unknown)
        }
    }
}

impl Scan<'_> {
    /// Why a rule holds, or does not. `levels` of rules inside of it are shown.
    pub fn explain(&mut self, rule: RuleId, levels: usize) -> Explanation {
        self.explain_node(rule.0, levels)
    }

    fn explain_node(&mut self, node: u32, levels: usize) -> Explanation {
        if let Some(Node::Loop(number)) = self.book.nodes.get(at(node)) {
            let mut explanation = self.leaf(node);
            if let Some(inner) = self.book.loops.get(at(*number)) {
                let recorder = Recorder::new(self);
                (explanation.parts, explanation.left_out) = explain_keys(inner, &recorder, None, levels);
            }
            return explanation;
        }
        let parts = self.parts(node);
        if parts.is_empty() {
            return self.leaf(node);
        }
        let operator = match self.book.nodes.get(at(node)) {
            Some(Node::And { .. }) => "And",
            Some(Node::Or { .. }) => "Or",
            _ => "Not",
        };
        let mut explanation = Explanation::new(operator, self.truth_of(node));
        match levels.checked_sub(1) {
            Some(levels) => {
                let shown = parts.iter().map(|part| self.explain_node(*part, levels));
                explanation.parts = shown.collect();
            }
            None => explanation.left_out = parts.len(),
        }
        explanation
    }

    /// A node without its parts.
    pub(super) fn leaf(&mut self, node: u32) -> Explanation {
        let book = self.book;
        let truth = self.truth_of(node);
        match book.nodes.get(at(node)) {
            Some(Node::True) => Explanation::new("True", truth),
            Some(Node::False) => Explanation::new("False", truth),
            Some(Node::Unknown(number)) => match book.unknowns.get(at(*number)) {
                Some((operator, reason)) => Explanation::unknown(operator, reason),
                None => Explanation::new("Unknown", truth),
            },
            Some(Node::Test(number)) => {
                let Some(test) = book.test_at(*number) else {
                    return Explanation::new("Unknown", truth);
                };
                let operator = book.operator_at(test.operator);
                let query = book.queries.get(test.query);
                match (query, self.fact(test.query)) {
                    (Some(query), Some(answer)) => {
                        Explanation::test(operator, query, &test.condition, answer)
                    }
                    _ => Explanation::new(operator, truth),
                }
            }
            Some(Node::Loop(number)) => {
                let mut explanation = Explanation::new("RegKeyLoop", truth);
                if let Some(inner) = book.loops.get(at(*number)) {
                    explanation.asks = Some(Query::RegistrySubkeys(inner.key.clone()).to_string());
                    explanation.wants = Some(wanted(inner));
                }
                if truth == Truth::Unknown {
                    let inside = || "what it asks of the keys is not known".to_owned();
                    explanation.reason = Some(self.loop_doubt(node).unwrap_or_else(inside));
                }
                explanation
            }
            // What has no parts holds no rule, which nobody can evaluate.
            Some(Node::And { .. }) => Explanation::unknown("And", "it holds no rule"),
            Some(Node::Or { .. }) => Explanation::unknown("Or", "it holds no rule"),
            Some(Node::Not(_)) | None => Explanation::new("Not", truth),
        }
    }
}

fn wanted(inner: &Loop) -> String {
    let wanted = match inner.true_if {
        LoopLogic::Any => "one of them has to fit",
        LoopLogic::All => "all of them have to fit",
        LoopLogic::None => "none of them may fit",
    };
    wanted.to_owned()
}

/// The keys of a loop, each with its rule; and how many are not shown.
fn explain_keys(
    inner: &Loop,
    facts: &dyn Facts,
    target: Option<&RegistryKey>,
    levels: usize,
) -> (Vec<Explanation>, usize) {
    let key = inner.key_at(target);
    let Answer::Names(names) = facts.answer(&Query::RegistrySubkeys(key.clone())) else {
        return (Vec::new(), 0);
    };
    let Some(levels) = levels.checked_sub(1) else {
        return (Vec::new(), names.len());
    };
    let explain = |name: &String| {
        let key = key.child(name);
        let rule = explain_rule(&inner.rule, facts, &key, levels);
        Explanation {
            asks: Some(Query::RegistryKey(key).to_string()),
            parts: vec![rule.clone()],
            ..Explanation::new("HKEY_LOOP_TARGET", rule.truth)
        }
    };
    let shown: Vec<_> = names.iter().take(MOST_KEYS).map(explain).collect();
    let left_out = names.len() - shown.len();
    (shown, left_out)
}

/// A rule inside of a loop.
fn explain_rule(rule: &Rule, facts: &dyn Facts, target: &RegistryKey, levels: usize) -> Explanation {
    let gathered = |operator: &str, rules: &[Rule], decide: fn(Vec<Truth>) -> Truth| {
        let parts: Vec<_> = rules
            .iter()
            .map(|rule| explain_rule(rule, facts, target, levels.saturating_sub(1)))
            .collect();
        let truth = decide(parts.iter().map(|part| part.truth).collect());
        let (parts, left_out) = if levels == 0 {
            (Vec::new(), rules.len())
        } else {
            (parts, 0)
        };
        Explanation {
            parts,
            left_out,
            ..Explanation::new(operator, truth)
        }
    };
    let least = |truths: Vec<Truth>| truths.into_iter().min().unwrap_or(Truth::Unknown);
    let most = |truths: Vec<Truth>| truths.into_iter().max().unwrap_or(Truth::Unknown);
    match rule {
        Rule::True => Explanation::new("True", Truth::True),
        Rule::False => Explanation::new("False", Truth::False),
        Rule::Unknown { operator, reason } => Explanation::unknown(operator, reason),
        Rule::And(rules) => gathered("And", rules, least),
        Rule::Or(rules) => gathered("Or", rules, most),
        Rule::Not(rule) => gathered("Not", std::slice::from_ref(rule), |truths| {
            truths.first().map_or(Truth::Unknown, |truth| !*truth)
        }),
        Rule::Test(test) => {
            let query = test.query.below(target);
            Explanation::test(&test.operator, &query, &test.condition, &facts.answer(&query))
        }
        Rule::Loop(inner) => {
            let outcome = inner.holds_below(facts, target);
            let (parts, left_out) = explain_keys(inner, facts, Some(target), levels.saturating_sub(1));
            Explanation {
                asks: Some(Query::RegistrySubkeys(inner.key_at(Some(target))).to_string()),
                wants: Some(wanted(inner)),
                reason: outcome.as_ref().err().cloned(),
                parts,
                left_out,
                ..Explanation::new("RegKeyLoop", outcome.unwrap_or(Truth::Unknown))
            }
        }
    }
}
