//! Rules about products of Windows Installer.

use wua_com::Guid;

use super::given::{Given, guid, short, wrong};
use super::{Fault, Parser, test};
use crate::applicability::{Condition, ProductCondition, Query, Rule, Version};
use crate::xml::Element;

/// How many pairs of a product and a part one rule may name.
const MOST_PAIRS: usize = 4096;

impl Given<'_> {
    /// `MsiProductInstalled` and `MsiPatchInstalledForProduct`.
    pub(super) fn product(&mut self) -> Result<Rule, Fault> {
        let patch = match self.operator {
            "MsiPatchInstalledForProduct" => Some(self.needed_guid("PatchCode")?),
            _ => None,
        };
        let product = self.needed_guid("ProductCode")?;
        let condition = Condition::Product(Box::new(ProductCondition {
            minimum: self.bound("VersionMin", "ExcludeVersionMin")?,
            maximum: self.bound("VersionMax", "ExcludeVersionMax")?,
            language: self.parsed("Language")?,
            patch,
            upgrade_code: None,
        }));
        Ok(test(self.operator, Query::MsiProduct(product), condition))
    }

    /// A bound of versions, and whether it counts itself. To exclude a bound that is not there means nothing.
    fn bound(&mut self, name: &str, exclude: &str) -> Result<Option<(Version, bool)>, Fault> {
        let excluded = self.flag(exclude)?;
        Ok(self.version(name)?.map(|version| (version, !excluded)))
    }
}

impl<'a> Parser<'_, 'a> {
    /// `MsiFeatureInstalledForProduct` and `MsiComponentInstalledForProduct`: any or all parts of any or all products.
    pub(super) fn parts_of_products(
        &mut self,
        element: &Element<'a>,
        given: &mut Given<'a>,
    ) -> Result<Rule, Fault> {
        let (part_name, all_parts) = match given.operator {
            "MsiFeatureInstalledForProduct" => ("Feature", "AllFeaturesRequired"),
            _ => ("Component", "AllComponentsRequired"),
        };
        let all_parts = given.flag(all_parts)?;
        let all_products = given.flag("AllProductsRequired")?;
        let mut parts = Vec::new();
        let mut products = Vec::new();
        while let Some(child) = self.reader.child(element)? {
            let text = self.reader.text(&child)?;
            if child.name == "Product" {
                products.push(guid(&text).ok_or_else(|| not_an_identifier("Product", &text))?);
            } else if child.name == part_name {
                parts.push(Part::new(part_name, &text)?);
            } else {
                return Err(Fault::rule(format!(
                    "it holds a <{}>, which is not known there",
                    child.name
                )));
            }
            if parts.len().saturating_mul(products.len()) > MOST_PAIRS {
                return Err(Fault::rule(format!("it names more than {MOST_PAIRS} pairs")));
            }
        }
        if parts.is_empty() || products.is_empty() {
            return Err(Fault::rule(format!("it has to name a {part_name} and a Product")));
        }
        let pairs = parts.len() * products.len();
        self.left = self.left.checked_sub(pairs).ok_or_else(|| too_many(element))?;
        let of_product = |product: Guid| {
            let tests = parts
                .iter()
                .map(|part| test(given.operator, part.clone().of(product), Condition::Present));
            gather(all_parts, tests.collect())
        };
        Ok(gather(
            all_products,
            products.into_iter().map(of_product).collect(),
        ))
    }
}

#[derive(Clone)]
enum Part {
    Feature(String),
    Component(Guid),
}

impl Part {
    fn new(name: &str, text: &str) -> Result<Self, Fault> {
        if name == "Feature" {
            return match text.trim() {
                "" => Err(Fault::rule("a Feature is empty")),
                feature => Ok(Self::Feature(short(name, feature)?)),
            };
        }
        let component = guid(text).ok_or_else(|| not_an_identifier(name, text))?;
        Ok(Self::Component(component))
    }

    fn of(self, product: Guid) -> Query {
        match self {
            Self::Feature(feature) => Query::MsiFeature { product, feature },
            Self::Component(component) => Query::MsiComponent { product, component },
        }
    }
}

fn gather(all: bool, mut rules: Vec<Rule>) -> Rule {
    if rules.len() == 1 {
        return rules.remove(0);
    }
    if all { Rule::And(rules) } else { Rule::Or(rules) }
}

fn not_an_identifier(name: &str, text: &str) -> Fault {
    wrong(name, text, &"an identifier is expected")
}

fn too_many(element: &Element<'_>) -> Fault {
    Fault::Document(element.error(format!("an update has more than {} rules", super::MOST_RULES)))
}
