//! `wua services`: where updates come from.

use std::path::{Path, PathBuf};

use clap::ValueEnum;
use wua::enums::{AddServiceFlag, UpdateServiceRegistrationState};
use wua::{ClientCertificate, Error, Guid, ServiceRecord, Trust, UpdateServer, code};

use crate::arguments::AddArguments;
use crate::commands::find;
use crate::context::Context;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::Output;
use crate::output::json::Summary;
use crate::output::table::{Layout, Table};
use crate::output::text;
use crate::records::{CatalogueRecord, ServiceLine};
use crate::task;

/// A letter of the status, when it is shown, and what it means.
type Letter = (char, fn(&ServiceLine) -> bool, &'static str);

const LETTERS: [Letter; 5] = [
    (
        'A',
        |service| service.registered_with_au,
        "serves Automatic Updates",
    ),
    ('D', |service| service.default, "default"),
    ('M', |service| service.managed, "managed"),
    ('S', |service| service.scan_package, "scan package"),
    (
        'W',
        |service| service.offers_windows_updates,
        "offers Windows updates",
    ),
];

/// What can be shown of a service in a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Column {
    Status,
    Id,
    Name,
    Url,
    Issued,
    Expires,
}

/// What is shown unless somebody asks for something else.
const USUAL: [Column; 4] = [Column::Status, Column::Id, Column::Name, Column::Url];

pub(crate) fn list(context: &mut Context, columns: &[Column]) -> Result<Exit, Failure> {
    let services = context.session()?.services()?;
    show(&mut context.output, &services, columns);
    context.conclude(Summary::of(services.len()), Exit::Done)
}

pub(crate) fn add(context: &mut Context, arguments: &AddArguments) -> Result<Exit, Failure> {
    if let (Some(path), Some(name)) = (&arguments.sdp, &arguments.service) {
        return add_catalogue(context, name, path, arguments.default);
    }
    if let (Some(url), Some(name)) = (&arguments.wsus, &arguments.service) {
        return add_update_server(context, name, url, arguments);
    }
    if context.options.dry_run {
        let what = match (&arguments.scan_package, &arguments.service) {
            (Some(package), _) => package.display().to_string(),
            (None, Some(written)) => guid(written)?.to_string(),
            (None, None) => String::new(),
        };
        return would(context, &format!("add {what}"));
    }
    let record = match (&arguments.scan_package, &arguments.service) {
        (Some(package), _) => Some(context.session()?.add_scan_package(&arguments.name, package)?),
        (None, Some(written)) => register(context, arguments, guid(written)?)?,
        (None, None) => None,
    };
    let Some(record) = record else {
        context
            .output
            .note("The registration is pending: it is completed when the service can be reached.");
        return context.conclude(Summary::of(0), Exit::Done);
    };
    if arguments.default && !record.is_registered_with_au {
        context.session()?.register_with_automatic_updates(record.id)?;
    }
    let all = context.session()?.services()?;
    let added: Vec<ServiceRecord> = all
        .into_iter()
        .filter(|service| service.id == record.id)
        .collect();
    show(&mut context.output, &added, &[]);
    context.conclude(Summary::of(added.len()), Exit::Done)
}

/// Makes a service of a catalogue, or says what would become of it.
fn add_catalogue(context: &mut Context, name: &str, path: &Path, is_default: bool) -> Result<Exit, Failure> {
    let (session, name, path) = (context.session()?, name.to_owned(), path.to_owned());
    let is_plan = context.options.dry_run;
    let added = task::think(context, "reading the catalogue", move || {
        if is_plan {
            return Ok(session.plan_catalogue(&name, &path)?);
        }
        let mut added = session.add_catalogue(&name, &path)?;
        if is_default {
            session.register_with_automatic_updates(added.record.id)?;
            added.record.is_registered_with_au = true;
        }
        Ok(added)
    })?;
    let record = CatalogueRecord::of(&added);
    if is_plan {
        context.output.line("Would add a service:");
    }
    show(&mut context.output, std::slice::from_ref(&added.record), &[]);
    print_catalogue(&mut context.output, &record);
    let summary = Summary {
        skipped: record.left_out.len(),
        ..Summary::of(1)
    };
    context.conclude(summary, Exit::Done)
}

/// Makes a service of an update server, or says what would become of it.
fn add_update_server(
    context: &mut Context,
    name: &str,
    url: &str,
    arguments: &AddArguments,
) -> Result<Exit, Failure> {
    let server = UpdateServer {
        url: url.to_owned(),
        target_group: arguments.target_group.clone(),
        allow_http: arguments.allow_http,
        trust: trust(arguments)?,
        ..UpdateServer::default()
    };
    let session = context.session()?;
    let added = if context.options.dry_run {
        context.output.line("Would add a service:");
        session.plan_update_server(name, &server)
    } else {
        session.add_update_server(name, &server)
    };
    let is_refused =
        |error: &Error| error.hresult() == code::WU_E_PT_SECURITY_VERIFICATION_FAILURE && !server.allow_http;
    let record = added.map_err(|error| {
        if is_refused(&error) {
            Failure::from(error).hint("`--allow-http` allows it")
        } else {
            error.into()
        }
    })?;
    show(&mut context.output, std::slice::from_ref(&record), &[]);
    context.conclude(Summary::of(1), Exit::Done)
}

/// Whoever asks the server later is somewhere else.
fn trust(arguments: &AddArguments) -> Result<Trust, Failure> {
    let whole = |path: &PathBuf| {
        std::path::absolute(path).map_err(|error| {
            Failure::usage(format!(
                "{} is no file that can be named: {error}",
                path.display()
            ))
        })
    };
    let client_certificate = match (&arguments.client_certificate, &arguments.client_key) {
        (Some(chain), Some(key)) => Some(ClientCertificate {
            chain: whole(chain)?,
            key: whole(key)?,
        }),
        _ => None,
    };
    Ok(Trust {
        authorities: arguments.ca.iter().map(whole).collect::<Result<_, _>>()?,
        client_certificate,
    })
}

fn print_catalogue(output: &mut Output, catalogue: &CatalogueRecord) {
    output.record("catalogue", catalogue);
    output.line(&format!("signature: {}", catalogue.signature));
    output.line(&format!(
        "{} loaded, {} left out",
        text::counted(catalogue.loaded, "update"),
        catalogue.left_out.len()
    ));
    for left_out in &catalogue.left_out {
        let names = [&left_out.file, &left_out.id, &left_out.title];
        let names: Vec<&str> = names
            .into_iter()
            .map(String::as_str)
            .filter(|name| !name.is_empty())
            .collect();
        output.line(&format!("  {}: {}", names.join("  "), left_out.reason));
    }
}

pub(crate) fn remove(context: &mut Context, name: &str) -> Result<Exit, Failure> {
    let id = find::service(context, name)?;
    if context.options.dry_run {
        return would(context, &format!("remove {id}"));
    }
    context.session()?.remove_service(id)?;
    context.output.note(&format!("Removed {id}."));
    context.conclude(Summary::of(1), Exit::Done)
}

pub(crate) fn default(context: &mut Context, name: Option<&str>) -> Result<Exit, Failure> {
    if let Some(name) = name {
        let id = find::service(context, name)?;
        if context.options.dry_run {
            return would(context, &format!("let {id} serve Automatic Updates"));
        }
        context.session()?.register_with_automatic_updates(id)?;
    }
    let mut services = context.session()?.services()?;
    services.retain(|service| service.is_default_au_service || service.is_registered_with_au);
    show(&mut context.output, &services, &[]);
    context.conclude(Summary::of(services.len()), Exit::Done)
}

/// A mere plan.
fn would(context: &mut Context, what: &str) -> Result<Exit, Failure> {
    context.output.line(&format!("Would {what}."));
    context.conclude(Summary::of(0), Exit::Done)
}

fn register(context: &Context, arguments: &AddArguments, id: Guid) -> Result<Option<ServiceRecord>, Failure> {
    let session = context.session()?;
    if let Some(cabinet) = &arguments.cabinet {
        return Ok(Some(session.add_service(id, cabinet)?));
    }
    let with_au = if arguments.default {
        Some(AddServiceFlag::RegisterServiceWithAU)
    } else {
        None
    };
    let flags = [
        Some(AddServiceFlag::AllowOnlineRegistration),
        Some(AddServiceFlag::AllowPendingRegistration),
        with_au,
    ];
    let flags = flags.into_iter().flatten().map(i32::from).sum();
    let registration = session.add_online_service(id, flags)?;
    Ok(match registration.state {
        UpdateServiceRegistrationState::Registered => registration.record,
        _ => None,
    })
}

fn guid(written: &str) -> Result<Guid, Failure> {
    Guid::parse(written).ok_or_else(|| {
        Failure::usage(format!(
            "`{written}` is not a GUID: 8-4-4-4-12 hexadecimal digits are expected"
        ))
    })
}

fn show(output: &mut Output, services: &[ServiceRecord], columns: &[Column]) {
    let services: Vec<ServiceLine> = services.iter().map(ServiceLine::from).collect();
    for service in &services {
        output.record("service", service);
    }
    if services.is_empty() {
        output.note("No services.");
        return;
    }
    if output.is_json() || !table(&services, columns).print(output).contains(&"STATUS") {
        return;
    }
    let letters: String = services.iter().map(status).collect();
    if let Some(meanings) = meanings(&letters) {
        output.note(&meanings);
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

/// Columns that are left out where there is no room, the first one first.
pub(crate) const DISPENSABLE: &[&str] = &["URL", "STATUS", "ID"];

/// The columns that were chosen, or the usual ones.
pub(crate) fn shown(chosen: &[Column]) -> &[Column] {
    if chosen.is_empty() { &USUAL } else { chosen }
}

fn table(services: &[ServiceLine], columns: &[Column]) -> Table {
    let is_usual = columns.is_empty();
    let columns = shown(columns);
    let mut table = Table::new(columns.iter().map(|column| column.heading()));
    for service in services {
        table.row(columns.iter().map(|column| column.cell(service)));
    }
    if is_usual {
        table = table.without_room(DISPENSABLE);
    }
    table
}

impl Column {
    pub(crate) fn heading(self) -> (&'static str, Layout) {
        match self {
            Self::Status => ("STATUS", Layout::Left),
            Self::Id => ("ID", Layout::Left),
            Self::Name => ("NAME", Layout::Elastic),
            Self::Url => ("URL", Layout::Elastic),
            Self::Issued => ("ISSUED", Layout::Left),
            Self::Expires => ("EXPIRES", Layout::Left),
        }
    }

    pub(crate) fn cell(self, service: &ServiceLine) -> String {
        match self {
            Self::Status => status(service),
            Self::Id => service.id.clone(),
            Self::Name => service.name.clone(),
            Self::Url => service.url.clone(),
            Self::Issued => text::moment(service.issue_date),
            Self::Expires => text::moment(service.expiration_date),
        }
    }
}

fn status(service: &ServiceLine) -> String {
    let letters: String = LETTERS
        .iter()
        .filter(|(_, shows, _)| shows(service))
        .map(|(letter, ..)| letter)
        .collect();
    if letters.is_empty() {
        "-".to_owned()
    } else {
        letters
    }
}
