//! What the author of wrong criteria reads.

use wua_rules::criteria::{Criteria, CriteriaError};

fn error(criteria: &str) -> CriteriaError {
    Criteria::parse(criteria).expect_err(criteria)
}

/// Each block of the file is what is shown for the criteria in its first line.
#[test]
fn the_usual_mistakes_are_pointed_at_and_explained() {
    for expected in include_str!("errors.txt").trim_end().split("\n\n") {
        let criteria = expected.lines().next().unwrap_or_default();
        assert_eq!(error(criteria).render(criteria), expected);
    }
}

#[test]
fn what_looks_like_a_blank_is_named() {
    let error = error("IsInstalled\u{a0}=0");
    assert_eq!(error.message, "expected `=`, found `\u{a0}`");
    assert_eq!(error.hint.as_deref(), Some("this is not a plain blank"));
}

#[test]
fn the_position_counts_bytes_and_the_column_characters() {
    let error = error("Type=“Software”");
    assert_eq!((error.position, error.column), (5, 6));
    let error = self::error("UpdateID='ü' and Type='Software'");
    assert_eq!((error.position, error.column), (9, 10));
    let error = self::error("“");
    assert_eq!((error.position, error.column), (0, 1));
    let error = self::error("Type='Software' 𝄞 x");
    assert_eq!((error.position, error.column), (16, 17));
}

#[test]
fn limits_are_told() {
    assert_eq!(
        error(&"(".repeat(65)).to_string(),
        "criteria, column 65: parentheses nest at most 64 deep"
    );
    assert_eq!(
        error(&" ".repeat(70_000)).to_string(),
        "criteria, column 65537: criteria are at most 65536 bytes long"
    );
}
