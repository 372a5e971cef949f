//! The security trailer ([MS-RPCE] 2.2.2.11).

use core::ops::Range;

use super::{Error, HEADER, Header};

/// How long the trailer is, without the token behind it.
pub const TRAILER: usize = 8;

/// `sec_trailer`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct SecurityTrailer {
    /// `auth_type`: 9 SPNEGO, 10 NTLM, 16 Kerberos.
    pub mechanism: u8,
    /// `auth_level`.
    pub level: u8,
    /// How many bytes before the trailer are padding.
    pub padding: u8,
    /// Which security context.
    pub context_id: u32,
}

impl SecurityTrailer {
    /// The trailer of a whole PDU, and where it begins; nothing if there is no token.
    pub fn of(pdu: &[u8], header: &Header) -> Result<Option<(usize, Self)>, Error> {
        if header.auth_length == 0 {
            return Ok(None);
        }
        let at = pdu
            .len()
            .checked_sub(usize::from(header.auth_length) + TRAILER)
            .filter(|at| *at >= HEADER)
            .ok_or(Error::Length)?;
        let [mechanism, level, padding, _, c0, c1, c2, c3] = *pdu
            .get(at..)
            .and_then(<[u8]>::first_chunk)
            .ok_or(Error::Truncated)?;
        let trailer = Self {
            mechanism,
            level,
            padding,
            context_id: u32::from_le_bytes([c0, c1, c2, c3]),
        };
        Ok(Some((at, trailer)))
    }

    /// The token behind a trailer that begins at `at`.
    pub fn token(pdu: &[u8], at: usize) -> &[u8] {
        pdu.get(at + TRAILER..).unwrap_or_default()
    }

    /// What lies between the headers, which end at `start`, and the padding before the trailer at `at`.
    pub fn unpadded(&self, start: usize, at: usize) -> Result<Range<usize>, Error> {
        match at.checked_sub(usize::from(self.padding)) {
            Some(end) if end >= start => Ok(start..end),
            _ => Err(Error::Length),
        }
    }

    /// The 8 bytes.
    pub fn to_bytes(&self) -> [u8; TRAILER] {
        let [c0, c1, c2, c3] = self.context_id.to_le_bytes();
        [self.mechanism, self.level, self.padding, 0, c0, c1, c2, c3]
    }
}
