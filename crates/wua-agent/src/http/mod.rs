//! Files from servers: the port that a driver implements, and what the engine's downloader makes of it.
//!
//! [`fetch_content`] is what services call: it resumes, repeats, asks one place after the other, brings large files over
//! several connections, and copies what lies on this computer. [`Http`] is one request and its answer, and knows nothing
//! of files.

mod copy;
mod fetch;
mod header;
mod location;
mod part;
mod places;
#[cfg(test)]
mod places_tests;
mod ranges;
#[cfg(test)]
mod ranges_tests;
mod status;
#[cfg(test)]
mod tests;
mod trust;

use std::sync::Arc;
use std::time::Duration;

use wua_com::{Error, code};

use crate::ports::Conditions;

pub(crate) use copy::copy_file;
pub use fetch::{fetch_content, fetch_to_file, is_unreached};
pub use header::{ContentRange, Response, Validator};
pub use location::Location;
pub use status::status_error;
pub use trust::{ClientCertificate, Trust};

/// What speaks HTTP.
pub trait Http: Send + Sync {
    /// Sends a request, follows redirections, and hands the body of the last answer over in pieces.
    ///
    /// Whatever the server answers is a success here; an error is for what kept it from answering, and for a `body`
    /// that refused to go on. Returns within 0.3 seconds of a request to stop.
    fn send(
        &self,
        request: &Request<'_>,
        conditions: &Conditions<'_>,
        body: &mut dyn Body,
    ) -> Result<Response, Error>;

    /// The same, which trusts further authorities, and shows a certificate of its own to servers that ask for one. The
    /// files are read now.
    fn trusting(&self, trust: &Trust) -> Result<Arc<dyn Http>, Error> {
        let _ = trust;
        Err(Error::new(
            code::E_NOTIMPL,
            "nothing here reaches servers by authorities or certificates of their own",
        ))
    }
}

/// What is asked for.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// Where it is. A user name and a password in it are for the server.
    pub url: &'a str,
    /// The first byte that is wanted.
    pub from: u64,
    /// The last byte that is wanted, if not all to the end.
    pub to: Option<u64>,
    /// What the bytes before `from` are known to be of: if the server has something else now, it sends all of that.
    pub validator: Option<&'a Validator>,
    /// What is posted: it may arrive twice, if a connection breaks, and only where it was meant to. Nothing: the
    /// address is asked for what is there.
    pub body: Option<&'a Content>,
    /// Further headers. One that the driver would send by itself takes the place of that.
    pub headers: &'a [(&'a str, &'a str)],
    /// How long to wait.
    pub timeouts: Timeouts,
}

impl<'a> Request<'a> {
    /// Asks for all of it.
    pub fn new(url: &'a str) -> Self {
        Self {
            url,
            from: 0,
            to: None,
            validator: None,
            body: None,
            headers: &[],
            timeouts: Timeouts::default(),
        }
    }
}

/// What is posted. It is not copied to be sent, even if it is sent several times.
#[derive(Clone, Debug)]
pub struct Content(Arc<Vec<u8>>);

impl From<Vec<u8>> for Content {
    fn from(bytes: Vec<u8>) -> Self {
        Self(Arc::new(bytes))
    }
}

impl AsRef<[u8]> for Content {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

/// How long to wait for a server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timeouts {
    /// Until it is reached: name, connection, proxy and encryption together.
    pub connect: Duration,
    /// For the next byte.
    pub silence: Duration,
}

impl Default for Timeouts {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(30),
            silence: Duration::from_mins(1),
        }
    }
}

/// Who takes the body of an answer.
pub trait Body {
    /// The answer has come; whether its body is wanted.
    fn begins(&mut self, response: &Response) -> Result<bool, Error>;

    /// The next bytes of it.
    fn piece(&mut self, bytes: &[u8]) -> Result<(), Error>;
}
