//! The form of nearly all files of apt and dpkg: stanzas of fields ([Debian Policy] 5.1).
//!
//! A list of an archive has tens of thousands of stanzas, of which a search wants a few hundred. So a stanza is a
//! borrowed piece of a buffer that is used again, and nothing in it is looked at before it is asked for: to pass over
//! one costs finding the empty line behind it.
//!
//! OBSERVED: as apt 2.6 does, a line of blanks alone continues the field before it, a line that begins with `#` is a
//! comment, a line may end with CR LF, and of a field that is there twice the later one counts.
//!
//! [Debian Policy]: https://www.debian.org/doc/debian-policy/ch-controlfields.html

mod error;
mod stanza;

use std::io::Read;
use std::ops::Range;

use memchr::memmem;

pub use error::ReadError;
pub use stanza::{BadLine, Field, Fields, Stanza};

/// A stanza that is longer is no stanza. The longest of Debian have some 100 KiB.
pub const LONGEST_STANZA: usize = 4 << 20;

/// Room for a few blocks of a compressed file, and small enough for the processor's cache.
const BUFFER: usize = 256 << 10;

/// Calls `each` with every stanza of a file, in order, until one call fails.
///
/// # Errors
/// What `each` answers; what [`StanzaReader::next_stanza`] answers.
pub fn for_each_stanza<R: Read>(
    source: R,
    mut each: impl FnMut(Stanza<'_>) -> Result<(), ReadError>,
) -> Result<(), ReadError> {
    let mut reader = StanzaReader::new(source);
    while let Some(stanza) = reader.next_stanza()? {
        each(stanza)?;
    }
    Ok(())
}

/// Reads stanzas one after the other.
pub struct StanzaReader<R> {
    source: R,
    buffer: Vec<u8>,
    /// What was read and not yet handed out.
    unread: Range<usize>,
    /// How much the source gave so far.
    total: u64,
    expected: Option<u64>,
    /// The number of stanzas handed out.
    stanzas: u64,
    has_ended: bool,
}

impl<R: Read> StanzaReader<R> {
    /// A reader from where the source stands.
    pub fn new(source: R) -> Self {
        Self {
            source,
            buffer: vec![0; BUFFER],
            unread: 0..0,
            total: 0,
            expected: None,
            stanzas: 0,
            has_ended: false,
        }
    }

    /// Says how long the text is, where a Release file or another witness tells. A shorter or longer one is an error
    /// then, when its end is reached.
    #[must_use]
    pub fn with_expected_size(mut self, size: u64) -> Self {
        self.expected = Some(size);
        self
    }

    /// How many stanzas were handed out.
    pub fn stanzas(&self) -> u64 {
        self.stanzas
    }

    /// The next stanza; `None` at the end.
    ///
    /// # Errors
    /// The source fails or is damaged, a stanza is too long, or the last one breaks off: the text does not end with a
    /// line end, or has not the size that was expected.
    pub fn next_stanza(&mut self) -> Result<Option<Stanza<'_>>, ReadError> {
        let Some(range) = self.next_range()? else {
            return Ok(None);
        };
        self.stanzas += 1;
        Ok(self.buffer.get(range).map(Stanza::new))
    }

    fn next_range(&mut self) -> Result<Option<Range<usize>>, ReadError> {
        if !self.skip_empty_lines()? {
            return Ok(None);
        }
        // How much of the unread text has no end of a stanza in it.
        let mut searched = 0;
        loop {
            let text = self.buffer.get(self.unread.clone()).unwrap_or_default();
            if let Some(end) = end_of_stanza(text, searched) {
                let start = self.unread.start;
                self.unread.start += end;
                return Ok(Some(start..start + end));
            }
            if text.len() > LONGEST_STANZA {
                return Err(ReadError::TooLong {
                    stanza: self.stanzas + 1,
                });
            }
            // The empty line may lie across the border: "\n\r" here, "\n" there.
            searched = text.len().saturating_sub(2);
            if !self.fill()? {
                return self.last_range().map(Some);
            }
        }
    }

    fn last_range(&mut self) -> Result<Range<usize>, ReadError> {
        self.check_size()?;
        let last = self.unread.clone();
        let text = self.buffer.get(last.clone()).unwrap_or_default();
        if !text.ends_with(b"\n") && self.expected.is_none() {
            return Err(ReadError::Truncated {
                stanza: self.stanzas + 1,
            });
        }
        self.unread.start = self.unread.end;
        Ok(last)
    }

    /// Whether there is something behind them.
    fn skip_empty_lines(&mut self) -> Result<bool, ReadError> {
        loop {
            match self.buffer.get(self.unread.clone()).unwrap_or_default() {
                [b'\n', ..] => self.unread.start += 1,
                [b'\r', b'\n', ..] => self.unread.start += 2,
                [] => {
                    if !self.fill()? {
                        self.check_size()?;
                        return Ok(false);
                    }
                }
                [b'\r'] => {
                    if !self.fill()? {
                        return Ok(true);
                    }
                }
                _ => return Ok(true),
            }
        }
    }

    fn check_size(&self) -> Result<(), ReadError> {
        match self.expected {
            Some(expected) if expected != self.total => Err(ReadError::Size {
                expected,
                found: self.total,
            }),
            _ => Ok(()),
        }
    }

    /// Reads more behind what is unread. False at the end.
    fn fill(&mut self) -> Result<bool, ReadError> {
        if self.has_ended {
            return Ok(false);
        }
        if self.unread.end == self.buffer.len() {
            if self.unread.start > 0 {
                self.buffer.copy_within(self.unread.clone(), 0);
                self.unread = 0..self.unread.len();
            } else {
                self.buffer.resize(self.buffer.len() * 2, 0);
            }
        }
        let free = self.buffer.get_mut(self.unread.end..).unwrap_or_default();
        let count = loop {
            match self.source.read(free) {
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                result => break result.map_err(ReadError::Io)?,
            }
        };
        self.has_ended = count == 0;
        self.unread.end += count;
        self.total += u64::try_from(count).unwrap_or(u64::MAX);
        Ok(!self.has_ended)
    }
}

/// How long the stanza at the start is, with the line end of its last line, if its empty line is there. The first
/// `searched` bytes have none.
fn end_of_stanza(text: &[u8], searched: usize) -> Option<usize> {
    let rest = text.get(searched..)?;
    let unix = memmem::find(rest, b"\n\n");
    let before = rest.get(..unix.unwrap_or(rest.len()))?;
    let dos = memchr::memchr(b'\r', before).and_then(|_| memmem::find(before, b"\n\r\n"));
    dos.or(unix).map(|line_end| searched + line_end + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Hands out a few bytes at a time.
    struct Drops<'a>(&'a [u8], usize);

    impl Read for Drops<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            let count = self.1.min(self.0.len()).min(buffer.len());
            buffer[..count].copy_from_slice(&self.0[..count]);
            self.0 = &self.0[count..];
            Ok(count)
        }
    }

    fn names(text: &str) -> Vec<String> {
        let read = |size: usize| {
            let mut names = Vec::new();
            for_each_stanza(Drops(text.as_bytes(), size), |stanza| {
                names.push(stanza.get("Package").unwrap_or("-").to_owned());
                Ok(())
            })
            .unwrap();
            names
        };
        let names = read(usize::MAX);
        for size in 1..5 {
            assert_eq!(read(size), names, "{size} bytes at a time");
        }
        names
    }

    #[test]
    fn an_empty_line_ends_a_stanza() {
        assert_eq!(names("Package: a\nVersion: 1\n\nPackage: b\n"), ["a", "b"]);
        assert_eq!(names("\n\nPackage: a\n\n\n\nPackage: b\n\n\n"), ["a", "b"]);
        assert_eq!(
            names("Package: a\r\nVersion: 1\r\n\r\nPackage: b\r\n"),
            ["a", "b"]
        );
        assert_eq!(
            names("Package: a\n\r\nPackage: b\r\n\nPackage: c\n"),
            ["a", "b", "c"]
        );
        assert_eq!(names("Version: 1\n\nPackage: b\n"), ["-", "b"]);
        assert!(names("").is_empty());
        assert!(names("\n\r\n\n").is_empty());
    }

    #[test]
    fn a_line_of_blanks_ends_none() {
        assert_eq!(names("Package: a\n \t\nVersion: 1\n\nPackage: b\n"), ["a", "b"]);
    }

    #[test]
    fn a_text_that_breaks_off_in_a_line_is_an_error() {
        let read = |text: &str| for_each_stanza(text.as_bytes(), |_| Ok(()));
        assert!(matches!(
            read("Package: a\n\nPackage: b\nVers"),
            Err(ReadError::Truncated { stanza: 2 })
        ));
        read("Package: a\n\nPackage: b\n").unwrap();
    }

    #[test]
    fn who_knows_the_size_sees_every_text_that_breaks_off() {
        let text = "Package: a\n\nPackage: b\n\n";
        let read = |text: &str, size: u64| {
            let mut reader = StanzaReader::new(text.as_bytes()).with_expected_size(size);
            while reader.next_stanza()?.is_some() {}
            Ok::<u64, ReadError>(reader.stanzas())
        };
        assert_eq!(read(text, 24).unwrap(), 2);
        for cut in 0..text.len() {
            let result = read(text.split_at(cut).0, 24);
            assert!(
                matches!(result, Err(ReadError::Size { expected: 24, .. })),
                "{cut}: {result:?}"
            );
        }
        assert!(read(text, 23).is_err());
    }

    #[test]
    fn a_stanza_without_end_is_refused_before_it_fills_the_memory() {
        let endless = std::io::repeat(b'x');
        let result = for_each_stanza(endless, |_| Ok(()));
        assert!(
            matches!(result, Err(ReadError::TooLong { stanza: 1 })),
            "{result:?}"
        );
    }

    #[test]
    fn a_stanza_larger_than_the_buffer_is_read_whole() {
        let long = format!("Package: a\nX: {}\n\nPackage: b\n", "x".repeat(BUFFER * 3));
        let mut sizes = Vec::new();
        for_each_stanza(long.as_bytes(), |stanza| {
            sizes.push(stanza.text().len());
            Ok(())
        })
        .unwrap();
        assert_eq!(sizes, [BUFFER * 3 + 15, 11]);
    }
}
