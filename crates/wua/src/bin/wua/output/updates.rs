//! Updates in tables: the columns, and what the letters of the status mean.

use clap::ValueEnum;
use wua::enums::InstallationRebootBehavior;
use wua::{Guid, Update};

use crate::output::Output;
use crate::output::table::{Layout, Table};
use crate::output::text;
use crate::records::{UpdateRecord, articles};

/// What can be shown of an update in a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Column {
    Status,
    Kb,
    Size,
    Severity,
    Title,
    Id,
    Revision,
    Type,
    Category,
    Product,
    Reboot,
    Deadline,
    Date,
}

/// What is shown unless somebody asks for something else.
const USUAL: [Column; 5] = [
    Column::Status,
    Column::Kb,
    Column::Size,
    Column::Severity,
    Column::Title,
];

/// What is shown before somebody is asked.
const OF_A_PLAN: [Column; 5] = [
    Column::Kb,
    Column::Size,
    Column::Severity,
    Column::Reboot,
    Column::Title,
];

/// Columns that are left out where there is no room, the first one first.
pub(crate) const DISPENSABLE: &[&str] = &["SEVERITY", "SIZE", "STATUS", "RESTART", "KB"];

/// A letter of the status, when it is shown, and what it means.
type Letter = (char, fn(&UpdateRecord) -> bool, &'static str);

const LETTERS: [Letter; 8] = [
    ('I', |update| update.installed, "installed"),
    ('D', |update| update.downloaded && !update.installed, "downloaded"),
    ('H', |update| update.hidden, "hidden"),
    ('M', |update| update.mandatory, "mandatory"),
    ('L', |update| update.licence, "licence to accept"),
    ('X', |update| update.exclusive, "installs alone"),
    ('R', |update| update.reboot_required, "restart required"),
    ('B', |update| update.beta, "beta"),
];

/// Its licence, or that of a member, has to be accepted before anything can be done with it.
pub(crate) fn needs_licence(update: &Update) -> bool {
    // What has no licence counts as accepted; of a licence without a text another computer tells nothing else.
    !update.marks.is_eula_accepted() || update.bundled.iter().any(needs_licence)
}

/// The licences that have to be accepted, with their texts as far as there are any.
pub(crate) fn licences(update: &Update) -> Vec<(Guid, Option<&str>)> {
    let own = update.revision.eula.as_ref();
    let own = own.filter(|_| !update.marks.is_eula_accepted());
    let own = own.map(|licence| (licence.id, licence.text(&update.locales)));
    own.into_iter()
        .chain(update.bundled.iter().flat_map(licences))
        .collect()
}

/// The usual table, or one with the columns that the user chose; what the letters mean goes beside it.
pub(crate) fn print(output: &mut Output, updates: &[UpdateRecord], chosen: &[Column]) {
    let updates: Vec<&UpdateRecord> = updates.iter().collect();
    if chosen.is_empty() {
        print_columns(output, &updates, &USUAL, true);
    } else {
        print_columns(output, &updates, chosen, false);
    }
}

/// The table of a plan.
pub(crate) fn print_plan(output: &mut Output, updates: &[&UpdateRecord]) {
    print_columns(output, updates, &OF_A_PLAN, true);
}

fn print_columns(output: &mut Output, updates: &[&UpdateRecord], columns: &[Column], is_usual: bool) {
    let mut table = Table::new(columns.iter().map(|column| column.heading()));
    for update in updates {
        table.row(columns.iter().map(|column| column.cell(update)));
    }
    if is_usual {
        table = table.without_empty(&["KB", "SEVERITY"]).without_room(DISPENSABLE);
    }
    let shown = table.print(output);
    if shown.contains(&"STATUS") {
        let letters: String = updates.iter().map(|update| status(update)).collect();
        if let Some(meanings) = meanings(&letters) {
            output.note(&meanings);
        }
    }
}

/// What the letters mean, as far as they occur.
pub(crate) fn meanings(letters: &str) -> Option<String> {
    let shown = LETTERS.iter().filter(|(letter, ..)| letters.contains(*letter));
    let meanings: Vec<String> = shown
        .map(|(letter, _, meaning)| format!("{letter} {meaning}"))
        .collect();
    (!meanings.is_empty()).then(|| format!("status: {}", meanings.join(", ")))
}

/// The columns that were chosen, or the usual ones.
#[cfg(unix)]
pub(crate) fn shown(chosen: &[Column]) -> &[Column] {
    if chosen.is_empty() { &USUAL } else { chosen }
}

/// The letters of an update.
fn status(update: &UpdateRecord) -> String {
    let letters: String = LETTERS
        .iter()
        .filter(|(_, shows, _)| shows(update))
        .map(|(letter, ..)| letter)
        .collect();
    if letters.is_empty() {
        "-".to_owned()
    } else {
        letters
    }
}

/// `downloaded, mandatory`.
pub(crate) fn status_in_words(update: &UpdateRecord) -> String {
    let words: Vec<&str> = LETTERS
        .iter()
        .filter(|(_, shows, _)| shows(update))
        .map(|(.., meaning)| *meaning)
        .collect();
    if update.installed {
        words.join(", ")
    } else {
        ["not installed"]
            .into_iter()
            .chain(words)
            .collect::<Vec<_>>()
            .join(", ")
    }
}

/// Whether a restart follows, from the name of an `InstallationRebootBehavior`.
pub(crate) fn restart(behavior: &str) -> &'static str {
    const WORDS: [(InstallationRebootBehavior, &str); 3] = [
        (InstallationRebootBehavior::NeverReboots, "no restart"),
        (InstallationRebootBehavior::CanRequestReboot, "may restart"),
        (InstallationRebootBehavior::AlwaysRequiresReboot, "restarts"),
    ];
    let words = WORDS.iter().find(|(known, _)| known.name() == behavior);
    words.map_or("", |(_, words)| words)
}

impl Column {
    pub(crate) fn heading(self) -> (&'static str, Layout) {
        match self {
            Self::Status => ("STATUS", Layout::Left),
            Self::Kb => ("KB", Layout::Left),
            Self::Size => ("SIZE", Layout::Right),
            Self::Severity => ("SEVERITY", Layout::Left),
            Self::Title => ("TITLE", Layout::Elastic),
            Self::Id => ("ID", Layout::Left),
            Self::Revision => ("REVISION", Layout::Right),
            Self::Type => ("TYPE", Layout::Left),
            Self::Category => ("CATEGORY", Layout::Elastic),
            Self::Product => ("PRODUCT", Layout::Elastic),
            Self::Reboot => ("RESTART", Layout::Left),
            Self::Deadline => ("DEADLINE", Layout::Left),
            Self::Date => ("DATE", Layout::Left),
        }
    }

    pub(crate) fn cell(self, update: &UpdateRecord) -> String {
        match self {
            Self::Status => status(update),
            Self::Kb => articles(&update.kb),
            Self::Size => text::size(update.max_size),
            Self::Severity => update.severity.clone().unwrap_or_default(),
            Self::Title => update.title.clone(),
            Self::Id => update.update_id.clone(),
            Self::Revision => update.revision.to_string(),
            Self::Type => update.kind.clone(),
            Self::Category => categories(update, true),
            Self::Product => categories(update, false),
            Self::Reboot => update.reboot_behavior.as_deref().map_or("", restart).to_owned(),
            Self::Deadline => update.deadline.map(text::moment).unwrap_or_default(),
            Self::Date => text::moment(update.last_deployment_change),
        }
    }
}

/// Those that say what kind of update it is, or the others.
fn categories(update: &UpdateRecord, classifications: bool) -> String {
    let categories = update.categories.iter();
    let wanted = categories.filter(|category| category.is_classification() == classifications);
    let names = wanted.map(|category| category.name.as_str());
    names.collect::<Vec<_>>().join(", ")
}
