//! The licence fragment names files; each is the licence in one language.

use wua_agent::Content;
use wua_com::{Lcid, locale};
use wua_rules::xml::Error;

use crate::sdp::contents;

/// A longer licence is not read.
pub(crate) const LONGEST: u64 = 1 << 20;

/// A licence in one language, as a file of the server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct LicenceFile {
    pub(crate) locale: Option<Lcid>,
    pub(crate) file: Content,
}

impl LicenceFile {
    /// Reads a fragment.
    pub(crate) fn read(fragment: &str) -> Result<Vec<Self>, Error> {
        let mut reader = super::reader(fragment)?;
        let mut all = Vec::new();
        while let Some(root) = reader.root()? {
            if root.name != "EulaFile" {
                continue;
            }
            // Servers differ in whether it is an attribute or an element.
            let mut language = root
                .attribute("Language")?
                .and_then(|language| locale::parse(language.trim()));
            let mut parts = contents::Parts::new(&root)?;
            while let Some(child) = reader.child(&root)? {
                if child.name == "Language" {
                    language = locale::parse(reader.text(&child)?.trim());
                } else {
                    parts.read(&mut reader, &child)?;
                }
            }
            let file = parts.finish();
            if file.size > LONGEST {
                return Err(root.error(format!(
                    "the licence has {} bytes; {LONGEST} are read at most",
                    file.size
                )));
            }
            all.push(Self {
                locale: language,
                file,
            });
        }
        Ok(all)
    }
}

/// The text of a licence's file: in UTF-8 or UTF-16, or else in the code page of western Windows, of which what has no
/// place in Latin 1 is lost.
pub(crate) fn decode(bytes: &[u8]) -> String {
    let text = match wua_rules::xml::decode(bytes) {
        Ok(text) => text.into_owned(),
        Err(_) => bytes.iter().copied().map(char::from).collect(),
    };
    text.replace("\r\n", "\n")
        .trim_matches(['\u{FEFF}', '\0'])
        .to_owned()
}
