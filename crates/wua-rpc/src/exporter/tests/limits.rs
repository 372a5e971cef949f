//! What one caller may hold.

use wua_com::standard::IDISPATCH;
use wua_com::{DispatchFlags, Guid, Kind, Value, code};
use wua_defs::interfaces::{
    IUPDATE, IUPDATE_COLLECTION, IUPDATE_SESSION, IUPDATE_SESSION3, IWINDOWS_UPDATE_AGENT_INFO,
};

use super::support::{Pointer, Proxies, Server, call_stub, reference, slot, stub_of};
use crate::exporter::{Answer, ICLASS_FACTORY, Limits};
use crate::ndr::Reader;
use crate::ndr::dispatch::read_type_info;
use crate::ndr::type_info::ITYPE_INFO;
use crate::orpc::activation::Operation;
use crate::orpc::remote_unknown::{RemUnknownRequest, read_query_results, read_reference_results};
use crate::orpc::{OrpcThat, ids};

/// Five objects for each.
fn narrow() -> Server {
    Server::with(Limits {
        objects_per_caller: 5,
        ..Limits::default()
    })
}

fn fill(server: &Server, user: &'static str) -> Vec<Pointer> {
    (0..5)
        .map(|_| server.object(user, &IWINDOWS_UPDATE_AGENT_INFO))
        .collect()
}

fn words(header: &OrpcThat) -> String {
    header.error_info().unwrap().description.unwrap().to_string()
}

#[test]
fn an_activation_beyond_the_limit_says_so() {
    let server = narrow();
    fill(&server, "anna");
    let iids = [Guid::from_u128(1), IUPDATE_SESSION.iid, IDISPATCH.iid];
    let class = IUPDATE_SESSION3.iid;
    let (header, reply) = server.activated("anna", Operation::CreateInstance, class, &iids);
    assert_eq!(reply, Err(code::E_OUTOFMEMORY));
    assert!(
        words(&header).contains("anna holds 5 objects"),
        "{}",
        words(&header)
    );
    assert_eq!((server.exporter.len(), server.offer.alive()), (5, 5));
}

#[test]
fn one_callers_fill_does_not_touch_anothers() {
    let server = narrow();
    let anna = fill(&server, "anna");
    let bert = fill(&server, "bert");
    assert_eq!(server.exporter.len(), 10);
    server.release("anna", &[anna[0].all()]);
    server.object("anna", &IUPDATE);
    let (_, reply) = server.activated("bert", Operation::CreateInstance, IUPDATE.iid, &[IUPDATE.iid]);
    assert_eq!(reply, Err(code::E_OUTOFMEMORY));
    assert!(server.method(&bert[4], "GetInfo", &["".into()]).is_ok());
}

#[test]
fn objects_that_are_held_already_can_be_had_again() {
    let server = narrow();
    let info = fill(&server, "anna").remove(0);
    let (results, _) = server.query("anna", info.ipid(), 1, &[IDISPATCH.iid]);
    assert!(results[0].is_ok());
    let (results, _) = server.query2("anna", info.ipid(), &[IDISPATCH.iid]);
    assert!(results[0].is_ok());
}

#[test]
fn a_call_whose_results_are_too_many_gives_none_of_them() {
    let server = narrow();
    let info = server.object("anna", &IWINDOWS_UPDATE_AGENT_INFO);
    let before = server.held();
    let get_info = slot(&IWINDOWS_UPDATE_AGENT_INFO, "GetInfo", Kind::Method);
    let (header, result) = server.call(&info, get_info, &[5.into()]);
    assert_eq!(result, Err(code::E_OUTOFMEMORY));
    assert!(words(&header).contains("as many as one user may"));
    assert_eq!((server.held(), server.offer.alive()), (before.clone(), 1));

    let reply = server.invoke(&info, 0x6002_0001, DispatchFlags::METHOD, &[5.into()]);
    assert_eq!(reply.hresult, code::DISP_E_EXCEPTION);
    assert_eq!(reply.exception.scode, code::E_OUTOFMEMORY);
    assert!(
        reply
            .exception
            .description
            .unwrap()
            .contains("as many as one user may")
    );
    assert_eq!((server.held(), server.offer.alive()), (before, 1));

    let (_, result) = server.call(&info, get_info, &[4.into()]);
    assert!(matches!(result.unwrap().value, Value::Array(objects) if objects.len() == 4));
    assert_eq!(server.exporter.len(), 5);
}

#[test]
fn a_walk_is_limited_like_everything() {
    let server = narrow();
    let collection = server.object("anna", &IUPDATE_COLLECTION);
    for _ in 0..4 {
        let update = server.object("anna", &IUPDATE);
        server.method(&collection, "Add", &[update.argument(5)]).unwrap();
    }
    let unknown = server.get(&collection, "_NewEnum").unwrap();
    let unknown = Server::pointed("anna", &wua_com::standard::IUNKNOWN, &unknown);
    let walk = &wua_com::standard::IENUM_VARIANT;
    let walk = Pointer::read(
        "anna",
        walk,
        server.query2("anna", unknown.ipid(), &[walk.iid]).0[0]
            .as_ref()
            .unwrap(),
    );
    let reply = stub_of(server.send_to(&walk, 3, &call_stub(|writer| writer.u32(4))));
    let reader = &mut Reader::new(&reply);
    assert!(words(&OrpcThat::read(reader).unwrap()).contains("as many as one user may"));
    // Room for four items, and none of them.
    let head = [reader.u32(), reader.u32(), reader.u32()].map(Result::unwrap);
    assert_eq!(head, [4, 0, 0]);
    assert!(reply.ends_with(&code::E_OUTOFMEMORY.to_u32().to_le_bytes()));
    assert_eq!(server.exporter.len(), 2);
}

#[test]
fn descriptions_are_limited_too() {
    let server = Server::with(Limits {
        objects_per_caller: 2,
        ..Limits::default()
    });
    let session = server.object("anna", &IUPDATE_SESSION);
    let get = || {
        let reply = stub_of(server.send_to(&session, 4, &call_stub(|writer| writer.u64(0))));
        let reader = &mut Reader::new(&reply);
        OrpcThat::read(reader).unwrap();
        read_type_info(reader, &mut Proxies).unwrap()
    };
    let info = get().unwrap().unwrap();
    assert_eq!(get(), Err(code::E_OUTOFMEMORY));
    let info = Pointer::read("anna", &ITYPE_INFO, reference(&info));
    // `GetRefTypeInfo` of the base. Its results are in no table, so a fault says it.
    let answer = server.send_to(&info, 14, &call_stub(|writer| writer.u32(0)));
    assert!(
        matches!(answer, Answer::Fault { status, executed: true } if status == code::E_OUTOFMEMORY.to_u32())
    );
    assert_eq!(server.exporter.len(), 2);
}

#[test]
fn an_activation_asks_for_ten_interfaces_at_most() {
    let server = Server::new();
    for (operation, iid) in [
        (Operation::CreateInstance, IDISPATCH.iid),
        (Operation::GetClassObject, ICLASS_FACTORY.iid),
    ] {
        let iids = vec![iid; 10];
        let (_, reply) = server.activated("anna", operation, IUPDATE.iid, &iids);
        assert_eq!(reply.unwrap().interfaces.len(), 10);
        let more = vec![iid; 11];
        let held = server.held();
        let (header, reply) = server.activated("anna", operation, IUPDATE.iid, &more);
        assert_eq!(reply, Err(code::E_INVALIDARG));
        assert_eq!(
            words(&header),
            "an activation may ask for 10 interfaces at a time, not for 11"
        );
        assert_eq!(server.held(), held);
    }
}

#[test]
fn a_query_asks_for_256_interfaces_at_most() {
    let server = Server::new();
    let info = server.object("anna", &IWINDOWS_UPDATE_AGENT_INFO);
    let many = vec![IDISPATCH.iid; 256];
    assert_eq!(server.query("anna", info.ipid(), 1, &many).1, code::S_OK);
    assert_eq!(server.query2("anna", info.ipid(), &many).0.len(), 256);
    let held = server.held();
    let iids = vec![IDISPATCH.iid; 257];
    let ipid = info.ipid();
    let query = RemUnknownRequest::QueryInterface {
        ipid,
        references: 1,
        iids: iids.clone(),
    };
    for request in [query, RemUnknownRequest::QueryInterface2 { ipid, iids }] {
        let operation = (ids::REM_UNKNOWN2, request.opnum());
        let own = Some(server.exporter.place.remote_unknown());
        let stub = call_stub(|writer| request.write(writer));
        let reply = stub_of(server.send("anna", operation, own, &stub));
        let reader = &mut Reader::new(&reply);
        assert_eq!(
            words(&OrpcThat::read(reader).unwrap()),
            "a query may ask for 256 interfaces at a time, not for 257"
        );
        let hresult = match request {
            RemUnknownRequest::QueryInterface { .. } => read_query_results(reader).unwrap().1,
            _ => read_reference_results(reader).unwrap().1,
        };
        assert_eq!(hresult, code::E_INVALIDARG);
    }
    assert_eq!(server.held(), held);
    server.check();
}

#[test]
fn who_may_hold_nothing_gets_nothing() {
    let server = Server::with(Limits {
        objects_per_caller: 0,
        ..Limits::default()
    });
    let (_, reply) = server.activated("anna", Operation::CreateInstance, IUPDATE.iid, &[IUPDATE.iid]);
    assert_eq!(reply, Err(code::E_OUTOFMEMORY));
    assert!(server.exporter.is_empty());
    server.check();
}
