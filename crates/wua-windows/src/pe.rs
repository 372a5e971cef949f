//! The version of a program or library: its version resource, found with a few reads of a portable executable.
//!
//! Specification: [PE Format](https://learn.microsoft.com/windows/win32/debug/pe-format), and `VS_VERSIONINFO`.

use std::fs::File;
use std::io;

use wua_rules::applicability::Version;

/// What can be read at any place.
pub trait ReadAt {
    /// Reads from `offset` on; fewer bytes than asked for only at the end.
    fn read_at(&self, buffer: &mut [u8], offset: u64) -> io::Result<usize>;
}

/// What a version resource says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PeVersion {
    /// `VS_FIXEDFILEINFO`: the version of the file.
    pub file: Version,
    /// The language that the resource is in.
    pub language: u16,
}

/// The version resource of a file; none if it is no executable, has none, or is damaged.
pub fn version(file: &impl ReadAt) -> io::Result<Option<PeVersion>> {
    let mut head = [0; HEAD];
    let length = file.read_at(&mut head, 0)?;
    let Some(section) = head.get(..length).and_then(resources) else {
        return Ok(None);
    };
    let window = Window::read(file, section)?;
    let Some((entry, language)) = leaf(file, &window)? else {
        return Ok(None);
    };
    let Some(within) = entry.address.checked_sub(section.address) else {
        return Ok(None);
    };
    let mut info = [0; INFO];
    let info = window.bytes(file, within, &mut info)?;
    Ok(fixed(info, entry.size).map(|file| PeVersion { file, language }))
}

/// All headers of nearly every file lie in its first page; those of others are read as if they ended there.
const HEAD: usize = 4096;
/// What is read of the resources at once.
const WINDOW: usize = 4096;
/// The language of a resource that is in no language in particular.
const NEUTRAL: u16 = 0;
/// American English, in which most resources are that are in several.
const ENGLISH: u16 = 0x0409;
/// `RT_VERSION`.
const VERSION: u32 = 16;
/// `VS_VERSION_INFO`: the name of the one version resource.
const INFORMATION: u32 = 1;
/// The number of the resource directory among the data directories.
const RESOURCES: usize = 2;
/// A directory of more entries is not searched to its end.
const MOST_ENTRIES: u32 = 4096;

/// A section with resources.
#[derive(Clone, Copy)]
struct Section {
    /// Where the resources are in memory.
    address: u32,
    /// Where they are in the file.
    offset: u64,
}

/// Where the resources are, by the headers.
fn resources(head: &[u8]) -> Option<Section> {
    if head.get(..2)? != b"MZ" {
        return None;
    }
    let at = usize::try_from(u32_at(head, 0x3c)?).ok()?;
    let coff = head.get(at..)?;
    if coff.get(..4)? != b"PE\0\0" {
        return None;
    }
    let (sections, optional_size) = (u16_at(coff, 6)?, usize::from(u16_at(coff, 20)?));
    let optional = coff.get(24..)?;
    let directories = match u16_at(optional, 0)? {
        0x10b => 96,
        0x20b => 112,
        _ => return None,
    };
    let count = usize::try_from(u32_at(optional, directories - 4)?).ok()?;
    if count <= RESOURCES || directories + 8 * (RESOURCES + 1) > optional_size {
        return None;
    }
    let address = u32_at(optional, directories + 8 * RESOURCES)?;
    if address == 0 {
        return None;
    }
    let table = optional.get(optional_size..)?;
    (0..usize::from(sections)).find_map(|number| {
        let header = table.get(40 * number..)?.get(..40)?;
        let (virtual_size, start) = (u32_at(header, 8)?, u32_at(header, 12)?);
        let (raw_size, raw) = (u32_at(header, 16)?, u32_at(header, 20)?);
        let within = address.checked_sub(start)?;
        (within < virtual_size.max(raw_size)).then(|| Section {
            address,
            offset: u64::from(raw) + u64::from(within),
        })
    })
}

/// The beginning of the resources, where the directories and mostly the version are.
struct Window {
    section: Section,
    bytes: [u8; WINDOW],
    length: usize,
}

impl Window {
    fn read(file: &impl ReadAt, section: Section) -> io::Result<Self> {
        let mut bytes = [0; WINDOW];
        let length = file.read_at(&mut bytes, section.offset)?;
        Ok(Self {
            section,
            bytes,
            length,
        })
    }

    /// The bytes at a place within the resources; fewer at the end of the file.
    fn bytes<'a>(&'a self, file: &impl ReadAt, within: u32, buffer: &'a mut [u8]) -> io::Result<&'a [u8]> {
        let here = usize::try_from(within).unwrap_or(usize::MAX);
        let end = here.saturating_add(buffer.len());
        if end <= self.length
            && let Some(bytes) = self.bytes.get(here..end)
        {
            return Ok(bytes);
        }
        let length = file.read_at(buffer, self.section.offset + u64::from(within))?;
        Ok(buffer.get(..length).unwrap_or_default())
    }
}

/// Where a resource is.
struct Leaf {
    address: u32,
    size: u32,
}

/// The version resource: three directories down, by type, name and language.
fn leaf(file: &impl ReadAt, window: &Window) -> io::Result<Option<(Leaf, u16)>> {
    let Some(of_type) = directory(file, window, 0, |id| id == VERSION)? else {
        return Ok(None);
    };
    let Some(names) = below(of_type.1) else {
        return Ok(None);
    };
    let Some((_, languages)) = directory(file, window, names, |id| id == INFORMATION)? else {
        return Ok(None);
    };
    let Some(languages) = below(languages) else {
        return Ok(None);
    };
    let mut chosen = None;
    for wanted in [Some(NEUTRAL), Some(ENGLISH), None] {
        let is_wanted = |id| wanted.is_none_or(|wanted| id == u32::from(wanted));
        chosen = directory(file, window, languages, is_wanted)?;
        if chosen.is_some() {
            break;
        }
    }
    let Some((language, place)) = chosen.filter(|(_, place)| below(*place).is_none()) else {
        return Ok(None);
    };
    let mut entry = [0; 16];
    let entry = window.bytes(file, place, &mut entry)?;
    let leaf = u32_at(entry, 0).zip(u32_at(entry, 4));
    let leaf = leaf.map(|(address, size)| Leaf { address, size });
    Ok(leaf.zip(u16::try_from(language).ok()))
}

/// The place of a directory, if an entry leads to one.
fn below(place: u32) -> Option<u32> {
    (place & 0x8000_0000 != 0).then_some(place & 0x7fff_ffff)
}

/// The first entry of a directory that has a number which is wanted: the number, and where it leads.
fn directory(
    file: &impl ReadAt,
    window: &Window,
    at: u32,
    is_wanted: impl Fn(u32) -> bool,
) -> io::Result<Option<(u32, u32)>> {
    let mut header = [0; 16];
    let header = window.bytes(file, at, &mut header)?;
    let (Some(named), Some(numbered)) = (u16_at(header, 12), u16_at(header, 14)) else {
        return Ok(None);
    };
    let count = (u32::from(named) + u32::from(numbered)).min(MOST_ENTRIES);
    for number in 0..count {
        let Some(at) = at.checked_add(16 + 8 * number) else {
            return Ok(None);
        };
        let mut entry = [0; 8];
        let entry = window.bytes(file, at, &mut entry)?;
        let (Some(id), Some(place)) = (u32_at(entry, 0), u32_at(entry, 4)) else {
            return Ok(None);
        };
        if is_wanted(id) {
            return Ok(Some((id, place)));
        }
    }
    Ok(None)
}

/// `VS_VERSION_INFO` in UTF-16, with its end.
const KEY: [u8; 32] = *b"V\0S\0_\0V\0E\0R\0S\0I\0O\0N\0_\0I\0N\0F\0O\0\0\0";
/// The header, the key, and `VS_FIXEDFILEINFO` up to its versions.
const INFO: usize = 56;

/// The version in `VS_VERSIONINFO`.
fn fixed(info: &[u8], size: u32) -> Option<Version> {
    let is_whole = usize::try_from(size).is_ok_and(|size| size >= INFO);
    if !is_whole || info.get(6..38)? != KEY || u32_at(info, 40)? != 0xfeef_04bd || u16_at(info, 2)? < 16 {
        return None;
    }
    let group = |at| u16_at(info, at);
    Some(Version([group(50)?, group(48)?, group(54)?, group(52)?]))
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    let bytes = bytes.get(at..)?.first_chunk()?;
    Some(u16::from_le_bytes(*bytes))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    let bytes = bytes.get(at..)?.first_chunk()?;
    Some(u32::from_le_bytes(*bytes))
}

impl ReadAt for [u8] {
    fn read_at(&self, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
        let rest = usize::try_from(offset).ok().and_then(|offset| self.get(offset..));
        let rest = rest.unwrap_or_default();
        let length = rest.len().min(buffer.len());
        for (to, from) in buffer.iter_mut().zip(rest) {
            *to = *from;
        }
        Ok(length)
    }
}

impl ReadAt for Vec<u8> {
    fn read_at(&self, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
        self.as_slice().read_at(buffer, offset)
    }
}

impl ReadAt for File {
    #[cfg(unix)]
    fn read_at(&self, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
        // A file of this computer gives all it has at once; what is interrupted is tried again.
        loop {
            match std::os::unix::fs::FileExt::read_at(self, buffer, offset) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                result => return result,
            }
        }
    }

    #[cfg(windows)]
    fn read_at(&self, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
        std::os::windows::fs::FileExt::seek_read(self, buffer, offset)
    }
}
