//! What is wanted lives, what nobody asks for ends.

use wua_com::{Kind, code};
use wua_defs::interfaces::{IUPDATE, IUPDATE_COLLECTION, IUPDATE_SESSION, IUPDATE_SESSION2};

use super::support::{Pointer, Server, fault_of, slot, stub_of};
use crate::connection::Level;
use crate::exporter::{Incoming, Limits};
use crate::orpc::codes::{OR_INVALID_OID, OR_INVALID_SET};
use crate::orpc::exporter::{ComplexPing, ExporterRequest, read_status};
use crate::orpc::ids;
use crate::pdu::status;

/// Of the limits.
const SILENCE: u64 = 360_000;
/// Two minutes, as clients ping.
const PERIOD: u64 = 120_000;

fn change(set: u64, sequence: u16, add: &[&Pointer], remove: &[&Pointer]) -> ComplexPing {
    let oids = |pointers: &[&Pointer]| pointers.iter().map(|pointer| pointer.oid()).collect();
    ComplexPing {
        set,
        sequence,
        add: oids(add),
        remove: oids(remove),
    }
}

#[test]
fn an_object_nobody_asks_for_ends_after_the_silence() {
    let mut server = Server::new();
    server.object("anna", &IUPDATE_SESSION);
    server.wait(SILENCE);
    assert_eq!(server.exporter.len(), 1);
    server.wait(1);
    assert!(server.exporter.is_empty());
    assert_eq!(server.offer.alive(), 0);
}

#[test]
fn calls_keep_an_object_alive() {
    let mut server = Server::new();
    let session = server.object("anna", &IUPDATE_SESSION);
    server.object("anna", &IUPDATE);
    for _ in 0..5 {
        server.wait(SILENCE);
        server.get(&session, "ReadOnly").unwrap();
    }
    assert_eq!(server.exporter.len(), 1);
    server.query("anna", session.ipid(), 1, &[IUPDATE_SESSION.iid]);
    server.wait(SILENCE);
    assert_eq!(server.exporter.len(), 1);
    // Somebody else's calls do not.
    let read_only = slot(&IUPDATE_SESSION, "ReadOnly", Kind::Get);
    let stolen = Pointer {
        user: "bert",
        ..session
    };
    assert_eq!(
        fault_of(server.begin(&stolen, read_only, &[])),
        code::RPC_E_DISCONNECTED.to_u32()
    );
    server.wait(1);
    assert!(server.exporter.is_empty());
}

#[test]
fn an_object_that_is_handed_out_again_is_wanted_again() {
    let mut server = Server::new();
    let collection = server.object("anna", &IUPDATE_COLLECTION);
    let update = server.object("anna", &IUPDATE);
    server.method(&collection, "Add", &[update.argument(1)]).unwrap();
    server.wait(SILENCE);
    let item = slot(&IUPDATE_COLLECTION, "Item", Kind::Get);
    server.call(&collection, item, &[0.into()]).1.unwrap();
    server.wait(SILENCE);
    assert_eq!(server.get(&update, "Title"), Ok("text".into()));
}

#[test]
fn a_pinged_set_keeps_its_objects_alive() {
    let mut server = Server::new();
    let session = server.object("anna", &IUPDATE_SESSION);
    server.object("anna", &IUPDATE);
    let set = server.new_set("anna", &[&session]);
    for _ in 0..10 {
        server.wait(PERIOD);
        assert_eq!(server.ping("anna", set), 0);
    }
    assert_eq!(server.exporter.len(), 1);
    assert_eq!(server.get(&session, "ReadOnly"), Ok(true.into()));
    server.wait(SILENCE + 1);
    assert!(server.exporter.is_empty());
    // The set has gone with its client.
    assert_eq!(server.ping("anna", set), OR_INVALID_SET);
}

#[test]
fn two_pings_in_three_may_be_lost() {
    let mut server = Server::new();
    let session = server.object("anna", &IUPDATE_SESSION);
    let set = server.new_set("anna", &[&session]);
    for _ in 0..4 {
        server.wait(3 * PERIOD);
        assert_eq!(server.ping("anna", set), 0);
    }
    assert_eq!(server.exporter.len(), 1);
}

#[test]
fn objects_come_to_a_set_and_leave_it() {
    let mut server = Server::new();
    let [a, b, c] = [(); 3].map(|()| server.object("anna", &IUPDATE));
    let set = server.new_set("anna", &[&a, &b]);
    assert_eq!(server.change_set("anna", &change(set, 2, &[&c], &[&a])), Ok(set));
    for _ in 0..4 {
        server.wait(PERIOD);
        server.ping("anna", set);
    }
    assert_eq!(server.exporter.len(), 2);
    assert!(server.get(&b, "Title").is_ok() && server.get(&c, "Title").is_ok());
    // What comes and leaves at once has left.
    assert_eq!(server.change_set("anna", &change(set, 3, &[&b], &[&b])), Ok(set));
    for _ in 0..4 {
        server.wait(PERIOD);
        server.ping("anna", set);
    }
    assert_eq!(server.exporter.len(), 1);
}

#[test]
fn a_late_change_is_no_change() {
    let mut server = Server::new();
    let [a, b] = [(); 2].map(|()| server.object("anna", &IUPDATE));
    let set = server.new_set("anna", &[&a]);
    assert_eq!(server.change_set("anna", &change(set, 9, &[&b], &[])), Ok(set));
    // It was on its way for long.
    assert_eq!(server.change_set("anna", &change(set, 8, &[], &[&b])), Ok(set));
    // The same again is the same.
    assert_eq!(server.change_set("anna", &change(set, 9, &[&b], &[])), Ok(set));
    for _ in 0..4 {
        server.wait(PERIOD);
        server.ping("anna", set);
    }
    assert_eq!(server.exporter.len(), 2);
}

#[test]
fn sequence_numbers_begin_again_behind_the_last_one() {
    let mut server = Server::new();
    let [a, b] = [(); 2].map(|()| server.object("anna", &IUPDATE));
    let set = server.new_set("anna", &[&a]);
    for sequence in [0x7FFF, 0xFFFE, 0xFFFF] {
        server
            .change_set("anna", &change(set, sequence, &[], &[]))
            .unwrap();
    }
    assert_eq!(server.change_set("anna", &change(set, 0, &[&b], &[])), Ok(set));
    assert_eq!(
        server.change_set("anna", &change(set, 0xFFFF, &[], &[&b])),
        Ok(set)
    );
    for _ in 0..4 {
        server.wait(PERIOD);
        server.ping("anna", set);
    }
    assert_eq!(server.exporter.len(), 2);
}

#[test]
fn a_set_that_is_not_there_is_said_to_be_none() {
    let server = Server::new();
    let session = server.object("anna", &IUPDATE_SESSION);
    let set = server.new_set("anna", &[&session]);
    for (user, set) in [("anna", 0), ("anna", set + 1), ("bert", set)] {
        assert_eq!(server.ping(user, set), OR_INVALID_SET);
        if set != 0 {
            assert_eq!(
                server.change_set(user, &change(set, 2, &[], &[&session])),
                Err(OR_INVALID_SET)
            );
        }
    }
    assert_eq!(server.ping("anna", set), 0);
}

#[test]
fn an_object_that_is_not_there_comes_to_no_set() {
    let mut server = Server::new();
    let session = server.object("anna", &IUPDATE_SESSION);
    let other = server.object("bert", &IUPDATE_SESSION);
    let gone = server.object("anna", &IUPDATE);
    server.release("anna", &[gone.all()]);
    // In a new set that is no error, in one that is known it is.
    let set = server.new_set("anna", &[&gone, &other]);
    assert_eq!(
        server.change_set("anna", &change(set, 2, &[&gone, &session], &[])),
        Err(OR_INVALID_OID)
    );
    assert_eq!(
        server.change_set("anna", &change(set, 3, &[&other], &[])),
        Err(OR_INVALID_OID)
    );
    for _ in 0..4 {
        server.wait(PERIOD);
        assert_eq!(server.ping("anna", set), 0);
    }
    // Nobody keeps another one's object alive, and what was there is kept.
    assert_eq!(server.exporter.len(), 1);
    assert!(server.get(&session, "ReadOnly").is_ok());
}

#[test]
fn a_set_keeps_nothing_that_was_released() {
    let mut server = Server::new();
    let session = server.object("anna", &IUPDATE_SESSION);
    let set = server.new_set("anna", &[&session]);
    server.release("anna", &[session.all()]);
    assert!(server.exporter.is_empty());
    server.wait(PERIOD);
    assert_eq!(server.ping("anna", set), 0);
}

#[test]
fn one_user_has_only_so_many_sets() {
    let mut server = Server::with(Limits {
        sets_per_caller: 2,
        ..Limits::default()
    });
    server.new_set("anna", &[]);
    let second = server.new_set("anna", &[]);
    let out_of_resources = Err(1721);
    assert_eq!(
        server.change_set("anna", &change(0, 1, &[], &[])),
        out_of_resources
    );
    server.new_set("bert", &[]);
    server.wait(SILENCE);
    server.ping("anna", second);
    server.wait(1);
    // The first one has gone.
    server.new_set("anna", &[]);
    assert_eq!(
        server.change_set("anna", &change(0, 1, &[], &[])),
        out_of_resources
    );
}

#[test]
fn pings_have_to_be_signed_by_an_administrator() {
    let server = Server::new();
    let session = server.object("anna", &IUPDATE_SESSION2);
    let set = server.new_set("anna", &[&session]);
    for user in ["carl", ""] {
        assert_eq!(server.ping(user, set), status::ACCESS_DENIED);
        assert_eq!(
            server.change_set(user, &change(0, 1, &[], &[])),
            Err(status::ACCESS_DENIED)
        );
        assert_eq!(server.refused().len(), 2);
    }
    let mut origin = Server::origin("anna");
    origin.level = Level::Packet;
    let request = ExporterRequest::SimplePing(set);
    let call = Incoming {
        interface: ids::OBJECT_EXPORTER,
        opnum: request.opnum(),
        object: None,
        parameters: &request.to_stub().unwrap(),
    };
    let reply = stub_of(server.exporter.answer(&call, &origin, server.now));
    assert_eq!(read_status(&reply).unwrap(), status::ACCESS_DENIED);
    assert_eq!(server.refused().len(), 1);
}

#[test]
fn time_that_goes_back_stands_still() {
    let mut server = Server::new();
    let session = server.object("anna", &IUPDATE_SESSION);
    server.wait(SILENCE);
    server.now -= SILENCE;
    server.get(&session, "ReadOnly").unwrap();
    server.now += SILENCE;
    server.wait(SILENCE);
    assert_eq!(server.exporter.len(), 1);
}
