//! What a service may offer.

use std::fmt::Write as _;
use std::sync::Arc;

use sha2::{Digest, Sha256};
use wua_agent::{Content, Identity, Relevance, Revision, Texts};
use wua_com::{Guid, Lcid};
use wua_rules::applicability::{Condition, Query, Rule, Test};

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
        ..Content::default()
    }
}

/// Holds when an update was put on the computer.
pub(crate) fn is_there(number: u128) -> Rule {
    test("MsiProductInstalled", Query::MsiProduct(guid(number)))
}

/// Nobody knows whether it holds.
pub(crate) fn unanswerable() -> Rule {
    test("LicenseDword", Query::Licence("Kernel-ProductInfo".to_owned()))
}

/// Holds when the agent has put an update on the computer once.
pub(crate) fn was_installed_once(number: u128) -> Rule {
    test("InstalledOnce", Query::InstalledOnce(guid(number)))
}

fn test(operator: &str, query: Query) -> Rule {
    Rule::Test(Box::new(Test {
        operator: operator.to_owned(),
        query,
        condition: Condition::Present,
    }))
}

/// An update whose rules say that it can be installed anywhere, and that it is there once it was put on.
pub(crate) fn ruled(number: u128, change: impl FnOnce(&mut Revision, &mut Relevance)) -> Arc<Revision> {
    let mut relevance = Relevance::default();
    relevance.rules.is_installed = Some(is_there(number));
    relevance.rules.is_installable = Some(Rule::True);
    revision(number, |revision| {
        change(revision, &mut relevance);
        revision.relevance = Some(Arc::new(relevance));
    })
}
