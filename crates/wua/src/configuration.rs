//! What an administrator has written into `wua.toml`, and into the files of `wua.d` beside it.
//!
//! ```toml
//! [debian]
//! conffiles = "keep"     # or "replace": what becomes of configuration files that were changed here
//! lock-timeout = 60      # seconds to wait for another program that changes packages
//! list-age = 24          # hours until a search renews the lists of the archives
//!
//! [download]
//! limit = "10 MB/s"      # what all downloads of a process together may take; otherwise as much as comes
//! keep = "30 days"       # how long files stay that nobody needs; the cache is then cleaned by itself, too
//! keep-size = "2 GB"     # as long as the whole cache is no larger
//!
//! [update-server]       # the one that the policy of a Windows computer names, which says nothing of this
//! ca = ["/etc/wua/ca.pem"]                   # certificates of authorities that are trusted as well
//! client-certificate = "/etc/wua/client.pem" # what is shown to it
//! client-key = "/etc/wua/client.key"
//!
//! [remote]
//! allow = ["hide"]       # what administrators may do from other computers beyond Microsoft's rules
//! ```

mod download;
mod update_server;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::Deserialize;
#[cfg(not(unix))]
use serde::de::IgnoredAny;
use wua_com::{Error, HResult};

#[cfg(unix)]
use crate::remote;

/// `HRESULT_FROM_WIN32(ERROR_BAD_CONFIGURATION)`.
pub(crate) const BAD_CONFIGURATION: HResult = HResult::from_u32(0x8007_064A);

/// All settings. What is not written is as the program wants it.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Configuration {
    pub(crate) debian: Debian,
    pub(crate) download: download::Download,
    pub(crate) update_server: update_server::UpdateServer,
    #[cfg(unix)]
    pub(crate) remote: remote::policy::Settings,
    /// Nobody is let in from other computers here. One file may be for many computers.
    #[cfg(not(unix))]
    pub(crate) remote: IgnoredAny,
}

/// How packages are installed on Debian.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Debian {
    pub(crate) conffiles: Option<Conffiles>,
    pub(crate) lock_timeout: Option<u32>,
    pub(crate) list_age: Option<u32>,
}

/// What becomes of configuration files that were changed here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Conffiles {
    Keep,
    Replace,
}

impl Configuration {
    /// Reads `wua.toml` in a folder, then the files of `wua.d` in the order of their names: the last word counts.
    pub(crate) fn read(folder: &Path) -> Result<Self, Error> {
        let mut all = toml::Table::new();
        for path in files(folder)? {
            let text = match fs::read_to_string(&path) {
                Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                Err(error) => return Err(wrong(&path, &error.to_string())),
                Ok(text) => text,
            };
            // Each file has to make sense alone, so that the message names the one that does not.
            toml::from_str::<Self>(&text).map_err(|error| wrong(&path, &error.to_string()))?;
            let table: toml::Table =
                toml::from_str(&text).map_err(|error| wrong(&path, &error.to_string()))?;
            merge(&mut all, table);
        }
        all.try_into().map_err(|error| wrong(folder, &error.to_string()))
    }
}

fn files(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let more = folder.join("wua.d");
    let mut parts: Vec<PathBuf> = match fs::read_dir(&more) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
        Err(error) => return Err(wrong(&more, &error.to_string())),
        Ok(entries) => entries
            .filter_map(|entry| Some(entry.ok()?.path()))
            .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
            .collect(),
    };
    parts.sort();
    parts.insert(0, folder.join("wua.toml"));
    Ok(parts)
}

fn merge(all: &mut toml::Table, more: toml::Table) {
    for (name, value) in more {
        match (all.get_mut(&name), value) {
            (Some(toml::Value::Table(here)), toml::Value::Table(there)) => merge(here, there),
            (_, value) => {
                all.insert(name, value);
            }
        }
    }
}

fn wrong(path: &Path, what: &str) -> Error {
    Error::new(
        BAD_CONFIGURATION,
        format!(
            "the configuration {} is not understood: {}",
            path.display(),
            what.trim()
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(files: &[(&str, &str)]) -> Result<Configuration, Error> {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("wua.d")).unwrap();
        for (name, text) in files {
            fs::write(folder.path().join(name), text).unwrap();
        }
        Configuration::read(folder.path())
    }

    #[test]
    fn the_last_file_has_the_last_word_on_each_setting() {
        assert_eq!(read(&[]).unwrap(), Configuration::default());
        let configuration = read(&[
            ("wua.toml", "[debian]\nconffiles = \"keep\"\nlock-timeout = 5\n"),
            ("wua.d/20.toml", "[debian]\nconffiles = \"replace\"\n"),
            ("wua.d/10.toml", "debian.conffiles = \"keep\"\n"),
            ("wua.d/30.bak", "rubbish"),
        ])
        .unwrap();
        assert_eq!(configuration.debian.conffiles, Some(Conffiles::Replace));
        assert_eq!(configuration.debian.lock_timeout, Some(5));
    }

    #[test]
    fn what_is_not_understood_is_refused_with_its_place() {
        for text in [
            "[debian]\nconfiles = \"keep\"\n",
            "[debian]\nconffiles = \"ask\"\n",
            "[debian]\nlock-timeout = -1\n",
            "[download]\nlimit = \"fast\"\n",
            "[download]\nkeep = 30\n",
            "[ubuntu]\n",
            "= 1",
        ] {
            let error = read(&[("wua.d/10.toml", text)]).unwrap_err();
            assert!(error.message().contains("10.toml"), "{error}");
            assert!(error.message().contains("line"), "{error}");
        }
    }

    #[test]
    fn a_certificate_goes_with_its_key_and_files_have_whole_paths() {
        let folder = if cfg!(windows) { "C:\\\\own" } else { "/etc/own" };
        let certificate = format!("client-certificate = \"{folder}/a.pem\"\n");
        let key = format!("client-key = \"{folder}/a.key\"\n");
        let all = format!("[update-server]\nca = [\"{folder}/ca.pem\"]\n{certificate}{key}");
        let trust = read(&[("wua.toml", &all)]).unwrap().update_server.trust;
        assert_eq!(trust.authorities.len(), 1);
        assert!(trust.client_certificate.is_some());
        let alone = format!("[update-server]\n{certificate}");
        for (text, word) in [
            (alone.as_str(), "client-key"),
            ("[update-server]\nca = [\"ca.pem\"]\n", "whole paths"),
        ] {
            let error = read(&[("wua.toml", text)]).unwrap_err();
            assert!(error.message().contains(word), "{error}");
        }
    }

    /// One file may be for many computers.
    #[test]
    fn every_system_takes_what_is_for_others() {
        let all = "[debian]\nlist-age = 3\n[download]\nkeep = \"3 days\"\n[remote]\nport = 1135\n";
        let configuration = read(&[("wua.toml", all)]).unwrap();
        assert!(configuration.download.keep_policy().age.is_some());
    }
}
