//! One agent elsewhere.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, OnceLock, PoisonError, Weak};
use std::time::{Duration, Instant};

use wua_com::{Error, Guid, Interface, ObjectRef, code};
use wua_rpc::connection::SignIn;
use wua_rpc::importer::Pings;
use wua_rpc::orpc::activation::{self, ActivationRequest, Operation};
use wua_rpc::orpc::exporter::{self, ComplexPingReply, ExporterRequest};
use wua_rpc::orpc::{OrpcThis, Oxid, StringBinding, TCP, codes, ids};

use super::broken::{Broken, Port, Who, Why};
use super::exporter::Exporter;
use super::line::{Line, Outgoing, Wait};
use super::{Identity, Place, Terms, dial, pinging};

/// An agent on another computer, as one user. Objects that were created there outlive this.
pub struct Computer {
    shared: Arc<Shared>,
    /// Keeps their connections.
    exporters: Mutex<Vec<Arc<Exporter>>>,
}

/// What a computer and its objects share.
pub(super) struct Shared {
    place: Place,
    identity: Arc<dyn Identity>,
    pub(super) terms: Terms,
    /// The connection to the endpoint mapper, while nobody uses it.
    mapper: Mutex<Option<Line>>,
    address: OnceLock<IpAddr>,
    exporters: Mutex<HashMap<Oxid, Weak<Exporter>>>,
    pub(super) pings: Mutex<Pings>,
}

impl Computer {
    /// Nothing is dialled before something is created.
    pub fn new(place: Place, identity: Arc<dyn Identity>, terms: Terms) -> Self {
        let shared = Arc::new(Shared {
            place,
            identity,
            terms,
            mapper: Mutex::default(),
            address: OnceLock::new(),
            exporters: Mutex::default(),
            pings: Mutex::default(),
        });
        pinging::remember(&shared);
        Self {
            shared,
            exporters: Mutex::default(),
        }
    }

    /// Creates an object of a class. It is asked for all of `interfaces` at once; the first of them that it has is enough.
    pub fn create(&self, class: Guid, interfaces: &[&'static Interface]) -> Result<ObjectRef, Error> {
        let (object, exporter) = self.shared.create(class, interfaces)?;
        let mut exporters = lock(&self.exporters);
        if !exporters.iter().any(|known| Arc::ptr_eq(known, &exporter)) {
            exporters.push(exporter);
        }
        Ok(object)
    }
}

impl Shared {
    fn create(
        self: &Arc<Self>,
        class: Guid,
        interfaces: &[&'static Interface],
    ) -> Result<(ObjectRef, Arc<Exporter>), Error> {
        let iids = interfaces.iter().map(|interface| interface.iid).collect();
        let request = ActivationRequest::new(class, iids);
        let operation = Operation::CreateInstance;
        let stub = activation::write_request(operation, &OrpcThis::new(Guid::NIL), &request)?;
        let reply = self.ask_mapper(ids::REMOTE_SCM_ACTIVATOR, operation.opnum(), stub)?;
        let (header, result) = activation::read_reply(&reply).map_err(|error| self.unreadable(error))?;
        let reply = result.map_err(|hresult| {
            let words = header.error_info().and_then(|info| info.description);
            self.not_created(hresult, words.as_deref())
        })?;
        let exporter = self.exporter(&reply.exporter)?;
        let mut refused = Error::from(code::E_NOINTERFACE);
        let mut object = None;
        for (interface, result) in interfaces.iter().zip(reply.interfaces) {
            match result.reference {
                Ok(reference) => object = Some(exporter.take(&reference, interface)?),
                Err(hresult) => refused = hresult.into(),
            }
        }
        match object {
            Some(object) => Ok((object, exporter)),
            None => Err(refused.context(format!("the object that {} created", self.place.host))),
        }
    }

    fn exporter(self: &Arc<Self>, found: &exporter::Exporter) -> Result<Arc<Exporter>, Error> {
        let mut exporters = lock(&self.exporters);
        if let Some(known) = exporters.get(&found.oxid).and_then(Weak::upgrade) {
            return Ok(known);
        }
        let address = self.address.get().copied().map(|address| address.to_string());
        let own =
            |host: &str| Some(host) == address.as_deref() || host.eq_ignore_ascii_case(&self.place.host);
        let over_tcp = |binding: &&StringBinding| binding.protocol == TCP;
        let named = found.bindings.strings.iter().filter(over_tcp);
        // A computer with several addresses names them all; the port is the same, or it is that of the one dialled.
        let best = named.clone().find(|binding| own(binding.host()));
        let port = best.into_iter().chain(named).find_map(StringBinding::port);
        let Some(port) = port else {
            return Err(Error::new(
                code::RPC_S_SERVER_UNAVAILABLE,
                format!(
                    "{} does not say on which TCP port its objects are",
                    self.place.host
                ),
            ));
        };
        let exporter = Arc::new(Exporter::new(Arc::clone(self), found, port));
        exporters.retain(|_, known| known.strong_count() > 0);
        exporters.insert(found.oxid, Arc::downgrade(&exporter));
        Ok(exporter)
    }

    /// Asks at the endpoint mapper's port, on the connection that is there or on a new one.
    fn ask_mapper(&self, interface: Guid, opnum: u16, stub: Vec<u8>) -> Result<Vec<u8>, Error> {
        let call = Outgoing {
            interface,
            opnum,
            object: None,
            stub,
        };
        let kept = lock(&self.mapper).take();
        let was_kept = kept.is_some();
        let answer = match self.ask_on(kept, &call) {
            Err(broken) if was_kept && broken.is_stale() => self.ask_on(None, &call),
            other => other,
        };
        answer.map_err(|broken| self.error(broken))
    }

    fn ask_on(&self, line: Option<Line>, call: &Outgoing) -> Result<Vec<u8>, Broken> {
        let mut line = match line {
            Some(line) => line,
            None => self.dial_mapper()?,
        };
        let wait = self.wait(self.terms.patience.answer);
        let answer = line.begin(call).and_then(|number| line.answer(number, &wait));
        if line.is_open() {
            *lock(&self.mapper) = Some(line);
        }
        answer
    }

    fn dial_mapper(&self) -> Result<Line, Broken> {
        let port = Port::Mapper(self.place.port);
        let stream = dial::mapper(&self.place, &self.wait(self.terms.patience.dial))?;
        let line = Line::open(
            stream,
            port,
            self.sign_in(port, self.terms.level)?,
            &[ids::REMOTE_SCM_ACTIVATOR, ids::OBJECT_EXPORTER],
            &self.wait(self.terms.patience.sign_in),
        )?;
        // The first one stays: objects are where they were created.
        let _ = self.address.set(line.address()?);
        Ok(line)
    }

    /// The address that answered, which is there before any object is.
    pub(super) fn address(&self, port: Port) -> Result<IpAddr, Broken> {
        let address = self.address.get().copied();
        address.ok_or_else(|| port.broken(Why::Gone(None)))
    }

    pub(super) fn sign_in(&self, port: Port, level: wua_rpc::connection::Level) -> Result<SignIn, Broken> {
        let begun = self.identity.sign_in(&self.place.host);
        let (mechanism, handshake) = begun.map_err(|error| port.broken(Why::Here(error)))?;
        Ok(SignIn {
            mechanism,
            level,
            handshake,
        })
    }

    pub(super) fn wait(&self, patience: Duration) -> Wait<'_> {
        let patience = Instant::now() + patience;
        Wait {
            abort: &self.terms.abort,
            until: self.terms.until.map_or(patience, |until| until.min(patience)),
        }
    }

    pub(super) fn host(&self) -> &str {
        &self.place.host
    }

    pub(super) fn error(&self, broken: Broken) -> Error {
        broken.into_error(&Who {
            host: &self.place.host,
            user: &self.identity.name(),
            level: self.terms.level,
        })
    }

    #[expect(clippy::needless_pass_by_value, reason = "for `map_err`")]
    pub(super) fn unreadable(&self, error: impl ToString) -> Error {
        let port = Port::Mapper(self.place.port);
        self.error(port.broken(Why::Unreadable(error.to_string())))
    }

    fn not_created(&self, hresult: wua_com::HResult, words: Option<&str>) -> Error {
        let (host, user) = (&self.place.host, self.identity.name());
        let advice = match hresult {
            code::E_ACCESSDENIED => format!(
                "{host} knows {user}, and does not let this user have the update agent: only administrators of that \
                 computer may (on Windows also: COM's remote activation rights)"
            ),
            code::REGDB_E_CLASSNOTREG => format!("{host} has no update agent of this class"),
            _ => format!("{host} did not create the object"),
        };
        match words {
            Some(words) => Error::new(hresult, words).context(advice),
            None => Error::new(hresult, advice),
        }
    }

    /// Says once which objects are wanted. Whether there is more to say.
    pub(super) fn ping(&self) -> Result<bool, Error> {
        let Some(request) = lock(&self.pings).due() else {
            return Ok(false);
        };
        let stub = request.to_stub()?;
        let reply = self.ask_mapper(ids::OBJECT_EXPORTER, request.opnum(), stub)?;
        let mut pings = lock(&self.pings);
        match &request {
            ExporterRequest::ComplexPing(ping) => {
                let reply = ComplexPingReply::from_stub(&reply).map_err(|error| self.unreadable(error))?;
                match reply.status {
                    0 => return Ok(pings.taken(ping, &reply)),
                    // What it does not know any more is found out when it is called.
                    codes::OR_INVALID_OID => return Ok(false),
                    _ => pings.forgotten(),
                }
            }
            _ => match exporter::read_status(&reply).map_err(|error| self.unreadable(error))? {
                0 => return Ok(false),
                _ => pings.forgotten(),
            },
        }
        Ok(true)
    }
}

/// What a panic of another thread left behind is whole: nothing here stops halfway.
pub(super) fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
