//! What `MsiPatchMetadata` and `MsiApplicationMetadata` say.

use std::borrow::Cow;

use wua_com::Guid;

use super::given::{Given, flag, guid, named, wrong};
use super::metadata::Completion;
use super::{Fault, Parser, test, unknown};
use crate::applicability::{Comparison, Condition, ProductCondition, Query, Rule, Version};
use crate::xml::Element;

/// How many products one patch may name, and how many patches it may replace.
const MOST: usize = 512;

/// The rules of each product repeat all patches that it replaces.
const MOST_PAIRS: usize = 8192;

#[derive(Default)]
struct Patch {
    code: Option<Guid>,
    fallback: Option<Guid>,
    installer: Option<Version>,
    targets: Vec<Target>,
    /// Every product that it is for.
    products: Vec<Guid>,
    obsoletes: Vec<Guid>,
}

/// A `TargetProduct`: what a product has to be for the patch to fit.
#[derive(Default)]
struct Target {
    product: Option<Guid>,
    installer: Option<Version>,
    condition: ProductCondition,
}

impl<'a> Parser<'_, 'a> {
    pub(super) fn application_metadata(&mut self, element: &Element<'a>) -> Result<Completion, Fault> {
        let mut product = None;
        while let Some(child) = self.reader.child(element)? {
            if child.name == "ProductCode" {
                product = Some(self.guid(&child)?);
            }
        }
        let product = product.ok_or_else(|| Fault::rule("it names no ProductCode"))?;
        let is_there = |operator| {
            let any = Condition::Product(Box::default());
            test(operator, Query::MsiProduct(product), any)
        };
        Ok(Completion {
            installed: is_there("MsiApplicationInstalled"),
            superseded: unknown(
                "MsiApplicationSuperseded",
                "which products replace it stands in its package, not in its metadata",
            ),
            installable: Rule::Not(Box::new(is_there("MsiApplicationInstallable"))),
        })
    }

    pub(super) fn patch_metadata(&mut self, element: &Element<'a>) -> Result<Completion, Fault> {
        let mut patch = Patch::default();
        while let Some(child) = self.reader.child(element)? {
            match child.name {
                "MsiPatch" => self.patch(&child, &mut patch)?,
                "FallbackPatchCode" => patch.fallback = Some(self.guid(&child)?),
                name => {
                    return Err(Fault::rule(format!(
                        "it holds a <{name}>, which is not known there"
                    )));
                }
            }
        }
        patch.completion()
    }

    fn patch(&mut self, element: &Element<'a>, patch: &mut Patch) -> Result<(), Fault> {
        let mut given = Given::new(element)?;
        patch.code = Some(given.needed_guid("PatchGUID")?);
        patch.installer = given.parsed("MinMsiVersion")?.map(patch_level).transpose()?;
        while let Some(child) = self.reader.child(element)? {
            match child.name {
                "TargetProduct" => {
                    let target = self.target(&child)?;
                    patch.products.extend(target.product);
                    patch.targets.push(target);
                }
                "TargetProductCode" => patch.products.push(self.guid(&child)?),
                "ObsoletedPatch" => patch.obsoletes.push(self.guid(&child)?),
                // In which order patches are applied: what they replace is asked of the computer.
                "SequenceData" => {}
                name => {
                    return Err(Fault::rule(format!(
                        "it holds a <{name}>, which is not known there"
                    )));
                }
            }
            if patch
                .products
                .len()
                .max(patch.obsoletes.len())
                .max(patch.targets.len())
                > 2 * MOST
            {
                return Err(Fault::rule(format!(
                    "it names more than {MOST} products or patches"
                )));
            }
        }
        for list in [&mut patch.products, &mut patch.obsoletes] {
            list.sort();
            list.dedup();
        }
        Ok(())
    }

    fn target(&mut self, element: &Element<'a>) -> Result<Target, Fault> {
        let mut target = Target {
            installer: Given::new(element)?
                .parsed("MinMsiVersion")?
                .map(hundreds)
                .transpose()?,
            ..Target::default()
        };
        while let Some(child) = self.reader.child(element)? {
            let given = &mut Given::new(&child)?;
            let validate = given.text("Validate")?;
            let validate = validate.map_or(Some(false), |text| flag(&text));
            let validate = validate.ok_or_else(|| Fault::rule("`Validate` is neither true nor false"))?;
            let text = self.reader.text(&child)?;
            let text = text.trim();
            let id = || guid(text).ok_or_else(|| wrong(child.name, text, &"an identifier is expected"));
            match child.name {
                "TargetProductCode" if validate => target.product = Some(id()?),
                "TargetVersion" if validate => {
                    let version = text
                        .parse()
                        .map_err(|error| wrong("TargetVersion", text, &error))?;
                    target.condition.within(given, version)?;
                }
                "TargetLanguage" if validate => {
                    let language = text
                        .parse()
                        .map_err(|_| wrong("TargetLanguage", text, &"a number is expected"))?;
                    target.condition.language = Some(language);
                }
                "UpgradeCode" if validate => target.condition.upgrade_code = Some(id()?),
                "TargetProductCode" | "TargetVersion" | "TargetLanguage" | "UpgradeCode"
                | "UpdatedProductCode" | "UpdatedVersion" | "UpdatedLanguages" | "UpdatedLanguage" => {}
                name => {
                    return Err(Fault::rule(format!(
                        "it holds a <{name}>, which is not known there"
                    )));
                }
            }
        }
        Ok(target)
    }

    fn guid(&mut self, element: &Element<'a>) -> Result<Guid, Fault> {
        let text: Cow<'_, str> = self.reader.text(element)?;
        guid(&text).ok_or_else(|| wrong(element.name, &text, &"an identifier is expected"))
    }
}

impl ProductCondition {
    /// Bounds that mean the same as a comparison of the first groups.
    fn within(&mut self, given: &mut Given<'_>, target: Version) -> Result<(), Fault> {
        const COMPARISONS: [(&str, Option<Comparison>); 6] = [
            ("LessThan", Some(Comparison::LessThan)),
            ("LessThanOrEqual", Some(Comparison::LessThanOrEqualTo)),
            ("Equal", Some(Comparison::EqualTo)),
            ("GreaterThanOrEqual", Some(Comparison::GreaterThanOrEqualTo)),
            ("GreaterThan", Some(Comparison::GreaterThan)),
            ("None", None),
        ];
        const FILTERS: [(&str, usize); 4] = [
            ("Major", 1),
            ("MajorMinor", 2),
            ("MajorMinorUpdate", 3),
            ("None", 0),
        ];
        let text = given.text("ComparisonType")?.unwrap_or("None".into());
        let comparison = named(&COMPARISONS, &text).ok_or_else(|| {
            wrong(
                "ComparisonType",
                &text,
                &"a comparison like LessThanOrEqual is expected",
            )
        })?;
        let text = given.text("ComparisonFilter")?.unwrap_or("None".into());
        let groups = named(&FILTERS, &text).ok_or_else(|| {
            wrong(
                "ComparisonFilter",
                &text,
                &"Major, MajorMinor or MajorMinorUpdate is expected",
            )
        })?;
        let Some(comparison) = comparison.filter(|_| groups > 0) else {
            return Ok(());
        };
        let (mut low, mut high) = (target, target);
        for group in low.0.iter_mut().skip(groups) {
            *group = 0;
        }
        for group in high.0.iter_mut().skip(groups) {
            *group = u16::MAX;
        }
        match comparison {
            Comparison::LessThan => self.maximum = Some((low, false)),
            Comparison::LessThanOrEqualTo => self.maximum = Some((high, true)),
            Comparison::GreaterThanOrEqualTo => self.minimum = Some((low, true)),
            Comparison::GreaterThan => self.minimum = Some((high, false)),
            Comparison::EqualTo => {
                self.minimum = Some((low, true));
                self.maximum = Some((high, true));
            }
        }
        Ok(())
    }
}

impl Patch {
    fn completion(&self) -> Result<Completion, Fault> {
        let code = self.code.ok_or_else(|| Fault::rule("it describes no MsiPatch"))?;
        let fitting = self.fitting();
        if fitting.is_empty() || fitting.len() > MOST {
            return Err(Fault::rule(format!(
                "it has to name products, and {MOST} at most"
            )));
        }
        if fitting.len() * self.obsoletes.len() > MOST_PAIRS {
            return Err(Fault::rule("it names too many products and patches"));
        }
        let mut applied = Vec::new();
        let mut replaced = Vec::new();
        let mut installable = Vec::new();
        for (product, target) in fitting {
            let query = || Query::MsiProduct(product);
            let has_it = |operator| {
                let codes = [Some(code), self.fallback.filter(|fallback| *fallback != code)];
                let tests = codes.into_iter().flatten().map(|patch| {
                    let with = ProductCondition {
                        patch: Some(patch),
                        ..ProductCondition::default()
                    };
                    test(operator, query(), Condition::Product(Box::new(with)))
                });
                any(tests.collect())
            };
            let is_replaced = |operator| {
                let condition = Condition::PatchReplaced([&[code], self.obsoletes.as_slice()].concat());
                test(operator, query(), condition)
            };
            let operator = "MsiPatchInstallable";
            let fits = Condition::Product(Box::new(target.condition.clone()));
            let mut all = vec![test(operator, query(), fits)];
            let installers = [self.installer, target.installer];
            all.extend(installers.into_iter().flatten().max().map(|least| {
                let new_enough = Condition::Version(Comparison::GreaterThanOrEqualTo, least);
                test(operator, Query::MsiVersion, new_enough)
            }));
            all.push(Rule::Not(Box::new(has_it(operator))));
            all.push(Rule::Not(Box::new(is_replaced(operator))));
            installable.push(Rule::And(all));
            applied.push(has_it("MsiPatchInstalled"));
            replaced.push(is_replaced("MsiPatchSuperseded"));
        }
        applied.dedup();
        replaced.dedup();
        let installable = any(installable);
        // A patch for several products is there when none is left that lacks it.
        let none_lacks_it = Rule::Not(Box::new(installable.clone()));
        Ok(Completion {
            installed: Rule::And(vec![any(applied), none_lacks_it]),
            superseded: any(replaced),
            installable,
        })
    }

    /// Each product, with what it has to be. Where a target does not insist on one product, it is for all that are listed.
    fn fitting(&self) -> Vec<(Guid, &Target)> {
        let mut fitting = Vec::new();
        for target in &self.targets {
            match target.product {
                Some(product) => fitting.push((product, target)),
                None => fitting.extend(self.products.iter().map(|product| (*product, target))),
            }
            if fitting.len() > MOST {
                break;
            }
        }
        fitting
    }
}

/// What a patch asks of Windows Installer, as the summary of its file counts it: a level from 1 to 5.
fn patch_level(level: u16) -> Result<Version, Fault> {
    match level {
        0 | 1 => Ok(Version([1, 0, 0, 0])),
        2 => Ok(Version([1, 2, 0, 0])),
        3 => Ok(Version([2, 0, 0, 0])),
        4 => Ok(Version([3, 0, 0, 0])),
        5 => Ok(Version([3, 1, 0, 0])),
        _ => hundreds(level),
    }
}

/// A version of Windows Installer as packages count it: 200 is 2.0.
fn hundreds(number: u16) -> Result<Version, Fault> {
    if number < 100 {
        let text = number.to_string();
        return Err(wrong("MinMsiVersion", &text, &"a number like 200 is expected"));
    }
    Ok(Version([number / 100, number % 100, 0, 0]))
}

fn any(mut rules: Vec<Rule>) -> Rule {
    if rules.len() == 1 {
        return rules.remove(0);
    }
    Rule::Or(rules)
}
