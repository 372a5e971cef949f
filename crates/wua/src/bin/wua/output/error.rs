//! Errors, for people and for programs.

use serde::{Deserialize, Serialize};

use crate::failure::Failure;
use crate::output::Style;
use crate::records::ErrorRecord;

/// The lines that tell a person what happened: the error, the place of the mistake, what to do.
pub(crate) fn lines(failure: &Failure) -> Vec<(Style, String)> {
    let mut lines = vec![(Style::Alarm, format!("error: {}", failure.error))];
    if let Some(excerpt) = &failure.excerpt {
        lines.extend(excerpt.lines().map(|line| (Style::Plain, format!("  {line}"))));
    }
    if let Some(hint) = &failure.hint {
        lines.push((Style::Plain, format!("hint: {hint}")));
    }
    lines
}

/// The object that tells a program.
pub(crate) fn record(failure: &Failure) -> FailureRecord {
    FailureRecord {
        error: ErrorRecord::of(&failure.error),
        hint: failure.hint.clone(),
        exit_code: failure.exit.number(),
    }
}

/// Why a command failed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct FailureRecord {
    #[serde(flatten)]
    pub(crate) error: ErrorRecord,
    pub(crate) hint: Option<String>,
    pub(crate) exit_code: u8,
}

/// What the reader of the command line says is wrong, without the usage below it.
pub(crate) fn first_paragraph(text: &str) -> String {
    let lines = text
        .lines()
        .take_while(|line| !line.trim().is_empty())
        .map(str::trim);
    let joined = lines.collect::<Vec<_>>().join(" ");
    joined.strip_prefix("error: ").unwrap_or(&joined).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usage_is_left_out_of_messages_for_programs() {
        let text = "error: the following arguments were not provided:\n  <UPDATE>...\n\nUsage: wua show";
        assert_eq!(
            first_paragraph(text),
            "the following arguments were not provided: <UPDATE>..."
        );
    }
}
