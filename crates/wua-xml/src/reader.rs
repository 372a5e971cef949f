//! The cursor.

use std::borrow::Cow;
use std::io::BufRead;

use quick_xml::events::Event;

use super::element::split_name;
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
    events: quick_xml::Reader<&'a [u8]>,
    limits: Limits,
    /// Where the elements begin that the cursor is inside of.
    open: Vec<usize>,
    /// The cursor is right behind the tag that opened the last of them.
    is_at_begin: bool,
}

enum Step<'a> {
    Opened(Element<'a>),
    Closed,
    Text(Cow<'a, str>),
    Character(char),
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
            events: quick_xml::Reader::from_str(document),
            limits,
            open: Vec::with_capacity(16),
            is_at_begin: false,
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
        if let Some(text) = self.plain_text(element)? {
            return Ok(text);
        }
        let mut text = Cow::Borrowed("");
        while self.is_inside(element) {
            let is_own = self.open.len() == element.depth + 1;
            match self.step()? {
                Step::Text(more) if is_own => {
                    if text.is_empty() {
                        text = more;
                    } else {
                        text.to_mut().push_str(&more);
                    }
                }
                Step::Character(character) if is_own => text.to_mut().push(character),
                Step::End => break,
                _ => {}
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
        usize::try_from(self.events.buffer_position()).unwrap_or(usize::MAX)
    }

    /// The text of an element that holds nothing else, which is read at once: a document within a document is one such text,
    /// with a reference for each of its brackets.
    fn plain_text(&mut self, element: &Element<'a>) -> Result<Option<Cow<'a, str>>, Error> {
        if !self.is_at_begin || self.open.len() != element.depth + 1 || !self.is_inside(element) {
            return Ok(None);
        }
        let begin = self.offset();
        let rest = self.document.get(begin..).unwrap_or_default();
        let end = memchr::memchr(b'<', rest.as_bytes()).and_then(|end| rest.split_at_checked(end));
        let Some((raw, _)) = end.filter(|(_, behind)| behind.starts_with("</")) else {
            return Ok(None);
        };
        let text = escape::text(raw).map_err(|(at, what)| Error::at(self.document, begin + at, what))?;
        if text.len() > self.limits.text {
            return Err(element.error("its text is too long"));
        }
        self.events.stream().consume(raw.len());
        self.skip(element)?;
        Ok(Some(text))
    }

    fn is_inside(&self, element: &Element<'_>) -> bool {
        self.open.get(element.depth) == Some(&element.offset)
    }

    fn step(&mut self) -> Result<Step<'a>, Error> {
        self.is_at_begin = false;
        loop {
            let start = self.offset();
            let event = match self.events.read_event() {
                Ok(event) => event,
                Err(error) => {
                    let offset = usize::try_from(self.events.error_position()).unwrap_or(start);
                    return Err(Error::at(self.document, offset, shortened(&error.to_string())));
                }
            };
            let is_empty = matches!(event, Event::Empty(_));
            match event {
                Event::Start(_) | Event::Empty(_) => {
                    let element = self.element(start)?;
                    if !is_empty {
                        self.open.push(element.offset);
                        self.is_at_begin = true;
                    }
                    return Ok(Step::Opened(element));
                }
                Event::End(_) => {
                    self.open.pop();
                    return Ok(Step::Closed);
                }
                Event::Text(text) => {
                    if self.open.is_empty() && !text.trim_ascii().is_empty() {
                        return Err(Error::at(
                            self.document,
                            start,
                            "text stands outside of all elements",
                        ));
                    }
                    return Ok(Step::Text(lines(self.slice(start, text.len()))));
                }
                Event::CData(text) => {
                    if self.open.is_empty() {
                        return Err(Error::at(
                            self.document,
                            start,
                            "text stands outside of all elements",
                        ));
                    }
                    let begin = "<![CDATA[".len();
                    return Ok(Step::Text(lines(self.slice(start + begin, text.len()))));
                }
                Event::GeneralRef(name) => {
                    let name = self.slice(start + 1, name.len());
                    let Some(character) = escape::reference(name).filter(|_| !self.open.is_empty()) else {
                        return Err(Error::at(self.document, start, escape::unknown(name)));
                    };
                    return Ok(Step::Character(character));
                }
                Event::DocType(_) => {
                    return Err(Error::at(
                        self.document,
                        start,
                        "document types (`<!DOCTYPE`) are not read",
                    ));
                }
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
                Event::Eof => {
                    let Some(open) = self.open.last() else {
                        return Ok(Step::End);
                    };
                    let what = "the document ends before this element does";
                    return Err(Error::at(self.document, *open, what));
                }
            }
        }
    }

    /// The element whose tag has just been read, and begins here.
    fn element(&self, start: usize) -> Result<Element<'a>, Error> {
        let fault = |what: String| Err(Error::at(self.document, start, what));
        let tag = self.slice(start, self.offset().saturating_sub(start));
        if tag.len() > self.limits.tag {
            return fault(format!("a tag has more than {} bytes", self.limits.tag));
        }
        let depth = self.open.len();
        if depth >= self.limits.depth {
            return fault(format!("elements are nested deeper than {}", self.limits.depth));
        }
        // Tags are most of a document: bytes are compared faster than texts.
        let length = match tag.as_bytes() {
            [b'<', inner @ .., b'/', b'>'] | [b'<', inner @ .., b'>'] => inner.len(),
            _ => return fault("this is no tag".to_owned()),
        };
        let inner = tag.get(1..=length).unwrap_or_default();
        let end = inner
            .bytes()
            .position(|byte| byte.is_ascii_whitespace())
            .unwrap_or(inner.len());
        let (name, raw_attributes) = inner.split_at_checked(end).unwrap_or((inner, ""));
        let (prefix, name) = split_name(name);
        Ok(Element {
            prefix,
            name,
            depth,
            offset: start,
            raw_attributes,
            most_attributes: self.limits.attributes,
            document: self.document,
        })
    }

    fn slice(&self, start: usize, length: usize) -> &'a str {
        self.document
            .get(start..start.saturating_add(length))
            .unwrap_or_default()
    }
}

/// Line ends as XML counts them.
fn lines(text: &str) -> Cow<'_, str> {
    if memchr::memchr(b'\r', text.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"))
}

/// What others say repeats the document, which may be long.
fn shortened(text: &str) -> String {
    text.chars().take(200).collect()
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
