//! What fuzzers call: a connection without sockets.

use std::io::{self, Read, Write};
use std::sync::{Arc, Mutex, PoisonError};

use jiff::Timestamp;
use wua_com::Guid;

use super::connection::Line;
use super::state::State;
use super::{Approval, CategoryType, Draft, Driver};
use crate::VirtualClock;

/// What a server with a few updates answers to the bytes of a connection, and what it complains of. It is the same server each
/// time: cookies that one connection was given are those of the next.
pub fn talk(bytes: &[u8]) -> (Vec<u8>, Vec<String>) {
    let clock = VirtualClock::at(Timestamp::from_second(1_800_000_000).unwrap_or_default());
    let mut state = State::new(Arc::new(clock));
    furnish(&mut state);
    let state = Mutex::new(state);
    let line = Line {
        state: &state,
        scheme: "http",
        address: "server".to_owned(),
        number: 0,
        said: None,
    };
    let mut wire = Wire {
        asked: bytes,
        answered: Vec::new(),
    };
    // That bytes end where they should not is what this is about.
    let _ = line.serve(&mut wire);
    let state = state.into_inner().unwrap_or_else(PoisonError::into_inner);
    (wire.answered, state.complaints)
}

fn furnish(state: &mut State) {
    let catalogue = &mut state.catalogue;
    let file = catalogue.content.add("clock.exe", *b"tick tock");
    let [product, clock, driver] = [1, 2, 3].map(Guid::from_u128);
    let card = Driver {
        hardware_id: "PCI\\A".to_owned(),
        ..Driver::default()
    };
    for draft in [
        Draft::category(CategoryType::Product, product, "Clocks"),
        Draft::software(clock, "A clock")
            .belongs_to(&[product])
            .file("clock.exe", &file)
            .command_line("clock.exe", "/quiet"),
        Draft::driver(driver, "A card", &[card]),
    ] {
        let _ = catalogue.add_draft(&draft);
    }
    for update in [clock, driver] {
        let _ = catalogue.approve(update, Approval::install());
    }
}

struct Wire<'a> {
    asked: &'a [u8],
    answered: Vec<u8>,
}

impl Read for Wire<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        self.asked.read(into)
    }
}

impl Write for Wire<'_> {
    fn write(&mut self, from: &[u8]) -> io::Result<usize> {
        self.answered.write(from)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
