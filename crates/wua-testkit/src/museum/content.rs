//! The bytes of the museum's files. Nothing is stored: a name and a size say it all.
//!
//! A file that ends in `.cab` is a real cabinet with two files in it, so that taking it apart can be tried too.
//! Specification of cabinets: [MS-CAB].

/// The content of a file.
pub fn bytes(file_name: &str, size: u64) -> Vec<u8> {
    let size = usize::try_from(size).unwrap_or(usize::MAX);
    match file_name.strip_suffix(".cab") {
        Some(stem) => cabinet(stem, size).unwrap_or_else(|| noise(file_name, size)),
        None => noise(file_name, size),
    }
}

/// Bytes without pattern that are the same every time.
fn noise(seed: &str, size: usize) -> Vec<u8> {
    // FNV-1a makes a number of the name; SplitMix64 makes many of it.
    let mut state = seed.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    let mut bytes = Vec::with_capacity(size + 8);
    while bytes.len() < size {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bytes.extend_from_slice(&(mixed ^ (mixed >> 31)).to_le_bytes());
    }
    bytes.truncate(size);
    bytes
}

/// As much as one block of a cabinet may hold.
const BLOCK: usize = 0x8000;
/// [MS-CAB] 2.1 `CFHEADER`, 2.2 `CFFOLDER`, 2.3 `CFFILE` without its name, 2.4 `CFDATA` without its data.
const HEADER: usize = 36;
const FOLDER: usize = 8;
const FILE: usize = 16;
const DATA: usize = 8;

/// A cabinet of exactly `size` bytes that holds a readme and noise, uncompressed. `None` if it does not fit.
fn cabinet(stem: &str, size: usize) -> Option<Vec<u8>> {
    let readme =
        format!("{stem} belongs to the collection of the Museum of Updates. Please do not touch.\r\n");
    let names = ["readme.txt".to_owned(), format!("{stem}.bin")];
    let front = HEADER + FOLDER + names.iter().map(|name| FILE + name.len() + 1).sum::<usize>();
    let blocks = size.checked_sub(front)?.div_ceil(BLOCK + DATA);
    let payload = size.checked_sub(front + blocks * DATA)?;
    if payload.div_ceil(BLOCK) != blocks {
        return None;
    }
    let noisy = payload.checked_sub(readme.len())?;

    let mut cabinet = Writer(Vec::with_capacity(size));
    cabinet
        .put(b"MSCF")
        .long(0)
        .number(size)?
        .long(0)
        .number(HEADER + FOLDER)?
        .long(0);
    // Version 1.3, one folder, two files, no flags, set 0, cabinet 0 of it.
    cabinet.put(&[3, 1]).short(1).short(2).short(0).short(0).short(0);
    cabinet.number(front)?.short(u16::try_from(blocks).ok()?).short(0);
    for (name, length, offset) in [(&names[0], readme.len(), 0), (&names[1], noisy, readme.len())] {
        // In folder 0, written on 1 January 1980 at midnight, not hidden.
        cabinet
            .number(length)?
            .number(offset)?
            .short(0)
            .short(0x0021)
            .short(0)
            .short(0x20);
        cabinet.put(name.as_bytes()).put(&[0]);
    }
    let mut data = readme.into_bytes();
    data.extend(noise(stem, noisy));
    for block in data.chunks(BLOCK) {
        let length = u16::try_from(block.len()).ok()?;
        // A checksum of 0 says that there is none.
        cabinet.long(0).short(length).short(length).put(block);
    }
    Some(cabinet.0)
}

/// Appends little-endian numbers.
struct Writer(Vec<u8>);

impl Writer {
    fn put(&mut self, bytes: &[u8]) -> &mut Self {
        self.0.extend_from_slice(bytes);
        self
    }

    fn short(&mut self, value: u16) -> &mut Self {
        self.put(&value.to_le_bytes())
    }

    fn long(&mut self, value: u32) -> &mut Self {
        self.put(&value.to_le_bytes())
    }

    fn number(&mut self, value: usize) -> Option<&mut Self> {
        Some(self.long(u32::try_from(value).ok()?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_has_the_size_it_says_and_its_own_bytes() {
        for size in [0, 1, 7, 8, 9, 200, 4096, 0x8000, 0x8008, 100_000, 2 * 1024 * 1024] {
            for name in ["a.cab", "a.msi"] {
                assert_eq!(u64::try_from(bytes(name, size).len()), Ok(size), "{name} {size}");
            }
        }
        assert_eq!(bytes("a.msi", 100), bytes("a.msi", 100));
        assert_ne!(bytes("a.msi", 100), bytes("b.msi", 100));
    }

    #[test]
    fn a_cabinet_says_where_its_files_are() {
        let cabinet = bytes("orrery.cab", 70_000);
        let long = |at: usize| u32::from_le_bytes(cabinet[at..at + 4].try_into().unwrap());
        assert_eq!((&cabinet[..4], long(8)), (&b"MSCF"[..], 70_000));
        let first_file = usize::try_from(long(16)).unwrap();
        assert_eq!(&cabinet[first_file + FILE..][..10], b"readme.txt");
        let data = usize::try_from(long(HEADER)).unwrap();
        assert_eq!(&cabinet[data + DATA..][..6], b"orrery");
    }
}
