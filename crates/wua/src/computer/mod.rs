//! The agent of another computer, and how it is called. [`Session::connect`](crate::Session::connect) begins
//! here: its objects over the wire, its answers as types of the engine.
//!
//! What is read of a whole result comes in one call from our own agents, and property by property, with many calls on
//! their way at once, from all others. Nobody here decides who may do what: the other computer does.

mod identity;
mod jobs;
mod place;
mod row;
mod shapes;
mod transcript;
mod types;

use std::collections::HashMap;
use std::path::Path;
use std::slice;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use wua_agent::ports::SystemState;
use wua_agent::{
    AutomaticUpdatesResults, AutomaticUpdatesSettings, HistoryEntry, Identity, Registration, SearchRequest,
    SearchResult, ServiceRecord, Update,
};
use wua_com::reading::{Shape, Tree, unpack};
use wua_com::table::CoClass;
use wua_com::{Bound, Caller, Error, Guid, HResult, Interface, Lcid, ObjectRef, Rights, Value, code};
use wua_defs::classes;
use wua_defs::enums::{OperationResultCode, SearchScope, ServerSelection, UpdateServiceRegistrationState};
use wua_defs::interfaces::{
    IAUTOMATIC_UPDATES, IAUTOMATIC_UPDATES2, ISYSTEM_INFORMATION, IUPDATE_COLLECTION, IUPDATE_SEARCHER2,
    IUPDATE_SEARCHER3, IUPDATE_SERVICE_MANAGER, IUPDATE_SERVICE_MANAGER2, IUPDATE_SESSION, IUPDATE_SESSION2,
    IUPDATE_SESSION3, by_name,
};
use wua_defs::vendor::{IWUA_READER, READ};
use wua_model::proxy;
use wua_net::reach;

use crate::credentials::Credentials;
use crate::host::Host;
use row::Row;
use transcript::{Recorder, Replay};
use types::Asked;

pub use wua_agent::ports::Abort;
pub use wua_net::reach::{Patience, Terms};
pub use wua_rpc::connection::Level;

/// What calls of objects fail with that are not there any more.
const GONE: [HResult; 2] = [code::RPC_E_DISCONNECTED, code::RPC_S_SERVER_UNAVAILABLE];

/// The agent of another computer.
pub(crate) struct Computer {
    name: String,
    reached: Box<dyn Creates>,
    caller: Caller,
    pub(crate) locales: Arc<[Lcid]>,
    client_application_id: String,
    session: Mutex<Option<ObjectRef>>,
    /// Where the updates of searches are, for those who want to do something with them.
    found: Mutex<HashMap<Identity, (ObjectRef, i32)>>,
}

/// Whoever creates objects there.
trait Creates: Send + Sync {
    fn create(&self, class: &CoClass, interfaces: &[&'static Interface]) -> Result<ObjectRef, Error>;
}

impl Creates for reach::Computer {
    fn create(&self, class: &CoClass, interfaces: &[&'static Interface]) -> Result<ObjectRef, Error> {
        Self::create(self, class.clsid, interfaces)
    }
}

/// How a client wants to be known, and to read.
pub(crate) struct Client {
    pub(crate) locales: Vec<Lcid>,
    pub(crate) client_application_id: String,
}

impl Computer {
    pub(crate) fn new(host: &Host, credentials: &Credentials, terms: Terms, client: Client) -> Self {
        let reached = reach::Computer::new(host.into(), Arc::new(credentials.clone()), terms);
        Self::asking(Box::new(reached), host.to_string(), client)
    }

    /// Saves a transcript of everything.
    pub(crate) fn recorded(self, path: &Path, host: &Host, credentials: &Credentials) -> Result<Self, Error> {
        let (user, domain) = (&credentials.user, &credentials.domain);
        let recorder = Recorder::new(self.reached, path, host.name(), user, domain)?;
        Ok(Self {
            reached: Box::new(recorder),
            ..self
        })
    }

    /// The computer of a transcript.
    pub(crate) fn replayed(path: &Path, client: Client) -> Result<Self, Error> {
        let name = path
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        Ok(Self::asking(Box::new(Replay::open(path)?), name, client))
    }

    fn asking(reached: Box<dyn Creates>, name: String, client: Client) -> Self {
        Self {
            name,
            reached,
            // The other computer knows what this user is there.
            caller: Caller::local(Rights::Administrator),
            locales: client.locales.into(),
            client_application_id: client.client_application_id,
            session: Mutex::default(),
            found: Mutex::default(),
        }
    }

    /// What messages call it.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// `Microsoft.Update.Session` there, with this client's name and language.
    pub(crate) fn session(&self) -> Result<proxy::IUpdateSession3, Error> {
        if let Some(session) = &*lock(&self.session) {
            return Ok(self.bind(session.clone()));
        }
        let wanted = [
            &IUPDATE_SESSION3,
            &IUPDATE_SESSION2,
            &IUPDATE_SESSION,
            &IWUA_READER,
        ];
        let session = self.reached.create(&classes::UPDATE_SESSION, &wanted)?;
        let bound: proxy::IUpdateSession3 = self.bind(session.clone());
        bound.put_client_application_id(&self.client_application_id)?;
        if session.supports(&IUPDATE_SESSION2)
            && let Some(locale) = self.locales.first()
        {
            bound.put_user_locale(locale.0)?;
        }
        // Another thread may have been faster; one session is as good as the other.
        Ok(self.bind(lock(&self.session).get_or_insert(session).clone()))
    }

    /// Asks what can be asked twice. An agent that was begun anew knows nothing of the objects of before, and may be at
    /// another port: then it is asked once more, from the beginning.
    fn ask<T>(&self, ask: impl Fn() -> Result<T, Error>) -> Result<T, Error> {
        let is_new = lock(&self.session).is_none();
        let outcome = ask();
        match &outcome {
            Err(error) if !is_new && GONE.contains(&error.hresult()) => {
                lock(&self.found).clear();
                // Outside of the lock: who lets go of it may say so to the other computer.
                let session = lock(&self.session).take();
                drop(session);
                ask()
            }
            _ => outcome,
        }
    }

    fn bind<T: From<Bound>>(&self, object: ObjectRef) -> T {
        T::from(Bound {
            object,
            caller: self.caller.clone(),
        })
    }

    fn create<T: From<Bound>>(
        &self,
        class: &CoClass,
        interfaces: &[&'static Interface],
    ) -> Result<(T, ObjectRef), Error> {
        let object = self.reached.create(class, interfaces)?;
        Ok((self.bind(object.clone()), object))
    }

    /// Reads what is written of an object, and gives it to `take`.
    fn read<T>(
        &self,
        object: &ObjectRef,
        written: &str,
        take: impl FnOnce(Row<'_>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let shape = Shape::parse(written, &by_name)?;
        let trees = match self.read_whole(object, written)? {
            Some(trees) => trees,
            None => shape
                .read(&self.caller, slice::from_ref(object))
                .map_err(|error| self.unbounded(error))?,
        };
        match &trees[..] {
            [tree] if shape.fits(tree) => take(Row::new(&shape, tree).ok_or_else(|| self.nonsense())?),
            _ => Err(self.nonsense()),
        }
    }

    /// That there is too much is said where nobody knows whose it is.
    fn unbounded(&self, error: Error) -> Error {
        if error.hresult() != code::E_OUTOFMEMORY {
            return error;
        }
        let message = format!(
            "{}: {}; see that a WUA agent listens there",
            self.name,
            error.message()
        );
        Error::new(code::RPC_S_CALL_FAILED, message)
    }

    /// In one call, where the other computer can do that.
    fn read_whole(&self, object: &ObjectRef, written: &str) -> Result<Option<Vec<Tree>>, Error> {
        let session = &self.session()?.object;
        if !session.supports(&IWUA_READER) {
            return Ok(None);
        }
        let arguments = [Value::Unknown(Some(object.clone())), Value::from(written)];
        match session.invoke(&self.caller, &IWUA_READER, READ, &arguments) {
            Ok(read) => match read.value {
                Value::Bytes(bytes) => unpack(&bytes).map(Some).map_err(|_| self.nonsense()),
                _ => Err(self.nonsense()),
            },
            // An older agent may not know all that is asked for.
            Err(error) if error.hresult() == code::E_INVALIDARG => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn nonsense(&self) -> Error {
        let message = format!(
            "{} answers what was not asked for; see that a WUA agent listens there",
            self.name
        );
        Error::new(code::RPC_S_CALL_FAILED, message)
    }

    pub(crate) fn search(&self, request: &SearchRequest) -> Result<SearchResult, Error> {
        if request.refresh {
            return Err(Error::new(
                code::E_NOTIMPL,
                format!(
                    "{} cannot be told from elsewhere to fetch anew what its services offer: its agent does that when \
                     it is time",
                    self.name
                ),
            ));
        }
        self.ask(|| self.search_once(request))
    }

    fn search_once(&self, request: &SearchRequest) -> Result<SearchResult, Error> {
        let searcher = self.session()?.create_update_searcher()?;
        self.prepare(&searcher, request)?;
        let result = searcher.search(&request.criteria)?;
        let service = request
            .service_id
            .filter(|_| request.server_selection == ServerSelection::Others);
        let asked = Asked {
            service: service.unwrap_or(Guid::NIL),
            server_selection: request.server_selection,
            locale: self.locale(),
            locales: Arc::clone(&self.locales),
        };
        let found = self.read(&result.object, &shapes::search_result(), |row| {
            self.check(row, "ResultCode")?;
            let update = |row| types::update(row, &asked);
            let updates: Vec<Update> = self.all(row, "Updates", update)?;
            let warnings = row.rows("Warnings");
            Ok(SearchResult {
                code: row.one_of("ResultCode", OperationResultCode::Succeeded),
                hresult: code::S_OK,
                considered: updates.len(),
                unclear: 0,
                tally: wua_agent::Tally::default(),
                updates,
                categories: Arc::default(),
                warnings: warnings.map(|row| types::warning(row, asked.locale)).collect(),
            })
        })?;
        self.remember(&result.updates()?.object, &found.updates);
        Ok(found)
    }

    fn prepare(&self, searcher: &proxy::IUpdateSearcher, request: &SearchRequest) -> Result<(), Error> {
        let object = &searcher.object;
        searcher.put_server_selection(request.server_selection)?;
        if let Some(service) = request.service_id {
            searcher.put_service_id(&service.to_string())?;
        }
        searcher.put_online(request.online)?;
        searcher.put_include_potentially_superseded_updates(request.include_potentially_superseded)?;
        if request.ignore_download_priority && object.supports(&IUPDATE_SEARCHER2) {
            let searcher: proxy::IUpdateSearcher2 = self.bind(object.clone());
            searcher.put_ignore_download_priority(true)?;
        }
        if request.scope != SearchScope::Default {
            if !object.supports(&IUPDATE_SEARCHER3) {
                let message = format!("{} is too old to search for other users", self.name);
                return Err(Error::new(code::E_NOINTERFACE, message));
            }
            let searcher: proxy::IUpdateSearcher3 = self.bind(object.clone());
            searcher.put_search_scope(request.scope)?;
        }
        Ok(())
    }

    fn remember(&self, collection: &ObjectRef, updates: &[Update]) {
        let mut found = lock(&self.found);
        for (number, update) in (0..).zip(updates) {
            found.insert(update.identity(), (collection.clone(), number));
        }
    }

    /// The object of an update that a search of this session has found.
    fn object(&self, update: &Update) -> Result<ObjectRef, Error> {
        let found = lock(&self.found);
        let Some((collection, number)) = found.get(&update.identity()).cloned() else {
            return Err(Error::new(
                code::WU_E_NO_UPDATE,
                format!(
                    "{} has not found “{}” in this session: search first",
                    self.name,
                    update.title()
                ),
            ));
        };
        drop(found);
        let collection: proxy::IUpdateCollection = self.bind(collection);
        Ok(collection.item(number)?.object.clone())
    }

    /// An object of the other computer with these updates.
    fn collection(&self, updates: &[Update]) -> Result<ObjectRef, Error> {
        let (collection, object) =
            self.create::<proxy::IUpdateCollection>(&classes::UPDATE_COLLECTION, &[&IUPDATE_COLLECTION])?;
        for update in updates {
            collection.add(Some(&self.object(update)?))?;
        }
        Ok(object)
    }

    pub(crate) fn set_hidden(&self, update: &Update, hidden: bool) -> Result<(), Error> {
        let object: proxy::IUpdate = self.bind(self.object(update)?);
        object.put_is_hidden(hidden)?;
        update.marks.set_hidden(hidden);
        Ok(())
    }

    pub(crate) fn accept_eula(&self, update: &Update) -> Result<(), Error> {
        let object: proxy::IUpdate = self.bind(self.object(update)?);
        object.accept_eula()?;
        update.marks.set_eula_accepted(true);
        Ok(())
    }

    pub(crate) fn history(
        &self,
        criteria: &str,
        start: usize,
        count: usize,
    ) -> Result<Vec<HistoryEntry>, Error> {
        self.ask(|| self.history_once(criteria, start, count))
    }

    fn history_once(&self, criteria: &str, start: usize, count: usize) -> Result<Vec<HistoryEntry>, Error> {
        // Windows has nothing to say of an empty history but an error.
        let all = self.history_count_once()?;
        let count = count.min(all.saturating_sub(start));
        if count == 0 {
            return Ok(Vec::new());
        }
        let number = |count: usize| i32::try_from(count).unwrap_or(i32::MAX);
        let session = self.session()?;
        let entries = if criteria.is_empty() {
            let searcher = session.create_update_searcher()?;
            searcher.query_history(number(start), number(count))?
        } else {
            session.query_history(criteria, number(start), number(count))?
        };
        self.read(&entries.object, shapes::HISTORY, |row| {
            let entry = |row| types::history_entry(row, self.locale());
            self.all(row, "IUpdateHistoryEntryCollection", entry)
        })
    }

    pub(crate) fn history_count(&self) -> Result<usize, Error> {
        self.ask(|| self.history_count_once())
    }

    fn history_count_once(&self) -> Result<usize, Error> {
        let searcher = self.session()?.create_update_searcher()?;
        let count = searcher.get_total_history_count()?;
        usize::try_from(count).map_err(|_| self.nonsense())
    }

    pub(crate) fn services(&self) -> Result<Vec<ServiceRecord>, Error> {
        self.ask(|| {
            let (_, manager) = self.service_manager()?;
            self.read(&manager, shapes::SERVICES, |row| {
                self.all(row, "Services", types::service)
            })
        })
    }

    fn service_manager(&self) -> Result<(proxy::IUpdateServiceManager2, ObjectRef), Error> {
        let wanted = [&IUPDATE_SERVICE_MANAGER2, &IUPDATE_SERVICE_MANAGER];
        self.create(&classes::UPDATE_SERVICE_MANAGER, &wanted)
    }

    pub(crate) fn add_service(&self, id: Guid, flags: i32) -> Result<Registration, Error> {
        let (manager, _) = self.service_manager()?;
        let registration = manager.add_service2(&id.to_string(), flags, "")?;
        Ok(Registration {
            service_id: id,
            state: registration
                .registration_state()
                .unwrap_or(UpdateServiceRegistrationState::Registered),
            is_pending_with_au: registration.is_pending_registration_with_au()?,
            record: self.services()?.into_iter().find(|service| service.id == id),
        })
    }

    pub(crate) fn remove_service(&self, id: Guid) -> Result<(), Error> {
        self.service_manager()?.0.remove_service(&id.to_string())
    }

    pub(crate) fn register_with_automatic_updates(&self, id: Guid) -> Result<(), Error> {
        self.service_manager()?
            .0
            .register_service_with_au(&id.to_string())
    }

    fn automatic_updates(&self) -> Result<(proxy::IAutomaticUpdates2, ObjectRef), Error> {
        let wanted = [&IAUTOMATIC_UPDATES2, &IAUTOMATIC_UPDATES];
        self.create(&classes::AUTOMATIC_UPDATES, &wanted)
    }

    pub(crate) fn settings(&self) -> Result<AutomaticUpdatesSettings, Error> {
        self.ask(|| {
            let (_, automatic_updates) = self.automatic_updates()?;
            self.read(&automatic_updates, shapes::SETTINGS, |row| {
                self.check(row, "Settings")?;
                row.object("Settings")
                    .map(types::settings)
                    .ok_or_else(|| self.nonsense())
            })
        })
    }

    /// Writes what is to be different: what may not be changed there does not keep the rest from being changed.
    pub(crate) fn save_settings(&self, wanted: &AutomaticUpdatesSettings) -> Result<(), Error> {
        let now = self.settings()?;
        let settings = self.automatic_updates()?.0.settings()?;
        if now.notification_level != wanted.notification_level {
            settings.put_notification_level(wanted.notification_level)?;
        }
        if now.scheduled_day != wanted.scheduled_day {
            settings.put_scheduled_installation_day(wanted.scheduled_day)?;
        }
        if now.scheduled_hour != wanted.scheduled_hour {
            settings.put_scheduled_installation_time(wanted.scheduled_hour)?;
        }
        let later: proxy::IAutomaticUpdatesSettings3 = self.bind(settings.object.clone());
        if now.include_recommended != wanted.include_recommended {
            later.put_include_recommended_updates(wanted.include_recommended)?;
        }
        if now.non_administrators_elevated != wanted.non_administrators_elevated {
            later.put_non_administrators_elevated(wanted.non_administrators_elevated)?;
        }
        if now.featured_updates != wanted.featured_updates {
            later.put_featured_updates_enabled(wanted.featured_updates)?;
        }
        settings.save()
    }

    pub(crate) fn automatic_updates_results(&self) -> Result<AutomaticUpdatesResults, Error> {
        self.ask(|| {
            let (_, automatic_updates) = self.automatic_updates()?;
            self.read(&automatic_updates, shapes::RESULTS, |row| {
                self.check(row, "Results")?;
                row.object("Results")
                    .map(types::results)
                    .ok_or_else(|| self.nonsense())
            })
        })
    }

    pub(crate) fn system(&self) -> Result<SystemState, Error> {
        self.ask(|| {
            let (_, system) = self
                .create::<proxy::ISystemInformation>(&classes::SYSTEM_INFORMATION, &[&ISYSTEM_INFORMATION])?;
            self.read(&system, shapes::SYSTEM, |row| {
                self.check(row, "RebootRequired")?;
                Ok(SystemState {
                    reboot_required: row.truth("RebootRequired"),
                    oem_hardware_support_link: row.text("OemHardwareSupportLink"),
                    ..SystemState::default()
                })
            })
        })
    }

    pub(crate) fn is_busy(&self) -> Result<bool, Error> {
        self.ask(|| self.session()?.create_update_installer()?.is_busy())
    }

    /// All items of a collection. One that cannot be read, or does not say what it is, is not left out in silence.
    fn all<'a, T>(
        &self,
        row: Row<'a>,
        name: &str,
        take: impl Fn(Row<'a>) -> Option<T>,
    ) -> Result<Vec<T>, Error> {
        self.check(row, name)?;
        let rows = row.all_rows(name);
        let all = rows.and_then(|rows| rows.into_iter().map(take).collect());
        all.ok_or_else(|| self.nonsense())
    }

    /// A property that matters more than the others, and was perhaps refused.
    fn check(&self, row: Row<'_>, name: &str) -> Result<(), Error> {
        match row.failure(name) {
            Some(hresult) => {
                let permission = row.permission(name).filter(|_| hresult == code::E_ACCESSDENIED);
                let error = match permission {
                    Some(permission) => Error::new(
                        hresult,
                        format!(
                            "not available from another computer; an administrator of that one can allow `{}` there, \
                             where `wua serve` runs",
                            permission.name()
                        ),
                    ),
                    None => hresult.into(),
                };
                Err(error.context(format!("{}: {name}", self.name)))
            }
            None if row.is_nothing(name) => Err(self.nonsense()),
            None => Ok(()),
        }
    }

    fn locale(&self) -> Lcid {
        self.locales.first().copied().unwrap_or(Lcid::ENGLISH)
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
