//! A search, from the request to the result.

use std::sync::Arc;

use wua_com::{Error, HResult, code};
use wua_defs::enums::OperationResultCode;

use super::evaluate::evaluate;
use super::gather::gather;
use super::subject::UpdateSubject;
use super::supersedence::without_superseded;
use super::{CategoryTree, SearchPlan, SearchRequest, SearchResult, Tally};
use crate::automatic_updates::Success;
use crate::cache::tend;
use crate::job::{Job, Phase, Progress, Worker};
use crate::ports::Warning;
use crate::session::Session;

/// A search that has not begun.
pub(crate) fn prepare(session: &Session, request: SearchRequest) -> Job<SearchResult> {
    let session = session.clone();
    Job::new("search", Progress::default(), move |worker| {
        match search(&session, &request, worker) {
            Err(error) if worker.abort().is_requested() && error.hresult() == code::WU_E_CALL_CANCELLED => {
                Ok(aborted())
            }
            Err(error) => Err(error.context("search")),
            Ok(mut result) => {
                if session.is_automatic() {
                    session.agent().record_automatic_success(Success::Search)?;
                }
                if request.online
                    && let Err(error) = tend(session.agent())
                {
                    result.warnings.push(Warning::general(&error));
                    result.code = OperationResultCode::SucceededWithErrors;
                }
                Ok(result)
            }
        }
    })
}

fn search(session: &Session, request: &SearchRequest, worker: &Worker<'_>) -> Result<SearchResult, Error> {
    let agent = session.agent();
    worker.report(|progress| progress.phase = Phase::Searching);
    if request.online {
        agent.complete_pending_registrations()?;
    }
    let records: Vec<_> = agent
        .registry()
        .entries(agent.store())?
        .into_iter()
        .map(|entry| entry.record)
        .collect();
    let plan = SearchPlan::new(request, &records)?;
    worker.abort().check()?;
    let gathered = gather(session, &plan, worker)?;
    let client = (request.server_selection, &session.locales);
    let evaluated = evaluate(agent, &plan, &gathered, client, worker)?;
    worker.abort().check()?;

    let mut tally = evaluated.tally;
    let mut updates = Vec::new();
    for update in &evaluated.updates {
        if plan.criteria.matches(&UpdateSubject(update)) {
            updates.push(update.clone());
            continue;
        }
        *if update.applicability.installed {
            &mut tally.installed
        } else if update.marks.is_hidden() {
            &mut tally.hidden
        } else {
            &mut tally.unwanted
        } += 1;
    }
    let matching = updates.len();
    if !plan.include_potentially_superseded {
        updates = without_superseded(updates, request.ignore_download_priority);
    }
    tally.superseded += matching - updates.len();
    tally.found += updates.len();
    tally += gathered.withheld;
    worker.report(|progress| progress.percent = 100);
    let mut warnings = gathered.warnings;
    warnings.extend(evaluated.warnings);
    let code = if warnings.is_empty() {
        OperationResultCode::Succeeded
    } else {
        OperationResultCode::SucceededWithErrors
    };
    Ok(SearchResult {
        code,
        hresult: HResult::default(),
        updates,
        categories: Arc::new(CategoryTree {
            categories: evaluated.categories,
            updates: evaluated.updates,
        }),
        warnings,
        considered: tally.known,
        unclear: tally.unclear,
        tally,
    })
}

/// What a search that was aborted found: nothing that could be relied on.
fn aborted() -> SearchResult {
    SearchResult {
        code: OperationResultCode::Aborted,
        hresult: code::WU_E_CALL_CANCELLED,
        updates: Vec::new(),
        categories: Arc::default(),
        warnings: Vec::new(),
        considered: 0,
        unclear: 0,
        tally: Tally::default(),
    }
}
