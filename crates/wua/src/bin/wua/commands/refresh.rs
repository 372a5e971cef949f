//! `wua refresh`: what the services know is brought up to date now, however fresh it is.

use wua::enums::OperationResultCode;
use wua::{Error, SearchRequest};

use crate::arguments::RefreshArguments;
use crate::commands::find::{of_service, warn};
use crate::context::Context;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::json::Summary;
use crate::output::text;
use crate::records::{RefreshRecord, RefreshedService};
use crate::task;

pub(crate) fn run(context: &mut Context, arguments: &RefreshArguments) -> Result<Exit, Failure> {
    let request = SearchRequest {
        refresh: true,
        online: true,
        ..of_service(context, arguments.service.as_deref())?
    };
    let plan = context.session()?.searching(request.clone()).plan()?;
    if context.options.dry_run {
        for asked in &plan.services {
            context.output.line(&format!("Would ask {}.", asked.name));
        }
        return context.conclude(Summary::of(0), Exit::Done);
    }
    let result = task::run(context, &[], |session| session.searching(request.clone()))?.complete(context)?;
    warn(context, &result);
    if result.code == OperationResultCode::Failed {
        return Err(Failure::from(Error::from(result.hresult).context("refresh")));
    }
    let available = result.updates.len();
    let services = plan.services.iter();
    let services = services.map(|asked| RefreshedService::new(asked.id, &asked.name));
    let record = RefreshRecord {
        services: services.collect(),
        known: result.considered,
        available,
    };
    let output = &mut context.output;
    output.record("refresh", &record);
    for service in &record.services {
        let name = service.name();
        if result.code == OperationResultCode::Succeeded {
            output.line(&format!("{name}: up to date"));
        } else {
            output.line(&format!("{name}: asked, but not all of it answered"));
        }
    }
    output.note(&format!(
        "{} known, {available} available.",
        text::counted(record.known, "update")
    ));
    let exit = match result.code {
        OperationResultCode::Succeeded if context.options.exit_code && available > 0 => {
            Exit::UpdatesAvailable
        }
        OperationResultCode::Succeeded => Exit::Done,
        _ => Exit::SomeFailed,
    };
    let summary = Summary {
        result: result.code.name().to_owned(),
        ..Summary::of(1)
    };
    context.conclude(summary, exit)
}
