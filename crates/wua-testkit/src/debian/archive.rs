//! Archives on disk.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use flate2::write::GzEncoder;
use lzma_rust2::{XzOptions, XzWriter};
use sha2::{Digest, Sha256};
use tempfile::TempDir;

use super::files::{make_folder, read, remove, set_time, temporary_folder, write};
use super::{LONG_AGO, Package, Suite, fail};

/// A repository: `pool` and `dists`. Not signed: its sources say `[trusted=yes]`.
pub struct Archive {
    folder: PathBuf,
    uri: String,
    suites: Vec<(Suite, Vec<Published>)>,
    /// How often something was published.
    generation: u64,
    /// Its folder, if nobody else's.
    temporary: Option<TempDir>,
}

/// A package, and what the index says of its file.
struct Published {
    package: Package,
    file: String,
    size: usize,
    hash: String,
}

impl Archive {
    /// An empty archive in a folder of its own, which its sources name with `file:`.
    pub fn new() -> Self {
        let temporary = temporary_folder();
        let mut archive = Self::below(temporary.path());
        archive.temporary = Some(temporary);
        archive
    }

    /// An empty archive in a folder of the caller, which its sources name with `file:`.
    pub fn below(folder: &Path) -> Self {
        make_folder(folder);
        Self {
            folder: folder.to_owned(),
            uri: format!("file:{}", folder.display()),
            suites: Vec::new(),
            generation: 0,
            temporary: None,
        }
    }

    /// Its sources name it so from now on.
    #[must_use]
    pub fn at(mut self, uri: &str) -> Self {
        self.move_to(uri);
        self
    }

    /// Its sources name it so from now on.
    pub fn move_to(&mut self, uri: &str) {
        uri.trim_end_matches('/').clone_into(&mut self.uri);
    }

    /// With a suite, empty so far.
    #[must_use]
    pub fn with(mut self, suite: Suite) -> Self {
        self.set(suite);
        self
    }

    /// Adds a suite, or lets one that is there say something else of itself. Its packages stay.
    pub fn set(&mut self, suite: Suite) {
        let name = suite.name().to_owned();
        match self.suites.iter_mut().find(|(known, _)| known.name() == name) {
            Some((known, _)) => *known = suite,
            None => self.suites.push((suite, Vec::new())),
        }
        self.write_indices(&name);
    }

    /// Publishes packages. Earlier versions stay in the index beside them; the same version is replaced.
    #[track_caller]
    pub fn publish<'a>(&mut self, suite: &str, packages: impl IntoIterator<Item = &'a Package>) {
        let folder = self.folder.clone();
        let published = self.packages_of(suite);
        for package in packages {
            let (name, file_name) = (package.name(), package.file_name());
            let letter: String = name.chars().take(1).collect();
            // Suites may have different packages of one name and version.
            let file = format!("pool/{suite}/{letter}/{name}/{file_name}");
            let deb = package.deb();
            write(&folder.join(&file), &deb);
            published.retain(|other| !other.package.is_the_same_as(package));
            published.push(Published {
                package: package.clone(),
                file,
                size: deb.len(),
                hash: sha256(&deb),
            });
        }
        self.write_indices(suite);
    }

    /// Takes all versions of a package out of the index, and their files away.
    #[track_caller]
    pub fn withdraw(&mut self, suite: &str, name: &str) {
        self.withdraw_if(suite, |package| package.name() == name);
    }

    /// The same with one version.
    #[track_caller]
    pub fn withdraw_version(&mut self, suite: &str, name: &str, version: &str) {
        self.withdraw_if(suite, |package| {
            package.name() == name && package.version() == version
        });
    }

    #[track_caller]
    fn withdraw_if(&mut self, suite: &str, is_meant: impl Fn(&Package) -> bool) {
        let folder = self.folder.clone();
        let published = self.packages_of(suite);
        let (gone, kept): (Vec<_>, Vec<_>) = std::mem::take(published)
            .into_iter()
            .partition(|one| is_meant(&one.package));
        *published = kept;
        if gone.is_empty() {
            fail(&format!("{suite} has no such package to withdraw"));
        }
        for one in gone {
            remove(&folder.join(one.file));
        }
        self.write_indices(suite);
    }

    /// The `.deb` of a version, wherever it is published first.
    #[track_caller]
    pub fn deb(&self, name: &str, version: &str) -> PathBuf {
        let all = self.suites.iter().flat_map(|(_, packages)| packages);
        let wanted = |one: &&Published| one.package.name() == name && one.package.version() == version;
        match all.filter(wanted).map(|one| &one.file).next() {
            Some(file) => self.folder.join(file),
            None => fail(&format!("{name} {version} was never published")),
        }
    }

    /// Puts rubbish of the same size in the place of a `.deb`.
    #[track_caller]
    pub fn spoil(&self, name: &str, version: &str) {
        let path = self.deb(name, version);
        let rubbish = vec![b'?'; read(&path).len()];
        write(&path, rubbish);
    }

    /// Leaves only the first bytes of a `.deb`.
    #[track_caller]
    pub fn truncate(&self, name: &str, version: &str, length: usize) {
        let path = self.deb(name, version);
        let mut bytes = read(&path);
        bytes.truncate(length);
        write(&path, bytes);
    }

    /// Takes a `.deb` away; the index still lists it.
    #[track_caller]
    pub fn lose(&self, name: &str, version: &str) {
        remove(&self.deb(name, version));
    }

    /// Puts the right `.deb` back, after one of the above.
    #[track_caller]
    pub fn mend(&self, name: &str, version: &str) {
        let all = self.suites.iter().flat_map(|(_, packages)| packages);
        let wanted = |one: &&Published| one.package.name() == name && one.package.version() == version;
        for one in all.filter(wanted) {
            write(&self.folder.join(&one.file), one.package.deb());
        }
    }

    /// Where it lies.
    pub fn path(&self) -> &Path {
        &self.folder
    }

    /// How its sources name it.
    pub fn uri(&self) -> &str {
        &self.uri
    }

    /// The names of its suites.
    pub fn suites(&self) -> impl Iterator<Item = &str> {
        self.suites.iter().map(|(suite, _)| suite.name())
    }

    /// A line for `sources.list` for each suite.
    pub fn sources(&self) -> String {
        let mut lines = String::new();
        for suite in self.suites() {
            let _ = writeln!(lines, "deb [trusted=yes] {} {suite} main", self.uri);
        }
        lines
    }

    /// The names below a suite of the files that say what it is.
    pub(super) fn releases(&self) -> impl Iterator<Item = (&str, &'static str)> {
        self.suites
            .iter()
            .map(|(suite, _)| (suite.name(), suite.release_name()))
    }

    #[track_caller]
    fn packages_of(&mut self, suite: &str) -> &mut Vec<Published> {
        match self.suites.iter_mut().find(|(known, _)| known.name() == suite) {
            Some((_, packages)) => packages,
            None => fail(&format!("the archive has no suite {suite}")),
        }
    }

    fn write_indices(&mut self, name: &str) {
        self.generation += 1;
        let Some((suite, published)) = self.suites.iter().find(|(suite, _)| suite.name() == name) else {
            return;
        };
        let dist = self.folder.join("dists").join(name);
        let mut indices = Vec::new();
        let mut put = |name: &str, bytes: &[u8]| {
            let path = dist.join(name);
            write(&path, bytes);
            // apt asks servers for what has changed since a second: two in one second would be taken for one.
            set_time(&path, LONG_AGO + self.generation);
            indices.push((sha256(bytes), bytes.len(), name.to_owned()));
        };
        for (index, text) in texts(suite, published) {
            put(&index, text.as_bytes());
            put(&format!("{index}.gz"), &gzip(text.as_bytes()));
            put(&format!("{index}.xz"), &xz(text.as_bytes()));
        }
        let release = dist.join(suite.release_name());
        write(&release, suite.release(&indices));
        set_time(&release, LONG_AGO + self.generation);
    }
}

impl Default for Archive {
    fn default() -> Self {
        Self::new()
    }
}

impl Package {
    fn is_the_same_as(&self, other: &Self) -> bool {
        let key = |package: &Self| {
            (
                package.name().to_owned(),
                package.version().to_owned(),
                package.for_architecture().to_owned(),
            )
        };
        key(self) == key(other)
    }
}

/// The indices of a suite: their names below it, and what they say.
fn texts(suite: &Suite, published: &[Published]) -> Vec<(String, String)> {
    let mut texts = Vec::new();
    for architecture in suite.architectures() {
        let mut text = String::new();
        for one in published {
            let Published {
                package,
                file,
                size,
                hash,
            } = one;
            if [architecture.as_str(), "all"].contains(&package.for_architecture()) {
                let stanza = package.index_stanza(&key_of_description(package));
                let _ = writeln!(text, "{stanza}Filename: {file}\nSize: {size}\nSHA256: {hash}\n");
            }
        }
        texts.push((format!("main/binary-{architecture}/Packages"), text));
    }
    let described = published.iter().flat_map(|one| one.package.descriptions());
    let mut languages: Vec<&str> = described.map(|one| one.language.as_str()).collect();
    languages.sort_unstable();
    languages.dedup();
    for language in languages {
        let mut text = String::new();
        for one in published {
            let package = &one.package;
            let mut descriptions = package.descriptions().iter();
            if let Some(description) = descriptions.find(|one| one.language == language) {
                let (name, key) = (package.name(), key_of_description(package));
                let whole = description.whole();
                let _ = writeln!(
                    text,
                    "Package: {name}\nDescription-md5: {key}\nDescription-{language}: {whole}\n"
                );
            }
        }
        texts.push((format!("main/i18n/Translation-{language}"), text));
    }
    texts
}

/// What translations are found by. Debian takes the MD5 of the English text; whoever reads it only compares, so that
/// the half of another hash serves as well.
fn key_of_description(package: &Package) -> String {
    let text = package.english().map(super::package::Description::whole);
    let mut key = sha256(text.unwrap_or_default().as_bytes());
    key.truncate(32);
    key
}

fn sha256(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(64);
    for byte in Sha256::digest(bytes) {
        let _ = write!(text, "{byte:02x}");
    }
    text
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), flate2::Compression::fast());
    let packed = encoder.write_all(bytes).and_then(|()| encoder.finish());
    packed.unwrap_or_else(|error| fail(&format!("gzip: {error}")))
}

fn xz(bytes: &[u8]) -> Vec<u8> {
    let packed = || {
        let mut encoder = XzWriter::new(Vec::new(), XzOptions::with_preset(0))?;
        encoder.write_all(bytes)?;
        encoder.finish()
    };
    packed().unwrap_or_else(|error: std::io::Error| fail(&format!("xz: {error}")))
}
