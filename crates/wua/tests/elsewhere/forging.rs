//! References of a server that signs what it says, to whatever it likes.

use std::net::TcpListener;
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex};

use wua::{Error, code};
use wua_defs::classes::UPDATE_SESSION;
use wua_defs::interfaces::{IUPDATE_COLLECTION, IUPDATE_SESSION, IUPDATE_SESSION3};
use wua_net::reach;
use wua_rpc::connection::Call;
use wua_rpc::exporter::{Answer, Limits};
use wua_rpc::orpc::activation::{self, ActivationReply};
use wua_rpc::orpc::{StringBinding, ids};

use crate::between::{Between, Passing};
use crate::server::{Liar, PASSWORD, USER, as_user, connect, member, short_terms, terms};

/// Where an object reference has its numbers.
const OXID: usize = 32;
const OID: usize = 40;
const IPID: usize = 48;

fn activated(call: &Call, answer: Answer, change: impl FnOnce(&mut ActivationReply)) -> Answer {
    let Answer::Reply(stub) = answer else {
        return answer;
    };
    if call.interface.id != ids::REMOTE_SCM_ACTIVATOR {
        return Answer::Reply(stub);
    }
    let (header, reply) = activation::read_reply(&stub).unwrap();
    let mut reply = reply.unwrap();
    change(&mut reply);
    Answer::Reply(activation::write_reply(&header, Ok(&reply)).unwrap())
}

#[test]
fn only_the_computer_that_was_dialled_is_ever_dialled() {
    let trap = TcpListener::bind("127.0.36.1:0").unwrap();
    trap.set_nonblocking(true).unwrap();
    let port = trap.local_addr().unwrap().port();
    let everywhere = move |call: &Call, answer| {
        activated(call, answer, |reply| {
            reply.exporter.bindings.strings = ["127.0.36.1", "127.0.34.1", "evil.example"]
                .map(|host| StringBinding::exporter(host, port))
                .to_vec();
        })
    };
    let there = Liar::new(everywhere);
    let error = there.session(short_terms()).search("").err().unwrap();
    assert_eq!(error.hresult(), code::RPC_S_SERVER_UNAVAILABLE, "{error}");
    assert!(error.message().contains("127.0.34.1"), "{error}");
    assert!(trap.accept().is_err(), "somebody else was dialled");

    // With the right port it is the right computer, whatever is said of hosts.
    let there = Liar::new(|call, answer| {
        activated(call, answer, |reply| {
            for binding in &mut reply.exporter.bindings.strings {
                *binding = StringBinding::exporter("127.0.36.1", binding.port().unwrap());
            }
        })
    });
    assert!(!there.session(terms()).search("").unwrap().updates.is_empty());
    assert!(trap.accept().is_err(), "somebody else was dialled");
}

#[test]
fn a_server_that_names_no_port_is_told_so() {
    let there =
        Liar::new(|call, answer| activated(call, answer, |reply| reply.exporter.bindings.strings.clear()));
    let error = there.session(terms()).search("").err().unwrap();
    assert_eq!(error.hresult(), code::RPC_S_SERVER_UNAVAILABLE, "{error}");
    assert!(error.message().contains("127.0.34.1"), "{error}");
}

/// Changes every object reference in the answers to this member.
fn forging(wanted: &'static str, change: impl Fn(&mut [u8]) + Send + Sync + 'static) -> Liar {
    Liar::with(Limits::default(), false, move |call, answer| match answer {
        Answer::Reply(mut stub) if member(call) == wanted => {
            let places: Vec<usize> = (0..stub.len())
                .filter(|at| stub[*at..].starts_with(b"MEOW"))
                .collect();
            for at in places {
                change(&mut stub[at..]);
            }
            Answer::Reply(stub)
        }
        other => other,
    })
}

fn search(there: &Liar) -> Result<usize, Error> {
    let found = there.session(terms()).search("")?;
    Ok(found.updates.len())
}

#[test]
fn an_object_of_somebody_else_is_refused() {
    for wanted in ["CreateUpdateSearcher", "Search", "Item"] {
        let there = forging(wanted, |reference| reference[OXID] ^= 1);
        let error = search(&there).unwrap_err();
        assert_eq!(error.hresult(), code::RPC_S_CALL_FAILED, "{wanted}: {error}");
        assert!(error.message().contains("somebody else"), "{wanted}: {error}");
        assert!(error.message().contains("127.0.34.1"), "{wanted}: {error}");
    }
    let there = Liar::new(|call, answer| activated(call, answer, |reply| reply.exporter.oxid ^= 1));
    let error = there.session(terms()).search("").err().unwrap();
    assert_eq!(error.hresult(), code::RPC_S_CALL_FAILED, "{error}");
}

#[test]
fn what_is_no_reference_is_refused() {
    let changes: [fn(&mut [u8]); 4] = [
        |reference| reference[0] = b'N',
        |reference| reference[4] = 4,
        |reference| reference[4] = 99,
        |reference| reference[8] ^= 1,
    ];
    for change in changes {
        let there = forging("CreateUpdateSearcher", change);
        let error = search(&there).unwrap_err();
        assert_eq!(error.hresult(), code::RPC_S_CALL_FAILED, "{error}");
        assert!(error.message().contains("127.0.34.1"), "{error}");
    }
}

#[test]
fn a_pointer_to_nothing_fails_when_it_is_called() {
    let there = forging("CreateUpdateSearcher", |reference| reference[IPID + 9] ^= 1);
    let error = search(&there).unwrap_err();
    assert!(
        !error.hresult().is_success() && error.message().contains("127.0.34.1"),
        "{error}"
    );
}

#[test]
fn one_object_by_more_and_more_pointers_is_refused() {
    // All items are the same object, and each comes by another pointer.
    let there = forging("Item", |reference| reference[OID..OID + 8].fill(7));
    let found = search(&there);
    // Fewer than there are interfaces do no harm; nobody can say which of them is meant.
    assert!(found.is_err() || found.unwrap() < 256);
    let is_item = |call: &Call| member(call) == "Item" && call.interface.id == IUPDATE_COLLECTION.iid;
    let first = Mutex::new((None::<Vec<u8>>, 0_u32));
    let there = Liar::with(Limits::default(), false, move |call, answer| match answer {
        Answer::Reply(mut stub) if member(call) == "Count" && call.interface.id == IUPDATE_COLLECTION.iid => {
            let at = stub.len() - 8;
            stub[at..at + 4].copy_from_slice(&1000_u32.to_le_bytes());
            Answer::Reply(stub)
        }
        Answer::Reply(stub) if is_item(call) => {
            let (first, number) = &mut *first.lock().unwrap();
            let mut stub = first.get_or_insert(stub).clone();
            let at = (0..stub.len())
                .find(|at| stub[*at..].starts_with(b"MEOW"))
                .unwrap();
            *number += 1;
            stub[at + IPID..at + IPID + 4].copy_from_slice(&number.to_le_bytes());
            Answer::Reply(stub)
        }
        other => other,
    });
    let error = search(&there).unwrap_err();
    assert_eq!(error.hresult(), code::RPC_S_CALL_FAILED, "{error}");
    assert!(error.message().contains("more and more pointers"), "{error}");
}

#[test]
fn another_object_in_the_answer_to_a_question_for_interfaces_is_not_taken() {
    // The OIDs of all answers are those of others: no further interface is had by anybody.
    let there = Liar::new(|call, answer| match answer {
        Answer::Reply(mut stub) if call.interface.id == ids::REM_UNKNOWN && call.opnum == 3 => {
            // Behind the header, the pointer and the count: HRESULT, flags, references, OXID, OID.
            let oid = 8 + 4 + 4 + 8 + 8 + 8;
            if let Some(byte) = stub.get_mut(oid) {
                *byte ^= 1;
            }
            Answer::Reply(stub)
        }
        other => other,
    });
    let place = reach::Place {
        host: there.mapper.ip().to_string(),
        port: there.mapper.port(),
    };
    let computer = reach::Computer::new(place, Arc::new(as_user(USER, PASSWORD)), terms());
    let session = || {
        computer
            .create(UPDATE_SESSION.clsid, &[&IUPDATE_SESSION])
            .unwrap()
    };
    assert!(!session().supports(&IUPDATE_SESSION3));
    there.repent();
    assert!(session().supports(&IUPDATE_SESSION3));
}

#[test]
fn the_one_in_between_is_counted() {
    let there = Liar::new(|_, answer| answer);
    let between = Between::new((there.mapper, there.objects), Passing::pass);
    let session = connect(between.mapper, &as_user(USER, PASSWORD), terms());
    assert!(!session.search("").unwrap().updates.is_empty());
    assert_eq!(between.connections.load(Ordering::SeqCst), 2, "one for each port");
}
