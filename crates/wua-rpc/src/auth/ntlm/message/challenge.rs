//! `CHALLENGE_MESSAGE`, the answer of the server.

use super::Malformed;
use super::av_pairs::AvPairs;
use super::layout::{Draft, Message, VERSION, write_text};

const TYPE: u32 = 2;
const FIXED: usize = 56;

/// What a server wants to have answered.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Challenge {
    pub(crate) flags: u32,
    /// Where the account is looked for.
    pub(crate) target: String,
    pub(crate) nonce: [u8; 8],
    pub(crate) information: AvPairs,
}

impl Challenge {
    pub(crate) fn read(bytes: &[u8]) -> Result<Challenge, Malformed> {
        // Without a version it may be shorter by that.
        let message = Message::new(bytes, TYPE, FIXED - 8)?;
        Ok(Challenge {
            flags: message.number(20)?,
            target: message.text(12)?,
            nonce: message.bytes(24)?,
            information: AvPairs::read(message.field(40)?)?,
        })
    }

    pub(crate) fn write(&self) -> Result<Vec<u8>, Malformed> {
        let mut draft = Draft::new(TYPE, FIXED);
        draft.field(&write_text(&self.target))?;
        draft.put(&self.flags.to_le_bytes());
        draft.put(&self.nonce);
        draft.put(&[0; 8]);
        draft.field(&self.information.write()?)?;
        draft.put(&VERSION);
        Ok(draft.finish())
    }
}
