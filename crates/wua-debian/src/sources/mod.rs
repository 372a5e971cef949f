//! Where packages come from: `sources.list`, and the files of `sources.list.d` (sources.list(5)).
//!
//! A [`Source`] is one suite of one archive. From it follow the names of the files that `apt-get update` keeps of it,
//! and the addresses from which packages are fetched. `deb-src` is passed over: sources are not installed.
//!
//! OBSERVED: everything here was compared with `apt-get indextargets` of apt 2.6.

mod one_line;
mod options;
mod stanzas;
mod target;
mod uri;

use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use wua_com::Error;

use crate::deb822::ReadError;

pub use one_line::parse as parse_one_line;
pub(crate) use options::truth;
pub use options::{Change, Options};
pub use stanzas::parse as parse_stanzas;
pub use target::{Target, TargetKind, targets};
pub use uri::Uri;

/// A file of sources that is longer is no such file.
const LONGEST_FILE: u64 = 16 << 20;

/// One suite of one archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The base of the archive.
    pub uri: Uri,
    /// The suite, or the path of a flat repository, which ends with `/`.
    pub suite: String,
    /// None for a flat repository.
    pub components: Vec<String>,
    /// What is said about it.
    pub options: Options,
}

impl Source {
    /// # Errors
    /// What cannot be: an address without a method; components of a flat repository, or none of another.
    fn new(uri: &str, suite: &str, components: &[String], options: Options) -> Result<Self, String> {
        if suite.is_empty() {
            return Err("it names no suite".to_owned());
        }
        match (suite.ends_with('/'), components.is_empty()) {
            (true, false) => Err(format!("the suite {suite} ends with / and so has no components")),
            (false, true) => Err(format!("it names no component of the suite {suite}")),
            _ => Ok(Self {
                uri: Uri::parse(uri)
                    .ok_or_else(|| format!("the address {uri:?} has no method before a colon"))?,
                suite: suite.to_owned(),
                components: components.to_vec(),
                options,
            }),
        }
    }

    /// Whether it is a flat repository: one folder with everything in it.
    pub fn is_flat(&self) -> bool {
        self.suite.ends_with('/')
    }
}

/// The sources of the computer below a root folder, in apt's order.
///
/// # Errors
/// See [`read`].
pub fn of_root(root: &Path) -> Result<Vec<Source>, Error> {
    read(
        &root.join("etc/apt/sources.list"),
        &root.join("etc/apt/sources.list.d"),
    )
}

/// The sources of a file and a folder: those of the settings `Dir::Etc::sourcelist` and `Dir::Etc::sourceparts`.
/// What is not there has none.
///
/// # Errors
/// A file cannot be read or understood. apt then works with none of them, and so a part is no answer here either.
pub fn read(list: &Path, parts: &Path) -> Result<Vec<Source>, Error> {
    let mut files = vec![list.to_owned()];
    let in_folder = part_files(parts).map_err(|error| ReadError::Io(error).of_file(parts))?;
    files.extend(in_folder);
    let mut sources = Vec::new();
    for path in files {
        let text = match read_file(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            result => result.map_err(|error| ReadError::Io(error).of_file(&path))?,
        };
        let is_stanzas = path.extension() == Some(OsStr::new("sources"));
        let found = if is_stanzas {
            parse_stanzas(&text)
        } else {
            parse_one_line(&text)
        };
        sources.extend(found.map_err(|error| error.of_file(&path))?);
    }
    Ok(sources)
}

fn read_file(path: &Path) -> io::Result<Vec<u8>> {
    use std::io::Read as _;
    let mut text = Vec::new();
    fs::File::open(path)?
        .take(LONGEST_FILE + 1)
        .read_to_end(&mut text)?;
    let length = u64::try_from(text.len()).unwrap_or(u64::MAX);
    if length > LONGEST_FILE {
        return Err(io::Error::new(
            io::ErrorKind::InvalidData,
            "it is longer than 16 MiB",
        ));
    }
    Ok(text)
}

/// The files of a folder that apt reads, in its order.
fn part_files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries?,
    };
    let mut names = Vec::new();
    for entry in entries {
        let entry = entry?;
        let name = entry.file_name();
        if is_part_name(name.as_encoded_bytes()) && entry.path().is_file() {
            names.push(name);
        }
    }
    names.sort();
    Ok(names.into_iter().map(|name| folder.join(name)).collect())
}

fn is_part_name(name: &[u8]) -> bool {
    let is_plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"_-.".contains(byte);
    let has_suffix = name.ends_with(b".list") || name.ends_with(b".sources");
    has_suffix && !name.starts_with(b".") && name.iter().all(is_plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn root(files: &[(&str, &str)]) -> tempfile::TempDir {
        let root = tempfile::tempdir().unwrap();
        let etc = root.path().join("etc/apt");
        fs::create_dir_all(etc.join("sources.list.d")).unwrap();
        for (name, text) in files {
            fs::write(etc.join(name), text).unwrap();
        }
        root
    }

    #[test]
    fn files_are_read_in_the_order_of_their_names_behind_the_old_one() {
        let stanza = "Types: deb\nURIs: http://b.example.org\nSuites: s\nComponents: c\n";
        let line = |host: &str| format!("deb http://{host}.example.org s c\n");
        let ignored = line("ignored");
        let root = root(&[
            ("sources.list", &line("old")),
            ("sources.list.d/c_-.list", &line("c")),
            ("sources.list.d/b.sources", stanza),
            ("sources.list.d/a.b.list", &line("a")),
            ("sources.list.d/.hidden.list", &ignored),
            ("sources.list.d/plus+.list", &ignored),
            ("sources.list.d/blank .list", &ignored),
            ("sources.list.d/UPPER.LIST", &ignored),
            ("sources.list.d/a.list.bak", &ignored),
            ("sources.list.d/a.list~", &ignored),
        ]);
        fs::create_dir(root.path().join("etc/apt/sources.list.d/folder.list")).unwrap();
        let hosts: Vec<String> = of_root(root.path())
            .unwrap()
            .iter()
            .map(|source| source.uri.host.clone())
            .collect();
        assert_eq!(
            hosts,
            ["old", "a", "b", "c"].map(|host| format!("{host}.example.org"))
        );
    }

    #[test]
    fn no_files_are_no_sources() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(of_root(folder.path()).unwrap(), []);
    }

    #[test]
    fn a_file_that_is_not_understood_is_an_error_with_its_name_and_place() {
        let root = root(&[(
            "sources.list.d/a.list",
            "deb http://a.example.org s c\n\ndeb http://a.example.org s\n",
        )]);
        let error = of_root(root.path()).unwrap_err().message();
        assert!(
            error.contains("a.list is damaged: line 3: it names no component of the suite s"),
            "{error}"
        );
    }
}
