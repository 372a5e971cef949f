//! Reading rules, in any of the three spellings: `<lar:And>` with `<bar:RegSz>` in what publishers write, other prefixes in
//! the metadata of updates, `<And>` with `<b.RegSz>` in the fragments that clients get. The local name tells the operator;
//! attributes have any order, and names of comparisons any case.
//!
//! A document that is no XML is an error. A rule that is not understood is not: it becomes [`Rule::Unknown`] in its place.

mod base;
mod cbs;
mod driver;
mod fault;
mod file;
mod given;
mod metadata;
mod msi;
mod patch;
mod registry;
mod settled;

use wua_com::Guid;

pub use self::settled::settled;

use self::fault::Fault;
use self::given::Given;
use self::metadata::Metadata;
use super::{ApplicabilityRules, Condition, Loop, Query, Rule, Test};
use crate::xml::{Element, Error, Reader};

/// How deep rules may be nested. What is deeper is [`Rule::Unknown`].
pub const MOST_NESTED: usize = 40;

/// How many rules an update may have.
pub const MOST_RULES: usize = 100_000;

/// How deep loops may be nested.
const DEEPEST_LOOP: usize = 2;

/// How many loops an update may have: each may go through many keys.
const MOST_LOOPS: usize = 64;

/// The rules that an `ApplicabilityRules` element holds. `update` is the update that they belong to: some rules ask for it.
pub fn rules<'a>(
    reader: &mut Reader<'a>,
    element: &Element<'a>,
    update: Option<Guid>,
) -> Result<ApplicabilityRules, Error> {
    let mut parser = Parser::new(reader, update);
    let mut rules = ApplicabilityRules::default();
    let mut metadata = Metadata::default();
    while let Some(child) = parser.reader.child(element)? {
        match put(&mut rules, &child)? {
            Some(place) => *place = Some(parser.section(&child)?),
            None => metadata = parser.metadata(&child)?,
        }
    }
    let sections = [
        &mut rules.is_installed,
        &mut rules.is_superseded,
        &mut rules.is_installable,
    ];
    metadata.complete(sections.into_iter().flatten(), parser.left);
    Ok(rules)
}

/// Where the rule of a section belongs; nothing for `Metadata`, which is none.
fn put<'r>(
    rules: &'r mut ApplicabilityRules,
    section: &Element<'_>,
) -> Result<Option<&'r mut Option<Rule>>, Error> {
    let place = match section.name {
        "IsInstalled" => &mut rules.is_installed,
        "IsSuperseded" => &mut rules.is_superseded,
        "IsInstallable" => &mut rules.is_installable,
        "Metadata" => return Ok(None),
        _ => return Err(section.error("this does not belong into ApplicabilityRules")),
    };
    if place.is_some() {
        return Err(section.error("this stands twice in ApplicabilityRules"));
    }
    Ok(Some(place))
}

/// The rule that an element like `IsInstalled` holds: several are one `And`, and none is [`Rule::False`].
pub fn section<'a>(
    reader: &mut Reader<'a>,
    element: &Element<'a>,
    update: Option<Guid>,
) -> Result<Rule, Error> {
    Parser::new(reader, update).section(element)
}

/// The rule that an element is.
pub fn rule<'a>(reader: &mut Reader<'a>, element: &Element<'a>, update: Option<Guid>) -> Result<Rule, Error> {
    Parser::new(reader, update).rule(element, Place::default())
}

/// Where a rule stands.
#[derive(Clone, Copy, Default)]
struct Place {
    depth: usize,
    loops: usize,
}

impl Place {
    fn deeper(self) -> Self {
        Self {
            depth: self.depth + 1,
            ..self
        }
    }

    fn looping(self) -> Self {
        Self {
            depth: self.depth + 1,
            loops: self.loops + 1,
        }
    }
}

struct Parser<'r, 'a> {
    reader: &'r mut Reader<'a>,
    update: Option<Guid>,
    /// How many more rules there may be.
    left: usize,
    loops_left: usize,
}

impl<'r, 'a> Parser<'r, 'a> {
    fn new(reader: &'r mut Reader<'a>, update: Option<Guid>) -> Self {
        Self {
            reader,
            update,
            left: MOST_RULES,
            loops_left: MOST_LOOPS,
        }
    }

    fn section(&mut self, element: &Element<'a>) -> Result<Rule, Error> {
        let mut rules = self.children(element, Place::default())?;
        Ok(match rules.len() {
            0 => Rule::False,
            1 => rules.remove(0),
            _ => Rule::And(rules),
        })
    }

    fn children(&mut self, element: &Element<'a>, place: Place) -> Result<Vec<Rule>, Error> {
        let mut rules = Vec::new();
        while let Some(child) = self.reader.child(element)? {
            rules.push(self.rule(&child, place)?);
        }
        Ok(rules)
    }

    fn rule(&mut self, element: &Element<'a>, place: Place) -> Result<Rule, Error> {
        self.left = self
            .left
            .checked_sub(1)
            .ok_or_else(|| element.error(format!("an update has more than {MOST_RULES} rules")))?;
        if place.depth >= MOST_NESTED {
            self.reader.skip(element)?;
            return Ok(unknown(
                element.name,
                format!("rules are nested deeper than {MOST_NESTED}"),
            ));
        }
        match self.operator(element, place) {
            Ok(rule) => Ok(rule),
            Err(Fault::Document(error)) => Err(error),
            Err(Fault::Rule(reason)) => {
                self.reader.skip(element)?;
                Ok(unknown(element.name, reason))
            }
        }
    }

    fn operator(&mut self, element: &Element<'a>, place: Place) -> Result<Rule, Fault> {
        let mut given = Given::new(element)?;
        let rule = match element.name {
            "And" => {
                let rules = self.children(element, place.deeper())?;
                Rule::And(some(rules)?)
            }
            "Or" => {
                let rules = self.children(element, place.deeper())?;
                Rule::Or(some(rules)?)
            }
            "Not" => Rule::Not(Box::new(self.only(element, place.deeper())?)),
            "RegKeyLoop" => {
                let key = given.key(place)?;
                let true_if = given.loop_logic("TrueIf")?;
                if place.loops >= DEEPEST_LOOP {
                    return Err(Fault::rule(format!(
                        "loops are nested deeper than {DEEPEST_LOOP}"
                    )));
                }
                let too_many = || Fault::rule(format!("an update has more than {MOST_LOOPS} loops"));
                self.loops_left = self.loops_left.checked_sub(1).ok_or_else(too_many)?;
                let rule = self.only(element, place.looping())?;
                Rule::Loop(Box::new(Loop { key, true_if, rule }))
            }
            "MsiFeatureInstalledForProduct" | "MsiComponentInstalledForProduct" => {
                self.parts_of_products(element, &mut given)?
            }
            _ => self.leaf(element, &mut given, place)?,
        };
        given.finish()?;
        if let Some(child) = self.reader.child(element)? {
            return Err(Fault::rule(format!(
                "it holds a <{}>, which is not known there",
                child.name
            )));
        }
        Ok(rule)
    }

    /// The one rule that an element holds.
    fn only(&mut self, element: &Element<'a>, place: Place) -> Result<Rule, Fault> {
        let mut rules = self.children(element, place)?;
        match (rules.pop(), rules.is_empty()) {
            (Some(rule), true) => Ok(rule),
            _ => Err(Fault::rule("it has to hold exactly one rule")),
        }
    }

    fn leaf(&self, element: &Element<'a>, given: &mut Given<'a>, place: Place) -> Result<Rule, Fault> {
        let name = element.name;
        match name {
            "True" => Ok(Rule::True),
            "False" => Ok(Rule::False),
            "FileExists" | "FileVersion" | "FileCreated" | "FileModified" | "FileSize" => {
                given.file(given::Base::Csidl, place)
            }
            "FileExistsPrependRegSz"
            | "FileVersionPrependRegSz"
            | "FileCreatedPrependRegSz"
            | "FileModifiedPrependRegSz"
            | "FileSizePrependRegSz" => given.file(given::Base::Registry, place),
            "RegKeyExists" | "RegValueExists" | "RegDword" | "RegSz" | "RegExpandSz" | "RegSzToVersion" => {
                given.registry(place)
            }
            "MsiProductInstalled" | "MsiPatchInstalledForProduct" => given.product(),
            "CbsPackageInstalledByIdentity" => cbs::by_identity(given),
            "InstalledOnce" => {
                let update = self
                    .update
                    .ok_or_else(|| Fault::rule("it belongs to no update"))?;
                Ok(test(name, Query::InstalledOnce(update), Condition::Present))
            }
            _ if metadata::is_completed(name) => Ok(unknown(name, metadata::MISSING)),
            _ => given.base(place),
        }
    }
}

fn test(operator: &str, query: Query, condition: Condition) -> Rule {
    Rule::Test(Box::new(Test {
        operator: operator.to_owned(),
        query,
        condition,
    }))
}

fn unknown(operator: &str, reason: impl Into<String>) -> Rule {
    Rule::Unknown {
        operator: operator.chars().take(100).collect(),
        reason: reason.into(),
    }
}

fn some(rules: Vec<Rule>) -> Result<Vec<Rule>, Fault> {
    if rules.is_empty() {
        return Err(Fault::rule("it holds no rule"));
    }
    Ok(rules)
}
