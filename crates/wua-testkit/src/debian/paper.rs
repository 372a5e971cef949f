//! Roots that are only files.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

use super::files::{make_folder, read, read_text, temporary_folder, write};
use super::programs::{Finished, plain};
use super::skeleton::{self, MACHINE};
use super::{Archive, Package, Simulation, fail};

/// The files that apt and dpkg keep about a computer that does not exist. This machine's apt-get is asked about it.
///
/// It is a Debian 12, and dpkg is installed.
pub struct PaperRoot {
    _folder: TempDir,
    root: PathBuf,
    configuration: PathBuf,
    architectures: Vec<String>,
}

impl PaperRoot {
    /// A root for some architectures, its own first.
    #[track_caller]
    pub fn new(architectures: &[&str]) -> Self {
        let folder = temporary_folder();
        let root = folder.path().join("root");
        skeleton::make(&root, architectures);
        let configuration = folder.path().join("apt.conf");
        let lists: Vec<String> = architectures.iter().map(|name| format!("\"{name}\";")).collect();
        let native = architectures.first().copied().unwrap_or_default();
        // apt reads this file before all others, so that it looks for them below the root.
        let text = format!(
            "Dir \"{root}/\";\nDir::State::status \"{root}/var/lib/dpkg/status\";\nDir::Cache::pkgcache \"\";\n\
             Dir::Cache::srcpkgcache \"\";\nAPT::Architecture \"{native}\";\nAPT::Architectures {{ {} }};\n\
             APT::Machine-ID \"{MACHINE}\";\nAPT::Sandbox::User \"\";\nDebug::NoLocking \"1\";\n",
            lists.join(" "),
            root = root.display(),
        );
        write(&configuration, text);
        Self {
            _folder: folder,
            root,
            configuration,
            architectures: architectures.iter().map(|&name| name.to_owned()).collect(),
        }
    }

    /// Its root folder.
    pub fn path(&self) -> &Path {
        &self.root
    }

    /// The value of `APT_CONFIG` with which apt looks at this root and nothing else.
    pub fn configuration_file(&self) -> &Path {
        &self.configuration
    }

    /// A package is installed. An earlier stanza of the same name and architecture is replaced.
    pub fn has(&self, package: &Package) {
        self.has_as(package, "install ok installed");
    }

    /// A package is there in another state, such as `hold ok installed` or `install ok half-configured`.
    pub fn has_as(&self, package: &Package, status: &str) {
        let (name, architecture) = (package.name(), package.for_architecture());
        let is_another = |stanza: &&str| {
            let has = |line: String| stanza.lines().any(|other| other == line);
            !(has(format!("Package: {name}")) && has(format!("Architecture: {architecture}")))
        };
        let path = self.status();
        let text = read_text(&path);
        let mut stanzas: Vec<&str> = text.split("\n\n").map(str::trim_end).filter(is_another).collect();
        let stanza = package.status_stanza(status);
        stanzas.push(stanza.trim_end());
        stanzas.retain(|stanza| !stanza.is_empty());
        write(&path, stanzas.join("\n\n") + "\n");
    }

    /// Was installed because something else needs it.
    pub fn has_automatically(&self, package: &Package) {
        self.has(package);
        let path = self.root.join("var/lib/apt/extended_states");
        let mut text = if path.exists() {
            read_text(&path)
        } else {
            String::new()
        };
        // apt writes its own architecture even of a package for all.
        let architecture = match package.for_architecture() {
            "all" => self.architectures.first().map_or("", String::as_str),
            other => other,
        };
        let _ = writeln!(
            text,
            "Package: {}\nArchitecture: {architecture}\nAuto-Installed: 1\n",
            package.name()
        );
        write(&path, text);
    }

    /// `etc/apt/preferences.d/NAME`.
    pub fn preferences(&self, name: &str, text: &str) {
        write(&self.root.join("etc/apt/preferences.d").join(name), text);
    }

    /// `etc/apt/apt.conf.d/NAME`.
    pub fn configuration(&self, name: &str, text: &str) {
        write(&self.root.join("etc/apt/apt.conf.d").join(name), text);
    }

    /// `etc/apt/sources.list.d/NAME`.
    pub fn sources(&self, name: &str, text: &str) {
        write(&self.root.join("etc/apt/sources.list.d").join(name), text);
    }

    /// The archive is among its sources, and its lists are as `apt-get update` leaves them, which is not run: the
    /// archive may be anywhere. Of an archive that it knew before the lists are brought up to date.
    #[track_caller]
    pub fn knows(&self, archive: &Archive) {
        let escaped = escaped(archive.uri());
        self.sources(&format!("{}.list", plain_name(&escaped)), &archive.sources());
        let lists = self.root.join("var/lib/apt/lists");
        for (suite, release) in archive.releases() {
            let dist = archive.path().join("dists").join(suite);
            let mut names = vec![release.to_owned()];
            for architecture in &self.architectures {
                names.push(format!("main/binary-{architecture}/Packages"));
            }
            names.extend(translations(&dist));
            for name in names {
                let from = dist.join(&name);
                if !from.exists() {
                    fail(&format!(
                        "{} has no {name}: name its architecture",
                        dist.display()
                    ));
                }
                let list = format!("{escaped}_dists_{}_{}", in_a_name(suite), in_a_name(&name));
                write(&lists.join(list), read(&from));
            }
        }
    }

    /// A program of apt that looks at this root, to be given arguments.
    pub fn command(&self, program: &str) -> Command {
        let mut command = plain(program);
        command.env("APT_CONFIG", &self.configuration);
        command
    }

    /// Runs this machine's apt-get for it.
    #[track_caller]
    pub fn apt_get(&self, arguments: &[&str]) -> Finished {
        Finished::of(self.command("apt-get").args(arguments))
    }

    /// `apt-get update`: for archives that can be reached.
    #[track_caller]
    pub fn update(&self) {
        let _ = self.apt_get(&["update"]).well();
    }

    /// What apt-get would do, such as for `&["install", "moon"]`.
    #[track_caller]
    pub fn simulate(&self, arguments: &[&str]) -> Simulation {
        let finished = Finished::of(self.command("apt-get").arg("-s").args(arguments));
        Simulation::read(&finished.well().stdout)
    }

    /// What `apt-get dist-upgrade` would do.
    #[track_caller]
    pub fn dist_upgrade(&self) -> Simulation {
        self.simulate(&["dist-upgrade"])
    }

    /// Name, architecture, version before and after of what `apt-get dist-upgrade` would upgrade, sorted.
    #[track_caller]
    pub fn upgrades(&self) -> Vec<(String, String, String, String)> {
        self.dist_upgrade().upgrades()
    }

    fn status(&self) -> PathBuf {
        self.root.join("var/lib/dpkg/status")
    }
}

impl Default for PaperRoot {
    /// For amd64 alone.
    fn default() -> Self {
        Self::new(&["amd64"])
    }
}

/// The translations of a suite, by their names below it.
fn translations(dist: &Path) -> Vec<String> {
    let folder = dist.join("main/i18n");
    make_folder(&folder);
    let entries = std::fs::read_dir(&folder).into_iter().flatten().flatten();
    let names = entries.filter_map(|entry| entry.file_name().into_string().ok());
    names
        .filter(|name| !name.contains('.'))
        .map(|name| format!("main/i18n/{name}"))
        .collect()
}

/// OBSERVED: how apt names the lists of a source: without the scheme, some letters escaped, slashes as underscores.
fn escaped(uri: &str) -> String {
    let (_, rest) = uri.split_once(':').unwrap_or(("", uri));
    in_a_name(rest.strip_prefix("//").unwrap_or(rest))
}

fn in_a_name(text: &str) -> String {
    let mut name = String::new();
    for letter in text.chars() {
        match letter {
            '/' => name.push('_'),
            '_' | '~' | '^' | '=' | '!' | '@' | '#' | '$' | '%' | '&' | '*' => {
                let _ = write!(name, "%{:02x}", u32::from(letter));
            }
            other => name.push(other),
        }
    }
    name
}

/// apt ignores files with other letters in their names.
fn plain_name(text: &str) -> String {
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || letter == '-';
    text.chars()
        .map(|letter| if is_plain(letter) { letter } else { '-' })
        .collect()
}
