//! Identifiers of updates and categories: the same on every computer.

use wua_agent::ports;
use wua_com::Guid;

/// The name space of everything that has an identifier here.
const NAMESPACE: u128 = 0xb3c7_a0f4_6d1e_4c55_9a2b_0f8e_7d61_4c29;

/// Of what these words name together.
pub(crate) fn identify(words: &[&str]) -> Guid {
    ports::identify(NAMESPACE, words)
}
