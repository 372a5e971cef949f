//! `wua serve`: this agent for other computers. So far the rules that a firewall needs for it.

use std::net::IpAddr;

use serde::Serialize;
use wua::remote::{self, Policy};
use wua::{Error, code};

use crate::arguments::{FirewallArguments, ServeArguments};
use crate::context::Context;
use crate::exit::Exit;
use crate::failure::Failure;

/// What the rules are called, to be found again.
const NAME: &str = "wua serve";

/// The rules for programs.
#[derive(Serialize)]
struct Record {
    ports: Vec<u16>,
    /// Null where the system chooses it at each start.
    exporter_port: Option<u16>,
    nftables: Vec<String>,
    netsh: Vec<String>,
}

pub(crate) fn run(_: &ServeArguments) -> Result<Exit, Failure> {
    Err(Error::new(
        code::E_NOTIMPL,
        "this build does not answer other computers yet; `wua serve firewall` prints the rules for it",
    )
    .into())
}

pub(crate) fn firewall(context: &mut Context, arguments: &FirewallArguments) -> Result<Exit, Failure> {
    let policy = remote::policy(&context.builder().folders()?)?;
    let policy = Policy {
        port: arguments.port.unwrap_or(policy.port),
        exporter_port: arguments.exporter_port.or(policy.exporter_port),
        ..policy
    };
    if policy.exporter_port == Some(policy.port) {
        return Err(Failure::usage(format!(
            "port {} cannot be both: that of the endpoint mapper and that of the objects",
            policy.port
        )));
    }
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

fn listed(addresses: &[&IpAddr], separator: &str) -> String {
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
