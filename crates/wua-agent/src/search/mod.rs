//! Searching: what to search for, and what was found.

use std::sync::Arc;

use wua_com::{Guid, HResult};
use wua_defs::enums::{OperationResultCode, SearchScope, ServerSelection};

use crate::category::Category;
use crate::ports::Warning;
use crate::update::Update;

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
    /// Leave the download priority out of the decision what replaces what.
    pub ignore_download_priority: bool,
    /// For the computer or for users.
    pub scope: SearchScope,
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
    /// `S_OK`, or the success code that goes with the result.
    pub hresult: HResult,
    /// The updates that match, in the order of their services.
    pub updates: Vec<Update>,
    /// The categories of what was considered.
    pub categories: Arc<CategoryTree>,
    /// What went wrong without spoiling the rest.
    pub warnings: Vec<Warning>,
    /// How many updates the services know that were looked at.
    pub considered: usize,
}

/// Categories and the updates in them.
#[derive(Clone, Debug, Default)]
pub struct CategoryTree {
    /// All of them.
    pub categories: Vec<Arc<Category>>,
    /// All applicable updates that were considered, installed or not, whether they match the criteria or not.
    pub updates: Vec<Update>,
}

impl CategoryTree {
    /// Those without a parent that have one of `updates` in or below them, in display order.
    pub fn roots_of(&self, updates: &[Update]) -> Vec<Arc<Category>> {
        let _ = updates;
        todo!()
    }

    /// Those directly below a category, in display order.
    pub fn children(&self, id: Guid) -> Vec<Arc<Category>> {
        let _ = id;
        todo!()
    }

    /// The category above.
    pub fn parent(&self, category: &Category) -> Option<Arc<Category>> {
        let _ = category;
        todo!()
    }

    /// The applicable updates of a category, those of categories below it included.
    pub fn updates_in(&self, id: Guid) -> Vec<Update> {
        let _ = id;
        todo!()
    }
}
