//! Sets of objects that clients ping ([MS-DCOM] 3.1.2.1, 3.1.2.5.1.2 and 3.1.2.5.1.3).
//!
//! A ping says of all objects of a set that they are wanted. That is all: a set keeps nothing alive by being there.

use std::collections::{HashMap, HashSet};

use wua_com::Text;

use super::table::Table;
use crate::orpc::codes::{OR_INVALID_OID, OR_INVALID_SET};
use crate::orpc::exporter::ComplexPing;
use crate::orpc::{Oid, SetId};

/// `RPC_S_OUT_OF_RESOURCES`.
const OUT_OF_RESOURCES: u32 = 1721;

pub(super) struct PingSets {
    seed: [u64; 2],
    next: u64,
    sets: HashMap<SetId, PingSet>,
    most: usize,
}

struct PingSet {
    owner: Text,
    sequence: u16,
    objects: HashSet<Oid>,
    heard: u64,
}

impl PingSets {
    pub(super) fn new(seed: [u64; 2], most: usize) -> Self {
        Self {
            seed,
            next: 0,
            sets: HashMap::new(),
            most,
        }
    }

    /// All objects of the set are wanted.
    pub(super) fn ping(&mut self, set: SetId, owner: &str, table: &mut Table, now: u64) -> Result<(), u32> {
        self.own(set, owner)?.ping(table, now);
        Ok(())
    }

    /// The same, and the set changes. Gives its number.
    pub(super) fn change(
        &mut self,
        ping: &ComplexPing,
        owner: &Text,
        table: &mut Table,
        now: u64,
    ) -> Result<SetId, u32> {
        if ping.set == 0 {
            return self.begin(ping, owner, table, now);
        }
        let set = self.own(ping.set, owner)?;
        if is_late(ping.sequence, set.sequence) {
            return Ok(ping.set);
        }
        set.sequence = ping.sequence;
        let mut all_known = true;
        for oid in &ping.add {
            if table.touch(*oid, owner, now) {
                set.objects.insert(*oid);
            } else {
                all_known = false;
            }
        }
        for oid in &ping.remove {
            set.objects.remove(oid);
        }
        set.ping(table, now);
        if all_known {
            Ok(ping.set)
        } else {
            Err(OR_INVALID_OID)
        }
    }

    /// What is not there any more cannot be added, and is no error in a new set.
    fn begin(&mut self, ping: &ComplexPing, owner: &Text, table: &mut Table, now: u64) -> Result<SetId, u32> {
        let own = self.sets.values().filter(|set| set.owner == *owner).count();
        if own >= self.most {
            return Err(OUT_OF_RESOURCES);
        }
        let objects = ping.add.iter().copied();
        let set = PingSet {
            owner: owner.clone(),
            sequence: ping.sequence,
            objects: objects.filter(|oid| table.touch(*oid, owner, now)).collect(),
            heard: now,
        };
        self.next += 1;
        let number = self.next ^ self.seed[1];
        self.sets.insert(number, set);
        Ok(number)
    }

    fn own(&mut self, set: SetId, owner: &str) -> Result<&mut PingSet, u32> {
        let set = self.sets.get_mut(&set).filter(|set| &*set.owner == owner);
        set.ok_or(OR_INVALID_SET)
    }

    pub(super) fn drop_silent(&mut self, since: u64) {
        self.sets.retain(|_, set| set.heard >= since);
    }
}

impl PingSet {
    fn ping(&mut self, table: &mut Table, now: u64) {
        self.heard = now;
        self.objects.retain(|oid| table.touch(*oid, &self.owner, now));
    }
}

/// Sequence numbers begin again behind the last one.
fn is_late(sequence: u16, last: u16) -> bool {
    sequence.wrapping_sub(last).cast_signed() < 0
}
