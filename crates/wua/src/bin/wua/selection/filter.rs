//! Of what a search found, what is meant: filters, each with its opposite.
//!
//! Of several values of one filter one is enough; of an opposite none may fit; limits hold all together.

use std::time::Duration;

use clap::{Args, ValueEnum};
use jiff::Timestamp;
use wua::enums::UpdateType;
use wua::{CategoryTree, Guid, Lcid, Update};

use super::category;
use super::measure;
use super::name::{Name, PackagesOf, is_same};
use crate::failure::Failure;

/// What was written.
#[derive(Args, Clone, Debug, Default)]
#[command(next_help_heading = "Filters (each can be given several times)")]
pub(crate) struct Filters {
    /// Only updates of this category: a product or a classification
    #[arg(long, value_name = "NAME|GUID")]
    category: Vec<String>,
    /// No updates of this category
    #[arg(long, value_name = "NAME|GUID")]
    not_category: Vec<String>,
    /// Only updates of this severity; none: those without one
    #[arg(long, value_enum, ignore_case = true, value_name = "LEVEL")]
    severity: Vec<Severity>,
    /// No updates of this severity
    #[arg(long, value_enum, ignore_case = true, value_name = "LEVEL")]
    not_severity: Vec<Severity>,
    /// Only software or only drivers
    #[arg(long = "type", value_enum, ignore_case = true, value_name = "TYPE")]
    kind: Vec<Kind>,
    /// No software or no drivers
    #[arg(long = "not-type", value_enum, ignore_case = true, value_name = "TYPE")]
    not_kind: Vec<Kind>,
    /// Only updates with all these words in the title
    #[arg(long, value_name = "WORDS")]
    title: Vec<String>,
    /// No updates with all these words in the title
    #[arg(long, value_name = "WORDS")]
    not_title: Vec<String>,
    /// Only updates that change this package
    #[arg(long, value_name = "NAME")]
    package: Vec<String>,
    /// No updates that change this package
    #[arg(long, value_name = "NAME")]
    not_package: Vec<String>,
    /// Not the update with this article
    #[arg(long, value_name = "KB")]
    not_kb: Vec<String>,
    /// Not this update, or not this revision of it
    #[arg(long, value_name = "GUID[:REVISION]")]
    not_id: Vec<String>,
    /// Only updates known to be published longer ago: 36h, 7d, 2w
    #[arg(long, value_name = "AGE", value_parser = measure::age)]
    older_than: Vec<Duration>,
    /// Only updates that are not older
    #[arg(long, value_name = "AGE", value_parser = measure::age)]
    not_older_than: Vec<Duration>,
    /// Only updates with no more to download: 100M, 1.5GiB
    #[arg(long, value_name = "SIZE", value_parser = measure::size)]
    max_size: Vec<u64>,
    /// Only updates with more to download
    #[arg(long, value_name = "SIZE", value_parser = measure::size)]
    not_max_size: Vec<u64>,
}

/// What Microsoft's Security Response Centre calls it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Severity {
    Critical,
    Important,
    Moderate,
    Low,
    None,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Kind {
    Software,
    Driver,
}

impl Filters {
    /// Whether there are none.
    pub(crate) fn is_empty(&self) -> bool {
        self.described().is_empty()
    }

    /// What cannot be meant is refused, before anything is searched.
    pub(crate) fn check(&self) -> Result<(), Failure> {
        self.excluded().map(drop)
    }

    /// With the categories that were found, ready to be applied.
    pub(crate) fn sieve(&self, tree: &CategoryTree, locales: &[Lcid]) -> Result<Sieve<'_>, Failure> {
        Ok(Sieve {
            filters: self,
            categories: category::ids(&self.category, tree, locales)?,
            not_categories: category::ids(&self.not_category, tree, locales)?,
            excluded: self.excluded()?,
            now: Timestamp::now(),
        })
    }

    /// As they were written, for those who want to know.
    pub(crate) fn described(&self) -> Vec<String> {
        let mut all = Vec::new();
        let mut say = |what: &str, values: Vec<String>| {
            if !values.is_empty() {
                all.push(format!("{what} {}", values.join(" or ")));
            }
        };
        let levels = |levels: &[Severity]| levels.iter().map(|level| level.name().to_owned()).collect();
        let kinds = |kinds: &[Kind]| {
            kinds
                .iter()
                .map(|kind| kind.update_type().name().to_owned())
                .collect()
        };
        let ages = |ages: &[Duration]| ages.iter().map(|age| format!("{} s", age.as_secs())).collect();
        let sizes = |sizes: &[u64]| sizes.iter().map(|size| format!("{size} bytes")).collect();
        say("category", self.category.clone());
        say("not category", self.not_category.clone());
        say("severity", levels(&self.severity));
        say("not severity", levels(&self.not_severity));
        say("type", kinds(&self.kind));
        say("not type", kinds(&self.not_kind));
        say("title", self.title.clone());
        say("not title", self.not_title.clone());
        say("package", self.package.clone());
        say("not package", self.not_package.clone());
        say("not KB", self.not_kb.clone());
        say("not id", self.not_id.clone());
        say("older than", ages(&self.older_than));
        say("not older than", ages(&self.not_older_than));
        say("at most", sizes(&self.max_size));
        say("more than", sizes(&self.not_max_size));
        all
    }

    /// Updates that are named in order to be left out.
    fn excluded(&self) -> Result<Vec<Name>, Failure> {
        let kbs = self.not_kb.iter().map(|written| Name::kb(written));
        kbs.chain(self.not_id.iter().map(|written| Name::id(written)))
            .collect()
    }
}

/// Filters that know the categories.
pub(crate) struct Sieve<'a> {
    filters: &'a Filters,
    categories: Vec<Guid>,
    not_categories: Vec<Guid>,
    excluded: Vec<Name>,
    now: Timestamp,
}

impl Sieve<'_> {
    pub(crate) fn passes(&self, update: &Update, packages: PackagesOf<'_>) -> bool {
        let filters = self.filters;
        let size = update.revision.max_download_size;
        let has_title = |words: &String| Name::words([words.as_str()]).means(update, packages);
        let is_called = |name: &Name| name.means(update, packages);
        let has_package = |wanted: &String| packages(update).iter().any(|name| is_same(name, wanted));
        is_wanted(&filters.severity, &filters.not_severity, |level| {
            level.is_of(update)
        }) && is_wanted(&filters.kind, &filters.not_kind, |kind| kind.is_of(update))
            && is_wanted(&self.categories, &self.not_categories, |id| {
                category::is_in(update, *id)
            })
            && is_wanted(&filters.title, &filters.not_title, has_title)
            && is_wanted(&[], &self.excluded, is_called)
            && filters.max_size.iter().all(|most| size <= *most)
            && filters.not_max_size.iter().all(|least| size > *least)
            && filters.older_than.iter().all(|age| self.is_older(update, *age))
            && !filters
                .not_older_than
                .iter()
                .any(|age| self.is_older(update, *age))
            && is_wanted(&filters.package, &filters.not_package, has_package)
    }

    /// Of what has no date nobody knows that it is old enough.
    fn is_older(&self, update: &Update, age: Duration) -> bool {
        let published = update.revision.last_deployment_change;
        published != Timestamp::UNIX_EPOCH
            && self.now.checked_sub(age).is_ok_and(|latest| published <= latest)
    }
}

fn is_wanted<T>(wanted: &[T], unwanted: &[T], fits: impl Fn(&T) -> bool) -> bool {
    (wanted.is_empty() || wanted.iter().any(&fits)) && !unwanted.iter().any(&fits)
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
