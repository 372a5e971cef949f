//! The operations: each takes its element and answers what its response holds, or a fault.

mod category_scan;
mod drivers;
mod extended;
mod handshake;
mod refresh;
mod report;
mod sync;

pub(super) use sync::Found;

use super::fault::Fault;
use super::operation::Operation;
use super::plan::Lie;
use super::state::State;
use super::xml::Node;

/// A call that is valid against its schema.
pub(super) struct Call<'a> {
    pub(super) state: &'a mut State,
    pub(super) operation: Operation,
    /// The element of the operation.
    pub(super) parameters: &'a Node,
    /// Where the client believes the server to be, such as `http://127.0.0.1:8530`.
    pub(super) base: &'a str,
    /// What the answer is to lie about.
    pub(super) lie: Option<Lie>,
}

impl Call<'_> {
    /// Does what was asked.
    pub(super) fn perform(mut self) -> Result<String, Fault> {
        match self.operation {
            Operation::GetConfig => self.get_config(),
            Operation::GetAuthorizationCookie => self.get_authorization_cookie(),
            Operation::GetCookie => self.get_cookie(),
            Operation::RegisterComputer => self.register_computer(),
            Operation::StartCategoryScan => self.start_category_scan(),
            Operation::SyncUpdates => self.sync_updates(),
            Operation::RefreshCache => self.refresh_cache(),
            Operation::GetExtendedUpdateInfo => self.get_extended_update_info(),
            Operation::GetExtendedUpdateInfo2 => self.get_extended_update_info_2(),
            Operation::GetFileLocations => self.get_file_locations(),
            Operation::ReportEventBatch => self.report_event_batch(),
        }
    }

    fn complain(&mut self, what: &str) {
        self.state.complain(self.operation.name(), what);
    }
}

/// The items of a list of numbers; nothing if it was left out.
fn numbers(list: Option<&Node>) -> Vec<i32> {
    let items = list.into_iter().flat_map(Node::children);
    items.filter_map(|item| item.text().parse().ok()).collect()
}

/// The items of a list of texts.
fn texts(list: Option<&Node>) -> Vec<String> {
    list.into_iter()
        .flat_map(Node::children)
        .map(Node::text)
        .collect()
}

/// Whether a Boolean is there and true.
fn is_true(node: Option<&Node>) -> bool {
    node.is_some_and(|node| ["true", "1"].contains(&node.text().as_str()))
}
