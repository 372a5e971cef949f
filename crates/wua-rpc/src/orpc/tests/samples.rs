//! Stubs that two foreign clients and a server for trials exchanged: understood, and written again byte by byte where
//! the bytes are the server's.

use std::collections::VecDeque;

use wua_com::{Guid, Interface, ObjectRef, Slot, Value, code};
use wua_defs::classes::CLASSES;
use wua_defs::interfaces::{IUPDATE_SESSION, IUPDATE_SESSION2};

use crate::ndr::dispatch::{InvokeReply, NamesReply, read_type_info_count};
use crate::ndr::tests::support::Shelf;
use crate::ndr::tests::values::bytes;
use crate::ndr::{Objects, Reader, Request, Writer, stub};
use crate::orpc::activation::{self, Operation};
use crate::orpc::exporter::{self, ExporterRequest};
use crate::orpc::remote_unknown::{self, References, RemUnknownRequest};
use crate::orpc::{
    ComVersion, DualStringArray, ObjectReference, OrpcThat, OrpcThis, SecurityBinding, StandardReference,
    StringBinding, ids, remote_activation,
};

const SAMPLES: &str = include_str!("stubs.txt");

/// The stubs of one operation in one direction: `go REQ SESS 8`.
fn samples(which: &str) -> Vec<Vec<u8>> {
    let found: Vec<Vec<u8>> = SAMPLES
        .lines()
        .filter_map(|line| line.strip_prefix(which)?.strip_prefix(' '))
        .map(bytes)
        .collect();
    assert!(!found.is_empty(), "{which}");
    found
}

fn sample(which: &str) -> Vec<u8> {
    samples(which).swap_remove(0)
}

/// Keeps references as bytes and hands them out again in their order.
#[derive(Default)]
struct Recorder(VecDeque<Vec<u8>>);

impl Objects for Recorder {
    fn marshal(&mut self, _: &ObjectRef, _: &'static Interface) -> Result<Vec<u8>, wua_com::Error> {
        self.0.pop_front().ok_or_else(|| code::E_UNEXPECTED.into())
    }

    fn unmarshal(
        &mut self,
        reference: &[u8],
        interface: &'static Interface,
    ) -> Result<ObjectRef, wua_com::Error> {
        assert_eq!(ObjectReference::from_bytes(reference)?.iid, interface.iid);
        self.0.push_back(reference.to_vec());
        Ok(Shelf::with(1).objects.remove(0))
    }
}

fn clsid(name: &str) -> Guid {
    CLASSES.iter().find(|class| class.name == name).unwrap().clsid
}

/// The bindings of the server for trials, which named ports even for its resolver.
fn bindings() -> DualStringArray {
    DualStringArray {
        strings: vec![
            StringBinding::exporter("wuahost", 49670),
            StringBinding::exporter("127.13.5.1", 49670),
        ],
        security: [9, 10, 16].map(SecurityBinding::of).to_vec(),
    }
}

fn member_call(which: &str, interface: &'static Interface, slot: u16) -> Vec<Value> {
    let stub = sample(which);
    let reader = &mut Reader::new(&stub);
    let header = OrpcThis::read(reader).unwrap();
    assert_eq!(header.version, ComVersion::OURS);
    match Request::read(reader, interface, Slot(slot), &mut Recorder::default()).unwrap() {
        Request::Member { arguments, .. } => arguments,
        other => panic!("{other:?}"),
    }
}

fn member_reply(which: &str, interface: &'static Interface, slot: u16) -> Value {
    let member = interface.member(Slot(slot)).unwrap();
    let seen = sample(which);
    let objects = &mut Recorder::default();
    let reader = &mut Reader::new(&seen);
    let header = OrpcThat::read(reader).unwrap();
    let success = stub::read_result(reader, member, objects).unwrap().unwrap();
    let mut writer = Writer::new();
    header.write(&mut writer);
    stub::write_result(&mut writer, member, Ok(&success), objects).unwrap();
    assert_eq!(writer.finish().unwrap(), seen, "{which}");
    success.value
}

#[test]
fn members_are_called_by_slot() {
    assert_eq!(
        member_call("impacket REQ SESS 8", &IUPDATE_SESSION, 8),
        [Value::from("imp-client")]
    );
    assert_eq!(
        member_call("go REQ SESS 8", &IUPDATE_SESSION, 8),
        [Value::from("go-msrpc peer")]
    );
    assert_eq!(member_call("go REQ SESS 12", &IUPDATE_SESSION, 12), []);
    assert_eq!(
        member_reply("impacket RSP SESS 7", &IUPDATE_SESSION, 7),
        Value::from("imp-client")
    );
    assert_eq!(
        member_reply("go RSP SESS 7", &IUPDATE_SESSION, 7),
        Value::from("go-msrpc peer")
    );
    assert_eq!(member_reply("go RSP SESS 8", &IUPDATE_SESSION, 8), Value::Empty);
    assert_eq!(
        member_reply("go RSP SESS2 15", &IUPDATE_SESSION2, 15),
        Value::U4(0x409)
    );
    assert!(matches!(
        member_reply("go RSP SESS 12", &IUPDATE_SESSION, 12),
        Value::Object(Some(_))
    ));
}

fn dispatch_call(stub: &[u8], slot: u16) -> Request {
    let reader = &mut Reader::new(stub);
    OrpcThis::read(reader).unwrap();
    Request::read(reader, &IUPDATE_SESSION, Slot(slot), &mut Recorder::default()).unwrap()
}

#[test]
fn members_are_called_by_name() {
    // This client sends sixteen bytes too many.
    assert!(matches!(
        dispatch_call(&sample("impacket REQ DISP 3"), 3),
        Request::TypeInfoCount
    ));
    let count = sample("impacket RSP DISP 3");
    let reader = &mut Reader::new(&count);
    OrpcThat::read(reader).unwrap();
    assert_eq!(read_type_info_count(reader).unwrap(), Ok(1));
    for (which, name, locale) in [
        ("impacket REQ DISP 5", "ClientApplicationID", 0),
        ("go REQ DISP 5", "ClientApplicationID", 0x409),
    ] {
        let Request::Names(request) = dispatch_call(&sample(which), 5) else {
            panic!("{which}");
        };
        assert_eq!((request.names, request.locale), (vec![name.to_owned()], locale));
    }
    for which in ["impacket REQ DISP 6", "go REQ DISP 6"] {
        let Request::Invoke(request) = dispatch_call(&sample(which), 6) else {
            panic!("{which}");
        };
        assert_eq!(
            (request.dispid, request.flags, request.locale),
            (0x6002_0001, 2, 0x409)
        );
        assert_eq!(request.bound(), Some((vec![], vec![])));
    }
}

/// What impacket writes for arguments; sizes of its VARIANTs are those that its user set, and padding is noise.
#[test]
fn arguments_of_a_foreign_client_are_understood() {
    for (stub, dispid, expected) in [
        (
            "0500070000000000000000000000000000000000000000000000000062cd00000000000000000000f2d80000000000000b0002\
             600000000000000000000000000000000009040000010000004d4100000000000002000000000000000200000066220000b891\
             0000050000000000000003000000000000000300000002000000050000000000000003000000000000000300000001000000\
             000000000000000000000000",
            0x6002_000B,
            vec![Value::I4(1), Value::I4(2)],
        ),
        (
            "05000700000000000000000000000000000000000000000000000000eac9000000000000000000002f610000000000000c0002\
             60000000000000000000000000000000000904000001000000e57c000000000000010000000000000001000000e6780000abab\
             abab0500000000000000080000000000000008000000cfa600000d0000001a0000000d0000004900730049006e00730074006100\
             6c006c00650064003d003000bfbf000000000000000000000000",
            0x6002_000C,
            vec![Value::from("IsInstalled=0")],
        ),
    ] {
        let Request::Invoke(request) = dispatch_call(&bytes(stub), 6) else {
            panic!("{dispid:x}");
        };
        assert_eq!((request.dispid, request.flags), (dispid, 1));
        assert_eq!(request.bound(), Some((expected, vec![])));
    }
}

#[test]
fn names_and_results_are_answered() {
    for (seen, dispid, hresult) in [
        (sample("impacket RSP DISP 5"), 0x6002_0001, code::S_OK),
        (sample("go RSP DISP 5"), 0x6002_0001, code::S_OK),
        (
            samples("go RSP DISP 5").swap_remove(1),
            -1,
            code::DISP_E_UNKNOWNNAME,
        ),
    ] {
        let reader = &mut Reader::new(&seen);
        let header = OrpcThat::read(reader).unwrap();
        let reply = NamesReply::read(reader).unwrap();
        assert_eq!(
            (reply.dispids.as_slice(), reply.hresult),
            (&[dispid][..], hresult)
        );
        let mut writer = Writer::new();
        header.write(&mut writer);
        reply.write(&mut writer);
        assert_eq!(writer.finish().unwrap(), seen);
    }
    let texts = ["impacket RSP DISP 6", "go RSP DISP 6"].map(|which| {
        let replies = samples(which);
        let reader = &mut Reader::new(&replies[0]);
        OrpcThat::read(reader).unwrap();
        InvokeReply::read(reader, &mut Recorder::default())
            .unwrap()
            .result
    });
    assert_eq!(texts, [Value::from("Unknown"), Value::from("go-msrpc peer")]);
    let unknown = &samples("go RSP DISP 6")[1];
    let reader = &mut Reader::new(unknown);
    OrpcThat::read(reader).unwrap();
    let reply = InvokeReply::read(reader, &mut Recorder::default()).unwrap();
    assert_eq!(
        (reply.hresult, reply.result),
        (code::DISP_E_MEMBERNOTFOUND, Value::Empty)
    );
}

#[test]
fn an_object_is_activated() {
    for (which, interfaces) in [
        (
            "impacket REQ SA 4",
            vec![Guid::literal("00020400-0000-0000-c000-000000000046")],
        ),
        ("go REQ SA 4", vec![IUPDATE_SESSION.iid]),
    ] {
        let (header, request) = activation::read_request(Operation::CreateInstance, &sample(which)).unwrap();
        assert_eq!(header.flags, 1);
        assert_eq!(request.class, clsid("UpdateSession"));
        assert_eq!(request.interfaces, interfaces, "{which}");
        assert_eq!(request.protocols.len(), 1);
    }
    for which in ["impacket RSP SA 4", "go RSP SA 4"] {
        let seen = sample(which);
        let (header, reply) = activation::read_reply(&seen).unwrap();
        let reply = reply.unwrap();
        assert_eq!(reply.exporter.bindings, bindings());
        assert_eq!(reply.exporter.oxid, 0x1122_3344_5566_7788);
        let reference = reply.interfaces[0].reference.as_ref().unwrap();
        let reference = ObjectReference::from_bytes(reference).unwrap();
        let (standard, resolver) = reference.living().unwrap();
        assert_eq!(
            (standard.oxid, standard.public_references),
            (reply.exporter.oxid, 5)
        );
        assert_eq!(*resolver, bindings());
        assert_eq!(
            activation::write_reply(&header, Ok(&reply)).unwrap(),
            seen,
            "{which}"
        );
    }
}

#[test]
fn an_object_is_activated_as_older_clients_do() {
    let seen = sample("go REQ IA 0");
    let request = remote_activation::RemoteActivationRequest::from_stub(&seen).unwrap();
    assert_eq!(request.class, clsid("UpdateSession"));
    assert_eq!(request.interfaces, [IUPDATE_SESSION.iid]);
    assert_eq!(
        (request.protocols.as_slice(), request.is_for_class_object()),
        (&[7][..], false)
    );

    let seen = sample("go RSP IA 0");
    let (header, reply) = remote_activation::read_reply(&seen).unwrap();
    let (exporter, references) = reply.unwrap();
    assert_eq!(exporter.bindings, bindings());
    let results: Vec<_> = references
        .into_iter()
        .map(|reference| activation::InterfaceResult {
            iid: IUPDATE_SESSION.iid,
            reference,
        })
        .collect();
    let again = remote_activation::write_reply(&header, 1, Ok((&exporter, &results))).unwrap();
    assert_eq!(again, seen);
}

#[test]
fn the_resolver_says_that_it_is_alive() {
    assert_eq!(
        ExporterRequest::read(5, &[]).unwrap(),
        ExporterRequest::ServerAlive2
    );
    let seen = sample("go RSP OX 5");
    let (version, resolver) = exporter::read_alive(&seen).unwrap().unwrap();
    assert_eq!((version, &resolver), (ComVersion::OURS, &bindings()));
    assert_eq!(exporter::write_alive(version, &resolver).unwrap(), seen);
}

#[test]
fn interfaces_are_queried_and_released() {
    let ipid = Guid::literal("0000a004-0000-0000-6c20-000004020000");
    let request = |which: &str, opnum| {
        let stub = sample(which);
        let reader = &mut Reader::new(&stub);
        OrpcThis::read(reader).unwrap();
        RemUnknownRequest::read(opnum, reader).unwrap()
    };
    let RemUnknownRequest::QueryInterface { references, iids, .. } = request("impacket REQ RU 3", 3) else {
        panic!("no query");
    };
    assert_eq!((references, iids), (1, vec![IUPDATE_SESSION.iid]));
    assert!(matches!(
        request("impacket REQ RU 5", 5),
        RemUnknownRequest::Release(list) if matches!(list[..], [References { public: 1, private: 0, .. }])
    ));
    let RemUnknownRequest::QueryInterface2 { iids, .. } = request("go REQ RU2 6", 6) else {
        panic!("no query");
    };
    assert_eq!(iids[0], IUPDATE_SESSION2.iid);
    assert_eq!(iids.len(), 2);

    let seen = sample("impacket RSP RU 3");
    let reader = &mut Reader::new(&seen);
    let header = OrpcThat::read(reader).unwrap();
    let (results, hresult) = remote_unknown::read_query_results(reader).unwrap();
    assert!(matches!(
        results[..],
        [Ok(StandardReference {
            public_references: 5,
            ..
        })]
    ));
    assert_ne!(results[0].unwrap().ipid, ipid);
    let mut writer = Writer::new();
    header.write(&mut writer);
    remote_unknown::write_query_results(&mut writer, &results, hresult);
    assert_eq!(writer.finish().unwrap(), seen);

    let seen = sample("go RSP RU2 6");
    let reader = &mut Reader::new(&seen);
    let header = OrpcThat::read(reader).unwrap();
    let (results, hresult) = remote_unknown::read_reference_results(reader).unwrap();
    assert_eq!(results.len(), 2);
    let mut writer = Writer::new();
    header.write(&mut writer);
    remote_unknown::write_reference_results(&mut writer, &results, hresult);
    assert_eq!(writer.finish().unwrap(), seen);
}

#[test]
fn object_references_are_written_as_they_were_read() {
    let seen = sample("go RSP SESS 12");
    let reference = &seen[20..20 + 0xA0];
    let read = ObjectReference::from_bytes(reference).unwrap();
    assert_eq!(read.to_bytes().unwrap(), reference);
    assert_ne!(read.iid, ids::ERROR_INFO);
}
