//! A service that does as it is told, and a provider of such services.

use std::collections::HashMap;
use std::fs::OpenOptions;
use std::io::{Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use wua_agent::ports::{
    Arrival, Conditions, Memory, News, Notes, Offer, Service, ServiceProvider, ServiceRequest, Target,
    Wanted, Warning, file_error,
};
use wua_agent::{Category, Content, ProxySettings, Revision, ServiceRecord};
use wua_com::{Error, Guid, HResult, Lcid, code};
use wua_defs::enums::UpdateExceptionContext;

use super::{guid, lock};

/// How a file arrives.
#[derive(Clone, Debug, Default)]
pub(crate) enum Fetching {
    /// As it should.
    #[default]
    Works,
    /// The connection breaks after so many bytes, every time.
    BreaksAfter(usize),
    /// The connection ends early, and nobody notices.
    EndsAfter(usize),
    /// The disk is full.
    DiskFull,
    /// It hangs until somebody asks to stop.
    Hangs,
    /// It has a bug.
    Panics,
    /// Waits until so many are fetched at the same time, or a while.
    Meets(usize),
    /// The first answer is one byte short, or one byte wrong.
    ShortOnce,
    WrongOnce,
    /// Half of it arrives; the rest waits until this file is gone.
    HalfUntilGone(PathBuf),
    /// That file hangs until somebody asks to stop; the others arrive.
    HangsFor(&'static str),
}

pub(crate) struct Server {
    pub(crate) record: Mutex<ServiceRecord>,
    pub(crate) revisions: Mutex<Vec<Arc<Revision>>>,
    pub(crate) categories: Mutex<Vec<Arc<Category>>>,
    pub(crate) warnings: Mutex<Vec<Warning>>,
    /// Syncing fails with this.
    pub(crate) failure: Mutex<Option<Error>>,
    /// Syncing waits until this is false.
    pub(crate) hangs: Mutex<bool>,
    pub(crate) has_bug: Mutex<bool>,
    pub(crate) fetching: Mutex<Fetching>,
    files: Mutex<HashMap<String, Vec<u8>>>,
    /// The proxies that it was told to use, call by call.
    pub(crate) proxies: Mutex<Vec<ProxySettings>>,
    syncs: AtomicUsize,
    /// File names with the byte from which they were fetched.
    fetched: Mutex<Vec<(String, u64)>>,
    /// How many files it lets be fetched at once.
    pub(crate) parallel: AtomicUsize,
    /// How many are being fetched, and how many were at most.
    now: AtomicUsize,
    most: AtomicUsize,
    /// The files that it was told are there.
    pub(crate) told: Mutex<Vec<PathBuf>>,
    /// What it writes down when it is asked, and what it has read before.
    pub(crate) writes: Mutex<Vec<(&'static str, Option<&'static str>)>>,
    pub(crate) has_read: Mutex<Vec<(String, String)>>,
    /// What it says to that.
    pub(crate) objection: Mutex<Option<Error>>,
}

impl Server {
    /// A service that serves Automatic Updates.
    pub(crate) fn new(number: u128) -> Self {
        Self {
            record: Mutex::new(ServiceRecord {
                id: guid(number << 64),
                name: format!("Server {number}"),
                can_register_with_au: true,
                is_registered_with_au: true,
                ..ServiceRecord::default()
            }),
            revisions: Mutex::default(),
            categories: Mutex::default(),
            warnings: Mutex::default(),
            failure: Mutex::default(),
            hangs: Mutex::default(),
            has_bug: Mutex::default(),
            fetching: Mutex::default(),
            files: Mutex::default(),
            proxies: Mutex::default(),
            syncs: AtomicUsize::default(),
            fetched: Mutex::default(),
            parallel: AtomicUsize::new(1),
            now: AtomicUsize::default(),
            most: AtomicUsize::default(),
            told: Mutex::default(),
            writes: Mutex::default(),
            has_read: Mutex::default(),
            objection: Mutex::default(),
        }
    }

    pub(crate) fn with(self, change: impl FnOnce(&mut ServiceRecord)) -> Self {
        change(&mut lock(&self.record));
        self
    }

    pub(crate) fn id(&self) -> Guid {
        lock(&self.record).id
    }

    pub(crate) fn offer(&self, revision: Arc<Revision>) {
        lock(&self.revisions).push(revision);
    }

    pub(crate) fn withdraw(&self) {
        lock(&self.revisions).clear();
    }

    pub(crate) fn has_file(&self, name: &str, body: &[u8]) {
        lock(&self.files).insert(name.to_owned(), body.to_owned());
    }

    /// Offers an update with one file.
    pub(crate) fn offer_file(&self, number: u128, body: &[u8]) -> Arc<Revision> {
        let revision = super::with_file(number, body);
        self.has_file(&format!("{number}.bin"), body);
        self.offer(Arc::clone(&revision));
        revision
    }

    pub(crate) fn warn(&self, hresult: HResult, message: &str) {
        lock(&self.warnings).push(Warning {
            hresult,
            message: vec![(Lcid::ENGLISH, message.to_owned())],
            context: UpdateExceptionContext::General,
            product: None,
        });
    }

    pub(crate) fn fail(&self, hresult: HResult) {
        *lock(&self.failure) = Some(Error::new(hresult, "the service is out of order"));
    }

    pub(crate) fn syncs(&self) -> usize {
        self.syncs.load(Ordering::SeqCst)
    }

    pub(crate) fn fetched(&self) -> Vec<(String, u64)> {
        lock(&self.fetched).clone()
    }

    /// How many files were fetched at the same time.
    pub(crate) fn most_at_once(&self) -> usize {
        self.most.load(Ordering::SeqCst)
    }

    fn note(&self, notes: &dyn Notes) -> Result<(), Error> {
        let mut read = Vec::new();
        notes.each("note/", &mut |key, value| {
            read.push((key.to_owned(), String::from_utf8(value.to_vec()).unwrap()));
            Ok(())
        })?;
        *lock(&self.has_read) = read;
        let writes = std::mem::take(&mut *lock(&self.writes));
        let changes: Vec<_> = writes
            .into_iter()
            .map(|(key, value)| (key, value.map(str::as_bytes)))
            .collect();
        notes.write(&changes)
    }

    fn meet(&self, count: usize) {
        let began = std::time::Instant::now();
        while self.most_at_once() < count && began.elapsed() < Duration::from_secs(5) {
            std::thread::sleep(Duration::from_millis(1));
        }
        std::thread::sleep(Duration::from_millis(10));
    }

    fn send(&self, name: &str, destination: &Path, from: u64, limit: usize) -> std::io::Result<u64> {
        let files = lock(&self.files);
        let body = files.get(name).map(Vec::as_slice).unwrap_or_default();
        let from_index = usize::try_from(from).unwrap();
        let end = body.len().min(limit.max(from_index));
        let mut file = OpenOptions::new();
        let mut file = file.write(true).create(true).truncate(false).open(destination)?;
        file.seek(SeekFrom::Start(from))?;
        file.write_all(body.get(from_index..end).unwrap_or_default())?;
        Ok(u64::try_from(end).unwrap())
    }
}

impl Service for Server {
    fn record(&self) -> ServiceRecord {
        lock(&self.record).clone()
    }

    fn sync(&self, _: &dyn Target, memory: &Memory<'_>, conditions: &Conditions<'_>) -> Result<News, Error> {
        self.note(memory.notes)?;
        lock(&self.proxies).push(conditions.proxy.clone());
        self.syncs.fetch_add(1, Ordering::SeqCst);
        while *lock(&self.hangs) {
            conditions.abort.check()?;
            std::thread::sleep(Duration::from_millis(2));
        }
        let has_bug = *lock(&self.has_bug);
        assert!(!has_bug, "the service has a bug");
        if let Some(failure) = lock(&self.failure).clone() {
            return Err(failure);
        }
        Ok(News::Changed(Offer {
            revisions: lock(&self.revisions).clone(),
            categories: lock(&self.categories).clone(),
            warnings: lock(&self.warnings).clone(),
            ..Offer::default()
        }))
    }

    fn fetch(
        &self,
        wanted: &Wanted<'_>,
        arrival: &mut dyn Arrival,
        conditions: &Conditions<'_>,
    ) -> Result<(), Error> {
        let Wanted {
            content,
            destination,
            from,
            ..
        } = *wanted;
        lock(&self.proxies).push(conditions.proxy.clone());
        lock(&self.fetched).push((content.file_name.clone(), from));
        let now = self.now.fetch_add(1, Ordering::SeqCst) + 1;
        self.most.fetch_max(now, Ordering::SeqCst);
        let _leaving = Leaving(&self.now);
        let mut fetching = lock(&self.fetching).clone();
        if matches!(fetching, Fetching::ShortOnce | Fetching::WrongOnce) {
            *lock(&self.fetching) = Fetching::Works;
        }
        if matches!(fetching, Fetching::HangsFor(name) if name == content.file_name) {
            fetching = Fetching::Hangs;
        }
        let limit = match fetching {
            Fetching::BreaksAfter(limit) | Fetching::EndsAfter(limit) => limit,
            Fetching::ShortOnce => usize::try_from(content.size).unwrap() - 1,
            _ => usize::MAX,
        };
        match fetching.clone() {
            Fetching::DiskFull => {
                let full = std::io::Error::from(std::io::ErrorKind::StorageFull);
                return Err(file_error("write", destination, &full));
            }
            Fetching::Panics => panic!("the service has a bug"),
            Fetching::Hangs => loop {
                conditions.abort.check()?;
                std::thread::sleep(Duration::from_millis(2));
            },
            Fetching::Meets(count) => self.meet(count),
            Fetching::HalfUntilGone(gate) => {
                let half = usize::try_from(content.size / 2).unwrap();
                self.send(&content.file_name, destination, from, half)
                    .map_err(|error| file_error("write", destination, &error))?;
                while gate.exists() {
                    conditions.abort.check()?;
                    std::thread::sleep(Duration::from_millis(2));
                }
            }
            Fetching::WrongOnce => {
                let wrong = vec![0; usize::try_from(content.size).unwrap()];
                std::fs::write(destination, wrong).unwrap();
                return Ok(());
            }
            _ => {}
        }
        arrival.there(from);
        let length = self
            .send(&content.file_name, destination, from, limit)
            .map_err(|error| file_error("write", destination, &error))?;
        arrival.there(length);
        if matches!(fetching, Fetching::BreaksAfter(_)) {
            return Err(Error::new(
                code::WININET_E_CONNECTION_ABORTED,
                "the connection broke",
            ));
        }
        Ok(())
    }

    fn parallel_fetches(&self) -> usize {
        self.parallel.load(Ordering::SeqCst)
    }

    fn fetched(&self, _: &Revision, _: &Content, file: &Path) -> Result<(), Error> {
        assert!(file.is_file(), "it has its name");
        lock(&self.told).push(file.to_owned());
        lock(&self.objection).clone().map_or(Ok(()), Err)
    }
}

/// One is being fetched no more.
struct Leaving<'a>(&'a AtomicUsize);

impl Drop for Leaving<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

type Opened = Result<Arc<dyn Service>, Error>;

/// Opens services by the number in their identifier.
#[derive(Default)]
pub(crate) struct Provider {
    services: Mutex<HashMap<Guid, Arc<Server>>>,
    /// The network is there.
    pub(crate) is_online: Mutex<bool>,
    pub(crate) requests: Mutex<Vec<String>>,
    pub(crate) packages: Mutex<HashMap<PathBuf, Arc<Server>>>,
}

impl Provider {
    pub(crate) fn knows(&self, server: Arc<Server>) {
        lock(&self.services).insert(server.id(), server);
    }

    fn find(&self, id: Guid) -> Option<Opened> {
        let server = lock(&self.services).get(&id)?.clone();
        Some(Ok(server))
    }

    fn package(&self, path: &Path) -> Option<Opened> {
        let server = lock(&self.packages).get(path)?.clone();
        Some(Ok(server))
    }
}

impl ServiceProvider for Provider {
    fn open(&self, request: &ServiceRequest<'_>) -> Option<Result<Arc<dyn Service>, Error>> {
        let kind = match request {
            ServiceRequest::Cabinet { .. } => "cabinet",
            ServiceRequest::Online { .. } => "online",
            ServiceRequest::ScanPackage { .. } => "scan package",
            ServiceRequest::Catalogue { .. } => "catalogue",
            ServiceRequest::UpdateServer { .. } => "update server",
            ServiceRequest::Registered(_) => "registered",
        };
        lock(&self.requests).push(kind.to_owned());
        match request {
            ServiceRequest::Cabinet { id, path } if path.extension().is_some_and(|kind| kind == "cab") => {
                self.find(*id)
            }
            ServiceRequest::Cabinet { path, .. } => Some(Err(Error::new(
                code::TRUST_E_NOSIGNATURE,
                format!("{} is not signed", path.display()),
            ))),
            ServiceRequest::Online { id } if *lock(&self.is_online) => self.find(*id),
            ServiceRequest::Online { .. } => Some(Err(Error::new(
                code::WU_E_PT_WINHTTP_NAME_NOT_RESOLVED,
                "there is no network",
            ))),
            ServiceRequest::UpdateServer { server, .. } => self.package(Path::new(&server.url)),
            ServiceRequest::ScanPackage { path, .. } | ServiceRequest::Catalogue { path, .. } => {
                self.package(path)
            }
            ServiceRequest::Registered(record) => {
                let package = record.source.as_ref().and_then(|path| self.package(path));
                package.or_else(|| self.find(record.id))
            }
        }
    }
}
