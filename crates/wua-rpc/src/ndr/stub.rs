//! The parameters of the members of the interface tables: one interpreter for all of them, both ways.
//!
//! What stands around them (`ORPCTHIS`, `ORPCTHAT`) is [`crate::orpc`]'s.

use wua_com::standard::IUNKNOWN;
use wua_com::table::{Member, Type};
use wua_com::{Date, Decimal, HResult, Success, Value};

use super::variant::{read_bool, read_decimal, read_variant, write_bool, write_decimal, write_value};
use super::{Error, Objects, Reader, Writer, read_object, text, write_object};

/// What the handle of a window says of itself when it comes from another computer (`WDT_REMOTE_CALL`).
const REMOTE_HANDLE: u32 = 0x5274_6457;

/// Reads the arguments of a call.
pub fn read_arguments(
    reader: &mut Reader<'_>,
    member: &Member,
    objects: &mut dyn Objects,
) -> Result<Vec<Value>, Error> {
    let mut arguments = Vec::with_capacity(member.params.len());
    for param in member.params {
        arguments.push(read(reader, param.ty, objects)?);
    }
    Ok(arguments)
}

/// Writes the arguments of a call.
pub fn write_arguments(
    writer: &mut Writer,
    member: &Member,
    arguments: &[Value],
    objects: &mut dyn Objects,
) -> Result<(), Error> {
    if arguments.len() != member.params.len() {
        return Err(Error::Value {
            wanted: "the parameters of the member",
            given: "another number of arguments",
        });
    }
    for (param, argument) in member.params.iter().zip(arguments) {
        write(writer, param.ty, argument, objects)?;
    }
    Ok(())
}

/// Reads what a member answered: the inner error is the HRESULT of a call that failed.
pub fn read_result(
    reader: &mut Reader<'_>,
    member: &Member,
    objects: &mut dyn Objects,
) -> Result<Result<Success<Value>, HResult>, Error> {
    let value = match member.returns {
        Some(ty) => read(reader, ty, objects)?,
        None => Value::Empty,
    };
    let hresult = HResult::from_u32(reader.u32()?);
    Ok(if hresult.is_success() {
        Ok(Success { hresult, value })
    } else {
        Err(hresult)
    })
}

/// Writes what a member answered. Should that fail, nothing has been written: the failure can be answered instead.
pub fn write_result(
    writer: &mut Writer,
    member: &Member,
    result: Result<&Success<Value>, HResult>,
    objects: &mut dyn Objects,
) -> Result<(), Error> {
    let success = match result {
        Ok(success) => success,
        Err(hresult) => {
            write_failure(writer, member, hresult);
            return Ok(());
        }
    };
    writer.all_or_nothing(|writer| {
        if let Some(ty) = member.returns {
            write(writer, ty, &success.value, objects)?;
        }
        writer.u32(success.hresult.to_u32());
        Ok(())
    })
}

/// Writes that a member failed.
pub(crate) fn write_failure(writer: &mut Writer, member: &Member, hresult: HResult) {
    if let Some(ty) = member.returns {
        write_nothing(writer, ty);
    }
    writer.u32(hresult.to_u32());
}

fn read(reader: &mut Reader<'_>, ty: Type, objects: &mut dyn Objects) -> Result<Value, Error> {
    Ok(match ty {
        Type::Bool => read_bool(reader)?,
        Type::Long | Type::Enumeration(_) => Value::I4(reader.i32()?),
        Type::Dword | Type::Lcid => Value::U4(reader.u32()?),
        Type::Hwnd => read_window(reader)?,
        Type::Bstr => Value::Text(text::read_bstr(reader)?),
        Type::Date => Value::Date(Date(reader.f64()?)),
        Type::Decimal => Value::Decimal(read_decimal(reader)?),
        Type::Variant => read_variant(reader, objects)?.value,
        Type::Unknown => Value::Unknown(read_object(reader, &IUNKNOWN, objects)?),
        Type::Interface(interface) => Value::Object(read_object(reader, interface, objects)?),
    })
}

fn write(writer: &mut Writer, ty: Type, value: &Value, objects: &mut dyn Objects) -> Result<(), Error> {
    match (ty, value) {
        (Type::Bool, Value::Bool(truth)) => write_bool(writer, *truth),
        (Type::Long | Type::Enumeration(_), Value::I4(number)) => writer.i32(*number),
        (Type::Dword | Type::Lcid, Value::U4(number)) => writer.u32(*number),
        (Type::Hwnd, Value::U8(handle)) => write_window(writer, *handle),
        (Type::Bstr, Value::Text(text)) => text::write_bstr(writer, text),
        (Type::Date, Value::Date(date)) => writer.f64(date.0),
        (Type::Decimal, Value::Decimal(decimal)) => write_decimal(writer, *decimal),
        (Type::Variant, value) => write_value(writer, value, objects)?,
        (Type::Unknown, Value::Unknown(object) | Value::Object(object)) => {
            write_object(writer, object.as_ref(), &IUNKNOWN, objects)?;
        }
        (Type::Interface(interface), Value::Unknown(object) | Value::Object(object)) => {
            write_object(writer, object.as_ref(), interface, objects)?;
        }
        _ => {
            return Err(Error::Value {
                wanted: ty.name(),
                given: value.kind(),
            });
        }
    }
    Ok(())
}

/// The result of a call that failed: zeros and null pointers.
fn write_nothing(writer: &mut Writer, ty: Type) {
    match ty {
        Type::Bool => writer.u16(0),
        Type::Long | Type::Enumeration(_) | Type::Dword | Type::Lcid => writer.u32(0),
        Type::Hwnd | Type::Unknown | Type::Interface(_) => writer.pointer(false),
        Type::Bstr => text::write_null_bstr(writer),
        Type::Date => writer.u64(0),
        Type::Decimal => write_decimal(writer, Decimal::from(0_u64)),
        Type::Variant => write_empty_variant(writer),
    }
}

/// A VARIANT in which nothing was set.
pub(crate) fn write_empty_variant(writer: &mut Writer) {
    writer.user_pointer();
    writer.align(8);
    // Three units of eight bytes: what follows is padded in thought.
    writer.u32(3);
    writer.bytes(&[0; 16]);
}

/// The handle of a window means nothing on another computer; its number arrives nevertheless.
fn read_window(reader: &mut Reader<'_>) -> Result<Value, Error> {
    if !reader.pointer()? {
        return Ok(Value::U8(0));
    }
    let (_context, _tag) = (reader.u32()?, reader.u32()?);
    // Handles are numbers with a sign of 32 bits, on every Windows.
    let handle = i64::from(reader.i32()?);
    Ok(Value::U8(handle.cast_unsigned()))
}

fn write_window(writer: &mut Writer, handle: u64) {
    writer.pointer(handle != 0);
    if handle != 0 {
        writer.u32(REMOTE_HANDLE);
        writer.u32(REMOTE_HANDLE);
        let [a, b, c, d, ..] = handle.to_le_bytes();
        writer.u32(u32::from_le_bytes([a, b, c, d]));
    }
}
