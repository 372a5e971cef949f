//! `IDispatch` over an object: what a call on the wire becomes at its members, and what goes back.

use wua_com::{
    Caller, Dispatch, DispatchFlags, Error, Family, Guid, Object, ObjectRef, Outcome, Rights, Slot, Value,
    code, ok,
};
use wua_defs::interfaces::{INTERFACES, IUPDATE_SEARCHER};

use super::support::{Shelf, all_slots};
use crate::ndr::dispatch::{
    InvokeReply, InvokeRequest, NamesReply, NamesRequest, read_type_info, read_type_info_count,
};
use crate::ndr::type_info::ITYPE_INFO;
use crate::ndr::{Answer, Reader, Request, Variant, Writer, enumerate, stub, write_failure};

/// Tells what it was called with, and refuses to be written.
struct Echo;

impl Object for Echo {
    fn families(&self) -> &'static [Family] {
        static FAMILIES: [Family; 1] = [Family {
            interface: &IUPDATE_SEARCHER,
            dispatch: echo,
        }];
        &FAMILIES
    }
}

fn echo(_: &dyn Object, _: &Caller, slot: Slot, arguments: &[Value]) -> Outcome {
    let member = IUPDATE_SEARCHER.member(slot).unwrap();
    if member.kind == wua_com::Kind::Put {
        return Err(Error::new(code::E_ACCESSDENIED, "not today"));
    }
    ok(Value::Array(arguments.into()))
}

const QUERY_HISTORY: i32 = 0x6002_000B;
const CLIENT_APPLICATION_ID: i32 = 0x6002_0003;

fn dispatch() -> Dispatch {
    Dispatch::new(ObjectRef::new(Echo)).unwrap()
}

fn invoke(request: &InvokeRequest) -> InvokeReply {
    request.answer(&dispatch(), &Caller::local(Rights::Administrator))
}

fn names(names: &[&str]) -> NamesReply {
    NamesRequest {
        iid: Guid::NIL,
        names: names.iter().map(ToString::to_string).collect(),
        locale: 0,
    }
    .answer(&dispatch())
}

#[test]
fn names_are_looked_up_in_any_case_and_one_that_is_not_known_spoils_no_other() {
    let told = names(&["QUERYHISTORY", "count", "nothing", "startindex"]);
    assert_eq!(told.dispids, [QUERY_HISTORY, 1, -1, 0]);
    assert_eq!(told.hresult, code::DISP_E_UNKNOWNNAME);
    assert_eq!(names(&["Search"]).hresult, code::S_OK);
    assert_eq!(names(&[]), NamesReply::of([]));
}

#[test]
fn an_interface_beside_the_question_is_not_known() {
    let strange = NamesRequest {
        iid: IUPDATE_SEARCHER.iid,
        names: vec!["Search".into(), "criteria".into()],
        locale: 0,
    };
    assert_eq!(
        strange.answer(&dispatch()),
        NamesReply::failure(2, code::DISP_E_UNKNOWNINTERFACE)
    );
    let mut strange = InvokeRequest::new(QUERY_HISTORY, DispatchFlags::METHOD, 0, &[], &[]);
    strange.iid = IUPDATE_SEARCHER.iid;
    assert_eq!(invoke(&strange).hresult, code::DISP_E_UNKNOWNINTERFACE);
}

#[test]
fn arguments_by_place_by_name_and_by_reference_arrive_in_the_order_of_the_parameters() {
    let expected = Value::Array([1, 2].map(Value::I4).into());
    let call = |arguments: &[Value], by_name: &[(i32, Value)]| {
        InvokeRequest::new(QUERY_HISTORY, DispatchFlags::METHOD_OR_GET, 0, arguments, by_name)
    };
    assert_eq!(invoke(&call(&[Value::I4(1), Value::I4(2)], &[])).result, expected);
    assert_eq!(
        invoke(&call(&[], &[(1, Value::I4(2)), (0, Value::I4(1))])).result,
        expected
    );
    let mut by_reference = call(&[Value::I4(1), Value::Empty], &[]);
    by_reference.references = vec![(0, Variant::by_reference(Value::I4(2)))];
    let reply = invoke(&by_reference);
    assert_eq!(reply.result, expected);
    assert_eq!(reply.references, [Variant::by_reference(Value::I4(2))]);
    by_reference.references = vec![(9, Variant::by_reference(Value::I4(2)))];
    assert_eq!(invoke(&by_reference).hresult, code::E_INVALIDARG);
}

#[test]
fn a_call_that_fits_no_member_says_which_argument_is_to_blame() {
    let call = |dispid, flags, arguments: &[Value]| {
        let reply = invoke(&InvokeRequest::new(dispid, flags, 0, arguments, &[]));
        (reply.hresult, reply.argument)
    };
    let text = Value::from("no number");
    assert_eq!(
        call(QUERY_HISTORY, DispatchFlags::METHOD, &[Value::I4(0), text]),
        (code::DISP_E_TYPEMISMATCH, 0)
    );
    assert_eq!(
        call(QUERY_HISTORY, DispatchFlags::METHOD, &[Value::I4(0)]).0,
        code::DISP_E_BADPARAMCOUNT
    );
    assert_eq!(
        call(0x1234, DispatchFlags::METHOD, &[]).0,
        code::DISP_E_MEMBERNOTFOUND
    );
    assert_eq!(
        call(QUERY_HISTORY, DispatchFlags::PUT, &[Value::I4(0)]).0,
        code::DISP_E_MEMBERNOTFOUND
    );
}

#[test]
fn a_member_that_refuses_is_an_exception_with_its_code_and_words() {
    let request = InvokeRequest::new(
        CLIENT_APPLICATION_ID,
        DispatchFlags::PUT,
        0,
        &[Value::from("x")],
        &[],
    );
    let reply = invoke(&request);
    assert_eq!(reply.hresult, code::DISP_E_EXCEPTION);
    assert_eq!(reply.exception.scode, code::E_ACCESSDENIED);
    assert!(reply.exception.description.unwrap().contains("not today"));
}

#[test]
fn a_call_whose_arguments_cannot_be_taken_is_answered_with_null_results() {
    let shelf = &mut Shelf::default();
    for (interface, slot) in all_slots() {
        let mut writer = Writer::new();
        write_failure(&mut writer, interface, slot, code::E_INVALIDARG, shelf).unwrap();
        let bytes = writer.finish().unwrap();
        let reader = &mut Reader::new(&bytes);
        let refused = match slot.0 {
            3 if interface.is_dispatch() => read_type_info_count(reader).unwrap().map(drop),
            4 if interface.is_dispatch() => read_type_info(reader, shelf).unwrap().map(drop),
            5 if interface.is_dispatch() => Err(NamesReply::read(reader).unwrap().hresult),
            6 if interface.is_dispatch() => Err(InvokeReply::read(reader, shelf).unwrap().hresult),
            3 if interface.name == "IEnumVARIANT" => {
                enumerate::read_next(reader, u32::MAX, shelf).unwrap().map(drop)
            }
            _ => {
                let member = interface.member(slot).unwrap();
                stub::read_result(reader, member, shelf).unwrap().map(drop)
            }
        };
        assert_eq!(refused, Err(code::E_INVALIDARG), "{} {slot:?}", interface.name);
        assert_eq!(reader.rest(), [], "{} {slot:?}", interface.name);
    }
    for interface in INTERFACES.iter().copied().chain([&ITYPE_INFO]) {
        let beyond = Slot(interface.slot_count());
        let error = write_failure(&mut Writer::new(), interface, beyond, code::E_FAIL, shelf).unwrap_err();
        assert_eq!(error.answer(), Answer::Fault(0x1C01_0002));
    }
}

#[test]
fn a_stub_behind_other_bytes_is_the_same_as_one_by_itself() {
    let shelf = &mut Shelf::with(1);
    let success = wua_com::Success::with(code::S_OK, Value::Date(wua_com::Date(45000.5)));
    let member = INTERFACES
        .iter()
        .flat_map(|interface| interface.all_members())
        .map(|(_, member)| member)
        .find(|member| matches!(member.returns, Some(wua_com::Type::Variant)))
        .unwrap();
    let mut alone = Writer::new();
    stub::write_result(&mut alone, member, Ok(&success), shelf).unwrap();
    let alone = alone.finish().unwrap();
    for before in 0..9 {
        let mut behind = Writer::behind(vec![0xCE; before]);
        stub::write_result(&mut behind, member, Ok(&success), shelf).unwrap();
        let behind = behind.finish().unwrap();
        assert_eq!(behind[before..], alone);
        assert_eq!(behind[..before], vec![0xCE; before]);
    }
}

#[test]
fn one_buffer_serves_many_replies() {
    let shelf = &mut Shelf::default();
    let (slot, member) = IUPDATE_SEARCHER
        .all_members()
        .find(|(_, member)| member.dispid == Some(CLIENT_APPLICATION_ID))
        .unwrap();
    let success = wua_com::Success::with(code::S_OK, Value::from("Windows Update"));
    let mut buffer = Vec::with_capacity(256);
    let place = buffer.as_ptr();
    for _ in 0..3 {
        let request = Request::read(&mut Reader::new(&[]), &IUPDATE_SEARCHER, slot, shelf).unwrap();
        assert!(matches!(request, Request::Member { arguments, .. } if arguments.is_empty()));
        buffer.clear();
        let mut writer = Writer::behind(buffer);
        stub::write_result(&mut writer, member, Ok(&success), shelf).unwrap();
        buffer = writer.finish().unwrap();
        assert_eq!(buffer.as_ptr(), place);
    }
}
