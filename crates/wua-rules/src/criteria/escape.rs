//! Strings inside criteria.
//!
//! A quote would end the string and brackets escape it, so each of the three is written between brackets.

/// What is written, and what it means.
const ESCAPES: [(&str, char); 3] = [("[']", '\''), ("[[]", '['), ("[]]", ']')];

/// Makes a literal fit to stand between quotes in criteria (`IUpdateSearcher::EscapeString`).
pub fn escape(literal: &str) -> String {
    let mut escaped = String::with_capacity(literal.len());
    for character in literal.chars() {
        match ESCAPES.iter().find(|(_, means)| *means == character) {
            Some((written, _)) => escaped.push_str(written),
            None => escaped.push(character),
        }
    }
    escaped
}

/// Reads a quoted string at the start of the text: its value, and what follows the closing quote.
///
/// A bracket that escapes nothing stands for itself. No criterion takes one, and "expected a GUID" tells the author
/// of `'[…]'` more than a word about escapes.
pub(super) fn quoted(text: &str) -> Option<(String, &str)> {
    let mut rest = text.strip_prefix('\'')?;
    let mut value = String::new();
    loop {
        if let Some((character, after)) = escaped(rest) {
            value.push(character);
            rest = after;
            continue;
        }
        let mut characters = rest.chars();
        let character = characters.next()?;
        rest = characters.as_str();
        if character == '\'' {
            return Some((value, rest));
        }
        value.push(character);
    }
}

/// Reads an escape at the start of the text.
fn escaped(text: &str) -> Option<(char, &str)> {
    ESCAPES
        .iter()
        .find_map(|&(written, means)| Some((means, text.strip_prefix(written)?)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_three_special_characters_are_put_in_brackets() {
        assert_eq!(escape("it's [a] test"), "it[']s [[]a[]] test");
        assert_eq!(escape("plain"), "plain");
        assert_eq!(escape(""), "");
    }

    #[test]
    fn a_string_ends_at_the_first_quote_that_is_not_escaped() {
        assert_eq!(quoted("'it[']s' and"), Some(("it's".to_owned(), " and")));
        assert_eq!(quoted("'[[][]]']'"), Some(("[]".to_owned(), "]'")));
        assert_eq!(quoted("''"), Some((String::new(), "")));
    }

    #[test]
    fn a_bracket_that_escapes_nothing_stands_for_itself() {
        assert_eq!(quoted("'[a]'"), Some(("[a]".to_owned(), "")));
    }

    #[test]
    fn what_is_not_opened_or_not_closed_is_no_string() {
        for text in ["", "x", "'", "'abc", "'abc[']"] {
            assert_eq!(quoted(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn every_string_survives(literal in any::<String>(), brackets in r"[\[\]'a]{0,12}") {
            for literal in [literal, brackets] {
                let text = format!("'{}' and the rest", escape(&literal));
                prop_assert_eq!(quoted(&text), Some((literal, " and the rest")));
            }
        }
    }
}
