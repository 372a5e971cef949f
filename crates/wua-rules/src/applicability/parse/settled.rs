//! Rules that are evaluated while they are read. Most updates do not concern a computer, and a few tests say so: what decides
//! nothing is not read.

use wua_com::Guid;

use super::{MOST_NESTED, Parser, Place, put};
use crate::applicability::{ApplicabilityRules, Facts, Rule, Truth};
use crate::xml::{Element, Error, Reader};

/// What the rules of an `ApplicabilityRules` element are on one computer: each is [`Rule::True`] or [`Rule::False`]. Nothing if
/// one of them cannot be told; why, [`rules`](super::rules) says.
pub fn settled<'a>(
    reader: &mut Reader<'a>,
    element: &Element<'a>,
    update: Option<Guid>,
    facts: &dyn Facts,
) -> Result<Option<ApplicabilityRules>, Error> {
    let mut parser = Parser::new(reader, update);
    let mut rules = ApplicabilityRules::default();
    while let Some(child) = parser.reader.child(element)? {
        let Some(place) = put(&mut rules, &child)? else {
            continue;
        };
        *place = Some(match parser.all(&child, Place::default(), facts, Truth::False)? {
            Truth::True => Rule::True,
            Truth::False => Rule::False,
            Truth::Unknown => return Ok(None),
        });
    }
    Ok(Some(rules))
}

impl<'a> Parser<'_, 'a> {
    fn truth(&mut self, element: &Element<'a>, place: Place, facts: &dyn Facts) -> Result<Truth, Error> {
        // What is written wrongly is read as it is otherwise.
        let is_plain = place.depth < MOST_NESTED && element.attributes().next().is_none();
        match element.name {
            "And" if is_plain => self.all(element, place.deeper(), facts, Truth::Unknown),
            "Or" if is_plain => self.any(element, place.deeper(), facts),
            "Not" if is_plain => self.none(element, place.deeper(), facts),
            _ => Ok(self.rule(element, place)?.truth(facts)),
        }
    }

    /// `empty` is what it is that holds nothing.
    fn all(
        &mut self,
        element: &Element<'a>,
        place: Place,
        facts: &dyn Facts,
        empty: Truth,
    ) -> Result<Truth, Error> {
        let mut all = None;
        while let Some(child) = self.reader.child(element)? {
            let truth = self.truth(&child, place, facts)?;
            all = all.min(Some(truth)).or(Some(truth));
            if truth == Truth::False {
                self.reader.skip(element)?;
            }
        }
        Ok(all.unwrap_or(empty))
    }

    fn any(&mut self, element: &Element<'a>, place: Place, facts: &dyn Facts) -> Result<Truth, Error> {
        let mut any = None;
        while let Some(child) = self.reader.child(element)? {
            let truth = self.truth(&child, place, facts)?;
            any = any.max(Some(truth));
            if truth == Truth::True {
                self.reader.skip(element)?;
            }
        }
        Ok(any.unwrap_or(Truth::Unknown))
    }

    fn none(&mut self, element: &Element<'a>, place: Place, facts: &dyn Facts) -> Result<Truth, Error> {
        let Some(child) = self.reader.child(element)? else {
            return Ok(Truth::Unknown);
        };
        let truth = self.truth(&child, place, facts)?;
        // It has to hold exactly one.
        let is_one = self.reader.child(element)?.is_none();
        self.reader.skip(element)?;
        Ok(if is_one { !truth } else { Truth::Unknown })
    }
}
