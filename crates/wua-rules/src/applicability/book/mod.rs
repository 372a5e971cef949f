//! The rules of many updates in one shared form.
//!
//! A [`Book`] holds each rule once, however many updates have it, and each question once, however it is spelled. A [`Scan`]
//! evaluates the rules of a book on one computer: it asks each question once, and only when it has to be known.
//!
//! ```
//! # use wua_rules::applicability::{Answer, Book, Comparison, Condition, Facts, Query, Rule, Scan, Test, Truth};
//! struct TwoProcessors;
//!
//! impl Facts for TwoProcessors {
//!     fn answer(&self, query: &Query) -> Answer {
//!         assert_eq!(*query, Query::Processors);
//!         Answer::Number(2)
//!     }
//! }
//!
//! let mut book = Book::default();
//! let rule = book.add(&Rule::Not(Box::new(Rule::Test(Box::new(Test {
//!     operator: "NumberOfProcessors".to_owned(),
//!     query: Query::Processors,
//!     condition: Condition::Number(Comparison::LessThan, 2),
//! })))));
//! assert_eq!(Scan::new(&book, &TwoProcessors).truth(rule), Truth::True);
//! ```

mod explanation;
mod interner;
mod looping;
mod queries;
mod scan;

use std::hash::{Hash, Hasher};

pub use self::explanation::Explanation;
use self::interner::{Interner, Mixer, at, number};
use self::queries::Queries;
pub use self::scan::Scan;
use super::{ApplicabilityRules, Condition, Loop, Reading, Rule, Test};

/// How deep rules may be nested; what is deeper is unknown. Rules that were read are never so deep.
const MOST_NESTED: usize = 200;

/// The rules of many updates, each once.
#[derive(Clone, Debug)]
pub struct Book {
    seed: Mixer,
    queries: Queries,
    tests: Vec<StoredTest>,
    unknowns: Vec<(String, String)>,
    loops: Vec<Loop>,
    operators: Vec<String>,
    operator_numbers: Interner,
    /// INVARIANT: what a node consists of stands before it.
    nodes: Vec<Node>,
    node_numbers: Interner,
    /// The parts of each `And` and `Or`, one behind the other.
    parts: Vec<u32>,
    /// For each node, the first of the `links` to what it is a part of.
    first_links: Vec<u32>,
    links: Vec<Link>,
    /// For each question, the first of the tests that ask it; the others follow from one to the next.
    first_tests: Vec<u32>,
}

/// A rule in a [`Book`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RuleId(u32);

/// The three rules of an update in a [`Book`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct UpdateRules {
    /// When it is there.
    pub installed: RuleId,
    /// When something newer is there.
    pub superseded: RuleId,
    /// When it can be put on.
    pub installable: RuleId,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Node {
    True,
    False,
    Unknown(u32),
    Not(u32),
    And { first: u32, count: u32 },
    Or { first: u32, count: u32 },
    Test(u32),
    Loop(u32),
}

#[derive(Clone, Debug)]
struct StoredTest {
    query: u32,
    operator: u32,
    node: u32,
    next_of_query: u32,
    condition: Condition,
}

/// One thing that a node is a part of.
#[derive(Clone, Copy, Debug)]
struct Link {
    whole: u32,
    next: u32,
}

/// The end of a chain of numbers.
const NONE: u32 = u32::MAX;

impl Default for Book {
    fn default() -> Self {
        let seed = Mixer::new();
        Self {
            seed,
            queries: Queries::new(seed),
            tests: Vec::new(),
            unknowns: Vec::new(),
            loops: Vec::new(),
            operators: Vec::new(),
            operator_numbers: Interner::default(),
            nodes: Vec::new(),
            node_numbers: Interner::default(),
            parts: Vec::new(),
            first_links: Vec::new(),
            links: Vec::new(),
            first_tests: Vec::new(),
        }
    }
}

impl Book {
    /// Adds a rule, or finds it.
    pub fn add(&mut self, rule: &Rule) -> RuleId {
        RuleId(self.add_at(rule, 0))
    }

    /// Adds the rules of an update. `absent` says what it means if it does not say when it is installable.
    pub fn add_update(&mut self, rules: &ApplicabilityRules, absent: Reading) -> UpdateRules {
        UpdateRules {
            installed: self.add(rules.installed()),
            superseded: self.add(rules.superseded()),
            installable: self.add(rules.installable(absent)),
        }
    }

    /// How many different rules there are.
    pub fn rules(&self) -> usize {
        self.nodes.len()
    }

    /// How many different questions they ask.
    pub fn questions(&self) -> usize {
        self.queries.len()
    }

    fn add_at(&mut self, rule: &Rule, depth: usize) -> u32 {
        if depth > MOST_NESTED {
            let reason = format!("rules are nested deeper than {MOST_NESTED}");
            return self.unknown("And", &reason);
        }
        match rule {
            Rule::True => self.plain(Node::True, 1),
            Rule::False => self.plain(Node::False, 2),
            Rule::Unknown { operator, reason } => self.unknown(operator, reason),
            Rule::Not(rule) => {
                let part = self.add_at(rule, depth + 1);
                let (node, is_new) = self.node(Node::Not(part), &[3, part]);
                if is_new {
                    self.link(part, node);
                }
                node
            }
            Rule::And(rules) => self.gathered(rules, depth, 4),
            Rule::Or(rules) => self.gathered(rules, depth, 5),
            Rule::Test(test) => self.test(test),
            Rule::Loop(inner) => self.looping(inner),
        }
    }

    fn plain(&mut self, node: Node, kind: u32) -> u32 {
        self.node(node, &[kind]).0
    }

    /// A node that is told by its content alone, and whether it is new.
    fn node(&mut self, node: Node, content: &[u32]) -> (u32, bool) {
        let hash = self.hash(&content);
        let found = self
            .node_numbers
            .find(hash, |other| self.nodes.get(at(other)) == Some(&node));
        match found {
            Some(found) => (found, false),
            None => (self.push(node, hash), true),
        }
    }

    fn push(&mut self, node: Node, hash: u64) -> u32 {
        let new = number(self.nodes.len());
        self.nodes.push(node);
        self.first_links.push(NONE);
        self.node_numbers.insert(hash, new);
        new
    }

    fn gathered(&mut self, rules: &[Rule], depth: usize, kind: u32) -> u32 {
        let parts: Vec<u32> = rules.iter().map(|rule| self.add_at(rule, depth + 1)).collect();
        let hash = self.hash(&(kind, &parts));
        let found = self
            .node_numbers
            .find(hash, |other| match self.nodes.get(at(other)) {
                Some(Node::And { first, count }) if kind == 4 => self.parts_at(*first, *count) == parts,
                Some(Node::Or { first, count }) if kind == 5 => self.parts_at(*first, *count) == parts,
                _ => false,
            });
        if let Some(found) = found {
            return found;
        }
        let (first, count) = (number(self.parts.len()), number(parts.len()));
        let node = match kind {
            4 => Node::And { first, count },
            _ => Node::Or { first, count },
        };
        let new = self.push(node, hash);
        for part in &parts {
            self.link(*part, new);
        }
        self.parts.extend(parts);
        new
    }

    fn test(&mut self, test: &Test) -> u32 {
        let (query, is_new) = self.queries.add(&test.query);
        if is_new {
            self.first_tests.push(NONE);
        }
        let operator = self.operator(&test.operator);
        let hash = self.hash(&(6_u32, query, operator, &test.condition));
        let found = self.node_numbers.find(hash, |other| {
            matches!(self.nodes.get(at(other)), Some(Node::Test(number)) if self.test_at(*number).is_some_and(
                |other| other.query == query && other.operator == operator && other.condition == test.condition,
            ))
        });
        if let Some(found) = found {
            return found;
        }
        let new = number(self.tests.len());
        let node = self.push(Node::Test(new), hash);
        let first = self.first_tests.get_mut(at(query));
        self.tests.push(StoredTest {
            query,
            operator,
            node,
            next_of_query: first.map_or(NONE, |first| std::mem::replace(first, new)),
            condition: test.condition.clone(),
        });
        node
    }

    fn operator(&mut self, operator: &str) -> u32 {
        let hash = self.hash(operator);
        let found = self.operator_numbers.find(hash, |other| {
            self.operators
                .get(at(other))
                .is_some_and(|other| other == operator)
        });
        found.unwrap_or_else(|| {
            let new = number(self.operators.len());
            self.operators.push(operator.to_owned());
            self.operator_numbers.insert(hash, new);
            new
        })
    }

    fn unknown(&mut self, operator: &str, reason: &str) -> u32 {
        let hash = self.hash(&(7_u32, operator, reason));
        let found = self.node_numbers.find(hash, |other| {
            matches!(self.nodes.get(at(other)), Some(Node::Unknown(number)) if self
                .unknowns
                .get(at(*number))
                .is_some_and(|other| other.0 == operator && other.1 == reason))
        });
        found.unwrap_or_else(|| {
            let new = number(self.unknowns.len());
            self.unknowns.push((operator.to_owned(), reason.to_owned()));
            self.push(Node::Unknown(new), hash)
        })
    }

    fn looping(&mut self, inner: &Loop) -> u32 {
        let hash = self.hash(&(8_u32, inner));
        let found = self.node_numbers.find(hash, |other| {
            matches!(self.nodes.get(at(other)), Some(Node::Loop(number))
                if self.loops.get(at(*number)).is_some_and(|other| other == inner))
        });
        found.unwrap_or_else(|| {
            let new = number(self.loops.len());
            self.loops.push(inner.clone());
            self.push(Node::Loop(new), hash)
        })
    }

    fn hash(&self, content: &(impl Hash + ?Sized)) -> u64 {
        let mut mixer = self.seed;
        content.hash(&mut mixer);
        mixer.finish()
    }

    fn link(&mut self, part: u32, whole: u32) {
        let link = number(self.links.len());
        if let Some(first) = self.first_links.get_mut(at(part)) {
            let next = std::mem::replace(first, link);
            self.links.push(Link { whole, next });
        }
    }

    fn parts_at(&self, first: u32, count: u32) -> &[u32] {
        let first = at(first);
        self.parts.get(first..first + at(count)).unwrap_or_default()
    }

    fn test_at(&self, test: u32) -> Option<&StoredTest> {
        self.tests.get(at(test))
    }

    fn operator_at(&self, operator: u32) -> &str {
        self.operators.get(at(operator)).map_or("", String::as_str)
    }

    /// What a node is a part of.
    fn wholes(&self, node: u32) -> impl Iterator<Item = u32> {
        let first = self.first_links.get(at(node)).copied().unwrap_or(NONE);
        let begin = self.links.get(at(first));
        std::iter::successors(begin, |link| self.links.get(at(link.next))).map(|link| link.whole)
    }

    /// The nodes of the tests that ask a question.
    fn tests_of(&self, query: u32) -> impl Iterator<Item = u32> {
        let first = self.first_tests.get(at(query)).copied().unwrap_or(NONE);
        let begin = self.test_at(first);
        std::iter::successors(begin, |test| self.test_at(test.next_of_query)).map(|test| test.node)
    }
}
