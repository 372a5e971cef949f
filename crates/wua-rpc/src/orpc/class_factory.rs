//! `IClassFactory` as it is called from another computer: what `RemoteGetClassObject` yields.

use wua_com::{Guid, HResult, code};

use crate::ndr::{Error, Reader, Writer, read_interface_pointer, write_interface_pointer};

/// An operation, with what it asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FactoryRequest {
    /// `CreateInstance`: an object of the class by this interface.
    CreateInstance(Guid),
    /// `LockServer`.
    LockServer(bool),
}

impl FactoryRequest {
    /// Reads the request of an operation, behind its header.
    pub fn read(opnum: u16, reader: &mut Reader<'_>) -> Result<Self, Error> {
        Ok(match opnum {
            3 => Self::CreateInstance(reader.guid()?),
            4 => Self::LockServer(reader.u32()? != 0),
            _ => return Err(Error::NoSuchMember { slot: opnum }),
        })
    }

    /// The operation.
    #[must_use]
    pub fn opnum(&self) -> u16 {
        match self {
            Self::CreateInstance(_) => 3,
            Self::LockServer(_) => 4,
        }
    }

    /// Writes the request behind its header.
    pub fn write(&self, writer: &mut Writer) {
        match self {
            Self::CreateInstance(iid) => writer.guid(*iid),
            Self::LockServer(lock) => writer.u32((*lock).into()),
        }
    }
}

/// The reply to `CreateInstance`: an object reference as bytes.
pub fn write_instance(writer: &mut Writer, result: Result<&[u8], HResult>) {
    writer.pointer(result.is_ok());
    if let Ok(reference) = result {
        write_interface_pointer(writer, reference);
    }
    writer.u32(result.err().unwrap_or(code::S_OK).to_u32());
}

/// Reads the reply to `CreateInstance`.
pub fn read_instance(reader: &mut Reader<'_>) -> Result<Result<Vec<u8>, HResult>, Error> {
    let reference = reader
        .pointer()?
        .then(|| read_interface_pointer(reader))
        .transpose()?;
    let hresult = HResult::from_u32(reader.u32()?);
    Ok(match reference {
        Some(reference) if hresult.is_success() => Ok(reference.to_vec()),
        None if hresult.is_success() => Err(code::E_POINTER),
        _ => Err(hresult),
    })
}
