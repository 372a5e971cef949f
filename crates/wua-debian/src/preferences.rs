//! Whether apt's preferences (`apt_preferences(5)`) concern anything that is installed.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

/// What preferences may concern.
pub(crate) struct Concern<'a> {
    /// The names of what is installed.
    pub(crate) installed: &'a HashSet<&'a str>,
    /// The hosts of the sources.
    pub(crate) hosts: &'a HashSet<String>,
}

impl Concern<'_> {
    /// Why the preferences below a root have to be left to apt; nothing, if they name only packages that are not here,
    /// and archives that are no sources.
    pub(crate) fn of(&self, root: &Path) -> Option<String> {
        for path in files(root) {
            let Ok(text) = fs::read_to_string(&path) else {
                return Some(format!("{} cannot be read", path.display()));
            };
            if let Some(name) = self.in_text(&text) {
                return Some(format!("{} has a preference for {name}", path.display()));
            }
        }
        None
    }

    /// What a text prefers, if that may be something here: patterns and whatever is not understood count as such.
    fn in_text(&self, text: &str) -> Option<String> {
        let mut preference = Preference::default();
        for line in text.lines().chain([""]) {
            if line.trim_start().starts_with('#') {
                continue;
            }
            if line.trim().is_empty() {
                if let Some(name) = self.in_preference(&preference) {
                    return Some(name);
                }
                preference = Preference::default();
                continue;
            }
            let field = line
                .split_once(':')
                .map(|(name, value)| (name.trim(), value.trim()));
            match field {
                Some((name, value)) if name.eq_ignore_ascii_case("package") => {
                    preference.packages = Some(value);
                }
                Some((name, value)) if name.eq_ignore_ascii_case("pin") => preference.pin = value,
                Some((name, _)) if name.eq_ignore_ascii_case("pin-priority") => {}
                Some((name, _)) if name.eq_ignore_ascii_case("explanation") => {}
                _ => return Some(format!("{:?}", line.trim())),
            }
        }
        None
    }

    fn in_preference(&self, preference: &Preference<'_>) -> Option<String> {
        if preference.pin.is_empty() && preference.packages.is_none() {
            return None;
        }
        if let Some(("origin", host)) = preference.pin.split_once(' ') {
            let host = host.trim().trim_matches('"');
            let is_plain = !host.is_empty() && !host.contains(['*', '?', '[', '/']);
            if is_plain && !self.hosts.contains(host) {
                return None;
            }
        }
        let is_plain = |name: &str| {
            name.bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
        };
        let packages = preference.packages.unwrap_or("*");
        let found = packages
            .split_whitespace()
            .find(|name| !is_plain(name) || self.installed.contains(name));
        found.map(str::to_owned)
    }
}

#[derive(Default)]
struct Preference<'a> {
    packages: Option<&'a str>,
    pin: &'a str,
}

/// More files than apt reads: one that it ignores makes it be asked for nothing, which is no harm.
fn files(root: &Path) -> Vec<PathBuf> {
    let single = root.join("etc/apt/preferences");
    let mut files: Vec<PathBuf> = fs::read_dir(root.join("etc/apt/preferences.d"))
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.is_file())
        .collect();
    if single.is_file() {
        files.push(single);
    }
    files
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_not_here_is_of_no_concern() {
        let installed = HashSet::from(["bash", "libc6"]);
        let hosts = HashSet::from(["deb.debian.org".to_owned()]);
        let concern = Concern {
            installed: &installed,
            hosts: &hosts,
        };
        let concerned = |text: &str| concern.in_text(text);
        let harmless = "# ours\nPackage: nodejs libnode-dev\nExplanation: from there\nPin: origin x\nPin-Priority: 600\n\n\
                        Package: nsolid\nPin: version 1*\nPin-Priority: -1\n\n\
                        Package: bash\nPin: origin \"elsewhere.example\"\nPin-Priority: 900";
        assert_eq!(concerned(harmless), None);
        assert_eq!(concerned(""), None);
        for (text, names) in [
            ("Package: bash\nPin: version 5*\nPin-Priority: -1\n", "bash"),
            (
                "Package: bash\nPin: origin deb.debian.org\nPin-Priority: -1\n",
                "bash",
            ),
            ("Package: bash\nPin: origin *.example\nPin-Priority: -1\n", "bash"),
            ("Package: nodejs libc6\n", "libc6"),
            ("Package: *\nPin: release a=x\nPin-Priority: 400\n", "*"),
            ("Package: lib*\n", "lib*"),
            ("Package: /foo/\n", "/foo/"),
            ("Package: src:glibc\n", "src:glibc"),
            ("Package: bash:any\n", "bash:any"),
            ("Pin: release a=x\n", "*"),
            ("Package: x\n continued\n", "continued"),
        ] {
            let found = concerned(text);
            assert!(
                found.as_deref().is_some_and(|found| found.contains(names)),
                "{text:?}: {found:?}"
            );
        }
    }
}
