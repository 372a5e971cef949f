//! A name of updates: a KB number, a GUID with or without a revision, a package, or words of the title.

use wua::{Guid, Update};

use crate::failure::Failure;

/// The names of what an update changes. Asked only where it matters: it is some work.
pub(crate) type PackagesOf<'a> = &'a dyn Fn(&Update) -> Vec<String>;

/// One name, understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Name {
    /// The digits.
    Kb(String),
    Id(Guid, Option<i32>),
    Package(String),
    /// In lower case; all have to occur.
    Words(Vec<String>),
}

impl Name {
    /// A KB number or a GUID; `None` for a word.
    pub(crate) fn particular(written: &str) -> Result<Option<Self>, Failure> {
        match bare_number(written) {
            Some(digits) if all_digits(digits) => return Ok(Some(Self::Kb(digits.to_owned()))),
            Some(digits) if digits.starts_with(|first: char| first.is_ascii_digit()) => {
                return Err(not_a_number(written));
            }
            _ if all_digits(written) && written.len() >= 6 => return Ok(Some(Self::Kb(written.to_owned()))),
            _ => {}
        }
        let (id, revision) = match written.rsplit_once(':') {
            Some((id, revision)) => (id, Some(revision)),
            None => (written, None),
        };
        match (Guid::parse(id), revision.map(str::parse)) {
            (Some(id), None) => Ok(Some(Self::Id(id, None))),
            (Some(id), Some(Ok(revision))) => Ok(Some(Self::Id(id, Some(revision)))),
            (Some(_), Some(Err(_))) => Err(Failure::usage(format!(
                "`{written}`: a number is expected after the colon, the revision"
            ))),
            (None, _) if looks_like_a_guid(id) => Err(not_a_guid(id)),
            (None, _) => Ok(None),
        }
    }

    /// Where nothing but a KB number can stand.
    pub(crate) fn kb(written: &str) -> Result<Self, Failure> {
        let digits = bare_number(written).unwrap_or(written);
        if all_digits(digits) {
            Ok(Self::Kb(digits.to_owned()))
        } else {
            Err(not_a_number(written))
        }
    }

    /// Where nothing but a GUID can stand.
    pub(crate) fn id(written: &str) -> Result<Self, Failure> {
        match Self::particular(written)? {
            Some(name @ Self::Id(..)) => Ok(name),
            _ => Err(not_a_guid(written)),
        }
    }

    /// All words that stand in these texts.
    pub(crate) fn words<'a>(written: impl IntoIterator<Item = &'a str>) -> Self {
        let words = written.into_iter().flat_map(str::split_whitespace);
        Self::Words(words.map(str::to_lowercase).collect())
    }

    pub(crate) fn means(&self, update: &Update, packages: PackagesOf<'_>) -> bool {
        match self {
            Self::Kb(digits) => update.revision.kb_article_ids.contains(digits),
            Self::Id(id, revision) => {
                update.identity().id == *id
                    && revision.is_none_or(|number| update.identity().revision == number)
            }
            Self::Package(name) => packages(update).iter().any(|package| is_same(package, name)),
            Self::Words(words) => {
                let title = update.title().to_lowercase();
                words.iter().all(|word| title.contains(word))
            }
        }
    }

    /// An update that another one of the same name replaces is not meant, unless it is named by its GUID.
    pub(crate) fn means_a_successor(
        &self,
        update: &Update,
        among: &[&Update],
        packages: PackagesOf<'_>,
    ) -> bool {
        let id = update.identity().id;
        let replaces = |other: &&&Update| other.revision.superseded_update_ids.contains(&id);
        !matches!(self, Self::Id(..))
            && among
                .iter()
                .filter(replaces)
                .any(|other| self.means(other, packages))
    }
}

/// Whether two names of packages are one.
pub(crate) fn is_same(package: &str, written: &str) -> bool {
    package.to_lowercase() == written.to_lowercase()
}

/// What follows `KB`.
fn bare_number(written: &str) -> Option<&str> {
    written
        .strip_prefix(['K', 'k'])
        .and_then(|rest| rest.strip_prefix(['B', 'b']))
}

fn all_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn not_a_number(written: &str) -> Failure {
    Failure::usage(format!("`{written}` is not a KB number: only digits follow `KB`"))
}

fn not_a_guid(written: &str) -> Failure {
    Failure::usage(format!(
        "`{written}` is not a GUID: 8-4-4-4-12 hexadecimal digits are expected"
    ))
}

/// Somebody meant a GUID and mistyped it. Packages have hyphens as well, but not just there.
fn looks_like_a_guid(text: &str) -> bool {
    const GROUPS: [usize; 5] = [8, 4, 4, 4, 12];
    let is_of_a_guid = |character: char| character.is_ascii_hexdigit() || "-{}".contains(character);
    let groups: Vec<usize> = text.split('-').map(str::len).collect();
    let is_nearly_one = groups.len() == GROUPS.len()
        && groups
            .iter()
            .zip(GROUPS)
            .all(|(length, wanted)| length.abs_diff(wanted) <= 1);
    text.starts_with('{')
        || is_nearly_one
        || (groups.len() > 2 && text.len() >= 12 && text.chars().all(is_of_a_guid))
}
