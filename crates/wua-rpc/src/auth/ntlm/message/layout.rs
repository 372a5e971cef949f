//! A fixed part, whose fields say where in the payload behind it their contents are.

use super::{Malformed, SIGNATURE};

/// A message that is read.
#[derive(Clone, Copy)]
pub(super) struct Message<'a>(&'a [u8]);

impl<'a> Message<'a> {
    /// Of this type, and no shorter than what is always there.
    pub(super) fn new(bytes: &'a [u8], message_type: u32, fixed: usize) -> Result<Message<'a>, Malformed> {
        let message = Message(bytes);
        if !bytes.starts_with(&SIGNATURE) {
            return Err(Malformed("it does not begin with NTLMSSP"));
        }
        if message.number(8)? != message_type {
            return Err(Malformed("it is of another type than expected"));
        }
        if bytes.len() < fixed {
            return Err(Malformed("its fixed part is cut off"));
        }
        Ok(message)
    }

    pub(super) fn bytes<const N: usize>(self, at: usize) -> Result<[u8; N], Malformed> {
        let rest = self.0.get(at..).unwrap_or_default();
        rest.first_chunk()
            .copied()
            .ok_or(Malformed("its fixed part is cut off"))
    }

    pub(super) fn number(self, at: usize) -> Result<u32, Malformed> {
        self.bytes(at).map(u32::from_le_bytes)
    }

    /// What the field at this place points to: length, room, which says nothing, and offset.
    pub(super) fn field(self, at: usize) -> Result<&'a [u8], Malformed> {
        let [low, high, _, _, offset @ ..] = self.bytes::<8>(at)?;
        let length = usize::from(u16::from_le_bytes([low, high]));
        if length == 0 {
            return Ok(&[]);
        }
        usize::try_from(u32::from_le_bytes(offset))
            .ok()
            .and_then(|start| self.0.get(start..start.checked_add(length)?))
            .ok_or(Malformed("a field lies outside of it"))
    }

    pub(super) fn text(self, at: usize) -> Result<String, Malformed> {
        read_text(self.field(at)?)
    }
}

/// A message that is written.
pub(super) struct Draft {
    fixed: Vec<u8>,
    payload: Vec<u8>,
    payload_at: usize,
}

impl Draft {
    /// Whose fixed part will be this long.
    pub(super) fn new(message_type: u32, fixed: usize) -> Draft {
        let mut draft = Draft {
            fixed: Vec::with_capacity(512),
            payload: Vec::new(),
            payload_at: fixed,
        };
        draft.put(&SIGNATURE);
        draft.put(&message_type.to_le_bytes());
        draft
    }

    pub(super) fn put(&mut self, bytes: &[u8]) {
        self.fixed.extend_from_slice(bytes);
    }

    pub(super) fn field(&mut self, contents: &[u8]) -> Result<(), Malformed> {
        let length = u16::try_from(contents.len()).map_err(|_| Malformed("a field is too long"))?;
        let offset =
            u32::try_from(self.payload_at + self.payload.len()).map_err(|_| Malformed("it is too long"))?;
        self.put(&length.to_le_bytes());
        self.put(&length.to_le_bytes());
        self.put(&offset.to_le_bytes());
        self.payload.extend_from_slice(contents);
        Ok(())
    }

    pub(super) fn finish(mut self) -> Vec<u8> {
        debug_assert_eq!(self.fixed.len(), self.payload_at);
        self.fixed.append(&mut self.payload);
        self.fixed
    }
}

pub(super) fn read_text(bytes: &[u8]) -> Result<String, Malformed> {
    let (units, rest) = bytes.as_chunks::<2>();
    if !rest.is_empty() {
        return Err(Malformed("a name in it ends within a letter"));
    }
    char::decode_utf16(units.iter().map(|unit| u16::from_le_bytes(*unit)))
        .collect::<Result<_, _>>()
        .map_err(|_| Malformed("a name in it is no UTF-16"))
}

pub(super) fn write_text(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// For whoever debugs, and nothing else ([MS-NLMP] 2.2.2.10): of no Windows, revision 15 of NTLM.
pub(super) const VERSION: [u8; 8] = [10, 0, 0, 0, 0, 0, 0, 15];
