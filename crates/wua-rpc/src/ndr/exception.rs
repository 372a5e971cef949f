//! EXCEPINFO: why a member failed, as late-bound callers learn it.

use wua_com::{ExcepInfo, HResult, Text};

use super::text::{read_bstr_body, write_bstr_body, write_null_bstr_body};
use super::{Error, Reader, Writer};

/// EXCEPINFO ([MS-OAUT] 2.2.34).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExceptionInfo {
    /// A number of the server's own, if there is no HRESULT.
    pub code: u16,
    /// Who says so.
    pub source: Option<Text>,
    /// In words.
    pub description: Option<Text>,
    /// Where more is to be read.
    pub help_file: Option<Text>,
    /// Where in there.
    pub help_context: u32,
    /// The HRESULT of the member.
    pub scode: HResult,
}

impl From<ExcepInfo> for ExceptionInfo {
    fn from(info: ExcepInfo) -> Self {
        Self {
            source: Some(info.source.into()),
            description: Some(info.description.into()),
            scode: info.scode,
            ..Self::default()
        }
    }
}

impl ExceptionInfo {
    fn texts(&self) -> [&Option<Text>; 3] {
        [&self.source, &self.description, &self.help_file]
    }

    pub(crate) fn read(reader: &mut Reader<'_>) -> Result<Self, Error> {
        reader.align(4);
        let (code, _reserved) = (reader.u16()?, reader.u16()?);
        let present = [reader.pointer()?, reader.pointer()?, reader.pointer()?];
        let help_context = reader.u32()?;
        let (_reserved, _deferred) = (reader.u32()?, reader.u32()?);
        let scode = HResult::from_u32(reader.u32()?);
        let mut texts = [None, None, None];
        for (text, present) in texts.iter_mut().zip(present) {
            if present {
                // A null string and an empty one say the same here.
                *text = Some(read_bstr_body(reader)?).filter(|text| !text.is_empty());
            }
        }
        let [source, description, help_file] = texts;
        Ok(Self {
            code,
            source,
            description,
            help_file,
            help_context,
            scode,
        })
    }

    pub(crate) fn write(&self, writer: &mut Writer) {
        writer.align(4);
        writer.u16(self.code);
        writer.u16(0);
        for _ in self.texts() {
            writer.user_pointer();
        }
        writer.u32(self.help_context);
        writer.u32(0);
        writer.u32(0);
        writer.u32(self.scode.to_u32());
        for text in self.texts() {
            writer.align(4);
            match text {
                Some(text) => write_bstr_body(writer, text),
                None => write_null_bstr_body(writer),
            }
        }
    }
}
