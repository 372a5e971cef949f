//! The operations of `ITypeInfo` ([MS-OAUT] 3.7.4).

use wua_com::{HResult, ObjectRef, Slot, code};

use super::structures::{write_attributes, write_member};
use super::{ITYPE_INFO, THE_TYPE, TYPE_E_BADMODULEKIND, TYPE_E_ELEMENTNOTFOUND, TypeHandle, TypeInfo};
use crate::ndr::text::{write_bstr, write_bstr_body, write_null_bstr};
use crate::ndr::{Error, Objects, Reader, Writer, write_object};

/// An operation, with what it asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TypeInfoRequest {
    /// `GetTypeAttr`: what kind of type it is.
    Attributes,
    /// `GetTypeComp`.
    Compiler,
    /// `GetFuncDesc`: the member of this number.
    Function(u32),
    /// `GetVarDesc`: the variable of this number; interfaces have none.
    Variable(u32),
    /// `GetNames`: the names of a member and its parameters.
    Names {
        /// The member.
        member: i32,
        /// How many names are taken.
        most: u32,
    },
    /// `GetRefTypeOfImplType`: the handle of the base of this number.
    Base(u32),
    /// `GetImplTypeFlags`: the flags of the base of this number.
    BaseFlags(u32),
    /// `GetDocumentation`: name and description of a member, or of the type.
    Documentation {
        /// The member, or -1 for the type.
        member: i32,
        /// Which answers are wanted.
        wanted: u32,
    },
    /// `GetDllEntry`.
    Entry,
    /// `GetRefTypeInfo`: the type of this handle.
    Referenced(u32),
    /// `CreateInstance`.
    Create,
    /// `GetMops`, which says nothing to anybody.
    MarshalingOperations,
    /// `GetContainingTypeLib`.
    Library,
}

impl TypeInfoRequest {
    /// Reads the request of an operation.
    pub fn read(reader: &mut Reader<'_>, slot: Slot) -> Result<Self, Error> {
        Ok(match slot.0 {
            3 => Self::Attributes,
            4 => Self::Compiler,
            5 => Self::Function(reader.u32()?),
            6 => Self::Variable(reader.u32()?),
            7 => Self::Names {
                member: reader.i32()?,
                most: reader.u32()?,
            },
            8 => Self::Base(reader.u32()?),
            9 => Self::BaseFlags(reader.u32()?),
            12 => Self::Documentation {
                member: reader.i32()?,
                wanted: reader.u32()?,
            },
            13 => Self::Entry,
            14 => Self::Referenced(reader.u32()?),
            16 => Self::Create,
            17 => Self::MarshalingOperations,
            18 => Self::Library,
            _ => return Err(Error::NoSuchMember { slot: slot.0 }),
        })
    }

    /// Writes what a description answers. Should that fail, nothing has been written.
    pub fn answer(self, info: TypeInfo, writer: &mut Writer, objects: &mut dyn Objects) -> Result<(), Error> {
        writer.all_or_nothing(|writer| {
            let hresult = self.results(info, writer, objects)?;
            writer.u32(hresult.to_u32());
            Ok(())
        })
    }

    fn results(
        self,
        info: TypeInfo,
        writer: &mut Writer,
        objects: &mut dyn Objects,
    ) -> Result<HResult, Error> {
        match self {
            Self::Attributes => {
                write_attributes(writer, info);
                Ok(code::S_OK)
            }
            Self::Function(index) => write_function(writer, info, index, objects),
            Self::Names { member, most } => Ok(write_names(writer, info, member, most)),
            Self::Documentation { member, wanted } => Ok(write_documentation(writer, info, member, wanted)),
            Self::Base(index) | Self::BaseFlags(index) => {
                // The handle of the only base and its flags are both zero.
                writer.u32(TypeHandle::BASE.0);
                Ok(found(index == 0 && info.has_base()))
            }
            Self::Referenced(handle) => {
                let interface = info.referenced(TypeHandle(handle));
                let referenced = interface.map(|interface| ObjectRef::new(TypeInfo { interface }));
                write_object(writer, referenced.as_ref(), &ITYPE_INFO, objects)?;
                Ok(found(referenced.is_some()))
            }
            Self::MarshalingOperations => {
                write_null_bstr(writer);
                Ok(code::S_OK)
            }
            Self::Variable(_) => {
                writer.pointer(false);
                writer.u32(0);
                Ok(TYPE_E_ELEMENTNOTFOUND)
            }
            Self::Entry => {
                write_null_bstr(writer);
                write_null_bstr(writer);
                writer.u16(0);
                Ok(TYPE_E_BADMODULEKIND)
            }
            Self::Create => {
                writer.pointer(false);
                Ok(TYPE_E_BADMODULEKIND)
            }
            Self::Compiler => {
                writer.pointer(false);
                Ok(code::E_NOTIMPL)
            }
            Self::Library => {
                writer.pointer(false);
                writer.u32(0);
                Ok(code::E_NOTIMPL)
            }
        }
    }
}

fn found(found: bool) -> HResult {
    if found { code::S_OK } else { TYPE_E_ELEMENTNOTFOUND }
}

fn write_function(
    writer: &mut Writer,
    info: TypeInfo,
    index: u32,
    objects: &mut dyn Objects,
) -> Result<HResult, Error> {
    let index = usize::try_from(index).unwrap_or(usize::MAX);
    let found_member = info.members().nth(index);
    writer.pointer(found_member.is_some());
    if let Some((slot, member)) = found_member {
        write_member(writer, slot, member, objects)?;
    }
    // Reserved, beside the structure.
    writer.u32(0);
    Ok(found(found_member.is_some()))
}

fn write_names(writer: &mut Writer, info: TypeInfo, member: i32, most: u32) -> HResult {
    let member = info.member(member);
    let params = member.map_or(&[][..], |member| member.params);
    let names = member.map(|member| member.name).into_iter();
    let names = names.chain(params.iter().map(|param| param.name));
    let taken = names.take(usize::try_from(most).unwrap_or(usize::MAX));
    let taken: Vec<&str> = taken.collect();
    writer.u32(most);
    writer.u32(0);
    writer.count(taken.len());
    for _ in &taken {
        writer.user_pointer();
    }
    for name in &taken {
        write_bstr_body(writer, name);
    }
    writer.count(taken.len());
    found(member.is_some())
}

/// Of the four answers only the name is there: the tables hold no descriptions.
fn write_documentation(writer: &mut Writer, info: TypeInfo, member: i32, wanted: u32) -> HResult {
    const NAME: u32 = 1;
    let name = match member {
        THE_TYPE => Some(info.interface.name),
        dispid => info.member(dispid).map(|member| member.name),
    };
    match name {
        Some(name) if wanted & NAME != 0 => write_bstr(writer, name),
        _ => write_null_bstr(writer),
    }
    write_null_bstr(writer);
    writer.u32(0);
    write_null_bstr(writer);
    found(name.is_some())
}
