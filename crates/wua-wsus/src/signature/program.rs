//! Where programs have their signature: in a table of certificates behind everything else.
//!
//! It signs a hash of all bytes before that table, but for the program's checksum and what its header says of the table.
//!
//! Specification: the PE format, "Attribute Certificate Table" and "Optional Header Data Directories"; OBSERVED: programs that
//! osslsigncode signs and refuses.

use std::io::{self, Read, Seek, SeekFrom};

use super::signed_data::Disbelief;
use super::{Finding, LARGEST, believe, digest};

/// Where the header says where the signature is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Entry {
    checksum: u64,
    directory: u64,
    begin: u64,
    size: u32,
}

/// The header of an entry of the table.
const HEADER: usize = 8;
/// `WIN_CERT_TYPE_PKCS_SIGNED_DATA`
const SIGNED_DATA: [u8; 2] = [2, 0];

/// Finds out who signed a program. A file that is no program is not signed.
pub(super) fn of_program(source: &mut (impl Read + Seek)) -> io::Result<Finding> {
    let found = match find(source) {
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => None,
        found => found?,
    };
    let Some(found) = found else {
        return Ok(Ok(None));
    };
    let length = source.seek(SeekFrom::End(0))?;
    let end = found.begin + u64::from(found.size);
    if found.size > LARGEST || found.begin < found.directory + 8 || end != length {
        return Ok(Err(Disbelief::Wrong(
            "what the header says of its place is not so",
        )));
    }
    let mut table = Vec::new();
    source.seek(SeekFrom::Start(found.begin))?;
    source.take(found.size.into()).read_to_end(&mut table)?;
    let Some(bytes) = first(&table) else {
        return Ok(Err(Disbelief::Malformed));
    };
    let parts = [
        (0, found.checksum),
        (found.checksum + 4, found.directory),
        (found.directory + 8, found.begin),
    ];
    believe(bytes, |hash| digest(source, hash, &parts)).map(|belief| belief.map(Some))
}

/// None when it is no program, or has no signature.
fn find(source: &mut (impl Read + Seek)) -> io::Result<Option<Entry>> {
    if read_at(source, 0)? != *b"MZ" {
        return Ok(None);
    }
    let header = u64::from(u32::from_le_bytes(read_at(source, 0x3C)?));
    if read_at(source, header)? != *b"PE\0\0" {
        return Ok(None);
    }
    let optional = header + 24;
    let directories = match u16::from_le_bytes(read_at(source, optional)?) {
        0x10B => optional + 96,
        0x20B => optional + 112,
        _ => return Ok(None),
    };
    // The certificates are the fifth.
    let count = u32::from_le_bytes(read_at(source, directories - 4)?);
    let entry = directories + 32;
    if count < 5 {
        return Ok(None);
    }
    let begin = u32::from_le_bytes(read_at(source, entry)?);
    let size = u32::from_le_bytes(read_at(source, entry + 4)?);
    Ok((size > 0).then_some(Entry {
        checksum: optional + 64,
        directory: entry,
        begin: begin.into(),
        size,
    }))
}

/// The signature in the first entry of the table; others are of no kind that signs programs.
fn first(table: &[u8]) -> Option<&[u8]> {
    let (length, rest) = table.split_first_chunk::<4>()?;
    let (_revision, rest) = rest.split_first_chunk::<2>()?;
    let length = usize::try_from(u32::from_le_bytes(*length)).ok()?;
    (rest.first_chunk() == Some(&SIGNED_DATA))
        .then(|| table.get(HEADER..length))
        .flatten()
}

fn read_at<const N: usize>(source: &mut (impl Read + Seek), place: u64) -> io::Result<[u8; N]> {
    let mut bytes = [0; N];
    source.seek(SeekFrom::Start(place))?;
    source.read_exact(&mut bytes)?;
    Ok(bytes)
}
