//! `wua show`: all that is known of an update.

use serde::Serialize;
use wua::enums::InstallationImpact;
use wua::{Behavior, DriverEntry, Session, Texts, Update};

use crate::arguments::ShowArguments;
use crate::commands::find::{Wanted, find_named};
use crate::context::Context;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::json::{Summary, UpdateRecord};
use crate::output::{Output, Style, text, updates};
use crate::selection::EVERYTHING;

/// Where the values begin.
const INDENT: usize = 16;

/// How wide texts are where nobody looks.
const WIDTH: usize = 100;

pub(crate) fn run(context: &mut Context, arguments: &ShowArguments) -> Result<Exit, Failure> {
    if arguments.selection.is_empty() {
        return Err(Failure::usage("nothing is selected to show").hint(
            "name updates by package, KB number, GUID or words of the title; `wua search` lists them",
        ));
    }
    let wanted = Wanted {
        selection: &arguments.selection,
        source: &arguments.source,
        usual: EVERYTHING,
        replaced: false,
    };
    let found = find_named(context, wanted)?;
    let session = context.session()?;
    let mut is_first = true;
    for update in &found {
        if !std::mem::take(&mut is_first) {
            context.output.line("");
        }
        context.output.record("update", &Record::new(&session, update));
        print(&mut context.output, &session, update);
    }
    context.conclude(Summary::of(found.len()), Exit::Done)
}

fn print(output: &mut Output, session: &Session, update: &Update) {
    let width = output.width().unwrap_or(WIDTH).saturating_sub(INDENT).max(INDENT);
    output.styled_line(Style::Heading, update.title());
    for (name, value) in facts(session, update) {
        let mut name = name;
        for line in text::wrap(&value, width) {
            output.line(&format!("{name:<INDENT$}{line}"));
            name = "";
        }
    }
    let texts = update.texts().cloned().unwrap_or_default();
    let licence = update
        .revision
        .eula
        .as_ref()
        .and_then(|licence| licence.text(&update.locales));
    for (heading, paragraph) in [
        ("Description", texts.description.as_str()),
        ("Release notes", &texts.release_notes),
        ("Before it is taken off", &texts.uninstallation_notes),
        ("How to take it off", &texts.uninstallation_steps.join("\n")),
        ("Licence", licence.unwrap_or_default()),
    ] {
        if !paragraph.is_empty() {
            output.styled_line(Style::Heading, heading);
            for line in text::wrap(paragraph, width) {
                output.line(format!("  {line}").trim_end());
            }
        }
    }
}

/// What is known, with its names; what is not known is left out.
fn facts(session: &Session, update: &Update) -> Vec<(&'static str, String)> {
    let revision = &update.revision;
    let categories: Vec<&str> = update
        .categories
        .iter()
        .map(|category| category.name(&update.locales))
        .collect();
    let mut facts = vec![
        ("update", update.identity().to_string()),
        ("kb", updates::kb(update)),
        ("type", revision.update_type.name().to_owned()),
        ("status", updates::status_in_words(update)),
        ("severity", revision.msrc_severity.clone()),
        ("categories", categories.join(", ")),
        ("size", size(update)),
        ("installation", behavior(revision.installation_behavior)),
        ("removal", removal(update)),
        (
            "deadline",
            revision.deadline.map(text::moment).unwrap_or_default(),
        ),
        ("published", text::moment(revision.last_deployment_change)),
        ("service", update.service.to_string()),
        ("licence", licence(update)),
        ("bulletins", revision.security_bulletin_ids.join(", ")),
        ("CVE", revision.cve_ids.join(", ")),
        ("replaces", replaced(update)),
        (
            "contains",
            update
                .bundled
                .iter()
                .map(Update::title)
                .collect::<Vec<_>>()
                .join("\n"),
        ),
        (
            "packages",
            session
                .changes(update)
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>()
                .join("\n"),
        ),
        ("languages", revision.languages.join(", ")),
        ("needs", needs(update)),
        ("information", revision.more_info_urls.join("\n")),
        ("support", revision.support_url.clone()),
    ];
    let devices = revision
        .driver
        .iter()
        .flat_map(|driver| &driver.entries)
        .map(device);
    facts.push(("devices", devices.collect::<Vec<_>>().join("\n")));
    facts.retain(|(_, value)| !value.is_empty());
    facts
}

fn size(update: &Update) -> String {
    let (least, most) = (
        update.revision.min_download_size,
        update.revision.max_download_size,
    );
    if least == most || least == 0 {
        return text::size(most);
    }
    format!("{} to {}", text::size(least), text::size(most))
}

fn behavior(behavior: Option<Behavior>) -> String {
    let Some(behavior) = behavior else {
        return String::new();
    };
    let mut parts = vec![updates::restart(behavior.reboot)];
    match behavior.impact {
        InstallationImpact::Normal => {}
        InstallationImpact::Minor => parts.push("minor impact"),
        InstallationImpact::RequiresExclusiveHandling => parts.push("alone"),
    }
    if behavior.can_request_user_input {
        parts.push("may ask");
    }
    if behavior.requires_network_connectivity {
        parts.push("needs the network");
    }
    parts.join(", ")
}

fn removal(update: &Update) -> String {
    if !update.revision.is_uninstallable {
        return "not possible".to_owned();
    }
    let how = behavior(update.revision.uninstallation_behavior);
    if how.is_empty() {
        "possible".to_owned()
    } else {
        how
    }
}

fn licence(update: &Update) -> String {
    match (&update.revision.eula, update.marks.is_eula_accepted()) {
        (None, _) => String::new(),
        (Some(_), true) => "accepted".to_owned(),
        (Some(_), false) => "to be accepted".to_owned(),
    }
}

fn replaced(update: &Update) -> String {
    let ids = update
        .revision
        .superseded_update_ids
        .iter()
        .map(ToString::to_string);
    ids.collect::<Vec<_>>().join("\n")
}

fn needs(update: &Update) -> String {
    let revision = &update.revision;
    let mut needs = Vec::new();
    if revision.recommended_cpu_speed > 0 {
        needs.push(format!("{} MHz", revision.recommended_cpu_speed));
    }
    if revision.recommended_memory > 0 {
        needs.push(format!("{} MB of memory", revision.recommended_memory));
    }
    if revision.recommended_hard_disk_space > 0 {
        needs.push(format!("{} MB on disk", revision.recommended_hard_disk_space));
    }
    if revision.can_require_source {
        needs.push("perhaps the original media".to_owned());
    }
    needs.join(", ")
}

/// `Contoso Webcam 3 (Camera), driver of Contoso of 2026-01-02, USB\VID_…`
fn device(entry: &DriverEntry) -> String {
    format!(
        "{} {} ({}), driver of {} of {}, {}",
        entry.manufacturer,
        entry.model,
        entry.class,
        entry.provider,
        entry.ver_date.strftime("%Y-%m-%d"),
        entry.hardware_id
    )
}

/// Everything, for programs.
#[derive(Serialize)]
struct Record<'a> {
    #[serde(flatten)]
    update: UpdateRecord<'a>,
    description: &'a str,
    release_notes: &'a str,
    uninstallation_notes: &'a str,
    uninstallation_steps: &'a [String],
    eula: Option<&'a str>,
    handler: &'a str,
    deployment_action: &'static str,
    languages: &'a [String],
    more_info_urls: &'a [String],
    support_url: &'a str,
    security_bulletins: &'a [String],
    cve: &'a [String],
    superseded: Vec<String>,
    bundled: Vec<UpdateRecord<'a>>,
    files: Vec<File<'a>>,
    devices: Vec<Device<'a>>,
}

#[derive(Serialize)]
struct File<'a> {
    name: &'a str,
    url: &'a str,
    size: u64,
    sha256: &'a str,
}

#[derive(Serialize)]
struct Device<'a> {
    class: &'a str,
    hardware_id: &'a str,
    manufacturer: &'a str,
    model: &'a str,
    provider: &'a str,
    date: String,
}

impl<'a> Record<'a> {
    fn new(session: &Session, update: &'a Update) -> Self {
        let revision = &*update.revision;
        let texts = update.texts();
        let text = |of: fn(&Texts) -> &str| texts.map_or("", of);
        let file = |content: &'a wua::Content| File {
            name: &content.file_name,
            url: &content.url,
            size: content.size,
            sha256: &content.sha256,
        };
        let device = |entry: &'a DriverEntry| Device {
            class: &entry.class,
            hardware_id: &entry.hardware_id,
            manufacturer: &entry.manufacturer,
            model: &entry.model,
            provider: &entry.provider,
            date: entry.ver_date.to_string(),
        };
        let members = update
            .bundled
            .iter()
            .map(|member| UpdateRecord::new(session, member));
        Self {
            update: UpdateRecord::new(session, update),
            description: text(|texts| &texts.description),
            release_notes: text(|texts| &texts.release_notes),
            uninstallation_notes: text(|texts| &texts.uninstallation_notes),
            uninstallation_steps: texts.map_or(&[][..], |texts| &texts.uninstallation_steps),
            eula: revision
                .eula
                .as_ref()
                .and_then(|licence| licence.text(&update.locales)),
            handler: &revision.handler_id,
            deployment_action: revision.deployment_action.name(),
            languages: &revision.languages,
            more_info_urls: &revision.more_info_urls,
            support_url: &revision.support_url,
            security_bulletins: &revision.security_bulletin_ids,
            cve: &revision.cve_ids,
            superseded: revision
                .superseded_update_ids
                .iter()
                .map(ToString::to_string)
                .collect(),
            bundled: members.collect(),
            files: revision.contents.iter().map(file).collect(),
            devices: revision
                .driver
                .iter()
                .flat_map(|driver| &driver.entries)
                .map(device)
                .collect(),
        }
    }
}
