//! Parameters and results of every member, by the tables, and what else is written as NDR.
//!
//! The first byte of an input chooses who reads it, the next two the interface and the slot; the rest is the stub.

use std::fmt::Debug;

use wua_com::standard::{IDISPATCH, IENUM_VARIANT};
use wua_com::{DispatchFlags, Guid, Interface, Slot, Success, Value, code};
use wua_defs::interfaces::INTERFACES;
use wua_rpc::ndr::dispatch::{self, InvokeReply, InvokeRequest, NamesReply, NamesRequest};
use wua_rpc::ndr::type_info::{ITYPE_INFO, TypeInfo};
use wua_rpc::ndr::variant::{read_variant, write_value, write_variant};
use wua_rpc::ndr::{Reader, Request, Variant, Writer, enumerate, read_object, stub, write_object};

use super::values::{Shelf, value, variant};
use super::{Fuzzer, noise};
use crate::mutation::{self, Random};
use crate::seen::{Seen, bucket};

pub(super) struct Ndr {
    slots: Vec<(&'static Interface, Slot)>,
    shelf: Shelf,
    words: Vec<Vec<u8>>,
    /// A call and an answer of every member.
    of_every_member: Vec<Vec<u8>>,
}

/// Who reads.
const READERS: u8 = 9;
const HEAD: usize = 3;

impl Ndr {
    pub(super) fn new() -> Self {
        let interfaces = INTERFACES.iter().copied().chain([&IDISPATCH, &IENUM_VARIANT]);
        let slots = interfaces
            .flat_map(|interface| (3..=interface.slot_count()).map(move |slot| (interface, Slot(slot))))
            .collect();
        // The kinds of VARIANTs, with and without an array or a reference, and arrays' features.
        let kinds = (0..32_u16)
            .chain([36, 72])
            .flat_map(|kind| [kind, kind | 0x2000, kind | 0x4000, kind | 0x600C]);
        let words = kinds.map(|kind| kind.to_le_bytes().to_vec()).collect();
        let mut ndr = Self {
            slots,
            shelf: Shelf::new(),
            words,
            of_every_member: Vec::new(),
        };
        let random = &mut Random::new(1);
        for (choice, place) in ndr.slots.clone().into_iter().enumerate() {
            let [low, high] = u16::try_from(choice).unwrap().to_le_bytes();
            let (call, answer) = (ndr.call(place, random), ndr.answer(place, random));
            ndr.of_every_member.push([&[0, low, high][..], &call].concat());
            ndr.of_every_member.push([&[2, low, high][..], &answer].concat());
        }
        ndr
    }

    /// A server reads a call.
    fn request(&mut self, (interface, slot): (&'static Interface, Slot), stub: &[u8], seen: &mut Seen) {
        match Request::read(&mut Reader::new(stub), interface, slot, &mut self.shelf) {
            Ok(Request::Member { member, arguments }) => {
                seen.note("member", (interface.iid, slot.0));
                let again = self.written(|writer, shelf| {
                    stub::write_arguments(writer, member, &arguments, shelf).unwrap();
                });
                let again = stub::read_arguments(&mut Reader::new(&again), member, &mut self.shelf).unwrap();
                same(&again, &arguments);
                assert!(count(&arguments) <= 4 + stub.len());
                for value in &arguments {
                    seen.note("argument", value.kind());
                }
            }
            Ok(Request::Invoke(request)) => self.invoked(&request, stub, seen),
            Ok(Request::Names(request)) => {
                seen.note("names", bucket(request.names.len()));
                assert!(request.names.len() <= stub.len());
                let again = self.written(|writer, _| request.write(writer));
                same(&NamesRequest::read(&mut Reader::new(&again)).unwrap(), &request);
            }
            Ok(Request::Next { count }) => {
                let result = Success {
                    hresult: code::S_FALSE,
                    value: Value::Array([Value::I4(1)].into()),
                };
                let written = self.written(|writer, shelf| {
                    enumerate::write_next(writer, count, Ok(&result), shelf).unwrap();
                });
                assert!(written.len() < 200, "room for what nobody has");
                seen.note("next", bucket(usize::try_from(count).unwrap()));
            }
            Ok(_) => seen.note("request", (interface.is_dispatch(), slot.0)),
            Err(error) => {
                assert!(!error.to_string().is_empty());
                seen.note_unread("request", &error);
            }
        }
    }

    fn invoked(&mut self, request: &InvokeRequest, stub: &[u8], seen: &mut Seen) {
        seen.note(
            "invoke",
            (
                bucket(request.arguments.len()),
                bucket(request.names.len()),
                bucket(request.references.len()),
            ),
        );
        for value in &request.arguments {
            seen.note("by value", value.kind());
        }
        assert!(count(&request.arguments) + request.references.len() <= 4 + stub.len());
        seen.note("bound", request.bound().is_some());
        seen.note("meaning", request.meaning().bits() & 0xF);
        let again = self.written(|writer, shelf| request.write(writer, shelf).unwrap());
        let again = InvokeRequest::read(&mut Reader::new(&again), &mut self.shelf).unwrap();
        same(&again, request);
        let success = Success {
            hresult: code::S_OK,
            value: Value::from("done"),
        };
        for reply in [
            InvokeReply::plain(request, code::E_INVALIDARG),
            InvokeReply::of(request, Ok(success)),
            InvokeReply::refusal(code::E_FAIL),
        ] {
            let written = self.written(|writer, shelf| reply.write(writer, shelf).unwrap());
            InvokeReply::read(&mut Reader::new(&written), &mut self.shelf).unwrap();
        }
    }

    /// A client reads the answer of a member.
    fn result(&mut self, (interface, slot): (&'static Interface, Slot), stub: &[u8], seen: &mut Seen) {
        let Some(member) = interface.member(slot) else {
            return;
        };
        match stub::read_result(&mut Reader::new(stub), member, &mut self.shelf) {
            Ok(Ok(success)) => {
                seen.note(
                    "result",
                    (member.returns.map(wua_com::Type::name), success.value.kind()),
                );
                let again = self.written(|writer, shelf| {
                    stub::write_result(writer, member, Ok(&success), shelf).unwrap();
                });
                let again = stub::read_result(&mut Reader::new(&again), member, &mut self.shelf).unwrap();
                same(&again, &Ok::<_, wua_com::HResult>(success));
            }
            Ok(Err(_)) => seen.note("failed", member.returns.map(wua_com::Type::name)),
            Err(error) => seen.note_unread("result", &error),
        }
    }

    fn next_reply(&mut self, stub: &[u8], seen: &mut Seen) {
        match enumerate::read_next(&mut Reader::new(stub), &mut self.shelf) {
            Ok(Ok(success)) => {
                seen.note("items", bucket(success.value.len()));
                assert!(count(&success.value) <= stub.len());
            }
            Ok(Err(_)) => seen.note("items", "none"),
            Err(error) => seen.note_unread("items", &error),
        }
    }

    fn invoke_reply(&mut self, stub: &[u8], seen: &mut Seen) {
        match InvokeReply::read(&mut Reader::new(stub), &mut self.shelf) {
            Ok(reply) => {
                seen.note("invoke reply", bucket(stub.len()));
                let again = self.written(|writer, shelf| reply.write(writer, shelf).unwrap());
                same(
                    &InvokeReply::read(&mut Reader::new(&again), &mut self.shelf).unwrap(),
                    &reply,
                );
            }
            Err(error) => seen.note_unread("invoke reply", &error),
        }
    }

    fn described(&mut self, (interface, slot): (&'static Interface, Slot), stub: &[u8], seen: &mut Seen) {
        let slot = Slot(slot.0 % 24);
        match Request::read(&mut Reader::new(stub), &ITYPE_INFO, slot, &mut self.shelf) {
            Ok(Request::Described(request)) => {
                let mut writer = Writer::new();
                let answered = request.answer(TypeInfo::of(interface), &mut writer, &mut self.shelf);
                // The shelf takes no types: whoever refers to one is refused, and nothing has been written then.
                assert!(answered.is_ok() || writer.position() == 0);
                seen.note("described", (slot.0, answered.is_ok(), bucket(writer.position())));
            }
            Ok(other) => panic!("not a request of ITypeInfo: {other:?}"),
            Err(error) => seen.note_unread("described", &error),
        }
    }

    fn variant(&mut self, stub: &[u8], seen: &mut Seen) {
        match read_variant(&mut Reader::new(stub), &mut self.shelf) {
            Ok(read) => {
                seen.note(
                    "variant",
                    (
                        format!("{read:?}").split(['(', '{']).next().map(str::to_owned),
                        read.is_reference(),
                    ),
                );
                let again = self.written(|writer, shelf| write_variant(writer, &read, shelf).unwrap());
                same(
                    &read_variant(&mut Reader::new(&again), &mut self.shelf).unwrap(),
                    &read,
                );
            }
            Err(error) => seen.note_unread("variant", &error),
        }
    }

    fn rest(&mut self, (interface, _): (&'static Interface, Slot), stub: &[u8], seen: &mut Seen) {
        match read_object(&mut Reader::new(stub), interface, &mut self.shelf) {
            Ok(object) => {
                seen.note("object", object.is_some());
                let again = self.written(|writer, shelf| {
                    write_object(writer, object.as_ref(), interface, shelf).unwrap();
                });
                assert!(read_object(&mut Reader::new(&again), interface, &mut self.shelf).unwrap() == object);
            }
            Err(error) => seen.note_unread("object", &error),
        }
        match dispatch::read_type_info(&mut Reader::new(stub), &mut self.shelf) {
            Ok(info) => seen.note("info", info.is_ok()),
            Err(error) => seen.note_unread("info", &error),
        }
        let _ = dispatch::read_type_info_count(&mut Reader::new(stub));
    }

    fn written(&mut self, write: impl FnOnce(&mut Writer, &mut Shelf)) -> Vec<u8> {
        let mut writer = Writer::new();
        write(&mut writer, &mut self.shelf);
        writer.finish().unwrap()
    }

    /// A call that is right, of any member.
    fn call(&mut self, (interface, slot): (&'static Interface, Slot), random: &mut Random) -> Vec<u8> {
        let objects = self.shelf.0.clone();
        match slot.0 {
            5 if interface.is_dispatch() => {
                let names = vec!["Search".into(), "criteria".into()];
                self.written(|writer, _| {
                    NamesRequest {
                        iid: Guid::NIL,
                        names,
                        locale: 0,
                    }
                    .write(writer);
                })
            }
            6 if interface.is_dispatch() => {
                let arguments = [variant(random, &objects, 2), variant(random, &objects, 2)];
                let named = [(1, variant(random, &objects, 2))];
                let mut request = InvokeRequest::new(7, DispatchFlags::METHOD, 0, &arguments, &named);
                if random.one_in(2) {
                    request.references = vec![(1, Variant::by_reference(variant(random, &objects, 1)))];
                }
                self.written(|writer, shelf| request.write(writer, shelf).unwrap())
            }
            _ => {
                let params = interface.member(slot).map_or(&[][..], |member| member.params);
                let arguments: Vec<Value> = params
                    .iter()
                    .map(|param| value(random, param.ty, &objects))
                    .collect();
                match interface.member(slot) {
                    Some(member) => self.written(|writer, shelf| {
                        stub::write_arguments(writer, member, &arguments, shelf).unwrap();
                    }),
                    None => noise(random, 40),
                }
            }
        }
    }

    /// An answer that is right, of any member.
    fn answer(&mut self, (interface, slot): (&'static Interface, Slot), random: &mut Random) -> Vec<u8> {
        let objects = self.shelf.0.clone();
        let Some(member) = interface.member(slot) else {
            return Vec::new();
        };
        let value = member
            .returns
            .map_or(Value::Empty, |ty| value(random, ty, &objects));
        let success = Success {
            hresult: code::S_OK,
            value,
        };
        let result = if random.one_in(4) {
            Err(code::E_FAIL)
        } else {
            Ok(&success)
        };
        let mut writer = Writer::new();
        // Not every member yields objects of every interface.
        let _ = stub::write_result(&mut writer, member, result, &mut self.shelf);
        writer.finish().unwrap()
    }

    fn items(&mut self, random: &mut Random) -> Vec<u8> {
        let objects = self.shelf.0.clone();
        let items: Vec<Value> = (0..random.below(4))
            .map(|_| variant(random, &objects, 1))
            .collect();
        let success = Success {
            hresult: code::S_OK,
            value: Value::Array(items.into()),
        };
        self.written(|writer, shelf| enumerate::write_next(writer, 5, Ok(&success), shelf).unwrap())
    }
}

impl Fuzzer for Ndr {
    fn seeds(&self) -> Vec<Vec<u8>> {
        let stubs = crate::vectors::stubs();
        let behind = |stub: &crate::vectors::Stub| {
            // Behind the header without extensions.
            let header = if stub.is_request { 32 } else { 8 };
            let reader = match (stub.is_request, stub.interface, stub.opnum) {
                (true, ..) => 0,
                (false, "DISP", 6) => 3,
                (false, "DISP", 5) => 4,
                (false, ..) => 1,
            };
            let is_it = |(interface, slot): &(&'static Interface, Slot)| {
                slot.0 == stub.opnum && (interface == &&IDISPATCH) == (stub.interface == "DISP")
            };
            let choice = self.slots.iter().position(is_it)?;
            let [low, high] = u16::try_from(choice).ok()?.to_le_bytes();
            Some([&[reader, low, high], stub.bytes.get(header..)?].concat())
        };
        let of_peers = stubs.iter().filter_map(behind);
        of_peers.chain(self.of_every_member.iter().cloned()).collect()
    }

    fn execute(&mut self, input: &[u8], seen: &mut Seen) {
        let Some(([reader, low, high], stub)) = input.split_first_chunk::<HEAD>() else {
            return;
        };
        let place = self.slots[usize::from(u16::from_le_bytes([*low, *high])) % self.slots.len()];
        match reader % READERS {
            0 | 1 => self.request(place, stub, seen),
            2 => self.result(place, stub, seen),
            3 => self.invoke_reply(stub, seen),
            4 => match NamesReply::read(&mut Reader::new(stub)) {
                Ok(reply) => seen.note("names reply", bucket(reply.dispids.len())),
                Err(error) => seen.note_unread("names reply", &error),
            },
            5 => self.described(place, stub, seen),
            6 => self.variant(stub, seen),
            7 => self.next_reply(stub, seen),
            _ => self.rest(place, stub, seen),
        }
    }

    fn fresh(&mut self, random: &mut Random) -> Vec<u8> {
        let choice = random.below(self.slots.len());
        let place = self.slots[choice];
        let reader = random.byte() % READERS;
        let objects = self.shelf.0.clone();
        let stub = match reader {
            0 => self.call(place, random),
            1 => {
                let invoke = (&IDISPATCH, Slot(6));
                let choice = self
                    .slots
                    .iter()
                    .position(|known| *known == invoke)
                    .unwrap_or(choice);
                let [low, high] = u16::try_from(choice).unwrap().to_le_bytes();
                return [&[reader, low, high][..], &self.call(invoke, random)].concat();
            }
            2 => self.answer(place, random),
            3 => {
                let request = InvokeRequest::new(7, DispatchFlags::METHOD, 0, &[], &[]);
                let success = Success {
                    hresult: code::S_OK,
                    value: variant(random, &objects, 2),
                };
                let reply = InvokeReply::of(&request, Ok(success));
                self.written(|writer, shelf| reply.write(writer, shelf).unwrap())
            }
            6 => {
                let value = variant(random, &objects, 3);
                self.written(|writer, shelf| write_value(writer, &value, shelf).unwrap())
            }
            7 => self.items(random),
            8 => self.written(|writer, shelf| write_object(writer, objects.first(), place.0, shelf).unwrap()),
            _ => noise(random, 200),
        };
        let [low, high] = u16::try_from(choice).unwrap().to_le_bytes();
        [&[reader, low, high][..], &stub].concat()
    }

    fn change(&mut self, input: &mut Vec<u8>, other: &[u8], random: &mut Random) {
        if random.one_in(32) || input.len() < HEAD {
            return mutation::change(input, other, &self.words, random);
        }
        // Who reads stays the same mostly: what was written for one says little to others.
        let mut stub = input.split_off(HEAD);
        mutation::change(
            &mut stub,
            other.get(HEAD..).unwrap_or_default(),
            &self.words,
            random,
        );
        input.extend(stub);
    }
}

/// What was written says the same again.
#[track_caller]
fn same(again: &impl Debug, before: &impl Debug) {
    assert_eq!(format!("{again:?}"), format!("{before:?}"));
}

fn count(values: &[Value]) -> usize {
    let inner = |value: &Value| match value {
        Value::Array(values) => count(values),
        _ => 0,
    };
    values.len() + values.iter().map(inner).sum::<usize>()
}
