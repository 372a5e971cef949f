//! `IRemUnknown` and `IRemUnknown2`.

use wua_com::standard::IDISPATCH;
use wua_com::{Guid, Kind, code};
use wua_defs::interfaces::{
    IUPDATE, IUPDATE_COLLECTION, IUPDATE_SESSION, IUPDATE_SESSION2, IUPDATE_SESSION3,
    IWINDOWS_UPDATE_AGENT_INFO,
};

use super::support::{Pointer, Server, call_stub, fault_of, slot};
use crate::ndr::BAD_STUB_DATA;
use crate::orpc::codes::{CO_E_OBJNOTREG, RPC_E_INVALID_HEADER, RPC_E_INVALID_OBJECT};
use crate::orpc::remote_unknown::{References, RemUnknownRequest};
use crate::orpc::{OrpcThis, ids};
use crate::pdu::status;

fn references(pointer: &Pointer, public: u32, private: u32) -> References {
    References {
        ipid: pointer.ipid(),
        public,
        private,
    }
}

#[test]
fn references_are_counted() {
    let server = Server::new();
    let session = server.object("anna", &IUPDATE_SESSION);
    assert_eq!(server.held(), [(session.ipid(), 5, 0)]);
    let added = server.add("anna", &[references(&session, 2, 1)]);
    assert_eq!(added, (vec![code::S_OK], code::S_OK));
    assert_eq!(server.held(), [(session.ipid(), 7, 1)]);
    assert_eq!(server.release("anna", &[references(&session, 6, 0)]), code::S_OK);
    assert_eq!(server.held(), [(session.ipid(), 1, 1)]);
    server.release("anna", &[references(&session, 1, 0)]);
    assert_eq!(server.held(), [(session.ipid(), 0, 1)]);
    server.release("anna", &[references(&session, 0, 1)]);
    assert_eq!(server.held(), []);
}

#[test]
fn releasing_more_than_there_are_releases_all() {
    let server = Server::new();
    let session = server.object("anna", &IUPDATE_SESSION);
    server.release("anna", &[references(&session, u32::MAX, u32::MAX)]);
    assert!(server.exporter.is_empty());
    assert_eq!(server.offer.alive(), 0);
    // And again, which is nothing.
    assert_eq!(server.release("anna", &[session.all()]), code::S_OK);
}

#[test]
fn an_interface_ends_with_its_last_reference_and_an_object_with_its_last_interface() {
    let server = Server::new();
    let session = server.object("anna", &IUPDATE_SESSION3);
    let other = server
        .query2("anna", session.ipid(), &[IUPDATE_SESSION2.iid])
        .0
        .remove(0);
    let other = Pointer::read("anna", &IUPDATE_SESSION2, &other.unwrap());
    server.release("anna", &[session.all()]);
    assert_eq!(server.held(), [(other.ipid(), 5, 0)]);
    let answer = server.send_to(&session, 9, &call_stub(|_| {}));
    assert_eq!(fault_of(answer), code::RPC_E_DISCONNECTED.to_u32());
    assert_eq!(server.get(&other, "ReadOnly"), Ok(true.into()));
    server.release("anna", &[other.all()]);
    assert!(server.exporter.is_empty());
    assert_eq!(server.offer.alive(), 0);
}

#[test]
fn interfaces_are_queried_with_as_many_references_as_are_asked_for() {
    let server = Server::new();
    let session = server.object("anna", &IUPDATE_SESSION3);
    let iids = [
        IUPDATE_SESSION.iid,
        IUPDATE.iid,
        IUPDATE_SESSION3.iid,
        Guid::from_u128(1),
    ];
    let (results, hresult) = server.query("anna", session.ipid(), 3, &iids);
    assert_eq!(hresult, code::S_OK);
    let base = results[0].unwrap();
    assert_eq!((base.oid, base.public_references), (session.oid(), 3));
    assert_eq!(base.oxid, session.standard.oxid);
    assert_eq!(results[1], Err(code::E_NOINTERFACE));
    assert_eq!(results[2].unwrap().ipid, session.ipid());
    assert_eq!(results[3], Err(code::E_NOINTERFACE));
    let mut expected = [(session.ipid(), 8, 0), (base.ipid, 3, 0)];
    expected.sort_unstable();
    assert_eq!(server.held(), expected);
}

#[test]
fn an_interface_of_no_references_is_not_kept() {
    let server = Server::new();
    let session = server.object("anna", &IUPDATE_SESSION3);
    let (results, _) = server.query(
        "anna",
        session.ipid(),
        0,
        &[IUPDATE_SESSION.iid, IUPDATE_SESSION3.iid],
    );
    assert_eq!(results[0], Err(code::E_INVALIDARG));
    assert_eq!(results[1], Err(code::E_INVALIDARG));
    assert_eq!(server.held(), [(session.ipid(), 5, 0)]);
}

#[test]
fn whole_references_are_queried_too() {
    let server = Server::new();
    let session = server.object("anna", &IUPDATE_SESSION3);
    let (results, hresult) = server.query2("anna", session.ipid(), &[IUPDATE.iid, IDISPATCH.iid]);
    assert_eq!(hresult, code::S_OK);
    assert_eq!(results[0], Err(code::E_NOINTERFACE));
    let dispatch = Pointer::read("anna", &IDISPATCH, results[1].as_ref().unwrap());
    assert_eq!((dispatch.oid(), server.references(&dispatch)), (session.oid(), 5));
    let (results, hresult) = server.query2("anna", session.ipid(), &[IUPDATE.iid]);
    assert_eq!(
        (results, hresult),
        (vec![Err(code::E_NOINTERFACE)], code::E_NOINTERFACE)
    );
}

#[test]
fn what_is_not_held_is_no_object() {
    let server = Server::new();
    let session = server.object("anna", &IUPDATE_SESSION3);
    for (user, ipid) in [("bert", session.ipid()), ("anna", Guid::from_u128(1))] {
        let iids = [IUPDATE_SESSION.iid; 2];
        assert_eq!(server.query(user, ipid, 1, &iids), (vec![], RPC_E_INVALID_OBJECT));
        let (results, hresult) = server.query2(user, ipid, &iids);
        assert_eq!(results, [Err(RPC_E_INVALID_OBJECT), Err(RPC_E_INVALID_OBJECT)]);
        assert_eq!(hresult, RPC_E_INVALID_OBJECT);
        assert_eq!(server.query2(user, ipid, &[]).1, RPC_E_INVALID_OBJECT);
        let one = References {
            ipid,
            public: 1,
            private: 1,
        };
        assert_eq!(server.add(user, &[one]), (vec![CO_E_OBJNOTREG], CO_E_OBJNOTREG));
        assert_eq!(server.release(user, &[one]), code::S_OK);
    }
    assert_eq!(server.held(), [(session.ipid(), 5, 0)]);
    let mixed = [
        references(&session, 1, 0),
        References {
            ipid: Guid::NIL,
            ..session.all()
        },
    ];
    assert_eq!(
        server.add("anna", &mixed),
        (vec![code::S_OK, CO_E_OBJNOTREG], code::S_OK)
    );
}

#[test]
fn an_object_that_is_handed_out_twice_is_one_object() {
    let server = Server::new();
    let collection = server.object("anna", &IUPDATE_COLLECTION);
    let update = server.object("anna", &IUPDATE);
    server.method(&collection, "Add", &[update.argument(5)]).unwrap();
    let item = || {
        let slot = slot(&IUPDATE_COLLECTION, "Item", Kind::Get);
        let value = server.call(&collection, slot, &[0.into()]).1.unwrap().value;
        Server::pointed("anna", &IUPDATE, &value)
    };
    let (first, second) = (item(), item());
    assert_eq!((first.oid(), first.ipid()), (second.oid(), second.ipid()));
    assert_eq!(server.references(&first), 10);
    // It was gone in between, so it is called another name now.
    assert_ne!(first.oid(), update.oid());
}

#[test]
fn each_user_has_names_of_their_own() {
    let server = Server::new();
    let anna = server.object("anna", &IUPDATE_SESSION);
    let bert = server.object("bert", &IUPDATE_SESSION);
    assert_ne!(anna.oid(), bert.oid());
    assert_ne!(anna.ipid(), bert.ipid());
    server.release("bert", &[anna.all(), bert.all()]);
    assert_eq!(server.held(), [(anna.ipid(), 5, 0)]);
}

#[test]
fn ten_thousand_activations_and_releases_leave_nothing() {
    let server = Server::new();
    for _ in 0..10_000 {
        let info = server.object("anna", &IWINDOWS_UPDATE_AGENT_INFO);
        server.release("anna", &[info.all()]);
    }
    assert!(server.exporter.is_empty());
    assert_eq!((server.held(), server.offer.alive()), (vec![], 0));
    let kept: Vec<Pointer> = (0..5_000)
        .map(|_| server.object("anna", &IWINDOWS_UPDATE_AGENT_INFO))
        .collect();
    assert_eq!(server.exporter.len(), 5_000);
    for one in kept.chunks(1_000) {
        let all: Vec<References> = one.iter().map(Pointer::all).collect();
        server.release("anna", &all);
    }
    assert!(server.exporter.is_empty());
    assert_eq!(server.offer.alive(), 0);
}

#[test]
fn the_remote_unknown_is_called_by_its_own_name() {
    let server = Server::new();
    let session = server.object("anna", &IUPDATE_SESSION);
    let own = server.exporter.place.remote_unknown();
    let stub = call_stub(|writer| RemUnknownRequest::Release(vec![session.all()]).write(writer));
    for object in [None, Some(session.ipid())] {
        let answer = server.send("anna", (ids::REM_UNKNOWN2, 5), object, &stub);
        assert_eq!(fault_of(answer), code::RPC_E_DISCONNECTED.to_u32());
    }
    let answer = server.send("anna", (IUPDATE_SESSION.iid, 9), Some(own), &call_stub(|_| {}));
    assert_eq!(fault_of(answer), code::RPC_E_DISCONNECTED.to_u32());
    for opnum in [0, 2, 7, u16::MAX] {
        let answer = server.send("anna", (ids::REM_UNKNOWN2, opnum), Some(own), &stub);
        assert_eq!(fault_of(answer), status::OPERATION_RANGE);
    }
    // The older interface has one operation less.
    let query = RemUnknownRequest::QueryInterface2 {
        ipid: session.ipid(),
        iids: vec![IDISPATCH.iid],
    };
    let query = call_stub(|writer| query.write(writer));
    let answer = server.send("anna", (ids::REM_UNKNOWN, 6), Some(own), &query);
    assert_eq!(fault_of(answer), status::OPERATION_RANGE);
    // Whatever is asked of it.
    let answer = server.send("anna", (ids::REM_UNKNOWN, 6), Some(own), &call_stub(|_| {}));
    assert_eq!(fault_of(answer), status::OPERATION_RANGE);
    let answer = server.send("carl", (ids::REM_UNKNOWN, 5), Some(own), &stub);
    assert_eq!(fault_of(answer), status::ACCESS_DENIED);
    assert_eq!(server.refused().len(), 1);
    let mut writer = crate::ndr::Writer::new();
    OrpcThis {
        flags: 1,
        ..OrpcThis::new(Guid::NIL)
    }
    .write(&mut writer);
    let answer = server.send(
        "anna",
        (ids::REM_UNKNOWN, 5),
        Some(own),
        &writer.finish().unwrap(),
    );
    assert_eq!(fault_of(answer), RPC_E_INVALID_HEADER.to_u32());
    assert_eq!(server.held(), [(session.ipid(), 5, 0)]);
}

#[test]
fn a_count_that_ends_early_changes_nothing() {
    let server = Server::new();
    let session = server.object("anna", &IUPDATE_SESSION);
    let own = server.exporter.place.remote_unknown();
    let one = references(&session, 5, 0);
    for request in [
        RemUnknownRequest::AddRef(vec![one; 3]),
        RemUnknownRequest::Release(vec![one; 3]),
        RemUnknownRequest::QueryInterface {
            ipid: session.ipid(),
            references: 1,
            iids: vec![IDISPATCH.iid; 2],
        },
        RemUnknownRequest::QueryInterface2 {
            ipid: session.ipid(),
            iids: vec![IDISPATCH.iid; 2],
        },
    ] {
        let stub = call_stub(|writer| request.write(writer));
        for end in 32..stub.len() {
            let operation = (ids::REM_UNKNOWN2, request.opnum());
            let answer = server.send("anna", operation, Some(own), &stub[..end]);
            assert_eq!(fault_of(answer), BAD_STUB_DATA, "{request:?} {end}");
            assert_eq!(server.held(), [(session.ipid(), 5, 0)]);
        }
    }
}
