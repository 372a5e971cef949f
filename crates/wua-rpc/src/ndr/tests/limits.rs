//! What hostile counts and nesting cost: an error, and nothing else.

use wua_com::{Value, code};

use super::support::Shelf;
use super::values::bytes;
use crate::ndr::variant::{read_variant, write_value};
use crate::ndr::{Answer, DEPTH, Error, Reader, Writer, text};

fn nested(levels: usize) -> Vec<u8> {
    let value = (0..levels).fold(Value::I4(1), |inner, _| Value::Array([inner].into()));
    let mut writer = Writer::new();
    write_value(&mut writer, &value, &mut Shelf::default()).unwrap();
    writer.finish().unwrap()
}

#[test]
fn a_string_of_two_to_the_thirty_one_characters_is_refused() {
    for hex in [
        "01000000 00000080 00000000 00000080",
        "01000000 ffffffff fffffffe ffffffff",
        "01000000 02000000 04000000 03000000 61006200",
        "01000000 02000000 06000000 02000000 61006200",
    ] {
        assert!(text::read_bstr(&mut Reader::new(&bytes(hex))).is_err(), "{hex}");
    }
    for hex in [
        "00000080 00000000 00000080",
        "01000000 01000000 01000000 6100",
        "01000000 00000000 02000000 61006200",
    ] {
        assert!(text::read_string(&mut Reader::new(&bytes(hex))).is_err(), "{hex}");
    }
}

#[test]
fn values_are_nested_as_deep_as_allowed_and_no_deeper() {
    // A variant and its array are two levels.
    let allowed = usize::from(DEPTH / 2) - 1;
    let read = |levels| read_variant(&mut Reader::new(&nested(levels)), &mut Shelf::default());
    assert!(read(allowed).is_ok());
    for levels in [allowed + 1, 100, 1000] {
        assert!(matches!(read(levels), Err(Error::TooDeep)), "{levels}");
    }
}

#[test]
fn counts_of_arrays_are_held_against_the_data() {
    let array = |count: &str, bound: &str, conformance: &str| {
        bytes(&format!(
            "55736572 00000000 0000000000000000 0c20000000000000 00200000 55736572 55736572 \
             01000000 0100 8008 10000000 00000c00 0c000000 {count} 04000200 {bound} 00000000 {conformance} 00000000"
        ))
    };
    let read = |bytes: &[u8]| read_variant(&mut Reader::new(bytes), &mut Shelf::default());
    assert_eq!(
        read(&array("01000000", "01000000", "01000000")).unwrap().value,
        Value::Array([Value::Empty].into())
    );
    for (count, bound, conformance) in [
        ("02000000", "02000000", "02000000"),
        ("ffffff3f", "ffffff3f", "ffffff3f"),
        ("ffffffff", "ffffffff", "ffffffff"),
        ("01000000", "02000000", "01000000"),
        ("01000000", "01000000", "00000000"),
    ] {
        assert!(
            read(&array(count, bound, conformance)).is_err(),
            "{count} {bound} {conformance}"
        );
    }
}

#[test]
fn arrays_of_one_stub_hold_so_many_values_together() {
    // Null pointers to variants are the cheapest values on the wire.
    let cheap = |count: u32| {
        let mut writer = Writer::new();
        writer.bytes(&bytes(
            "55736572 00000000 0000000000000000 0c20000000000000 00200000 55736572 55736572",
        ));
        writer.bytes(&bytes("01000000 0100 8008 10000000 00000c00 0c000000"));
        writer.u32(count);
        writer.pointer(true);
        writer.u32(count);
        writer.u32(0);
        writer.u32(count);
        for _ in 0..count {
            writer.u32(0);
        }
        writer.finish().unwrap()
    };
    let read = |bytes: &[u8]| read_variant(&mut Reader::new(bytes), &mut Shelf::default());
    assert!(read(&cheap(0x2_0000)).is_ok());
    assert!(matches!(read(&cheap(0x2_0001)), Err(Error::Count { .. })));
    assert!(size_of::<Value>() <= 48, "{}", size_of::<Value>());
}

#[test]
fn more_than_one_dimension_is_refused() {
    let array = bytes(
        "55736572 00000000 0000000000000000 1120000000000000 00200000 55736572 55736572 \
         02000000 0200 8000 01000000 00001100 10000000 01000000 04000200 01000000 00000000 01000000 00000000 \
         01000000 aa",
    );
    let error = read_variant(&mut Reader::new(&array), &mut Shelf::default()).unwrap_err();
    // The bytes are right, so it is the call that fails.
    assert_eq!(error.answer(), Answer::Failure(code::DISP_E_TYPEMISMATCH));
}
