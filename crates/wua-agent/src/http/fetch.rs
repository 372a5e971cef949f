//! A file from an address to a folder: resumed, repeated, never more than it should be.

use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use wua_com::{Error, HResult, code};

use super::copy::{copy, local_path};
use super::header::{Response, Validator};
use super::location::{Location, scheme, shown};
use super::part::Part;
use super::places::{Places, note_failure, note_success};
use super::ranges::{Division, Ranges, Turn, check_range};
use super::status::status_error;
use super::{Body, Http, Request};
use crate::ports::{Abort, Arrival, Conditions};
use crate::random;
use crate::update::Content;

/// How long to wait for what may pass.
#[derive(Clone, Copy, Debug)]
pub(super) struct Patience {
    /// Before each repetition, give or take a half: those who failed together are not to come back together. When they
    /// are used up, the failure is final.
    pub(super) pauses: &'static [Duration],
    /// A server that wants to be left alone for longer is asked again all the same.
    pub(super) longest: Duration,
}

impl Patience {
    const USUAL: Self = Self {
        pauses: &[
            Duration::from_millis(500),
            Duration::from_secs(2),
            Duration::from_secs(5),
        ],
        longest: Duration::from_secs(30),
    };

    /// So often at once.
    #[cfg(test)]
    pub(super) const NONE: Self = Self {
        pauses: &[Duration::ZERO; 3],
        longest: Duration::ZERO,
    };
}

/// So many bytes without a failure, and the repetitions count anew.
const WORTH_MORE_PATIENCE: u64 = 1 << 20;

/// Fetches `url` to `destination`, of which the bytes before `from` are there already.
///
/// Knows `http:`, `https:`, and on this computer `file:` and `copy:`. What the server refuses to continue is fetched
/// from the start. Failures that may pass (the connection breaks, the server is silent, overloaded or out of order,
/// the body ends early, or the server is gone after bytes have come) are repeated up to three times from where they
/// happened, and no sooner than the server says, unless it says more than 30 seconds. A large file of known size that one
/// connection brings slowly comes over several. `arrival` is told how many bytes are there. If `size` is known, a file of
/// another size is an error, and never more than `size` bytes are written.
///
/// INVARIANT: bytes are written in order, whatever comes first: what is there of a file is always its beginning.
///
/// The hash is for the caller to check: the engine does, after [`crate::ports::Service::fetch`].
pub fn fetch_to_file(
    http: &dyn Http,
    url: &str,
    destination: &Path,
    from: u64,
    size: Option<u64>,
    arrival: &mut dyn Arrival,
    conditions: &Conditions<'_>,
) -> Result<(), Error> {
    let fetch = Fetch {
        http,
        places: vec![url],
        may_mix: true,
        patience: Patience::USUAL,
        division: Division::USUAL,
        conditions: *conditions,
    };
    fetch.to_file(destination, from, size, arrival)
}

/// Fetches a file from one of the places where it can be had, the first one first; from one that failed lately, last.
/// What one place has sent is continued from another, if a hash will tell whether that fits together. See
/// [`fetch_to_file`].
pub fn fetch_content(
    http: &dyn Http,
    content: &Content,
    destination: &Path,
    from: u64,
    arrival: &mut dyn Arrival,
    conditions: &Conditions<'_>,
) -> Result<(), Error> {
    let mut places = vec![content.url.as_str()];
    places.extend(content.alternates.iter().map(String::as_str));
    let fetch = Fetch {
        http,
        places,
        may_mix: !content.hash().is_empty(),
        patience: Patience::USUAL,
        division: Division::USUAL,
        conditions: *conditions,
    };
    let size = (content.size != 0).then_some(content.size);
    fetch.to_file(destination, from, size, arrival)
}

/// What stays the same over all attempts.
pub(super) struct Fetch<'a> {
    pub(super) http: &'a dyn Http,
    pub(super) places: Vec<&'a str>,
    /// What one place has sent may be continued from another.
    pub(super) may_mix: bool,
    pub(super) patience: Patience,
    pub(super) division: Division,
    pub(super) conditions: Conditions<'a>,
}

/// What is known of the place that is being asked.
#[derive(Default)]
struct Known {
    validator: Option<Validator>,
    /// It hands out parts of this very file.
    has_ranges: bool,
    /// What came last came faster than several connections are worth.
    is_fast: bool,
    /// How many pieces came so in a row, doubled each time: a server may begin fast and then slow down.
    pieces: u64,
    /// It does not want several connections.
    wants_one: bool,
    /// For so long it wants to be left alone.
    retry_after: Option<Duration>,
}

impl<'a> Fetch<'a> {
    pub(super) fn to_file(
        &self,
        destination: &Path,
        from: u64,
        size: Option<u64>,
        arrival: &mut dyn Arrival,
    ) -> Result<(), Error> {
        self.conditions.abort.check()?;
        let mut places = Places::new(&self.places, arrival.disappointments());
        let mut file = None;
        let mut known = Known::default();
        let (mut failures, mut farthest) = (0, None);
        let mut retry_after = None;
        loop {
            let url = places.current();
            let brought = if let Err(error) = check_address(url) {
                Err(error)
            } else {
                let part = match file.take() {
                    Some(part) => Part::from(part, url),
                    None => Part::open(destination, url, from, size)?,
                };
                self.bring(url, file.insert(part), &mut known, arrival)
            };
            let Err(error) = brought else {
                note_success(url);
                return Ok(());
            };
            let there = file.as_ref().map_or(0, Part::there);
            if file.as_ref().is_some_and(Part::is_broken) {
                return Err(error);
            }
            self.conditions.abort.check()?;
            note_failure(url);
            // Starting over is no progress, and neither is coming as far as before.
            if farthest.is_some_and(|before: u64| there >= before.saturating_add(WORTH_MORE_PATIENCE)) {
                failures = 0;
            }
            farthest = farthest.max(Some(there));
            let has_come = file.as_ref().is_some_and(Part::has_grown);
            let may_pass = may_pass(error.hresult()) || (has_come && is_unreached(error.hresult()));
            let Some(is_next_round) = places.failed(may_pass) else {
                return Err(error);
            };
            retry_after = retry_after.max(known.retry_after.take().filter(|_| may_pass));
            if is_next_round {
                let Some(pause) = self.patience.pauses.get(failures) else {
                    return Err(error);
                };
                let least = retry_after.take().unwrap_or_default().min(self.patience.longest);
                wait(spread(*pause).max(least), self.conditions.abort)?;
                failures += 1;
            }
            if places.current() != url {
                known = Known::default();
                if let Some(part) = file.as_mut().filter(|_| !self.may_mix) {
                    part.start_over()?;
                }
            }
        }
    }

    /// What is missing, from one place.
    fn bring(
        &self,
        url: &'a str,
        part: &mut Part<'_>,
        known: &mut Known,
        arrival: &mut dyn Arrival,
    ) -> Result<(), Error> {
        if let Some(source) = local_path(url) {
            return copy(&source?, part, arrival, self.conditions.abort);
        }
        loop {
            if part.is_all() {
                return Ok(());
            }
            if self.is_worth_dividing(part, known, arrival)
                && let Some(_turn) = Turn::take()
            {
                match self.divided(url, part, known, arrival) {
                    Ok(()) => return Ok(()),
                    Err(error) if part.is_broken() || self.conditions.abort.is_requested() => {
                        return Err(error);
                    }
                    // Who refuses several may give it to one; otherwise, that one tells what is wrong.
                    Err(_) => known.wants_one = true,
                }
            }
            if self.single(url, part, known, arrival)? {
                return Ok(());
            }
        }
    }

    fn is_worth_dividing(&self, part: &Part<'_>, known: &Known, arrival: &dyn Arrival) -> bool {
        known.has_ranges
            && !known.is_fast
            && !known.wants_one
            && arrival.connections() > 1
            && part
                .missing()
                .is_some_and(|missing| missing >= 2 * self.division.piece)
    }

    fn divided(
        &self,
        url: &str,
        part: &mut Part<'_>,
        known: &Known,
        arrival: &mut dyn Arrival,
    ) -> Result<(), Error> {
        let ranges = Ranges {
            http: self.http,
            url,
            validator: known.validator.as_ref(),
            division: self.division,
            conditions: self.conditions,
        };
        ranges.run(part, arrival)
    }

    /// One request, or two, if there are no bytes where the first one asks for them. Whether that was all of the file:
    /// of a large one only a part is asked for, to learn how fast it comes.
    fn single(
        &self,
        url: &str,
        part: &mut Part<'_>,
        known: &mut Known,
        arrival: &mut dyn Arrival,
    ) -> Result<bool, Error> {
        let (from, began) = (part.there(), Instant::now());
        let length = self
            .division
            .length(if known.wants_one { u64::MAX } else { known.pieces });
        let is_large = part.missing().is_some_and(|missing| missing > length);
        let to = is_large.then(|| from.saturating_add(length) - 1);
        let response = self.ask((url, to), part, known, arrival)?;
        if response.status == 416 && from > 0 {
            if response.total == Some(from) {
                part.check_total(response.total)?;
                return Ok(true);
            }
            part.start_over()?;
            known.validator = None;
            let response = self.ask((url, None), part, known, arrival)?;
            return end_of(&response, part, None).map(|()| true);
        }
        let to = to.filter(|_| response.status == 206);
        end_of(&response, part, to)?;
        if to.is_none() {
            return Ok(true);
        }
        known.has_ranges = true;
        known.is_fast = self.division.is_fast(part.there() - from, began.elapsed());
        known.pieces = known.pieces.max(1).saturating_mul(2);
        Ok(part.is_all())
    }

    fn ask(
        &self,
        (url, to): (&str, Option<u64>),
        part: &mut Part<'_>,
        known: &mut Known,
        arrival: &mut dyn Arrival,
    ) -> Result<Response, Error> {
        let validator = known.validator.clone();
        let request = Request {
            from: part.there(),
            to,
            validator: validator.as_ref(),
            ..Request::new(url)
        };
        let mut incoming = Incoming {
            url,
            to,
            part,
            known,
            arrival,
        };
        self.http.send(&request, &self.conditions, &mut incoming)
    }
}

/// The body of an answer on its way into the file.
struct Incoming<'a, 'p> {
    url: &'a str,
    to: Option<u64>,
    part: &'a mut Part<'p>,
    known: &'a mut Known,
    arrival: &'a mut dyn Arrival,
}

impl Body for Incoming<'_, '_> {
    fn begins(&mut self, response: &Response) -> Result<bool, Error> {
        match response.status {
            200 => {
                if self.part.there() > 0 {
                    self.part.start_over()?;
                }
                self.to = None;
            }
            206 => {
                let known = self.known.validator.as_ref();
                check_range(response, self.url, (self.part.there(), self.to), known)?;
            }
            _ => {
                self.known.retry_after = response.retry_after();
                return Ok(false);
            }
        }
        self.part.check_total(response.total)?;
        self.known.validator.clone_from(&response.validator);
        self.arrival.there(self.part.there());
        Ok(true)
    }

    fn piece(&mut self, bytes: &[u8]) -> Result<(), Error> {
        let count = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        if let Some(to) = self.to
            && self.part.there().saturating_add(count) > to.saturating_add(1)
        {
            return Err(Error::new(
                code::WININET_E_INVALID_SERVER_RESPONSE,
                format!(
                    "{}: more bytes came than were asked for; use another server",
                    shown(self.url)
                ),
            ));
        }
        self.part.take(bytes, self.arrival)
    }
}

/// Whether that was all that was asked for.
fn end_of(response: &Response, part: &Part<'_>, to: Option<u64>) -> Result<(), Error> {
    if !matches!(response.status, 200 | 206) {
        return Err(status_error(
            response.status,
            &response.location,
            &response.location.host,
        ));
    }
    // A server that says no total may still end too early.
    let total = part.size().or(response.total);
    let end = to.map(|to| to.saturating_add(1)).or(total);
    match end {
        Some(end) if part.there() < end => Err(Error::new(
            code::WININET_E_CONNECTION_ABORTED,
            format!(
                "{}: the connection to {} ended after {} of {} bytes; download again to fetch the rest",
                response.location,
                response.location.host,
                part.there(),
                total.unwrap_or(end)
            ),
        )),
        _ => Ok(()),
    }
}

fn check_address(url: &str) -> Result<(), Error> {
    if let Some(source) = local_path(url) {
        return source.map(drop);
    }
    match scheme(url).map(str::to_ascii_lowercase).as_deref() {
        None | Some("http" | "https") => Location::parse(url).map(drop),
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

/// What a server that restarts looks like, once it is known that there is one; of another one that it is gone.
pub fn is_unreached(hresult: HResult) -> bool {
    [
        code::WININET_E_CANNOT_CONNECT,
        code::WU_E_PT_WINHTTP_NAME_NOT_RESOLVED,
    ]
    .contains(&hresult)
}

/// From half to three halves of it.
fn spread(pause: Duration) -> Duration {
    let millis = u64::try_from(pause.as_millis()).unwrap_or(u64::MAX);
    Duration::from_millis((millis / 2).saturating_add(random::below(millis)))
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
