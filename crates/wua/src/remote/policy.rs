//! What `[remote]` in the configuration says.

use std::net::IpAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer};
use wua_com::{Permission, Permissions};

use super::realm;
use crate::host::Host;

/// What other computers may do here, and what that may cost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    /// What administrators may do beyond Microsoft's rules.
    pub permissions: Permissions,
    /// The addresses to listen on; none means all.
    pub listen: Vec<IpAddr>,
    /// The port of the endpoint mapper.
    pub port: u16,
    /// The port of the objects; without one the system chooses at each start.
    pub exporter_port: Option<u16>,
    /// Folders of this computer below which paths of remote callers may lie.
    pub paths: Arc<[PathBuf]>,
    /// Whether callers may sign in with Kerberos, and who of them is an administrator.
    pub kerberos: Option<realm::Settings>,
    /// Whether our own clients may read whole results in one call.
    pub whole_results: bool,
    /// What callers may cost.
    pub limits: Limits,
}

/// What callers may cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// How many connections there are at once.
    pub connections: usize,
    /// How many interfaces one connection is bound to.
    pub contexts: usize,
    /// The longest fragment of a call, in bytes.
    pub fragment_size: u16,
    /// The longest parameters of a call in all their fragments, in bytes.
    pub call_size: usize,
    /// How many objects one user holds at once.
    pub objects_per_caller: usize,
    /// How many calls that take a while one user has running at once.
    pub blocking_calls_per_caller: usize,
    /// How long a sign-in may take.
    pub handshake: Duration,
    /// How long the rest of a message may be waited for.
    pub fragment: Duration,
    /// How long a connection may be silent on which somebody signed in.
    pub idle: Duration,
}

impl Default for Policy {
    fn default() -> Self {
        Self::from(&Settings::default())
    }
}

impl Default for Limits {
    fn default() -> Self {
        Policy::default().limits
    }
}

/// As it is written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Settings {
    #[serde(deserialize_with = "permissions")]
    allow: Permissions,
    listen: Vec<IpAddr>,
    #[serde(deserialize_with = "at_least_one")]
    port: Option<u16>,
    #[serde(deserialize_with = "at_least_one")]
    exporter_port: Option<u16>,
    #[serde(deserialize_with = "folders")]
    paths: Vec<PathBuf>,
    kerberos: Option<realm::Settings>,
    whole_results: Option<bool>,
    #[serde(deserialize_with = "at_least_one")]
    connections: Option<u16>,
    #[serde(deserialize_with = "at_least_one")]
    contexts: Option<u16>,
    #[serde(deserialize_with = "a_fragment")]
    fragment_size: Option<u16>,
    #[serde(deserialize_with = "at_least_one")]
    call_size: Option<u32>,
    #[serde(deserialize_with = "at_least_one")]
    objects_per_caller: Option<u32>,
    #[serde(deserialize_with = "at_least_one")]
    blocking_calls_per_caller: Option<u16>,
    #[serde(deserialize_with = "at_least_one")]
    handshake_seconds: Option<u32>,
    #[serde(deserialize_with = "at_least_one")]
    fragment_seconds: Option<u32>,
    #[serde(deserialize_with = "at_least_one")]
    idle_seconds: Option<u32>,
}

impl From<&Settings> for Policy {
    fn from(written: &Settings) -> Self {
        let seconds = |written: Option<u32>, usual: u32| Duration::from_secs(written.unwrap_or(usual).into());
        let large = |written: Option<u32>, usual: u32| {
            usize::try_from(written.unwrap_or(usual)).unwrap_or(usize::MAX)
        };
        Self {
            permissions: written.allow,
            listen: written.listen.clone(),
            port: written.port.unwrap_or(Host::ENDPOINT_MAPPER),
            exporter_port: written.exporter_port,
            paths: written.paths.as_slice().into(),
            kerberos: written.kerberos.clone(),
            whole_results: written.whole_results.unwrap_or(true),
            limits: Limits {
                connections: written.connections.unwrap_or(2048).into(),
                contexts: written.contexts.unwrap_or(128).into(),
                fragment_size: written.fragment_size.unwrap_or(5840),
                call_size: large(written.call_size, 4 << 20),
                objects_per_caller: large(written.objects_per_caller, 10_000),
                blocking_calls_per_caller: written.blocking_calls_per_caller.unwrap_or(4).into(),
                handshake: seconds(written.handshake_seconds, 30),
                fragment: seconds(written.fragment_seconds, 30),
                idle: seconds(written.idle_seconds, 3600),
            },
        }
    }
}

fn permissions<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Permissions, D::Error> {
    let names = Vec::<String>::deserialize(deserializer)?;
    names.iter().try_fold(Permissions::NONE, |granted, name| {
        let permission = Permission::ALL.into_iter().find(|known| known.name() == name);
        permission
            .map(|permission| granted.with(permission))
            .ok_or_else(|| {
                let known = Permission::ALL.map(Permission::name).join(", ");
                D::Error::custom(format!("`{name}` cannot be allowed; what can be is: {known}"))
            })
    })
}

fn at_least_one<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de> + Default + PartialEq,
{
    let number = T::deserialize(deserializer)?;
    if number == T::default() {
        return Err(D::Error::custom("a number from 1 is expected"));
    }
    Ok(Some(number))
}

/// What every client may send, and every server has to take (C706 12.6.3.7).
const LEAST_FRAGMENT: u16 = 1432;

fn a_fragment<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u16>, D::Error> {
    let size = u16::deserialize(deserializer)?;
    if size < LEAST_FRAGMENT {
        return Err(D::Error::custom(format!(
            "a number from {LEAST_FRAGMENT} is expected"
        )));
    }
    Ok(Some(size))
}

fn folders<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<PathBuf>, D::Error> {
    let folders = Vec::<PathBuf>::deserialize(deserializer)?;
    match folders.iter().find(|folder| !folder.is_absolute()) {
        Some(folder) => Err(D::Error::custom(format!(
            "`{}` is no absolute path of a folder",
            folder.display()
        ))),
        None => Ok(folders),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Policy, String> {
        let settings: Result<Settings, _> = toml::from_str(text);
        settings
            .map(|settings| Policy::from(&settings))
            .map_err(|error| error.to_string())
    }

    #[test]
    fn nothing_is_allowed_unless_it_is_written() {
        let policy = read("").unwrap();
        assert_eq!(policy, Policy::default());
        assert_eq!(policy.permissions, Permissions::NONE);
        assert_eq!((policy.port, policy.exporter_port), (135, None));
        assert!(policy.paths.is_empty() && policy.listen.is_empty() && policy.whole_results);
    }

    #[test]
    fn every_permission_is_granted_by_its_name_alone() {
        for permission in Permission::ALL {
            let policy = read(&format!("allow = [\"{}\"]", permission.name())).unwrap();
            for other in Permission::ALL {
                assert_eq!(policy.permissions.grants(other), other == permission, "{other:?}");
            }
        }
    }

    #[test]
    fn an_unknown_permission_is_refused_with_the_known_ones() {
        let error = read("allow = [\"install\", \"everything\"]").unwrap_err();
        assert!(error.contains("`everything`"), "{error}");
        for permission in Permission::ALL {
            assert!(error.contains(permission.name()), "{error}");
        }
    }

    #[test]
    fn all_of_it_is_read() {
        let policy = read(
            "listen = [\"127.0.0.2\", \"::1\"]\nport = 10135\nexporter-port = 49200\npaths = [\"/srv/scan\"]\n\
             whole-results = false\nconnections = 1\ncontexts = 7\nfragment-size = 1432\ncall-size = 8\nobjects-per-caller = 2\nblocking-calls-per-caller = 3\nhandshake-seconds = 4\n\
             fragment-seconds = 5\nidle-seconds = 6\n",
        )
        .unwrap();
        assert_eq!(
            policy.listen,
            ["127.0.0.2", "::1"].map(|ip| ip.parse::<IpAddr>().unwrap())
        );
        assert_eq!((policy.port, policy.exporter_port), (10135, Some(49200)));
        assert_eq!(*policy.paths, [PathBuf::from("/srv/scan")]);
        assert!(!policy.whole_results);
        let limits = Limits {
            connections: 1,
            contexts: 7,
            fragment_size: 1432,
            call_size: 8,
            objects_per_caller: 2,
            blocking_calls_per_caller: 3,
            handshake: Duration::from_secs(4),
            fragment: Duration::from_secs(5),
            idle: Duration::from_secs(6),
        };
        assert_eq!(policy.limits, limits);
    }

    #[test]
    fn what_makes_no_sense_is_refused() {
        for text in [
            "connections = 0",
            "fragment-size = 1431",
            "port = 65536",
            "exporter-port = 0",
            "idle-seconds = -1",
            "listen = [\"localhost\"]",
            "paths = [\"relative\"]",
            "alow = []",
        ] {
            assert!(read(text).is_err(), "{text}");
        }
    }
}
