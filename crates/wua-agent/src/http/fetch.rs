//! A file from an address to a folder: resumed, repeated, never more than it should be.

use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use wua_com::{Error, HResult, code};

use super::copy::{copy, local_path};
use super::header::{ContentRange, Response, Validator};
use super::location::{Location, scheme, shown};
use super::part::Part;
use super::status::status_error;
use super::{Body, Http, Request};
use crate::ports::{Abort, Conditions};

/// How long to wait before each repetition. When they are used up, the failure is final.
const PAUSES: &[Duration] = &[
    Duration::from_millis(500),
    Duration::from_secs(2),
    Duration::from_secs(5),
];

/// So many bytes without a failure, and the repetitions count anew.
const WORTH_MORE_PATIENCE: u64 = 1 << 20;

/// Fetches `url` to `destination`, of which the bytes before `from` are there already.
///
/// Knows `http:`, `https:`, and on this computer `file:` and `copy:`. What the server refuses to continue is fetched
/// from the start. Failures that may pass (the connection breaks, the server is silent, overloaded or out of order,
/// the body ends early) are repeated up to three times from where they happened. `progress` is told how many bytes are
/// there. If `size` is known, a file of another size is an error, and never more than `size` bytes are written.
///
/// The hash is for the caller to check: the engine does, after [`crate::ports::Service::fetch`].
pub fn fetch_to_file(
    http: &dyn Http,
    url: &str,
    destination: &Path,
    from: u64,
    size: Option<u64>,
    progress: &mut dyn FnMut(u64),
    conditions: &Conditions<'_>,
) -> Result<(), Error> {
    let fetch = Fetch {
        http,
        url,
        pauses: PAUSES,
        conditions: *conditions,
    };
    fetch.to_file(destination, from, size, progress)
}

/// What stays the same over all attempts.
pub(super) struct Fetch<'a> {
    pub(super) http: &'a dyn Http,
    pub(super) url: &'a str,
    pub(super) pauses: &'a [Duration],
    pub(super) conditions: Conditions<'a>,
}

impl Fetch<'_> {
    pub(super) fn to_file(
        &self,
        destination: &Path,
        from: u64,
        size: Option<u64>,
        progress: &mut dyn FnMut(u64),
    ) -> Result<(), Error> {
        self.conditions.abort.check()?;
        if let Some(source) = local_path(self.url) {
            let source = source?;
            let mut part = Part::open(destination, self.url, from, size)?;
            return copy(&source, &mut part, progress, self.conditions.abort);
        }
        check_scheme(self.url)?;
        let mut part = Part::open(destination, self.url, from, size)?;
        let mut validator = None;
        let (mut failures, mut there_at_failure) = (0, part.there());
        loop {
            let Err(error) = self.attempt(&mut part, &mut validator, progress) else {
                return Ok(());
            };
            // Starting over is no progress.
            if part.there() >= there_at_failure.saturating_add(WORTH_MORE_PATIENCE) {
                failures = 0;
            }
            there_at_failure = part.there();
            match self.pauses.get(failures) {
                Some(pause) if may_pass(error.hresult()) => wait(*pause, self.conditions.abort)?,
                _ => return Err(error),
            }
            failures += 1;
        }
    }

    /// One request, or two, if there are no bytes where the first one asks for them.
    fn attempt(
        &self,
        part: &mut Part<'_>,
        validator: &mut Option<Validator>,
        progress: &mut dyn FnMut(u64),
    ) -> Result<(), Error> {
        if part.is_all() {
            return Ok(());
        }
        let from = part.there();
        let response = self.ask(part, validator, progress)?;
        if response.status != 416 || from == 0 {
            return end_of(&response, part);
        }
        if response.total == Some(from) {
            part.check_total(response.total)?;
            return Ok(());
        }
        part.start_over()?;
        *validator = None;
        let response = self.ask(part, validator, progress)?;
        end_of(&response, part)
    }

    fn ask(
        &self,
        part: &mut Part<'_>,
        validator: &mut Option<Validator>,
        progress: &mut dyn FnMut(u64),
    ) -> Result<Response, Error> {
        let known = validator.clone();
        let request = Request {
            from: part.there(),
            validator: known.as_ref(),
            ..Request::new(self.url)
        };
        let mut arrival = Arrival {
            part,
            validator,
            progress,
        };
        self.http.get(&request, &self.conditions, &mut arrival)
    }
}

/// The body of an answer on its way into the file.
struct Arrival<'a, 'p> {
    part: &'a mut Part<'p>,
    validator: &'a mut Option<Validator>,
    progress: &'a mut dyn FnMut(u64),
}

impl Body for Arrival<'_, '_> {
    fn begins(&mut self, response: &Response) -> Result<bool, Error> {
        match response.status {
            200 => {
                if self.part.there() > 0 {
                    self.part.start_over()?;
                }
            }
            206 => check_range(response, self.part.there())?,
            _ => return Ok(false),
        }
        self.part.check_total(response.total)?;
        self.validator.clone_from(&response.validator);
        (self.progress)(self.part.there());
        Ok(true)
    }

    fn piece(&mut self, bytes: &[u8]) -> Result<(), Error> {
        self.part.write(bytes)?;
        (self.progress)(self.part.there());
        Ok(())
    }
}

fn check_range(response: &Response, from: u64) -> Result<(), Error> {
    match response.range {
        Some(ContentRange::Bytes { first, .. }) if first == from => Ok(()),
        _ => Err(Error::new(
            code::WININET_E_INVALID_SERVER_RESPONSE,
            format!(
                "{}: {} was asked for the bytes from {from} on and sent others; use another server",
                response.location, response.location.host
            ),
        )),
    }
}

/// Whether that was all.
fn end_of(response: &Response, part: &Part<'_>) -> Result<(), Error> {
    if !matches!(response.status, 200 | 206) {
        return Err(status_error(
            response.status,
            &response.location,
            &response.location.host,
        ));
    }
    // A server that says no total may still end too early.
    let total = part.size().or(response.total);
    match total {
        Some(total) if part.there() < total => Err(Error::new(
            code::WININET_E_CONNECTION_ABORTED,
            format!(
                "{}: the connection to {} ended after {} of {total} bytes; download again to fetch the rest",
                response.location,
                response.location.host,
                part.there()
            ),
        )),
        _ => Ok(()),
    }
}

fn check_scheme(url: &str) -> Result<(), Error> {
    match scheme(url).map(str::to_ascii_lowercase).as_deref() {
        None | Some("http" | "https") => Location::parse(url).map(|_| ()),
        Some(scheme) => Err(Error::new(
            code::WU_E_PT_INVALID_URL,
            format!(
                "{}: nothing here can fetch {scheme:?} addresses; http, https, file and copy are known: change the \
                 source of the update",
                shown(url)
            ),
        )),
    }
}

/// Failures that may be gone a moment later.
fn may_pass(hresult: HResult) -> bool {
    [
        code::WININET_E_CONNECTION_ABORTED,
        code::WININET_E_TIMEOUT,
        code::WU_E_PT_HTTP_STATUS_REQUEST_TIMEOUT,
        code::WU_E_PT_HTTP_STATUS_SERVER_ERROR,
        code::WU_E_PT_HTTP_STATUS_BAD_GATEWAY,
        code::WU_E_PT_HTTP_STATUS_SERVICE_UNAVAIL,
        code::WU_E_PT_HTTP_STATUS_GATEWAY_TIMEOUT,
    ]
    .contains(&hresult)
}

fn wait(pause: Duration, abort: &Abort) -> Result<(), Error> {
    let until = Instant::now() + pause;
    loop {
        abort.check()?;
        let left = until.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Ok(());
        }
        thread::sleep(left.min(Duration::from_millis(50)));
    }
}
