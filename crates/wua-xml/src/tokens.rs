//! A document in pieces: tags, and what stands between them.
//!
//! Most of what is read is many short documents, and most of them is tags: a name is found here together with its tag, and nothing
//! is allocated.

use super::Error;

/// A piece of a document.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// `<name attributes>` or `<name attributes/>`.
    Begin {
        name: &'a str,
        attributes: &'a str,
        is_empty: bool,
    },
    /// `</name>`.
    End { name: &'a str },
    /// Text, with its references.
    Text(&'a str),
    /// A section of text without any.
    Data(&'a str),
    /// A comment or a processing instruction.
    Aside,
}

/// Parts a document.
pub(super) struct Tokens<'a> {
    document: &'a str,
    /// Where the next one begins.
    pub(super) offset: usize,
}

impl<'a> Tokens<'a> {
    pub(super) fn new(document: &'a str) -> Self {
        Self { document, offset: 0 }
    }

    /// The next one; nothing at the end.
    pub(super) fn next(&mut self) -> Result<Option<Token<'a>>, Error> {
        let rest = self.document.get(self.offset..).unwrap_or_default();
        let found = match rest.as_bytes() {
            [] => return Ok(None),
            [b'<', b'/', ..] => end(rest),
            [b'<', b'?', ..] => within(rest, "<?", "?>").map(|(_, length)| (Token::Aside, length)),
            [b'<', b'!', ..] => aside(rest),
            [b'<', ..] => begin(rest),
            bytes => {
                let length = memchr::memchr(b'<', bytes).unwrap_or(bytes.len());
                Ok((Token::Text(rest.get(..length).unwrap_or_default()), length))
            }
        };
        let (token, length) = found.map_err(|what| Error::at(self.document, self.offset, what))?;
        self.offset += length;
        Ok(Some(token))
    }
}

const ENDLESS: &str = "this does not end";
const NAMELESS: &str = "a name is expected behind `<`, which is written `&lt;` otherwise";

/// A token, and how long it is; or what is wrong.
type Found<'a> = Result<(Token<'a>, usize), &'static str>;

fn begin(rest: &str) -> Found<'_> {
    let length = tag_end(rest.as_bytes()).ok_or(ENDLESS)?;
    let inner = rest.get(1..length).unwrap_or_default();
    let (inner, is_empty) = inner
        .strip_suffix('/')
        .map_or((inner, false), |inner| (inner, true));
    let name = inner.bytes().position(|byte| byte.is_ascii_whitespace());
    let (name, attributes) = inner
        .split_at_checked(name.unwrap_or(inner.len()))
        .unwrap_or_default();
    if name.is_empty() {
        return Err(NAMELESS);
    }
    let token = Token::Begin {
        name,
        attributes,
        is_empty,
    };
    Ok((token, length + 1))
}

fn end(rest: &str) -> Found<'_> {
    let length = memchr::memchr(b'>', rest.as_bytes()).ok_or(ENDLESS)?;
    let name = rest.get("</".len()..length).unwrap_or_default().trim_ascii_end();
    if name.is_empty() {
        return Err(NAMELESS);
    }
    Ok((Token::End { name }, length + 1))
}

fn aside(rest: &str) -> Found<'_> {
    if rest.starts_with("<!--") {
        within(rest, "<!--", "-->").map(|(_, length)| (Token::Aside, length))
    } else if rest.starts_with("<![CDATA[") {
        within(rest, "<![CDATA[", "]]>").map(|(text, length)| (Token::Data(text), length))
    } else {
        Err("document types (`<!DOCTYPE`) are not read")
    }
}

/// What stands between the two, and how long all of it is.
fn within<'a>(rest: &'a str, before: &str, behind: &str) -> Result<(&'a str, usize), &'static str> {
    let inner = rest.get(before.len()..).unwrap_or_default();
    let end = memchr::memmem::find(inner.as_bytes(), behind.as_bytes()).ok_or(ENDLESS)?;
    let inner = inner.get(..end).unwrap_or_default();
    Ok((inner, before.len() + inner.len() + behind.len()))
}

/// Where the `>` is that ends a tag: one that is in no quotes.
fn tag_end(tag: &[u8]) -> Option<usize> {
    let end = memchr::memchr(b'>', tag)?;
    let count = |quote: u8| {
        let before = tag.iter().take(end);
        before.filter(|byte| **byte == quote).count()
    };
    // Nearly always it is the first one.
    if count(b'\'') == 0 && count(b'"').is_multiple_of(2) {
        return Some(end);
    }
    let mut open = None;
    tag.iter().position(|byte| {
        match (open, byte) {
            (None, b'>') => return true,
            (None, b'"' | b'\'') => open = Some(byte),
            (Some(quote), _) if quote == byte => open = None,
            _ => {}
        }
        false
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use quick_xml::events::Event;

    use super::*;

    /// What another reader takes a document for: names and texts; nothing if it finds something wrong.
    fn theirs(document: &str) -> Option<Vec<String>> {
        let mut reader = quick_xml::Reader::from_str(document);
        reader.config_mut().check_end_names = false;
        reader.config_mut().allow_unmatched_ends = true;
        let mut all = Vec::new();
        let mut text = String::new();
        loop {
            let token = match reader.read_event().ok()? {
                Event::Text(more) => {
                    text.push_str(std::str::from_utf8(&more).ok()?);
                    continue;
                }
                Event::GeneralRef(name) => {
                    text.extend(["&", std::str::from_utf8(&name).ok()?, ";"]);
                    continue;
                }
                Event::Start(tag) => format!("<{}>", std::str::from_utf8(&tag).ok()?),
                Event::Empty(tag) => format!("<{}/>", std::str::from_utf8(&tag).ok()?),
                Event::End(tag) => format!("</{}>", std::str::from_utf8(tag.name().0).ok()?),
                Event::CData(data) => format!("[{}]", std::str::from_utf8(&data).ok()?),
                Event::Comment(_) | Event::PI(_) | Event::Decl(_) => "aside".to_owned(),
                Event::DocType(_) => return None,
                Event::Eof => "end".to_owned(),
            };
            if !text.is_empty() {
                all.push(std::mem::take(&mut text));
            }
            if token == "end" {
                return Some(all);
            }
            all.push(token);
        }
    }

    fn ours(document: &str) -> Result<Vec<String>, Error> {
        let mut tokens = Tokens::new(document);
        let mut all = Vec::new();
        while let Some(token) = tokens.next()? {
            all.push(match token {
                Token::Begin {
                    name,
                    attributes,
                    is_empty,
                } => {
                    let end = if is_empty { "/" } else { "" };
                    format!("<{name}{attributes}{end}>")
                }
                Token::End { name } => format!("</{name}>"),
                Token::Text(text) => text.to_owned(),
                Token::Data(text) => format!("[{text}]"),
                Token::Aside => "aside".to_owned(),
            });
        }
        assert_eq!(tokens.offset, document.len());
        Ok(all)
    }

    #[test]
    fn a_tag_ends_where_no_quotes_are_open() {
        for tag in [
            "<a>",
            "<a b='>'>",
            "<a b=\">\">",
            "<a b='\">'>",
            "<a b=\"'>\" c='>'>",
            "<a b=''>",
        ] {
            assert_eq!(tag_end(tag.as_bytes()), Some(tag.len() - 1), "{tag}");
            assert_eq!(
                tag_end(format!("{tag}'>\">").as_bytes()),
                Some(tag.len() - 1),
                "{tag}"
            );
        }
        assert_eq!(tag_end(b"<a b='>"), None);
    }

    #[test]
    fn what_does_not_end_is_said_with_its_place() {
        for document in [
            "x<a",
            "x<a b='>",
            "x</a",
            "x<!--->",
            "x<![CDATA[]>",
            "x<?a>",
            "x<!a>",
            "x<>",
            "x< a>",
            "x</ >",
        ] {
            assert_eq!(ours(document).unwrap_err().offset, 1, "{document}");
        }
    }

    proptest! {
        #[test]
        fn another_reader_parts_documents_alike(
            pieces in prop::collection::vec(
                prop_oneof![
                    "<[ab:]{1,3}( [a-c]=('[\"<>/a&]{0,3}'|\"['<>/a&]{0,3}\")){0,3} ?/?>|</[ab:]{1,3} ?>",
                    "<!--[-a<> ]{0,4}-->|<\\?[a<>? ]{1,4}\\?>|<!\\[CDATA\\[[\\]a<>& ]{0,4}\\]\\]>",
                    "[a \r\n]{0,3}|&[a-z]{1,3};|>|'|\"|\\]\\]>|é",
                    "<|!|-",
                ],
                0..12,
            ),
        ) {
            let document = pieces.concat();
            match (ours(&document), theirs(&document)) {
                (Ok(ours), Some(theirs)) => prop_assert_eq!(ours, theirs),
                // Either may be stricter: what is wrong here is found by others of ours, or by none.
                (Ok(_), None) | (Err(_), _) => {}
            }
        }
    }
}
