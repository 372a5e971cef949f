//! Object references, bindings, the headers of ORPC with their extensions, and `IRemUnknown`.
//!
//! The first byte of an input chooses who reads it.

use wua_com::Guid;
use wua_rpc::ndr::{Reader, Writer};
use wua_rpc::orpc::class_factory::{self, FactoryRequest};
use wua_rpc::orpc::error_info::ErrorInfo;
use wua_rpc::orpc::exporter::{read_alive, read_resolved, write_alive};
use wua_rpc::orpc::remote_unknown::{self, RemUnknownRequest};
use wua_rpc::orpc::{ObjectReference, OrpcThat, OrpcThis};

use super::{Fuzzer, noise};
use crate::mutation::{self, Random};
use crate::seen::{Seen, bucket};
use crate::vectors;

pub(super) struct ObjRef;

/// Who reads.
const READERS: u8 = 8;

impl Fuzzer for ObjRef {
    fn seeds(&self) -> Vec<Vec<u8>> {
        let stubs = vectors::stubs();
        let mut all: Vec<Vec<u8>> = stubs.iter().map(|stub| stub.bytes.clone()).collect();
        // Behind their headers.
        all.extend(stubs.iter().filter_map(|stub| {
            stub.bytes
                .get(if stub.is_request { 32.. } else { 8.. })
                .map(<[u8]>::to_vec)
        }));
        all.extend(vectors::references());
        let that = OrpcThat::with_error(&explained()).unwrap();
        let mut writer = Writer::new();
        that.write(&mut writer);
        all.push(writer.finish().unwrap());
        all.iter()
            .flat_map(|stub| (0..READERS).map(move |reader| [&[reader][..], stub].concat()))
            .collect()
    }

    fn execute(&mut self, input: &[u8], seen: &mut Seen) {
        let Some((reader, bytes)) = input.split_first() else {
            return;
        };
        let reader = reader % READERS;
        let from = &mut Reader::new(bytes);
        match reader {
            0 => reference(bytes, seen),
            1 => this(bytes, seen),
            2 => that(bytes, seen),
            3 => {
                for opnum in 0..8 {
                    match RemUnknownRequest::read(opnum, &mut Reader::new(bytes)) {
                        Ok(request) => {
                            seen.note("unknown", (opnum, bucket(bytes.len())));
                            let again = written(|writer| request.write(writer));
                            assert_eq!(
                                RemUnknownRequest::read(opnum, &mut Reader::new(&again)).unwrap(),
                                request
                            );
                        }
                        Err(error) => seen.note_unread("unknown", &error),
                    }
                    let _ = FactoryRequest::read(opnum, &mut Reader::new(bytes));
                }
            }
            4 => match remote_unknown::read_query_results(from) {
                Ok((results, hresult)) => {
                    seen.note("queried", bucket(results.len()));
                    let again =
                        written(|writer| remote_unknown::write_query_results(writer, &results, hresult));
                    assert_eq!(
                        remote_unknown::read_query_results(&mut Reader::new(&again)).unwrap(),
                        (results, hresult)
                    );
                }
                Err(error) => seen.note_unread("queried", &error),
            },
            5 => match remote_unknown::read_reference_results(from) {
                Ok((results, hresult)) => {
                    seen.note("referred", bucket(results.len()));
                    let again =
                        written(|writer| remote_unknown::write_reference_results(writer, &results, hresult));
                    assert_eq!(
                        remote_unknown::read_reference_results(&mut Reader::new(&again)).unwrap(),
                        (results, hresult)
                    );
                }
                Err(error) => seen.note_unread("referred", &error),
            },
            6 => {
                match read_alive(bytes) {
                    Ok(Ok((version, bindings))) => {
                        seen.note(
                            "alive",
                            (bucket(bindings.strings.len()), bucket(bindings.security.len())),
                        );
                        let again = write_alive(version, &bindings).unwrap();
                        assert_eq!(read_alive(&again).unwrap(), Ok((version, bindings)));
                    }
                    Ok(Err(_)) => seen.note("alive", "no"),
                    Err(error) => seen.note_unread("alive", &error),
                }
                for with_version in [false, true] {
                    match read_resolved(bytes, 1, with_version) {
                        Ok(resolved) => seen.note("resolved", resolved.is_ok()),
                        Err(error) => seen.note_unread("resolved", &error),
                    }
                }
            }
            _ => match class_factory::read_instance(from) {
                Ok(instance) => seen.note("instance", instance.map(|bytes| bucket(bytes.len())).ok()),
                Err(error) => seen.note_unread("instance", &error),
            },
        }
    }

    fn fresh(&mut self, random: &mut Random) -> Vec<u8> {
        [&[random.byte() % READERS][..], &noise(random, 300)].concat()
    }

    fn change(&mut self, input: &mut Vec<u8>, other: &[u8], random: &mut Random) {
        if input.is_empty() || random.one_in(32) {
            return mutation::change(input, other, &[b"MEOW".to_vec()], random);
        }
        let mut bytes = input.split_off(1);
        mutation::change(
            &mut bytes,
            other.get(1..).unwrap_or_default(),
            &[b"MEOW".to_vec()],
            random,
        );
        input.extend(bytes);
    }
}

fn explained() -> ErrorInfo {
    ErrorInfo {
        interface: Guid::from_u128(7),
        source: Some("wua".into()),
        description: Some("there is no such item".into()),
        ..ErrorInfo::default()
    }
}

fn written(write: impl FnOnce(&mut Writer)) -> Vec<u8> {
    let mut writer = Writer::new();
    write(&mut writer);
    writer.finish().unwrap()
}

fn reference(bytes: &[u8], seen: &mut Seen) {
    match ObjectReference::from_bytes(bytes) {
        Ok(reference) => {
            let bindings = reference
                .living()
                .map(|(_, bindings)| (bucket(bindings.strings.len()), bucket(bindings.security.len())));
            seen.note("reference", (std::mem::discriminant(&reference.body), bindings));
            let again = reference.to_bytes().unwrap();
            // What ended lists that ended with the data is written, and nothing else.
            assert!(again.len() <= bytes.len() + 16);
            let twice = ObjectReference::from_bytes(&again).unwrap();
            assert_eq!(twice.to_bytes().unwrap(), again);
        }
        Err(error) => seen.note_unread("reference", &error),
    }
}

fn this(bytes: &[u8], seen: &mut Seen) {
    match OrpcThis::read(&mut Reader::new(bytes)) {
        Ok(this) => {
            seen.note(
                "this",
                (
                    bucket(this.extensions.len()),
                    this.version.negotiate().is_ok(),
                    this.flags == 0,
                ),
            );
            let again = written(|writer| this.write(writer));
            assert_eq!(OrpcThis::read(&mut Reader::new(&again)).unwrap(), this);
        }
        Err(error) => seen.note_unread("this", &error),
    }
}

fn that(bytes: &[u8], seen: &mut Seen) {
    match OrpcThat::read(&mut Reader::new(bytes)) {
        Ok(that) => {
            let info = that.error_info();
            seen.note("that", (bucket(that.extensions.len()), info.is_some()));
            let again = written(|writer| that.write(writer));
            assert_eq!(OrpcThat::read(&mut Reader::new(&again)).unwrap(), that);
            if let Some(info) = info {
                let extension = info.to_extension().unwrap();
                let again = ErrorInfo::from_extension(&extension);
                assert!(again.is_some(), "what was read cannot be said again");
            }
        }
        Err(error) => seen.note_unread("that", &error),
    }
}
