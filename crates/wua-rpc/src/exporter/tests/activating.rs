//! Activation, of all three kinds.

use wua_com::standard::{IDISPATCH, IENUM_VARIANT, IUNKNOWN};
use wua_com::{Guid, HResult, code};
use wua_defs::classes::{UPDATE_DOWNLOADER, UPDATE_SEARCHER, UPDATE_SESSION};
use wua_defs::interfaces::{
    IUPDATE_SEARCHER, IUPDATE_SESSION, IUPDATE_SESSION2, IUPDATE_SESSION3, IWEB_PROXY,
};

use super::support::{DIALLED, Pointer, Replied, Server, call_stub, fault_of, stub_of};
use crate::connection::Level;
use crate::exporter::{Answer, ICLASS_FACTORY, Incoming};
use crate::ndr::{Reader, write_interface_pointer};
use crate::orpc::activation::{self, ActivationReply, ActivationRequest, Operation};
use crate::orpc::class_factory::{FactoryRequest, read_instance};
use crate::orpc::codes::RPC_E_VERSION_MISMATCH;
use crate::orpc::exporter::Exporter;
use crate::orpc::remote_activation::{self, RemoteActivationRequest};
use crate::orpc::remote_unknown::ReferenceResult;
use crate::orpc::{ComVersion, ObjectReference, OrpcThat, OrpcThis, SecurityBinding, TCP, ids};
use crate::pdu::status;

const SCM: Guid = ids::REMOTE_SCM_ACTIVATOR;

fn session(server: &Server, user: &str, iids: &[Guid]) -> Replied<ActivationReply> {
    server.activated(user, Operation::CreateInstance, UPDATE_SESSION.clsid, iids)
}

/// `RemoteActivation`.
fn activated_as_of_old(
    server: &Server,
    user: &str,
    class: Guid,
    iids: &[Guid],
    change: impl FnOnce(&mut RemoteActivationRequest),
) -> Replied<(Exporter, Vec<ReferenceResult>)> {
    let mut request = RemoteActivationRequest {
        header: OrpcThis::new(Guid::NIL),
        class,
        name: None,
        has_storage: false,
        mode: 0,
        interfaces: iids.to_vec(),
        protocols: vec![TCP],
    };
    change(&mut request);
    let stub = request.to_stub().unwrap();
    let reply = stub_of(server.send(user, (ids::ACTIVATION, 0), None, &stub));
    remote_activation::read_reply(&reply).unwrap()
}

fn words(header: &OrpcThat) -> String {
    header.error_info().unwrap().description.unwrap().to_string()
}

fn hosts(exporter: &Exporter) -> Vec<&str> {
    let bindings = exporter.bindings.strings.iter();
    bindings.map(|binding| binding.address.as_str()).collect()
}

#[test]
fn an_object_is_there_by_each_interface_that_it_has() {
    let server = Server::new();
    let asked = [
        IUPDATE_SESSION3.iid,
        IWEB_PROXY.iid,
        IDISPATCH.iid,
        Guid::from_u128(9),
    ];
    let (header, reply) = session(&server, "anna", &asked);
    let reply = reply.unwrap();
    assert_eq!(header, OrpcThat::default());
    let iids: Vec<Guid> = reply.interfaces.iter().map(|interface| interface.iid).collect();
    assert_eq!(iids, asked);
    let of = |at: usize| reply.interfaces[at].reference.as_deref();
    let session = Pointer::read("anna", &IUPDATE_SESSION3, of(0).unwrap());
    let dispatch = Pointer::read("anna", &IDISPATCH, of(2).unwrap());
    assert_eq!(of(1), Err(&code::E_NOINTERFACE));
    assert_eq!(of(3), Err(&code::E_NOINTERFACE));
    assert_eq!(session.oid(), dispatch.oid());
    assert_ne!(session.ipid(), dispatch.ipid());
    assert_eq!(session.standard.public_references, 5);
    assert_eq!(session.standard.oxid, reply.exporter.oxid);
    assert_eq!(server.exporter.len(), 1);
}

#[test]
fn an_object_with_none_of_the_interfaces_is_not_kept() {
    let server = Server::new();
    let (header, reply) = session(&server, "anna", &[IWEB_PROXY.iid, Guid::from_u128(9)]);
    assert_eq!(reply, Err(code::E_NOINTERFACE));
    assert!(words(&header).contains("IWebProxy"));
    assert!(server.exporter.is_empty());
    assert_eq!(server.offer.alive(), 0);
}

#[test]
fn the_reply_says_where_the_object_is() {
    let server = Server::new();
    let (_, reply) = session(&server, "anna", &[IUPDATE_SESSION.iid]);
    let reply = reply.unwrap();
    assert_eq!(
        hosts(&reply.exporter),
        ["127.0.0.7[49152]", "museum[49152]", "museum.example[49152]"]
    );
    assert_eq!(
        reply.exporter.bindings.security,
        [9, 10].map(SecurityBinding::of).to_vec()
    );
    assert_eq!(reply.exporter.version, ComVersion::OURS);
    assert_eq!(
        reply.exporter.remote_unknown,
        server.exporter.place.remote_unknown()
    );
}

#[test]
fn references_name_the_resolver_without_a_port() {
    let server = Server::new();
    let session = server.object("anna", &IUPDATE_SESSION);
    let reference = ObjectReference::from_bytes(&session.bytes).unwrap();
    let (_, resolver) = reference.living().unwrap();
    let hosts: Vec<_> = resolver
        .strings
        .iter()
        .map(|binding| binding.address.as_str())
        .collect();
    assert_eq!(hosts, ["127.0.0.7", "museum", "museum.example"]);
}

#[test]
fn the_address_of_a_socket_for_both_protocols_is_named_as_the_client_knows_it() {
    let server = Server::new();
    let mut origin = Server::origin("anna");
    origin.dialled = "::ffff:127.0.0.7".parse().unwrap();
    assert_eq!(
        hosts(&server.exporter.place.exporter(&origin))[0],
        "127.0.0.7[49152]"
    );
    origin.dialled = "fd00::7".parse().unwrap();
    assert_eq!(
        hosts(&server.exporter.place.exporter(&origin))[0],
        "fd00::7[49152]"
    );
}

#[test]
fn the_authentication_hint_is_the_level_of_the_activation_and_at_least_integrity() {
    let server = Server::new();
    for (level, hint) in [(Level::Connect, 5), (Level::Integrity, 5), (Level::Privacy, 6)] {
        let mut origin = Server::origin("anna");
        origin.level = level;
        assert_eq!(
            server.exporter.place.exporter(&origin).authentication_hint,
            hint,
            "{level:?}"
        );
    }
    assert_eq!(Server::origin("anna").dialled, DIALLED);
}

#[test]
fn a_class_that_is_not_there_is_said_to_be_not_registered() {
    let server = Server::new();
    for operation in [Operation::CreateInstance, Operation::GetClassObject] {
        let (header, reply) = server.activated("anna", operation, Guid::from_u128(1), &[IUNKNOWN.iid]);
        assert_eq!(reply, Err(code::REGDB_E_CLASSNOTREG));
        assert_eq!(words(&header), "there is no such class");
    }
    let (_, reply) = activated_as_of_old(&server, "anna", Guid::from_u128(1), &[IUNKNOWN.iid], |_| {});
    assert_eq!(reply.unwrap_err(), code::REGDB_E_CLASSNOTREG);
    assert!(server.refused().is_empty());
}

#[test]
fn a_refused_class_is_refused_in_the_reply_and_in_the_log() {
    let server = Server::new();
    let class = UPDATE_DOWNLOADER.clsid;
    for operation in [Operation::CreateInstance, Operation::GetClassObject] {
        let (header, reply) = server.activated("anna", operation, class, &[IUNKNOWN.iid]);
        assert_eq!(reply, Err(code::E_ACCESSDENIED));
        assert_eq!(words(&header), "not from another computer");
    }
    let (header, reply) = activated_as_of_old(&server, "anna", class, &[IUNKNOWN.iid], |_| {});
    assert_eq!(reply.unwrap_err(), code::E_ACCESSDENIED);
    assert_eq!(header, OrpcThat::default(), "the old call has the code alone");
    let refused = server.refused();
    assert_eq!(refused.len(), 3);
    for (user, what, why) in refused {
        assert_eq!((user.as_str(), why.hresult()), ("anna", code::E_ACCESSDENIED));
        assert!(what.contains(&class.to_string()), "{what}");
    }
}

#[test]
fn only_administrators_get_objects() {
    let server = Server::new();
    for user in ["carl", ""] {
        let (_, reply) = session(&server, user, &[IUPDATE_SESSION.iid]);
        assert_eq!(reply, Err(code::E_ACCESSDENIED));
        let class = UPDATE_SESSION.clsid;
        let (_, reply) = activated_as_of_old(&server, user, class, &[IUPDATE_SESSION.iid], |_| {});
        assert_eq!(reply.unwrap_err(), code::E_ACCESSDENIED);
        let refused = server.refused();
        assert_eq!(refused.len(), 2);
        assert!(refused.iter().all(|(who, ..)| who == user));
    }
    assert!(server.exporter.is_empty());
}

#[test]
fn a_class_makes_objects() {
    let server = Server::new();
    let class = UPDATE_SESSION.clsid;
    let (_, reply) = server.activated("anna", Operation::GetClassObject, class, &[ICLASS_FACTORY.iid]);
    let reference = reply.unwrap().interfaces.remove(0).reference.unwrap();
    let factory = Pointer::read("anna", &ICLASS_FACTORY, &reference);
    let create = |iid: Guid| {
        let request = FactoryRequest::CreateInstance(iid);
        let stub = call_stub(|writer| request.write(writer));
        let reply = stub_of(server.send_to(&factory, request.opnum(), &stub));
        let reader = &mut Reader::new(&reply);
        let header = OrpcThat::read(reader).unwrap();
        (header, read_instance(reader).unwrap())
    };
    let session = create(IUPDATE_SESSION2.iid).1.unwrap();
    let session = Pointer::read("anna", &IUPDATE_SESSION2, &session);
    assert_eq!(server.get(&session, "UserLocale"), Ok(0x409_u32.into()));
    assert_eq!(server.exporter.len(), 2);

    let (header, failed) = create(IUPDATE_SEARCHER.iid);
    assert_eq!(failed, Err(code::E_NOINTERFACE));
    assert!(words(&header).contains("IUpdateSearcher"));
    assert_eq!(create(Guid::from_u128(3)).1, Err(code::E_NOINTERFACE));

    // What is refused later is refused like the first time.
    *server.offer.closed.lock().unwrap() = true;
    assert_eq!(create(IUPDATE_SESSION.iid).1, Err(code::E_ACCESSDENIED));
    assert_eq!(server.refused().len(), 1);
    assert_eq!((server.exporter.len(), server.offer.alive()), (2, 1));
}

#[test]
fn a_class_can_be_locked_and_has_no_other_operations() {
    let server = Server::new();
    let iids = [ICLASS_FACTORY.iid, IUNKNOWN.iid];
    let (_, reply) = server.activated("anna", Operation::GetClassObject, UPDATE_SEARCHER.clsid, &iids);
    let interfaces = reply.unwrap().interfaces;
    let reference = interfaces[0].reference.as_ref().unwrap();
    let factory = Pointer::read("anna", &ICLASS_FACTORY, reference);
    let stub = call_stub(|writer| FactoryRequest::LockServer(true).write(writer));
    let reply = stub_of(server.send_to(&factory, 4, &stub));
    assert!(reply.ends_with(&[0; 4]));
    for opnum in [0, 2, 5, u16::MAX] {
        let answer = server.send_to(&factory, opnum, &stub);
        assert_eq!(fault_of(answer), status::OPERATION_RANGE, "{opnum}");
    }
    assert_eq!(server.exporter.len(), 1);
}

#[test]
fn older_clients_activate_too() {
    let server = Server::new();
    let asked = [IUPDATE_SESSION.iid, IENUM_VARIANT.iid];
    let (header, reply) = activated_as_of_old(&server, "anna", UPDATE_SESSION.clsid, &asked, |_| {});
    assert_eq!(header, OrpcThat::default());
    let (exporter, references) = reply.unwrap();
    assert_eq!(hosts(&exporter)[0], "127.0.0.7[49152]");
    assert_eq!(references[1], Err(code::E_NOINTERFACE));
    let session = Pointer::read("anna", &IUPDATE_SESSION, references[0].as_ref().unwrap());
    assert_eq!(server.get(&session, "ReadOnly"), Ok(true.into()));

    let class = UPDATE_SESSION.clsid;
    let (_, reply) = activated_as_of_old(&server, "anna", class, &[ICLASS_FACTORY.iid], |request| {
        request.mode = u32::MAX;
    });
    let (_, references) = reply.unwrap();
    Pointer::read("anna", &ICLASS_FACTORY, references[0].as_ref().unwrap());

    let (_, reply) = activated_as_of_old(&server, "anna", class, &asked, |request| {
        request.name = Some("C:\\session".to_owned());
    });
    assert_eq!(reply.unwrap_err(), code::E_NOTIMPL);
    let many = [IDISPATCH.iid; 11];
    let (header, reply) = activated_as_of_old(&server, "anna", class, &many, |_| {});
    assert_eq!(reply.unwrap_err(), code::E_INVALIDARG);
    assert_eq!(header, OrpcThat::default());
    let answer = server.send("anna", (ids::ACTIVATION, 1), None, &[]);
    assert_eq!(fault_of(answer), status::OPERATION_RANGE);
}

#[test]
fn another_version_of_the_protocol_is_a_mismatch() {
    let server = Server::new();
    let request = ActivationRequest::new(UPDATE_SESSION.clsid, vec![IUNKNOWN.iid]);
    let answered = |version: ComVersion, of_request: ComVersion| {
        let header = OrpcThis {
            version,
            ..OrpcThis::new(Guid::NIL)
        };
        let request = ActivationRequest {
            version: of_request,
            ..request.clone()
        };
        let stub = activation::write_request(Operation::CreateInstance, &header, &request).unwrap();
        server.send("anna", (SCM, 4), None, &stub)
    };
    let versions = [(5, 8), (4, 7), (6, 0)].map(|(major, minor)| ComVersion { major, minor });
    let mismatch: HResult = RPC_E_VERSION_MISMATCH;
    for version in versions {
        assert_eq!(fault_of(answered(version, ComVersion::OURS)), mismatch.to_u32());
        let reply = stub_of(answered(ComVersion::OURS, version));
        let (_, reply) = activation::read_reply(&reply).unwrap();
        assert_eq!(reply, Err(mismatch));
    }
    assert!(server.exporter.is_empty());
    let older = ComVersion { major: 5, minor: 1 };
    assert!(
        activation::read_reply(&stub_of(answered(older, older)))
            .unwrap()
            .1
            .is_ok()
    );
}

#[test]
fn flags_of_an_activation_mean_nothing() {
    let server = Server::new();
    let header = OrpcThis {
        flags: 0xFFFF,
        ..OrpcThis::new(Guid::NIL)
    };
    let request = ActivationRequest::new(UPDATE_SESSION.clsid, vec![IUNKNOWN.iid]);
    let stub = activation::write_request(Operation::CreateInstance, &header, &request).unwrap();
    let reply = stub_of(server.send("anna", (SCM, 4), None, &stub));
    assert!(activation::read_reply(&reply).unwrap().1.is_ok());
}

#[test]
fn an_object_is_not_aggregated() {
    let server = Server::new();
    let stub = call_stub(|writer| {
        writer.pointer(true);
        write_interface_pointer(writer, b"outer");
    });
    let reply = stub_of(server.send("anna", (SCM, 4), None, &stub));
    let (header, reply) = activation::read_reply(&reply).unwrap();
    assert_eq!(reply, Err(code::CLASS_E_NOAGGREGATION));
    assert!(words(&header).contains("aggregated"));
}

#[test]
fn an_activation_that_ends_early_is_a_fault_and_leaves_nothing() {
    let server = Server::new();
    let header = OrpcThis::new(Guid::NIL);
    let request = ActivationRequest::new(UPDATE_SESSION.clsid, vec![IUNKNOWN.iid]);
    let stub = activation::write_request(Operation::CreateInstance, &header, &request).unwrap();
    let mut faults = 0;
    for end in 0..stub.len() {
        let call = Incoming {
            interface: SCM,
            opnum: 4,
            object: None,
            parameters: &stub[..end],
        };
        let origin = Server::origin("anna");
        match server.exporter.answer(&call, &origin, server.now) {
            Answer::Fault { executed, .. } => {
                assert!(!executed);
                assert!(server.exporter.is_empty(), "{end}");
                faults += 1;
            }
            Answer::Reply(reply) => {
                // What is missing was padding.
                let reply = activation::read_reply(&reply).unwrap().1;
                let interfaces = reply.map(|reply| reply.interfaces).unwrap_or_default();
                for interface in interfaces {
                    let held = Pointer::read("anna", &IUNKNOWN, &interface.reference.unwrap());
                    server.release("anna", &[held.all()]);
                }
            }
            Answer::Later(_) => panic!("activations do not wait"),
        }
    }
    assert!(faults > stub.len() / 2);
    assert!(server.exporter.is_empty());
    for opnum in [0, 2, 5] {
        let answer = server.send("anna", (SCM, opnum), None, &stub);
        assert_eq!(fault_of(answer), status::OPERATION_RANGE);
    }
}
