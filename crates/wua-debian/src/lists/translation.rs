//! Descriptions in other languages: `Translation-de` and its like.

use std::collections::HashMap;
use std::io::Read;

use crate::deb822::{Field, ReadError, StanzaReader};

/// What a package is, for people.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Description {
    /// One line.
    pub short: String,
    /// Paragraphs with an empty line between them; may be empty.
    pub long: String,
}

const PREFIX: &[u8] = b"Description-";

/// The descriptions of a file, by the MD5 of the English one, for those that are wanted.
///
/// # Errors
/// The file is damaged.
pub fn translations<R: Read>(
    source: R,
    mut is_wanted: impl FnMut(&str) -> bool,
) -> Result<HashMap<String, Description>, ReadError> {
    let mut found = HashMap::new();
    let mut reader = StanzaReader::new(source);
    while let Some(stanza) = reader.next_stanza()? {
        let Some(md5) = stanza.get("Description-md5").map(str::to_ascii_lowercase) else {
            continue;
        };
        if found.contains_key(&md5) || !is_wanted(&md5) {
            continue;
        }
        let text = stanza.fields().flatten().find(is_text);
        if let Some(field) = text {
            found.insert(md5, Description::of(&field));
        }
    }
    Ok(found)
}

/// `Description-de`, but not `Description-md5`.
fn is_text(field: &Field<'_>) -> bool {
    let has_prefix = field
        .name
        .get(..PREFIX.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(PREFIX));
    has_prefix && !field.is("Description-md5")
}

impl Description {
    /// Of a field `Description`, in whatever language: its first line, and the paragraphs behind it. Lines that are
    /// indented further are not to be joined with others, and stay indented.
    pub fn of(field: &Field<'_>) -> Self {
        let text = String::from_utf8_lossy(field.value);
        let mut lines = text.split('\n').map(str::trim_end);
        let short = lines.next().unwrap_or_default().to_owned();
        let long: Vec<&str> = lines
            .map(|line| match line.get(1..) {
                Some(".") | None => "",
                Some(line) => line,
            })
            .collect();
        Self {
            short,
            long: long.join("\n").trim_end().to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "Package: baum\nDescription-md5: 0123456789abcdef0123456789ABCDEF\n\
                        Description-de: Bäume im Speicher\n Ein Wald\n aus Zeigern.\n .\n  * Liste\n\n\
                        Package: strauch\nDescription-md5: ffffffffffffffffffffffffffffffff\n\
                        Description-de: Sträucher\n";

    #[test]
    fn wanted_descriptions_are_found_by_their_hash() {
        let wanted = "0123456789abcdef0123456789abcdef";
        let found = translations(FILE.as_bytes(), |md5| md5 == wanted).unwrap();
        let expected = Description {
            short: "Bäume im Speicher".to_owned(),
            long: "Ein Wald\naus Zeigern.\n\n * Liste".to_owned(),
        };
        assert_eq!(found, HashMap::from([(wanted.to_owned(), expected)]));
        assert_eq!(translations(FILE.as_bytes(), |_| true).unwrap().len(), 2);
    }

    #[test]
    fn bytes_that_are_no_text_are_replaced() {
        let file = b"Description-md5: 00\nDescription-de: B\xe4ume\n\n";
        let found = translations(&file[..], |_| true).unwrap();
        assert_eq!(found["00"].short, "B\u{fffd}ume");
    }
}
