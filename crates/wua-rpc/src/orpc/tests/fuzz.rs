//! Object references, activation blobs and everything else that is read here, damaged.

use crate::ndr::Reader;
use crate::ndr::tests::support::Random;
use crate::ndr::tests::values::bytes;
use crate::orpc::activation::{self, Operation};
use crate::orpc::class_factory;
use crate::orpc::endpoint_mapper::{self, MapperRequest, Tower};
use crate::orpc::exporter::{self, ComplexPingReply, ExporterRequest};
use crate::orpc::remote_activation::{self, RemoteActivationRequest};
use crate::orpc::remote_unknown::{self, RemUnknownRequest};
use crate::orpc::{ObjectReference, OrpcThat, OrpcThis};

/// Of each kind.
const INPUTS: usize = 20_000;

/// One input: every reader has a look at it. How many understood it.
fn fuzz(input: &[u8]) -> usize {
    let mut understood = 0;
    let mut saw = |ok: bool| understood += usize::from(ok);
    if let Ok(reference) = ObjectReference::from_bytes(input) {
        saw(true);
        // What is understood can be written, and is no longer than what came.
        let again = reference.to_bytes().unwrap();
        assert!(again.len() <= input.len() + 8);
        let _ = ObjectReference::from_bytes(&again).unwrap();
    }
    for operation in [Operation::GetClassObject, Operation::CreateInstance] {
        if let Ok((header, request)) = activation::read_request(operation, input) {
            saw(true);
            assert!(request.interfaces.len() * 16 <= input.len());
            activation::write_request(operation, &header, &request).unwrap();
        }
    }
    if let Ok((header, Ok(reply))) = activation::read_reply(input) {
        saw(true);
        activation::write_reply(&header, Ok(&reply)).unwrap();
    }
    saw(RemoteActivationRequest::from_stub(input).is_ok());
    saw(remote_activation::read_reply(input).is_ok_and(|(_, reply)| reply.is_ok()));
    for opnum in 0..8 {
        let _ = ExporterRequest::read(opnum, input);
        let _ = MapperRequest::read(opnum, input);
        let _ = RemUnknownRequest::read(opnum, &mut Reader::new(input));
        let _ = class_factory::FactoryRequest::read(opnum, &mut Reader::new(input));
    }
    let _ = Tower::from_bytes(input);
    let _ = endpoint_mapper::read_mapped(input);
    let _ = endpoint_mapper::read_entries(input);
    let _ = exporter::read_resolved(input, 1, true);
    let _ = exporter::read_alive(input);
    let _ = ComplexPingReply::from_stub(input);
    let _ = OrpcThis::read(&mut Reader::new(input));
    if let Ok(that) = OrpcThat::read(&mut Reader::new(input)) {
        let _ = that.error_info();
    }
    let _ = remote_unknown::read_query_results(&mut Reader::new(input));
    let _ = remote_unknown::read_reference_results(&mut Reader::new(input));
    let _ = class_factory::read_instance(&mut Reader::new(input));
    understood
}

fn seeds() -> Vec<Vec<u8>> {
    let mut seeds: Vec<Vec<u8>> = include_str!("stubs.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.rsplit_once(' '))
        .map(|(_, hex)| bytes(hex))
        .collect();
    // The references inside the stubs by themselves, too.
    let references: Vec<Vec<u8>> = seeds
        .iter()
        .filter_map(|stub| {
            let at = stub.windows(4).position(|window| window == b"MEOW")?;
            Some(stub[at..].to_vec())
        })
        .collect();
    seeds.extend(references);
    seeds
}

#[test]
fn samples_with_some_bytes_changed_never_panic() {
    let seeds = seeds();
    let random = &mut Random(0x9E37_79B9_7F4A_7C15);
    let mut understood = 0;
    for _ in 0..INPUTS {
        let mut input = seeds[random.below(seeds.len())].clone();
        for _ in 0..random.below(4) {
            if input.is_empty() {
                break;
            }
            let at = random.below(input.len());
            match random.below(6) {
                0 => input[at] ^= 1 << random.below(8),
                1 => input[at] = random.byte(),
                2 => input.truncate(at),
                3 => drop(input.drain(at..(at + random.below(9)).min(input.len()))),
                4 => {
                    let copied = input[at..(at + random.below(40)).min(input.len())].to_vec();
                    input.splice(at..at, copied);
                }
                _ => {
                    let end = (at + 4).min(input.len());
                    input[at..end].fill(0xFF);
                }
            }
        }
        understood += fuzz(&input);
    }
    assert!(understood > INPUTS / 10, "{understood}");
}

#[test]
fn noise_never_panics() {
    let random = &mut Random(0x2545_F491_4F6C_DD1D);
    for _ in 0..INPUTS {
        let length = random.below(300);
        let input: Vec<u8> = (0..length)
            .map(|_| match random.below(4) {
                0 => random.byte(),
                1 => u8::try_from(random.below(10)).unwrap(),
                _ => 0,
            })
            .collect();
        fuzz(&input);
    }
}
