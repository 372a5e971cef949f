//! Objects among arguments and results.

use wua_com::{Error, Guid, Interface, ObjectRef, Text, code};

use super::Exporter;
use super::offer::Origin;
use crate::ndr::Objects;
use crate::orpc::codes::RPC_E_INVALID_OBJREF;
use crate::orpc::{Ipid, ObjectReference};

/// How many references come with a pointer, as Windows does it: a client that hands it on need not ask for more.
const REFERENCES: u32 = 5;

/// What one caller gives and gets in one call.
pub(super) struct Marshaler<'a> {
    exporter: &'a Exporter,
    owner: &'a Text,
    origin: &'a Origin,
    resolver: Option<Vec<u8>>,
    given: Vec<Ipid>,
    /// References that came with arguments.
    taken: Vec<(Ipid, u32)>,
}

impl<'a> Marshaler<'a> {
    pub(super) fn new(exporter: &'a Exporter, owner: &'a Text, origin: &'a Origin) -> Self {
        Self {
            exporter,
            owner,
            origin,
            resolver: None,
            given: Vec::new(),
            taken: Vec::new(),
        }
    }

    /// A reference to an object by the interface of this identifier.
    pub(super) fn refer(&mut self, object: &ObjectRef, iid: Guid) -> Result<Vec<u8>, Error> {
        match self.exporter.interfaces.get(&iid) {
            Some(interface) => self.marshal(object, interface),
            None => Err(no_interface(&iid.to_string())),
        }
    }

    /// The reply is not sent: what it would have given is taken back.
    pub(super) fn take_back(&mut self) {
        for ipid in self.given.drain(..) {
            let ended = {
                let table = &mut self.exporter.state().table;
                table.release(ipid, self.owner, REFERENCES, 0)
            };
            drop(ended);
        }
    }

    /// References that came with arguments. Once the request is taken they are the server's, who needs none.
    pub(super) fn taken(self) -> Vec<(Ipid, u32)> {
        self.taken
    }

    fn resolver(&mut self) -> Result<&[u8], Error> {
        let resolver = match self.resolver.take() {
            Some(resolver) => resolver,
            None => self.exporter.place.resolver(self.origin.dialled).to_packed()?,
        };
        Ok(self.resolver.insert(resolver))
    }
}

impl Objects for Marshaler<'_> {
    fn marshal(&mut self, object: &ObjectRef, interface: &'static Interface) -> Result<Vec<u8>, Error> {
        let known = self.exporter.interfaces.contains_key(&interface.iid);
        if !known || !object.supports(interface) {
            return Err(no_interface(interface.name));
        }
        let now = self.exporter.now();
        let standard = {
            let table = &mut self.exporter.state().table;
            table.export(self.owner, object, interface, REFERENCES, now)?
        };
        self.given.push(standard.ipid);
        let oxid = self.exporter.place.oxid();
        let standard = crate::orpc::StandardReference { oxid, ..standard };
        Ok(standard.to_reference(interface.iid, self.resolver()?))
    }

    /// Only what this caller got from here can come back ([MS-DCOM] 3.1.1.5.3). With it come references; they stay the
    /// caller's until the whole request is taken.
    fn unmarshal(&mut self, reference: &[u8], interface: &'static Interface) -> Result<ObjectRef, Error> {
        let reference = ObjectReference::from_bytes(reference)
            .map_err(|error| Error::new(RPC_E_INVALID_OBJREF, error.to_string()))?;
        let own = reference
            .living()
            .filter(|(standard, _)| standard.oxid == self.exporter.place.oxid());
        let Some((standard, _)) = own else {
            return Err(Error::new(
                code::E_ACCESSDENIED,
                "an object of the calling computer is not called back; ask the job for its state instead",
            ));
        };
        let now = self.exporter.now();
        let found = self.exporter.state().table.find(standard.ipid, self.owner, now);
        if found.is_some() {
            self.taken.push((standard.ipid, standard.public_references));
        }
        let object = found.map(|found| found.object);
        object
            .filter(|object| object.supports(interface))
            .ok_or_else(|| no_interface(interface.name))
    }
}

impl Exporter {
    /// Lets go of references that were handed back.
    pub(super) fn use_up(&self, taken: Vec<(Ipid, u32)>, owner: &Text) {
        if taken.is_empty() {
            return;
        }
        let ended: Vec<Option<ObjectRef>> = {
            let table = &mut self.state().table;
            let release = |(ipid, references)| table.release(ipid, owner, references, 0);
            taken.into_iter().map(release).collect()
        };
        drop(ended);
    }
}

fn no_interface(name: &str) -> Error {
    Error::new(
        code::E_NOINTERFACE,
        format!("the object has no {name} for other computers"),
    )
}
