//! Serving remote calls over TCP: sockets, timers and threads around
//! [`ServerConnection`](wua_rpc::connection::ServerConnection).
//!
//! Every connection is one task that reads, answers and writes. What can be answered at once is answered there; what may
//! take a while runs on a few threads, with a quota for each caller, so that somebody's search delays nobody's reading.
//!
//! INVARIANT: no call is run on the threads of the network that says it may take a while, and no caller, signed in or
//! not, holds more than [`Limits`] allow.

mod accepting;
mod driver;
mod guard;
mod listener;
mod outside;
mod pool;
mod registry;

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use tokio::runtime::Builder;
use tokio::sync::watch;
use tokio::time::{sleep, timeout};
use wua_com::{Error, code};
use wua_rpc::auth::{Handshake, Peer};
use wua_rpc::connection::{Call, Closed, Level, Server};
use wua_rpc::exporter::{Answer, Origin};

use accepting::Shared;

pub use listener::{HandedOver, Listener};

/// What answers the calls. Time is a number of milliseconds that never goes back.
pub trait Service: Send + Sync {
    /// The server's half of a sign-in. `mechanism` is an `auth_type`: 9 SPNEGO, 10 NTLM, 16 Kerberos.
    fn handshake(&self, mechanism: u8) -> Option<Box<dyn Handshake>>;
    /// Answers a call, or says that it takes a while. Must not wait for anything itself.
    fn answer(&self, call: &Call, origin: &Origin, now: u64) -> Answer;
    /// Something happened that belongs in the log. Must not wait for anything.
    fn heard(&self, from: SocketAddr, event: Heard);
    /// Comes about once a second: the moment to collect what nobody holds any more.
    fn tick(&self, now: u64);
}

/// What happened on a connection, for the log.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Heard {
    /// Somebody showed who it is.
    SignedIn {
        /// Who.
        peer: Arc<Peer>,
        /// How what follows is protected.
        level: Level,
    },
    /// Somebody did not.
    Refused {
        /// Who it wanted to be, as far as it said so.
        peer: Option<Peer>,
        /// Why.
        reason: String,
    },
    /// This side closed the connection.
    Closed(Closed),
    /// The other side did, or the connection broke: then why.
    Left(Option<String>),
    /// There are as many connections as there may be, so this one was closed at once.
    Full,
    /// It was closed to make room: nobody had signed in on it, and others came that might.
    MadeRoom,
    /// A call was refused because its caller has enough that runs or waits.
    Busy(Option<Arc<Peer>>),
    /// A call ended in a bug; this is what it said. The caller got `E_UNEXPECTED`. Where it was not a call that did, its
    /// connection was closed.
    Panicked(String),
    /// The system gave no socket for a connection; the address is the one that listens.
    NotAccepted(String),
}

/// What a server may cost, beyond what each connection may.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Limits {
    /// How many connections there can be. Those beyond are closed at once.
    pub connections: usize,
    /// On how many of them nobody needs to have signed in. When another one comes, the oldest makes room: first of those
    /// that have not said a word.
    pub strangers: usize,
    /// How many calls that take a while can run at a time.
    pub threads: usize,
    /// How many of them can be of the same caller.
    pub calls_per_caller: usize,
    /// How many more can wait for their turn.
    pub waiting: usize,
    /// How many of those can be of the same caller.
    pub waiting_per_caller: usize,
    /// How long a client may leave its answers unread without taking anything.
    pub unread: Duration,
    /// How long calls may still run when the server is to stop.
    pub farewell: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 4096,
            strangers: 512,
            threads: 8,
            calls_per_caller: 4,
            waiting: 256,
            waiting_per_caller: 32,
            unread: Duration::from_mins(1),
            farewell: Duration::from_secs(10),
        }
    }
}

/// Where something is offered.
pub struct Endpoint {
    /// Where it listens.
    pub listener: Listener,
    /// What can be called there, and what each connection may cost.
    pub server: Arc<Server>,
}

/// Stops a server, from anywhere.
#[derive(Clone, Debug)]
pub struct Stop(watch::Sender<bool>);

impl Default for Stop {
    fn default() -> Self {
        Self(watch::Sender::new(false))
    }
}

impl Stop {
    /// For one server, or for several.
    pub fn new() -> Self {
        Self::default()
    }

    /// No more connections and no more calls; what runs may end.
    pub fn stop(&self) {
        self.0.send_replace(true);
    }

    async fn wanted(&self) {
        // The sender lives as long as `self`, so this ends only when it is time.
        let _ = self.0.subscribe().wait_for(|stop| *stop).await;
    }
}

/// After how many turns of connections the system is asked what else has arrived: those that are busy must not delay
/// the others.
const EVENT_INTERVAL: u32 = 8;

/// How often [`Service::tick`] comes.
const TICK: Duration = Duration::from_secs(1);

/// How long connections that are cut off may take to end.
const CUT_OFF: Duration = Duration::from_secs(1);

/// Serves until it is to stop. Then nothing new is taken, what runs may end within [`Limits::farewell`], and what still
/// runs after that is left alone: its threads end when it does, its answers go nowhere.
pub fn run(
    service: Arc<dyn Service>,
    endpoints: Vec<Endpoint>,
    limits: Limits,
    stop: &Stop,
) -> Result<(), Error> {
    crate::random(&mut [0; 8])?;
    let threads = std::thread::available_parallelism().map_or(2, |threads| threads.get().clamp(2, 4));
    let runtime = Builder::new_multi_thread()
        .worker_threads(threads)
        .thread_name("serve")
        .enable_io()
        .enable_time()
        .event_interval(EVENT_INTERVAL)
        .build()
        .map_err(|error| no_threads(&error))?;
    let shared = Shared::new(service, limits).map_err(|error| no_threads(&error))?;
    let ended = runtime.block_on(serve(&shared, endpoints, stop));
    // Also if it never began: its threads wait.
    shared.pool.close();
    runtime.shutdown_background();
    ended
}

async fn serve(shared: &Arc<Shared>, endpoints: Vec<Endpoint>, stop: &Stop) -> Result<(), Error> {
    let mut tasks = Vec::new();
    for Endpoint { listener, server } in endpoints {
        for (socket, address) in listener.into_sockets()? {
            let accepting = accepting::accept(socket, address, Arc::clone(&server), Arc::clone(shared));
            tasks.push(tokio::spawn(accepting));
        }
    }
    let ticking = tokio::spawn(tick(Arc::clone(shared)));
    stop.wanted().await;
    // With its task goes the socket: whoever comes now is refused by the system.
    for task in tasks {
        task.abort();
        let _ = task.await;
    }
    shared.registry.stop();
    shared.pool.close();
    if timeout(shared.limits.farewell, shared.registry.emptied())
        .await
        .is_err()
    {
        shared.registry.cut_off();
        let _ = timeout(CUT_OFF, shared.registry.emptied()).await;
    }
    ticking.abort();
    Ok(())
}

async fn tick(shared: Arc<Shared>) {
    loop {
        sleep(TICK).await;
        shared.tick();
    }
}

fn no_threads(error: &std::io::Error) -> Error {
    Error::new(
        code::E_OUTOFMEMORY,
        format!("no threads to serve with: {error}; end other programs, or raise the limit of threads"),
    )
}
