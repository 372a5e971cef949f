//! Signed data: who signed what, and whether it is so. [RFC 5652], and PKCS #7 before it.

use jiff::Timestamp;

use super::certificate::{self, Certificate, TIME_STAMPING, only_of_set};
use super::der::{Der, Element, INTEGER, Malformed, OCTET_STRING, SEQUENCE, SET, context};
use super::verify::{Hash, Refusal, verify};

const SIGNED_DATA: &[u8] = &[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 7, 2];
const CONTENT_TYPE: &[u8] = &[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 9, 3];
const MESSAGE_DIGEST: &[u8] = &[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 9, 4];
const SIGNING_TIME: &[u8] = &[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 9, 5];
const COUNTERSIGNATURE: &[u8] = &[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 9, 6];
const RFC3161_TIMESTAMP: &[u8] = &[0x2B, 6, 1, 4, 1, 0x82, 0x37, 3, 3, 1];
const TIMESTAMP_INFORMATION: &[u8] = &[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 9, 0x10, 1, 4];

/// Why signed data is not believed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Disbelief {
    /// It is not written as signed data is.
    Malformed,
    /// It is, and it does not hold: why.
    Wrong(&'static str),
    /// It is, and either what was signed or the signature itself was changed.
    Forged(&'static str),
}

impl Disbelief {
    pub(super) fn why(&self) -> &'static str {
        match self {
            Self::Malformed => "it is not written as signatures are",
            Self::Wrong(why) | Self::Forged(why) => why,
        }
    }
}

impl From<Malformed> for Disbelief {
    fn from(_: Malformed) -> Self {
        Self::Malformed
    }
}

impl From<Refusal> for Disbelief {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Wrong => Self::Forged("the key of the certificate did not make this signature"),
            Refusal::Unknown => Self::Wrong("it was made with a method that is not known here"),
        }
    }
}

/// Signed data with one signer.
pub(super) struct SignedData<'a> {
    pub(super) content_type: &'a [u8],
    /// What is signed, with its tag.
    pub(super) content: Element<'a>,
    pub(super) certificates: Vec<Certificate<'a>>,
    pub(super) signer: Signer<'a>,
}

/// Who signed, and how.
pub(super) struct Signer<'a> {
    issuer: &'a [u8],
    serial: &'a [u8],
    hash: Hash,
    /// What else is signed: a set, its tag that of its place.
    signed: Option<Element<'a>>,
    algorithm: &'a [u8],
    pub(super) signature: &'a [u8],
    unsigned: Option<Element<'a>>,
}

impl<'a> SignedData<'a> {
    /// Reads it; nothing is checked yet.
    pub(super) fn read(bytes: &'a [u8]) -> Result<Self, Disbelief> {
        let mut information = Der(bytes).expect(SEQUENCE)?.open();
        if information.identifier()? != SIGNED_DATA {
            return Err(Disbelief::Malformed);
        }
        let mut data = information.expect(context(0))?.open().expect(SEQUENCE)?.open();
        data.expect(INTEGER)?;
        data.expect(SET)?;
        let mut inner = data.expect(SEQUENCE)?.open();
        let content_type = inner.identifier()?;
        let content = inner.expect(context(0))?.open().next()?.ok_or(Malformed)?;
        let certificates = match data.optional(context(0))? {
            Some(set) => certificate::read_all(set.open())?,
            None => Vec::new(),
        };
        data.optional(context(1))?;
        let mut signers = data.expect(SET)?.open();
        let signer = Signer::read(signers.expect(SEQUENCE)?)?;
        if signers.next()?.is_some() {
            return Err(Disbelief::Wrong(
                "there are several signers in it, and one is expected",
            ));
        }
        Ok(Self {
            content_type,
            content,
            certificates,
            signer,
        })
    }

    /// Whether the signer signed the content. Answers with the signer's certificate.
    pub(super) fn verify(&self) -> Result<&Certificate<'a>, Disbelief> {
        let certificate = self.signer.certificate(&self.certificates)?;
        self.signer
            .verify(certificate, self.content_type, self.content.contents)?;
        Ok(certificate)
    }

    /// The certificates from this one upwards, as far as they are there and each is signed by the next.
    pub(super) fn chain<'s>(&'s self, of: &'s Certificate<'a>) -> Vec<&'s Certificate<'a>> {
        let mut chain = vec![of];
        while let Some(last) = chain.last().filter(|last| !last.is_root()) {
            let issuer = self.certificates.iter().find(|other| {
                !chain.iter().any(|known| std::ptr::eq(*known, *other)) && last.is_signed_by(other)
            });
            match issuer {
                Some(issuer) => chain.push(issuer),
                None => break,
            }
        }
        chain
    }

    /// When somebody else saw the signature, and who, if anybody did.
    pub(super) fn timestamp(&self) -> Result<Option<(Timestamp, String)>, Disbelief> {
        let Some(unsigned) = self.signer.unsigned else {
            return Ok(None);
        };
        let mut attributes = unsigned.open();
        while let Some(attribute) = attributes.next()? {
            let mut attribute = attribute.open();
            let kind = attribute.identifier()?;
            let values = attribute.expect(SET)?;
            match kind {
                RFC3161_TIMESTAMP => return self.token(only_of_set(values)?).map(Some),
                COUNTERSIGNATURE => return self.countersignature(only_of_set(values)?).map(Some),
                _ => {}
            }
        }
        Ok(None)
    }

    /// A token of a timestamp authority. [RFC 3161].
    fn token(&self, token: Element<'_>) -> Result<(Timestamp, String), Disbelief> {
        let token = SignedData::read(token.whole)?;
        if token.content_type != TIMESTAMP_INFORMATION || token.content.tag != OCTET_STRING {
            return Err(Disbelief::Malformed);
        }
        let authority = token.verify()?;
        may_tell_time(authority)?;
        let mut information = token.content.open().expect(SEQUENCE)?.open();
        information.expect(INTEGER)?;
        information.identifier()?;
        let mut imprint = information.expect(SEQUENCE)?.open();
        let hash = hash_of(imprint.expect(SEQUENCE)?)?;
        let digest = imprint.expect(OCTET_STRING)?.contents;
        if hash.digest(self.signer.signature) != digest {
            return Err(Disbelief::Wrong("its timestamp is of another signature"));
        }
        information.expect(INTEGER)?;
        let moment = certificate::time(information.next()?.ok_or(Malformed)?)?;
        known_at(authority, moment)?;
        Ok((moment, certificate::display(authority.subject)))
    }

    /// A countersignature of PKCS #9, whose certificates stand beside those of the signer.
    fn countersignature(&self, element: Element<'_>) -> Result<(Timestamp, String), Disbelief> {
        let counter = Signer::read(element)?;
        let authority = counter.certificate(&self.certificates)?;
        may_tell_time(authority)?;
        counter.verify(authority, &[], self.signer.signature)?;
        let attributes = counter.signed.ok_or(Malformed)?;
        let moment = attribute(attributes, SIGNING_TIME)?.ok_or(Malformed)?;
        let moment = certificate::time(only_of_set(moment)?)?;
        known_at(authority, moment)?;
        Ok((moment, certificate::display(authority.subject)))
    }
}

fn may_tell_time(authority: &Certificate<'_>) -> Result<(), Disbelief> {
    if authority.may_be_used_for(TIME_STAMPING) {
        return Ok(());
    }
    Err(Disbelief::Wrong(
        "its timestamp is of somebody who may not give any",
    ))
}

fn known_at(authority: &Certificate<'_>, moment: Timestamp) -> Result<(), Disbelief> {
    if authority.is_valid_at(moment) {
        return Ok(());
    }
    Err(Disbelief::Wrong(
        "the certificate of its timestamp was not valid at that time",
    ))
}

fn hash_of(algorithm: Element<'_>) -> Result<Hash, Disbelief> {
    let identifier = algorithm.open().identifier()?;
    Hash::of(identifier).ok_or(Disbelief::Wrong("it names a hash that is not known here"))
}

/// The values of an attribute.
fn attribute<'a>(attributes: Element<'a>, wanted: &[u8]) -> Result<Option<Element<'a>>, Malformed> {
    let mut attributes = attributes.open();
    while let Some(attribute) = attributes.next()? {
        let mut attribute = attribute.open();
        if attribute.identifier()? == wanted {
            return attribute.expect(SET).map(Some);
        }
    }
    Ok(None)
}

impl<'a> Signer<'a> {
    fn read(element: Element<'a>) -> Result<Self, Disbelief> {
        let mut fields = element.open();
        fields.expect(INTEGER)?;
        let mut name = fields.expect(SEQUENCE)?.open();
        let issuer = name.expect(SEQUENCE)?.whole;
        let serial = name.expect(INTEGER)?.contents;
        let hash = hash_of(fields.expect(SEQUENCE)?)?;
        let signed = fields.optional(context(0))?;
        let algorithm = fields.expect(SEQUENCE)?.open().identifier()?;
        let signature = fields.expect(OCTET_STRING)?.contents;
        let unsigned = fields.optional(context(1))?;
        Ok(Self {
            issuer,
            serial,
            hash,
            signed,
            algorithm,
            signature,
            unsigned,
        })
    }

    fn certificate<'s>(&self, all: &'s [Certificate<'a>]) -> Result<&'s Certificate<'a>, Disbelief> {
        let mine = |certificate: &&Certificate<'_>| {
            certificate.issuer == self.issuer && certificate.serial == self.serial
        };
        all.iter()
            .find(mine)
            .ok_or(Disbelief::Wrong("the certificate of its signer is not in it"))
    }

    /// `content` is what was signed, without its tag; with no content type it is not said what that is.
    fn verify(
        &self,
        certificate: &Certificate<'_>,
        content_type: &[u8],
        content: &[u8],
    ) -> Result<(), Disbelief> {
        let key = &certificate.key;
        let Some(signed) = self.signed else {
            return Ok(verify(
                key,
                self.algorithm,
                Some(self.hash),
                content,
                self.signature,
            )?);
        };
        let digest = attribute(signed, MESSAGE_DIGEST)?.ok_or(Malformed)?;
        if only_of_set(digest)?.contents != self.hash.digest(content) {
            return Err(Disbelief::Forged("what is signed is something else"));
        }
        if !content_type.is_empty() {
            let named = attribute(signed, CONTENT_TYPE)?.ok_or(Malformed)?;
            if only_of_set(named)?.contents != content_type {
                return Err(Disbelief::Wrong("what is signed is of another kind"));
            }
        }
        // The set is signed under its own tag, and stands here under that of its place.
        let mut message = signed.whole.to_vec();
        if let Some(tag) = message.first_mut() {
            *tag = SET;
        }
        Ok(verify(
            key,
            self.algorithm,
            Some(self.hash),
            &message,
            self.signature,
        )?)
    }
}
