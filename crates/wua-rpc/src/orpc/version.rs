//! The version of the protocol ([MS-DCOM] 2.2.11).

use wua_com::HResult;

use super::codes::RPC_E_VERSION_MISMATCH;
use crate::ndr::{Error, Reader, Writer};

/// COMVERSION.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ComVersion {
    /// Has to be the same on both sides.
    pub major: u16,
    /// The lower one of both sides is spoken.
    pub minor: u16,
}

impl ComVersion {
    /// The version that we speak.
    pub const OURS: Self = Self { major: 5, minor: 7 };

    /// The version in which to speak with a client of this one.
    pub fn negotiate(self) -> Result<Self, HResult> {
        if self.major == Self::OURS.major && self.minor <= Self::OURS.minor {
            Ok(self)
        } else {
            Err(RPC_E_VERSION_MISMATCH)
        }
    }

    pub(crate) fn read(reader: &mut Reader<'_>) -> Result<Self, Error> {
        Ok(Self {
            major: reader.u16()?,
            minor: reader.u16()?,
        })
    }

    pub(crate) fn write(self, writer: &mut Writer) {
        writer.u16(self.major);
        writer.u16(self.minor);
    }
}
