//! The language in which updates are selected, the same for every verb.
//!
//! Criteria say what is searched for; names and filters say what of that is meant. A name is a KB number, a GUID with
//! or without a revision, or words: whatever is neither of the former belongs to the words, and a title is meant when
//! all of them occur in it.

use std::sync::Arc;

use clap::{Args, ValueEnum};
use wua::enums::UpdateType;
use wua::{Category, CategoryTree, Guid, Lcid, SearchResult, Update, code};
use wua_rules::criteria::Criteria;

use crate::failure::Failure;
use crate::output::text;

/// What was written.
#[derive(Args, Clone, Debug, Default)]
pub(crate) struct Selection {
    /// KB number, GUID with or without `:revision`, or words of the title
    #[arg(value_name = "UPDATE")]
    pub(crate) names: Vec<String>,
    /// Search criteria: IsInstalled=0 and Type='Driver'
    #[arg(long, value_name = "CRITERIA")]
    pub(crate) criteria: Option<String>,
    /// Only updates of this category: a product or a classification
    #[arg(long, value_name = "NAME|GUID")]
    pub(crate) category: Vec<String>,
    /// Only updates of this severity
    #[arg(long, value_enum, ignore_case = true, value_name = "LEVEL")]
    pub(crate) severity: Vec<Severity>,
    /// Only software or only drivers
    #[arg(long = "type", value_enum, ignore_case = true, value_name = "TYPE")]
    pub(crate) kind: Option<Kind>,
}

/// What Microsoft's Security Response Centre calls it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Severity {
    Critical,
    Important,
    Moderate,
    Low,
    /// Without a severity
    None,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Kind {
    Software,
    Driver,
}

/// One name, understood.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Name {
    /// The digits.
    Kb(String),
    Id(Guid, Option<i32>),
    /// In lower case; all have to occur.
    Words(Vec<String>),
}

/// Everything that is applicable, whatever its state and whatever the server wants done with it.
pub(crate) const EVERYTHING: &str =
    "IsInstalled=0 and DeploymentAction=* or IsInstalled=1 and DeploymentAction=*";

impl Selection {
    /// Names only.
    pub(crate) fn of_names(names: &[String]) -> Self {
        Self {
            names: names.to_vec(),
            ..Self::default()
        }
    }

    /// Whether nothing was selected at all.
    pub(crate) fn is_empty(&self) -> bool {
        self.names.is_empty()
            && self.criteria.is_none()
            && self.category.is_empty()
            && self.severity.is_empty()
            && self.kind.is_none()
    }

    /// Whether every update is named by its number, so that exactly that one is meant.
    pub(crate) fn is_one_by_one(&self) -> bool {
        let is_particular = |name: &String| matches!(Name::particular(name), Ok(Some(_)));
        !self.names.is_empty() && self.names.iter().all(is_particular)
    }

    /// What to search for: the criteria that were written; everything when updates are named; otherwise `usual`.
    pub(crate) fn criteria(&self, usual: &'static str) -> Result<&str, Failure> {
        match &self.criteria {
            Some(criteria) => {
                check(criteria)?;
                Ok(criteria)
            }
            None if self.names.is_empty() => Ok(usual),
            None => Ok(EVERYTHING),
        }
    }

    /// Reports names that cannot be meant, before anything is searched.
    pub(crate) fn check(&self) -> Result<(), Failure> {
        self.understood().map(drop)
    }

    /// Of what a search found, the updates that are meant, in its order; and the names that mean none of them.
    pub(crate) fn of(&self, found: &SearchResult) -> Result<(Vec<Update>, Vec<String>), Failure> {
        let categories = self.categories(&found.categories, found)?;
        let passes = |update: &&Update| {
            (categories.is_empty() || is_in(update, &categories))
                && (self.severity.is_empty() || self.severity.iter().any(|level| level.is_of(update)))
                && self.kind.is_none_or(|kind| kind.is_of(update))
        };
        let filtered: Vec<&Update> = found.updates.iter().filter(passes).collect();
        let names = self.understood()?;
        if names.is_empty() {
            return Ok((filtered.into_iter().cloned().collect(), Vec::new()));
        }
        let mut meant = vec![false; filtered.len()];
        let mut unknown = Vec::new();
        for (written, name) in names {
            let mut any = false;
            for (update, meant) in filtered.iter().zip(&mut meant) {
                if name.means(update) && !name.means_a_successor(update, &filtered) {
                    *meant = true;
                    any = true;
                }
            }
            if !any {
                unknown.push(written);
            }
        }
        let chosen = filtered.into_iter().zip(meant).filter(|(_, meant)| *meant);
        Ok((chosen.map(|(update, _)| update.clone()).collect(), unknown))
    }

    /// The filters, for those who want to know.
    pub(crate) fn describe_filters(&self) -> Option<String> {
        let mut filters = Vec::new();
        if !self.names.is_empty() {
            filters.push(format!("named {}", self.names.join(" ")));
        }
        if !self.category.is_empty() {
            filters.push(format!("category {}", self.category.join(" or ")));
        }
        if !self.severity.is_empty() {
            let levels: Vec<&str> = self.severity.iter().map(|level| level.name()).collect();
            filters.push(format!("severity {}", levels.join(" or ")));
        }
        if let Some(kind) = self.kind {
            filters.push(format!("type {}", kind.update_type().name()));
        }
        (!filters.is_empty()).then(|| filters.join(", "))
    }

    /// The names with what was written; the words are one name.
    fn understood(&self) -> Result<Vec<(String, Name)>, Failure> {
        let mut names = Vec::new();
        let mut words: Vec<&str> = Vec::new();
        for written in &self.names {
            match Name::particular(written)? {
                Some(name) => names.push((written.clone(), name)),
                None => words.push(written),
            }
        }
        if !words.is_empty() {
            let lower = words.iter().map(|word| word.to_lowercase()).collect();
            names.push((words.join(" "), Name::Words(lower)));
        }
        Ok(names)
    }

    /// The categories that were named.
    fn categories(&self, tree: &CategoryTree, found: &SearchResult) -> Result<Vec<Guid>, Failure> {
        let locales = found
            .updates
            .first()
            .map(|update| &*update.locales)
            .unwrap_or_default();
        let mut wanted = Vec::new();
        for written in &self.category {
            let id = Guid::parse(written);
            let is_meant = |category: &&Arc<Category>| match id {
                Some(id) => category.id == id,
                None => is_called(category, written, locales),
            };
            let known: Vec<Guid> = tree
                .categories
                .iter()
                .filter(is_meant)
                .map(|category| category.id)
                .collect();
            if known.is_empty() && !tree.categories.is_empty() {
                return Err(unknown_category(written, tree, locales));
            }
            wanted.extend(known);
        }
        if !self.category.is_empty() && wanted.is_empty() {
            // Nothing is known at all, so nothing is in any category.
            wanted.push(Guid::NIL);
        }
        Ok(wanted)
    }
}

/// Reports bad criteria with the place of the mistake.
pub(crate) fn check(criteria: &str) -> Result<(), Failure> {
    Criteria::parse(criteria).map(drop).map_err(|mistake| {
        // The message stands above the excerpt, the hint below.
        let rendered = mistake.render(criteria);
        let (line, caret) = rendered.split_once('\n').unwrap_or((&rendered, ""));
        let indent = caret.find('^').unwrap_or(0);
        Failure {
            excerpt: Some(format!("{line}\n{:indent$}^", "")),
            hint: mistake.hint.clone(),
            ..Failure::not_found(
                code::WU_E_INVALID_CRITERIA,
                format!("criteria, column {}: {}", mistake.column, mistake.message),
            )
        }
    })
}

/// What names cannot have meant.
pub(crate) fn unknown(names: &[String]) -> Failure {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    Failure::not_found(
        code::WU_E_ITEMNOTFOUND,
        format!("no update is known as {}", quoted.join(", ")),
    )
    .hint("`wua search` shows what is available, `wua search --criteria IsInstalled=1` what is installed")
}

impl Name {
    /// A KB number or a GUID; `None` for a word.
    fn particular(written: &str) -> Result<Option<Self>, Failure> {
        let bare = written
            .strip_prefix(['K', 'k'])
            .and_then(|rest| rest.strip_prefix(['B', 'b']));
        let all_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        match bare {
            Some(digits) if all_digits(digits) => return Ok(Some(Self::Kb(digits.to_owned()))),
            Some(digits) if digits.starts_with(|first: char| first.is_ascii_digit()) => {
                return Err(Failure::usage(format!(
                    "`{written}` is not a KB number: only digits follow `KB`"
                )));
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
            (None, _) if looks_like_a_guid(id) => Err(Failure::usage(format!(
                "`{id}` is not a GUID: 8-4-4-4-12 hexadecimal digits are expected"
            ))),
            (None, _) => Ok(None),
        }
    }

    fn means(&self, update: &Update) -> bool {
        match self {
            Self::Kb(digits) => update.revision.kb_article_ids.contains(digits),
            Self::Id(id, revision) => {
                update.identity().id == *id
                    && revision.is_none_or(|number| update.identity().revision == number)
            }
            Self::Words(words) => {
                let title = update.title().to_lowercase();
                words.iter().all(|word| title.contains(word))
            }
        }
    }

    /// An update that another one of the same name replaces is not meant, unless it is named by its GUID.
    fn means_a_successor(&self, update: &Update, among: &[&Update]) -> bool {
        let replaces = |other: &&&Update| {
            other
                .revision
                .superseded_update_ids
                .contains(&update.identity().id)
        };
        !matches!(self, Self::Id(..)) && among.iter().filter(replaces).any(|other| self.means(other))
    }
}

/// Somebody meant a GUID and mistyped it.
fn looks_like_a_guid(text: &str) -> bool {
    let is_of_a_guid = |character: char| character.is_ascii_hexdigit() || "-{}".contains(character);
    let hyphens = text.matches('-').count();
    text.starts_with('{')
        || (hyphens == 4 && text.len() >= 20)
        || (hyphens >= 2 && text.len() >= 12 && text.chars().all(is_of_a_guid))
}

impl Severity {
    fn name(self) -> &'static str {
        match self {
            Self::Critical => "Critical",
            Self::Important => "Important",
            Self::Moderate => "Moderate",
            Self::Low => "Low",
            Self::None => "none",
        }
    }

    fn is_of(self, update: &Update) -> bool {
        let severity = update.revision.msrc_severity.as_str();
        match self {
            Self::None => severity.is_empty(),
            level => severity.eq_ignore_ascii_case(level.name()),
        }
    }
}

impl Kind {
    fn update_type(self) -> UpdateType {
        match self {
            Self::Software => UpdateType::Software,
            Self::Driver => UpdateType::Driver,
        }
    }

    fn is_of(self, update: &Update) -> bool {
        update.revision.update_type == self.update_type()
    }
}

fn is_in(update: &Update, categories: &[Guid]) -> bool {
    update
        .categories
        .iter()
        .any(|category| categories.contains(&category.id))
        || update
            .revision
            .categories
            .iter()
            .any(|id| categories.contains(id))
}

/// In the language of the search or any other.
fn is_called(category: &Category, written: &str, locales: &[Lcid]) -> bool {
    let names = category.texts.iter().map(|(_, name, _)| name.as_str());
    names
        .chain([category.name(locales)])
        .any(|name| same(name, written))
}

/// Blanks and case do not matter: `Windows11` is `Windows 11`.
fn same(name: &str, written: &str) -> bool {
    let letters = |text: &str| {
        text.chars()
            .filter(|c| !c.is_whitespace())
            .flat_map(char::to_lowercase)
            .collect::<String>()
    };
    letters(name) == letters(written)
}

fn unknown_category(written: &str, tree: &CategoryTree, locales: &[Lcid]) -> Failure {
    const SHOWN: usize = 12;
    let mut names: Vec<&str> = tree
        .categories
        .iter()
        .map(|category| category.name(locales))
        .collect();
    names.sort_unstable();
    names.dedup();
    let more = if names.len() > SHOWN { ", …" } else { "" };
    names.truncate(SHOWN);
    Failure::not_found(
        code::WU_E_ITEMNOTFOUND,
        format!("no category is called `{written}`"),
    )
    .hint(format!("there are {}{more}", text::clean(&names.join(", "))))
}

#[cfg(test)]
mod tests {
    use wua::{Identity, Marks, Revision, Texts};

    use super::*;

    const ID: &str = "4cb43d7f-7eee-4906-8698-60da1c38f2fe";

    fn update(title: &str, kb: &str, supersedes: &[&str]) -> Update {
        let revision = Revision {
            identity: Identity {
                id: Guid::literal(ID),
                revision: 3,
            },
            texts: vec![Texts {
                title: title.to_owned(),
                ..Texts::default()
            }],
            kb_article_ids: vec![kb.to_owned()],
            superseded_update_ids: supersedes.iter().copied().map(Guid::literal).collect(),
            ..Revision::default()
        };
        Update {
            revision: Arc::new(revision),
            service: Guid::NIL,
            server_selection: wua::enums::ServerSelection::Default,
            applicability: wua::Applicability::default(),
            marks: Arc::new(Marks::default()),
            bundled: Vec::new(),
            categories: Vec::new(),
            locales: Arc::new([wua::Lcid::ENGLISH]),
        }
    }

    fn names(names: &[&str]) -> Selection {
        Selection::of_names(&names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>())
    }

    fn means(written: &[&str], update: &Update) -> bool {
        let names = names(written).understood().unwrap();
        names.iter().any(|(_, name)| name.means(update))
    }

    #[test]
    fn an_update_is_known_by_number_guid_and_title() {
        let office = update("Security Update for Contoso Office", "5001234", &[]);
        let revision = format!("{{{}}}:3", ID.to_uppercase());
        for written in [
            &["kb5001234"][..],
            &["5001234"],
            &[ID],
            &[&revision],
            &["office", "SECURITY"],
        ] {
            assert!(means(written, &office), "{written:?}");
        }
        let other_revision = format!("{ID}:2");
        for written in [
            &["KB500123"][..],
            &[&other_revision],
            &["office", "driver"],
            &["12"],
        ] {
            assert!(!means(written, &office), "{written:?}");
        }
    }

    #[test]
    fn names_that_cannot_be_meant_are_refused() {
        let bad_revision = format!("{ID}:x");
        for written in ["KB50O1234", &ID[1..], &bad_revision, "{nonsense}"] {
            let failure = names(&[written]).check().unwrap_err();
            assert_eq!(failure.exit, crate::exit::Exit::BadArguments, "{written}");
        }
        assert!(names(&["well-known", "KB", "C:\\x"]).check().is_ok());
    }

    #[test]
    fn a_replaced_update_is_meant_only_by_its_guid() {
        let old = update("Office", "1", &[]);
        let new = update("Office", "2", &[ID]);
        let among = [&old, &new];
        let words = Name::Words(vec!["office".to_owned()]);
        assert!(words.means_a_successor(&old, &among));
        assert!(!Name::Id(Guid::literal(ID), None).means_a_successor(&old, &among));
        assert!(!Name::Kb("1".to_owned()).means_a_successor(&old, &among));
    }

    #[test]
    fn blanks_do_not_distinguish_categories() {
        assert!(same("Windows 11", "windows11"));
        assert!(!same("Windows 11", "windows 1"));
    }
}
