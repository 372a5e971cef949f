//! What an execution showed: without a look into the program, its outcomes say whether an input leads somewhere new.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};

use wua_rpc::ndr;

/// The outcomes of one execution.
#[derive(Default)]
pub(crate) struct Seen {
    outcomes: Vec<u64>,
    last: u64,
    /// Only their first words, over many executions.
    #[cfg(test)]
    pub(crate) words: std::collections::BTreeSet<String>,
}

impl Seen {
    pub(crate) fn clear(&mut self) {
        self.outcomes.clear();
        self.last = 0;
    }

    pub(crate) fn outcomes(&self) -> &[u64] {
        &self.outcomes
    }

    /// Something happened.
    pub(crate) fn note(&mut self, what: &str, detail: impl Hash) {
        #[cfg(test)]
        if !self.words.contains(what) {
            self.words.insert(what.to_owned());
        }
        let outcome = hash((what, detail));
        self.last = outcome;
        self.outcomes.push(outcome);
    }

    /// Something happened after something else: both together are an outcome, too.
    pub(crate) fn note_next(&mut self, what: &str, detail: impl Hash) {
        let before = self.last;
        self.note(what, detail);
        self.outcomes.push(hash((before, self.last)));
    }

    /// Bytes could not be read: why, and about where.
    pub(crate) fn note_unread(&mut self, what: &str, error: &ndr::Error) {
        use ndr::Error;
        match error {
            Error::Truncated { at, .. } => self.note(what, ("truncated", bucket(*at))),
            Error::Count { at, what: of, .. } => self.note(what, ("count", of, bucket(*at))),
            Error::Unexpected { at, what: of, .. } => self.note(what, ("unexpected", of, bucket(*at))),
            Error::Argument { hresult, message } => self.note(what, (hresult.to_u32(), message)),
            Error::Object(error) => self.note(what, error.hresult().to_u32()),
            Error::Value { wanted, given } => self.note(what, (wanted, given)),
            Error::TooDeep | Error::TooLarge => self.note(what, "too much"),
            Error::NoSuchMember { .. } => self.note(what, "no member"),
        }
    }
}

/// Numbers of about the same size are the same: 0, 1, 2, 3, 4 to 5, 6 to 7, 8 to 11, and so on.
pub(crate) fn bucket(number: usize) -> u32 {
    let bits = usize::BITS - number.leading_zeros();
    if bits < 3 {
        return u32::try_from(number).unwrap_or_default();
    }
    bits * 2 + u32::from(number >> (bits - 2) & 1 == 1)
}

/// The same in every run.
pub(crate) fn hash(value: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_about_the_same_size_are_the_same() {
        assert_ne!(bucket(3), bucket(4));
        assert_eq!(bucket(4), bucket(5));
        assert_ne!(bucket(5), bucket(6));
        assert_eq!(bucket(1000), bucket(1001));
    }
}
