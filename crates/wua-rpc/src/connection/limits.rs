//! What one connection may cost.

/// Limits of one connection. Times are in milliseconds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Limits {
    /// How many presentation contexts it may have.
    pub presentation_contexts: usize,
    /// How many of them one bind may propose.
    pub proposals: usize,
    /// How many security contexts it may have. Some clients open one for every interface.
    pub security_contexts: usize,
    /// The longest fragment that is offered, in either direction. C706 asks for 1432 at least.
    pub fragment: u16,
    /// The longest stub in all its fragments; [MS-RPCE] 3.3.3.5.4 says 4 MiB. For a client, of all results together that
    /// have not come to their end.
    pub stub: usize,
    /// How many calls can be in flight.
    pub calls: usize,
    /// How many bytes may wait for a client that does not read.
    pub output: usize,
    /// How long a sign-in may take, and how long the first bind may be waited for.
    pub handshake: u64,
    /// How long the rest of a PDU, or the next fragment of a call, may be waited for.
    pub fragment_wait: u64,
    /// How long a connection may be silent that nobody signed in on. Clients ping every two minutes.
    pub idle: u64,
    /// How long it may be silent where somebody did.
    pub idle_signed_in: u64,
}

/// What every implementation has to take (C706 12.6.3.7, `MustRecvFragSize`).
pub(super) const LEAST_FRAGMENT: u16 = 1432;

impl Default for Limits {
    fn default() -> Self {
        Self {
            presentation_contexts: 128,
            proposals: 30,
            security_contexts: 64,
            fragment: 5840,
            stub: 4 << 20,
            calls: 64,
            output: 16 << 20,
            handshake: 30_000,
            fragment_wait: 30_000,
            idle: 5 * 60_000,
            idle_signed_in: 60 * 60_000,
        }
    }
}

impl Limits {
    /// The longest fragment for somebody who proposes `theirs`.
    pub(super) fn agree(&self, theirs: u16) -> u16 {
        self.fragment.min(theirs).max(LEAST_FRAGMENT)
    }
}
