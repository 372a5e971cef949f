//! For which processors a computer has packages.

use std::fs;
use std::path::Path;

/// The native architecture first, then the foreign ones. Empty when nothing is known.
///
/// dpkg writes the file only once a foreign architecture was added; before, its own package tells the native one.
pub(crate) fn of(root: &Path) -> Vec<String> {
    let listed = fs::read_to_string(root.join("var/lib/dpkg/arch")).unwrap_or_default();
    let listed: Vec<String> = listed
        .lines()
        .map(str::trim)
        .filter(|name| is_name(name))
        .map(str::to_owned)
        .collect();
    if !listed.is_empty() {
        return listed;
    }
    let status = fs::read_to_string(root.join("var/lib/dpkg/status")).unwrap_or_default();
    native(&status).map(str::to_owned).into_iter().collect()
}

/// That of dpkg itself, or of the first package that has one.
fn native(status: &str) -> Option<&str> {
    fn of_stanza(stanza: &str) -> Option<&str> {
        let field = stanza
            .lines()
            .find_map(|line| line.strip_prefix("Architecture:"))?
            .trim();
        (field != "all" && is_name(field)).then_some(field)
    }
    let stanzas = || status.split("\n\n");
    let of_dpkg = stanzas()
        .filter(|stanza| stanza.trim_start().starts_with("Package: dpkg\n"))
        .find_map(of_stanza);
    of_dpkg.or_else(|| stanzas().find_map(of_stanza))
}

fn is_name(name: &str) -> bool {
    !name.is_empty()
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dpkg_itself_tells_the_native_architecture() {
        let root = tempfile::tempdir().unwrap();
        let dpkg = root.path().join("var/lib/dpkg");
        fs::create_dir_all(&dpkg).unwrap();
        assert!(of(root.path()).is_empty());
        let status = "Package: adduser\nArchitecture: all\n\nPackage: wine32\nArchitecture: i386\n\n\
                      Package: dpkg\nStatus: install ok installed\nArchitecture: arm64\n";
        fs::write(dpkg.join("status"), status).unwrap();
        assert_eq!(of(root.path()), ["arm64"]);
        fs::write(dpkg.join("arch"), "arm64\narmhf\n").unwrap();
        assert_eq!(of(root.path()), ["arm64", "armhf"]);
    }
}
