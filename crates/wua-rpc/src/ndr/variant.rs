//! VARIANT ([MS-OAUT] 2.2.29): a pointer to a structure that says its type twice.

use wua_com::standard::{IDISPATCH, IUNKNOWN};
use wua_com::{Date, Decimal, HResult, Value, code};

use super::{Error, Objects, Reader, Writer, read_object, safe_array, text, vt, write_object};

/// A VARIANT as it travelled: a value, and the type under which it came. `VT_INT` and `VT_I4` are the same value, and a
/// value may have come by reference; who gives an argument back has to give it back as it came.
#[derive(Clone, Debug, PartialEq)]
pub struct Variant {
    vt: u16,
    /// The value, behind its reference if it came by one.
    pub value: Value,
}

impl Variant {
    /// A value by reference: what `[in, out]` arguments are.
    #[must_use]
    pub fn by_reference(value: Value) -> Self {
        let vt = match value {
            // There is no reference to nothing; a reference to a variant can hold it.
            Value::Empty | Value::Null => vt::VARIANT,
            _ => vt::of(&value),
        };
        Self {
            vt: vt | vt::BYREF,
            value,
        }
    }

    /// Whether it came by reference.
    #[must_use]
    pub fn is_reference(&self) -> bool {
        self.vt & vt::BYREF != 0
    }
}

impl From<Value> for Variant {
    fn from(value: Value) -> Self {
        Self {
            vt: vt::of(&value),
            value,
        }
    }
}

/// A VARIANT with its pointer. A null pointer is taken for an empty one.
pub fn read_variant(reader: &mut Reader<'_>, objects: &mut dyn Objects) -> Result<Variant, Error> {
    if reader.pointer()? {
        read_variant_body(reader, objects)
    } else {
        Ok(Value::Empty.into())
    }
}

/// What the pointer of a VARIANT points to.
pub(crate) fn read_variant_body(
    reader: &mut Reader<'_>,
    objects: &mut dyn Objects,
) -> Result<Variant, Error> {
    reader.nested(|reader| {
        reader.align(8);
        // The size is not needed, and not everybody sets it right.
        let (_size, _reserved) = (reader.u32()?, reader.u32()?);
        let vt = reader.u16()?;
        reader.bytes(6)?;
        let tag = reader.u32()?;
        if tag != tag_of(vt) {
            return Err(reader.unexpected("the tag of a VARIANT", tag));
        }
        let value = read_arm(reader, vt, objects)?;
        Ok(Variant { vt, value })
    })
}

/// A value as a VARIANT with its pointer.
pub fn write_value(writer: &mut Writer, value: &Value, objects: &mut dyn Objects) -> Result<(), Error> {
    writer.user_pointer();
    write_value_body(writer, value, objects)
}

/// What the pointer of a VARIANT points to.
pub(crate) fn write_value_body(
    writer: &mut Writer,
    value: &Value,
    objects: &mut dyn Objects,
) -> Result<(), Error> {
    write_body(writer, vt::of(value), value, objects)
}

/// A VARIANT with its pointer, as it came.
pub fn write_variant(writer: &mut Writer, variant: &Variant, objects: &mut dyn Objects) -> Result<(), Error> {
    writer.user_pointer();
    write_variant_body(writer, variant, objects)
}

/// What the pointer of a VARIANT points to, as it came.
pub(crate) fn write_variant_body(
    writer: &mut Writer,
    variant: &Variant,
    objects: &mut dyn Objects,
) -> Result<(), Error> {
    write_body(writer, variant.vt, &variant.value, objects)
}

fn write_body(writer: &mut Writer, vt: u16, value: &Value, objects: &mut dyn Objects) -> Result<(), Error> {
    writer.align(8);
    let start = writer.position();
    writer.u32(0);
    writer.u32(0);
    writer.u16(vt);
    writer.bytes(&[0; 6]);
    writer.u32(tag_of(vt));
    write_arm(writer, vt, value, objects)?;
    // The size counts in units of eight bytes and holds everything that belongs to the value.
    let size = (writer.position() - start).div_ceil(8);
    writer.patch(start, size);
    Ok(())
}

/// The union does not tell arrays apart.
fn tag_of(vt: u16) -> u32 {
    let tag = if vt & vt::ARRAY == 0 {
        vt
    } else {
        vt & (vt::ARRAY | vt::BYREF)
    };
    tag.into()
}

fn read_arm(reader: &mut Reader<'_>, vt: u16, objects: &mut dyn Objects) -> Result<Value, Error> {
    let by_reference = vt & vt::BYREF != 0;
    let plain = vt & !vt::BYREF;
    if plain & vt::ARRAY != 0 {
        return safe_array::read_pointed(reader, plain & !vt::ARRAY, by_reference, objects);
    }
    match (by_reference, plain) {
        (false, vt::EMPTY) => Ok(Value::Empty),
        (false, vt::NULL) => Ok(Value::Null),
        (true, _) if !reader.pointer()? => Err(reader.unexpected("a reference of a VARIANT", 0_u32)),
        (true, vt::VARIANT) => read_variant(reader, objects).map(|variant| variant.value),
        _ => read_plain(reader, plain, objects),
    }
}

fn write_arm(writer: &mut Writer, vt: u16, value: &Value, objects: &mut dyn Objects) -> Result<(), Error> {
    let by_reference = vt & vt::BYREF != 0;
    let plain = vt & !vt::BYREF;
    if plain & vt::ARRAY != 0 {
        return safe_array::write_pointed(writer, plain & !vt::ARRAY, by_reference, value, objects);
    }
    if by_reference {
        writer.pointer(true);
    }
    match plain {
        vt::EMPTY | vt::NULL => Ok(()),
        vt::VARIANT => write_value(writer, value, objects),
        _ => write_plain(writer, value, objects),
    }
}

/// A value of one of the plain types, with what its own pointer points to.
pub(crate) fn read_plain(
    reader: &mut Reader<'_>,
    vt: u16,
    objects: &mut dyn Objects,
) -> Result<Value, Error> {
    Ok(match vt {
        vt::I1 => Value::I1(reader.u8()?.cast_signed()),
        vt::UI1 => Value::U1(reader.u8()?),
        vt::I2 => Value::I2(reader.u16()?.cast_signed()),
        vt::UI2 => Value::U2(reader.u16()?),
        vt::I4 | vt::INT => Value::I4(reader.i32()?),
        vt::UI4 | vt::UINT => Value::U4(reader.u32()?),
        vt::I8 => Value::I8(reader.u64()?.cast_signed()),
        vt::UI8 => Value::U8(reader.u64()?),
        vt::R4 => Value::R4(f32::from_bits(reader.u32()?)),
        vt::R8 => Value::R8(reader.f64()?),
        vt::CY => Value::Currency(reader.u64()?.cast_signed()),
        vt::DATE => Value::Date(Date(reader.f64()?)),
        vt::ERROR => Value::Error(HResult::from_u32(reader.u32()?)),
        vt::BOOL => read_bool(reader)?,
        vt::DECIMAL => Value::Decimal(read_decimal(reader)?),
        vt::BSTR => Value::Text(text::read_bstr(reader)?),
        vt::UNKNOWN => Value::Unknown(read_object(reader, &IUNKNOWN, objects)?),
        vt::DISPATCH => Value::Object(read_object(reader, &IDISPATCH, objects)?),
        _ => return Err(reader.unexpected("the type of a VARIANT", vt)),
    })
}

/// Writes what [`read_plain`] reads.
pub(crate) fn write_plain(
    writer: &mut Writer,
    value: &Value,
    objects: &mut dyn Objects,
) -> Result<(), Error> {
    match value {
        Value::Bool(truth) => write_bool(writer, *truth),
        Value::I1(number) => writer.u8(number.cast_unsigned()),
        Value::U1(number) => writer.u8(*number),
        Value::I2(number) => writer.u16(number.cast_unsigned()),
        Value::U2(number) => writer.u16(*number),
        Value::I4(number) => writer.i32(*number),
        Value::U4(number) => writer.u32(*number),
        Value::I8(number) | Value::Currency(number) => writer.u64(number.cast_unsigned()),
        Value::U8(number) => writer.u64(*number),
        Value::R4(number) => writer.u32(number.to_bits()),
        Value::R8(number) => writer.f64(*number),
        Value::Date(date) => writer.f64(date.0),
        Value::Decimal(decimal) => write_decimal(writer, *decimal),
        Value::Text(text) => text::write_bstr(writer, text),
        Value::Error(hresult) => writer.u32(hresult.to_u32()),
        Value::Object(object) => write_object(writer, object.as_ref(), &IDISPATCH, objects)?,
        Value::Unknown(object) => write_object(writer, object.as_ref(), &IUNKNOWN, objects)?,
        Value::Empty | Value::Null | Value::Bytes(_) | Value::Array(_) => {
            return Err(Error::Value {
                wanted: "a plain value",
                given: value.kind(),
            });
        }
    }
    Ok(())
}

/// A `VARIANT_BOOL`. What is neither true nor false is an argument to refuse, as it is for local callers.
pub(crate) fn read_bool(reader: &mut Reader<'_>) -> Result<Value, Error> {
    let raw = reader.u16()?.cast_signed();
    Value::from_variant_bool(raw).ok_or(Error::Argument {
        hresult: code::E_INVALIDARG,
        message: "a VARIANT_BOOL is -1 or 0",
    })
}

/// Writes a `VARIANT_BOOL`.
pub(crate) fn write_bool(writer: &mut Writer, truth: bool) {
    writer.u16(if truth { u16::MAX } else { 0 });
}

/// The sign of a DECIMAL ([MS-OAUT] 2.2.26).
const NEGATIVE: u8 = 0x80;

/// A DECIMAL.
pub(crate) fn read_decimal(reader: &mut Reader<'_>) -> Result<Decimal, Error> {
    reader.align(8);
    let _reserved = reader.u16()?;
    let (scale, sign) = (reader.u8()?, reader.u8()?);
    let (high, low) = (reader.u32()?, reader.u64()?);
    Decimal::from_parts(
        u128::from(high) << 64 | u128::from(low),
        scale,
        sign & NEGATIVE != 0,
    )
    .ok_or(Error::Argument {
        hresult: code::E_INVALIDARG,
        message: "the scale of a DECIMAL is at most 28",
    })
}

/// Writes a DECIMAL.
pub(crate) fn write_decimal(writer: &mut Writer, decimal: Decimal) {
    let bytes = decimal.mantissa().to_le_bytes();
    writer.align(8);
    writer.u16(0);
    writer.u8(decimal.scale());
    writer.u8(if decimal.is_negative() { NEGATIVE } else { 0 });
    // Ninety-six bits: the upper third first.
    let (low, high) = bytes.split_at(8);
    writer.bytes(high.get(..4).unwrap_or_default());
    writer.bytes(low);
}
