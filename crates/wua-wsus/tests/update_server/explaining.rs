//! Why an update of a server is offered, or is not.

use wua_agent::{Explanation, ReasonKind, Session};

use crate::support::{World, found, guid};

/// The one explanation of an update.
fn explain(session: &Session, subject: &str) -> Explanation {
    let mut told = session.explain(subject).unwrap();
    assert_eq!(told.len(), 1, "{told:#?}");
    told.remove(0)
}

fn kinds(explanation: &Explanation) -> Vec<ReasonKind> {
    explanation.reasons.iter().map(|reason| reason.kind).collect()
}

#[test]
fn what_is_offered_is_explained_with_its_rules() {
    let world = World::new();
    world.approve(&[world.program(1, "A clock")]);
    let session = world.session();
    found(&session);
    let told = explain(&session, "a clock");
    assert_eq!(kinds(&told), [ReasonKind::Offered]);
    let sections: Vec<&str> = told.rules.iter().map(|rule| rule.section).collect();
    assert_eq!(sections, ["IsInstalled", "IsInstallable"]);
}

#[test]
fn what_was_never_for_this_computer_is_explained_by_its_identifier() {
    let world = World::new();
    world.approve(&[world.program_for(2, "For others", "<False/>")]);
    let session = world.session();
    assert!(found(&session).is_empty());
    let told = explain(&session, &guid(2).to_string());
    assert_eq!(told.identity.unwrap().id, guid(2));
    assert_eq!(kinds(&told), [ReasonKind::NotApplicable]);
    let sections: Vec<&str> = told.rules.iter().map(|rule| rule.section).collect();
    assert_eq!(sections, ["IsInstalled", "IsInstallable"]);
    assert!(
        session.explain("For others").unwrap().is_empty(),
        "nobody asked what it is called"
    );
}

#[test]
fn what_is_offered_no_more_is_still_known_by_its_title() {
    let world = World::new();
    let newer = world.program(2, "A newer timepiece").supersedes(guid(1));
    world.approve(&[world.program(1, "A clock"), newer]);
    let session = world.session();
    found(&session);
    world.computer.has(guid(2));
    assert!(found(&session).is_empty());
    let told = explain(&session, "A clock");
    assert_eq!(told.subject, "A clock");
    assert_eq!(kinds(&told), [ReasonKind::Superseded]);
    assert!(!told.rules.is_empty());
}
