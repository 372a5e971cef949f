//! The endpoint mapper (C706 appendix O, [MS-RPCE] 2.2.1.2): which interface is at which port.

mod tower;

pub use tower::{InterfaceId, Tower};

use wua_com::Guid;

use crate::ndr::{Error, Reader, Writer};

/// How long an annotation may be, with its terminator.
const ANNOTATION: usize = 64;

/// Where a walk through the entries stands (`ept_lookup_handle_t`); all zeros at the beginning and at the end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LookupHandle {
    /// Zero.
    pub attributes: u32,
    /// The walk.
    pub uuid: Guid,
}

impl LookupHandle {
    fn read(reader: &mut Reader<'_>) -> Result<Self, Error> {
        Ok(Self {
            attributes: reader.u32()?,
            uuid: reader.guid()?,
        })
    }

    fn write(self, writer: &mut Writer) {
        writer.u32(self.attributes);
        writer.guid(self.uuid);
    }
}

/// An operation, with what it asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MapperRequest {
    /// `ept_lookup`: all entries, or some of them.
    Lookup {
        /// 0 all, 1 by interface, 2 by object, 3 by both.
        inquiry: u32,
        /// The object.
        object: Option<Guid>,
        /// The interface.
        interface: Option<InterfaceId>,
        /// Which versions are meant.
        version_option: u32,
        /// Where the walk stands.
        handle: LookupHandle,
        /// How many entries are taken at a time.
        most: u32,
    },
    /// `ept_map`: where an interface is.
    Map {
        /// The object.
        object: Option<Guid>,
        /// The interface and protocol, as bytes.
        tower: Option<Vec<u8>>,
        /// Where the walk stands.
        handle: LookupHandle,
        /// How many towers are taken at a time. The reply repeats it.
        most: u32,
    },
    /// `ept_lookup_handle_free`: the walk ends.
    Free(LookupHandle),
}

impl MapperRequest {
    /// Reads the request of an operation. Entering and removing entries is no operation of ours.
    pub fn read(opnum: u16, stub: &[u8]) -> Result<Self, Error> {
        let reader = &mut Reader::new(stub);
        Ok(match opnum {
            2 => Self::Lookup {
                inquiry: reader.u32()?,
                object: read_pointed(reader, Reader::guid)?,
                interface: read_pointed(reader, InterfaceId::read)?,
                version_option: reader.u32()?,
                handle: LookupHandle::read(reader)?,
                most: reader.u32()?,
            },
            3 => Self::Map {
                object: read_pointed(reader, Reader::guid)?,
                tower: read_pointed(reader, read_octets)?,
                handle: LookupHandle::read(reader)?,
                most: reader.u32()?,
            },
            4 => Self::Free(LookupHandle::read(reader)?),
            _ => return Err(Error::NoSuchMember { slot: opnum }),
        })
    }

    /// The operation.
    #[must_use]
    pub fn opnum(&self) -> u16 {
        match self {
            Self::Lookup { .. } => 2,
            Self::Map { .. } => 3,
            Self::Free(_) => 4,
        }
    }

    /// The request as bytes.
    pub fn to_stub(&self) -> Result<Vec<u8>, Error> {
        let mut writer = Writer::new();
        match self {
            Self::Lookup {
                inquiry,
                object,
                interface,
                version_option,
                handle,
                most,
            } => {
                writer.u32(*inquiry);
                write_object(&mut writer, *object);
                writer.pointer(interface.is_some());
                if let Some(interface) = interface {
                    interface.write(&mut writer);
                }
                writer.u32(*version_option);
                handle.write(&mut writer);
                writer.u32(*most);
            }
            Self::Map {
                object,
                tower,
                handle,
                most,
            } => {
                write_object(&mut writer, *object);
                writer.pointer(tower.is_some());
                if let Some(tower) = tower {
                    write_octets(&mut writer, tower);
                }
                handle.write(&mut writer);
                writer.u32(*most);
            }
            Self::Free(handle) => handle.write(&mut writer),
        }
        writer.finish()
    }
}

fn read_pointed<'a, T>(
    reader: &mut Reader<'a>,
    read: impl FnOnce(&mut Reader<'a>) -> Result<T, Error>,
) -> Result<Option<T>, Error> {
    if reader.pointer()? {
        read(reader).map(Some)
    } else {
        Ok(None)
    }
}

fn write_object(writer: &mut Writer, object: Option<Guid>) {
    writer.pointer(object.is_some());
    if let Some(object) = object {
        writer.guid(object);
    }
}

/// A tower as a conformant structure (`twr_t`).
fn read_octets(reader: &mut Reader<'_>) -> Result<Vec<u8>, Error> {
    let count = reader.count("bytes of a tower", 1)?;
    reader.conformance("bytes of a tower", count)?;
    reader.bytes(count).map(<[u8]>::to_vec)
}

fn write_octets(writer: &mut Writer, octets: &[u8]) {
    writer.count(octets.len());
    writer.count(octets.len());
    writer.bytes(octets);
}

/// The reply to `ept_map`: `most` is what the request said. Some clients refuse a reply that does not repeat it.
pub fn write_mapped(
    handle: LookupHandle,
    most: u32,
    towers: &[Tower],
    status: u32,
) -> Result<Vec<u8>, Error> {
    let mut writer = Writer::new();
    handle.write(&mut writer);
    let towers = fitting(towers, most);
    write_array_head(&mut writer, most, towers.len());
    for _ in towers {
        writer.pointer(true);
    }
    for tower in towers {
        write_octets(&mut writer, &tower.to_bytes()?);
    }
    writer.u32(status);
    writer.finish()
}

/// Reads the reply to `ept_map`: where the walk stands, towers as bytes, and the status.
pub fn read_mapped(stub: &[u8]) -> Result<(LookupHandle, Vec<Vec<u8>>, u32), Error> {
    let reader = &mut Reader::new(stub);
    let handle = LookupHandle::read(reader)?;
    let count = read_array_head(reader, 4)?;
    let present: Vec<bool> = (0..count).map(|_| reader.pointer()).collect::<Result<_, _>>()?;
    let towers = present.into_iter().filter(|present| *present);
    let towers = towers.map(|_| read_octets(reader)).collect::<Result<_, _>>()?;
    Ok((handle, towers, reader.u32()?))
}

/// An entry of the reply to `ept_lookup`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The object, nil for any.
    pub object: Guid,
    /// Interface, protocol and port.
    pub tower: Tower,
    /// For people; ASCII.
    pub annotation: String,
}

/// The reply to `ept_lookup`: `most` is what the request said.
pub fn write_entries(
    handle: LookupHandle,
    most: u32,
    entries: &[Entry],
    status: u32,
) -> Result<Vec<u8>, Error> {
    let mut writer = Writer::new();
    handle.write(&mut writer);
    let entries = fitting(entries, most);
    write_array_head(&mut writer, most, entries.len());
    for entry in entries {
        writer.guid(entry.object);
        writer.pointer(true);
        let annotation: Vec<u8> = entry.annotation.bytes().filter(|byte| *byte != 0).collect();
        let shown = annotation.get(..ANNOTATION - 1).unwrap_or(&annotation);
        writer.u32(0);
        writer.count(shown.len() + 1);
        writer.bytes(shown);
        writer.u8(0);
        writer.align(4);
    }
    for entry in entries {
        write_octets(&mut writer, &entry.tower.to_bytes()?);
    }
    writer.u32(status);
    writer.finish()
}

/// Reads the reply to `ept_lookup`. Entries of other protocols are left out.
pub fn read_entries(stub: &[u8]) -> Result<(LookupHandle, Vec<Entry>, u32), Error> {
    let reader = &mut Reader::new(stub);
    let handle = LookupHandle::read(reader)?;
    let count = read_array_head(reader, 28)?;
    let mut heads = Vec::with_capacity(count);
    for _ in 0..count {
        let object = reader.guid()?;
        let present = reader.pointer()?;
        let _offset = reader.u32()?;
        let length = reader.count("bytes of an annotation", 1)?;
        let annotation = String::from_utf8_lossy(reader.bytes(length)?)
            .trim_end_matches('\0')
            .to_owned();
        heads.push((object, present, annotation));
    }
    let mut entries = Vec::new();
    for (object, present, annotation) in heads {
        if present && let Some(tower) = Tower::from_bytes(&read_octets(reader)?)? {
            entries.push(Entry {
                object,
                tower,
                annotation,
            });
        }
    }
    Ok((handle, entries, reader.u32()?))
}

/// The reply to `ept_lookup_handle_free`: there is no walk any more.
pub fn write_freed(status: u32) -> Result<Vec<u8>, Error> {
    let mut writer = Writer::new();
    LookupHandle::default().write(&mut writer);
    writer.u32(status);
    writer.finish()
}

/// Reads the reply to `ept_lookup_handle_free`.
pub fn read_freed(stub: &[u8]) -> Result<(LookupHandle, u32), Error> {
    let reader = &mut Reader::new(stub);
    Ok((LookupHandle::read(reader)?, reader.u32()?))
}

fn fitting<T>(items: &[T], most: u32) -> &[T] {
    let most = usize::try_from(most).unwrap_or(usize::MAX);
    items.get(..most).unwrap_or(items)
}

fn write_array_head(writer: &mut Writer, most: u32, count: usize) {
    writer.count(count);
    writer.u32(most);
    writer.u32(0);
    writer.count(count);
}

fn read_array_head(reader: &mut Reader<'_>, size: usize) -> Result<usize, Error> {
    let _count = reader.u32()?;
    let _most = reader.u32()?;
    let _offset = reader.u32()?;
    reader.count("entries", size)
}
