//! Compressed files, as apt keeps them in its folder of lists and archives publish them: read piece by piece.
//!
//! Whatever is in a file, the memory that reading it takes is bounded: by the windows that are accepted, and for the
//! text as a whole by a limit on its size.

use std::io::{self, BufRead, BufReader, Chain, Cursor, Read};
use std::path::Path;

use flate2::bufread::MultiGzDecoder;
use lz4_flex::frame::FrameDecoder as Lz4Decoder;
use lzma_rust2::XzReader;
use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder as ZstdDecoder};

/// A text that is longer is taken for an attack. All lists of Debian together are a tenth of it.
pub const LARGEST_TEXT: u64 = 1 << 30;

/// What a file may ask for to be unpacked: as much as `xz -9` and `zstd --ultra -22` do.
const LARGEST_WINDOW: u64 = 128 << 20;

/// The same for `lzma_rust2`, which counts in KiB and adds some for its tables.
const LARGEST_WINDOW_KIB: u32 = (128 << 10) + 1024;

const INPUT_BUFFER: usize = 64 << 10;

/// How a file is compressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Not at all.
    Plain,
    /// The frame format of LZ4.
    Lz4,
    /// XZ.
    Xz,
    /// Gzip.
    Gzip,
    /// Zstandard.
    Zstd,
}

impl Format {
    /// The formats in the order in which a list is looked for, with the suffixes of their files.
    pub const SUFFIXES: &[(Self, &str)] = &[
        (Self::Plain, ""),
        (Self::Lz4, ".lz4"),
        (Self::Zstd, ".zst"),
        (Self::Gzip, ".gz"),
        (Self::Xz, ".xz"),
    ];

    /// What a file's name says. `None` if it says nothing.
    pub fn of_name(path: &Path) -> Option<Self> {
        let suffix = path.extension()?;
        let known = Self::SUFFIXES.iter();
        let mut same =
            known.filter(|(_, known)| known.strip_prefix('.').is_some_and(|known| suffix == known));
        same.next().map(|(format, _)| *format)
    }

    /// What the first bytes of a file say.
    pub fn of_start(start: &[u8]) -> Self {
        match start {
            [0x04, 0x22, 0x4d, 0x18, ..] => Self::Lz4,
            [0xfd, b'7', b'z', b'X', b'Z', 0, ..] => Self::Xz,
            [0x1f, 0x8b, ..] => Self::Gzip,
            [0x28, 0xb5, 0x2f, 0xfd, ..] => Self::Zstd,
            _ => Self::Plain,
        }
    }
}

/// The text of a compressed source.
pub struct Decompressed<R: Read> {
    decoder: Decoder<Input<R>>,
    /// How much more may come.
    left: u64,
    limit: u64,
}

enum Decoder<R: BufRead> {
    Plain(R),
    Lz4(Lz4<R>),
    Xz(Box<XzReader<R>>),
    Gzip(Box<MultiGzDecoder<R>>),
    Zstd(Box<Zstd<R>>),
}

/// The source from its beginning, after its first bytes were looked at.
type Input<R> = BufReader<Chain<Cursor<Vec<u8>>, R>>;

impl<R: Read> Decompressed<R> {
    /// The text of a source in a known format; `None`: its first bytes tell.
    ///
    /// # Errors
    /// The source cannot be read, or does not begin as its format does.
    pub fn new(mut source: R, format: Option<Format>) -> io::Result<Self> {
        let mut start = Vec::new();
        source.by_ref().take(6).read_to_end(&mut start)?;
        let found = Format::of_start(&start);
        let format = format.unwrap_or(found);
        if format != Format::Plain && format != found {
            let problem = if start.is_empty() {
                "it is empty"
            } else {
                "it does not begin as such a file does"
            };
            return Err(damage(format!("not {format:?}: {problem}")));
        }
        let input = BufReader::with_capacity(INPUT_BUFFER, Cursor::new(start).chain(source));
        let decoder = match format {
            Format::Plain => Decoder::Plain(input),
            Format::Lz4 => Decoder::Lz4(Lz4::new(input)),
            Format::Xz => Decoder::Xz(Box::new(XzReader::new_mem_limit(input, true, LARGEST_WINDOW_KIB))),
            Format::Gzip => Decoder::Gzip(Box::new(MultiGzDecoder::new(input))),
            Format::Zstd => Decoder::Zstd(Box::new(Zstd::new(input))),
        };
        Ok(Self {
            decoder,
            left: LARGEST_TEXT,
            limit: LARGEST_TEXT,
        })
    }

    /// Sets another limit on the size of the text.
    #[must_use]
    pub fn with_limit(mut self, limit: u64) -> Self {
        (self.left, self.limit) = (limit, limit);
        self
    }
}

impl Decompressed<std::fs::File> {
    /// Opens a file. Its name says how it is compressed; if that says nothing, its first bytes do.
    ///
    /// # Errors
    /// The file cannot be read, or does not begin as its format does.
    pub fn open(path: &Path) -> io::Result<Self> {
        Self::new(std::fs::File::open(path)?, Format::of_name(path))
    }
}

impl<R: Read> Read for Decompressed<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = match &mut self.decoder {
            Decoder::Plain(input) => input.read(buffer),
            Decoder::Lz4(decoder) => decoder.read(buffer),
            Decoder::Xz(decoder) => decoder.read(buffer),
            Decoder::Gzip(decoder) => decoder.read(buffer),
            Decoder::Zstd(decoder) => decoder.read(buffer),
        }?;
        let more = u64::try_from(count).unwrap_or(u64::MAX);
        self.left = self
            .left
            .checked_sub(more)
            .ok_or_else(|| damage(format!("unpacked it has more than {} bytes", self.limit)))?;
        Ok(count)
    }
}

/// Frames of LZ4, one after the other.
///
/// The decoder of a frame takes the end of the input for the end of the frame, wherever it comes; so the input
/// remembers whether anybody read beyond it.
struct Lz4<R: BufRead> {
    decoder: Option<Lz4Decoder<Watched<R>>>,
}

struct Watched<R> {
    input: R,
    is_exhausted: bool,
}

impl<R: BufRead> Read for Watched<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.input.read(buffer)?;
        self.is_exhausted |= count == 0 && !buffer.is_empty();
        Ok(count)
    }
}

impl<R: BufRead> Lz4<R> {
    fn new(input: R) -> Self {
        let input = Watched {
            input,
            is_exhausted: false,
        };
        Self {
            decoder: Some(Lz4Decoder::new(input)),
        }
    }
}

impl<R: BufRead> Read for Lz4<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.is_empty() {
            return Ok(0);
        }
        loop {
            let Some(decoder) = &mut self.decoder else {
                return Ok(0);
            };
            let count = decoder.read(buffer)?;
            if count > 0 {
                return Ok(count);
            }
            if decoder.get_ref().is_exhausted {
                return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "its end is missing"));
            }
            // A new decoder for the next frame, whose blocks may have another size.
            let mut input = self.decoder.take().map(Lz4Decoder::into_inner);
            let is_there_more = match &mut input {
                Some(input) => !input.input.fill_buf()?.is_empty(),
                None => false,
            };
            self.decoder = input.filter(|_| is_there_more).map(Lz4Decoder::new);
        }
    }
}

/// Frames of Zstandard, one after the other, their checksums verified.
struct Zstd<R> {
    input: R,
    decoder: ZstdDecoder,
    is_in_frame: bool,
}

impl<R: BufRead> Zstd<R> {
    fn new(input: R) -> Self {
        let mut decoder = ZstdDecoder::new();
        decoder.set_max_window_size(LARGEST_WINDOW);
        Self {
            input,
            decoder,
            is_in_frame: false,
        }
    }

    /// Goes to the next frame with text. False at the end.
    fn begin_frame(&mut self) -> io::Result<bool> {
        loop {
            if self.input.fill_buf()?.is_empty() {
                return Ok(false);
            }
            match self.decoder.reset(&mut self.input) {
                Ok(()) => {
                    self.is_in_frame = true;
                    return Ok(true);
                }
                Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame {
                    length,
                    ..
                })) => {
                    let length = u64::from(length);
                    let skipped = io::copy(&mut self.input.by_ref().take(length), &mut io::sink())?;
                    if skipped < length {
                        return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "its end is missing"));
                    }
                }
                Err(error) => return Err(damage(error)),
            }
        }
    }

    fn end_frame(&mut self) -> io::Result<()> {
        self.is_in_frame = false;
        match self.decoder.get_checksum_from_data() {
            Some(checksum) if self.decoder.get_calculated_checksum() != Some(checksum) => {
                Err(damage("wrong checksum"))
            }
            _ => Ok(()),
        }
    }
}

impl<R: BufRead> Read for Zstd<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.is_empty() {
            return Ok(0);
        }
        loop {
            if !self.is_in_frame && !self.begin_frame()? {
                return Ok(0);
            }
            while self.decoder.can_collect() == 0 && !self.decoder.is_finished() {
                self.decoder
                    .decode_blocks(&mut self.input, BlockDecodingStrategy::UptoBlocks(1))
                    .map_err(damage)?;
            }
            let count = self.decoder.read(buffer)?;
            if count > 0 {
                return Ok(count);
            }
            self.end_frame()?;
        }
    }
}

fn damage(problem: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, problem)
}
