//! Each fault at each call.

use wua_testkit::update_server::{About, Fault};
use wua_testkit::update_server::{ErrorCode, Mishap, Operation, Plan};

use super::scene::{Client, Scene, assert_clear};

/// The calls of a search of this computer, each with its number among those of its operation.
fn calls(scene: &Scene, client: &Client) -> Vec<(Operation, u32)> {
    scene.world.server.forget_asked();
    client.twin().open().search("").unwrap();
    let calls = scene.world.server.calls();
    let number = |at: usize| {
        let same = calls[..=at].iter().filter(|call| **call == calls[at]);
        u32::try_from(same.count()).unwrap()
    };
    (0..calls.len()).map(|at| (calls[at], number(at))).collect()
}

fn is_survived(scene: &Scene, client: &Client) {
    let url = scene.world.server.url();
    for (call, number) in calls(scene, client) {
        for code in ErrorCode::ALL {
            for last in [number, u32::MAX] {
                let what = format!("{code:?} at {call:?} {number} to {last}");
                scene.world.server.forget_asked();
                let fault = Mishap::Fault(Fault::new(code));
                let plan = Plan::new().between(About::Calls(call), number, last, fault);
                if let Some(error) = scene.search(&client.twin(), plan, &what) {
                    assert_clear(&error, &url, Some(call));
                }
                // A session recovers 32 times, each time with seven calls at most.
                let asked = scene.world.server.asked().len();
                assert!(asked < 250, "{what}: {asked} requests");
            }
        }
    }
    scene.world.is_content();
}

#[test]
fn each_fault_at_each_call_of_a_first_search_is_survived() {
    let scene = Scene::new(3, 2);
    is_survived(&scene, &scene.client());
}

#[test]
fn each_fault_at_each_call_to_a_server_that_has_changed_is_survived() {
    let mut scene = Scene::new(3, 2);
    let client = scene.client();
    client.open().search("").unwrap();
    scene.world.approve(&[scene.world.program(4, "Program 4")]);
    scene.changed();
    is_survived(&scene, &client);
    scene.world.server.become_another();
    let calls = calls(&scene, &client);
    assert!(
        calls.iter().any(|(call, _)| *call == Operation::RefreshCache),
        "{calls:?}"
    );
    is_survived(&scene, &client);
}

#[test]
fn cookies_that_are_too_old_as_soon_as_they_are_given_end_a_search() {
    let scene = Scene::new(2, 30);
    let server = &scene.world.server;
    server.configure(|settings| settings.cookie_lifetime = jiff::SignedDuration::ZERO);
    server.forget_asked();
    let client = scene.client();
    let error = client.open().search("").unwrap_err();
    assert_clear(&error, &server.url(), None);
    assert!(error.message().contains("CookieExpired"), "{error}");
    let asked = server.asked().len();
    assert!(asked < 20, "{asked}");
    server.configure(|settings| settings.cookie_lifetime = jiff::SignedDuration::from_hours(1));
    scene.recovers(&client, "afterwards");
}
