//! `wua status`: the state of the agent and the computer.

use serde::Serialize;
use wua::enums::InstallationRebootBehavior;
use wua::{Error, SearchRequest, Update};

use crate::commands::download::AVAILABLE;
use crate::context::Context;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::json::Summary;
use crate::output::text;

/// The state, for programs.
#[derive(Serialize)]
struct Record {
    version: &'static str,
    computer: String,
    store: String,
    cache: String,
    busy: bool,
    reboot_required: bool,
    services: usize,
    /// As of the last search.
    updates_available: usize,
    updates_downloaded: usize,
    history: usize,
    last_automatic_search: Option<String>,
    last_automatic_installation: Option<String>,
}

pub(crate) fn run(context: &mut Context) -> Result<Exit, Failure> {
    let session = context.session()?;
    let folders = context.builder().folders()?;
    let system = session.system()?;
    let available = available(context)?;
    let automatic = session.automatic_updates_results()?;
    let record = Record {
        version: env!("CARGO_PKG_VERSION"),
        computer: match &context.options.target {
            Some(root) => root.display().to_string(),
            None if context.builder().is_museum() => "museum".to_owned(),
            None => "this computer".to_owned(),
        },
        store: folders.store.display().to_string(),
        cache: folders.cache.display().to_string(),
        busy: session.is_busy()?,
        reboot_required: system.reboot_required,
        services: session.services()?.len(),
        updates_available: available.len(),
        updates_downloaded: available
            .iter()
            .filter(|update| update.marks.is_downloaded())
            .count(),
        history: session.history_count()?,
        last_automatic_search: automatic.last_search.map(|time| time.to_string()),
        last_automatic_installation: automatic.last_installation.map(|time| time.to_string()),
    };
    context.output.record("status", &record);
    for (what, value) in lines(&record, system.pending, automatic) {
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

fn lines(
    record: &Record,
    pending: Option<InstallationRebootBehavior>,
    automatic: wua::AutomaticUpdatesResults,
) -> Vec<(&'static str, String)> {
    let restart = match (record.reboot_required, pending) {
        (false, _) => "not required".to_owned(),
        (true, None) => "required".to_owned(),
        (true, Some(behavior)) => format!("required ({})", behavior.name()),
    };
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
        ("version", record.version.to_owned()),
        ("computer", record.computer.clone()),
        ("store", record.store.clone()),
        ("cache", record.cache.clone()),
        ("activity", activity.to_owned()),
        ("restart", restart),
        ("updates", updates),
        ("services", record.services.to_string()),
        ("history", text::counted(record.history, "event")),
        (
            "automatic",
            format!(
                "last search {}, last installation {}",
                moment(automatic.last_search),
                moment(automatic.last_installation)
            ),
        ),
    ]
}
