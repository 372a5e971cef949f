//! An object of another computer.

use std::any::Any;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use wua_com::standard::{IENUM_VARIANT, IUNKNOWN};
use wua_com::{
    Call, Caller, Error, Guid, Interface, Invoke, Kind, Member, ObjectRef, Outcome, Remote, Slot, Success,
    Value, code,
};
use wua_rpc::ndr::{self, Objects, Reader, Writer, enumerate, stub};
use wua_rpc::orpc::remote_unknown::References;
use wua_rpc::orpc::{Ipid, Oid, OrpcThat, OrpcThis, StandardReference};

use super::computer::lock;
use super::exporter::{Asked, Exporter, elsewhere};
use super::line::Outgoing;

/// Its interfaces as far as they were handed out, and what is to be given back for them.
pub(super) struct RemoteObject {
    exporter: Arc<Exporter>,
    oid: Oid,
    known: Mutex<Known>,
}

#[derive(Default)]
struct Known {
    pointers: Vec<Pointer>,
    /// Interfaces that the object does not have.
    refused: Vec<&'static Interface>,
}

#[derive(Clone, Copy)]
struct Pointer {
    interface: &'static Interface,
    ipid: Ipid,
    references: u32,
}

impl RemoteObject {
    pub(super) fn new(exporter: Arc<Exporter>, oid: Oid) -> Self {
        Self {
            exporter,
            oid,
            known: Mutex::default(),
        }
    }

    /// An interface was handed out.
    pub(super) fn hold(&self, interface: &'static Interface, standard: &StandardReference) {
        let pointers = &mut lock(&self.known).pointers;
        match pointers.iter_mut().find(|known| known.ipid == standard.ipid) {
            Some(known) => known.references = known.references.saturating_add(standard.public_references),
            None => pointers.push(Pointer {
                interface,
                ipid: standard.ipid,
                references: standard.public_references,
            }),
        }
    }

    /// A pointer at which the member of `interface` at `slot` stands.
    fn pointer(&self, interface: &'static Interface, slot: Slot) -> Option<Pointer> {
        let known = lock(&self.known);
        let fits = |pointer: &&Pointer| {
            pointer.interface.is_or_extends(interface)
                || interface.is_or_extends(pointer.interface) && slot.0 < pointer.interface.slot_count()
        };
        known.pointers.iter().find(fits).copied()
    }

    /// What to ask the object for, so that the member can be called: the whole interface, or the base that has the
    /// member at the least. Nothing if it was asked before.
    fn question(&self, interface: &'static Interface, slot: Slot) -> Option<(Ipid, Vec<&'static Interface>)> {
        let known = lock(&self.known);
        let any = known.pointers.first()?.ipid;
        let owner = interface.lineage().find(|line| line.first_slot() <= slot)?;
        let mut wanted = vec![interface];
        if owner != interface && owner.base.is_some() {
            wanted.push(owner);
        }
        wanted.retain(|interface| !known.refused.contains(interface));
        (!wanted.is_empty()).then_some((any, wanted))
    }

    fn learn(&self, wanted: &[&'static Interface], asked: Asked) -> Result<(), Error> {
        let mut gone = None;
        for (interface, result) in wanted.iter().zip(asked) {
            match result {
                // Identifiers of other objects are not believed.
                Ok(standard) if standard.oid == self.oid => self.hold(interface, &standard),
                Ok(_) | Err(code::E_NOINTERFACE) => lock(&self.known).refused.push(interface),
                Err(hresult) => gone = Some(hresult),
            }
        }
        match gone {
            Some(hresult) => Err(Error::from(hresult).context(format!("{}: QueryInterface", self.host()))),
            None => Ok(()),
        }
    }

    /// The pointer, for which the object is asked if need be.
    fn reach(&self, interface: &'static Interface, slot: Slot) -> Result<Pointer, Error> {
        if let Some(pointer) = self.pointer(interface, slot) {
            return Ok(pointer);
        }
        if let Some(question) = self.question(interface, slot) {
            let asked = self.exporter.query(std::slice::from_ref(&question)).pop();
            self.learn(&question.1, asked.unwrap_or_else(|| Ok(Vec::new()))?)?;
        }
        self.pointer(interface, slot).ok_or_else(|| {
            let message = format!("the object of {} has no {}", self.host(), interface.name);
            Error::new(code::E_NOINTERFACE, message)
        })
    }

    fn prepare(
        &self,
        interface: &'static Interface,
        slot: Slot,
        args: &[Value],
    ) -> Result<(Outgoing, &'static Member), Error> {
        let Some(member) = interface.member(slot).filter(|_| slot.0 >= IUNKNOWN.slot_count()) else {
            return Err(Error::new(
                code::DISP_E_MEMBERNOTFOUND,
                format!("{} has no member at slot {}", interface.name, slot.0),
            ));
        };
        let pointer = self.reach(interface, slot)?;
        let mut writer = Writer::new();
        OrpcThis::new(Guid::NIL).write(&mut writer);
        stub::write_arguments(&mut writer, member, args, &mut Handing(&self.exporter))?;
        let outgoing = Outgoing {
            interface: pointer.interface.iid,
            opnum: slot.0,
            object: Some(pointer.ipid),
            stub: writer.finish()?,
        };
        Ok((outgoing, member))
    }

    fn patience(&self, member: &Member) -> Duration {
        let patience = &self.exporter.shared.terms.patience;
        if member.blocking {
            patience.work
        } else {
            patience.answer
        }
    }

    fn read(&self, interface: &'static Interface, slot: Slot, member: &Member, reply: &[u8]) -> Outcome {
        let read = || -> Result<_, ndr::Error> {
            let reader = &mut Reader::new(reply);
            let header = OrpcThat::read(reader)?;
            let objects = &mut Handing(&self.exporter);
            let result = if interface == &IENUM_VARIANT && slot == IENUM_VARIANT.first_slot() {
                enumerate::read_next(reader, objects)?
                    .map(|next| Success::with(next.hresult, Value::Array(next.value.into())))
            } else {
                stub::read_result(reader, member, objects)?
            };
            Ok((header, result))
        };
        let (header, result) = read().map_err(|error| self.exporter.shared.unreadable(error))?;
        result.map_err(|hresult| {
            let words = header.error_info().and_then(|info| info.description);
            let error = match words {
                Some(words) => Error::new(hresult, &*words),
                None if hresult == code::E_ACCESSDENIED => Error::new(hresult, refused(member)),
                None => Error::from(hresult).context(format!("{}::{}", interface.name, member.name)),
            };
            error.context(self.host())
        })
    }

    fn host(&self) -> &str {
        self.exporter.shared.host()
    }
}

/// Windows refuses without words.
fn refused(member: &Member) -> &'static str {
    match member.remote {
        Remote::Allowed | Remote::ReadOnly => {
            "Windows refuses this to whoever signs in over the network; since Windows 11 24H2 and Windows Server 2025 \
             that is so for searches as well. Run it on that computer, by ssh or a scheduled task"
        }
        Remote::Refused { .. } | Remote::Never => {
            "the agent does not do this for other computers; run it on that computer, by ssh or a scheduled task, or \
             let its policy allow it where `wua serve` runs"
        }
    }
}

impl Invoke for RemoteObject {
    fn supports(&self, interface: &'static Interface) -> bool {
        // Any slot of the interface itself will do.
        let last = Slot(interface.slot_count().saturating_sub(1));
        self.reach(interface, last)
            .is_ok_and(|pointer| pointer.interface.is_or_extends(interface))
    }

    fn invoke(&self, _: &Caller, interface: &'static Interface, slot: Slot, args: &[Value]) -> Outcome {
        let (outgoing, member) = self.prepare(interface, slot, args)?;
        let again = member.kind == Kind::Get;
        let reply = self.exporter.ask(&outgoing, self.patience(member), again)?;
        self.read(interface, slot, member, &reply)
    }

    fn invoke_all(&self, caller: &Caller, calls: &[Call<'_>]) -> Vec<Outcome> {
        let own = |object| own(&self.exporter, object);
        self.ask_for_interfaces(calls);
        let prepared: Vec<_> = calls
            .iter()
            .map(|call| own(call.object).map(|object| object.prepare(call.interface, call.slot, call.args)))
            .collect();
        let ready = prepared.iter().flatten().flatten();
        let patience = ready.clone().map(|(_, member)| self.patience(member)).max();
        let outgoing: Vec<Outgoing> = ready.map(|(outgoing, _)| outgoing.clone()).collect();
        let answers = self.exporter.ask_all(&outgoing, patience.unwrap_or_default());
        let mut answers = answers.into_iter();
        let outcomes = calls.iter().zip(prepared).map(|(call, prepared)| match prepared {
            Some(prepared) => {
                let (_, member) = prepared?;
                let answer = answers.next().unwrap_or_else(|| Err(code::E_UNEXPECTED.into()));
                self.read(call.interface, call.slot, member, &answer?)
            }
            // Somebody else's.
            None => call.make(caller),
        });
        outcomes.collect()
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

impl RemoteObject {
    /// All that these calls need beyond what is there, in one go.
    fn ask_for_interfaces(&self, calls: &[Call<'_>]) {
        let mut questions: Vec<(&Self, (Ipid, Vec<&'static Interface>))> = Vec::new();
        for call in calls {
            let Some(object) = own(&self.exporter, call.object) else {
                continue;
            };
            // The calls of one object come one after the other.
            let is_asked = questions.last().is_some_and(|(last, (_, wanted))| {
                last.oid == object.oid && wanted.contains(&call.interface)
            });
            if is_asked || object.pointer(call.interface, call.slot).is_some() {
                continue;
            }
            if let Some(question) = object.question(call.interface, call.slot) {
                questions.push((object, question));
            }
        }
        if questions.is_empty() {
            return;
        }
        let (objects, questions): (Vec<&Self>, Vec<_>) = questions.into_iter().unzip();
        let answers = self.exporter.query(&questions);
        for ((object, (_, wanted)), asked) in objects.iter().zip(&questions).zip(answers) {
            // What was not found out now, the calls find out.
            let _ = asked.and_then(|asked| object.learn(wanted, asked));
        }
    }

    /// A reference to hand back to where the object is.
    fn give(&self, interface: &'static Interface) -> Result<Vec<u8>, Error> {
        let pointer = self.reach(interface, Slot(interface.slot_count().saturating_sub(1)))?;
        let mut known = lock(&self.known);
        let held = known.pointers.iter_mut().find(|known| known.ipid == pointer.ipid);
        if let Some(held) = held {
            // One stays, as long as the object is used here.
            if held.references < 2 {
                self.exporter.add_references(pointer.ipid, MORE)?;
                held.references += MORE;
            }
            held.references -= 1;
        }
        drop(known);
        self.exporter.refer(pointer.interface, self.oid, pointer.ipid)
    }
}

/// How many references are fetched when they run out.
const MORE: u32 = 5;

fn own<'a>(exporter: &Arc<Exporter>, object: &'a ObjectRef) -> Option<&'a RemoteObject> {
    let ObjectRef::Foreign(object) = object else {
        return None;
    };
    let object: &RemoteObject = object.as_any().downcast_ref()?;
    Arc::ptr_eq(&object.exporter, exporter).then_some(object)
}

/// Objects among arguments and results.
struct Handing<'a>(&'a Arc<Exporter>);

impl Objects for Handing<'_> {
    fn marshal(&mut self, object: &ObjectRef, interface: &'static Interface) -> Result<Vec<u8>, Error> {
        own(self.0, object).ok_or_else(elsewhere)?.give(interface)
    }

    fn unmarshal(&mut self, reference: &[u8], interface: &'static Interface) -> Result<ObjectRef, Error> {
        self.0.take(reference, interface)
    }
}

impl Drop for RemoteObject {
    fn drop(&mut self) {
        let pointers = std::mem::take(&mut lock(&self.known).pointers);
        let held = pointers.iter().map(|pointer| References {
            ipid: pointer.ipid,
            public: pointer.references,
            private: 0,
        });
        self.exporter.forget(self.oid, held);
    }
}
