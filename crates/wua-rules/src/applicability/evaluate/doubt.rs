//! Why nobody can say whether a condition holds.

use std::fmt;

/// Why an answer does not decide a condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doubt<'a> {
    /// Nobody could look, and why.
    Unavailable(&'a str),
    /// The value has another type than the rule asks for.
    OtherType,
    /// The answer is not of a kind that the condition is about.
    OtherKind,
    /// It holds if case does not matter, and does not if it does. Nobody documents which.
    Case,
    /// The text holds variables; whether they are replaced first is not documented.
    Variables,
    /// The text is no version.
    NotAVersion,
    /// The file has none.
    NoFileVersion,
    /// The computer does not tell this of the file, product or driver.
    NotTold(&'static str),
    /// There is no value: it is read as no match by some, and as version 0.0.0.0 by others.
    MissingVersion,
    /// Other patches are applied, and what they replace is not known.
    OtherPatches,
    /// There is nothing to go through: whether `All` holds then is not documented.
    NothingToGoThrough,
    /// There is too much to go through.
    TooManyKeys,
}

impl fmt::Display for Doubt<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Unavailable(why) => why,
            Self::OtherType => "it has another type than the rule asks for",
            Self::OtherKind => "the answer is of another kind than the rule asks for",
            Self::Case => "it is the same in another case, and whether case matters is not documented",
            Self::Variables => "it holds variables, and whether they are replaced is not documented",
            Self::NotAVersion => "it is no version",
            Self::NoFileVersion => "the file has no version",
            Self::NotTold(what) => return write!(f, "{what} is not known"),
            Self::MissingVersion => {
                "there is no value, and whether that compares as version 0.0.0.0 is not documented"
            }
            Self::OtherPatches => "other patches are applied, and whether they replace it is not known",
            Self::NothingToGoThrough => "there are no keys, and whether `All` holds then is not documented",
            Self::TooManyKeys => "there are too many keys to go through",
        })
    }
}
