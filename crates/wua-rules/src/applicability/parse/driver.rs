//! What `WindowsDriverMetaData` says: an element for each hardware id that a driver is for.

use super::given::{Given, guid, needed, short, wrong};
use super::metadata::Completion;
use super::{Fault, Parser, test};
use crate::applicability::{Condition, DriverCondition, DriverRank, Query, Rule, time};
use crate::xml::Element;

/// How many hardware ids one update may name.
const MOST: usize = 4096;

/// What Windows takes a feature score for that is not written.
const NO_SCORE: u8 = 0xFF;

/// The drivers of an update so far. The better, the same and the worse stand beside each other.
#[derive(Default)]
pub(super) struct DriverMetadata {
    better: Vec<Rule>,
    same: Vec<Rule>,
    worse: Vec<Rule>,
    providers: usize,
}

impl<'a> Parser<'_, 'a> {
    pub(super) fn driver_metadata(
        &mut self,
        element: &Element<'a>,
        drivers: &mut DriverMetadata,
    ) -> Result<(), Fault> {
        if drivers.better.len() >= MOST {
            return Err(Fault::rule(format!("it names more than {MOST} hardware ids")));
        }
        let mut given = Given::new(element)?;
        let hardware_id = short("HardwareID", &given.needed_text("HardwareID")?)?;
        let text = given.needed_text("DriverVerDate")?;
        let date = time::date(text.trim()).map_err(|error| wrong("DriverVerDate", &text, &error))?;
        let version = needed("DriverVerVersion", given.version("DriverVerVersion")?)?;
        let is_printer = given
            .text("Class")?
            .is_some_and(|class| class.trim().eq_ignore_ascii_case("Printers"));
        let provider = short("Provider", &given.text("Provider")?.unwrap_or_default())?;
        let parts = self.driver_parts(element)?;
        let mut providers = Vec::new();
        if is_printer {
            providers.push(provider);
            providers.extend(parts.compatible_providers.iter().cloned());
        }
        drivers.providers += providers.len();
        if drivers.providers > MOST {
            return Err(Fault::rule(format!("it names more than {MOST} providers")));
        }
        let rule = |rank| {
            let condition = Condition::Driver(Box::new(DriverCondition {
                rank,
                hardware_id: hardware_id.clone(),
                date,
                version,
                feature_score: parts.feature_score(),
                providers: providers.clone(),
            }));
            let query = Query::Device(hardware_id.clone());
            parts.for_computers(test("WindowsDriverMetaData", query, condition))
        };
        drivers.better.push(rule(DriverRank::Better));
        drivers.same.push(rule(DriverRank::Same));
        drivers.worse.push(rule(DriverRank::Worse));
        Ok(())
    }

    fn driver_parts(&mut self, element: &Element<'a>) -> Result<Parts, Fault> {
        const MOST_PARTS: usize = 256;
        let mut parts = Parts::default();
        let mut count = 0;
        while let Some(child) = self.reader.child(element)? {
            count += 1;
            if count > MOST_PARTS {
                return Err(Fault::rule(format!("it has more than {MOST_PARTS} children")));
            }
            if child.name == "FeatureScore" {
                parts.scored(&mut Given::new(&child)?)?;
                continue;
            }
            let text = self.reader.text(&child)?;
            let text = text.trim();
            let id = || guid(text).ok_or_else(|| wrong(child.name, text, &"an identifier is expected"));
            match child.name {
                "CompatibleProvider" => parts.compatible_providers.push(short(child.name, text)?),
                "DistributionComputerHardwareId" => parts.distribution.push(id()?.to_string()),
                "TargetComputerHardwareId" => parts.target.push(id()?.to_string()),
                name => {
                    return Err(Fault::rule(format!(
                        "it holds a <{name}>, which is not known there"
                    )));
                }
            }
        }
        Ok(parts)
    }
}

/// What stands inside of `WindowsDriverMetaData`.
#[derive(Default)]
struct Parts {
    compatible_providers: Vec<String>,
    distribution: Vec<String>,
    target: Vec<String>,
    feature_scores: Vec<u8>,
}

impl Parts {
    /// The one that there is on all systems.
    fn feature_score(&self) -> Option<u8> {
        match self.feature_scores.as_slice() {
            [] => Some(NO_SCORE),
            [score] => Some(*score),
            _ => None,
        }
    }

    fn scored(&mut self, given: &mut Given<'_>) -> Result<(), Fault> {
        let text = given.needed_text("FeatureScore")?;
        let digits = text.trim().trim_start_matches("0x");
        let score = u8::from_str_radix(digits, 16)
            .map_err(|_| wrong("FeatureScore", &text, &"a byte in hexadecimal is expected"))?;
        if !self.feature_scores.contains(&score) {
            self.feature_scores.push(score);
        }
        Ok(())
    }

    /// A driver for certain models of computers is for no others. Where both lists are written, both have to name the model.
    fn for_computers(&self, rule: Rule) -> Rule {
        let mut models: Vec<&String> = match (self.target.is_empty(), self.distribution.is_empty()) {
            (true, true) => return rule,
            (true, false) => self.distribution.iter().collect(),
            (false, true) => self.target.iter().collect(),
            (false, false) => {
                let both = self.target.iter().filter(|id| self.distribution.contains(id));
                both.collect()
            }
        };
        models.sort();
        models.dedup();
        let is_one = |id: &String| {
            test(
                "TargetComputerHardwareId",
                Query::ComputerIds,
                Condition::Includes(id.clone()),
            )
        };
        let is_any = match models.as_slice() {
            [] => Rule::False,
            [id] => is_one(id),
            ids => Rule::Or(ids.iter().map(|id| is_one(id)).collect()),
        };
        Rule::And(vec![is_any, rule])
    }
}

impl DriverMetadata {
    /// Installed: as good somewhere, and better nowhere. Superseded: worse somewhere, and nothing else anywhere.
    /// Nothing, if no driver was described.
    pub(super) fn completion(&self) -> Option<Completion> {
        if self.better.is_empty() {
            return None;
        }
        let any = |rules: &[Rule]| match rules {
            [rule] => rule.clone(),
            rules => Rule::Or(rules.to_vec()),
        };
        let none = |rules: &[Rule]| Rule::Not(Box::new(any(rules)));
        Some(Completion {
            installed: Rule::And(vec![any(&self.same), none(&self.better)]),
            superseded: Rule::And(vec![any(&self.worse), none(&self.same), none(&self.better)]),
            installable: any(&self.better),
        })
    }
}
