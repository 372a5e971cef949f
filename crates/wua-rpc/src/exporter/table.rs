//! The objects that callers hold.
//!
//! Every caller has identifiers of its own, also for an object that several hold. An interface is there as long as
//! references to it are, an object as long as one of its interfaces, and both only as long as the caller is heard of.

use std::collections::HashMap;
use std::collections::hash_map::Entry as Place;
use std::sync::Arc;

use wua_com::{Error, Interface, ObjectRef, Text, code};

use super::place::ipid;
use crate::orpc::{Ipid, Oid, StandardReference};

pub(super) struct Table {
    seed: [u64; 2],
    /// Counts objects and interfaces; none is called like another one, ever.
    next: u64,
    objects: HashMap<Oid, Exported>,
    interfaces: HashMap<Ipid, Entry>,
    /// Which objects of a caller are exported already, by address: they stay where they are while they are here.
    known: HashMap<(Text, usize), Oid>,
    held: HashMap<Text, usize>,
    most: usize,
}

struct Exported {
    object: ObjectRef,
    owner: Text,
    interfaces: Vec<Ipid>,
    /// When the owner was last heard of: by a call, or by a ping of a set with this object.
    heard: u64,
}

struct Entry {
    oid: Oid,
    interface: &'static Interface,
    public: u64,
    private: u64,
}

/// An object by one of its interfaces.
#[derive(Clone)]
pub(super) struct Found {
    pub(super) object: ObjectRef,
    pub(super) interface: &'static Interface,
}

impl Table {
    pub(super) fn new(seed: [u64; 2], most: usize) -> Self {
        Self {
            seed,
            next: 0,
            objects: HashMap::new(),
            interfaces: HashMap::new(),
            known: HashMap::new(),
            held: HashMap::new(),
            most,
        }
    }

    pub(super) fn len(&self) -> usize {
        self.objects.len()
    }

    fn number(&mut self) -> u64 {
        self.next += 1;
        self.next
    }

    /// Hands an object out by an interface that it has, with so many references. The oxid is the caller's to fill in.
    pub(super) fn export(
        &mut self,
        owner: &Text,
        object: &ObjectRef,
        interface: &'static Interface,
        references: u32,
        now: u64,
    ) -> Result<StandardReference, Error> {
        let oid = self.enter(owner, object, now)?;
        let ipid = self.interface_of(oid, interface);
        if let Some(entry) = self.interfaces.get_mut(&ipid) {
            entry.public = entry.public.saturating_add(references.into());
        }
        Ok(StandardReference {
            flags: 0,
            public_references: references,
            oxid: 0,
            oid,
            ipid,
        })
    }

    fn enter(&mut self, owner: &Text, object: &ObjectRef, now: u64) -> Result<Oid, Error> {
        let address = address(object)?;
        let fresh = self.number() ^ self.seed[0];
        let place = match self.known.entry((Arc::clone(owner), address)) {
            Place::Occupied(known) => {
                let oid = *known.get();
                self.touch(oid, owner, now);
                return Ok(oid);
            }
            Place::Vacant(place) => place,
        };
        let held = self.held.get(owner).copied().unwrap_or_default();
        if held >= self.most {
            return Err(Error::new(
                code::E_OUTOFMEMORY,
                format!("{owner} holds {held} objects here, which is as many as one user may; release some"),
            ));
        }
        self.held.insert(Arc::clone(owner), held + 1);
        place.insert(fresh);
        let exported = Exported {
            object: object.clone(),
            owner: Arc::clone(owner),
            interfaces: Vec::with_capacity(1),
            heard: now,
        };
        self.objects.insert(fresh, exported);
        Ok(fresh)
    }

    fn interface_of(&mut self, oid: Oid, interface: &'static Interface) -> Ipid {
        let fresh = ipid(self.seed, self.number());
        let Some(object) = self.objects.get_mut(&oid) else {
            return fresh;
        };
        let is_it = |ipid: &&Ipid| {
            let entry = self.interfaces.get(ipid);
            entry.is_some_and(|entry| entry.interface == interface)
        };
        if let Some(known) = object.interfaces.iter().find(is_it) {
            return *known;
        }
        object.interfaces.push(fresh);
        let entry = Entry {
            oid,
            interface,
            public: 0,
            private: 0,
        };
        self.interfaces.insert(fresh, entry);
        fresh
    }

    /// What this user holds by that name.
    pub(super) fn find(&mut self, ipid: Ipid, owner: &str, now: u64) -> Option<Found> {
        let entry = self.interfaces.get(&ipid)?;
        let object = self.objects.get_mut(&entry.oid)?;
        if &*object.owner != owner {
            return None;
        }
        object.heard = object.heard.max(now);
        Some(Found {
            object: object.object.clone(),
            interface: entry.interface,
        })
    }

    /// More references to what this user holds; whether it does.
    pub(super) fn add(&mut self, ipid: Ipid, owner: &str, public: u32, private: u32) -> bool {
        let Some(entry) = self.own(ipid, owner) else {
            return false;
        };
        entry.public = entry.public.saturating_add(public.into());
        entry.private = entry.private.saturating_add(private.into());
        true
    }

    /// Fewer. What ends with the last one is given back, to be dropped where nothing is locked.
    pub(super) fn release(
        &mut self,
        ipid: Ipid,
        owner: &str,
        public: u32,
        private: u32,
    ) -> Option<ObjectRef> {
        let entry = self.own(ipid, owner)?;
        entry.public = entry.public.saturating_sub(public.into());
        entry.private = entry.private.saturating_sub(private.into());
        if entry.public > 0 || entry.private > 0 {
            return None;
        }
        let oid = entry.oid;
        self.interfaces.remove(&ipid);
        let object = self.objects.get_mut(&oid)?;
        object.interfaces.retain(|other| *other != ipid);
        if object.interfaces.is_empty() {
            self.remove(oid)
        } else {
            None
        }
    }

    fn own(&mut self, ipid: Ipid, owner: &str) -> Option<&mut Entry> {
        let entry = self.interfaces.get_mut(&ipid)?;
        let object = self.objects.get(&entry.oid)?;
        (&*object.owner == owner).then_some(entry)
    }

    fn remove(&mut self, oid: Oid) -> Option<ObjectRef> {
        let Exported {
            object,
            owner,
            interfaces,
            ..
        } = self.objects.remove(&oid)?;
        for ipid in interfaces {
            self.interfaces.remove(&ipid);
        }
        if let Some(held) = self.held.get_mut(&owner) {
            *held -= 1;
            if *held == 0 {
                self.held.remove(&owner);
            }
        }
        if let Ok(address) = address(&object) {
            self.known.remove(&(owner, address));
        }
        if self.objects.is_empty() {
            // Callers that held very much shall not have made the server larger for ever.
            self.objects.shrink_to_fit();
            self.interfaces.shrink_to_fit();
            self.known.shrink_to_fit();
        }
        Some(object)
    }

    /// The owner still wants it; whether there is such an object of this owner.
    pub(super) fn touch(&mut self, oid: Oid, owner: &str, now: u64) -> bool {
        let object = self.objects.get_mut(&oid);
        let own = object.filter(|object| &*object.owner == owner);
        own.map(|object| object.heard = object.heard.max(now)).is_some()
    }

    /// Takes out what has not been wanted since then.
    pub(super) fn drop_silent(&mut self, since: u64) -> Vec<ObjectRef> {
        let silent = self.objects.iter().filter(|(_, object)| object.heard < since);
        let silent: Vec<Oid> = silent.map(|(oid, _)| *oid).collect();
        silent.into_iter().filter_map(|oid| self.remove(oid)).collect()
    }
}

/// What makes the object itself and no other.
fn address(object: &ObjectRef) -> Result<usize, Error> {
    match object {
        ObjectRef::Local(object) => Ok(Arc::as_ptr(object).cast::<()>().addr()),
        ObjectRef::Foreign(_) => Err(Error::new(
            code::E_UNEXPECTED,
            "an object of another process cannot be handed on",
        )),
    }
}

#[cfg(test)]
impl Table {
    /// Every interface belongs to the one object that lists it, every object has interfaces and is known by its address,
    /// and each owner holds as many as are counted.
    pub(super) fn check(&self) {
        let mut held: HashMap<Text, usize> = HashMap::new();
        let mut listed = 0;
        for (oid, object) in &self.objects {
            assert!(!object.interfaces.is_empty(), "an object without interfaces");
            listed += object.interfaces.len();
            for ipid in &object.interfaces {
                assert_eq!(self.interfaces[ipid].oid, *oid, "an interface of another object");
            }
            let key = (Arc::clone(&object.owner), address(&object.object).unwrap());
            assert_eq!(self.known[&key], *oid, "an object that is called twice");
            *held.entry(Arc::clone(&object.owner)).or_default() += 1;
        }
        assert_eq!(self.interfaces.len(), listed, "interfaces that nobody lists");
        assert_eq!(self.known.len(), self.objects.len(), "objects that are not there");
        assert_eq!(self.held, held, "owners who hold other numbers");
    }

    /// All interfaces with their public and private references.
    pub(super) fn counted(&self) -> Vec<(Ipid, u64, u64)> {
        let entries = self.interfaces.iter();
        let mut all: Vec<_> = entries
            .map(|(ipid, entry)| (*ipid, entry.public, entry.private))
            .collect();
        all.sort_unstable();
        all
    }
}
