//! Reading.

use super::{Error, LARGEST_BLOCK, SHORTEST};

/// Two lengths, of 4 bytes each.
const HEADER: usize = 8;

/// Everything that is in some bytes, if that is no more than `most`.
pub fn decode(bytes: &[u8], most: usize) -> Result<Vec<u8>, Error> {
    let mut reader = Decoder::new(most);
    let mut decoded = Vec::new();
    reader.push(bytes, &mut decoded)?;
    reader.finish()?;
    Ok(decoded)
}

/// Takes bytes as they come. It holds one block at most.
#[derive(Debug)]
pub struct Decoder {
    /// The begin of a block that is not complete.
    pending: Vec<u8>,
    left: usize,
    most: usize,
    blocks: usize,
}

impl Decoder {
    /// For no more than `most` bytes of what is in it.
    pub fn new(most: usize) -> Self {
        Self {
            pending: Vec::new(),
            left: most,
            most,
            blocks: 0,
        }
    }

    /// Takes some bytes; what is complete with them goes to the end of `decoded`.
    pub fn push(&mut self, bytes: &[u8], decoded: &mut Vec<u8>) -> Result<(), Error> {
        let mut bytes = bytes;
        while !self.pending.is_empty() && !bytes.is_empty() {
            let wanted = match header(&self.pending) {
                Some(header) => HEADER + self.check(header)?.1,
                None => HEADER,
            };
            let missing = wanted.saturating_sub(self.pending.len());
            let (now, later) = bytes.split_at(missing.min(bytes.len()));
            self.pending.extend_from_slice(now);
            bytes = later;
            let pending = std::mem::take(&mut self.pending);
            let taken = self.blocks(&pending, decoded)?;
            if taken == 0 {
                self.pending = pending;
            }
        }
        let taken = self.blocks(bytes, decoded)?;
        self.pending
            .extend_from_slice(bytes.get(taken..).unwrap_or_default());
        Ok(())
    }

    /// Nothing more comes.
    pub fn finish(&self) -> Result<(), Error> {
        if self.pending.is_empty() {
            Ok(())
        } else {
            Err(Error::Truncated)
        }
    }

    /// Reads the blocks that are complete; how many bytes these are.
    fn blocks(&mut self, bytes: &[u8], decoded: &mut Vec<u8>) -> Result<usize, Error> {
        let mut taken = 0;
        while let Some(rest) = bytes.get(taken..)
            && let Some(header) = header(rest)
        {
            let (original, compressed) = self.check(header)?;
            let Some(payload) = rest.get(HEADER..HEADER + compressed) else {
                break;
            };
            if original == compressed {
                decoded.extend_from_slice(payload);
            } else {
                let begin = decoded.len();
                decoded.resize(begin + original, 0);
                let room = decoded.get_mut(begin..).unwrap_or_default();
                if block(payload, room).is_none() {
                    decoded.truncate(begin);
                    return Err(Error::Damaged { block: self.blocks });
                }
            }
            self.left -= original;
            self.blocks += 1;
            taken += HEADER + compressed;
        }
        Ok(taken)
    }

    /// The two lengths of a block, if they are possible.
    fn check(&self, (original, compressed): (i32, i32)) -> Result<(usize, usize), Error> {
        let length = |length: i32| {
            usize::try_from(length)
                .ok()
                .filter(|length| *length <= LARGEST_BLOCK)
        };
        let (Some(original), Some(compressed)) = (length(original), length(compressed)) else {
            return Err(Error::Length { block: self.blocks });
        };
        if original > self.left {
            return Err(Error::TooLong { most: self.most });
        }
        Ok((original, compressed))
    }
}

fn header(bytes: &[u8]) -> Option<(i32, i32)> {
    let (original, rest) = bytes.split_first_chunk()?;
    let compressed = rest.first_chunk()?;
    Some((i32::from_le_bytes(*original), i32::from_le_bytes(*compressed)))
}

/// Reads one block, to its end and to the end of the room for it; nothing if these do not come together.
///
/// A word of 32 flags, the highest bit first, says what follows it: a byte, or a repetition of bytes before. The flag behind
/// the last of them has to be one.
fn block(mut input: &[u8], output: &mut [u8]) -> Option<()> {
    let mut at = 0;
    let mut half: Option<u8> = None;
    loop {
        let (word, rest) = input.split_first_chunk()?;
        let mut flags = u32::from_le_bytes(*word);
        input = rest;
        let mut left = 32_u32;
        while left > 0 {
            let literals = flags.leading_zeros().min(left);
            if literals > 0 {
                let count = usize::try_from(literals).ok()?;
                copy(&mut input, count, output, at)?;
                at += count;
                left -= literals;
                if left == 0 {
                    break;
                }
                flags <<= literals;
            }
            if at == output.len() {
                return input.is_empty().then_some(());
            }
            let (offset, length) = repetition(&mut input, &mut half)?;
            repeat(output, at, offset, length)?;
            at += length;
            flags <<= 1;
            left -= 1;
        }
    }
}

/// Copies the next bytes of the input to a place in the output. They are few, and a fixed number is copied faster: what is
/// too much will be written over.
fn copy(input: &mut &[u8], count: usize, output: &mut [u8], at: usize) -> Option<()> {
    const ALL: usize = 32;
    let fixed = (input.first_chunk::<ALL>(), output.get_mut(at..at + ALL));
    if let (Some(from), Some(to)) = fixed {
        to.copy_from_slice(from);
        *input = input.get(count..)?;
    } else {
        let (from, rest) = input.split_at_checked(count)?;
        output.get_mut(at..at + count)?.copy_from_slice(from);
        *input = rest;
    }
    Some(())
}

/// Copies from before, as `copy` does; what is repeated may itself be what is being written.
fn repeat(output: &mut [u8], at: usize, offset: usize, length: usize) -> Option<()> {
    const MOST: usize = 16;
    let from = at.checked_sub(offset)?;
    let end = at + length;
    if end > output.len() {
        return None;
    }
    if length <= MOST && offset >= MOST && at + MOST <= output.len() {
        output.copy_within(from..from + MOST, at);
        return Some(());
    }
    let mut done = at;
    // Each round has twice as much to take from.
    while done < end {
        let count = (end - done).min(done - from);
        output.copy_within(from..from + count, done);
        done += count;
    }
    Some(())
}

/// How far back, and how long.
fn repetition(input: &mut &[u8], half: &mut Option<u8>) -> Option<(usize, usize)> {
    let number = usize::from(word(input)?);
    let offset = (number >> 3) + 1;
    let mut length = number & 7;
    if length == 7 {
        // Two of them share a byte; the lower half comes first.
        let nibble = if let Some(high) = half.take() {
            high
        } else {
            let both = byte(input)?;
            *half = Some(both >> 4);
            both & 15
        };
        length += usize::from(nibble);
        if nibble == 15 {
            length = match byte(input)? {
                255 => usize::from(word(input)?),
                more => length + usize::from(more),
            };
        }
    }
    Some((offset, length + SHORTEST))
}

fn byte(input: &mut &[u8]) -> Option<u8> {
    input.split_off_first().copied()
}

fn word(input: &mut &[u8]) -> Option<u16> {
    let (word, rest) = input.split_first_chunk()?;
    *input = rest;
    Some(u16::from_le_bytes(*word))
}
