//! What GSSAPI says when it fails, in as many words as matter.

use std::fmt;

use wua_rpc::auth::Refusal;

/// Why something could not be done with Kerberos.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Failure(String);

impl Failure {
    pub(crate) fn new(words: impl Into<String>) -> Self {
        Self(words.into())
    }

    /// What was tried, and what came of it.
    pub(crate) fn of(what: &str, error: libgssapi::error::Error) -> Self {
        Self(format!("Kerberos: {what}: {}", words(error)))
    }
}

/// The mechanism knows more than GSSAPI, which says of most failures that it does not know.
fn words(error: libgssapi::error::Error) -> String {
    let all = error.to_string();
    let Some((major, minor)) = all.split_once(" (") else {
        return all;
    };
    let minor = minor.trim_end().trim_end_matches(')');
    let is_known = !minor.is_empty() && !minor.starts_with("Success") && !minor.starts_with("Unknown");
    if is_known { minor } else { major }.to_owned()
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Failure {}

impl From<Failure> for Refusal {
    fn from(failure: Failure) -> Self {
        Self {
            peer: None,
            reason: failure.0,
        }
    }
}
