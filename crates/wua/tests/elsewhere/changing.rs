//! Messages that somebody changes, repeats, makes up or exchanges on their way.

use std::sync::Mutex;

use wua::computer::{Level, Terms};
use wua::remote::Policy;
use wua::{Error, Session, code};
use wua_rpc::pdu::{Fault, Flags, HEADER, Header, Kind, SecurityTrailer, write_fault};

use crate::between::{Between, Passing, Then, Way};
use crate::server::{Elsewhere, PASSWORD, USER, as_user, connect, policy, short_terms, terms};

/// Does something to answers on their way to the client, as long as there is something to do.
fn changing(
    elsewhere: &Elsewhere,
    change: impl Fn(&Passing) -> Option<Vec<u8>> + Send + Sync + 'static,
) -> Between {
    Between::new((elsewhere.mapper, elsewhere.objects), move |passing| {
        if passing.way == Way::ToClient
            && let Some(changed) = change(&passing)
        {
            return Then::Pass(changed);
        }
        passing.pass()
    })
}

fn session(between: &Between, terms: Terms) -> Session {
    connect(between.mapper, &as_user(USER, PASSWORD), terms)
}

fn search(
    elsewhere: &Elsewhere,
    change: impl Fn(&Passing) -> Option<Vec<u8>> + Send + Sync + 'static,
) -> Error {
    let between = changing(elsewhere, change);
    let error = session(&between, short_terms_for_work())
        .search("")
        .err()
        .unwrap();
    assert!(error.message().contains("127.0.35."), "{error}");
    // Who asks the server itself is not disturbed.
    assert!(elsewhere.session().history_count().is_ok());
    error
}

fn short_terms_for_work() -> Terms {
    Terms {
        patience: terms().patience,
        ..short_terms()
    }
}

fn is_response(passing: &Passing) -> bool {
    passing.header.kind == Kind::Response && !passing.is_mapper
}

#[test]
fn a_bit_that_was_changed_now_and_then_ends_the_connection() {
    let elsewhere = Elsewhere::with(Policy {
        whole_results: false,
        ..policy()
    });
    for level in [Level::Integrity, Level::Privacy] {
        for nth in [1, 7, 300] {
            for place in [24, 40, usize::MAX] {
                let seen = Mutex::new(0);
                let between = changing(&elsewhere, move |passing| {
                    if !is_response(passing) {
                        return None;
                    }
                    let mut seen = seen.lock().unwrap();
                    *seen += 1;
                    let mut pdu = passing.pdu.clone();
                    let place = place.min(pdu.len() - 1);
                    pdu[place] ^= 1;
                    (*seen == nth).then_some(pdu)
                });
                let session = session(&between, Terms { level, ..terms() });
                let error = session.search("").err().unwrap();
                assert_eq!(error.hresult(), code::RPC_S_CALL_FAILED, "{nth} {place}: {error}");
                assert!(error.message().contains("changed on its way"), "{error}");
                // It was a connection that ended, and not the session.
                assert!(!session.search("").unwrap().updates.is_empty());
            }
        }
    }
}

#[test]
fn an_answer_that_comes_twice_ends_the_connection() {
    let elsewhere = Elsewhere::new();
    let error = search(&elsewhere, |passing| {
        is_response(passing).then(|| passing.pdu.repeat(2))
    });
    assert_eq!(error.hresult(), code::RPC_S_CALL_FAILED, "{error}");
}

#[test]
fn an_answer_to_a_call_never_made_ends_the_connection() {
    let elsewhere = Elsewhere::new();
    let error = search(&elsewhere, |passing| {
        let mut forged = passing.pdu.clone();
        forged[12..16].copy_from_slice(&77_u32.to_le_bytes());
        is_response(passing).then_some(forged)
    });
    assert_eq!(error.hresult(), code::RPC_S_CALL_FAILED, "{error}");
    // A fault needs no signature, and is not believed either.
    let error = search(&elsewhere, |passing| {
        let mut fault = Vec::new();
        write_fault(
            &mut fault,
            77,
            &Fault {
                context: 0,
                status: 5,
            },
            false,
        );
        is_response(passing).then_some(fault)
    });
    assert_eq!(error.hresult(), code::RPC_S_CALL_FAILED, "{error}");
    assert!(error.message().contains("an answer to no call"), "{error}");
}

#[test]
fn fragments_out_of_order_end_the_connection() {
    let elsewhere = Elsewhere::new();
    // The first fragment of a long answer is exchanged with the one behind it.
    let kept: Mutex<Option<Vec<u8>>> = Mutex::default();
    let error = search(&elsewhere, move |passing| {
        if !is_response(passing) {
            return None;
        }
        let mut kept = kept.lock().unwrap();
        match kept.take() {
            None if !passing.header.flags.has(Flags::LAST) => {
                *kept = Some(passing.pdu.clone());
                Some(Vec::new())
            }
            None => None,
            Some(first) => Some([&passing.pdu[..], &first].concat()),
        }
    });
    assert_eq!(error.hresult(), code::RPC_S_CALL_FAILED, "{error}");
}

#[test]
fn lengths_that_are_wrong_end_the_connection() {
    let elsewhere = Elsewhere::new();
    for (place, number) in [
        // Of the fragment: shorter than any, too short, longer than what comes.
        (8, 0_u16),
        (8, 15),
        (8, 30),
        (8, u16::MAX),
        // Of the token.
        (10, u16::MAX),
        (10, 1),
        (10, 0),
    ] {
        for is_mapper in [true, false] {
            let between = changing(&elsewhere, move |passing| {
                let mut pdu = passing.pdu.clone();
                pdu[place..place + 2].copy_from_slice(&number.to_le_bytes());
                (passing.is_mapper == is_mapper && passing.header.kind == Kind::Response).then_some(pdu)
            });
            let error = session(&between, short_terms()).search("").err().unwrap();
            assert!(
                [code::RPC_S_CALL_FAILED, code::ERROR_TIMEOUT].contains(&error.hresult()),
                "{place} {number}: {error}"
            );
        }
    }
}

#[test]
fn a_fault_that_nobody_signed_hides_no_property() {
    let elsewhere = Elsewhere::with(Policy {
        whole_results: false,
        ..policy()
    });
    for status in [5, 0x8024_0017, 0x8000_4001, 0, 0x1C01_0002] {
        let seen = Mutex::new(0);
        let error = search(&elsewhere, move |passing| {
            if !is_response(passing) {
                return None;
            }
            let mut seen = seen.lock().unwrap();
            *seen += 1;
            let mut fault = Vec::new();
            write_fault(
                &mut fault,
                passing.header.call_id,
                &Fault { context: 0, status },
                true,
            );
            (*seen == 200).then_some(fault)
        });
        assert_eq!(error.hresult(), code::RPC_S_CALL_FAILED, "{status:#x}: {error}");
    }
}

/// Changes what the server says to a bind: the body, and the token of the sign-in.
fn binding(elsewhere: &Elsewhere, change: impl Fn(&mut Vec<u8>, usize) + Send + Sync + 'static) -> Error {
    let between = changing(elsewhere, move |passing| {
        if passing.header.kind != Kind::BindAck {
            return None;
        }
        let mut pdu = passing.pdu.clone();
        let (at, _) = SecurityTrailer::of(&pdu, &passing.header).unwrap()?;
        change(&mut pdu, at);
        let length = u16::try_from(pdu.len()).unwrap();
        pdu[8..10].copy_from_slice(&length.to_le_bytes());
        Some(pdu)
    });
    let error = session(&between, terms()).search("").err().unwrap();
    assert!(error.message().contains("127.0.35."), "{error}");
    error
}

/// Where the results begin: behind the secondary address.
fn results(pdu: &[u8]) -> usize {
    let length = usize::from(u16::from_le_bytes([pdu[24], pdu[25]]));
    (26 + length).next_multiple_of(4)
}

#[test]
fn an_answer_to_a_bind_with_other_contexts_is_refused() {
    let elsewhere = Elsewhere::new();
    // Another number of results.
    for count in [0, 1, 9, 255] {
        let error = binding(&elsewhere, move |pdu, _| {
            let at = results(pdu);
            pdu[at] = count;
        });
        assert_eq!(error.hresult(), code::RPC_S_CALL_FAILED, "{count}: {error}");
    }
    // Another transfer syntax than was offered.
    let error = binding(&elsewhere, |pdu, _| {
        let at = results(pdu);
        pdu[at + 8] ^= 1;
    });
    assert_eq!(error.hresult(), code::RPC_S_CALL_FAILED, "{error}");
    assert!(error.message().contains("transfer syntax"), "{error}");
    // All of them refused.
    let error = binding(&elsewhere, |pdu, _| {
        let at = results(pdu);
        pdu[at + 4] = 2;
    });
    assert_eq!(error.hresult(), code::E_NOINTERFACE, "{error}");
}

/// Where the flags of the challenge are, and where what the server tells of itself.
const CHALLENGE_FLAGS: usize = 20;
const TARGET_INFORMATION: usize = 40;

#[test]
fn a_sign_in_is_not_weakened() {
    let elsewhere = Elsewhere::new();
    // Unicode, signatures, seals, NTLM version 2, keys of 128 bits, an exchanged key.
    for bit in [0, 4, 5, 19, 29, 30] {
        let error = binding(&elsewhere, move |pdu, at| {
            let flags = at + 8 + CHALLENGE_FLAGS;
            pdu[flags + bit / 8] &= !(1 << (bit % 8));
        });
        assert_eq!(error.hresult(), code::ERROR_LOGON_FAILURE, "{bit}: {error}");
    }
    // Without it, version 1 would be what is left.
    let error = binding(&elsewhere, |pdu, at| {
        let information = at + 8 + TARGET_INFORMATION;
        pdu[information..information + 8].fill(0);
    });
    assert_eq!(error.hresult(), code::ERROR_LOGON_FAILURE, "{error}");
    // Another signature, another message, none.
    for token in [&b"NTLMSSP\0\x01\0\0\0"[..], b"NTLMSSQ\0\x02\0\0\0", b"", b"\0"] {
        let error = binding(&elsewhere, move |pdu, at| {
            pdu.truncate(at + 8);
            pdu.extend_from_slice(token);
            let length = u16::try_from(token.len()).unwrap();
            pdu[10..12].copy_from_slice(&length.to_le_bytes());
        });
        assert_eq!(error.hresult(), code::ERROR_LOGON_FAILURE, "{token:?}: {error}");
    }
}

#[test]
fn a_challenge_as_large_as_a_message_can_be_does_no_harm() {
    let elsewhere = Elsewhere::new();
    let error = binding(&elsewhere, |pdu, at| {
        let token = u16::try_from(usize::from(u16::MAX) - at - 8).unwrap();
        pdu.resize(u16::MAX.into(), 0x41);
        pdu[10..12].copy_from_slice(&token.to_le_bytes());
        // It is all said to be what the server tells of itself.
        let information = at + 8 + TARGET_INFORMATION;
        pdu[information..information + 2].copy_from_slice(&(token - 60).to_le_bytes());
        pdu[information + 2..information + 4].copy_from_slice(&(token - 60).to_le_bytes());
    });
    assert_eq!(error.hresult(), code::ERROR_LOGON_FAILURE, "{error}");
}

#[test]
fn a_refused_bind_is_a_refused_sign_in() {
    let elsewhere = Elsewhere::new();
    let error = search(&elsewhere, |passing| {
        let mut nak = Header {
            kind: Kind::BindNak,
            flags: Flags::WHOLE,
            fragment_length: 24,
            auth_length: 0,
            call_id: passing.header.call_id,
        }
        .to_bytes()
        .to_vec();
        nak.resize(HEADER + 8, 0);
        (passing.header.kind == Kind::BindAck).then_some(nak)
    });
    assert_eq!(error.hresult(), code::ERROR_LOGON_FAILURE, "{error}");
}
