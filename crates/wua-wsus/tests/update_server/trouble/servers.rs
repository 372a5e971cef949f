//! Servers that fail, lie, or become others.

use wua_com::code;
use wua_testkit::update_server::{About, Draft, ErrorCode, Fault, Lie, Mishap, Operation, Plan};

use crate::support::{World, found, guid, install};

#[test]
fn an_expired_cookie_is_renewed() {
    let world = World::new();
    world.approve(&[world.program(1, "A clock")]);
    let session = world.session();
    found(&session);
    world.server.expire_cookies();
    world.server.forget_asked();
    assert_eq!(found(&session), ["A clock"]);
    assert!(world.server.calls().contains(&Operation::GetCookie));
}

#[test]
fn a_registration_that_was_forgotten_is_made_again() {
    let world = World::new();
    world.approve(&[world.program(1, "A clock")]);
    let session = world.session();
    found(&session);
    world.server.forget_registrations();
    world.server.forget_asked();
    assert_eq!(found(&session), ["A clock"]);
    assert!(world.server.calls().contains(&Operation::RegisterComputer));
    let computers = world.server.computers();
    assert_eq!(computers.len(), 1, "it is the same computer");
    assert_eq!(computers[0].registration["OSMajorVersion"], "10");
    assert_eq!(computers[0].registration["ProcessorArchitecture"], "AMD64");
    world.is_content();
}

#[test]
fn another_server_gives_other_numbers_to_what_is_known() {
    let world = World::new();
    world.approve(&[world.program(1, "A clock"), world.program(2, "A key")]);
    let session = world.session();
    found(&session);
    world.server.become_another();
    world.server.forget_asked();
    assert_eq!(found(&session), ["A clock", "A key"]);
    assert!(world.server.calls().contains(&Operation::RefreshCache));
    world.server.forget_asked();
    assert_eq!(found(&world.session()), ["A clock", "A key"]);
    assert!(!world.server.calls().contains(&Operation::RefreshCache));
    world.is_content();
}

#[test]
fn a_server_at_another_address_is_another_one() {
    let world = World::new();
    world.approve(&[world.program(1, "A clock")]);
    let session = world.session();
    found(&session);
    let other = World::new();
    other.approve(&[other.program(2, "A key")]);
    let settings = other.settings();
    session
        .agent()
        .add_update_server("updates", &settings, true)
        .unwrap();
    assert_eq!(found(&session), ["A key"]);
    let events = other.server.events();
    assert!(
        events.iter().all(|event| event.update != guid(1)),
        "nothing of the other server's updates is told"
    );
}

#[test]
fn files_come_from_the_server_that_took_the_place_of_another() {
    let old = World::new();
    old.approve(&[old.program(1, "A clock")]);
    let session = old.session();
    found(&session);
    let new = World::new();
    new.approve(&[new.program(1, "A clock")]);
    session
        .agent()
        .add_update_server("updates", &new.settings(), true)
        .unwrap();
    old.server.forget_asked();
    assert_eq!(found(&session), ["A clock"]);
    let result = install(&session);
    assert!(result.hresult.is_success(), "{result:?}");
    assert!(old.server.asked().is_empty(), "{:?}", old.server.asked());
    new.is_content();
}

#[test]
fn where_files_are_is_asked_when_the_server_says_that_they_are_elsewhere() {
    for operation in [Operation::SyncUpdates, Operation::GetExtendedUpdateInfo] {
        let world = World::new();
        let elsewhere = format!("{}/elsewhere", world.server.url());
        world
            .server
            .configure(|settings| settings.content_base = Some(elsewhere));
        world.approve(&[world.program(1, "A clock")]);
        let session = world.session();
        found(&session);
        world.approve(&[world.program(2, "A key")]);
        world.server.configure(|settings| settings.content_base = None);
        let plan = Plan::new().fault(operation, 1, ErrorCode::FileLocationChanged);
        world.server.plan(plan);
        world.server.forget_asked();
        assert_eq!(found(&session), ["A clock", "A key"]);
        let located = |world: &World| {
            let calls = world.server.calls();
            calls.contains(&Operation::GetFileLocations)
        };
        assert!(located(&world), "{operation:?}");
        world.server.forget_asked();
        let result = install(&session);
        assert!(result.hresult.is_success(), "{result:?}");
        assert!(!located(&world), "it is known where they are: {operation:?}");
        world.is_content();
    }
}

#[test]
fn a_server_that_does_not_want_to_say_where_files_are_is_searched_nonetheless() {
    let world = World::new();
    world.approve(&[world.program(1, "A clock")]);
    let session = world.session();
    found(&session);
    world.server.become_another();
    let refused = Mishap::Fault(Fault::new(ErrorCode::InvalidParameters));
    let about = About::Calls(Operation::GetFileLocations);
    world.server.plan(Plan::new().always(about, refused));
    assert_eq!(found(&session), ["A clock"]);
    world.server.forget_asked();
    assert_eq!(found(&session), ["A clock"]);
    assert!(!world.server.calls().contains(&Operation::GetFileLocations));
}

#[test]
fn what_a_server_does_not_say_of_an_update_is_asked_again() {
    let world = World::new();
    world.approve(&[world.program(1, "A clock"), world.program(2, "A key")]);
    let session = world.session();
    let silent = Mishap::Lie(Lie::Silent);
    let about = About::Calls(Operation::GetExtendedUpdateInfo);
    world.server.plan(Plan::new().always(about, silent));
    let result = session.search("").unwrap();
    assert_eq!(result.tally.left_out, 1);
    assert_eq!(result.updates.len(), 1);
    world.server.plan(Plan::new());
    assert_eq!(found(&session), ["A clock", "A key"]);
    world.server.forget_asked();
    found(&session);
    assert!(!world.server.calls().contains(&Operation::GetExtendedUpdateInfo));
}

#[test]
fn each_fault_at_each_call_is_followed_and_only_a_refusal_ends_the_search() {
    let operations = [
        Operation::GetConfig,
        Operation::GetAuthorizationCookie,
        Operation::GetCookie,
        Operation::RegisterComputer,
        Operation::SyncUpdates,
        Operation::GetExtendedUpdateInfo,
    ];
    for operation in operations {
        for fault in [
            ErrorCode::InvalidCookie,
            ErrorCode::ServerChanged,
            ErrorCode::ConfigChanged,
            ErrorCode::CookieExpired,
            ErrorCode::RegistrationRequired,
            ErrorCode::RegistrationNotRequired,
            ErrorCode::InvalidAuthorizationCookie,
            ErrorCode::FileLocationChanged,
            ErrorCode::InvalidParameters,
            ErrorCode::InternalServerError,
            ErrorCode::ServerBusy,
        ] {
            let world = World::new();
            world.approve(&[world.program(1, "A clock")]);
            let session = world.session();
            world.server.plan(Plan::new().fault(operation, 1, fault));
            match session.search("") {
                Ok(result) => {
                    assert_ne!(fault, ErrorCode::InvalidParameters, "{operation:?}");
                    let titles = crate::support::titles(&result);
                    assert_eq!(titles, ["A clock"], "{operation:?} {fault:?}");
                }
                Err(error) => {
                    assert_eq!(fault, ErrorCode::InvalidParameters, "{operation:?}: {error}");
                    let message = error.message();
                    assert!(message.contains(&world.server.url()), "{message}");
                    assert!(message.contains(operation.name()), "{message}");
                }
            }
            world.server.plan(Plan::new());
            assert_eq!(found(&session), ["A clock"], "after {fault:?} at {operation:?}");
        }
    }
}

#[test]
fn a_connection_that_ends_at_any_call_loses_nothing() {
    for number in 1..12 {
        let world = World::new();
        world.server.configure(|settings| settings.page_size = 2);
        let drafts: Vec<Draft> = (1..=6)
            .map(|number| world.program(number, &format!("Update {number}")))
            .collect();
        world.approve(&drafts);
        let session = world.session();
        world
            .server
            .plan(Plan::new().between(About::Everything, number, number + 3, Mishap::Status(404)));
        let first = session.search("");
        world.server.plan(Plan::new());
        assert_eq!(
            found(&world.session()).len(),
            6,
            "{number}: {:?}",
            first.map(|found| found.updates.len())
        );
    }
}

#[test]
fn what_was_kept_before_an_end_is_not_sent_again() {
    let world = World::new();
    world.server.configure(|settings| settings.page_size = 2);
    let drafts: Vec<Draft> = (1..=8)
        .map(|number| world.program(number, &format!("Update {number}")))
        .collect();
    world.approve(&drafts);
    world.server.plan(Plan::new().between(
        About::Calls(Operation::SyncUpdates),
        5,
        1000,
        Mishap::Status(404),
    ));
    let session = world.session();
    let error = session.search("").unwrap_err();
    assert_eq!(error.hresult(), code::WU_E_PT_HTTP_STATUS_NOT_FOUND);
    world.server.plan(Plan::new());
    world.server.forget_asked();
    assert_eq!(found(&world.session()).len(), 8);
    let asked = world.server.asked();
    let first = asked
        .iter()
        .find(|asked| asked.operation == Some(Operation::SyncUpdates))
        .unwrap();
    let cached =
        first.numbers("OtherCachedUpdateIDs").len() + first.numbers("InstalledNonLeafUpdateIDs").len();
    assert!(cached >= 6, "{cached}");
}

#[test]
fn broken_metadata_is_named_and_the_rest_is_offered() {
    let world = World::new();
    let broken = world
        .program(1, "Broken")
        .rule("IsSuperseded", "<True/>")
        .rule("IsSuperseded", "<True/>");
    world.approve(&[broken, world.program(2, "Whole")]);
    let session = world.session();
    let result = session.search("").unwrap();
    assert_eq!(crate::support::titles(&result), ["Whole"]);
    let warnings: String = result
        .warnings
        .iter()
        .map(|warning| warning.message[0].1.clone())
        .collect();
    assert!(warnings.contains("left out"), "{warnings}");
    assert_eq!(result.tally.left_out, 1);
    world.server.forget_asked();
    found(&session);
    let sent: usize = world
        .server
        .asked()
        .iter()
        .map(|asked| asked.decoded_length)
        .sum();
    assert!(sent < 6000, "it is not sent again: {sent}");
}

#[test]
fn without_encryption_each_search_says_what_that_means() {
    let world = World::new();
    world.approve(&[world.program(1, "A clock")]);
    let session = world.session();
    for _ in 0..2 {
        let result = session.search("").unwrap();
        let [warning] = result.warnings.as_slice() else {
            panic!("{:?}", result.warnings)
        };
        assert_eq!(warning.hresult, code::WU_E_PT_SECURITY_VERIFICATION_FAILURE);
        assert!(warning.message[0].1.contains("https"), "{:?}", warning.message);
    }
    let refused = wua_agent::UpdateServer {
        allow_http: false,
        ..world.settings()
    };
    assert!(
        session
            .agent()
            .add_update_server("other", &refused, true)
            .is_err()
    );
}

#[test]
fn nobody_at_the_address_is_an_error_that_names_it() {
    let world = World::new();
    let settings = world.settings();
    let session = world.session();
    drop(world.server);
    let error = session.search("").unwrap_err();
    assert!(error.message().contains(&settings.url), "{error}");
}
