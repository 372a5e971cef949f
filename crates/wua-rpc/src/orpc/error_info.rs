//! Why a call failed, in words: an extension of the reply ([MS-DCOM] 2.2.21.1 and 2.2.21.2).

use wua_com::{Guid, Text};

use super::{Extension, ObjectReference, ReferenceBody, ids};
use crate::ndr::text::{read_string, write_string};
use crate::ndr::{Error, Reader, Writer};

/// How a string says that it does not follow, and that it does.
const ABSENT: u32 = 0;
const PRESENT: u32 = u32::MAX;

/// What `IErrorInfo` tells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ErrorInfo {
    /// The interface whose member failed.
    pub interface: Guid,
    /// Who says so.
    pub source: Option<Text>,
    /// In words.
    pub description: Option<Text>,
    /// Where more is to be read.
    pub help_file: Option<Text>,
    /// Where in there.
    pub help_context: u32,
}

impl ErrorInfo {
    /// The extension that says it.
    pub fn to_extension(&self) -> Result<Extension, Error> {
        let mut writer = Writer::new();
        writer.u32(0);
        writer.u32(self.help_context);
        writer.guid(self.interface);
        for text in [&self.source, &self.description, &self.help_file] {
            match text {
                Some(text) => {
                    writer.u32(PRESENT);
                    write_string(&mut writer, &even(text));
                }
                None => writer.u32(ABSENT),
            }
        }
        let reference = ObjectReference {
            iid: ids::ERROR_INFO,
            body: ReferenceBody::Custom {
                class: ids::ERROR_OBJECT,
                data: writer.finish()?,
            },
        };
        Ok(Extension {
            id: ids::ERROR_EXTENSION,
            data: reference.to_bytes()?,
        })
    }

    /// Reads it from an extension, if it is this one and readable.
    #[must_use]
    pub fn from_extension(extension: &Extension) -> Option<Self> {
        if extension.id != ids::ERROR_EXTENSION {
            return None;
        }
        let reference = find_reference(&extension.data)?;
        match ObjectReference::from_bytes(reference).ok()?.body {
            ReferenceBody::Custom { class, data } if class == ids::ERROR_OBJECT => {
                let aligned = Self::read(&mut Reader::new(&data));
                aligned.or_else(|_| Self::read(&mut Reader::packed(&data))).ok()
            }
            _ => None,
        }
    }

    pub(crate) fn read(reader: &mut Reader<'_>) -> Result<Self, Error> {
        let _version = reader.u32()?;
        let help_context = reader.u32()?;
        let interface = reader.guid()?;
        let mut texts = [None, None, None];
        for text in &mut texts {
            *text = match reader.u32()? {
                ABSENT => None,
                PRESENT => Some(Text::from(read_string(reader)?)),
                other => return Err(reader.unexpected("the signature of a text", other)),
            };
        }
        let [source, description, help_file] = texts;
        Ok(Self {
            interface,
            source,
            description,
            help_file,
            help_context,
        })
    }
}

/// Whether the next number behind a text is aligned, the specification does not say. Behind an even number of characters
/// it is, so a second terminator stands where one alone would make their number odd.
fn even(text: &str) -> String {
    let units = text.encode_utf16().count() + 1;
    let more = if units.is_multiple_of(2) { "" } else { "\0" };
    format!("{text}{more}")
}

/// The specification puts the reference there by itself; some may put it into an interface pointer.
fn find_reference(data: &[u8]) -> Option<&[u8]> {
    [0, 4, 8]
        .into_iter()
        .filter_map(|at| data.get(at..))
        .find(|rest| rest.starts_with(b"MEOW"))
}
