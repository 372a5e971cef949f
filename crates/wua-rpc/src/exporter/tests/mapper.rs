//! The endpoint mapper.

use wua_com::Guid;
use wua_defs::interfaces::IUPDATE_SESSION;

use super::support::{Server, fault_of, stub_of};
use crate::exporter::{Answer, Incoming};
use crate::orpc::codes::EPT_S_NOT_REGISTERED;
use crate::orpc::endpoint_mapper::{
    Entry, InterfaceId, LookupHandle, MapperRequest, Tower, read_entries, read_freed, read_mapped,
};
use crate::orpc::ids;
use crate::pdu::status;

fn version(uuid: Guid, major: u16, minor: u16) -> InterfaceId {
    InterfaceId { uuid, major, minor }
}

fn asked(server: &Server, request: &MapperRequest) -> Vec<u8> {
    let operation = (ids::ENDPOINT_MAPPER, request.opnum());
    stub_of(server.send("", operation, None, &request.to_stub().unwrap()))
}

/// `ept_map`.
fn mapped(server: &Server, tower: Option<Vec<u8>>) -> (Vec<Tower>, u32) {
    let request = MapperRequest::Map {
        object: None,
        tower,
        handle: LookupHandle::default(),
        most: 4,
    };
    let reply = asked(server, &request);
    // The number that was asked for is repeated.
    assert_eq!(reply[24..28], 4_u32.to_le_bytes());
    let (handle, towers, status) = read_mapped(&reply).unwrap();
    // Where there is something, there may be more.
    assert_eq!(handle == LookupHandle::default(), towers.is_empty());
    let read = |tower: Vec<u8>| Tower::from_bytes(&tower).unwrap().unwrap();
    (towers.into_iter().map(read).collect(), status)
}

fn question(interface: InterfaceId) -> Vec<u8> {
    Tower::tcp(interface, 0, [0; 4]).to_bytes().unwrap()
}

fn lookup(interface: Option<InterfaceId>, handle: LookupHandle, most: u32) -> MapperRequest {
    MapperRequest::Lookup {
        inquiry: interface.is_some().into(),
        object: None,
        interface,
        version_option: 1,
        handle,
        most,
    }
}

#[test]
fn the_interfaces_of_the_well_known_port_are_mapped() {
    let server = Server::new();
    for (uuid, major) in [
        (ids::OBJECT_EXPORTER, 0),
        (ids::REMOTE_SCM_ACTIVATOR, 0),
        (ids::ACTIVATION, 0),
        (ids::ENDPOINT_MAPPER, 3),
    ] {
        let interface = version(uuid, major, 0);
        let tower = Tower::tcp(interface, 135, [127, 0, 0, 7]);
        assert_eq!(mapped(&server, Some(question(interface))), (vec![tower], 0));
    }
}

#[test]
fn what_is_not_registered_is_said_not_to_be() {
    let server = Server::new();
    for tower in [
        Some(question(version(IUPDATE_SESSION.iid, 0, 0))),
        Some(question(version(ids::ENDPOINT_MAPPER, 2, 0))),
        Some(question(version(ids::ENDPOINT_MAPPER, 3, 1))),
        Some(b"no tower".to_vec()),
        None,
    ] {
        assert_eq!(mapped(&server, tower), (vec![], EPT_S_NOT_REGISTERED));
    }
}

#[test]
fn all_entries_are_walked_through_page_by_page() {
    let server = Server::new();
    let reply = asked(&server, &lookup(None, LookupHandle::default(), 100));
    let (_, all, status) = read_entries(&reply).unwrap();
    assert_eq!((all.len(), status), (4, 0));
    for most in 1..5 {
        let mut walked: Vec<Entry> = Vec::new();
        let mut handle = LookupHandle::default();
        loop {
            let (next, page, status) = read_entries(&asked(&server, &lookup(None, handle, most))).unwrap();
            handle = next;
            // Samba's client asks until there is nothing more.
            if page.is_empty() {
                assert_eq!((handle, status), (LookupHandle::default(), EPT_S_NOT_REGISTERED));
                break;
            }
            assert_eq!(status, 0);
            assert_ne!(handle, LookupHandle::default());
            walked.extend(page);
        }
        assert_eq!(walked, all);
    }
    let entry = &all[0];
    assert_eq!((entry.object, entry.annotation.as_str()), (Guid::NIL, "wua"));
}

#[test]
fn the_entries_of_one_interface_are_found() {
    let server = Server::new();
    let wanted = version(ids::ACTIVATION, 0, 0);
    let reply = asked(&server, &lookup(Some(wanted), LookupHandle::default(), 100));
    let (_, entries, _) = read_entries(&reply).unwrap();
    assert_eq!(entries.len(), 1);
    assert_eq!(entries[0].tower.interface, wanted);
}

#[test]
fn a_walk_from_nowhere_finds_nothing() {
    let server = Server::new();
    let handle = LookupHandle {
        attributes: 9,
        uuid: Guid::from_u128(u128::MAX),
    };
    for (handle, most) in [(handle, 5), (LookupHandle::default(), 0)] {
        let (next, entries, status) = read_entries(&asked(&server, &lookup(None, handle, most))).unwrap();
        assert_eq!(
            (next, entries, status),
            (LookupHandle::default(), vec![], EPT_S_NOT_REGISTERED)
        );
    }
    let reply = asked(&server, &MapperRequest::Free(handle));
    assert_eq!(read_freed(&reply).unwrap(), (LookupHandle::default(), 0));
}

#[test]
fn nobody_enters_or_removes_entries() {
    let server = Server::new();
    for opnum in [0, 1, 5, 6, 7] {
        let answer = server.send("anna", (ids::ENDPOINT_MAPPER, opnum), None, &[0; 200]);
        assert_eq!(fault_of(answer), status::OPERATION_RANGE);
    }
}

#[test]
fn the_address_is_the_one_that_was_dialled_as_far_as_there_is_room() {
    let server = Server::new();
    let request = lookup(None, LookupHandle::default(), 1);
    for (dialled, expected) in [
        ("10.0.0.9", [10, 0, 0, 9]),
        ("::ffff:10.0.0.9", [10, 0, 0, 9]),
        ("fd00::9", [0; 4]),
    ] {
        let mut origin = Server::origin("");
        origin.dialled = dialled.parse().unwrap();
        let call = Incoming {
            interface: ids::ENDPOINT_MAPPER,
            opnum: request.opnum(),
            object: None,
            parameters: &request.to_stub().unwrap(),
        };
        let Answer::Reply(reply) = server.exporter.answer(&call, &origin, 0) else {
            panic!("{dialled}");
        };
        assert_eq!(read_entries(&reply).unwrap().1[0].tower.address, expected);
    }
}
