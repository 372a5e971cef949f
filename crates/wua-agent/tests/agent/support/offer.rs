//! What a service may offer.

use std::fmt::Write as _;
use std::sync::Arc;

use sha2::{Digest, Sha256};
use wua_agent::{Content, Identity, Revision, Texts};
use wua_com::{Guid, Lcid};

pub(crate) fn guid(number: u128) -> Guid {
    Guid::from_u128(number)
}

/// An update with a number, called `Update <number>`.
pub(crate) fn revision(number: u128, change: impl FnOnce(&mut Revision)) -> Arc<Revision> {
    let mut revision = Revision {
        identity: Identity {
            id: guid(number),
            revision: 1,
        },
        texts: vec![Texts {
            locale: Some(Lcid::ENGLISH),
            title: format!("Update {number}"),
            ..Texts::default()
        }],
        ..Revision::default()
    };
    change(&mut revision);
    Arc::new(revision)
}

/// An update with one file, which holds `body`.
pub(crate) fn with_file(number: u128, body: &[u8]) -> Arc<Revision> {
    revision(number, |revision| {
        revision.contents = vec![content(&format!("{number}.bin"), body)];
    })
}

pub(crate) fn bundle(number: u128, members: Vec<Arc<Revision>>) -> Arc<Revision> {
    revision(number, |revision| revision.bundled = members)
}

pub(crate) fn content(name: &str, body: &[u8]) -> Content {
    let hash = Sha256::digest(body).iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").unwrap();
        text
    });
    Content {
        url: format!("test:{name}"),
        file_name: name.to_owned(),
        size: u64::try_from(body.len()).unwrap(),
        sha256: hash,
        is_delta: false,
    }
}
