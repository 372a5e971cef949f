//! Updates in tables: the columns, and what the letters of the status mean.

use clap::ValueEnum;
use wua::enums::InstallationRebootBehavior;
use wua::{CategoryType, Guid, Update};

use crate::output::Output;
use crate::output::table::{Layout, Table};
use crate::output::text;

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

/// A letter of the status, when it is shown, and what it means.
type Letter = (char, fn(&Update) -> bool, &'static str);

const LETTERS: [Letter; 8] = [
    ('I', |update| update.applicability.installed, "installed"),
    (
        'D',
        |update| update.marks.is_downloaded() && !update.applicability.installed,
        "downloaded",
    ),
    ('H', |update| update.marks.is_hidden(), "hidden"),
    ('M', |update| update.revision.is_mandatory, "mandatory"),
    ('L', needs_licence, "licence to accept"),
    ('X', Update::is_exclusive, "installs alone"),
    (
        'R',
        |update| update.applicability.reboot_required,
        "restart required",
    ),
    ('B', |update| update.revision.is_beta, "beta"),
];

/// Its licence, or that of a member, has to be accepted before anything can be done with it.
pub(crate) fn needs_licence(update: &Update) -> bool {
    let own = update.revision.eula.is_some() && !update.marks.is_eula_accepted();
    own || update.bundled.iter().any(needs_licence)
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
pub(crate) fn print(output: &mut Output, updates: &[Update], chosen: &[Column]) {
    if chosen.is_empty() {
        print_columns(output, updates, &USUAL, true);
    } else {
        print_columns(output, updates, chosen, false);
    }
}

/// The table of a plan.
pub(crate) fn print_plan(output: &mut Output, updates: &[Update]) {
    print_columns(output, updates, &OF_A_PLAN, true);
}

fn print_columns(output: &mut Output, updates: &[Update], columns: &[Column], is_usual: bool) {
    let mut table = Table::new(columns.iter().map(|column| column.heading()));
    for update in updates {
        table.row(columns.iter().map(|column| column.cell(update)));
    }
    if is_usual {
        table = table
            .without_empty(&["KB", "SEVERITY"])
            .without_room(&["SEVERITY", "SIZE", "STATUS", "RESTART", "KB"]);
    }
    let shown = table.print(output);
    if shown.contains(&"STATUS") {
        let shown = LETTERS.iter().filter(|(_, shows, _)| updates.iter().any(shows));
        let meanings: Vec<String> = shown
            .map(|(letter, _, meaning)| format!("{letter} {meaning}"))
            .collect();
        if !meanings.is_empty() {
            output.note(&format!("status: {}", meanings.join(", ")));
        }
    }
}

/// The letters of an update.
pub(crate) fn status(update: &Update) -> String {
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
pub(crate) fn status_in_words(update: &Update) -> String {
    let words: Vec<&str> = LETTERS
        .iter()
        .filter(|(_, shows, _)| shows(update))
        .map(|(.., meaning)| *meaning)
        .collect();
    if update.applicability.installed {
        words.join(", ")
    } else {
        ["not installed"]
            .into_iter()
            .chain(words)
            .collect::<Vec<_>>()
            .join(", ")
    }
}

/// Whether a restart follows.
pub(crate) fn restart(behavior: InstallationRebootBehavior) -> &'static str {
    match behavior {
        InstallationRebootBehavior::NeverReboots => "no restart",
        InstallationRebootBehavior::CanRequestReboot => "may restart",
        InstallationRebootBehavior::AlwaysRequiresReboot => "restarts",
    }
}

/// `KB5001234`, or several.
pub(crate) fn kb(update: &Update) -> String {
    let articles = update
        .revision
        .kb_article_ids
        .iter()
        .map(|article| format!("KB{article}"));
    articles.collect::<Vec<_>>().join(",")
}

impl Column {
    fn heading(self) -> (&'static str, Layout) {
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

    fn cell(self, update: &Update) -> String {
        let revision = &update.revision;
        match self {
            Self::Status => status(update),
            Self::Kb => kb(update),
            Self::Size => text::size(revision.max_download_size),
            Self::Severity => revision.msrc_severity.clone(),
            Self::Title => update.title().to_owned(),
            Self::Id => revision.identity.id.to_string(),
            Self::Revision => revision.identity.revision.to_string(),
            Self::Type => revision.update_type.name().to_owned(),
            Self::Category => {
                categories(update, |kind| kind == CategoryType::UpdateClassification).join(", ")
            }
            Self::Product => categories(update, |kind| kind != CategoryType::UpdateClassification).join(", "),
            Self::Reboot => revision
                .installation_behavior
                .map_or("", |behavior| restart(behavior.reboot))
                .to_owned(),
            Self::Deadline => revision.deadline.map(text::moment).unwrap_or_default(),
            Self::Date => text::moment(revision.last_deployment_change),
        }
    }
}

/// What kind of update it is: the name of its classification.
pub(crate) fn classification(update: &Update) -> Option<&str> {
    let names = categories(update, |kind| kind == CategoryType::UpdateClassification);
    names.first().copied()
}

fn categories(update: &Update, wanted: impl Fn(CategoryType) -> bool) -> Vec<&str> {
    update
        .categories
        .iter()
        .filter(|category| wanted(category.category_type))
        .map(|category| category.name(&update.locales))
        .collect()
}
