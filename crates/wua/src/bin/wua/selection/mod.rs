//! The language in which updates are selected, the same for every verb.
//!
//! Criteria say what is searched for; names and filters say what of that is meant. A name is a KB number, a GUID with
//! or without a revision, a package, or words: whatever is none of the former belongs to the words, and a title is
//! meant when all of them occur in it.

mod category;
mod filter;
mod measure;
mod name;
#[cfg(test)]
mod tests;

use clap::Args;
use wua::{SearchResult, Update, code};
use wua_rules::criteria::Criteria;

use crate::failure::Failure;
use filter::Filters;
use name::{Name, is_same};

pub(crate) use name::PackagesOf;

/// What was written.
#[derive(Args, Clone, Debug, Default)]
pub(crate) struct Selection {
    /// Package, KB number, GUID with or without `:revision`, or words of the title
    #[arg(value_name = "UPDATE")]
    names: Vec<String>,
    /// What to search for: IsInstalled=0 and Type='Driver'
    #[arg(long, value_name = "CRITERIA", help_heading = FILTERS)]
    criteria: Vec<String>,
    /// Leave out what these criteria find
    #[arg(long, value_name = "CRITERIA", help_heading = FILTERS)]
    not_criteria: Vec<String>,
    #[command(flatten)]
    filters: Filters,
}

/// What was written, and what it means.
type Written = (String, Name);

/// Where the help shows them.
const FILTERS: &str = "Filters (each can be given several times)";

/// Everything that is applicable, whatever its state and whatever the server wants done with it.
pub(crate) const EVERYTHING: &str =
    "IsInstalled=0 and DeploymentAction=* or IsInstalled=1 and DeploymentAction=*";

impl Selection {
    /// Whether nothing was selected at all.
    pub(crate) fn is_empty(&self) -> bool {
        self.names.is_empty()
            && self.criteria.is_empty()
            && self.not_criteria.is_empty()
            && self.filters.is_empty()
    }

    /// The names, as they were written.
    pub(crate) fn names(&self) -> &[String] {
        &self.names
    }

    /// Whether there is more than names.
    pub(crate) fn has_filters(&self) -> bool {
        !self.criteria.is_empty() || !self.not_criteria.is_empty() || !self.filters.is_empty()
    }

    /// Whether every update is named by its number, so that exactly that one is meant.
    pub(crate) fn is_one_by_one(&self) -> bool {
        let is_particular = |name: &String| matches!(Name::particular(name), Ok(Some(_)));
        !self.names.is_empty() && self.names.iter().all(is_particular)
    }

    /// What to search for: the criteria that were written; everything when updates are named; otherwise `usual`.
    pub(crate) fn criteria(&self, usual: &str) -> String {
        match self.criteria.as_slice() {
            [] if self.names.is_empty() => usual.to_owned(),
            [] => EVERYTHING.to_owned(),
            written => written.join(" or "),
        }
    }

    /// What to search for in order to leave it out.
    pub(crate) fn unwanted_criteria(&self) -> Option<String> {
        (!self.not_criteria.is_empty()).then(|| self.not_criteria.join(" or "))
    }

    /// Reports what cannot be meant, before anything is searched.
    pub(crate) fn check(&self) -> Result<(), Failure> {
        self.criteria
            .iter()
            .chain(&self.not_criteria)
            .try_for_each(|criteria| check(criteria))?;
        self.filters.check()?;
        self.particular().map(drop)
    }

    /// Of what a search found, the updates that are meant, in its order; and the names that mean none of them. Who
    /// wants what is replaced as well means all updates of a name.
    pub(crate) fn of(
        &self,
        found: &SearchResult,
        replaced: bool,
        packages: PackagesOf<'_>,
    ) -> Result<(Vec<Update>, Vec<String>), Failure> {
        let locales = found.updates.first().map(|update| &*update.locales);
        let sieve = self
            .filters
            .sieve(&found.categories, locales.unwrap_or_default())?;
        let passes = |update: &&Update| sieve.passes(update, packages);
        let filtered: Vec<&Update> = found.updates.iter().filter(passes).collect();
        let names = self.understood(&filtered, packages)?;
        if names.is_empty() {
            return Ok((filtered.into_iter().cloned().collect(), Vec::new()));
        }
        let mut meant = vec![false; filtered.len()];
        let mut unknown = Vec::new();
        for (written, name) in names {
            let mut any = false;
            for (update, meant) in filtered.iter().zip(&mut meant) {
                let is_meant = name.means(update, packages)
                    && (replaced || !name.means_a_successor(update, &filtered, packages));
                if is_meant {
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

    /// The names and filters, for those who want to know.
    pub(crate) fn describe_filters(&self) -> Option<String> {
        let mut filters = self.filters.described();
        if !self.names.is_empty() {
            filters.insert(0, format!("named {}", self.names.join(" ")));
        }
        if let Some(unwanted) = self.unwanted_criteria() {
            filters.push(format!("not criteria {unwanted}"));
        }
        (!filters.is_empty()).then(|| filters.join(", "))
    }

    /// The names with what was written: a word is a package if there is one of that name; the others are one name.
    fn understood(&self, among: &[&Update], packages: PackagesOf<'_>) -> Result<Vec<Written>, Failure> {
        let (mut names, words) = self.particular()?;
        let known: Vec<String> = if words.is_empty() {
            Vec::new()
        } else {
            among.iter().flat_map(|update| packages(update)).collect()
        };
        let is_package = |word: &&str| known.iter().any(|package| is_same(package, word));
        let (of_packages, of_titles): (Vec<&str>, Vec<&str>) = words.into_iter().partition(is_package);
        names.extend(
            of_packages
                .into_iter()
                .map(|word| (word.to_owned(), Name::Package(word.to_owned()))),
        );
        if !of_titles.is_empty() {
            names.push((of_titles.join(" "), Name::words(of_titles)));
        }
        Ok(names)
    }

    /// The names that are numbers, and the words.
    fn particular(&self) -> Result<(Vec<Written>, Vec<&str>), Failure> {
        let mut names = Vec::new();
        let mut words = Vec::new();
        for written in &self.names {
            match Name::particular(written)? {
                Some(name) => names.push((written.clone(), name)),
                None => words.push(written.as_str()),
            }
        }
        Ok((names, words))
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
