//! `wua serve`: this agent for other computers, and the rules that a firewall needs for it.
//!
//! The server has threads of its own. This one writes down what they tell, so that a slow reader of the log delays no
//! call, and waits for the end.

use std::net::{IpAddr, SocketAddr};
use std::os::unix::process::CommandExt;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, TrySendError, sync_channel};
use std::thread;
use std::time::Duration;

use serde::Serialize;
use wua::remote::{self, Entry, Journal, Policy, Server, Stop, Weight};
use wua::{Error, code};

use crate::arguments::{PortArguments, ServeArguments};
use crate::context::Context;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::Style;
use crate::output::text::counted;

/// What the rules are called, to be found again.
const NAME: &str = "wua serve";

/// How many entries may wait to be written. Beyond that they are counted.
const WAITING_ENTRIES: usize = 4096;

/// How long it takes at most until a signal is seen.
const GLANCE: Duration = Duration::from_millis(100);

/// Where the server is, for programs.
#[derive(Serialize)]
struct Ready {
    endpoint_mapper: Vec<SocketAddr>,
    objects: Vec<SocketAddr>,
    /// Whether one can sign in with Kerberos; if not, why.
    kerberos: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    no_kerberos: Option<String>,
}

/// The rules for programs.
#[derive(Serialize)]
struct Record {
    ports: Vec<u16>,
    /// Null where the system chooses it at each start.
    exporter_port: Option<u16>,
    nftables: Vec<String>,
    netsh: Vec<String>,
}

pub(crate) fn run(context: &mut Context, arguments: &ServeArguments) -> Result<Exit, Failure> {
    let policy = policy(context, &arguments.ports)?;
    let policy = Policy {
        listen: if arguments.listen.is_empty() {
            policy.listen
        } else {
            arguments.listen.clone()
        },
        ..policy
    };
    begin_where_the_keys_are_known(&policy)?;
    let is_kerberos_wanted = policy.kerberos.is_some();
    let (sender, entries) = sync_channel(WAITING_ENTRIES);
    let lost = Arc::new(AtomicUsize::new(0));
    let journal = Arc::new(Queue {
        sender,
        lost: Arc::clone(&lost),
    });
    let server = Server::open(context.builder(), policy, journal)?;
    let ready = Ready {
        endpoint_mapper: server.mapper().to_vec(),
        objects: server.objects().to_vec(),
        kerberos: server.no_kerberos().is_none(),
        no_kerberos: server.no_kerberos().map(str::to_owned),
    };
    let stop = Stop::new();
    let stopping = stop.clone();
    let serving = thread::Builder::new()
        .name("server".to_owned())
        .spawn(move || server.run(&stopping))
        .map_err(|error| Error::new(code::E_OUTOFMEMORY, format!("no thread for the server: {error}")))?;
    context.output.line(&format!(
        "ready: endpoint mapper on {}, objects on {}",
        listed(&ready.endpoint_mapper, ", "),
        listed(&ready.objects, ", ")
    ));
    tell_of_kerberos(context, &ready, is_kerberos_wanted);
    context.output.record("ready", &ready);
    write_down(context, &entries, &lost, &stop);
    let held = match serving.join() {
        Ok(ended) => ended?,
        Err(panic) => std::panic::resume_unwind(panic),
    };
    context
        .output
        .note(&format!("stopped; {} held", counted(held, "object")));
    Ok(context.conclude_without_session(held))
}

/// What was configured and cannot be offered is no small thing.
fn tell_of_kerberos(context: &mut Context, ready: &Ready, is_wanted: bool) {
    match &ready.no_kerberos {
        None => context.output.note("Kerberos is offered"),
        Some(reason) if is_wanted => {
            context
                .output
                .error_line(Style::Alarm, &format!("Kerberos is not offered: {reason}"));
        }
        Some(reason) => context.output.note(&format!("Kerberos is not offered: {reason}")),
    }
}

/// Begins this program once more, in its place, where its environment does not name the keytab of the configuration:
/// GSSAPI looks nowhere else, and a process cannot change its own environment safely.
fn begin_where_the_keys_are_known(policy: &Policy) -> Result<(), Failure> {
    let Some(kerberos) = &policy.kerberos else {
        return Ok(());
    };
    let missing = kerberos.environment();
    if missing.is_empty() {
        return Ok(());
    }
    let failed = |error: &std::io::Error| {
        Error::new(
            code::E_FAIL,
            format!("the program could not be begun again with its keytab: {error}"),
        )
    };
    let program = std::env::current_exe().map_err(|error| failed(&error))?;
    let error = Command::new(program)
        .args(std::env::args_os().skip(1))
        .envs(missing)
        .exec();
    Err(failed(&error).into())
}

/// Writes entries until the server has ended; the sender goes with it.
fn write_down(context: &mut Context, entries: &Receiver<Entry>, lost: &AtomicUsize, stop: &Stop) {
    loop {
        match entries.recv_timeout(GLANCE) {
            Ok(entry) => write(context, &entry),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return,
        }
        let lost = lost.swap(0, Ordering::Relaxed);
        if lost > 0 {
            context.output.error_line(
                Style::Alarm,
                &format!("{lost} entries are missing here: more came than could be written"),
            );
        }
        if context.reason_to_stop().is_some() {
            stop.stop();
        }
    }
}

fn write(context: &mut Context, entry: &Entry) {
    let now = jiff::Timestamp::now();
    context.output.record(
        "entry",
        &Timed {
            time: now.to_string(),
            entry,
        },
    );
    if !context.output.is_json() {
        let line = format!("{now:.0} {entry}");
        match entry.weight {
            Weight::Detail => context.output.detail(&line),
            Weight::Note => context.output.note(&line),
            Weight::Warning => context.output.error_line(Style::Plain, &line),
        }
    }
}

/// An entry for programs.
#[derive(Serialize)]
struct Timed<'a> {
    time: String,
    #[serde(flatten)]
    entry: &'a Entry,
}

/// Takes entries to the thread that writes them.
struct Queue {
    sender: SyncSender<Entry>,
    lost: Arc<AtomicUsize>,
}

impl Journal for Queue {
    fn enter(&self, entry: Entry) {
        if let Err(TrySendError::Full(_)) = self.sender.try_send(entry) {
            self.lost.fetch_add(1, Ordering::Relaxed);
        }
    }
}

/// The policy of the configuration, with the ports of the command line.
fn policy(context: &Context, ports: &PortArguments) -> Result<Policy, Failure> {
    let policy = remote::policy(&context.builder().folders()?)?;
    let policy = Policy {
        port: ports.port.unwrap_or(policy.port),
        exporter_port: ports.exporter_port.or(policy.exporter_port),
        ..policy
    };
    if policy.exporter_port == Some(policy.port) {
        return Err(Failure::usage(format!(
            "port {} cannot be both: that of the endpoint mapper and that of the objects",
            policy.port
        )));
    }
    Ok(policy)
}

pub(crate) fn firewall(context: &mut Context, arguments: &PortArguments) -> Result<Exit, Failure> {
    let policy = policy(context, arguments)?;
    let record = Record {
        ports: std::iter::once(policy.port).chain(policy.exporter_port).collect(),
        exporter_port: policy.exporter_port,
        nftables: nftables(&policy),
        netsh: netsh(&policy),
    };
    print(context, &record);
    context.output.record("firewall", &record);
    Ok(context.conclude_without_session(1))
}

fn print(context: &mut Context, record: &Record) {
    if record.nftables.is_empty() {
        context
            .output
            .line("# Only addresses of this computer itself are listened on: no rule is needed.");
        return;
    }
    if record.exporter_port.is_none() {
        context.output.line(
            "# The port of the objects is another one at each start, so that no rule can name it, and these",
        );
        context.output.line(
            "# rules are not enough. Fix it: --exporter-port N, or `exporter-port` in the configuration.",
        );
    }
    context
        .output
        .line("# nftables; “inet filter input” is the chain that drops what is not allowed: put in the name of yours");
    for rule in &record.nftables {
        context.output.line(rule);
    }
    context.output.line("# netsh, on Windows");
    for rule in &record.netsh {
        context.output.line(rule);
    }
}

/// As addresses are matched, as the family is called, and which addresses are of it.
type Family = (&'static str, &'static str, fn(&IpAddr) -> bool);

/// The rules are put in front: what an appended one allows, a rule before it may have dropped already.
fn nftables(policy: &Policy) -> Vec<String> {
    let ports = match policy.exporter_port {
        Some(exporter) => format!("{{ {}, {exporter} }}", policy.port),
        None => policy.port.to_string(),
    };
    let rule = |destination: &str| {
        format!(
            "nft 'insert rule inet filter input {destination}tcp dport {ports} accept comment \"{NAME}\"'"
        )
    };
    if policy.listen.is_empty() {
        return vec![rule("")];
    }
    let families: [Family; 2] = [("ip", "ipv4", IpAddr::is_ipv4), ("ip6", "ipv6", IpAddr::is_ipv6)];
    families
        .into_iter()
        .filter_map(|(match_, family, is_of_it)| {
            let addresses: Vec<&IpAddr> = reachable(policy).filter(|address| is_of_it(address)).collect();
            Some(match addresses.as_slice() {
                [] => return None,
                all if all.iter().any(|address| address.is_unspecified()) => {
                    rule(&format!("meta nfproto {family} "))
                }
                [one] => rule(&format!("{match_} daddr {one} ")),
                several => rule(&format!("{match_} daddr {{ {} }} ", listed(several, ", "))),
            })
        })
        .collect()
}

/// One rule is enough: netsh takes lists of ports and of addresses of both families.
fn netsh(policy: &Policy) -> Vec<String> {
    let ports = match policy.exporter_port {
        Some(exporter) => format!("{},{exporter}", policy.port),
        None => policy.port.to_string(),
    };
    let addresses: Vec<&IpAddr> = reachable(policy).collect();
    if !policy.listen.is_empty() && addresses.is_empty() {
        return Vec::new();
    }
    let local = if addresses.is_empty() || addresses.iter().any(|address| address.is_unspecified()) {
        String::new()
    } else {
        format!(" localip={}", listed(&addresses, ","))
    };
    vec![format!(
        "netsh advfirewall firewall add rule name=\"{NAME}\" dir=in action=allow protocol=TCP localport={ports}{local}"
    )]
}

/// The addresses that others can reach: nobody needs to be let through to the loopback interface.
fn reachable(policy: &Policy) -> impl Iterator<Item = &IpAddr> {
    policy.listen.iter().filter(|address| !address.is_loopback())
}

fn listed(addresses: &[impl ToString], separator: &str) -> String {
    let addresses: Vec<String> = addresses.iter().map(ToString::to_string).collect();
    addresses.join(separator)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn policy(listen: &[&str], exporter_port: Option<u16>) -> Policy {
        Policy {
            listen: listen.iter().map(|address| address.parse().unwrap()).collect(),
            exporter_port,
            ..Policy::default()
        }
    }

    #[test]
    fn both_ports_and_nothing_else_are_opened() {
        let policy = policy(&[], Some(49200));
        assert_eq!(
            nftables(&policy),
            ["nft 'insert rule inet filter input tcp dport { 135, 49200 } accept comment \"wua serve\"'"]
        );
        assert_eq!(
            netsh(&policy),
            [
                "netsh advfirewall firewall add rule name=\"wua serve\" dir=in action=allow protocol=TCP \
              localport=135,49200"
            ]
        );
    }

    #[test]
    fn only_the_addresses_that_are_listened_on_are_opened() {
        let policy = policy(
            &["127.0.0.2", "192.0.2.1", "192.0.2.2", "2001:db8::1"],
            Some(49200),
        );
        let [four, six] = &*nftables(&policy) else {
            panic!()
        };
        assert!(
            four.contains(" ip daddr { 192.0.2.1, 192.0.2.2 } tcp dport"),
            "{four}"
        );
        assert!(six.contains(" ip6 daddr 2001:db8::1 tcp dport"), "{six}");
        let [rule] = &*netsh(&policy) else { panic!() };
        assert!(
            rule.ends_with(" localip=192.0.2.1,192.0.2.2,2001:db8::1"),
            "{rule}"
        );
    }

    #[test]
    fn all_addresses_of_a_family_are_that_family() {
        let rules = nftables(&policy(&["0.0.0.0"], None));
        let [rule] = &*rules else { panic!("{rules:?}") };
        assert!(
            rule.contains("input meta nfproto ipv4 tcp dport 135 accept"),
            "{rule}"
        );
    }

    #[test]
    fn the_loopback_interface_needs_no_rule() {
        let policy = policy(&["127.0.0.2", "::1"], Some(49200));
        assert!(nftables(&policy).is_empty() && netsh(&policy).is_empty());
    }
}
