//! `AV_PAIR`, [MS-NLMP] 2.2.2.1: what servers and clients say of themselves.

use super::Malformed;
use super::layout::{read_text, write_text};

/// What a pair is.
pub(crate) mod id {
    pub(crate) const END: u16 = 0;
    pub(crate) const COMPUTER: u16 = 1;
    pub(crate) const DOMAIN: u16 = 2;
    pub(crate) const DNS_COMPUTER: u16 = 3;
    pub(crate) const DNS_DOMAIN: u16 = 4;
    pub(crate) const FLAGS: u16 = 6;
    pub(crate) const TIMESTAMP: u16 = 7;
    pub(crate) const TARGET_NAME: u16 = 9;
    pub(crate) const CHANNEL_BINDINGS: u16 = 10;
}

/// In `FLAGS`: the message has a MIC, and without it is not from who it seems to be from.
pub(crate) const MIC_PRESENT: u32 = 2;

/// Pairs in the order in which they stand there, without the last one, which ends them.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct AvPairs(pub(in super::super) Vec<(u16, Vec<u8>)>);

impl AvPairs {
    pub(crate) fn read(mut bytes: &[u8]) -> Result<AvPairs, Malformed> {
        let mut pairs = Vec::new();
        loop {
            let ([id_low, id_high, low, high], rest) = bytes
                .split_first_chunk()
                .ok_or(Malformed("its pairs have no end"))?;
            let id = u16::from_le_bytes([*id_low, *id_high]);
            let length = usize::from(u16::from_le_bytes([*low, *high]));
            // What follows the end is filling.
            if id == id::END {
                return Ok(AvPairs(pairs));
            }
            let (value, rest) = rest
                .split_at_checked(length)
                .ok_or(Malformed("one of its pairs is cut off"))?;
            pairs.push((id, value.to_vec()));
            bytes = rest;
        }
    }

    pub(crate) fn write(&self) -> Result<Vec<u8>, Malformed> {
        let mut bytes = Vec::new();
        for (id, value) in &self.0 {
            let length = u16::try_from(value.len()).map_err(|_| Malformed("a pair is too long"))?;
            bytes.extend_from_slice(&id.to_le_bytes());
            bytes.extend_from_slice(&length.to_le_bytes());
            bytes.extend_from_slice(value);
        }
        bytes.extend_from_slice(&[0; 4]);
        Ok(bytes)
    }

    pub(crate) fn find(&self, id: u16) -> Option<&[u8]> {
        self.0
            .iter()
            .find(|(own, _)| *own == id)
            .map(|(_, value)| &**value)
    }

    pub(crate) fn text(&self, id: u16) -> Option<String> {
        self.find(id).and_then(|value| read_text(value).ok())
    }

    pub(crate) fn set_text(&mut self, id: u16, text: &str) {
        self.set(id, write_text(text));
    }

    /// In place of those that are there.
    pub(crate) fn set(&mut self, id: u16, value: Vec<u8>) {
        self.0.retain(|(own, _)| *own != id);
        self.0.push((id, value));
    }

    /// Every flag that any pair sets: a second pair takes nothing away.
    pub(crate) fn flags(&self) -> Result<u32, Malformed> {
        let mut all = 0;
        for (_, value) in self.0.iter().filter(|(own, _)| *own == id::FLAGS) {
            let value = value
                .as_slice()
                .try_into()
                .map_err(|_| Malformed("its flags are no number"))?;
            all |= u32::from_le_bytes(value);
        }
        Ok(all)
    }
}
