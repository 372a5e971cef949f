//! One folder of a cabinet, unpacked from its beginning to its end.
//!
//! The crate `cab` unpacks by the names of files, each from the beginning of its folder. It is shown a cabinet that has this
//! one folder, and in it one file without an end.

use std::io::{self, Read, Seek, SeekFrom};
use std::ops::RangeInclusive;
use std::panic::{AssertUnwindSafe, catch_unwind};

use super::header::Header;

/// The only name in the cabinet that `cab` sees.
const NAME: &str = "f";

/// How much longer that cabinet's beginning makes the file.
const PREFIX: u32 = 66;

/// How much LZX looks back over in cabinets, as powers of 2: what `cab` would take beyond it needs 32 MiB.
const LZX_WINDOWS: RangeInclusive<u16> = 15..=21;

/// The real cabinet, behind a beginning that describes one folder of it.
pub(super) struct OneFolder<'a, R> {
    prefix: Vec<u8>,
    source: &'a mut R,
    at: u64,
}

/// Makes one folder of a cabinet readable.
pub(super) fn isolate<'a, R: Read + Seek>(
    source: &'a mut R,
    header: &Header,
    index: usize,
) -> Result<cab::Cabinet<OneFolder<'a, R>>, String> {
    let folder = header.folders.get(index).ok_or("there is no such folder")?;
    if folder.compression & 0xF == 2 {
        return Err("it is compressed with Quantum, which nobody but Windows unpacks".to_owned());
    }
    let window = folder.compression >> 8;
    if folder.compression & 0xF == 3 && !LZX_WINDOWS.contains(&window) {
        return Err(format!(
            "it is compressed with LZX over 2^{window} bytes, and cabinets know 2^15 to 2^21"
        ));
    }
    if folder.blocks == 0 {
        return Err("its folder is empty".to_owned());
    }
    let first_block = folder.first_block.checked_add(PREFIX);
    let first_block = first_block.ok_or("its folder begins behind all cabinets")?;
    let mut prefix = Vec::new();
    prefix.extend(b"MSCF\0\0\0\0");
    prefix.extend(0x7FFF_0000_u32.to_le_bytes());
    prefix.extend([0; 4]);
    // Files stand behind the header, what is reserved, and the folder.
    prefix.extend(48_u32.to_le_bytes());
    prefix.extend([0; 4]);
    prefix.extend([3, 1, 1, 0, 1, 0, 4, 0, 0, 0, 0, 0]);
    prefix.extend([0, 0, 0, header.data_reserve]);
    prefix.extend(first_block.to_le_bytes());
    prefix.extend(folder.blocks.to_le_bytes());
    prefix.extend(folder.compression.to_le_bytes());
    prefix.extend(u32::MAX.to_le_bytes());
    prefix.extend([0; 12]);
    prefix.extend(NAME.as_bytes());
    prefix.push(0);
    let one = OneFolder {
        prefix,
        source,
        at: 0,
    };
    cab::Cabinet::new(one).map_err(|error| error.to_string())
}

impl<R: Read + Seek> Read for OneFolder<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let at = usize::try_from(self.at).unwrap_or(usize::MAX);
        let count = match self.prefix.get(at..) {
            Some(rest) if !rest.is_empty() => {
                let count = rest.len().min(buffer.len());
                if let (Some(to), Some(from)) = (buffer.get_mut(..count), rest.get(..count)) {
                    to.copy_from_slice(from);
                }
                count
            }
            _ => {
                let real = self.at.saturating_sub(PREFIX.into());
                self.source.seek(SeekFrom::Start(real))?;
                self.source.read(buffer)?
            }
        };
        self.at += u64::try_from(count).unwrap_or_default();
        Ok(count)
    }
}

impl<R: Read + Seek> Seek for OneFolder<'_, R> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.at = match to {
            SeekFrom::Start(at) => at,
            SeekFrom::Current(by) => self.at.saturating_add_signed(by),
            SeekFrom::End(_) => return Err(io::ErrorKind::Unsupported.into()),
        };
        Ok(self.at)
    }
}

/// The bytes of a folder. What went wrong once goes wrong again: a stream has no second try.
pub(super) struct Folder<'a, R> {
    inner: Option<cab::FileReader<'a, R>>,
    failure: String,
    budget: u64,
}

impl<'a, R: Read + Seek> Folder<'a, R> {
    /// Of the folder at most `budget` bytes are unpacked.
    pub(super) fn open(cabinet: &'a mut cab::Cabinet<R>, budget: u64) -> Self {
        let opened = guarded(|| cabinet.read_file(NAME));
        let (inner, failure) = match opened {
            Ok(inner) => (Some(inner), String::new()),
            Err(error) => (None, error.to_string()),
        };
        Self {
            inner,
            failure,
            budget,
        }
    }
}

impl<R: Read + Seek> Read for Folder<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let Some(inner) = &mut self.inner else {
            return Err(io::Error::new(io::ErrorKind::InvalidData, self.failure.clone()));
        };
        let outcome = if self.budget == 0 {
            Err(io::Error::other("it unpacks to more than 4 GiB"))
        } else {
            guarded(|| inner.read(buffer))
        };
        match outcome {
            Ok(count) => {
                let count64 = u64::try_from(count).unwrap_or(u64::MAX);
                self.budget = self.budget.saturating_sub(count64);
                Ok(count)
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => Err(error),
            Err(error) => {
                self.failure = error.to_string();
                self.inner = None;
                Err(error)
            }
        }
    }
}

/// A decoder of others that panics over bytes of others has found them broken, no more.
fn guarded<T>(call: impl FnOnce() -> io::Result<T>) -> io::Result<T> {
    catch_unwind(AssertUnwindSafe(call)).unwrap_or_else(|_| {
        Err(io::Error::new(
            io::ErrorKind::InvalidData,
            "what was compressed makes no sense",
        ))
    })
}
