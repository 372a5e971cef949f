//! Servers that fail, lie, or become others.

use wua_com::code;
use wua_testkit::update_server::{About, Draft, ErrorCode, Mishap, Operation, Plan};

use crate::support::{World, found, guid};

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
fn each_fault_at_each_call_ends_well_or_with_an_error_that_says_where() {
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
            ErrorCode::InvalidParameters,
            ErrorCode::InternalServerError,
        ] {
            let world = World::new();
            world.approve(&[world.program(1, "A clock")]);
            let session = world.session();
            world.server.plan(Plan::new().fault(operation, 1, fault));
            match session.search("") {
                Ok(result) => assert_eq!(
                    crate::support::titles(&result),
                    ["A clock"],
                    "{operation:?} {fault:?}"
                ),
                Err(error) => {
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
