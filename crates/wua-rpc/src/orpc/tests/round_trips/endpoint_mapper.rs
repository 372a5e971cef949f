//! Towers and the operations of the endpoint mapper.

use wua_com::Guid;

use super::guid;
use crate::ndr::tests::values::bytes;
use crate::orpc::endpoint_mapper::{
    self, Entry, InterfaceId, LookupHandle, MapperRequest, Tower, read_mapped, write_mapped,
};
use crate::orpc::{codes, ids};

const RESOLVER: InterfaceId = InterfaceId {
    uuid: ids::OBJECT_EXPORTER,
    major: 0,
    minor: 0,
};

#[test]
fn a_tower_is_seventy_five_bytes_with_the_port_in_the_order_of_the_net() {
    let tower = Tower::tcp(RESOLVER, 135, [127, 0, 0, 1]);
    let seen = bytes(
        "0500 1300 0d c4fefc9960521b10bbcb00aa0021347a 0000 0200 0000 \
         1300 0d 045d888aeb1cc9119fe808002b104860 0200 0200 0000 \
         0100 0b 0200 0000 0100 07 0200 0087 0100 09 0400 7f000001",
    );
    assert_eq!(seen.len(), 75);
    assert_eq!(tower.to_bytes().unwrap(), seen);
    assert_eq!(Tower::from_bytes(&seen).unwrap(), Some(tower));
    // Over named pipes: understood, and none of ours.
    let mut pipes = seen.clone();
    assert_eq!(pipes[61], 0x07);
    pipes[61] = 0x0F;
    assert_eq!(Tower::from_bytes(&pipes).unwrap(), None);
    for end in 0..seen.len() {
        assert!(Tower::from_bytes(&seen[..end]).is_err(), "{end}");
    }
}

#[test]
fn the_reply_of_the_endpoint_mapper_repeats_how_many_towers_were_asked_for() {
    let tower = Tower::tcp(RESOLVER, 135, [10, 0, 0, 1]);
    let request = MapperRequest::Map {
        object: Some(Guid::NIL),
        tower: Some(tower.to_bytes().unwrap()),
        handle: LookupHandle::default(),
        most: 4,
    };
    let stub = request.to_stub().unwrap();
    assert_eq!(MapperRequest::read(3, &stub).unwrap(), request);
    let handle = LookupHandle {
        attributes: 0,
        uuid: guid(3),
    };
    let stub = write_mapped(handle, 4, &[tower, tower], 0).unwrap();
    // The handle, the number of towers; then as many places as were asked for, and two of them taken.
    assert_eq!(&stub[20..36], bytes("02000000 04000000 00000000 02000000"));
    let octets = tower.to_bytes().unwrap();
    assert_eq!(
        read_mapped(&stub).unwrap(),
        (handle, vec![octets.clone(), octets], 0)
    );
    let one = write_mapped(handle, 1, &[tower, tower], 0).unwrap();
    assert_eq!(read_mapped(&one).unwrap().1.len(), 1);
    let none = write_mapped(LookupHandle::default(), 4, &[], codes::EPT_S_NOT_REGISTERED).unwrap();
    assert_eq!(
        read_mapped(&none).unwrap(),
        (LookupHandle::default(), vec![], 0x16C9_A0D6)
    );
}

#[test]
fn a_question_of_rpcclient_is_understood() {
    let tower = Tower::tcp(RESOLVER, 0, [0; 4]);
    let mut stub = bytes("01000000 00000000 00000000 00000000 00000000 02000000 4b000000 4b000000");
    stub.extend(tower.to_bytes().unwrap());
    stub.push(0xCE);
    stub.extend([0; 20]);
    stub.extend([1, 0, 0, 0]);
    let MapperRequest::Map {
        tower: asked, most, ..
    } = MapperRequest::read(3, &stub).unwrap()
    else {
        panic!("no map");
    };
    assert_eq!(
        (Tower::from_bytes(&asked.unwrap()).unwrap(), most),
        (Some(tower), 1)
    );
}

#[test]
fn entries_are_looked_up() {
    let request = MapperRequest::Lookup {
        inquiry: 3,
        object: Some(guid(1)),
        interface: Some(RESOLVER),
        version_option: 1,
        handle: LookupHandle::default(),
        most: 500,
    };
    assert_eq!(
        MapperRequest::read(2, &request.to_stub().unwrap()).unwrap(),
        request
    );
    let free = MapperRequest::Free(LookupHandle::default());
    assert_eq!(MapperRequest::read(4, &free.to_stub().unwrap()).unwrap(), free);
    let freed = endpoint_mapper::write_freed(0).unwrap();
    assert_eq!(freed.len(), 24);
    assert_eq!(
        endpoint_mapper::read_freed(&freed).unwrap(),
        (LookupHandle::default(), 0)
    );
    for refused in [0, 1, 5, 6] {
        assert!(MapperRequest::read(refused, &[0; 100]).is_err());
    }
    let entries: Vec<Entry> = ["", "abc", "Windows Update Agent"]
        .map(|annotation| Entry {
            object: Guid::NIL,
            tower: Tower::tcp(RESOLVER, 49670, [10, 0, 0, 1]),
            annotation: annotation.into(),
        })
        .to_vec();
    let stub = endpoint_mapper::write_entries(LookupHandle::default(), 500, &entries, 0).unwrap();
    let read = endpoint_mapper::read_entries(&stub).unwrap();
    assert_eq!(read, (LookupHandle::default(), entries.clone(), 0));
    let mut long = entries;
    long[0].annotation = "x".repeat(100);
    let stub = endpoint_mapper::write_entries(LookupHandle::default(), 1, &long, 0).unwrap();
    assert_eq!(
        endpoint_mapper::read_entries(&stub).unwrap().1[0]
            .annotation
            .len(),
        63
    );
}
