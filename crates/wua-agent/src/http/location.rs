//! Where something is: the address, taken apart. [RFC 3986], as far as servers of updates use it.
//!
//! [RFC 3986]: https://www.rfc-editor.org/rfc/rfc3986

use std::fmt::{self, Write as _};

use wua_com::{Error, code};

/// An address of a file on a server. Printed, it has no password.
#[derive(Clone, PartialEq, Eq)]
pub struct Location {
    /// It is spoken to encrypted: `https`.
    pub is_secure: bool,
    /// Who the server is told that we are.
    pub user: Option<String>,
    /// What proves it.
    pub password: Option<String>,
    /// The server, in lower case; an IPv6 address in brackets.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// Path and query, with nothing in it that could not be sent.
    pub path: String,
}

impl Location {
    /// Takes `http://user:password@host:port/path?query#fragment` apart.
    pub fn parse(url: &str) -> Result<Self, Error> {
        let wrong = |what: &str| invalid(url, what);
        let scheme = scheme(url).ok_or_else(|| wrong("it does not begin with http: or https:"))?;
        let is_secure = match scheme.to_ascii_lowercase().as_str() {
            "http" => false,
            "https" => true,
            _ => return Err(wrong("it does not begin with http: or https:")),
        };
        let rest = url.get(scheme.len() + 1..).unwrap_or_default();
        let rest = rest
            .strip_prefix("//")
            .ok_or_else(|| wrong("it names no server"))?;
        let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
        let (authority, path) = rest.split_at(end);
        let (user_info, server) = match authority.rsplit_once('@') {
            Some((user_info, server)) => (Some(user_info), server),
            None => (None, authority),
        };
        let (host, port) = split_port(server);
        let port = match port {
            None | Some("") if is_secure => 443,
            None | Some("") => 80,
            Some(port) => plain_number(port)
                .filter(|port| *port != 0)
                .ok_or_else(|| wrong("its port is no number from 1 to 65535"))?,
        };
        if !is_host(host) {
            return Err(wrong("it names no server that there could be"));
        }
        let (user, password) = match user_info.map(|info| info.split_once(':').unwrap_or((info, ""))) {
            Some((user, "")) => (Some(unescape(user)), None),
            Some((user, password)) => (Some(unescape(user)), Some(unescape(password))),
            None => (None, None),
        };
        Ok(Self {
            is_secure,
            user,
            password,
            host: host.to_ascii_lowercase(),
            port,
            path: sendable(path),
        })
    }

    /// Where a redirection from here leads. User name and password go along only to the same server.
    pub fn join(&self, reference: &str) -> Result<Self, Error> {
        let reference = reference.trim();
        let mut next = if scheme(reference).is_some() {
            Self::parse(reference)?
        } else if reference.starts_with("//") {
            let scheme = if self.is_secure { "https" } else { "http" };
            Self::parse(&format!("{scheme}:{reference}"))?
        } else {
            let base = self.path.split('?').next().unwrap_or("/");
            let path = if reference.starts_with('/') {
                without_dots(reference)
            } else if reference.starts_with('?') || reference.is_empty() {
                format!("{base}{reference}")
            } else {
                let folder = base.rsplit_once('/').map_or("", |(folder, _)| folder);
                without_dots(&format!("{folder}/{reference}"))
            };
            Self {
                path: sendable(&path),
                ..self.clone()
            }
        };
        let is_same = (&next.host, next.port, next.is_secure) == (&self.host, self.port, self.is_secure);
        if is_same && next.user.is_none() {
            next.user.clone_from(&self.user);
            next.password.clone_from(&self.password);
        }
        Ok(next)
    }

    /// Host and port as they stand in the `Host` header: the port only if it is not the usual one.
    pub fn authority(&self) -> String {
        let usual = if self.is_secure { 443 } else { 80 };
        if self.port == usual {
            self.host.clone()
        } else {
            format!("{}:{}", self.host, self.port)
        }
    }

    /// The address without user name and password.
    pub fn without_user(&self) -> String {
        let scheme = if self.is_secure { "https" } else { "http" };
        format!("{scheme}://{}{}", self.authority(), self.path)
    }
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scheme = if self.is_secure { "https" } else { "http" };
        write!(f, "{scheme}://")?;
        if let Some(user) = self.user.as_ref().filter(|user| !user.is_empty()) {
            let is_plain = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_' | '~');
            let user: String = user.chars().filter(is_plain).collect();
            write!(f, "{user}@")?;
        }
        write!(f, "{}{}", self.authority(), self.path)
    }
}

impl fmt::Debug for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// What comes before the first colon, if that is a scheme.
pub(super) fn scheme(url: &str) -> Option<&str> {
    let (scheme, _) = url.split_once(':')?;
    let is_scheme = scheme.starts_with(|first: char| first.is_ascii_alphabetic())
        && scheme
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'));
    is_scheme.then_some(scheme)
}

/// An address as it may be shown, whatever it is: what stands between `//` and `@` is a secret, and control characters
/// are for no terminal.
pub(super) fn shown(url: &str) -> String {
    let plain: String = url
        .chars()
        .map(|c| if c.is_control() { '?' } else { c })
        .collect();
    let Some((scheme, rest)) = plain.split_once("//") else {
        return plain;
    };
    // Rather too much is left out than half a password, should that have a slash in it.
    match rest.rsplit_once('@') {
        Some((_, server)) => format!("{scheme}//{server}"),
        None => plain,
    }
}

/// `%20` becomes a blank. What is no such escape stays as it is.
pub(super) fn unescape_bytes(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, others)) = rest.split_first() {
        let escaped = (*first == b'%')
            .then(|| others.get(..2))
            .flatten()
            .and_then(|digits| Some(hex(*digits.first()?)? * 16 + hex(*digits.get(1)?)?));
        if let Some(byte) = escaped {
            bytes.push(byte);
            rest = others.get(2..).unwrap_or_default();
        } else {
            bytes.push(*first);
            rest = others;
        }
    }
    bytes
}

fn unescape(text: &str) -> String {
    String::from_utf8_lossy(&unescape_bytes(text)).into_owned()
}

fn hex(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        b'A'..=b'F' => Some(digit - b'A' + 10),
        _ => None,
    }
}

fn invalid(url: &str, what: &str) -> Error {
    Error::new(
        code::WU_E_PT_INVALID_URL,
        format!("{:?} is no address to fetch from: {what}", shown(url)),
    )
}

fn split_port(server: &str) -> (&str, Option<&str>) {
    match server.rsplit_once(':') {
        // The colons of an IPv6 address are inside of its brackets.
        Some((host, port)) if !port.contains(']') => (host, Some(port)),
        _ => (server, None),
    }
}

fn plain_number(text: &str) -> Option<u16> {
    text.bytes()
        .all(|byte| byte.is_ascii_digit())
        .then(|| text.parse().ok())?
}

fn is_host(host: &str) -> bool {
    if let Some(address) = host.strip_prefix('[') {
        let address = address.strip_suffix(']');
        return address.is_some_and(|address| address.parse::<std::net::Ipv6Addr>().is_ok());
    }
    !host.is_empty()
        && host.len() <= 253
        && host
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_'))
}

/// Path and query as they can be sent: no fragment, and what is no plain character is escaped.
fn sendable(path: &str) -> String {
    let path = path.split('#').next().unwrap_or_default();
    let mut sent = String::with_capacity(path.len() + 1);
    if !path.starts_with('/') {
        sent.push('/');
    }
    for byte in path.bytes() {
        let is_plain = byte.is_ascii_graphic()
            && !matches!(
                byte,
                b'"' | b'<' | b'>' | b'\\' | b'^' | b'`' | b'{' | b'|' | b'}'
            );
        if is_plain {
            sent.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(sent, "%{byte:02X}");
        }
    }
    sent
}

/// Resolves `.` and `..`; nothing leads above the root.
fn without_dots(path: &str) -> String {
    let end = path.find(['?', '#']).unwrap_or(path.len());
    let (path, rest) = path.split_at(end);
    let mut kept: Vec<&str> = Vec::new();
    let mut segments = path.split('/').skip(1).peekable();
    while let Some(segment) = segments.next() {
        let is_last = segments.peek().is_none();
        match segment {
            "." | ".." => {
                if segment == ".." {
                    kept.pop();
                }
                if is_last {
                    kept.push("");
                }
            }
            segment => kept.push(segment),
        }
    }
    format!("/{}{rest}", kept.join("/"))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn an_address_is_taken_apart() {
        let location =
            Location::parse("HTTPS://me:se%20same@Host.Example:8443/a b/c+d~e.deb?x=1#top").unwrap();
        assert!(location.is_secure);
        assert_eq!(location.user.as_deref(), Some("me"));
        assert_eq!(location.password.as_deref(), Some("se same"));
        assert_eq!((location.host.as_str(), location.port), ("host.example", 8443));
        assert_eq!(location.path, "/a%20b/c+d~e.deb?x=1");
        assert_eq!(
            location.to_string(),
            "https://me@host.example:8443/a%20b/c+d~e.deb?x=1"
        );
        let short = Location::parse("http://host").unwrap();
        assert_eq!((short.port, short.path.as_str()), (80, "/"));
        let six = Location::parse("http://[::1]:81/x").unwrap();
        assert_eq!((six.authority().as_str(), six.port), ("[::1]:81", 81));
    }

    #[test]
    fn what_is_no_address_is_refused_by_name_without_its_password() {
        for wrong in [
            "",
            "host/file",
            "gopher://host/file",
            "http:/host",
            "http://",
            "http://me:sesame@/file",
            "http://me:sesame@host:0/",
            "http://me:sesame@host:port/",
            "http://me:sesame@host:70000/",
            "http://me:sesame@h\u{f6}st/",
            "http://me:sesame@ho\r\nst/",
            "http://[::1/",
            "http://me:sesame@[::g]/",
        ] {
            let error = Location::parse(wrong).unwrap_err();
            assert_eq!(error.hresult(), code::WU_E_PT_INVALID_URL, "{wrong:?}");
            assert!(!error.message().contains("sesame"), "{error}");
        }
    }

    #[test]
    fn a_redirection_is_followed_as_a_browser_would() {
        let from = Location::parse("http://me:sesame@host/a/b?c").unwrap();
        let to = |reference: &str| from.join(reference).unwrap();
        assert_eq!(to("/x").to_string(), "http://me@host/x");
        assert_eq!(to("x").path, "/a/x");
        assert_eq!(to("../../x/./y/..").path, "/x/");
        assert_eq!(to("?q").path, "/a/b?q");
        assert_eq!(to("//other/x").to_string(), "http://other/x");
        assert_eq!(to("https://host/x").user, None, "another port is another server");
        assert_eq!(to("http://host/x").password.as_deref(), Some("sesame"));
    }

    proptest! {
        #[test]
        fn whatever_is_parsed_can_be_sent(url in "https?://[ -~\\PC]{0,60}") {
            if let Ok(location) = Location::parse(&url) {
                prop_assert!(location.path.starts_with('/'));
                prop_assert!(location.path.bytes().all(|byte| byte.is_ascii_graphic()));
                let again = Location::parse(&location.without_user()).unwrap();
                prop_assert_eq!(again.path, location.path);
            }
        }

        #[test]
        fn whatever_a_server_redirects_to_does_no_harm(reference in "\\PC{0,60}") {
            let from = Location::parse("http://host/a/b").unwrap();
            if let Ok(location) = from.join(&reference) {
                prop_assert!(location.path.starts_with('/'));
                prop_assert!(location.path.bytes().all(|byte| byte.is_ascii_graphic()));
            }
        }

        #[test]
        fn what_is_shown_has_no_password(host in "[a-z]{1,9}", rest in "[a-z/?#]{0,9}") {
            let shown = shown(&format!("any://me:sesame@{host}{rest}"));
            prop_assert!(!shown.contains("sesame"));
        }
    }
}
