//! Certificates, as far as a signature needs them. [RFC 5280].

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

use super::der::{
    BIT_STRING, Der, Element, GENERALIZED_TIME, INTEGER, Malformed, OCTET_STRING, SEQUENCE, SET, UTC_TIME,
    context,
};
use super::verify::{Key, verify};

const COMMON_NAME: &[u8] = &[0x55, 4, 3];
const ORGANISATION: &[u8] = &[0x55, 4, 10];
const EXTENDED_KEY_USAGE: &[u8] = &[0x55, 0x1D, 0x25];
/// `id-kp-codeSigning`.
pub(super) const CODE_SIGNING: &[u8] = &[0x2B, 6, 1, 5, 5, 7, 3, 3];
/// `id-kp-timeStamping`.
pub(super) const TIME_STAMPING: &[u8] = &[0x2B, 6, 1, 5, 5, 7, 3, 8];
/// `anyExtendedKeyUsage`.
const ANY_USAGE: &[u8] = &[0x55, 0x1D, 0x25, 0];

/// A certificate.
#[derive(Clone, Debug)]
pub(super) struct Certificate<'a> {
    /// What its issuer signed.
    signed: &'a [u8],
    signature_algorithm: &'a [u8],
    signature: &'a [u8],
    pub(super) serial: &'a [u8],
    pub(super) issuer: &'a [u8],
    pub(super) subject: &'a [u8],
    pub(super) key: Key<'a>,
    not_before: Timestamp,
    not_after: Timestamp,
    /// What the key may be used for; `None` if nothing is said.
    usages: Option<Vec<&'a [u8]>>,
}

impl<'a> Certificate<'a> {
    pub(super) fn read(certificate: Element<'a>) -> Result<Self, Malformed> {
        let mut outer = certificate.open();
        let body = outer.expect(SEQUENCE)?;
        let signature_algorithm = outer.expect(SEQUENCE)?.open().identifier()?;
        let signature = bits(outer.expect(BIT_STRING)?)?;
        let mut fields = body.open();
        fields.optional(context(0))?;
        let serial = fields.expect(INTEGER)?.contents;
        fields.expect(SEQUENCE)?;
        let issuer = fields.expect(SEQUENCE)?.whole;
        let mut validity = fields.expect(SEQUENCE)?.open();
        let not_before = time(validity.next()?.ok_or(Malformed)?)?;
        let not_after = time(validity.next()?.ok_or(Malformed)?)?;
        let subject = fields.expect(SEQUENCE)?.whole;
        let key = key(fields.expect(SEQUENCE)?)?;
        let mut usages = None;
        while let Some(field) = fields.next()? {
            if field.tag == context(3) {
                usages = read_usages(field)?;
            }
        }
        Ok(Self {
            signed: body.whole,
            signature_algorithm,
            signature,
            serial,
            issuer,
            subject,
            key,
            not_before,
            not_after,
            usages,
        })
    }

    /// Whether that key signed this certificate.
    pub(super) fn is_signed_by(&self, issuer: &Certificate<'_>) -> bool {
        self.issuer == issuer.subject
            && verify(
                &issuer.key,
                self.signature_algorithm,
                None,
                self.signed,
                self.signature,
            )
            .is_ok()
    }

    /// Its own issuer: the end of a chain.
    pub(super) fn is_root(&self) -> bool {
        self.issuer == self.subject
    }

    pub(super) fn is_valid_at(&self, moment: Timestamp) -> bool {
        (self.not_before..=self.not_after).contains(&moment)
    }

    pub(super) fn may_be_used_for(&self, usage: &[u8]) -> bool {
        let allows = |allowed: &&[u8]| *allowed == usage || *allowed == ANY_USAGE;
        self.usages
            .as_ref()
            .is_none_or(|usages| usages.iter().any(allows))
    }
}

/// What people call whoever this is: a common name, or else an organisation.
pub(super) fn display(name: &[u8]) -> String {
    let words = |wanted: &[u8]| -> Option<String> {
        let mut sets = Der(name).expect(SEQUENCE).ok()?.open();
        while let Ok(Some(set)) = sets.next() {
            let mut pair = set.open().expect(SEQUENCE).ok()?.open();
            if pair.identifier().ok()? == wanted {
                return pair.next().ok()?.map(text);
            }
        }
        None
    };
    words(COMMON_NAME)
        .or_else(|| words(ORGANISATION))
        .unwrap_or_else(|| "somebody without a name".to_owned())
}

/// Text in one of the alphabets that names are written in.
fn text(element: Element<'_>) -> String {
    const BMP_STRING: u8 = 0x1E;
    if element.tag == BMP_STRING {
        let (units, _) = element.contents.as_chunks::<2>();
        let units: Vec<u16> = units.iter().map(|unit| u16::from_be_bytes(*unit)).collect();
        return String::from_utf16_lossy(&units);
    }
    String::from_utf8_lossy(element.contents).into_owned()
}

/// The bytes of a bit string of whole bytes.
fn bits(element: Element<'_>) -> Result<&[u8], Malformed> {
    match element.contents {
        [0, bytes @ ..] => Ok(bytes),
        _ => Err(Malformed),
    }
}

fn key(information: Element<'_>) -> Result<Key<'_>, Malformed> {
    let mut information = information.open();
    let mut algorithm = information.expect(SEQUENCE)?.open();
    let algorithm_id = algorithm.identifier()?;
    let curve = algorithm.optional(super::der::OBJECT_IDENTIFIER)?;
    Ok(Key {
        algorithm: algorithm_id,
        curve: curve.map_or(&[], |curve| curve.contents),
        bytes: bits(information.expect(BIT_STRING)?)?,
    })
}

fn read_usages(extensions: Element<'_>) -> Result<Option<Vec<&[u8]>>, Malformed> {
    let mut list = extensions.open().expect(SEQUENCE)?.open();
    while let Some(extension) = list.next()? {
        let mut extension = extension.open();
        if extension.identifier()? != EXTENDED_KEY_USAGE {
            continue;
        }
        extension.optional(1)?;
        let value = extension.expect(OCTET_STRING)?;
        let mut usages = value.open().expect(SEQUENCE)?.open();
        let mut all = Vec::new();
        while let Some(usage) = usages.next()? {
            all.push(usage.contents);
        }
        return Ok(Some(all));
    }
    Ok(None)
}

/// `UTCTime` and `GeneralizedTime` in universal time.
pub(super) fn time(element: Element<'_>) -> Result<Timestamp, Malformed> {
    let text = str::from_utf8(element.contents).map_err(|_| Malformed)?;
    let text = text.strip_suffix('Z').ok_or(Malformed)?;
    // Fractions of seconds decide nothing.
    let text = text.split('.').next().unwrap_or_default();
    let (year, rest) = match element.tag {
        UTC_TIME => {
            let (year, rest) = text.split_at_checked(2).ok_or(Malformed)?;
            let year = digits(year)?;
            (if year < 50 { 2000 + year } else { 1900 + year }, rest)
        }
        GENERALIZED_TIME => {
            let (year, rest) = text.split_at_checked(4).ok_or(Malformed)?;
            (digits(year)?, rest)
        }
        _ => return Err(Malformed),
    };
    let mut fields = [0_i8; 5];
    let mut rest = rest;
    for field in &mut fields {
        if rest.is_empty() {
            break;
        }
        let (two, after) = rest.split_at_checked(2).ok_or(Malformed)?;
        *field = i8::try_from(digits(two)?).map_err(|_| Malformed)?;
        rest = after;
    }
    let [month, day, hour, minute, second] = fields;
    let civil = DateTime::new(year, month, day, hour, minute, second.min(59), 0).map_err(|_| Malformed)?;
    let zoned = TimeZone::UTC.to_timestamp(civil);
    zoned.map_err(|_| Malformed)
}

fn digits(text: &str) -> Result<i16, Malformed> {
    if !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Malformed);
    }
    text.parse().map_err(|_| Malformed)
}

/// All certificates of a set.
pub(super) fn read_all(mut set: Der<'_>) -> Result<Vec<Certificate<'_>>, Malformed> {
    let mut all = Vec::new();
    while let Some(element) = set.next()? {
        // Others than X.509 certificates may stand there, with tags of their own.
        if element.tag == SEQUENCE && all.len() < MOST_CERTIFICATES {
            all.push(Certificate::read(element)?);
        }
    }
    Ok(all)
}

/// A chain of more has not been seen, and each may have to be tried with each.
const MOST_CERTIFICATES: usize = 32;

/// Skips `SET` around what is alone in it.
pub(super) fn only_of_set(set: Element<'_>) -> Result<Element<'_>, Malformed> {
    if set.tag != SET {
        return Err(Malformed);
    }
    set.open().next()?.ok_or(Malformed)
}
