//! Which objects a server has to be reminded of ([MS-DCOM] 3.2.6.1, 3.2.7.2).

use std::collections::HashMap;

use crate::orpc::exporter::{ComplexPing, ComplexPingReply, ExporterRequest};
use crate::orpc::{Oid, SetId};

/// How often pings are due, in milliseconds: a server forgets objects after three of them.
pub const PERIOD: u64 = 120_000;

/// The most objects that come or go with one ping: their number is one of 16 bits, and a request has an end.
const MOST: usize = 1_000;

/// The ping set of one client at one server.
#[derive(Debug, Default)]
pub struct Pings {
    set: SetId,
    sequence: u16,
    objects: HashMap<Oid, Known>,
}

/// What the server has been told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Known {
    /// Nothing yet.
    New,
    /// That it is wanted.
    Wanted,
    /// That it is wanted, and it is not any more.
    Given,
}

impl Pings {
    /// An object was handed out.
    pub fn add(&mut self, object: Oid) {
        self.objects
            .entry(object)
            .and_modify(|known| {
                if *known == Known::Given {
                    *known = Known::Wanted;
                }
            })
            .or_insert(Known::New);
    }

    /// It was let go of.
    pub fn remove(&mut self, object: Oid) {
        match self.objects.get_mut(&object) {
            Some(Known::New) => drop(self.objects.remove(&object)),
            Some(known) => *known = Known::Given,
            None => {}
        }
    }

    /// Whether there is anything that the server could forget.
    pub fn is_empty(&self) -> bool {
        self.objects.is_empty()
    }

    /// What to say when pings are due. It is to be asked for again until it comes to nothing new: more objects than one
    /// ping can name are named by several.
    pub fn due(&mut self) -> Option<ExporterRequest> {
        if self.is_empty() {
            return None;
        }
        let some = |which: Known| {
            let objects = self.objects.iter();
            let named = objects
                .filter(move |(_, known)| **known == which)
                .map(|(oid, _)| *oid);
            named.take(MOST).collect::<Vec<Oid>>()
        };
        let (add, remove) = (some(Known::New), some(Known::Given));
        if self.set != 0 && add.is_empty() && remove.is_empty() {
            return Some(ExporterRequest::SimplePing(self.set));
        }
        self.sequence = self.sequence.wrapping_add(1);
        Some(ExporterRequest::ComplexPing(ComplexPing {
            set: self.set,
            sequence: self.sequence,
            add,
            remove,
        }))
    }

    /// The server took what a ping said. Whether there is more to be said at once.
    pub fn taken(&mut self, ping: &ComplexPing, reply: &ComplexPingReply) -> bool {
        self.set = reply.set;
        for object in &ping.add {
            if let Some(known @ Known::New) = self.objects.get_mut(object) {
                *known = Known::Wanted;
            }
        }
        for object in &ping.remove {
            if self.objects.get(object) == Some(&Known::Given) {
                self.objects.remove(object);
            }
        }
        self.objects.values().any(|known| *known != Known::Wanted)
    }

    /// The server knows the set no more, perhaps because it was begun again: everything is to be told anew.
    pub fn forgotten(&mut self) {
        self.set = 0;
        self.sequence = 0;
        self.objects.retain(|_, known| *known != Known::Given);
        for known in self.objects.values_mut() {
            *known = Known::New;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn complex(pings: &mut Pings) -> ComplexPing {
        match pings.due() {
            Some(ExporterRequest::ComplexPing(ping)) => ping,
            other => panic!("{other:?}"),
        }
    }

    fn take(pings: &mut Pings, ping: &ComplexPing) -> bool {
        let reply = ComplexPingReply {
            set: 7,
            backoff: 0,
            status: 0,
        };
        pings.taken(ping, &reply)
    }

    #[test]
    fn nobody_is_pinged_for_nothing() {
        assert_eq!(Pings::default().due(), None);
    }

    #[test]
    fn what_is_new_is_named_once_and_then_the_set_alone() {
        let mut pings = Pings::default();
        pings.add(5);
        let first = complex(&mut pings);
        assert_eq!((first.set, first.sequence, &first.add[..]), (0, 1, &[5][..]));
        assert!(!take(&mut pings, &first));
        assert_eq!(pings.due(), Some(ExporterRequest::SimplePing(7)));
    }

    #[test]
    fn what_was_let_go_of_before_anybody_knew_is_not_named() {
        let mut pings = Pings::default();
        pings.add(5);
        pings.remove(5);
        assert_eq!(pings.due(), None);
    }

    #[test]
    fn what_was_let_go_of_later_is_taken_out() {
        let mut pings = Pings::default();
        pings.add(5);
        pings.add(6);
        let first = complex(&mut pings);
        take(&mut pings, &first);
        pings.remove(5);
        let second = complex(&mut pings);
        assert_eq!((second.set, second.sequence), (7, 2));
        assert_eq!((&second.add[..], &second.remove[..]), (&[][..], &[5][..]));
        assert!(!take(&mut pings, &second));
        assert!(!pings.is_empty());
    }

    #[test]
    fn an_object_that_comes_back_stays() {
        let mut pings = Pings::default();
        pings.add(5);
        let first = complex(&mut pings);
        take(&mut pings, &first);
        pings.remove(5);
        pings.add(5);
        assert_eq!(pings.due(), Some(ExporterRequest::SimplePing(7)));
    }

    #[test]
    fn more_than_one_ping_can_name_are_named_by_several() {
        let mut pings = Pings::default();
        (0..1_500).for_each(|object| pings.add(object));
        let first = complex(&mut pings);
        assert_eq!(first.add.len(), 1_000);
        assert!(take(&mut pings, &first));
        let second = complex(&mut pings);
        assert_eq!(second.add.len(), 500);
        assert!(!take(&mut pings, &second));
    }

    #[test]
    fn a_server_that_has_forgotten_is_told_everything() {
        let mut pings = Pings::default();
        pings.add(5);
        let first = complex(&mut pings);
        take(&mut pings, &first);
        pings.forgotten();
        let again = complex(&mut pings);
        assert_eq!((again.set, &again.add[..]), (0, &[5][..]));
    }
}
