//! What may be said about a source.

use std::collections::BTreeMap;

/// How a list of values differs from what it is by default.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Change {
    /// What stands instead of it.
    pub set: Option<Vec<String>>,
    /// What is added.
    pub added: Vec<String>,
    /// What is taken away.
    pub removed: Vec<String>,
}

impl Change {
    /// The values that hold.
    pub fn apply(&self, default: &[String]) -> Vec<String> {
        let mut values: Vec<String> = Vec::new();
        let base = self.set.as_deref().unwrap_or(default);
        for value in base.iter().chain(&self.added) {
            if !values.contains(value) && !self.removed.contains(value) {
                values.push(value.clone());
            }
        }
        values
    }
}

/// The options of a source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// `arch`, `Architectures`
    pub architectures: Change,
    /// `lang`, `Languages`
    pub languages: Change,
    /// `target`, `Targets`: which kinds of lists are fetched.
    pub targets: Change,
    /// `trusted`: whether it is trusted without, or in spite of, a signature.
    pub trusted: Option<bool>,
    /// `signed-by`: the keys, or the file with them.
    pub signed_by: Option<String>,
    /// All others, by their names in lower case.
    pub others: BTreeMap<String, String>,
}

/// What an option does with its values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Operator {
    Set,
    Add,
    Remove,
}

impl Options {
    /// Adds an option by its name in lines, in lower case.
    pub(super) fn add(&mut self, name: &str, operator: Operator, value: &str, values: Vec<String>) {
        let change = match name {
            "arch" => &mut self.architectures,
            "lang" => &mut self.languages,
            "target" => &mut self.targets,
            "trusted" => {
                self.trusted = truth(value);
                return;
            }
            "signed-by" => {
                self.signed_by = Some(value.to_owned());
                return;
            }
            _ => {
                self.others.insert(name.to_owned(), value.to_owned());
                return;
            }
        };
        match operator {
            Operator::Set => change.set = Some(values),
            Operator::Add => change.added.extend(values),
            Operator::Remove => change.removed.extend(values),
        }
    }
}

/// As apt reads yes and no everywhere. `None` for what is neither.
pub(crate) fn truth(value: &str) -> Option<bool> {
    let is_one_of = |words: &[&str]| words.iter().any(|word| value.eq_ignore_ascii_case(word));
    if is_one_of(&["yes", "true", "with", "on", "enable", "1"]) {
        Some(true)
    } else if is_one_of(&["no", "false", "without", "off", "disable", "0"]) {
        Some(false)
    } else {
        None
    }
}
