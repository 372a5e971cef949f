//! Signatures of cabinets and programs: Authenticode.
//!
//! The header of a signed cabinet reserves 20 bytes that say where the signature is: behind everything else. It signs a
//! hash of the cabinet: of its header without what changes when it is signed, and of all bytes from the folders to the
//! signature.
//!
//! What is found out is whether the signature is of this cabinet and of the key in its certificate. Whether the authority behind
//! that certificate is one that this computer trusts, is not.
//!
//! OBSERVED: which bytes of the header are hashed was found out with cabinets that osslsigncode signs and refuses.

mod certificate;
mod der;
mod payload;
mod program;
mod signed_data;
mod verify;

use std::fmt;
use std::io::{self, Read, Seek, SeekFrom};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::cabinet::Header;
use der::{OCTET_STRING, SEQUENCE};
pub(crate) use payload::payload_of;
pub use payload::payload_signature;
use signed_data::{Disbelief, SignedData};
use verify::Hash;

/// `SPC_INDIRECT_DATA_OBJID`.
const INDIRECT_DATA: &[u8] = &[0x2B, 6, 1, 4, 1, 0x82, 0x37, 2, 1, 4];

/// What a signature of a cabinet has in its header.
const RESERVE: u64 = 20;

/// A signature of more bytes is none.
const LARGEST: u32 = 1 << 20;

/// Who signed a catalogue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Signature {
    /// Nobody.
    NotSigned,
    /// Somebody, and it is true.
    Signed(SignedBy),
    /// It says so, and it is not true: why.
    Wrong(String),
}

/// Who signed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedBy {
    /// The name in the certificate.
    pub signer: String,
    /// Who vouches for that: one after the other, as far as the signature has their certificates.
    pub issuers: Vec<String>,
    /// The last of them vouches for itself.
    pub is_complete: bool,
    /// When, and who says so.
    pub timestamp: Option<(Timestamp, String)>,
}

impl fmt::Display for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotSigned => f.write_str("not signed"),
            Self::Wrong(why) => write!(f, "WRONG: {why}"),
            Self::Signed(by) => write!(f, "signed by {by}"),
        }
    }
}

impl fmt::Display for SignedBy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.signer)?;
        for issuer in &self.issuers {
            write!(f, ", issued by {issuer}")?;
        }
        if !self.is_complete {
            f.write_str(", whose certificate is not there")?;
        }
        if let Some((moment, authority)) = &self.timestamp {
            write!(f, "; on {moment}, says {authority}")?;
        }
        f.write_str("; whether this computer trusts the last of them was not checked")
    }
}

/// Finds out who signed a cabinet, and whether that is true.
pub(crate) fn check(source: &mut (impl Read + Seek), header: &Header) -> io::Result<Signature> {
    Ok(match of_cabinet(source, header)? {
        Ok(None) => Signature::NotSigned,
        Ok(Some(signed)) => Signature::Signed(signed),
        Err(disbelief) => Signature::Wrong(disbelief.why().to_owned()),
    })
}

/// What became of looking for a signature: none, one that is believed, or one that is not.
type Finding = Result<Option<SignedBy>, Disbelief>;

fn of_cabinet(source: &mut (impl Read + Seek), header: &Header) -> io::Result<Finding> {
    let Some((offset, size)) = place(header) else {
        return Ok(Ok(None));
    };
    if header.folder_reserve != 0 || header.data_reserve != 0 {
        // How much that is, is not signed; and it decides where everything else is.
        return Ok(Err(Disbelief::Wrong(
            "more is reserved in the cabinet than a signature needs",
        )));
    }
    let length = source.seek(SeekFrom::End(0))?;
    let (begin, end) = (u64::from(offset), u64::from(offset) + u64::from(size));
    if size > LARGEST || begin < header.after_reserve || end != length {
        return Ok(Err(Disbelief::Wrong(
            "what the header says of its place is not so",
        )));
    }
    let mut bytes = Vec::new();
    source.seek(SeekFrom::Start(begin))?;
    source.take(size.into()).read_to_end(&mut bytes)?;
    // Not: a reserved number, the cabinet's place in its set, what is said of the reserve, and of the signature's place.
    let parts = [(0, 4), (8, 34), (36 + RESERVE, begin)];
    believe(&bytes, |hash| digest(source, hash, &parts)).map(|belief| belief.map(Some))
}

/// Where the signature is, and how long.
fn place(header: &Header) -> Option<(u32, u32)> {
    if !header.has_reserve {
        return None;
    }
    let (numbers, _) = header.reserve.as_chunks::<4>();
    match numbers {
        [[0, 0, 0x10, 0], offset, size, _, _] => {
            let size = u32::from_le_bytes(*size);
            (size > 0).then(|| (u32::from_le_bytes(*offset), size))
        }
        _ => None,
    }
}

type Belief = Result<SignedBy, Disbelief>;

fn believe(bytes: &[u8], digest: impl FnOnce(Hash) -> io::Result<Vec<u8>>) -> io::Result<Belief> {
    let (data, hash, expected) = match read(bytes) {
        Ok(all) => all,
        Err(disbelief) => return Ok(Err(disbelief)),
    };
    if digest(hash)? != expected {
        return Ok(Err(Disbelief::Forged("it was changed after it was signed")));
    }
    Ok(believe_signer(&data))
}

/// The signed data, and the hash that the cabinet has to have.
fn read(bytes: &[u8]) -> Result<(SignedData<'_>, Hash, &[u8]), Disbelief> {
    let data = SignedData::read(bytes)?;
    if data.content_type != INDIRECT_DATA || data.content.tag != SEQUENCE {
        return Err(Disbelief::Wrong("it signs no file"));
    }
    let mut content = data.content.open();
    content.expect(SEQUENCE)?;
    let mut digest = content.expect(SEQUENCE)?.open();
    let algorithm = digest.expect(SEQUENCE)?.open().identifier()?;
    let hash = Hash::of(algorithm).ok_or(Disbelief::Wrong("it names a hash that is not known here"))?;
    let expected = digest.expect(OCTET_STRING)?.contents;
    Ok((data, hash, expected))
}

fn believe_signer(data: &SignedData<'_>) -> Belief {
    let certificate = data.verify()?;
    if !certificate.may_be_used_for(certificate::CODE_SIGNING) {
        return Err(Disbelief::Wrong("its certificate is not meant for signing code"));
    }
    let timestamp = data.timestamp()?;
    if let Some((moment, _)) = &timestamp
        && !certificate.is_valid_at(*moment)
    {
        return Err(Disbelief::Wrong(
            "its certificate was not valid when it was signed",
        ));
    }
    let chain = data.chain(certificate);
    let last = chain.last().copied().unwrap_or(certificate);
    let is_complete = last.is_root();
    let above = chain
        .iter()
        .skip(1)
        .map(|issuer| certificate::display(issuer.subject));
    let mut issuers: Vec<String> = above.collect();
    if !is_complete {
        issuers.push(certificate::display(last.issuer));
    }
    Ok(SignedBy {
        signer: certificate::display(certificate.subject),
        issuers,
        is_complete,
        timestamp,
    })
}

/// The hash of parts of a file.
fn digest(source: &mut (impl Read + Seek), hash: Hash, parts: &[(u64, u64)]) -> io::Result<Vec<u8>> {
    let mut hasher = hash.hasher();
    let mut buffer = vec![0; 1 << 16];
    for (from, to) in parts {
        source.seek(SeekFrom::Start(*from))?;
        let mut part = (&mut *source).take(to.saturating_sub(*from));
        loop {
            let count = part.read(&mut buffer)?;
            if count == 0 {
                break;
            }
            hasher.update(buffer.get(..count).unwrap_or_default());
        }
    }
    Ok(hasher.finish())
}
