//! The cursor.

use std::borrow::Cow;

use super::element::split_name;
use super::tokens::{Token, Tokens};
use super::{Element, Error, escape};

/// How much a document may hold.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Bytes.
    pub document: usize,
    /// Elements inside each other.
    pub depth: usize,
    /// Attributes of one element.
    pub attributes: usize,
    /// Bytes of one tag, with its attributes.
    pub tag: usize,
    /// Bytes of an element's own text.
    pub text: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            document: 64 << 20,
            depth: 96,
            attributes: 64,
            tag: 256 << 10,
            text: 1 << 20,
        }
    }
}

/// Walks through a document. It may have several roots, as fragments have.
pub struct Reader<'a> {
    document: &'a str,
    tokens: Tokens<'a>,
    limits: Limits,
    /// The elements that the cursor is inside of.
    open: Vec<Open<'a>>,
}

/// An element that has begun.
struct Open<'a> {
    offset: usize,
    /// As it is written, with its prefix.
    name: &'a str,
}

enum Step<'a> {
    Opened(Element<'a>),
    Closed,
    Text(Cow<'a, str>),
    End,
}

impl<'a> Reader<'a> {
    /// Stands before a document. What came as bytes is [decoded](super::decode) first.
    pub fn new(document: &'a str) -> Result<Self, Error> {
        Self::with_limits(document, Limits::default())
    }

    /// The same, with other limits.
    pub fn with_limits(document: &'a str, limits: Limits) -> Result<Self, Error> {
        let document = document.strip_prefix('\u{FEFF}').unwrap_or(document);
        if document.len() > limits.document {
            return Err(Error::at(
                "",
                0,
                format!(
                    "the document has {} bytes; {} are read at most",
                    document.len(),
                    limits.document
                ),
            ));
        }
        Ok(Self {
            document,
            tokens: Tokens::new(document),
            limits,
            open: Vec::with_capacity(16),
        })
    }

    /// The next element that is inside no other. What is left of the one before is skipped.
    pub fn root(&mut self) -> Result<Option<Element<'a>>, Error> {
        loop {
            match self.step()? {
                Step::Opened(element) if element.depth == 0 => return Ok(Some(element)),
                Step::End => return Ok(None),
                _ => {}
            }
        }
    }

    /// The next element directly inside of `parent`; nothing when the cursor has left it. Text between elements, and what is left
    /// of the child before, is skipped.
    pub fn child(&mut self, parent: &Element<'a>) -> Result<Option<Element<'a>>, Error> {
        while self.is_inside(parent) {
            match self.step()? {
                Step::Opened(element) if element.depth == parent.depth + 1 => return Ok(Some(element)),
                Step::End => break,
                _ => {}
            }
        }
        Ok(None)
    }

    /// The text of an element that the cursor has just come to, without that of its children. The cursor leaves it.
    pub fn text(&mut self, element: &Element<'a>) -> Result<Cow<'a, str>, Error> {
        let mut text = Cow::Borrowed("");
        while self.is_inside(element) {
            let is_own = self.open.len() == element.depth + 1;
            let more = match self.step()? {
                Step::Text(more) if is_own => more,
                Step::End => break,
                _ => continue,
            };
            if text.is_empty() {
                text = more;
            } else {
                text.to_mut().push_str(&more);
            }
            if text.len() > self.limits.text {
                return Err(element.error("its text is too long"));
            }
        }
        Ok(text)
    }

    /// Goes behind an element that the cursor is in.
    pub fn skip(&mut self, element: &Element<'a>) -> Result<(), Error> {
        while self.is_inside(element) {
            if let Step::End = self.step()? {
                break;
            }
        }
        Ok(())
    }

    /// How many bytes are behind the cursor.
    pub fn offset(&self) -> usize {
        self.tokens.offset
    }

    fn is_inside(&self, element: &Element<'_>) -> bool {
        self.open
            .get(element.depth)
            .is_some_and(|open| open.offset == element.offset)
    }

    fn step(&mut self) -> Result<Step<'a>, Error> {
        loop {
            let offset = self.offset();
            let fault = |what: &str| Err(Error::at(self.document, offset, what));
            let Some(token) = self.tokens.next()? else {
                let Some(open) = self.open.last() else {
                    return Ok(Step::End);
                };
                let what = "the document ends before this element does";
                return Err(Error::at(self.document, open.offset, what));
            };
            let is_outside = self.open.is_empty();
            return match token {
                Token::Begin {
                    name,
                    attributes,
                    is_empty,
                } => {
                    let element = self.element(offset, name, attributes)?;
                    if !is_empty {
                        self.open.push(Open { offset, name });
                    }
                    Ok(Step::Opened(element))
                }
                Token::End { name } => match self.open.pop() {
                    Some(open) if open.name == name => Ok(Step::Closed),
                    Some(open) => fault(&format!(
                        "`</{}>` is expected before this end of another element",
                        shortened(open.name)
                    )),
                    None => fault("this is the end of an element that has not begun"),
                },
                Token::Text(text) if is_outside && !text.trim_ascii().is_empty() => fault(OUTSIDE),
                Token::Text(text) => match escape::text(text) {
                    Ok(text) => Ok(Step::Text(text)),
                    Err((at, what)) => Err(Error::at(self.document, offset + at, what)),
                },
                Token::Data(_) if is_outside => fault(OUTSIDE),
                Token::Data(text) => Ok(Step::Text(lines(text))),
                Token::Aside => continue,
            };
        }
    }

    /// The element whose tag has just been read, and began here.
    fn element(&self, offset: usize, name: &'a str, raw_attributes: &'a str) -> Result<Element<'a>, Error> {
        let fault = |what: String| Err(Error::at(self.document, offset, what));
        if self.offset().saturating_sub(offset) > self.limits.tag {
            return fault(format!("a tag has more than {} bytes", self.limits.tag));
        }
        let depth = self.open.len();
        if depth >= self.limits.depth {
            return fault(format!("elements are nested deeper than {}", self.limits.depth));
        }
        let (prefix, name) = split_name(name);
        Ok(Element {
            prefix,
            name,
            depth,
            offset,
            raw_attributes,
            most_attributes: self.limits.attributes,
            document: self.document,
        })
    }
}

const OUTSIDE: &str = "text stands outside of all elements";

/// Line ends as XML counts them.
fn lines(text: &str) -> Cow<'_, str> {
    if memchr::memchr(b'\r', text.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"))
}

/// Names may be long.
fn shortened(name: &str) -> String {
    name.chars().take(60).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn text(document: &str) -> Result<String, Error> {
        let mut reader = Reader::new(document)?;
        let root = reader.root()?.unwrap();
        let mut texts = String::new();
        while let Some(child) = reader.child(&root)? {
            texts.push_str(&reader.text(&child)?);
            texts.push('|');
        }
        assert!(reader.root()?.is_none());
        Ok(texts)
    }

    #[test]
    fn what_is_wrong_in_a_text_is_said_with_its_place() {
        for (document, offset) in [
            ("<a><b>12&c;</b></a>", 8),
            ("<a><b>12&#0;</b></a>", 8),
            ("<a><b>12&lt</b></a>", 8),
        ] {
            assert_eq!(text(document).unwrap_err().offset, offset, "{document}");
        }
        let error = text("<a><b>12</c></a>").unwrap_err();
        assert!(error.what.contains('b'), "{error}");
    }

    proptest! {
        /// With a comment behind it, a text is read piece by piece.
        #[test]
        fn a_text_is_the_same_at_once_and_piece_by_piece(
            pieces in prop::collection::vec("&lt;|&gt;|&amp;|&#65;|&#x1F600;|&b;|&|\r\n|\r|\n| |x|\\PC", 0..20),
        ) {
            let inner = pieces.concat().replace('<', "");
            let at_once = text(&format!("<a><b>{inner}</b><b>{inner}</b></a>"));
            let piecewise = text(&format!("<a><b>{inner}<!----></b><b>{inner}<!----></b></a>"));
            prop_assert_eq!(at_once.ok(), piecewise.ok());
        }
    }
}
