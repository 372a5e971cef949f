//! What a server is told of what happens here.

use wua_com::code;
use wua_testkit::update_server::{About, Draft, ErrorCode, Event, Fault, Mishap, Operation, Plan};

use crate::support::{PRODUCT, WINDOWS, World, found, guid, install};

fn ids(events: &[Event]) -> Vec<i32> {
    events.iter().map(|event| event.id).collect()
}

fn misc<'e>(event: &'e Event, letter: &str) -> Option<&'e str> {
    let found = event.misc.iter().find(|(key, _)| key == letter);
    found.map(|(_, value)| value.as_str())
}

#[test]
fn a_server_is_told_what_is_needed_and_what_is_installed() {
    let world = World::new();
    world.approve(&[world.program(1, "A clock"), world.program(2, "A key")]);
    world.computer.has(guid(2));
    found(&world.session());
    let events = world.server.events();
    assert_eq!(ids(&events), [147, 156]);
    assert_eq!(events[0].replacements, ["1"]);
    assert_eq!(misc(&events[0], "D"), Some("1"));
    for event in &events {
        assert_eq!(misc(event, "G"), Some(env!("CARGO_PKG_VERSION")));
        assert!(misc(event, "J").unwrap().parse::<u32>().unwrap() < 1000);
    }
    assert_eq!(misc(&events[1], "U").unwrap(), guid(1).to_string());
    assert_eq!(misc(&events[1], "V").unwrap(), guid(2).to_string());
}

#[test]
fn downloads_and_installations_are_reported_with_the_next_search() {
    let world = World::new();
    world.approve(&[world.program(1, "A clock")]);
    let session = world.session();
    *world.computer.fails.lock().unwrap() = true;
    install(&session);
    *world.computer.fails.lock().unwrap() = false;
    install(&session);
    found(&session);
    let events = world.server.events();
    let about: Vec<(i32, i32)> = events
        .iter()
        .filter(|event| event.update == guid(1))
        .map(|event| (event.id, event.revision))
        .collect();
    assert_eq!(
        about,
        [
            (167, 1),
            (162, 1),
            (181, 1),
            (182, 1),
            (167, 1),
            (162, 1),
            (181, 1),
            (183, 1)
        ]
    );
    let failed = events.iter().find(|event| event.id == 182).unwrap();
    assert_ne!(failed.hresult, 0);
    let last = events.iter().rfind(|event| event.id == 156).unwrap();
    assert_eq!(misc(last, "V").unwrap(), guid(1).to_string());
    let mut instances: Vec<_> = events.iter().map(|event| event.instance).collect();
    instances.sort();
    instances.dedup();
    assert_eq!(instances.len(), events.len(), "each is told once");
}

#[test]
fn a_restart_is_reported_when_it_is_due_and_when_it_was() {
    let world = World::new();
    "first".clone_into(&mut world.computer.boot.lock().unwrap());
    world.approve(&[world.program(1, "A clock")]);
    let session = world.session();
    *world.computer.restarts.lock().unwrap() = true;
    install(&session);
    found(&session);
    let events = world.server.events();
    assert!(ids(&events).contains(&201), "{:?}", ids(&events));
    let due = events.iter().find(|event| event.id == 201).unwrap();
    assert_eq!(due.hresult, code::WU_S_REBOOT_REQUIRED.to_i32());
    "second".clone_into(&mut world.computer.boot.lock().unwrap());
    found(&session);
    assert!(ids(&world.server.events()).contains(&202));
}

#[test]
fn what_could_not_be_told_is_told_later_and_harms_nothing() {
    let world = World::new();
    world.approve(&[world.program(1, "A clock")]);
    let session = world.session();
    world
        .server
        .plan(Plan::new().always(About::Calls(Operation::ReportEventBatch), Mishap::Status(503)));
    assert_eq!(found(&session), ["A clock"]);
    assert!(world.server.events().is_empty());
    world.server.plan(Plan::new());
    assert_eq!(found(&session), ["A clock"]);
    assert!(world.server.events().is_empty(), "it is too early");
}

#[test]
fn an_event_that_a_server_refuses_does_not_keep_the_others() {
    let world = World::new();
    world.approve(&[world.program(1, "A clock")]);
    let session = world.session();
    install(&session);
    // Six wait: all of them are refused, three, and the first one alone.
    let refused = Mishap::Fault(Fault::new(ErrorCode::InvalidParameters));
    let about = About::Calls(Operation::ReportEventBatch);
    let before = world.server.events().len();
    world.server.plan(Plan::new().between(about, 1, 3, refused));
    found(&session);
    let told = [162, 181, 183, 147, 156];
    assert_eq!(ids(&world.server.events())[before..], told);
    found(&session);
    let more = [told.as_slice(), &[147]].concat();
    assert_eq!(ids(&world.server.events())[before..], more, "it is given up");
}

#[test]
fn a_bundle_is_reported_as_one() {
    let world = World::new();
    let member = world.program(11, "One").hidden();
    world
        .server
        .catalogue(|catalogue| catalogue.add_draft(&member))
        .unwrap();
    let bundle = Draft::software(guid(1), "All together")
        .belongs_to(&[PRODUCT])
        .requires(&[WINDOWS])
        .bundles(&[(guid(11), 1)]);
    world.approve(&[bundle, world.program(2, "A key")]);
    let session = world.session();
    install(&session);
    found(&session);
    let events = world.server.events();
    let told = |number| {
        let event = events
            .iter()
            .find(|event| event.id == 162 && event.update == guid(number));
        let event = event.unwrap();
        let bytes: u64 = misc(event, "B").unwrap().parse().unwrap();
        (misc(event, "Q").unwrap(), bytes > 0)
    };
    assert_eq!((told(1), told(2)), (("2", true), ("1", true)));
}

#[test]
fn events_that_a_server_does_not_want_are_not_sent() {
    let world = World::new();
    world
        .server
        .configure(|settings| settings.allowed_event_ids = vec![156]);
    world.approve(&[world.program(1, "A clock")]);
    found(&world.session());
    assert_eq!(ids(&world.server.events()), [156]);
}
