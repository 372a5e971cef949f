//! The real object model over the museum: for callers from elsewhere, classes as the tables have them, and one object of
//! every kind by the identifier of its interface.

use std::collections::VecDeque;
use std::sync::Arc;

use tempfile::TempDir;
use wua_agent::Agent;
use wua_agent::ports::{NoCheckpoints, SystemClock};
use wua_com::{
    Caller, Error, Guid, Interface, Kind, ObjectRef, Permission, Permissions, Rights, Slot, Value, code,
};
use wua_defs::classes::{CLASSES, UPDATE_SEARCHER};
use wua_defs::interfaces::{INTERFACES, IUPDATE_SEARCHER};
use wua_objects::{Host, classes};
use wua_rpc::exporter::{Offer, Origin};
use wua_testkit::museum;

pub(super) struct Museum {
    host: Arc<Host>,
    /// For each interface some objects, those first that have most of it.
    found: Vec<(&'static Interface, Vec<ObjectRef>)>,
    /// What one of the users may do beyond Microsoft's rules. Nothing that goes on behind the scenes.
    permissions: Permissions,
    _folder: TempDir,
}

/// So many objects of one kind are kept.
const OF_A_KIND: usize = 3;

impl Museum {
    pub(super) fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let state = folder.path().join("state");
        let museum = museum::Museum::open(&state, Arc::new(SystemClock), Arc::new(NoCheckpoints)).unwrap();
        let parts = museum.parts(&state, &folder.path().join("cache"));
        let host = Host::new(Agent::open(parts).unwrap(), "museum");
        let permissions = [
            Permission::Eula,
            Permission::Hide,
            Permission::Proxy,
            Permission::Settings,
            Permission::System,
        ]
        .into_iter()
        .fold(Permissions::NONE, Permissions::with);
        let mut opened = Self {
            host,
            found: Vec::new(),
            permissions,
            _folder: folder,
        };
        opened.explore();
        opened
    }

    /// Walks from the classes and a search through everything that properties yield.
    fn explore(&mut self) {
        let curator = Caller::local(Rights::Administrator);
        let create = |class| classes::create(&self.host, class, &curator).ok();
        let mut open: VecDeque<ObjectRef> = CLASSES.iter().copied().filter_map(create).collect();
        let searcher = classes::create(&self.host, &UPDATE_SEARCHER, &curator).unwrap();
        let search = IUPDATE_SEARCHER
            .all_members()
            .find(|(_, member)| member.name == "Search")
            .unwrap()
            .0;
        let criteria = Value::from("IsInstalled=0 or IsInstalled=1");
        let result = searcher
            .invoke(&curator, &IUPDATE_SEARCHER, search, &[criteria])
            .unwrap();
        open.extend(result.value.as_object().cloned());
        while let Some(object) = open.pop_front() {
            if !self.keep(&object) {
                continue;
            }
            for interface in INTERFACES
                .iter()
                .copied()
                .filter(|interface| object.supports(interface))
            {
                for slot in (7..interface.slot_count()).map(Slot) {
                    for argument in arguments(interface, slot) {
                        let outcome = object.invoke(&curator, interface, slot, &argument);
                        open.extend(
                            outcome
                                .ok()
                                .and_then(|success| success.value.as_object().cloned()),
                        );
                    }
                }
            }
        }
    }

    /// Whether there were not enough of its kind.
    fn keep(&mut self, object: &ObjectRef) -> bool {
        let mut is_new = false;
        for interface in INTERFACES
            .iter()
            .copied()
            .filter(|interface| object.supports(interface))
        {
            match self.found.iter_mut().find(|(known, _)| *known == interface) {
                Some((_, objects)) if objects.len() >= OF_A_KIND || objects.contains(object) => {}
                Some((_, objects)) => {
                    objects.push(object.clone());
                    is_new = true;
                }
                None => {
                    self.found.push((interface, vec![object.clone()]));
                    is_new = true;
                }
            }
        }
        is_new
    }

    /// How many kinds of objects there are to be had.
    #[cfg(test)]
    pub(super) fn kinds(&self) -> usize {
        self.found.len()
    }
}

/// With what a property is read on the way: without arguments, or the first items.
fn arguments(interface: &'static Interface, slot: Slot) -> Vec<Vec<Value>> {
    let Some(member) = interface
        .member(slot)
        .filter(|member| member.kind == Kind::Get && !member.blocking)
    else {
        return Vec::new();
    };
    match member.params {
        [] => vec![Vec::new()],
        [_] if member.name == "Item" => (0..OF_A_KIND)
            .map(|index| vec![Value::I4(i32::try_from(index).unwrap())])
            .collect(),
        _ => Vec::new(),
    }
}

impl Offer for Museum {
    fn caller(&self, origin: &Origin) -> Result<Caller, Error> {
        let peer = origin.peer.as_ref().ok_or(code::E_ACCESSDENIED)?;
        let permissions = if peer.user == "bert" {
            self.permissions
        } else {
            Permissions::NONE
        };
        Ok(Caller {
            user: peer.user.as_str().into(),
            ..Caller::remote(Rights::Administrator, permissions)
        })
    }

    fn interfaces(&self) -> Vec<&'static Interface> {
        INTERFACES.to_vec()
    }

    fn check_class(&self, class: Guid, caller: &Caller) -> Result<(), Error> {
        match CLASSES.iter().find(|known| known.clsid == class) {
            Some(known) => classes::admit(known, caller),
            None if self.found.iter().any(|(interface, _)| interface.iid == class) => Ok(()),
            None => Err(code::REGDB_E_CLASSNOTREG.into()),
        }
    }

    fn create(&self, class: Guid, caller: &Caller) -> Result<ObjectRef, Error> {
        if let Some(known) = CLASSES.iter().find(|known| known.clsid == class) {
            return classes::create(&self.host, known, caller);
        }
        let of_kind = self.found.iter().find(|(interface, _)| interface.iid == class);
        let (_, objects) = of_kind.ok_or(code::REGDB_E_CLASSNOTREG)?;
        objects.first().cloned().ok_or_else(|| code::E_UNEXPECTED.into())
    }

    fn refused(&self, _: &Origin, _: &str, why: &Error) {
        assert!(!why.to_string().is_empty());
    }
}
