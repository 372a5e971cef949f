//! Live objects of every kind, found by walking: from the 12 classes, through everything that members yield.

use std::collections::{BTreeSet, HashMap, VecDeque};

use wua_com::{
    Bound, Caller, Interface, Kind, Member, ObjectRef, Permissions, Rights, Slot, Type, Value, code,
};
use wua_defs::classes::{self, CLASSES};
use wua_defs::enums::{OperationResultCode, ServerSelection};
use wua_defs::interfaces::INTERFACES;
use wua_model::proxy::{
    IUpdate, IUpdateDownloader, IUpdateInstaller, IUpdateSearcher, IUpdateServiceManager2, IUpdateSession3,
};

use crate::museum::{Museum, Told, hear, messenger};

/// The software that is downloaded and installed to get at the objects of downloads and installations.
const EXHIBIT: &str = "orrery-2026-05";

/// What the first own member of an interface of dispatch has as its slot: below are those of COM itself.
pub(crate) const FIRST_SLOT: Slot = Slot(7);

/// Interfaces that only callers implement, and why there is no object of ours to call them on.
pub(crate) const UNREACHABLE: &[(&str, &str)] = &[
    ("IDownloadCompletedCallback", "implemented by the caller"),
    ("IDownloadProgressChangedCallback", "implemented by the caller"),
    ("IInstallationCompletedCallback", "implemented by the caller"),
    (
        "IInstallationProgressChangedCallback",
        "implemented by the caller",
    ),
    ("ISearchCompletedCallback", "implemented by the caller"),
];

/// An object, and how it was come by.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    pub(crate) object: ObjectRef,
    pub(crate) way: String,
}

/// Everything that can be reached in a museum.
pub(crate) struct Pool {
    pub(crate) museum: Museum,
    pub(crate) objects: Vec<Found>,
    caller: Caller,
}

/// An administrator on this computer, whose calls nobody records: calls that are meant to fail are no claim to have
/// shown what a member does.
pub(crate) fn unwatched() -> Caller {
    Caller::local(Rights::Administrator)
}

/// One on another computer, likewise.
pub(crate) fn from_afar(rights: Rights, permissions: Permissions) -> Caller {
    Caller::remote(rights, permissions)
}

/// The members that can be called on an object, by each interface that it has.
pub(crate) fn members_of(
    object: &ObjectRef,
) -> impl Iterator<Item = (&'static Interface, Slot, &'static Member)> {
    interfaces_of(object).into_iter().flat_map(|interface| {
        interface
            .all_members()
            .filter(|(_, member)| is_own(interface, member))
            .map(move |(slot, member)| (interface, slot, member))
    })
}

/// A member of the agent's own, not one of COM.
pub(crate) fn is_own(interface: &'static Interface, member: &'static Member) -> bool {
    INTERFACES.iter().any(|known| {
        interface.is_or_extends(known) && known.members.iter().any(|own| std::ptr::eq(own, member))
    })
}

/// The interfaces of the definition that an object has.
pub(crate) fn interfaces_of(object: &ObjectRef) -> Vec<&'static Interface> {
    INTERFACES
        .iter()
        .copied()
        .filter(|interface| object.supports(interface))
        .collect()
}

/// `IUpdateSearcher::Search`: the interface that declares a member, and the member.
pub(crate) fn full_name(interface: &'static Interface, member: &'static Member) -> String {
    let owner = interface
        .lineage()
        .find(|line| line.members.iter().any(|own| std::ptr::eq(own, member)))
        .unwrap_or(interface);
    format!("{}::{}", owner.name, member.name)
}

impl Pool {
    /// Walks through a new museum.
    pub(crate) fn open() -> Self {
        let mut pool = Self {
            museum: Museum::open(),
            objects: Vec::new(),
            caller: unwatched(),
        };
        for class in CLASSES {
            let object: Bound = pool.museum.create_for(class, &pool.caller).unwrap();
            pool.explore(object.object, class.name);
        }
        pool.visit_session();
        pool.visit_services();
        pool.visit_operations();
        pool
    }

    /// At most `limit` objects of each shape: those with the same interfaces.
    pub(crate) fn of_each_shape(&self, limit: usize) -> Vec<Found> {
        let mut seen: HashMap<Vec<&str>, usize> = HashMap::new();
        let few = self.objects.iter().filter(|found| {
            let shape = interfaces_of(&found.object)
                .iter()
                .map(|interface| interface.name)
                .collect();
            let count = seen.entry(shape).or_default();
            *count += 1;
            *count <= limit
        });
        few.cloned().collect()
    }

    /// The names of the interfaces that some object has.
    pub(crate) fn reached(&self) -> BTreeSet<&'static str> {
        self.objects
            .iter()
            .flat_map(|found| interfaces_of(&found.object))
            .map(|interface| interface.name)
            .collect()
    }

    /// One object with the interface.
    pub(crate) fn any(&self, interface: &'static Interface) -> ObjectRef {
        let found = self.objects.iter().find(|found| found.object.supports(interface));
        found
            .unwrap_or_else(|| panic!("no {} in the pool", interface.name))
            .object
            .clone()
    }

    fn make<T: From<Bound>>(&self, class: &'static wua_com::table::CoClass) -> T {
        self.museum.create_for(class, &self.caller).unwrap()
    }

    fn visit_session(&mut self) {
        let session: IUpdateSession3 = self.make(&classes::UPDATE_SESSION);
        let created = [
            session.create_update_searcher().unwrap().object.clone(),
            session.create_update_downloader().unwrap().object.clone(),
            session.create_update_installer().unwrap().object.clone(),
            session.create_update_service_manager().unwrap().object.clone(),
        ];
        for object in created {
            self.explore(object, "UpdateSession");
        }
    }

    /// Asks every service for everything that it has.
    fn visit_services(&mut self) {
        let manager: IUpdateServiceManager2 = self.make(&classes::UPDATE_SERVICE_MANAGER);
        let services = manager.services().unwrap();
        for index in 0..services.count().unwrap() {
            let id = services.item(index).unwrap().service_id().unwrap();
            let registration = manager.query_service_registration(&id).unwrap();
            self.explore(registration.object.clone(), "QueryServiceRegistration");
            let searcher: IUpdateSearcher = self.make(&classes::UPDATE_SEARCHER);
            searcher.put_server_selection(ServerSelection::Others).unwrap();
            searcher.put_service_id(&id).unwrap();
            if let Ok(result) = searcher.search("IsInstalled=0 or IsInstalled=1") {
                self.explore(result.object.clone(), &format!("Search of {id}"));
            }
        }
    }

    /// Searches, downloads and installs, with everything that is told on the way.
    fn visit_operations(&mut self) {
        let told = |(callback, news): (ObjectRef, _)| (callback, move || -> Told { hear(&news) });
        let searcher: IUpdateSearcher = self.make(&classes::UPDATE_SEARCHER);
        let (completed, hear_of_completion) = told(messenger());
        let job = searcher
            .begin_search("IsInstalled=0", Some(&completed), &Value::Null)
            .unwrap();
        self.explore(job.object.clone(), "BeginSearch");
        self.explore(hear_of_completion().args, "search completed");
        job.clean_up().unwrap();

        let update: IUpdate = crate::museum::seen_by(&self.museum.update(EXHIBIT), &self.caller);
        update.accept_eula().unwrap();
        let updates = crate::museum::collection_of(&self.museum, &[&update]);

        let downloader: IUpdateDownloader = self.make(&classes::UPDATE_DOWNLOADER);
        downloader.put_updates(Some(&updates.object)).unwrap();
        let (completed, hear_of_completion) = told(messenger());
        let (progress, hear_of_progress) = told(messenger());
        let job = downloader
            .begin_download(Some(&progress), Some(&completed), &Value::Null)
            .unwrap();
        self.explore(hear_of_progress().args, "download progress");
        self.explore(hear_of_completion().args, "download completed");
        let result = downloader.end_download(Some(&job.object)).unwrap();
        assert_eq!(result.result_code().unwrap(), OperationResultCode::Succeeded);
        job.clean_up().unwrap();
        self.explore(job.object.clone(), "BeginDownload");
        self.explore(result.object.clone(), "EndDownload");
        self.explore(downloader.object.clone(), "UpdateDownloader with updates");

        let installer: IUpdateInstaller = self.make(&classes::UPDATE_INSTALLER);
        installer.put_updates(Some(&updates.object)).unwrap();
        let (completed, hear_of_completion) = told(messenger());
        let (progress, hear_of_progress) = told(messenger());
        let job = installer
            .begin_install(Some(&progress), Some(&completed), &Value::Null)
            .unwrap();
        self.explore(hear_of_progress().args, "installation progress");
        self.explore(hear_of_completion().args, "installation completed");
        let result = installer.end_install(Some(&job.object)).unwrap();
        assert_eq!(result.result_code().unwrap(), OperationResultCode::Succeeded);
        job.clean_up().unwrap();
        self.explore(job.object.clone(), "BeginInstall");
        self.explore(result.object.clone(), "EndInstall");
        self.explore(installer.object.clone(), "UpdateInstaller with updates");

        let session: IUpdateSession3 = self.make(&classes::UPDATE_SESSION);
        let history = session.query_history("", 0, 100).unwrap();
        self.explore(history.object.clone(), "QueryHistory");
    }

    /// Takes in an object and all that its properties lead to.
    fn explore(&mut self, object: ObjectRef, way: &str) {
        let mut queue = VecDeque::from([(object, way.to_owned())]);
        while let Some((object, way)) = queue.pop_front() {
            if self.objects.iter().any(|found| found.object == object) {
                continue;
            }
            self.objects.push(Found {
                object: object.clone(),
                way: way.clone(),
            });
            for (interface, slot, member) in members_of(&object) {
                for args in harmless_arguments(member) {
                    match object.invoke(&self.caller, interface, slot, &args) {
                        Ok(success) => {
                            let yielded = success.value.as_object().cloned();
                            queue.extend(yielded.map(|object| (object, format!("{way}.{}", member.name))));
                        }
                        Err(error) => {
                            assert_ne!(
                                error.hresult(),
                                code::E_UNEXPECTED,
                                "{way}.{}: {error}",
                                member.name
                            );
                            break;
                        }
                    }
                }
            }
        }
    }
}

/// Arguments with which a member only tells something: none, or one index after the other.
fn harmless_arguments(member: &Member) -> Vec<Vec<Value>> {
    // More than any collection of the museum has; the first index that is not there ends the walk.
    const INDEXES: i32 = 100;
    let is_read = member.kind == Kind::Get || member.name.starts_with("Get");
    match member.params {
        [] if is_read && member.returns.is_some_and(Type::is_object) && member.name != "_NewEnum" => {
            vec![Vec::new()]
        }
        [index] if is_read && matches!(index.ty, Type::Long) => {
            (0..INDEXES).map(|index| vec![Value::I4(index)]).collect()
        }
        _ => Vec::new(),
    }
}
