//! `Release` and `InRelease`: what an archive says of itself.

use std::borrow::Cow;

use jiff::Timestamp;
use jiff::fmt::rfc2822::DateTimeParser;

use crate::deb822::{Field, ReadError, Stanza, StanzaReader};

/// What a Release file says of one suite of an archive.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Release {
    /// `Origin`: whose it is.
    pub origin: String,
    /// `Label`
    pub label: String,
    /// `Suite`: what it is now, `stable`.
    pub suite: String,
    /// `Codename`: what it is always, `bookworm`.
    pub codename: String,
    /// `Version`, such as `12.11`.
    pub version: String,
    /// `Date`: when it was made.
    pub date: Option<Timestamp>,
    /// `Valid-Until`: when it is no longer to be trusted.
    pub valid_until: Option<Timestamp>,
    /// `NotAutomatic`: nothing of it is installed unasked.
    pub not_automatic: bool,
    /// `ButAutomaticUpgrades`: but what was installed from it is upgraded.
    pub but_automatic_upgrades: bool,
    /// `Architectures`
    pub architectures: Vec<String>,
    /// `Components`
    pub components: Vec<String>,
    /// `No-Support-for-Architecture-all`: packages for all architectures stand in the list of each, whatever
    /// `Architectures` says.
    pub no_support_for_architecture_all: String,
}

/// A file of an archive, as its Release file lists it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexFile {
    /// Where it is, from the folder of the Release file.
    pub name: String,
    /// In bytes.
    pub size: u64,
    /// In lower case.
    pub sha256: String,
}

impl Release {
    /// Reads a file, signed in clear or not signed. Its signature is not verified.
    ///
    /// # Errors
    /// It is damaged, or not such a file.
    pub fn parse(file: &[u8]) -> Result<Self, ReadError> {
        let text = release_text(file)?;
        let mut reader = StanzaReader::new(&*text);
        let stanza = reader.next_stanza()?.ok_or_else(|| malformed("it is empty"))?;
        if stanza.fields().any(|field| field.is_err()) {
            return Err(malformed("it has lines that are no fields"));
        }
        let word = |name: &str| -> String {
            let value = stanza.bytes(name).unwrap_or_default();
            String::from_utf8_lossy(value).into_owned()
        };
        let words = |name: &str| word(name).split_ascii_whitespace().map(str::to_owned).collect();
        let yes = |name: &str| word(name).eq_ignore_ascii_case("yes");
        Ok(Self {
            origin: word("Origin"),
            label: word("Label"),
            suite: word("Suite"),
            codename: word("Codename"),
            version: word("Version"),
            date: date(stanza, "Date")?,
            valid_until: date(stanza, "Valid-Until")?,
            not_automatic: yes("NotAutomatic"),
            but_automatic_upgrades: yes("ButAutomaticUpgrades"),
            architectures: words("Architectures"),
            components: words("Components"),
            no_support_for_architecture_all: word("No-Support-for-Architecture-all"),
        })
    }

    /// The files that a Release file lists under `SHA256`, as far as they are wanted.
    ///
    /// # Errors
    /// It is damaged, or not such a file.
    pub fn index_files(
        file: &[u8],
        mut is_wanted: impl FnMut(&str) -> bool,
    ) -> Result<Vec<IndexFile>, ReadError> {
        let text = release_text(file)?;
        let mut reader = StanzaReader::new(&*text);
        let stanza = reader.next_stanza()?.ok_or_else(|| malformed("it is empty"))?;
        let field = stanza
            .fields()
            .flatten()
            .filter(|field| field.is("SHA256"))
            .last();
        let lines = field
            .iter()
            .flat_map(Field::lines)
            .filter(|line| !line.is_empty());
        let mut files = Vec::new();
        for line in lines {
            let line = String::from_utf8_lossy(line);
            let file = index_file(&line).ok_or_else(|| malformed(&format!("the line {line:?} of SHA256")))?;
            if is_wanted(&file.name) {
                files.push(file);
            }
        }
        Ok(files)
    }
}

fn index_file(line: &str) -> Option<IndexFile> {
    let mut words = line.split_ascii_whitespace();
    let (sha256, size, name) = (words.next()?, words.next()?, words.next()?);
    let is_hash = sha256.len() == 64 && sha256.bytes().all(|byte| byte.is_ascii_hexdigit());
    (is_hash && words.next().is_none()).then_some(IndexFile {
        name: name.to_owned(),
        size: size.parse().ok()?,
        sha256: sha256.to_ascii_lowercase(),
    })
}

/// What was signed: the text without the armour of a clear signature ([RFC 9580] 7). Other text is left as it is.
///
/// # Errors
/// The armour has no end.
///
/// [RFC 9580]: https://www.rfc-editor.org/rfc/rfc9580#section-7
pub fn release_text(file: &[u8]) -> Result<Cow<'_, [u8]>, ReadError> {
    let mut lines = file.split_inclusive(|byte| *byte == b'\n');
    let is_start = |line: &[u8]| line.trim_ascii_end() == b"-----BEGIN PGP SIGNED MESSAGE-----";
    if !lines.clone().next().is_some_and(is_start) {
        return Ok(Cow::Borrowed(file));
    }
    // Headers of the armour, to the empty line.
    lines.find(|line| line.trim_ascii().is_empty());
    let mut text = Vec::with_capacity(file.len());
    for line in lines {
        if line.trim_ascii_end() == b"-----BEGIN PGP SIGNATURE-----" {
            return Ok(Cow::Owned(text));
        }
        text.extend_from_slice(line.strip_prefix(b"- ").unwrap_or(line));
    }
    Err(malformed("its signature is missing: it is cut off"))
}

/// RFC 2822, with the zone that Debian writes.
fn date(stanza: Stanza<'_>, name: &str) -> Result<Option<Timestamp>, ReadError> {
    let Some(value) = stanza.bytes(name) else {
        return Ok(None);
    };
    let value = String::from_utf8_lossy(value);
    let universal = match value.strip_suffix("UTC") {
        Some(start) => format!("{start}+0000"),
        None => value.clone().into_owned(),
    };
    let parser = DateTimeParser::new().relaxed_weekday(true);
    parser
        .parse_timestamp(&universal)
        .map(Some)
        .map_err(|_| malformed(&format!("{name} is no date: {value}")))
}

fn malformed(problem: &str) -> ReadError {
    ReadError::malformed("Release file", problem)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "Origin: Grove\nLabel: Grove-Security\nSuite: stable-security\nCodename: oak-security\n\
                        Version: 12\nDate: Sat,  6 Sep 2025 10:03:12 UTC\n\
                        Valid-Until: Sat, 13 Sep 2025 10:03:12 +0000\nNotAutomatic: yes\nButAutomaticUpgrades: yes\n\
                        Architectures: all amd64 arm64\nComponents: main contrib\n\
                        No-Support-for-Architecture-all: Packages\n";

    fn signed(text: &str) -> String {
        format!(
            "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\n{text}-----BEGIN PGP SIGNATURE-----\n\nabcd\n\
             -----END PGP SIGNATURE-----\n"
        )
    }

    #[test]
    fn a_release_says_whose_and_what_it_is() {
        let release = Release::parse(TEXT.as_bytes()).unwrap();
        let expected = Release {
            origin: "Grove".to_owned(),
            label: "Grove-Security".to_owned(),
            suite: "stable-security".to_owned(),
            codename: "oak-security".to_owned(),
            version: "12".to_owned(),
            date: Some("2025-09-06T10:03:12Z".parse().unwrap()),
            valid_until: Some("2025-09-13T10:03:12Z".parse().unwrap()),
            not_automatic: true,
            but_automatic_upgrades: true,
            architectures: ["all", "amd64", "arm64"].map(str::to_owned).to_vec(),
            components: ["main", "contrib"].map(str::to_owned).to_vec(),
            no_support_for_architecture_all: "Packages".to_owned(),
        };
        assert_eq!(release, expected);
        assert_eq!(Release::parse(signed(TEXT).as_bytes()).unwrap(), expected);
        assert_eq!(
            Release::parse(signed(TEXT).replace('\n', "\r\n").as_bytes()).unwrap(),
            expected
        );
    }

    #[test]
    fn dashes_are_no_longer_escaped() {
        let text =
            release_text(b"-----BEGIN PGP SIGNED MESSAGE-----\n\n- -x: y\n-----BEGIN PGP SIGNATURE-----\n");
        assert_eq!(&*text.unwrap(), b"-x: y\n");
    }

    #[test]
    fn a_file_without_the_end_of_its_signature_is_cut_off() {
        let signed = signed(TEXT);
        let (cut, _) = signed.split_once("-----BEGIN PGP SIGNATURE").unwrap();
        let error = Release::parse(cut.as_bytes()).unwrap_err();
        assert!(error.to_string().contains("cut off"), "{error}");
        assert!(Release::parse(b"").is_err());
        assert!(Release::parse(b"<html>\n").is_err());
        assert!(Release::parse(b"Date: yesterday\n").is_err());
    }

    #[test]
    fn listed_files_have_a_size_and_a_hash() {
        let hash = "0A".repeat(32);
        let text = format!("Suite: x\nMD5Sum:\n 00 1 a\nSHA256:\n {hash} 12 main/a\n {hash}  7 main/b\n");
        let files = Release::index_files(signed(&text).as_bytes(), |name| name == "main/b").unwrap();
        let expected = IndexFile {
            name: "main/b".to_owned(),
            size: 7,
            sha256: "0a".repeat(32),
        };
        assert_eq!(files, [expected]);
        let wrong = text.replace(" 12 ", " twelve ");
        assert!(Release::index_files(wrong.as_bytes(), |_| false).is_err());
        assert!(
            Release::index_files(TEXT.as_bytes(), |_| true)
                .unwrap()
                .is_empty()
        );
    }
}
