//! `NEGOTIATE_MESSAGE`, the first of the client.

use super::Malformed;
use super::layout::{Draft, Message, VERSION};

const TYPE: u32 = 1;
/// Of what is written. Old clients end after the flags.
const FIXED: usize = 40;

/// What a client can do. It may name a domain and a workstation too, which nobody needs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Negotiate {
    pub(crate) flags: u32,
}

impl Negotiate {
    pub(crate) fn read(bytes: &[u8]) -> Result<Negotiate, Malformed> {
        let message = Message::new(bytes, TYPE, 16)?;
        Ok(Negotiate {
            flags: message.number(12)?,
        })
    }

    pub(crate) fn write(self) -> Result<Vec<u8>, Malformed> {
        let mut draft = Draft::new(TYPE, FIXED);
        draft.put(&self.flags.to_le_bytes());
        draft.field(&[])?;
        draft.field(&[])?;
        draft.put(&VERSION);
        Ok(draft.finish())
    }
}
