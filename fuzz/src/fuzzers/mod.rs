//! All fuzzers.

mod activation;
mod cabinet;
mod calls;
mod client;
mod exporting;
mod fragments;
mod museum;
mod ndr;
mod ntlm;
mod objref;
mod pdu;
mod pe;
mod recording;
mod registry_text;
mod rules;
mod sdp;
mod soap;
mod update_server;
mod values;
mod xpress;

use crate::mutation::{self, Random};
use crate::seen::Seen;

/// Something that reads bytes of others.
pub(crate) trait Fuzzer {
    /// What it begins with.
    fn seeds(&self) -> Vec<Vec<u8>>;

    /// Executes an input. Panics if what comes of it is not right.
    fn execute(&mut self, input: &[u8], seen: &mut Seen);

    /// An input that owes nothing to others.
    fn fresh(&mut self, random: &mut Random) -> Vec<u8>;

    /// Changes an input, perhaps with parts of another one.
    fn change(&mut self, input: &mut Vec<u8>, other: &[u8], random: &mut Random) {
        mutation::change(input, other, &[], random);
    }

    /// How many bytes may be held at once for an input.
    fn most_memory(&self, input: &[u8]) -> usize {
        64 * input.len() + (1 << 20)
    }
}

/// How a fuzzer is made.
pub(crate) type Make = fn() -> Box<dyn Fuzzer>;

pub(crate) const FUZZERS: &[(&str, Make)] = &[
    ("pdu", || Box::new(pdu::Pdu::new())),
    ("ndr", || Box::new(ndr::Ndr::new())),
    ("ntlm", || Box::new(ntlm::Ntlm::new())),
    ("objref", || Box::new(objref::ObjRef)),
    ("activation", || Box::new(activation::Activation::new())),
    ("client", || Box::new(client::FromServer::new())),
    ("rules", || Box::new(rules::Rules::new())),
    ("calls", || Box::new(calls::Calls::new())),
    ("registry-text", || Box::new(registry_text::Text)),
    ("pe", || Box::new(pe::Pe)),
    ("recording", || Box::new(recording::Text)),
    ("sdp", || Box::new(sdp::Sdp)),
    ("fragments", || Box::new(fragments::Fragments)),
    ("cabinet", || Box::new(cabinet::Cabinet)),
    ("soap", || Box::new(soap::Soap)),
    ("xpress", || Box::new(xpress::Xpress)),
    ("update-server", || Box::new(update_server::UpdateServer)),
];

/// Bytes among which small numbers are common: counts, tags and pointers lead further in than noise does.
fn noise(random: &mut Random, most: usize) -> Vec<u8> {
    let length = random.below(most);
    let byte = |random: &mut Random| match random.below(8) {
        0 => random.byte(),
        1 | 2 => u8::try_from(random.below(18)).unwrap(),
        _ => 0,
    };
    (0..length).map(|_| byte(random)).collect()
}
