//! OBJREF ([MS-DCOM] 2.2.18): an object reference as bytes.

use wua_com::Guid;

use super::{DualStringArray, Ipid, Oid, Oxid};
use crate::ndr::{Error, Reader, Writer};

/// `MEOW`.
const SIGNATURE: u32 = 0x574F_454D;
/// What divides the parts of an extended reference.
const EXTENDED_SIGNATURE: u32 = 0x4E53_5956;

const STANDARD: u32 = 1;
const HANDLER: u32 = 2;
const CUSTOM: u32 = 4;
const EXTENDED: u32 = 8;

/// STDOBJREF: what every reference to a living object says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StandardReference {
    /// Zero, or [`StandardReference::NO_PING`].
    pub flags: u32,
    /// How many public references the receiver gets.
    pub public_references: u32,
    /// Who exports the object.
    pub oxid: Oxid,
    /// The object.
    pub oid: Oid,
    /// The interface.
    pub ipid: Ipid,
}

impl StandardReference {
    /// `SORF_NOPING`: the object lives without pings.
    pub const NO_PING: u32 = 0x1000;

    /// The usual reference as bytes, by [`DualStringArray::to_packed`] of the resolver: for those who write many.
    #[must_use]
    pub fn to_reference(&self, iid: Guid, resolver: &[u8]) -> Vec<u8> {
        let mut writer = Writer::packed();
        writer.reserve(64 + resolver.len());
        write_head(&mut writer, STANDARD, iid);
        self.write(&mut writer);
        writer.bytes(resolver);
        // Nothing has been counted that could be too much.
        writer.finish().unwrap_or_default()
    }

    pub(crate) fn read(reader: &mut Reader<'_>) -> Result<Self, Error> {
        reader.align(8);
        Ok(Self {
            flags: reader.u32()?,
            public_references: reader.u32()?,
            oxid: reader.u64()?,
            oid: reader.u64()?,
            ipid: reader.guid()?,
        })
    }

    pub(crate) fn write(&self, writer: &mut Writer) {
        writer.align(8);
        writer.u32(self.flags);
        writer.u32(self.public_references);
        writer.u64(self.oxid);
        writer.u64(self.oid);
        writer.guid(self.ipid);
    }
}

/// What a reference is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReferenceBody {
    /// A living object.
    Standard {
        /// Which one.
        standard: StandardReference,
        /// Where its resolver is reached.
        resolver: DualStringArray,
    },
    /// A living object with a helper at the client, which we do without.
    Handler {
        /// Which one.
        standard: StandardReference,
        /// The class of the helper.
        class: Guid,
        /// Where its resolver is reached.
        resolver: DualStringArray,
    },
    /// Data that an unmarshaler of its own understands.
    Custom {
        /// The class of the unmarshaler.
        class: Guid,
        /// The data.
        data: Vec<u8>,
    },
    /// A living object with a context beside it, which we do without.
    Extended {
        /// Which one.
        standard: StandardReference,
        /// Where its resolver is reached.
        resolver: DualStringArray,
    },
}

/// OBJREF.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ObjectReference {
    /// By which interface the object is referred to.
    pub iid: Guid,
    /// The rest.
    pub body: ReferenceBody,
}

impl ObjectReference {
    /// The usual reference.
    #[must_use]
    pub fn standard(iid: Guid, standard: StandardReference, resolver: DualStringArray) -> Self {
        Self {
            iid,
            body: ReferenceBody::Standard { standard, resolver },
        }
    }

    /// The living object that is meant, and where its resolver is reached.
    #[must_use]
    pub fn living(&self) -> Option<(&StandardReference, &DualStringArray)> {
        match &self.body {
            ReferenceBody::Standard { standard, resolver }
            | ReferenceBody::Handler {
                standard, resolver, ..
            }
            | ReferenceBody::Extended { standard, resolver } => Some((standard, resolver)),
            ReferenceBody::Custom { .. } => None,
        }
    }

    /// Reads a reference; what follows it is ignored.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Error> {
        let mut reader = Reader::packed(bytes);
        let signature = reader.u32()?;
        if signature != SIGNATURE {
            return Err(reader.unexpected("the signature of an object reference", signature));
        }
        let flags = reader.u32()?;
        let iid = reader.guid()?;
        if iid == Guid::NIL {
            return Err(reader.unexpected("the interface of an object reference", 0_u32));
        }
        let body = read_body(&mut reader, flags)?;
        Ok(Self { iid, body })
    }

    /// The bytes of the reference.
    pub fn to_bytes(&self) -> Result<Vec<u8>, Error> {
        let mut writer = Writer::packed();
        let kind = match &self.body {
            // The context is not kept, and without it a reference is not an extended one.
            ReferenceBody::Standard { .. } | ReferenceBody::Extended { .. } => STANDARD,
            ReferenceBody::Handler { .. } => HANDLER,
            ReferenceBody::Custom { .. } => CUSTOM,
        };
        write_head(&mut writer, kind, self.iid);
        match &self.body {
            ReferenceBody::Standard { standard, resolver }
            | ReferenceBody::Extended { standard, resolver } => {
                standard.write(&mut writer);
                resolver.write_packed(&mut writer);
            }
            ReferenceBody::Handler {
                standard,
                class,
                resolver,
            } => {
                standard.write(&mut writer);
                writer.guid(*class);
                resolver.write_packed(&mut writer);
            }
            ReferenceBody::Custom { class, data } => {
                writer.guid(*class);
                writer.u32(0);
                // Reserved; everybody writes the size there.
                writer.count(data.len());
                writer.bytes(data);
            }
        }
        writer.finish()
    }
}

fn write_head(writer: &mut Writer, kind: u32, iid: Guid) {
    writer.u32(SIGNATURE);
    writer.u32(kind);
    writer.guid(iid);
}

fn read_body(reader: &mut Reader<'_>, flags: u32) -> Result<ReferenceBody, Error> {
    Ok(match flags {
        STANDARD => ReferenceBody::Standard {
            standard: StandardReference::read(reader)?,
            resolver: DualStringArray::read_packed(reader)?,
        },
        HANDLER => ReferenceBody::Handler {
            standard: StandardReference::read(reader)?,
            class: reader.guid()?,
            resolver: DualStringArray::read_packed(reader)?,
        },
        CUSTOM => {
            let class = reader.guid()?;
            let (_extension, _reserved) = (reader.u32()?, reader.u32()?);
            ReferenceBody::Custom {
                class,
                data: reader.rest().to_vec(),
            }
        }
        EXTENDED => {
            let standard = StandardReference::read(reader)?;
            let signature = reader.u32()?;
            if signature != EXTENDED_SIGNATURE {
                return Err(reader.unexpected("the signature of an extended reference", signature));
            }
            ReferenceBody::Extended {
                standard,
                resolver: DualStringArray::read_packed(reader)?,
            }
        }
        _ => return Err(reader.unexpected("the kind of an object reference", flags)),
    })
}
