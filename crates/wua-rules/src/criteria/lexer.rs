//! Criteria, cut into tokens.

use std::fmt;

use super::CriteriaError;
use super::escape::quoted;

/// A word, an operator, a parenthesis, a quoted string; or the end of the text, which is empty.
pub(super) struct Token<'a> {
    /// Where it starts.
    pub(super) position: usize,
    /// As written, with quotes and escapes.
    pub(super) text: &'a str,
    /// What it means, if it is a quoted string.
    pub(super) string: Option<String>,
    /// Whether a blank stands before it.
    pub(super) after_blank: bool,
}

impl Token<'_> {
    pub(super) fn is_end(&self) -> bool {
        self.text.is_empty()
    }

    pub(super) fn is(&self, word: &str) -> bool {
        self.text.eq_ignore_ascii_case(word)
    }
}

/// As messages name it.
impl fmt::Display for Token<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const SHOWN: usize = 50;
        if self.is_end() {
            return f.write_str("the end");
        }
        let shown: String = self.text.chars().take(SHOWN).collect();
        let shown = shown.replace(char::is_control, "\u{fffd}");
        let is_cut = self.text.chars().count() > SHOWN;
        let more = if is_cut { "…" } else { "" };
        write!(f, "`{shown}{more}`")
    }
}

/// Reads tokens from left to right.
pub(super) struct Lexer<'a> {
    pub(super) text: &'a str,
    rest: &'a str,
}

impl<'a> Lexer<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, rest: text }
    }

    pub(super) fn token(&mut self) -> Result<Token<'a>, CriteriaError> {
        let start = self.rest.trim_start_matches(is_blank);
        let after_blank = start.len() < self.rest.len();
        let position = self.text.len() - start.len();

        let string = if start.starts_with('\'') {
            let (value, rest) = quoted(start).ok_or_else(|| self.unclosed(position))?;
            self.rest = rest;
            Some(value)
        } else {
            let (_, rest) = start.split_at(length_of_token(start));
            self.rest = rest;
            None
        };
        let (text, _) = start.split_at(start.len() - self.rest.len());
        Ok(Token {
            position,
            text,
            string,
            after_blank,
        })
    }

    fn unclosed(&self, position: usize) -> CriteriaError {
        let message = "this quote is never closed".to_owned();
        let hint = "end the string with '; inside it, a quote is written [']".to_owned();
        CriteriaError::new(self.text, position, message, Some(hint))
    }
}

/// How far the token reaches that starts the text: over all characters of the same kind.
fn length_of_token(text: &str) -> usize {
    let run = |belongs: fn(char) -> bool| text.find(|c| !belongs(c)).unwrap_or(text.len());
    match text.chars().next() {
        Some(first) if is_word(first) => {
            let length = run(is_word);
            length - length_of_contains(text, length)
        }
        Some(first) if is_operator(first) => run(is_operator),
        first => first.map_or(0, char::len_utf8),
    }
}

/// Blanks around operators are optional, around the one that is a word too: `CategoryIDscontains'…'`.
fn length_of_contains(text: &str, length: usize) -> usize {
    const CONTAINS: &str = "contains";
    let start = length.saturating_sub(CONTAINS.len());
    let is_glued = start > 0
        && text
            .get(start..length)
            .is_some_and(|end| end.eq_ignore_ascii_case(CONTAINS));
    if is_glued { CONTAINS.len() } else { 0 }
}

fn is_blank(character: char) -> bool {
    matches!(character, ' ' | '\t' | '\r' | '\n')
}

/// Of names, numbers, and what people write instead: GUIDs without quotes, with braces, `-eq`, `1.0`.
fn is_word(character: char) -> bool {
    character.is_alphanumeric() || "_-+.*{}".contains(character)
}

/// Of the operators, and what other languages call so.
fn is_operator(character: char) -> bool {
    "=!<>~&|,;:".contains(character)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(text: &str) -> Vec<&str> {
        let mut lexer = Lexer::new(text);
        std::iter::from_fn(|| lexer.token().ok().filter(|token| !token.is_end()))
            .map(|token| token.text)
            .collect()
    }

    #[test]
    fn blanks_are_optional_where_the_kind_of_character_changes() {
        let expected = ["(", "Type", "!=", "'Driver'", ")"];
        assert_eq!(tokens("(Type!='Driver')"), expected);
        assert_eq!(tokens(" ( Type\t!=\r\n'Driver' ) "), expected);
    }

    #[test]
    fn contains_ends_a_name_even_without_a_blank() {
        assert_eq!(
            tokens("CategoryIDsCONTAINS'x'"),
            ["CategoryIDs", "CONTAINS", "'x'"]
        );
        assert_eq!(tokens("contains"), ["contains"]);
    }

    #[test]
    fn a_token_knows_where_it_starts_and_what_it_means() {
        let mut lexer = Lexer::new("ü  '[[]'");
        assert_eq!(lexer.token().unwrap().position, 0);
        let string = lexer.token().unwrap();
        assert_eq!((string.position, string.text), (4, "'[[]'"));
        assert_eq!(string.string.as_deref(), Some("["));
        assert!(string.after_blank);
        assert!(lexer.token().unwrap().is_end());
        assert!(lexer.token().unwrap().is_end());
    }

    #[test]
    fn messages_name_tokens_shortly_and_without_control_characters() {
        let show = |text| Lexer::new(text).token().unwrap().to_string();
        assert_eq!(show(""), "the end");
        assert_eq!(show("\u{7}"), "`\u{fffd}`");
        assert_eq!(show(&"x".repeat(60)), format!("`{}…`", "x".repeat(50)));
    }
}
