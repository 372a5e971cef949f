//! What the server knows, and the cookies by which it knows its clients again.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use foldhash::{HashMap, HashSet};
use jiff::{SignedDuration, Timestamp};
use sha2::{Digest as _, Sha256};
use wua_agent::ports::Clock;
use wua_com::Guid;

use super::base64;
use super::catalogue::Catalogue;
use super::fault::{ErrorCode, Fault};
use super::journal::{Asked, Computer, Event};
use super::operations::Found;
use super::plan::Plan;
use super::xml::{Node, leaf};

/// How the server is configured.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Whether computers have to register before they synchronize.
    pub is_registration_required: bool,
    /// `ServiceUrl` of the service of authorization; some servers leave it empty.
    pub service_url: String,
    /// `AllowedEventIds`; empty leaves them out.
    pub allowed_event_ids: Vec<i32>,
    /// `MaxExtendedUpdatesPerRequest`.
    pub most_extended: usize,
    /// `ProtocolVersion`.
    pub protocol_version: (u32, u32),
    /// Other properties of the configuration, instead of those that real servers have.
    pub properties: Vec<(String, String)>,
    /// How many new revisions a page has.
    pub page_size: usize,
    /// How many installed revisions a client may name.
    pub most_installed: usize,
    /// How long a cookie lives.
    pub cookie_lifetime: SignedDuration,
    /// Whether answers are compressed for who asks for it.
    pub compresses: bool,
    /// What a client is told whose cookie is of another identity of this server.
    pub stranger: ErrorCode,
    /// Where files are said to be, such as `http://127.0.0.1:81`; where the client asked if there is nothing.
    pub content_base: Option<String>,
    /// Whether it says where files are.
    pub tells_places: bool,
    /// Which groups there are besides "All Computers".
    pub groups: BTreeSet<String>,
}

impl Default for Settings {
    fn default() -> Self {
        let property = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        Self {
            is_registration_required: true,
            service_url: "SimpleAuthWebService/SimpleAuth.asmx".to_owned(),
            allowed_event_ids: Vec::new(),
            most_extended: 50,
            protocol_version: (3, 2),
            properties: vec![
                property(
                    "PackageServerShare",
                    "\\\\updates.example\\UpdateServicesPackages",
                ),
                property("IsInventoryRequired", "0"),
                property("ClientReportingLevel", "2"),
            ],
            page_size: 30,
            most_installed: 400,
            cookie_lifetime: SignedDuration::from_hours(1),
            compresses: true,
            stranger: ErrorCode::ServerChanged,
            content_base: None,
            tells_places: true,
            groups: BTreeSet::new(),
        }
    }
}

/// The group of who asked for none, or for one that there is not.
pub const UNASSIGNED: &str = "Unassigned Computers";

/// What a cookie stands for.
#[derive(Clone, Debug)]
pub(super) struct Cookie {
    pub(super) client: String,
    pub(super) expires: Timestamp,
    pub(super) version: (u32, u32),
    /// The configuration that the client knows.
    pub(super) configuration: Timestamp,
    pub(super) identity: Guid,
    /// Up to which change the client was told.
    pub(super) software_seen: u64,
    pub(super) drivers_seen: u64,
    /// Nothing has been synchronized since its client began anew, so that it may have been with another server until now.
    pub(super) is_first: bool,
    /// It is too old, whatever it says.
    pub(super) is_spent: bool,
}

/// Everything that is behind the lock.
pub(super) struct State {
    pub(super) catalogue: Catalogue,
    pub(super) settings: Settings,
    pub(super) plan: Plan,
    pub(super) complaints: Vec<String>,
    pub(super) asked: Vec<Asked>,
    pub(super) events: Vec<Event>,
    pub(super) computers: BTreeMap<String, Computer>,
    /// Groups that an administrator has put computers into.
    pub(super) assigned: BTreeMap<String, String>,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) identity: Guid,
    pub(super) last_change: Timestamp,
    pub(super) past_changes: BTreeSet<Timestamp>,
    /// Ids that clients of this identity have been told.
    pub(super) told: HashSet<i32>,
    /// Ids of updates that do not exist.
    pub(super) invented: HashSet<i32>,
    pub(super) found: Option<Found>,
    cookies: HashMap<Vec<u8>, Cookie>,
    authorizations: HashMap<Vec<u8>, String>,
    made: u64,
}

impl State {
    pub(super) fn new(clock: Arc<dyn Clock>) -> Self {
        let last_change = truncated(clock.now());
        let mut state = Self {
            catalogue: Catalogue::new(clock.clone()),
            settings: Settings::default(),
            plan: Plan::new(),
            complaints: Vec::new(),
            asked: Vec::new(),
            events: Vec::new(),
            computers: BTreeMap::new(),
            assigned: BTreeMap::new(),
            clock,
            identity: Guid::NIL,
            last_change,
            past_changes: BTreeSet::from([last_change]),
            told: HashSet::default(),
            invented: HashSet::default(),
            found: None,
            cookies: HashMap::default(),
            authorizations: HashMap::default(),
            made: 0,
        };
        state.identity = state.guid();
        state
    }

    /// The time, as exactly as the protocol says it.
    pub(super) fn now(&self) -> Timestamp {
        truncated(self.clock.now())
    }

    pub(super) fn complain(&mut self, about: &str, what: &str) {
        self.complaints.push(format!("{about}: {what}"));
    }

    /// The configuration is another one from now on.
    pub(super) fn configured(&mut self) {
        let least = self.last_change + SignedDuration::from_millis(1);
        self.last_change = self.now().max(least);
        self.past_changes.insert(self.last_change);
    }

    /// From now on this is another server at the same address.
    pub(super) fn become_another(&mut self) {
        self.identity = self.guid();
        self.catalogue.renumber();
        self.told.clear();
        for computer in self.computers.values_mut() {
            computer.is_registered = false;
        }
    }

    /// Bytes that are different each time and the same in each run.
    fn bytes(&mut self, salt: &str) -> Vec<u8> {
        self.made += 1;
        Sha256::digest(format!("{salt} {} {}", self.made, self.identity)).to_vec()
    }

    /// A GUID of such bytes.
    pub(super) fn guid(&mut self) -> Guid {
        let bytes = self.bytes("guid");
        let number = bytes
            .iter()
            .take(16)
            .fold(0_u128, |number, byte| (number << 8) | u128::from(*byte));
        Guid::from_u128(number)
    }

    pub(super) fn authorize(&mut self, client: &str) -> Vec<u8> {
        let bytes = self.bytes("authorization");
        self.authorizations.insert(bytes.clone(), client.to_owned());
        bytes
    }

    pub(super) fn authorized(&self, data: &[u8]) -> Option<&String> {
        self.authorizations.get(data)
    }

    /// Gives out a cookie; its element is written under that name.
    pub(super) fn give(&mut self, cookie: Cookie, name: &str, out: &mut String) {
        let bytes = self.bytes("cookie");
        out.push('<');
        out.push_str(name);
        out.push('>');
        leaf(out, "Expiration", cookie.expires);
        leaf(out, "EncryptedData", base64::encode(&bytes));
        out.push_str("</");
        out.push_str(name);
        out.push('>');
        self.cookies.insert(bytes, cookie);
    }

    /// The cookie that an element shows, whatever its age; nothing if it is not from here.
    pub(super) fn known(&self, node: &Node) -> Option<(Vec<u8>, Cookie)> {
        let data = base64::decode(&node.text_of("EncryptedData")?)?;
        let cookie = self.cookies.get(&data)?.clone();
        Some((data, cookie))
    }

    /// The cookie of a call, if it is valid.
    pub(super) fn cookie(&mut self, about: &str, parameters: &Node) -> Result<Cookie, Fault> {
        let node = parameters
            .child("cookie")
            .ok_or_else(|| Fault::parameter("cookie"))?;
        let cookie = self.issued_here(node)?;
        let shown = node.text_of("Expiration").and_then(|text| time(&text));
        if shown != Some(cookie.expires) {
            self.complain(about, "the cookie says another expiration than it was given with");
        }
        if cookie.is_spent || cookie.expires <= self.now() {
            return Err(Fault::new(ErrorCode::CookieExpired));
        }
        Ok(cookie)
    }

    /// A cookie of this server and of its identity of today.
    pub(super) fn issued_here(&self, node: &Node) -> Result<Cookie, Fault> {
        match self.known(node) {
            None => Err(Fault::new(ErrorCode::InvalidCookie)),
            Some((_, cookie)) if cookie.identity != self.identity => Err(Fault::new(self.settings.stranger)),
            Some((_, cookie)) => Ok(cookie),
        }
    }

    /// Remembers up to where the client of a cookie was told, without a new cookie.
    pub(super) fn has_seen_everything(&mut self, node: &Node) {
        let changes = self.catalogue.changes;
        let known = self.known(node);
        if let Some(cookie) = known.and_then(|(data, _)| self.cookies.get_mut(&data)) {
            cookie.software_seen = changes;
            cookie.drivers_seen = changes;
        }
    }

    /// All cookies are too old from now on.
    pub(super) fn expire_cookies(&mut self) {
        for cookie in self.cookies.values_mut() {
            cookie.is_spent = true;
        }
    }

    /// No cookie says anything any more.
    pub(super) fn forget_cookies(&mut self) {
        self.cookies.clear();
        self.authorizations.clear();
    }

    /// The group of a client: what an administrator decided, or else what it asked for.
    pub(super) fn group(&self, client: &str) -> String {
        let asked_for = self.computers.get(client).map(|computer| &computer.target_group);
        let asked_for = asked_for.filter(|group| self.settings.groups.contains(*group));
        let group = self.assigned.get(client).or(asked_for);
        group.map_or_else(|| UNASSIGNED.to_owned(), Clone::clone)
    }
}

/// Real servers say at most seven digits of a second; milliseconds are enough here.
fn truncated(time: Timestamp) -> Timestamp {
    Timestamp::from_millisecond(time.as_millisecond()).unwrap_or(time)
}

/// A point in time as the protocol writes it; UTC if it does not say.
pub(super) fn time(text: &str) -> Option<Timestamp> {
    let zoned = text.parse().ok();
    zoned.or_else(|| {
        let civil: jiff::civil::DateTime = text.parse().ok()?;
        Some(civil.to_zoned(jiff::tz::TimeZone::UTC).ok()?.timestamp())
    })
}

/// A version of two parts.
pub(super) fn version(text: &str) -> Option<(u32, u32)> {
    let (major, minor) = text.split_once('.')?;
    Some((major.parse().ok()?, minor.parse().ok()?))
}
