//! Identifiers of services, categories and parts of packages: the same on every computer.

use wua_agent::ports;
use wua_com::Guid;

/// The name space of everything that gets an identifier here.
const NAMESPACE: u128 = 0x5d0c_9e61_7c1b_4f0a_8a37_2e94_c6b0_1d58;

/// Of what these words name together.
pub(crate) fn identify(words: &[&str]) -> Guid {
    ports::identify(NAMESPACE, words)
}
