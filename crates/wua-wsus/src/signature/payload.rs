//! Signatures in what is about to be run.

use std::fs::File;
use std::io::{self, BufReader, Cursor, Read, Seek};
use std::path::Path;

use wua_com::Error;

use super::program::of_program;
use super::signed_data::Disbelief;
use super::{Finding, Signature, of_cabinet};
use crate::cabinet::Cabinet;
use crate::catalogue::TRUST_E_BAD_DIGEST;

/// Who signed a file that is about to be run. It is refused if it was changed after it had been signed; without a signature,
/// or with one that cannot be judged here, it is as good as the hash that its metadata tells. Files that are neither programs
/// nor cabinets are not looked into.
pub fn payload_signature(file: &Path) -> Result<Signature, Error> {
    let name = || file.file_name().unwrap_or_default().to_string_lossy();
    let finding = File::open(file).and_then(|file| find(BufReader::new(file)));
    match finding {
        Ok(Ok(None)) => Ok(Signature::NotSigned),
        Ok(Ok(Some(signed))) => Ok(Signature::Signed(signed)),
        Ok(Err(Disbelief::Forged(why))) => Err(Error::new(
            TRUST_E_BAD_DIGEST,
            format!(
                "the signature of {} is wrong: {why}; it is not run. Report it to the publisher of the update",
                name()
            ),
        )),
        Ok(Err(other)) => Ok(Signature::Wrong(other.why().to_owned())),
        Err(error) => Ok(Signature::Wrong(format!("it cannot be read: {error}"))),
    }
}

fn find(mut source: impl Read + Seek) -> io::Result<Finding> {
    match Cabinet::open(&mut source) {
        Ok(mut cabinet) => {
            let (source, header) = cabinet.parts();
            of_cabinet(source, header)
        }
        Err(_) => of_program(&mut source),
    }
}

/// The same of bytes.
pub(crate) fn payload_of(bytes: &[u8]) -> Option<Signature> {
    Some(match find(Cursor::new(bytes)).ok()? {
        Ok(None) => Signature::NotSigned,
        Ok(Some(signed)) => Signature::Signed(signed),
        Err(disbelief) => Signature::Wrong(disbelief.why().to_owned()),
    })
}
