//! A museum of one's own for a test: its folder goes when the test ends.
//!
//! ```text
//! let museum = Museum::open();
//! let searcher: IUpdateSearcher = museum.create(&classes::UPDATE_SEARCHER);   // for an administrator
//! let orrery = museum.update("orrery-2026-05");                               // an exhibit by its name
//! assert_fails(seen_by::<IUpdate>(&orrery, &visitor()).accept_eula(), code::E_ACCESSDENIED);
//! ```
//!
//! The names of exhibits, categories and services are those of the scripts in the testkit's `testdata/museum`.
//!
//! `E_POINTER` for a result pointer that is null is not shown here: results are values up to the border of COM, where
//! the server meets such callers. What is shown is `E_POINTER` for an object that has to be given and is not.

use std::any::Any;
use std::fmt::Debug;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use jiff::Timestamp;
use tempfile::TempDir;
use wua_agent::Agent;
use wua_agent::ports::{Clock, NoCheckpoints, Service};
use wua_com::standard::IENUM_VARIANT;
use wua_com::table::CoClass;
use wua_com::{
    Bound, Caller, DISPID_NEWENUM, DISPID_VALUE, Date, Dispatch, DispatchError, DispatchFlags, Error,
    HResult, Interface, Invoke, ObjectRef, Outcome, Permissions, Rights, Slot, Value, code, ok,
};
use wua_defs::classes;
use wua_defs::enums::{SearchScope, ServerSelection};
use wua_model::proxy::{
    ISearchResult, IStringCollection, IUpdateCollection, IUpdateEx, IUpdateSearcher3, IUpdateSession3,
};
use wua_objects::Host;
use wua_testkit::VirtualClock;
use wua_testkit::museum::{Collection, Machine};

/// When every test begins. The clock stands still until a test moves it.
const OPENING: &str = "2026-06-15T09:00:00Z";

/// The languages that the museum speaks besides English, and one of those that few of its exhibits know.
pub(crate) const SPANISH: u32 = 0x0c0a;
pub(crate) const FRENCH: u32 = 0x040c;
pub(crate) const JAPANESE: u32 = 0x0411;

/// A museum, with its computer, its services and the agent over them.
pub(crate) struct Museum {
    /// What the objects stand on.
    pub(crate) host: Arc<Host>,
    /// The computer, to look at and to restart.
    pub(crate) machine: Arc<Machine>,
    /// Everything on display.
    pub(crate) collection: Arc<Collection>,
    /// The time.
    pub(crate) clock: Arc<VirtualClock>,
    folder: TempDir,
}

impl Museum {
    /// A museum in which nobody has done anything yet.
    pub(crate) fn open() -> Self {
        Self::open_with(|_| Vec::new())
    }

    /// The same, with services that the museum does not have.
    pub(crate) fn open_with(guests: impl FnOnce(&Collection) -> Vec<Arc<dyn Service>>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = Arc::new(VirtualClock::at(moment(OPENING)));
        let time: Arc<dyn Clock> = Arc::<VirtualClock>::clone(&clock);
        let state = folder.path().join("state");
        let checkpoints = Arc::new(NoCheckpoints);
        let museum = wua_testkit::museum::Museum::open(&state, time, checkpoints).unwrap();
        let mut parts = museum.parts(&state, &folder.path().join("cache"));
        parts.services.extend(guests(&museum.collection));
        Self {
            host: Host::new(Agent::open(parts).unwrap(), "museum"),
            machine: museum.machine,
            collection: museum.collection,
            clock,
            folder,
        }
    }

    /// A path for a file of a test.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// A new, empty folder for the files of a test.
    pub(crate) fn folder(&self, name: &str) -> PathBuf {
        let folder = self.path(name);
        std::fs::create_dir(&folder).unwrap();
        folder
    }

    /// Where the cache keeps a file of an exhibit.
    pub(crate) fn cached(&self, exhibit: &str, file: &str) -> PathBuf {
        let identity = self.collection.exhibit(exhibit).unwrap().identity();
        let folder = format!("{}.{}", identity.id, identity.revision);
        self.path("cache").join(folder).join(file)
    }

    /// `CreateObject`, for an administrator.
    pub(crate) fn create<T: From<Bound>>(&self, class: &'static CoClass) -> T {
        self.create_for(class, &administrator()).unwrap()
    }

    /// `CreateObject`, for anybody.
    pub(crate) fn create_for<T: From<Bound>>(
        &self,
        class: &'static CoClass,
        caller: &Caller,
    ) -> Result<T, Error> {
        let object = wua_objects::classes::create(&self.host, class, caller)?;
        Ok(T::from(Bound {
            object,
            caller: caller.clone(),
        }))
    }

    /// A session of an administrator.
    pub(crate) fn session(&self) -> IUpdateSession3 {
        self.create(&classes::UPDATE_SESSION)
    }

    /// A searcher of an administrator.
    pub(crate) fn searcher(&self) -> IUpdateSearcher3 {
        self.create(&classes::UPDATE_SEARCHER)
    }

    /// Searches Windows Update.
    pub(crate) fn search(&self, criteria: &str) -> ISearchResult {
        self.searcher().search(criteria).unwrap()
    }

    /// The update that the scripts call `exhibit`, which Windows Update has to offer; installed, hidden or neither.
    pub(crate) fn update(&self, exhibit: &str) -> IUpdateEx {
        self.update_from(&self.searcher(), exhibit)
    }

    /// The same in a language.
    pub(crate) fn update_in(&self, locale: u32, exhibit: &str) -> IUpdateEx {
        let session = self.session();
        session.put_user_locale(locale).unwrap();
        self.update_from(&seen_as(&session.create_update_searcher().unwrap()), exhibit)
    }

    /// A searcher of an administrator that asks the service that the scripts call `service`.
    pub(crate) fn searcher_of(&self, service: &str) -> IUpdateSearcher3 {
        let searcher = self.searcher();
        searcher.put_server_selection(ServerSelection::Others).unwrap();
        let id = self.collection.service(service).unwrap().record.id;
        searcher.put_service_id(&id.to_string()).unwrap();
        searcher
    }

    /// The update that the scripts call `exhibit`, as `searcher` finds it in the scope that it is meant for.
    pub(crate) fn update_from(&self, searcher: &IUpdateSearcher3, exhibit: &str) -> IUpdateEx {
        let exhibit = self.collection.exhibit(exhibit).unwrap();
        let revision = &exhibit.revision;
        let criteria = format!(
            "UpdateID='{}' and DeploymentAction='{}'",
            revision.identity.id,
            revision.deployment_action.name()
        );
        let scope = if revision.per_user {
            SearchScope::CurrentUserOnly
        } else {
            SearchScope::MachineOnly
        };
        searcher.put_search_scope(scope).unwrap();
        searcher.put_include_potentially_superseded_updates(true).unwrap();
        let found = searcher.search(&criteria).unwrap().updates().unwrap();
        assert_eq!(found.count().unwrap(), 1, "{} by {criteria}", exhibit.name);
        seen_as(&found.item(0).unwrap())
    }
}

/// An administrator on this computer.
pub(crate) fn administrator() -> Caller {
    wua_testkit::caller(Rights::Administrator)
}

/// Somebody on this computer who may do less.
pub(crate) fn somebody(rights: Rights) -> Caller {
    wua_testkit::caller(rights)
}

/// An administrator on another computer, whom the policy grants nothing.
pub(crate) fn remote() -> Caller {
    Caller {
        observer: administrator().observer,
        ..Caller::remote(Rights::Administrator, Permissions::NONE)
    }
}

/// A caller who may name files below this folder.
pub(crate) fn within(folder: &Path, caller: Caller) -> Caller {
    Caller {
        folders: [folder.to_owned()].into(),
        ..caller
    }
}

/// `QueryInterface`: the same object by another of its interfaces.
pub(crate) fn seen_as<T: From<Bound>>(object: &Bound) -> T {
    T::from(object.clone())
}

/// The same object in the hands of another caller.
pub(crate) fn seen_by<T: From<Bound>>(object: &Bound, caller: &Caller) -> T {
    T::from(Bound {
        object: object.object.clone(),
        caller: caller.clone(),
    })
}

/// The call fails with this code.
#[track_caller]
pub(crate) fn assert_fails<T: Debug>(result: Result<T, Error>, expected: HResult) {
    match result {
        Ok(value) => panic!("{value:?} instead of {expected}"),
        Err(error) => assert_eq!(error.hresult(), expected, "{error}"),
    }
}

/// An update collection of a program's own.
pub(crate) fn collection_of(museum: &Museum, updates: &[&Bound]) -> IUpdateCollection {
    let collection: IUpdateCollection = museum.create(&classes::UPDATE_COLLECTION);
    for update in updates {
        collection.add(Some(&update.object)).unwrap();
    }
    collection
}

/// The strings of a collection.
pub(crate) fn strings(collection: &IStringCollection) -> Vec<String> {
    let count = collection.count().unwrap();
    (0..count)
        .map(|index| collection.item(index).unwrap().to_string())
        .collect()
}

/// The updates of a collection.
pub(crate) fn updates(collection: &IUpdateCollection) -> Vec<IUpdateEx> {
    let count = collection.count().unwrap();
    (0..count)
        .map(|index| seen_as(&collection.item(index).unwrap()))
        .collect()
}

/// A moment as the museum's scripts write it.
pub(crate) fn moment(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// The same moment as a date of the interfaces.
pub(crate) fn date(text: &str) -> Date {
    Date::from_unix_seconds(moment(text).as_second())
}

/// What a callback was told.
pub(crate) struct Told {
    /// The callback's interface: which kind of news it is.
    pub(crate) interface: &'static Interface,
    /// The job that has news.
    pub(crate) job: ObjectRef,
    /// The news.
    pub(crate) args: ObjectRef,
}

/// A callback object of a program: it has every callback interface, as far as anybody asks.
pub(crate) fn callback(tell: impl Fn(Told) + Send + Sync + 'static) -> ObjectRef {
    ObjectRef::Foreign(Arc::new(Callback(Box::new(tell))))
}

/// A callback object that passes on what it is told.
pub(crate) fn messenger() -> (ObjectRef, Receiver<Told>) {
    let (tell, hear) = channel();
    // A test that has ended hears nothing more.
    let callback = callback(move |told| drop(tell.send(told)));
    (callback, hear)
}

/// The next news of a messenger, which must come soon.
#[track_caller]
pub(crate) fn hear(news: &Receiver<Told>) -> Told {
    news.recv_timeout(Duration::from_mins(1)).unwrap()
}

struct Callback(Box<dyn Fn(Told) + Send + Sync>);

impl Invoke for Callback {
    fn supports(&self, interface: &'static Interface) -> bool {
        interface.name.ends_with("Callback")
    }

    fn invoke(&self, _: &Caller, interface: &'static Interface, _: Slot, args: &[Value]) -> Outcome {
        let object = |index: usize| args.get(index).and_then(Value::as_object).cloned().unwrap();
        (self.0)(Told {
            interface,
            job: object(0),
            args: object(1),
        });
        ok(Value::Empty)
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

/// An object in the hands of a script, which knows names only.
#[derive(Clone, Debug)]
pub(crate) struct Scripted {
    dispatch: Dispatch,
    caller: Caller,
}

impl Scripted {
    /// Hands an object to a script.
    pub(crate) fn new(object: &Bound) -> Self {
        Self {
            dispatch: Dispatch::new(object.object.clone()).unwrap(),
            caller: object.caller.clone(),
        }
    }

    /// `object.Name(args)` or `object.Name`: method or property, the script cannot tell.
    pub(crate) fn call(&self, name: &str, args: &[Value]) -> Result<Value, DispatchError> {
        let success = self
            .dispatch
            .call(&self.caller, name, DispatchFlags::METHOD_OR_GET, args)?;
        Ok(success.value)
    }

    /// `object.Name`.
    pub(crate) fn get(&self, name: &str) -> Value {
        self.call(name, &[]).unwrap()
    }

    /// `Set other = object.Name(args)`.
    pub(crate) fn object(&self, name: &str, args: &[Value]) -> Self {
        self.hold(&self.call(name, args).unwrap())
    }

    /// `object(args)`: the default member.
    pub(crate) fn default(&self, args: &[Value]) -> Result<Value, DispatchError> {
        let flags = DispatchFlags::METHOD_OR_GET;
        let success = self
            .dispatch
            .invoke(&self.caller, DISPID_VALUE, flags, args, &[])?;
        Ok(success.value)
    }

    /// `object.Name(args) = value`; the value stands last.
    pub(crate) fn put(&self, name: &str, args: &[Value]) -> Result<(), DispatchError> {
        self.dispatch
            .call(&self.caller, name, DispatchFlags::PUT, args)
            .map(drop)
    }

    /// `For Each item In object`.
    pub(crate) fn each(&self) -> Vec<Value> {
        let flags = DispatchFlags::METHOD_OR_GET;
        let walk = self
            .dispatch
            .invoke(&self.caller, DISPID_NEWENUM, flags, &[], &[])
            .unwrap();
        walk_of(&walk.value, &self.caller)
    }

    /// The object as it travels.
    pub(crate) fn value(&self) -> Value {
        Value::from(self.dispatch.object().clone())
    }

    /// An object that another one yielded.
    pub(crate) fn hold(&self, value: &Value) -> Self {
        Self {
            dispatch: Dispatch::new(value.as_object().cloned().unwrap()).unwrap(),
            caller: self.caller.clone(),
        }
    }
}

/// Everything that an `IEnumVARIANT` yields, one after the other.
pub(crate) fn walk_of(walk: &Value, caller: &Caller) -> Vec<Value> {
    const NEXT: Slot = Slot(3);
    let walk = walk.as_object().unwrap();
    let mut items = Vec::new();
    loop {
        let next = walk
            .invoke(caller, &IENUM_VARIANT, NEXT, &[Value::U4(1)])
            .unwrap();
        match (next.hresult, next.value) {
            (code::S_OK, Value::Array(item)) => items.extend_from_slice(&item),
            (code::S_FALSE, _) => return items,
            other => panic!("{other:?}"),
        }
    }
}
