//! Files from servers: the port that a driver implements, and what the engine's downloader makes of it.
//!
//! [`fetch_to_file`] is what services call: it resumes, repeats, and copies what lies on this computer. [`Http`] is one
//! request and its answer, and knows nothing of files.

mod copy;
mod fetch;
mod header;
mod location;
mod part;
mod status;
#[cfg(test)]
mod tests;

use std::time::Duration;

use wua_com::Error;

use crate::ports::Conditions;

pub(crate) use copy::copy_file;
pub use fetch::fetch_to_file;
pub use header::{ContentRange, Response, Validator};
pub use location::Location;
pub use status::status_error;

/// What speaks HTTP.
pub trait Http: Send + Sync {
    /// Asks for `request.url`, follows redirections, and hands the body of the last answer over in pieces.
    ///
    /// Whatever the server answers is a success here; an error is for what kept it from answering, and for a `body`
    /// that refused to go on. Returns within 0.3 seconds of a request to stop.
    fn get(
        &self,
        request: &Request<'_>,
        conditions: &Conditions<'_>,
        body: &mut dyn Body,
    ) -> Result<Response, Error>;
}

/// What is asked for.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// Where it is. A user name and a password in it are for the server.
    pub url: &'a str,
    /// The first byte that is wanted.
    pub from: u64,
    /// What the bytes before `from` are known to be of: if the server has something else now, it sends all of that.
    pub validator: Option<&'a Validator>,
    /// Further headers.
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
            validator: None,
            headers: &[],
            timeouts: Timeouts::default(),
        }
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
