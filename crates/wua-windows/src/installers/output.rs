//! What a program writes: its beginning and its end, however much lies between.

use std::collections::VecDeque;

/// How much is kept of the beginning, and of the end.
const KEPT: usize = 64 << 10;

/// What a program wrote, in at most 128 KiB.
#[derive(Clone, Debug, Default)]
pub struct Output {
    head: Vec<u8>,
    tail: VecDeque<u8>,
    /// How many bytes lie between them.
    left_out: u64,
}

impl Output {
    /// More was written.
    pub fn push(&mut self, bytes: &[u8]) {
        let room = KEPT - self.head.len();
        let (first, rest) = bytes.split_at(room.min(bytes.len()));
        self.head.extend_from_slice(first);
        let skipped = rest.len().saturating_sub(KEPT);
        let kept = rest.get(skipped..).unwrap_or_default();
        let over = (self.tail.len() + kept.len()).saturating_sub(KEPT);
        self.tail.drain(..over);
        self.tail.extend(kept);
        self.left_out += u64::try_from(skipped + over).unwrap_or(u64::MAX);
    }

    /// How many bytes were written.
    pub fn written(&self) -> u64 {
        let kept = self.head.len() + self.tail.len();
        self.left_out + u64::try_from(kept).unwrap_or(u64::MAX)
    }

    /// What was written, as far as it was kept.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = self.head.clone();
        if self.left_out > 0 {
            let note = format!("\n[... {} bytes are left out ...]\n", self.left_out);
            bytes.extend_from_slice(note.as_bytes());
        }
        bytes.extend(&self.tail);
        bytes
    }

    /// The same as text. Programs of Windows Installer write UTF-16.
    pub fn to_text(&self) -> String {
        text_of(&self.to_bytes())
    }
}

/// Nobody says how a program writes: UTF-16 is known by its zeros, all else is taken for UTF-8.
pub(super) fn text_of(bytes: &[u8]) -> String {
    let sample = bytes.get(..bytes.len().min(1024)).unwrap_or_default();
    let zeros = sample
        .iter()
        .skip(1)
        .step_by(2)
        .filter(|byte| **byte == 0)
        .count();
    let is_wide = sample.len() >= 2 && zeros * 4 > sample.len();
    let text = if is_wide {
        let units: Vec<u16> = bytes
            .chunks_exact(2)
            .map(|pair| {
                u16::from_le_bytes([
                    pair.first().copied().unwrap_or(0),
                    pair.last().copied().unwrap_or(0),
                ])
            })
            .collect();
        String::from_utf16_lossy(&units)
    } else {
        String::from_utf8_lossy(bytes).into_owned()
    };
    text.trim_start_matches('\u{feff}').replace('\r', "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn little_is_kept_whole() {
        let mut output = Output::default();
        output.push(b"one ");
        output.push(b"two");
        assert_eq!(output.to_text(), "one two");
        assert_eq!(output.written(), 7);
    }

    #[test]
    fn of_much_the_beginning_and_the_end_are_kept() {
        let mut output = Output::default();
        output.push(b"begin");
        for _ in 0..3000 {
            output.push(&[b'x'; 1000]);
        }
        output.push(&vec![b'y'; 3 * KEPT]);
        output.push(b"end");
        let text = output.to_text();
        assert!(text.starts_with("beginxxx"));
        assert!(text.ends_with("yyyend"));
        assert!(text.len() < 2 * KEPT + 100);
        assert_eq!(output.written(), 5 + 3_000_000 + 3 * 65_536 + 3);
        assert!(text.contains("bytes are left out"));
    }

    #[test]
    fn wide_text_is_read_as_such() {
        let wide: Vec<u8> = "\u{feff}The installation\r\nfailed"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        assert_eq!(text_of(&wide), "The installation\nfailed");
        assert_eq!(text_of(b"\xff plain"), "\u{fffd} plain");
        assert_eq!(text_of(b""), "");
    }
}
