//! SAFEARRAYs in all forms in which their elements travel.

use wua_com::standard::IDISPATCH;
use wua_com::{Guid, Value};

use super::support::Shelf;
use super::values::bytes;
use crate::ndr::variant::{read_variant, write_variant};
use crate::ndr::{Objects, Reader, Variant, Writer, write_object};

/// A VARIANT with an array of so many elements, up to the elements.
fn head(vt: u16, form: u32, features: u16, size: u32, count: u32, iid: Option<Guid>) -> Writer {
    let mut writer = Writer::new();
    writer.bytes(&bytes("55736572 00000000 00000000 00000000"));
    writer.u16(0x2000 | vt);
    writer.bytes(&[0; 6]);
    writer.bytes(&bytes("00200000 55736572 55736572 01000000 0100"));
    writer.u16(features);
    writer.u32(size);
    writer.u32(u32::from(vt) << 16);
    writer.u32(form);
    writer.u32(count);
    writer.pointer(true);
    if let Some(iid) = iid {
        writer.guid(iid);
    }
    writer.u32(count);
    writer.u32(0);
    writer.u32(count);
    writer
}

fn again(variant: &Variant, objects: &mut dyn Objects) -> Vec<u8> {
    let mut writer = Writer::new();
    write_variant(&mut writer, variant, objects).unwrap();
    writer.finish().unwrap()
}

#[test]
fn numbers_of_every_size_are_understood_and_go_back_as_they_came() {
    let objects: &mut dyn Objects = &mut Shelf::default();
    // Types, their form, and the size of an element.
    for (types, form, size) in [
        (&[0x10_u16][..], 0x10, 1),
        (&[0x02, 0x12, 0x0B], 0x02, 2),
        (&[0x03, 0x04, 0x0A, 0x13, 0x16, 0x17], 0x03, 4),
        (&[0x05, 0x06, 0x07, 0x14, 0x15], 0x14, 8),
    ] {
        for vt in types {
            for count in [0, 1, 3] {
                let mut writer = head(*vt, form, 0x0080, size, count, None);
                for _ in 0..count {
                    // Numbers in any type; of two bytes, true as well.
                    match size {
                        1 => writer.u8(u8::MAX),
                        2 => writer.u16(u16::MAX),
                        4 => writer.u32(0x4000_0000),
                        _ => writer.u64(0x4000_0000_0000_0000),
                    }
                }
                let seen = writer.finish().unwrap();
                let read = read_variant(&mut Reader::new(&seen), objects).unwrap();
                let Value::Array(values) = &read.value else {
                    panic!("{vt:x}: {read:?}");
                };
                assert_eq!(u32::try_from(values.len()), Ok(count), "{vt:x}");
                // The size of a VARIANT is not read, but ours is right.
                assert_eq!(again(&read, objects)[16..], seen[16..], "{vt:x}");
            }
        }
    }
}

#[test]
fn objects_are_understood_with_their_interface_beside_them_or_without() {
    let shelf = &mut Shelf::with(2);
    let first = shelf.objects[0].clone();
    for (form, features, iid) in [(0x09, 0x0480, None), (0x800D, 0x0440, Some(IDISPATCH.iid))] {
        let mut writer = head(9, form, features, 4, 2, iid);
        writer.pointer(true);
        writer.pointer(false);
        let mut one = Writer::new();
        write_object(&mut one, Some(&first), &IDISPATCH, shelf).unwrap();
        writer.bytes(&one.finish().unwrap()[4..]);
        let seen = writer.finish().unwrap();
        let read = read_variant(&mut Reader::new(&seen), shelf).unwrap();
        assert_eq!(
            read.value,
            Value::Array([Value::Object(Some(first.clone())), Value::Object(None)].into())
        );
        let written = again(&read, shelf);
        assert_eq!(read_variant(&mut Reader::new(&written), shelf).unwrap(), read);
    }
}

#[test]
fn a_form_that_does_not_fit_the_type_is_refused() {
    let objects: &mut dyn Objects = &mut Shelf::default();
    for (vt, form) in [
        (0x03, 0x02),
        (0x08, 0x0C),
        (0x11, 0x03),
        (0x0E, 0x14),
        (0x24, 0x24),
        (0x03, 0x800D),
    ] {
        let mut writer = head(vt, form, 0x0080, 4, 1, None);
        writer.bytes(&[0; 32]);
        let seen = writer.finish().unwrap();
        assert!(
            read_variant(&mut Reader::new(&seen), objects).is_err(),
            "{vt:x} {form:x}"
        );
    }
}

/// Found by the fuzzer: such an array was taken for an empty one, and could not be given back.
#[test]
fn an_array_of_what_cannot_be_in_one_is_none_even_where_the_pointer_is_null() {
    let objects: &mut dyn Objects = &mut Shelf::default();
    for vt in [0x0001_u16, 0x008C, 0x0FFF] {
        let mut writer = Writer::new();
        writer.bytes(&bytes("55736572 00000000 00000000 00000000"));
        writer.u16(0x2000 | vt);
        writer.bytes(&[0; 6]);
        writer.bytes(&bytes("00200000 00000000"));
        let stub = writer.finish().unwrap();
        assert!(read_variant(&mut Reader::new(&stub), objects).is_err(), "{vt:#x}");
    }
}
