//! What foreign clients have sent, answered.

use wua_com::standard::IDISPATCH;
use wua_com::{HResult, Interface, Slot, Value, code};
use wua_defs::interfaces::{IUPDATE_SEARCHER, IUPDATE_SESSION, IUPDATE_SESSION2, IUPDATE_SESSION3};

use super::support::{Pointer, Proxies, Server, stub_of};
use crate::ndr::dispatch::{InvokeReply, NamesReply, read_type_info_count};
use crate::ndr::tests::values::bytes;
use crate::ndr::{Reader, stub};
use crate::orpc::exporter::read_alive;
use crate::orpc::remote_unknown::{read_query_results, read_reference_results, read_released};
use crate::orpc::{Ipid, OrpcThat, activation, ids, remote_activation};

const SAMPLES: &str = include_str!("../../orpc/tests/stubs.txt");

/// The requests of one operation: `go REQ SESS 8`.
fn requests(which: &str) -> Vec<Vec<u8>> {
    let lines = SAMPLES.lines();
    let found = lines.filter_map(|line| line.strip_prefix(which)?.strip_prefix(' '));
    let found: Vec<_> = found.map(bytes).collect();
    assert!(!found.is_empty(), "{which}");
    found
}

fn behind_header(reply: &[u8]) -> Reader<'_> {
    let mut reader = Reader::new(reply);
    assert_eq!(OrpcThat::read(&mut reader).unwrap(), OrpcThat::default());
    reader
}

fn activated(server: &Server, which: &str, interface: &'static Interface) -> Pointer {
    let request = &requests(which)[0];
    let reply = stub_of(server.send("anna", (ids::REMOTE_SCM_ACTIVATOR, 4), None, request));
    let reply = activation::read_reply(&reply).unwrap().1.unwrap();
    Pointer::read("anna", interface, reply.interfaces[0].reference.as_ref().unwrap())
}

/// The session of a client, by the interface of the call.
fn session(server: &Server, interface: &'static Interface) -> Pointer {
    server.object_by("anna", &IUPDATE_SESSION3, interface)
}

#[test]
fn activations() {
    let server = Server::new();
    let dispatch = activated(&server, "impacket REQ SA 4", &IDISPATCH);
    let session = activated(&server, "go REQ SA 4", &IUPDATE_SESSION);
    assert_ne!(dispatch.oid(), session.oid());
    let request = &requests("go REQ IA 0")[0];
    let reply = stub_of(server.send("anna", (ids::ACTIVATION, 0), None, request));
    let (_, references) = remote_activation::read_reply(&reply).unwrap().1.unwrap();
    let session = Pointer::read("anna", &IUPDATE_SESSION, references[0].as_ref().unwrap());
    assert_eq!(server.get(&session, "ReadOnly"), Ok(true.into()));
}

#[test]
fn the_question_whether_the_server_is_alive() {
    let server = Server::new();
    let reply = stub_of(server.send("", (ids::OBJECT_EXPORTER, 5), None, &[]));
    assert!(read_alive(&reply).unwrap().is_ok());
}

#[test]
fn members_by_slot() {
    let server = Server::new();
    let call = |which: &str, pointer: &Pointer, opnum: u16| {
        let member = pointer.interface.member(Slot(opnum)).unwrap();
        let reply = stub_of(server.send_to(pointer, opnum, &requests(which)[0]));
        let reader = &mut behind_header(&reply);
        stub::read_result(reader, member, &mut Proxies)
            .unwrap()
            .unwrap()
            .value
    };
    let first = session(&server, &IUPDATE_SESSION);
    for (client, name) in [("impacket", "imp-client"), ("go", "go-msrpc peer")] {
        assert_eq!(call(&format!("{client} REQ SESS 8"), &first, 8), Value::Empty);
        assert_eq!(call(&format!("{client} REQ SESS 7"), &first, 7), name.into());
    }
    let searcher = call("go REQ SESS 12", &first, 12);
    Server::pointed("anna", &IUPDATE_SEARCHER, &searcher);
    let second = session(&server, &IUPDATE_SESSION2);
    assert_eq!(call("go REQ SESS2 15", &second, 15), Value::U4(0x409));
}

#[test]
fn members_by_name() {
    let server = Server::new();
    let session = session(&server, &IDISPATCH);
    let reply = stub_of(server.send_to(&session, 3, &requests("impacket REQ DISP 3")[0]));
    assert_eq!(read_type_info_count(&mut behind_header(&reply)).unwrap(), Ok(1));
    let names = |request: &Vec<u8>| {
        let reply = stub_of(server.send_to(&session, 5, request));
        NamesReply::read(&mut behind_header(&reply)).unwrap()
    };
    let known = |reply: &NamesReply| (reply.dispids.clone(), reply.hresult);
    let application = (vec![0x6002_0001], code::S_OK);
    assert_eq!(known(&names(&requests("impacket REQ DISP 5")[0])), application);
    let of_go: Vec<NamesReply> = requests("go REQ DISP 5").iter().map(names).collect();
    assert_eq!(known(&of_go[0]), application);
    assert_eq!(known(&of_go[1]), (vec![-1], code::DISP_E_UNKNOWNNAME));
    let invoke = |request: &Vec<u8>| -> (Value, HResult) {
        let reply = stub_of(server.send_to(&session, 6, request));
        let reply = InvokeReply::read(&mut behind_header(&reply), &mut Proxies).unwrap();
        (reply.result, reply.hresult)
    };
    let nobody = (Value::from("nobody"), code::S_OK);
    for request in requests("impacket REQ DISP 6") {
        assert_eq!(invoke(&request), nobody);
    }
    let of_go: Vec<_> = requests("go REQ DISP 6").iter().map(invoke).collect();
    assert_eq!(of_go, [nobody, (Value::Empty, code::DISP_E_MEMBERNOTFOUND)]);
}

#[test]
fn queries_and_releases() {
    let server = Server::new();
    let session = session(&server, &IUPDATE_SESSION3);
    let call = |which: &str, interface: Ipid, opnum: u16, at: usize| {
        let mut request = requests(which).swap_remove(0);
        let mut writer = crate::ndr::Writer::packed();
        writer.guid(session.ipid());
        request.splice(at..at + 16, writer.finish().unwrap());
        let own = Some(server.exporter.place.remote_unknown());
        stub_of(server.send("anna", (interface, opnum), own, &request))
    };
    let reply = call("impacket REQ RU 3", ids::REM_UNKNOWN, 3, 32);
    let (results, hresult) = read_query_results(&mut behind_header(&reply)).unwrap();
    assert_eq!((results[0].unwrap().public_references, hresult), (1, code::S_OK));
    let reply = call("go REQ RU2 6", ids::REM_UNKNOWN2, 6, 32);
    let (results, hresult) = read_reference_results(&mut behind_header(&reply)).unwrap();
    assert_eq!((results.len(), hresult), (2, code::S_OK));
    Pointer::read("anna", &IUPDATE_SESSION2, results[0].as_ref().unwrap());
    let before = server.references(&session);
    let reply = call("impacket REQ RU 5", ids::REM_UNKNOWN, 5, 40);
    assert_eq!(read_released(&mut behind_header(&reply)).unwrap(), code::S_OK);
    assert_eq!(server.references(&session), before - 1);
}
