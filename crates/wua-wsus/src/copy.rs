//! A file of an update that lies beside its catalogue.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::Path;

use wua_agent::ports::{Abort, Arrival, file_error};
use wua_com::{Error, code};

/// What is between two looks at the request to stop.
const PIECE: usize = 1 << 17;

/// Copies a file of `size` bytes, of which those before `from` are there already.
pub(crate) fn copy(
    source: &Path,
    destination: &Path,
    from: u64,
    size: u64,
    arrival: &mut dyn Arrival,
    abort: &Abort,
) -> Result<(), Error> {
    let unread = |error| file_error("read", source, &error);
    let unwritten = |error| file_error("write", destination, &error);
    let mut input = File::open(source).map_err(unread)?;
    let length = input.metadata().map_err(unread)?.len();
    if length != size {
        return Err(Error::new(
            code::WU_E_DM_INCORRECTFILEHASH,
            format!(
                "{} has {length} bytes, and the catalogue says {size}: replace it",
                source.display()
            ),
        ));
    }
    let mut options = File::options();
    let mut output = options
        .write(true)
        .create(true)
        .truncate(false)
        .open(destination)
        .map_err(unwritten)?;
    let there = output.metadata().map_err(unwritten)?.len();
    let mut at = if from > size { 0 } else { from.min(there) };
    output.set_len(at).map_err(unwritten)?;
    output.seek(SeekFrom::Start(at)).map_err(unwritten)?;
    input.seek(SeekFrom::Start(at)).map_err(unread)?;
    let mut piece = vec![0; PIECE];
    let mut input = input.take(size - at);
    loop {
        abort.check()?;
        arrival.there(at);
        let count = input.read(&mut piece).map_err(unread)?;
        if count == 0 {
            return Ok(());
        }
        let bytes = piece.get(..count).unwrap_or_default();
        output.write_all(bytes).map_err(unwritten)?;
        arrival.wrote(at, bytes)?;
        at += u64::try_from(count).unwrap_or_default();
    }
}
