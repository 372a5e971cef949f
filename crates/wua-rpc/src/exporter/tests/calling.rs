//! Calls through virtual method tables.

use wua_com::standard::{IDISPATCH, IENUM_VARIANT, IUNKNOWN};
use wua_com::{HResult, Kind, Slot, Value, code};
use wua_defs::interfaces::{
    ISEARCH_JOB, ISEARCH_RESULT, IUPDATE, IUPDATE_COLLECTION, IUPDATE_SEARCHER, IUPDATE_SEARCHER3,
    IUPDATE_SESSION, IUPDATE_SESSION2, IUPDATE_SESSION3, IWINDOWS_UPDATE_AGENT_INFO,
};

use super::support::{Pointer, Server, call_stub, fault_of, finished, slot, stub_of};
use crate::exporter::Answer;
use crate::ndr::{BAD_STUB_DATA, Reader, enumerate, stub};
use crate::orpc::codes::{RPC_E_INVALID_HEADER, RPC_E_INVALID_IPID, RPC_E_VERSION_MISMATCH};
use crate::orpc::{ComVersion, Extension, OrpcThat, OrpcThis, ids};
use crate::pdu::status;

fn put(server: &Server, pointer: &Pointer, name: &str, value: Value) -> Result<Value, HResult> {
    let slot = slot(pointer.interface, name, Kind::Put);
    let (_, result) = server.call(pointer, slot, &[value]);
    result.map(|success| success.value)
}

#[test]
fn properties_are_read_and_written() {
    let server = Server::new();
    let session = server.object("anna", &IUPDATE_SESSION);
    assert_eq!(server.get(&session, "ClientApplicationID"), Ok("nobody".into()));
    assert_eq!(
        put(&server, &session, "ClientApplicationID", "a script".into()),
        Ok(Value::Empty)
    );
    assert_eq!(server.get(&session, "ClientApplicationID"), Ok("a script".into()));
}

#[test]
fn objects_among_results_are_handed_out() {
    let server = Server::new();
    let session = server.object("anna", &IUPDATE_SESSION3);
    let yielded = server.method(&session, "CreateUpdateSearcher", &[]).unwrap();
    let searcher = Server::pointed("anna", &IUPDATE_SEARCHER, &yielded);
    assert_eq!(server.get(&searcher, "Online"), Ok(true.into()));
    assert_eq!(server.exporter.len(), 2);
}

#[test]
fn a_member_may_yield_no_object() {
    let server = Server::new();
    let update = server.object("anna", &IUPDATE);
    assert_eq!(server.get(&update, "Image"), Ok(Value::Object(None)));
    assert_eq!(server.exporter.len(), 1);
}

#[test]
fn a_member_that_fails_says_why() {
    let server = Server::new();
    let searcher = server.object("anna", &IUPDATE_SEARCHER);
    let search = slot(&IUPDATE_SEARCHER, "Search", Kind::Method);
    let (header, result) = server.call(&searcher, search, &["nonsense".into()]);
    assert_eq!(result, Err(code::WU_E_INVALID_CRITERIA));
    let info = header.error_info().unwrap();
    assert_eq!(info.interface, IUPDATE_SEARCHER.iid);
    assert_eq!(info.source.as_deref(), Some("wua"));
    assert_eq!(
        info.description.as_deref(),
        Some("IUpdateSearcher::Search: `nonsense` is no criterion")
    );
    assert!(server.refused().is_empty());
}

#[test]
fn what_may_wait_is_done_later() {
    let server = Server::new();
    let searcher = server.object("anna", &IUPDATE_SEARCHER3);
    let search = slot(&IUPDATE_SEARCHER3, "Search", Kind::Method);
    let answer = server.begin(&searcher, search, &["IsInstalled=0".into()]);
    assert!(matches!(answer, Answer::Later(_)));
    assert_eq!((server.exporter.len(), server.offer.alive()), (1, 1));
    let reply = std::thread::scope(|scope| scope.spawn(|| stub_of(answer)).join().unwrap());
    let reader = &mut Reader::new(&reply);
    assert_eq!(OrpcThat::read(reader).unwrap(), OrpcThat::default());
    let member = IUPDATE_SEARCHER3.member(search).unwrap();
    let result = stub::read_result(reader, member, &mut super::support::Proxies).unwrap();
    let result = Server::pointed("anna", &ISEARCH_RESULT, &result.unwrap().value);
    assert_eq!(server.get(&result, "ResultCode"), Ok(1.into()));
}

#[test]
fn what_was_not_done_after_all_has_taken_no_references() {
    let server = Server::new();
    let searcher = server.object("anna", &IUPDATE_SEARCHER);
    let job = server.object("anna", &ISEARCH_JOB);
    let before = server.references(&job);
    let end = slot(&IUPDATE_SEARCHER, "EndSearch", Kind::Method);
    for _ in 0..10 {
        // A server with too much to do lets it go, and the client sends it once more.
        let answer = server.begin(&searcher, end, &[job.argument(1)]);
        assert!(matches!(answer, Answer::Later(_)));
    }
    assert_eq!(server.references(&job), before);
    stub_of(server.begin(&searcher, end, &[job.argument(1)]));
    assert_eq!(server.references(&job), before - 1);
    server.check();
}

#[test]
fn what_is_done_later_is_done_though_the_object_was_released() {
    let server = Server::new();
    let searcher = server.object("anna", &IUPDATE_SEARCHER);
    let search = slot(&IUPDATE_SEARCHER, "Search", Kind::Method);
    let answer = server.begin(&searcher, search, &["".into()]);
    server.release("anna", &[searcher.all()]);
    assert_eq!((server.exporter.len(), server.offer.alive()), (0, 1));
    stub_of(answer);
    server.check();
    // The result is there, and the object is not any more.
    assert_eq!((server.exporter.len(), server.offer.alive()), (1, 1));
}

#[test]
fn what_never_ran_leaves_nothing() {
    let server = Server::new();
    let searcher = server.object("anna", &IUPDATE_SEARCHER);
    let search = slot(&IUPDATE_SEARCHER, "Search", Kind::Method);
    drop(server.begin(&searcher, search, &["".into()]));
    server.release("anna", &[searcher.all()]);
    assert_eq!((server.exporter.len(), server.offer.alive()), (0, 0));
}

#[test]
fn a_walk_goes_on_where_it_stood() {
    let server = Server::new();
    let collection = server.object("anna", &IUPDATE_COLLECTION);
    let updates = [(); 3].map(|()| server.object("anna", &IUPDATE));
    for update in &updates {
        server.method(&collection, "Add", &[update.argument(0)]).unwrap();
    }
    let unknown = server.get(&collection, "_NewEnum").unwrap();
    let unknown = Server::pointed("anna", &IUNKNOWN, &unknown);
    let walk = server
        .query2("anna", unknown.ipid(), &[IENUM_VARIANT.iid])
        .0
        .remove(0);
    let walk = Pointer::read("anna", &IENUM_VARIANT, &walk.unwrap());
    assert_eq!(walk.oid(), unknown.oid());
    let next = |walk: &Pointer, count: u32| {
        let stub = call_stub(|writer| writer.u32(count));
        let reply = stub_of(server.send_to(walk, 3, &stub));
        // As many as were asked for could follow: clients compare.
        assert_eq!(reply[8..12], count.to_le_bytes());
        let reader = &mut Reader::new(&reply);
        OrpcThat::read(reader).unwrap();
        let items = enumerate::read_next(reader, u32::MAX, &mut super::support::Proxies)
            .unwrap()
            .unwrap();
        let oid = |item| Server::pointed("anna", &IDISPATCH, item).oid();
        (items.value.iter().map(oid).collect::<Vec<_>>(), items.hresult)
    };
    let [a, b, c] = updates.each_ref().map(Pointer::oid);
    assert_eq!(next(&walk, 1), (vec![a], code::S_OK));
    let copy = server.call(&walk, Slot(6), &[]).1.unwrap();
    let copy = Server::pointed("anna", &IENUM_VARIANT, &copy.value);
    assert_eq!(next(&walk, u32::MAX), (vec![b, c], code::S_FALSE));
    assert_eq!(next(&walk, 1), (vec![], code::S_FALSE));
    assert_eq!(server.call(&walk, Slot(5), &[]).1.unwrap().hresult, code::S_OK);
    assert_eq!(next(&walk, 3), (vec![a, b, c], code::S_OK));
    let skipped = |count: u32| server.call(&copy, Slot(4), &[count.into()]).1.unwrap().hresult;
    assert_eq!(skipped(1), code::S_OK);
    assert_eq!(next(&copy, 2), (vec![c], code::S_FALSE));
    assert_eq!(skipped(1), code::S_FALSE);
}

#[test]
fn a_walk_of_no_step_is_an_invalid_argument() {
    let server = Server::new();
    let collection = server.object("anna", &IUPDATE_COLLECTION);
    let unknown = Server::pointed("anna", &IUNKNOWN, &server.get(&collection, "_NewEnum").unwrap());
    let walk = server
        .query2("anna", unknown.ipid(), &[IENUM_VARIANT.iid])
        .0
        .remove(0);
    let walk = Pointer::read("anna", &IENUM_VARIANT, &walk.unwrap());
    let reply = stub_of(server.send_to(&walk, 3, &call_stub(|writer| writer.u32(0))));
    assert!(reply.ends_with(&code::E_INVALIDARG.to_u32().to_le_bytes()));
}

#[test]
fn refused_members_answer_null_and_say_why() {
    let server = Server::new();
    let session = server.object("anna", &IUPDATE_SESSION);
    for (name, kind) in [
        ("CreateUpdateDownloader", Kind::Method),
        ("CreateUpdateInstaller", Kind::Method),
        ("WebProxy", Kind::Get),
    ] {
        let slot = slot(&IUPDATE_SESSION, name, kind);
        let reply = stub_of(server.begin(&session, slot, &[]));
        let reader = &mut Reader::new(&reply);
        let header = OrpcThat::read(reader).unwrap();
        assert!(!reader.pointer().unwrap(), "{name}");
        assert_eq!(reader.u32().unwrap(), code::E_ACCESSDENIED.to_u32());
        assert!(reader.rest().is_empty());
        let words = header.error_info().unwrap().description.unwrap();
        let expected = format!("IUpdateSession::{name} is not available from another computer");
        assert!(words.starts_with(&expected), "{words}");
        let refused = server.refused();
        assert!(
            matches!(&refused[..], [(user, what, _)] if user == "anna" && what == "IUpdateSession"),
            "{refused:?}"
        );
    }
}

#[test]
fn the_base_of_an_interface_serves_too() {
    let server = Server::new();
    let session = server.object("anna", &IUPDATE_SESSION3);
    let as_base = |interface| Pointer {
        interface,
        ..session.clone()
    };
    for base in [&IUPDATE_SESSION, &IUPDATE_SESSION2] {
        assert_eq!(server.get(&as_base(base), "ReadOnly"), Ok(true.into()));
    }
    // The members of the others are behind the end.
    let locale = slot(&IUPDATE_SESSION2, "UserLocale", Kind::Get).0;
    let answer = server.send_to(&as_base(&IUPDATE_SESSION), locale, &call_stub(|_| {}));
    assert_eq!(fault_of(answer), status::OPERATION_RANGE);
}

#[test]
fn an_interface_is_called_as_no_other() {
    let server = Server::new();
    let session = server.object("anna", &IUPDATE_SESSION);
    let locale = slot(&IUPDATE_SESSION2, "UserLocale", Kind::Get).0;
    for (interface, opnum) in [
        (IUPDATE_SESSION2.iid, locale),
        (IUPDATE.iid, 7),
        (IENUM_VARIANT.iid, 3),
    ] {
        let answer = server.send(
            "anna",
            (interface, opnum),
            Some(session.ipid()),
            &call_stub(|_| {}),
        );
        assert_eq!(fault_of(answer), RPC_E_INVALID_IPID.to_u32());
    }
    let answer = server.send(
        "anna",
        (ids::ERROR_INFO, 3),
        Some(session.ipid()),
        &call_stub(|_| {}),
    );
    assert_eq!(fault_of(answer), status::UNKNOWN_INTERFACE);
}

#[test]
fn operations_that_are_not_there_are_out_of_range() {
    let server = Server::new();
    for interface in [&IUPDATE_SESSION, &IUPDATE, &IDISPATCH, &IUNKNOWN] {
        let object = server.object_by("anna", &IUPDATE, &IUPDATE);
        let object = if interface == &IUPDATE_SESSION {
            server.object("anna", &IUPDATE_SESSION)
        } else {
            Pointer { interface, ..object }
        };
        for opnum in [
            0,
            1,
            2,
            interface.slot_count(),
            interface.slot_count() + 1,
            u16::MAX,
        ] {
            let answer = server.send_to(&object, opnum, &call_stub(|writer| writer.u64(0)));
            assert_eq!(fault_of(answer), status::OPERATION_RANGE, "{interface:?} {opnum}");
        }
    }
}

#[test]
fn what_somebody_else_holds_is_not_there() {
    let server = Server::new();
    let session = server.object("anna", &IUPDATE_SESSION);
    let stolen = Pointer {
        user: "bert",
        ..session.clone()
    };
    let answer = server.send_to(&stolen, 9, &call_stub(|_| {}));
    assert_eq!(fault_of(answer), code::RPC_E_DISCONNECTED.to_u32());
    server.release("anna", &[session.all()]);
    let answer = server.send_to(&session, 9, &call_stub(|_| {}));
    assert_eq!(fault_of(answer), code::RPC_E_DISCONNECTED.to_u32());
}

#[test]
fn only_administrators_call() {
    let server = Server::new();
    let session = server.object("anna", &IUPDATE_SESSION);
    for user in ["carl", ""] {
        let call = Pointer {
            user,
            ..session.clone()
        };
        let answer = server.send_to(&call, 9, &call_stub(|_| {}));
        assert_eq!(fault_of(answer), status::ACCESS_DENIED);
        assert_eq!(server.refused().len(), 1);
    }
}

#[test]
fn a_call_needs_an_object() {
    let server = Server::new();
    let answer = server.send("anna", (IUPDATE_SESSION.iid, 9), None, &call_stub(|_| {}));
    assert_eq!(fault_of(answer), RPC_E_INVALID_IPID.to_u32());
}

#[test]
fn the_header_of_a_call_is_checked() {
    let server = Server::new();
    let session = server.object("anna", &IUPDATE_SESSION);
    let answered = |header: OrpcThis| {
        let mut writer = crate::ndr::Writer::new();
        header.write(&mut writer);
        server.send_to(&session, 9, &writer.finish().unwrap())
    };
    let header = OrpcThis::new(wua_com::Guid::NIL);
    let flagged = OrpcThis {
        flags: 1,
        ..header.clone()
    };
    assert_eq!(fault_of(answered(flagged)), RPC_E_INVALID_HEADER.to_u32());
    let newer = OrpcThis {
        version: ComVersion { major: 5, minor: 8 },
        ..header.clone()
    };
    assert_eq!(fault_of(answered(newer)), RPC_E_VERSION_MISMATCH.to_u32());
    let extended = OrpcThis {
        extensions: vec![Extension {
            id: ids::CONTEXT_EXTENSION,
            data: vec![1, 2, 3],
        }],
        ..header
    };
    stub_of(answered(extended));
    let answer = server.send_to(&session, 9, &[5, 0, 7]);
    assert_eq!(fault_of(answer), RPC_E_INVALID_HEADER.to_u32());
}

#[test]
fn bytes_behind_the_last_parameter_are_ignored() {
    let server = Server::new();
    let session = server.object("anna", &IUPDATE_SESSION);
    stub_of(server.send_to(&session, 9, &call_stub(|writer| writer.bytes(&[0xCE; 16]))));
}

#[test]
fn a_reply_that_cannot_be_written_gives_nothing_away() {
    let server = Server::new();
    let info = server.object("anna", &IWINDOWS_UPDATE_AGENT_INFO);
    let before = server.held();
    let get_info = slot(&IWINDOWS_UPDATE_AGENT_INFO, "GetInfo", Kind::Method);
    let (header, result) = server.call(&info, get_info, &["half".into()]);
    assert_eq!(result, Err(code::E_NOINTERFACE));
    let words = header.error_info().unwrap().description.unwrap();
    assert!(words.contains("IDispatch"), "{words}");
    assert_eq!(server.held(), before);
    assert_eq!(server.offer.alive(), 1);
}

#[test]
fn a_call_that_ends_early_is_a_fault_and_changes_nothing() {
    let server = Server::new();
    let collection = server.object("anna", &IUPDATE_COLLECTION);
    let update = server.object("anna", &IUPDATE);
    let insert = slot(&IUPDATE_COLLECTION, "Insert", Kind::Method);
    let stub = call_stub(|writer| {
        let arguments = [0.into(), update.argument(5)];
        let member = IUPDATE_COLLECTION.member(insert).unwrap();
        stub::write_arguments(writer, member, &arguments, &mut super::support::Proxies).unwrap();
    });
    let before = server.held();
    for end in 0..stub.len() {
        let answer = server.send_to(&collection, insert.0, &stub[..end]);
        let expected = if end < 32 {
            RPC_E_INVALID_HEADER.to_u32()
        } else {
            BAD_STUB_DATA
        };
        assert_eq!(fault_of(answer), expected, "{end}");
        assert_eq!(server.held(), before, "{end}");
    }
    assert!(matches!(
        finished(server.send_to(&collection, insert.0, &stub)),
        Answer::Reply(_)
    ));
    assert_ne!(server.held(), before);
}
