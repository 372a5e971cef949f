//! Signing and sealing, [MS-RPCE] 3.3.1.5.2.2 with RFC 4121 and RFC 4757.

use libgssapi::context::{CtxFlags, SecurityContext};
use libgssapi::error::Error;
use libgssapi::oid::GSS_MECH_KRB5;
use libgssapi::util::{GssIov, GssIovFake, GssIovType};
use wua_rpc::auth::{BadSignature, NotProtected, Pdu, Peer, Protection, Security};

use crate::{Failure, REQUIRED};

/// How much longer a token of RC4 is that seals than one that only signs: a confounder ([RFC 4757] 7.3).
const RC4_CONFOUNDER: usize = 8;

/// The context that a handshake ended in.
pub(crate) struct KerberosSecurity<C> {
    context: C,
    peer: Peer,
    /// How long the tokens are that only sign.
    signature: usize,
    /// How long those are that lie beside what they seal.
    seal: usize,
    /// Whether the two sides agreed on that.
    can_seal: bool,
}

impl<C: SecurityContext> KerberosSecurity<C> {
    /// Refused where the two sides agreed on less than is needed.
    pub(crate) fn new(mut context: C, peer: Peer) -> Result<Self, Failure> {
        let failed = |error: Error| Failure::of("the security context", error);
        let flags = context.flags().map_err(failed)?;
        if !flags.contains(REQUIRED) || flags.contains(CtxFlags::GSS_C_ANON_FLAG) {
            return Err(Failure::new(format!(
                "Kerberos: the two sides did not agree on what is needed: flags {:#x} without {:#x}",
                flags.bits(),
                REQUIRED.difference(flags).bits()
            )));
        }
        if context.mechanism().map_err(failed)? != GSS_MECH_KRB5 {
            return Err(Failure::new("Kerberos: the two sides agreed on something else"));
        }
        let plain = header_length(&mut context, false).map_err(failed)?;
        let seal = header_length(&mut context, true).map_err(failed)?;
        // Tokens of RFC 4121 that do not seal are as long as a signature. Those of RC4 are as long as if they did.
        let signature = if plain == seal {
            plain.saturating_sub(RC4_CONFOUNDER)
        } else {
            plain
        };
        Ok(Self {
            context,
            peer,
            signature,
            seal,
            can_seal: flags.contains(CtxFlags::GSS_C_CONF_FLAG),
        })
    }

    fn sign(&mut self, pdu: &Pdu<'_>) -> Result<Vec<u8>, Error> {
        self.context.get_mic(&signed(pdu)).map(|token| token.to_vec())
    }

    /// Leaves the length of everything as it is.
    fn seal(&mut self, pdu: Pdu<'_>) -> Result<Vec<u8>, Error> {
        let Pdu {
            header,
            body,
            trailer,
            header_signing,
        } = pdu;
        let (mut header, mut trailer) = (header.to_vec(), trailer.to_vec());
        let mut token = vec![0; self.seal];
        let mut parts = parts(&mut header, body, &mut trailer, header_signing, &mut token);
        self.context.wrap_iov(true, &mut parts)?;
        let written = parts.last().map_or(0, GssIov::len);
        drop(parts);
        token.truncate(written);
        Ok(token)
    }

    fn unseal(&mut self, pdu: Pdu<'_>, token: &[u8]) -> Result<(), BadSignature> {
        if !self.can_seal || !seals(token) {
            return Err(BadSignature);
        }
        let Pdu {
            header,
            body,
            trailer,
            header_signing,
        } = pdu;
        let length = body.len();
        let (mut header, mut trailer, mut token) = (header.to_vec(), trailer.to_vec(), token.to_vec());
        let mut parts = parts(&mut header, body, &mut trailer, header_signing, &mut token);
        self.context.unwrap_iov(&mut parts).map_err(|_| BadSignature)?;
        let data = parts
            .iter()
            .find(|part| matches!(part.typ(), Some(GssIovType::Data)));
        match data {
            Some(data) if data.len() == length => Ok(()),
            _ => Err(BadSignature),
        }
    }
}

impl<C: SecurityContext + Send> Security for KerberosSecurity<C> {
    fn token_length(&self, protection: Protection) -> usize {
        match protection {
            Protection::Integrity => self.signature,
            Protection::Privacy => self.seal,
        }
    }

    fn protect(&mut self, pdu: Pdu<'_>, protection: Protection) -> Result<Vec<u8>, NotProtected> {
        match protection {
            Protection::Integrity => self.sign(&pdu),
            Protection::Privacy if self.can_seal => self.seal(pdu),
            Protection::Privacy => return Err(NotProtected),
        }
        .map_err(|_| NotProtected)
    }

    fn verify(&mut self, pdu: Pdu<'_>, token: &[u8], protection: Protection) -> Result<(), BadSignature> {
        match protection {
            Protection::Integrity => self
                .context
                .verify_mic(&signed(&pdu), token)
                .map_err(|_| BadSignature),
            Protection::Privacy => self.unseal(pdu, token),
        }
    }

    fn peer(&self) -> &Peer {
        &self.peer
    }

    fn sign_mechanisms(&mut self, list: &[u8]) -> Option<Vec<u8>> {
        self.context.get_mic(list).ok().map(|token| token.to_vec())
    }

    fn verify_mechanisms(&mut self, list: &[u8], token: &[u8]) -> Result<(), BadSignature> {
        self.context.verify_mic(list, token).map_err(|_| BadSignature)
    }
}

/// How long the token beside a body is, whatever is in the body. Asking leaves the sequence alone.
fn header_length(context: &mut impl SecurityContext, seals: bool) -> Result<usize, Error> {
    let mut body = [0; 16];
    let mut parts = [
        GssIov::new(GssIovType::Data, &mut body).as_fake(),
        GssIovFake::new(GssIovType::Header),
    ];
    context.wrap_iov_length(seals, &mut parts)?;
    let [_, header] = &parts;
    Ok(header.len())
}

/// In the order in which they are signed. GSSAPI wants to be able to write everywhere, and writes to the body and the
/// token alone.
fn parts<'a>(
    header: &'a mut [u8],
    body: &'a mut [u8],
    trailer: &'a mut [u8],
    header_signing: bool,
    token: &'a mut [u8],
) -> Vec<GssIov<'a>> {
    let mut parts = Vec::with_capacity(4);
    if header_signing {
        parts.push(GssIov::new(GssIovType::SignOnly, header));
    }
    parts.push(GssIov::new(GssIovType::Data, body));
    if header_signing {
        parts.push(GssIov::new(GssIovType::SignOnly, trailer));
    }
    parts.push(GssIov::new(GssIovType::Header, token));
    parts
}

/// What is signed where nothing is sealed.
fn signed(pdu: &Pdu<'_>) -> Vec<u8> {
    if pdu.header_signing {
        [pdu.header, &*pdu.body, pdu.trailer].concat()
    } else {
        pdu.body.to_vec()
    }
}

/// Whether a token of RFC 4121 says that it seals: one that only signs would be taken as well.
fn seals(token: &[u8]) -> bool {
    match token {
        [5, 4, flags, ..] => flags & 2 != 0,
        _ => true,
    }
}
