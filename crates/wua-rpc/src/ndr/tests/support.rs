//! Objects for tests, and a generator of values that follows the tables.

use std::sync::Arc;

use wua_com::standard::{IDISPATCH, IENUM_VARIANT};
use wua_com::table::Type;
use wua_com::{Date, Decimal, Family, HResult, Interface, Object, ObjectRef, Slot, Value, code};
use wua_defs::interfaces::INTERFACES;

use crate::ndr::Objects;

/// An object that can be told from another one.
pub(crate) struct Thing(#[expect(dead_code, reason = "makes the object larger than nothing")] u8);

impl Object for Thing {
    fn families(&self) -> &'static [Family] {
        &[]
    }
}

/// Keeps objects by number; a reference is the number with the interface behind it.
#[derive(Default)]
pub(crate) struct Shelf {
    pub(crate) objects: Vec<ObjectRef>,
}

impl Shelf {
    pub(crate) fn with(count: usize) -> Self {
        let objects = (0..count).map(|_| ObjectRef::new(Thing(1))).collect();
        Self { objects }
    }
}

impl Objects for Shelf {
    fn marshal(
        &mut self,
        object: &ObjectRef,
        interface: &'static Interface,
    ) -> Result<Vec<u8>, wua_com::Error> {
        let number = self.objects.iter().position(|known| known == object);
        let number = number.ok_or_else(|| wua_com::Error::from(code::E_UNEXPECTED))?;
        // References are of any length.
        let mut bytes = vec![u8::try_from(number).unwrap()];
        bytes.extend(interface.iid.to_string().bytes());
        Ok(bytes)
    }

    fn unmarshal(
        &mut self,
        reference: &[u8],
        interface: &'static Interface,
    ) -> Result<ObjectRef, wua_com::Error> {
        let (number, iid) = reference.split_first().ok_or(code::E_INVALIDARG)?;
        if iid != interface.iid.to_string().as_bytes() {
            return Err(code::E_NOINTERFACE.into());
        }
        let object = self.objects.get(usize::from(*number));
        object.cloned().ok_or_else(|| code::E_INVALIDARG.into())
    }
}

/// Marsaglia's xorshift: every run sees the same values.
pub(crate) struct Random(pub(crate) u64);

impl Random {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    pub(crate) fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() >> 33).unwrap() % limit
    }

    pub(crate) fn byte(&mut self) -> u8 {
        self.next().to_le_bytes()[5]
    }

    pub(crate) fn i32(&mut self) -> i32 {
        let [a, b, c, d, ..] = self.next().to_le_bytes();
        i32::from_le_bytes([a, b, c, d])
    }

    pub(crate) fn text(&mut self) -> Value {
        const TEXTS: &[&str] = &[
            "",
            "a",
            "KB5",
            "Sicherheitsupdate für Ü",
            "𝄞",
            "IsInstalled=0 and IsHidden=0",
            "\0",
        ];
        Value::from(TEXTS[self.below(TEXTS.len())])
    }

    fn object(&mut self, kept: &Shelf) -> Option<ObjectRef> {
        let number = self.below(kept.objects.len() + 1);
        kept.objects.get(number).cloned()
    }

    pub(crate) fn decimal(&mut self) -> Decimal {
        let mantissa = u128::from(self.next()) << 32 | u128::from(self.next() & 0xFFFF_FFFF);
        let scale = u8::try_from(self.below(29)).unwrap();
        Decimal::from_parts(mantissa, scale, self.below(2) == 1).unwrap()
    }

    /// A value that a VARIANT can hold.
    pub(crate) fn variant(&mut self, kept: &Shelf, depth: usize) -> Value {
        let number = self.next();
        match self.below(if depth == 0 { 21 } else { 22 }) {
            0 => Value::Empty,
            1 => Value::Null,
            2 => Value::Bool(number.is_multiple_of(2)),
            3 => Value::I1(self.byte().cast_signed()),
            4 => Value::U1(self.byte()),
            5 => Value::I2(i16::from(self.byte()) - 300),
            6 => Value::U2(u16::from(self.byte()) * 257),
            7 => Value::I4(self.i32()),
            8 => Value::U4(self.i32().cast_unsigned()),
            9 => Value::I8(number.cast_signed()),
            10 => Value::U8(number),
            11 => Value::R4(f32::from(self.byte()) / 3.0),
            12 => Value::R8(f64::from(self.i32()) / 7.0),
            13 => Value::Currency(number.cast_signed()),
            14 => Value::Date(Date(f64::from(self.i32()) / 1e5)),
            15 => Value::Decimal(self.decimal()),
            16 => self.text(),
            17 => Value::Error(HResult::from_i32(self.i32())),
            18 => Value::Object(self.object(kept)),
            19 => Value::Unknown(self.object(kept)),
            20 => Value::Bytes((0..self.below(9)).map(|_| self.byte()).collect()),
            _ => Value::Array(Arc::from_iter(
                (0..self.below(4))
                    .map(|_| self.variant(kept, depth - 1))
                    .collect::<Vec<_>>(),
            )),
        }
    }

    /// A value of a type of the tables.
    pub(crate) fn value(&mut self, ty: Type, kept: &Shelf) -> Value {
        match ty {
            Type::Bool => Value::Bool(self.below(2) == 1),
            Type::Long => Value::I4(self.i32()),
            Type::Dword | Type::Lcid => Value::U4(self.i32().cast_unsigned()),
            Type::Hwnd => Value::U8(i64::from(self.i32()).cast_unsigned()),
            Type::Bstr => self.text(),
            Type::Date => Value::Date(Date(f64::from(self.i32()) / 1e5)),
            Type::Decimal => Value::Decimal(self.decimal()),
            Type::Variant => self.variant(kept, 2),
            Type::Unknown => Value::Unknown(self.object(kept)),
            Type::Interface(_) => Value::Object(self.object(kept)),
            Type::Enumeration(enumeration) => {
                Value::I4(enumeration.values[self.below(enumeration.values.len())].1)
            }
        }
    }
}

/// All interfaces that can be called, with their slots beyond `IUnknown`.
pub(crate) fn all_slots() -> Vec<(&'static Interface, Slot)> {
    let interfaces = INTERFACES.iter().copied().chain([&IDISPATCH, &IENUM_VARIANT]);
    interfaces
        .flat_map(|interface| (3..interface.slot_count()).map(move |slot| (interface, Slot(slot))))
        .collect()
}
