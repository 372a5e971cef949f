//! `IObjectExporter` ([MS-DCOM] 3.1.2.5.1): where exporters are, and which objects are still wanted.

use super::{ComVersion, DualStringArray, Ipid, Oid, Oxid, SetId};
use crate::ndr::{Error, Reader, Writer};

/// An operation, with what it asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExporterRequest {
    /// `ResolveOxid`: where this exporter is.
    ResolveOxid(ResolveRequest),
    /// `SimplePing`: the objects of this set are wanted.
    SimplePing(SetId),
    /// `ComplexPing`: the same, and the set changes.
    ComplexPing(ComplexPing),
    /// `ServerAlive`.
    ServerAlive,
    /// `ResolveOxid2`: where this exporter is, and which version it speaks.
    ResolveOxid2(ResolveRequest),
    /// `ServerAlive2`: where the resolver is.
    ServerAlive2,
}

/// What `ResolveOxid` and `ResolveOxid2` ask.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResolveRequest {
    /// The exporter.
    pub oxid: Oxid,
    /// The protocol sequences that the client speaks.
    pub protocols: Vec<u16>,
}

/// What `ComplexPing` asks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ComplexPing {
    /// The set; 0 for a new one.
    pub set: SetId,
    /// Counts the pings of the set.
    pub sequence: u16,
    /// Objects that come to the set.
    pub add: Vec<Oid>,
    /// Objects that leave it.
    pub remove: Vec<Oid>,
}

impl ExporterRequest {
    /// Reads the request of an operation.
    pub fn read(opnum: u16, stub: &[u8]) -> Result<Self, Error> {
        let reader = &mut Reader::new(stub);
        Ok(match opnum {
            0 => Self::ResolveOxid(ResolveRequest::read(reader)?),
            1 => Self::SimplePing(reader.u64()?),
            2 => Self::ComplexPing(ComplexPing::read(reader)?),
            3 => Self::ServerAlive,
            4 => Self::ResolveOxid2(ResolveRequest::read(reader)?),
            5 => Self::ServerAlive2,
            _ => return Err(Error::NoSuchMember { slot: opnum }),
        })
    }

    /// The operation.
    #[must_use]
    pub fn opnum(&self) -> u16 {
        match self {
            Self::ResolveOxid(_) => 0,
            Self::SimplePing(_) => 1,
            Self::ComplexPing(_) => 2,
            Self::ServerAlive => 3,
            Self::ResolveOxid2(_) => 4,
            Self::ServerAlive2 => 5,
        }
    }

    /// The request as bytes.
    pub fn to_stub(&self) -> Result<Vec<u8>, Error> {
        let mut writer = Writer::new();
        match self {
            Self::ResolveOxid(request) | Self::ResolveOxid2(request) => request.write(&mut writer),
            Self::SimplePing(set) => writer.u64(*set),
            Self::ComplexPing(ping) => ping.write(&mut writer),
            Self::ServerAlive | Self::ServerAlive2 => {}
        }
        writer.finish()
    }
}

impl ResolveRequest {
    fn read(reader: &mut Reader<'_>) -> Result<Self, Error> {
        let oxid = reader.u64()?;
        let protocols = read_protocols(reader)?;
        Ok(Self { oxid, protocols })
    }

    fn write(&self, writer: &mut Writer) {
        writer.u64(self.oxid);
        write_protocols(writer, &self.protocols);
    }
}

/// Protocol sequences: their number, then the array.
pub(crate) fn read_protocols(reader: &mut Reader<'_>) -> Result<Vec<u16>, Error> {
    let count = usize::from(reader.u16()?);
    reader.elements("protocol sequences", count, Reader::u16)
}

/// Protocol sequences: their number, then the array.
pub(crate) fn write_protocols(writer: &mut Writer, protocols: &[u16]) {
    writer.short_count(protocols.len());
    writer.count(protocols.len());
    for protocol in protocols {
        writer.u16(*protocol);
    }
}

impl ComplexPing {
    fn read(reader: &mut Reader<'_>) -> Result<Self, Error> {
        let set = reader.u64()?;
        let sequence = reader.u16()?;
        let (add, remove) = (reader.u16()?, reader.u16()?);
        Ok(Self {
            set,
            sequence,
            add: read_oids(reader, add)?,
            remove: read_oids(reader, remove)?,
        })
    }

    fn write(&self, writer: &mut Writer) {
        writer.u64(self.set);
        writer.u16(self.sequence);
        writer.short_count(self.add.len());
        writer.short_count(self.remove.len());
        for oids in [&self.add, &self.remove] {
            writer.pointer(!oids.is_empty());
            if !oids.is_empty() {
                writer.count(oids.len());
                for oid in oids {
                    writer.u64(*oid);
                }
            }
        }
    }
}

fn read_oids(reader: &mut Reader<'_>, count: u16) -> Result<Vec<Oid>, Error> {
    let (pointer, count) = (reader.pointer()?, usize::from(count));
    match count {
        _ if pointer => reader.elements("objects of a ping", count, Reader::u64),
        0 => Ok(Vec::new()),
        _ => Err(reader.miscounted("objects of a ping", count)),
    }
}

/// An exporter: where it is and who answers there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exporter {
    /// Who it is.
    pub oxid: Oxid,
    /// Where it is, with ports.
    pub bindings: DualStringArray,
    /// The interface `IRemUnknown` there.
    pub remote_unknown: Ipid,
    /// The lowest authentication level that it takes.
    pub authentication_hint: u32,
    /// Its version.
    pub version: ComVersion,
}

/// The reply to `ResolveOxid2`, or to `ResolveOxid` if `with_version` is false; an error is a status.
pub fn write_resolved(result: Result<&Exporter, u32>, with_version: bool) -> Result<Vec<u8>, Error> {
    let mut writer = Writer::new();
    let exporter = result.ok();
    DualStringArray::write_pointed(exporter.map(|exporter| &exporter.bindings), &mut writer);
    writer.guid(exporter.map_or_else(Ipid::default, |exporter| exporter.remote_unknown));
    writer.u32(exporter.map_or(0, |exporter| exporter.authentication_hint));
    if with_version {
        exporter
            .map_or(ComVersion::OURS, |exporter| exporter.version)
            .write(&mut writer);
    }
    writer.u32(result.err().unwrap_or_default());
    writer.finish()
}

/// Reads the reply to `ResolveOxid2` or `ResolveOxid` for `oxid`; the inner error is a status.
pub fn read_resolved(stub: &[u8], oxid: Oxid, with_version: bool) -> Result<Result<Exporter, u32>, Error> {
    let reader = &mut Reader::new(stub);
    let bindings = DualStringArray::read_pointed(reader)?;
    let remote_unknown = reader.guid()?;
    let authentication_hint = reader.u32()?;
    let version = if with_version {
        ComVersion::read(reader)?
    } else {
        // The operation is as old as this version.
        ComVersion { major: 5, minor: 1 }
    };
    let status = reader.u32()?;
    Ok(match bindings {
        Some(bindings) if status == 0 => Ok(Exporter {
            oxid,
            bindings,
            remote_unknown,
            authentication_hint,
            version,
        }),
        None if status == 0 => return Err(reader.unexpected("the pointer to the bindings", 0_u32)),
        _ => Err(status),
    })
}

/// The reply to `SimplePing` and `ServerAlive`.
pub fn write_status(status: u32) -> Result<Vec<u8>, Error> {
    let mut writer = Writer::new();
    writer.u32(status);
    writer.finish()
}

/// Reads the reply to `SimplePing` and `ServerAlive`.
pub fn read_status(stub: &[u8]) -> Result<u32, Error> {
    Reader::new(stub).u32()
}

/// What `ComplexPing` answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ComplexPingReply {
    /// The set, a new one if 0 was asked for.
    pub set: SetId,
    /// How much less often to ping.
    pub backoff: u16,
    /// Zero, or one of [`super::codes`].
    pub status: u32,
}

impl ComplexPingReply {
    /// Reads it.
    pub fn from_stub(stub: &[u8]) -> Result<Self, Error> {
        let mut reader = Reader::new(stub);
        Ok(Self {
            set: reader.u64()?,
            backoff: reader.u16()?,
            status: reader.u32()?,
        })
    }

    /// Writes it.
    pub fn to_stub(&self) -> Result<Vec<u8>, Error> {
        let mut writer = Writer::new();
        writer.u64(self.set);
        writer.u16(self.backoff);
        writer.u32(self.status);
        writer.finish()
    }
}

/// The reply to `ServerAlive2`: our version and where the resolver is, without ports.
pub fn write_alive(version: ComVersion, resolver: &DualStringArray) -> Result<Vec<u8>, Error> {
    let mut writer = Writer::new();
    version.write(&mut writer);
    DualStringArray::write_pointed(Some(resolver), &mut writer);
    writer.u32(0);
    writer.u32(0);
    writer.finish()
}

/// Reads the reply to `ServerAlive2`; the inner error is a status.
pub fn read_alive(stub: &[u8]) -> Result<Result<(ComVersion, DualStringArray), u32>, Error> {
    let reader = &mut Reader::new(stub);
    let version = ComVersion::read(reader)?;
    let resolver = DualStringArray::read_pointed(reader)?;
    let _reserved = reader.u32()?;
    let status = reader.u32()?;
    Ok(if status == 0 {
        Ok((version, resolver.unwrap_or_default()))
    } else {
        Err(status)
    })
}
