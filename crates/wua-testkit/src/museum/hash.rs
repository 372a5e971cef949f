//! The hashes of the museum's files: kept, not computed, so that nobody waits for them.

/// What to do when a file is new or has another size.
pub(super) const HOW_TO_WRITE: &str = "run `WUA_MUSEUM_WRITE_HASHES=1 cargo test -p wua-testkit hashes`";

/// As `sha256sum` writes and checks them.
const SHA256SUMS: &str = include_str!("../../testdata/museum/SHA256SUMS");

/// The SHA-256 of a file of the museum, in lower-case hexadecimal.
pub(super) fn sha256_of(file_name: &str) -> Option<&'static str> {
    SHA256SUMS
        .lines()
        .filter_map(|line| line.split_once("  "))
        .find_map(|(hash, name)| (name == file_name).then_some(hash))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::fmt::Write;

    use sha2::{Digest, Sha256};

    use super::*;
    use crate::museum::content;
    use crate::museum::scripts::SCRIPTS;
    use crate::script::{Script, size};

    /// Names and sizes, taken from the scripts alone: reading the whole collection would need the hashes.
    fn files() -> BTreeMap<String, u64> {
        let mut files = BTreeMap::new();
        for (name, text) in SCRIPTS {
            for block in Script::parse(name, text).unwrap().blocks {
                let of_files = |key: &str| key == "file" || key == "delta";
                for field in block.fields.iter().filter(|field| of_files(&field.key)) {
                    let (name, length) = field.value.split_once(", ").unwrap();
                    let length = size(length).unwrap();
                    let other = files.insert(name.to_owned(), length);
                    assert!(other.is_none_or(|other| other == length), "{name} has two sizes");
                }
            }
        }
        files
    }

    #[test]
    fn hashes_are_true() {
        let mut sums = String::new();
        for (name, size) in files() {
            for byte in Sha256::digest(content::bytes(&name, size)) {
                write!(sums, "{byte:02x}").unwrap();
            }
            writeln!(sums, "  {name}").unwrap();
        }
        if std::env::var_os("WUA_MUSEUM_WRITE_HASHES").is_some() {
            let path = concat!(env!("CARGO_MANIFEST_DIR"), "/testdata/museum/SHA256SUMS");
            std::fs::write(path, sums).unwrap();
        } else {
            assert!(
                sums == SHA256SUMS,
                "testdata/museum/SHA256SUMS is stale: {HOW_TO_WRITE}"
            );
        }
    }
}
