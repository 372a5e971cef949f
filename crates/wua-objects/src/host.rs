//! What objects stand on.

use std::sync::Arc;

use wua_agent::Agent;
use wua_com::Text;

/// The engine, and what it is called.
pub struct Host {
    /// The engine that does the work.
    pub agent: Arc<Agent>,
    /// What `IWindowsUpdateAgentInfo::GetInfo` answers to `ProductVersionString`.
    pub product_version: Text,
}

impl Host {
    /// Objects over this engine.
    pub fn new(agent: Arc<Agent>, product_version: &str) -> Arc<Self> {
        Arc::new(Self {
            agent,
            product_version: product_version.into(),
        })
    }
}
