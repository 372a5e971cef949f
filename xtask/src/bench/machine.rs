//! A copy of what this machine's apt knows, in a folder of its own: nothing that is measured touches the machine.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::workspace::{Outcome, root, target};

/// A root folder with the lists, sources and packages of this machine, without preferences.
pub(super) struct Machine {
    folder: PathBuf,
}

impl Machine {
    /// Makes one with a name of its own.
    pub(super) fn copy(name: &str) -> Outcome<Self> {
        let machine = Self {
            folder: root().join("target/bench").join(name),
        };
        let _ = fs::remove_dir_all(&machine.folder);
        for folder in [
            "etc/apt/preferences.d",
            "etc/apt/apt.conf.d",
            "var/lib/dpkg/updates",
            "var/lib/apt/lists/partial",
            "var/cache/apt/archives/partial",
        ] {
            make(&machine.root().join(folder))?;
        }
        for file in [
            "etc/apt/sources.list",
            "etc/os-release",
            "etc/machine-id",
            "var/lib/dpkg/status",
            "var/lib/apt/extended_states",
        ] {
            let from = Path::new("/").join(file);
            if from.is_file() {
                copy(&from, &machine.root().join(file))?;
            }
        }
        machine.copy_folder("etc/apt/sources.list.d")?;
        machine.copy_folder("var/lib/apt/lists")?;
        if machine.lists()?.is_empty() {
            return Err("this machine has no lists of archives: `apt-get update` fetches them".to_owned());
        }
        machine.configure(None)?;
        Ok(machine)
    }

    pub(super) fn root(&self) -> PathBuf {
        self.folder.join("root")
    }

    fn copy_folder(&self, name: &str) -> Outcome {
        let to = self.root().join(name);
        make(&to)?;
        let Ok(entries) = fs::read_dir(Path::new("/").join(name)) else {
            return Ok(());
        };
        for entry in entries.flatten() {
            if entry.path().is_file() && entry.file_name() != "lock" {
                copy(&entry.path(), &to.join(entry.file_name()))?;
            }
        }
        Ok(())
    }

    /// The lists of packages.
    pub(super) fn lists(&self) -> Outcome<Vec<PathBuf>> {
        let folder = self.root().join("var/lib/apt/lists");
        let entries = fs::read_dir(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        let is_list = |path: &PathBuf| path.to_string_lossy().contains("_Packages");
        Ok(entries
            .flatten()
            .map(|entry| entry.path())
            .filter(is_list)
            .collect())
    }

    /// Lets apt keep its cache in a file, or not at all.
    fn configure(&self, cache: Option<&Path>) -> Outcome<PathBuf> {
        let path = self.folder.join(if cache.is_some() {
            "cached.conf"
        } else {
            "apt.conf"
        });
        let root = self.root().display().to_string();
        let (packages, sources) = match cache {
            Some(folder) => (
                folder.join("pkgcache.bin").display().to_string(),
                folder.join("srcpkgcache.bin").display().to_string(),
            ),
            None => (String::new(), String::new()),
        };
        let text = format!(
            "Dir \"{root}/\";\nDir::State::status \"{root}/var/lib/dpkg/status\";\nDir::Cache::pkgcache \"{packages}\";\n\
             Dir::Cache::srcpkgcache \"{sources}\";\nDebug::NoLocking \"1\";\n"
        );
        fs::write(&path, text).map_err(|error| format!("{}: {error}", path.display()))?;
        Ok(path)
    }

    /// A program of apt that looks at it, without a cache.
    pub(super) fn apt(&self, arguments: &[&str]) -> Outcome<Command> {
        self.apt_with(self.configure(None)?, arguments)
    }

    /// The same, with a cache.
    pub(super) fn apt_cached(&self, arguments: &[&str]) -> Outcome<Command> {
        let cache = self.folder.join("cache");
        make(&cache)?;
        self.apt_with(self.configure(Some(&cache))?, arguments)
    }

    #[expect(clippy::unused_self, reason = "beside the two above")]
    fn apt_with(&self, configuration: PathBuf, arguments: &[&str]) -> Outcome<Command> {
        let (program, rest) = arguments.split_first().ok_or("no program")?;
        let mut command = Command::new(program);
        command
            .args(rest)
            .env("APT_CONFIG", configuration)
            .env("LC_ALL", "C");
        Ok(command)
    }

    /// A search of ours.
    pub(super) fn search(&self) -> Command {
        let mut command = Command::new(target().join("release/wua"));
        command.arg("--target").arg(self.root());
        command.arg("--state").arg(self.folder.join("state"));
        command.args(["search", "--quiet"]);
        command
    }

    /// What was found out before is forgotten.
    pub(super) fn forget(&self) {
        let _ = fs::remove_dir_all(self.folder.join("state"));
    }

    /// Writes a preference.
    pub(super) fn prefer(&self, text: &str) -> Outcome {
        let path = self.root().join("etc/apt/preferences.d/bench");
        fs::write(&path, text).map_err(|error| format!("{}: {error}", path.display()))
    }

    /// Replaces each list by a plain one that is so many times as long: the same packages under other names.
    pub(super) fn repeat_lists(&self, times: usize) -> Outcome {
        for path in self.lists()? {
            let output = Command::new("/usr/lib/apt/apt-helper")
                .arg("cat-file")
                .arg(&path)
                .output()
                .map_err(|error| format!("apt-helper: {error}"))?;
            if !output.status.success() {
                return Err(format!("apt-helper cannot read {}", path.display()));
            }
            let _ = fs::remove_file(&path);
            let plain = path.with_file_name(plain_name(&path));
            let wrong = |error: std::io::Error| format!("{}: {error}", plain.display());
            let mut file = fs::File::create(&plain).map_err(wrong)?;
            file.write_all(&output.stdout).map_err(wrong)?;
            for number in 1..times {
                let text = String::from_utf8_lossy(&output.stdout);
                let renamed = text.replace("\nPackage: ", &format!("\nPackage: x{number}-"));
                // The first name has no line before it.
                let renamed = renamed.replacen("Package: ", &format!("Package: x{number}-"), 1);
                // Nothing of that is missed.
                let renamed = renamed.replace("\nEssential: yes", "");
                file.write_all(b"\n").map_err(wrong)?;
                file.write_all(renamed.as_bytes()).map_err(wrong)?;
            }
        }
        Ok(())
    }
}

fn plain_name(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    match name.rsplit_once("_Packages") {
        Some((start, _)) => format!("{start}_Packages"),
        None => name.into_owned(),
    }
}

fn make(folder: &Path) -> Outcome {
    fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))
}

fn copy(from: &Path, to: &Path) -> Outcome {
    fs::copy(from, to)
        .map(drop)
        .map_err(|error| format!("{}: {error}", from.display()))
}
