//! ORPCTHIS and ORPCTHAT ([MS-DCOM] 2.2.13): what comes before the parameters of every call of an object.

use wua_com::Guid;

use super::ComVersion;
use super::error_info::ErrorInfo;
use crate::ndr::{Error, Reader, Writer};

/// Extensions of a call: everybody may add some, nobody has to know them.
const MOST_EXTENSIONS: usize = 64;

/// Data beside the parameters, in a format of their own ([MS-DCOM] 2.2.13.1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extension {
    /// Which format.
    pub id: Guid,
    /// The data, without padding.
    pub data: Vec<u8>,
}

/// What a client says before the arguments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrpcThis {
    /// The version of the client.
    pub version: ComVersion,
    /// Zero.
    pub flags: u32,
    /// All calls that follow from one another have the same.
    pub causality: Guid,
    /// Extensions.
    pub extensions: Vec<Extension>,
}

impl OrpcThis {
    /// A call of ours.
    #[must_use]
    pub fn new(causality: Guid) -> Self {
        Self {
            version: ComVersion::OURS,
            flags: 0,
            causality,
            extensions: Vec::new(),
        }
    }

    /// Reads it from the beginning of a request.
    pub fn read(reader: &mut Reader<'_>) -> Result<Self, Error> {
        let version = ComVersion::read(reader)?;
        let (flags, _reserved) = (reader.u32()?, reader.u32()?);
        let causality = reader.guid()?;
        let extensions = read_extensions(reader)?;
        Ok(Self {
            version,
            flags,
            causality,
            extensions,
        })
    }

    /// Writes it.
    pub fn write(&self, writer: &mut Writer) {
        self.version.write(writer);
        writer.u32(self.flags);
        writer.u32(0);
        writer.guid(self.causality);
        write_extensions(writer, &self.extensions);
    }
}

/// What a server says before the results.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OrpcThat {
    /// Zero.
    pub flags: u32,
    /// Extensions.
    pub extensions: Vec<Extension>,
}

impl OrpcThat {
    /// The header of the reply to a call that failed.
    pub fn with_error(info: &ErrorInfo) -> Result<Self, Error> {
        Ok(Self {
            flags: 0,
            extensions: vec![info.to_extension()?],
        })
    }

    /// Why the call failed, if the server says so. What cannot be read was not said.
    #[must_use]
    pub fn error_info(&self) -> Option<ErrorInfo> {
        self.extensions.iter().find_map(ErrorInfo::from_extension)
    }

    /// Reads it from the beginning of a response.
    pub fn read(reader: &mut Reader<'_>) -> Result<Self, Error> {
        Ok(Self {
            flags: reader.u32()?,
            extensions: read_extensions(reader)?,
        })
    }

    /// Writes it.
    pub fn write(&self, writer: &mut Writer) {
        writer.u32(self.flags);
        write_extensions(writer, &self.extensions);
    }
}

fn read_extensions(reader: &mut Reader<'_>) -> Result<Vec<Extension>, Error> {
    if !reader.pointer()? {
        return Ok(Vec::new());
    }
    // The number of extensions is repeated, rounded up to an even one, where the pointers are.
    let (_size, _reserved) = (reader.u32()?, reader.u32()?);
    if !reader.pointer()? {
        return Ok(Vec::new());
    }
    let count = reader.count("extensions", 4)?;
    if count > MOST_EXTENSIONS {
        return Err(reader.miscounted("extensions", count));
    }
    let mut present = Vec::with_capacity(count);
    for _ in 0..count {
        present.push(reader.pointer()?);
    }
    present
        .into_iter()
        .filter(|present| *present)
        .map(|_| read_extension(reader))
        .collect()
}

fn read_extension(reader: &mut Reader<'_>) -> Result<Extension, Error> {
    let padded = reader.count("bytes of an extension", 1)?;
    let id = reader.guid()?;
    let size = reader.u32()?;
    let data = reader.bytes(padded)?;
    match usize::try_from(size).ok().and_then(|size| data.get(..size)) {
        Some(data) => Ok(Extension {
            id,
            data: data.to_vec(),
        }),
        None => Err(reader.unexpected("the size of an extension", size)),
    }
}

fn write_extensions(writer: &mut Writer, extensions: &[Extension]) {
    writer.pointer(!extensions.is_empty());
    if extensions.is_empty() {
        return;
    }
    writer.count(extensions.len());
    writer.u32(0);
    writer.pointer(true);
    let even = extensions.len().next_multiple_of(2);
    writer.count(even);
    for at in 0..even {
        writer.pointer(at < extensions.len());
    }
    for extension in extensions {
        let padded = extension.data.len().next_multiple_of(8);
        writer.count(padded);
        writer.guid(extension.id);
        writer.count(extension.data.len());
        writer.bytes(&extension.data);
        for _ in extension.data.len()..padded {
            writer.u8(0);
        }
    }
}
