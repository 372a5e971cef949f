//! `GetFileLocations`: where files are. [MS-WUSP] 2.2.2.2.7

use wua_xml::{Element, Error};

use super::{Cookie, FileLocation, client};
use crate::base64;
use crate::soap::{Incoming, Message, Operation, Parameters, Response};

/// Asks where files are.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct GetFileLocations {
    /// Who we are.
    pub cookie: Cookie,
    /// The files: the SHA-1 of what is in each. No other hash names a file.
    pub file_digests: Vec<[u8; 20]>,
}

/// Where files are.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct FileLocations {
    /// Those that the server knows.
    pub file_locations: Vec<FileLocation>,
    /// The cookie for the next call.
    pub new_cookie: Option<Cookie>,
}

impl Message for GetFileLocations {
    const OPERATION: Operation = client("GetFileLocations");
    type Answer = FileLocations;

    fn write(&self, to: &mut Parameters<'_>) {
        self.cookie.write("cookie", to.0);
        to.0.list("fileDigests", &self.file_digests, |inner, digest| {
            inner.text("base64Binary", &base64::encode(digest));
        });
    }

    fn read(from: &mut Response<'_, '_>) -> Result<FileLocations, Error> {
        while let Some(child) = from.incoming.child(&from.element)? {
            if child.name == "GetFileLocationsResult" {
                return result(from.incoming, &child);
            }
        }
        Err(from.element.error("it has no <GetFileLocationsResult>"))
    }
}

fn result<'a>(from: &mut Incoming<'a>, element: &Element<'a>) -> Result<FileLocations, Error> {
    let mut locations = FileLocations::default();
    while let Some(child) = from.child(element)? {
        match child.name {
            "FileLocations" => {
                locations.file_locations = from.list(&child, "FileLocation", FileLocation::read)?;
            }
            "NewCookie" => locations.new_cookie = Some(Cookie::read(from, &child)?),
            _ => {}
        }
    }
    Ok(locations)
}
