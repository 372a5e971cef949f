//! What real peers have said: the samples of the tests of `wua-rpc`.

use crate::corpus::unhex;

/// A stub: `REQ` or `RSP`, a short name of the interface, the operation, and the bytes.
pub(crate) struct Stub {
    pub(crate) is_request: bool,
    pub(crate) interface: &'static str,
    pub(crate) opnum: u16,
    pub(crate) bytes: Vec<u8>,
}

pub(crate) fn stubs() -> Vec<Stub> {
    let text = include_str!("../../crates/wua-rpc/src/orpc/tests/stubs.txt");
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    let stub = |line: &'static str| {
        let mut words = line.split(' ').skip(1);
        Some(Stub {
            is_request: words.next()? == "REQ",
            interface: words.next()?,
            opnum: words.next()?.parse().ok()?,
            bytes: unhex(words.next()?)?,
        })
    };
    lines.filter_map(stub).collect()
}

/// The object references within the stubs, by themselves.
pub(crate) fn references() -> Vec<Vec<u8>> {
    let stubs = stubs();
    let found = stubs.iter().flat_map(|stub| {
        let places = stub
            .bytes
            .windows(4)
            .enumerate()
            .filter(|(_, window)| *window == b"MEOW");
        places.map(|(at, _)| stub.bytes[at..].to_vec())
    });
    found.collect()
}

pub(crate) fn pdus() -> Vec<Vec<u8>> {
    let text = include_str!("../../crates/wua-rpc/src/pdu/tests/samples.txt");
    let samples = text.split("\n= ").skip(1);
    let bytes = |sample: &str| {
        let lines: Vec<&str> = sample
            .lines()
            .skip(1)
            .filter(|line| !line.starts_with('#'))
            .collect();
        unhex(&lines.concat())
    };
    samples.filter_map(bytes).collect()
}

/// Tokens of NTLM, and of SPNEGO with NTLM in it.
pub(crate) fn tokens() -> Vec<Vec<u8>> {
    let texts = [
        include_str!("../../crates/wua-rpc/src/auth/ntlm/tests/impacket.txt"),
        include_str!("../../crates/wua-rpc/src/auth/spnego/tests/pyspnego.txt"),
    ];
    let lines = texts.iter().flat_map(|text| text.lines());
    let values = lines.filter_map(|line| line.split_once(' ')?.1.split(' ').next_back().and_then(unhex));
    values
        .filter(|token| token.windows(7).any(|window| window == b"NTLMSSP"))
        .collect()
}
