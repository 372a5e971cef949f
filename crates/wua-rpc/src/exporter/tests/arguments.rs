//! Objects as arguments ([MS-DCOM] 3.1.1.5.3).

use wua_com::standard::IDISPATCH;
use wua_com::{DispatchFlags, HResult, Kind, Value, code};
use wua_defs::interfaces::{IUPDATE, IUPDATE_COLLECTION, IUPDATE_SESSION, IWINDOWS_UPDATE_AGENT_INFO};

use super::support::{Pointer, Proxies, Server, call_stub, fault_of, proxy, slot};
use crate::ndr::BAD_STUB_DATA;
use crate::ndr::dispatch::InvokeRequest;
use crate::orpc::codes::RPC_E_INVALID_OBJREF;
use crate::orpc::{DualStringArray, ObjectReference, ReferenceBody, StandardReference, StringBinding, ids};

/// What `IUpdateCollection::Add` says of an argument, with the words if it failed.
fn add(server: &Server, collection: &Pointer, argument: Value) -> Result<Value, (HResult, String)> {
    let slot = slot(&IUPDATE_COLLECTION, "Add", Kind::Method);
    let (header, result) = server.call(collection, slot, &[argument]);
    result.map(|success| success.value).map_err(|hresult| {
        let info = header.error_info().unwrap();
        (hresult, info.description.unwrap().to_string())
    })
}

#[test]
fn what_was_handed_out_comes_back_as_itself() {
    let server = Server::new();
    let collection = server.object("anna", &IUPDATE_COLLECTION);
    let update = server.object("anna", &IUPDATE);
    assert_eq!(add(&server, &collection, update.argument(0)), Ok(0.into()));
    let item = slot(&IUPDATE_COLLECTION, "Item", Kind::Get);
    let (_, item) = server.call(&collection, item, &[0.into()]);
    let item = Server::pointed("anna", &IUPDATE, &item.unwrap().value);
    assert_eq!((item.oid(), item.ipid()), (update.oid(), update.ipid()));
    assert_eq!(server.references(&update), 10);
}

#[test]
fn the_references_of_an_argument_are_used_up() {
    let server = Server::new();
    let collection = server.object("anna", &IUPDATE_COLLECTION);
    let update = server.object("anna", &IUPDATE);
    add(&server, &collection, update.argument(2)).unwrap();
    assert_eq!(server.references(&update), 3);
    add(&server, &collection, update.argument(3)).unwrap();
    assert_eq!((server.references(&update), server.exporter.len()), (0, 1));
    // The collection holds it still.
    assert_eq!(server.offer.alive(), 2);
    assert_eq!(
        add(&server, &collection, update.argument(1)).unwrap_err().0,
        code::E_NOINTERFACE
    );
}

#[test]
fn an_argument_may_come_by_another_interface_of_the_object() {
    let server = Server::new();
    let collection = server.object("anna", &IUPDATE_COLLECTION);
    let update = server.object_by("anna", &IUPDATE, &IDISPATCH);
    assert_eq!(add(&server, &collection, update.argument(1)), Ok(0.into()));
}

#[test]
fn an_object_without_the_interface_is_no_argument() {
    let server = Server::new();
    let collection = server.object("anna", &IUPDATE_COLLECTION);
    let session = server.object("anna", &IUPDATE_SESSION);
    let (hresult, words) = add(&server, &collection, session.argument(1)).unwrap_err();
    assert_eq!(hresult, code::E_NOINTERFACE);
    assert!(words.contains("IUpdate"), "{words}");
}

#[test]
fn what_somebody_else_holds_is_no_argument() {
    let server = Server::new();
    let collection = server.object("anna", &IUPDATE_COLLECTION);
    let update = server.object("bert", &IUPDATE);
    let (hresult, _) = add(&server, &collection, update.argument(5)).unwrap_err();
    assert_eq!(hresult, code::E_NOINTERFACE);
    assert_eq!(server.references(&update), 5);
}

#[test]
fn objects_of_the_caller_are_refused() {
    let server = Server::new();
    let collection = server.object("anna", &IUPDATE_COLLECTION);
    let update = server.object("anna", &IUPDATE);
    let standard = StandardReference {
        oxid: update.standard.oxid ^ 2,
        ..update.standard
    };
    let resolver = DualStringArray {
        strings: vec![StringBinding::resolver("desk")],
        security: Vec::new(),
    };
    let foreign = ObjectReference::standard(IUPDATE.iid, standard, resolver);
    let custom = ObjectReference {
        iid: IUPDATE.iid,
        body: ReferenceBody::Custom {
            class: ids::ERROR_OBJECT,
            data: vec![1, 2, 3],
        },
    };
    for reference in [foreign, custom] {
        let argument = proxy(reference.to_bytes().unwrap());
        let (hresult, words) = add(&server, &collection, argument).unwrap_err();
        assert_eq!(hresult, code::E_ACCESSDENIED);
        assert!(words.contains("is not called back"), "{words}");
        assert_eq!(server.refused().len(), 1);
    }
    assert_eq!(server.references(&update), 5);
}

#[test]
fn what_is_no_reference_is_said_to_be_none() {
    let server = Server::new();
    let collection = server.object("anna", &IUPDATE_COLLECTION);
    let update = server.object("anna", &IUPDATE);
    for garbage in [vec![], b"garbage".to_vec(), update.bytes[..60].to_vec()] {
        let (hresult, _) = add(&server, &collection, proxy(garbage)).unwrap_err();
        assert_eq!(hresult, RPC_E_INVALID_OBJREF);
    }
    assert_eq!(server.references(&update), 5);
}

#[test]
fn no_object_is_an_argument_that_the_member_judges() {
    let server = Server::new();
    let collection = server.object("anna", &IUPDATE_COLLECTION);
    let (hresult, _) = add(&server, &collection, Value::Object(None)).unwrap_err();
    assert_eq!(hresult, code::E_POINTER);
}

#[test]
fn late_bound_arguments_are_the_same() {
    let server = Server::new();
    let collection = server.object_by("anna", &IUPDATE_COLLECTION, &IDISPATCH);
    let update = server.object_by("anna", &IUPDATE, &IDISPATCH);
    let add = |argument| server.invoke(&collection, 0x6002_0003, DispatchFlags::METHOD, &[argument]);
    assert_eq!(add(update.argument(1)).result, 0.into());
    assert_eq!(server.references(&update), 4);
    let foreign = StandardReference {
        oxid: 99,
        ..update.standard
    };
    let foreign = ObjectReference::standard(IDISPATCH.iid, foreign, DualStringArray::default());
    assert_eq!(
        add(proxy(foreign.to_bytes().unwrap())).hresult,
        code::E_ACCESSDENIED
    );
    assert_eq!(server.refused().len(), 1);
}

#[test]
fn an_object_in_a_variant_is_one_too() {
    let server = Server::new();
    let info = server.object("anna", &IWINDOWS_UPDATE_AGENT_INFO);
    let update = server.object_by("anna", &IUPDATE, &IDISPATCH);
    let yielded = server.method(&info, "GetInfo", &[update.argument(1)]).unwrap();
    let yielded = Server::pointed("anna", &IDISPATCH, &yielded);
    assert_eq!(yielded.ipid(), update.ipid());
}

#[test]
fn a_late_bound_call_that_ends_early_uses_nothing_up() {
    let server = Server::new();
    let collection = server.object_by("anna", &IUPDATE_COLLECTION, &IDISPATCH);
    let update = server.object_by("anna", &IUPDATE, &IDISPATCH);
    let arguments = [update.argument(5)];
    let request = InvokeRequest::new(0x6002_0003, DispatchFlags::METHOD, 0, &arguments, &[]);
    let stub = call_stub(|writer| request.write(writer, &mut Proxies).unwrap());
    let before = server.held();
    for end in 32..stub.len() {
        let answer = server.send_to(&collection, 6, &stub[..end]);
        assert_eq!(fault_of(answer), BAD_STUB_DATA, "{end}");
        assert_eq!(server.held(), before, "{end}");
    }
}
