//! What the server was asked, and what it was told.

use std::collections::BTreeMap;

use jiff::Timestamp;
use wua_com::Guid;

use super::operation::Operation;
use super::xml::Node;

/// A request that was answered, or was to go wrong.
#[derive(Clone, Debug)]
pub struct Asked {
    /// Nothing if it was for a file, or for nothing that there is.
    pub operation: Option<Operation>,
    /// Such as `GET`.
    pub method: String,
    /// As it was asked for.
    pub path: String,
    /// The headers, by their names in lower case.
    pub headers: BTreeMap<String, String>,
    /// The body, unless it was long.
    pub body: String,
    /// How long the body was.
    pub body_length: usize,
    /// Of the answer; 0 if there was none.
    pub status: u16,
    /// The `ErrorCode` that was answered.
    pub fault: Option<&'static str>,
    /// How long the answer was on the wire, with its head.
    pub answer_length: u64,
    /// How long its body was before it was compressed.
    pub decoded_length: usize,
    /// The client whose cookie it showed.
    pub client: Option<String>,
    /// Counts connections.
    pub connection: u64,
}

/// Longer bodies are not kept.
pub(super) const LONGEST_BODY: usize = 256 << 10;

impl Asked {
    /// The element of the operation, if it was kept and can be read.
    pub fn parameters(&self) -> Option<Node> {
        let envelope = Node::parse(&self.body).ok()?;
        envelope.child("Body")?.children().next().cloned()
    }

    /// The numbers of a list in the parameters of `SyncUpdates`, or in those of another operation.
    pub fn numbers(&self, list: &str) -> Vec<i32> {
        let Some(parameters) = self.parameters() else {
            return Vec::new();
        };
        let inner = parameters.child("parameters").unwrap_or(&parameters);
        let items = inner.child(list).into_iter().flat_map(Node::children);
        items.filter_map(|item| item.text().parse().ok()).collect()
    }
}

/// A computer that has asked for an authorization cookie.
#[derive(Clone, Debug, Default)]
pub struct Computer {
    /// `clientId`.
    pub client: String,
    /// `dnsName`.
    pub dns_name: String,
    /// The group that it asked to be in.
    pub target_group: String,
    /// What it said of itself, by the names of the elements; empty until it has registered.
    pub registration: BTreeMap<String, String>,
    /// Whether it has registered, and this server still knows.
    pub is_registered: bool,
}

/// An event that a computer has reported.
#[derive(Clone, Debug)]
pub struct Event {
    /// `Sid`.
    pub client: String,
    /// What happened ([MS-WUSP] 2.2.2.3.1).
    pub id: i32,
    /// Which occurrence of it.
    pub instance: Guid,
    /// When, on the computer.
    pub time: String,
    /// The update that it is about; all zeros for none.
    pub update: Guid,
    /// Its revision.
    pub revision: i32,
    /// How it ended.
    pub hresult: i32,
    /// Who made it happen.
    pub application: String,
    /// For its message.
    pub replacements: Vec<String>,
    /// Values behind a letter and `=`.
    pub misc: Vec<(String, String)>,
    /// Empty, or of a driver.
    pub device: String,
    /// When it came here.
    pub received: Timestamp,
}
