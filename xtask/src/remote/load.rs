//! Mixed load: many clients that search, read, sign in wrongly, talk nonsense and break off, and a steady one that must
//! not notice.

use std::fmt;
use std::io::Write;
use std::net::TcpStream;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use wua_com::{Guid, Interface, Value};
use wua_defs::classes::UPDATE_SESSION;
use wua_defs::interfaces::{ISEARCH_RESULT, IUPDATE, IUPDATE_COLLECTION, IUPDATE_SEARCHER, IUPDATE_SESSION};
use wua_rpc::orpc::{StandardReference, ids};

use super::client::{Client, Remote};
use super::server::{ADMINISTRATORS, Server};
use super::suite::start;
use crate::workspace::Outcome;

/// How many clients there are beside the steady one.
const CLIENTS: u64 = 8;

/// How long it takes until everything is there that is made once.
const WARM: Duration = Duration::from_secs(10);

/// Bytes that the server may have grown by after that. What killed clients held is kept until their pings are missed.
const GROWTH: f64 = 48.0 * 1024.0 * 1024.0;

/// The slowest read of a thousand may take this long.
const PATIENCE: Duration = Duration::from_secs(2);

mod slot {
    pub(super) const CLIENT_APPLICATION_ID: u16 = 7;
    pub(super) const CREATE_SEARCHER: u16 = 12;
    pub(super) const PUT_SERVER_SELECTION: u16 = 14;
    pub(super) const SEARCH: u16 = 19;
    pub(super) const PUT_SERVICE: u16 = 24;
    /// `ISearchResult::Updates`.
    pub(super) const UPDATES: u16 = 9;
    /// `IUpdateCollection::Count` and `Item`.
    pub(super) const COUNT: u16 = 10;
    pub(super) const ITEM: u16 = 7;
    /// `IUpdate::Title`.
    pub(super) const TITLE: u16 = 7;
}

/// `ssOthers`, and the museum's service that takes its time.
const OTHERS: i32 = 3;
const SUNDIAL: &str = "00001901-00f0-4000-8000-000000000002";

const OBJECTS: [&Interface; 5] = [
    &IUPDATE_SESSION,
    &IUPDATE_SEARCHER,
    &ISEARCH_RESULT,
    &IUPDATE_COLLECTION,
    &IUPDATE,
];

/// Ten minutes, or as many as are wanted.
pub(crate) fn soak(minutes: &str) -> Outcome {
    let minutes: u64 = minutes
        .parse()
        .map_err(|_| format!("{minutes} is no number of minutes"))?;
    let built = crate::workspace::program("cargo", &["build", "--quiet", "--package", "wua", "--bin", "wua"]);
    crate::workspace::run(built)?;
    println!("{}", run("127.0.42.30", Duration::from_mins(minutes))?);
    Ok(())
}

/// What happened.
#[derive(Default)]
struct Counts {
    searches: AtomicU64,
    read: AtomicU64,
    killed: AtomicU64,
    refused: AtomicU64,
    nonsense: AtomicU64,
    busy: AtomicU64,
}

/// What is to be said of a load.
pub(crate) struct Figures {
    counts: Counts,
    steady: usize,
    slowest: Duration,
    grown: f64,
    held: f64,
}

impl fmt::Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = |counter: &AtomicU64| counter.load(Ordering::SeqCst);
        write!(
            f,
            "load: {} searches, {} reads, {} connections killed, {} sign-ins refused, {} connections with nonsense, {} \
             calls put off; the steady client read {} times, one of a thousand took {:.1} ms or more; the server has \
             grown by {:.1} MiB, and {} objects of killed clients were left",
            count(&self.counts.searches),
            count(&self.counts.read),
            count(&self.counts.killed),
            count(&self.counts.refused),
            count(&self.counts.nonsense),
            count(&self.counts.busy),
            self.steady,
            self.slowest.as_secs_f64() * 1e3,
            self.grown / 1024.0 / 1024.0,
            self.held,
        )
    }
}

/// Loads a server of its own for so long.
pub(crate) fn run(address: &str, duration: Duration) -> Outcome<Figures> {
    let mut server = start(address, "")?;
    let counts = Counts::default();
    let stop = AtomicBool::new(false);
    let failed = Mutex::new(Vec::new());
    let mut times = Vec::new();
    let mut warm = None;
    thread::scope(|scope| {
        for seed in 1..=CLIENTS {
            let (server, counts, stop, failed) = (&server, &counts, &stop, &failed);
            scope.spawn(move || {
                let mut random = Random(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15));
                while !stop.load(Ordering::SeqCst) {
                    if let Err(message) = act(server, counts, &mut random) {
                        failed
                            .lock()
                            .unwrap_or_else(std::sync::PoisonError::into_inner)
                            .push(message);
                        stop.store(true, Ordering::SeqCst);
                    }
                }
            });
        }
        let read = steady(&server, duration, &stop, &mut times, &mut warm);
        stop.store(true, Ordering::SeqCst);
        read
    })?;
    if let Some(message) = failed.into_inner().unwrap_or_default().first() {
        return Err(message.clone());
    }
    if !server.is_alive() {
        return Err("the server has ended".to_owned());
    }
    // Whoever comes now is served like the first one.
    visit(&server)?;
    let grown = server.memory()? - warm.ok_or("the load ended before everything was warm")?;
    times.sort();
    let slowest = times.get(times.len() * 999 / 1000).copied().unwrap_or_default();
    let figures = Figures {
        counts,
        steady: times.len(),
        slowest,
        grown,
        held: server.stop()?.held()?,
    };
    if grown > GROWTH {
        return Err(format!("too much memory: {figures}"));
    }
    if slowest > PATIENCE {
        return Err(format!("too slow: {figures}"));
    }
    Ok(figures)
}

/// Somebody searches, reads, and goes.
pub(super) fn visit(server: &Server) -> Outcome {
    read_all(server, ADMINISTRATORS[0], &Counts::default())
}

/// Reads until the time is over. Nothing that others do may make it fail.
fn steady(
    server: &Server,
    duration: Duration,
    stop: &AtomicBool,
    times: &mut Vec<Duration>,
    warm: &mut Option<f64>,
) -> Outcome {
    let mut one = Caller::new(server, ADMINISTRATORS[0])?;
    let began = Instant::now();
    while began.elapsed() < duration && !stop.load(Ordering::SeqCst) {
        let asked = Instant::now();
        one.read()?;
        times.push(asked.elapsed());
        if warm.is_none() && began.elapsed() > WARM {
            *warm = Some(server.memory()?);
        }
        thread::sleep(Duration::from_millis(1));
    }
    one.release()
}

/// Somebody with a session.
struct Caller {
    client: Client,
    session: Remote,
    remote_unknown: Guid,
    held: Vec<StandardReference>,
}

impl Caller {
    fn new(server: &Server, user: &str) -> Outcome<Self> {
        let mut activator = Client::connect(server.mapper, user, &[ids::REMOTE_SCM_ACTIVATOR])?;
        let activated = activator.activate(UPDATE_SESSION.clsid, &[&IUPDATE_SESSION])?;
        let session = activated
            .objects
            .first()
            .copied()
            .ok_or("nothing was activated")?;
        let interfaces = OBJECTS.iter().map(|interface| interface.iid);
        let interfaces: Vec<Guid> = interfaces.chain([ids::REM_UNKNOWN]).collect();
        Ok(Self {
            client: Client::connect(server.objects, user, &interfaces)?,
            session,
            remote_unknown: activated.remote_unknown,
            held: vec![session.standard],
        })
    }

    fn read(&mut self) -> Outcome {
        let session = self.session;
        self.client
            .invoke(&session, slot::CLIENT_APPLICATION_ID, &[])
            .map(drop)
    }

    /// The object that a member yields.
    fn object(&mut self, of: &Remote, slot: u16, arguments: &[Value]) -> Outcome<Remote> {
        let returned = self.client.invoke(of, slot, arguments)?;
        let object = returned.objects.first().copied().ok_or("there is no object")?;
        self.held.push(object.standard);
        Ok(object)
    }

    fn searcher(&mut self) -> Outcome<Remote> {
        let session = self.session;
        self.object(&session, slot::CREATE_SEARCHER, &[])
    }

    fn release(mut self) -> Outcome {
        self.client.release(self.remote_unknown, &self.held)
    }
}

fn act(server: &Server, counts: &Counts, random: &mut Random) -> Outcome {
    let user = if random.below(2) == 0 {
        ADMINISTRATORS[0]
    } else {
        ADMINISTRATORS[1]
    };
    let more = |counter: &AtomicU64| counter.fetch_add(1, Ordering::SeqCst);
    match random.below(12) {
        0..=5 => read_all(server, user, counts),
        6 | 7 => {
            let mut caller = Caller::new(server, user)?;
            for _ in 0..200 {
                caller.read()?;
                more(&counts.read);
            }
            caller.release()
        }
        8 | 9 => {
            more(&counts.killed);
            break_off(server, user, random)
        }
        10 => {
            more(&counts.refused);
            match Client::connect_with(server.objects, user, "wrong", &[IUPDATE_SESSION.iid]) {
                Ok(mut client) => match client.call(IUPDATE_SESSION.iid, 7, Some(Guid::NIL), &[]) {
                    Ok(_) => Err("somebody was let in with a wrong password".to_owned()),
                    Err(_) => Ok(()),
                },
                Err(_) => Ok(()),
            }
        }
        _ => {
            more(&counts.nonsense);
            nonsense(server, random)
        }
    }
}

/// A search, and the titles that it found.
fn read_all(server: &Server, user: &str, counts: &Counts) -> Outcome {
    let mut caller = Caller::new(server, user)?;
    let searcher = caller.searcher()?;
    let found = match caller.object(&searcher, slot::SEARCH, &[Value::from("IsInstalled=0")]) {
        Err(message) if message.contains(TOO_BUSY) => {
            counts.busy.fetch_add(1, Ordering::SeqCst);
            return caller.release();
        }
        found => found?,
    };
    let updates = caller.object(&found, slot::UPDATES, &[])?;
    let count = match caller.client.invoke(&updates, slot::COUNT, &[])?.value {
        Value::I4(count) if count > 0 => count,
        other => return Err(format!("the search found {other:?} updates")),
    };
    for number in 0..count {
        let update = caller.object(&updates, slot::ITEM, &[Value::I4(number)])?;
        let title = caller.client.invoke(&update, slot::TITLE, &[])?.value;
        if !matches!(&title, Value::Text(title) if !title.is_empty()) {
            return Err(format!("update {number} is called {title:?}"));
        }
        counts.read.fetch_add(1, Ordering::SeqCst);
    }
    counts.searches.fetch_add(1, Ordering::SeqCst);
    caller.release()
}

/// `nca_s_server_too_busy`, as [`Client`] says it.
const TOO_BUSY: &str = "0x1c010014";

/// Goes away in the middle of a search, of many reads, or of a fragment.
fn break_off(server: &Server, user: &str, random: &mut Random) -> Outcome {
    let mut caller = Caller::new(server, user)?;
    match random.below(3) {
        0 => {
            let searcher = caller.searcher()?;
            caller
                .client
                .invoke(&searcher, slot::PUT_SERVER_SELECTION, &[Value::I4(OTHERS)])?;
            caller
                .client
                .invoke(&searcher, slot::PUT_SERVICE, &[Value::from(SUNDIAL)])?;
            caller.client.send(
                &searcher,
                slot::SEARCH,
                &[Value::from("IsInstalled=0")],
                usize::MAX,
            )
        }
        1 => {
            let session = caller.session;
            (0..60).try_for_each(|_| {
                caller
                    .client
                    .send(&session, slot::CLIENT_APPLICATION_ID, &[], usize::MAX)
            })
        }
        _ => {
            let session = caller.session;
            let some = random.below(60);
            caller
                .client
                .send(&session, slot::CLIENT_APPLICATION_ID, &[], some)
        }
    }
}

/// Says something that means nothing, and waits a moment.
fn nonsense(server: &Server, random: &mut Random) -> Outcome {
    let text = |error: std::io::Error| error.to_string();
    let mut stream = TcpStream::connect(server.mapper).map_err(text)?;
    let bytes: Vec<u8> = (0..random.below(200)).map(|_| random.byte()).collect();
    // The server may have closed already.
    let _ = stream.write_all(&bytes);
    thread::sleep(Duration::from_millis(20));
    Ok(())
}

/// Marsaglia's xorshift.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, limit: u64) -> usize {
        usize::try_from((self.next() >> 33) % limit).unwrap_or_default()
    }

    fn byte(&mut self) -> u8 {
        self.next().to_le_bytes()[3]
    }
}
