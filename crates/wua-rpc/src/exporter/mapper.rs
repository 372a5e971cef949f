//! The endpoint mapper (C706 appendix O): which interface is at which port. Those of the well-known port alone are
//! entered: where objects are, their references say.

use std::net::IpAddr;

use wua_com::Guid;

use super::offer::{Answer, Incoming, Origin};
use super::place::Place;
use super::{Exporter, Fault};
use crate::orpc::codes::EPT_S_NOT_REGISTERED;
use crate::orpc::endpoint_mapper::{
    Entry, InterfaceId, LookupHandle, MapperRequest, Tower, write_entries, write_freed, write_mapped,
};

/// What the entries are called, for people.
const ANNOTATION: &str = "wua";

/// Of an inquiry: only the entries of one interface.
const BY_INTERFACE: u32 = 1;

pub(super) fn answer(call: &Incoming<'_>, origin: &Origin, place: &Place) -> Result<Answer, Fault> {
    let reply = match MapperRequest::read(call.opnum, call.parameters)? {
        // An interface is in one place: there is nothing to walk through.
        MapperRequest::Map { tower, most, .. } => {
            let wanted = tower.and_then(|tower| Tower::from_bytes(&tower).ok().flatten());
            let found: Vec<Tower> = towers(origin, place)
                .into_iter()
                .filter(|entry| wanted.is_some_and(|wanted| serves(entry, &wanted.interface)))
                .collect();
            let none = LookupHandle::default();
            let (page, _) = page(&found, none, most);
            write_mapped(none, most, page, status(page))
        }
        MapperRequest::Lookup {
            inquiry,
            interface,
            handle,
            most,
            ..
        } => {
            let wanted = interface.filter(|_| inquiry & BY_INTERFACE != 0);
            let found: Vec<Entry> = towers(origin, place)
                .into_iter()
                .filter(|entry| wanted.is_none_or(|wanted| serves(entry, &wanted)))
                .map(|tower| Entry {
                    object: Guid::NIL,
                    tower,
                    annotation: ANNOTATION.to_owned(),
                })
                .collect();
            let (page, handle) = page(&found, handle, most);
            write_entries(handle, most, page, status(page))
        }
        MapperRequest::Free(_) => write_freed(0),
    };
    reply.map(Answer::Reply).map_err(Fault::from)
}

fn towers(origin: &Origin, place: &Place) -> Vec<Tower> {
    let address = match origin.dialled.to_canonical() {
        IpAddr::V4(address) => address.octets(),
        // A tower has room for four bytes. Clients take the host that they dialled.
        IpAddr::V6(_) => [0; 4],
    };
    Exporter::resolver_interfaces()
        .iter()
        .map(|interface| {
            let id = InterfaceId {
                uuid: interface.syntax.id,
                major: interface.syntax.major,
                minor: interface.syntax.minor,
            };
            Tower::tcp(id, place.resolver_port, address)
        })
        .collect()
}

fn serves(entry: &Tower, wanted: &InterfaceId) -> bool {
    let own = entry.interface;
    (own.uuid, own.major) == (wanted.uuid, wanted.major) && own.minor >= wanted.minor
}

/// As many as are taken at a time. The handle of the next page says where it begins; nothing is kept for it. Clients ask
/// until a page is empty: a handle that ended earlier would make some of them begin again.
fn page<T>(all: &[T], handle: LookupHandle, most: u32) -> (&[T], LookupHandle) {
    let from = usize::try_from(handle.uuid.data1).unwrap_or(usize::MAX);
    let rest = all.get(from..).unwrap_or_default();
    let page = rest
        .get(..usize::try_from(most).unwrap_or(usize::MAX))
        .unwrap_or(rest);
    let next = from.saturating_add(page.len());
    let handle = if page.is_empty() {
        LookupHandle::default()
    } else {
        let data1 = u32::try_from(next).unwrap_or(u32::MAX);
        LookupHandle {
            attributes: 0,
            uuid: Guid { data1, ..Guid::NIL },
        }
    };
    (page, handle)
}

fn status<T>(page: &[T]) -> u32 {
    if page.is_empty() { EPT_S_NOT_REGISTERED } else { 0 }
}
