//! Those whom a Kerberos realm vouches for: which of them are administrators here, and whether they can sign in at all.

#[cfg(feature = "kerberos")]
use std::collections::HashMap;
use std::ffi::OsString;
use std::path::PathBuf;
use std::sync::Arc;
#[cfg(feature = "kerberos")]
use std::sync::{Mutex, PoisonError};
#[cfg(feature = "kerberos")]
use std::time::{Duration, Instant};

use serde::de::Error as _;
use serde::{Deserialize, Deserializer};
use wua_rpc::auth::Handshake;
use wua_rpc::auth::spnego::Mechanism;

/// How long it is believed that somebody is in a group or is not: the system may have to ask others.
#[cfg(feature = "kerberos")]
const BELIEVED: Duration = Duration::from_mins(1);

/// More principals than this are forgotten and asked for again.
#[cfg(feature = "kerberos")]
const REMEMBERED: usize = 1024;

/// What `[remote.kerberos]` in the configuration says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Settings {
    /// The keys of this computer; without one the system says where they are.
    #[serde(deserialize_with = "file")]
    pub keytab: Option<PathBuf>,
    /// The services that tickets may be for, `host/NAME`; without any, all that there are keys for.
    pub services: Vec<String>,
    /// Who is an administrator here.
    pub administrators: Vec<Administrator>,
}

/// Somebody who is an administrator here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Administrator {
    /// A principal with its realm: `anna@EXAMPLE.ORG`.
    Principal(String),
    /// Everybody who means a user of this computer in this group of it: `@wheel`.
    Group(String),
}

impl<'de> Deserialize<'de> for Administrator {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        match text.rsplit_once('@') {
            Some(("", group)) if !group.is_empty() => Ok(Self::Group(group.to_owned())),
            Some((name, realm)) if !name.is_empty() && !realm.is_empty() => Ok(Self::Principal(text)),
            _ => Err(D::Error::custom(format!(
                "`{text}` is neither a principal with its realm (`anna@EXAMPLE.ORG`) nor a group (`@wheel`)"
            ))),
        }
    }
}

fn file<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<PathBuf>, D::Error> {
    let path = PathBuf::deserialize(deserializer)?;
    if path.is_absolute() {
        return Ok(Some(path));
    }
    Err(D::Error::custom(format!(
        "`{}` is no absolute path of a file",
        path.display()
    )))
}

impl Settings {
    /// What this process has to have in its environment, and has not: GSSAPI learns of the keytab from there alone.
    #[cfg(feature = "kerberos")]
    pub fn environment(&self) -> Vec<(&'static str, OsString)> {
        let files = self.files();
        if files.are_known() {
            return Vec::new();
        }
        files.variables().collect()
    }

    /// Nothing: this program was built without Kerberos.
    #[cfg(not(feature = "kerberos"))]
    pub fn environment(&self) -> Vec<(&'static str, OsString)> {
        Vec::new()
    }

    #[cfg(feature = "kerberos")]
    fn files(&self) -> wua_kerberos::Files {
        wua_kerberos::Files {
            keytab: self.keytab.clone(),
            ..wua_kerberos::Files::default()
        }
    }
}

/// Signing in with Kerberos, where it is offered.
pub(super) struct Kerberos {
    #[cfg(feature = "kerberos")]
    server: wua_kerberos::Server,
    #[cfg(not(feature = "kerberos"))]
    server: std::convert::Infallible,
}

impl Kerberos {
    /// The number of the mechanism without SPNEGO ([MS-RPCE] 2.2.1.1.7).
    pub(super) const NUMBER: u8 = 16;

    /// Offers it, or says why not.
    pub(super) fn offer(settings: Option<&Settings>) -> Result<Self, String> {
        let settings = settings.ok_or("the configuration has no [remote.kerberos]")?;
        Self::open(settings)
    }

    #[cfg(feature = "kerberos")]
    fn open(settings: &Settings) -> Result<Self, String> {
        wua_kerberos::Server::new(&settings.files(), settings.services.clone())
            .map(|server| Self { server })
            .map_err(|failure| failure.to_string().trim_start_matches("Kerberos: ").to_owned())
    }

    #[cfg(not(feature = "kerberos"))]
    fn open(_: &Settings) -> Result<Self, String> {
        Err("this program was built without it (feature `kerberos`)".to_owned())
    }

    /// For one caller.
    #[cfg(feature = "kerberos")]
    pub(super) fn handshake(&self) -> Box<dyn Handshake> {
        self.server.handshake()
    }

    #[cfg(not(feature = "kerberos"))]
    pub(super) fn handshake(&self) -> Box<dyn Handshake> {
        match self.server {}
    }

    /// For SPNEGO.
    #[cfg(feature = "kerberos")]
    pub(super) fn mechanism(&self) -> Arc<dyn Mechanism> {
        Arc::new(self.server.clone())
    }

    #[cfg(not(feature = "kerberos"))]
    pub(super) fn mechanism(&self) -> Arc<dyn Mechanism> {
        match self.server {}
    }
}

/// Who of a realm is an administrator here.
#[derive(Default)]
pub(super) struct Administrators {
    all: Vec<Administrator>,
    /// What the system said of groups, and when.
    #[cfg(feature = "kerberos")]
    members: Mutex<HashMap<String, (Instant, bool)>>,
}

impl Administrators {
    pub(super) fn new(settings: Option<&Settings>) -> Self {
        Self {
            all: settings.map_or_else(Vec::new, |settings| settings.administrators.clone()),
            #[cfg(feature = "kerberos")]
            members: Mutex::default(),
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// Principals are compared letter by letter, as realms do.
    pub(super) fn contain(&self, principal: &str) -> bool {
        let is_named =
            |known: &Administrator| matches!(known, Administrator::Principal(name) if name == principal);
        self.all.iter().any(is_named) || self.has_group_of(principal)
    }

    #[cfg(feature = "kerberos")]
    fn has_group_of(&self, principal: &str) -> bool {
        let groups = || {
            self.all.iter().filter_map(|known| match known {
                Administrator::Group(name) => Some(name),
                Administrator::Principal(_) => None,
            })
        };
        if groups().next().is_none() {
            return false;
        }
        let now = Instant::now();
        let members = || self.members.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((asked, is_member)) = members().get(principal)
            && now.duration_since(*asked) < BELIEVED
        {
            return *is_member;
        }
        // Not while others wait for the lock.
        let is_member = wua_kerberos::local_user(principal)
            .is_some_and(|user| groups().any(|group| wua_kerberos::is_member(&user, group)));
        let mut members = members();
        if members.len() >= REMEMBERED {
            members.clear();
        }
        members.insert(principal.to_owned(), (now, is_member));
        is_member
    }

    #[cfg(not(feature = "kerberos"))]
    #[expect(clippy::unused_self, reason = "with Kerberos it asks the system")]
    fn has_group_of(&self, _: &str) -> bool {
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Settings, String> {
        toml::from_str(text).map_err(|error| error.to_string())
    }

    #[test]
    fn all_of_it_is_read() {
        let settings = read(
            "keytab = \"/etc/wua/wua.keytab\"\nservices = [\"host/orrery.example.org\"]\n\
             administrators = [\"anna@EXAMPLE.ORG\", \"bert/admin@EXAMPLE.ORG\", \"@wheel\"]\n",
        )
        .unwrap();
        assert_eq!(settings.keytab.as_deref(), Some("/etc/wua/wua.keytab".as_ref()));
        assert_eq!(settings.services, ["host/orrery.example.org"]);
        assert_eq!(
            settings.administrators,
            [
                Administrator::Principal("anna@EXAMPLE.ORG".to_owned()),
                Administrator::Principal("bert/admin@EXAMPLE.ORG".to_owned()),
                Administrator::Group("wheel".to_owned()),
            ]
        );
    }

    #[test]
    fn what_makes_no_sense_is_refused() {
        for text in [
            "administrators = [\"anna\"]",
            "administrators = [\"@\"]",
            "administrators = [\"anna@\"]",
            "keytab = \"wua.keytab\"",
            "principals = []",
        ] {
            assert!(read(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_principal_is_compared_with_its_realm_and_its_case() {
        let settings = read("administrators = [\"anna@EXAMPLE.ORG\"]").unwrap();
        let administrators = Administrators::new(Some(&settings));
        assert!(administrators.contain("anna@EXAMPLE.ORG"));
        for other in [
            "anna",
            "Anna@EXAMPLE.ORG",
            "anna@example.org",
            "anna@EXAMPLE.COM",
            "anna/x@EXAMPLE.ORG",
        ] {
            assert!(!administrators.contain(other), "{other}");
        }
        assert!(!Administrators::new(None).contain("anna@EXAMPLE.ORG"));
    }

    #[test]
    fn without_its_section_kerberos_is_not_offered() {
        let reason = Kerberos::offer(None).err().unwrap();
        assert!(reason.contains("[remote.kerberos]"), "{reason}");
    }
}
