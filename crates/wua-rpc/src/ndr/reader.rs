//! Reads what has arrived, and no more than that.

use wua_com::Guid;

use super::Error;

/// How deep values may be nested in values: arrays in variants in arrays.
pub const DEPTH: u8 = 16;

/// How many values the arrays of one stub may hold together: a value takes more room than its few bytes on the wire.
const VALUES: usize = 0x2_0000;

/// A place in a stub. Numbers are aligned to their own size, counted from the first byte.
#[derive(Clone, Debug)]
pub struct Reader<'a> {
    data: &'a [u8],
    at: usize,
    depth: u8,
    values: usize,
    aligned: bool,
}

impl<'a> Reader<'a> {
    /// At the beginning of a stub.
    #[must_use]
    pub fn new(data: &'a [u8]) -> Self {
        Self {
            data,
            at: 0,
            depth: 0,
            values: VALUES,
            aligned: true,
        }
    }

    /// At the beginning of a structure without padding, as object references are.
    #[must_use]
    pub fn packed(data: &'a [u8]) -> Self {
        Self {
            aligned: false,
            ..Self::new(data)
        }
    }

    /// How many bytes have been read.
    #[must_use]
    pub fn position(&self) -> usize {
        self.at
    }

    /// What has not been read.
    #[must_use]
    pub fn rest(&self) -> &'a [u8] {
        self.data.get(self.at..).unwrap_or_default()
    }

    /// Passes over padding, whatever it holds. `to` is a power of two.
    pub fn align(&mut self, to: usize) {
        if self.aligned {
            self.at = self.at.next_multiple_of(to).min(self.data.len());
        }
    }

    /// The next bytes.
    pub fn bytes(&mut self, count: usize) -> Result<&'a [u8], Error> {
        let Some(bytes) = self.rest().get(..count) else {
            return Err(self.truncated(count));
        };
        self.at += count;
        Ok(bytes)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], Error> {
        let Some(array) = self.rest().first_chunk() else {
            return Err(self.truncated(N));
        };
        self.at += N;
        Ok(*array)
    }

    fn truncated(&self, count: usize) -> Error {
        Error::Truncated {
            at: self.data.len(),
            wanted: count.saturating_sub(self.rest().len()),
        }
    }

    /// An 8-bit number.
    pub fn u8(&mut self) -> Result<u8, Error> {
        self.array::<1>().map(|[byte]| byte)
    }

    /// A 16-bit number.
    pub fn u16(&mut self) -> Result<u16, Error> {
        self.align(2);
        self.array().map(u16::from_le_bytes)
    }

    /// A 32-bit number.
    pub fn u32(&mut self) -> Result<u32, Error> {
        self.align(4);
        self.array().map(u32::from_le_bytes)
    }

    /// A 32-bit number with a sign.
    pub fn i32(&mut self) -> Result<i32, Error> {
        self.u32().map(u32::cast_signed)
    }

    /// A 64-bit number.
    pub fn u64(&mut self) -> Result<u64, Error> {
        self.align(8);
        self.array().map(u64::from_le_bytes)
    }

    /// A double.
    pub fn f64(&mut self) -> Result<f64, Error> {
        self.u64().map(f64::from_bits)
    }

    /// A GUID.
    pub fn guid(&mut self) -> Result<Guid, Error> {
        self.align(4);
        Ok(Guid {
            data1: self.u32()?,
            data2: self.u16()?,
            data3: self.u16()?,
            data4: self.array()?,
        })
    }

    /// Whether a unique or full pointer points to something. What it points to has to be read where it stands.
    pub fn pointer(&mut self) -> Result<bool, Error> {
        self.u32().map(|referent| referent != 0)
    }

    /// A count of `what`, each of which takes at least `size` bytes further on.
    pub fn count(&mut self, what: &'static str, size: usize) -> Result<usize, Error> {
        let count = self.u32()?;
        self.bounded(count, what, size)
    }

    /// The same for a count that has been read already.
    pub fn bounded(&self, count: u32, what: &'static str, size: usize) -> Result<usize, Error> {
        let count = usize::try_from(count).unwrap_or(usize::MAX);
        match count.checked_mul(size) {
            Some(bytes) if bytes <= self.rest().len() => Ok(count),
            _ => Err(self.miscounted(what, count)),
        }
    }

    /// The maximum count of a conformant array, which has to repeat `expected`.
    pub fn conformance(&mut self, what: &'static str, expected: usize) -> Result<(), Error> {
        let count = usize::try_from(self.u32()?).unwrap_or(usize::MAX);
        if count == expected {
            Ok(())
        } else {
            Err(self.miscounted(what, count))
        }
    }

    /// A conformant array of `count` elements without pointers.
    pub(crate) fn elements<T>(
        &mut self,
        what: &'static str,
        count: usize,
        mut read: impl FnMut(&mut Self) -> Result<T, Error>,
    ) -> Result<Vec<T>, Error> {
        self.conformance(what, count)?;
        (0..count).map(|_| read(self)).collect()
    }

    /// Room for the values of an array.
    pub(crate) fn room_for<T>(&mut self, count: usize) -> Result<Vec<T>, Error> {
        let Some(left) = self.values.checked_sub(count) else {
            return Err(self.miscounted("values of arrays", count));
        };
        self.values = left;
        Ok(Vec::with_capacity(count))
    }

    /// A count that was read just before cannot be right.
    pub(crate) fn miscounted(&self, what: &'static str, count: usize) -> Error {
        Error::Count {
            at: self.at,
            what,
            count,
        }
    }

    /// Something unexpected was read just before.
    pub(crate) fn unexpected(&self, what: &'static str, found: impl Into<u32>) -> Error {
        Error::Unexpected {
            at: self.at,
            what,
            found: found.into(),
        }
    }

    /// Reads something that may contain its own kind.
    pub(crate) fn nested<T>(&mut self, read: impl FnOnce(&mut Self) -> Result<T, Error>) -> Result<T, Error> {
        if self.depth == DEPTH {
            return Err(Error::TooDeep);
        }
        self.depth += 1;
        let result = read(self);
        self.depth -= 1;
        result
    }
}
