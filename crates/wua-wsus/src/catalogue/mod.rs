//! Catalogues: folders, documents and cabinets with packages.
//!
//! A folder counts with its files that end in `.sdp`, `.xml` or `.cab`, in the order of their names; what leads out of
//! it by a link does not. A document is a `SystemsManagementCatalog`, or anything else that holds packages; a cabinet
//! holds such documents. One package is in memory at a time, beside what became of the others.
//!
//! Not read: what is compressed with Quantum, cabinets that belong together, and cabinets within cabinets, in which
//! the third edition of catalogues keeps its packages; nothing is published about that.

mod assemble;
mod folder;
mod split;
mod utf8;

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};
use std::path::Path;

use wua_agent::ports::{Abort, LeftOut, file_error};
use wua_com::{Error, HResult, code};

use crate::cabinet::{Cabinet, CabinetError};
use crate::sdp::{self, Package};
use crate::signature::{self, Signature};
pub(crate) use assemble::{Assembled, assemble};
pub(crate) use folder::{Source, is_inside, survey};
use split::{LARGEST_PACKAGE, Piece, Split};
use utf8::Utf8;

/// A signature that is not of this file.
pub const TRUST_E_BAD_DIGEST: HResult = HResult::from_u32(0x8009_6010);

/// A catalogue of more packages, or with more that is wrong, is none.
const MOST_PACKAGES: usize = 500_000;

/// What a catalogue holds.
#[derive(Debug, Default)]
pub(crate) struct Load {
    pub(crate) packages: Vec<Found>,
    pub(crate) left_out: Vec<LeftOut>,
    /// Of each cabinet.
    pub(crate) signatures: Vec<(String, Signature)>,
    /// How many documents lay beside each other, which nobody can sign.
    pub(crate) documents: usize,
}

/// A package, and the file that it comes from.
#[derive(Debug)]
pub(crate) struct Found {
    pub(crate) file: String,
    pub(crate) package: Package,
}

/// Reads a whole catalogue. A file of a folder that cannot be read is left out; a catalogue that is one file and cannot be
/// read, or has a wrong signature, is an error.
pub(crate) fn load(source: &Source, abort: &Abort) -> Result<Load, Error> {
    let mut loader = Loader {
        load: Load::default(),
        package: Vec::new(),
        categories: sdp::Categories::default(),
        abort,
    };
    for file in &source.files {
        abort.check()?;
        let outcome = loader.file(&file.path, &file.name);
        match outcome {
            Ok(()) => {}
            Err(error) if source.is_folder && !abort.is_requested() => {
                loader.leave_out(
                    &file.name,
                    sdp::Broken {
                        reason: error.message(),
                        ..sdp::Broken::default()
                    },
                )?;
            }
            Err(error) => return Err(error),
        }
    }
    Ok(loader.load)
}

/// The same of bytes that are in memory.
pub(crate) fn load_bytes(bytes: &[u8], name: &str, abort: &Abort) -> Result<Load, Error> {
    let mut loader = Loader {
        load: Load::default(),
        package: Vec::new(),
        categories: sdp::Categories::default(),
        abort,
    };
    loader.bytes(io::Cursor::new(bytes), Path::new(name), name)?;
    Ok(loader.load)
}

impl Load {
    /// Who signed it, in words.
    pub(crate) fn signature(&self) -> String {
        match self.signatures.as_slice() {
            [] => Signature::NotSigned.to_string(),
            [(_, signature)] if self.documents == 0 => signature.to_string(),
            several => {
                let mut words: Vec<String> = several
                    .iter()
                    .map(|(file, signature)| format!("{file}: {signature}"))
                    .collect();
                if self.documents > 0 {
                    words.push(format!("{} other files: not signed", self.documents));
                }
                words.join("; ")
            }
        }
    }
}

struct Loader<'a> {
    load: Load,
    /// The one package in memory.
    package: Vec<u8>,
    categories: sdp::Categories,
    abort: &'a Abort,
}

impl Loader<'_> {
    fn file(&mut self, path: &Path, name: &str) -> Result<(), Error> {
        let file = File::open(path).map_err(|error| file_error("read", path, &error))?;
        self.bytes(file, path, name)
    }

    fn bytes(&mut self, mut file: impl Read + Seek, path: &Path, name: &str) -> Result<(), Error> {
        let failed = |error: io::Error| file_error("read", path, &error);
        let mut begin = Vec::new();
        (&mut file).take(4).read_to_end(&mut begin).map_err(failed)?;
        file.seek(SeekFrom::Start(0)).map_err(failed)?;
        if begin == b"MSCF" || has_ending(name, &["cab"]) {
            return self.cabinet(file, path, name);
        }
        self.load.documents += 1;
        let reader = BufReader::with_capacity(1 << 15, file);
        self.document(reader, name)
    }

    fn cabinet(&mut self, mut file: impl Read + Seek, path: &Path, name: &str) -> Result<(), Error> {
        let broken = |error: CabinetError| match error {
            CabinetError::File(error) => file_error("read", path, &error),
            CabinetError::Malformed(what) => Error::new(
                code::ERROR_INVALID_DATA,
                format!("{} is no whole cabinet: {what}; fetch it again", path.display()),
            ),
        };
        let signature = Cabinet::open(&mut file)
            .and_then(|cabinet| Ok(cabinet.signature()?))
            .map_err(broken)?;
        if let Signature::Wrong(why) = &signature {
            return Err(Error::new(
                TRUST_E_BAD_DIGEST,
                format!(
                    "the signature of {} is wrong: {why}; fetch it again from its publisher",
                    path.display()
                ),
            ));
        }
        self.load.signatures.push((name.to_owned(), signature));
        let mut cabinet = Cabinet::open(BufReader::with_capacity(1 << 15, file)).map_err(broken)?;
        let mut outcome = Ok(());
        let mut documents = 0;
        cabinet.visit(
            |member| has_ending(member, &["sdp", "xml"]),
            &mut |member, contents| {
                documents += 1;
                if outcome.is_ok() {
                    outcome = self.document(contents, &format!("{name}:{member}"));
                }
            },
        );
        if documents == 0 {
            self.leave_out(
                name,
                sdp::Broken {
                    reason: "the cabinet holds no file that ends in .sdp or .xml".to_owned(),
                    ..sdp::Broken::default()
                },
            )?;
        }
        outcome
    }

    /// Everything that is wrong with a document is left out; an error is for what ends the whole.
    fn document(&mut self, reader: impl BufRead, file: &str) -> Result<(), Error> {
        let before = self.load.packages.len() + self.load.left_out.len();
        if let Err(error) = self.packages(reader, file)? {
            self.leave_out(
                file,
                sdp::Broken {
                    reason: format!("the rest of the file cannot be read: {error}"),
                    ..sdp::Broken::default()
                },
            )?;
        }
        if self.load.packages.len() + self.load.left_out.len() == before {
            self.leave_out(
                file,
                sdp::Broken {
                    reason: format!("there is no {} in it", sdp::PACKAGE),
                    ..sdp::Broken::default()
                },
            )?;
        }
        Ok(())
    }

    fn packages(&mut self, reader: impl BufRead, file: &str) -> Result<io::Result<()>, Error> {
        let mut split = match Utf8::new(reader) {
            Ok(reader) => Split::new(reader),
            Err(error) => return Ok(Err(error)),
        };
        loop {
            self.abort.check()?;
            match split.next(&mut self.package) {
                Ok(Piece::Package) => match sdp::read(&self.package, &mut self.categories) {
                    Ok(package) => {
                        self.check_room()?;
                        let file = file.to_owned();
                        self.load.packages.push(Found { file, package });
                    }
                    Err(broken) => self.leave_out(file, broken)?,
                },
                Ok(Piece::TooLarge) => self.leave_out(
                    file,
                    sdp::Broken {
                        reason: format!("it has more than {} MiB", LARGEST_PACKAGE >> 20),
                        ..sdp::Broken::default()
                    },
                )?,
                Ok(Piece::End) => return Ok(Ok(())),
                Err(error) => return Ok(Err(error)),
            }
        }
    }

    fn leave_out(&mut self, file: &str, broken: sdp::Broken) -> Result<(), Error> {
        self.check_room()?;
        self.load.left_out.push(left_out(file, broken));
        Ok(())
    }

    fn check_room(&self) -> Result<(), Error> {
        if self.load.packages.len() + self.load.left_out.len() < MOST_PACKAGES {
            return Ok(());
        }
        Err(Error::new(
            code::E_INVALIDARG,
            format!("the catalogue has more than {MOST_PACKAGES} packages: divide it"),
        ))
    }
}

/// What is said of a package that is left out. Its words are somebody else's, and may be long.
fn left_out(file: &str, broken: sdp::Broken) -> LeftOut {
    let short = |text: String| match text.char_indices().nth(300) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text,
    };
    LeftOut {
        file: file.to_owned(),
        id: short(broken.id),
        title: short(broken.title),
        reason: short(broken.reason),
    }
}

fn has_ending(name: &str, endings: &[&str]) -> bool {
    name.rsplit_once('.')
        .is_some_and(|(_, ending)| endings.iter().any(|known| known.eq_ignore_ascii_case(ending)))
}

impl<R: Read + Seek> Cabinet<R> {
    /// Who signed it.
    pub fn signature(mut self) -> io::Result<Signature> {
        let (source, header) = self.parts();
        signature::check(source, header)
    }
}
