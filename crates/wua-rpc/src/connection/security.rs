//! Security contexts, and PDUs that are signed and sealed with them.

use core::ops::Range;
use std::sync::Arc;

use wua_com::Guid;

use super::Level;
use crate::auth::{BadSignature, Handshake, NotProtected, Pdu, Peer, Security};
use crate::pdu::{
    CALL_HEADER, Error, Flags, HEADER, Header, Kind, OBJECT_CALL_HEADER, SecurityTrailer, TRAILER, put_guid,
    short,
};

/// To how many bytes the trailer is aligned, counted from the beginning of the stub ([MS-RPCE] 2.2.2.11).
const ALIGNMENT: usize = 16;

/// One `auth_context_id` of a connection.
pub(super) struct SecurityContext {
    pub(super) id: u32,
    pub(super) mechanism: u8,
    pub(super) level: Level,
    pub(super) state: State,
}

/// How far the sign-in has come.
pub(super) enum State {
    Handshake {
        handshake: Box<dyn Handshake>,
        since: u64,
    },
    Ready {
        security: Box<dyn Security>,
        peer: Arc<Peer>,
    },
    Failed,
}

/// All of a connection. There are few.
#[derive(Default)]
pub(super) struct SecurityContexts {
    all: Vec<SecurityContext>,
    /// Agreed in the bind, for all of them.
    pub(super) header_signing: bool,
}

/// Why a PDU was not opened.
pub(super) enum NotOpened {
    Malformed(Error),
    BadSignature,
}

impl From<Error> for NotOpened {
    fn from(error: Error) -> Self {
        Self::Malformed(error)
    }
}

impl From<BadSignature> for NotOpened {
    fn from(_: BadSignature) -> Self {
        Self::BadSignature
    }
}

impl SecurityContexts {
    pub(super) fn len(&self) -> usize {
        self.all.len()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &SecurityContext> {
        self.all.iter()
    }

    pub(super) fn find(&mut self, id: u32) -> Option<&mut SecurityContext> {
        self.all.iter_mut().find(|context| context.id == id)
    }

    pub(super) fn add(&mut self, context: SecurityContext) -> &mut SecurityContext {
        self.all.push(context);
        let last = self.all.len() - 1;
        #[expect(clippy::indexing_slicing, reason = "it has just been pushed")]
        &mut self.all[last]
    }

    /// Since when the oldest sign-in goes on.
    pub(super) fn handshake_since(&self) -> Option<u64> {
        self.all
            .iter()
            .filter_map(|context| match context.state {
                State::Handshake { since, .. } => Some(since),
                State::Ready { .. } | State::Failed => None,
            })
            .min()
    }

    /// Whether somebody signed in.
    pub(super) fn signed_in(&self) -> bool {
        self.all
            .iter()
            .any(|context| matches!(context.state, State::Ready { .. }))
    }
}

impl SecurityContext {
    /// The trailer of PDUs without padding.
    pub(super) fn trailer(&self) -> SecurityTrailer {
        SecurityTrailer {
            mechanism: self.mechanism,
            level: self.level.number(),
            padding: 0,
            context_id: self.id,
        }
    }

    /// Checks the signature of a PDU whose headers end at `start` and whose trailer begins at `at`, unseals it in place,
    /// and tells where its stub stands. Below the level packet nothing is checked.
    pub(super) fn open(
        &mut self,
        pdu: &mut [u8],
        start: usize,
        at: usize,
        trailer: SecurityTrailer,
        header_signing: bool,
    ) -> Result<Range<usize>, NotOpened> {
        let stub = trailer.unpadded(start, at)?;
        let State::Ready { security, .. } = &mut self.state else {
            return Err(NotOpened::BadSignature);
        };
        let Some(protection) = self.level.protection() else {
            return Ok(stub);
        };
        if trailer.mechanism != self.mechanism || Level::from_number(trailer.level) != Some(self.level) {
            return Err(NotOpened::BadSignature);
        }
        let (header, rest) = pdu.split_at_mut_checked(start).ok_or(Error::Length)?;
        let (body, rest) = rest.split_at_mut_checked(at - start).ok_or(Error::Length)?;
        let (trailer, token) = rest.split_at_mut_checked(TRAILER).ok_or(Error::Length)?;
        let parts = Pdu {
            header,
            body,
            trailer,
            header_signing,
        };
        security.verify(parts, token, protection)?;
        Ok(stub)
    }
}

/// A request or a response that is to be written.
pub(super) struct Outgoing<'a> {
    pub(super) kind: Kind,
    /// Beyond first and last.
    pub(super) flags: Flags,
    pub(super) call_id: u32,
    pub(super) context: u16,
    /// The operation of a request, the count of cancels of a response.
    pub(super) word: u16,
    pub(super) object: Option<Guid>,
    pub(super) stub: &'a [u8],
    /// The longest fragment.
    pub(super) longest: u16,
}

impl Outgoing<'_> {
    /// Appends it, in as many fragments as it takes, each of them signed and sealed. One that cannot be is not written.
    pub(super) fn write(
        &self,
        out: &mut Vec<u8>,
        mut security: Option<&mut SecurityContext>,
        header_signing: bool,
    ) -> Result<(), NotProtected> {
        let start = if self.object.is_some() {
            OBJECT_CALL_HEADER
        } else {
            CALL_HEADER
        };
        let token = security.as_deref().and_then(SecurityContext::token_length);
        let overhead = start + token.map_or(0, |token| token + TRAILER);
        // A multiple of the alignment, so that only the last fragment is padded.
        let room = usize::from(self.longest).saturating_sub(overhead) / ALIGNMENT * ALIGNMENT;
        let room = room.max(ALIGNMENT);
        out.reserve(self.stub.len() + (self.stub.len() / room + 1) * (overhead + ALIGNMENT));
        let mut rest = self.stub;
        let mut first = true;
        loop {
            let (fragment, behind) = rest.split_at_checked(room).unwrap_or((rest, &[]));
            let flags = self
                .flags
                .with_if(first, Flags::FIRST)
                .with_if(behind.is_empty(), Flags::LAST);
            self.fragment(
                out,
                flags,
                fragment,
                rest.len(),
                security.as_deref_mut(),
                header_signing,
            )?;
            if behind.is_empty() {
                return Ok(());
            }
            rest = behind;
            first = false;
        }
    }

    fn fragment(
        &self,
        out: &mut Vec<u8>,
        flags: Flags,
        fragment: &[u8],
        remaining: usize,
        security: Option<&mut SecurityContext>,
        header_signing: bool,
    ) -> Result<(), NotProtected> {
        let pdu = out.len();
        let token = security.as_deref().and_then(SecurityContext::token_length);
        let stub = if self.object.is_some() {
            OBJECT_CALL_HEADER
        } else {
            CALL_HEADER
        };
        let padding = match token {
            Some(_) => fragment.len().next_multiple_of(ALIGNMENT) - fragment.len(),
            None => 0,
        };
        let at = stub + fragment.len() + padding;
        let header = Header {
            kind: self.kind,
            flags: flags.with_if(self.object.is_some(), Flags::OBJECT),
            fragment_length: short(at + token.map_or(0, |token| token + TRAILER)),
            auth_length: short(token.unwrap_or_default()),
            call_id: self.call_id,
        };
        out.extend_from_slice(&header.to_bytes());
        out.extend_from_slice(&u32::try_from(remaining).unwrap_or(u32::MAX).to_le_bytes());
        out.extend_from_slice(&self.context.to_le_bytes());
        out.extend_from_slice(&self.word.to_le_bytes());
        if let Some(object) = &self.object {
            put_guid(out, object);
        }
        out.extend_from_slice(fragment);
        let Some(security) = security.filter(|_| token.is_some()) else {
            return Ok(());
        };
        out.resize(pdu + at, 0);
        let trailer = SecurityTrailer {
            padding: u8::try_from(padding).unwrap_or_default(),
            ..security.trailer()
        };
        out.extend_from_slice(&trailer.to_bytes());
        security.seal(out, pdu, stub, header_signing)
    }
}

impl SecurityContext {
    /// How long the tokens of PDUs are; nothing below the level packet.
    fn token_length(&self) -> Option<usize> {
        match (&self.state, self.level.protection()) {
            (State::Ready { security, .. }, Some(protection)) => Some(security.token_length(protection)),
            _ => None,
        }
    }

    /// Signs and seals the PDU that begins at `pdu` and ends with its trailer, and appends the token. Without a token the
    /// PDU is taken back: it may hold what was to be sealed.
    fn seal(
        &mut self,
        out: &mut Vec<u8>,
        pdu: usize,
        stub: usize,
        header_signing: bool,
    ) -> Result<(), NotProtected> {
        let token = out
            .get_mut(pdu..)
            .ok_or(NotProtected)
            .and_then(|pdu| self.token(pdu, stub, header_signing));
        match &token {
            Ok(token) => out.extend_from_slice(token),
            Err(NotProtected) => out.truncate(pdu),
        }
        token.map(drop)
    }

    /// Seals a PDU, and gives its token, which has the length that its header says.
    fn token(&mut self, pdu: &mut [u8], stub: usize, header_signing: bool) -> Result<Vec<u8>, NotProtected> {
        let (State::Ready { security, .. }, Some(protection)) = (&mut self.state, self.level.protection())
        else {
            return Err(NotProtected);
        };
        let trailer = pdu.len().checked_sub(stub + TRAILER).ok_or(NotProtected)?;
        let (header, rest) = pdu.split_at_mut_checked(stub).ok_or(NotProtected)?;
        let (body, trailer) = rest.split_at_mut_checked(trailer).ok_or(NotProtected)?;
        let length = security.token_length(protection);
        let parts = Pdu {
            header,
            body,
            trailer,
            header_signing,
        };
        let token = security.protect(parts, protection)?;
        (token.len() == length).then_some(token).ok_or(NotProtected)
    }

    /// Appends a PDU that is nothing but a header, signed where the level asks for it: cancel, orphaned.
    pub(super) fn write_bare(
        &mut self,
        out: &mut Vec<u8>,
        kind: Kind,
        call_id: u32,
        header_signing: bool,
    ) -> Result<(), NotProtected> {
        let Some(token) = self.token_length() else {
            crate::pdu::write_bare(out, kind, call_id);
            return Ok(());
        };
        let pdu = out.len();
        let header = Header {
            kind,
            flags: Flags::WHOLE,
            fragment_length: short(HEADER + TRAILER + token),
            auth_length: short(token),
            call_id,
        };
        out.extend_from_slice(&header.to_bytes());
        out.extend_from_slice(&self.trailer().to_bytes());
        self.seal(out, pdu, HEADER, header_signing)
    }
}
