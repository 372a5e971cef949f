//! Objects, connections and servers come and go.

use std::sync::Arc;
use std::thread;
use std::time::Duration;

use wua::code;
use wua::computer::Terms;
use wua::remote::Policy;
use wua_com::{Permission, Permissions};
use wua_rpc::exporter::Limits;

use crate::server::{Elsewhere, Liar, eventually, policy, terms};

#[test]
fn what_a_session_held_is_given_back_when_it_ends() {
    for whole_results in [true, false] {
        let there = Liar::with(Limits::default(), whole_results, |_, answer| answer);
        let session = there.session(terms());
        let found = session.search("").unwrap();
        assert!(!found.updates.is_empty() && !there.exporter.is_empty());
        drop(session);
        eventually("nothing is held", || there.exporter.is_empty());
    }
}

#[test]
fn what_a_session_held_is_given_back_after_its_time_as_well() {
    let there = Liar::new(|_, answer| answer);
    let abort = wua::computer::Abort::default();
    let session = there.session(Terms {
        abort: abort.clone(),
        ..terms()
    });
    session.search("").unwrap();
    abort.request();
    drop(session);
    eventually("nothing is held", || there.exporter.is_empty());
}

#[test]
fn pings_keep_objects_and_without_them_they_go() {
    let limits = Limits {
        silence: 1500,
        ..Limits::default()
    };
    let there = Liar::with(limits, true, |_, answer| answer);
    let abort = wua::computer::Abort::default();
    let session = there.session(Terms {
        ping: Duration::from_millis(300),
        abort: abort.clone(),
        ..terms()
    });
    let found = session.search("").unwrap();
    assert!(!there.exporter.is_empty());
    // Three times as long as anything lives unheard of.
    thread::sleep(Duration::from_millis(4500));
    session.hide(&found.updates[0]).unwrap();
    // From now on nothing is said any more, not even goodbye.
    abort.request();
    eventually("what nobody asks for is collected", || there.exporter.is_empty());
    drop(session);
}

#[test]
fn a_server_that_was_begun_anew_is_asked_anew() {
    let allowed = Policy {
        permissions: Permissions::NONE.with(Permission::Hide),
        ..policy()
    };
    let first = Elsewhere::with(allowed.clone());
    let (folder, mapper, objects) = (first.folder(), first.mapper, first.objects);
    let session = first.session();
    let mut found = session.search("").unwrap();
    first.stop();
    // At the same port its objects are unknown; at another one nobody is where they were.
    for exporter_port in [Some(objects.port()), None] {
        let next = Elsewhere::of(
            Arc::clone(&folder),
            Policy {
                port: mapper.port(),
                exporter_port,
                ..allowed.clone()
            },
        );
        let error = session.hide(&found.updates[0]).unwrap_err();
        assert!(
            [code::RPC_E_DISCONNECTED, code::RPC_S_SERVER_UNAVAILABLE].contains(&error.hresult()),
            "{error}"
        );
        found = session.search("").unwrap();
        session.hide(&found.updates[0]).unwrap();
        session.unhide(&found.updates[0]).unwrap();
        next.stop();
    }
    let error = session.search("").err().unwrap();
    assert_eq!(error.hresult(), code::RPC_S_SERVER_UNAVAILABLE, "{error}");
}

#[test]
fn a_connection_that_was_idle_for_too_long_is_made_anew() {
    for whole_results in [true, false] {
        let usual = policy();
        let elsewhere = Elsewhere::with(Policy {
            whole_results,
            limits: wua::remote::Limits {
                idle: Duration::from_millis(200),
                ..usual.limits
            },
            permissions: Permissions::NONE.with(Permission::Hide),
            ..usual
        });
        let session = elsewhere.session();
        let found = session.search("").unwrap();
        thread::sleep(Duration::from_millis(800));
        // A call that is not made twice.
        session.hide(&found.updates[0]).unwrap();
        thread::sleep(Duration::from_millis(800));
        // Many calls together.
        let all = session.search("IsInstalled=0 or IsHidden=1").unwrap();
        assert!(all.updates.iter().any(|update| update.marks.is_hidden()));
    }
}

#[test]
fn threads_share_a_session() {
    let elsewhere = Elsewhere::new();
    let session = elsewhere.session();
    let count = elsewhere.here().search("").unwrap().updates.len();
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for _ in 0..3 {
                    assert_eq!(session.search("").unwrap().updates.len(), count);
                    assert!(session.history_count().is_ok());
                }
            });
        }
    });
    drop(session);
    assert_eq!(elsewhere.stop(), 0, "nothing is held");
}
