//! Update servers (WSUS) as services.
//!
//! A *round* ([`round`]) asks a server what is new, page by page, and keeps pages as they come ([`stock`]), so that whatever
//! ends a process, the next one goes on from there. What of it concerns this computer is found
//! out on the way ([`judging`]); only about that the server is asked for everything else ([`details`]), and only that is
//! offered ([`offer`]). What happens to it is told to the server ([`reports`]).
//!
//! INVARIANT: what is kept of a server says so; another server is asked for nothing by the numbers of this one, gets none of its
//! cookies, and is told nothing that happened to its updates.
//!
//! Specification: [MS-WUSP], and what `wua-wusp` says of it.

mod address;
mod computer;
mod contact;
mod deployment;
mod details;
mod devices;
mod facts;
mod judging;
mod offer;
mod places;
mod policy;
mod reports;
mod round;
mod standing;
mod stock;
mod trust;
mod wire;

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};

use wua_agent::http::{Http, Trust, fetch_content};
use wua_agent::ports::{
    Arrival, Clock, Conditions, Memory, News, Notes, Service, ServiceExplanation, ServiceProvider,
    ServiceRequest, SystemClock, Tally, Target, Wanted, Warning, random_guid,
};
use wua_agent::{
    Content, Identity, MANAGED_SERVER, Reason, ReasonKind, Revision, ServiceRecord, UpdateServer,
};
use wua_com::{Error, code};
use wua_rules::applicability::Facts;
use wua_wusp::{Session, Settings, State};

use self::contact::Contact;
use self::facts::Remembered;
use self::reports::Reports;
use self::round::Round;
use self::stock::{SESSION, Stock};
pub use self::wire::Patience;
use self::wire::Wire;
use crate::sdp::contents::from_hexadecimal;

/// The kind of the services that are made here.
const KIND: &str = "wsus";

/// Who this computer is to servers.
const CLIENT: &str = "client";

/// How many updates are known and not offered.
const TALLY: &str = "tally";

/// What is held of the server of reports, if that is another one.
const STATUS_SESSION: &str = "status-session";

/// Makes services of update servers.
pub struct UpdateServers {
    http: Arc<dyn Http>,
    clock: Arc<dyn Clock>,
    trust_by_policy: Trust,
    patience: Patience,
}

impl UpdateServers {
    /// Servers are reached by `http`.
    pub fn new(http: Arc<dyn Http>) -> Self {
        Self::with_clock(http, Arc::new(SystemClock))
    }

    /// The same, by another clock.
    pub fn with_clock(http: Arc<dyn Http>, clock: Arc<dyn Clock>) -> Self {
        Self {
            http,
            clock,
            trust_by_policy: Trust::default(),
            patience: Patience::default(),
        }
    }

    /// Whom connections to the server of a policy trust besides: no policy says it.
    #[must_use]
    pub fn trusting_by_policy(self, trust: Trust) -> Self {
        Self {
            trust_by_policy: trust,
            ..self
        }
    }

    /// The same, with more patience, or less.
    #[must_use]
    pub fn with_patience(self, patience: Patience) -> Self {
        Self { patience, ..self }
    }

    /// The service of a server, as an administrator of this computer describes it.
    pub fn open(&self, name: &str, server: &UpdateServer) -> Result<Arc<dyn Service>, Error> {
        Ok(self.service(record(name, address::check(server)?)))
    }

    /// The service of the server that a policy names, if one does. Whether it can be asked there shows when it is.
    pub fn by_policy(&self, facts: &dyn Facts) -> Option<Arc<dyn Service>> {
        let server = UpdateServer {
            trust: self.trust_by_policy.clone(),
            ..policy::by_policy(facts)?
        };
        Some(self.service(ServiceRecord {
            is_registered_with_au: true,
            is_exclusive: policy::is_exclusive(facts),
            ..record("Windows Server Update Services", server)
        }))
    }

    fn service(&self, record: ServiceRecord) -> Arc<dyn Service> {
        Arc::new(Server {
            record: Mutex::new(record),
            http: Arc::clone(&self.http),
            clock: Arc::clone(&self.clock),
            reached: Mutex::default(),
            patience: self.patience.clone(),
        })
    }
}

fn record(name: &str, server: UpdateServer) -> ServiceRecord {
    ServiceRecord {
        id: MANAGED_SERVER,
        name: name.to_owned(),
        url: server.url.clone(),
        kind: KIND.to_owned(),
        is_managed: true,
        can_register_with_au: true,
        offers_windows_updates: true,
        update_server: Some(server),
        ..ServiceRecord::default()
    }
}

impl ServiceProvider for UpdateServers {
    fn open(&self, request: &ServiceRequest<'_>) -> Option<Result<Arc<dyn Service>, Error>> {
        match request {
            ServiceRequest::UpdateServer { name, server } => Some(Self::open(self, name, server)),
            ServiceRequest::Registered(record) if record.kind == KIND => {
                Some(Ok(self.service((*record).clone())))
            }
            _ => None,
        }
    }
}

/// One server.
struct Server {
    record: Mutex<ServiceRecord>,
    http: Arc<dyn Http>,
    clock: Arc<dyn Clock>,
    /// What reached it when it was last searched: files come in the same way.
    reached: Mutex<Option<Arc<dyn Http>>>,
    patience: Patience,
}

impl Server {
    fn settings(&self) -> Result<UpdateServer, Error> {
        let record = self.record();
        let server = record.update_server.ok_or_else(|| {
            Error::new(
                code::WU_E_DS_UNKNOWNSERVICE,
                format!(
                    "nobody knows where {} is: remove it, and add it again",
                    record.name
                ),
            )
        })?;
        address::check(&server)
    }

    /// What reaches it. Files that are named for that are read once for each search, and what comes of it.
    fn reach(&self, server: &UpdateServer, is_search: bool) -> Result<Arc<dyn Http>, Error> {
        let mut reached = self.reached.lock().unwrap_or_else(PoisonError::into_inner);
        match reached.as_ref() {
            Some(http) if !is_search => Ok(Arc::clone(http)),
            _ => Ok(Arc::clone(reached.insert(trust::reaching(&self.http, server)?))),
        }
    }

    /// What is held of a server, and the way to it.
    fn contact<'a>(
        &'a self,
        http: &'a dyn Http,
        settings: Settings,
        root: &'a str,
        kept: Option<Vec<u8>>,
        conditions: &'a Conditions<'a>,
    ) -> Contact<'a> {
        let kept: Option<State> = kept.and_then(|note| serde_json::from_slice(&note).ok());
        Contact {
            wire: Wire {
                http,
                root,
                conditions,
                patience: &self.patience,
            },
            clock: self.clock.as_ref(),
            session: Session::new(settings, kept),
            refused: None,
        }
    }

    /// Whatever happened is told; that it could not be told harms nothing, and the next round tries again.
    fn report<'a>(
        &'a self,
        outcome: Result<(usize, Option<offer::Status>), &Error>,
        mut contact: Contact<'a>,
        settings: Settings,
        status_url: &'a str,
        (target, facts): (&dyn Target, Option<&dyn Facts>),
        memory: &Memory<'_>,
    ) -> Result<(), Error> {
        let root = contact.wire.root;
        let mut reports = Reports::open(memory, root, self.clock.now())?;
        reports.deeds(&target.boot_id())?;
        match outcome {
            Ok((found, status)) => reports.searched(found, status),
            Err(error) => {
                // Nobody can be told now.
                reports.failed(error);
                return reports.keep();
            }
        }
        reports.keep()?;
        let reporter = computer::reporter(facts, &settings.client_id);
        let mut key = SESSION;
        if status_url != root {
            key = STATUS_SESSION;
            let settings = Settings {
                server: status_url.to_owned(),
                ..settings
            };
            let kept = memory.notes.read(key)?;
            let conditions = contact.wire.conditions;
            contact = self.contact(contact.wire.http, settings, status_url, kept, conditions);
        }
        reports.send(&mut contact, &reporter)?;
        let state = serde_json::to_vec(contact.session.state()).ok();
        if memory.notes.read(key)? != state {
            stock::write(memory.notes, &[(key.to_owned(), state)])?;
        }
        Ok(())
    }

    /// Where the server has a file now, if it knows us.
    fn locate(
        &self,
        http: &dyn Http,
        server: &UpdateServer,
        content: &Content,
        notes: &dyn Notes,
        conditions: &Conditions<'_>,
    ) -> Result<Option<String>, Error> {
        let (Some(client_id), Some(digest)) = (known_client(notes)?, from_hexadecimal(&content.sha1)) else {
            return Ok(None);
        };
        let kept = notes.read(SESSION)?;
        let told = kept
            .as_deref()
            .and_then(|note| serde_json::from_slice::<State>(note).ok());
        let computer = told.and_then(|state| state.registered);
        let settings = Settings {
            server: server.url.clone(),
            computer: computer.unwrap_or_else(|| computer::describe(None, &client_id)),
            client_id,
            target_group: server.target_group.clone(),
            protocol_version: Settings::PROTOCOL_VERSION,
        };
        // Several files may be asked for at once: what the server says of cookies meanwhile is for the next search to keep.
        let mut contact = self.contact(http, settings, &server.url, kept, conditions);
        let urls = details::locate(&mut contact, &[digest])?;
        Ok(urls.get(&content.sha1).map(|url| contact.absolute(url)))
    }
}

/// Who this computer is to servers: made up once.
fn client(memory: &Memory<'_>) -> Result<String, Error> {
    if let Some(client) = known_client(memory.notes)? {
        return Ok(client);
    }
    let client = random_guid().to_string();
    memory.notes.write(&[(CLIENT, Some(client.as_bytes()))])?;
    Ok(client)
}

fn known_client(notes: &dyn Notes) -> Result<Option<String>, Error> {
    let known = notes.read(CLIENT)?;
    Ok(known.and_then(|note| String::from_utf8(note).ok()))
}

impl Service for Server {
    fn record(&self) -> ServiceRecord {
        self.record.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn sync(
        &self,
        target: &dyn Target,
        memory: &Memory<'_>,
        conditions: &Conditions<'_>,
    ) -> Result<News, Error> {
        let server = self.settings()?;
        let http = self.reach(&server, true)?;
        let _turn = memory.turn(conditions.abort)?;
        let computer = target.facts()?;
        let computer = computer.as_deref();
        let client_id = client(memory)?;
        let settings = Settings {
            server: server.url.clone(),
            computer: computer::describe(computer, &client_id),
            client_id,
            target_group: server.target_group.clone(),
            protocol_version: Settings::PROTOCOL_VERSION,
        };
        let kept = memory.notes.read(SESSION)?;
        let contact = self.contact(http.as_ref(), settings.clone(), &server.url, kept, conditions);
        let remembered = computer.map(Remembered::new);
        let mut round = Round::new(memory, contact, target, remembered.as_ref());
        let outcome = round.run(computer);
        let status = round.status.take();
        let contact = round.into_contact();
        let (to, place) = (server.status_url.as_str(), (target, computer));
        let (news, mut warnings) = match outcome {
            Ok(outcome) => outcome,
            Err(error) => {
                if !conditions.abort.is_requested() {
                    self.report(Err(&error), contact, settings, to, place, memory)?;
                }
                return Err(error);
            }
        };
        let found = match &status {
            Some(status) => status.needed.len(),
            None => reports::needed(memory.notes)?,
        };
        self.report(Ok((found, status)), contact, settings, to, place, memory)?;
        if let Some(plain) = [&server.url, &server.status_url]
            .into_iter()
            .find(|url| address::is_plain(url))
        {
            warnings.push(Warning::general(&Error::new(
                code::WU_E_PT_SECURITY_VERIFICATION_FAILURE,
                format!("{plain}: {}", address::RISK),
            )));
        }
        Ok(match news {
            News::Changed(mut offer) => {
                offer.warnings.extend(warnings);
                News::Changed(offer)
            }
            News::Unchanged(_) => News::Unchanged(warnings),
        })
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
            notes,
            ..
        } = *wanted;
        let server = self.settings()?;
        let http = self.reach(&server, false)?;
        let http = http.as_ref();
        let fetch = |places: &[String], arrival: &mut dyn Arrival| {
            let (first, others) = places.split_first()?;
            let content = Content {
                url: first.clone(),
                alternates: others.to_vec(),
                ..content.clone()
            };
            Some(fetch_content(
                http,
                &content,
                destination,
                from,
                arrival,
                conditions,
            ))
        };
        let known = places::places(&server, content, &content.url)?;
        let failed = match fetch(&known, arrival) {
            Some(Err(error)) if wire::may_have_moved(&error) => Some(error),
            Some(outcome) => return outcome,
            None => None,
        };
        let located = match self.locate(http, &server, content, notes, conditions) {
            Ok(located) => located.map_or(Ok(Vec::new()), |url| places::places(&server, content, &url))?,
            // That the file is not where it was says more.
            Err(error) => return Err(failed.unwrap_or(error)),
        };
        if located != known
            && let Some(outcome) = fetch(&located, arrival)
        {
            return outcome;
        }
        Err(failed.unwrap_or_else(|| {
            Error::new(
                code::WU_E_PT_FILE_LOCATIONS_CHANGED,
                format!(
                    "{} does not say where {} is: search again, or ask who runs it whether it has been downloaded there",
                    server.url, content.file_name
                ),
            )
        }))
    }

    fn parallel_fetches(&self) -> usize {
        4
    }

    fn withheld(&self, memory: &Memory<'_>) -> Result<Tally, Error> {
        let note = memory.notes.read(TALLY)?;
        Ok(note
            .and_then(|note| serde_json::from_slice(&note).ok())
            .unwrap_or_default())
    }

    fn withheld_revisions(&self, names: &[String], memory: &Memory<'_>) -> Result<Vec<Arc<Revision>>, Error> {
        if names.is_empty() {
            return Ok(Vec::new());
        }
        let stock = Stock::read(memory.notes)?;
        let described = details::all(memory.notes)?;
        let offered: HashSet<Identity> = memory
            .revisions()?
            .iter()
            .filter(|revision| revision.is_update())
            .map(|revision| revision.identity)
            .collect();
        let is_meant = |entry: &stock::Entry| {
            let is_named = names.iter().any(|name| offer::is_named(entry.identity, name));
            (is_named || described.contains(&entry.identity)) && !offered.contains(&entry.identity)
        };
        offer::withheld(&stock, memory.notes, &self.settings()?.url, is_meant)
    }

    fn ask_again(&self, facts: &dyn Facts, memory: &Memory<'_>) -> Result<(), Error> {
        // What comes of it is of no interest: it is asked.
        Remembered::new(facts).is_as_noted(memory.notes)?;
        computer::describe(Some(facts), "");
        devices::drivers(facts);
        Ok(())
    }

    fn explain(
        &self,
        names: &[String],
        _: &dyn Target,
        memory: &Memory<'_>,
    ) -> Result<Vec<ServiceExplanation>, Error> {
        if names.is_empty() {
            return Ok(Vec::new());
        }
        let stock = Stock::read(memory.notes)?;
        let is_meant = |entry: &&stock::Entry| names.iter().any(|name| offer::is_named(entry.identity, name));
        let meant = stock.entries().filter(is_meant);
        Ok(meant
            .map(explanation)
            .filter(|explanation| !explanation.reasons.is_empty())
            .collect())
    }
}

/// What an administrator of the server decided, and whether it can be read; the engine says more.
fn explanation(entry: &stock::Entry) -> ServiceExplanation {
    let mut reasons = Vec::new();
    match entry.deployment.action.as_str() {
        "Bundle" => reasons.push(Reason::new(
            ReasonKind::NotApplicable,
            "it belongs to others, and is offered with them",
        )),
        "Evaluate" => reasons.push(Reason::new(
            ReasonKind::NotApplicable,
            "an administrator of the server has not approved it; others depend on it",
        )),
        "Block" => reasons.push(Reason::new(
            ReasonKind::Declined,
            "an administrator of the server does not want it offered",
        )),
        _ => {}
    }
    if !entry.broken.is_empty() {
        reasons.push(Reason::new(
            ReasonKind::LeftOut,
            format!(
                "what the update server says of it cannot be read: {}",
                entry.broken
            ),
        ));
    }
    ServiceExplanation {
        subject: entry.identity.to_string(),
        update: Some(entry.identity.id),
        reasons,
    }
}
