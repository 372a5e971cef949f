//! Calls on their way to a server, and its answers.

use std::time::{Duration, Instant};

use wua_agent::http::{Body, Content, Http, Request, Response, Timeouts, is_unreached, status_error};
use wua_agent::ports::{Abort, Conditions};
use wua_com::{Error, HResult, code};
use wua_wusp::soap::LONGEST_ANSWER;
use wua_wusp::{Call, xpress};

/// How long servers are waited for, and how much is taken of them.
#[derive(Clone, Debug)]
pub struct Patience {
    /// Until the server is reached, and for each next byte.
    pub timeouts: Timeouts,
    /// The longest that a call may take with its repetitions, however steadily its answer comes.
    pub call: Duration,
    /// How long to wait before a call that failed for the moment is made again, up to twice as long.
    pub pauses: Vec<Duration>,
    /// So many bytes of metadata are kept of a server at most.
    pub metadata: usize,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            timeouts: Timeouts::default(),
            call: Duration::from_mins(10),
            pauses: vec![Duration::from_secs(1), Duration::from_secs(4)],
            // OBSERVED: a server sent 13.4 MB for 5,377 revisions.
            metadata: 2_000_000_000,
        }
    }
}

/// What carries calls to one server.
#[derive(Clone, Copy)]
pub(super) struct Wire<'a> {
    pub(super) http: &'a dyn Http,
    /// Where the server is.
    pub(super) root: &'a str,
    pub(super) conditions: &'a Conditions<'a>,
    pub(super) patience: &'a Patience,
}

impl<'a> Wire<'a> {
    /// How often a call may be made, and until when.
    pub(super) fn attempts(&self) -> Attempts<'a> {
        Attempts {
            pauses: self.patience.pauses.iter(),
            until: Instant::now() + self.patience.call,
        }
    }

    /// Makes a call. What was answered, if that is an answer or a fault, takes the place of what was in `answer`.
    pub(super) fn post(
        &self,
        call: Call,
        answer: &mut Vec<u8>,
        attempts: &mut Attempts<'_>,
    ) -> Result<(), Error> {
        let url = format!("{}{}", self.root, call.path);
        let body = Content::from(call.body.into_bytes());
        let request = Request {
            body: Some(&body),
            headers: &[
                ("Content-Type", "text/xml; charset=utf-8"),
                ("SOAPAction", &call.action),
                ("Accept-Encoding", "xpress"),
                ("Cache-Control", "no-cache"),
                ("Pragma", "no-cache"),
            ],
            timeouts: self.patience.timeouts,
            ..Request::new(&url)
        };
        loop {
            let answer = Answer::new(answer, LONGEST_ANSWER, attempts.until);
            let Err(error) = self.post_once(&request, answer) else {
                return Ok(());
            };
            let abort = self.conditions.abort;
            abort.check()?;
            if !may_pass(error.hresult()) || !attempts.again(abort)? {
                return Err(error.context(format!("{}: {}", self.root, call.operation.name)));
            }
        }
    }

    fn post_once(&self, request: &Request<'_>, mut answer: Answer<'_>) -> Result<(), Error> {
        let response = self.http.send(request, self.conditions, &mut answer)?;
        // Faults come with 500; what else comes with it has no envelope.
        let is_fault = response.status == 500 && answer.is_envelope();
        if response.status != 200 && !is_fault {
            return Err(status_error(
                response.status,
                &response.location,
                &response.location.host,
            ));
        }
        if let Some(decoder) = &answer.decoder {
            decoder.finish().map_err(damaged)?;
        }
        if let Some(total) = response.total
            && answer.decoder.is_none()
            && u64::try_from(answer.bytes.len()).is_ok_and(|length| length < total)
        {
            return Err(Error::new(
                code::WININET_E_CONNECTION_ABORTED,
                format!("the answer ended after {} of {total} bytes", answer.bytes.len()),
            ));
        }
        Ok(())
    }

    /// Fetches a small file.
    pub(super) fn get(&self, url: &str, longest: usize) -> Result<Vec<u8>, Error> {
        let mut bytes = Vec::new();
        let mut answer = Answer::new(&mut bytes, longest, Instant::now() + self.patience.call);
        let request = Request {
            timeouts: self.patience.timeouts,
            ..Request::new(url)
        };
        let response = self.http.send(&request, self.conditions, &mut answer)?;
        if response.status != 200 {
            return Err(status_error(
                response.status,
                &response.location,
                &response.location.host,
            ));
        }
        Ok(bytes)
    }
}

/// What is left of the patience with a call.
pub(super) struct Attempts<'a> {
    pauses: std::slice::Iter<'a, Duration>,
    until: Instant,
}

impl Attempts<'_> {
    /// Waits until the call may be made again, if it may. Computers that failed together do not come back together: the pause is
    /// up to twice as long.
    pub(super) fn again(&mut self, abort: &Abort) -> Result<bool, Error> {
        let pause = match self.pauses.next() {
            Some(pause) if Instant::now() < self.until => *pause,
            _ => return Ok(false),
        };
        let until = Instant::now() + pause + pause.mul_f64(jitter());
        loop {
            abort.check()?;
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Ok(true);
            }
            std::thread::sleep(left.min(Duration::from_millis(50)));
        }
    }
}

/// Something between 0 and 1.
pub(super) fn jitter() -> f64 {
    f64::from(wua_agent::ports::random_guid().data1) / f64::from(u32::MAX)
}

/// Failures that may be gone a moment later.
pub(super) fn may_pass(hresult: HResult) -> bool {
    [
        code::WININET_E_CONNECTION_ABORTED,
        code::WININET_E_TIMEOUT,
        code::WU_E_PT_HTTP_STATUS_REQUEST_TIMEOUT,
        code::WU_E_PT_HTTP_STATUS_BAD_GATEWAY,
        code::WU_E_PT_HTTP_STATUS_SERVICE_UNAVAIL,
        code::WU_E_PT_HTTP_STATUS_GATEWAY_TIMEOUT,
    ]
    .contains(&hresult)
}

/// It may be somewhere else by now.
pub(super) fn may_have_moved(error: &Error) -> bool {
    let is_gone = matches!(
        error.hresult(),
        code::WU_E_PT_HTTP_STATUS_NOT_FOUND | code::WU_E_PT_HTTP_STATUS_GONE
    );
    is_gone || is_unreached(error.hresult())
}

fn damaged(error: xpress::Error) -> Error {
    Error::new(code::WU_E_PT_SOAPCLIENT_PARSE, error.to_string())
}

/// Most compressed answers are no longer.
const TYPICAL_PAGE: usize = 256 << 10;

/// An answer as it comes.
struct Answer<'a> {
    bytes: &'a mut Vec<u8>,
    /// It is compressed.
    decoder: Option<xpress::Decoder>,
    longest: usize,
    /// When it has to be there.
    until: Instant,
}

impl<'a> Answer<'a> {
    fn new(bytes: &'a mut Vec<u8>, longest: usize, until: Instant) -> Self {
        Self {
            bytes,
            decoder: None,
            longest,
            until,
        }
    }

    fn is_envelope(&self) -> bool {
        let start = self.bytes.get(..self.bytes.len().min(1024)).unwrap_or_default();
        memchr::memmem::find(start, b"Envelope").is_some()
    }
}

impl Body for Answer<'_> {
    fn begins(&mut self, response: &Response) -> Result<bool, Error> {
        self.bytes.clear();
        let encoding = response.header("content-encoding").unwrap_or_default().trim();
        self.decoder = match encoding.to_ascii_lowercase().as_str() {
            "" | "identity" => None,
            "xpress" => {
                self.bytes.reserve(TYPICAL_PAGE);
                Some(xpress::Decoder::new(self.longest))
            }
            other => {
                return Err(Error::new(
                    code::WU_E_PT_SOAPCLIENT_PARSE,
                    format!("the answer is encoded as `{other}`, which was not asked for"),
                ));
            }
        };
        // Pages of other servers' errors are not read.
        Ok(matches!(response.status, 200 | 500))
    }

    fn piece(&mut self, bytes: &[u8]) -> Result<(), Error> {
        if Instant::now() >= self.until {
            return Err(Error::new(
                code::WININET_E_TIMEOUT,
                "the answer comes too slowly to be waited for: try again later, or ask who runs the server",
            ));
        }
        if let Some(decoder) = &mut self.decoder {
            return decoder.push(bytes, self.bytes).map_err(damaged);
        }
        if self.bytes.len() + bytes.len() > self.longest {
            return Err(Error::new(
                code::WU_E_PT_SOAPCLIENT_PARSE,
                format!("the answer has more than {} bytes", self.longest),
            ));
        }
        self.bytes.extend_from_slice(bytes);
        Ok(())
    }
}
