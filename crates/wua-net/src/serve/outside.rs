//! What connections of a server need from outside: time, chance, and each other.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

use wua_rpc::auth::{Handshake, Outside};
use wua_rpc::connection::Host;

use super::Service;
use crate::outside::World;

/// Association groups: connections that belong together, of one computer each.
#[derive(Default)]
pub(super) struct Groups(Mutex<HashMap<u32, Group>>);

struct Group {
    address: IpAddr,
    members: usize,
}

impl Groups {
    fn join(&self, wanted: u32, address: IpAddr) -> Option<u32> {
        let mut groups = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if wanted != 0 {
            let group = groups.get_mut(&wanted)?;
            if group.address != address {
                return None;
            }
            group.members += 1;
            return Some(wanted);
        }
        loop {
            let mut number = [0; 4];
            World.random(&mut number);
            let number = u32::from_le_bytes(number);
            if number != 0 && !groups.contains_key(&number) {
                groups.insert(number, Group { address, members: 1 });
                return Some(number);
            }
        }
    }

    fn leave(&self, number: u32) {
        let mut groups = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(group) = groups.get_mut(&number) {
            group.members -= 1;
            if group.members == 0 {
                groups.remove(&number);
            }
        }
    }
}

/// What one connection sees of it. Leaves its group when it goes.
pub(super) struct Surroundings {
    service: Arc<dyn Service>,
    groups: Arc<Groups>,
    address: IpAddr,
    group: Option<u32>,
}

impl Surroundings {
    pub(super) fn new(service: Arc<dyn Service>, groups: Arc<Groups>, address: IpAddr) -> Self {
        Self {
            service,
            groups,
            address,
            group: None,
        }
    }

    fn leave(&mut self) {
        if let Some(group) = self.group.take() {
            self.groups.leave(group);
        }
    }
}

impl Drop for Surroundings {
    fn drop(&mut self) {
        self.leave();
    }
}

impl Outside for Surroundings {
    fn file_time(&self) -> u64 {
        World.file_time()
    }

    fn random(&mut self, bytes: &mut [u8]) {
        World.random(bytes);
    }
}

impl Host for Surroundings {
    fn join_group(&mut self, wanted: u32) -> Option<u32> {
        let joined = self.groups.join(wanted, self.address)?;
        self.leave();
        self.group = Some(joined);
        self.group
    }

    fn handshake(&mut self, mechanism: u8) -> Option<Box<dyn Handshake>> {
        self.service.handshake(mechanism)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: IpAddr = IpAddr::V4(std::net::Ipv4Addr::LOCALHOST);
    const THERE: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(127, 0, 0, 2));

    #[test]
    fn a_group_ends_with_its_last_connection() {
        let groups = Groups::default();
        let group = groups.join(0, HERE).unwrap();
        assert_eq!(groups.join(group, HERE), Some(group));
        groups.leave(group);
        assert_eq!(groups.join(group, HERE), Some(group));
        groups.leave(group);
        groups.leave(group);
        assert_eq!(groups.join(group, HERE), None);
    }

    #[test]
    fn a_group_of_another_computer_cannot_be_joined() {
        let groups = Groups::default();
        let group = groups.join(0, HERE).unwrap();
        assert_eq!(groups.join(group, THERE), None);
    }

    #[test]
    fn new_groups_differ() {
        let groups = Groups::default();
        assert_ne!(groups.join(0, HERE), groups.join(0, HERE));
    }
}
