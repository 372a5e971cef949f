//! Everything that can be made to go wrong.

use std::time::{Duration, Instant};

use wua_testkit::update_server::{About, BadXpress, ErrorCode, Lie, Mishap, Operation, Plan};

use super::client::{Tiny, software, updates};
use super::flow::furnished;

const VERSION: &str = "<protocolVersion>1.8</protocolVersion>";

#[test]
fn each_fault_at_each_operation() {
    let server = furnished();
    for operation in Operation::ALL {
        for code in ErrorCode::ALL {
            server.plan(Plan::new().fault(operation, 2, code));
            let mut client = Tiny::new(&server);
            // The first is answered in its own way, whatever that is.
            client.call(operation, "");
            let (told, _) = client.call(operation, "").fault();
            assert_eq!(told, code.name());
        }
    }
}

#[test]
fn a_connection_that_ends_at_any_byte_of_the_answer() {
    let server = furnished();
    let mut client = Tiny::new(&server);
    client.call(Operation::GetConfig, VERSION);
    let whole = usize::try_from(server.asked()[0].answer_length).unwrap();
    for bytes in [0, 1, 100, whole - 1] {
        let about = About::Calls(Operation::GetConfig);
        server.plan(Plan::new().at(about, 1, Mishap::CutAnswer(bytes)));
        assert!(
            client.try_call(Operation::GetConfig, VERSION).is_none(),
            "{bytes}"
        );
        assert!(client.try_call(Operation::GetConfig, VERSION).is_some());
    }
    let about = About::Calls(Operation::GetConfig);
    server.plan(Plan::new().at(about, 1, Mishap::CutAnswer(whole)));
    assert!(client.try_call(Operation::GetConfig, VERSION).is_some());
}

#[test]
fn a_connection_that_ends_within_the_request_leaves_nothing_done() {
    let server = furnished();
    let mut client = Tiny::new(&server);
    for bytes in [0, 100, 600] {
        let about = About::Calls(Operation::GetAuthorizationCookie);
        server.plan(Plan::new().at(about, 1, Mishap::CutRequest(bytes)));
        let inside = "<clientId>client-1</clientId><dnsName>pc1</dnsName>";
        assert!(
            client
                .try_call(Operation::GetAuthorizationCookie, inside)
                .is_none()
        );
        assert!(server.computers().is_empty());
    }
}

#[test]
fn answers_come_late_slowly_from_elsewhere_or_not_as_they_say() {
    let server = furnished();
    let mut client = Tiny::new(&server);
    let about = || About::Calls(Operation::GetConfig);
    let pause = Duration::from_millis(30);
    let plan = Plan::new()
        .at(about(), 1, Mishap::Wait(pause))
        .at(about(), 2, Mishap::Drip(400, pause))
        .at(about(), 3, Mishap::Status(503))
        .at(about(), 4, Mishap::Redirect("http://127.0.0.1:1/".to_owned()))
        .at(about(), 5, Mishap::WrongLength(5))
        .at(about(), 6, Mishap::Body(200, b"<html>".to_vec()));
    server.plan(plan);
    for _ in 0..2 {
        let began = Instant::now();
        assert_eq!(client.call(Operation::GetConfig, VERSION).status, 200);
        assert!(began.elapsed() >= pause);
    }
    assert_eq!(client.call(Operation::GetConfig, VERSION).status, 503);
    let moved = client.call(Operation::GetConfig, VERSION);
    assert_eq!(
        (moved.status, moved.header("location")),
        (302, "http://127.0.0.1:1/")
    );
    assert!(client.try_call(Operation::GetConfig, VERSION).is_none());
    assert_eq!(client.call(Operation::GetConfig, VERSION).text(), "<html>");
}

#[test]
fn metadata_lies() {
    let server = furnished();
    let mut client = Tiny::new(&server);
    client.greet("");
    let mut page = |lie: Lie| {
        server.plan(Plan::new().at(About::Calls(Operation::SyncUpdates), 1, Mishap::Lie(lie)));
        let answer = client.page(&software(&[], ""));
        let response = answer.response();
        let result = response.child("SyncUpdatesResult").unwrap();
        (
            updates(result.child("NewUpdates")),
            result.text_of("Truncated").unwrap(),
        )
    };
    let (honest, more) = page(Lie::NoDeployment);
    assert!(honest.iter().all(|update| update.action.is_empty()) && more == "false");
    let (twice, _) = page(Lie::Duplicates);
    assert_eq!(twice.len(), 2 * honest.len());
    let (others, _) = page(Lie::OtherIds);
    assert!(others.iter().zip(&honest).all(|(other, own)| other.id != own.id));
    let (huge, _) = page(Lie::Huge(1_000_000));
    assert!(huge[0].core.len() > 1_000_000 && huge[1].core.len() < 1000);
    let (broken, _) = page(Lie::BrokenMetadata);
    assert!(broken[0].core.len() < honest[0].core.len());
    let (first, more) = page(Lie::EndlessPages);
    let (second, _) = page(Lie::EndlessPages);
    assert!(more == "true" && first.len() == honest.len() + 30);
    assert_ne!(first.last().unwrap().update, second.last().unwrap().update);
    let (same, more) = page(Lie::SamePage);
    assert!(more == "true" && same.len() == honest.len());
}

#[test]
fn compression_is_wrong_in_each_way() {
    let server = furnished();
    let mut client = Tiny::new(&server);
    client.accepts = "Accept-Encoding: xpress\r\n";
    let good = client.call(Operation::GetConfig, VERSION);
    assert_eq!(good.header("content-encoding"), "xpress");
    let mut bad = |wrong: BadXpress| {
        server.plan(Plan::new().at(About::Calls(Operation::GetConfig), 1, Mishap::Xpress(wrong)));
        client.call(Operation::GetConfig, VERSION).body
    };
    assert_eq!(bad(BadXpress::Truncated(3)).len(), good.body.len() - 3);
    assert_ne!(bad(BadXpress::WrongSize)[0], good.body[0]);
    let corrupt = bad(BadXpress::Corrupt(20));
    assert_eq!(
        corrupt
            .iter()
            .zip(&good.body)
            .filter(|(one, other)| one != other)
            .count(),
        1
    );
    assert_eq!(bad(BadXpress::Underflow)[0], 64);
    assert!(bad(BadXpress::Bomb(50_000_000)).len() < 100_000);
}
