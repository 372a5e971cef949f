//! Records of a host as rows of a table.

use serde::Deserialize;

use crate::arguments::{Command, RebootCommand, ServicesCommand, SettingsCommand};
use crate::commands::{explain, history, services, settings, show, status};
use crate::output::table::{Layout, Table};
use crate::output::{text, updates};
use crate::records::{
    AlsoRecord, DetailsRecord, ExplanationRecord, HistoryRecord, PlanRecord, RebootRecord, RefreshRecord,
    RefreshedService, ResultRecord, ServiceLine, SettingRecord, SettingsRecord, StatusRecord, UpdateRecord,
};

/// The first column of every table.
const HOST: (&str, Layout) = ("HOST", Layout::Left);

/// What is shown of the records of a verb.
pub(crate) enum View {
    Updates(Vec<updates::Column>),
    History(Vec<history::Column>),
    Services(Vec<services::Column>),
    Settings,
    Status,
    Reboot,
    Refresh,
    /// What is too much for a table, below this heading, in lines about so wide.
    Lines(&'static str, usize),
    /// What became of updates, of this verb.
    Results(&'static str),
}

impl View {
    pub(crate) fn of(command: &Command, width: usize) -> Self {
        match command {
            Command::Search(arguments) => Self::Updates(updates::shown(&arguments.columns).to_vec()),
            Command::History(arguments) => Self::History(history::shown(&arguments.columns).to_vec()),
            Command::Services(ServicesCommand::List { columns }) => {
                Self::Services(services::shown(columns).to_vec())
            }
            Command::Services(_) => Self::Services(services::shown(&[]).to_vec()),
            Command::Settings(SettingsCommand::Get { .. } | SettingsCommand::Set { .. }) => Self::Settings,
            Command::Status => Self::Status,
            Command::Reboot(RebootCommand::Status) => Self::Reboot,
            Command::Refresh(_) => Self::Refresh,
            Command::Show(_) => Self::Lines("UPDATE", width),
            Command::Explain(_) => Self::Lines("EXPLANATION", width),
            _ => Self::Results(command.name()),
        }
    }

    /// The table without rows.
    pub(crate) fn table(&self) -> Table {
        let columns: Vec<(&'static str, Layout)> = match self {
            Self::Updates(columns) => columns.iter().map(|column| column.heading()).collect(),
            Self::History(columns) => columns.iter().map(|column| column.heading()).collect(),
            Self::Services(columns) => columns.iter().map(|column| column.heading()).collect(),
            Self::Settings => vec![("SETTING", Layout::Left), ("VALUE", Layout::Left)],
            Self::Status => vec![
                ("RESTART", Layout::Left),
                ("AVAILABLE", Layout::Right),
                ("DOWNLOADED", Layout::Right),
                ("SERVICES", Layout::Right),
                ("ACTIVITY", Layout::Left),
                ("VERSION", Layout::Left),
                ("COMPUTER", Layout::Elastic),
            ],
            Self::Reboot => vec![("RESTART", Layout::Left)],
            Self::Refresh => vec![
                ("KNOWN", Layout::Right),
                ("AVAILABLE", Layout::Right),
                ("SERVICES", Layout::Elastic),
            ],
            Self::Lines(heading, _) => vec![(heading, Layout::Elastic)],
            Self::Results(_) => vec![("RESULT", Layout::Elastic)],
        };
        let table = Table::new([HOST].into_iter().chain(columns));
        match self {
            Self::Updates(_) => table.without_room(updates::DISPENSABLE),
            Self::History(_) => table.without_room(history::DISPENSABLE),
            Self::Services(_) => table.without_room(services::DISPENSABLE),
            Self::Status => table.without_room(&["COMPUTER", "VERSION", "SERVICES", "ACTIVITY"]),
            _ => table,
        }
    }

    /// What the records of the verb are called, where their number says something.
    pub(crate) fn noun(&self, command: &Command) -> Option<&'static str> {
        match self {
            Self::History(_) => Some("event"),
            Self::Services(_) => Some("service"),
            Self::Lines(..) if matches!(command, Command::Explain(_)) => Some("explanation"),
            Self::Updates(_) | Self::Lines(..) | Self::Results(_) => Some("update"),
            Self::Settings | Self::Status | Self::Reboot | Self::Refresh => None,
        }
    }

    /// The rows of a record, without the host. Records of other types have none.
    pub(crate) fn rows(&self, kind: &str, json: &str) -> Result<Vec<Vec<String>>, serde_json::Error> {
        Ok(match (self, kind) {
            (Self::Updates(columns), "update") => {
                let update: UpdateRecord = serde_json::from_str(json)?;
                vec![columns.iter().map(|column| column.cell(&update)).collect()]
            }
            (Self::History(columns), "history") => {
                let entry: HistoryRecord = serde_json::from_str(json)?;
                vec![columns.iter().map(|column| column.cell(&entry)).collect()]
            }
            (Self::Services(columns), "service") => {
                let service: ServiceLine = serde_json::from_str(json)?;
                vec![columns.iter().map(|column| column.cell(&service)).collect()]
            }
            (Self::Settings, "settings") => {
                let settings: SettingsRecord = serde_json::from_str(json)?;
                settings::rows(&settings).map(Vec::from).collect()
            }
            (Self::Settings, "setting") => {
                let setting: SettingRecord = serde_json::from_str(json)?;
                vec![vec![setting.key, setting.value]]
            }
            (Self::Status, "status") => vec![of_status(&serde_json::from_str(json)?)],
            (Self::Reboot, "reboot") => vec![vec![of_reboot(&serde_json::from_str(json)?)]],
            (Self::Refresh, "refresh") => vec![of_refresh(&serde_json::from_str(json)?)],
            (Self::Lines(_, width), kind) => {
                let lines = lines(kind, json, *width)?;
                lines.into_iter().map(|line| vec![line]).collect()
            }
            (Self::Results(verb), kind) => {
                let lines = results(verb, kind, json)?;
                lines.into_iter().map(|line| vec![line]).collect()
            }
            _ => Vec::new(),
        })
    }

    /// What the letters in these rows mean.
    pub(crate) fn meanings(&self, letters: &str) -> Option<String> {
        match self {
            Self::Updates(_) => updates::meanings(letters),
            Self::Services(_) => services::meanings(letters),
            _ => None,
        }
    }

    /// Where the letters stand in a row.
    pub(crate) fn letters(&self) -> Option<usize> {
        match self {
            Self::Updates(columns) => columns
                .iter()
                .position(|column| *column == updates::Column::Status),
            Self::Services(columns) => columns
                .iter()
                .position(|column| *column == services::Column::Status),
            _ => None,
        }
    }
}

fn of_status(status: &StatusRecord) -> Vec<String> {
    vec![
        status::restart(status),
        status.updates_available.to_string(),
        status.updates_downloaded.to_string(),
        status.services.to_string(),
        status::activity(status).to_owned(),
        status.version.clone(),
        status.computer.clone(),
    ]
}

fn of_reboot(reboot: &RebootRecord) -> String {
    match (reboot.required, &reboot.pending) {
        (false, _) => "not required".to_owned(),
        (true, None) => "required".to_owned(),
        (true, Some(behavior)) => format!("required ({behavior})"),
    }
}

fn of_refresh(refresh: &RefreshRecord) -> Vec<String> {
    let names: Vec<&str> = refresh.services.iter().map(RefreshedService::name).collect();
    vec![
        refresh.known.to_string(),
        refresh.available.to_string(),
        names.join(", "),
    ]
}

/// Records of one type, read from JSON, in lines.
fn lines(kind: &str, json: &str, width: usize) -> Result<Vec<String>, serde_json::Error> {
    fn read<'a, T: Deserialize<'a>>(json: &'a str) -> Result<T, serde_json::Error> {
        serde_json::from_str(json)
    }
    let without_style =
        |lines: Vec<(crate::output::Style, String)>| lines.into_iter().map(|(_, line)| line).collect();
    Ok(match kind {
        "update" => without_style(show::lines(&read::<DetailsRecord>(json)?, width)),
        "explanation" => without_style(explain::lines(&read::<ExplanationRecord>(json)?, width)),
        _ => Vec::new(),
    })
}

/// What became of an update, or would. That a download went well which was a mere preparation is not worth a line.
fn results(verb: &str, kind: &str, json: &str) -> Result<Vec<String>, serde_json::Error> {
    Ok(match kind {
        "result" => {
            let result: ResultRecord = serde_json::from_str(json)?;
            let is_preparation = result.operation != verb && result.went_well();
            if is_preparation {
                Vec::new()
            } else {
                result.lines()
            }
        }
        "also" => vec![serde_json::from_str::<AlsoRecord>(json)?.line()],
        "plan" => planned(&serde_json::from_str(json)?),
        _ => Vec::new(),
    })
}

/// `install: KB5001234  Title (12.3 MB to download, may restart)`, and below it why not.
fn planned(plan: &PlanRecord) -> Vec<String> {
    let update = &plan.update;
    let kb = match crate::records::articles(&update.kb) {
        kb if kb.is_empty() => kb,
        kb => format!("{kb}  "),
    };
    let bytes: u64 = plan.files.iter().map(|file| file.bytes).sum();
    let mut notes = Vec::new();
    if bytes > 0 {
        notes.push(format!("{} to download", text::size(bytes)));
    }
    if update.licence {
        notes.push("licence to accept".to_owned());
    }
    if plan.operation == "install" {
        notes.extend(
            update
                .reboot_behavior
                .as_deref()
                .map(|behavior| updates::restart(behavior).to_owned()),
        );
    }
    let notes = match notes.as_slice() {
        [] => String::new(),
        notes => format!(" ({})", notes.join(", ")),
    };
    let mut lines = vec![format!("{}: {kb}{}{notes}", plan.operation, update.title)];
    if let Some(error) = &plan.refused {
        let code = crate::records::with_name(&error.hresult, error.name.as_deref());
        lines.push(format!("    will fail: {} ({code})", error.message));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_older_or_newer_agent_says_is_understood_as_far_as_it_goes() {
        let view = View::Updates(vec![
            updates::Column::Status,
            updates::Column::Kb,
            updates::Column::Title,
        ]);
        let json = r#"{"schema":1,"type":"update","title":"T","kb":["1"],"installed":true,"novelty":[{}]}"#;
        assert_eq!(view.rows("update", json).unwrap(), [["I", "KB1", "T"]]);
        assert!(view.rows("novelty", "{}").unwrap().is_empty());
        assert!(view.rows("update", r#"{"title":7}"#).is_err());
    }

    #[test]
    fn a_plan_is_one_line_with_what_matters() {
        let json = r#"{"operation":"install","files":[{"name":"a","bytes":1500}],"title":"T","kb":[],"licence":true,
            "reboot_behavior":"CanRequestReboot","refused":{"hresult":"0x80240022","message":"no"}}"#;
        let view = View::Results("install");
        assert_eq!(
            view.rows("plan", json).unwrap(),
            [
                ["install: T (1.5 kB to download, licence to accept, may restart)"],
                ["    will fail: no (0x80240022)"]
            ]
        );
    }
}
