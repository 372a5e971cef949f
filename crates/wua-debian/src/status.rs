//! `/var/lib/dpkg/status`: what is installed.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use wua_com::Error;

use crate::deb822::{ReadError, Stanza, StanzaReader};
use crate::lists::{FieldTable, MultiArch, Relationships, SourcePackage};

/// What dpkg knows of a computer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Status {
    /// All packages of which more than configuration files is there, in the order of the file.
    pub packages: Vec<InstalledPackage>,
    /// Of how many removed packages configuration files are left.
    pub configuration_files: usize,
    /// Whether dpkg was broken off while it wrote down what it did: `dpkg --configure -a` ends that.
    pub is_interrupted: bool,
}

/// A package that is installed, or was being installed or removed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InstalledPackage {
    /// `Package`
    pub name: String,
    /// `Architecture`
    pub architecture: String,
    /// `Version`
    pub version: String,
    /// `Source`
    pub source: SourcePackage,
    /// What the administrator wants.
    pub want: Want,
    /// Whether it is so broken that it has to be installed again.
    pub needs_reinstallation: bool,
    /// How far it is installed.
    pub state: State,
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
    /// The first line of `Description`.
    pub description: String,
    /// `Homepage`
    pub homepage: String,
    /// `Installed-Size`, in KiB.
    pub installed_size: Option<u64>,
}

/// The first word of the field `Status`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Want {
    /// Nothing is known.
    Unknown,
    /// It is to be there.
    Install,
    /// It is to stay as it is.
    Hold,
    /// It is to be removed.
    Deinstall,
    /// It is to be removed with its configuration files.
    Purge,
}

/// The third word of the field `Status`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It is not there.
    NotInstalled,
    /// Only its configuration files are.
    ConfigFiles,
    /// Its files were being unpacked, or taken away.
    HalfInstalled,
    /// Its files are there.
    Unpacked,
    /// It was being configured.
    HalfConfigured,
    /// It waits for what others have to do.
    TriggersAwaited,
    /// It has something to do for others.
    TriggersPending,
    /// It is there.
    Installed,
}

impl InstalledPackage {
    /// Whether it stays as it is, because the administrator wants that.
    pub fn is_held(&self) -> bool {
        self.want == Want::Hold
    }

    /// Whether something was broken off, or has still to be done.
    pub fn is_unfinished(&self) -> bool {
        self.needs_reinstallation || self.state != State::Installed
    }
}

impl Status {
    /// Reads the state of the computer below a root folder.
    ///
    /// # Errors
    /// There is none, or it cannot be read or understood.
    pub fn of_root(root: &Path) -> Result<Self, Error> {
        Self::of_files(
            &root.join("var/lib/dpkg/status"),
            &root.join("var/lib/dpkg/updates"),
        )
    }

    /// Reads it from where the configuration says: the setting `Dir::State::status`, and dpkg's folder `updates`.
    ///
    /// # Errors
    /// The file is not there, or cannot be read or understood.
    pub fn of_files(status: &Path, updates: &Path) -> Result<Self, Error> {
        let file = File::open(status).map_err(|error| ReadError::Io(error).of_file(status))?;
        let mut found = Self::read(file).map_err(|error| error.of_file(status))?;
        for path in journal(updates).map_err(|error| ReadError::Io(error).of_file(updates))? {
            found.is_interrupted = true;
            match File::open(&path) {
                // dpkg has just written it into the large file.
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                file => file
                    .map_err(ReadError::Io)
                    .and_then(|file| found.amend(file))
                    .map_err(|error| error.of_file(&path))?,
            }
        }
        Ok(found)
    }

    /// What a file of dpkg's journal says has become of its package.
    fn amend<R: Read>(&mut self, source: R) -> Result<(), ReadError> {
        let mut reader = StanzaReader::new(source);
        while let Some(stanza) = reader.next_stanza()? {
            let (want, flag, state) = state_of(stanza)?;
            let is_there = !matches!(state, State::NotInstalled | State::ConfigFiles);
            let fields = FieldTable::of(stanza)?;
            let (name, architecture) = (fields.needed("Package")?, fields.text("Architecture"));
            let mut packages = self.packages.iter();
            let place = packages.position(|known| known.name == name && known.architecture == architecture);
            // Only of what can be there several times over does one for another architecture stay.
            let mut packages = self.packages.iter();
            let place = place.or_else(|| {
                packages.position(|known| known.name == name && known.multi_arch != MultiArch::Same)
            });
            if let Some(place) = place {
                self.packages.remove(place);
            }
            if is_there {
                let at = place.unwrap_or(self.packages.len());
                self.packages.insert(at, package(stanza, want, flag, state)?);
            }
        }
        Ok(())
    }

    /// Reads the text of the file alone.
    ///
    /// # Errors
    /// It is damaged, or something in it is not understood.
    pub fn read<R: Read>(source: R) -> Result<Self, ReadError> {
        let mut found = Self::default();
        let mut reader = StanzaReader::new(source);
        while let Some(stanza) = reader.next_stanza()? {
            match state_of(stanza)? {
                (_, _, State::NotInstalled) => {}
                (_, _, State::ConfigFiles) => found.configuration_files += 1,
                (want, flag, state) => found.packages.push(package(stanza, want, flag, state)?),
            }
        }
        Ok(found)
    }
}

/// dpkg writes what it does into small files with numbers for names, and later into the large one.
fn journal(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries?,
    };
    let mut files = Vec::new();
    for entry in entries {
        let entry = entry?;
        let name = entry.file_name();
        let name = name.as_encoded_bytes();
        if !name.is_empty() && name.iter().all(u8::is_ascii_digit) {
            files.push(entry.path());
        }
    }
    files.sort();
    Ok(files)
}

/// `Status: install ok installed`. A package without the field is not installed.
fn state_of(stanza: Stanza<'_>) -> Result<(Want, bool, State), ReadError> {
    let Some(status) = stanza.bytes("Status") else {
        return Ok((Want::Unknown, false, State::NotInstalled));
    };
    let status = String::from_utf8_lossy(status);
    let words: Vec<&str> = status.split_ascii_whitespace().collect();
    let understood = match words.as_slice() {
        [want, flag, state] => want_of(want).zip(flag_of(flag)).zip(state_named(state)),
        _ => None,
    };
    let ((want, flag), state) = understood.ok_or_else(|| {
        let name = stanza.package().unwrap_or("without name");
        ReadError::malformed(
            format!("package {name}"),
            format!("the status {status:?} is not known"),
        )
    })?;
    Ok((want, flag, state))
}

fn want_of(word: &str) -> Option<Want> {
    Some(match word {
        "unknown" => Want::Unknown,
        "install" => Want::Install,
        "hold" => Want::Hold,
        "deinstall" => Want::Deinstall,
        "purge" => Want::Purge,
        _ => return None,
    })
}

fn flag_of(word: &str) -> Option<bool> {
    match word {
        "ok" => Some(false),
        "reinstreq" => Some(true),
        _ => None,
    }
}

fn state_named(word: &str) -> Option<State> {
    Some(match word {
        "not-installed" => State::NotInstalled,
        "config-files" => State::ConfigFiles,
        "half-installed" => State::HalfInstalled,
        "unpacked" => State::Unpacked,
        "half-configured" => State::HalfConfigured,
        "triggers-awaited" => State::TriggersAwaited,
        "triggers-pending" => State::TriggersPending,
        "installed" => State::Installed,
        _ => return None,
    })
}

fn package(
    stanza: Stanza<'_>,
    want: Want,
    needs_reinstallation: bool,
    state: State,
) -> Result<InstalledPackage, ReadError> {
    let fields = FieldTable::of(stanza)?;
    let name = fields.needed("Package")?.to_owned();
    // What is half there need not have one yet.
    let version = match fields.get("Version") {
        None if state == State::HalfInstalled => "",
        _ => fields.needed("Version")?,
    };
    Ok(InstalledPackage {
        architecture: fields.text("Architecture"),
        source: fields.source(&name, version)?,
        want,
        needs_reinstallation,
        state,
        relationships: fields.relationships(),
        is_essential: fields.is_yes("Essential"),
        is_protected: fields.is_yes("Protected"),
        multi_arch: fields.multi_arch()?,
        section: fields.text("Section"),
        priority: fields.text("Priority"),
        description: fields.short_description(),
        homepage: fields.text("Homepage"),
        // Some packages of others have words there, and dpkg does not mind.
        installed_size: fields.number("Installed-Size").unwrap_or_default(),
        version: version.to_owned(),
        name,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = include_str!("../testdata/status");

    fn find<'a>(status: &'a Status, name: &str) -> &'a InstalledPackage {
        status
            .packages
            .iter()
            .find(|package| package.name == name)
            .unwrap()
    }

    #[test]
    fn what_is_installed_is_told_from_what_is_left_of_the_removed() {
        let status = Status::read(FILE.as_bytes()).unwrap();
        let names: Vec<&str> = status
            .packages
            .iter()
            .map(|package| package.name.as_str())
            .collect();
        assert_eq!(
            names,
            [
                "acorn", "libtree1", "libtree1", "held", "broken", "half", "waiting"
            ]
        );
        assert_eq!(status.configuration_files, 1);
        assert!(!status.is_interrupted);
    }

    #[test]
    fn a_package_has_what_its_stanza_says() {
        let status = Status::read(FILE.as_bytes()).unwrap();
        let acorn = find(&status, "acorn");
        assert_eq!(
            (acorn.version.as_str(), acorn.architecture.as_str()),
            ("1:2.0-1+b1", "amd64")
        );
        assert_eq!(
            (acorn.source.name.as_str(), acorn.source.version.as_str()),
            ("oak", "1:2.0-1")
        );
        assert!(acorn.is_essential && acorn.is_protected && !acorn.is_unfinished() && !acorn.is_held());
        assert_eq!(acorn.relationships.depends, "libtree1 (>= 1.0), shell");
        assert_eq!(acorn.relationships.pre_depends, "libc6");
        assert_eq!(
            (acorn.section.as_str(), acorn.priority.as_str()),
            ("admin", "required")
        );
        assert_eq!(acorn.description, "grows into an oak");
        assert_eq!(
            (acorn.installed_size, acorn.multi_arch),
            (Some(312), MultiArch::Foreign)
        );
    }

    #[test]
    fn wants_and_states_are_kept() {
        let status = Status::read(FILE.as_bytes()).unwrap();
        assert!(find(&status, "held").is_held());
        let broken = find(&status, "broken");
        assert!(broken.needs_reinstallation && broken.is_unfinished());
        assert_eq!((broken.want, broken.state), (Want::Purge, State::HalfConfigured));
        let half = find(&status, "half");
        assert_eq!((half.version.as_str(), half.state), ("", State::HalfInstalled));
        assert_eq!(find(&status, "waiting").state, State::TriggersAwaited);
    }

    #[test]
    fn an_unknown_status_is_an_error_with_the_name_of_the_package() {
        let error = Status::read("Package: a\nStatus: install ok fine\nVersion: 1\n".as_bytes()).unwrap_err();
        assert_eq!(
            error.to_string(),
            "package a: the status \\\"install ok fine\\\" is not known"
        );
        let error = Status::read("Package: a\nStatus: install ok installed\n".as_bytes()).unwrap_err();
        assert_eq!(error.to_string(), "package a: it has no field Version");
    }

    #[test]
    fn a_journal_that_was_left_says_that_dpkg_was_broken_off() {
        let root = tempfile::tempdir().unwrap();
        let dpkg = root.path().join("var/lib/dpkg");
        assert_eq!(
            Status::of_root(root.path()).unwrap_err().hresult(),
            wua_com::code::ERROR_FILE_NOT_FOUND
        );
        fs::create_dir_all(dpkg.join("updates")).unwrap();
        fs::write(dpkg.join("status"), FILE).unwrap();
        fs::write(dpkg.join("updates/tmp.i"), "").unwrap();
        assert!(!Status::of_root(root.path()).unwrap().is_interrupted);
        fs::write(dpkg.join("updates/0003"), "").unwrap();
        assert!(Status::of_root(root.path()).unwrap().is_interrupted);
    }

    #[test]
    fn what_the_journal_says_is_newer() {
        let root = tempfile::tempdir().unwrap();
        let dpkg = root.path().join("var/lib/dpkg");
        fs::create_dir_all(dpkg.join("updates")).unwrap();
        fs::write(dpkg.join("status"), FILE).unwrap();
        let stanza = |package: &str, architecture: &str, state: &str, version: &str| {
            format!(
                "Package: {package}\nStatus: install ok {state}\nArchitecture: {architecture}\nVersion: {version}\n"
            )
        };
        let write = |number: &str, text: String| {
            fs::write(dpkg.join("updates").join(number), text + "#padding\n#padding\n").unwrap();
        };
        write("0000", stanza("acorn", "amd64", "unpacked", "1:3"));
        write("0001", stanza("acorn", "amd64", "installed", "1:3"));
        write("0002", stanza("held", "all", "config-files", "1"));
        write("0003", stanza("new", "amd64", "half-configured", "7"));
        write("0004", stanza("libtree1", "i386", "installed", "9"));
        let status = Status::of_root(root.path()).unwrap();
        let (acorn, new) = (find(&status, "acorn"), find(&status, "new"));
        assert_eq!((acorn.version.as_str(), acorn.state), ("1:3", State::Installed));
        assert_eq!((new.version.as_str(), new.state), ("7", State::HalfConfigured));
        assert!(status.packages.iter().all(|package| package.name != "held"));
        let trees = status
            .packages
            .iter()
            .filter(|package| package.name == "libtree1");
        let trees: Vec<(&str, &str)> = trees
            .map(|tree| (tree.architecture.as_str(), tree.version.as_str()))
            .collect();
        assert_eq!(trees, [("amd64", "1.0-3"), ("i386", "9")]);
    }
}
