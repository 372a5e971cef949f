//! An update server on this machine, written from [MS-WUSP] alone: it shares nothing with our client but the specification.
//!
//! [`UpdateServer::start`] listens on a free port. What it offers is its [`Catalogue`], which may change while it runs; what it
//! demands are its [`Settings`]; what is to go wrong is its [`Plan`]. It keeps a journal of what it was asked, takes events,
//! and complains of everything in a request that the specification does not allow: tests assert that there are no complaints.
//!
//! ```
//! # fn main() -> Result<(), String> {
//! use wua_com::Guid;
//! use wua_testkit::update_server::{Approval, Draft, UpdateServer};
//!
//! let server = UpdateServer::start().map_err(|error| error.to_string())?;
//! let clock = Guid::from_u128(1);
//! server.catalogue(|catalogue| {
//!     let file = catalogue.content.add("clock.exe", *b"tick");
//!     let draft = Draft::software(clock, "A clock")
//!         .installed_if("<False/>")
//!         .installable_if("<True/>")
//!         .file("clock.exe", &file)
//!         .command_line("clock.exe", "/quiet");
//!     catalogue.add_draft(&draft)?;
//!     catalogue.approve(clock, Approval::install())
//! })?;
//! // … a client synchronizes with server.url() …
//! assert!(server.complaints().is_empty());
//! # Ok(()) }
//! ```

pub mod base64;
mod catalogue;
mod connection;
mod content;
mod deployment;
mod draft;
mod fault;
mod fragments;
pub mod fuzzing;
mod http;
mod journal;
mod large;
mod metadata;
mod operation;
mod operations;
mod package;
mod plan;
mod schema;
mod scope;
pub mod specification;
mod state;
#[cfg(feature = "update-server-tls")]
mod tls;
pub mod xml;
pub mod xpress;

use std::collections::HashMap;
use std::io::{self, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use jiff::Timestamp;
use wua_agent::ports::Clock;

pub use catalogue::Catalogue;
pub use content::{ContentStore, Stored};
pub use deployment::{ALL_COMPUTERS, Action, Approval, Deployment};
pub use draft::Draft;
pub use fault::{ErrorCode, Fault};
pub use fragments::{Eula, Fragments};
pub use journal::{Asked, Computer, Event};
pub use large::{Large, fill};
pub use metadata::{CategoryType, Clause, Driver, File, Kind, Metadata};
pub use operation::{Endpoint, Operation};
pub use package::{Folder, Imported};
pub use plan::{About, BadXpress, Lie, Mishap, Plan};
pub use state::{Settings, UNASSIGNED};
#[cfg(feature = "update-server-tls")]
pub use tls::Tls;

use connection::Line;
use state::State;

/// How long a connection may be silent.
const PATIENCE: Duration = Duration::from_mins(2);

/// An update server. It ends with the value.
pub struct UpdateServer {
    shared: Arc<Shared>,
    address: SocketAddr,
    accepting: Option<JoinHandle<()>>,
}

/// How a server is to be started.
#[must_use]
pub struct Start {
    address: SocketAddr,
    clock: Arc<dyn Clock>,
    said: Option<Box<Said>>,
    #[cfg(feature = "update-server-tls")]
    tls: Option<Tls>,
}

/// Somebody who is told of each request.
type Said = dyn Fn(&Asked) + Send + Sync;

struct Shared {
    state: Mutex<State>,
    is_ending: AtomicBool,
    connections: AtomicU64,
    open: Mutex<HashMap<u64, TcpStream>>,
    said: Option<Box<Said>>,
    #[cfg(feature = "update-server-tls")]
    tls: Option<Tls>,
}

/// The clock of this machine.
struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }
}

impl Start {
    /// Where to listen, instead of a free port of this machine's own address.
    pub fn at(mut self, address: SocketAddr) -> Self {
        self.address = address;
        self
    }

    /// The clock by which cookies expire, instead of that of this machine.
    pub fn by(mut self, clock: Arc<dyn Clock>) -> Self {
        self.clock = clock;
        self
    }

    /// Tells somebody of each request, before it is answered.
    pub fn telling(mut self, said: impl Fn(&Asked) + Send + Sync + 'static) -> Self {
        self.said = Some(Box::new(said));
        self
    }

    /// Encrypted.
    #[cfg(feature = "update-server-tls")]
    pub fn encrypted(mut self, tls: Tls) -> Self {
        self.tls = Some(tls);
        self
    }

    /// Starts it. It listens when this comes back.
    pub fn start(self) -> io::Result<UpdateServer> {
        let listener = TcpListener::bind(self.address)?;
        let address = listener.local_addr()?;
        let shared = Arc::new(Shared {
            state: Mutex::new(State::new(self.clock)),
            is_ending: AtomicBool::new(false),
            connections: AtomicU64::new(0),
            open: Mutex::new(HashMap::new()),
            said: self.said,
            #[cfg(feature = "update-server-tls")]
            tls: self.tls,
        });
        let accepting = {
            let shared = shared.clone();
            thread::spawn(move || accept(&listener, &shared))
        };
        Ok(UpdateServer {
            shared,
            address,
            accepting: Some(accepting),
        })
    }
}

impl UpdateServer {
    /// A server at a free port, with nothing to offer.
    pub fn start() -> io::Result<Self> {
        Self::prepare().start()
    }

    /// A server that is still to be told how to be.
    pub fn prepare() -> Start {
        Start {
            address: SocketAddr::from(([127, 0, 0, 1], 0)),
            clock: Arc::new(SystemClock),
            said: None,
            #[cfg(feature = "update-server-tls")]
            tls: None,
        }
    }

    /// Where it is, without a slash at the end.
    pub fn url(&self) -> String {
        format!("{}://{}", self.shared.scheme(), self.address)
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Looks at its catalogue, or changes it.
    pub fn catalogue<T>(&self, change: impl FnOnce(&mut Catalogue) -> T) -> T {
        change(&mut self.lock().catalogue)
    }

    /// Changes its settings. Clients are told that the configuration has changed.
    pub fn configure(&self, change: impl FnOnce(&mut Settings)) {
        let mut state = self.lock();
        change(&mut state.settings);
        state.configured();
    }

    /// Changes its settings, and tells nobody.
    pub fn adjust(&self, change: impl FnOnce(&mut Settings)) {
        change(&mut self.lock().settings);
    }

    /// What goes wrong from now on, counted from now on.
    pub fn plan(&self, plan: Plan) {
        self.lock().plan = plan;
    }

    /// From now on it is another server at the same address: all ids are others, no cookie is valid, nobody is registered.
    pub fn become_another(&self) {
        self.lock().become_another();
    }

    /// All cookies are too old from now on.
    pub fn expire_cookies(&self) {
        self.lock().expire_cookies();
    }

    /// No cookie says anything any more; everything else stays.
    pub fn forget_cookies(&self) {
        self.lock().forget_cookies();
    }

    /// No computer is registered any more.
    pub fn forget_registrations(&self) {
        for computer in self.lock().computers.values_mut() {
            computer.is_registered = false;
        }
    }

    /// Puts a computer into a group, whatever it asks for.
    pub fn assign(&self, client: &str, group: &str) {
        self.lock().assigned.insert(client.to_owned(), group.to_owned());
    }

    /// What clients did that the specification does not allow.
    pub fn complaints(&self) -> Vec<String> {
        self.lock().complaints.clone()
    }

    /// What it was asked, in order.
    pub fn asked(&self) -> Vec<Asked> {
        self.lock().asked.clone()
    }

    /// The operations that were called, in order.
    pub fn calls(&self) -> Vec<Operation> {
        self.lock()
            .asked
            .iter()
            .filter_map(|asked| asked.operation)
            .collect()
    }

    /// Forgets what it was asked, and what it complained of.
    pub fn forget_asked(&self) {
        let mut state = self.lock();
        state.asked.clear();
        state.complaints.clear();
    }

    /// The computers that it knows.
    pub fn computers(&self) -> Vec<Computer> {
        self.lock().computers.values().cloned().collect()
    }

    /// The events that it was told, in order.
    pub fn events(&self) -> Vec<Event> {
        self.lock().events.clone()
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.shared.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for UpdateServer {
    fn drop(&mut self) {
        self.shared.is_ending.store(true, Ordering::SeqCst);
        // It waits for connections: this is one.
        let _ = TcpStream::connect(self.address);
        if let Some(accepting) = self.accepting.take() {
            let _ = accepting.join();
        }
        for (_, stream) in self.shared.open().drain() {
            let _ = stream.shutdown(Shutdown::Both);
        }
    }
}

fn accept(listener: &TcpListener, shared: &Arc<Shared>) {
    for stream in listener.incoming() {
        if shared.is_ending.load(Ordering::SeqCst) {
            return;
        }
        let Ok(stream) = stream else { continue };
        let number = shared.connections.fetch_add(1, Ordering::SeqCst);
        if let Ok(handle) = stream.try_clone() {
            shared.open().insert(number, handle);
        }
        let shared = shared.clone();
        thread::spawn(move || {
            // What a client breaks off is its own affair.
            let _ = shared.serve(stream, number);
            if let Some(stream) = shared.open().remove(&number) {
                let _ = stream.shutdown(Shutdown::Both);
            }
        });
    }
}

impl Shared {
    fn open(&self) -> MutexGuard<'_, HashMap<u64, TcpStream>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    #[cfg(feature = "update-server-tls")]
    fn scheme(&self) -> &'static str {
        if self.tls.is_some() { "https" } else { "http" }
    }

    #[cfg(not(feature = "update-server-tls"))]
    #[expect(clippy::unused_self, reason = "with TLS it depends")]
    fn scheme(&self) -> &'static str {
        "http"
    }

    fn serve(&self, stream: TcpStream, number: u64) -> io::Result<()> {
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.set_write_timeout(Some(PATIENCE))?;
        stream.set_nodelay(true)?;
        let line = Line {
            state: &self.state,
            scheme: self.scheme(),
            address: stream.local_addr()?.to_string(),
            number,
            said: self.said.as_deref(),
        };
        line.serve(self.wrapped(stream)?)
    }

    #[cfg(not(feature = "update-server-tls"))]
    #[expect(
        clippy::unused_self,
        clippy::unnecessary_wraps,
        reason = "with TLS it depends"
    )]
    fn wrapped(&self, stream: TcpStream) -> io::Result<impl Read + Write + use<>> {
        Ok(stream)
    }

    #[cfg(feature = "update-server-tls")]
    fn wrapped(&self, stream: TcpStream) -> io::Result<Box<dyn Wire>> {
        use tokio_rustls::rustls::{ServerConnection, StreamOwned};
        let Some(tls) = &self.tls else {
            return Ok(Box::new(stream));
        };
        let session = ServerConnection::new(tls.0.clone()).map_err(io::Error::other)?;
        Ok(Box::new(StreamOwned::new(session, stream)))
    }
}

/// Bytes in both directions.
#[cfg(feature = "update-server-tls")]
trait Wire: Read + Write {}

#[cfg(feature = "update-server-tls")]
impl<T: Read + Write> Wire for T {}
