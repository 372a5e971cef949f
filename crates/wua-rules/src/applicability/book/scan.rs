//! The rules of a book on one computer.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::interner::{Mixer, at};
use super::looping::Recorder;
use super::queries::Queries;
use super::{Book, Node, RuleId, UpdateRules};
use crate::applicability::evaluate::until;
use crate::applicability::{Answer, Blocker, Facts, Query, Truth, Verdict};

/// How many blockers a verdict names.
const MOST_BLOCKERS: usize = 16;

/// Evaluates the rules of a book, each once, and asks a computer, for each fact once.
pub struct Scan<'a> {
    pub(super) book: &'a Book,
    facts: &'a dyn Facts,
    /// By node.
    truths: Vec<Option<Truth>>,
    /// By question: those of the book, and then those that loops have made up.
    answers: Vec<Option<Answer>>,
    made_up: Queries,
    loops: Loops,
}

/// What loops have asked, which nobody could know before.
#[derive(Default)]
struct Loops {
    /// By node: the questions, and why nobody can say.
    asked: HashMap<u32, (Vec<u32>, Option<String>)>,
    /// By question: nodes.
    readers: HashMap<u32, HashSet<u32>>,
}

impl<'a> Scan<'a> {
    /// Nothing is asked yet.
    pub fn new(book: &'a Book, facts: &'a dyn Facts) -> Self {
        Self {
            book,
            facts,
            truths: vec![None; book.nodes.len()],
            answers: vec![None; book.queries.len()],
            made_up: Queries::new(Mixer::new()),
            loops: Loops::default(),
        }
    }

    /// Whether a rule holds.
    pub fn truth(&mut self, rule: RuleId) -> Truth {
        self.truth_of(rule.0)
    }

    /// What an update is to this computer, by its rules alone.
    pub fn verdict(&mut self, rules: &UpdateRules) -> Verdict {
        // What comes after the one that decides is not asked for.
        for (rule, verdict) in [
            (rules.installed, Verdict::Installed),
            (rules.superseded, Verdict::Superseded),
            (rules.installable, Verdict::Installable),
        ] {
            match self.truth(rule) {
                Truth::True => return verdict,
                Truth::Unknown => return Verdict::Unknown(self.blockers(rule)),
                Truth::False => {}
            }
        }
        Verdict::NotApplicable
    }

    /// Why nobody can say whether a rule holds: the first of the leaves that would have to be known.
    pub fn blockers(&mut self, rule: RuleId) -> Vec<Blocker> {
        let mut blockers = Vec::new();
        let mut seen = HashSet::new();
        let mut waiting = vec![rule.0];
        while let Some(node) = waiting.pop() {
            if blockers.len() >= MOST_BLOCKERS || self.truth_of(node) != Truth::Unknown || !seen.insert(node)
            {
                continue;
            }
            let parts = self.parts(node);
            if parts.is_empty() {
                blockers.push(self.blocker(node));
            }
            waiting.extend(parts.iter().rev());
        }
        blockers
    }

    /// The facts that a verdict has read: what was not needed is not among them.
    pub fn facts_of(&mut self, rule: RuleId) -> Vec<(Query, Answer)> {
        let mut queries = Vec::new();
        let mut seen = HashSet::new();
        let mut waiting = vec![rule.0];
        while let Some(node) = waiting.pop() {
            if !seen.insert(node) {
                continue;
            }
            self.truth_of(node);
            match self.book.nodes.get(at(node)) {
                Some(Node::Test(test)) => queries.extend(self.book.test_at(*test).map(|test| test.query)),
                Some(Node::Loop(_)) => {
                    queries.extend(self.loops.asked.get(&node).iter().flat_map(|(asked, _)| asked));
                }
                Some(Node::And { .. }) => waiting.extend(self.read(node, Truth::False)),
                Some(Node::Or { .. }) => waiting.extend(self.read(node, Truth::True)),
                _ => waiting.extend(self.parts(node)),
            }
        }
        queries.sort_unstable();
        queries.dedup();
        let fact = |query| Some((self.query(query)?.clone(), self.answers.get(at(query))?.clone()?));
        queries.into_iter().filter_map(fact).collect()
    }

    /// Asks again for facts that may have changed, and evaluates anew what read them. Rules whose truth is another one now.
    pub fn changed(&mut self, queries: &[Query]) -> Vec<RuleId> {
        // INVARIANT: parts stand before what they are parts of, so in this order each rule is evaluated once.
        let mut waiting = BTreeSet::new();
        for query in queries {
            let Some(number) = self.number(query) else {
                continue;
            };
            let Some(Some(before)) = self.answers.get(at(number)) else {
                continue;
            };
            let now = self.facts.answer(query);
            if now == *before {
                continue;
            }
            if let Some(place) = self.answers.get_mut(at(number)) {
                *place = Some(now);
            }
            waiting.extend(self.book.tests_of(number));
            waiting.extend(self.loops.readers.get(&number).into_iter().flatten());
        }
        let mut changed = Vec::new();
        while let Some(node) = waiting.pop_first() {
            let Some(before) = self.known(node) else { continue };
            let now = self.evaluate(node);
            if now != before {
                self.remember(node, now);
                changed.push(RuleId(node));
                waiting.extend(self.book.wholes(node));
            }
        }
        changed
    }

    pub(super) fn truth_of(&mut self, node: u32) -> Truth {
        if let Some(truth) = self.known(node) {
            return truth;
        }
        let truth = self.evaluate(node);
        self.remember(node, truth);
        truth
    }

    fn known(&self, node: u32) -> Option<Truth> {
        self.truths.get(at(node)).copied().flatten()
    }

    fn remember(&mut self, node: u32, truth: Truth) {
        if let Some(place) = self.truths.get_mut(at(node)) {
            *place = Some(truth);
        }
    }

    fn evaluate(&mut self, node: u32) -> Truth {
        let book = self.book;
        match book.nodes.get(at(node)) {
            Some(Node::True) => Truth::True,
            Some(Node::False) => Truth::False,
            Some(Node::Unknown(_)) | None => Truth::Unknown,
            Some(Node::Not(part)) => !self.truth_of(*part),
            Some(Node::And { first, count }) => {
                let parts = book.parts_at(*first, *count).iter();
                until(Truth::False, parts.map(|part| self.truth_of(*part)), Ord::min)
            }
            Some(Node::Or { first, count }) => {
                let parts = book.parts_at(*first, *count).iter();
                until(Truth::True, parts.map(|part| self.truth_of(*part)), Ord::max)
            }
            Some(Node::Test(test)) => {
                let Some(test) = book.test_at(*test) else {
                    return Truth::Unknown;
                };
                let answer = self.fact(test.query);
                answer.map_or(Truth::Unknown, |answer| test.condition.truth(answer))
            }
            Some(Node::Loop(_)) => self.evaluate_loop(node),
        }
    }

    fn evaluate_loop(&mut self, node: u32) -> Truth {
        let book = self.book;
        let Some(Node::Loop(number)) = book.nodes.get(at(node)) else {
            return Truth::Unknown;
        };
        let Some(inner) = book.loops.get(at(*number)) else {
            return Truth::Unknown;
        };
        let recorder = Recorder::new(self);
        let outcome = inner.holds(&recorder);
        let asked = recorder.into_asked();
        for query in &asked {
            self.loops.readers.entry(*query).or_default().insert(node);
        }
        let (truth, doubt) = match outcome {
            Ok(truth) => (truth, None),
            Err(doubt) => (Truth::Unknown, Some(doubt)),
        };
        self.loops.asked.insert(node, (asked, doubt));
        truth
    }

    /// The number of a question that came up only now.
    pub(super) fn make_up(&mut self, query: &Query) -> u32 {
        if let Some(known) = self.number(query) {
            return known;
        }
        self.made_up.add(query);
        self.answers.push(None);
        super::number(self.answers.len() - 1)
    }

    fn number(&self, query: &Query) -> Option<u32> {
        self.book.queries.find(query).or_else(|| {
            let made_up = self.made_up.find(query)?;
            Some(super::number(self.book.queries.len()) + made_up)
        })
    }

    pub(super) fn query(&self, number: u32) -> Option<&Query> {
        match number.checked_sub(super::number(self.book.queries.len())) {
            Some(made_up) => self.made_up.get(made_up),
            None => self.book.queries.get(number),
        }
    }

    /// What there is; asked once.
    pub(super) fn fact(&mut self, query: u32) -> Option<&Answer> {
        let is_asked = self.answers.get(at(query))?.is_some();
        if !is_asked {
            let answer = self.facts.answer(self.query(query)?);
            *self.answers.get_mut(at(query))? = Some(answer);
        }
        self.answers.get(at(query))?.as_ref()
    }

    /// What a node consists of.
    pub(super) fn parts(&self, node: u32) -> &'a [u32] {
        match self.book.nodes.get(at(node)) {
            Some(Node::Not(part)) => std::slice::from_ref(part),
            Some(Node::And { first, count } | Node::Or { first, count }) => {
                self.book.parts_at(*first, *count)
            }
            _ => &[],
        }
    }

    /// The parts up to the one that decided.
    fn read(&self, node: u32, decisive: Truth) -> &'a [u32] {
        let parts = self.parts(node);
        let decided = parts.iter().position(|part| self.known(*part) == Some(decisive));
        decided.map_or(parts, |last| parts.get(..=last).unwrap_or_default())
    }

    /// What a leaf that nobody can tell asks, and why nobody can tell.
    fn blocker(&mut self, node: u32) -> Blocker {
        let leaf = self.leaf(node);
        Blocker {
            operator: leaf.operator,
            asks: leaf.asks,
            reason: leaf.reason.unwrap_or_default(),
        }
    }

    pub(super) fn loop_doubt(&self, node: u32) -> Option<String> {
        self.loops.asked.get(&node)?.1.clone()
    }
}
