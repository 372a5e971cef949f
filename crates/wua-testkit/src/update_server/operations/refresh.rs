//! `RefreshCache` ([MS-WUSP] 3.1.5.8).

use wua_com::Guid;

use super::super::deployment::Action;
use super::super::fault::Fault;
use super::super::xml::{Node, leaf};
use super::Call;
use super::sync::shown_by_index;

impl Call<'_> {
    pub(super) fn refresh_cache(&mut self) -> Result<String, Fault> {
        let cookie = self.state.cookie(self.operation.name(), self.parameters)?;
        // Who changes servers has to, and cannot be told by the other server that it did; who is here already must not.
        if !cookie.is_first {
            self.complain("it has synchronized here, and was not told that its cookie is not from here");
        }
        let group = self.state.group(&cookie.client);
        let scope = self.state.catalogue.scope(&group);
        let shown = shown_by_index(&scope);
        let mut out = String::from("<RefreshCacheResult>");
        let wanted = self.parameters.child("globalIDs");
        for node in wanted.into_iter().flat_map(Node::children) {
            let Some((update, revision)) = identity(node) else {
                continue;
            };
            let index = self.state.catalogue.of_identity(update, revision);
            let Some((id, shown)) = index.and_then(|index| shown.get(&index)) else {
                continue;
            };
            // OBSERVED: members of bundles are not answered.
            if shown.deployment.approval.action == Action::Bundle {
                continue;
            }
            self.state.told.insert(*id);
            out.push_str("<RefreshCacheResult>");
            leaf(&mut out, "RevisionID", id);
            out.push_str("<GlobalID>");
            leaf(&mut out, "UpdateID", update);
            leaf(&mut out, "RevisionNumber", revision);
            out.push_str("</GlobalID>");
            leaf(&mut out, "IsLeaf", shown.is_leaf);
            shown.deployment.write(cookie.version, &[], &mut out);
            out.push_str("</RefreshCacheResult>");
        }
        out.push_str("</RefreshCacheResult>");
        // What was told here need not be told as changed.
        if let Some(cookie) = self.parameters.child("cookie") {
            self.state.has_seen_everything(cookie);
        }
        Ok(out)
    }
}

/// An `UpdateIdentity` of a request.
pub(super) fn identity(node: &Node) -> Option<(Guid, i32)> {
    let update = Guid::parse(&node.text_of("UpdateID")?)?;
    Some((update, node.text_of("RevisionNumber")?.parse().ok()?))
}
