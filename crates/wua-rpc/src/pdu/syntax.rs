//! Interfaces and transfer syntaxes, with their versions.

use wua_com::Guid;

use super::Error;
use super::bytes::put_guid;
use crate::ndr::Reader;

/// `p_syntax_id_t`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Default)]
pub struct Syntax {
    /// The interface or the transfer syntax.
    pub id: Guid,
    /// Its major version.
    pub major: u16,
    /// Its minor version.
    pub minor: u16,
}

/// The transfer syntax that everybody speaks.
pub const NDR20: Syntax = Syntax::new(Guid::literal("8a885d04-1ceb-11c9-9fe8-08002b104860"), 2, 0);

impl Syntax {
    /// In this version.
    pub const fn new(id: Guid, major: u16, minor: u16) -> Self {
        Self { id, major, minor }
    }

    /// The next 20 bytes.
    pub(super) fn read(reader: &mut Reader<'_>) -> Result<Self, Error> {
        Ok(Self {
            id: reader.guid()?,
            major: reader.u16()?,
            minor: reader.u16()?,
        })
    }

    pub(super) fn write(&self, out: &mut Vec<u8>) {
        put_guid(out, &self.id);
        out.extend_from_slice(&self.major.to_le_bytes());
        out.extend_from_slice(&self.minor.to_le_bytes());
    }
}

/// What both sides of a connection can do, offered as if it were a transfer syntax ([MS-RPCE] 3.3.1.5.3).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Features(pub u16);

impl Features {
    /// Several security contexts on one connection.
    pub const SECURITY_CONTEXTS: Self = Self(1);
    /// The connection outlives a call that was orphaned.
    pub const KEEP_ON_ORPHAN: Self = Self(2);
    /// All that is defined.
    pub const ALL: Self = Self(3);

    const DATA1: u32 = 0x6CB7_1C2C;
    const DATA2: u16 = 0x9812;
    const DATA3: u16 = 0x4540;

    /// What a transfer syntax offers, if it is none.
    pub fn offered(syntax: &Syntax) -> Option<Self> {
        let Guid {
            data1: Self::DATA1,
            data2: Self::DATA2,
            data3: Self::DATA3,
            data4: [low, high, ..],
        } = syntax.id
        else {
            return None;
        };
        (syntax.major == 1).then_some(Self(u16::from_le_bytes([low, high])))
    }

    /// As a transfer syntax.
    pub fn syntax(self) -> Syntax {
        let [low, high] = self.0.to_le_bytes();
        let id = Guid {
            data1: Self::DATA1,
            data2: Self::DATA2,
            data3: Self::DATA3,
            data4: [low, high, 0, 0, 0, 0, 0, 0],
        };
        Syntax::new(id, 1, 0)
    }

    /// What both can do.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }
}
