//! Whatever arrives, nothing panics, and what was read holds no more than what arrived.

use super::samples::sample;
use crate::ndr::tests::support::Random;
use crate::pdu::*;

const INPUTS: usize = 30_000;

const SEEDS: [&str; 10] = [
    "bind ntlm",
    "bind_ack ntlm",
    "auth3 ntlm",
    "bind with features",
    "bind_ack with features",
    "sealed request",
    "sealed response",
    "alter_context_resp spnego",
    "kerberos request",
    "kerberos response",
];

/// Every reader has a look at one input. Whether one understood it.
fn fuzz(input: &[u8]) -> bool {
    let _ = Header::addressee(input);
    let Some(Ok(header)) = Header::parse(input) else {
        return false;
    };
    let pdu = &input[..usize::from(header.fragment_length).min(input.len())];
    if let Ok(Some((at, trailer))) = SecurityTrailer::of(pdu, &header) {
        assert!(SecurityTrailer::token(pdu, at).len() <= pdu.len());
        if let Ok(body) = trailer.unpadded(HEADER, at) {
            assert!(body.end <= pdu.len());
        }
    }
    let _ = Request::parse(pdu, &header);
    let _ = Response::parse(pdu);
    let _ = Fault::parse(pdu);
    let body = pdu.get(HEADER..).unwrap_or_default();
    let _ = BindNak::parse(body);
    let said = Verification {
        header_signing: false,
        interface: NDR20,
        transfer: NDR20,
        call_id: 0,
        context: 0,
        opnum: 0,
    };
    if let Ok(parameters) = said.check(body) {
        assert!(parameters.len() <= body.len());
    }
    let bind = Bind::parse(body);
    if let Ok(bind) = &bind {
        let transfers: usize = bind.contexts.iter().map(|offer| offer.transfers.len()).sum();
        assert!(bind.contexts.len() * 24 + transfers * 20 <= body.len());
        bind.write(&mut Vec::new(), header.kind, header.flags, header.call_id, None)
            .unwrap();
    }
    let ack = BindAck::parse(body);
    if let Ok(ack) = &ack {
        assert!(ack.verdicts.len() * 24 + ack.address.len() / 3 <= body.len());
    }
    bind.is_ok() || ack.is_ok()
}

#[test]
fn samples_with_some_bytes_changed_never_panic() {
    let seeds = SEEDS.map(sample);
    let random = &mut Random(0x9E37_79B9_7F4A_7C15);
    let mut understood = 0;
    for _ in 0..INPUTS {
        let mut input = seeds[random.below(seeds.len())].clone();
        for _ in 0..random.below(4) {
            if input.is_empty() {
                break;
            }
            let at = random.below(input.len());
            match random.below(5) {
                0 => input[at] ^= 1 << random.below(8),
                1 => input[at] = random.byte(),
                2 => input.truncate(at),
                3 => drop(input.drain(at..(at + random.below(9)).min(input.len()))),
                _ => {
                    let end = (at + 2).min(input.len());
                    input[at..end].fill(0xFF);
                }
            }
        }
        understood += usize::from(fuzz(&input));
    }
    assert!(understood > INPUTS / 10, "{understood}");
}

#[test]
fn noise_behind_a_good_header_never_panics() {
    let random = &mut Random(0x2545_F491_4F6C_DD1D);
    for _ in 0..INPUTS {
        let length = random.below(200) + HEADER;
        let mut input: Vec<u8> = (0..length)
            .map(|_| if random.below(2) == 0 { random.byte() } else { 0 })
            .collect();
        let header = Header {
            kind: Kind::from_number([0, 2, 3, 11, 12, 14, 15][random.below(7)]).unwrap(),
            flags: Flags(random.byte()),
            fragment_length: short(length),
            auth_length: short(random.below(40)),
            call_id: 1,
        };
        input[..HEADER].copy_from_slice(&header.to_bytes());
        fuzz(&input);
    }
}
