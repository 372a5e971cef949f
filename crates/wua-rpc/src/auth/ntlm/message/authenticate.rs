//! `AUTHENTICATE_MESSAGE`, the last of the client.

use super::Malformed;
use super::layout::{Draft, Message, VERSION, write_text};

const TYPE: u32 = 3;
/// Without version and MIC, which old clients leave out.
const FIXED_AT_LEAST: usize = 64;
/// Where the MIC stands, if there is one.
pub(crate) const MIC_AT: usize = 72;
const FIXED: usize = MIC_AT + 16;

/// Who the client says to be, and what proves it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Authenticate<'a> {
    pub(crate) lm_response: &'a [u8],
    pub(crate) nt_response: &'a [u8],
    pub(crate) domain: String,
    pub(crate) user: String,
    pub(crate) workstation: String,
    /// `EncryptedRandomSessionKey`.
    pub(crate) session_key: &'a [u8],
    pub(crate) flags: u32,
}

impl<'a> Authenticate<'a> {
    pub(crate) fn read(bytes: &'a [u8]) -> Result<Authenticate<'a>, Malformed> {
        let message = Message::new(bytes, TYPE, FIXED_AT_LEAST)?;
        Ok(Authenticate {
            lm_response: message.field(12)?,
            nt_response: message.field(20)?,
            domain: message.text(28)?,
            user: message.text(36)?,
            workstation: message.text(44)?,
            session_key: message.field(52)?,
            flags: message.number(60)?,
        })
    }

    /// With a MIC of zeros, as it is while the MIC is computed.
    pub(crate) fn write(&self) -> Result<Vec<u8>, Malformed> {
        let mut draft = Draft::new(TYPE, FIXED);
        draft.field(self.lm_response)?;
        draft.field(self.nt_response)?;
        draft.field(&write_text(&self.domain))?;
        draft.field(&write_text(&self.user))?;
        draft.field(&write_text(&self.workstation))?;
        draft.field(self.session_key)?;
        draft.put(&self.flags.to_le_bytes());
        draft.put(&VERSION);
        draft.put(&[0; 16]);
        Ok(draft.finish())
    }
}
