//! Activation ([MS-DCOM] 2.2.22, 3.1.2.5.2): a client asks for an object of a class by some of its interfaces.
//!
//! `RemoteCreateInstance` and `RemoteGetClassObject` carry *properties*: an object reference for an unmarshaler of its
//! own, in it a header that names the properties by class, and these one after the other.

mod blob;
mod reply;
mod request;

pub use reply::{ActivationReply, InterfaceResult};
pub use request::ActivationRequest;

use wua_com::{HResult, code};

use super::{OrpcThat, OrpcThis};
use crate::ndr::{Error, Reader, Writer, read_interface_pointer, write_interface_pointer};

/// How many interfaces may be asked for at a time.
const MOST_INTERFACES: usize = 0x8000;

/// The operations of `IRemoteSCMActivator`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operation {
    /// `RemoteGetClassObject`: the class itself.
    GetClassObject,
    /// `RemoteCreateInstance`: an object of the class.
    CreateInstance,
}

impl Operation {
    /// The operation of this number.
    pub fn from_opnum(opnum: u16) -> Result<Self, Error> {
        match opnum {
            3 => Ok(Self::GetClassObject),
            4 => Ok(Self::CreateInstance),
            _ => Err(Error::NoSuchMember { slot: opnum }),
        }
    }

    /// Its number.
    #[must_use]
    pub fn opnum(self) -> u16 {
        match self {
            Self::GetClassObject => 3,
            Self::CreateInstance => 4,
        }
    }
}

/// Reads the request of an operation.
pub fn read_request(operation: Operation, stub: &[u8]) -> Result<(OrpcThis, ActivationRequest), Error> {
    let reader = &mut Reader::new(stub);
    let header = OrpcThis::read(reader)?;
    if operation == Operation::CreateInstance && reader.pointer()? {
        // An object cannot become a part of another one across computers.
        return Err(Error::Argument {
            hresult: code::CLASS_E_NOAGGREGATION,
            message: "an object of another computer cannot be aggregated",
        });
    }
    if !reader.pointer()? {
        return Err(Error::Argument {
            hresult: code::E_INVALIDARG,
            message: "an activation needs its properties",
        });
    }
    let request = ActivationRequest::from_reference(read_interface_pointer(reader)?)?;
    Ok((header, request))
}

/// Writes the request of an operation.
pub fn write_request(
    operation: Operation,
    header: &OrpcThis,
    request: &ActivationRequest,
) -> Result<Vec<u8>, Error> {
    let reference = request.to_reference()?;
    let mut writer = Writer::new();
    header.write(&mut writer);
    if operation == Operation::CreateInstance {
        writer.pointer(false);
    }
    writer.pointer(true);
    write_interface_pointer(&mut writer, &reference);
    writer.finish()
}

/// Writes the reply of either operation.
pub fn write_reply(header: &OrpcThat, result: Result<&ActivationReply, HResult>) -> Result<Vec<u8>, Error> {
    let mut writer = Writer::new();
    header.write(&mut writer);
    let reference = result.ok().map(ActivationReply::to_reference).transpose()?;
    writer.pointer(reference.is_some());
    if let Some(reference) = reference {
        write_interface_pointer(&mut writer, &reference);
    }
    writer.u32(result.err().unwrap_or(code::S_OK).to_u32());
    writer.finish()
}

/// Reads the reply of either operation; the inner error is the HRESULT of an activation that failed.
pub fn read_reply(stub: &[u8]) -> Result<(OrpcThat, Result<ActivationReply, HResult>), Error> {
    let reader = &mut Reader::new(stub);
    let header = OrpcThat::read(reader)?;
    let reference = reader
        .pointer()?
        .then(|| read_interface_pointer(reader))
        .transpose()?;
    let hresult = HResult::from_u32(reader.u32()?);
    let result = match reference {
        Some(reference) if hresult.is_success() => Ok(ActivationReply::from_reference(reference)?),
        None if hresult.is_success() => return Err(reader.unexpected("the pointer to the properties", 0_u32)),
        _ => Err(hresult),
    };
    Ok((header, result))
}
