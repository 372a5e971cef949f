//! A package of an archive: what may be installed.

use super::fields::{FieldTable, MultiArch, Relationships, SourcePackage};
use crate::deb822::{ReadError, Stanza};

/// A binary package as a list of an archive describes it ([Debian Wiki] `RepositoryFormat`).
///
/// [Debian Wiki]: https://wiki.debian.org/DebianRepository/Format
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Package {
    /// `Package`
    pub name: String,
    /// `Architecture`
    pub architecture: String,
    /// `Version`
    pub version: String,
    /// `Source`
    pub source: SourcePackage,
    /// `Filename`: where its file is, from the base of the archive.
    pub file_name: String,
    /// `Size`: that of its file, in bytes.
    pub size: u64,
    /// `SHA256` of its file, in lower case. Empty when the archive tells none.
    pub sha256: String,
    /// What it needs, and what it does not stand.
    pub relationships: Relationships,
    /// `Essential`
    pub is_essential: bool,
    /// `Protected`
    pub is_protected: bool,
    /// `Multi-Arch`
    pub multi_arch: MultiArch,
    /// `Section`
    pub section: String,
    /// `Priority`
    pub priority: String,
    /// `Homepage`
    pub homepage: String,
    /// The first line of `Description`.
    pub description: String,
    /// `Description-md5`, in lower case: by it translations are found. Empty when the archive tells none.
    pub description_md5: String,
    /// `Phased-Update-Percentage`: which part of the computers is offered it.
    pub phased_update_percentage: Option<u8>,
    /// `Installed-Size`, in KiB.
    pub installed_size: Option<u64>,
}

impl Package {
    /// # Errors
    /// A line is no field; a field that is needed is missing, or has a value that cannot be.
    pub fn from_stanza(stanza: Stanza<'_>) -> Result<Self, ReadError> {
        let fields = FieldTable::of(stanza)?;
        let name = fields.needed("Package")?.to_owned();
        let version = fields.needed("Version")?.to_owned();
        let phased: Option<u8> = fields.number("Phased-Update-Percentage")?;
        if let Some(percentage) = phased.filter(|percentage| *percentage > 100) {
            return Err(fields.malformed(format!("Phased-Update-Percentage is {percentage}")));
        }
        Ok(Self {
            architecture: fields.needed("Architecture")?.to_owned(),
            source: fields.source(&name, &version)?,
            file_name: fields.text("Filename"),
            size: fields.number("Size")?.unwrap_or_default(),
            sha256: hexadecimal(&fields, "SHA256", 64)?,
            relationships: fields.relationships(),
            is_essential: fields.is_yes("Essential"),
            is_protected: fields.is_yes("Protected"),
            multi_arch: fields.multi_arch()?,
            section: fields.text("Section"),
            priority: fields.text("Priority"),
            homepage: fields.text("Homepage"),
            description: fields.short_description(),
            description_md5: hexadecimal(&fields, "Description-md5", 32)?,
            phased_update_percentage: phased,
            installed_size: fields.number("Installed-Size")?,
            name,
            version,
        })
    }
}

/// A hash: empty, or as long as it must be.
fn hexadecimal(fields: &FieldTable<'_>, name: &str, length: usize) -> Result<String, ReadError> {
    let value = fields.get(name).unwrap_or_default();
    if value.is_empty() || (value.len() == length && value.bytes().all(|byte| byte.is_ascii_hexdigit())) {
        Ok(value.to_ascii_lowercase())
    } else {
        Err(fields.malformed(format!("the field {name} is no hash: {value}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deb822::for_each_stanza;

    fn read(text: &str) -> Result<Package, ReadError> {
        let mut found = None;
        for_each_stanza(text.as_bytes(), |stanza| {
            found = Some(Package::from_stanza(stanza)?);
            Ok(())
        })?;
        Ok(found.unwrap())
    }

    #[test]
    fn a_package_has_what_its_stanza_says() {
        let sha256 = "AB".repeat(32);
        let text = format!(
            "Package: libtree1\nSource: tree (2:1.0-3)\nVersion: 2:1.0-3+b2\nInstalled-Size: 77\n\
             Architecture: amd64\nMulti-Arch: same\nEssential: yes\nProtected: no\nDepends: libc6 (>= 2.36),\n root\n\
             Pre-Depends: p\nRecommends: r\nConflicts: c\nBreaks: b\nProvides: v (= 1)\nReplaces: e\n\
             Description: trees in memory\nDescription-md5: 0123456789abcdef0123456789ABCDEF\n\
             Homepage: https://tree.example.org/\nSection: libs\nPriority: optional\nPhased-Update-Percentage: 30\n\
             Filename: pool/main/t/tree/libtree1_1.0-3+b2_amd64.deb\nSize: 12345\nSHA256: {sha256}\n"
        );
        let package = read(&text).unwrap();
        let expected = Package {
            name: "libtree1".to_owned(),
            architecture: "amd64".to_owned(),
            version: "2:1.0-3+b2".to_owned(),
            source: SourcePackage {
                name: "tree".to_owned(),
                version: "2:1.0-3".to_owned(),
            },
            file_name: "pool/main/t/tree/libtree1_1.0-3+b2_amd64.deb".to_owned(),
            size: 12345,
            sha256: "ab".repeat(32),
            relationships: Relationships {
                pre_depends: "p".to_owned(),
                depends: "libc6 (>= 2.36),\n root".to_owned(),
                recommends: "r".to_owned(),
                conflicts: "c".to_owned(),
                breaks: "b".to_owned(),
                provides: "v (= 1)".to_owned(),
                replaces: "e".to_owned(),
            },
            is_essential: true,
            is_protected: false,
            multi_arch: MultiArch::Same,
            section: "libs".to_owned(),
            priority: "optional".to_owned(),
            homepage: "https://tree.example.org/".to_owned(),
            description: "trees in memory".to_owned(),
            description_md5: "0123456789abcdef0123456789abcdef".to_owned(),
            phased_update_percentage: Some(30),
            installed_size: Some(77),
        };
        assert_eq!(package, expected);
    }

    #[test]
    fn without_a_field_the_source_is_the_package_itself() {
        let source = |field: &str| {
            let package = read(&format!(
                "Package: a\nVersion: 1-1+b1\nArchitecture: all\n{field}"
            ))
            .unwrap();
            (package.source.name, package.source.version)
        };
        let expect = |name: &str, version: &str| (name.to_owned(), version.to_owned());
        assert_eq!(source(""), expect("a", "1-1+b1"));
        assert_eq!(source("Source: b\n"), expect("b", "1-1+b1"));
        assert_eq!(source("Source: b (1-1)\n"), expect("b", "1-1"));
    }

    #[test]
    fn what_cannot_be_is_refused_with_the_name_of_the_package() {
        let start = "Package: a\nVersion: 1\nArchitecture: all\n";
        for (more, problem) in [
            (
                "Size: -1\n",
                "package a: the field Size is no number in its range: -1",
            ),
            (
                "Size: 99999999999999999999\n",
                "package a: the field Size is no number in its range: 99999999999999999999",
            ),
            ("SHA256: abc\n", "package a: the field SHA256 is no hash: abc"),
            (
                "Phased-Update-Percentage: 101\n",
                "package a: Phased-Update-Percentage is 101",
            ),
            ("Source: b (1\n", "package a: the field Source does not end: b (1"),
            (
                "Multi-Arch: maybe\n",
                "package a: the field Multi-Arch is not known: maybe",
            ),
            ("rubbish\n", "package a: \\\"rubbish\\\" is no field"),
            ("Version:\n", "package a: it has no field Version"),
        ] {
            let error = read(&format!("{start}{more}")).unwrap_err();
            assert_eq!(error.to_string(), problem);
        }
    }
}
