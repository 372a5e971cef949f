//! Which computers are asked.

use std::collections::HashSet;
use std::fmt;
use std::fs;
use std::io::{self, Read};
use std::path::Path;
use std::str::FromStr;

use wua::{Error, Host, code, host};

use crate::failure::Failure;

/// A file of host names that is longer has been confused with another.
const LONGEST_FILE: u64 = 16 << 20;

/// A computer, and the way to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Address {
    /// Its agent answers remote calls.
    Calls(Host),
    /// Its command line is run through ssh.
    Ssh(SshHost),
}

/// A computer that is reached through ssh.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SshHost {
    /// Whom to be there; otherwise ssh decides.
    pub(crate) user: Option<String>,
    /// A name, perhaps one that the configuration of ssh alone knows.
    pub(crate) name: String,
    /// The port; otherwise ssh decides.
    pub(crate) port: Option<u16>,
}

impl Address {
    /// By which two ways of writing the same are one.
    fn key(&self) -> String {
        self.to_string().to_lowercase()
    }
}

impl FromStr for Address {
    type Err = Error;

    fn from_str(written: &str) -> Result<Self, Error> {
        match written.strip_prefix("ssh:") {
            Some(rest) => Ok(Self::Ssh(rest.parse()?)),
            None => Ok(Self::Calls(written.parse()?)),
        }
    }
}

impl fmt::Display for Address {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Calls(host) => host.fmt(formatter),
            Self::Ssh(host) => write!(formatter, "ssh:{host}"),
        }
    }
}

impl FromStr for SshHost {
    type Err = Error;

    fn from_str(written: &str) -> Result<Self, Error> {
        let (user, rest) = match written.rsplit_once('@') {
            Some((user, rest)) => (Some(check_user(user)?), rest),
            None => (None, written),
        };
        let (name, port) = host::name_and_port(rest)?;
        // The same names as elsewhere: nothing that ssh could take for an option or a shell for a command.
        let name = Host::new(name, Host::ENDPOINT_MAPPER)?.name().to_owned();
        Ok(Self { user, name, port })
    }
}

impl fmt::Display for SshHost {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(user) = &self.user {
            write!(formatter, "{user}@")?;
        }
        match (self.name.contains(':'), self.port) {
            (true, Some(port)) => write!(formatter, "[{}]:{port}", self.name),
            (false, Some(port)) => write!(formatter, "{}:{port}", self.name),
            (_, None) => formatter.write_str(&self.name),
        }
    }
}

fn check_user(user: &str) -> Result<String, Error> {
    let is_of_a_name = |character: char| character.is_alphanumeric() || "._-+\\".contains(character);
    if user.is_empty() || user.starts_with('-') || !user.chars().all(is_of_a_name) {
        let message = format!("`{}` is no user that ssh could be given", user.escape_default());
        return Err(Error::new(code::E_INVALIDARG, message));
    }
    Ok(user.to_owned())
}

/// All computers that are named, each once, in the order in which they are named first.
pub(crate) fn all(written: &[String], file: Option<&Path>) -> Result<Vec<Address>, Failure> {
    let mut hosts = Hosts::default();
    for host in written {
        // A comma at the end, or two of them, are nothing.
        let host = host.trim();
        if !host.is_empty() {
            hosts.add(host.parse()?);
        }
    }
    if let Some(path) = file {
        let text = read(path)?;
        for (number, line) in text.lines().enumerate() {
            let line = line.split_once('#').map_or(line, |(before, _)| before).trim();
            if !line.is_empty() {
                let host = line.parse::<Address>();
                hosts.add(
                    host.map_err(|error| error.context(format!("{}, line {}", path.display(), number + 1)))?,
                );
            }
        }
    }
    if hosts.all.is_empty() {
        return Err(Failure::usage("no host is named"));
    }
    Ok(hosts.all)
}

#[derive(Default)]
struct Hosts {
    all: Vec<Address>,
    keys: HashSet<String>,
}

impl Hosts {
    fn add(&mut self, host: Address) {
        if self.keys.insert(host.key()) {
            self.all.push(host);
        }
    }
}

fn read(path: &Path) -> Result<String, Failure> {
    let mut bytes = Vec::new();
    let read = if path == Path::new("-") {
        io::stdin().lock().take(LONGEST_FILE + 1).read_to_end(&mut bytes)
    } else {
        fs::File::open(path).and_then(|file| file.take(LONGEST_FILE + 1).read_to_end(&mut bytes))
    };
    let place = path.display();
    read.map_err(|error| {
        let hresult = match error.kind() {
            io::ErrorKind::NotFound => code::ERROR_FILE_NOT_FOUND,
            io::ErrorKind::PermissionDenied => code::E_ACCESSDENIED,
            _ => code::E_FAIL,
        };
        Failure::from(Error::new(
            hresult,
            format!("reading the hosts from {place}: {error}"),
        ))
    })?;
    match String::from_utf8(bytes) {
        Ok(text) if u64::try_from(text.len()).is_ok_and(|length| length <= LONGEST_FILE) => Ok(text),
        _ => Err(Failure::usage(format!("{place} is no list of hosts"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(written: &[&str], file: &str) -> Result<Vec<String>, Failure> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("hosts");
        fs::write(&path, file).unwrap();
        let written: Vec<String> = written.iter().map(|host| (*host).to_owned()).collect();
        Ok(all(&written, Some(&path))?
            .iter()
            .map(ToString::to_string)
            .collect())
    }

    #[test]
    fn hosts_come_from_arguments_and_files_and_each_is_asked_once() {
        let names = names(
            &["pc1", "PC2:135", "", " pc3 "],
            "# the others\npc4  # on the left\n\n PC1 \npc4:10135\nssh:anna@pc1\nssh:pc1:22\n",
        );
        assert_eq!(
            names.unwrap(),
            [
                "pc1",
                "PC2",
                "pc3",
                "pc4",
                "pc4:10135",
                "ssh:anna@pc1",
                "ssh:pc1:22"
            ]
        );
    }

    #[test]
    fn a_line_that_is_no_host_is_named() {
        let failure = names(&[], "pc1\n-oProxyCommand=reboot\n").unwrap_err();
        assert!(failure.error.message().contains("line 2"), "{failure:?}");
        assert!(names(&[], "# nobody\n").is_err());
    }

    #[test]
    fn what_ssh_could_misunderstand_is_refused() {
        for written in [
            "ssh:",
            "ssh:-v",
            "ssh:anna@-v",
            "ssh:-lroot@pc1",
            "ssh:@pc1",
            "ssh:a b@pc1",
            "ssh:$(x)@pc1",
            "ssh:pc1:0",
            "ssh:pc1;reboot",
            "ssh:ssh:pc1",
        ] {
            assert!(written.parse::<Address>().is_err(), "{written}");
        }
        let Ok(Address::Ssh(host)) = "ssh:anna@[::1]:2222".parse() else {
            panic!("an address of IP version 6");
        };
        assert_eq!((host.name.as_str(), host.port), ("::1", Some(2222)));
        assert_eq!(host.to_string(), "anna@[::1]:2222");
    }
}
