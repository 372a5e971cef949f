//! Requests and answers of HTTP/1.1, as far as update servers need them.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, BufRead, Read};

/// More bytes of headers are refused.
const LONGEST_HEAD: usize = 64 << 10;
/// Longer bodies are refused.
pub(super) const LONGEST_BODY: u64 = 64 << 20;

/// The head of a request.
#[derive(Debug)]
pub(super) struct Head {
    pub(super) method: String,
    /// Without a query.
    pub(super) path: String,
    /// By their names in lower case.
    pub(super) headers: BTreeMap<String, String>,
    pub(super) keeps_alive: bool,
    /// In bytes.
    pub(super) length: usize,
}

impl Head {
    /// The next one on a connection; nothing if the client is done.
    pub(super) fn read(stream: &mut impl BufRead) -> io::Result<Option<Self>> {
        let mut length = 0;
        let mut line = || -> io::Result<Option<String>> {
            let mut line = Vec::new();
            let room = u64::try_from(LONGEST_HEAD - length).unwrap_or_default();
            length += stream.by_ref().take(room).read_until(b'\n', &mut line)?;
            match line.strip_suffix(b"\n") {
                Some(line) => Ok(Some(
                    String::from_utf8_lossy(line).trim_end_matches('\r').to_owned(),
                )),
                None if line.is_empty() => Ok(None),
                None => Err(no_end()),
            }
        };
        let Some(first) = line()?.filter(|line| !line.is_empty()) else {
            return Ok(None);
        };
        let mut words = first.split(' ');
        let (Some(method), Some(target), Some(version)) = (words.next(), words.next(), words.next()) else {
            return Err(wrong("this is no request"));
        };
        let mut headers = BTreeMap::new();
        loop {
            let line = line()?.ok_or_else(no_end)?;
            if line.is_empty() {
                break;
            }
            let (name, value) = line.split_once(':').ok_or_else(|| wrong("this is no header"))?;
            headers.insert(name.to_ascii_lowercase(), value.trim().to_owned());
        }
        let connection = headers
            .get("connection")
            .map(|value: &String| value.to_ascii_lowercase());
        let keeps_alive = match connection.as_deref() {
            Some("close") => false,
            Some("keep-alive") => true,
            _ => version == "HTTP/1.1",
        };
        // Who asks through a proxy may name the whole address.
        let path = match target.split_once("://") {
            Some((_, rest)) => rest.find('/').and_then(|at| rest.get(at..)).unwrap_or("/"),
            None => target,
        };
        Ok(Some(Self {
            method: method.to_owned(),
            path: path.split('?').next().unwrap_or_default().to_owned(),
            headers,
            keeps_alive,
            length,
        }))
    }

    pub(super) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }

    /// How long the body is; nothing if it is too long, or does not say.
    pub(super) fn body_length(&self) -> Option<u64> {
        match self.headers.get("content-length") {
            None if self.headers.contains_key("transfer-encoding") => None,
            None => Some(0),
            Some(length) => length.parse().ok().filter(|length| *length <= LONGEST_BODY),
        }
    }
}

fn no_end() -> io::Error {
    wrong("the head of the request has no end")
}

fn wrong(what: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what)
}

/// The head of an answer, before it is written.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) headers: Vec<(&'static str, String)>,
    pub(super) body: Vec<u8>,
    /// A piece of a file instead of `body`.
    pub(super) file: Option<Piece>,
}

/// A piece of a file.
#[derive(Debug)]
pub(super) struct Piece {
    pub(super) held: super::content::Held,
    pub(super) start: u64,
    pub(super) length: u64,
}

impl Answer {
    pub(super) fn new(status: u16) -> Self {
        Self {
            status,
            headers: Vec::new(),
            body: Vec::new(),
            file: None,
        }
    }

    pub(super) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    pub(super) fn holding(mut self, body: impl Into<Vec<u8>>) -> Self {
        self.body = body.into();
        self
    }

    pub(super) fn length(&self) -> u64 {
        let body = u64::try_from(self.body.len()).unwrap_or(u64::MAX);
        self.file.as_ref().map_or(body, |piece| piece.length)
    }

    /// Status and headers; the length may be told wrong.
    pub(super) fn head(&self, keeps_alive: bool, told_length: u64) -> String {
        let mut head = format!("HTTP/1.1 {} {}\r\n", self.status, reason(self.status));
        for (name, value) in &self.headers {
            let _ = write!(head, "{name}: {value}\r\n");
        }
        let connection = if keeps_alive { "Keep-Alive" } else { "close" };
        let _ = write!(
            head,
            "Server: Microsoft-IIS/10.0\r\nContent-Length: {told_length}\r\nConnection: {connection}\r\n\r\n"
        );
        head
    }
}

fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        206 => "Partial Content",
        302 => "Found",
        304 => "Not Modified",
        400 => "Bad Request",
        401 => "Unauthorized",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        411 => "Length Required",
        413 => "Content Too Large",
        416 => "Range Not Satisfiable",
        500 => "Internal Server Error",
        503 => "Service Unavailable",
        _ => "Status",
    }
}

/// What a header `Range` asks for.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Range {
    /// All of it: there is no range, none that is understood, or several.
    Whole,
    /// From a byte, so many.
    Part(u64, u64),
    /// Nothing that there is.
    Outside,
}

impl Range {
    /// What it asks for, of so many bytes (RFC 9110, 14.2).
    pub(super) fn of(header: &str, size: u64) -> Self {
        let Some(spec) = header.strip_prefix("bytes=") else {
            return Self::Whole;
        };
        let Some((first, last)) = spec.trim().split_once('-') else {
            return Self::Whole;
        };
        let number = |text: &str| text.trim().parse::<u64>().ok();
        match (number(first), number(last)) {
            (None, Some(0)) => Self::Outside,
            (None, Some(suffix)) if first.is_empty() && size > 0 => {
                let start = size.saturating_sub(suffix);
                Self::Part(start, size - start)
            }
            (Some(start), _) if start >= size => Self::Outside,
            (Some(start), None) if last.is_empty() => Self::Part(start, size - start),
            (Some(start), Some(end)) if start <= end => Self::Part(start, end.min(size - 1) - start + 1),
            _ => Self::Whole,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_those_of_the_specification() {
        for (header, range) in [
            ("", Range::Whole),
            ("bytes=0-9", Range::Part(0, 10)),
            ("bytes=90-200", Range::Part(90, 10)),
            ("bytes=95-", Range::Part(95, 5)),
            ("bytes=-5", Range::Part(95, 5)),
            ("bytes=-500", Range::Part(0, 100)),
            ("bytes=100-", Range::Outside),
            ("bytes=-0", Range::Outside),
            ("bytes=5-4", Range::Whole),
            ("bytes=0-1,3-4", Range::Whole),
            ("lines=0-1", Range::Whole),
        ] {
            assert_eq!(Range::of(header, 100), range, "{header}");
        }
    }
}
