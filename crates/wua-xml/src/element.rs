//! An element, without what it holds.

use std::borrow::Cow;

use super::{Attributes, Error};

/// An element: its name and attributes. What it holds is read by [`Reader::child`](super::Reader::child) and
/// [`Reader::text`](super::Reader::text).
#[derive(Clone, Copy, Debug)]
pub struct Element<'a> {
    /// What stands before the colon of its name, or the `b`, `m` or `d` before its dot; or nothing.
    pub prefix: &'a str,
    /// Its name without it.
    pub name: &'a str,
    /// How many elements it is inside of.
    pub depth: usize,
    /// How many bytes of the document are before it.
    pub offset: usize,
    pub(super) raw_attributes: &'a str,
    pub(super) most_attributes: usize,
    pub(super) document: &'a str,
}

impl<'a> Element<'a> {
    /// The value of an attribute, by its local name.
    pub fn attribute(&self, name: &str) -> Result<Option<Cow<'a, str>>, Error> {
        for attribute in self.attributes() {
            let attribute = attribute?;
            if attribute.name == name {
                return attribute.value().map(Some);
            }
        }
        Ok(None)
    }

    /// All attributes, in the order in which they are written.
    pub fn attributes(&self) -> Attributes<'a> {
        Attributes::new(*self)
    }

    /// An error at this element, which says its name.
    pub fn error(&self, what: impl AsRef<str>) -> Error {
        let name: String = self.name.chars().take(60).collect();
        Error::at(self.document, self.offset, format!("<{name}>: {}", what.as_ref()))
    }
}

/// Parts a name: `lar:And` is `lar` and `And`; `b.RegSz` is `b` and `RegSz`. No other dots part names, for they are legal in
/// them.
pub(super) fn split_name(name: &str) -> (&str, &str) {
    let split = |at: usize| Some((name.get(..at)?, name.get(at + 1..)?));
    let colon = name.bytes().position(|byte| byte == b':');
    if let Some(parts) = colon.and_then(split) {
        return parts;
    }
    match name.as_bytes() {
        [b'b' | b'm' | b'd', b'.', ..] => split(1).unwrap_or(("", name)),
        _ => ("", name),
    }
}
