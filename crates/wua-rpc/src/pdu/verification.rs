//! The verification trailer ([MS-RPCE] 2.2.2.13): what a client repeats behind its parameters, where signatures protect
//! it, because it stands in places that they do not protect.

use core::fmt;

use super::header::DATA_REPRESENTATION;
use super::{Kind, Syntax};
use crate::ndr::Reader;

const SIGNATURE: [u8; 8] = [0x8A, 0xE3, 0x13, 0x71, 0x02, 0xF4, 0x36, 0x71];

const BITMASK: u16 = 1;
const PRESENTATION: u16 = 2;
const HEADER2: u16 = 3;
const COMMAND: u16 = 0x3FFF;
const END: u16 = 0x4000;
const MUST_PROCESS: u16 = 0x8000;

/// The client set `PFC_SUPPORT_HEADER_SIGN`.
const SUPPORTS_HEADER_SIGNING: u32 = 1;

/// A trailer stands in the last bytes. All that is defined takes 80 bytes together, and commands that are not yet defined
/// will not take many more.
const REACH: usize = 1024;

/// What a trailer has to repeat.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Verification {
    /// Whether the bind announced header signing.
    pub header_signing: bool,
    /// The interface of the presentation context.
    pub interface: Syntax,
    /// The transfer syntax of the presentation context.
    pub transfer: Syntax,
    /// From the header of the request.
    pub call_id: u32,
    /// From the header of the request.
    pub context: u16,
    /// From the header of the request.
    pub opnum: u16,
}

/// A trailer is not what was said before, or not readable: somebody changed one of them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Unverified(&'static str);

impl Verification {
    /// What stands before the trailer; all of it if there is none.
    pub fn check<'a>(&self, stub: &'a [u8]) -> Result<&'a [u8], Unverified> {
        let Some(at) = find(stub) else {
            return Ok(stub);
        };
        let (parameters, trailer) = stub.split_at_checked(at).unwrap_or((stub, &[]));
        let mut reader = Reader::packed(trailer.get(SIGNATURE.len()..).unwrap_or_default());
        loop {
            let (Ok(command), Ok(length)) = (reader.u16(), reader.u16()) else {
                return Err(Unverified("the trailer has no end"));
            };
            let Ok(data) = reader.bytes(usize::from(length)) else {
                return Err(Unverified("the trailer ends within a command"));
            };
            self.command(command, data)?;
            if command & END != 0 {
                return Ok(parameters);
            }
        }
    }

    fn command(&self, command: u16, data: &[u8]) -> Result<(), Unverified> {
        match command & COMMAND {
            BITMASK => match data.try_into().map(u32::from_le_bytes) {
                Ok(bits) if bits & SUPPORTS_HEADER_SIGNING == 0 || self.header_signing => Ok(()),
                _ => Err(Unverified("header signing was taken out of the bind")),
            },
            PRESENTATION if data == self.presentation() => Ok(()),
            PRESENTATION => Err(Unverified("the presentation context is another one")),
            HEADER2 if self.is_header(data) => Ok(()),
            HEADER2 => Err(Unverified("the header of the request is another one")),
            _ if command & MUST_PROCESS != 0 => Err(Unverified("an unknown command must be understood")),
            _ => Ok(()),
        }
    }

    /// Appends a trailer with everything in it to a stub that begins at `start`.
    pub fn write(&self, out: &mut Vec<u8>, start: usize) {
        super::bytes::align(out, start, 4);
        out.extend_from_slice(&SIGNATURE);
        let bits = if self.header_signing {
            SUPPORTS_HEADER_SIGNING
        } else {
            0
        };
        put(out, BITMASK, &bits.to_le_bytes());
        put(out, PRESENTATION, &self.presentation());
        put(out, HEADER2 | END, &self.header());
    }

    fn presentation(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(40);
        self.interface.write(&mut bytes);
        self.transfer.write(&mut bytes);
        bytes
    }

    fn header(&self) -> [u8; 16] {
        let [d0, d1, d2, d3] = DATA_REPRESENTATION;
        let [i0, i1, i2, i3] = self.call_id.to_le_bytes();
        let [c0, c1] = self.context.to_le_bytes();
        let [o0, o1] = self.opnum.to_le_bytes();
        let kind = Kind::Request.number();
        [kind, 0, 0, 0, d0, d1, d2, d3, i0, i1, i2, i3, c0, c1, o0, o1]
    }

    /// The second to fourth byte are reserved.
    fn is_header(&self, data: &[u8]) -> bool {
        let expected = self.header();
        data.len() == expected.len() && data.first() == expected.first() && data.get(4..) == expected.get(4..)
    }
}

/// The last place, aligned to 4, where a trailer can begin.
fn find(stub: &[u8]) -> Option<usize> {
    let last = stub.len().checked_sub(SIGNATURE.len())? / 4;
    let first = stub.len().saturating_sub(REACH).div_ceil(4);
    (first..=last)
        .rev()
        .map(|word| word * 4)
        .find(|at| stub.get(*at..).is_some_and(|rest| rest.starts_with(&SIGNATURE)))
}

fn put(out: &mut Vec<u8>, command: u16, data: &[u8]) {
    out.extend_from_slice(&command.to_le_bytes());
    out.extend_from_slice(&super::bytes::short(data.len()).to_le_bytes());
    out.extend_from_slice(data);
}

impl fmt::Display for Unverified {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.0)
    }
}

impl core::error::Error for Unverified {}
