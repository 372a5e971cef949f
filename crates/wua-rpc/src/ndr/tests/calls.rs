//! `IDispatch`: names and `Invoke`.

use wua_com::{
    DISPID_PROPERTYPUT, DispatchError, DispatchFlags, Error, ExcepInfo, Guid, Slot, Success, Value, code,
};
use wua_defs::interfaces::IUPDATE_SESSION;

use super::support::Shelf;
use super::values::bytes;
use crate::ndr::dispatch::{
    InvokeReply, InvokeRequest, NamesReply, NamesRequest, read_type_info, read_type_info_count,
    write_type_info, write_type_info_count,
};
use crate::ndr::{Objects, Reader, Request, Variant, Writer};

fn sent(request: &InvokeRequest, shelf: &mut Shelf) -> InvokeRequest {
    let mut writer = Writer::new();
    request.write(&mut writer, shelf).unwrap();
    let bytes = writer.finish().unwrap();
    match Request::read(&mut Reader::new(&bytes), &IUPDATE_SESSION, Slot(6), shelf).unwrap() {
        Request::Invoke(request) => request,
        other => panic!("{other:?}"),
    }
}

fn answered(reply: &InvokeReply) -> InvokeReply {
    let shelf: &mut dyn Objects = &mut Shelf::default();
    let mut writer = Writer::new();
    reply.write(&mut writer, shelf).unwrap();
    let bytes = writer.finish().unwrap();
    InvokeReply::read(&mut Reader::new(&bytes), shelf).unwrap()
}

fn call(arguments: &[Value], named: &[(i32, Value)]) -> InvokeRequest {
    InvokeRequest::new(0x6002_0001, DispatchFlags::METHOD, 0x409, arguments, named)
}

#[test]
fn names_are_asked_and_answered() {
    let request = NamesRequest {
        iid: Guid::NIL,
        names: vec!["Search".into(), "criteria".into(), String::new()],
        locale: 0x407,
    };
    let mut writer = Writer::new();
    request.write(&mut writer);
    let stub = writer.finish().unwrap();
    assert_eq!(NamesRequest::read(&mut Reader::new(&stub)).unwrap(), request);

    let reply = NamesReply::of([Some(0x6002_000C), Some(0), None]);
    assert_eq!(reply.hresult, code::DISP_E_UNKNOWNNAME);
    let mut writer = Writer::new();
    reply.write(&mut writer);
    let stub = writer.finish().unwrap();
    assert_eq!(stub, bytes("03000000 0c000260 00000000 ffffffff 06000280"));
    assert_eq!(NamesReply::read(&mut Reader::new(&stub)).unwrap(), reply);
}

#[test]
fn more_names_than_allowed_are_refused() {
    let mut stub = bytes("00000000 00000000 00000000 00000000 01400000");
    stub.resize(stub.len() + 4 * 0x4001 + 16, 0);
    assert!(NamesRequest::read(&mut Reader::new(&stub)).is_err());
}

#[test]
fn arguments_travel_last_first_and_named_ones_before_them() {
    let shelf = &mut Shelf::with(1);
    let request = call(
        &[Value::I4(1), Value::I4(2)],
        &[(3, Value::from("four")), (2, Value::Null)],
    );
    assert_eq!(
        request.arguments,
        [Value::from("four"), Value::Null, Value::I4(2), Value::I4(1)]
    );
    let sent = sent(&request, shelf);
    assert_eq!(sent, request);
    let (arguments, named) = sent.bound().unwrap();
    assert_eq!(arguments, [Value::I4(1), Value::I4(2)]);
    assert_eq!(named, [(3, Value::from("four")), (2, Value::Null)]);
}

#[test]
fn the_new_value_of_a_property_comes_last() {
    let shelf = &mut Shelf::with(1);
    let value = Value::Object(shelf.objects.first().cloned());
    let arguments = [Value::I4(0), value];
    let request = InvokeRequest::new(0, DispatchFlags::PUT, 0, &arguments, &[]);
    assert_eq!(request.names, [DISPID_PROPERTYPUT]);
    let (bound, named) = sent(&request, shelf).bound().unwrap();
    assert_eq!((bound.as_slice(), named.as_slice()), (&arguments[..], &[][..]));
}

#[test]
fn arguments_by_reference_are_put_in_their_places_and_go_back() {
    let shelf = &mut Shelf::with(1);
    let mut request = call(&[Value::Empty, Value::I4(2)], &[]);
    request.references = vec![(1, Variant::by_reference(Value::from("x")))];
    let request = sent(&request, shelf);
    let (bound, _) = request.bound().unwrap();
    assert_eq!(bound, [Value::from("x"), Value::I4(2)]);
    let reply = answered(&InvokeReply::of(
        &request,
        Ok(Success::with(code::S_OK, Value::I4(7))),
    ));
    assert_eq!(reply.references, [Variant::by_reference(Value::from("x"))]);
    assert_eq!(reply.result, Value::I4(7));
}

#[test]
fn a_reference_to_a_place_that_is_not_there_is_noticed() {
    let mut request = call(&[Value::Empty], &[]);
    request.references = vec![(1, Variant::by_reference(Value::I4(1)))];
    assert_eq!(request.bound(), None);
}

#[test]
fn a_member_that_fails_is_an_exception() {
    let request = call(&[], &[]);
    let error = Error::new(code::E_ACCESSDENIED, "not from another computer");
    let reply = answered(&InvokeReply::of(
        &request,
        Err(DispatchError::Exception(error.clone())),
    ));
    assert_eq!(reply.hresult, code::DISP_E_EXCEPTION);
    assert_eq!(reply.exception.scode, code::E_ACCESSDENIED);
    let info: ExcepInfo = DispatchError::Exception(error).excep_info().unwrap();
    assert_eq!(
        reply.exception.description.as_deref(),
        Some(info.description.as_str())
    );
    assert_eq!(reply.exception.source.as_deref(), Some("wua"));
    assert_eq!(reply.exception.help_file, None);
}

#[test]
fn the_argument_to_blame_is_named_by_its_place_on_the_wire() {
    let blame = |request: &InvokeRequest, parameter| {
        let error = DispatchError::Call {
            hresult: code::DISP_E_TYPEMISMATCH,
            argument: Some(parameter),
            message: String::new(),
        };
        answered(&InvokeReply::of(request, Err(error))).argument
    };
    let request = call(&[Value::I4(1), Value::I4(2)], &[(2, Value::Null)]);
    assert_eq!([0, 1, 2].map(|parameter| blame(&request, parameter)), [2, 1, 0]);
    let put = InvokeRequest::new(0, DispatchFlags::PUT, 0, &[Value::I4(0), Value::Null], &[]);
    assert_eq!([0, 1].map(|parameter| blame(&put, parameter)), [1, 0]);
}

#[test]
fn what_the_caller_does_not_want_is_left_out() {
    let mut request = call(&[], &[]);
    request.flags |= 0x000E_0000;
    let reply = InvokeReply::of(&request, Ok(Success::with(code::S_OK, Value::I4(7))));
    assert_eq!(reply.result, Value::Empty);
    let reply = InvokeReply::of(
        &request,
        Err(DispatchError::Exception(code::E_ACCESSDENIED.into())),
    );
    assert_eq!(reply.exception, crate::ndr::dispatch::ExceptionInfo::default());
    assert_eq!(reply.hresult, code::DISP_E_EXCEPTION);
    assert_eq!(request.meaning(), DispatchFlags::METHOD);
}

#[test]
fn more_names_than_arguments_are_refused() {
    let mut request = call(&[Value::I4(1)], &[]);
    request.names = vec![1, 2];
    let mut writer = Writer::new();
    request.write(&mut writer, &mut Shelf::default()).unwrap();
    let stub = writer.finish().unwrap();
    assert!(InvokeRequest::read(&mut Reader::new(&stub), &mut Shelf::default()).is_err());
}

#[test]
fn type_information_is_counted_and_handed_out() {
    let shelf = &mut Shelf::with(1);
    let object = shelf.objects[0].clone();
    let mut writer = Writer::new();
    write_type_info_count(&mut writer, 1, code::S_OK);
    write_type_info(&mut writer, Ok(&object), shelf).unwrap();
    write_type_info(&mut writer, Err(code::DISP_E_BADINDEX), shelf).unwrap();
    let stub = writer.finish().unwrap();
    let reader = &mut Reader::new(&stub);
    assert_eq!(read_type_info_count(reader).unwrap(), Ok(1));
    assert_eq!(read_type_info(reader, shelf).unwrap(), Ok(Some(object)));
    assert_eq!(read_type_info(reader, shelf).unwrap(), Err(code::DISP_E_BADINDEX));
}
