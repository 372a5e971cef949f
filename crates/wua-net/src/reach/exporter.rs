//! A process of the other computer that has objects: its connections, and what this side holds of it.

use std::collections::HashMap;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, Weak};
use std::time::Duration;

use wua_com::{Error, HResult, Interface, ObjectRef, code};
use wua_rpc::connection::Level;
use wua_rpc::importer;
use wua_rpc::ndr::{Reader, Writer};
use wua_rpc::orpc::codes::RPC_E_INVALID_OBJREF;
use wua_rpc::orpc::remote_unknown::{self, References, RemUnknownRequest};
use wua_rpc::orpc::{self, Ipid, Oid, OrpcThat, OrpcThis, Oxid, StandardReference, ids};

use super::broken::{Broken, Port, Why};
use super::computer::{Shared, lock};
use super::dial;
use super::line::{Line, Outgoing};
use super::object::RemoteObject;

/// Calls on their way at once, on one connection: as many as servers take.
const IN_FLIGHT: usize = 60;
/// What is let go of is told when there is so much of it, or at the end.
const WORTH_TELLING: usize = 64;
/// References in one message.
const REFERENCES: usize = 500;
/// How long the last words may take.
const FAREWELL: Duration = Duration::from_secs(1);

pub(super) struct Exporter {
    pub(super) shared: Arc<Shared>,
    oxid: Oxid,
    remote_unknown: Ipid,
    port: u16,
    level: Level,
    /// Connections that nobody uses just now. There are as many as there are threads that call.
    idle: Mutex<Vec<Line>>,
    objects: Mutex<HashMap<Oid, Weak<RemoteObject>>>,
    /// What was let go of, and not yet told.
    given: Mutex<Vec<References>>,
}

impl Exporter {
    pub(super) fn new(shared: Arc<Shared>, found: &orpc::exporter::Exporter, port: u16) -> Self {
        let hint = u8::try_from(found.authentication_hint).ok();
        let wanted = hint.and_then(Level::from_number).unwrap_or_default();
        Self {
            level: shared.terms.level.max(wanted),
            shared,
            oxid: found.oxid,
            remote_unknown: found.remote_unknown,
            port,
            idle: Mutex::default(),
            objects: Mutex::default(),
            given: Mutex::default(),
        }
    }

    /// The object that a reference means. What comes with it is this side's to give back.
    pub(super) fn take(
        self: &Arc<Self>,
        reference: &[u8],
        interface: &'static Interface,
    ) -> Result<ObjectRef, Error> {
        let (iid, standard) = importer::living(reference, self.oxid)?;
        if iid != interface.iid {
            return Err(Error::new(
                RPC_E_INVALID_OBJREF,
                format!(
                    "{} hands out another interface than {}",
                    self.shared.host(),
                    interface.name
                ),
            ));
        }
        let object = self.object(&standard);
        object.hold(interface, &standard);
        Ok(ObjectRef::Foreign(object))
    }

    /// The one object with this identifier.
    fn object(self: &Arc<Self>, standard: &StandardReference) -> Arc<RemoteObject> {
        let mut objects = lock(&self.objects);
        if let Some(known) = objects.get(&standard.oid).and_then(Weak::upgrade) {
            return known;
        }
        let object = Arc::new(RemoteObject::new(Arc::clone(self), standard.oid));
        objects.insert(standard.oid, Arc::downgrade(&object));
        if standard.flags & StandardReference::NO_PING == 0 {
            lock(&self.shared.pings).add(standard.oid);
        }
        object
    }

    /// Nobody here holds an object any more.
    pub(super) fn forget(&self, oid: Oid, held: impl Iterator<Item = References>) {
        let mut objects = lock(&self.objects);
        // It may have been handed out once more in the meantime.
        if objects.get(&oid).is_some_and(|object| object.strong_count() == 0) {
            objects.remove(&oid);
            lock(&self.shared.pings).remove(oid);
        }
        drop(objects);
        lock(&self.given).extend(held);
    }

    /// Calls, and waits. `again` says that nothing is lost if the call should be made twice.
    pub(super) fn ask(&self, call: &Outgoing, patience: Duration, again: bool) -> Result<Vec<u8>, Error> {
        let kept = lock(&self.idle).pop();
        let was_kept = kept.is_some();
        let answer = match self.ask_on(kept, call, patience) {
            Err(broken) if again && was_kept && broken.is_stale() => self.ask_on(None, call, patience),
            other => other,
        };
        answer.map_err(|broken| self.shared.error(broken))
    }

    fn ask_on(&self, line: Option<Line>, call: &Outgoing, patience: Duration) -> Result<Vec<u8>, Broken> {
        let mut line = self.line(line)?;
        let answer = self.ready(&mut line, std::slice::from_ref(call)).and_then(|()| {
            let number = line.begin(call)?;
            line.answer(number, &self.shared.wait(patience))
        });
        self.keep(line);
        answer
    }

    /// Makes many calls without waiting for each. Each has as much time as the longest of them alone.
    pub(super) fn ask_all(&self, calls: &[Outgoing], patience: Duration) -> Vec<Result<Vec<u8>, Error>> {
        let mut answers = Vec::with_capacity(calls.len());
        let kept = lock(&self.idle).pop();
        let broken = match self.line(kept) {
            Ok(mut line) => {
                let broken = self.exchange(&mut line, calls, patience, &mut answers);
                self.keep(line);
                broken.err()
            }
            Err(broken) => Some(broken),
        };
        if let Some(broken) = broken {
            let error = self.shared.error(broken);
            answers.resize_with(calls.len(), || Err(error.clone()));
        }
        answers
    }

    fn exchange(
        &self,
        line: &mut Line,
        calls: &[Outgoing],
        patience: Duration,
        answers: &mut Vec<Result<Vec<u8>, Error>>,
    ) -> Result<(), Broken> {
        self.ready(line, calls)?;
        let mut begun = VecDeque::with_capacity(IN_FLIGHT);
        let mut settle = |line: &mut Line, begun: &mut VecDeque<u32>, left: usize| {
            while begun.len() > left {
                let Some(number) = begun.pop_front() else { break };
                match line.answer(number, &self.shared.wait(patience)) {
                    Err(broken) if !line.is_open() => return Err(broken),
                    answer => answers.push(answer.map_err(|broken| self.shared.error(broken))),
                }
            }
            Ok(())
        };
        for call in calls {
            // Half of them at a time: the other half is on its way meanwhile.
            if begun.len() >= IN_FLIGHT {
                settle(line, &mut begun, IN_FLIGHT / 2)?;
            }
            let number = match line.begin(call) {
                // This server takes one call at a time.
                Err(Broken { why: Why::Busy, .. }) => {
                    settle(line, &mut begun, 0)?;
                    line.begin(call)?
                }
                other => other?,
            };
            begun.push_back(number);
        }
        settle(line, &mut begun, 0)
    }

    /// Asks for the interfaces of these calls, and tells what was let go of if there is much of it.
    fn ready(&self, line: &mut Line, calls: &[Outgoing]) -> Result<(), Broken> {
        let mut interfaces: Vec<_> = calls.iter().map(|call| call.interface).collect();
        interfaces.sort_unstable();
        interfaces.dedup();
        line.require(&interfaces, &self.shared.wait(self.shared.terms.patience.answer))?;
        if lock(&self.given).len() >= WORTH_TELLING {
            for call in self.releases() {
                match line.begin_unattended(&call) {
                    // There is time for that later.
                    Err(Broken { why: Why::Busy, .. }) => break,
                    other => other?,
                }
            }
        }
        Ok(())
    }

    fn line(&self, kept: Option<Line>) -> Result<Line, Broken> {
        if let Some(line) = kept {
            return Ok(line);
        }
        let (shared, port) = (&self.shared, Port::Objects(self.port));
        let wait = shared.wait(shared.terms.patience.dial);
        let stream = dial::objects(shared.address(port)?, self.port, &wait)?;
        let sign_in = shared.sign_in(port, self.level)?;
        let wait = shared.wait(shared.terms.patience.sign_in);
        Line::open(stream, port, sign_in, &[ids::REM_UNKNOWN], &wait)
    }

    fn keep(&self, line: Line) {
        if line.is_open() {
            lock(&self.idle).push(line);
        }
    }

    /// Asks objects for interfaces. Results in the order of the questions; those of one object in the order of its
    /// interfaces, and none at all if the object is gone.
    pub(super) fn query(&self, questions: &[(Ipid, Vec<&'static Interface>)]) -> Vec<Result<Asked, Error>> {
        let calls = questions.iter().map(|(ipid, interfaces)| {
            let iids = interfaces.iter().map(|interface| interface.iid).collect();
            self.remote_unknown(&RemUnknownRequest::QueryInterface {
                ipid: *ipid,
                references: 5,
                iids,
            })
        });
        let calls: Vec<Outgoing> = calls.collect();
        let answers = self.ask_all(&calls, self.shared.terms.patience.answer);
        answers
            .into_iter()
            .map(|answer| {
                self.read_asked(&answer?)
                    .map_err(|error| self.shared.unreadable(error))
            })
            .collect()
    }

    fn read_asked(&self, reply: &[u8]) -> Result<Asked, wua_rpc::ndr::Error> {
        let reader = &mut Reader::new(reply);
        OrpcThat::read(reader)?;
        let (results, hresult) = remote_unknown::read_query_results(reader)?;
        if results.is_empty() {
            return Ok(vec![Err(hresult)]);
        }
        let own = |standard: StandardReference| {
            (standard.oxid == self.oxid)
                .then_some(standard)
                .ok_or(RPC_E_INVALID_OBJREF)
        };
        Ok(results.into_iter().map(|result| result.and_then(own)).collect())
    }

    /// More references to hand on.
    pub(super) fn add_references(&self, ipid: Ipid, public: u32) -> Result<(), Error> {
        let references = References {
            ipid,
            public,
            private: 0,
        };
        let call = self.remote_unknown(&RemUnknownRequest::AddRef(vec![references]));
        let reply = self.ask(&call, self.shared.terms.patience.answer, false)?;
        let reader = &mut Reader::new(&reply);
        let read = OrpcThat::read(reader).and_then(|_| remote_unknown::read_results(reader));
        let (_, hresult) = read.map_err(|error| self.shared.unreadable(error))?;
        if hresult.is_success() {
            Ok(())
        } else {
            Err(hresult.into())
        }
    }

    /// A reference to an object of this exporter, to be handed back to it.
    pub(super) fn refer(&self, interface: &Interface, oid: Oid, ipid: Ipid) -> Result<Vec<u8>, Error> {
        let standard = StandardReference {
            flags: 0,
            public_references: 1,
            oxid: self.oxid,
            oid,
            ipid,
        };
        let resolver = orpc::DualStringArray::default().to_packed()?;
        Ok(standard.to_reference(interface.iid, &resolver))
    }

    fn releases(&self) -> Vec<Outgoing> {
        let given = std::mem::take(&mut *lock(&self.given));
        let some = given.chunks(REFERENCES);
        some.map(|some| self.remote_unknown(&RemUnknownRequest::Release(some.to_vec())))
            .collect()
    }

    fn remote_unknown(&self, request: &RemUnknownRequest) -> Outgoing {
        let mut writer = Writer::new();
        OrpcThis::new(wua_com::Guid::NIL).write(&mut writer);
        request.write(&mut writer);
        Outgoing {
            interface: ids::REM_UNKNOWN,
            opnum: request.opnum(),
            object: Some(self.remote_unknown),
            // A few identifiers always fit.
            stub: writer.finish().unwrap_or_default(),
        }
    }
}

/// What an object said to the question for interfaces.
pub(super) type Asked = Vec<Result<StandardReference, HResult>>;

impl Drop for Exporter {
    /// Says goodbye: what was held is given back at once, not when the server misses the pings.
    fn drop(&mut self) {
        let Some(mut line) = lock(&self.idle).pop() else {
            return;
        };
        let wait = self.shared.wait(FAREWELL);
        for call in self.releases() {
            let told = line.begin(&call).and_then(|number| line.answer(number, &wait));
            if told.is_err() {
                return;
            }
        }
    }
}

/// What calls fail with whose objects are elsewhere.
pub(super) fn elsewhere() -> Error {
    Error::new(
        code::E_ACCESSDENIED,
        "an object of this computer is not handed to another one, which could not call it; leave callbacks out, and \
         ask the job how far it is",
    )
}
