//! The lists that `apt-get update` keeps of the archives.
//!
//! No signature is verified here: apt did before it put a file into its folder, and who may write there needs no
//! forged list to harm the computer.

mod fields;
mod package;
mod release;
mod translation;

use std::io::Read;
use std::path::{Path, PathBuf};

use crate::compression::Format;
use crate::deb822::{ReadError, Stanza, StanzaReader};
use crate::links::followed;

pub(crate) use fields::FieldTable;
pub use fields::{MultiArch, Relationships, SourcePackage};
pub use package::Package;
pub use release::{IndexFile, Release, release_text};
pub use translation::{Description, translations};

/// Reads a list of packages, and of those that are wanted all that is said.
///
/// `is_wanted` is asked for every stanza, so it should decide by the name.
///
/// # Errors
/// The list is damaged, or a wanted package is not understood.
pub fn packages<R: Read>(
    source: R,
    mut is_wanted: impl FnMut(&str, Stanza<'_>) -> bool,
    mut each: impl FnMut(Package),
) -> Result<(), ReadError> {
    let mut reader = StanzaReader::new(source);
    while let Some(stanza) = reader.next_stanza()? {
        match stanza.package() {
            Some(name) if is_wanted(name, stanza) => each(Package::from_stanza(stanza)?),
            Some(_) => {}
            None if stanza.is_empty() => {}
            None => {
                let place = format!("stanza {}", reader.stanzas());
                return Err(ReadError::malformed(place, "it has no field Package"));
            }
        }
    }
    Ok(())
}

/// The file of a list, in whatever compression it is there. The name is that of [`crate::sources::Target::list`]; links
/// are those of the computer below `root`.
pub fn find(root: &Path, folder: &Path, list: &str) -> Option<PathBuf> {
    let mut files = Format::SUFFIXES
        .iter()
        .map(|(_, suffix)| followed(root, &folder.join(format!("{list}{suffix}"))));
    files.find(|file| file.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIST: &str = "Package: a\nVersion: 1\nArchitecture: all\n\nPackage: b\nVersion: rubbish in \u{1}\n\n\
                        Package: c\nVersion: 3\nArchitecture: amd64\n";

    #[test]
    fn only_what_is_wanted_is_looked_at() {
        let mut found = Vec::new();
        packages(
            LIST.as_bytes(),
            |name, stanza| {
                assert_eq!(stanza.get("Package"), Some(name));
                name != "b"
            },
            |package| found.push((package.name, package.version)),
        )
        .unwrap();
        let expected = [("a", "1"), ("c", "3")];
        assert_eq!(
            found,
            expected.map(|(name, version)| (name.to_owned(), version.to_owned()))
        );
    }

    #[test]
    fn a_stanza_without_a_name_is_an_error() {
        let error = packages("Package: a\n\nVersion: 1\n".as_bytes(), |_, _| false, |_| {}).unwrap_err();
        assert_eq!(error.to_string(), "stanza 2: it has no field Package");
        packages("Package: a\n\n# comment\n".as_bytes(), |_, _| false, |_| {}).unwrap();
    }

    #[test]
    fn a_list_is_found_in_whatever_compression_it_is() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(find(Path::new("/"), folder.path(), "x_Packages"), None);
        for suffix in [".xz", ".gz", ".zst", ".lz4", ""] {
            let file = folder.path().join(format!("x_Packages{suffix}"));
            std::fs::write(&file, "").unwrap();
            assert_eq!(find(Path::new("/"), folder.path(), "x_Packages"), Some(file));
        }
    }
}
