//! A portable executable that is nothing but its version.

/// Its parts; what is wrong with one of them is changed before it is built.
pub(crate) struct Executable {
    pub(crate) is_64_bit: bool,
    pub(crate) version: [u16; 4],
    pub(crate) languages: Vec<u16>,
    /// Something between the directories and the version.
    pub(crate) distance: usize,
}

impl Default for Executable {
    fn default() -> Self {
        Self {
            is_64_bit: true,
            version: [1, 2, 3, 4],
            languages: vec![0x0409],
            distance: 0,
        }
    }
}

/// Where the resources are in the file, and in memory.
pub(crate) const RESOURCES: usize = 0x400;
const ADDRESS: usize = 0x2000;

impl Executable {
    pub(crate) fn bytes(&self) -> Vec<u8> {
        let resources = self.resources();
        let mut file = vec![0; RESOURCES];
        let pe = 0x80;
        put(&mut file, 0, b"MZ");
        put(&mut file, 0x3c, &number(pe));
        put(&mut file, pe, b"PE\0\0");
        put(&mut file, pe + 4, &short(0x8664));
        put(&mut file, pe + 6, &short(1));
        let directories = if self.is_64_bit { 112 } else { 96 };
        let optional_size = directories + 16 * 8;
        put(&mut file, pe + 20, &short(optional_size));
        let optional = pe + 24;
        put(
            &mut file,
            optional,
            &short(if self.is_64_bit { 0x20b } else { 0x10b }),
        );
        put(&mut file, optional + directories - 4, &number(16));
        put(&mut file, optional + directories + 16, &number(ADDRESS));
        put(&mut file, optional + directories + 20, &number(resources.len()));
        let section = optional + optional_size;
        put(&mut file, section, b".rsrc\0\0\0");
        put(&mut file, section + 8, &number(resources.len()));
        put(&mut file, section + 12, &number(ADDRESS));
        put(&mut file, section + 16, &number(resources.len()));
        put(&mut file, section + 20, &number(RESOURCES));
        file.extend(resources);
        file
    }

    /// Three directories, the entries, and the version that all of them mean.
    fn resources(&self) -> Vec<u8> {
        let below = 0x8000_0000_usize;
        let languages = 16 + 8 * self.languages.len();
        let entries = 48 + languages;
        let info = entries + 16 * self.languages.len() + self.distance;
        let mut bytes = vec![0; info];
        put(&mut bytes, 14, &short(1));
        put(&mut bytes, 16, &[number(16), number(below + 24)].concat());
        put(&mut bytes, 24 + 14, &short(1));
        put(&mut bytes, 24 + 16, &[number(1), number(below + 48)].concat());
        put(&mut bytes, 48 + 14, &short(self.languages.len()));
        for (place, language) in self.languages.iter().enumerate() {
            let entry = entries + 16 * place;
            put(
                &mut bytes,
                64 + 8 * place,
                &[number((*language).into()), number(entry)].concat(),
            );
            put(&mut bytes, entry, &[number(ADDRESS + info), number(92)].concat());
        }
        bytes.extend([short(92), short(52), short(0)].concat());
        bytes.extend("VS_VERSION_INFO\0".encode_utf16().flat_map(u16::to_le_bytes));
        bytes.extend([0, 0]);
        bytes.extend(number(0xfeef_04bd));
        bytes.extend(number(0x1_0000));
        let [major, minor, build, revision] = self.version;
        bytes.extend([minor, major, revision, build].map(u16::to_le_bytes).concat());
        bytes.resize(info + 92, 0);
        bytes
    }
}

fn put(bytes: &mut [u8], at: usize, what: &[u8]) {
    bytes[at..at + what.len()].copy_from_slice(what);
}

fn short(value: usize) -> [u8; 2] {
    u16::try_from(value).unwrap().to_le_bytes()
}

fn number(value: usize) -> [u8; 4] {
    u32::try_from(value).unwrap().to_le_bytes()
}
