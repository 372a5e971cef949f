//! Rules as trees, evaluated as they are written. [`Book`](crate::applicability::Book) is for many of them.

use std::cell::Cell;

use super::Doubt;
use crate::applicability::{Answer, Base, Facts, Hive, Loop, LoopLogic, Query, RegistryKey, Rule, Truth};

/// How many rules one loop may evaluate, over all keys.
const MOST_STEPS: usize = 50_000;

impl Rule {
    /// Whether it holds.
    pub fn truth(&self, facts: &dyn Facts) -> Truth {
        let steps = Cell::new(usize::MAX);
        self.truth_at(facts, None, &steps)
    }

    /// `target` is the key that a loop around it has come to.
    fn truth_at(&self, facts: &dyn Facts, target: Option<&RegistryKey>, steps: &Cell<usize>) -> Truth {
        let Some(left) = steps.get().checked_sub(1) else {
            return Truth::Unknown;
        };
        steps.set(left);
        match self {
            Self::True => Truth::True,
            Self::False => Truth::False,
            Self::Unknown { .. } => Truth::Unknown,
            Self::Not(rule) => !rule.truth_at(facts, target, steps),
            Self::And(rules) => until(
                Truth::False,
                rules.iter().map(|rule| rule.truth_at(facts, target, steps)),
                Ord::min,
            ),
            Self::Or(rules) => until(
                Truth::True,
                rules.iter().map(|rule| rule.truth_at(facts, target, steps)),
                Ord::max,
            ),
            Self::Test(test) => {
                let answer = match target {
                    Some(target) => facts.answer(&test.query.below(target)),
                    None => facts.answer(&test.query),
                };
                test.condition.truth(&answer)
            }
            Self::Loop(inner) => {
                let fresh = Cell::new(MOST_STEPS);
                let steps = if target.is_none() { &fresh } else { steps };
                inner.holds_at(facts, target, steps).unwrap_or(Truth::Unknown)
            }
        }
    }
}

/// Goes on until it is decided; nothing at all is undecided.
pub(crate) fn until(
    decisive: Truth,
    truths: impl Iterator<Item = Truth>,
    join: fn(Truth, Truth) -> Truth,
) -> Truth {
    let mut result = None;
    for truth in truths {
        if truth == decisive {
            return decisive;
        }
        result = Some(result.map_or(truth, |before| join(before, truth)));
    }
    result.unwrap_or(Truth::Unknown)
}

impl Loop {
    /// Whether it holds, or why nobody can say. What its rules cannot say is [`Truth::Unknown`].
    pub(crate) fn holds(&self, facts: &dyn Facts) -> Result<Truth, String> {
        self.holds_at(facts, None, &Cell::new(MOST_STEPS))
    }

    /// The same inside of another loop.
    pub(crate) fn holds_below(&self, facts: &dyn Facts, target: &RegistryKey) -> Result<Truth, String> {
        self.holds_at(facts, Some(target), &Cell::new(MOST_STEPS))
    }

    fn holds_at(
        &self,
        facts: &dyn Facts,
        target: Option<&RegistryKey>,
        steps: &Cell<usize>,
    ) -> Result<Truth, String> {
        let key = self.key_at(target);
        let names = match facts.answer(&Query::RegistrySubkeys(key.clone())) {
            Answer::Names(names) => names,
            Answer::Absent => Vec::new(),
            Answer::Unavailable(why) => return Err(why),
            _ => return Err(Doubt::OtherKind.to_string()),
        };
        if names.is_empty() && self.true_if == LoopLogic::All {
            return Err(Doubt::NothingToGoThrough.to_string());
        }
        let mut any = Truth::False;
        let mut all = Truth::True;
        for name in &names {
            let truth = self.rule.truth_at(facts, Some(&key.child(name)), steps);
            any = any.max(truth);
            all = all.min(truth);
            if steps.get() == 0 {
                return Err(Doubt::TooManyKeys.to_string());
            }
            let is_decided = match self.true_if {
                LoopLogic::All => all == Truth::False,
                LoopLogic::Any | LoopLogic::None => any == Truth::True,
            };
            if is_decided {
                break;
            }
        }
        Ok(match self.true_if {
            LoopLogic::Any => any,
            LoopLogic::All => all,
            LoopLogic::None => !any,
        })
    }

    /// The key that it goes through.
    pub(crate) fn key_at(&self, target: Option<&RegistryKey>) -> RegistryKey {
        target.map_or_else(|| self.key.clone(), |target| self.key.below(target))
    }
}

impl Query {
    /// The same question, with the key that a loop has come to in the place of `HKEY_LOOP_TARGET`.
    pub(crate) fn below(&self, target: &RegistryKey) -> Self {
        let mut query = self.clone();
        match &mut query {
            Self::RegistryKey(key)
            | Self::RegistrySubkeys(key)
            | Self::RegistryValue { key, .. }
            | Self::ClusterResource { key, .. }
            | Self::File {
                base: Base::Registry { key, .. },
                ..
            } => *key = key.below(target),
            _ => {}
        }
        query
    }
}

impl RegistryKey {
    /// The view is that which was written: loops do not hand theirs down.
    pub(crate) fn below(&self, target: &Self) -> Self {
        if self.hive != Hive::LoopTarget {
            return self.clone();
        }
        Self {
            view32: self.view32,
            ..target.child(&self.subkey)
        }
    }

    pub(crate) fn child(&self, name: &str) -> Self {
        let separator = if self.subkey.is_empty() || name.is_empty() {
            ""
        } else {
            "\\"
        };
        Self {
            hive: self.hive,
            subkey: format!("{}{separator}{name}", self.subkey),
            view32: self.view32,
        }
    }
}
