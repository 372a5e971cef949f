//! Addresses of archives, and how apt names files after them.

use std::fmt::{self, Write as _};

use super::one_line::decoded;

/// The base of an archive: `http://user:password@deb.example.org:8080/debian/`.
#[derive(Clone, PartialEq, Eq)]
pub struct Uri {
    /// How it is reached: `http`, `file`, `mirror+https`.
    pub method: String,
    /// The user, without percent signs.
    pub user: String,
    /// The password, without percent signs.
    pub password: String,
    /// Without the brackets of IPv6. Empty for local paths.
    pub host: String,
    /// If it is named.
    pub port: Option<u32>,
    /// With `/` at its beginning and its end.
    pub path: String,
}

impl Uri {
    /// `None` without a method.
    pub fn parse(text: &str) -> Option<Self> {
        let (method, rest) = text.split_once(':')?;
        if method.is_empty() {
            return None;
        }
        let rest = rest.strip_prefix("//").unwrap_or(rest);
        let (authority, path) = rest.split_at_checked(end_of_authority(rest))?;
        let (user, place) = match authority.rsplit_once('@') {
            Some((user, place)) if !user.is_empty() => (user, place),
            _ => ("", authority),
        };
        let (user, password) = user.split_once(':').unwrap_or((user, ""));
        let (host, port) = host_and_port(place);
        let end = if path.ends_with('/') { "" } else { "/" };
        Some(Self {
            method: method.to_owned(),
            user: decoded(user),
            password: decoded(password),
            host: host.to_owned(),
            port,
            path: format!("{path}{end}"),
        })
    }

    /// Whether the files are on this computer.
    pub fn is_local(&self) -> bool {
        ["file", "copy"].contains(&self.method.as_str())
    }

    /// The address without user and password, as it may be shown to anybody.
    pub fn shown(&self) -> String {
        Self {
            user: String::new(),
            password: String::new(),
            ..self.clone()
        }
        .to_string()
    }

    /// How apt calls the file of its lists that it has from a path below this address.
    pub(super) fn list(&self, path: &str) -> String {
        let mut name = self.host.clone();
        if let Some(port) = self.port.filter(|_| !self.host.is_empty()) {
            // Writing to a text cannot fail.
            let _ = write!(name, ":{port}");
        }
        name.push_str(&self.path);
        name.push_str(path);
        escaped(&name)
    }
}

/// The first slash that is not inside brackets: names of discs, which stand there like IPv6 addresses, have slashes.
fn end_of_authority(rest: &str) -> usize {
    let slash = rest.find('/').unwrap_or(rest.len());
    match (rest.find('['), rest.find(']')) {
        (Some(open), Some(close)) if open < slash && slash < close => {
            let behind = rest.get(close..).unwrap_or_default();
            behind.find('/').map_or(rest.len(), |length| close + length)
        }
        _ => slash,
    }
}

/// IPv6 addresses stand in brackets.
fn host_and_port(place: &str) -> (&str, Option<u32>) {
    if let Some((host, behind)) = place.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        return (host, behind.strip_prefix(':').and_then(port));
    }
    match place.rsplit_once(':') {
        Some((host, behind)) => (host, port(behind)),
        None => (place, None),
    }
}

fn port(digits: &str) -> Option<u32> {
    digits.parse().ok().filter(|port| *port > 0)
}

/// Slashes become underscores, and underscores and what a shell might take amiss become percent signs.
fn escaped(name: &str) -> String {
    let mut file = String::with_capacity(name.len() + 16);
    for byte in name.bytes() {
        match byte {
            b'/' => file.push('_'),
            b'\\' | b'|' | b'{' | b'}' | b'[' | b']' | b'<' | b'>' | b'"' | b'^' | b'~' | b'_' | b'='
            | b'!' | b'@' | b'#' | b'$' | b'%' | b'&' | b'*' => percent(&mut file, byte),
            0x21..=0x7e => file.push(char::from(byte)),
            _ => percent(&mut file, byte),
        }
    }
    file
}

fn percent(text: &mut String, byte: u8) {
    // Writing to a text cannot fail.
    let _ = write!(text, "%{byte:02x}");
}

/// A user or password as it may stand in an address.
fn in_address(text: &str) -> String {
    let mut quoted = String::new();
    for byte in text.bytes() {
        match byte {
            b':' | b'/' | b'@' | b'%' => percent(&mut quoted, byte),
            0x21..=0x7e => quoted.push(char::from(byte)),
            _ => percent(&mut quoted, byte),
        }
    }
    quoted
}

/// As apt writes it, with user and password.
impl fmt::Display for Uri {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:", self.method)?;
        if !self.host.is_empty() {
            f.write_str("//")?;
            if !self.user.is_empty() {
                f.write_str(&in_address(&self.user))?;
                if !self.password.is_empty() {
                    write!(f, ":{}", in_address(&self.password))?;
                }
                f.write_str("@")?;
            }
            if self.host.contains([':', '/']) {
                write!(f, "[{}]", self.host)?;
            } else {
                f.write_str(&self.host)?;
            }
            if let Some(port) = self.port {
                write!(f, ":{port}")?;
            }
        }
        f.write_str(&self.path)
    }
}

/// Without the password: what is printed while looking for a mistake ends up in reports.
impl fmt::Debug for Uri {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Uri({})", self.shown())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_parts() {
        let uri = Uri::parse("https://user:p%40ss@a.example.org:8080/debian").unwrap();
        assert_eq!(
            (uri.method.as_str(), uri.host.as_str(), uri.port),
            ("https", "a.example.org", Some(8080))
        );
        assert_eq!(
            (uri.user.as_str(), uri.password.as_str(), uri.path.as_str()),
            ("user", "p@ss", "/debian/")
        );
        assert_eq!(uri.to_string(), "https://user:p%40ss@a.example.org:8080/debian/");
        assert_eq!(uri.shown(), "https://a.example.org:8080/debian/");
        assert!(!format!("{uri:?}").contains("ss@"));
    }

    #[test]
    fn different_ways_to_write_an_address_are_the_same() {
        for (written, same) in [
            ("file:///srv", "file:/srv/"),
            ("file:relative/path", "file://relative/path/"),
            ("http:///x", "http:/x/"),
            ("http://a.example.org", "http://a.example.org/"),
            ("http://a.example.org:0080/", "http://a.example.org:80/"),
            ("http://u:@[::1]:81/v6", "http://u@[::1]:81/v6/"),
            ("mirror+file:/etc/mirrors.txt", "mirror+file:/etc/mirrors.txt/"),
        ] {
            assert_eq!(Uri::parse(written).unwrap().to_string(), same, "{written}");
        }
        for text in ["a.example.org/x", "", ":"] {
            assert_eq!(Uri::parse(text), None, "{text}");
        }
    }

    #[test]
    fn the_name_of_a_file_has_no_slashes_and_no_password() {
        let list = |text: &str| Uri::parse(text).unwrap().list("x_y");
        assert_eq!(
            list("http://user:pw@a_b.example.org:80/~me/"),
            "a%5fb.example.org:80_%7eme_x%5fy"
        );
        assert_eq!(list("file:/srv"), "_srv_x%5fy");
        assert_eq!(
            list("http://a.example.org/ü+,;'()?-."),
            "a.example.org_%c3%bc+,;'()?-._x%5fy"
        );
    }
}
