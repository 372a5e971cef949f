//! Servers that lie.

use wua_agent::SearchRequest;
use wua_com::code;
use wua_testkit::update_server::{About, BadXpress, Lie, Mishap, Operation, Plan};

use super::scene::{Client, Scene, assert_clear, known};
use crate::support::{PRODUCT, WINDOWS, guid, rule};

/// All operations of a search.
const CALLS: [Operation; 6] = [
    Operation::GetConfig,
    Operation::GetAuthorizationCookie,
    Operation::GetCookie,
    Operation::RegisterComputer,
    Operation::SyncUpdates,
    Operation::GetExtendedUpdateInfo,
];

const HTML: &[u8] =
    b"<!DOCTYPE html><html><head><title>Sign in</title></head><body>Welcome to our hotel</body></html>";

/// Each of these, instead of the answer to each call, is an error that says where.
fn is_refused_everywhere(mishaps: &[Mishap]) {
    let mut scene = Scene::new(2, 30);
    let url = scene.world.server.url();
    let empty = scene.client();
    let knows = scene.client();
    knows.open().search("").unwrap();
    scene.world.approve(&[scene.world.program(3, "Program 3")]);
    scene.changed();
    for mishap in mishaps {
        for call in CALLS {
            let what = format!("{mishap:?} at {call:?}");
            let plan = || Plan::new().always(About::Calls(call), mishap.clone());
            let error = scene.search(&empty.twin(), plan(), &what).expect(&what);
            assert_clear(&error, &url, Some(call));
        }
        let plan = Plan::new().always(About::Everything, mishap.clone());
        let error = scene.search(&knows.twin(), plan, &format!("{mishap:?}"));
        assert!(error.is_some(), "{mishap:?}");
    }
}

#[test]
fn a_page_of_somebody_else_is_no_answer() {
    is_refused_everywhere(&[
        Mishap::Body(200, HTML.to_vec()),
        Mishap::Body(500, HTML.to_vec()),
        Mishap::Body(200, Vec::new()),
        Mishap::Body(200, b"\0\xff\xfe\x01".to_vec()),
        Mishap::Body(
            200,
            b"<?xml version=\"1.0\"?><Envelope><Body/></Envelope>".to_vec(),
        ),
    ]);
}

#[test]
fn an_answer_of_another_length_is_no_answer() {
    is_refused_everywhere(&[
        Mishap::WrongLength(1),
        Mishap::WrongLength(100_000),
        Mishap::WrongLength(-1),
        Mishap::WrongLength(-300),
    ]);
}

#[test]
fn what_is_compressed_wrongly_is_no_answer() {
    is_refused_everywhere(&[
        Mishap::Xpress(BadXpress::Corrupt(3)),
        Mishap::Xpress(BadXpress::WrongSize),
        Mishap::Xpress(BadXpress::Underflow),
    ]);
}

#[test]
fn an_answer_that_is_much_larger_than_it_was_is_refused() {
    let scene = Scene::new(1, 30);
    let bomb = Mishap::Xpress(BadXpress::Bomb(65 << 20));
    let plan = Plan::new().at(About::Calls(Operation::SyncUpdates), 1, bomb);
    let error = scene.search(&scene.client(), plan, "a bomb").unwrap();
    assert_clear(&error, &scene.world.server.url(), Some(Operation::SyncUpdates));
    assert!(error.message().contains("bytes when decompressed"), "{error}");
}

#[test]
fn nobody_is_followed_to_another_server() {
    let other = Scene::new(1, 30);
    let there = other.world.server.url();
    is_refused_everywhere(&[
        Mishap::Redirect(format!("{there}/ClientWebService/Client.asmx")),
        Mishap::Redirect("https://127.0.0.1:1/".to_owned()),
        Mishap::Redirect("file:///etc/passwd".to_owned()),
        Mishap::Redirect("//127.0.0.1:1/".to_owned()),
    ]);
    assert!(
        other.world.server.asked().is_empty(),
        "nothing is said to another server"
    );
}

#[test]
fn a_revision_that_comes_twice_in_a_page_is_one() {
    let scene = Scene::new(5, 2);
    let plan = Plan::new().always(About::Calls(Operation::SyncUpdates), Mishap::Lie(Lie::Duplicates));
    assert!(scene.search(&scene.client(), plan, "duplicates").is_none());
}

#[test]
fn revisions_that_get_other_numbers_are_kept_once() {
    for (from, to) in [(1, 1), (2, 2), (2, u32::MAX), (1, u32::MAX)] {
        let mut scene = Scene::new(5, 2);
        let what = format!("calls {from} to {to}");
        let plan = || {
            let about = About::Calls(Operation::SyncUpdates);
            Plan::new().between(about, from, to, Mishap::Lie(Lie::OtherIds))
        };
        let client = scene.client();
        for _ in 0..3 {
            // What is said by those numbers is wrong, and nothing may be kept of it that is.
            scene.world.server.plan(plan());
            if let Err(error) = client.open().search("") {
                assert_clear(&error, &scene.world.server.url(), None);
            }
            scene.world.server.plan(Plan::new());
            scene.recovers(&client, &what);
        }
        scene.world.approve(&[scene.world.program(6, "Program 6")]);
        scene.offer = {
            let calm = scene.client();
            calm.open().search("").unwrap();
            known(&calm.open())
        };
        scene.recovers(&client, &what);
    }
}

#[test]
fn metadata_that_ends_in_the_middle_is_left_out_and_comes_again() {
    let scene = Scene::new(3, 30);
    let about = || About::Calls(Operation::SyncUpdates);
    let broken = Mishap::Lie(Lie::BrokenMetadata);
    let client = scene.client();
    scene.world.server.plan(Plan::new().always(about(), broken));
    let result = client.open().search("").unwrap();
    assert!(result.updates.is_empty());
    assert!(result.tally.left_out > 0, "{:?}", result.tally);
    scene.world.server.plan(Plan::new());
    assert!(client.open().search("").is_ok());
    refresh(&client);
    scene.recovers(&client, "asked for all of it");
}

/// Asks for everything anew.
fn refresh(client: &Client) {
    let request = SearchRequest {
        refresh: true,
        ..SearchRequest::from("")
    };
    client.open().search(request).unwrap();
}

#[test]
fn revisions_without_a_deployment_harm_nobody() {
    let scene = Scene::new(3, 30);
    let about = About::Calls(Operation::SyncUpdates);
    let client = scene.client();
    scene
        .world
        .server
        .plan(Plan::new().always(about, Mishap::Lie(Lie::NoDeployment)));
    let result = client.open().search("").unwrap();
    assert!(result.updates.is_empty(), "nobody approved anything");
    scene.world.server.plan(Plan::new());
    assert!(client.open().search("").is_ok());
    refresh(&client);
    scene.recovers(&client, "asked for all of it");
}

#[test]
fn deep_rules_and_circles_harm_nobody() {
    let scene = Scene::new(1, 30);
    let world = &scene.world;
    let deep = "<And>".repeat(60) + &rule(guid(7)) + &"</And>".repeat(60);
    let circle = world.program(8, "A circle").requires(&[guid(9)]);
    let other = world.program(9, "The other half").requires(&[guid(8)]);
    let itself = world
        .program(10, "Itself")
        .belongs_to(&[PRODUCT])
        .requires(&[WINDOWS, guid(10)]);
    world.approve(&[world.program_for(7, "Deep", &deep), circle, other, itself]);
    let result = scene.client().open().search("").unwrap();
    let titles = crate::support::titles(&result);
    assert!(titles.contains(&"Program 1".to_owned()), "{titles:?}");
    assert!(!titles.contains(&"Deep".to_owned()), "{titles:?}");
}

#[test]
fn a_configuration_that_makes_no_sense_is_named() {
    let scene = Scene::new(1, 30);
    let server = &scene.world.server;
    server.configure(|settings| settings.most_extended = 0);
    let client = scene.client();
    let error = client.open().search("").unwrap_err();
    assert_clear(&error, &server.url(), Some(Operation::GetConfig));
    assert_eq!(error.hresult(), code::WU_E_PT_INVALID_CONFIG_PROP, "{error}");
    server.configure(|settings| settings.most_extended = 50);
    scene.recovers(&client, "afterwards");
}
