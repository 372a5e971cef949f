//! One stanza and its fields, as they stand in the file.

use memchr::memchr;

/// A stanza: some lines of a file, borrowed.
#[derive(Clone, Copy, Debug)]
pub struct Stanza<'a> {
    text: &'a [u8],
}

/// A field of a stanza, borrowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field<'a> {
    /// As it is written; names are compared without case.
    pub name: &'a [u8],
    /// Without blanks around it. Further lines keep the blanks that they begin with.
    pub value: &'a [u8],
}

/// A line that is neither a field, nor continues one, nor is a comment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BadLine<'a>(pub &'a [u8]);

impl<'a> Stanza<'a> {
    pub(super) fn new(text: &'a [u8]) -> Self {
        Self { text }
    }

    /// The lines, without the empty one behind them.
    pub fn text(&self) -> &'a [u8] {
        self.text
    }

    /// The fields in their order.
    pub fn fields(&self) -> Fields<'a> {
        Fields { rest: self.text }
    }

    /// The value of a field. `None` as well if it is no UTF-8: see [`Stanza::bytes`].
    pub fn get(&self, name: &str) -> Option<&'a str> {
        std::str::from_utf8(self.bytes(name)?).ok()
    }

    /// The value of a field, whatever its bytes are. Lines that are no fields are passed over.
    pub fn bytes(&self, name: &str) -> Option<&'a [u8]> {
        let same_name = self.fields().flatten().filter(|field| field.is(name));
        same_name.last().map(|field| field.value)
    }

    /// The value of the field `Package`, which is the first one in every file that a program wrote.
    pub fn package(&self) -> Option<&'a str> {
        match self.text.strip_prefix(b"Package: ") {
            Some(rest) => {
                let line = rest.get(..line_end(rest, 0)).unwrap_or(rest);
                std::str::from_utf8(line.trim_ascii()).ok()
            }
            None => self.get("Package"),
        }
    }

    /// Whether there is nothing in it but comments.
    pub fn is_empty(&self) -> bool {
        self.fields().next().is_none()
    }
}

impl<'a> Field<'a> {
    /// Whether it has this name, in whatever case.
    pub fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name.as_bytes())
    }

    /// The lines of the value, without comments, and without the blanks around each. The first is that beside the
    /// name, and may be empty.
    pub fn lines(&self) -> impl Iterator<Item = &'a [u8]> + use<'a> {
        lines(self.value)
    }
}

/// The lines of a value; see [`Field::lines`].
pub(crate) fn lines(value: &[u8]) -> impl Iterator<Item = &[u8]> {
    value
        .split(|byte| *byte == b'\n')
        .enumerate()
        // The first one stands behind a name and cannot be a comment.
        .filter(|(number, line)| *number == 0 || !line.starts_with(b"#"))
        .map(|(_, line)| line.trim_ascii())
}

/// The fields of a stanza.
#[derive(Clone, Debug)]
pub struct Fields<'a> {
    rest: &'a [u8],
}

impl<'a> Iterator for Fields<'a> {
    type Item = Result<Field<'a>, BadLine<'a>>;

    fn next(&mut self) -> Option<Self::Item> {
        while self.rest.starts_with(b"#") {
            self.rest = self.rest.get(line_end(self.rest, 0) + 1..).unwrap_or_default();
        }
        if self.rest.is_empty() {
            return None;
        }
        let (end, next) = field_end(self.rest);
        let field = self.rest.get(..end).unwrap_or(self.rest);
        self.rest = self.rest.get(next..).unwrap_or_default();
        let first_line = field.get(..line_end(field, 0)).unwrap_or(field);
        let Some(colon) = memchr(b':', first_line) else {
            return Some(Err(BadLine(first_line)));
        };
        let (name, value) = field.split_at_checked(colon).unwrap_or((field, b":"));
        if name.is_empty() || name.starts_with(b" ") || name.starts_with(b"\t") {
            return Some(Err(BadLine(first_line)));
        }
        Some(Ok(Field {
            name: name.trim_ascii_end(),
            value: value.strip_prefix(b":").unwrap_or(value).trim_ascii(),
        }))
    }
}

/// Where the field at the start of the text ends, and where the next one begins: comments between them are neither's.
fn field_end(text: &[u8]) -> (usize, usize) {
    let mut end = line_end(text, 0);
    let mut next = end + 1;
    loop {
        match text.get(next) {
            Some(b' ' | b'\t') => {
                end = line_end(text, next);
                next = end + 1;
            }
            Some(b'#') => next = line_end(text, next) + 1,
            _ => return (end, next),
        }
    }
}

/// Where the line that begins at `start` ends: at its line feed, or at the end of the text.
fn line_end(text: &[u8], start: usize) -> usize {
    let rest = text.get(start..).unwrap_or_default();
    memchr(b'\n', rest).map_or(text.len(), |length| start + length)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(text: &str) -> Vec<(&str, &str)> {
        let words = |bytes| std::str::from_utf8(bytes).unwrap();
        Stanza::new(text.as_bytes())
            .fields()
            .map(|field| {
                field.map_or_else(
                    |line| ("bad", words(line.0)),
                    |field| (words(field.name), words(field.value)),
                )
            })
            .collect()
    }

    #[test]
    fn fields_have_names_and_values() {
        assert_eq!(
            fields("Package: a\nX:b\nEmpty:\nSpaced : c: d  \r\n"),
            [("Package", "a"), ("X", "b"), ("Empty", ""), ("Spaced", "c: d")]
        );
    }

    #[test]
    fn further_lines_belong_to_the_value() {
        let text = "Description: short\n long\n .\n more\nNext: x\n";
        assert_eq!(
            fields(text),
            [("Description", "short\n long\n .\n more"), ("Next", "x")]
        );
        let field = Stanza::new(text.as_bytes()).fields().next().unwrap().unwrap();
        let lines: Vec<&[u8]> = field.lines().collect();
        assert_eq!(lines, [&b"short"[..], b"long", b".", b"more"]);
    }

    #[test]
    fn comments_are_no_part_of_a_value() {
        let text = "# first\nURIs:\n a\n# between\n b\n# behind\nSuites: # none\n#last";
        assert_eq!(fields(text), [("URIs", "a\n# between\n b"), ("Suites", "# none")]);
        let field = Stanza::new(text.as_bytes()).fields().next().unwrap().unwrap();
        assert_eq!(field.lines().collect::<Vec<_>>(), [&b"a"[..], b"b"]);
        assert!(Stanza::new(b"# a\n# b\n").is_empty());
    }

    #[test]
    fn names_have_no_case_and_the_later_one_counts() {
        let stanza = Stanza::new(b"pAckage: a\nVersion: 1\nVERSION: 2\n");
        assert_eq!(stanza.package(), Some("a"));
        assert_eq!(stanza.get("version"), Some("2"));
        assert_eq!(stanza.get("Versio"), None);
        assert_eq!(Stanza::new(b"Package: b\r\nVersion: 1\n").package(), Some("b"));
    }

    #[test]
    fn what_is_no_field_is_told_apart() {
        assert_eq!(
            fields("Package: a\nno field\n: x\nVersion: 1"),
            [
                ("Package", "a"),
                ("bad", "no field"),
                ("bad", ": x"),
                ("Version", "1")
            ]
        );
        assert_eq!(
            fields(" starts: with a blank\n"),
            [("bad", " starts: with a blank")]
        );
    }

    #[test]
    fn bytes_that_are_no_text_can_be_had_as_bytes() {
        let stanza = Stanza::new(b"Package: a\nMaintainer: J\xf6rg\n");
        assert_eq!(stanza.get("Maintainer"), None);
        assert_eq!(stanza.bytes("Maintainer"), Some(&b"J\xf6rg"[..]));
    }
}
