//! Where criteria went wrong, for the one who wrote them.

use std::fmt;

use wua_com::code::WU_E_INVALID_CRITERIA;

/// Why criteria were not understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CriteriaError {
    /// Where, in bytes from the start of the criteria; at a character, or at the end.
    pub position: usize,
    /// Where, in characters, the first being 1.
    pub column: usize,
    /// What was expected, and what was found.
    pub message: String,
    /// What was probably meant.
    pub hint: Option<String>,
}

impl CriteriaError {
    pub(super) fn new(criteria: &str, position: usize, message: String, hint: Option<String>) -> Self {
        let (before, _) = criteria.split_at(position);
        Self {
            position,
            column: before.chars().count() + 1,
            message,
            hint,
        }
    }

    /// Shows the mistake: the criteria on one line, a caret with the message below, then the hint.
    pub fn render(&self, criteria: &str) -> String {
        let (line, indent) = self.excerpt(criteria);
        let mut text = format!("{line}\n{:indent$}^ {}", "", self.message);
        if let Some(hint) = &self.hint {
            text.push_str("\nhint: ");
            text.push_str(hint);
        }
        text
    }

    /// A line around the mistake, and how far the mistake is from its start. Long criteria are cut on both sides.
    fn excerpt(&self, criteria: &str) -> (String, usize) {
        const WIDTH: usize = 76;
        let length = criteria.chars().count();
        let before = self.column.saturating_sub(1).min(length);
        let skipped = before.saturating_sub(WIDTH / 2).min(length.saturating_sub(WIDTH));

        let shown: String = criteria.chars().skip(skipped).take(WIDTH).collect();
        let shown = shown.replace(char::is_control, " ");
        let lead = if skipped > 0 { "…" } else { "" };
        let tail = if skipped + WIDTH < length { "…" } else { "" };
        let indent = lead.chars().count() + before - skipped;
        (format!("{lead}{shown}{tail}"), indent)
    }
}

impl fmt::Display for CriteriaError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "criteria, column {}: {}", self.column, self.message)?;
        match &self.hint {
            Some(hint) => write!(f, " (hint: {hint})"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for CriteriaError {}

impl From<CriteriaError> for wua_com::Error {
    fn from(error: CriteriaError) -> Self {
        Self::new(WU_E_INVALID_CRITERIA, error.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(criteria: &str, position: usize, hint: Option<&str>) -> CriteriaError {
        CriteriaError::new(criteria, position, "wrong".to_owned(), hint.map(str::to_owned))
    }

    #[test]
    fn the_caret_stands_below_the_character() {
        assert_eq!(error("ü\t= x", 3, None).render("ü\t= x"), "ü = x\n  ^ wrong");
        assert_eq!(
            error("ab", 2, Some("right")).render("ab"),
            "ab\n  ^ wrong\nhint: right"
        );
    }

    #[test]
    fn long_criteria_are_cut_around_the_mistake() {
        let criteria = format!("{}X{}", "a".repeat(100), "b".repeat(100));
        assert_eq!(
            error(&criteria, 100, None).render(&criteria),
            format!(
                "…{}X{}…\n{}^ wrong",
                "a".repeat(38),
                "b".repeat(37),
                " ".repeat(39)
            )
        );
    }

    #[test]
    fn callers_of_the_object_model_get_the_code_the_place_and_the_hint() {
        let error = wua_com::Error::from(error("ab", 1, Some("right")));
        assert_eq!(
            error.to_string(),
            "criteria, column 2: wrong (hint: right) (0x80240032 WU_E_INVALID_CRITERIA)"
        );
    }
}
