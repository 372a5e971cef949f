//! `OriginFile`, which servers call `File`: a file, where it is, and what proves that it is the right one.

use wua_agent::Content;
use wua_rules::xml::{Element, Error, Reader};

use super::value;

/// Reads a file's element.
pub(crate) fn read<'a>(reader: &mut Reader<'a>, element: &Element<'a>) -> Result<Content, Error> {
    let mut parts = Parts::new(element)?;
    while let Some(child) = reader.child(element)? {
        parts.read(reader, &child)?;
    }
    Ok(parts.0)
}

/// A file whose element is being read.
pub(crate) struct Parts(Content);

impl Parts {
    /// What its attributes say.
    pub(crate) fn new(element: &Element<'_>) -> Result<Self, Error> {
        let digest = value::required(element, "Digest")?;
        let name = value::required(element, "FileName")?;
        let patching = value::text(element, "PatchingType")?;
        Ok(Self(Content {
            url: address(&value::text(element, "OriginUri")?),
            file_name: file_name(element, &name)?,
            size: value::number(element, "Size")?,
            sha1: hexadecimal::<20>(element, "Digest", &digest)?,
            is_delta: patching.trim().eq_ignore_ascii_case("Express"),
            ..Content::default()
        }))
    }

    /// What one of its children says.
    pub(crate) fn read<'a>(&mut self, reader: &mut Reader<'a>, child: &Element<'a>) -> Result<(), Error> {
        if child.name != "AdditionalDigest" {
            return Ok(());
        }
        let is_sha256 = child
            .attribute("Algorithm")?
            .is_some_and(|name| matches!(name.trim().to_ascii_uppercase().as_str(), "SHA256" | "SHA-256"));
        if is_sha256 {
            let text = reader.text(child)?;
            self.0.sha256 = hexadecimal::<32>(child, "AdditionalDigest", &text)?;
        }
        Ok(())
    }

    /// The file.
    pub(crate) fn finish(self) -> Content {
        self.0
    }
}

/// An address on a server. What is none lies beside the catalogue: publishers also write paths of their own computers.
fn address(uri: &str) -> String {
    let uri = uri.trim();
    let scheme = uri.split_once("://").map_or("", |(scheme, _)| scheme);
    if scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https") {
        return uri.to_owned();
    }
    String::new()
}

/// A name without any path.
fn file_name(element: &Element<'_>, name: &str) -> Result<String, Error> {
    let name = name.trim();
    if !is_plain(name) {
        return Err(element.error(format!(
            "FileName is `{}`, which is not the plain name of a file",
            value::short(name)
        )));
    }
    Ok(name.to_owned())
}

/// A path below the folder of an update's files: of a program, for instance.
pub(crate) fn path_inside(element: &Element<'_>, attribute: &str, path: &str) -> Result<String, Error> {
    let path = path.trim();
    if path.split(['\\', '/']).all(is_plain) {
        return Ok(path.to_owned());
    }
    Err(element.error(format!(
        "{attribute} is `{}`, which does not lie among the files of the update",
        value::short(path)
    )))
}

/// What no file system takes for more than a name.
fn is_plain(name: &str) -> bool {
    let is_odd =
        |c: char| c.is_control() || matches!(c, '\\' | '/' | ':' | '*' | '?' | '"' | '<' | '>' | '|');
    !matches!(name, "" | "." | "..")
        && name.len() <= 255
        && !name.contains(is_odd)
        && !name.ends_with(['.', ' '])
}

/// A hash of `N` bytes, from base64 to hexadecimal digits.
pub(crate) fn hexadecimal<const N: usize>(
    element: &Element<'_>,
    name: &str,
    text: &str,
) -> Result<String, Error> {
    use std::fmt::Write as _;
    let bytes = base64(text).filter(|bytes| bytes.len() == N).ok_or_else(|| {
        element.error(format!(
            "{name} is `{}`, which is no hash of {N} bytes in base64",
            value::short(text)
        ))
    })?;
    let mut digits = String::with_capacity(2 * N);
    for byte in bytes {
        let _ = write!(digits, "{byte:02x}");
    }
    Ok(digits)
}

/// The bytes of 40 hexadecimal digits.
pub(crate) fn from_hexadecimal(digits: &str) -> Option<[u8; 20]> {
    let mut bytes = [0; 20];
    if digits.len() != 40 {
        return None;
    }
    for (place, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(digits.get(2 * place..2 * place + 2)?, 16).ok()?;
    }
    Some(bytes)
}

/// [RFC 4648] 4, padded or not; blanks do not count.
///
/// [RFC 4648]: https://www.rfc-editor.org/rfc/rfc4648
pub(crate) fn base64(text: &str) -> Option<Vec<u8>> {
    let text = text.trim().trim_end_matches('=');
    let mut bytes = Vec::with_capacity(text.len() * 3 / 4);
    let (mut bits, mut count) = (0_u32, 0);
    for character in text.bytes().filter(|byte| !byte.is_ascii_whitespace()) {
        let value = match character {
            b'A'..=b'Z' => character - b'A',
            b'a'..=b'z' => character - b'a' + 26,
            b'0'..=b'9' => character - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        };
        bits = (bits << 6 | u32::from(value)) & 0xFFFF;
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push(u8::try_from(bits >> count & 0xFF).ok()?);
        }
    }
    // Six bits that are left over are a character too much.
    (count < 6).then_some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_read_with_and_without_padding() {
        assert_eq!(base64("").unwrap(), b"");
        assert_eq!(base64("Zm9v").unwrap(), b"foo");
        assert_eq!(base64(" Zm9vYg==\n").unwrap(), b"foob");
        assert_eq!(base64("Zm9vYmE").unwrap(), b"fooba");
        assert_eq!(base64("/+8=").unwrap(), [0xFF, 0xEF]);
        for wrong in ["Z", "Zm9vY", "Zm9*", "Zm=9v"] {
            assert_eq!(base64(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn only_servers_have_addresses() {
        assert_eq!(address(" https://example.org/a.msi"), "https://example.org/a.msi");
        for elsewhere in [
            "",
            "file:///etc/passwd",
            "\\\\server\\share\\a.msi",
            "a.msi",
            "copy:/a",
        ] {
            assert_eq!(address(elsewhere), "", "{elsewhere}");
        }
    }

    #[test]
    fn names_that_lead_elsewhere_are_not_plain() {
        for name in ["", ".", "..", "a/b", "a\\b", "c:a", "a\0b", "a.", "a ", "con|"] {
            assert!(!is_plain(name), "{name:?}");
        }
        assert!(is_plain("setup 1.0 (ä).exe"));
    }
}
