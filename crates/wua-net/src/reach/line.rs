//! One connection: a socket that waits, and the state machine.

use std::collections::{HashMap, HashSet};
use std::io::{self, Read, Write};
use std::net::{IpAddr, TcpStream};
use std::time::{Duration, Instant};

use wua_agent::ports::Abort;
use wua_com::Guid;
use wua_rpc::connection::{
    Client, ClientCall, ClientConnection, ClientEvent, Closed, Limits, NotCalled, Outcome, SignIn,
};
use wua_rpc::orpc::Ipid;
use wua_rpc::pdu::{Syntax, Verdict, status};

use super::broken::{Broken, Port, Why};
use crate::eager::{self, Eagerness};
use crate::outside::{Clock, World};

/// How much is read at a time.
const PIECE: usize = 32 << 10;

/// The longest answers: what a whole search found, on a computer that misses ten thousand updates. So much has not come
/// to its end at most, and so much has and is not taken.
const LONGEST: usize = 64 << 20;

/// Of a connection that was heard so lately, nobody looks whether it is still there: looking costs as much as calling.
const FRESH: Duration = Duration::from_millis(100);

/// How long something may take.
#[derive(Clone, Copy)]
pub(super) struct Wait<'a> {
    pub(super) abort: &'a Abort,
    pub(super) until: Instant,
}

impl Wait<'_> {
    pub(super) fn left(&self) -> Option<Duration> {
        let left = self.until.saturating_duration_since(Instant::now());
        (!left.is_zero()).then_some(left)
    }

    /// Why nothing more is to be waited for.
    fn over(&self, what: &'static str) -> Option<Why> {
        if self.abort.is_requested() {
            return Some(Why::Stopped);
        }
        self.left().is_none().then_some(Why::Slow(what))
    }
}

/// A call of an interface.
#[derive(Clone, Debug)]
pub(super) struct Outgoing {
    pub(super) interface: Guid,
    pub(super) opnum: u16,
    pub(super) object: Option<Ipid>,
    pub(super) stub: Vec<u8>,
}

/// A connection on which somebody has signed in.
pub(super) struct Line {
    stream: TcpStream,
    connection: ClientConnection,
    clock: Clock,
    port: Port,
    security: Option<u32>,
    contexts: HashMap<Guid, u16>,
    answers: HashMap<u32, Outcome>,
    /// How long they are together.
    kept: usize,
    /// Calls whose answers nobody waits for.
    unattended: HashSet<u32>,
    piece: Box<[u8]>,
    /// When something came last.
    heard: Instant,
    eagerness: Eagerness,
    /// The server has answered a call, and so believes who calls.
    is_proven: bool,
    /// The server wants the connection to end.
    is_leaving: bool,
}

impl Line {
    /// Signs in, and asks for these interfaces.
    pub(super) fn open(
        stream: TcpStream,
        port: Port,
        sign_in: SignIn,
        interfaces: &[Guid],
        wait: &Wait<'_>,
    ) -> Result<Self, Broken> {
        let client = Client {
            limits: Limits {
                stub: LONGEST,
                handshake: u64::MAX,
                ..Limits::default()
            },
            ..Client::default()
        };
        let mut line = Self {
            stream,
            connection: ClientConnection::new(client),
            clock: Clock::begin(),
            port,
            security: None,
            contexts: HashMap::new(),
            answers: HashMap::new(),
            kept: 0,
            unattended: HashSet::new(),
            piece: vec![0; PIECE].into_boxed_slice(),
            heard: Instant::now(),
            eagerness: Eagerness::default(),
            is_proven: false,
            is_leaving: false,
        };
        let syntaxes = syntaxes(interfaces);
        let now = line.clock.now();
        let proposal = line
            .connection
            .bind(0, &syntaxes, Some(sign_in), now, &mut World)
            .map_err(|_| line.begun_badly())?;
        line.security = proposal.security;
        line.negotiate(interfaces, &proposal.contexts, wait)?;
        Ok(line)
    }

    /// The other end.
    pub(super) fn address(&self) -> Result<IpAddr, Broken> {
        let peer = self.stream.peer_addr();
        peer.map(|peer| peer.ip())
            .map_err(|error| self.broken(Why::Gone(Some(error))))
    }

    /// Whether more can be called on it.
    pub(super) fn is_open(&self) -> bool {
        !self.connection.is_closed()
    }

    /// Whether it can be used again. Servers close connections that were silent for long, and nothing is lost by seeing
    /// that before something is called.
    pub(super) fn is_usable(&mut self) -> bool {
        if self.heard.elapsed() < FRESH {
            return self.is_open() && !self.is_leaving;
        }
        while self.is_open() && !self.is_leaving {
            match self.has_arrived() {
                Ok(false) => return true,
                Ok(true) => {}
                Err(_) => self.connection.close(),
            }
            if self.take_events().is_err() {
                return false;
            }
        }
        false
    }

    /// Takes what has arrived, without waiting. Whether there was anything.
    fn has_arrived(&mut self) -> io::Result<bool> {
        self.stream.set_nonblocking(true)?;
        let read = self.stream.read(&mut self.piece);
        self.stream.set_nonblocking(false)?;
        match read {
            Ok(0) => Err(io::ErrorKind::UnexpectedEof.into()),
            Ok(count) => {
                self.take_piece(count);
                Ok(true)
            }
            Err(error) if is_pause(&error) => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Whether the interface was asked for before.
    pub(super) fn knows(&self, interface: Guid) -> bool {
        self.contexts.contains_key(&interface)
    }

    /// Asks for interfaces that were not asked for before.
    pub(super) fn require(&mut self, interfaces: &[Guid], wait: &Wait<'_>) -> Result<(), Broken> {
        let missing: Vec<Guid> = interfaces
            .iter()
            .copied()
            .filter(|interface| !self.contexts.contains_key(interface))
            .collect();
        if missing.is_empty() {
            return Ok(());
        }
        let now = self.clock.now();
        let proposal = self
            .connection
            .alter_context(&syntaxes(&missing), None, now, &mut World)
            .map_err(|why| self.not_called(why))?;
        self.negotiate(&missing, &proposal.contexts, wait)
    }

    fn negotiate(&mut self, interfaces: &[Guid], contexts: &[u16], wait: &Wait<'_>) -> Result<(), Broken> {
        loop {
            self.send(wait, "the sign-in")?;
            match self.next_event()? {
                Some(ClientEvent::Bound { verdicts, .. }) => {
                    let accepted = |context: &u16| {
                        verdicts
                            .iter()
                            .any(|(id, verdict)| id == context && matches!(verdict, Verdict::Accepted(_)))
                    };
                    let named = interfaces.iter().copied().zip(contexts.iter().copied());
                    self.contexts
                        .extend(named.filter(|(_, context)| accepted(context)));
                    // What a sign-in ends with is still to be said.
                    return self.send(wait, "the sign-in");
                }
                Some(ClientEvent::NotAltered { status }) => return Err(self.broken(Why::Fault(status))),
                Some(ClientEvent::Shutdown) => self.is_leaving = true,
                Some(ClientEvent::Ended { call, outcome }) => self.ended(call, outcome)?,
                Some(ClientEvent::Refused(_) | ClientEvent::Closed(_)) => {
                    return Err(self.broken(Why::Gone(None)));
                }
                None => self.receive(wait, "the sign-in")?,
            }
        }
    }

    /// Begins a call. It is on its way at the latest when an answer is waited for.
    pub(super) fn begin(&mut self, call: &Outgoing) -> Result<u32, Broken> {
        let Some(context) = self.contexts.get(&call.interface).copied() else {
            return Err(self.broken(Why::NoInterface(call.interface)));
        };
        let begun = self.connection.call(&ClientCall {
            context,
            security: self.security,
            opnum: call.opnum,
            object: call.object,
            stub: &call.stub,
        });
        begun.map_err(|why| self.not_called(why))
    }

    /// Begins a call whose answer does not matter.
    pub(super) fn begin_unattended(&mut self, call: &Outgoing) -> Result<(), Broken> {
        let call = self.begin(call)?;
        self.unattended.insert(call);
        Ok(())
    }

    /// Waits for the answer to a call.
    pub(super) fn answer(&mut self, call: u32, wait: &Wait<'_>) -> Result<Vec<u8>, Broken> {
        self.send(wait, "an answer")?;
        loop {
            self.take_events()?;
            match self.answers.remove(&call) {
                Some(Outcome::Response(stub)) => {
                    self.is_proven = true;
                    self.kept -= stub.len();
                    return Ok(stub);
                }
                Some(Outcome::Fault { status, .. }) => {
                    let refused = status == status::ACCESS_DENIED || status == status::SECURITY_PACKAGE;
                    let why = if refused && !self.is_proven {
                        Why::SignIn
                    } else {
                        Why::Fault(status)
                    };
                    return Err(self.broken(why));
                }
                None => self.receive(wait, "an answer")?,
            }
        }
    }

    fn take_events(&mut self) -> Result<(), Broken> {
        while let Some(event) = self.next_event()? {
            match event {
                ClientEvent::Ended { call, outcome } => self.ended(call, outcome)?,
                ClientEvent::Shutdown => self.is_leaving = true,
                _ => {}
            }
        }
        Ok(())
    }

    fn ended(&mut self, call: u32, outcome: Outcome) -> Result<(), Broken> {
        if self.unattended.remove(&call) {
            return Ok(());
        }
        if let Outcome::Response(stub) = &outcome {
            self.kept += stub.len();
        }
        self.answers.insert(call, outcome);
        // As much as there may be, and the one that is waited for.
        if self.kept > 2 * LONGEST {
            self.connection.close();
            return Err(self.broken(Why::Closed(Closed::TooLarge)));
        }
        Ok(())
    }

    fn next_event(&mut self) -> Result<Option<ClientEvent>, Broken> {
        match self.connection.next_event() {
            Some(ClientEvent::Refused(refusal)) => Err(self.broken(Why::Refused(refusal.reason))),
            Some(ClientEvent::Closed(Closed::BindRefused(_) | Closed::SignInFailed)) => {
                Err(self.broken(Why::SignIn))
            }
            Some(ClientEvent::Closed(why)) => Err(self.broken(Why::Closed(why))),
            other => Ok(other),
        }
    }

    fn send(&mut self, wait: &Wait<'_>, what: &'static str) -> Result<(), Broken> {
        while !self.connection.output().is_empty() {
            self.go_on(wait, what)?;
            match self.stream.write(self.connection.output()) {
                Ok(0) => return Err(self.gone(None)),
                Ok(count) => self.connection.sent(count),
                // Somebody who does not read may be waiting for somebody who reads.
                Err(error) if is_pause(&error) => self.receive(wait, what)?,
                Err(error) => return Err(self.gone(Some(error))),
            }
        }
        Ok(())
    }

    /// Takes what has arrived, or lets a slice of time pass. A server that never stops talking gets no more time than one
    /// that is silent.
    fn receive(&mut self, wait: &Wait<'_>, what: &'static str) -> Result<(), Broken> {
        self.go_on(wait, what)?;
        let at_once = self.eagerness.wait(|| eager::look(&self.stream, &mut self.piece));
        match at_once.unwrap_or_else(|| self.stream.read(&mut self.piece)) {
            Ok(0) => Err(self.gone(None)),
            Ok(count) => {
                self.take_piece(count);
                Ok(())
            }
            Err(error) if is_pause(&error) => {
                self.connection.expire(self.clock.now());
                Ok(())
            }
            Err(error) => Err(self.gone(Some(error))),
        }
    }

    fn take_piece(&mut self, count: usize) {
        let arrived = self.piece.get(..count).unwrap_or_default();
        self.connection.receive(arrived, self.clock.now(), &mut World);
        self.heard = Instant::now();
    }

    /// Fails if nobody wants to wait any more.
    fn go_on(&mut self, wait: &Wait<'_>, what: &'static str) -> Result<(), Broken> {
        match wait.over(what) {
            None => Ok(()),
            Some(why) => {
                self.connection.close();
                Err(self.broken(why))
            }
        }
    }

    fn gone(&mut self, error: Option<io::Error>) -> Broken {
        self.connection.close();
        self.broken(Why::Gone(error))
    }

    fn begun_badly(&mut self) -> Broken {
        match self.next_event() {
            Err(broken) => broken,
            Ok(_) => self.broken(Why::Refused("the sign-in cannot begin".into())),
        }
    }

    fn not_called(&self, why: NotCalled) -> Broken {
        self.broken(match why {
            NotCalled::Busy => Why::Busy,
            NotCalled::TooLong => Why::TooLong,
            _ => Why::Gone(None),
        })
    }

    fn broken(&self, why: Why) -> Broken {
        self.port.broken(why)
    }
}

fn syntaxes(interfaces: &[Guid]) -> Vec<Syntax> {
    interfaces.iter().map(|id| Syntax::new(*id, 0, 0)).collect()
}

/// Nothing has happened for a slice of time.
fn is_pause(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut | io::ErrorKind::Interrupted
    )
}
