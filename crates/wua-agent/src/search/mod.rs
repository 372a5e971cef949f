//! Searching: what to search for, and what was found.

mod evaluate;
mod execute;
mod gather;
mod plan;
mod subject;
mod supersedence;
mod tally;
mod tree;

use std::sync::Arc;

use wua_com::{Guid, HResult};
use wua_defs::enums::{OperationResultCode, SearchScope, ServerSelection};

use crate::ports::Warning;
use crate::update::Update;

pub(crate) use execute::prepare;
pub(crate) use gather::{known, with_memory};
pub use plan::{Asked, SearchPlan};
pub use tally::Tally;
pub use tree::CategoryTree;

/// What to search for, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "independent options of the specification"
)]
pub struct SearchRequest {
    /// The criteria; empty means what is neither installed nor hidden.
    pub criteria: String,
    /// Which kind of service to ask.
    pub server_selection: ServerSelection,
    /// Which service, if `server_selection` is `Others`.
    pub service_id: Option<Guid>,
    /// Whether services may be asked; otherwise the store answers alone.
    pub online: bool,
    /// Keep updates that another one in the result replaces.
    pub include_potentially_superseded: bool,
    /// Leave the download priority out of the decision what replaces what. Otherwise an update is replaced only by
    /// one whose files are fetched at least as urgently.
    pub ignore_download_priority: bool,
    /// For the computer or for users.
    pub scope: SearchScope,
    /// What lies between the services and their servers is renewed first, however fresh it is.
    pub refresh: bool,
}

impl Default for SearchRequest {
    fn default() -> Self {
        Self {
            criteria: String::new(),
            server_selection: ServerSelection::Default,
            service_id: None,
            online: true,
            include_potentially_superseded: false,
            ignore_download_priority: false,
            scope: SearchScope::Default,
            refresh: false,
        }
    }
}

impl From<&str> for SearchRequest {
    fn from(criteria: &str) -> Self {
        Self {
            criteria: criteria.to_owned(),
            ..Self::default()
        }
    }
}

/// What a search found.
#[derive(Clone, Debug)]
pub struct SearchResult {
    /// How it ended.
    pub code: OperationResultCode,
    /// `S_OK`; `WU_E_CALL_CANCELLED` if the search was aborted.
    pub hresult: HResult,
    /// The updates that match, in the order of their services.
    pub updates: Vec<Update>,
    /// The categories of what was considered.
    pub categories: Arc<CategoryTree>,
    /// What went wrong without spoiling the rest.
    pub warnings: Vec<Warning>,
    /// How many updates the services know that were looked at.
    pub considered: usize,
    /// Of how many of them nobody can say whether they concern this computer; explaining says why.
    pub unclear: usize,
    /// What became of all that is known. Of other computers only what was found is known.
    pub tally: Tally,
}
