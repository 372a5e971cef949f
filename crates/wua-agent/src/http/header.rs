//! What the headers of an answer say, as far as it matters here. They come from outside.

use std::time::Duration;

use jiff::fmt::rfc2822;

use super::Location;

/// What a server answered, before the body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Response {
    /// The number of the answer: 200, 404.
    pub status: u16,
    /// Who answered, after all redirections.
    pub location: Location,
    /// The bytes that the body is of; `None` when it is all of it.
    pub range: Option<ContentRange>,
    /// Bytes of the whole thing, if the server says so.
    pub total: Option<u64>,
    /// What tells this version of the thing from others.
    pub validator: Option<Validator>,
    /// All headers that are text, by name in lower case.
    pub headers: Vec<(String, String)>,
}

/// What `Content-Range` says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ContentRange {
    /// `bytes 4-9/10`.
    Bytes {
        /// The first byte of the body.
        first: u64,
        /// The last one.
        last: u64,
        /// Bytes in all, if known.
        total: Option<u64>,
    },
    /// `bytes */10`: there are no such bytes.
    Unsatisfied {
        /// Bytes in all.
        total: u64,
    },
}

/// What tells one version of a thing from another, as sent back in `If-Range`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Validator(String);

impl Response {
    /// Reads the headers. What cannot be understood is as if it were not there.
    pub fn new<'h>(
        status: u16,
        location: Location,
        headers: impl IntoIterator<Item = (&'h str, &'h [u8])>,
    ) -> Self {
        let headers: Vec<(String, String)> = headers
            .into_iter()
            .filter_map(|(name, value)| {
                let value = std::str::from_utf8(value).ok()?;
                Some((name.to_ascii_lowercase(), value.trim().to_owned()))
            })
            .collect();
        let mut response = Self {
            status,
            location,
            range: None,
            total: None,
            validator: None,
            headers,
        };
        response.range = response.header("content-range").and_then(ContentRange::parse);
        response.total = response.read_total();
        response.validator = Validator::of(&response);
        response
    }

    /// A header by its name in lower case; the first, if there are several.
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.headers.iter();
        headers
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }

    /// How long the server wants to be left alone: [RFC 9110] 10.2.3. A date is understood by the server's own clock.
    ///
    /// [RFC 9110]: https://www.rfc-editor.org/rfc/rfc9110
    pub(super) fn retry_after(&self) -> Option<Duration> {
        let value = self.header("retry-after")?;
        if let Some(seconds) = number(value) {
            return Some(Duration::from_secs(seconds));
        }
        let date = |value| rfc2822::parse(value).ok().map(|date| date.timestamp());
        let (then, now) = (date(value)?, date(self.header("date")?)?);
        then.duration_since(now).try_into().ok()
    }

    fn read_total(&self) -> Option<u64> {
        match (self.status, self.range) {
            (206, Some(ContentRange::Bytes { total, .. })) => total,
            (416, Some(ContentRange::Unsatisfied { total })) => Some(total),
            (200, _) => self.header("content-length").and_then(number),
            _ => None,
        }
    }
}

impl ContentRange {
    /// Reads the value of the header: [RFC 9110] 14.4. `None` if it is not one, or contradicts itself.
    ///
    /// [RFC 9110]: https://www.rfc-editor.org/rfc/rfc9110
    #[must_use]
    pub fn parse(value: &str) -> Option<Self> {
        let (unit, rest) = value.trim().split_once(' ')?;
        if !unit.eq_ignore_ascii_case("bytes") {
            return None;
        }
        let (range, total) = rest.trim().split_once('/')?;
        if range == "*" {
            return Some(Self::Unsatisfied {
                total: number(total)?,
            });
        }
        let (first, last) = range.split_once('-')?;
        let (first, last) = (number(first)?, number(last)?);
        let total = match total {
            "*" => None,
            total => Some(number(total)?),
        };
        let is_sound = first <= last && total.is_none_or(|total| last < total);
        is_sound.then_some(Self::Bytes { first, last, total })
    }
}

impl Validator {
    /// A strong entity tag, else the date of the last change. A weak tag may stand for different bytes.
    fn of(response: &Response) -> Option<Self> {
        let is_strong = |tag: &&str| tag.len() >= 2 && tag.starts_with('"') && tag.ends_with('"');
        let value = response
            .header("etag")
            .filter(is_strong)
            .or_else(|| response.header("last-modified"))?;
        let is_plain = !value.is_empty() && value.bytes().all(|byte| (0x20..0x7F).contains(&byte));
        is_plain.then(|| Self(value.to_owned()))
    }

    /// As it is sent.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Digits and nothing else: `parse` would let a sign through.
fn number(text: &str) -> Option<u64> {
    let text = text.trim();
    text.bytes()
        .all(|byte| byte.is_ascii_digit())
        .then(|| text.parse().ok())?
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn response(status: u16, headers: &[(&str, &str)]) -> Response {
        let location = Location::parse("http://host/file").unwrap();
        let headers = headers.iter().map(|(name, value)| (*name, value.as_bytes()));
        Response::new(status, location, headers)
    }

    #[test]
    fn a_content_range_names_first_last_and_total() {
        let bytes = |first, last, total| Some(ContentRange::Bytes { first, last, total });
        assert_eq!(ContentRange::parse("bytes 4-9/10"), bytes(4, 9, Some(10)));
        assert_eq!(ContentRange::parse("Bytes 4-9/*"), bytes(4, 9, None));
        assert_eq!(
            ContentRange::parse("bytes */10"),
            Some(ContentRange::Unsatisfied { total: 10 })
        );
        for wrong in [
            "",
            "bytes",
            "bytes 4-9",
            "bytes 9-4/10",
            "bytes 4-10/10",
            "bytes -9/10",
            "bytes +4-9/10",
            "bytes */*",
            "items 4-9/10",
            "bytes 99999999999999999999-9/10",
        ] {
            assert_eq!(ContentRange::parse(wrong), None, "{wrong:?}");
        }
    }

    #[test]
    fn the_total_is_that_of_the_whole_thing() {
        let partial = [("Content-Range", "bytes 4-9/10"), ("Content-Length", "6")];
        assert_eq!(response(206, &partial).total, Some(10));
        assert_eq!(response(200, &[("content-length", " 10 ")]).total, Some(10));
        assert_eq!(response(200, &[("content-length", "-1")]).total, None);
        assert_eq!(response(416, &[("content-range", "bytes */7")]).total, Some(7));
        assert_eq!(response(404, &[("content-length", "10")]).total, None);
    }

    #[test]
    fn a_server_says_in_seconds_or_by_its_own_clock_how_long_it_wants_to_be_left_alone() {
        let of = |headers: &[(&str, &str)]| response(503, headers).retry_after();
        let (date, later) = (
            ("Date", "Sat, 01 Mar 2025 12:00:00 GMT"),
            ("Retry-After", "Sat, 01 Mar 2025 12:00:09 GMT"),
        );
        assert_eq!(of(&[("Retry-After", "7")]), Some(Duration::from_secs(7)));
        assert_eq!(of(&[date, later]), Some(Duration::from_secs(9)));
        assert_eq!(
            of(&[("Date", later.1), ("Retry-After", date.1)]),
            None,
            "long ago"
        );
        for wrong in ["", "-1", "1.5", "soon", later.1, "99999999999999999999"] {
            assert_eq!(of(&[("Retry-After", wrong)]), None, "{wrong:?}");
        }
    }

    #[test]
    fn a_strong_tag_is_preferred_and_a_weak_one_is_none() {
        let of = |headers: &[(&str, &str)]| {
            response(200, headers)
                .validator
                .map(|validator| validator.as_str().to_owned())
        };
        let date = ("Last-Modified", "Sat, 01 Mar 2025 12:00:00 GMT");
        assert_eq!(of(&[("ETag", "\"a\""), date]).unwrap(), "\"a\"");
        assert_eq!(of(&[("ETag", "W/\"a\""), date]).unwrap(), date.1);
        assert_eq!(of(&[("ETag", "a")]), None);
        assert_eq!(of(&[("ETag", "\"a\u{1}\"")]), None);
    }

    proptest! {
        #[test]
        fn no_header_makes_it_panic(
            status in any::<u16>(),
            name in prop_oneof![Just("content-range"), Just("content-length"), Just("etag"), Just("last-modified"), Just("retry-after")],
            value in prop::collection::vec(any::<u8>(), 0..40),
        ) {
            let location = Location::parse("http://host/file").unwrap();
            let response = Response::new(status, location, [(name, value.as_slice()), ("date", value.as_slice())]);
            let _ = response.retry_after();
            if let Some(validator) = &response.validator {
                prop_assert!(!validator.as_str().contains(['\r', '\n', '\0']));
            }
        }

        #[test]
        fn what_looks_like_a_range_is_sound(text in "[bB]ytes [0-9*]{0,22}-?[0-9]{0,22}/[0-9*]{0,22}") {
            if let Some(ContentRange::Bytes { first, last, total }) = ContentRange::parse(&text) {
                prop_assert!(first <= last && total.is_none_or(|total| last < total));
            }
        }

        #[test]
        fn a_sound_range_is_read_as_written(first in 0..u64::MAX / 2, more in 0..1000_u64, rest in 1..1000_u64) {
            let (last, total) = (first + more, first + more + rest);
            let read = ContentRange::parse(&format!("bytes {first}-{last}/{total}"));
            prop_assert_eq!(read, Some(ContentRange::Bytes { first, last, total: Some(total) }));
        }
    }
}
