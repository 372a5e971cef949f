//! `ITypeInfo`, read as the interface definition has it.

use wua_com::standard::IDISPATCH;
use wua_com::table::Default;
use wua_com::{DispatchFlags, Guid, HResult, Interface, Kind, ObjectRef, Slot, Type, Value, code};
use wua_defs::interfaces::{
    INTERFACES, ISTRING_COLLECTION, IUPDATE_IDENTITY, IUPDATE_SEARCHER, IUPDATE_SESSION,
};

use super::values::bytes;
use crate::ndr::text::{read_bstr, read_bstr_body};
use crate::ndr::type_info::{
    ITYPE_INFO, TYPE_E_BADMODULEKIND, TYPE_E_ELEMENTNOTFOUND, TypeInfo, TypeInfoRequest,
};
use crate::ndr::variant::read_variant;
use crate::ndr::{Objects, Reader, Request, Writer, read_object};

const POINTER: u16 = 0x1A;
const USER_DEFINED: u16 = 0x1D;

/// Keeps what is marshaled; a reference is its number.
#[derive(Default)]
struct Drawer(Vec<ObjectRef>);

impl Objects for Drawer {
    fn marshal(
        &mut self,
        object: &ObjectRef,
        interface: &'static Interface,
    ) -> Result<Vec<u8>, wua_com::Error> {
        assert_eq!(interface, &ITYPE_INFO);
        self.0.push(object.clone());
        Ok(vec![u8::try_from(self.0.len() - 1).unwrap()])
    }

    fn unmarshal(&mut self, reference: &[u8], _: &'static Interface) -> Result<ObjectRef, wua_com::Error> {
        Ok(self.0[usize::from(reference[0])].clone())
    }
}

/// A call with these numbers as its parameters.
fn ask(info: TypeInfo, slot: u16, parameters: &[u32], drawer: &mut Drawer) -> Vec<u8> {
    let stub: Vec<u8> = parameters
        .iter()
        .flat_map(|number| number.to_le_bytes())
        .collect();
    let Request::Described(request) =
        Request::read(&mut Reader::new(&stub), &ITYPE_INFO, Slot(slot), drawer).unwrap()
    else {
        panic!("slot {slot}");
    };
    let mut writer = Writer::new();
    request.answer(info, &mut writer, drawer).unwrap();
    writer.finish().unwrap()
}

fn hresult(reply: &[u8]) -> HResult {
    HResult::from_u32(u32::from_le_bytes(*reply.last_chunk().unwrap()))
}

fn functions(info: TypeInfo) -> u16 {
    let reply = ask(info, 3, &[], &mut Drawer::default());
    let reader = &mut Reader::new(&reply);
    reader.bytes(4 + 16 + 5 * 4 + 4 + 4).unwrap();
    reader.u16().unwrap()
}

#[derive(Debug, PartialEq)]
struct Element {
    vt: u16,
    handle: Option<u32>,
    flags: u16,
    default: Option<Value>,
}

#[derive(Debug, PartialEq)]
struct Function {
    dispid: i32,
    invoked_by: u32,
    offset: u16,
    params: Vec<Element>,
    result: Element,
    flags: u16,
}

fn read_element(reader: &mut Reader<'_>) -> (Element, bool, bool) {
    reader.align(4);
    let tag = reader.u16().unwrap();
    let points = tag == POINTER && reader.pointer().unwrap();
    let vt = reader.u16().unwrap();
    assert_eq!(tag, vt);
    let has_default = reader.pointer().unwrap();
    let element = Element {
        vt,
        handle: None,
        flags: reader.u16().unwrap(),
        default: None,
    };
    (element, points, has_default)
}

fn read_behind(reader: &mut Reader<'_>, (element, points, has_default): &mut (Element, bool, bool)) {
    if *points {
        reader.align(4);
        assert_eq!(reader.u16().unwrap(), USER_DEFINED);
        element.handle = Some(reader.u32().unwrap());
        assert_eq!(reader.u16().unwrap(), USER_DEFINED);
    }
    if *has_default {
        let _size = reader.u32().unwrap();
        element.default = Some(read_variant(reader, &mut Drawer::default()).unwrap().value);
    }
}

fn function(info: TypeInfo, index: u32) -> Option<Function> {
    let reply = ask(info, 5, &[index], &mut Drawer::default());
    let reader = &mut Reader::new(&reply);
    if !reader.pointer().unwrap() {
        assert_eq!(reply, bytes("00000000 00000000 2b800280"));
        return None;
    }
    let dispid = reader.i32().unwrap();
    assert!(!reader.pointer().unwrap());
    let has_params = reader.pointer().unwrap();
    let (kind, invoked_by, convention) = (reader.u32(), reader.u32().unwrap(), reader.u32());
    assert_eq!((kind.unwrap(), convention.unwrap()), (4, 4));
    let count = usize::from(reader.u16().unwrap());
    let (_optional, offset, _reserved) = (reader.u16(), reader.u16().unwrap(), reader.u16());
    let mut result = read_element(reader);
    let flags = reader.u16().unwrap();
    assert_eq!(has_params, count != 0);
    let mut params = Vec::new();
    if has_params {
        reader.conformance("parameters", count).unwrap();
        params.extend((0..count).map(|_| read_element(reader)));
        for param in &mut params {
            read_behind(reader, param);
        }
    }
    read_behind(reader, &mut result);
    let (reserved, hresult) = (reader.u32(), reader.u32());
    assert_eq!((reserved.unwrap(), hresult.unwrap()), (0, 0));
    assert_eq!(reader.rest(), []);
    Some(Function {
        dispid,
        invoked_by,
        offset,
        params: params.into_iter().map(|(element, ..)| element).collect(),
        result: result.0,
        flags,
    })
}

fn names(info: TypeInfo, member: i32, most: u32) -> (Vec<String>, HResult) {
    let reply = ask(info, 7, &[member.cast_unsigned(), most], &mut Drawer::default());
    let reader = &mut Reader::new(&reply);
    reader
        .conformance("names", usize::try_from(most).unwrap())
        .unwrap();
    assert_eq!(reader.u32().unwrap(), 0);
    let count = reader.u32().unwrap();
    assert!((0..count).all(|_| reader.pointer().unwrap()));
    let names = (0..count).map(|_| read_bstr_body(reader).unwrap().to_string());
    let names = names.collect();
    assert_eq!(reader.u32().unwrap(), count);
    (names, HResult::from_u32(reader.u32().unwrap()))
}

fn name(info: TypeInfo, member: i32) -> (String, HResult) {
    let reply = ask(info, 12, &[member.cast_unsigned(), 0xF], &mut Drawer::default());
    let reader = &mut Reader::new(&reply);
    let name = read_bstr(reader).unwrap().to_string();
    assert_eq!(read_bstr(reader).unwrap().len(), 0);
    assert_eq!(reader.u32().unwrap(), 0);
    assert_eq!(read_bstr(reader).unwrap().len(), 0);
    (name, HResult::from_u32(reader.u32().unwrap()))
}

fn referenced(info: TypeInfo, handle: u32) -> Result<TypeInfo, HResult> {
    let drawer = &mut Drawer::default();
    let reply = ask(info, 14, &[handle], drawer);
    let reader = &mut Reader::new(&reply);
    let object = read_object(reader, &ITYPE_INFO, drawer).unwrap();
    let hresult = HResult::from_u32(reader.u32().unwrap());
    object
        .map(|object| *object.downcast::<TypeInfo>().unwrap())
        .ok_or(hresult)
}

#[test]
fn an_interface_is_a_dispinterface_that_extends_idispatch() {
    let reply = ask(TypeInfo::of(&IUPDATE_IDENTITY), 3, &[], &mut Drawer::default());
    assert_eq!(
        reply,
        bytes(
            "04000200 23782946 4099 094c aed9cd3ea6d05968 00000000 00000000 ffffffff ffffffff 00000000 \
             08000000 04000000 0200 0000 0100 3800 0800 8010 0200 0000 0000 0000 00000000 0000 0000 \
             00000000 00000000"
        )
    );
    let base = ask(TypeInfo::of(&IUPDATE_IDENTITY), 8, &[0], &mut Drawer::default());
    assert_eq!(base, bytes("00000000 00000000"));
    assert_eq!(
        referenced(TypeInfo::of(&IUPDATE_IDENTITY), 0),
        Ok(TypeInfo::of(&IDISPATCH))
    );
}

#[test]
fn a_member_that_yields_an_object_points_to_the_type_of_the_object() {
    let info = TypeInfo::of(&IUPDATE_SESSION);
    // CreateUpdateSearcher: slot 12, 0xC * 64 is the handle of its result.
    let index = IDISPATCH.slot_count()..12;
    let reply = ask(
        info,
        5,
        &[index.len().try_into().unwrap()],
        &mut Drawer::default(),
    );
    assert_eq!(
        reply,
        bytes(
            "04000200 04000260 00000000 00000000 04000000 01000000 04000000 0000 0000 6000 0000 \
             1a00 0000 08000200 1a00 0000 00000000 0000 0000 1d00 0000 00030000 1d00 0000 00000000 00000000"
        )
    );
    assert_eq!(referenced(info, 0x300), Ok(TypeInfo::of(&IUPDATE_SEARCHER)));
    assert_eq!(referenced(info, 0x301), Err(TYPE_E_ELEMENTNOTFOUND));
    assert_eq!(referenced(info, u32::MAX), Err(TYPE_E_ELEMENTNOTFOUND));
}

#[test]
fn every_member_with_a_dispid_is_described() {
    let mut seen = 0;
    for interface in INTERFACES.iter().copied().filter(|one| one.is_dispatch()) {
        let info = TypeInfo::of(interface);
        let mut members: Vec<_> = interface
            .all_members()
            .filter(|(_, member)| member.dispid.is_some())
            .collect();
        members.sort_by_key(|(slot, _)| *slot);
        assert_eq!(usize::from(functions(info)), members.len(), "{interface:?}");
        for (index, (slot, member)) in (0..).zip(&members) {
            let described = function(info, index).unwrap();
            let which = format!("{interface:?}::{}", member.name);
            assert_eq!(Some(described.dispid), member.dispid, "{which}");
            assert_eq!(described.offset, slot.0 * 8, "{which}");
            assert_eq!(described.flags & 1 == 1, member.restricted, "{which}");
            let flags = match member.kind {
                Kind::Method => DispatchFlags::METHOD,
                Kind::Get => DispatchFlags::GET,
                Kind::Put => DispatchFlags::PUT,
            };
            assert_eq!(described.invoked_by, u32::from(flags.bits()), "{which}");
            let types = member.params.iter().map(|param| Some(param.ty));
            let elements = described.params.iter().chain([&described.result]);
            assert_eq!(described.params.len(), member.params.len(), "{which}");
            for (element, ty) in elements.zip(types.chain([member.returns])) {
                match ty {
                    Some(Type::Interface(mentioned)) => assert_eq!(
                        referenced(info, element.handle.unwrap()),
                        Ok(TypeInfo::of(mentioned)),
                        "{which}"
                    ),
                    _ => assert_eq!(element.handle, None, "{which}"),
                }
            }
            for (element, param) in described.params.iter().zip(member.params) {
                let default = param.default.map(|default| match default {
                    Default::Long(number) => Value::I4(number),
                    Default::Text(text) => Value::from(text),
                });
                assert_eq!(element.flags, if default.is_some() { 0x31 } else { 1 }, "{which}");
                assert_eq!(element.default, default, "{which}");
            }
            assert_eq!(
                name(info, described.dispid),
                (member.name.to_owned(), code::S_OK),
                "{which}"
            );
            seen += 1;
        }
        assert_eq!(function(info, u32::from(functions(info))), None);
    }
    assert!(seen > 1000, "{seen}");
}

#[test]
fn names_are_those_of_the_member_and_its_parameters_as_many_as_are_taken() {
    let info = TypeInfo::of(&IUPDATE_SEARCHER);
    let query = IUPDATE_SEARCHER
        .all_members()
        .find(|(_, member)| member.name == "QueryHistory");
    let dispid = query.unwrap().1.dispid.unwrap();
    let all = ["QueryHistory", "startIndex", "count"].map(str::to_lowercase);
    for most in [0_u8, 1, 2, 3, 50] {
        let (told, hresult) = names(info, dispid, most.into());
        let told: Vec<String> = told.iter().map(|name| name.to_lowercase()).collect();
        assert_eq!(
            (told.as_slice(), hresult),
            (&all[..usize::from(most).min(3)], code::S_OK)
        );
    }
    // Reading takes an index, writing an index and a value: reading is meant.
    assert_eq!(
        names(TypeInfo::of(&ISTRING_COLLECTION), 0, 50).0,
        ["Item", "index"]
    );
    assert_eq!(names(info, 12345, 50), (vec![], TYPE_E_ELEMENTNOTFOUND));
}

#[test]
fn the_type_itself_has_a_name() {
    let info = TypeInfo::of(&IUPDATE_SEARCHER);
    assert_eq!(name(info, -1), ("IUpdateSearcher".to_owned(), code::S_OK));
    assert_eq!(name(info, 12345), (String::new(), TYPE_E_ELEMENTNOTFOUND));
    let unwanted = ask(info, 12, &[u32::MAX, 0xE], &mut Drawer::default());
    assert_eq!(&*read_bstr(&mut Reader::new(&unwanted)).unwrap(), "");
}

#[test]
fn what_is_not_there_is_refused_with_null_results() {
    let info = TypeInfo::of(&IUPDATE_SESSION);
    let refused = |slot, parameters: &[u32]| {
        let reply = ask(info, slot, parameters, &mut Drawer::default());
        assert!(reply.starts_with(&[0; 4]) || reply.starts_with(b"User"), "{slot}");
        hresult(&reply)
    };
    assert_eq!(refused(4, &[]), code::E_NOTIMPL);
    assert_eq!(refused(6, &[0]), TYPE_E_ELEMENTNOTFOUND);
    assert_eq!(refused(8, &[1]), TYPE_E_ELEMENTNOTFOUND);
    assert_eq!(refused(8, &[u32::MAX]), TYPE_E_ELEMENTNOTFOUND);
    assert_eq!(refused(9, &[1]), TYPE_E_ELEMENTNOTFOUND);
    assert_eq!(refused(13, &[0, 1, 7]), TYPE_E_BADMODULEKIND);
    assert_eq!(refused(16, &[0; 4]), TYPE_E_BADMODULEKIND);
    assert_eq!(refused(17, &[0]), code::S_OK);
    assert_eq!(refused(18, &[]), code::E_NOTIMPL);
    for local in [0, 1, 2, 10, 11, 15, 19, 20, 21, 22] {
        let request = TypeInfoRequest::read(&mut Reader::new(&[0; 64]), Slot(local));
        assert!(request.is_err(), "{local}");
    }
}

#[test]
fn a_description_is_an_object_with_no_other_interface() {
    let object = ObjectRef::new(TypeInfo::of(&IUPDATE_SESSION));
    assert!(object.supports(&ITYPE_INFO));
    assert!(!object.supports(&IDISPATCH));
    assert_ne!(ITYPE_INFO.iid, Guid::NIL);
}
