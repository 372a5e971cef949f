//! One connection: the socket, the state machine, and the timer between them.

use std::io;
use std::mem::MaybeUninit;
use std::net::{IpAddr, SocketAddr};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use socket2::{SockRef, TcpKeepalive};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::sync::mpsc::UnboundedReceiver;
use tokio::time::{Sleep, sleep_until};
use wua_rpc::connection::{Call, CallId, Closed, Event, Server, ServerConnection};
use wua_rpc::exporter::{Answer, Origin};
use wua_rpc::pdu::status;

use super::accepting::Shared;
use super::outside::Surroundings;
use super::pool::{Caller, Job};
use super::registry::{Notice, Seat};
use super::{Heard, guard};
use crate::eager::{self, Eagerness};
use crate::outside::milliseconds;

/// How much is read at a time.
const PIECE: usize = 16 << 10;

/// With more than this unread, the client has to read before it is listened to again.
const HIGH_WATER: usize = 256 << 10;

/// How long a connection is worked for until it is another one's turn: a client that never pauses delays the others by
/// no more than this and one call.
const TURN: Duration = Duration::from_millis(1);

/// How long a client may take to close its side after we closed ours. Without this, what it still sends would make the
/// system take back our last words.
const LINGER: u64 = 1_000;

/// How the system finds out that the computer of a silent client has vanished: after about four minutes.
const ALIVE: TcpKeepalive = TcpKeepalive::new()
    .with_time(Duration::from_mins(2))
    .with_interval(Duration::from_secs(15));

pub(super) struct Driver {
    stream: TcpStream,
    connection: ServerConnection,
    surroundings: Surroundings,
    shared: Arc<Shared>,
    seat: Seat,
    notices: UnboundedReceiver<Notice>,
    from: SocketAddr,
    dialled: IpAddr,
    /// Fires at `armed` or later; moved only if that is too late, because most deadlines are put off with every call.
    timer: Option<Pin<Box<Sleep>>>,
    armed: Option<u64>,
    unread: Option<u64>,
    /// When the others are to have their turn.
    turn_ends: Instant,
    /// The turn was over before all events were taken.
    has_more: bool,
    /// Only of who has signed in.
    eagerness: Option<Eagerness>,
    part: Part,
}

/// How far the end has come.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    /// Not at all.
    Talking,
    /// The state machine is closed; its last words have to be sent.
    Leaving,
    /// They are sent, at this time.
    Gone(u64),
    /// Nothing is left to do.
    Ended,
}

impl Driver {
    pub(super) fn new(
        stream: TcpStream,
        from: SocketAddr,
        server: Arc<Server>,
        shared: Arc<Shared>,
        seat: Seat,
        notices: UnboundedReceiver<Notice>,
    ) -> io::Result<Self> {
        // Answers are put together here; the system need not wait for more.
        stream.set_nodelay(true)?;
        SockRef::from(&stream).set_tcp_keepalive(&ALIVE)?;
        let dialled = stream.local_addr()?.ip().to_canonical();
        let now = shared.clock.now();
        Ok(Self {
            connection: ServerConnection::new(server, now),
            surroundings: Surroundings::new(
                Arc::clone(&shared.service),
                Arc::clone(&shared.groups),
                from.ip().to_canonical(),
            ),
            stream,
            shared,
            seat,
            notices,
            from,
            dialled,
            timer: None,
            armed: None,
            unread: None,
            turn_ends: Instant::now(),
            has_more: false,
            eagerness: None,
            part: Part::Talking,
        })
    }

    fn work(&mut self, context: &mut Context<'_>) -> Poll<()> {
        self.turn_ends = Instant::now() + TURN;
        while self.part != Part::Ended {
            // Everything that is there to be answered goes out in one write.
            let told = self.take_notices(context);
            let read = self.read(context);
            self.leave_if_done();
            let wrote = self.write(context);
            let worked = told || read || wrote;
            let is_over = worked && self.turn_is_over();
            // Also for those who always give something to do: their time passes as well.
            let passed = (!worked || is_over) && self.pass_time(context);
            if is_over {
                context.waker().wake_by_ref();
                return Poll::Pending;
            }
            if !worked && !passed && !self.await_more() {
                return Poll::Pending;
            }
        }
        Poll::Ready(())
    }

    fn turn_is_over(&self) -> bool {
        Instant::now() >= self.turn_ends
    }

    fn now(&self) -> u64 {
        self.shared.clock.now()
    }

    fn hear(&self, event: Heard) {
        self.shared.service.heard(self.from, event);
    }

    fn end(&mut self, reason: Heard) {
        // Whoever is leaving has been heard of.
        if self.part == Part::Talking {
            self.hear(reason);
        }
        self.part = Part::Ended;
    }

    fn take_notices(&mut self, context: &mut Context<'_>) -> bool {
        let mut told = false;
        while self.part != Part::Ended
            && !(told && self.turn_is_over())
            && let Poll::Ready(Some(notice)) = self.notices.poll_recv(context)
        {
            told = true;
            match notice {
                Notice::Answered(call, answer) => self.finish(call, answer),
                // Was to wake.
                Notice::Stop => {}
                Notice::End(reason) => self.end(reason),
            }
        }
        told
    }

    /// Reads a piece, and answers what is in it.
    fn read(&mut self, context: &mut Context<'_>) -> bool {
        if self.part == Part::Ended {
            return false;
        }
        // What was read before comes first.
        if self.has_more {
            self.take_events();
            return true;
        }
        if self.connection.pending_output() > HIGH_WATER {
            return false;
        }
        let mut piece = [MaybeUninit::uninit(); PIECE];
        let mut piece = ReadBuf::uninit(&mut piece);
        match Pin::new(&mut self.stream).poll_read(context, &mut piece) {
            Poll::Pending => return false,
            Poll::Ready(Err(error)) => self.end(Heard::Left(Some(error.to_string()))),
            Poll::Ready(Ok(())) => self.take_piece(piece.filled()),
        }
        true
    }

    /// Stays awake for a moment, for a client that asks one thing after the other. It will be woken in any case.
    fn await_more(&mut self) -> bool {
        if self.part != Part::Talking || self.connection.calls_in_flight() > 0 {
            return false;
        }
        let Some(eagerness) = &mut self.eagerness else {
            return false;
        };
        let mut piece = [0; PIECE];
        let stream = &self.stream;
        let Some(read) = eagerness.wait(|| eager::look(stream, &mut piece)) else {
            return false;
        };
        self.turn_ends = Instant::now() + TURN;
        match read {
            Ok(count) => self.take_piece(piece.get(..count).unwrap_or_default()),
            Err(error) => self.end(Heard::Left(Some(error.to_string()))),
        }
        true
    }

    fn take_piece(&mut self, piece: &[u8]) {
        if piece.is_empty() {
            return self.end(Heard::Left(None));
        }
        // Otherwise nobody listens any more.
        if self.part == Part::Talking {
            let now = self.now();
            self.connection.receive(piece, now, &mut self.surroundings);
            self.take_events();
        }
    }

    /// Sees to what happened, as long as it is this connection's turn.
    fn take_events(&mut self) {
        loop {
            // Of a connection that is closed nothing costs time.
            self.has_more = !self.connection.is_closed() && self.turn_is_over();
            if self.has_more {
                break;
            }
            let Some(event) = self.connection.next_event() else {
                break;
            };
            match event {
                // Nobody would get the answer.
                Event::Call(_) if self.connection.is_closed() => {}
                Event::Call(call) => self.answer(&call),
                Event::Cancelled(call) => self.withdraw(call, true),
                Event::Orphaned(call) => self.withdraw(call, false),
                Event::SignedIn { peer, level, .. } => {
                    self.seat.signed_in();
                    self.eagerness.get_or_insert_default();
                    self.hear(Heard::SignedIn { peer, level });
                }
                Event::Refused { peer, reason } => self.hear(Heard::Refused { peer, reason }),
                Event::Closed(reason) => {
                    self.hear(Heard::Closed(reason));
                    self.part = Part::Leaving;
                }
            }
        }
        if self.connection.group().is_some() {
            self.seat.bound();
        }
    }

    fn answer(&mut self, call: &Call) {
        let now = self.now();
        if self.shared.registry.is_stopped() {
            return self.connection.fault(call.id, status::TOO_BUSY, false, now);
        }
        let origin = Origin {
            peer: call.caller.clone(),
            level: call.level,
            from: self.from.ip().to_canonical(),
            dialled: self.dialled,
        };
        let service = &*self.shared.service;
        match guard::answer(service, self.from, || service.answer(call, &origin, now)) {
            Answer::Later(run) => {
                let job = Job {
                    connection: self.seat.number,
                    call: call.id,
                    caller: Caller::new(call.caller.as_deref(), self.from),
                    from: self.from,
                    run,
                    notices: self.seat.notices.clone(),
                };
                if self.shared.pool.submit(job).is_err() {
                    self.hear(Heard::Busy(call.caller.clone()));
                    self.connection.fault(call.id, status::TOO_BUSY, false, now);
                }
            }
            answer => self.finish(call.id, answer),
        }
    }

    fn finish(&mut self, call: CallId, answer: Answer) {
        let now = self.now();
        match answer {
            Answer::Reply(stub) => self.connection.reply(call, &stub, now),
            Answer::Fault { status, executed } => self.connection.fault(call, status, executed, now),
            // The pool ends these.
            Answer::Later(_) => self.connection.fault(call, status::TOO_BUSY, false, now),
        }
        // An answer can be the one that is too much.
        if self.connection.is_closed() && self.part == Part::Talking {
            self.take_events();
        }
    }

    /// What has not begun need not begin. What runs is left to end.
    fn withdraw(&mut self, call: CallId, is_awaited: bool) {
        if self.shared.pool.withdraw(self.seat.number, call) {
            let status = if is_awaited {
                status::CANCELLED
            } else {
                status::TOO_BUSY
            };
            self.connection.fault(call, status, false, self.now());
        }
    }

    fn leave_if_done(&mut self) {
        if self.part == Part::Talking
            && self.connection.calls_in_flight() == 0
            && self.shared.registry.is_stopped()
        {
            self.connection.close();
            self.take_events();
        }
    }

    fn write(&mut self, context: &mut Context<'_>) -> bool {
        if self.part == Part::Ended {
            return false;
        }
        let output = self.connection.output();
        if output.is_empty() {
            return self.shut(context);
        }
        match Pin::new(&mut self.stream).poll_write(context, output) {
            Poll::Pending => {
                self.unread.get_or_insert(self.shared.clock.now());
                return false;
            }
            Poll::Ready(Ok(count)) => {
                self.connection.sent(count);
                self.unread = None;
            }
            Poll::Ready(Err(error)) => self.end(Heard::Left(Some(error.to_string()))),
        }
        true
    }

    /// Closes our side, if all is said.
    fn shut(&mut self, context: &mut Context<'_>) -> bool {
        self.unread = None;
        if self.part != Part::Leaving {
            return false;
        }
        match Pin::new(&mut self.stream).poll_shutdown(context) {
            Poll::Pending => return false,
            Poll::Ready(Ok(())) => self.part = Part::Gone(self.now()),
            Poll::Ready(Err(_)) => self.part = Part::Ended,
        }
        true
    }

    /// Ends what took too long, and sees to it that this is asked again in time.
    fn pass_time(&mut self, context: &mut Context<'_>) -> bool {
        while let Some(deadline) = self.deadline() {
            let now = self.now();
            if deadline <= now {
                self.expire(now);
                return true;
            }
            if self.armed.is_none_or(|armed| armed > deadline) {
                self.arm(deadline);
            }
            if let Some(timer) = &mut self.timer
                && timer.as_mut().poll(context).is_pending()
            {
                return false;
            }
            self.armed = None;
        }
        false
    }

    fn deadline(&self) -> Option<u64> {
        let patience = milliseconds(self.shared.limits.unread);
        let unread = self.unread.map(|since| since.saturating_add(patience));
        match self.part {
            Part::Talking => [self.connection.next_deadline(), unread]
                .into_iter()
                .flatten()
                .min(),
            Part::Leaving => unread,
            Part::Gone(since) => Some(since.saturating_add(LINGER)),
            Part::Ended => None,
        }
    }

    fn expire(&mut self, now: u64) {
        if self.part == Part::Talking {
            self.connection.expire(now);
            self.take_events();
        }
        // Nothing else can have come to its end.
        if self.part == Part::Talking || (self.part == Part::Leaving && self.unread.is_some()) {
            self.end(Heard::Closed(Closed::NotRead));
        } else if let Part::Gone(_) = self.part {
            self.part = Part::Ended;
        }
    }

    fn arm(&mut self, deadline: u64) {
        let at = tokio::time::Instant::from_std(self.shared.clock.instant(deadline));
        match &mut self.timer {
            Some(timer) => timer.as_mut().reset(at),
            None => self.timer = Some(Box::pin(sleep_until(at))),
        }
        self.armed = Some(deadline);
    }
}

impl Future for Driver {
    type Output = ();

    /// A bug ends its connection, and is heard of.
    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let driver = self.get_mut();
        catch_unwind(AssertUnwindSafe(|| driver.work(context))).unwrap_or_else(|payload| {
            driver.hear(Heard::Panicked(guard::message(&*payload)));
            Poll::Ready(())
        })
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        self.shared.pool.withdraw_all(self.seat.number);
    }
}
