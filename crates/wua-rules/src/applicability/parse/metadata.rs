//! What `Metadata` says, and the rules that mean it: they are empty where they stand, and `Metadata` comes after them.

use super::{Fault, Parser, driver::DriverMetadata, unknown};
use crate::applicability::Rule;
use crate::xml::{Element, Error};

/// Stands in rules whose metadata has not been read yet; and remains if there is none.
pub(super) const MISSING: &str = "the update has no Metadata that says what it means";

/// How often rules of one update may mean the same metadata.
const MOST_COMPLETED: usize = 16;

const DRIVERS: &str = "WindowsDriver";
const FAMILIES: [&str; 4] = ["MsiPatch", "MsiApplication", "CbsPackage", DRIVERS];

/// What the rules of one family stand for.
pub(super) struct Completion {
    pub(super) installed: Rule,
    pub(super) superseded: Rule,
    pub(super) installable: Rule,
}

#[derive(Default)]
pub(super) struct Metadata {
    /// By what their operators begin with.
    completions: Vec<(&'static str, Completion)>,
}

/// An operator that metadata gives its meaning.
pub(super) fn is_completed(operator: &str) -> bool {
    parts(operator).is_some()
}

/// Which family an operator belongs to, and what it asks.
fn parts(operator: &str) -> Option<(&'static str, &str)> {
    FAMILIES.iter().find_map(|family| {
        let asks = operator.strip_prefix(family)?;
        matches!(asks, "Installed" | "Superseded" | "Installable").then_some((*family, asks))
    })
}

impl<'a> Parser<'_, 'a> {
    pub(super) fn metadata(&mut self, element: &Element<'a>) -> Result<Metadata, Error> {
        let mut metadata = Metadata::default();
        let mut drivers = DriverMetadata::default();
        while let Some(child) = self.reader.child(element)? {
            let completion = match child.name {
                "MsiPatchMetadata" => self.patch_metadata(&child).map(Some),
                "MsiApplicationMetadata" => self.application_metadata(&child).map(Some),
                "CbsPackageApplicabilityMetadata" => self.cbs_metadata(&child).map(Some),
                "WindowsDriverMetaData" => self.driver_metadata(&child, &mut drivers).map(|()| None),
                // Data for rules that nobody knows; they say so themselves.
                _ => continue,
            };
            let completion = match completion {
                Ok(Some(completion)) => completion,
                Ok(None) => continue,
                Err(Fault::Document(error)) => return Err(error),
                Err(Fault::Rule(reason)) => Completion::fault(child.name, &reason),
            };
            metadata.add(child.name, completion);
        }
        // An element that was not understood has taken the place of all drivers.
        if metadata.completions.iter().all(|(family, _)| *family != DRIVERS)
            && let Some(completion) = drivers.completion()
        {
            metadata.completions.push((DRIVERS, completion));
        }
        Ok(metadata)
    }
}

impl Completion {
    fn fault(metadata: &str, reason: &str) -> Self {
        let rule = || unknown(metadata, reason);
        Self {
            installed: rule(),
            superseded: rule(),
            installable: rule(),
        }
    }
}

impl Metadata {
    fn add(&mut self, element: &str, completion: Completion) {
        let Some(family) = FAMILIES.iter().find(|family| element.starts_with(**family)) else {
            return;
        };
        match self.completions.iter_mut().find(|(other, _)| other == family) {
            Some((_, other)) => *other = Completion::fault(element, "it is written twice, or wrongly"),
            None => self.completions.push((family, completion)),
        }
    }

    /// Puts what they mean in the place of rules that wait for it. `left` is how many more rules there may be.
    pub(super) fn complete<'r>(&self, rules: impl IntoIterator<Item = &'r mut Rule>, mut left: usize) {
        let mut waiting = Vec::new();
        for rule in rules {
            collect(rule, &mut waiting);
        }
        for (number, rule) in waiting.into_iter().enumerate() {
            let Rule::Unknown { operator, reason } = rule else {
                continue;
            };
            let Some(meant) = self.meaning(operator) else {
                continue;
            };
            match left.checked_sub(meant.size()) {
                Some(rest) if number < MOST_COMPLETED => {
                    left = rest;
                    *rule = meant.clone();
                }
                _ => "too many rules of the update mean its Metadata".clone_into(reason),
            }
        }
    }

    fn meaning(&self, operator: &str) -> Option<&Rule> {
        let (family, asks) = parts(operator)?;
        let (_, completion) = self.completions.iter().find(|(other, _)| *other == family)?;
        Some(match asks {
            "Installed" => &completion.installed,
            "Superseded" => &completion.superseded,
            _ => &completion.installable,
        })
    }
}

/// The rules that wait for metadata.
fn collect<'r>(rule: &'r mut Rule, waiting: &mut Vec<&'r mut Rule>) {
    match rule {
        Rule::And(rules) | Rule::Or(rules) => {
            for rule in rules {
                collect(rule, waiting);
            }
        }
        Rule::Not(rule) => collect(rule, waiting),
        Rule::Loop(inner) => collect(&mut inner.rule, waiting),
        Rule::Unknown { reason, .. } if reason == MISSING => waiting.push(rule),
        _ => {}
    }
}
