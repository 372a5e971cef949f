//! What a cabinet says of itself: `CFHEADER`, `CFFOLDER`, `CFFILE`.

use std::io::{BufReader, Read, Seek, SeekFrom};

use super::CabinetError;

const RESERVE_PRESENT: u16 = 4;
const PREVIOUS_CABINET: u16 = 1;
const NEXT_CABINET: u16 = 2;

/// Names have so many bytes, at most.
const LONGEST_NAME: usize = 255;

/// What stands at the beginning.
#[derive(Debug)]
pub(crate) struct Header {
    /// What is reserved for whoever made it: where a signature is.
    pub(crate) reserve: Vec<u8>,
    /// Whether all fields are there that say what is reserved.
    pub(crate) has_reserve: bool,
    /// Where the names of neighbouring cabinets begin.
    pub(crate) after_reserve: u64,
    /// How many bytes stand behind each folder's entry.
    pub(crate) folder_reserve: u8,
    /// How many bytes stand before each block of data.
    pub(crate) data_reserve: u8,
    pub(super) folders: Vec<FolderEntry>,
    pub(super) members: Vec<Member>,
}

/// A folder: a stream of blocks.
#[derive(Debug)]
pub(super) struct FolderEntry {
    pub(super) first_block: u32,
    pub(super) blocks: u16,
    pub(super) compression: u16,
}

/// A file.
#[derive(Debug)]
pub(crate) struct Member {
    pub(crate) name: String,
    pub(crate) size: u32,
    /// Where it begins in its folder, unpacked.
    pub(crate) offset: u32,
    /// Beyond all folders if it lies in another cabinet as well.
    pub(crate) folder: u16,
}

impl Header {
    pub(crate) fn read(source: &mut (impl Read + Seek)) -> Result<Self, CabinetError> {
        source.seek(SeekFrom::Start(0))?;
        let mut reader = Fields(BufReader::new(&mut *source));
        if &reader.bytes::<4>()? != b"MSCF" {
            return Err(CabinetError::Malformed(
                "it does not begin like a cabinet".to_owned(),
            ));
        }
        reader.number32()?;
        reader.number32()?;
        reader.number32()?;
        let first_file = reader.number32()?;
        reader.number32()?;
        let [minor, major] = reader.bytes()?;
        if (major, minor) > (1, 3) {
            return Err(CabinetError::Malformed(format!(
                "it is a cabinet of version {major}.{minor}; 1.3 is the latest that is known"
            )));
        }
        let folder_count = reader.number16()?;
        let file_count = reader.number16()?;
        let flags = reader.number16()?;
        reader.number32()?;
        let has_reserve = flags & RESERVE_PRESENT != 0;
        let (reserve, folder_reserve, data_reserve) = if has_reserve {
            let length = reader.number16()?;
            let [folder, data] = reader.bytes()?;
            (reader.vector(length.into())?, folder, data)
        } else {
            (Vec::new(), 0, 0)
        };
        let fixed = if has_reserve { 40 } else { 36 };
        let after_reserve = fixed + u64::try_from(reserve.len()).unwrap_or(u64::MAX);
        let neighbours = [PREVIOUS_CABINET, NEXT_CABINET];
        for _ in neighbours.iter().filter(|flag| flags & **flag != 0) {
            reader.name()?;
            reader.name()?;
        }
        let mut folders = Vec::new();
        for _ in 0..folder_count {
            folders.push(FolderEntry {
                first_block: reader.number32()?,
                blocks: reader.number16()?,
                compression: reader.number16()?,
            });
            reader.vector(folder_reserve.into())?;
        }
        drop(reader);
        source.seek(SeekFrom::Start(first_file.into()))?;
        let mut reader = Fields(BufReader::new(source));
        let mut members = Vec::new();
        for _ in 0..file_count {
            let member = reader.member()?;
            if usize::from(member.folder) >= folders.len() && member.folder < 0xFFFD {
                return Err(CabinetError::Malformed(format!(
                    "its file {:?} lies in folder {}, and there are {}",
                    member.name,
                    member.folder,
                    folders.len()
                )));
            }
            members.push(member);
        }
        Ok(Self {
            reserve,
            has_reserve,
            after_reserve,
            folder_reserve,
            data_reserve,
            folders,
            members,
        })
    }
}

/// Fields in little-endian order.
struct Fields<R>(R);

impl<R: Read> Fields<R> {
    fn bytes<const N: usize>(&mut self) -> Result<[u8; N], CabinetError> {
        let mut bytes = [0; N];
        self.0.read_exact(&mut bytes)?;
        Ok(bytes)
    }

    fn number16(&mut self) -> Result<u16, CabinetError> {
        Ok(u16::from_le_bytes(self.bytes()?))
    }

    fn number32(&mut self) -> Result<u32, CabinetError> {
        Ok(u32::from_le_bytes(self.bytes()?))
    }

    /// The length is at most what 16 bits can say.
    fn vector(&mut self, length: usize) -> Result<Vec<u8>, CabinetError> {
        let mut bytes = vec![0; length];
        self.0.read_exact(&mut bytes)?;
        Ok(bytes)
    }

    fn name(&mut self) -> Result<String, CabinetError> {
        let mut bytes = Vec::new();
        loop {
            match self.bytes()? {
                [0] => break,
                _ if bytes.len() == LONGEST_NAME => {
                    return Err(CabinetError::Malformed(format!(
                        "it has a name of more than {LONGEST_NAME} bytes"
                    )));
                }
                [byte] => bytes.push(byte),
            }
        }
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }

    fn member(&mut self) -> Result<Member, CabinetError> {
        let size = self.number32()?;
        let offset = self.number32()?;
        let folder = self.number16()?;
        // Date, time and attributes say nothing about what it holds.
        self.bytes::<6>()?;
        let name = self.name()?;
        Ok(Member {
            name,
            size,
            offset,
            folder,
        })
    }
}
