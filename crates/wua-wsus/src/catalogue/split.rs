//! A document falls apart into packages, so that no more than one of them is in memory.
//!
//! Only what is needed to find the ends of packages is understood here: comments, marked sections, quotes. Whether a
//! package is well-formed is found out by whoever reads it; one that is not does not spoil its neighbours.

use std::io::{self, BufRead};

use memchr::memchr2;

use crate::sdp::{PACKAGE, WRAPPED};

/// A package of more bytes is left out.
pub(crate) const LARGEST_PACKAGE: usize = 16 << 20;

/// A tag, or anything else within `<` and `>`, of more bytes is not read.
const LARGEST_TAG: usize = 256 << 10;

/// What a document falls apart into.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// A package: its bytes are in the buffer.
    Package,
    /// One with too many bytes. It was skipped.
    TooLarge,
    /// The document is over.
    End,
}

/// Takes a document apart.
pub(super) struct Split<R> {
    reader: R,
    /// What stands within `<` and `>` right now.
    tag: Vec<u8>,
}

/// What stands within `<` and `>`.
enum Markup {
    Begin,
    Empty,
    End,
    /// Nothing that holds anything.
    Other,
    /// The document is over.
    Nothing,
}

impl<R: BufRead> Split<R> {
    pub(super) fn new(reader: R) -> Self {
        Self {
            reader,
            tag: Vec::new(),
        }
    }

    /// The next package, into `package`.
    pub(super) fn next(&mut self, package: &mut Vec<u8>) -> io::Result<Piece> {
        package.clear();
        // Between packages nothing is kept.
        let name = loop {
            skip_text(&mut self.reader)?;
            let markup = self.markup()?;
            let outer = [PACKAGE, WRAPPED].into_iter();
            let outer = outer.into_iter().find(|name| self.is_named(name));
            match (markup, outer) {
                (Markup::Nothing, _) => return Ok(Piece::End),
                (Markup::Begin, Some(name)) => break name,
                (Markup::Empty, Some(_)) => {
                    package.extend_from_slice(&self.tag);
                    return Ok(Piece::Package);
                }
                _ => {}
            }
        };
        let mut is_too_large = false;
        let mut depth = 1;
        package.extend_from_slice(&self.tag);
        while depth > 0 {
            is_too_large = is_too_large || !take_text(&mut self.reader, package)?;
            if is_too_large {
                skip_text(&mut self.reader)?;
            }
            match self.markup()? {
                Markup::Begin if self.is_named(name) => depth += 1,
                Markup::End if self.is_named(name) => depth -= 1,
                Markup::Nothing => {
                    return Err(io::Error::new(
                        io::ErrorKind::UnexpectedEof,
                        format!("it ends within a {name}"),
                    ));
                }
                _ => {}
            }
            is_too_large |= package.len() + self.tag.len() > LARGEST_PACKAGE;
            if is_too_large {
                package.clear();
            } else {
                package.extend_from_slice(&self.tag);
            }
        }
        Ok(if is_too_large {
            Piece::TooLarge
        } else {
            Piece::Package
        })
    }

    /// Whether the tag is of an element of this name, whatever its prefix.
    fn is_named(&self, name: &str) -> bool {
        let tag = self.tag.get(1..).unwrap_or_default();
        let tag = tag.strip_prefix(b"/").unwrap_or(tag);
        let end = tag
            .iter()
            .position(|byte| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>'));
        let full = tag.get(..end.unwrap_or(tag.len())).unwrap_or_default();
        full.strip_suffix(name.as_bytes())
            .is_some_and(|prefix| prefix.is_empty() || prefix.ends_with(b":"))
    }

    /// Reads from `<` to its `>`, both included.
    fn markup(&mut self) -> io::Result<Markup> {
        self.tag.clear();
        let mut quotes = Quotes::default();
        loop {
            if !read_through(&mut self.reader, &mut self.tag)? {
                if self.tag.is_empty() {
                    return Ok(Markup::Nothing);
                }
                let what = "it ends within a tag";
                return Err(io::Error::new(io::ErrorKind::InvalidData, what));
            }
            let ends = |end: &[u8], least: usize| self.tag.len() >= least && self.tag.ends_with(end);
            match self.tag.as_slice() {
                [b'<', b'!', b'-', b'-', ..] if ends(b"-->", 7) => return Ok(Markup::Other),
                [b'<', b'!', b'[', ..] if ends(b"]]>", 6) => return Ok(Markup::Other),
                [b'<', b'?', ..] if ends(b"?>", 4) => return Ok(Markup::Other),
                [b'<', b'!', b'-', b'-', ..] | [b'<', b'!', b'[', ..] | [b'<', b'?', ..] => {}
                [b'<', b'!', ..] => {
                    return Err(io::Error::new(
                        io::ErrorKind::InvalidData,
                        "document types (`<!DOCTYPE`) are not read",
                    ));
                }
                tag => match (quotes.are_closed_in(tag), tag) {
                    (false, _) => {}
                    (true, [_, b'/', ..]) => return Ok(Markup::End),
                    (true, [.., b'/', _]) => return Ok(Markup::Empty),
                    (true, _) => return Ok(Markup::Begin),
                },
            }
        }
    }
}

/// Quotes in a tag that grows. Within quotes only the same quote counts.
#[derive(Default)]
struct Quotes {
    open: Option<u8>,
    seen: usize,
}

impl Quotes {
    fn are_closed_in(&mut self, tag: &[u8]) -> bool {
        let mut rest = tag.get(self.seen..).unwrap_or_default();
        self.seen = tag.len();
        loop {
            let found = match self.open {
                Some(quote) => memchr::memchr(quote, rest),
                None => memchr2(b'"', b'\'', rest),
            };
            let Some(at) = found else {
                return self.open.is_none();
            };
            self.open = match self.open {
                Some(_) => None,
                None => rest.get(at).copied(),
            };
            rest = rest.get(at + 1..).unwrap_or_default();
        }
    }
}

/// Reads on to the next `>`; false if there is none.
fn read_through(reader: &mut impl BufRead, tag: &mut Vec<u8>) -> io::Result<bool> {
    loop {
        let bytes = reader.fill_buf()?;
        let end = memchr::memchr(b'>', bytes);
        let count = end.map_or(bytes.len(), |end| end + 1);
        if count == 0 {
            return Ok(false);
        }
        if tag.len() + count > LARGEST_TAG {
            return Err(io::Error::new(
                io::ErrorKind::InvalidData,
                format!("a tag, comment or marked section has more than {LARGEST_TAG} bytes"),
            ));
        }
        tag.extend_from_slice(bytes.get(..count).unwrap_or_default());
        reader.consume(count);
        if end.is_some() {
            return Ok(true);
        }
    }
}

/// Goes to the next `<`, or to the end.
fn skip_text(reader: &mut impl BufRead) -> io::Result<()> {
    loop {
        let bytes = reader.fill_buf()?;
        if bytes.is_empty() {
            return Ok(());
        }
        if let Some(at) = memchr::memchr(b'<', bytes) {
            reader.consume(at);
            return Ok(());
        }
        let count = bytes.len();
        reader.consume(count);
    }
}

/// The same, keeping what is passed; false if that is too much.
fn take_text(reader: &mut impl BufRead, package: &mut Vec<u8>) -> io::Result<bool> {
    loop {
        let bytes = reader.fill_buf()?;
        if bytes.is_empty() {
            return Ok(true);
        }
        let end = memchr::memchr(b'<', bytes);
        let count = end.unwrap_or(bytes.len());
        if package.len() + count > LARGEST_PACKAGE {
            return Ok(false);
        }
        package.extend_from_slice(bytes.get(..count).unwrap_or_default());
        reader.consume(count);
        if end.is_some() {
            return Ok(true);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::{BufReader, Read as _};

    use super::*;

    fn split(document: &str) -> (Vec<String>, Option<String>) {
        let mut whole = Vec::new();
        for capacity in [1, 7, 4096] {
            let mut split = Split::new(BufReader::with_capacity(capacity, document.as_bytes()));
            let (mut all, mut package) = (Vec::new(), Vec::new());
            let error = loop {
                match split.next(&mut package) {
                    Ok(Piece::End) => break None,
                    Ok(Piece::Package) => all.push(String::from_utf8(package.clone()).unwrap()),
                    Ok(Piece::TooLarge) => all.push("too large".to_owned()),
                    Err(error) => break Some(error.to_string()),
                }
            };
            whole.push((all, error));
        }
        assert!(whole.windows(2).all(|pair| pair[0] == pair[1]), "{whole:?}");
        whole.remove(0)
    }

    #[test]
    fn packages_are_found_wherever_they_are() {
        let one = "<p:SoftwareDistributionPackage a='>'>x<b>&amp;</b></p:SoftwareDistributionPackage >";
        let two = "<SoftwareDistributionPackage/>";
        let three = "<u:UpdateServicesPackage><SoftwareDistributionPackage></SoftwareDistributionPackage></u:UpdateServicesPackage>";
        let document = format!(
            "<?xml version='1.0'?><!-- <SoftwareDistributionPackage> --><c:SystemsManagementCatalog>\n{one}\n\
             <![CDATA[<SoftwareDistributionPackage>]]>{two}{three}</c:SystemsManagementCatalog>"
        );
        assert_eq!(
            split(&document),
            (vec![one.into(), two.into(), three.into()], None)
        );
        assert_eq!(split(one), (vec![one.into()], None));
        assert_eq!(split(""), (vec![], None));
        assert_eq!(split("<NoSoftwareDistributionPackage/>"), (vec![], None));
    }

    #[test]
    fn what_looks_like_an_end_and_is_none_is_passed() {
        let one = "<SoftwareDistributionPackage><!-- </SoftwareDistributionPackage> > --><![CDATA[ > </SoftwareDistributionPackage>]]>\
                   <a b='</SoftwareDistributionPackage>' c=\"'>\"/><?p > ?></SoftwareDistributionPackage>";
        assert_eq!(split(one), (vec![one.into()], None));
    }

    #[test]
    fn broken_packages_do_not_spoil_their_neighbours() {
        let broken = "<SoftwareDistributionPackage><a></b></SoftwareDistributionPackage>";
        let whole = "<SoftwareDistributionPackage></SoftwareDistributionPackage>";
        assert_eq!(
            split(&format!("<c>{broken}{whole}</c>")),
            (vec![broken.into(), whole.into()], None)
        );
    }

    #[test]
    fn what_has_no_end_or_another_grammar_is_an_error() {
        for document in [
            "<SoftwareDistributionPackage>",
            "<SoftwareDistributionPackage><",
            "<a b='>",
            "<!-- >",
            "<!DOCTYPE a [<!ENTITY b 'c'>]><a/>",
            "<a <!DOCTYPE",
        ] {
            assert!(split(document).1.is_some(), "{document}");
        }
    }

    #[test]
    fn a_package_that_is_too_large_is_skipped() {
        let text = "x".repeat(LARGEST_PACKAGE);
        let large = format!("<SoftwareDistributionPackage>{text}</SoftwareDistributionPackage>");
        let small = "<SoftwareDistributionPackage></SoftwareDistributionPackage>";
        let mut split = Split::new(large.as_bytes().chain(small.as_bytes()));
        let mut package = Vec::new();
        assert_eq!(split.next(&mut package).unwrap(), Piece::TooLarge);
        assert_eq!(split.next(&mut package).unwrap(), Piece::Package);
        assert_eq!(package, small.as_bytes());
        assert_eq!(split.next(&mut package).unwrap(), Piece::End);
    }
}
