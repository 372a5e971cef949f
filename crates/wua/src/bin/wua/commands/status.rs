//! `wua status`: the state of the agent and the computer.

use wua::{Error, SearchRequest, Update};

use crate::commands::download::AVAILABLE;
use crate::context::Context;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::json::Summary;
use crate::output::text;
use crate::records::StatusRecord;

pub(crate) fn run(context: &mut Context) -> Result<Exit, Failure> {
    let session = context.session()?;
    let folders = context.builder().folders()?;
    let system = session.system()?;
    let available = available(context)?;
    let automatic = session.automatic_updates_results()?;
    let record = StatusRecord {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        computer: match &context.options.target {
            Some(root) => root.display().to_string(),
            None if context.builder().is_museum() => "museum".to_owned(),
            None => "this computer".to_owned(),
        },
        store: folders.store.display().to_string(),
        cache: folders.cache.display().to_string(),
        busy: session.is_busy()?,
        reboot_required: system.reboot_required,
        pending: system.pending.map(|behavior| behavior.name().to_owned()),
        services: session.services()?.len(),
        updates_available: available.len(),
        updates_downloaded: available
            .iter()
            .filter(|update| update.marks.is_downloaded())
            .count(),
        history: session.history_count()?,
        last_automatic_search: automatic.last_search,
        last_automatic_installation: automatic.last_installation,
    };
    context.output.record("status", &record);
    for (what, value) in lines(&record) {
        context.output.line(&format!("{what:<12} {value}"));
    }
    let exit = if context.options.exit_code && system.reboot_required {
        Exit::RebootRequired
    } else {
        Exit::Done
    };
    context.conclude(Summary::of(1), exit)
}

/// As of the last search; nobody is asked.
fn available(context: &Context) -> Result<Vec<Update>, Error> {
    let Ok(session) = context.session() else {
        return Ok(Vec::new());
    };
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
    let activity = if record.busy {
        "an installation or removal runs"
    } else {
        "none"
    };
    vec![
        ("version", record.version.clone()),
        ("computer", record.computer.clone()),
        ("store", record.store.clone()),
        ("cache", record.cache.clone()),
        ("activity", activity.to_owned()),
        ("restart", restart(record)),
        ("updates", updates),
        ("services", record.services.to_string()),
        ("history", text::counted(record.history, "event")),
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
