//! Packages.

use std::fmt::Write as _;

use super::deb::{Tar, deb};

/// A package of one version for one architecture.
#[derive(Clone, Debug)]
pub struct Package {
    name: String,
    version: String,
    architecture: String,
    /// In the order of the control file; without the description.
    fields: Vec<(String, String)>,
    /// What only the index of an archive says of it.
    index_fields: Vec<(String, String)>,
    descriptions: Vec<Description>,
    files: Vec<File>,
    conffiles: Vec<String>,
    control_files: Vec<File>,
}

/// What a package is, in one language.
#[derive(Clone, Debug)]
pub(super) struct Description {
    pub(super) language: String,
    pub(super) short: String,
    long: String,
}

#[derive(Clone, Debug)]
struct File {
    path: String,
    mode: u32,
    contents: Vec<u8>,
}

/// What dpkg runs, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Script {
    /// Before the files are unpacked.
    Preinst,
    /// After they were.
    Postinst,
    /// Before they are removed, or replaced by those of another version.
    Prerm,
    /// After they were.
    Postrm,
}

impl Package {
    /// A package for all architectures, with one file: `/usr/share/doc/NAME/version`, which says its version.
    pub fn new(name: &str, version: &str) -> Self {
        let package = Self {
            name: name.to_owned(),
            version: version.to_owned(),
            architecture: "all".to_owned(),
            fields: Vec::new(),
            index_fields: Vec::new(),
            descriptions: Vec::new(),
            files: Vec::new(),
            conffiles: Vec::new(),
            control_files: Vec::new(),
        };
        package
            .field("Priority", "optional")
            .field("Section", "misc")
            .field("Maintainer", "Curator <curator@museum.example>")
            .described(&format!("{name}, an exhibit"), "")
            .file(&format!("/usr/share/doc/{name}/version"), format!("{version}\n"))
    }

    /// For one architecture only.
    #[must_use]
    pub fn architecture(mut self, architecture: &str) -> Self {
        architecture.clone_into(&mut self.architecture);
        self
    }

    /// Any field of the control file. A field that is there already is replaced.
    #[must_use]
    pub fn field(mut self, name: &str, value: &str) -> Self {
        self.fields.retain(|(other, _)| other != name);
        self.fields.push((name.to_owned(), value.to_owned()));
        self
    }

    /// `Depends`.
    #[must_use]
    pub fn depends(self, relations: &str) -> Self {
        self.field("Depends", relations)
    }

    /// `Pre-Depends`.
    #[must_use]
    pub fn pre_depends(self, relations: &str) -> Self {
        self.field("Pre-Depends", relations)
    }

    /// `Recommends`.
    #[must_use]
    pub fn recommends(self, relations: &str) -> Self {
        self.field("Recommends", relations)
    }

    /// `Conflicts`.
    #[must_use]
    pub fn conflicts(self, relations: &str) -> Self {
        self.field("Conflicts", relations)
    }

    /// `Breaks`.
    #[must_use]
    pub fn breaks(self, relations: &str) -> Self {
        self.field("Breaks", relations)
    }

    /// `Replaces`.
    #[must_use]
    pub fn replaces(self, relations: &str) -> Self {
        self.field("Replaces", relations)
    }

    /// `Provides`.
    #[must_use]
    pub fn provides(self, relations: &str) -> Self {
        self.field("Provides", relations)
    }

    /// `Source`: a name, or a name and a version in parentheses.
    #[must_use]
    pub fn source(self, source: &str) -> Self {
        self.field("Source", source)
    }

    /// `Section`.
    #[must_use]
    pub fn section(self, section: &str) -> Self {
        self.field("Section", section)
    }

    /// `Multi-Arch`: `same`, `foreign` or `allowed`.
    #[must_use]
    pub fn multi_arch(self, kind: &str) -> Self {
        self.field("Multi-Arch", kind)
    }

    /// `Essential: yes`.
    #[must_use]
    pub fn essential(self) -> Self {
        self.field("Essential", "yes")
    }

    /// `Phased-Update-Percentage`, which only the index of an archive has.
    #[must_use]
    pub fn phased(mut self, percentage: u8) -> Self {
        let field = ("Phased-Update-Percentage".to_owned(), percentage.to_string());
        self.index_fields.push(field);
        self
    }

    /// What it is, in a line and, if not empty, at length.
    #[must_use]
    pub fn described(self, short: &str, long: &str) -> Self {
        self.described_in("en", short, long)
    }

    /// The same in another language.
    #[must_use]
    pub fn described_in(mut self, language: &str, short: &str, long: &str) -> Self {
        self.descriptions.retain(|other| other.language != language);
        self.descriptions.push(Description {
            language: language.to_owned(),
            short: short.to_owned(),
            long: long.to_owned(),
        });
        self
    }

    /// A file, at a path from the root.
    #[must_use]
    pub fn file(self, path: &str, contents: impl Into<Vec<u8>>) -> Self {
        self.file_with_mode(path, 0o644, contents)
    }

    /// A file with a mode of its own, such as a program.
    #[must_use]
    pub fn file_with_mode(mut self, path: &str, mode: u32, contents: impl Into<Vec<u8>>) -> Self {
        self.files.push(File {
            path: path.trim_start_matches('/').to_owned(),
            mode,
            contents: contents.into(),
        });
        self
    }

    /// A file of its configuration, which dpkg does not replace when it was changed.
    #[must_use]
    pub fn conffile(mut self, path: &str, contents: impl Into<Vec<u8>>) -> Self {
        self.conffiles.push(path.to_owned());
        self.file(path, contents)
    }

    /// Makes it about so many bytes larger, with what cannot be compressed.
    #[must_use]
    pub fn padded(self, bytes: usize) -> Self {
        let path = format!("/usr/share/{}/padding", self.name);
        self.file(&path, noise(bytes))
    }

    /// What dpkg runs: lines for sh, which ends at the first that fails.
    #[must_use]
    pub fn script(self, when: Script, lines: &str) -> Self {
        let name = match when {
            Script::Preinst => "preinst",
            Script::Postinst => "postinst",
            Script::Prerm => "prerm",
            Script::Postrm => "postrm",
        };
        self.control_file(name, 0o755, &format!("#!/bin/sh\nset -e\n{lines}\n"))
    }

    /// Any other file beside its control file, such as `triggers`.
    #[must_use]
    pub fn control_file(mut self, name: &str, mode: u32, contents: &str) -> Self {
        self.control_files.retain(|other| other.path != name);
        self.control_files.push(File {
            path: name.to_owned(),
            mode,
            contents: contents.as_bytes().to_vec(),
        });
        self
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its version.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// What it is for: an architecture, or `all`.
    pub fn for_architecture(&self) -> &str {
        &self.architecture
    }

    /// What its `.deb` is called: without the epoch of the version.
    pub fn file_name(&self) -> String {
        let version = self
            .version
            .split_once(':')
            .map_or(self.version.as_str(), |(_, rest)| rest);
        format!("{}_{version}_{}.deb", self.name, self.architecture)
    }

    /// Its `.deb`.
    pub fn deb(&self) -> Vec<u8> {
        let mut control = Tar::default();
        control.file("control", 0o644, self.control().as_bytes());
        if !self.conffiles.is_empty() {
            let list = self.conffiles.join("\n") + "\n";
            control.file("conffiles", 0o644, list.as_bytes());
        }
        for file in &self.control_files {
            control.file(&file.path, file.mode, &file.contents);
        }
        let mut data = Tar::default();
        for file in &self.files {
            data.file(&file.path, file.mode, &file.contents);
        }
        deb(&control.finish(), &data.finish())
    }

    /// Its control file.
    pub fn control(&self) -> String {
        let description = self.english().map_or_else(String::new, Description::whole);
        let head = self.head("");
        format!("{head}Description: {description}\n")
    }

    /// Its stanza in dpkg's list of packages. `status` is such as `install ok installed`.
    pub(super) fn status_stanza(&self, status: &str) -> String {
        let description = self.english().map_or_else(String::new, Description::whole);
        let head = self.head(&format!("Status: {status}\n"));
        format!("{head}Description: {description}\n")
    }

    /// Its stanza in the index of an archive, without what the archive knows of the file. As in Debian's own the long
    /// description is in a list of its own, found by its key.
    pub(super) fn index_stanza(&self, key: &str) -> String {
        let mut stanza = self.head("");
        for (name, value) in &self.index_fields {
            let _ = writeln!(stanza, "{name}: {value}");
        }
        let short = self.english().map_or("", |english| english.short.as_str());
        let _ = writeln!(stanza, "Description: {short}\nDescription-md5: {key}");
        stanza
    }

    fn head(&self, after_the_name: &str) -> String {
        let Self {
            name,
            version,
            architecture,
            ..
        } = self;
        let size = self.files.iter().map(|file| file.contents.len()).sum::<usize>();
        let mut text = format!(
            "Package: {name}\n{after_the_name}Architecture: {architecture}\nVersion: {version}\nInstalled-Size: {}\n",
            size.div_ceil(1024) + 1
        );
        for (name, value) in &self.fields {
            let _ = writeln!(text, "{name}: {value}");
        }
        text
    }

    /// What it is, in each language.
    pub(super) fn descriptions(&self) -> &[Description] {
        &self.descriptions
    }

    pub(super) fn english(&self) -> Option<&Description> {
        self.descriptions
            .iter()
            .find(|description| description.language == "en")
    }
}

impl Description {
    /// As the value of a field: the long text is indented, and its empty lines are dots.
    pub(super) fn whole(&self) -> String {
        let mut text = self.short.clone();
        for line in self.long.lines() {
            text.push_str("\n ");
            text.push_str(if line.is_empty() { "." } else { line });
        }
        text
    }
}

/// Bytes that look like chance, and are always the same.
fn noise(bytes: usize) -> Vec<u8> {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut noise = Vec::with_capacity(bytes + 8);
    while noise.len() < bytes {
        // Marsaglia's xorshift.
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        noise.extend_from_slice(&state.to_le_bytes());
    }
    noise.truncate(bytes);
    noise
}
