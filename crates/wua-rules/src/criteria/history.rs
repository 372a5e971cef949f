//! Criteria for a history: all of it, or that of one update.

use wua_com::Guid;

use super::parser::{Join, Parser};
use super::{CriteriaError, Criterion};

/// What is wanted of a history (`IUpdateSession3::QueryHistory`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum HistoryCriteria {
    /// All of it.
    #[default]
    All,
    /// What happened to one update, in all its revisions.
    Update(Guid),
}

impl HistoryCriteria {
    /// Reads `UpdateID='…'`, written as in [`Criteria`](super::Criteria). Blank text asks for all.
    pub fn parse(text: &str) -> Result<Self, CriteriaError> {
        let mut parser = Parser::new(text)?;
        if parser.is_at_end() {
            return Ok(Self::All);
        }
        let (position, criterion) = parser.operand()?;
        let join = parser.join()?;
        if let (Criterion::UpdateId(id), Join::End) = (criterion, join) {
            return Ok(Self::Update(id));
        }
        let message = "a history takes one criterion at most, UpdateID='…'".to_owned();
        Err(parser.error(position, message, None))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "4cb43d7f-7eee-4906-8698-60da1c38f2fe";

    #[test]
    fn blank_text_asks_for_all() {
        for text in ["", "  "] {
            assert_eq!(HistoryCriteria::parse(text), Ok(HistoryCriteria::All));
        }
    }

    #[test]
    fn one_update_may_be_asked_for() {
        let expected = Ok(HistoryCriteria::Update(Guid::literal(ID)));
        assert_eq!(HistoryCriteria::parse(&format!("UpdateID='{ID}'")), expected);
        assert_eq!(
            HistoryCriteria::parse(&format!(" ( updateid = '{ID}' ) ")),
            expected
        );
    }

    #[test]
    fn nothing_else_may() {
        for text in [
            "IsInstalled=1".to_owned(),
            format!("UpdateID!='{ID}'"),
            format!("UpdateID='{ID}' and RevisionNumber=1"),
            format!("UpdateID='{ID}' or UpdateID='{ID}'"),
            format!("UpdateID={ID}"),
            format!("(UpdateID='{ID}'"),
        ] {
            assert!(HistoryCriteria::parse(&text).is_err(), "{text}");
        }
    }

    #[test]
    fn the_error_says_what_a_history_takes() {
        let text = "(IsInstalled=1)";
        assert_eq!(
            HistoryCriteria::parse(text).unwrap_err().render(text),
            "(IsInstalled=1)\n ^ a history takes one criterion at most, UpdateID='…'"
        );
    }
}
