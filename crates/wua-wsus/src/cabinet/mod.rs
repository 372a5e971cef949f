//! Cabinets, read in order: each folder is unpacked once, however many files it holds.
//!
//! Names in a cabinet are only ever compared and shown; nothing is written anywhere.
//!
//! Specification: [MS-CAB].

mod folder;
mod header;

use std::fmt;
use std::io::{self, BufRead, BufReader, Read, Seek};

use folder::{Folder, isolate};
pub(crate) use header::{Header, Member};

/// So many bytes are unpacked of one cabinet, at most.
const MOST_UNPACKED: u64 = 4 << 30;

/// Why a cabinet cannot be read.
#[derive(Debug)]
pub enum CabinetError {
    /// The file could not be read.
    File(io::Error),
    /// It is not a cabinet, or not a whole one: what is wrong.
    Malformed(String),
}

impl fmt::Display for CabinetError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(error) => write!(f, "it cannot be read: {error}"),
            Self::Malformed(what) => f.write_str(what),
        }
    }
}

impl std::error::Error for CabinetError {}

impl From<io::Error> for CabinetError {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::UnexpectedEof {
            return Self::Malformed("it ends too early".to_owned());
        }
        Self::File(error)
    }
}

/// A cabinet.
pub struct Cabinet<R> {
    source: R,
    header: Header,
}

impl<R: Read + Seek> Cabinet<R> {
    /// Reads what the cabinet says of its folders and files.
    pub fn open(mut source: R) -> Result<Self, CabinetError> {
        let header = Header::read(&mut source)?;
        Ok(Self { source, header })
    }

    /// The file, and what it says of itself.
    pub(crate) fn parts(&mut self) -> (&mut R, &Header) {
        (&mut self.source, &self.header)
    }

    /// The names of its files, in the order of the cabinet.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.header.members.iter().map(|member| member.name.as_str())
    }

    /// Hands over the contents of the files that are `wanted`, folder by folder in the order of their bytes. Where a
    /// file is damaged, its reader says so; the others are read as far as they can be.
    pub fn visit(&mut self, wanted: impl Fn(&str) -> bool, visitor: &mut dyn FnMut(&str, &mut dyn BufRead)) {
        let mut unpacked = 0;
        for index in 0..self.header.folders.len() {
            let members = self.header.members.iter();
            let mut members: Vec<&Member> = members
                .filter(|member| usize::from(member.folder) == index && wanted(&member.name))
                .collect();
            members.sort_by_key(|member| member.offset);
            if members.is_empty() {
                continue;
            }
            let budget = MOST_UNPACKED.saturating_sub(unpacked);
            match isolate(&mut self.source, &self.header, index) {
                Ok(mut cabinet) => {
                    let folder = Folder::open(&mut cabinet, budget);
                    unpacked += visit_folder(folder, &members, visitor);
                }
                Err(reason) => refuse(&members, &reason, visitor),
            }
        }
        // What lies in another cabinet belongs to no folder of this one.
        let count = self.header.folders.len();
        let elsewhere = self.header.members.iter();
        let elsewhere: Vec<&Member> = elsewhere
            .filter(|member| usize::from(member.folder) >= count && wanted(&member.name))
            .collect();
        refuse(
            &elsewhere,
            "a part of it lies in another cabinet, and cabinets that belong together are not read",
            visitor,
        );
    }
}

/// How many bytes were unpacked.
fn visit_folder<R: Read + Seek>(
    folder: Folder<'_, R>,
    members: &[&Member],
    visitor: &mut dyn FnMut(&str, &mut dyn BufRead),
) -> u64 {
    let mut reader = BufReader::with_capacity(1 << 15, folder);
    let mut at = 0;
    for member in members {
        let offset = u64::from(member.offset);
        let Some(gap) = offset.checked_sub(at) else {
            refuse(
                &[member],
                "it overlaps another file of the cabinet, which no honest cabinet has",
                visitor,
            );
            continue;
        };
        let mut skipped = (&mut reader).take(gap);
        // An error here is told again by the next read.
        let _ = io::copy(&mut skipped, &mut io::sink());
        let mut contents = Exactly {
            left: u64::from(member.size),
            inner: &mut reader,
        };
        visitor(&member.name, &mut contents);
        let _ = io::copy(&mut contents, &mut io::sink());
        at = offset + u64::from(member.size) - contents.left;
    }
    at
}

fn refuse(members: &[&Member], reason: &str, visitor: &mut dyn FnMut(&str, &mut dyn BufRead)) {
    for member in members {
        let mut contents = BufReader::with_capacity(1, Refused(reason));
        visitor(&member.name, &mut contents);
    }
}

/// What cannot be read, and why.
struct Refused<'a>(&'a str);

impl Read for Refused<'_> {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        Err(io::Error::new(io::ErrorKind::InvalidData, self.0))
    }
}

/// So many bytes, or an error.
struct Exactly<'a, R> {
    left: u64,
    inner: &'a mut BufReader<R>,
}

impl<R: Read> BufRead for Exactly<'_, R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.left == 0 {
            return Ok(&[]);
        }
        let bytes = self.inner.fill_buf()?;
        if bytes.is_empty() {
            return Err(io::Error::new(
                io::ErrorKind::UnexpectedEof,
                "the cabinet holds less of it than it says",
            ));
        }
        let most = usize::try_from(self.left).unwrap_or(usize::MAX).min(bytes.len());
        Ok(bytes.get(..most).unwrap_or_default())
    }

    fn consume(&mut self, count: usize) {
        self.left = self.left.saturating_sub(u64::try_from(count).unwrap_or(u64::MAX));
        self.inner.consume(count);
    }
}

impl<R: Read> Read for Exactly<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let bytes = self.fill_buf()?;
        let count = bytes.len().min(buffer.len());
        if let (Some(to), Some(from)) = (buffer.get_mut(..count), bytes.get(..count)) {
            to.copy_from_slice(from);
        }
        self.consume(count);
        Ok(count)
    }
}
