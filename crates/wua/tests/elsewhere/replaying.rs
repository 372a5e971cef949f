//! A transcript plays what was asked and answered, without the computer that it is of.

use wua::remote::Policy;
use wua::{Host, SearchRequest, Session, code};

use crate::comparing;
use crate::server::{Elsewhere, PASSWORD, USER, as_user, policy, terms};

/// What a session tells of a search, its history and the services. Hosts are left out: a transcript replaces them.
fn told(session: &Session) -> Vec<String> {
    // Versions of drivers can look like addresses.
    let request =
        SearchRequest::from("IsInstalled=0 and Type='Software' or IsInstalled=1 and Type='Software'");
    let found = session.search(request).unwrap();
    let history = session.history(1000).unwrap();
    let services = session.services().unwrap();
    let mut told = comparing::search(&found, session.locales());
    told.extend(
        history
            .iter()
            .map(|entry| comparing::history(entry, session.locales())),
    );
    told.extend(
        services
            .iter()
            .map(|service| format!("{} {}", service.id, service.name)),
    );
    told.iter().map(|text| without_hosts(text)).collect()
}

fn without_hosts(text: &str) -> String {
    let mut parts = text.split("://");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |told, part| {
        let path = part
            .find(|c: char| "/ \"'".contains(c))
            .map_or("", |at| &part[at..]);
        format!("{told}://{path}")
    })
}

#[test]
fn what_was_recorded_is_told_again_when_the_computer_is_gone() {
    for whole_results in [true, false] {
        let elsewhere = Elsewhere::with(Policy {
            whole_results,
            ..policy()
        });
        let host = Host::new(&elsewhere.mapper.ip().to_string(), elsewhere.mapper.port()).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let transcript = folder.path().join("transcript");
        let recorded = Session::builder()
            .connect_and_record(&host, &as_user(USER, PASSWORD), terms(), &transcript)
            .unwrap();
        let then = told(&recorded);
        assert!(then.len() > 10);
        drop(recorded);
        drop(elsewhere);

        let replayed = Session::builder().replay(&transcript).unwrap();
        let now = told(&replayed);
        assert_eq!(now.len(), then.len());
        for (now, then) in now.iter().zip(&then) {
            comparing::assert_same(now, then);
        }
        let unasked = replayed.settings().unwrap_err();
        assert_eq!(unasked.hresult(), code::E_NOTIMPL);
        assert!(
            unasked.message().contains("the transcript does not know"),
            "{unasked}"
        );
    }
}

#[test]
fn what_is_no_transcript_is_refused_with_its_name() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("other");
    std::fs::write(&path, "{\"anything\": 1}\n").unwrap();
    let error = Session::builder().replay(&path).map(drop).unwrap_err();
    assert_eq!(error.hresult(), code::E_INVALIDARG);
    assert!(
        error.message().contains("other: this is no transcript: line 1"),
        "{error}"
    );
}
