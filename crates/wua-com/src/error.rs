//! The one public error: an HRESULT first, what happened behind it.

use std::fmt;

use crate::HResult;

/// Why a call failed. As large as a pointer and a number; the words are boxed.
#[derive(Clone)]
pub struct Error {
    hresult: HResult,
    context: Option<Box<Context>>,
}

#[derive(Clone)]
struct Context {
    /// Innermost first: the cause, then what was being done when it happened.
    notes: Vec<String>,
}

impl Error {
    /// An error with its cause in words.
    pub fn new(hresult: HResult, cause: impl Into<String>) -> Self {
        Self {
            hresult,
            context: Some(Box::new(Context {
                notes: vec![cause.into()],
            })),
        }
    }

    /// Adds what was being done: `search of service X: …`.
    #[must_use]
    pub fn context(mut self, doing: impl Into<String>) -> Self {
        let text = self.hresult.text();
        let context = self.context.get_or_insert_with(|| {
            // Of a bare code its text is the cause.
            let cause = text.map(str::to_owned);
            Box::new(Context {
                notes: cause.into_iter().collect(),
            })
        });
        context.notes.push(doing.into());
        self
    }

    /// The code.
    pub fn hresult(&self) -> HResult {
        self.hresult
    }

    /// What happened, outermost context first, without the code.
    pub fn message(&self) -> String {
        match &self.context {
            Some(context) => context
                .notes
                .iter()
                .rev()
                .map(String::as_str)
                .collect::<Vec<_>>()
                .join(": "),
            None => self.hresult.text().unwrap_or("The operation failed.").to_owned(),
        }
    }
}

impl From<HResult> for Error {
    fn from(hresult: HResult) -> Self {
        Self {
            hresult,
            context: None,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.message(), self.hresult)
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for Error {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::code;

    #[test]
    fn context_reads_outside_in_and_ends_with_the_named_code() {
        let error = Error::new(code::WU_E_DS_UNKNOWNSERVICE, "no such service").context("search");
        assert_eq!(
            error.to_string(),
            "search: no such service (0x80248014 WU_E_DS_UNKNOWNSERVICE)"
        );
    }

    #[test]
    fn a_bare_code_speaks_with_the_text_of_the_table() {
        let error = Error::from(code::E_POINTER);
        assert!(error.to_string().ends_with("(0x80004003 E_POINTER)"));
        assert_eq!(Some(error.message().as_str()), code::E_POINTER.text());
        let text = code::E_POINTER.text().unwrap();
        assert_eq!(error.context("search").message(), format!("search: {text}"));
    }

    #[test]
    fn it_is_small() {
        assert_eq!(size_of::<Error>(), 16);
    }
}
