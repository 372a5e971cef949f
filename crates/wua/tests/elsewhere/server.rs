//! Agents of the museum that serve, and sessions with them.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use tempfile::TempDir;
use wua::computer::{Patience, Terms};
use wua::remote::{Entry, Journal, Policy, Server, Stop, User, accounts};
use wua::{Builder, Credentials, Error, Host, Secret, Session};
use wua_agent::Agent;
use wua_com::{Caller, Guid, Interface, Lcid, ObjectRef, Permissions, Slot, code};
use wua_defs::classes::CLASSES;
use wua_defs::interfaces::INTERFACES;
use wua_defs::vendor::IWUA_READER;
use wua_net::serve::{self, Endpoint, Heard, Listener, Service};
use wua_objects::classes;
use wua_rpc::auth::Handshake;
use wua_rpc::auth::ntlm::{self, Accounts, Names, NtHash};
use wua_rpc::connection::{self, Call};
use wua_rpc::exporter::{self, Answer, Exporter, Incoming, Offer, Origin, Place};
use zeroize::Zeroizing;

pub(crate) const USER: &str = "anna";
pub(crate) const PASSWORD: &str = "correct horse";

/// Where servers are. Whoever stands before them is next to it, at the same ports.
pub(crate) const HERE: IpAddr = IpAddr::V4(Ipv4Addr::new(127, 0, 34, 1));

/// An agent that serves, as `wua serve` does.
pub(crate) struct Elsewhere {
    folder: Arc<TempDir>,
    pub(crate) mapper: SocketAddr,
    pub(crate) objects: SocketAddr,
    stop: Stop,
    thread: Option<JoinHandle<Result<usize, Error>>>,
}

struct Silent;

impl Journal for Silent {
    fn enter(&self, _: Entry) {}
}

/// What other computers may do there: nothing beyond Microsoft's rules.
pub(crate) fn policy() -> Policy {
    Policy {
        listen: vec![HERE],
        port: 0,
        ..Policy::default()
    }
}

pub(crate) fn builder(folder: &TempDir) -> Builder {
    Session::builder().museum(true).state(folder.path())
}

impl Elsewhere {
    pub(crate) fn new() -> Self {
        Self::with(policy())
    }

    pub(crate) fn with(policy: Policy) -> Self {
        Self::of(Arc::new(TempDir::new().unwrap()), policy)
    }

    /// The agent whose state is in this folder.
    pub(crate) fn of(folder: Arc<TempDir>, policy: Policy) -> Self {
        let builder = builder(&folder);
        let accounts = accounts(&builder.folders().unwrap());
        if accounts.users().unwrap().is_empty() {
            let nt_hash = NtHash::of(PASSWORD);
            let user = |name: &str, is_administrator| User {
                name: name.into(),
                nt_hash: nt_hash.clone(),
                is_administrator,
            };
            accounts.add(user(USER, true)).unwrap();
            accounts.add(user("bert", false)).unwrap();
        }
        let server = Server::open(&builder, policy, Arc::new(Silent)).unwrap();
        let (mapper, objects) = (server.mapper()[0], server.objects()[0]);
        let stop = Stop::new();
        let stopped = stop.clone();
        Self {
            folder,
            mapper,
            objects,
            stop,
            thread: Some(thread::spawn(move || server.run(&stopped))),
        }
    }

    /// A session with it.
    pub(crate) fn session(&self) -> Session {
        self.session_by(terms())
    }

    pub(crate) fn session_by(&self, terms: Terms) -> Session {
        connect(self.mapper, &as_user(USER, PASSWORD), terms)
    }

    /// A session of this process with the same agent.
    pub(crate) fn here(&self) -> Session {
        builder(&self.folder).open().unwrap()
    }

    pub(crate) fn folder(&self) -> Arc<TempDir> {
        Arc::clone(&self.folder)
    }

    /// Stops it. How many objects callers still held.
    pub(crate) fn stop(mut self) -> usize {
        self.stop.stop();
        self.thread.take().unwrap().join().unwrap().unwrap()
    }
}

impl Drop for Elsewhere {
    fn drop(&mut self) {
        self.stop.stop();
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

pub(crate) fn as_user(name: &str, password: &str) -> Credentials {
    Credentials::new(name, Secret::Password(Zeroizing::new(password.to_owned())))
}

/// Enough for a busy computer, and an end to what hangs.
pub(crate) fn terms() -> Terms {
    Terms {
        patience: Patience {
            dial: Duration::from_secs(10),
            sign_in: Duration::from_secs(20),
            answer: Duration::from_secs(30),
            work: Duration::from_mins(1),
        },
        ..Terms::default()
    }
}

/// As little as shows that there is an end.
pub(crate) fn short_terms() -> Terms {
    let short = Duration::from_millis(300);
    Terms {
        patience: Patience {
            dial: short,
            sign_in: Duration::from_secs(2),
            answer: short,
            work: short,
        },
        ..Terms::default()
    }
}

pub(crate) fn connect(mapper: SocketAddr, credentials: &Credentials, terms: Terms) -> Session {
    builder_of(mapper, credentials, terms, Session::builder())
}

pub(crate) fn builder_of(
    mapper: SocketAddr,
    credentials: &Credentials,
    terms: Terms,
    builder: Builder,
) -> Session {
    let host = Host::new(&mapper.ip().to_string(), mapper.port()).unwrap();
    builder
        .client_application_id("tests elsewhere")
        .connect(&host, credentials, terms)
}

/// Waits until something is so.
#[track_caller]
pub(crate) fn eventually(what: &str, is_so: impl Fn() -> bool) {
    let began = Instant::now();
    while !is_so() {
        assert!(began.elapsed() < Duration::from_secs(20), "not in time: {what}");
        thread::sleep(Duration::from_millis(5));
    }
}

/// The member that is called; nothing for calls that are no members of the agent's interfaces.
pub(crate) fn member(call: &Call) -> &'static str {
    let all = INTERFACES.iter().copied().chain([&IWUA_READER]);
    let called = all.filter(|interface| interface.iid == call.interface.id);
    let mut members = called.filter_map(|interface| interface.member(Slot(call.opnum)));
    members.next().map_or("", |member| member.name)
}

/// What becomes of a call that is answered: by a server that signs whatever it says.
pub(crate) type Lie = dyn Fn(&Call, Answer) -> Answer + Send + Sync;

/// An agent whose answers somebody changes before they are signed. Its rules are those of the museum's computer.
pub(crate) struct Liar {
    pub(crate) mapper: SocketAddr,
    pub(crate) objects: SocketAddr,
    pub(crate) exporter: Arc<Exporter>,
    /// As long as it lies.
    pub(crate) lies: Arc<AtomicBool>,
    stop: Stop,
    thread: Option<JoinHandle<Result<(), Error>>>,
    _folder: TempDir,
}

struct Lying {
    exporter: Arc<Exporter>,
    ntlm: ntlm::Server,
    lie: Arc<Lie>,
    lies: Arc<AtomicBool>,
}

impl Liar {
    pub(crate) fn new(lie: impl Fn(&Call, Answer) -> Answer + Send + Sync + 'static) -> Self {
        Self::with(exporter::Limits::default(), true, lie)
    }

    pub(crate) fn with(
        limits: exporter::Limits,
        whole_results: bool,
        lie: impl Fn(&Call, Answer) -> Answer + Send + Sync + 'static,
    ) -> Self {
        let folder = TempDir::new().unwrap();
        let parts = wua_testkit::museum::parts(folder.path(), folder.path()).unwrap();
        let host = wua_objects::Host::new(Agent::open(parts).unwrap(), "1.0");
        let bind = || Listener::bind(&[SocketAddr::new(HERE, 0)]).unwrap();
        let (mapper, objects) = (bind(), bind());
        let (at, objects_at) = (mapper.local_addresses()[0], objects.local_addresses()[0]);
        let place = Place {
            seed: [at.port().into(), objects_at.port().into()],
            names: vec!["museum".into()],
            resolver_port: at.port(),
            exporter_port: objects_at.port(),
            mechanisms: vec![9, 10],
        };
        let offering = Arc::new(Offering { host, whole_results });
        let exporter = Arc::new(Exporter::new(offering, place, limits));
        let endpoint = |listener, interfaces, at: SocketAddr| Endpoint {
            listener,
            server: Arc::new(connection::Server {
                // What it says may be long.
                limits: connection::Limits {
                    output: usize::MAX,
                    ..connection::Limits::default()
                },
                interfaces,
                address: at.port().to_string(),
            }),
        };
        let endpoints = vec![
            endpoint(mapper, Exporter::resolver_interfaces(), at),
            endpoint(objects, exporter.object_interfaces(), objects_at),
        ];
        let names = Names {
            computer: "MUSEUM".into(),
            domain: "MUSEUM".into(),
            dns_computer: "museum.example".into(),
            dns_domain: "example".into(),
        };
        let lies = Arc::new(AtomicBool::new(true));
        let service = Arc::new(Lying {
            exporter: Arc::clone(&exporter),
            ntlm: ntlm::Server::new(names, Arc::new(Anna)),
            lie: Arc::new(lie),
            lies: Arc::clone(&lies),
        });
        let stop = Stop::new();
        let stopped = stop.clone();
        let limits = serve::Limits {
            farewell: Duration::from_millis(100),
            ..serve::Limits::default()
        };
        Self {
            mapper: at,
            objects: objects_at,
            exporter,
            lies,
            stop,
            thread: Some(thread::spawn(move || {
                serve::run(service, endpoints, limits, &stopped)
            })),
            _folder: folder,
        }
    }

    pub(crate) fn session(&self, terms: Terms) -> Session {
        connect(self.mapper, &as_user(USER, PASSWORD), terms)
    }

    pub(crate) fn repent(&self) {
        self.lies.store(false, Ordering::SeqCst);
    }
}

impl Drop for Liar {
    fn drop(&mut self) {
        self.stop.stop();
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

struct Anna;

impl Accounts for Anna {
    fn nt_hash(&self, user: &str, _: &str) -> Option<NtHash> {
        user.eq_ignore_ascii_case(USER).then(|| NtHash::of(PASSWORD))
    }
}

impl Service for Lying {
    fn handshake(&self, mechanism: u8) -> Option<Box<dyn Handshake>> {
        (mechanism == 10).then(|| self.ntlm.handshake())
    }

    fn answer(&self, call: &Call, origin: &Origin, now: u64) -> Answer {
        let incoming = Incoming::try_from(call).unwrap();
        let answer = self.exporter.answer(&incoming, origin, now);
        if !self.lies.load(Ordering::SeqCst) {
            return answer;
        }
        match answer {
            Answer::Later(work) => {
                let (lie, call) = (Arc::clone(&self.lie), call.clone());
                Answer::Later(Box::new(move || lie(&call, work())))
            }
            answer => (self.lie)(call, answer),
        }
    }

    fn heard(&self, _: SocketAddr, event: Heard) {
        assert!(!matches!(event, Heard::Panicked(_)), "{event:?}");
    }

    fn tick(&self, now: u64) {
        self.exporter.collect(now);
    }
}

struct Offering {
    host: Arc<wua_objects::Host>,
    whole_results: bool,
}

impl Offer for Offering {
    fn caller(&self, origin: &Origin) -> Result<Caller, Error> {
        let user = origin.peer.as_ref().ok_or(code::E_ACCESSDENIED)?;
        let account = User {
            name: user.user.clone(),
            nt_hash: NtHash::of(PASSWORD),
            is_administrator: true,
        };
        let policy = Policy {
            permissions: wua_com::Permission::ALL
                .into_iter()
                .fold(Permissions::NONE, Permissions::with),
            ..Policy::default()
        };
        wua::remote::caller(&user.user, Some(&account), &policy, Lcid::ENGLISH)
    }

    fn interfaces(&self) -> Vec<&'static Interface> {
        let reader = self.whole_results.then_some(&IWUA_READER);
        INTERFACES.iter().copied().chain(reader).collect()
    }

    fn check_class(&self, class: Guid, caller: &Caller) -> Result<(), Error> {
        classes::admit(known(class)?, caller)
    }

    fn create(&self, class: Guid, caller: &Caller) -> Result<ObjectRef, Error> {
        classes::create(&self.host, known(class)?, caller)
    }

    fn refused(&self, _: &Origin, _: &str, _: &Error) {}
}

fn known(class: Guid) -> Result<&'static wua_com::table::CoClass, Error> {
    let known = CLASSES.iter().copied().find(|known| known.clsid == class);
    known.ok_or_else(|| code::REGDB_E_CLASSNOTREG.into())
}
