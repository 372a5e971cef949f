//! What a client asks: `ActivationPropertiesIn`.

use wua_com::Guid;

use super::{MOST_INTERFACES, blob};
use crate::ndr::{Error, Reader, Writer};
use crate::orpc::serialization::serialize;
use crate::orpc::{ComVersion, TCP, ids};

/// `CLSCTX_REMOTE_SERVER`: what a client of another computer asks for.
const REMOTE_SERVER: u32 = 0x10;
/// `RPC_C_IMP_LEVEL_IDENTIFY`: the server may know who calls, and do nothing in its name.
const IDENTIFY: u32 = 2;
/// Any session of the server will do.
const ANY_SESSION: u32 = u32::MAX;

/// What an activation asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActivationRequest {
    /// The class.
    pub class: Guid,
    /// In which kinds of servers the object may live.
    pub context: u32,
    /// `ACTVFLAGS_*`.
    pub flags: u32,
    /// The interfaces.
    pub interfaces: Vec<Guid>,
    /// The version of the client.
    pub version: ComVersion,
    /// The protocol sequences that the client speaks.
    pub protocols: Vec<u16>,
}

impl ActivationRequest {
    /// The usual request.
    #[must_use]
    pub fn new(class: Guid, interfaces: Vec<Guid>) -> Self {
        Self {
            class,
            context: REMOTE_SERVER,
            flags: 0,
            interfaces,
            version: ComVersion::OURS,
            protocols: vec![TCP],
        }
    }

    /// Reads the properties: they may come in any order, and only two of them matter.
    pub(super) fn from_reference(reference: &[u8]) -> Result<Self, Error> {
        let properties = blob::read(
            reference,
            ids::ACTIVATION_PROPERTIES_IN,
            ids::ACTIVATION_READER_IN,
        )?;
        let reader = &mut blob::find(&properties, ids::INSTANTIATION_INFO)?;
        let mut request = Self::read_instantiation(reader)?;
        let reader = &mut blob::find(&properties, ids::SCM_REQUEST_INFO)?;
        request.protocols = read_protocols(reader)?;
        Ok(request)
    }

    fn read_instantiation(reader: &mut Reader<'_>) -> Result<Self, Error> {
        let class = reader.guid()?;
        let (context, flags) = (reader.u32()?, reader.u32()?);
        let _surrogate = reader.u32()?;
        let count = reader.count("interfaces", 16)?;
        let _instance = reader.u32()?;
        let pointer = reader.pointer()?;
        let _size = reader.u32()?;
        let version = ComVersion::read(reader)?;
        if !pointer || count == 0 || count > MOST_INTERFACES {
            return Err(reader.miscounted("interfaces", count));
        }
        let interfaces = reader.elements("interfaces", count, Reader::guid)?;
        Ok(Self {
            class,
            context,
            flags,
            interfaces,
            version,
            protocols: Vec::new(),
        })
    }

    /// The properties that Windows sends, too.
    pub(super) fn to_reference(&self) -> Result<Vec<u8>, Error> {
        let properties = [
            (ids::SPECIAL_SYSTEM_PROPERTIES, serialize(write_special)?),
            (
                ids::INSTANTIATION_INFO,
                serialize(|writer| self.write_instantiation(writer))?,
            ),
            (ids::ACTIVATION_CONTEXT_INFO, serialize(write_context)?),
            (ids::SECURITY_INFO, serialize(write_security)?),
            (ids::SERVER_LOCATION_INFO, serialize(write_location)?),
            (
                ids::SCM_REQUEST_INFO,
                serialize(|writer| self.write_scm_request(writer))?,
            ),
        ];
        blob::write(
            &properties,
            ids::ACTIVATION_PROPERTIES_IN,
            ids::ACTIVATION_READER_IN,
        )
    }

    fn write_instantiation(&self, writer: &mut Writer) {
        writer.guid(self.class);
        writer.u32(self.context);
        writer.u32(self.flags);
        writer.u32(0);
        writer.count(self.interfaces.len());
        writer.u32(0);
        writer.pointer(true);
        // The size of this structure, serialized.
        writer.count(16 + (52 + 16 * self.interfaces.len()).next_multiple_of(8));
        self.version.write(writer);
        writer.count(self.interfaces.len());
        for iid in &self.interfaces {
            writer.guid(*iid);
        }
    }

    fn write_scm_request(&self, writer: &mut Writer) {
        writer.pointer(false);
        writer.pointer(true);
        writer.u32(IDENTIFY);
        writer.short_count(self.protocols.len());
        writer.pointer(true);
        writer.count(self.protocols.len());
        for protocol in &self.protocols {
            writer.u16(*protocol);
        }
    }
}

fn read_protocols(reader: &mut Reader<'_>) -> Result<Vec<u16>, Error> {
    // A reserved pointer, null.
    let _reserved = reader.pointer()?;
    if !reader.pointer()? {
        return Err(reader.unexpected("the pointer to the request", 0_u32));
    }
    let _impersonation = reader.u32()?;
    let count = usize::from(reader.u16()?);
    if !reader.pointer()? {
        return Ok(Vec::new());
    }
    reader.elements("protocol sequences", count, Reader::u16)
}

/// `SpecialPropertiesData`.
fn write_special(writer: &mut Writer) {
    writer.u32(ANY_SESSION);
    for _ in 0..4 {
        writer.u32(0);
    }
    writer.guid(Guid::NIL);
    writer.u32(0);
    writer.u32(REMOTE_SERVER);
    writer.u32(0);
    writer.u32(0);
    writer.u64(0);
    for _ in 0..5 {
        writer.u32(0);
    }
}

/// `ActivationContextInfoData`. Contexts are for applications of COM+; servers take their absence.
fn write_context(writer: &mut Writer) {
    for _ in 0..4 {
        writer.u32(0);
    }
    writer.pointer(false);
    writer.pointer(false);
}

/// `SecurityInfoData`, which nobody reads.
fn write_security(writer: &mut Writer) {
    writer.u32(0);
    writer.pointer(false);
    writer.pointer(false);
}

/// `LocationInfoData`, which has to be there and is not read.
fn write_location(writer: &mut Writer) {
    writer.pointer(false);
    for _ in 0..3 {
        writer.u32(0);
    }
}
