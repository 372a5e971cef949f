//! This agent for other computers: sockets, sign-ins, and the objects behind them.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use wua_com::{Error, code};
use wua_net::serve::{self, Endpoint, HandedOver, Heard, Listener, Service, Stop};
use wua_objects::Host;
use wua_rpc::auth::{Handshake, ntlm, spnego};
use wua_rpc::connection::{self, Call};
use wua_rpc::exporter::{self, Answer, Exporter, Incoming, Origin, Place};
use wua_rpc::pdu::status;

use super::accounts::AccountsFile;
use super::journal::{Entry, Journal};
use super::offering::Offering;
use super::policy::{Limits, Policy};
use super::realm::{self, Kerberos};
use crate::builder::Builder;
use crate::configuration::BAD_CONFIGURATION;

/// How systemd names the socket of the endpoint mapper (`FileDescriptorName=`).
const MAPPER_SOCKET: &str = "epmap";
/// How it names the socket of the objects.
const OBJECTS_SOCKET: &str = "objects";

/// How many files are open beside the connections: the store, the programs that are run, the sockets that listen.
const OTHER_FILES: u64 = 256;

/// The numbers of the mechanisms to sign in by ([MS-RPCE] 2.2.1.1.7).
const SPNEGO: u8 = 9;
const NTLM: u8 = 10;

/// The longest name of a computer in `NetBIOS`.
const NETBIOS_LENGTH: usize = 15;

/// A server that listens, and does not answer yet.
pub struct Server {
    service: Arc<Answering>,
    endpoints: Vec<Endpoint>,
    limits: serve::Limits,
    mapper: Vec<SocketAddr>,
    objects: Vec<SocketAddr>,
    no_kerberos: Option<String>,
}

impl Server {
    /// Opens the agent and the sockets. Refused where nobody could sign in.
    pub fn open(builder: &Builder, policy: Policy, journal: Arc<dyn Journal>) -> Result<Self, Error> {
        let accounts = Arc::new(super::accounts(&builder.folders()?));
        let realm = realm::Administrators::new(policy.kerberos.as_ref());
        let (kerberos, no_kerberos) = match Kerberos::offer(policy.kerberos.as_ref()) {
            Ok(kerberos) => (Some(kerberos), None),
            Err(reason) => (None, Some(reason)),
        };
        require_somebody(
            &accounts,
            policy.kerberos.is_some(),
            no_kerberos.as_deref(),
            &realm,
        )?;
        let host = Host::new(builder.agent()?, env!("CARGO_PKG_VERSION"));
        allow_connections(policy.limits.connections);
        let (mapper, objects) = listen(&policy)?;
        let names = Names::of_this_computer();
        let place = Place {
            seed: seed()?,
            names: names.all(),
            resolver_port: port_of(&mapper)?,
            exporter_port: port_of(&objects)?,
            mechanisms: match &kerberos {
                Some(_) => vec![SPNEGO, Kerberos::NUMBER, NTLM],
                None => vec![SPNEGO, NTLM],
            },
        };
        let limits = policy.limits;
        let offering = Offering {
            host,
            accounts: Arc::clone(&accounts),
            realm,
            policy,
            locale: builder.first_locale(),
            #[cfg(feature = "museum")]
            is_museum: builder.is_museum(),
            journal: Arc::clone(&journal),
        };
        let exporter = Exporter::new(Arc::new(offering), place.clone(), limits.of_objects());
        let endpoint = |listener, interfaces, port: u16| Endpoint {
            listener,
            server: Arc::new(connection::Server {
                limits: limits.of_connections(),
                interfaces,
                address: port.to_string(),
            }),
        };
        let ntlm = ntlm::Server::new(names.for_ntlm(), accounts);
        let mechanisms = kerberos.as_ref().map(Kerberos::mechanism);
        let mechanisms = mechanisms.into_iter().chain([mechanism(&ntlm)]).collect();
        Ok(Self {
            limits: limits.of_the_server(),
            mapper: mapper.local_addresses(),
            objects: objects.local_addresses(),
            no_kerberos,
            endpoints: vec![
                endpoint(mapper, Exporter::resolver_interfaces(), place.resolver_port),
                endpoint(objects, exporter.object_interfaces(), place.exporter_port),
            ],
            service: Arc::new(Answering {
                exporter: Arc::new(exporter),
                spnego: spnego::Server::new(mechanisms),
                ntlm,
                kerberos,
                journal,
            }),
        })
    }

    /// Where the endpoint mapper, the resolver and activation are.
    pub fn mapper(&self) -> &[SocketAddr] {
        &self.mapper
    }

    /// Where the objects are.
    pub fn objects(&self) -> &[SocketAddr] {
        &self.objects
    }

    /// Why nobody can sign in with Kerberos, unless somebody can.
    pub fn no_kerberos(&self) -> Option<&str> {
        self.no_kerberos.as_deref()
    }

    /// Answers until it is to stop. What runs then may end. Gives how many objects callers still held.
    pub fn run(self, stop: &Stop) -> Result<usize, Error> {
        let exporter = Arc::clone(&self.service.exporter);
        serve::run(self.service, self.endpoints, self.limits, stop)?;
        Ok(exporter.len())
    }
}

fn mechanism(ntlm: &ntlm::Server) -> Arc<dyn spnego::Mechanism> {
    Arc::new(ntlm.clone())
}

/// Somebody has to be able to sign in: a listener that refuses everybody helps nobody but intruders.
fn require_somebody(
    accounts: &AccountsFile,
    is_kerberos_wanted: bool,
    no_kerberos: Option<&str>,
    realm: &realm::Administrators,
) -> Result<(), Error> {
    let has_realm = no_kerberos.is_none() && !realm.is_empty();
    if has_realm || accounts.users()?.iter().any(|user| user.is_administrator) {
        return Ok(());
    }
    let kerberos = match no_kerberos {
        Some(reason) if is_kerberos_wanted => format!("; Kerberos is not offered: {reason}"),
        Some(_) => String::new(),
        None => "; [remote.kerberos] names no `administrators`".to_owned(),
    };
    Err(Error::new(
        BAD_CONFIGURATION,
        format!(
            "no administrator could sign in, so nothing was opened: {} has none; add one with `wua user add NAME`{kerberos}",
            accounts.path().display()
        ),
    ))
}

/// Every connection is an open file. Systems allow few of them at first, and more to those who ask.
fn allow_connections(connections: usize) {
    let wanted = u64::try_from(connections)
        .unwrap_or(u64::MAX)
        .saturating_add(OTHER_FILES);
    let limit = getrlimit(Resource::Nofile);
    if limit.current.is_some_and(|current| current < wanted) {
        let current = limit.maximum.map_or(wanted, |maximum| maximum.min(wanted));
        // Whoever comes then is refused, and that is in the journal.
        let _ = setrlimit(
            Resource::Nofile,
            Rlimit {
                current: Some(current),
                ..limit
            },
        );
    }
}

/// The sockets of the endpoint mapper and of the objects: those that were handed over, or new ones.
fn listen(policy: &Policy) -> Result<(Listener, Listener), Error> {
    let (mut mapper, mut objects): (Option<Listener>, Option<Listener>) = (None, None);
    for HandedOver { name, listener } in Listener::handed_over()? {
        let is_mapper = match name.as_deref() {
            Some(MAPPER_SOCKET) => true,
            Some(OBJECTS_SOCKET) => false,
            _ => listener
                .local_addresses()
                .iter()
                .any(|address| address.port() == policy.port),
        };
        let place = if is_mapper { &mut mapper } else { &mut objects };
        *place = Some(match place.take() {
            Some(others) => others.and(listener),
            None => listener,
        });
    }
    if objects.is_some() && mapper.is_none() {
        return Err(Error::new(
            code::E_INVALIDARG,
            format!(
                "sockets were handed over, but none at port {} and none named `{MAPPER_SOCKET}`: hand that one over, \
                 too, or name its port with `--port`",
                policy.port
            ),
        ));
    }
    let mapper = match mapper {
        Some(mapper) => mapper,
        None => bind(&policy.listen, policy.port)?,
    };
    let objects = match objects {
        Some(objects) => objects,
        None => bind(
            &addresses_of(&mapper, &policy.listen),
            policy.exporter_port.unwrap_or(0),
        )?,
    };
    Ok((mapper, objects))
}

/// On these addresses, or on all if there are none.
fn bind(addresses: &[IpAddr], port: u16) -> Result<Listener, Error> {
    if addresses.is_empty() {
        return Listener::bind_everywhere(port);
    }
    let addresses: Vec<SocketAddr> = addresses.iter().map(|ip| SocketAddr::new(*ip, port)).collect();
    Listener::bind(&addresses)
}

/// Objects are where the endpoint mapper is, also where that was opened by somebody else.
fn addresses_of(mapper: &Listener, configured: &[IpAddr]) -> Vec<IpAddr> {
    if !configured.is_empty() {
        return configured.to_vec();
    }
    let addresses = mapper.local_addresses();
    let mut addresses: Vec<IpAddr> = addresses.iter().map(SocketAddr::ip).collect();
    if addresses.iter().any(IpAddr::is_unspecified) {
        addresses.clear();
    }
    addresses
}

/// All sockets of a listener have one port: clients are told one.
fn port_of(listener: &Listener) -> Result<u16, Error> {
    let addresses = listener.local_addresses();
    let mut ports = addresses.iter().map(SocketAddr::port);
    let first = ports.next().unwrap_or_default();
    if ports.all(|port| port == first) {
        return Ok(first);
    }
    Err(Error::new(
        code::E_INVALIDARG,
        format!(
            "the sockets that were handed over have several ports, and clients can be told one only: {addresses:?}"
        ),
    ))
}

fn seed() -> Result<[u64; 2], Error> {
    let mut numbers = [0; 2];
    for number in &mut numbers {
        let mut bytes = [0; 8];
        wua_net::random(&mut bytes)?;
        *number = u64::from_le_bytes(bytes);
    }
    Ok(numbers)
}

/// What this computer is called.
struct Names {
    full: String,
}

impl Names {
    fn of_this_computer() -> Self {
        let system = rustix::system::uname();
        Self {
            full: system.nodename().to_string_lossy().into_owned(),
        }
    }

    fn short(&self) -> &str {
        self.full.split('.').next().unwrap_or_default()
    }

    /// The short one first: it is in what the others dial.
    fn all(&self) -> Vec<String> {
        let mut names = vec![self.short().to_owned(), self.full.clone()];
        names.dedup();
        names.retain(|name| !name.is_empty());
        names
    }

    fn for_ntlm(&self) -> ntlm::Names {
        let computer: String = self.short().chars().take(NETBIOS_LENGTH).collect();
        let computer = computer.to_uppercase();
        ntlm::Names {
            domain: computer.clone(),
            computer,
            dns_computer: self.full.clone(),
            dns_domain: self
                .full
                .split_once('.')
                .map(|(_, domain)| domain.to_owned())
                .unwrap_or_default(),
        }
    }
}

impl Limits {
    fn of_objects(&self) -> exporter::Limits {
        exporter::Limits {
            objects_per_caller: self.objects_per_caller,
            ..exporter::Limits::default()
        }
    }

    fn of_connections(&self) -> connection::Limits {
        connection::Limits {
            presentation_contexts: self.contexts,
            fragment: self.fragment_size,
            stub: self.call_size,
            handshake: milliseconds(self.handshake),
            fragment_wait: milliseconds(self.fragment),
            idle_signed_in: milliseconds(self.idle),
            ..connection::Limits::default()
        }
    }

    fn of_the_server(&self) -> serve::Limits {
        let usual = serve::Limits::default();
        serve::Limits {
            connections: self.connections,
            strangers: usual.strangers.min(self.connections),
            calls_per_caller: self.blocking_calls_per_caller,
            ..usual
        }
    }
}

fn milliseconds(duration: std::time::Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}

/// Answers what comes over the connections.
struct Answering {
    exporter: Arc<Exporter>,
    ntlm: ntlm::Server,
    spnego: spnego::Server,
    kerberos: Option<Kerberos>,
    journal: Arc<dyn Journal>,
}

impl Service for Answering {
    fn handshake(&self, mechanism: u8) -> Option<Box<dyn Handshake>> {
        match mechanism {
            NTLM => Some(self.ntlm.handshake()),
            SPNEGO => Some(self.spnego.handshake()),
            Kerberos::NUMBER => self.kerberos.as_ref().map(Kerberos::handshake),
            _ => None,
        }
    }

    fn answer(&self, call: &Call, origin: &Origin, now: u64) -> Answer {
        match Incoming::try_from(call) {
            Ok(incoming) => self.exporter.answer(&incoming, origin, now),
            Err(_) => Answer::Fault {
                status: status::ACCESS_DENIED,
                executed: false,
            },
        }
    }

    fn heard(&self, from: SocketAddr, event: Heard) {
        self.journal.enter(Entry::of_connection(from, &event));
    }

    fn tick(&self, now: u64) {
        self.exporter.collect(now);
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn every_limit_of_the_configuration_reaches_whoever_keeps_it() {
        let limits = Limits {
            connections: 1,
            contexts: 2,
            fragment_size: 1432,
            call_size: 4,
            objects_per_caller: 5,
            blocking_calls_per_caller: 6,
            handshake: Duration::from_secs(7),
            fragment: Duration::from_secs(8),
            idle: Duration::from_secs(9),
        };
        let server = limits.of_the_server();
        assert_eq!(
            (server.connections, server.strangers, server.calls_per_caller),
            (1, 1, 6)
        );
        let connection = limits.of_connections();
        assert_eq!(
            (
                connection.presentation_contexts,
                connection.fragment,
                connection.stub
            ),
            (2, 1432, 4)
        );
        assert_eq!(
            (
                connection.handshake,
                connection.fragment_wait,
                connection.idle_signed_in
            ),
            (7_000, 8_000, 9_000)
        );
        assert_eq!(limits.of_objects().objects_per_caller, 5);
    }

    #[test]
    fn a_name_with_dots_is_known_by_its_first_part_too() {
        let names = |full: &str| Names {
            full: full.to_owned(),
        };
        assert_eq!(
            names("orrery.museum.example").all(),
            ["orrery", "orrery.museum.example"]
        );
        assert_eq!(names("orrery").all(), ["orrery"]);
        assert!(names("").all().is_empty());
        let ntlm = names("observatory-of-the-museum.example").for_ntlm();
        assert_eq!(
            (&*ntlm.computer, &*ntlm.dns_domain),
            ("OBSERVATORY-OF-", "example")
        );
    }
}
