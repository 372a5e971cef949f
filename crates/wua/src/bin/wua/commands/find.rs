//! Searches for what was selected.

use std::sync::Arc;

use wua::enums::{OperationResultCode, ServerSelection};
use wua::{Error, Guid, SearchRequest, SearchResult, Update, code};

use crate::arguments::Source;
use crate::context::Context;
use crate::failure::Failure;
use crate::selection::{self, Selection};
use crate::task;

/// What was found.
pub(crate) struct Found {
    /// The updates that are meant.
    pub(crate) updates: Vec<Update>,
    /// How the search ended.
    pub(crate) code: OperationResultCode,
    /// Names that mean none of what was found.
    unknown: Vec<String>,
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

/// Searches with the criteria that were written, or the `usual` ones of the verb.
pub(crate) fn find(
    context: &mut Context,
    selection: &Selection,
    source: &Source,
    usual: &'static str,
    include_superseded: bool,
) -> Result<Found, Failure> {
    selection.check()?;
    let criteria = selection.criteria(usual)?;
    let request = SearchRequest {
        criteria: criteria.to_owned(),
        online: !source.offline,
        // Who names an update means that one, even if there is a newer one.
        include_potentially_superseded: include_superseded || !selection.names.is_empty(),
        ..of_service(context, source)?
    };
    if let Some(filters) = selection.describe_filters() {
        context.output.detail(&format!("of these: {filters}"));
    }
    let result = task::run(context, &[], |session| session.searching(request.clone()))?.complete(context)?;
    warn(context, &result);
    if result.code == OperationResultCode::Failed {
        return Err(Failure::from(Error::from(result.hresult).context("search")));
    }
    let (updates, unknown) = selection.of(&result)?;
    Ok(Found {
        updates,
        unknown,
        code: result.code,
    })
}

/// The store is asked first, and the services only for what it does not know.
pub(crate) fn find_named(
    context: &mut Context,
    selection: &Selection,
    source: &Source,
    usual: &'static str,
) -> Result<Vec<Update>, Failure> {
    if source.service.is_none() {
        let offline = Source {
            offline: true,
            ..source.clone()
        };
        let found = find(context, selection, &offline, usual, false)?;
        let is_answer = found.unknown.is_empty() && !found.updates.is_empty();
        if source.offline || is_answer {
            return found.all_known();
        }
    }
    find(context, selection, source, usual, false)?.all_known()
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

fn of_service(context: &Context, source: &Source) -> Result<SearchRequest, Failure> {
    let Some(name) = &source.service else {
        return Ok(SearchRequest::default());
    };
    Ok(SearchRequest {
        server_selection: ServerSelection::Others,
        service_id: Some(service(context, name)?),
        ..SearchRequest::default()
    })
}

fn warn(context: &mut Context, result: &Arc<SearchResult>) {
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
