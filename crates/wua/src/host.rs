//! Names of other computers.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::net::Ipv6Addr;
use std::str::FromStr;

use wua_com::{Error, code};

/// Another computer whose agent answers remote calls: `NAME`, `NAME:PORT`, `192.0.2.7`, `[2001:db8::7]:PORT`. The port
/// is that of the endpoint mapper.
///
/// Two hosts are the same if their names are, without regard to case, and their ports are.
#[derive(Clone, Debug)]
pub struct Host {
    name: String,
    port: u16,
}

impl Host {
    /// The port of the endpoint mapper, unless another one is given.
    pub const ENDPOINT_MAPPER: u16 = wua_net::reach::MAPPER;

    /// A name of DNS or an address, without brackets.
    pub fn new(name: &str, port: u16) -> Result<Self, Error> {
        check_name(name)?;
        if port == 0 {
            return Err(wrong(name, "there is no port 0"));
        }
        Ok(Self {
            name: name.to_owned(),
            port,
        })
    }

    /// The name or address, as it was written, without brackets.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The port of its endpoint mapper.
    pub fn port(&self) -> u16 {
        self.port
    }
}

impl From<&Host> for wua_net::reach::Place {
    fn from(host: &Host) -> Self {
        Self {
            host: host.name.clone(),
            port: host.port,
        }
    }
}

impl FromStr for Host {
    type Err = Error;

    fn from_str(written: &str) -> Result<Self, Error> {
        let (name, port) = name_and_port(written)?;
        Self::new(name, port.unwrap_or(Self::ENDPOINT_MAPPER))
    }
}

impl PartialEq for Host {
    fn eq(&self, other: &Self) -> bool {
        self.port == other.port && self.name.eq_ignore_ascii_case(&other.name)
    }
}

impl Eq for Host {}

impl Hash for Host {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.name.to_ascii_lowercase().hash(state);
        self.port.hash(state);
    }
}

impl fmt::Display for Host {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.name.contains(':'), self.port) {
            (_, Self::ENDPOINT_MAPPER) => formatter.write_str(&self.name),
            (true, port) => write!(formatter, "[{}]:{port}", self.name),
            (false, port) => write!(formatter, "{}:{port}", self.name),
        }
    }
}

/// Takes `NAME[:PORT]` or `[ADDRESS][:PORT]` apart. An address of IP version 6 without brackets has no port.
pub fn name_and_port(written: &str) -> Result<(&str, Option<u16>), Error> {
    let number = |digits: &str| {
        let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        let port = digits.parse().ok().filter(|port| is_number && *port > 0);
        port.ok_or_else(|| wrong(written, "the port is no number from 1 to 65535"))
    };
    if let Some(rest) = written.strip_prefix('[') {
        let (name, rest) = rest
            .split_once(']')
            .ok_or_else(|| wrong(written, "the bracket is not closed"))?;
        if !is_version_6(name) {
            return Err(wrong(
                written,
                "an address of IP version 6 belongs into the brackets",
            ));
        }
        return match rest.strip_prefix(':') {
            Some(digits) => Ok((name, Some(number(digits)?))),
            None if rest.is_empty() => Ok((name, None)),
            None => Err(wrong(
                written,
                "after the bracket a colon and a port are expected",
            )),
        };
    }
    match written.split_once(':') {
        Some(_) if is_version_6(written) => Ok((written, None)),
        Some((name, digits)) => Ok((name, Some(number(digits)?))),
        None => Ok((written, None)),
    }
}

/// With the interface that a link-local one needs, or without.
fn is_version_6(name: &str) -> bool {
    let (address, interface) = name.split_once('%').unwrap_or((name, "lo"));
    let is_of_a_name = |character: char| character.is_ascii_alphanumeric() || "._-".contains(character);
    address.parse::<Ipv6Addr>().is_ok() && !interface.is_empty() && interface.chars().all(is_of_a_name)
}

/// Nothing that a resolver, a shell or another program could take for something else.
fn check_name(name: &str) -> Result<(), Error> {
    let is_of_a_name = |character: char| character.is_alphanumeric() || "._-".contains(character);
    if name.is_empty() {
        return Err(wrong(name, "it is empty"));
    }
    if is_version_6(name) {
        return Ok(());
    }
    if name.starts_with('-') {
        return Err(wrong(name, "no name begins with a hyphen"));
    }
    if name.len() > 253 {
        return Err(wrong(name, "no name is longer than 253 bytes"));
    }
    match name.chars().find(|character| !is_of_a_name(*character)) {
        Some(character) => Err(wrong(
            name,
            &format!("there is no “{}” in a name", character.escape_default()),
        )),
        None => Ok(()),
    }
}

fn wrong(written: &str, why: &str) -> Error {
    let written: String = written.escape_default().take(80).collect();
    Error::new(code::E_INVALIDARG, format!("`{written}` is no host: {why}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn host(written: &str) -> Host {
        written.parse().unwrap()
    }

    #[test]
    fn a_host_is_a_name_or_an_address_with_or_without_a_port() {
        for (written, name, port, shown) in [
            ("pc1", "pc1", 135, "pc1"),
            (
                "pc1.example.org:10135",
                "pc1.example.org",
                10135,
                "pc1.example.org:10135",
            ),
            ("192.0.2.7", "192.0.2.7", 135, "192.0.2.7"),
            ("[2001:db8::7]", "2001:db8::7", 135, "2001:db8::7"),
            ("[2001:db8::7]:10135", "2001:db8::7", 10135, "[2001:db8::7]:10135"),
            ("2001:db8::7", "2001:db8::7", 135, "2001:db8::7"),
            ("fe80::1%eth0", "fe80::1%eth0", 135, "fe80::1%eth0"),
        ] {
            let host = host(written);
            assert_eq!((host.name(), host.port()), (name, port), "{written}");
            assert_eq!(host.to_string(), shown);
        }
    }

    #[test]
    fn what_is_no_host_is_refused() {
        for written in [
            "",
            ":135",
            "-oProxyCommand=x",
            "pc1:",
            "pc1:0",
            "pc1:65536",
            "pc1:+1",
            "pc 1",
            "pc1;reboot",
            "$(x)",
            "[pc1]",
            "[::1",
            "[::1]135",
            "[]",
            "pc1\u{1b}[2J",
            "a/b",
            "user@pc1",
            "::1%",
            "::1%$x",
        ] {
            assert!(written.parse::<Host>().is_err(), "{written}");
        }
        let error = "pc1\u{1b}[2J".parse::<Host>().unwrap_err();
        assert!(!error.message().contains('\u{1b}'), "{error}");
    }

    #[test]
    fn case_makes_no_other_host() {
        assert_eq!(host("PC1"), host("pc1:135"));
        assert_ne!(host("pc1"), host("pc1:136"));
    }
}
