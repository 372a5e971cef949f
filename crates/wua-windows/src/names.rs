//! Names as Windows compares them: in any case.

/// A name by which equal names are found: its capitals, letter by letter. What becomes several letters stays as it is,
/// as in Windows.
pub(crate) fn fold(name: &str) -> String {
    letters(name).collect()
}

/// Whether two names mean the same.
pub(crate) fn are_same(left: &str, right: &str) -> bool {
    letters(left).eq(letters(right))
}

/// Whether a name begins with another one.
pub(crate) fn begins_with(name: &str, head: &str) -> bool {
    let mut letters_of_name = letters(name);
    letters(head).all(|letter| letters_of_name.next() == Some(letter))
}

/// The letters of [`fold`].
pub(crate) fn letters(name: &str) -> impl Iterator<Item = char> + '_ {
    name.chars().map(capital)
}

fn capital(letter: char) -> char {
    if letter.is_ascii() {
        return letter.to_ascii_uppercase();
    }
    let mut capitals = letter.to_uppercase();
    match (capitals.next(), capitals.next()) {
        (Some(capital), None) => capital,
        _ => letter,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_mean_the_same_in_any_case() {
        assert!(are_same("Ärger", "äRGER"));
        assert_eq!(fold("system32"), "SYSTEM32");
        assert!(begins_with("HARDWARE\\Description", "hardware\\"));
        assert!(!begins_with("HARD", "hardware"));
    }

    #[test]
    fn a_letter_without_one_capital_stays() {
        assert_eq!(fold("straße"), "STRAßE");
        assert!(!are_same("straße", "strasse"));
    }
}
