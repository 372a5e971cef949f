//! The attributes of an element.

use std::borrow::Cow;

use super::element::split_name;
use super::{Element, Error, escape};

/// One attribute.
#[derive(Clone, Copy, Debug)]
pub struct Attribute<'a> {
    /// What stands before the colon of its name, or nothing.
    pub prefix: &'a str,
    /// Its name without it.
    pub name: &'a str,
    element: Element<'a>,
    raw: &'a str,
}

impl<'a> Attribute<'a> {
    /// What it says.
    pub fn value(&self) -> Result<Cow<'a, str>, Error> {
        escape::value(self.raw).map_err(|what| self.element.error(format!("`{}`: {what}", self.name)))
    }

    /// It declares a namespace, or belongs to one that says nothing about the element itself.
    pub fn is_foreign(&self) -> bool {
        self.name == "xmlns" || !self.prefix.is_empty()
    }
}

/// The attributes of an element, in the order in which they are written.
#[derive(Clone, Debug)]
pub struct Attributes<'a> {
    element: Element<'a>,
    rest: &'a str,
    left: usize,
}

impl<'a> Attributes<'a> {
    pub(super) fn new(element: Element<'a>) -> Self {
        Self {
            element,
            rest: element.raw_attributes,
            left: element.most_attributes,
        }
    }

    fn parse(&mut self) -> Result<Option<Attribute<'a>>, Error> {
        let rest = self.rest.trim_ascii_start();
        if rest.is_empty() {
            return Ok(None);
        }
        let fault = |what: &str| Err(self.element.error(what));
        let Some(left) = self.left.checked_sub(1) else {
            return fault("this element has too many attributes");
        };
        let bytes = rest.as_bytes();
        let equals = bytes.iter().position(|byte| *byte == b'=');
        let Some((name, value)) = equals.and_then(|at| Some((rest.get(..at)?, rest.get(at + 1..)?))) else {
            return fault("an attribute has no value");
        };
        let name = name.trim_ascii_end();
        let is_odd = |byte: u8| byte.is_ascii_whitespace() || matches!(byte, b'"' | b'\'' | b'<');
        if name.is_empty() || name.bytes().any(is_odd) {
            return fault("an attribute has no name, or no value");
        }
        let value = value.trim_ascii_start();
        let parts = match value.as_bytes() {
            [quote @ (b'"' | b'\''), inner @ ..] => memchr::memchr(*quote, inner)
                .and_then(|end| Some((value.get(1..=end)?, value.get(end + 2..)?))),
            _ => None,
        };
        let Some((raw, rest)) = parts else {
            return fault("the value of an attribute is not in quotes");
        };
        let (prefix, name) = split_name(name);
        self.rest = rest;
        self.left = left;
        Ok(Some(Attribute {
            prefix,
            name,
            element: self.element,
            raw,
        }))
    }
}

impl<'a> Iterator for Attributes<'a> {
    type Item = Result<Attribute<'a>, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        let next = self.parse();
        if !matches!(next, Ok(Some(_))) {
            self.rest = "";
        }
        next.transpose()
    }
}
