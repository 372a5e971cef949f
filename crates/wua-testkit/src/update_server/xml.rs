//! XML as a tree, with its namespaces resolved. Requests are checked against the schemas by it, and metadata converted.

use std::fmt::Write as _;
use std::sync::Arc;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// How deep elements may lie inside each other.
const DEEPEST: usize = 96;

/// The namespace of `xsi:type` and `xsi:nil`.
pub(crate) const INSTANCE: &str = "http://www.w3.org/2001/XMLSchema-instance";

/// An element.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Node {
    /// Its namespace; empty for none.
    pub namespace: Arc<str>,
    /// Its name without a prefix.
    pub name: String,
    /// Without those that declare namespaces.
    pub attributes: Vec<Attribute>,
    /// What it holds, in order.
    pub content: Vec<Content>,
}

/// An attribute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribute {
    /// Its namespace; empty for none.
    pub namespace: Arc<str>,
    /// Its name without a prefix.
    pub name: String,
    /// Its value.
    pub value: String,
}

/// What an element holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// Another element.
    Node(Node),
    /// Text.
    Text(String),
}

impl Node {
    /// An element of a document that has to be XML with namespaces.
    pub fn parse(document: &str) -> Result<Self, String> {
        Builder::new(Names::Declared).read(document)
    }

    /// A fragment of metadata: elements beside each other and without namespaces, as the children of one.
    pub fn parse_fragment(fragment: &str) -> Result<Self, String> {
        Builder::new(Names::AsTheyAre).read(&format!("<fragment>{fragment}</fragment>"))
    }

    /// The elements directly inside.
    pub fn children(&self) -> impl Iterator<Item = &Self> {
        self.content.iter().filter_map(|content| match content {
            Content::Node(node) => Some(node),
            Content::Text(_) => None,
        })
    }

    /// The elements directly inside that have a name.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Self> {
        self.children().filter(move |child| child.name == name)
    }

    /// The first element directly inside that has a name.
    pub fn child(&self, name: &str) -> Option<&Self> {
        self.children().find(|child| child.name == name)
    }

    /// The first element at the end of a path of names.
    pub fn at(&self, path: &[&str]) -> Option<&Self> {
        path.iter().try_fold(self, |node, name| node.child(name))
    }

    /// The text directly inside.
    pub fn text(&self) -> String {
        let texts = self.content.iter().filter_map(|content| match content {
            Content::Text(text) => Some(text.as_str()),
            Content::Node(_) => None,
        });
        texts.collect()
    }

    /// The text of a child.
    pub fn text_of(&self, name: &str) -> Option<String> {
        self.child(name).map(Self::text)
    }

    /// The value of an attribute without a namespace.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let mut attributes = self.attributes.iter();
        let found = attributes.find(|attribute| attribute.name == name && attribute.namespace.is_empty());
        found.map(|attribute| attribute.value.as_str())
    }

    /// Whether `xsi:nil` says that there is no value.
    pub fn is_nil(&self) -> bool {
        self.attributes.iter().any(|attribute| {
            attribute.name == "nil"
                && &*attribute.namespace == INSTANCE
                && ["true", "1"].contains(&attribute.value.as_str())
        })
    }
}

/// Writes text so that it reads as itself between tags and in quotation marks.
pub fn escape(text: &str, out: &mut String) {
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            // What XML 1.0 cannot say does not come from documents that were read.
            '\t' | '\n' => out.push(character),
            '\r' => out.push_str("&#13;"),
            '\0'..='\u{1F}' => out.push('\u{FFFD}'),
            _ => out.push(character),
        }
    }
}

/// Writes an element that holds text.
pub fn leaf(out: &mut String, name: &str, text: impl std::fmt::Display) {
    let _ = write!(out, "<{name}>");
    escape(&text.to_string(), out);
    let _ = write!(out, "</{name}>");
}

/// Writes an attribute.
pub fn attribute(out: &mut String, name: &str, value: &str) {
    let _ = write!(out, " {name}=\"");
    escape(value, out);
    out.push('"');
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Names {
    Declared,
    AsTheyAre,
}

struct Builder {
    names: Names,
    /// Prefixes in force, the latest last, with the depth of the element that declared them.
    declared: Vec<(usize, String, Arc<str>)>,
    open: Vec<Node>,
    root: Option<Node>,
    nothing: Arc<str>,
}

impl Builder {
    fn new(names: Names) -> Self {
        Self {
            names,
            declared: Vec::new(),
            open: Vec::new(),
            root: None,
            nothing: Arc::from(""),
        }
    }

    fn read(mut self, document: &str) -> Result<Node, String> {
        let document = document.strip_prefix('\u{FEFF}').unwrap_or(document);
        let mut reader = Reader::from_str(document);
        loop {
            match reader.read_event().map_err(|error| error.to_string())? {
                Event::Start(tag) => self.begin(&tag)?,
                Event::Empty(tag) => {
                    self.begin(&tag)?;
                    self.end();
                }
                Event::End(_) => self.end(),
                Event::Text(text) => self.text(utf8(&text)?)?,
                Event::CData(text) => self.text(utf8(&text)?)?,
                Event::GeneralRef(name) => {
                    let mut text = String::new();
                    text.push(reference(utf8(&name)?)?);
                    self.text(&text)?;
                }
                Event::DocType(_) => return Err("a document type (`<!DOCTYPE`) is not allowed".to_owned()),
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
                Event::Eof => break,
            }
        }
        if !self.open.is_empty() {
            return Err("the document ends before its elements do".to_owned());
        }
        self.root.ok_or_else(|| "there is no element".to_owned())
    }

    fn begin(&mut self, tag: &BytesStart<'_>) -> Result<(), String> {
        let depth = self.open.len();
        if depth == DEEPEST {
            return Err(format!("elements lie deeper than {DEEPEST}"));
        }
        if depth == 0 && self.root.is_some() {
            return Err("there is more than one root".to_owned());
        }
        let mut attributes = Vec::new();
        for attribute in tag.attributes() {
            let attribute = attribute.map_err(|error| error.to_string())?;
            let name = utf8(attribute.key.as_ref())?;
            let value = unescape(utf8(&attribute.value)?)?;
            match name.split_once(':') {
                None if name == "xmlns" => self.declared.push((depth, String::new(), value.into())),
                Some(("xmlns", prefix)) => self.declared.push((depth, prefix.to_owned(), value.into())),
                _ => attributes.push((name.to_owned(), value)),
            }
        }
        let name = utf8(tag.name().into_inner())?.to_owned();
        let (prefix, local) = name.split_once(':').unwrap_or(("", &name));
        let mut node = Node {
            namespace: self.namespace(prefix)?,
            name: local.to_owned(),
            ..Node::default()
        };
        for (name, value) in attributes {
            let (namespace, local) = match name.split_once(':') {
                Some((prefix, local)) => (self.namespace(prefix)?, local),
                None => (self.nothing.clone(), name.as_str()),
            };
            node.attributes.push(Attribute {
                namespace,
                name: local.to_owned(),
                value,
            });
        }
        self.open.push(node);
        Ok(())
    }

    fn end(&mut self) {
        let Some(node) = self.open.pop() else { return };
        let depth = self.open.len();
        self.declared.retain(|(declared_at, ..)| *declared_at < depth);
        match self.open.last_mut() {
            Some(parent) => parent.content.push(Content::Node(node)),
            None => self.root = Some(node),
        }
    }

    fn text(&mut self, text: &str) -> Result<(), String> {
        let Some(open) = self.open.last_mut() else {
            return if text.trim().is_empty() {
                Ok(())
            } else {
                Err("text stands outside of all elements".to_owned())
            };
        };
        match open.content.last_mut() {
            Some(Content::Text(before)) => before.push_str(text),
            _ => open.content.push(Content::Text(text.to_owned())),
        }
        Ok(())
    }

    fn namespace(&self, prefix: &str) -> Result<Arc<str>, String> {
        let mut declared = self.declared.iter().rev();
        match declared.find(|(_, name, _)| name == prefix) {
            Some((_, _, namespace)) => Ok(namespace.clone()),
            None if prefix.is_empty() || prefix == "xml" || self.names == Names::AsTheyAre => {
                Ok(self.nothing.clone())
            }
            None => Err(format!("the prefix `{prefix}` is not declared")),
        }
    }
}

fn utf8(bytes: &[u8]) -> Result<&str, String> {
    std::str::from_utf8(bytes).map_err(|_| "it is not UTF-8".to_owned())
}

fn unescape(text: &str) -> Result<String, String> {
    let mut parts = text.split('&');
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (name, rest) = part.split_once(';').ok_or("an `&` stands for nothing")?;
        plain.push(reference(name)?);
        plain.push_str(rest);
    }
    Ok(plain)
}

fn reference(name: &str) -> Result<char, String> {
    let number = |digits: &str, radix| u32::from_str_radix(digits, radix).ok();
    let found = match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => match name.strip_prefix("#x") {
            Some(digits) => number(digits, 16),
            None => name.strip_prefix('#').and_then(|digits| number(digits, 10)),
        }
        .and_then(char::from_u32),
    };
    found.ok_or_else(|| format!("`&{name};` stands for nothing"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prefixes_are_resolved_and_end_with_their_element() {
        let document =
            "<a xmlns='one'><p:b xmlns:p='two' p:c='1' d='2'/><e xmlns=''>x&amp;<![CDATA[<y>]]></e></a>";
        let node = Node::parse(document).unwrap();
        assert_eq!(&*node.namespace, "one");
        let inner = node.child("b").unwrap();
        assert_eq!(&*inner.namespace, "two");
        assert_eq!(inner.attribute("c"), None);
        assert_eq!(inner.attribute("d"), Some("2"));
        assert_eq!(node.text_of("e").unwrap(), "x&<y>");
        assert_eq!(&*node.child("e").unwrap().namespace, "");
        assert!(Node::parse("<p:a/>").is_err());
        assert!(Node::parse("<a/><b/>").is_err());
        assert!(Node::parse("<a>").is_err());
    }

    #[test]
    fn fragments_have_several_roots_and_dots_in_names() {
        let node = Node::parse_fragment("<a/><b.c type='x:y'/>").unwrap();
        assert!(node.child("b.c").is_some());
    }
}
