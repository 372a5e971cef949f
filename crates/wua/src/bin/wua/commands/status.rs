//! `wua status`: the state of the agent and the computer.

use wua::{Error, SearchRequest, Session, Update};

use crate::commands::download::AVAILABLE;
use crate::context::Context;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::json::Summary;
use crate::output::text;
use crate::records::StatusRecord;

pub(crate) fn run(context: &mut Context) -> Result<Exit, Failure> {
    let record = record(context)?;
    context.output.record("status", &record);
    for (what, value) in lines(&record) {
        context.output.line(&format!("{what:<12} {value}"));
    }
    let exit = if context.options.exit_code && record.reboot_required {
        Exit::RebootRequired
    } else {
        Exit::Done
    };
    context.conclude(Summary::of(1), exit)
}

fn record(context: &Context) -> Result<StatusRecord, Failure> {
    let session = context.session()?;
    let system = session.system()?;
    let available = available(&session)?;
    let automatic = session.automatic_updates_results()?;
    let downloaded = available.iter().filter(|update| update.marks.is_downloaded());
    let record = StatusRecord {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        reboot_required: system.reboot_required,
        pending: system.pending.map(|behavior| behavior.name().to_owned()),
        services: session.services()?.len(),
        updates_available: available.len(),
        updates_downloaded: downloaded.count(),
        last_automatic_search: automatic.last_search,
        last_automatic_installation: automatic.last_installation,
        ..StatusRecord::default()
    };
    if let Some(host) = context.host() {
        // The version is that of the agent there, which nobody has told. What other agents refuse is left out.
        return Ok(StatusRecord {
            version: String::new(),
            computer: host.to_owned(),
            busy: session.is_busy().ok(),
            history: session.history_count().ok(),
            ..record
        });
    }
    let folders = context.builder().folders()?;
    Ok(StatusRecord {
        computer: match &context.options.target {
            Some(root) => root.display().to_string(),
            None if context.is_museum() => "museum".to_owned(),
            None => "this computer".to_owned(),
        },
        store: Some(folders.store.display().to_string()),
        cache: Some(folders.cache.display().to_string()),
        busy: Some(session.is_busy()?),
        history: Some(session.history_count()?),
        ..record
    })
}

/// As of the last search; nobody is asked.
fn available(session: &Session) -> Result<Vec<Update>, Error> {
    let request = SearchRequest {
        online: false,
        ..SearchRequest::from(AVAILABLE)
    };
    Ok(session.search(request)?.updates.clone())
}

fn lines(record: &StatusRecord) -> Vec<(&'static str, String)> {
    let updates = format!(
        "{} available, {} of them downloaded, as of the last search",
        record.updates_available, record.updates_downloaded
    );
    let moment = |time: Option<jiff::Timestamp>| time.map_or_else(|| "never".to_owned(), text::moment);
    vec![
        ("version", record.version.clone()),
        ("computer", record.computer.clone()),
        ("store", record.store.clone().unwrap_or_default()),
        ("cache", record.cache.clone().unwrap_or_default()),
        ("activity", activity(record).to_owned()),
        ("restart", restart(record)),
        ("updates", updates),
        ("services", record.services.to_string()),
        (
            "history",
            text::counted(record.history.unwrap_or_default(), "event"),
        ),
        (
            "automatic",
            format!(
                "last search {}, last installation {}",
                moment(record.last_automatic_search),
                moment(record.last_automatic_installation)
            ),
        ),
    ]
}

/// Whether one is required, and what for.
pub(crate) fn restart(record: &StatusRecord) -> String {
    match (record.reboot_required, &record.pending) {
        (false, _) => "not required".to_owned(),
        (true, None) => "required".to_owned(),
        (true, Some(behavior)) => format!("required ({behavior})"),
    }
}

/// What goes on there.
pub(crate) fn activity(record: &StatusRecord) -> &'static str {
    match record.busy {
        Some(true) => "an installation or removal runs",
        Some(false) => "none",
        None => "unknown",
    }
}
