//! `wua show`: all that is known of an update.

use crate::arguments::ShowArguments;
use crate::commands::find::{Wanted, find_named};
use crate::context::Context;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::json::Summary;
use crate::output::{Output, Style, text, updates};
use crate::records::{BehaviorRecord, DetailsRecord, DeviceRecord, UpdateRecord, articles};
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
        let record = DetailsRecord::new(&session, update);
        context.output.record("update", &record);
        print(&mut context.output, &record);
    }
    context.conclude(Summary::of(found.len()), Exit::Done)
}

fn print(output: &mut Output, record: &DetailsRecord) {
    let width = output.width().unwrap_or(WIDTH);
    for (style, line) in lines(record, width) {
        output.styled_line(style, &line);
    }
}

/// Everything, in lines that are about so wide.
pub(crate) fn lines(record: &DetailsRecord, width: usize) -> Vec<(Style, String)> {
    let width = width.saturating_sub(INDENT).max(INDENT);
    let mut lines = vec![(Style::Heading, record.update.title.clone())];
    for (name, value) in facts(record) {
        let mut name = name;
        for line in text::wrap(&value, width) {
            lines.push((Style::Plain, format!("{name:<INDENT$}{line}")));
            name = "";
        }
    }
    for (heading, paragraph) in [
        ("Description", record.description.as_str()),
        ("Release notes", &record.release_notes),
        ("Before it is taken off", &record.uninstallation_notes),
        ("How to take it off", &record.uninstallation_steps.join("\n")),
        ("Licence", record.eula.as_deref().unwrap_or_default()),
    ] {
        if !paragraph.is_empty() {
            lines.push((Style::Heading, heading.to_owned()));
            for line in text::wrap(paragraph, width) {
                lines.push((Style::Plain, format!("  {line}").trim_end().to_owned()));
            }
        }
    }
    lines
}

/// What is known, with its names; what is not known is left out.
fn facts(record: &DetailsRecord) -> Vec<(&'static str, String)> {
    let update = &record.update;
    let categories = update.categories.iter().map(|category| category.name.as_str());
    let members = record.bundled.iter().map(|member| member.title.as_str());
    let packages = update.packages.iter().cloned();
    let packages = packages.map(|package| wua::Change::from(package).to_string());
    let mut facts = vec![
        ("update", format!("{}:{}", update.update_id, update.revision)),
        ("kb", articles(&update.kb)),
        ("type", update.kind.clone()),
        ("status", updates::status_in_words(update)),
        ("severity", update.severity.clone().unwrap_or_default()),
        ("categories", categories.collect::<Vec<_>>().join(", ")),
        ("size", size(record)),
        ("installation", behavior(record.installation_behavior.as_ref())),
        ("removal", removal(record)),
        ("deadline", update.deadline.map(text::moment).unwrap_or_default()),
        ("published", text::moment(update.last_deployment_change)),
        ("service", service(update)),
        ("licence", licence(record)),
        ("bulletins", record.security_bulletins.join(", ")),
        ("CVE", record.cve.join(", ")),
        ("replaces", record.superseded.join("\n")),
        ("contains", members.collect::<Vec<_>>().join("\n")),
        ("packages", packages.collect::<Vec<_>>().join("\n")),
        ("languages", record.languages.join(", ")),
        ("needs", needs(record)),
        ("information", record.more_info_urls.join("\n")),
        ("support", record.support_url.clone()),
    ];
    let devices = record.devices.iter().map(device);
    facts.push(("devices", devices.collect::<Vec<_>>().join("\n")));
    facts.retain(|(_, value)| !value.is_empty());
    facts
}

/// Another computer does not say it in every answer.
fn service(update: &UpdateRecord) -> String {
    let is_unknown = update.service == wua::Guid::NIL.to_string();
    if is_unknown {
        String::new()
    } else {
        update.service.clone()
    }
}

fn size(record: &DetailsRecord) -> String {
    let (least, most) = (record.update.min_size, record.update.max_size);
    if least == most || least == 0 {
        return text::size(most);
    }
    format!("{} to {}", text::size(least), text::size(most))
}

fn behavior(behavior: Option<&BehaviorRecord>) -> String {
    let Some(behavior) = behavior else {
        return String::new();
    };
    let mut parts = vec![updates::restart(&behavior.reboot)];
    if behavior.has_minor_impact() {
        parts.push("minor impact");
    }
    if behavior.is_exclusive() {
        parts.push("alone");
    }
    if behavior.can_request_user_input {
        parts.push("may ask");
    }
    if behavior.requires_network_connectivity {
        parts.push("needs the network");
    }
    parts.join(", ")
}

fn removal(record: &DetailsRecord) -> String {
    if !record.update.uninstallable {
        return "not possible".to_owned();
    }
    let how = behavior(record.uninstallation_behavior.as_ref());
    if how.is_empty() {
        "possible".to_owned()
    } else {
        how
    }
}

fn licence(record: &DetailsRecord) -> String {
    match (&record.eula_id, record.update.eula_accepted) {
        (None, _) => String::new(),
        (Some(_), true) => "accepted".to_owned(),
        (Some(_), false) => "to be accepted".to_owned(),
    }
}

fn needs(record: &DetailsRecord) -> String {
    let mut needs = Vec::new();
    if record.recommended_cpu_speed > 0 {
        needs.push(format!("{} MHz", record.recommended_cpu_speed));
    }
    if record.recommended_memory > 0 {
        needs.push(format!("{} MB of memory", record.recommended_memory));
    }
    if record.recommended_disk_space > 0 {
        needs.push(format!("{} MB on disk", record.recommended_disk_space));
    }
    if record.can_require_source {
        needs.push("perhaps the original media".to_owned());
    }
    needs.join(", ")
}

/// `Contoso Webcam 3 (Camera), driver of Contoso of 2026-01-02, USB\VID_…`
fn device(entry: &DeviceRecord) -> String {
    format!(
        "{} {} ({}), driver of {} of {}, {}",
        entry.manufacturer,
        entry.model,
        entry.class,
        entry.provider,
        entry.date.strftime("%Y-%m-%d"),
        entry.hardware_id
    )
}
