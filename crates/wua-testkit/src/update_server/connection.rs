//! A connection: requests one after the other, and what is to go wrong with them.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufReader, Read, Seek as _, SeekFrom, Write};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use super::content::Held;
use super::fault::{Fault, SOAP, answer};
use super::http::{Answer, Head, Piece, Range};
use super::journal::{Asked, LONGEST_BODY};
use super::operation::{Endpoint, Operation};
use super::operations::Call;
use super::plan::{BadXpress, Lie, Mishap};
use super::schema;
use super::state::State;
use super::xml::Node;
use super::xpress;

/// What a connection needs to know.
pub(super) struct Line<'a> {
    pub(super) state: &'a Mutex<State>,
    /// Such as `http`.
    pub(super) scheme: &'static str,
    /// Where the server is, for clients that do not say where they believe it to be.
    pub(super) address: String,
    pub(super) number: u64,
    pub(super) said: Option<&'a (dyn Fn(&Asked) + Send + Sync)>,
}

impl Line<'_> {
    /// Answers until the client is done, or something is to end it.
    pub(super) fn serve(&self, stream: impl Read + Write) -> io::Result<()> {
        let mut stream = BufReader::with_capacity(1 << 16, stream);
        while let Some(head) = Head::read(&mut stream)? {
            let operation = operation(&head);
            let mishap = self.lock().plan.strike(operation, &head.path);
            let Some(length) = head.body_length() else {
                let refused = Answer::new(411);
                return Self::write(stream.get_mut(), &refused, false, None).map(|_| ());
            };
            if head.header("expect").eq_ignore_ascii_case("100-continue") {
                stream.get_mut().write_all(b"HTTP/1.1 100 Continue\r\n\r\n")?;
            }
            if let Some(Mishap::CutRequest(bytes)) = mishap {
                let wanted = u64::try_from(bytes.saturating_sub(head.length)).unwrap_or_default();
                let mut some = Vec::new();
                stream.by_ref().take(wanted.min(length)).read_to_end(&mut some)?;
                self.note(self.asked(&head, operation, &some));
                return Ok(());
            }
            let mut body = Vec::new();
            let read = stream.by_ref().take(length).read_to_end(&mut body)?;
            if u64::try_from(read) != Ok(length) {
                return Ok(());
            }
            if let Some(Mishap::Wait(pause)) = mishap {
                thread::sleep(pause);
            }
            let mut asked = self.asked(&head, operation, &body);
            let answer = self.answer(&head, operation, &body, mishap.as_ref(), &mut asked);
            let is_whole = matches!(asked.status, 200..=299 | 302 | 404 | 416);
            let keeps_alive = head.keeps_alive && is_whole && !matches!(mishap, Some(Mishap::WrongLength(_)));
            asked.answer_length = sizes(&answer, keeps_alive, mishap.as_ref()).0;
            if head.method == "HEAD" {
                asked.answer_length -= answer.length();
            }
            self.note(asked);
            let mishap = mishap.as_ref();
            let is_done = if head.method == "HEAD" {
                let head = answer.head(keeps_alive, answer.length());
                stream.get_mut().write_all(head.as_bytes())?;
                true
            } else {
                Self::write(stream.get_mut(), &answer, keeps_alive, mishap)?
            };
            stream.get_mut().flush()?;
            if !keeps_alive || !is_done {
                return Ok(());
            }
        }
        Ok(())
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn asked(&self, head: &Head, operation: Option<Operation>, body: &[u8]) -> Asked {
        let kept = body.len() <= LONGEST_BODY && head.method == "POST";
        Asked {
            operation,
            method: head.method.clone(),
            path: head.path.clone(),
            headers: head.headers.clone(),
            body: if kept {
                String::from_utf8_lossy(body).into_owned()
            } else {
                String::new()
            },
            body_length: body.len(),
            status: 0,
            fault: None,
            answer_length: 0,
            decoded_length: 0,
            client: None,
            connection: self.number,
        }
    }

    fn note(&self, asked: Asked) {
        if let Some(said) = self.said {
            said(&asked);
        }
        self.lock().asked.push(asked);
    }

    fn answer(
        &self,
        head: &Head,
        operation: Option<Operation>,
        body: &[u8],
        mishap: Option<&Mishap>,
        asked: &mut Asked,
    ) -> Answer {
        let replaced = match mishap {
            Some(Mishap::Status(status)) => Some(Answer::new(*status)),
            Some(Mishap::Redirect(to)) => Some(Answer::new(302).with("Location", to)),
            Some(Mishap::Body(status, bytes)) => Some(
                Answer::new(*status)
                    .with("Content-Type", "text/xml; charset=utf-8")
                    .holding(bytes.clone()),
            ),
            _ => None,
        };
        let answer = replaced.unwrap_or_else(|| match Endpoint::at(&head.path) {
            Some(endpoint) => self.soap(head, endpoint, operation, body, mishap, asked),
            None => self.content(head),
        });
        asked.status = answer.status;
        answer
    }

    fn soap(
        &self,
        head: &Head,
        endpoint: Endpoint,
        operation: Option<Operation>,
        body: &[u8],
        mishap: Option<&Mishap>,
        asked: &mut Asked,
    ) -> Answer {
        if head.method != "POST" {
            return Answer::new(405).with("Allow", "POST");
        }
        let mut state = self.lock();
        let lie = match mishap {
            Some(Mishap::Lie(lie)) => Some(*lie),
            _ => None,
        };
        let outcome = match mishap {
            Some(Mishap::Fault(fault)) => Err(fault.clone()),
            _ => self.perform(&mut state, head, operation, body, lie, asked),
        };
        let (status, text) = match outcome {
            Ok(text) => (200, text),
            Err(fault) => {
                asked.fault = Some(fault.code.name());
                let id = state.guid();
                (500, fault.write(endpoint, operation, id))
            }
        };
        let is_accepted = head
            .header("accept-encoding")
            .to_ascii_lowercase()
            .contains("xpress");
        let compresses = state.settings.compresses && is_accepted && status == 200;
        drop(state);
        asked.decoded_length = text.len();
        let answer = Answer::new(status)
            .with("Cache-Control", "private")
            .with("Content-Type", "text/xml; charset=utf-8");
        match mishap {
            Some(Mishap::Xpress(wrong)) => answer
                .with("Content-Encoding", "xpress")
                .holding(wrongly_compressed(text.as_bytes(), *wrong)),
            _ if compresses => answer
                .with("Content-Encoding", "xpress")
                .holding(xpress::encode(text.as_bytes())),
            _ => answer.holding(text),
        }
    }

    /// Checks a request against everything that the specification says of it, and does it.
    fn perform(
        &self,
        state: &mut State,
        head: &Head,
        operation: Option<Operation>,
        body: &[u8],
        lie: Option<Lie>,
        asked: &mut Asked,
    ) -> Result<String, Fault> {
        let Some(operation) = operation else {
            let action = head.header("soapaction");
            state.complain(
                &head.path,
                &format!("SOAPAction: `{action}` is no operation of this service"),
            );
            return Err(Fault::parameter("SOAPAction"));
        };
        let about = operation.name();
        let kind = head.header("content-type").to_ascii_lowercase().replace(' ', "");
        if kind != "text/xml;charset=utf-8" && kind != "text/xml;charset=\"utf-8\"" {
            state.complain(
                about,
                &format!("Content-Type: `{kind}` is not text/xml; charset=utf-8"),
            );
        }
        let parameters = match parameters(body, operation) {
            Ok(parameters) => parameters,
            Err(what) => {
                state.complain(about, &what);
                return Err(Fault::parameter(&what));
            }
        };
        let faults = schema::faults(&parameters, operation.endpoint().namespace(), operation.request());
        for fault in &faults {
            state.complain(about, fault);
        }
        let cookie = parameters.child("cookie").and_then(|cookie| state.known(cookie));
        asked.client = cookie.map(|(_, cookie)| cookie.client);
        if let Some(fault) = faults.first() {
            return Err(Fault::parameter(fault));
        }
        let host = head.headers.get("host").unwrap_or(&self.address);
        let base = format!("{}://{host}", self.scheme);
        let call = Call {
            state,
            operation,
            parameters: &parameters,
            base: &base,
            lie,
        };
        Ok(answer(operation, &call.perform()?))
    }

    fn content(&self, request: &Head) -> Answer {
        if request.method != "GET" && request.method != "HEAD" {
            return Answer::new(405).with("Allow", "GET, HEAD");
        }
        let found = self.lock().catalogue.content.at(&request.path);
        let Some((name, held)) = found else {
            return Answer::new(404);
        };
        let Some(size) = size(&held) else {
            return Answer::new(404);
        };
        let tag = format!("\"{name}\"");
        let modified = "Thu, 01 Jan 2026 00:00:00 GMT";
        let condition = request.header("if-range");
        let is_same = condition.is_empty() || condition == tag || condition == modified;
        let range = if is_same {
            Range::of(request.header("range"), size)
        } else {
            Range::Whole
        };
        let (status, start, length) = match range {
            Range::Outside => return Answer::new(416).with("Content-Range", format!("bytes */{size}")),
            Range::Whole => (200, 0, size),
            Range::Part(start, length) => (206, start, length),
        };
        let mut answer = Answer::new(status)
            .with("Content-Type", "application/octet-stream")
            .with("Accept-Ranges", "bytes")
            .with("Last-Modified", modified)
            .with("ETag", tag);
        if status == 206 {
            let last = start + length - 1;
            answer = answer.with("Content-Range", format!("bytes {start}-{last}/{size}"));
        }
        answer.file = Some(Piece { held, start, length });
        answer
    }

    /// Writes an answer as it is to arrive. It answers whether all of it was written.
    fn write(
        to: &mut impl Write,
        answer: &Answer,
        keeps_alive: bool,
        mishap: Option<&Mishap>,
    ) -> io::Result<bool> {
        let (whole, told) = sizes(answer, keeps_alive, mishap);
        let (room, step, pause) = match mishap {
            Some(Mishap::CutAnswer(bytes)) => (
                u64::try_from(*bytes).unwrap_or(u64::MAX),
                usize::MAX,
                Duration::ZERO,
            ),
            Some(Mishap::Drip(step, pause)) => (u64::MAX, (*step).max(1), *pause),
            _ => (u64::MAX, usize::MAX, Duration::ZERO),
        };
        let mut slow = Slow {
            to,
            room,
            step,
            pause,
        };
        let head = answer.head(keeps_alive, told);
        match &answer.file {
            // In one piece: a client that waits for the second would wait for its own acknowledgement.
            None => slow.all(&[head.as_bytes(), &answer.body].concat())?,
            Some(piece) => {
                slow.all(head.as_bytes())?;
                copy(piece, &mut slow)?;
            }
        }
        Ok(room >= whole)
    }
}

/// How long the answer is with its head, and what its head says of its length.
fn sizes(answer: &Answer, keeps_alive: bool, mishap: Option<&Mishap>) -> (u64, u64) {
    let length = answer.length();
    let told = match mishap {
        Some(Mishap::WrongLength(more)) => length.saturating_add_signed(*more),
        _ => length,
    };
    let head = answer.head(keeps_alive, told).len();
    (length + u64::try_from(head).unwrap_or_default(), told)
}

/// Which operation a request calls, by its address and `SOAPAction`.
fn operation(head: &Head) -> Option<Operation> {
    let endpoint = Endpoint::at(&head.path)?;
    let action = head.header("soapaction");
    let action = action.strip_prefix('"')?.strip_suffix('"')?;
    let mut operations = Operation::ALL.into_iter();
    operations.find(|operation| operation.endpoint() == endpoint && operation.action() == action)
}

/// The element of the operation, from its envelope.
fn parameters(body: &[u8], operation: Operation) -> Result<Node, String> {
    let text = std::str::from_utf8(body).map_err(|_| "the request is not UTF-8")?;
    let envelope = Node::parse(text)?;
    let is_soap = |node: &Node, name: &str| node.name == name && &*node.namespace == SOAP;
    if !is_soap(&envelope, "Envelope") {
        return Err("the request is no envelope of SOAP 1.1".to_owned());
    }
    let mut parts = envelope.children();
    let (Some(body), None) = (parts.next(), parts.next()) else {
        return Err("the envelope has to hold a Body, and no Header".to_owned());
    };
    let mut operations = body.children();
    match (operations.next(), operations.next()) {
        (Some(node), None) if is_soap(body, "Body") => {
            let is_it = node.name == operation.name() && *node.namespace == *operation.endpoint().namespace();
            is_it
                .then(|| node.clone())
                .ok_or_else(|| format!("Body holds {} of `{}`", node.name, node.namespace))
        }
        _ => Err("Body has to hold one element".to_owned()),
    }
}

fn size(held: &Held) -> Option<u64> {
    match held {
        Held::Bytes(bytes) => u64::try_from(bytes.len()).ok(),
        Held::File(path) => Some(std::fs::metadata(path).ok()?.len()),
        Held::Lost => None,
    }
}

/// Writes a piece of a file.
fn copy(piece: &Piece, to: &mut Slow<'_, impl Write>) -> io::Result<()> {
    match &piece.held {
        Held::Lost => Ok(()),
        Held::Bytes(bytes) => {
            let start = usize::try_from(piece.start).unwrap_or(usize::MAX);
            let length = usize::try_from(piece.length).unwrap_or(usize::MAX);
            let bytes = bytes.get(start..).unwrap_or_default();
            to.all(bytes.get(..length).unwrap_or(bytes))
        }
        Held::File(path) => {
            let mut file = File::open(path)?;
            file.seek(SeekFrom::Start(piece.start))?;
            let mut left = file.take(piece.length);
            let mut chunk = vec![0; 1 << 16];
            loop {
                let read = left.read(&mut chunk)?;
                match chunk.get(..read) {
                    Some([]) | None => return Ok(()),
                    Some(bytes) => to.all(bytes)?,
                }
            }
        }
    }
}

/// A stream that takes little at once, with pauses, and only so much altogether.
struct Slow<'a, W> {
    to: &'a mut W,
    room: u64,
    step: usize,
    pause: Duration,
}

impl<W: Write> Slow<'_, W> {
    fn all(&mut self, bytes: &[u8]) -> io::Result<()> {
        let room = usize::try_from(self.room).unwrap_or(usize::MAX);
        let bytes = bytes.get(..room).unwrap_or(bytes);
        self.room -= u64::try_from(bytes.len()).unwrap_or_default();
        for piece in bytes.chunks(self.step) {
            if !self.pause.is_zero() {
                thread::sleep(self.pause);
            }
            self.to.write_all(piece)?;
            if !self.pause.is_zero() {
                self.to.flush()?;
            }
        }
        Ok(())
    }
}

/// No block holds more.
const LARGEST_BLOCK: usize = 65_535;

fn wrongly_compressed(content: &[u8], wrong: BadXpress) -> Vec<u8> {
    let mut encoded = xpress::encode(content);
    match wrong {
        BadXpress::Truncated(bytes) => encoded.truncate(encoded.len().saturating_sub(bytes)),
        BadXpress::Corrupt(at) => {
            let at = at % encoded.len().max(1);
            if let Some(byte) = encoded.get_mut(at) {
                *byte ^= 0x55;
            }
        }
        BadXpress::WrongSize => {
            if let Some(byte) = encoded.first_mut() {
                *byte = byte.wrapping_add(7);
            }
        }
        // The first flag says match, and there is nothing yet to copy from.
        BadXpress::Underflow => {
            encoded = vec![
                64, 0, 0, 0, 10, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0,
            ];
        }
        BadXpress::Bomb(size) => {
            let block = xpress::encode_in_blocks(&vec![b' '; LARGEST_BLOCK], LARGEST_BLOCK);
            encoded = block.repeat(size.div_ceil(LARGEST_BLOCK));
        }
    }
    encoded
}

/// Headers of a request as a test may want to see them.
impl Asked {
    /// The value of a header; empty if it is not there.
    pub fn header(&self, name: &str) -> &str {
        let headers: &BTreeMap<String, String> = &self.headers;
        headers.get(&name.to_ascii_lowercase()).map_or("", String::as_str)
    }
}
