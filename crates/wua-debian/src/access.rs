//! How archives are reached: through the proxies that apt is configured with, and with the credentials that it has.
//!
//! Passwords of `sources.list` and `auth.conf` are put into an address at the moment when a file is fetched, and nowhere
//! else: what is offered, remembered and shown has none.

use std::fs;
use std::path::{Path, PathBuf};

use wua_agent::ProxySettings;
use wua_com::Error;

use crate::configuration::Configuration;
use crate::sources::{self, Source, Uri};

/// What apt knows of the ways to archives.
#[derive(Clone, Debug, Default)]
pub(crate) struct Access {
    proxies: Vec<(String, String)>,
    logins: Vec<Login>,
    sources: Vec<Source>,
}

/// An entry of auth.conf (`apt_auth.conf(5)`).
#[derive(Clone, PartialEq, Eq)]
struct Login {
    /// `https://` or another method, if it is for that alone.
    method: String,
    host: String,
    port: Option<u32>,
    /// What paths have to begin with.
    path: String,
    user: String,
    password: String,
}

impl std::fmt::Debug for Login {
    /// Without the password: what is printed is read by others.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Login({}@{}{})", self.user, self.host, self.path)
    }
}

impl Access {
    pub(crate) fn of(root: &Path, configuration: &Configuration) -> Result<Self, Error> {
        let proxies = configuration
            .settings()
            .filter(|(name, value)| proxy_of(name).is_some() && !value.is_empty())
            .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()));
        Ok(Self {
            proxies: proxies.collect(),
            logins: logins(root),
            sources: sources::of_root(root)?,
        })
    }

    /// The address with the credentials that belong to it.
    pub(crate) fn address(&self, url: &str) -> String {
        let Some(uri) = Uri::parse(url).filter(|uri| uri.user.is_empty() && !uri.host.is_empty()) else {
            return url.to_owned();
        };
        let of_source = self.sources.iter().map(|source| &source.uri).find(|source| {
            !source.user.is_empty()
                && source.method == uri.method
                && source.host == uri.host
                && source.port == uri.port
                && uri.path.starts_with(&source.path)
        });
        let login = of_source
            .map(|source| (&source.user, &source.password))
            .or_else(|| {
                let login = self.logins.iter().find(|login| login.is_for(&uri))?;
                Some((&login.user, &login.password))
            });
        let (Some((user, password)), Some((method, rest))) = (login, url.split_once("://")) else {
            return url.to_owned();
        };
        format!("{method}://{}:{}@{rest}", in_address(user), in_address(password))
    }

    /// The proxy that apt would use, where the client does not demand another. What apt is not configured for is left
    /// to the environment.
    pub(crate) fn proxy(&self, url: &str, wanted: &ProxySettings) -> ProxySettings {
        let Some(uri) = Uri::parse(url).filter(|_| wanted.auto_detect) else {
            return wanted.clone();
        };
        let method = uri.method.to_ascii_lowercase();
        let of = |name: String| {
            let name = name.to_ascii_lowercase();
            self.proxies.iter().find(|(known, _)| *known == name)
        };
        let names = [
            format!("Acquire::{method}::Proxy::{}", uri.host),
            format!("Acquire::{method}::Proxy"),
            // apt-transport-https(1): what is not said for https is as for http.
            format!("Acquire::http::Proxy::{}", uri.host),
            "Acquire::http::Proxy".to_owned(),
        ];
        match names.into_iter().find_map(of) {
            None => wanted.clone(),
            Some((_, address)) if address.eq_ignore_ascii_case("direct") => ProxySettings {
                auto_detect: false,
                ..ProxySettings::default()
            },
            Some((_, address)) => ProxySettings {
                auto_detect: false,
                address: address.clone(),
                ..ProxySettings::default()
            },
        }
    }
}

/// The method of a setting like `Acquire::http::Proxy` or `Acquire::http::Proxy::host`.
fn proxy_of(name: &str) -> Option<&str> {
    let mut parts = name.split("::");
    let is_acquire = parts.next()?.eq_ignore_ascii_case("Acquire");
    let method = parts.next()?;
    let is_proxy = parts.next()?.eq_ignore_ascii_case("Proxy");
    (is_acquire && is_proxy).then_some(method)
}

/// Those of auth.conf and auth.conf.d. Only root may read most of them: nobody else has their credentials.
fn logins(root: &Path) -> Vec<Login> {
    let mut files: Vec<PathBuf> = fs::read_dir(root.join("etc/apt/auth.conf.d"))
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "conf"))
        .collect();
    files.sort();
    files.insert(0, root.join("etc/apt/auth.conf"));
    let texts = files.iter().filter_map(|path| fs::read_to_string(path).ok());
    texts.flat_map(|text| parse_logins(&text)).collect()
}

/// `machine [method://]host[:port][/path] login NAME password WORD`, in any number of lines.
fn parse_logins(text: &str) -> Vec<Login> {
    let without_comments = text.lines().filter(|line| !line.trim_start().starts_with('#'));
    let mut words = without_comments.flat_map(str::split_whitespace);
    let mut found: Vec<Login> = Vec::new();
    while let Some(word) = words.next() {
        let Some(value) = words.next() else { break };
        match (word, found.last_mut()) {
            ("machine", _) => found.push(Login::of_machine(value)),
            ("login", Some(login)) => value.clone_into(&mut login.user),
            ("password", Some(login)) => value.clone_into(&mut login.password),
            _ => {}
        }
    }
    found.retain(|login| !login.user.is_empty());
    found
}

impl Login {
    fn of_machine(machine: &str) -> Self {
        let (method, place) = machine.split_once("://").unwrap_or(("", machine));
        let end = place.find('/').unwrap_or(place.len());
        let (authority, path) = place.split_at(end);
        let (host, port) = match authority.rsplit_once(':') {
            Some((host, port)) => (host, port.parse().ok()),
            None => (authority, None),
        };
        Self {
            method: method.to_owned(),
            host: host.to_owned(),
            port,
            path: path.to_owned(),
            user: String::new(),
            password: String::new(),
        }
    }

    /// Without a method it is for encrypted ways only: a password is not shouted across the network.
    fn is_for(&self, uri: &Uri) -> bool {
        let is_method = if self.method.is_empty() {
            ["https", "tor+https"].contains(&uri.method.as_str())
        } else {
            self.method == uri.method
        };
        let is_port = self.port.is_none() || self.port == uri.port;
        is_method && is_port && self.host == uri.host && uri.path.starts_with(&self.path)
    }
}

/// What would end the user's part of an address is written as a number.
fn in_address(word: &str) -> String {
    let mut text = String::with_capacity(word.len());
    for byte in word.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            text.push(char::from(byte));
        } else {
            use std::fmt::Write as _;
            // Writing to a text cannot fail.
            let _ = write!(text, "%{byte:02X}");
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn access(configuration: &str, auth: &str, sources: &str) -> Access {
        let root = tempfile::tempdir().unwrap();
        for (name, text) in [
            ("etc/apt/auth.conf.d/ours.conf", auth),
            ("etc/apt/sources.list.d/ours.list", sources),
        ] {
            let path = root.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        Access::of(root.path(), &Configuration::parse(configuration)).unwrap()
    }

    #[test]
    fn credentials_belong_to_an_address_and_to_no_other() {
        let access = access(
            "",
            "# ours\nmachine deb.example login me password p@ss\nmachine http://plain.example:81/debian\n\
             login you\npassword word\nmachine noname.example password x\n",
            "deb http://user:secret@in.example/debian stable main\n",
        );
        for (url, expected) in [
            ("https://deb.example/x", "https://me:p%40ss@deb.example/x"),
            ("http://deb.example/x", "http://deb.example/x"),
            (
                "http://plain.example:81/debian/x",
                "http://you:word@plain.example:81/debian/x",
            ),
            ("http://plain.example/debian/x", "http://plain.example/debian/x"),
            (
                "http://plain.example:81/other/x",
                "http://plain.example:81/other/x",
            ),
            (
                "http://in.example/debian/x",
                "http://user:secret@in.example/debian/x",
            ),
            ("http://in.example/elsewhere", "http://in.example/elsewhere"),
            ("https://noname.example/", "https://noname.example/"),
            ("file:/srv/x", "file:/srv/x"),
        ] {
            assert_eq!(access.address(url), expected);
        }
        assert!(!format!("{access:?}").contains("p@ss"));
        assert!(!format!("{access:?}").contains("secret"));
    }

    #[test]
    fn proxies_are_those_of_apt_unless_the_client_demands_others() {
        let access = access(
            "Acquire::http::Proxy \"http://proxy:3128/\";\nAcquire::http::Proxy::near.example \"DIRECT\";\n\
             Acquire::https::proxy \"http://other:1/\";\n",
            "",
            "",
        );
        let usual = ProxySettings::default();
        let proxy = |url: &str| {
            let settings = access.proxy(url, &usual);
            (settings.auto_detect, settings.address)
        };
        assert_eq!(
            proxy("http://far.example/x"),
            (false, "http://proxy:3128/".to_owned())
        );
        assert_eq!(proxy("http://near.example/x"), (false, String::new()));
        assert_eq!(
            proxy("https://far.example/x"),
            (false, "http://other:1/".to_owned())
        );
        let own = ProxySettings {
            auto_detect: false,
            address: "http://mine:8080".to_owned(),
            ..ProxySettings::default()
        };
        assert_eq!(access.proxy("http://far.example/x", &own), own);
        let none = self::access("", "", "");
        assert!(none.proxy("http://far.example/x", &usual).auto_detect);
    }
}
