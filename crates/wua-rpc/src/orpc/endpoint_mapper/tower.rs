//! Towers (C706 appendix I): an interface and how it is reached, floor by floor.

use wua_com::Guid;

use crate::ndr::{Error, Reader, Writer};
use crate::orpc::ids;

/// An interface and its version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InterfaceId {
    /// The interface.
    pub uuid: Guid,
    /// Its major version.
    pub major: u16,
    /// Its minor version.
    pub minor: u16,
}

impl InterfaceId {
    pub(super) fn read(reader: &mut Reader<'_>) -> Result<Self, Error> {
        Ok(Self {
            uuid: reader.guid()?,
            major: reader.u16()?,
            minor: reader.u16()?,
        })
    }

    pub(super) fn write(self, writer: &mut Writer) {
        writer.guid(self.uuid);
        writer.u16(self.major);
        writer.u16(self.minor);
    }
}

/// A tower: an interface, how to speak with it, and where. Of the protocols only NDR over TCP is ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tower {
    /// The interface.
    pub interface: InterfaceId,
    /// The transfer syntax.
    pub syntax: InterfaceId,
    /// The port, 0 in a question.
    pub port: u16,
    /// The address in IP version 4, zeros in a question.
    pub address: [u8; 4],
}

/// The protocols that stand at the beginning of floors.
mod floor {
    pub(super) const UUID: u8 = 0x0D;
    pub(super) const CONNECTION_ORIENTED: u8 = 0x0B;
    pub(super) const TCP: u8 = 0x07;
    pub(super) const IP: u8 = 0x09;
}

impl Tower {
    /// An interface in NDR over TCP.
    #[must_use]
    pub fn tcp(interface: InterfaceId, port: u16, address: [u8; 4]) -> Self {
        let syntax = InterfaceId {
            uuid: ids::NDR,
            major: 2,
            minor: 0,
        };
        Self {
            interface,
            syntax,
            port,
            address,
        }
    }

    /// Reads a tower; `None` for one over another protocol than TCP.
    pub fn from_bytes(bytes: &[u8]) -> Result<Option<Self>, Error> {
        let reader = &mut Reader::packed(bytes);
        let floors = reader.u16()?;
        if floors < 3 {
            return Err(reader.unexpected("the number of floors of a tower", floors));
        }
        let interface = read_interface_floor(reader)?;
        let syntax = read_interface_floor(reader)?;
        let (rpc, _) = read_floor(reader)?;
        if rpc != [floor::CONNECTION_ORIENTED] || floors < 5 {
            return Ok(None);
        }
        let (transport, port) = read_floor(reader)?;
        let (network, address) = read_floor(reader)?;
        if transport != [floor::TCP] || network != [floor::IP] {
            return Ok(None);
        }
        let (Ok(port), Ok(address)) = (port.try_into(), address.try_into()) else {
            return Err(reader.unexpected("the length of an address in a tower", 0_u32));
        };
        Ok(Some(Self {
            interface,
            syntax,
            // The port alone is big endian.
            port: u16::from_be_bytes(port),
            address,
        }))
    }

    /// The bytes of the tower.
    pub fn to_bytes(&self) -> Result<Vec<u8>, Error> {
        let mut writer = Writer::packed();
        writer.u16(5);
        for interface in [self.interface, self.syntax] {
            writer.u16(19);
            writer.u8(floor::UUID);
            writer.guid(interface.uuid);
            writer.u16(interface.major);
            writer.u16(2);
            writer.u16(interface.minor);
        }
        for (protocol, data) in [
            (floor::CONNECTION_ORIENTED, &[0, 0][..]),
            (floor::TCP, &self.port.to_be_bytes()),
            (floor::IP, &self.address),
        ] {
            writer.u16(1);
            writer.u8(protocol);
            writer.short_count(data.len());
            writer.bytes(data);
        }
        writer.finish()
    }
}

fn read_floor<'a>(reader: &mut Reader<'a>) -> Result<(&'a [u8], &'a [u8]), Error> {
    let length = reader.u16()?;
    let left = reader.bytes(length.into())?;
    let length = reader.u16()?;
    let right = reader.bytes(length.into())?;
    Ok((left, right))
}

fn read_interface_floor(reader: &mut Reader<'_>) -> Result<InterfaceId, Error> {
    let (left, right) = read_floor(reader)?;
    let left = &mut Reader::packed(left);
    let protocol = left.u8()?;
    if protocol != floor::UUID {
        return Err(reader.unexpected("the protocol of a floor", protocol));
    }
    Ok(InterfaceId {
        uuid: left.guid()?,
        major: left.u16()?,
        minor: Reader::packed(right).u16()?,
    })
}
