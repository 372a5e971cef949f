//! The update server that a policy of a Windows computer names.

use wua_agent::UpdateServer;
use wua_rules::applicability::Facts;

use super::computer::text;

const POLICY: &str = "SOFTWARE\\Policies\\Microsoft\\Windows\\WindowsUpdate";
const AUTOMATIC: &str = "SOFTWARE\\Policies\\Microsoft\\Windows\\WindowsUpdate\\AU";

/// The server that `WUServer` and `UseWUServer` name, if they do. Who writes an address without encryption into a policy
/// wants it so.
pub(super) fn by_policy(facts: &dyn Facts) -> Option<UpdateServer> {
    let is_set = |value: &str| is_set(facts, POLICY, value);
    if !self::is_set(facts, AUTOMATIC, "UseWUServer") {
        return None;
    }
    let url = text(facts, POLICY, "WUServer");
    if url.is_empty() {
        return None;
    }
    let group = text(facts, POLICY, "TargetGroup");
    Some(UpdateServer {
        url,
        status_url: text(facts, POLICY, "WUStatusServer"),
        target_group: (is_set("TargetGroupEnabled") && !group.is_empty()).then_some(group),
        allow_http: true,
        download_url: text(facts, POLICY, "UpdateServiceUrlAlternate"),
        has_unplaced_files: is_set("FillEmptyContentUrls"),
        ..UpdateServer::default()
    })
}

/// Whether Windows Update itself must not be asked.
pub(super) fn is_exclusive(facts: &dyn Facts) -> bool {
    is_set(facts, POLICY, "DisableWindowsUpdateAccess")
}

fn is_set(facts: &dyn Facts, key: &str, value: &str) -> bool {
    matches!(text(facts, key, value).parse(), Ok(1..=u32::MAX))
}
