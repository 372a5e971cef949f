//! A network that breaks after any byte.

use std::time::Duration;

use wua_testkit::update_server::{About, Asked, BadXpress, Mishap, Operation, Plan};

use super::bare::Bare;
use super::brittle::Brittle;
use super::scene::{Scene, assert_clear};

/// The requests of a search that nothing happens to.
fn undisturbed(scene: &Scene) -> Vec<Asked> {
    Bare::new(&scene.world.server.url()).search().unwrap();
    let asked = scene.world.server.asked();
    scene.world.server.forget_asked();
    asked
}

fn answer_length(asked: &Asked) -> usize {
    usize::try_from(asked.answer_length).unwrap()
}

/// The connection ends one byte later each time, until all answers have come.
#[test]
fn an_answer_that_ends_after_any_byte_is_asked_for_again() {
    let scene = Scene::new(1, 2);
    let mut plan = Plan::new();
    let mut request = 1;
    for asked in undisturbed(&scene) {
        for bytes in 0..answer_length(&asked) {
            plan = plan.at(About::Everything, request, Mishap::CutAnswer(bytes));
            request += 1;
        }
        request += 1;
    }
    scene.world.server.plan(plan);
    assert_eq!(
        steadfast(&scene.world.server.url()).search().unwrap(),
        scene.revisions
    );
    let asked = scene.world.server.asked().len();
    assert!(asked > 4000, "{asked}");
    scene.world.is_content();
}

#[test]
fn a_request_that_ends_after_any_byte_is_made_again() {
    let scene = Scene::new(1, 2);
    let way = Brittle::to(&scene.world.server.url());
    let expected = Bare::new(&way.url).search().unwrap();
    let asked = scene.world.server.asked();
    way.breaks();
    assert_eq!(steadfast(&way.url).search().unwrap(), expected);
    let bytes: usize = asked.iter().map(|asked| asked.body_length).sum();
    assert!(
        way.count() > bytes,
        "{} breaks of {bytes} bytes and their heads",
        way.count()
    );
    assert_eq!(
        scene.world.server.asked().len(),
        2 * asked.len(),
        "each was done once"
    );
    scene.world.is_content();
}

/// Tries without an end.
fn steadfast(url: &str) -> Bare {
    let mut bare = Bare::new(url);
    bare.patience(|patience| patience.pauses = vec![Duration::ZERO; 10_000]);
    bare
}

#[test]
fn a_search_that_breaks_is_finished_by_the_next_one() {
    const STEP: usize = 41;
    let scene = Scene::new(1, 2);
    let url = scene.world.server.url();
    for (request, asked) in (1..).zip(undisturbed(&scene)) {
        // A time in it may have fewer digits the next time.
        for bytes in (0..answer_length(&asked) - 8).step_by(STEP) {
            let what = format!("request {request}, after {bytes} bytes");
            let cut = Mishap::CutAnswer(bytes);
            scene
                .world
                .server
                .plan(Plan::new().between(About::Everything, request, u32::MAX, cut));
            let bare = Bare::new(&url);
            let outcome = bare.search();
            let kept = bare.kept();
            scene.world.server.plan(Plan::new());
            match (&outcome, asked.operation) {
                // What cannot be told is told later.
                (Ok(_), Some(Operation::ReportEventBatch)) => continue,
                (Err(error), call) => assert_clear(error, &url, call),
                (Ok(_), call) => panic!("{what}, {call:?}: it went well"),
            }
            assert_eq!(bare.search().unwrap(), scene.revisions, "{what}");
            assert!(bare.kept().starts_with(&kept), "{what}: pages do not come again");
        }
    }
}

#[test]
fn a_compressed_page_that_ends_at_any_byte_is_not_taken_for_a_whole_one() {
    let scene = Scene::new(1, 2);
    let (server, url) = (&scene.world.server, scene.world.server.url());
    let asked = undisturbed(&scene);
    let mut calls = asked
        .iter()
        .filter(|asked| asked.operation == Some(Operation::SyncUpdates));
    let page = answer_length(calls.nth(1).unwrap());
    let about = || About::Calls(Operation::SyncUpdates);
    let bare = Bare::new(&url);
    // The first page has come, and the second is asked for again by each search.
    server.plan(Plan::new().between(about(), 2, u32::MAX, Mishap::Status(404)));
    bare.search().unwrap_err();
    let kept = bare.kept();
    for missing in 1..page {
        server.plan(Plan::new().at(about(), 1, Mishap::Xpress(BadXpress::Truncated(missing))));
        let error = bare.search().unwrap_err();
        assert_clear(&error, &url, Some(Operation::SyncUpdates));
        assert_eq!(
            error.hresult(),
            wua_com::code::WU_E_PT_SOAPCLIENT_PARSE,
            "{error}"
        );
        assert_eq!(bare.kept(), kept, "{missing}");
    }
    server.plan(Plan::new());
    assert_eq!(bare.search().unwrap(), scene.revisions);
}

#[test]
fn a_computer_whose_network_breaks_knows_what_it_knew() {
    let mut scene = Scene::new(2, 2);
    let knows = scene.client();
    knows.open().search("").unwrap();
    scene.world.approve(&[scene.world.program(3, "Program 3")]);
    scene.changed();
    let empty = scene.client();
    for client in [&empty, &knows] {
        let twin = client.twin();
        twin.open().search("").unwrap();
        let asked = scene.world.server.asked();
        scene.world.server.forget_asked();
        for (request, asked) in (1..).zip(&asked) {
            for bytes in [0, answer_length(asked) - 1] {
                let plan =
                    Plan::new().between(About::Everything, request, u32::MAX, Mishap::CutAnswer(bytes));
                scene.search(
                    &client.twin(),
                    plan,
                    &format!("request {request}, after {bytes} bytes"),
                );
            }
        }
    }
}
