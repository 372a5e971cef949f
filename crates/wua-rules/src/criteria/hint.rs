//! What was probably meant: the usual mistakes, and what to write instead.
//!
//! Nothing here decides whether criteria are right; it is asked when they are known to be wrong.

use wua_com::Guid;

use super::lexer::Token;
use super::name::{NAMES, Name};

/// In the place of a name.
pub(super) fn for_name(word: &str) -> Option<String> {
    let names = NAMES.map(|(name, _)| name);
    if word.eq_ignore_ascii_case("not") {
        return Some(
            "there is no `not`: ask for the other value, or use `!=` with Type and UpdateID".to_owned(),
        );
    }
    if let Some(name) = nearest(word, &names) {
        return Some(format!("did you mean {name}?"));
    }
    let is_word = word.starts_with(char::is_alphanumeric);
    is_word.then(|| format!("the names are {}", names.join(", ")))
}

/// In the place of an operator.
pub(super) fn for_operator(name: Name, operator: &str) -> Option<String> {
    let is_inequality = ["!=", "<>", "-ne", "!==", "~="].contains(&operator);
    let hint = match name {
        Name::CategoryIds => "an update has several categories: write CategoryIDs contains '…'",
        _ if operator.eq_ignore_ascii_case("contains") => "only CategoryIDs takes `contains`",
        _ if ["==", "===", "-eq"].contains(&operator) => "write a single `=`",
        Name::Type | Name::UpdateId if is_inequality => "write `!=`",
        _ if is_inequality && name.is_boolean() => "ask for the other value with `=`",
        _ if is_inequality => "only Type and UpdateID take `!=`",
        _ => return None,
    };
    Some(hint.to_owned())
}

/// In the place of 0 or 1.
pub(super) fn for_boolean(value: &Token) -> Option<String> {
    const TRUE: [&str; 4] = ["true", "yes", "on", "-1"];
    const FALSE: [&str; 3] = ["false", "no", "off"];
    let word = value.string.as_deref().unwrap_or(value.text);
    let is_one_of = |words: &[&str]| words.iter().any(|known| word.eq_ignore_ascii_case(known));
    if is_one_of(&TRUE) {
        return Some("write 1".to_owned());
    }
    if is_one_of(&FALSE) {
        return Some("write 0".to_owned());
    }
    without_quotes(value, &["0", "1"]).or_else(|| missing_blank(value))
}

/// In the place of an integer.
pub(super) fn for_integer(value: &Token) -> Option<String> {
    let string = value.string.as_deref().unwrap_or_default();
    without_quotes(value, &[string]).or_else(|| missing_blank(value))
}

/// In the place of one of some strings.
pub(super) fn for_choice(value: &Token, choices: &[&str]) -> Option<String> {
    let word = value.string.as_deref().unwrap_or(value.text);
    let is_choice = choices.iter().any(|choice| choice.eq_ignore_ascii_case(word));
    if is_choice {
        return Some(format!("put it in single quotes: '{word}'"));
    }
    let choice = nearest(word, choices)?;
    Some(format!("did you mean '{choice}'?"))
}

/// In the place of a quoted GUID.
pub(super) fn for_guid(value: &Token) -> Option<String> {
    let guid = Guid::parse(value.string.as_deref().unwrap_or(value.text))?;
    let mistake = match value.string {
        Some(_) => "leave the braces out",
        None => "put it in single quotes",
    };
    Some(format!("{mistake}: '{guid}'"))
}

/// In the place of `and`, `or` or the end.
pub(super) fn for_join(word: &str) -> Option<String> {
    let hint = match word.to_ascii_lowercase().as_str() {
        "&&" | "&" | "-and" | "," | ";" => "write `and`",
        "||" | "|" | "-or" => "write `or`",
        lower if Name::find(lower).is_some() => "criteria are joined by `and` or `or`",
        lower => {
            let name = lower.strip_prefix("and").or_else(|| lower.strip_prefix("or"))?;
            Name::find(name)?;
            "a blank is missing before the name"
        }
    };
    Some(hint.to_owned())
}

/// Instead of anything: characters that look like others.
pub(super) fn for_character(text: &str) -> Option<String> {
    let hint = match text.chars().next()? {
        '"' => "strings stand in single quotes: '…'",
        '‘' | '’' | '‚' | '“' | '”' | '„' | '«' | '»' | '`' | '´' => {
            "this is a typographic quote: use the plain one, '"
        }
        character if character.is_whitespace() => "this is not a plain blank",
        _ => return None,
    };
    Some(hint.to_owned())
}

fn without_quotes(value: &Token, choices: &[&str]) -> Option<String> {
    let string = value.string.as_deref()?;
    choices
        .contains(&string)
        .then(|| format!("write {string} without quotes"))
}

/// `IsInstalled=0and …`
fn missing_blank(value: &Token) -> Option<String> {
    let word = value
        .text
        .trim_start_matches(|character: char| character.is_ascii_digit());
    let is_join =
        word.len() < value.text.len() && ["and", "or"].iter().any(|join| word.eq_ignore_ascii_case(join));
    is_join.then(|| format!("a blank is missing before `{word}`"))
}

/// The known word that differs least, if it differs in no more than a third of its letters.
fn nearest<'a>(word: &str, known: &[&'a str]) -> Option<&'a str> {
    let longest = known.iter().map(|known| known.len()).max()?;
    if word.len() > 2 * longest {
        return None;
    }
    known
        .iter()
        .map(|known| (distance(word, known), *known))
        .filter(|(distance, known)| *distance <= known.len() / 3)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, known)| known)
}

/// How many letters must be added, removed or replaced to make one word of the other (Levenshtein), without regard
/// to case.
fn distance(one: &str, other: &str) -> usize {
    let mut row: Vec<usize> = (1..=other.len()).collect();
    for (index, left) in one.bytes().enumerate() {
        let mut diagonal = index;
        let mut before = index + 1;
        for (cell, right) in row.iter_mut().zip(other.bytes()) {
            let replaced = diagonal + usize::from(!left.eq_ignore_ascii_case(&right));
            diagonal = *cell;
            before = replaced.min(diagonal + 1).min(before + 1);
            *cell = before;
        }
    }
    row.last().copied().unwrap_or(one.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distance_counts_changed_letters() {
        for (one, other, expected) in [
            ("", "", 0),
            ("abc", "", 3),
            ("", "abc", 3),
            ("Type", "tYPE", 0),
            ("Drivers", "Driver", 1),
            ("kitten", "sitting", 3),
        ] {
            assert_eq!(distance(one, other), expected, "{one} {other}");
        }
    }

    #[test]
    fn only_what_is_near_is_suggested() {
        let names = NAMES.map(|(name, _)| name);
        for (word, expected) in [
            ("Installed", Some("IsInstalled")),
            ("Hidden", Some("IsHidden")),
            ("CategoryID", Some("CategoryIDs")),
            ("Typ", Some("Type")),
            ("Title", None),
            ("IsDownloaded", None),
            ("KBArticleIDs", None),
        ] {
            assert_eq!(nearest(word, &names), expected, "{word}");
        }
        assert_eq!(nearest(&"x".repeat(60_000), &names), None);
    }
}
