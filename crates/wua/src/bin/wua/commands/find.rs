//! Searches for what was selected.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

use wua::enums::{OperationResultCode, ServerSelection};
use wua::{Error, Guid, SearchRequest, SearchResult, Tally, Update, code};

use crate::arguments::Source;
use crate::context::Context;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::packages;
use crate::selection::{self, EVERYTHING, Selection};
use crate::task;

/// What was found.
pub(crate) struct Found {
    /// The updates that are meant.
    pub(crate) updates: Vec<Update>,
    /// How the search ended.
    pub(crate) code: OperationResultCode,
    /// Names that mean none of what was found.
    pub(crate) unknown: Vec<String>,
    /// Of how many updates nobody can say whether they concern the computer.
    pub(crate) unclear: usize,
    /// What became of all that is known.
    pub(crate) tally: Tally,
}

impl Found {
    /// The updates; every name has to mean one.
    pub(crate) fn all_known(self) -> Result<Vec<Update>, Failure> {
        if self.unknown.is_empty() {
            return Ok(self.updates);
        }
        Err(selection::unknown(&self.unknown))
    }
}

/// What a verb searches for.
#[derive(Clone, Copy)]
pub(crate) struct Wanted<'a> {
    pub(crate) selection: &'a Selection,
    pub(crate) source: &'a Source,
    /// The criteria, where none were written.
    pub(crate) usual: &'static str,
    /// Also updates that a newer one replaces.
    pub(crate) replaced: bool,
}

/// Searches with the criteria that were written, or the usual ones of the verb.
pub(crate) fn find(context: &mut Context, wanted: Wanted<'_>) -> Result<Found, Failure> {
    let selection = wanted.selection;
    selection.check()?;
    let request = SearchRequest {
        criteria: selection.criteria(wanted.usual),
        online: !wanted.source.offline,
        // Who names an update means that one, even if there is a newer one. And among everything there are newer ones
        // that nobody is offered.
        include_potentially_superseded: wanted.replaced
            || wanted.usual == EVERYTHING
            || !selection.names().is_empty(),
        ..of_service(context, wanted.source.service.as_deref())?
    };
    if let Some(filters) = selection.describe_filters() {
        context.output.detail(&format!("of these: {filters}"));
    }
    let mut result = search(context, &request)?;
    warn(context, &result);
    if let Some(criteria) = selection.unwanted_criteria() {
        leave_out(context, &mut result, &request, criteria)?;
    }
    let session = context.session()?;
    let known = RefCell::new(HashMap::new());
    let packages = |update: &Update| {
        let names = || packages::names(&session, update);
        let mut known = known.borrow_mut();
        known.entry(update.identity()).or_insert_with(names).clone()
    };
    let (updates, unknown) = selection.of(&result, wanted.replaced, &packages)?;
    Ok(Found {
        updates,
        unknown,
        unclear: result.unclear,
        tally: result.tally,
        code: result.code,
    })
}

/// The store is asked first, and the services only for what it does not know.
pub(crate) fn find_named(context: &mut Context, wanted: Wanted<'_>) -> Result<Vec<Update>, Failure> {
    if wanted.source.service.is_none() {
        let offline = Source {
            offline: true,
            ..wanted.source.clone()
        };
        let source = &offline;
        match find(context, Wanted { source, ..wanted }) {
            Ok(found) if wanted.source.offline || (found.unknown.is_empty() && !found.updates.is_empty()) => {
                return found.all_known();
            }
            Err(failure) if wanted.source.offline || failure.exit != Exit::NotFound => return Err(failure),
            Ok(_) | Err(_) => {}
        }
    }
    find(context, wanted)?.all_known()
}

/// What the criteria find; that it failed is an error.
fn search(context: &mut Context, request: &SearchRequest) -> Result<SearchResult, Failure> {
    let result = task::run(context, &[], |session| session.searching(request.clone()))?.complete(context)?;
    if result.code == OperationResultCode::Failed {
        warn(context, &result);
        return Err(Failure::from(Error::from(result.hresult).context("search")));
    }
    Ok(Arc::unwrap_or_clone(result))
}

/// What other criteria find as well is not wanted. The services have just been asked.
fn leave_out(
    context: &mut Context,
    result: &mut SearchResult,
    request: &SearchRequest,
    criteria: String,
) -> Result<(), Failure> {
    let request = SearchRequest {
        criteria,
        online: false,
        include_potentially_superseded: true,
        ..request.clone()
    };
    let unwanted = search(context, &request)?;
    let is_unwanted = |update: &Update| {
        let mut others = unwanted.updates.iter();
        others.any(|other| other.identity() == update.identity())
    };
    result.updates.retain(|update| !is_unwanted(update));
    Ok(())
}

/// The service that is called so.
pub(crate) fn service(context: &Context, name: &str) -> Result<Guid, Failure> {
    let services = context.session()?.services()?;
    let id = Guid::parse(name);
    let is_meant = |service: &&wua::ServiceRecord| match id {
        Some(id) => service.id == id,
        None => service.name.eq_ignore_ascii_case(name),
    };
    services
        .iter()
        .find(is_meant)
        .map(|service| service.id)
        .ok_or_else(|| {
            let message = format!("no service is known as `{name}`");
            Failure::not_found(code::WU_E_DS_UNKNOWNSERVICE, message)
                .hint("`wua services list` shows those that are known")
        })
}

/// A request to the service that is called so, or to the usual ones.
pub(crate) fn of_service(context: &Context, name: Option<&str>) -> Result<SearchRequest, Failure> {
    let Some(name) = name else {
        return Ok(SearchRequest::default());
    };
    Ok(SearchRequest {
        server_selection: ServerSelection::Others,
        service_id: Some(service(context, name)?),
        ..SearchRequest::default()
    })
}

/// Tells what went wrong without spoiling the rest.
pub(crate) fn warn(context: &mut Context, result: &SearchResult) {
    let locale = context.locale().ok();
    for warning in &result.warnings {
        let wanted = warning
            .message
            .iter()
            .find(|(language, _)| Some(*language) == locale);
        let text = wanted.or(warning.message.first()).map(|(_, text)| text.clone());
        let error = match text {
            Some(text) => Error::new(warning.hresult, text),
            None => Error::from(warning.hresult),
        };
        context.output.warning(&error);
    }
}
