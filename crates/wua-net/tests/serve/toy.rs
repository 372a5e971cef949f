//! A service that is quick, slow, wrong or broken, as it is asked, and a server around it.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use wua_com::{Error, Guid};
use wua_net::serve::{Endpoint, Heard, Limits, Listener, Service, Stop, run};
use wua_rpc::auth::Handshake;
use wua_rpc::auth::ntlm::{self, Accounts, Names, NtHash};
use wua_rpc::connection::{self, Call, Interface, Interfaces, Level};
use wua_rpc::exporter::{Answer, Origin};
use wua_rpc::pdu::{Syntax, status};

/// Anybody may call it.
pub(crate) const OPEN: Syntax = Syntax::new(Guid::from_u128(1), 1, 0);
/// Only who signs may.
pub(crate) const GUARDED: Syntax = Syntax::new(Guid::from_u128(2), 0, 0);

pub(crate) const PASSWORD: &str = "correct horse";

/// What comes in goes out.
pub(crate) const ECHO: u16 = 0;
/// The same, after the gate was opened.
pub(crate) const SLOW: u16 = 1;
/// Always this fault.
pub(crate) const WRONG: u16 = 2;
/// As many bytes as the parameter says.
pub(crate) const LARGE: u16 = 3;
/// A bug, at once.
pub(crate) const BROKEN: u16 = 4;
/// A bug, later.
pub(crate) const BROKEN_LATER: u16 = 5;
/// The name of the caller, and the address that was dialled.
pub(crate) const WHO: u16 = 6;

/// Two milliseconds of a thread of the network.
pub(crate) const HEAVY: u16 = 7;

/// A mechanism of signing in that is nothing but a bug.
pub(crate) const BROKEN_MECHANISM: u8 = 99;

/// However long anything may take before a test gives up.
pub(crate) const PATIENCE: Duration = Duration::from_secs(20);

pub(crate) struct Toy {
    ntlm: ntlm::Server,
    heard: Mutex<Vec<(SocketAddr, Heard)>>,
    gate: Arc<Gate>,
    pub(crate) ticks: AtomicUsize,
    /// How many heavy calls were answered.
    pub(crate) heavy: AtomicUsize,
}

/// Slow calls wait here.
#[derive(Default)]
struct Gate {
    is_open: Mutex<bool>,
    opened: Condvar,
    begun: AtomicUsize,
    ended: AtomicUsize,
}

impl Gate {
    fn pass(&self) {
        self.begun.fetch_add(1, Ordering::SeqCst);
        let mut is_open = self.is_open.lock().unwrap();
        while !*is_open {
            is_open = self.opened.wait(is_open).unwrap();
        }
        self.ended.fetch_add(1, Ordering::SeqCst);
    }
}

struct Anybody;

impl Accounts for Anybody {
    fn nt_hash(&self, user: &str, _: &str) -> Option<NtHash> {
        user.to_lowercase()
            .starts_with("user")
            .then(|| NtHash::of(PASSWORD))
    }
}

impl Toy {
    fn new() -> Self {
        let names = Names {
            computer: "TOY".into(),
            domain: "TOY".into(),
            dns_computer: "toy.example".into(),
            dns_domain: "example".into(),
        };
        Self {
            ntlm: ntlm::Server::new(names, Arc::new(Anybody)),
            heard: Mutex::default(),
            gate: Arc::default(),
            ticks: AtomicUsize::new(0),
            heavy: AtomicUsize::new(0),
        }
    }

    pub(crate) fn open_gate(&self) {
        *self.gate.is_open.lock().unwrap() = true;
        self.gate.opened.notify_all();
    }

    /// How many slow calls were begun.
    pub(crate) fn begun(&self) -> usize {
        self.gate.begun.load(Ordering::SeqCst)
    }

    /// How many of them have ended.
    pub(crate) fn ended(&self) -> usize {
        self.gate.ended.load(Ordering::SeqCst)
    }

    pub(crate) fn has_heard(&self, wanted: impl Fn(&Heard) -> bool) -> bool {
        self.count(wanted) > 0
    }

    pub(crate) fn count(&self, wanted: impl Fn(&Heard) -> bool) -> usize {
        let heard = self.heard.lock().unwrap();
        heard.iter().filter(|(_, event)| wanted(event)).count()
    }
}

impl Service for Toy {
    fn handshake(&self, mechanism: u8) -> Option<Box<dyn Handshake>> {
        assert_ne!(mechanism, BROKEN_MECHANISM, "a bug in a sign-in");
        (mechanism == 10).then(|| self.ntlm.handshake())
    }

    fn answer(&self, call: &Call, origin: &Origin, _now: u64) -> Answer {
        let Ok(stub) = call.parameters().map(<[u8]>::to_vec) else {
            return fault(status::ACCESS_DENIED);
        };
        match call.opnum {
            ECHO => Answer::Reply(stub),
            SLOW => {
                let gate = Arc::clone(&self.gate);
                Answer::Later(Box::new(move || {
                    gate.pass();
                    Answer::Reply(stub)
                }))
            }
            LARGE => {
                let length = u32::from_le_bytes(stub[..4].try_into().unwrap());
                Answer::Reply(vec![7; length.try_into().unwrap()])
            }
            BROKEN => panic!("a bug for a test"),
            BROKEN_LATER => Answer::Later(Box::new(|| panic!("a late bug for a test"))),
            HEAVY => {
                thread::sleep(Duration::from_millis(2));
                self.heavy.fetch_add(1, Ordering::SeqCst);
                Answer::Reply(stub)
            }
            WHO => {
                let user = origin.peer.as_ref().map_or("nobody", |peer| &peer.user);
                Answer::Reply(format!("{user} at {}", origin.dialled).into_bytes())
            }
            _ => fault(status::OPERATION_RANGE),
        }
    }

    fn heard(&self, from: SocketAddr, event: Heard) {
        self.heard.lock().unwrap().push((from, event));
    }

    fn tick(&self, _now: u64) {
        self.ticks.fetch_add(1, Ordering::SeqCst);
    }
}

fn fault(status: u32) -> Answer {
    Answer::Fault {
        status,
        executed: false,
    }
}

/// A server that ends with the test.
pub(crate) struct Running {
    pub(crate) address: SocketAddr,
    pub(crate) toy: Arc<Toy>,
    stop: Stop,
    thread: Option<JoinHandle<Result<(), Error>>>,
}

impl Running {
    pub(crate) fn new() -> Self {
        Self::with(Limits::default(), connection::Limits::default())
    }

    pub(crate) fn with(limits: Limits, each: connection::Limits) -> Self {
        let listener = Listener::bind(&[SocketAddr::from(([127, 0, 0, 1], 0))]).unwrap();
        Self::at(listener, limits, each)
    }

    pub(crate) fn at(listener: Listener, limits: Limits, each: connection::Limits) -> Self {
        let address = listener.local_addresses()[0];
        let interface = |syntax, level| Interface { syntax, level };
        let server = Arc::new(connection::Server {
            limits: each,
            interfaces: Interfaces::new([interface(OPEN, Level::None), interface(GUARDED, Level::Integrity)]),
            address: address.port().to_string(),
        });
        let toy = Arc::new(Toy::new());
        let stop = Stop::new();
        let (service, stopped) = (Arc::clone(&toy), stop.clone());
        let endpoints = vec![Endpoint { listener, server }];
        Self {
            address,
            toy,
            stop,
            thread: Some(thread::spawn(move || run(service, endpoints, limits, &stopped))),
        }
    }

    pub(crate) fn begin_stop(&self) {
        self.stop.stop();
    }

    pub(crate) fn wait(&mut self) -> Result<(), Error> {
        self.thread.take().unwrap().join().unwrap()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.toy.open_gate();
        self.stop.stop();
        if let Some(thread) = self.thread.take()
            && !thread::panicking()
        {
            thread.join().unwrap().unwrap();
        }
    }
}

/// Waits until something is so.
#[track_caller]
pub(crate) fn eventually(what: &str, is_so: impl Fn() -> bool) {
    let began = Instant::now();
    while !is_so() {
        assert!(began.elapsed() < PATIENCE, "not in time: {what}");
        thread::sleep(Duration::from_millis(2));
    }
}

/// Both ends of all connections are in this process.
pub(crate) fn allow_many_files() {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
        let allowed = getrlimit(Resource::Nofile);
        let raised = Rlimit {
            current: allowed.maximum,
            maximum: allowed.maximum,
        };
        setrlimit(Resource::Nofile, raised).unwrap();
    }
}
