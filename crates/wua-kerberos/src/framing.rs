//! The frame around a first token, RFC 2743 3.1 with RFC 4121 4.1.

use crate::NAMES;

/// `[APPLICATION 0]`.
const FRAME: u8 = 0x60;
const OBJECT_IDENTIFIER: u8 = 0x06;
/// `TOK_ID` of an AP-REQ.
const AP_REQ: [u8; 2] = [1, 0];

/// The AP-REQ of a first token. In DCE style there is no frame around it, and MIT's library insists on that.
///
/// OBSERVED: impacket 0.13 frames it all the same, and is said to be understood by Windows.
pub(crate) fn without_frame(token: &[u8]) -> &[u8] {
    framed(token).unwrap_or(token)
}

fn framed(token: &[u8]) -> Option<&[u8]> {
    let (frame, behind) = element(FRAME, token)?;
    let (name, inner) = element(OBJECT_IDENTIFIER, frame)?;
    let is_kerberos = NAMES.iter().any(|known| known.0 == name);
    let request = inner.strip_prefix(&AP_REQ)?;
    (is_kerberos && behind.is_empty()).then_some(request)
}

/// The contents of an element in DER, and what stands behind it.
fn element(tag: u8, bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = bytes.strip_prefix(&[tag])?.split_first()?;
    let (length, rest) = match length {
        0..=0x7f => (usize::from(*length), rest),
        0x81..=0x84 => {
            let (length, rest) = rest.split_at_checked(usize::from(length & 0x7f))?;
            let length = length
                .iter()
                .fold(0, |sum: usize, byte| sum << 8 | usize::from(*byte));
            (length, rest)
        }
        _ => return None,
    };
    rest.split_at_checked(length)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(name: &[u8], request: &[u8]) -> Vec<u8> {
        let mut inner = vec![OBJECT_IDENTIFIER, u8::try_from(name.len()).unwrap()];
        inner.extend_from_slice(name);
        inner.extend_from_slice(&AP_REQ);
        inner.extend_from_slice(request);
        let length = u16::try_from(inner.len()).unwrap().to_be_bytes();
        [&[FRAME, 0x82], &length[..], &inner].concat()
    }

    #[test]
    fn a_frame_is_taken_off_whichever_name_it_has() {
        let request = [0x6e; 700];
        for name in NAMES {
            assert_eq!(without_frame(&frame(name.0, &request)), request);
        }
    }

    #[test]
    fn whatever_else_there_is_stays_as_it_is() {
        let whole = frame(NAMES[1].0, &[0x6e; 700]);
        for length in 0..whole.len() {
            assert_eq!(without_frame(&whole[..length]), &whole[..length]);
        }
        let other = frame(&[0x2b, 6, 1], b"request");
        assert_eq!(without_frame(&other), other);
        let longer = [whole, vec![0]].concat();
        assert_eq!(without_frame(&longer), longer);
        assert_eq!(without_frame(b"\x6e\x01\x00"), b"\x6e\x01\x00");
    }
}
