//! The attributes that a rule was given, taken one by one. What nobody took is not known, and the rule is not understood.

use std::borrow::Cow;
use std::fmt::Display;
use std::str::FromStr;

use wua_com::Guid;

use super::Fault;
use crate::applicability::time;
use crate::applicability::{Comparison, LoopLogic, StringComparison, Version};
use crate::xml::{Attribute, Element};

/// What the path of a file begins with, by the kind of rule.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Base {
    Csidl,
    Registry,
}

pub(super) struct Given<'a> {
    pub(super) operator: &'a str,
    /// `None` where one was taken.
    attributes: Vec<Option<Attribute<'a>>>,
}

impl<'a> Given<'a> {
    pub(super) fn new(element: &Element<'a>) -> Result<Self, Fault> {
        let mut attributes: Vec<Option<Attribute<'a>>> = Vec::new();
        for attribute in element.attributes() {
            let attribute = attribute?;
            if attribute.is_foreign() {
                continue;
            }
            let name = attribute.name;
            if attributes.iter().flatten().any(|other| other.name == name) {
                return Err(element.error(format!("`{name}` stands twice")).into());
            }
            attributes.push(Some(attribute));
        }
        Ok(Self {
            operator: element.name,
            attributes,
        })
    }

    /// Every attribute has to be known.
    pub(super) fn finish(&self) -> Result<(), Fault> {
        match self.attributes.iter().flatten().next() {
            Some(unknown) => Err(Fault::rule(format!(
                "its attribute `{}` is not known",
                unknown.name
            ))),
            None => Ok(()),
        }
    }

    /// The text of an attribute, if it is written.
    pub(super) fn text(&mut self, name: &str) -> Result<Option<Cow<'a, str>>, Fault> {
        let place = self
            .attributes
            .iter_mut()
            .find(|attribute| attribute.is_some_and(|attribute| attribute.name == name));
        match place.and_then(Option::take) {
            Some(attribute) => Ok(Some(attribute.value()?)),
            None => Ok(None),
        }
    }

    pub(super) fn needed_text(&mut self, name: &str) -> Result<Cow<'a, str>, Fault> {
        needed(name, self.text(name)?)
    }

    /// A number, a version, an identifier.
    pub(super) fn parsed<T: FromStr>(&mut self, name: &str) -> Result<Option<T>, Fault>
    where
        T::Err: Display,
    {
        let Some(text) = self.text(name)? else {
            return Ok(None);
        };
        let parsed = text.trim().parse();
        parsed.map(Some).map_err(|error| wrong(name, &text, &error))
    }

    pub(super) fn needed<T: FromStr>(&mut self, name: &str) -> Result<T, Fault>
    where
        T::Err: Display,
    {
        needed(name, self.parsed(name)?)
    }

    pub(super) fn version(&mut self, name: &str) -> Result<Option<Version>, Fault> {
        self.parsed(name)
    }

    /// An identifier, with braces or without.
    pub(super) fn needed_guid(&mut self, name: &str) -> Result<Guid, Fault> {
        let text = self.needed_text(name)?;
        guid(&text).ok_or_else(|| wrong(name, &text, &"an identifier is expected"))
    }

    pub(super) fn flag(&mut self, name: &str) -> Result<bool, Fault> {
        let Some(text) = self.text(name)? else {
            return Ok(false);
        };
        flag(&text).ok_or_else(|| wrong(name, &text, &"`true` or `false` is expected"))
    }

    /// A point in time: 100 nanoseconds since 1601.
    pub(super) fn time(&mut self, name: &str) -> Result<Option<i64>, Fault> {
        let Some(text) = self.text(name)? else {
            return Ok(None);
        };
        time::instant(text.trim())
            .map(Some)
            .map_err(|error| wrong(name, &text, &error))
    }

    pub(super) fn comparison(&mut self) -> Result<Option<Comparison>, Fault> {
        let Some(text) = self.text("Comparison")? else {
            return Ok(None);
        };
        comparison(&text).map(Some).ok_or_else(|| {
            wrong(
                "Comparison",
                &text,
                &"LessThan, LessThanOrEqualTo, EqualTo, GreaterThanOrEqualTo or GreaterThan is expected",
            )
        })
    }

    pub(super) fn needed_comparison(&mut self) -> Result<Comparison, Fault> {
        needed("Comparison", self.comparison()?)
    }

    pub(super) fn string_comparison(&mut self) -> Result<StringComparison, Fault> {
        const NAMES: [(&str, StringComparison); 4] = [
            ("EqualTo", StringComparison::EqualTo),
            ("BeginsWith", StringComparison::BeginsWith),
            ("Contains", StringComparison::Contains),
            ("EndsWith", StringComparison::EndsWith),
        ];
        let text = self.needed_text("Comparison")?;
        named(&NAMES, &text).ok_or_else(|| {
            wrong(
                "Comparison",
                &text,
                &"EqualTo, BeginsWith, Contains or EndsWith is expected",
            )
        })
    }

    pub(super) fn loop_logic(&mut self, name: &str) -> Result<LoopLogic, Fault> {
        const NAMES: [(&str, LoopLogic); 3] = [
            ("Any", LoopLogic::Any),
            ("All", LoopLogic::All),
            ("None", LoopLogic::None),
        ];
        let text = self.needed_text(name)?;
        named(&NAMES, &text).ok_or_else(|| wrong(name, &text, &"Any, All or None is expected"))
    }
}

/// `xs:boolean`.
pub(super) fn flag(text: &str) -> Option<bool> {
    const NAMES: [(&str, bool); 4] = [("true", true), ("1", true), ("false", false), ("0", false)];
    named(&NAMES, text)
}

pub(super) fn comparison(text: &str) -> Option<Comparison> {
    const NAMES: [(&str, Comparison); 5] = [
        ("LessThan", Comparison::LessThan),
        ("LessThanOrEqualTo", Comparison::LessThanOrEqualTo),
        ("EqualTo", Comparison::EqualTo),
        ("GreaterThanOrEqualTo", Comparison::GreaterThanOrEqualTo),
        ("GreaterThan", Comparison::GreaterThan),
    ];
    named(&NAMES, text)
}

/// An identifier, with braces or without.
pub(super) fn guid(text: &str) -> Option<Guid> {
    let text = text.trim();
    let inner = text.strip_prefix('{').and_then(|text| text.strip_suffix('}'));
    Guid::parse(inner.unwrap_or(text))
}

/// Names are the same in any case.
pub(super) fn named<T: Copy>(names: &[(&str, T)], text: &str) -> Option<T> {
    let text = text.trim();
    let found = names.iter().find(|(name, _)| name.eq_ignore_ascii_case(text));
    found.map(|(_, value)| *value)
}

pub(super) fn needed<T>(name: &str, value: Option<T>) -> Result<T, Fault> {
    value.ok_or_else(|| Fault::rule(format!("`{name}` is missing")))
}

/// What is said of an attribute that is wrong.
pub(super) fn wrong(name: &str, text: &str, expected: &dyn Display) -> Fault {
    let text: String = text.chars().take(80).collect();
    Fault::rule(format!("`{name}` is `{text}`: {expected}"))
}

/// Names are repeated in many rules: what is longer than any real one is refused.
pub(super) fn short(name: &str, text: &str) -> Result<String, Fault> {
    const MOST: usize = 260;
    if text.len() > MOST {
        return Err(wrong(name, text, &"this is too long"));
    }
    Ok(text.to_owned())
}
