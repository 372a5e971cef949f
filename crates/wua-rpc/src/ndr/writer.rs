//! Writes stubs.

use wua_com::Guid;

use super::Error;

/// The first referent of a stub, and the distance to the next one. Only zero has a meaning; Windows counts like this.
const FIRST_REFERENT: u32 = 0x0002_0004;
const NEXT_REFERENT: u32 = 4;

/// What Windows writes for pointers to types that marshal themselves: `User`.
const USER_REFERENT: u32 = 0x7265_7355;

/// A stub that grows. Numbers are aligned to their own size, with zeros.
#[derive(Debug)]
pub struct Writer {
    data: Vec<u8>,
    /// Where in the data the stub begins.
    start: usize,
    referent: u32,
    aligned: bool,
    overflow: bool,
}

impl Default for Writer {
    fn default() -> Self {
        Self::new()
    }
}

impl Writer {
    /// An empty stub.
    #[must_use]
    pub fn new() -> Self {
        Self::behind(Vec::new())
    }

    /// An empty stub behind what the buffer holds. Who writes many stubs keeps one buffer for them.
    #[must_use]
    pub fn behind(buffer: Vec<u8>) -> Self {
        Self {
            start: buffer.len(),
            data: buffer,
            referent: FIRST_REFERENT,
            aligned: true,
            overflow: false,
        }
    }

    /// An empty structure without padding.
    #[must_use]
    pub fn packed() -> Self {
        Self {
            aligned: false,
            ..Self::new()
        }
    }

    /// The buffer with what was written; an error if a count did not fit its field.
    pub fn finish(self) -> Result<Vec<u8>, Error> {
        if self.overflow {
            return Err(Error::TooLarge);
        }
        Ok(self.data)
    }

    /// How many bytes have been written.
    #[must_use]
    pub fn position(&self) -> usize {
        self.data.len() - self.start
    }

    /// Makes room for so many bytes at a time.
    pub(crate) fn reserve(&mut self, bytes: usize) {
        self.data.reserve(bytes);
    }

    /// Writes, or leaves everything as it was.
    pub(crate) fn all_or_nothing(
        &mut self,
        write: impl FnOnce(&mut Self) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let (length, referent, overflow) = (self.data.len(), self.referent, self.overflow);
        let written = write(self);
        if written.is_err() {
            self.data.truncate(length);
            self.referent = referent;
            self.overflow = overflow;
        }
        written
    }

    /// Pads with zeros. `to` is a power of two.
    pub fn align(&mut self, to: usize) {
        if self.aligned {
            let padded = self.start + self.position().next_multiple_of(to);
            self.data.resize(padded, 0);
        }
    }

    /// Bytes as they are.
    pub fn bytes(&mut self, bytes: &[u8]) {
        self.data.extend_from_slice(bytes);
    }

    /// An 8-bit number.
    pub fn u8(&mut self, number: u8) {
        self.data.push(number);
    }

    /// A 16-bit number.
    pub fn u16(&mut self, number: u16) {
        self.align(2);
        self.bytes(&number.to_le_bytes());
    }

    /// A 32-bit number.
    pub fn u32(&mut self, number: u32) {
        self.align(4);
        self.bytes(&number.to_le_bytes());
    }

    /// A 32-bit number with a sign.
    pub fn i32(&mut self, number: i32) {
        self.u32(number.cast_unsigned());
    }

    /// A 64-bit number.
    pub fn u64(&mut self, number: u64) {
        self.align(8);
        self.bytes(&number.to_le_bytes());
    }

    /// A double.
    pub fn f64(&mut self, number: f64) {
        self.u64(number.to_bits());
    }

    /// A GUID.
    pub fn guid(&mut self, guid: Guid) {
        self.u32(guid.data1);
        self.u16(guid.data2);
        self.u16(guid.data3);
        self.bytes(&guid.data4);
    }

    /// A count of 32 bits.
    pub fn count(&mut self, count: usize) {
        let number = u32::try_from(count);
        self.overflow |= number.is_err();
        self.u32(number.unwrap_or_default());
    }

    /// A count of 16 bits.
    pub fn short_count(&mut self, count: usize) {
        let number = u16::try_from(count);
        self.overflow |= number.is_err();
        self.u16(number.unwrap_or_default());
    }

    /// A pointer, to something or to nothing.
    pub fn pointer(&mut self, to_something: bool) {
        if to_something {
            self.u32(self.referent);
            self.referent = self.referent.wrapping_add(NEXT_REFERENT);
        } else {
            self.u32(0);
        }
    }

    /// The pointer of a type that marshals itself: BSTR, VARIANT, SAFEARRAY.
    pub fn user_pointer(&mut self) {
        self.u32(USER_REFERENT);
    }

    /// Characters of 16 bits; how many there were.
    pub(crate) fn utf16(&mut self, text: &str) -> usize {
        let from = self.data.len();
        self.data.reserve(text.len() * 2);
        for unit in text.encode_utf16() {
            self.data.extend_from_slice(&unit.to_le_bytes());
        }
        (self.data.len() - from) / 2
    }

    /// Replaces a count that was written before.
    pub(crate) fn patch(&mut self, position: usize, count: usize) {
        let number = u32::try_from(count);
        self.overflow |= number.is_err();
        let place = self.data.get_mut(self.start + position..);
        if let Some(place) = place.and_then(<[u8]>::first_chunk_mut) {
            *place = number.unwrap_or_default().to_le_bytes();
        }
    }
}
