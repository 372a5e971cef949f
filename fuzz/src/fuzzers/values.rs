//! Values that follow the tables, and objects that can be told apart.

use wua_com::table::Type;
use wua_com::{Date, Decimal, Error, Family, HResult, Interface, Object, ObjectRef, Value, code};
use wua_rpc::ndr::Objects;

use crate::mutation::Random;

/// Nothing but itself.
struct Thing(#[expect(dead_code, reason = "what has a size has an address of its own")] u8);

impl Object for Thing {
    fn families(&self) -> &'static [Family] {
        &[]
    }
}

/// Objects by number: a reference is the number with the identifier of the interface behind it.
pub(super) struct Shelf(pub(super) Vec<ObjectRef>);

impl Shelf {
    pub(super) fn new() -> Self {
        Self((0..3).map(|_| ObjectRef::new(Thing(1))).collect())
    }
}

impl Objects for Shelf {
    fn marshal(&mut self, object: &ObjectRef, interface: &'static Interface) -> Result<Vec<u8>, Error> {
        let number = self
            .0
            .iter()
            .position(|known| known == object)
            .ok_or(code::E_UNEXPECTED)?;
        let mut bytes = vec![u8::try_from(number).unwrap()];
        bytes.extend(interface.iid.to_string().bytes());
        Ok(bytes)
    }

    fn unmarshal(&mut self, reference: &[u8], interface: &'static Interface) -> Result<ObjectRef, Error> {
        let (number, iid) = reference.split_first().ok_or(code::E_INVALIDARG)?;
        if iid != interface.iid.to_string().as_bytes() {
            return Err(code::E_NOINTERFACE.into());
        }
        let object = self.0.get(usize::from(*number));
        object.cloned().ok_or_else(|| code::E_INVALIDARG.into())
    }
}

const TEXTS: [&str; 8] = [
    "",
    "a",
    "KB5",
    "Sicherheitsupdate für Ü",
    "𝄞",
    "IsInstalled=0 and IsHidden=0",
    "\0",
    "7971f918-a847-4430-9279-4a52d1efe18d",
];

fn text(random: &mut Random) -> Value {
    Value::from(*random.one_of(&TEXTS))
}

fn i32(random: &mut Random) -> i32 {
    let [a, b, c, d, ..] = random.number().to_le_bytes();
    i32::from_le_bytes([a, b, c, d])
}

fn date(random: &mut Random) -> Date {
    Date(f64::from(i32(random)) / 1e5)
}

fn decimal(random: &mut Random) -> Decimal {
    let mantissa = u128::from(random.next()) << 32 | u128::from(random.next() & 0xFFFF_FFFF);
    let scale = u8::try_from(random.below(29)).unwrap();
    Decimal::from_parts(mantissa, scale, random.one_in(2)).unwrap()
}

fn object(random: &mut Random, objects: &[ObjectRef]) -> Option<ObjectRef> {
    objects.get(random.below(objects.len() + 1)).cloned()
}

/// A value that a VARIANT can hold.
pub(super) fn variant(random: &mut Random, objects: &[ObjectRef], depth: usize) -> Value {
    let number = random.number();
    let [byte, ..] = number.to_le_bytes();
    match random.below(if depth == 0 { 21 } else { 22 }) {
        0 => Value::Empty,
        1 => Value::Null,
        2 => Value::Bool(byte % 2 == 1),
        3 => Value::I1(byte.cast_signed()),
        4 => Value::U1(byte),
        5 => Value::I2(i16::from(byte) - 300),
        6 => Value::U2(u16::from(byte) * 257),
        7 => Value::I4(i32(random)),
        8 => Value::U4(i32(random).cast_unsigned()),
        9 => Value::I8(number.cast_signed()),
        10 => Value::U8(number),
        11 => Value::R4(f32::from(byte) / 3.0),
        12 => Value::R8(f64::from(i32(random)) / 7.0),
        13 => Value::Currency(number.cast_signed()),
        14 => Value::Date(date(random)),
        15 => Value::Decimal(decimal(random)),
        16 => text(random),
        17 => Value::Error(HResult::from_i32(i32(random))),
        18 => Value::Object(object(random, objects)),
        19 => Value::Unknown(object(random, objects)),
        20 => Value::Bytes((0..random.below(9)).map(|_| random.byte()).collect()),
        _ => {
            let count = random.below(4);
            let items: Vec<Value> = (0..count).map(|_| variant(random, objects, depth - 1)).collect();
            Value::Array(items.into())
        }
    }
}

/// A value of a type of the tables.
pub(super) fn value(random: &mut Random, ty: Type, objects: &[ObjectRef]) -> Value {
    match ty {
        Type::Bool => Value::Bool(random.one_in(2)),
        Type::Long => Value::I4(if random.one_in(2) { 0 } else { i32(random) }),
        Type::Dword | Type::Lcid => Value::U4(i32(random).cast_unsigned()),
        Type::Hwnd => Value::U8(i64::from(i32(random)).cast_unsigned()),
        Type::Bstr => text(random),
        Type::Date => Value::Date(date(random)),
        Type::Decimal => Value::Decimal(decimal(random)),
        Type::Variant => variant(random, objects, 2),
        Type::Unknown => Value::Unknown(object(random, objects)),
        Type::Interface(_) => Value::Object(object(random, objects)),
        Type::Enumeration(enumeration) => Value::I4(random.one_of(enumeration.values).1),
    }
}
