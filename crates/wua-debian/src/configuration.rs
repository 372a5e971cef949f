//! apt's configuration, as `apt-config dump` tells it: a tree of names like `APT::Install-Recommends`.

use std::path::{Path, PathBuf};
use std::process::Command;

use wua_com::{Error, code};

use crate::sources::truth;

/// The settings that hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Configuration {
    /// In apt's order. The name of a member of a list ends with `::`.
    settings: Vec<(String, String)>,
    is_known: bool,
    /// The folder that apt took for the root when it was asked, unless it is this computer's.
    entered: Option<PathBuf>,
}

impl Configuration {
    /// Runs `apt-config` as it was prepared, with `APT_CONFIG` or in another root, and reads what it says. Where it
    /// is not there, the answer is [`Configuration::unknown`].
    ///
    /// # Errors
    /// It fails: there is a mistake in the configuration, and apt would not work either.
    pub fn ask(apt_config: &mut Command, root: &Path) -> Result<Self, Error> {
        let output = match apt_config.arg("dump").output() {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Self::unknown(root)),
            output => output
                .map_err(|error| Error::new(code::E_FAIL, format!("apt-config could not be run: {error}")))?,
        };
        if !output.status.success() {
            let words = String::from_utf8_lossy(&output.stderr);
            let words = words.trim().escape_debug().to_string();
            return Err(Error::new(
                code::ERROR_INVALID_DATA,
                format!("apt does not understand its configuration; correct it: {words}"),
            ));
        }
        Ok(Self::parse(&String::from_utf8_lossy(&output.stdout)))
    }

    /// Reads the output of `apt-config dump`.
    pub fn parse(dump: &str) -> Self {
        let mut settings: Vec<(String, String)> = Vec::new();
        let mut open: Option<(String, String)> = None;
        for line in dump.lines() {
            // A value may have line ends in it, and quotation marks.
            let (name, value) = match open.take() {
                Some((name, value)) => (name, format!("{value}\n{line}")),
                None => match line.split_once(" \"") {
                    Some((name, value)) if !name.is_empty() => (name.to_owned(), value.to_owned()),
                    _ => continue,
                },
            };
            match value.strip_suffix("\";") {
                Some(value) => settings.push((name, value.to_owned())),
                None => open = Some((name, value)),
            }
        }
        Self {
            settings,
            is_known: true,
            entered: None,
        }
    }

    /// The same, where apt was asked inside of another root.
    pub(crate) fn entered(self, root: &Path) -> Self {
        Self {
            entered: Some(root.to_owned()),
            ..self
        }
    }

    /// What apt does without any configuration, for a root where it cannot be asked.
    pub fn unknown(root: &Path) -> Self {
        let root = format!("{}/", root.display().to_string().trim_end_matches('/'));
        let settings = [
            ("APT::Install-Recommends", "1"),
            ("APT::Install-Suggests", "0"),
            ("Dir", &root),
            ("Dir::State", "var/lib/apt"),
            ("Dir::State::lists", "lists/"),
            ("Dir::State::extended_states", "extended_states"),
            ("Dir::State::status", &format!("{root}var/lib/dpkg/status")),
            ("Dir::Cache", "var/cache/apt"),
            ("Dir::Cache::archives", "archives/"),
            ("Dir::Etc", "etc/apt"),
            ("Dir::Etc::sourcelist", "sources.list"),
            ("Dir::Etc::sourceparts", "sources.list.d"),
            ("Dir::Etc::preferences", "preferences"),
            ("Dir::Etc::preferencesparts", "preferences.d"),
            ("Dir::Etc::netrc", "auth.conf"),
            ("Dir::Etc::netrcparts", "auth.conf.d"),
            ("Acquire::Languages", ""),
            ("Acquire::Languages::", "en"),
        ];
        let owned = |(name, value): (&str, &str)| (name.to_owned(), value.to_owned());
        Self {
            settings: settings.map(owned).to_vec(),
            is_known: false,
            entered: None,
        }
    }

    /// Whether apt said so; otherwise these are its defaults, and the truth may be another.
    pub fn is_known(&self) -> bool {
        self.is_known
    }

    /// Everything: names and values, in apt's order.
    pub fn settings(&self) -> impl Iterator<Item = (&str, &str)> {
        self.settings
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// A setting. `None` if it is not set, or empty. Names have no case.
    pub fn get(&self, name: &str) -> Option<&str> {
        let mut same = self
            .settings()
            .filter(|(known, _)| known.eq_ignore_ascii_case(name));
        same.next()
            .map(|(_, value)| value)
            .filter(|value| !value.is_empty())
    }

    /// The members of a list, whether they have names of their own or not: all settings one level below.
    pub fn list(&self, name: &str) -> Vec<&str> {
        let below = |known: &str| -> bool {
            let rest = known
                .get(..name.len())
                .filter(|start| start.eq_ignore_ascii_case(name));
            let rest = rest.and_then(|_| known.get(name.len()..)?.strip_prefix("::"));
            rest.is_some_and(|rest| !rest.contains("::"))
        };
        self.settings()
            .filter(|(known, value)| below(known) && !value.is_empty())
            .map(|(_, value)| value)
            .collect()
    }

    /// A setting that is yes or no.
    pub fn is(&self, name: &str, default: bool) -> bool {
        self.get(name).and_then(truth).unwrap_or(default)
    }

    /// `APT::Architectures`, the native one first. Empty if apt was not asked.
    pub fn architectures(&self) -> Vec<String> {
        let mut architectures: Vec<String> = self
            .get("APT::Architecture")
            .map(str::to_owned)
            .into_iter()
            .collect();
        for listed in self.list("APT::Architectures") {
            if !architectures.iter().any(|known| known == listed) {
                architectures.push(listed.to_owned());
            }
        }
        architectures
    }

    /// `APT::Default-Release`
    pub fn default_release(&self) -> Option<&str> {
        self.get("APT::Default-Release")
    }

    /// `APT::Install-Recommends`
    pub fn installs_recommends(&self) -> bool {
        self.is("APT::Install-Recommends", true)
    }

    /// The languages of descriptions that apt keeps, in the order of preference: `Acquire::Languages`, to its word
    /// `none`. apt resolves the word `environment` itself, for the environment in which it is asked.
    pub fn languages(&self) -> Vec<String> {
        let mut languages: Vec<String> = Vec::new();
        for language in self.list("Acquire::Languages") {
            if language == "none" {
                break;
            }
            if language != "environment" && !languages.iter().any(|known| known == language) {
                languages.push(language.to_owned());
            }
        }
        languages
    }

    /// A setting below `Dir`, as a path: what is not absolute lies in the folder of the setting above.
    pub fn path(&self, name: &str) -> Option<PathBuf> {
        let mut path = PathBuf::from(self.get(name)?);
        let mut above = name;
        while let Some((outer, _)) = above.rsplit_once("::") {
            if path.is_absolute() {
                break;
            }
            if let Some(folder) = self.get(outer) {
                path = Path::new(folder).join(path);
            }
            above = outer;
        }
        let roots = [self.get("RootDir").map(Path::new), self.entered.as_deref()];
        for root in roots.into_iter().flatten() {
            path = root.join(path.strip_prefix("/").unwrap_or(&path));
        }
        Some(path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DUMP: &str = "APT \"\";\nAPT::Architecture \"amd64\";\nAPT::Install-Recommends \"false\";\n\
        APT::Architectures \"\";\nAPT::Architectures:: \"amd64\";\nAPT::Architectures:: \"i386\";\n\
        APT::Default-Release \"oak\";\nDir \"/srv/root/\";\nDir::State \"var/lib/apt\";\n\
        Dir::State::lists \"lists/\";\nDir::State::status \"/srv/root/var/lib/dpkg/status\";\n\
        Dir::Cache::pkgcache \"\";\nDPkg::Post-Invoke \"\";\nDPkg::Post-Invoke:: \"echo \"a\"; true\nand more\";\n\
        Acquire::Languages \"\";\nAcquire::Languages:: \"de\";\nAcquire::Languages:: \"en\";\n\
        Acquire::Languages:: \"none\";\nAcquire::Languages:: \"fr\";\nX::a \"1\";\nX::b \"2\";\nX::b::c \"3\";\n";

    #[test]
    fn settings_have_values_and_lists_have_members() {
        let configuration = Configuration::parse(DUMP);
        assert!(configuration.is_known());
        assert_eq!(configuration.settings().count(), 22);
        assert_eq!(configuration.get("apt::architecture"), Some("amd64"));
        assert_eq!(configuration.get("Dir::Cache::pkgcache"), None);
        assert_eq!(configuration.architectures(), ["amd64", "i386"]);
        assert_eq!(configuration.default_release(), Some("oak"));
        assert!(!configuration.installs_recommends());
        assert_eq!(configuration.languages(), ["de", "en"]);
        assert_eq!(configuration.list("X"), ["1", "2"]);
        assert_eq!(
            configuration.list("DPkg::Post-Invoke"),
            ["echo \"a\"; true\nand more"]
        );
    }

    #[test]
    fn paths_lie_in_the_folder_of_the_setting_above() {
        let mut configuration = Configuration::parse(DUMP);
        let path = |configuration: &Configuration, name: &str| {
            configuration.path(name).unwrap().display().to_string()
        };
        assert_eq!(
            path(&configuration, "Dir::State::lists"),
            "/srv/root/var/lib/apt/lists/"
        );
        assert_eq!(
            path(&configuration, "Dir::State::status"),
            "/srv/root/var/lib/dpkg/status"
        );
        assert_eq!(configuration.path("Dir::Cache::pkgcache"), None);
        configuration
            .settings
            .push(("RootDir".to_owned(), "/mnt".to_owned()));
        assert_eq!(path(&configuration, "Dir::State"), "/mnt/srv/root/var/lib/apt");
        let entered = configuration.entered(Path::new("/srv/image"));
        assert_eq!(
            path(&entered, "Dir::State"),
            "/srv/image/mnt/srv/root/var/lib/apt"
        );
    }

    #[test]
    fn without_apt_its_defaults_hold_and_are_called_unknown() {
        let mut missing = Command::new("/nowhere/apt-config");
        let configuration = Configuration::ask(&mut missing, Path::new("/srv/root")).unwrap();
        assert!(!configuration.is_known());
        assert!(configuration.installs_recommends());
        let lists = configuration.path("Dir::State::lists").unwrap();
        assert_eq!(lists, Path::new("/srv/root/var/lib/apt/lists"));
        assert_eq!(configuration.languages(), ["en"]);
        assert!(configuration.architectures().is_empty());
        let status = Configuration::unknown(Path::new("/"))
            .path("Dir::State::status")
            .unwrap();
        assert_eq!(status, Path::new("/var/lib/dpkg/status"));
    }
}
