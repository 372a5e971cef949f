//! What names and filters mean.

use std::sync::Arc;

use clap::Parser;
use wua::enums::{OperationResultCode, UpdateType};
use wua::{CategoryTree, Guid, Identity, Marks, Revision, Texts};

use super::*;

const ID: &str = "4cb43d7f-7eee-4906-8698-60da1c38f2fe";

#[derive(Parser)]
struct Line {
    #[command(flatten)]
    selection: Selection,
}

fn selection(written: &[&str]) -> Selection {
    Line::parse_from([&["wua"], written].concat()).selection
}

fn update(title: &str, kb: &str, change: impl FnOnce(&mut Revision)) -> Update {
    let mut revision = Revision {
        identity: Identity {
            id: Guid::literal(ID),
            revision: 3,
        },
        texts: vec![Texts {
            title: title.to_owned(),
            ..Texts::default()
        }],
        kb_article_ids: vec![kb.to_owned()],
        ..Revision::default()
    };
    change(&mut revision);
    Update {
        revision: Arc::new(revision),
        service: Guid::NIL,
        server_selection: wua::enums::ServerSelection::Default,
        applicability: wua::Applicability::default(),
        marks: Arc::new(Marks::default()),
        bundled: Vec::new(),
        categories: Vec::new(),
        locales: Arc::new([wua::Lcid::ENGLISH]),
    }
}

/// The titles that are meant. An update changes the package that is called like the first word of its title.
fn meant(written: &[&str], updates: &[Update]) -> Vec<String> {
    let found = SearchResult {
        code: OperationResultCode::Succeeded,
        hresult: wua::HResult::default(),
        updates: updates.to_vec(),
        categories: Arc::new(CategoryTree::default()),
        warnings: Vec::new(),
        considered: updates.len(),
        unclear: 0,
        tally: wua_agent::Tally::default(),
    };
    let first_word = |update: &Update| {
        let word = update.title().split(' ').next().unwrap_or_default();
        vec![word.to_owned(), format!("{word}:amd64")]
    };
    let (updates, _) = selection(written).of(&found, false, &first_word).unwrap();
    updates.iter().map(|update| update.title().to_owned()).collect()
}

fn is_meant(written: &[&str], update: &Update) -> bool {
    !meant(written, std::slice::from_ref(update)).is_empty()
}

#[test]
fn an_update_is_known_by_number_guid_title_and_package() {
    let office = update("Security Update for Contoso Office", "5001234", |_| ());
    let revision = format!("{{{}}}:3", ID.to_uppercase());
    for written in [
        &["kb5001234"][..],
        &["5001234"],
        &[ID],
        &[&revision],
        &["office", "SECURITY"],
        &["security:amd64"],
    ] {
        assert!(is_meant(written, &office), "{written:?}");
    }
    let other_revision = format!("{ID}:2");
    for written in [
        &["KB500123"][..],
        &[&other_revision],
        &["office", "driver"],
        &["12"],
    ] {
        assert!(!is_meant(written, &office), "{written:?}");
    }
}

#[test]
fn names_of_packages_are_single_names_and_words_belong_together() {
    let updates = [
        update("openssl 3.0.17", "1", |_| ()),
        update("curl 7.88", "2", |_| ()),
        update("libcurl-openssl 7.88", "3", |_| ()),
    ];
    assert_eq!(
        meant(&["openssl", "curl"], &updates),
        ["openssl 3.0.17", "curl 7.88"]
    );
    assert_eq!(meant(&["ssl", "7.88"], &updates), ["libcurl-openssl 7.88"]);
    assert_eq!(
        meant(&["curl", "ssl", "3.0"], &updates),
        ["openssl 3.0.17", "curl 7.88"]
    );
}

#[test]
fn names_that_cannot_be_meant_are_refused() {
    let bad_revision = format!("{ID}:x");
    for written in [
        &["KB50O1234"][..],
        &[&ID[1..]],
        &[&bad_revision],
        &["{nonsense}"],
        &["--not-kb", "office"],
        &["--not-id", "KB5"],
    ] {
        let failure = selection(written).check().unwrap_err();
        assert_eq!(failure.exit, crate::exit::Exit::BadArguments, "{written:?}");
    }
    for written in ["well-known", "KB", "C:\\x", "linux-image-6.1.0-18-amd64", "kbd"] {
        assert!(selection(&[written]).check().is_ok(), "{written}");
    }
}

#[test]
fn a_replaced_update_is_meant_only_by_its_guid() {
    let other = "4cb43d7f-7eee-4906-8698-60da1c38f2ff";
    let old = update("Office", "1", |_| ());
    let new = update("Office", "2", |revision| {
        revision.identity.id = Guid::literal(other);
        revision.superseded_update_ids = vec![Guid::literal(ID)];
    });
    let both = [old, new];
    assert_eq!(meant(&["office"], &both).len(), 1);
    assert_eq!(meant(&[ID], &both).len(), 1);
    assert_eq!(meant(&["KB1"], &both).len(), 1);
}

#[test]
fn every_filter_has_an_opposite() {
    let day = jiff::Span::new().hours(24);
    let old = update("Old driver", "1", |revision| {
        revision.update_type = UpdateType::Driver;
        revision.msrc_severity = "Low".to_owned();
        revision.max_download_size = 2_000_000;
        revision.last_deployment_change = jiff::Timestamp::now() - day * 30;
    });
    let new = update("New tool", "2", |revision| {
        revision.identity.revision = 4;
        revision.max_download_size = 100;
        revision.last_deployment_change = jiff::Timestamp::now() - day;
    });
    let both = [old, new];
    for [filter, value] in [
        ["type", "driver"],
        ["severity", "low"],
        ["title", "old"],
        ["package", "OLD"],
        ["older-than", "7d"],
    ] {
        let (yes, no) = (format!("--{filter}"), format!("--not-{filter}"));
        assert_eq!(meant(&[&yes, value], &both), ["Old driver"], "{filter}");
        assert_eq!(meant(&[&no, value], &both), ["New tool"], "{filter}");
    }
    assert_eq!(meant(&["--max-size", "1M"], &both), ["New tool"]);
    assert_eq!(meant(&["--not-max-size", "1M"], &both), ["Old driver"]);
    assert_eq!(meant(&["--not-kb", "kb2"], &both), ["Old driver"]);
    assert_eq!(meant(&["--not-id", &format!("{ID}:3")], &both), ["New tool"]);
    assert_eq!(meant(&["--type", "driver", "--type", "software"], &both).len(), 2);
    assert!(meant(&["--not-title", "old", "--not-title", "new"], &both).is_empty());
}

#[test]
fn of_what_has_no_date_nobody_knows_that_it_is_old() {
    let undated = update("Undated", "1", |_| ());
    assert!(!is_meant(&["--older-than", "0s"], &undated));
    assert!(is_meant(&["--not-older-than", "7d"], &undated));
}
