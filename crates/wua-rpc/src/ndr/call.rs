//! One entry for a server: which interface, which slot, which bytes.

use wua_com::standard::{IDISPATCH, IENUM_VARIANT, IUNKNOWN};
use wua_com::{HResult, Interface, Member, Slot, Value};

use super::dispatch::{
    InvokeReply, InvokeRequest, NamesReply, NamesRequest, write_type_info, write_type_info_count,
};
use super::type_info::{ITYPE_INFO, TypeInfoRequest};
use super::{Error, Objects, Reader, Writer, enumerate, stub};

/// A call whose parameters have been read.
#[derive(Clone, Debug)]
pub enum Request {
    /// A member of the tables: invoke it, answer with [`stub::write_result`].
    Member {
        /// The member.
        member: &'static Member,
        /// Its arguments.
        arguments: Vec<Value>,
    },
    /// `IDispatch::GetTypeInfoCount`.
    TypeInfoCount,
    /// `IDispatch::GetTypeInfo`: answer with a [`super::type_info::TypeInfo`].
    TypeInfo {
        /// Has to be 0.
        index: u32,
        /// The language.
        locale: u32,
    },
    /// `IDispatch::GetIDsOfNames`.
    Names(NamesRequest),
    /// `IDispatch::Invoke`.
    Invoke(InvokeRequest),
    /// `IEnumVARIANT::Next`: invoke it with the count, answer with [`enumerate::write_next`].
    Next {
        /// How many items are asked for.
        count: u32,
    },
    /// A member of `ITypeInfo`.
    Described(TypeInfoRequest),
}

impl Request {
    /// Reads the parameters of a call of the operation `slot` of `interface`.
    pub fn read(
        reader: &mut Reader<'_>,
        interface: &'static Interface,
        slot: Slot,
        objects: &mut dyn Objects,
    ) -> Result<Self, Error> {
        if interface == &ITYPE_INFO {
            return TypeInfoRequest::read(reader, slot).map(Self::Described);
        }
        let no_such_member = Error::NoSuchMember { slot: slot.0 };
        let Some(member) = interface.member(slot) else {
            return Err(no_such_member);
        };
        if slot.0 < IUNKNOWN.slot_count() {
            return Err(no_such_member);
        }
        if interface.is_dispatch() && slot.0 < IDISPATCH.slot_count() {
            return match slot.0 {
                3 => Ok(Self::TypeInfoCount),
                4 => Ok(Self::TypeInfo {
                    index: reader.u32()?,
                    locale: reader.u32()?,
                }),
                5 => NamesRequest::read(reader).map(Self::Names),
                _ => InvokeRequest::read(reader, objects).map(Self::Invoke),
            };
        }
        if is_next(interface, slot) {
            let count = enumerate::read_count(reader)?;
            return Ok(Self::Next { count });
        }
        let arguments = stub::read_arguments(reader, member, objects)?;
        Ok(Self::Member { member, arguments })
    }
}

fn is_next(interface: &'static Interface, slot: Slot) -> bool {
    interface == &IENUM_VARIANT && slot == IENUM_VARIANT.first_slot()
}

/// Answers a call whose arguments could not be taken with [`super::Answer::Failure`]: the results are null.
pub fn write_failure(
    writer: &mut Writer,
    interface: &'static Interface,
    slot: Slot,
    hresult: HResult,
    objects: &mut dyn Objects,
) -> Result<(), Error> {
    let Some(member) = interface.member(slot) else {
        return Err(Error::NoSuchMember { slot: slot.0 });
    };
    if is_next(interface, slot) {
        return enumerate::write_next(writer, 0, Err(hresult), objects);
    }
    match slot.0 {
        3 if interface.is_dispatch() => write_type_info_count(writer, 0, hresult),
        4 if interface.is_dispatch() => write_type_info(writer, Err(hresult), objects)?,
        5 if interface.is_dispatch() => NamesReply::failure(0, hresult).write(writer),
        6 if interface.is_dispatch() => InvokeReply::refusal(hresult).write(writer, objects)?,
        _ => stub::write_failure(writer, member, hresult),
    }
    Ok(())
}
