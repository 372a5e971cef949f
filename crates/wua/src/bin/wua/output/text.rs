//! Texts for a terminal: without anything that controls it, cut and wrapped to its width.

use std::borrow::Cow;
use std::fmt::Write;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// One line of text. Blanks of all kinds become blanks; what controls a terminal, or turns the direction of what
/// follows, is escaped.
pub(crate) fn clean(text: &str) -> Cow<'_, str> {
    if !text.contains(is_unsafe) {
        return Cow::Borrowed(text);
    }
    let blank = |character| match character {
        '\t' | '\n' | '\r' | '\u{2028}' | '\u{2029}' => ' ',
        character => character,
    };
    Cow::Owned(escaped(&text.chars().map(blank).collect::<String>()).into_owned())
}

/// A name: blanks other than the ordinary one are escaped as well.
pub(crate) fn escaped(name: &str) -> Cow<'_, str> {
    if !name.contains(is_unsafe) {
        return Cow::Borrowed(name);
    }
    let mut visible = String::with_capacity(name.len() + 8);
    for character in name.chars() {
        match (character, u32::from(character)) {
            ('\t', _) => visible.push_str("\\t"),
            ('\n', _) => visible.push_str("\\n"),
            ('\r', _) => visible.push_str("\\r"),
            (_, code @ ..=0xFF) if is_unsafe(character) => {
                let _ = write!(visible, "\\x{code:02x}");
            }
            _ if is_unsafe(character) => visible.extend(character.escape_unicode()),
            _ => visible.push(character),
        }
    }
    Cow::Owned(visible)
}

/// [UAX #9] embeddings, overrides and isolates can make a title read as something else.
pub(crate) fn is_unsafe(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

/// How many columns a text takes.
pub(crate) fn width(text: &str) -> usize {
    text.width()
}

/// The text, or as much of it as fits, with an ellipsis.
pub(crate) fn cut(text: &str, columns: usize) -> Cow<'_, str> {
    if width(text) <= columns {
        return Cow::Borrowed(text);
    }
    let mut taken = 0;
    let fits = |character: &char| {
        taken += character.width().unwrap_or(0);
        taken < columns
    };
    let mut short: String = text.chars().take_while(fits).collect();
    short.truncate(short.trim_end().len());
    short.push('…');
    Cow::Owned(short)
}

/// The text in lines of at most `columns`, broken at blanks; its own line breaks stay.
pub(crate) fn wrap(text: &str, columns: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in text.lines() {
        let mut line = String::new();
        for word in paragraph.split_whitespace() {
            let blank = usize::from(!line.is_empty());
            if blank == 1 && width(&line) + 1 + width(word) > columns {
                lines.push(std::mem::take(&mut line));
            } else if blank == 1 {
                line.push(' ');
            }
            line.push_str(word);
        }
        lines.push(line);
    }
    lines
}

/// Bytes in the unit that people read best: `12.3 MB`.
pub(crate) fn size(bytes: u64) -> String {
    const UNITS: [&str; 4] = ["kB", "MB", "GB", "TB"];
    if bytes < 1000 {
        return format!("{bytes} B");
    }
    let rounded_tenths = |divisor: u64| (bytes + divisor / 20) / (divisor / 10);
    let mut divisor = 1000;
    let mut units = UNITS.into_iter();
    let mut unit = units.next().unwrap_or_default();
    while rounded_tenths(divisor) >= 10_000 {
        let Some(next) = units.next() else { break };
        unit = next;
        divisor *= 1000;
    }
    let tenths = rounded_tenths(divisor);
    format!("{}.{} {unit}", tenths / 10, tenths % 10)
}

/// A moment, to the minute, in universal time.
pub(crate) fn moment(time: jiff::Timestamp) -> String {
    time.strftime("%Y-%m-%d %H:%MZ").to_string()
}

/// Minutes and seconds: `0:42`.
pub(crate) fn clock(time: std::time::Duration) -> String {
    let seconds = time.as_secs();
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

/// `1 update`, `2 updates`.
pub(crate) fn counted(number: usize, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{plural}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_controls_a_terminal_survives() {
        assert_eq!(clean("plain ünïcode"), "plain ünïcode");
        assert_eq!(clean("a\tb\nc"), "a b c");
        assert_eq!(
            clean("\u{1b}[2J\u{9b}31m\u{7f}\u{202e}x"),
            "\\x1b[2J\\x9b31m\\x7f\\u{202e}x"
        );
        assert_eq!(escaped("a\tb\nc\r\u{0}ü"), "a\\tb\\nc\\r\\x00ü");
    }

    #[test]
    fn texts_are_cut_by_columns_not_by_characters() {
        assert_eq!(cut("abcdef", 6), "abcdef");
        assert_eq!(cut("abcdef", 4), "abc…");
        assert_eq!(cut("更新プログラム", 6), "更新…");
        assert_eq!(cut("ab cdef", 4), "ab…");
    }

    #[test]
    fn words_are_wrapped_and_paragraphs_kept() {
        assert_eq!(wrap("one two three\n\nfour", 8), ["one two", "three", "", "four"]);
        assert_eq!(wrap("unbreakable x", 3), ["unbreakable", "x"]);
    }

    #[test]
    fn sizes_have_one_decimal() {
        for (bytes, text) in [
            (0, "0 B"),
            (999, "999 B"),
            (1000, "1.0 kB"),
            (1_049_999, "1.0 MB"),
            (12_345_678, "12.3 MB"),
            (999_960, "1.0 MB"),
            (5_000_000_000, "5.0 GB"),
        ] {
            assert_eq!(size(bytes), text);
        }
    }
}
