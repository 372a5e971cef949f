//! `remote-*`: what calls of another computer cost, over the loopback interface at the level privacy.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use wua_com::{Guid, Interface, Value};
use wua_defs::classes::UPDATE_SESSION;
use wua_defs::interfaces::{ISEARCH_RESULT, IUPDATE_SEARCHER, IUPDATE_SESSION};
use wua_rpc::connection::Outcome as Answer;
use wua_rpc::orpc::ids;

use super::measure::{Figure, median};
use crate::remote::client::{Activated, Client, Remote, request};
use crate::remote::server::{ADMINISTRATORS, MUSEUM, Server, Wanted};
use crate::workspace::{Outcome, target};

/// `IUpdateSession::ClientApplicationID`, a property that costs the object nothing.
const PROPERTY: u16 = 7;
/// `IUpdateSession::CreateUpdateSearcher`.
const CREATE_SEARCHER: u16 = 12;
/// `IUpdateSearcher::Search`.
const SEARCH: u16 = 19;
/// `IUpdateSearcher::put_ServerSelection`, and what says that a service is named.
const PUT_SERVER_SELECTION: u16 = 14;
const OTHERS: i32 = 3;
/// `IUpdateSearcher::put_ServiceID`.
const PUT_SERVICE: u16 = 24;
/// The service of the museum that takes its time.
const SUNDIAL: &str = "00001901-00f0-4000-8000-000000000002";

/// Rounds that alternate with those of the peer.
const ROUNDS: usize = 15;
/// Calls in a round.
const CALLS: usize = 4_000;
/// Calls in flight.
const IN_FLIGHT: usize = 64;

const IDLE: usize = 2_000;
/// Kibibytes for each idle connection.
const IDLE_LIMIT: f64 = 20.0;
const ACTIVATIONS: usize = 10_000;
/// Mebibytes that the server may have grown by after these.
const GROWTH_LIMIT: f64 = 1.0;

/// More than the server's threads for calls that wait, with no user over the quota.
const SEARCHES_PER_USER: usize = 4;
const STARVED_ROUNDS: usize = 7;
const READS: usize = 8_000;
/// How long searches are waited for.
const PATIENCE: Duration = Duration::from_secs(30);

struct Setting {
    server: Server,
}

impl Setting {
    fn new(address: &str, configuration: &str) -> Outcome<Self> {
        let program: PathBuf = target().join("release/wua");
        let server = Server::start(&Wanted {
            program: &program,
            over: MUSEUM,
            address,
            port: MAPPER,
            configuration,
            environment: &[],
        })?;
        Ok(Self { server })
    }

    fn activator(&self, user: &str) -> Outcome<Client> {
        Client::connect(self.server.mapper, user, &[ids::REMOTE_SCM_ACTIVATOR])
    }

    /// A connection to the objects, and a session.
    fn session(&self, user: &str, more: &[&'static Interface]) -> Outcome<(Client, Activated)> {
        let activated = self
            .activator(user)?
            .activate(UPDATE_SESSION.clsid, &[&IUPDATE_SESSION])?;
        let interfaces = more.iter().map(|interface| interface.iid);
        let interfaces: Vec<Guid> = [IUPDATE_SESSION.iid, ids::REM_UNKNOWN]
            .into_iter()
            .chain(interfaces)
            .collect();
        let client = Client::connect(self.server.objects, user, &interfaces)?;
        Ok((client, activated))
    }
}

/// A port for the endpoint mapper that needs no rights.
const MAPPER: u16 = 10_135;

/// The property, one read after the other and many at a time, against an echo of the same sizes.
pub(super) fn calls() -> Outcome<Vec<Figure>> {
    let setting = Setting::new("127.0.41.1", "")?;
    let (mut client, activated) = setting.session(ADMINISTRATORS[0], &[])?;
    let session = first(&activated)?;
    let stub = request(&session, PROPERTY, &[])?;
    // The first call carries more than the others.
    read(&mut client, &session, &stub)?;
    let before = client.traffic;
    read(&mut client, &session, &stub)?;
    let sizes = (client.traffic.0 - before.0, client.traffic.1 - before.1);
    let mut echo = Echo::start(sizes)?;
    let (mut alone, mut together, mut echoes) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        echoes.push(per_call(CALLS, |_| echo.once())?);
        alone.push(per_call(CALLS, |_| read(&mut client, &session, &stub))?);
        together.push(in_flight(&mut client, &session, &stub)?);
    }
    let microseconds = |name, limit, ours: &[f64]| Figure {
        name,
        limit,
        ours: median(ours, |seconds| seconds * 1e6),
        peer: median(&echoes, |seconds| seconds * 1e6),
        unit: "us",
    };
    Ok(vec![
        microseconds("remote-calls", 2.5, &alone),
        microseconds("remote-calls-in-flight", 0.5, &together),
    ])
}

fn first(activated: &Activated) -> Outcome<Remote> {
    activated
        .objects
        .first()
        .copied()
        .ok_or_else(|| "nothing was activated".to_owned())
}

fn read(client: &mut Client, object: &Remote, stub: &[u8]) -> Outcome {
    client
        .call(object.interface.iid, PROPERTY, Some(object.standard.ipid), stub)
        .map(drop)
}

/// Seconds of each.
fn per_call(calls: usize, mut call: impl FnMut(usize) -> Outcome) -> Outcome<f64> {
    let began = Instant::now();
    for number in 0..calls {
        call(number)?;
    }
    Ok(began.elapsed().as_secs_f64() / f64::from(u32::try_from(calls).unwrap_or(1)))
}

fn in_flight(client: &mut Client, object: &Remote, stub: &[u8]) -> Outcome<f64> {
    let mut begun = std::collections::VecDeque::new();
    per_call(CALLS, |_| {
        begun.push_back(client.begin(object.interface.iid, PROPERTY, Some(object.standard.ipid), stub)?);
        if begun.len() == IN_FLIGHT {
            settle(client, &mut begun, IN_FLIGHT / 2)?;
        }
        Ok(())
    })
    .and_then(|seconds| settle(client, &mut begun, 0).map(|()| seconds))
}

fn settle(client: &mut Client, begun: &mut std::collections::VecDeque<u32>, left: usize) -> Outcome {
    while begun.len() > left {
        if let Some(call) = begun.pop_front()
            && let Answer::Fault { status, .. } = client.wait(call)?
        {
            return Err(format!("fault {status:#010x}"));
        }
    }
    Ok(())
}

/// The peer: as many bytes there and back, and nothing done with them.
struct Echo {
    stream: TcpStream,
    request: Vec<u8>,
    reply: Vec<u8>,
}

impl Echo {
    fn start((request, reply): (usize, usize)) -> Outcome<Self> {
        let text = |error: std::io::Error| error.to_string();
        let listener = TcpListener::bind("127.0.41.1:0").map_err(text)?;
        let address = listener.local_addr().map_err(text)?;
        thread::spawn(move || {
            let (mut stream, _) = listener.accept()?;
            stream.set_nodelay(true)?;
            let (mut heard, said) = (vec![0; request], vec![7; reply]);
            loop {
                stream.read_exact(&mut heard)?;
                stream.write_all(&said)?;
            }
            #[expect(unreachable_code, reason = "says what is thrown")]
            Ok::<(), std::io::Error>(())
        });
        let stream = TcpStream::connect(address).map_err(text)?;
        stream.set_nodelay(true).map_err(text)?;
        Ok(Self {
            stream,
            request: vec![5; request],
            reply: vec![0; reply],
        })
    }

    fn once(&mut self) -> Outcome {
        let sent = self.stream.write_all(&self.request);
        sent.and_then(|()| self.stream.read_exact(&mut self.reply))
            .map_err(|error| error.to_string())
    }
}

/// Idle connections, and what is left of many activations.
pub(super) fn connections() -> Outcome<Vec<Figure>> {
    let setting = Setting::new("127.0.41.2", "[remote]\nconnections = 4000\n")?;
    let user = ADMINISTRATORS[0];
    // Whatever is made once is there before it is measured.
    let (mut client, activated) = setting.session(user, &[])?;
    client.invoke(&first(&activated)?, PROPERTY, &[])?;
    release(&mut client, &activated)?;
    let before = setting.server.memory()?;
    let idle: Vec<Client> = (0..IDLE)
        .map(|_| Client::connect(setting.server.objects, user, &[IUPDATE_SESSION.iid]))
        .collect::<Outcome<_>>()?;
    let each = (setting.server.memory()? - before) / 1024.0 / f64::from(u32::try_from(IDLE).unwrap_or(1));
    drop(idle);
    thread::sleep(Duration::from_secs(1));
    let mut activator = setting.activator(user)?;
    let cycle = |activator: &mut Client, client: &mut Client| {
        let activated = activator.activate(UPDATE_SESSION.clsid, &[&IUPDATE_SESSION])?;
        release(client, &activated)
    };
    for _ in 0..ACTIVATIONS / 10 {
        cycle(&mut activator, &mut client)?;
    }
    let before = setting.server.memory()?;
    for _ in 0..ACTIVATIONS {
        cycle(&mut activator, &mut client)?;
    }
    let grown = (setting.server.memory()? - before) / 1024.0 / 1024.0;
    let left = setting.server.stop()?.held()?;
    Ok(vec![
        absolute("remote-connections", IDLE_LIMIT, each, "KiB"),
        absolute("remote-activations", GROWTH_LIMIT, grown.max(0.0), "MiB"),
        absolute("remote-objects-left", 0.0, left, ""),
    ])
}

fn release(client: &mut Client, activated: &Activated) -> Outcome {
    let standards: Vec<_> = activated.objects.iter().map(|object| object.standard).collect();
    client.release(activated.remote_unknown, &standards)
}

/// A figure whose limit is an absolute number.
fn absolute(name: &'static str, limit: f64, ours: f64, unit: &'static str) -> Figure {
    Figure {
        name,
        limit,
        ours,
        peer: 1.0,
        unit,
    }
}

/// Reads of a property while every thread for calls that wait is in a search, against reads while none is: the slowest
/// of a hundred, in rounds that alternate.
pub(super) fn starved() -> Outcome<Vec<Figure>> {
    let setting = Setting::new("127.0.41.3", "")?;
    let (mut client, activated) = setting.session(ADMINISTRATORS[0], &[])?;
    let session = first(&activated)?;
    let stub = request(&session, PROPERTY, &[])?;
    let (mut alone, mut busy) = (Vec::new(), Vec::new());
    let searches = Searches::default();
    thread::scope(|scope| {
        let searching: Vec<_> = ADMINISTRATORS
            .iter()
            .flat_map(|user| [*user; SEARCHES_PER_USER])
            .map(|user| scope.spawn(|| searches.make(&setting, user)))
            .collect();
        let measured: Outcome = (0..STARVED_ROUNDS).try_for_each(|_| {
            searches.let_run(false, 0)?;
            alone.push(slowest_of_a_hundred(&mut client, &session, &stub)?);
            searches.let_run(true, searching.len())?;
            busy.push(slowest_of_a_hundred(&mut client, &session, &stub)?);
            Ok(())
        });
        searches.wanted.store(false, Ordering::SeqCst);
        searches.enough.store(true, Ordering::SeqCst);
        for search in searching {
            search.join().map_err(|_| "a search has panicked".to_owned())??;
        }
        measured
    })?;
    Ok(vec![Figure {
        name: "remote-starved",
        limit: 2.0,
        ours: median(&busy, |seconds| seconds * 1e6),
        peer: median(&alone, |seconds| seconds * 1e6),
        unit: "us",
    }])
}

/// Searches that are made one after the other while they are wanted.
#[derive(Default)]
struct Searches {
    wanted: AtomicBool,
    enough: AtomicBool,
    running: AtomicUsize,
}

impl Searches {
    /// Waits until so many run.
    fn let_run(&self, wanted: bool, count: usize) -> Outcome {
        self.wanted.store(wanted, Ordering::SeqCst);
        let began = Instant::now();
        while self.running.load(Ordering::SeqCst) != count {
            if began.elapsed() > PATIENCE {
                return Err(format!("{count} searches should be running, and others are"));
            }
            thread::sleep(Duration::from_millis(10));
        }
        // What was asked for has to arrive, too.
        thread::sleep(Duration::from_millis(100));
        Ok(())
    }

    fn make(&self, setting: &Setting, user: &str) -> Outcome {
        let (mut client, activated) = setting.session(user, &[&IUPDATE_SEARCHER, &ISEARCH_RESULT])?;
        let created = client.invoke(&first(&activated)?, CREATE_SEARCHER, &[])?;
        let searcher = created
            .objects
            .first()
            .copied()
            .ok_or("no searcher was created")?;
        client.invoke(&searcher, PUT_SERVER_SELECTION, &[Value::I4(OTHERS)])?;
        client.invoke(&searcher, PUT_SERVICE, &[Value::from(SUNDIAL)])?;
        while !self.enough.load(Ordering::SeqCst) {
            if !self.wanted.load(Ordering::SeqCst) {
                thread::sleep(Duration::from_millis(10));
                continue;
            }
            self.running.fetch_add(1, Ordering::SeqCst);
            while self.wanted.load(Ordering::SeqCst) {
                let found = client.invoke(&searcher, SEARCH, &[Value::from("IsInstalled=0")])?;
                let found: Vec<_> = found.objects.iter().map(|object| object.standard).collect();
                client.release(activated.remote_unknown, &found)?;
            }
            self.running.fetch_sub(1, Ordering::SeqCst);
        }
        Ok(())
    }
}

fn slowest_of_a_hundred(client: &mut Client, object: &Remote, stub: &[u8]) -> Outcome<f64> {
    let mut times = Vec::with_capacity(READS);
    for _ in 0..READS {
        let began = Instant::now();
        read(client, object, stub)?;
        times.push(began.elapsed().as_secs_f64());
    }
    times.sort_by(f64::total_cmp);
    times
        .get(times.len() * 99 / 100)
        .copied()
        .ok_or_else(|| "nothing was read".to_owned())
}
