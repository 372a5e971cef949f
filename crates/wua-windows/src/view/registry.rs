//! Values of the registry: bytes, and what their types make of them.

use wua_rules::applicability::RegistryData;

use super::Look;

const REG_SZ: u32 = 1;
const REG_EXPAND_SZ: u32 = 2;
const REG_DWORD: u32 = 4;
const REG_MULTI_SZ: u32 = 7;
const REG_QWORD: u32 = 11;

/// A value as the registry holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RawValue {
    /// Its type.
    pub kind: u32,
    /// Its bytes.
    pub data: Vec<u8>,
}

impl RawValue {
    /// What it means.
    pub fn decoded(&self) -> RegistryData {
        let other = || RegistryData::Other {
            kind: self.kind,
            bytes: u64::try_from(self.data.len()).unwrap_or(u64::MAX),
        };
        match self.kind {
            REG_SZ => RegistryData::Text(self.text()),
            REG_EXPAND_SZ => RegistryData::Expandable(self.text()),
            REG_MULTI_SZ => RegistryData::Texts(self.texts()),
            REG_DWORD => self.dword().map_or_else(other, RegistryData::Dword),
            REG_QWORD => match <[u8; 8]>::try_from(self.data.as_slice()) {
                Ok(bytes) => RegistryData::Qword(u64::from_le_bytes(bytes)),
                Err(_) => other(),
            },
            _ => other(),
        }
    }

    /// Whether it is a text, expandable or not.
    pub fn is_text(&self) -> bool {
        matches!(self.kind, REG_SZ | REG_EXPAND_SZ)
    }

    /// The text in its bytes, up to its end.
    pub fn text(&self) -> String {
        let units: Vec<u16> = self.units().take_while(|unit| *unit != 0).collect();
        String::from_utf16_lossy(&units)
    }

    /// The texts in its bytes. The first empty one is their end.
    pub fn texts(&self) -> Vec<String> {
        let units: Vec<u16> = self.units().collect();
        units
            .split(|unit| *unit == 0)
            .take_while(|text| !text.is_empty())
            .map(String::from_utf16_lossy)
            .collect()
    }

    /// The number in its bytes.
    pub fn dword(&self) -> Option<u32> {
        let bytes = <[u8; 4]>::try_from(self.data.as_slice()).ok()?;
        (self.kind == REG_DWORD).then(|| u32::from_le_bytes(bytes))
    }

    /// The folder that it names.
    pub(crate) fn folder(&self) -> Look<String> {
        match self.decoded() {
            RegistryData::Text(folder) => Ok(folder),
            RegistryData::Expandable(folder) if !folder.contains('%') => Ok(folder),
            RegistryData::Expandable(folder) => Err(format!("`{folder}` would have to be expanded")),
            _ => Err("the value of the registry names no folder: it is no text".to_owned()),
        }
    }

    fn units(&self) -> impl Iterator<Item = u16> + '_ {
        let (pairs, _) = self.data.as_chunks();
        pairs.iter().map(|pair| u16::from_le_bytes(*pair))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(kind: u32, data: &[u8]) -> RegistryData {
        RawValue {
            kind,
            data: data.to_vec(),
        }
        .decoded()
    }

    #[test]
    fn a_text_ends_where_it_says() {
        assert_eq!(value(1, b"a\0b\0\0\0c\0"), RegistryData::Text("ab".into()));
        assert_eq!(value(1, b"a\0b"), RegistryData::Text("a".into()));
        assert_eq!(value(2, b""), RegistryData::Expandable(String::new()));
    }

    #[test]
    fn texts_end_with_an_empty_one() {
        let texts = RegistryData::Texts(vec!["a".into(), "b".into()]);
        assert_eq!(value(7, b"a\0\0\0b\0\0\0\0\0"), texts);
        assert_eq!(value(7, b"a\0\0\0b\0"), texts);
        assert_eq!(value(7, b"\0\0"), RegistryData::Texts(Vec::new()));
    }

    #[test]
    fn a_number_of_the_wrong_length_is_none() {
        assert_eq!(value(4, &[1, 0, 0, 0]), RegistryData::Dword(1));
        assert_eq!(value(4, &[1, 0]), RegistryData::Other { kind: 4, bytes: 2 });
        assert_eq!(value(11, &[2, 0, 0, 0, 0, 0, 0, 0]), RegistryData::Qword(2));
        assert_eq!(value(11, &[2]), RegistryData::Other { kind: 11, bytes: 1 });
        assert_eq!(value(3, &[2]), RegistryData::Other { kind: 3, bytes: 1 });
    }
}
