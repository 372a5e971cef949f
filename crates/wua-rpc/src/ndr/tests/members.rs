//! Every member of every interface, both ways: what a client writes is what a server reads, and back.

use wua_com::standard::{IDISPATCH, IENUM_VARIANT};
use wua_com::{Interface, Member, Slot, Success, Value, code};
use wua_defs::interfaces::INTERFACES;

use super::support::{Random, Shelf, all_slots};
use crate::ndr::{Answer, Error, Objects, Reader, Request, Writer, enumerate, stub};

/// Calls with different values of each member.
const CALLS: usize = 20;

fn members() -> Vec<(&'static Interface, Slot, &'static Member)> {
    all_slots()
        .into_iter()
        .filter(|(interface, slot)| !interface.is_dispatch() || slot.0 >= IDISPATCH.slot_count())
        .filter(|(interface, slot)| *interface != &IENUM_VARIANT || slot.0 > 3)
        .map(|(interface, slot)| (interface, slot, interface.member(slot).unwrap()))
        .collect()
}

#[test]
fn every_member_of_the_tables_is_called_and_answers() {
    let shelf = &mut Shelf::with(5);
    let random = &mut Random(0x9E37_79B9_7F4A_7C15);
    let mut seen = 0;
    for (interface, slot, member) in members() {
        for _ in 0..CALLS {
            let arguments: Vec<Value> = member
                .params
                .iter()
                .map(|param| random.value(param.ty, shelf))
                .collect();
            let mut writer = Writer::new();
            stub::write_arguments(&mut writer, member, &arguments, shelf).unwrap();
            let bytes = writer.finish().unwrap();
            let request = Request::read(&mut Reader::new(&bytes), interface, slot, shelf).unwrap();
            let Request::Member { arguments: read, .. } = request else {
                panic!("{}::{} is {request:?}", interface.name, member.name);
            };
            assert_eq!(read, arguments, "{}::{}", interface.name, member.name);

            let value = member.returns.map_or(Value::Empty, |ty| random.value(ty, shelf));
            let success = Success::with(code::S_FALSE, value);
            let mut writer = Writer::new();
            stub::write_result(&mut writer, member, Ok(&success), shelf).unwrap();
            let bytes = writer.finish().unwrap();
            let read = stub::read_result(&mut Reader::new(&bytes), member, shelf).unwrap();
            assert_eq!(read, Ok(success), "{}::{}", interface.name, member.name);
        }
        seen += 1;
    }
    assert!(seen > 1000 && INTERFACES.len() == 78, "{seen}");
}

#[test]
fn a_member_that_fails_answers_with_null_results() {
    let shelf = &mut Shelf::default();
    for (interface, _, member) in members() {
        let mut writer = Writer::new();
        stub::write_result(&mut writer, member, Err(code::E_ACCESSDENIED), shelf).unwrap();
        let bytes = writer.finish().unwrap();
        let read = stub::read_result(&mut Reader::new(&bytes), member, shelf).unwrap();
        assert_eq!(
            read,
            Err(code::E_ACCESSDENIED),
            "{}::{}",
            interface.name,
            member.name
        );
        assert!(bytes.len() < 48, "{}::{}", interface.name, member.name);
    }
}

#[test]
fn whatever_follows_the_last_parameter_is_ignored() {
    let shelf = &mut Shelf::with(1);
    let random = &mut Random(7);
    for (interface, slot, member) in members() {
        let arguments: Vec<Value> = member
            .params
            .iter()
            .map(|param| random.value(param.ty, shelf))
            .collect();
        let mut writer = Writer::new();
        stub::write_arguments(&mut writer, member, &arguments, shelf).unwrap();
        let mut bytes = writer.finish().unwrap();
        bytes.extend([0xCE; 16]);
        assert!(Request::read(&mut Reader::new(&bytes), interface, slot, shelf).is_ok());
    }
}

#[test]
fn arguments_that_end_early_are_a_fault_wherever_they_end() {
    let shelf = &mut Shelf::with(1);
    let random = &mut Random(11);
    for (interface, slot, member) in members() {
        let arguments: Vec<Value> = member
            .params
            .iter()
            .map(|param| random.value(param.ty, shelf))
            .collect();
        let mut writer = Writer::new();
        stub::write_arguments(&mut writer, member, &arguments, shelf).unwrap();
        let bytes = writer.finish().unwrap();
        for end in 0..bytes.len() {
            let error = Request::read(&mut Reader::new(&bytes[..end]), interface, slot, shelf).unwrap_err();
            assert_eq!(
                error.answer(),
                Answer::Fault(0x6F7),
                "{}::{}",
                interface.name,
                member.name
            );
        }
    }
}

#[test]
fn slots_of_iunknown_and_behind_the_last_are_out_of_range() {
    let shelf = &mut Shelf::default();
    for interface in INTERFACES.iter().copied() {
        for slot in [0, 1, 2, interface.slot_count(), u16::MAX] {
            let error = Request::read(&mut Reader::new(&[0; 64]), interface, Slot(slot), shelf).unwrap_err();
            assert_eq!(
                error.answer(),
                Answer::Fault(0x1C01_0002),
                "{} {slot}",
                interface.name
            );
        }
    }
}

#[test]
fn a_result_that_cannot_be_sent_leaves_room_for_the_failure() {
    let shelf = &mut Shelf::default();
    let member = IENUM_VARIANT.member(Slot(6)).unwrap();
    let stranger = Shelf::with(1).objects.remove(0);
    let mut writer = Writer::new();
    writer.u32(0xABCD);
    let success = Success::with(code::S_OK, Value::Unknown(Some(stranger)));
    let error = stub::write_result(&mut writer, member, Ok(&success), shelf).unwrap_err();
    assert!(matches!(error, Error::Object(_)), "{error}");
    assert_eq!(writer.position(), 4);
    let wrong = Success::with(code::S_OK, Value::I4(1));
    let error = stub::write_result(&mut writer, member, Ok(&wrong), shelf).unwrap_err();
    assert_eq!(error.answer(), Answer::Failure(code::E_UNEXPECTED));
}

#[test]
fn next_repeats_the_count_that_was_asked_for() {
    let shelf = &mut Shelf::with(2);
    let items = Value::Array([Value::Object(shelf.objects.first().cloned()), Value::I4(3)].into());
    let success = Success::with(code::S_FALSE, items.clone());
    let mut writer = Writer::new();
    enumerate::write_next(&mut writer, 1000, Ok(&success), shelf).unwrap();
    let bytes = writer.finish().unwrap();
    assert_eq!(&bytes[..12], &[0xE8, 3, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0]);
    let read = enumerate::read_next(&mut Reader::new(&bytes), u32::MAX, shelf)
        .unwrap()
        .unwrap();
    assert_eq!(read.hresult, code::S_FALSE);
    assert_eq!(Value::Array(read.value.into()), items);
}

#[test]
fn next_for_no_items_fails_without_a_fault() {
    let objects: &mut dyn Objects = &mut Shelf::default();
    let error = Request::read(&mut Reader::new(&[0; 4]), &IENUM_VARIANT, Slot(3), objects).unwrap_err();
    assert_eq!(error.answer(), Answer::Failure(code::E_INVALIDARG));
}
