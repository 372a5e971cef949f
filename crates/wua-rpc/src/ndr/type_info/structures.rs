//! TYPEATTR and FUNCDESC, and what they are made of ([MS-OAUT] 2.2.37 to 2.2.44).

use wua_com::standard::IDISPATCH;
use wua_com::table::Default;
use wua_com::{DispatchFlags, Kind, Member, Param, Slot, Value};

use super::{THE_TYPE, TypeHandle, TypeInfo};
use crate::ndr::variant::write_value;
use crate::ndr::{Error, Objects, Writer, vt};

/// The version of Microsoft's type library.
const VERSION: (u16, u16) = (2, 0);
/// `TYPEFLAG_FNONEXTENSIBLE` and `TYPEFLAG_FDISPATCHABLE`. Not `TYPEFLAG_FDUAL`: the other half is not described.
const DISPATCH_FLAGS: u16 = 0x1080;
/// `FUNCFLAG_FRESTRICTED`.
const RESTRICTED: u16 = 1;
/// `PARAMFLAG_FIN`, and with it `PARAMFLAG_FOPT` and `PARAMFLAG_FHASDEFAULT`.
const GIVEN: u16 = 0x01;
const GIVEN_OR_LEFT_OUT: u16 = 0x31;
/// What a pointer takes in the tables that are described: those of 64 bits.
const POINTER_SIZE: u16 = 8;

/// TYPEATTR ([MS-OAUT] 2.2.44).
pub(super) fn write_attributes(writer: &mut Writer, info: TypeInfo) {
    let is_dispatch = info.interface.is_dispatch();
    writer.pointer(true);
    writer.guid(info.interface.iid);
    // The language, and three reserved numbers and a name.
    for number in [0, 0, u32::MAX, u32::MAX, 0] {
        writer.u32(number);
    }
    writer.u32(POINTER_SIZE.into());
    // `TKIND_DISPATCH` or `TKIND_INTERFACE`.
    writer.u32(if is_dispatch { 4 } else { 3 });
    writer.short_count(info.members().count());
    writer.u16(0);
    writer.u16(info.has_base().into());
    let slots = if is_dispatch {
        IDISPATCH.slot_count()
    } else {
        info.interface.slot_count()
    };
    writer.u16(slots * POINTER_SIZE);
    writer.u16(POINTER_SIZE);
    writer.u16(if is_dispatch { DISPATCH_FLAGS } else { 0 });
    writer.u16(VERSION.0);
    writer.u16(VERSION.1);
    write_type(writer, vt::EMPTY);
    writer.u32(0);
    writer.u16(0);
    // Reserved, beside the structure.
    writer.u32(0);
}

/// FUNCDESC ([MS-OAUT] 2.2.42).
pub(super) fn write_member(
    writer: &mut Writer,
    slot: Slot,
    member: &Member,
    objects: &mut dyn Objects,
) -> Result<(), Error> {
    let invoked_by = match member.kind {
        Kind::Method => DispatchFlags::METHOD,
        Kind::Get => DispatchFlags::GET,
        Kind::Put => DispatchFlags::PUT,
    };
    writer.i32(member.dispid.unwrap_or(THE_TYPE));
    writer.pointer(false);
    writer.pointer(!member.params.is_empty());
    // `FUNC_DISPATCH`, how it is invoked, `CC_STDCALL`.
    writer.u32(4);
    writer.u32(invoked_by.bits().into());
    writer.u32(4);
    writer.short_count(member.params.len());
    writer.u16(0);
    writer.u16(slot.0 * POINTER_SIZE);
    writer.u16(0);
    let result = member.returns.map_or(vt::VOID, vt::of_type);
    write_element(writer, result, None, 0);
    writer.u16(if member.restricted { RESTRICTED } else { 0 });
    if !member.params.is_empty() {
        writer.count(member.params.len());
        for param in member.params {
            let flags = if param.default.is_some() {
                GIVEN_OR_LEFT_OUT
            } else {
                GIVEN
            };
            write_element(writer, vt::of_type(param.ty), param.default, flags);
        }
        for (index, param) in member.params.iter().enumerate() {
            write_pointed_type(writer, vt::of_type(param.ty), TypeHandle::of(slot, index + 1));
            write_default(writer, param, objects)?;
        }
    }
    write_pointed_type(writer, result, TypeHandle::of(slot, 0));
    Ok(())
}

/// ELEMDESC ([MS-OAUT] 2.2.41), without what its pointers point to.
fn write_element(writer: &mut Writer, vt: u16, default: Option<Default>, flags: u16) {
    write_type(writer, vt);
    writer.pointer(default.is_some());
    writer.u16(flags);
}

/// TYPEDESC ([MS-OAUT] 2.2.37): the type chooses the arm of a union, and follows it once more.
fn write_type(writer: &mut Writer, vt: u16) {
    writer.align(4);
    writer.u16(vt);
    if vt == vt::POINTER {
        writer.pointer(true);
    }
    writer.u16(vt);
}

/// The type that a type that is a pointer points to.
fn write_pointed_type(writer: &mut Writer, vt: u16, handle: TypeHandle) {
    if vt == vt::POINTER {
        writer.align(4);
        writer.u16(vt::USER_DEFINED);
        writer.u32(handle.0);
        writer.u16(vt::USER_DEFINED);
    }
}

/// PARAMDESCEX ([MS-OAUT] 2.2.39).
fn write_default(writer: &mut Writer, param: &Param, objects: &mut dyn Objects) -> Result<(), Error> {
    let value = match param.default {
        None => return Ok(()),
        Some(Default::Long(number)) => Value::I4(number),
        Some(Default::Text(text)) => Value::from(text),
    };
    // The size of the structure in memory, with its VARIANT of 24 bytes.
    writer.u32(32);
    write_value(writer, &value, objects)
}
