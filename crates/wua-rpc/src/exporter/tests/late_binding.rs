//! `IDispatch` and `ITypeInfo`.

use wua_com::standard::IDISPATCH;
use wua_com::{DispatchFlags, Guid, Value, code};
use wua_defs::interfaces::{
    ISEARCH_RESULT, IUPDATE, IUPDATE_COLLECTION, IUPDATE_SEARCHER, IUPDATE_SEARCHER3, IUPDATE_SESSION,
    IUPDATE_SESSION3, IWINDOWS_UPDATE_AGENT_INFO,
};

use super::support::{Pointer, Proxies, Server, call_stub, reference, stub_of};
use crate::exporter::Answer;
use crate::ndr::dispatch::{
    InvokeReply, InvokeRequest, NamesReply, NamesRequest, read_type_info, read_type_info_count,
};
use crate::ndr::type_info::{ITYPE_INFO, TYPE_E_ELEMENTNOTFOUND};
use crate::ndr::{Reader, Variant};
use crate::orpc::OrpcThat;

const METHOD: DispatchFlags = DispatchFlags::METHOD;
const GET: DispatchFlags = DispatchFlags::GET;
const SEARCH: i32 = 0x6002_000C;
const APPLICATION: i32 = 0x6002_0001;
const DOWNLOADER: i32 = 0x6002_0005;

fn names(server: &Server, pointer: &Pointer, names: &[&str]) -> NamesReply {
    let request = NamesRequest {
        iid: Guid::NIL,
        names: names.iter().map(|name| (*name).to_owned()).collect(),
        locale: 0x409,
    };
    let reply = stub_of(server.send_to(pointer, 5, &call_stub(|writer| request.write(writer))));
    let reader = &mut Reader::new(&reply);
    assert_eq!(OrpcThat::read(reader).unwrap(), OrpcThat::default());
    NamesReply::read(reader).unwrap()
}

#[test]
fn names_are_looked_up() {
    let server = Server::new();
    let searcher = server.object("anna", &IUPDATE_SEARCHER);
    let reply = names(&server, &searcher, &["search", "CRITERIA"]);
    assert_eq!((reply.dispids, reply.hresult), (vec![SEARCH, 0], code::S_OK));
    let reply = names(&server, &searcher, &["Search", "nothing"]);
    assert_eq!(
        (reply.dispids, reply.hresult),
        (vec![SEARCH, -1], code::DISP_E_UNKNOWNNAME)
    );
}

#[test]
fn the_interface_of_the_pointer_says_what_names_mean_and_idispatch_stands_for_the_default() {
    let server = Server::new();
    let first = server.object_by("anna", &IUPDATE_SESSION3, &IUPDATE_SESSION);
    assert_eq!(names(&server, &first, &["UserLocale"]).dispids, [-1]);
    let dispatch = server.object_by("anna", &IUPDATE_SESSION3, &IDISPATCH);
    assert_eq!(names(&server, &dispatch, &["UserLocale"]).dispids, [0x6003_0001]);
}

#[test]
fn members_are_called_by_dispid() {
    let server = Server::new();
    let session = server.object_by("anna", &IUPDATE_SESSION3, &IDISPATCH);
    let put = server.invoke(&session, APPLICATION, DispatchFlags::PUT, &["vbs".into()]);
    assert_eq!((put.hresult, put.result), (code::S_OK, Value::Empty));
    let get = server.invoke(&session, APPLICATION, GET, &[]);
    assert_eq!((get.hresult, get.result), (code::S_OK, "vbs".into()));
    let searcher = server.invoke(&session, 0x6002_0004, DispatchFlags::METHOD_OR_GET, &[]);
    let searcher = Server::pointed("anna", &IDISPATCH, &searcher.result);
    let search = server.invoke(&searcher, SEARCH, METHOD, &["".into()]);
    assert_eq!(search.hresult, code::S_OK);
    assert!(search.result.as_object().is_some());
    let nothing = server.invoke(&searcher, 4711, METHOD, &[]);
    assert_eq!(nothing.hresult, code::DISP_E_MEMBERNOTFOUND);
}

#[test]
fn what_may_wait_is_done_later_through_any_pointer() {
    let server = Server::new();
    let request = InvokeRequest::new(SEARCH, METHOD, 0, &["".into()], &[]);
    let stub = call_stub(|writer| request.write(writer, &mut Proxies).unwrap());
    for interface in [&IUPDATE_SEARCHER3, &IUPDATE_SEARCHER, &IDISPATCH] {
        let searcher = server.object_by("anna", &IUPDATE_SEARCHER3, interface);
        let answer = server.send_to(&searcher, 6, &stub);
        assert!(matches!(answer, Answer::Later(_)), "{interface:?}");
        let reply = stub_of(answer);
        let reader = &mut Reader::new(&reply);
        OrpcThat::read(reader).unwrap();
        let reply = InvokeReply::read(reader, &mut Proxies).unwrap();
        let result = Server::pointed("anna", &IDISPATCH, &reply.result);
        let result = server
            .query2("anna", result.ipid(), &[ISEARCH_RESULT.iid])
            .0
            .remove(0);
        assert!(result.is_ok());
    }
    let session = server.object_by("anna", &IUPDATE_SESSION, &IDISPATCH);
    let request = InvokeRequest::new(APPLICATION, GET, 0, &[], &[]);
    let stub = call_stub(|writer| request.write(writer, &mut Proxies).unwrap());
    assert!(matches!(server.send_to(&session, 6, &stub), Answer::Reply(_)));
}

#[test]
fn a_member_that_fails_is_an_exception() {
    let server = Server::new();
    let searcher = server.object("anna", &IUPDATE_SEARCHER);
    let reply = server.invoke(&searcher, SEARCH, METHOD, &["nonsense".into()]);
    assert_eq!(reply.hresult, code::DISP_E_EXCEPTION);
    assert_eq!(reply.exception.scode, code::WU_E_INVALID_CRITERIA);
    let words = reply.exception.description.unwrap();
    assert!(words.contains("is no criterion"), "{words}");
    assert!(server.refused().is_empty());
}

#[test]
fn a_refused_member_is_an_exception_and_in_the_log() {
    let server = Server::new();
    let session = server.object_by("anna", &IUPDATE_SESSION, &IDISPATCH);
    let reply = server.invoke(&session, DOWNLOADER, METHOD, &[]);
    assert_eq!(reply.hresult, code::DISP_E_EXCEPTION);
    assert_eq!(reply.exception.scode, code::E_ACCESSDENIED);
    assert_eq!(reply.exception.source.as_deref(), Some("wua"));
    let refused = server.refused();
    assert_eq!(refused.len(), 1);
    assert!(refused[0].2.message().contains("CreateUpdateDownloader"));
}

#[test]
fn who_wants_no_exception_is_in_the_log_nevertheless() {
    let server = Server::new();
    let session = server.object_by("anna", &IUPDATE_SESSION, &IDISPATCH);
    let mut request = InvokeRequest::new(DOWNLOADER, METHOD, 0, &[], &[]);
    request.flags |= 0x0004_0000;
    let (_, reply) = server.invoked(&session, &request);
    assert_eq!(reply.hresult, code::DISP_E_EXCEPTION);
    assert_eq!(reply.exception.description, None);
    let refused = server.refused();
    assert_eq!(refused.len(), 1);
    assert!(refused[0].2.message().contains("CreateUpdateDownloader"));
}

#[test]
fn arguments_by_reference_go_back() {
    let server = Server::new();
    let searcher = server.object_by("anna", &IUPDATE_SEARCHER, &IDISPATCH);
    let mut request = InvokeRequest::new(0x6002_000A, METHOD, 0, &[Value::Empty], &[]);
    request.references = vec![(0, Variant::by_reference("it's".into()))];
    let (_, reply) = server.invoked(&searcher, &request);
    assert_eq!(reply.result, "text".into());
    assert_eq!(reply.references, [Variant::by_reference("it's".into())]);
}

#[test]
fn a_result_that_cannot_be_written_is_an_exception() {
    let server = Server::new();
    let info = server.object("anna", &IWINDOWS_UPDATE_AGENT_INFO);
    let before = server.held();
    let reply = server.invoke(&info, APPLICATION, METHOD, &["half".into()]);
    assert_eq!(reply.hresult, code::DISP_E_EXCEPTION);
    assert_eq!(reply.exception.scode, code::E_NOINTERFACE);
    assert!(reply.exception.description.unwrap().contains("IDispatch"));
    assert_eq!(server.held(), before);
    assert_eq!(server.offer.alive(), 1);
}

#[test]
fn an_object_describes_itself() {
    let server = Server::new();
    let collection = server.object_by("anna", &IUPDATE_COLLECTION, &IDISPATCH);
    let count = stub_of(server.send_to(&collection, 3, &call_stub(|_| {})));
    let reader = &mut Reader::new(&count);
    OrpcThat::read(reader).unwrap();
    assert_eq!(read_type_info_count(reader).unwrap(), Ok(1));

    let described = |index: u32| {
        let stub = call_stub(|writer| {
            writer.u32(index);
            writer.u32(0x409);
        });
        let reply = stub_of(server.send_to(&collection, 4, &stub));
        let reader = &mut Reader::new(&reply);
        OrpcThat::read(reader).unwrap();
        read_type_info(reader, &mut Proxies).unwrap()
    };
    assert_eq!(described(1), Err(code::DISP_E_BADINDEX));
    let info = described(0).unwrap().unwrap();
    let info = Pointer::read("anna", &ITYPE_INFO, reference(&info));

    // `GetDocumentation` of the type itself: its name.
    let stub = call_stub(|writer| {
        writer.i32(-1);
        writer.u32(1);
    });
    let reply = stub_of(server.send_to(&info, 12, &stub));
    let name: Vec<u8> = "IUpdateCollection"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    assert!(reply.windows(name.len()).any(|window| window == name));

    // `GetFuncDesc` of a member behind the last one.
    let reply = stub_of(server.send_to(&info, 5, &call_stub(|writer| writer.u32(99))));
    assert!(reply.ends_with(&TYPE_E_ELEMENTNOTFOUND.to_u32().to_le_bytes()));
    server.release("anna", &[info.all(), collection.all()]);
    assert!(server.exporter.is_empty());
}

#[test]
fn an_update_yields_no_picture_by_name_either() {
    let server = Server::new();
    let update = server.object_by("anna", &IUPDATE, &IDISPATCH);
    let dispid = names(&server, &update, &["Image"]).dispids[0];
    let reply = server.invoke(&update, dispid, GET, &[]);
    assert_eq!((reply.hresult, reply.result), (code::S_OK, Value::Object(None)));
}
