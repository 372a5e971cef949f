//! BSTR, VARIANT and SAFEARRAY: bytes that were seen on the wire, and properties.

use proptest::prelude::*;
use wua_com::{Date, Decimal, Value, code};

use super::support::{Random, Shelf};
use crate::ndr::variant::{read_variant, write_value, write_variant};
use crate::ndr::{Answer, Reader, Variant, Writer, text};

pub(crate) fn bytes(hex: &str) -> Vec<u8> {
    let digits: Vec<u8> = hex.bytes().filter(u8::is_ascii_hexdigit).collect();
    let digit = |digit: u8| u8::try_from(char::from(digit).to_digit(16).unwrap()).unwrap();
    digits
        .chunks(2)
        .map(|pair| digit(pair[0]) << 4 | digit(pair[1]))
        .collect()
}

fn written(value: &Value) -> Vec<u8> {
    let mut writer = Writer::new();
    write_value(&mut writer, value, &mut Shelf::default()).unwrap();
    writer.finish().unwrap()
}

fn read(bytes: &[u8]) -> Result<Variant, crate::ndr::Error> {
    read_variant(&mut Reader::new(bytes), &mut Shelf::default())
}

/// A VARIANT behind its pointer, and padding up to the structure.
fn body(hex: &str) -> Vec<u8> {
    [bytes("55736572 00000000"), bytes(hex)].concat()
}

#[test]
fn variants_as_they_were_seen_on_the_wire() {
    let seen: [(Value, &str); 5] = [
        (
            Value::I4(42),
            "0300000000000000 0300000000000000 03000000 2a000000",
        ),
        (
            Value::Bool(true),
            "0300000000000000 0b00000000000000 0b000000 ffff",
        ),
        (
            Value::from("KB5"),
            "0600000000000000 0800000000000000 08000000 55736572 03000000 06000000 03000000 4b0042003500",
        ),
        (
            Value::Date(Date(45000.5)),
            "0400000000000000 0700000000000000 07000000 00000000 0000000010f9e540",
        ),
        (
            Value::Decimal(Decimal::from(1_234_567_890_u64)),
            "0500000000000000 0e00000000000000 0e000000 00000000 00000000 00000000 d202964900000000",
        ),
    ];
    for (value, hex) in seen {
        assert_eq!(written(&value), body(hex), "{value:?}");
        assert_eq!(read(&body(hex)).unwrap().value, value);
    }
}

#[test]
fn a_bstr_as_it_was_seen_on_the_wire() {
    let mut writer = Writer::new();
    text::write_bstr_body(&mut writer, "abc");
    let seen = bytes("03000000 06000000 03000000 610062006300");
    assert_eq!(writer.finish().unwrap(), seen);
    assert_eq!(&*text::read_bstr_body(&mut Reader::new(&seen)).unwrap(), "abc");
}

#[test]
fn a_decimal_has_its_scale_before_its_sign() {
    let seen = bytes("0000 02 80 00000000 d202964900000000");
    let decimal = crate::ndr::variant::read_decimal(&mut Reader::new(&seen)).unwrap();
    assert_eq!(decimal.to_string(), "-12345678.9");
    let mut writer = Writer::new();
    crate::ndr::variant::write_decimal(&mut writer, decimal);
    assert_eq!(writer.finish().unwrap(), seen);
}

#[test]
fn both_forms_of_a_null_bstr_are_empty_texts() {
    for hex in [
        "00000000",
        "01000000 00000000 ffffffff 00000000",
        "01000000 00000000 00000000 00000000",
    ] {
        assert_eq!(
            &*text::read_bstr(&mut Reader::new(&bytes(hex))).unwrap(),
            "",
            "{hex}"
        );
    }
}

#[test]
fn a_bstr_with_an_odd_number_of_bytes_loses_the_odd_one() {
    let odd = bytes("01000000 02000000 03000000 02000000 6100 6200");
    assert_eq!(&*text::read_bstr(&mut Reader::new(&odd)).unwrap(), "a");
}

#[test]
fn half_a_surrogate_pair_is_replaced() {
    let half = bytes("01000000 02000000 04000000 02000000 34d8 6200");
    assert_eq!(&*text::read_bstr(&mut Reader::new(&half)).unwrap(), "\u{FFFD}b");
}

#[test]
fn an_array_of_bytes_stands_behind_two_pointers_and_says_its_type_three_times() {
    let array = body(
        "0900000000000000 1120000000000000 00200000 55736572 55736572 \
         01000000 0100 8000 01000000 00001100 10000000 04000000 04000200 04000000 00000000 04000000 deadbeef",
    );
    let value = Value::Bytes([0xDE, 0xAD, 0xBE, 0xEF].into());
    assert_eq!(written(&value), array);
    assert_eq!(read(&array).unwrap().value, value);
}

#[test]
fn an_array_behind_one_pointer_is_understood() {
    let array = body(
        "0900000000000000 1120000000000000 00200000 55736572 \
         01000000 0100 8000 01000000 00001100 10000000 02000000 04000200 02000000 00000000 02000000 cafe",
    );
    assert_eq!(read(&array).unwrap().value, Value::Bytes([0xCA, 0xFE].into()));
}

#[test]
fn arrays_of_other_types_are_understood_and_go_back_as_they_came() {
    let strings = body(
        "1000000000000000 0860000000000000 00600000 01000000 02000000 03000000 \
         01000000 0100 8001 04000000 00000800 08000000 02000000 04000200 02000000 00000000 02000000 \
         01000000 02000000 01000000 02000000 01000000 61000000 01000000 02000000 01000000 6200",
    );
    let variant = read(&strings).unwrap();
    assert!(variant.is_reference());
    assert_eq!(
        variant.value,
        Value::Array([Value::from("a"), Value::from("b")].into())
    );
    let mut writer = Writer::new();
    write_variant(&mut writer, &variant, &mut Shelf::default()).unwrap();
    let again = writer.finish().unwrap();
    assert_eq!(read(&again).unwrap(), variant);
    assert_eq!(again.len(), strings.len());
}

#[test]
fn a_value_by_reference_goes_back_by_reference() {
    // VT_INT by reference is not VT_I4 by reference to the one who waits for it.
    let seen = body("0400000000000000 1640000000000000 16400000 01000000 2a000000");
    let variant = read(&seen).unwrap();
    assert_eq!(variant.value, Value::I4(42));
    let mut writer = Writer::new();
    write_variant(&mut writer, &variant, &mut Shelf::default()).unwrap();
    let again = writer.finish().unwrap();
    assert_eq!((again[16], again[17], again.len()), (0x16, 0x40, seen.len()));
}

#[test]
fn a_truth_value_that_is_neither_is_refused_without_a_fault() {
    let error = read(&body("0300000000000000 0b00000000000000 0b000000 0100")).unwrap_err();
    assert_eq!(error.answer(), Answer::Failure(code::E_INVALIDARG));
}

#[test]
fn garbage_in_padding_is_nobodys_business() {
    let seen =
        bytes("55736572 cececece 99000000 77777777 0700 eeeeeeeeeeee 07000000 cececece 0000000010f9e540");
    assert_eq!(read(&seen).unwrap().value, Value::Date(Date(45000.5)));
}

proptest! {
    #[test]
    fn any_text_survives(text in any::<String>(), before in 0_usize..9) {
        let mut writer = Writer::new();
        writer.bytes(&vec![0xCE; before]);
        text::write_bstr(&mut writer, &text);
        text::write_string(&mut writer, "end");
        let bytes = writer.finish().unwrap();
        let mut reader = Reader::new(&bytes);
        reader.bytes(before).unwrap();
        prop_assert_eq!(&*text::read_bstr(&mut reader).unwrap(), text.as_str());
        prop_assert_eq!(text::read_string(&mut reader).unwrap(), "end");
    }

    #[test]
    fn any_value_survives_wherever_it_stands(seed in 1_u64.., before in 0_usize..9) {
        let shelf = &mut Shelf::with(3);
        let value = Random(seed).variant(shelf, 4);
        let mut writer = Writer::new();
        writer.bytes(&vec![0xCE; before]);
        write_value(&mut writer, &value, shelf).unwrap();
        writer.u32(0x1234);
        let bytes = writer.finish().unwrap();
        let mut reader = Reader::new(&bytes);
        reader.bytes(before).unwrap();
        prop_assert_eq!(read_variant(&mut reader, shelf).unwrap().value, value);
        prop_assert_eq!(reader.u32().unwrap(), 0x1234);
    }

    #[test]
    fn any_value_survives_by_reference(seed in 1_u64..) {
        let shelf = &mut Shelf::with(3);
        let variant = Variant::by_reference(Random(seed).variant(shelf, 4));
        let mut writer = Writer::new();
        write_variant(&mut writer, &variant, shelf).unwrap();
        let bytes = writer.finish().unwrap();
        prop_assert_eq!(read_variant(&mut Reader::new(&bytes), shelf).unwrap(), variant);
    }

    #[test]
    fn any_bytes_survive(bytes in proptest::collection::vec(any::<u8>(), 0..500)) {
        let value = Value::Bytes(bytes.into());
        prop_assert_eq!(read(&written(&value)).unwrap().value, value);
    }

    #[test]
    fn the_size_of_a_variant_counts_all_that_belongs_to_it(seed in 1_u64..) {
        let shelf = &mut Shelf::with(3);
        let value = Random(seed).variant(shelf, 3);
        let mut writer = Writer::new();
        write_value(&mut writer, &value, shelf).unwrap();
        let bytes = writer.finish().unwrap();
        let size = u32::from_le_bytes(bytes[8..12].try_into().unwrap());
        prop_assert_eq!(usize::try_from(size).unwrap(), (bytes.len() - 8).div_ceil(8));
    }
}
