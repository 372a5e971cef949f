//! Reading.

use std::borrow::Cow;
use std::str::FromStr;

use wua_com::Guid;
use wua_xml::{Element, Error, Reader};

use super::{LIMITS, Response};
use crate::fault::{Fault, FaultCode};
use crate::{DateTime, base64};

/// Reads an envelope: with any prefixes, whatever they are, because everybody writes other ones.
pub(super) fn read<T>(
    body: &[u8],
    operation: &str,
    read: impl Fn(&mut Response<'_, '_>) -> Result<T, Error>,
) -> Result<Result<T, Fault>, Error> {
    let text = wua_xml::decode(body)?;
    let mut incoming = Incoming {
        reader: Reader::with_limits(&text, LIMITS)?,
    };
    let Some(envelope) = incoming.reader.root()? else {
        return Err(Error {
            line: 1,
            offset: 0,
            what: "it is empty".to_owned(),
        });
    };
    if envelope.name != "Envelope" {
        return Err(envelope.error("a SOAP envelope was expected"));
    }
    let mut answer = None;
    while let Some(body) = incoming.child(&envelope)? {
        if body.name != "Body" || answer.is_some() {
            continue;
        }
        let Some(element) = incoming.child(&body)? else {
            return Err(body.error("it is empty"));
        };
        if element.name == "Fault" {
            answer = Some(Err(incoming.fault(&element)?));
        } else if element.name.strip_suffix("Response") == Some(operation) {
            answer = Some(Ok(read(&mut Response {
                incoming: &mut incoming,
                element,
            })?));
        } else {
            return Err(element.error(format!("<{operation}Response> was expected")));
        }
    }
    // To the end: what is cut off is no answer.
    while incoming.reader.root()?.is_some() {}
    answer.ok_or_else(|| envelope.error("there is no <Body> in it"))
}

/// Walks through an envelope.
pub(crate) struct Incoming<'a> {
    reader: Reader<'a>,
}

impl<'a> Incoming<'a> {
    pub(crate) fn child(&mut self, parent: &Element<'a>) -> Result<Option<Element<'a>>, Error> {
        self.reader.child(parent)
    }

    /// Text that is kept. Around names, numbers and addresses white space is nothing, but metadata are given on as they are.
    pub(crate) fn text(&mut self, element: &Element<'a>) -> Result<String, Error> {
        Ok(self.reader.text(element)?.into_owned())
    }

    /// Text that says something; an empty one says nothing.
    pub(crate) fn word(&mut self, element: &Element<'a>) -> Result<Option<String>, Error> {
        let text = self.reader.text(element)?;
        let word = text.trim();
        Ok((!word.is_empty()).then(|| word.to_owned()))
    }

    pub(crate) fn number<T: FromStr>(&mut self, element: &Element<'a>) -> Result<T, Error> {
        self.parsed(element, "a number", |text| text.parse().ok())
    }

    pub(crate) fn flag(&mut self, element: &Element<'a>) -> Result<bool, Error> {
        self.parsed(element, "`true` or `false`", |text| match text {
            "true" | "1" | "True" => Some(true),
            "false" | "0" | "False" => Some(false),
            _ => None,
        })
    }

    pub(crate) fn guid(&mut self, element: &Element<'a>) -> Result<Guid, Error> {
        self.parsed(element, "a GUID", Guid::parse)
    }

    pub(crate) fn time(&mut self, element: &Element<'a>) -> Result<DateTime, Error> {
        Ok(DateTime::from(&*self.reader.text(element)?))
    }

    pub(crate) fn bytes(&mut self, element: &Element<'a>) -> Result<Vec<u8>, Error> {
        self.parsed(element, "base64", base64::decode)
    }

    /// Base64 that nobody looks into: as it is written, without white space.
    pub(crate) fn opaque(&mut self, element: &Element<'a>) -> Result<String, Error> {
        let text = self.reader.text(element)?;
        let is_known = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=');
        let bare: String = text.split_ascii_whitespace().collect();
        if !bare.bytes().all(is_known) {
            return Err(element.error("it is not base64"));
        }
        Ok(bare)
    }

    pub(crate) fn list<T>(
        &mut self,
        list: &Element<'a>,
        item: &str,
        mut read: impl FnMut(&mut Self, &Element<'a>) -> Result<T, Error>,
    ) -> Result<Vec<T>, Error> {
        let mut items = Vec::new();
        while let Some(element) = self.child(list)? {
            if element.name == item && !is_nil(&element)? {
                items.push(read(self, &element)?);
            }
        }
        Ok(items)
    }

    pub(crate) fn numbers(&mut self, list: &Element<'a>) -> Result<Vec<i32>, Error> {
        self.list(list, "int", Self::number)
    }

    pub(crate) fn texts(&mut self, list: &Element<'a>) -> Result<Vec<String>, Error> {
        self.list(list, "string", Self::text)
    }

    pub(crate) fn guids(&mut self, list: &Element<'a>) -> Result<Vec<Guid>, Error> {
        self.list(list, "guid", Self::guid)
    }

    fn parsed<T>(
        &mut self,
        element: &Element<'a>,
        expected: &str,
        parse: impl FnOnce(&str) -> Option<T>,
    ) -> Result<T, Error> {
        let text: Cow<'a, str> = self.reader.text(element)?;
        parse(text.trim()).ok_or_else(|| {
            let found: String = text.trim().chars().take(60).collect();
            element.error(format!("{expected} was expected, and there is `{found}`"))
        })
    }

    fn fault(&mut self, element: &Element<'a>) -> Result<Fault, Error> {
        let mut fault = Fault {
            code: FaultCode::Other(String::new()),
            message: None,
            id: None,
            method: None,
            text: String::new(),
        };
        let mut soap_code = String::new();
        while let Some(child) = self.child(element)? {
            match child.name {
                "faultcode" => soap_code = self.word(&child)?.unwrap_or_default(),
                "faultstring" => fault.text = self.word(&child)?.unwrap_or_default(),
                "detail" => self.detail(&child, &mut fault)?,
                _ => {}
            }
        }
        if let FaultCode::Other(name) = &mut fault.code
            && name.is_empty()
        {
            let name_of_soap = soap_code.rsplit(':').next().unwrap_or_default();
            *name = crate::error::shortened(name_of_soap);
        }
        Ok(fault)
    }

    fn detail(&mut self, detail: &Element<'a>, fault: &mut Fault) -> Result<(), Error> {
        while let Some(child) = self.child(detail)? {
            match child.name {
                "ErrorCode" => fault.code = FaultCode::named(&self.word(&child)?.unwrap_or_default()),
                "Message" => fault.message = self.word(&child)?,
                "ID" => fault.id = self.word(&child)?.as_deref().and_then(Guid::parse),
                "Method" => fault.method = self.word(&child)?,
                _ => {}
            }
        }
        Ok(())
    }
}

/// `xsi:nil`: it is as if it were not there.
fn is_nil(element: &Element<'_>) -> Result<bool, Error> {
    Ok(matches!(element.attribute("nil")?.as_deref(), Some("true" | "1")))
}
