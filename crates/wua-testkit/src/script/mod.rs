//! The text in which the museum is written: blocks of fields, for people to read and extend.
//!
//! ```text
//! # A remark.
//! update brass-polish
//!     title: Brass polish (KB5081936)
//!     title (es): Abrillantador de latón (KB5081936)
//!     description: A long text goes on
//!         in lines that are indented deeper.
//! ```
//!
//! A line without indentation begins a block: what it is, and its name. Below it stand fields: a key, perhaps a
//! language, a colon, the value. `\n` in a value is a line break.

mod value;

use std::fmt;

use wua_com::{Error, Lcid, code};

pub(crate) use value::{hresult, moment, size};

/// A script, in blocks.
#[derive(Debug)]
pub(crate) struct Script {
    pub(crate) blocks: Vec<Block>,
}

/// Something that a script describes.
#[derive(Debug)]
pub(crate) struct Block {
    /// What it is: `update`, `category`.
    pub(crate) kind: String,
    /// What the scripts call it.
    pub(crate) name: String,
    /// Where it begins.
    pub(crate) place: Place,
    /// What is said of it.
    pub(crate) fields: Vec<Field>,
}

/// One thing that is said.
#[derive(Clone, Debug)]
pub(crate) struct Field {
    pub(crate) key: String,
    /// The language in parentheses; English without.
    pub(crate) language: Lcid,
    pub(crate) value: String,
    pub(crate) place: Place,
}

/// A line of a script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    file: String,
    line: usize,
}

impl Script {
    /// Reads a script. `file` is what messages call it.
    pub(crate) fn parse(file: &str, text: &str) -> Result<Self, ScriptError> {
        let mut blocks: Vec<Block> = Vec::new();
        let mut indent_of_fields = 0;
        for (at, line) in text.lines().enumerate() {
            let place = Place {
                file: file.to_owned(),
                line: at + 1,
            };
            let content = line.trim();
            if content.is_empty() || content.starts_with('#') {
                continue;
            }
            let indent = line.len() - line.trim_start().len();
            match blocks.last_mut() {
                _ if indent == 0 => blocks.push(Block::begin(content, place)?),
                None => return Err(place.error("the first block has not begun yet")),
                Some(Block { fields, .. }) => match fields.last_mut() {
                    Some(last) if indent > indent_of_fields => last.go_on(content),
                    _ => {
                        indent_of_fields = indent;
                        fields.push(Field::begin(content, place)?);
                    }
                },
            }
        }
        Ok(Self { blocks })
    }
}

impl Block {
    fn begin(content: &str, place: Place) -> Result<Self, ScriptError> {
        let Some((kind, name)) = content.split_once(' ') else {
            return Err(place.error(format!("`{content}` needs a name behind it")));
        };
        Ok(Self {
            kind: kind.to_owned(),
            name: name.trim().to_owned(),
            place,
            fields: Vec::new(),
        })
    }
}

impl Field {
    fn begin(content: &str, place: Place) -> Result<Self, ScriptError> {
        let Some((key, value)) = content.split_once(':') else {
            return Err(place.error(format!("`{content}` has no colon: `key: value` is expected")));
        };
        let (key, language) = match key.split_once(" (") {
            Some((key, tag)) => (
                key,
                value::language(tag.trim_end_matches(')'))
                    .ok_or_else(|| place.error(format!("the museum has no interpreter for `{tag}`")))?,
            ),
            None => (key, Lcid::ENGLISH),
        };
        let value = value.trim().replace("\\n", "\n");
        Ok(Self {
            key: key.to_owned(),
            language,
            value,
            place,
        })
    }

    fn go_on(&mut self, content: &str) {
        if !self.value.is_empty() && !self.value.ends_with('\n') {
            self.value.push(' ');
        }
        self.value.push_str(&content.replace("\\n", "\n"));
    }

    /// The complaint that nobody knows such a field.
    pub(crate) fn unknown(&self) -> ScriptError {
        self.place
            .error(format!("`{}` is not a field of this kind of block", self.key))
    }
}

impl Place {
    /// A complaint about this line.
    pub(crate) fn error(&self, message: impl Into<String>) -> ScriptError {
        ScriptError {
            place: self.clone(),
            message: message.into(),
        }
    }
}

/// What is wrong with a script, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ScriptError {
    place: Place,
    message: String,
}

impl fmt::Display for ScriptError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.place.file, self.place.line, self.message)
    }
}

impl From<ScriptError> for Error {
    fn from(error: ScriptError) -> Self {
        Self::new(code::ERROR_INVALID_DATA, error.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_have_fields_that_may_go_on() {
        let text = "# remark\nupdate a b\n    title (es): Hola:\n        amigo\\n\n        mío\n\n    id: 1\nlicence c\n";
        let script = Script::parse("hall", text).unwrap();
        let [update, licence] = script.blocks.as_slice() else {
            panic!("{script:?}")
        };
        assert_eq!((update.kind.as_str(), update.name.as_str()), ("update", "a b"));
        let [title, id] = update.fields.as_slice() else {
            panic!("{update:?}")
        };
        assert_eq!(title.value, "Hola: amigo\nmío");
        assert_eq!((title.language, id.language), (Lcid(0x0C0A), Lcid::ENGLISH));
        assert_eq!((licence.place.line, licence.fields.len()), (8, 0));
    }

    #[test]
    fn mistakes_are_named_with_their_line() {
        for (text, complaint) in [
            ("    title: early", "hall:1: the first block has not begun yet"),
            ("update", "hall:1: `update` needs a name behind it"),
            (
                "update a\n  loose",
                "hall:2: `loose` has no colon: `key: value` is expected",
            ),
            (
                "update a\n  title (tlh): nuqneH",
                "hall:2: the museum has no interpreter for `tlh)`",
            ),
        ] {
            assert_eq!(Script::parse("hall", text).unwrap_err().to_string(), complaint);
        }
    }
}
