//! What goes before everything else, and recoveries.

use jiff::{Timestamp, ToSpan};
use wua_com::code;
use wua_wusp::exchange::Step;
use wua_wusp::messages::{GetExtendedUpdateInfo, GetFileLocations, ReportEventBatch};
use wua_wusp::session::MOST_RECOVERIES;
use wua_wusp::soap::Message;
use wua_wusp::{Call, DateTime, Error, Exchange, FaultCode, Session, Settings, State, session};

use super::samples;
use super::server::{Server, now, settings};

fn extended() -> GetExtendedUpdateInfo {
    GetExtendedUpdateInfo {
        revision_ids: vec![1],
        ..GetExtendedUpdateInfo::default()
    }
}

fn locations() -> GetFileLocations {
    GetFileLocations {
        file_digests: vec![[0; 20]],
        ..GetFileLocations::default()
    }
}

fn exchange<R: wua_wusp::exchange::Authorized>(
    request: R,
    session: &mut Session,
    server: &mut Server,
    now: Timestamp,
) -> Result<R::Answer, Error> {
    let mut exchange = Exchange::new(request);
    for _ in 0..100 {
        match exchange.next(session, now)? {
            Step::Call(call) => {
                let answer = server.post(&call);
                exchange.answer(session, &answer, now)?;
            }
            Step::Done(answer) => return Ok(answer),
        }
    }
    panic!("it does not end: {:?}", server.log);
}

const ALL: [&str; 5] = [
    "GetConfig",
    "GetAuthorizationCookie",
    "GetCookie",
    "RegisterComputer",
    "GetFileLocations",
];

/// A session and a server that know each other.
fn acquainted() -> (Session, Server) {
    let mut session = Session::new(settings(), None);
    let mut server = Server::new(Vec::new());
    exchange(locations(), &mut session, &mut server, now()).unwrap();
    assert_eq!(server.log, ALL);
    server.log.clear();
    server.bodies.clear();
    (session, server)
}

fn again(session: &Session) -> Session {
    // As a store would keep it.
    let kept = serde_json::to_string(session.state()).unwrap();
    Session::new(settings(), serde_json::from_str(&kept).unwrap())
}

#[test]
fn a_first_call_asks_for_everything_in_its_order_and_the_next_one_for_nothing() {
    let (session, mut server) = acquainted();
    let mut session = again(&session);
    exchange(locations(), &mut session, &mut server, now() + 59.minutes()).unwrap();
    assert_eq!(server.log, ["GetFileLocations"]);
}

#[test]
fn a_new_cookie_takes_the_place_of_the_one_before() {
    let (mut session, mut server) = acquainted();
    for _ in 0..3 {
        exchange(locations(), &mut session, &mut server, now()).unwrap();
    }
    assert!(server.bodies[0].contains(">0002<") && server.bodies[2].contains(">0004<"));
}

#[test]
fn times_of_the_server_are_given_back_as_it_wrote_them() {
    let (mut session, mut server) = acquainted();
    server.faults.push_back(("GetFileLocations", "CookieExpired"));
    exchange(locations(), &mut session, &mut server, now()).unwrap();
    assert!(server.bodies[2].contains("<lastChange>2026-01-02T03:04:05.1234567Z</lastChange>"));
    assert!(server.bodies[2].contains("<oldCookie><Expiration>2026-03-01T11:00:00Z</Expiration>"));
}

#[test]
fn a_cookie_is_renewed_when_its_time_is_over() {
    let (session, mut server) = acquainted();
    let mut session = again(&session);
    server.expiration = now() + 2.hours();
    exchange(locations(), &mut session, &mut server, now() + 60.minutes()).unwrap();
    assert_eq!(
        server.log,
        ["GetAuthorizationCookie", "GetCookie", "GetFileLocations"]
    );
}

#[test]
fn a_clock_that_went_back_is_not_believed_what_it_says_of_a_kept_cookie() {
    let (session, mut server) = acquainted();
    exchange(locations(), &mut again(&session), &mut server, now() - 1.hour()).unwrap();
    assert_eq!(
        server.log,
        ["GetAuthorizationCookie", "GetCookie", "GetFileLocations"]
    );
}

#[test]
fn where_clocks_disagree_a_fresh_cookie_is_good_until_the_server_says_otherwise() {
    let mut session = Session::new(settings(), None);
    let mut server = Server::new(Vec::new());
    server.expiration = now() - 1.hour();
    exchange(locations(), &mut session, &mut server, now()).unwrap();
    exchange(locations(), &mut session, &mut server, now()).unwrap();
    assert_eq!(server.calls("GetCookie"), 1);
    assert_eq!(server.calls("GetFileLocations"), 2);
}

#[test]
fn each_fault_is_answered_with_what_the_specification_advises() {
    let renewed = ["GetAuthorizationCookie", "GetCookie", "GetFileLocations"];
    let configured = [
        "GetConfig",
        "GetAuthorizationCookie",
        "GetCookie",
        "GetFileLocations",
    ];
    let anew = ALL;
    let registered = ["RegisterComputer", "GetFileLocations"];
    let cases: [(&str, &[&str]); 6] = [
        ("CookieExpired", &renewed),
        ("ConfigChanged", &configured),
        ("InvalidCookie", &anew),
        ("ServerChanged", &anew),
        ("RegistrationRequired", &registered),
        ("InvalidAuthorizationCookie", &["GetFileLocations"]),
    ];
    for (code, expected) in cases {
        let (mut session, mut server) = acquainted();
        server.faults.push_back(("GetFileLocations", code));
        exchange(locations(), &mut session, &mut server, now()).unwrap();
        assert_eq!(&server.log[1..], expected, "{code}");
    }
}

#[test]
fn a_wrong_authorization_is_asked_for_once_more() {
    let mut session = Session::new(settings(), None);
    let mut server = Server::new(Vec::new());
    server
        .faults
        .push_back(("GetCookie", "InvalidAuthorizationCookie"));
    exchange(locations(), &mut session, &mut server, now()).unwrap();
    assert_eq!(server.calls("GetAuthorizationCookie"), 2);
    let mut session = Session::new(settings(), None);
    let twice = ("GetCookie", "InvalidAuthorizationCookie");
    server.faults.extend([twice, twice]);
    let error = exchange(locations(), &mut session, &mut server, now()).unwrap_err();
    assert_eq!(error.hresult(), code::WU_E_PT_SOAPCLIENT_SOAPFAULT);
    assert!(error.to_string().starts_with("GetCookie: "), "{error}");
}

#[test]
fn a_server_that_does_not_want_to_know_the_computer_is_not_told() {
    let mut session = Session::new(settings(), None);
    let mut server = Server::new(Vec::new());
    server
        .faults
        .push_back(("RegisterComputer", "RegistrationNotRequired"));
    exchange(locations(), &mut session, &mut server, now()).unwrap();
    exchange(locations(), &mut session, &mut server, now()).unwrap();
    assert_eq!(server.calls("RegisterComputer"), 1);
    server.registration = false;
    let mut session = Session::new(settings(), None);
    exchange(locations(), &mut session, &mut server, now()).unwrap();
    assert_eq!(server.calls("RegisterComputer"), 1);
}

#[test]
fn a_computer_that_has_changed_is_registered_anew() {
    let (session, mut server) = acquainted();
    let mut changed = settings();
    changed.computer.os_build_number += 1;
    let mut session = Session::new(changed, Some(session.state().clone()));
    exchange(locations(), &mut session, &mut server, now()).unwrap();
    assert_eq!(server.log, ["RegisterComputer", "GetFileLocations"]);
}

#[test]
fn the_same_advice_is_not_followed_twice_for_one_call() {
    for code in [
        "CookieExpired",
        "ConfigChanged",
        "ServerChanged",
        "RegistrationRequired",
    ] {
        let (mut session, mut server) = acquainted();
        let fault = ("GetFileLocations", code);
        server.faults.extend([fault, fault]);
        let error = exchange(locations(), &mut session, &mut server, now()).unwrap_err();
        let Error::Fault {
            fault,
            recovered: true,
            operation: "GetFileLocations",
        } = &error
        else {
            panic!("{error}");
        };
        assert_eq!(fault.code, FaultCode::named(code));
        assert_eq!(server.calls("GetFileLocations"), 2);
    }
}

#[test]
fn all_faults_together_end_too() {
    let codes = [
        "CookieExpired",
        "ConfigChanged",
        "ServerChanged",
        "InvalidCookie",
        "RegistrationRequired",
    ];
    let (mut session, mut server) = acquainted();
    server.faults.extend(codes.map(|code| ("GetFileLocations", code)));
    exchange(locations(), &mut session, &mut server, now()).unwrap();
    assert_eq!(server.calls("GetFileLocations"), codes.len() + 1);
}

#[test]
fn a_session_does_not_recover_for_ever() {
    let (mut session, mut server) = acquainted();
    for round in 0.. {
        server.faults.push_back(("GetFileLocations", "CookieExpired"));
        if exchange(locations(), &mut session, &mut server, now()).is_err() {
            assert_eq!(round, MOST_RECOVERIES);
            break;
        }
    }
}

#[test]
fn what_is_only_for_now_can_be_tried_again() {
    for code in ["ServerBusy", "InternalServerError"] {
        let (mut session, mut server) = acquainted();
        server.faults.push_back(("GetFileLocations", code));
        let error = exchange(locations(), &mut session, &mut server, now()).unwrap_err();
        assert!(error.is_temporary(), "{error}");
        exchange(locations(), &mut session, &mut server, now()).unwrap();
        assert_eq!(server.log, ["GetFileLocations", "GetFileLocations"]);
    }
}

#[test]
fn what_would_not_help_is_not_tried() {
    for code in ["InvalidParameters", "InvalidParameter", "SomethingElse"] {
        let (mut session, mut server) = acquainted();
        server.faults.push_back(("GetFileLocations", code));
        let error = exchange(locations(), &mut session, &mut server, now()).unwrap_err();
        assert!(!error.is_temporary());
        assert!(error.to_string().contains("a message"), "{error}");
        assert_eq!(server.log.len(), 1);
    }
}

#[test]
fn numbers_of_revisions_are_not_used_on_another_server() {
    let (mut session, mut server) = acquainted();
    server
        .faults
        .push_back(("GetExtendedUpdateInfo", "ServerChanged"));
    let error = exchange(extended(), &mut session, &mut server, now()).unwrap_err();
    assert_eq!(error.hresult(), code::WU_E_PT_REFRESH_CACHE_REQUIRED);
    assert_eq!(server.calls("GetExtendedUpdateInfo"), 1);
    // That is remembered.
    let error = exchange(extended(), &mut again(&session), &mut server, now()).unwrap_err();
    assert_eq!(error.hresult(), code::WU_E_PT_REFRESH_CACHE_REQUIRED);
}

#[test]
fn what_is_kept_of_one_server_is_not_told_another() {
    let (session, mut server) = acquainted();
    let other = Settings {
        server: "https://other.example".to_owned(),
        ..settings()
    };
    let mut session = Session::new(other, Some(session.state().clone()));
    assert!(session.must_refresh());
    assert_eq!(session.state().cookie, None);
    exchange(locations(), &mut session, &mut server, now()).unwrap();
    assert_eq!(server.log, ALL);
}

#[test]
fn an_authorization_elsewhere_is_refused() {
    let mut session = Session::new(settings(), None);
    let mut server = Server::new(Vec::new());
    server.service_url = "https://other.example/SimpleAuth.asmx".to_owned();
    let error = exchange(locations(), &mut session, &mut server, now()).unwrap_err();
    assert!(error.to_string().contains("other.example"), "{error}");
    assert_eq!(server.log, ["GetConfig"]);
}

#[test]
fn that_locations_have_changed_is_remembered_until_they_are_known() {
    let (mut session, mut server) = acquainted();
    let fault = ("GetExtendedUpdateInfo", "FileLocationsChanged");
    server.faults.push_back(fault);
    exchange(extended(), &mut session, &mut server, now()).unwrap();
    assert!(session.must_locate());
    session.located();
    assert!(!session.must_locate());
    server.faults.extend([fault, fault]);
    let error = exchange(extended(), &mut session, &mut server, now()).unwrap_err();
    assert_eq!(error.hresult(), code::WU_E_PT_FILE_LOCATIONS_CHANGED);
    assert!(session.must_locate(), "the next session asks");
}

#[test]
fn a_cookie_for_another_group_is_given_back() {
    let (session, mut server) = acquainted();
    let others = Settings {
        target_group: Some("Others".to_owned()),
        ..settings()
    };
    let mut session = Session::new(others, Some(session.state().clone()));
    exchange(locations(), &mut session, &mut server, now()).unwrap();
    assert_eq!(
        server.log,
        ["GetAuthorizationCookie", "GetCookie", "GetFileLocations"]
    );
    assert!(server.bodies[0].contains(">Others<"), "{}", server.bodies[0]);
    assert!(server.bodies[1].contains("<oldCookie>"), "{}", server.bodies[1]);
    assert!(!session.must_refresh());
}

#[test]
fn events_are_reported_with_the_cookie() {
    let (mut session, mut server) = acquainted();
    let report = ReportEventBatch {
        cookie: samples::cookie(),
        client_time: DateTime::from(now()),
        reporter: samples::reporter(),
        events: samples::events(),
    };
    assert!(exchange(report, &mut session, &mut server, now()).unwrap());
}

#[test]
fn an_answer_to_no_call_is_refused() {
    let mut session = Session::new(settings(), None);
    assert!(session.answer(b"", now()).is_err());
    let mut exchange = Exchange::new(locations());
    assert!(exchange.answer(&mut session, b"", now()).is_err());
}

#[test]
fn a_call_that_nobody_answered_is_made_again() {
    let mut session = Session::new(settings(), None);
    let name = |step| match step {
        session::Step::Call(Call { operation, .. }) => operation.name,
        session::Step::Ready => "",
    };
    assert_eq!(name(session.next(now()).unwrap()), "GetConfig");
    assert_eq!(name(session.next(now()).unwrap()), "GetConfig");
    assert!(locations().body().contains("<GetFileLocations "));
    assert_eq!(
        session.state(),
        &State {
            server: settings().server,
            authorized_as: Some((settings().client_id, settings().target_group)),
            ..State::default()
        }
    );
}
