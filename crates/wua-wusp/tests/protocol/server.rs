//! A server in a struct, which knows layers, pages and cookies, and does not share a line with what is tested.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fmt::Write as _;

use jiff::{Timestamp, ToSpan};
use wua_com::Guid;
use wua_wusp::messages::{ProtocolVersion, UpdateIdentity};
use wua_wusp::sync::{Judged, Known, Page, Plan, Rekeyed, Step, Summary};
use wua_wusp::{Call, Error, Session, Settings, State, Sync};

use super::samples;

pub(crate) fn now() -> Timestamp {
    "2026-03-01T10:00:00Z".parse().unwrap()
}

pub(crate) fn settings() -> Settings {
    Settings {
        server: "https://updates.example:8531".to_owned(),
        client_id: samples::guid(0xC11E).to_string(),
        target_group: None,
        computer: samples::computer(),
        protocol_version: Settings::PROTOCOL_VERSION,
    }
}

pub(crate) fn envelope(operation: &str, inner: &str) -> String {
    format!(
        "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body>\
         <{operation}Response xmlns=\"urn:any\">{inner}</{operation}Response></s:Body></s:Envelope>"
    )
}

pub(crate) fn fault(code: &str) -> String {
    format!(
        "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body><s:Fault>\
         <faultcode>s:Client</faultcode><faultstring>Fault occurred</faultstring><detail>\
         <ErrorCode>{code}</ErrorCode><Message>a message</Message>\
         <ID>5e7e0000-0000-4000-8000-0000000000fa</ID><Method>\"urn:any/SyncUpdates\"</Method>\
         </detail></s:Fault></s:Body></s:Envelope>"
    )
}

/// A revision on the server.
#[derive(Clone, Debug)]
pub(crate) struct Revision {
    pub(crate) id: i32,
    pub(crate) update: u128,
    pub(crate) needs: Vec<i32>,
    pub(crate) is_leaf: bool,
    pub(crate) is_driver: bool,
}

pub(crate) fn revision(id: i32, needs: &[i32], is_leaf: bool) -> Revision {
    Revision {
        id,
        update: u128::try_from(id).unwrap(),
        needs: needs.to_vec(),
        is_leaf,
        is_driver: false,
    }
}

pub(crate) struct Server {
    pub(crate) revisions: Vec<Revision>,
    pub(crate) page: usize,
    /// What it says of `Truncated`; by itself if it is nothing.
    pub(crate) truncated: Option<bool>,
    /// It sends what is known again.
    pub(crate) repeats: bool,
    pub(crate) registration: bool,
    pub(crate) service_url: String,
    pub(crate) version: &'static str,
    pub(crate) expiration: Timestamp,
    pub(crate) changed: Vec<i32>,
    pub(crate) driver_sync_not_needed: bool,
    /// The next calls of these operations are answered with these faults; an empty one is none.
    pub(crate) faults: VecDeque<(&'static str, &'static str)>,
    pub(crate) log: Vec<&'static str>,
    pub(crate) bodies: Vec<String>,
    cookies: usize,
}

impl Server {
    pub(crate) fn new(revisions: Vec<Revision>) -> Self {
        Self {
            revisions,
            page: 30,
            truncated: None,
            repeats: false,
            registration: true,
            service_url: "SimpleAuthWebService/SimpleAuth.asmx".to_owned(),
            version: "3.2",
            expiration: now() + 1.hour(),
            changed: Vec::new(),
            driver_sync_not_needed: false,
            faults: VecDeque::new(),
            log: Vec::new(),
            bodies: Vec::new(),
            cookies: 0,
        }
    }

    pub(crate) fn post(&mut self, call: &Call) -> Vec<u8> {
        let name = call.operation.name;
        self.log.push(name);
        self.bodies.push(call.body.clone());
        if let Some(at) = self.faults.iter().position(|(operation, _)| *operation == name) {
            let (_, code) = self.faults.remove(at).unwrap();
            if !code.is_empty() {
                return fault(code).into();
            }
        }
        let carries = !matches!(
            name,
            "GetConfig" | "GetAuthorizationCookie" | "GetCookie" | "StartCategoryScan"
        );
        if carries && !call.body.contains(&format!(">{}<", self.data())) {
            return fault("InvalidCookie").into();
        }
        let inner = match name {
            "GetConfig" => self.config(),
            "GetAuthorizationCookie" => "<GetAuthorizationCookieResult><PlugInId>SimpleTargeting</PlugInId>\
                 <CookieData>d2hv</CookieData></GetAuthorizationCookieResult>"
                .to_owned(),
            "GetCookie" => self.cookie("GetCookieResult"),
            "RegisterComputer" => String::new(),
            "StartCategoryScan" => format!(
                "<preferredCategoryIds><guid>{}</guid></preferredCategoryIds>",
                samples::guid(0xCA)
            ),
            "SyncUpdates" => self.sync(&call.body),
            "RefreshCache" => self.refresh(&call.body),
            "GetExtendedUpdateInfo" => "<GetExtendedUpdateInfoResult/>".to_owned(),
            "GetFileLocations" => format!(
                "<GetFileLocationsResult>{}</GetFileLocationsResult>",
                self.cookie("NewCookie")
            ),
            "ReportEventBatch" => "<ReportEventBatchResult>true</ReportEventBatchResult>".to_owned(),
            other => panic!("{other}"),
        };
        envelope(name, &inner).into()
    }

    fn data(&self) -> String {
        format!("{:04}", self.cookies)
    }

    fn cookie(&mut self, name: &str) -> String {
        self.cookies += 1;
        format!(
            "<{name}><Expiration>{}</Expiration><EncryptedData>{}</EncryptedData></{name}>",
            self.expiration,
            self.data()
        )
    }

    fn config(&self) -> String {
        format!(
            "<GetConfigResult><LastChange>2026-01-02T03:04:05.1234567Z</LastChange>\
             <IsRegistrationRequired>{}</IsRegistrationRequired><AuthInfo><AuthPlugInInfo>\
             <PlugInID>SimpleTargeting</PlugInID><ServiceUrl>{}</ServiceUrl><Parameter/>\
             </AuthPlugInInfo></AuthInfo><AllowedEventIds/><Properties><ConfigurationProperty>\
             <Name>MaxExtendedUpdatesPerRequest</Name><Value>50</Value></ConfigurationProperty>\
             <ConfigurationProperty><Name>ProtocolVersion</Name><Value>{}</Value>\
             </ConfigurationProperty></Properties></GetConfigResult>",
            self.registration, self.service_url, self.version
        )
    }

    fn sync(&mut self, body: &str) -> String {
        let is_of_drivers = body.contains("<SkipSoftwareSync>true<");
        let installed = ints(body, "InstalledNonLeafUpdateIDs");
        let distinct: BTreeSet<i32> = installed.iter().copied().collect();
        assert_eq!(distinct.len(), installed.len(), "a revision is named twice");
        assert!(installed.len() <= 400);
        let others = if is_of_drivers {
            "CachedDriverIDs"
        } else {
            "OtherCachedUpdateIDs"
        };
        let cached: BTreeSet<i32> = ints(body, others).into_iter().chain(installed).collect();
        let is_needed = |revision: &Revision| {
            revision.is_driver == is_of_drivers && revision.needs.iter().all(|id| distinct.contains(id))
        };
        let needed: Vec<Revision> = self.revisions.iter().filter(|r| is_needed(r)).cloned().collect();
        let is_new = |revision: &&Revision| self.repeats || !cached.contains(&revision.id);
        let new: Vec<&Revision> = needed.iter().filter(is_new).collect();
        let truncated = self.truncated.unwrap_or(new.len() > self.page);
        let mut inner = String::from("<SyncUpdatesResult><NewUpdates>");
        for revision in new.iter().take(self.page) {
            let _ = write!(
                inner,
                "<UpdateInfo><ID>{}</ID><Deployment><ID>1</ID><Action>Install</Action>\
                 <IsAssigned>true</IsAssigned><LastChangeTime>2026-02-03</LastChangeTime></Deployment>\
                 <IsLeaf>{}</IsLeaf><Xml>&lt;UpdateIdentity UpdateID=\"{}\" RevisionNumber=\"200\"/&gt;\
                 </Xml></UpdateInfo>",
                revision.id,
                revision.is_leaf,
                samples::guid(revision.update)
            );
        }
        inner.push_str("</NewUpdates><OutOfScopeRevisionIDs>");
        let gone = cached
            .iter()
            .filter(|id| !self.revisions.iter().any(|revision| revision.id == **id));
        for id in gone {
            let _ = write!(inner, "<int>{id}</int>");
        }
        inner.push_str("</OutOfScopeRevisionIDs><ChangedUpdates>");
        for id in std::mem::take(&mut self.changed) {
            let _ = write!(
                inner,
                "<UpdateInfo><ID>{id}</ID><Deployment><ID>2</ID><Action>Uninstall</Action>\
                 <IsAssigned>false</IsAssigned></Deployment><IsLeaf>true</IsLeaf></UpdateInfo>"
            );
        }
        let cookie = self.cookie("NewCookie");
        let _ = write!(
            inner,
            "</ChangedUpdates><Truncated>{truncated}</Truncated>{cookie}\
             <DriverSyncNotNeeded>{}</DriverSyncNotNeeded></SyncUpdatesResult>",
            self.driver_sync_not_needed
        );
        inner
    }

    fn refresh(&mut self, body: &str) -> String {
        let asked = body.matches("<UpdateIdentity>").count();
        assert!(asked <= 200);
        let mut inner = String::from("<RefreshCacheResult>");
        for revision in &self.revisions {
            let id = samples::guid(revision.update);
            if body.contains(&id.to_string()) {
                let _ = write!(
                    inner,
                    "<RefreshCacheResult><RevisionID>{}</RevisionID><GlobalID><UpdateID>{id}</UpdateID>\
                     <RevisionNumber>200</RevisionNumber></GlobalID><IsLeaf>{}</IsLeaf>\
                     </RefreshCacheResult>",
                    revision.id, revision.is_leaf
                );
            }
        }
        inner + "</RefreshCacheResult>"
    }

    /// How often an operation was called.
    pub(crate) fn calls(&self, name: &str) -> usize {
        self.log.iter().filter(|called| **called == name).count()
    }
}

pub(crate) fn ints(body: &str, name: &str) -> Vec<i32> {
    let Some((_, rest)) = body.split_once(&format!("<{name}>")) else {
        return Vec::new();
    };
    let (list, _) = rest.split_once(&format!("</{name}>")).unwrap();
    let numbers = list.split("<int>").skip(1);
    numbers
        .map(|number| number.split_once('<').unwrap().0.parse().unwrap())
        .collect()
}

/// What is kept here, as a store would.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Kept {
    pub(crate) known: BTreeMap<i32, Known>,
    pub(crate) state: Option<State>,
}

/// A computer that synchronizes: on it, revisions that are no leaves are installed, unless they are listed.
pub(crate) struct Computer {
    pub(crate) kept: Kept,
    pub(crate) lacks: Vec<i32>,
    pub(crate) plan: Plan,
    pub(crate) pages: Vec<Page>,
    pub(crate) rekeyed: Vec<Rekeyed>,
    /// It dies after so many pages.
    pub(crate) dies_after: usize,
}

impl Computer {
    pub(crate) fn new() -> Self {
        Self {
            kept: Kept::default(),
            lacks: Vec::new(),
            plan: Plan::default(),
            pages: Vec::new(),
            rekeyed: Vec::new(),
            dies_after: usize::MAX,
        }
    }

    /// Nothing if it died.
    pub(crate) fn synchronize(&mut self, server: &mut Server) -> Result<Option<Summary>, Error> {
        self.synchronize_as(settings(), server)
    }

    pub(crate) fn synchronize_as(
        &mut self,
        settings: Settings,
        server: &mut Server,
    ) -> Result<Option<Summary>, Error> {
        let mut session = Session::new(settings, self.kept.state.clone());
        let mut sync = Sync::new(Plan {
            known: self.kept.known.values().copied().collect(),
            ..self.plan.clone()
        });
        for _ in 0..5000 {
            match sync.next(&mut session, now())? {
                Step::Call(call) => {
                    let answer = server.post(&call);
                    sync.answer(&mut session, &answer, now())?;
                }
                Step::Page(page) => {
                    if self.pages.len() == self.dies_after {
                        return Ok(None);
                    }
                    let judged = self.keep(&page, server);
                    self.kept.state = Some(session.state().clone());
                    self.pages.push(page);
                    sync.judged(&judged)?;
                }
                Step::Rekeyed(rekeyed) => {
                    let mut known = BTreeMap::new();
                    for new in &rekeyed.kept {
                        let before = self.kept.known[&new.from];
                        known.insert(new.to, Known { id: new.to, ..before });
                    }
                    self.kept.known = known;
                    self.kept.state = Some(session.state().clone());
                    self.rekeyed.push(rekeyed);
                    sync.kept()?;
                }
                Step::Done(summary) => {
                    self.kept.state = Some(session.state().clone());
                    return Ok(Some(summary));
                }
            }
        }
        panic!("it does not end: {:?}", server.log);
    }

    fn keep(&mut self, page: &Page, server: &Server) -> Vec<Judged> {
        for id in &page.out_of_scope {
            self.kept.known.remove(id);
        }
        let judge = |id: i32, xml: &str, is_leaf: bool| {
            let revision = server.revisions.iter().find(|revision| revision.id == id);
            Judged {
                id,
                identity: UpdateIdentity {
                    update_id: xml.split('"').nth(1).and_then(Guid::parse).unwrap(),
                    revision_number: 200,
                },
                is_driver: revision.is_some_and(|revision| revision.is_driver),
                is_installed: !is_leaf && !self.lacks.contains(&id),
                dependents: 0,
            }
        };
        let judged: Vec<Judged> = page
            .new
            .iter()
            .map(|new| judge(new.id, &new.xml, new.is_leaf))
            .collect();
        for (judged, new) in judged.iter().zip(&page.new) {
            self.kept
                .known
                .retain(|_, known| known.identity != judged.identity);
            self.kept.known.insert(
                judged.id,
                Known {
                    id: judged.id,
                    identity: judged.identity,
                    is_leaf: new.is_leaf,
                    is_driver: judged.is_driver,
                    is_installed: judged.is_installed,
                    dependents: judged.dependents,
                },
            );
        }
        judged
    }
}

/// The version that filters need.
pub(crate) const OLD: ProtocolVersion = ProtocolVersion::new(1, 6);
