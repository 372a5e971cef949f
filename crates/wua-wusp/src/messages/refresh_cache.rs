//! `RefreshCache`: what another server calls the revisions that are known here. [MS-WUSP] 2.2.2.2.5

use wua_xml::{Element, Error};

use super::{Cookie, Deployment, UpdateIdentity, client};
use crate::soap::{Incoming, Message, Operation, Parameters, Response};

/// Asks what the server calls revisions that are known here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefreshCache {
    /// Who we are.
    pub cookie: Cookie,
    /// The revisions.
    pub global_ids: Vec<UpdateIdentity>,
}

/// What it calls one of them. Those that it does not deploy are not answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefreshCacheResult {
    /// The server's number of it.
    pub revision_id: i32,
    /// The revision.
    pub global_id: UpdateIdentity,
    /// No other update depends on it.
    pub is_leaf: bool,
    /// What was decided about it.
    pub deployment: Option<Deployment>,
}

impl Message for RefreshCache {
    const OPERATION: Operation = client("RefreshCache");
    type Answer = Vec<RefreshCacheResult>;

    fn write(&self, to: &mut Parameters<'_>) {
        self.cookie.write("cookie", to.0);
        to.0.list("globalIDs", &self.global_ids, |inner, id| {
            id.write("UpdateIdentity", inner);
        });
    }

    fn read(from: &mut Response<'_, '_>) -> Result<Self::Answer, Error> {
        while let Some(child) = from.incoming.child(&from.element)? {
            if child.name == "RefreshCacheResult" {
                return from.incoming.list(&child, "RefreshCacheResult", result);
            }
        }
        Ok(Vec::new())
    }
}

fn result<'a>(from: &mut Incoming<'a>, element: &Element<'a>) -> Result<RefreshCacheResult, Error> {
    let (mut id, mut global_id, mut is_leaf, mut deployment) = (None, None, None, None);
    while let Some(child) = from.child(element)? {
        match child.name {
            "RevisionID" => id = Some(from.number(&child)?),
            "GlobalID" => global_id = Some(UpdateIdentity::read(from, &child)?),
            "IsLeaf" => is_leaf = Some(from.flag(&child)?),
            "Deployment" => deployment = Some(Deployment::read(from, &child)?),
            _ => {}
        }
    }
    match (id, global_id, is_leaf) {
        (Some(revision_id), Some(global_id), Some(is_leaf)) => Ok(RefreshCacheResult {
            revision_id,
            global_id,
            is_leaf,
            deployment,
        }),
        _ => Err(element.error("<RevisionID>, <GlobalID> and <IsLeaf> were expected in it")),
    }
}
