//! `IObjectExporter`: where the exporter is.

use wua_defs::interfaces::IUPDATE_SESSION;

use super::support::{Server, fault_of};
use crate::orpc::codes::OR_INVALID_OXID;
use crate::orpc::exporter::{ExporterRequest, ResolveRequest, read_alive, read_resolved, read_status};
use crate::orpc::{ComVersion, SecurityBinding, StringBinding, TCP, ids};
use crate::pdu::status;

fn request(oxid: u64, protocols: &[u16]) -> ResolveRequest {
    ResolveRequest {
        oxid,
        protocols: protocols.to_vec(),
    }
}

#[test]
fn the_exporter_is_found_by_its_number() {
    let server = Server::new();
    let oxid = server.object("anna", &IUPDATE_SESSION).standard.oxid;
    let old = ExporterRequest::ResolveOxid(request(oxid, &[8, TCP]));
    let new = ExporterRequest::ResolveOxid2(request(oxid, &[TCP]));
    for (request, with_version) in [(old, false), (new, true)] {
        let reply = server.resolver("anna", &request);
        let exporter = read_resolved(&reply, oxid, with_version).unwrap().unwrap();
        let hosts = ["127.0.0.7", "museum", "museum.example"];
        assert_eq!(
            exporter.bindings.strings,
            hosts.map(|host| StringBinding::exporter(host, 49_152))
        );
        assert_eq!(exporter.bindings.security, [9, 10].map(SecurityBinding::of));
        assert_eq!(exporter.remote_unknown, server.exporter.place.remote_unknown());
        assert_eq!(exporter.authentication_hint, 6);
        assert_eq!(exporter.version == ComVersion::OURS, with_version);
    }
}

#[test]
fn another_exporter_and_another_protocol_are_not_here() {
    let server = Server::new();
    let oxid = server.exporter.place.oxid();
    for (request, expected) in [
        (request(oxid + 1, &[TCP]), OR_INVALID_OXID),
        (request(oxid, &[8]), 1703),
        (request(oxid, &[]), 1703),
    ] {
        let reply = server.resolver("", &ExporterRequest::ResolveOxid2(request.clone()));
        assert_eq!(read_resolved(&reply, 0, true).unwrap(), Err(expected));
        let reply = server.resolver("", &ExporterRequest::ResolveOxid(request));
        assert_eq!(read_resolved(&reply, 0, false).unwrap(), Err(expected));
    }
}

#[test]
fn anybody_may_ask_whether_the_server_is_there() {
    let server = Server::new();
    for user in ["anna", "carl", ""] {
        let reply = server.resolver(user, &ExporterRequest::ServerAlive);
        assert_eq!(read_status(&reply).unwrap(), 0);
        let reply = server.resolver(user, &ExporterRequest::ServerAlive2);
        let (version, resolver) = read_alive(&reply).unwrap().unwrap();
        assert_eq!(version, ComVersion::OURS);
        // No ports: that of a resolver is known.
        let hosts = ["127.0.0.7", "museum", "museum.example"];
        assert_eq!(resolver.strings, hosts.map(StringBinding::resolver));
        assert_eq!(resolver.security, [9, 10].map(SecurityBinding::of));
    }
    assert!(server.refused().is_empty());
}

#[test]
fn there_are_six_operations() {
    let server = Server::new();
    let answer = server.send("anna", (ids::OBJECT_EXPORTER, 6), None, &[]);
    assert_eq!(fault_of(answer), status::OPERATION_RANGE);
}
