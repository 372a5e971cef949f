//! `IDispatch` ([MS-OAUT] 3.1.4): `GetTypeInfoCount`, `GetTypeInfo`, `GetIDsOfNames` and `Invoke`.

use wua_com::{Dispatch, Guid, HResult, ObjectRef, code};

use super::safe_array::read_pointed_elements;
use super::text::{read_string, write_string};
use super::type_info::ITYPE_INFO;
use super::{Error, Objects, Reader, Writer, read_object, write_object};

pub use super::exception::ExceptionInfo;
pub use super::invoke::{Arguments, InvokeReply, InvokeRequest};

/// The dispid of a name that is not known.
pub const DISPID_UNKNOWN: i32 = -1;

/// Names may be asked for this many at a time.
const MOST_NAMES: usize = 16_384;

/// The reply to `GetTypeInfoCount`.
pub fn write_type_info_count(writer: &mut Writer, count: u32, hresult: HResult) {
    writer.u32(count);
    writer.u32(hresult.to_u32());
}

/// Reads the reply to `GetTypeInfoCount`.
pub fn read_type_info_count(reader: &mut Reader<'_>) -> Result<Result<u32, HResult>, Error> {
    let count = reader.u32()?;
    let hresult = HResult::from_u32(reader.u32()?);
    Ok(if hresult.is_success() {
        Ok(count)
    } else {
        Err(hresult)
    })
}

/// The reply to `GetTypeInfo`.
pub fn write_type_info(
    writer: &mut Writer,
    result: Result<&ObjectRef, HResult>,
    objects: &mut dyn Objects,
) -> Result<(), Error> {
    write_object(writer, result.ok(), &ITYPE_INFO, objects)?;
    writer.u32(result.err().unwrap_or(code::S_OK).to_u32());
    Ok(())
}

/// Reads the reply to `GetTypeInfo`.
pub fn read_type_info(
    reader: &mut Reader<'_>,
    objects: &mut dyn Objects,
) -> Result<Result<Option<ObjectRef>, HResult>, Error> {
    let object = read_object(reader, &ITYPE_INFO, objects)?;
    let hresult = HResult::from_u32(reader.u32()?);
    Ok(if hresult.is_success() {
        Ok(object)
    } else {
        Err(hresult)
    })
}

/// What `GetIDsOfNames` asks: the first name is a member's, the others are those of its parameters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamesRequest {
    /// Has to be nil.
    pub iid: Guid,
    /// The names.
    pub names: Vec<String>,
    /// The language of the names.
    pub locale: u32,
}

impl NamesRequest {
    /// Reads the request.
    pub fn read(reader: &mut Reader<'_>) -> Result<Self, Error> {
        let iid = reader.guid()?;
        let count = reader.count("names", 4)?;
        if count > MOST_NAMES {
            return Err(reader.miscounted("names", count));
        }
        let names = read_pointed_elements(reader, count, |reader, present| {
            if present {
                read_string(reader)
            } else {
                Ok(String::new())
            }
        })?;
        reader.conformance("names", count)?;
        let locale = reader.u32()?;
        Ok(Self { iid, names, locale })
    }

    /// Looks the names up. Where one is not known, the others are answered nevertheless.
    #[must_use]
    pub fn answer(&self, dispatch: &Dispatch) -> NamesReply {
        if self.iid != Guid::NIL {
            return NamesReply::failure(self.names.len(), code::DISP_E_UNKNOWNINTERFACE);
        }
        let Some((member, parameters)) = self.names.split_first() else {
            return NamesReply::of([]);
        };
        let parameters = parameters
            .iter()
            .map(|parameter| dispatch.id_of_parameter(member, parameter));
        NamesReply::of(std::iter::once(dispatch.id_of(member)).chain(parameters))
    }

    /// Writes the request.
    pub fn write(&self, writer: &mut Writer) {
        writer.guid(self.iid);
        writer.count(self.names.len());
        for _ in &self.names {
            writer.pointer(true);
        }
        for name in &self.names {
            write_string(writer, name);
        }
        writer.count(self.names.len());
        writer.u32(self.locale);
    }
}

/// The reply to `GetIDsOfNames`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamesReply {
    /// One for each name; [`DISPID_UNKNOWN`] where it is not known.
    pub dispids: Vec<i32>,
    /// `DISP_E_UNKNOWNNAME` if one is not known.
    pub hresult: HResult,
}

impl NamesReply {
    /// The reply that says these dispids.
    pub fn of(dispids: impl IntoIterator<Item = Option<i32>>) -> Self {
        let mut hresult = code::S_OK;
        let dispids = dispids.into_iter().map(|dispid| {
            dispid.unwrap_or_else(|| {
                hresult = code::DISP_E_UNKNOWNNAME;
                DISPID_UNKNOWN
            })
        });
        let dispids = dispids.collect();
        Self { dispids, hresult }
    }

    /// The reply that none of so many names was looked up.
    #[must_use]
    pub fn failure(names: usize, hresult: HResult) -> Self {
        Self {
            dispids: vec![DISPID_UNKNOWN; names],
            hresult,
        }
    }

    /// Reads the reply.
    pub fn read(reader: &mut Reader<'_>) -> Result<Self, Error> {
        let count = reader.count("dispids", 4)?;
        let mut dispids = reader.room_for(count)?;
        for _ in 0..count {
            dispids.push(reader.i32()?);
        }
        let hresult = HResult::from_u32(reader.u32()?);
        Ok(Self { dispids, hresult })
    }

    /// Writes the reply.
    pub fn write(&self, writer: &mut Writer) {
        writer.count(self.dispids.len());
        for dispid in &self.dispids {
            writer.i32(*dispid);
        }
        writer.u32(self.hresult.to_u32());
    }
}
