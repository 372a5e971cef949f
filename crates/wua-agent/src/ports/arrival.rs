//! What is told of a file while it arrives.

use wua_com::Error;

/// Over how many connections a large file may come, where nobody says anything else.
const CONNECTIONS: usize = 4;

/// Who learns of a file that arrives. Whoever only counts is a closure: `|bytes: u64| …`.
pub trait Arrival {
    /// So many of its bytes are there, those from before included.
    fn there(&mut self, bytes: u64);

    /// These bytes now stand in the file, at `at`. Who fills a file without saying so leaves it to be read once more
    /// before anybody believes in it. May take a while, where bandwidth is limited; an error ends the fetching.
    fn wrote(&mut self, at: u64, bytes: &[u8]) -> Result<(), Error> {
        let _ = (at, bytes);
        Ok(())
    }

    /// Over how many connections a large file may come.
    fn connections(&self) -> usize {
        CONNECTIONS
    }

    /// How often all of it has come already and was something else: where there are several places, another one is to
    /// be asked.
    fn disappointments(&self) -> usize {
        0
    }
}

impl<F: FnMut(u64)> Arrival for F {
    fn there(&mut self, bytes: u64) {
        self(bytes);
    }
}
