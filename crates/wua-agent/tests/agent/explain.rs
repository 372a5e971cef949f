//! Why something is offered, or is not.

use wua_agent::{Eula, ReasonKind, Session};
use wua_com::Lcid;

use crate::support::{Doing as _, World, guid, revision};

fn kinds(session: &Session, subject: &str) -> Vec<(String, Vec<ReasonKind>)> {
    let explanations = session.explain(subject).unwrap();
    explanations
        .into_iter()
        .map(|told| {
            let kinds = told.reasons.iter().map(|reason| reason.kind).collect();
            (told.subject, kinds)
        })
        .collect()
}

#[test]
fn every_state_of_an_update_has_its_reason() {
    let world = World::new();
    let licence = Eula {
        id: guid(9),
        texts: vec![(Lcid::ENGLISH, "You may.".to_owned())],
    };
    world.server.offer(revision(1, |_| ()));
    world.server.offer(revision(2, |revision| {
        revision.superseded_update_ids = vec![guid(1)];
    }));
    world
        .server
        .offer(revision(3, |revision| revision.eula = Some(licence)));
    world.server.offer(revision(4, |_| ()));
    world.server.offer(revision(5, |_| ()));
    let session = world.session();
    let found = session.find("");
    let agent = session.agent();
    let four = found.iter().find(|update| update.title() == "Update 4").unwrap();
    agent.set_hidden(four, true).unwrap();
    world.computer.put(guid(2));
    world.computer.is_not_for(guid(5));
    for (subject, expected) in [
        ("Update 1", vec![ReasonKind::Superseded]),
        ("update 2", vec![ReasonKind::Installed]),
        ("Update 3", vec![ReasonKind::Offered, ReasonKind::LicenceMissing]),
        (&guid(4).to_string(), vec![ReasonKind::Hidden]),
        ("Update 5", vec![ReasonKind::NotApplicable]),
    ] {
        let told = kinds(&session, subject);
        assert_eq!(told.len(), 1, "{subject}: {told:?}");
        assert_eq!(told[0].1, expected, "{subject}");
    }
    assert!(kinds(&session, "nothing like it").is_empty());
    let told = session.explain("Update 1").unwrap();
    assert_eq!(told[0].reasons[0].text, "“Update 2” replaces it");
}
