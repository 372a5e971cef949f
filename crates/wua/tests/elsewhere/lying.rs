//! A server that signs its lies: results that are too many, too long, of another shape, or never there.

use std::net::SocketAddr;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use wua::computer::Terms;
use wua::{Error, code};
use wua_com::reading::{Tree, pack};
use wua_com::standard::IENUM_VARIANT;
use wua_com::{Caller, Interface, ObjectRef, Rights, Slot, Success, Value};
use wua_defs::classes;
use wua_defs::interfaces::{IUPDATE, IUPDATE_COLLECTION, IUPDATE_SESSION};
use wua_defs::vendor::{IWUA_READER, READ};
use wua_net::reach;
use wua_rpc::exporter::{Answer, Limits};
use wua_rpc::ndr::{Objects, Writer, enumerate, stub};
use wua_rpc::orpc::error_info::ErrorInfo;
use wua_rpc::orpc::{OrpcThat, ids};

use crate::between::{Between, Then, Way};
use crate::server::{Liar, PASSWORD, USER, as_user, connect, eventually, member, terms};

/// A server that answers calls of this member like that.
fn lying(
    whole_results: bool,
    wanted: &'static str,
    lie: impl Fn(Vec<u8>) -> Vec<u8> + Send + Sync + 'static,
) -> Liar {
    Liar::with(
        Limits::default(),
        whole_results,
        move |call, answer| match answer {
            Answer::Reply(stub) if member(call) == wanted => Answer::Reply(lie(stub)),
            other => other,
        },
    )
}

/// What a search fails with; other sessions are as they were.
#[track_caller]
fn search(there: &Liar) -> Error {
    let healthy = Liar::new(|_, answer| answer);
    let other = healthy.session(terms());
    let error = there.session(terms()).search("").err().unwrap();
    assert!(error.message().contains("127.0.34.1"), "{error}");
    assert!(!other.search("").unwrap().updates.is_empty());
    there.repent();
    assert!(!there.session(terms()).search("").unwrap().updates.is_empty());
    error
}

/// A number where `Count` has its own: before the HRESULT.
fn counting(count: i32) -> impl Fn(Vec<u8>) -> Vec<u8> {
    move |mut stub| {
        let at = stub.len() - 8;
        stub[at..at + 4].copy_from_slice(&count.to_le_bytes());
        stub
    }
}

#[test]
fn collections_without_end_are_not_walked() {
    for count in [i32::MAX, i32::MIN, -1, 1 << 22] {
        let began = Instant::now();
        let error = search(&lying(false, "Count", counting(count)));
        assert!(
            [code::RPC_S_CALL_FAILED, code::E_UNEXPECTED].contains(&error.hresult()),
            "{count}: {error}"
        );
        assert!(began.elapsed() < Duration::from_secs(10), "{count}");
    }
}

#[test]
fn a_collection_that_is_said_to_be_long_ends_with_the_time() {
    let there = lying(false, "Count", counting(1 << 18));
    let began = Instant::now();
    let error = there
        .session(Terms {
            until: Some(began + Duration::from_secs(1)),
            ..terms()
        })
        .search("")
        .err()
        .unwrap();
    assert!(
        [code::ERROR_TIMEOUT, code::RPC_S_CALL_FAILED].contains(&error.hresult()),
        "{error}"
    );
    assert!(began.elapsed() < Duration::from_secs(2), "{:?}", began.elapsed());
}

/// No object goes either way.
struct Nobody;

impl Objects for Nobody {
    fn marshal(&mut self, _: &ObjectRef, _: &'static Interface) -> Result<Vec<u8>, Error> {
        Err(code::E_NOTIMPL.into())
    }

    fn unmarshal(&mut self, _: &[u8], _: &'static Interface) -> Result<ObjectRef, Error> {
        Err(code::E_NOTIMPL.into())
    }
}

/// The answer of a whole result.
fn read(value: Value) -> Vec<u8> {
    reply(&IWUA_READER, READ, value)
}

/// The answer of a member.
fn reply(interface: &'static Interface, slot: Slot, value: Value) -> Vec<u8> {
    let mut writer = Writer::new();
    OrpcThat::default().write(&mut writer);
    let member = interface.member(slot).unwrap();
    let success = Success::with(code::S_OK, value);
    stub::write_result(&mut writer, member, Ok(&success), &mut Nobody).unwrap();
    writer.finish().unwrap()
}

/// What a terminal would obey comes out of the program as something to read.
#[test]
fn titles_that_control_terminals_are_harmless_on_the_command_line() {
    let title = "\u{1b}[2J\u{1b}]0;owned\u{7}A title\u{202e}\u{9b}31m\r\nsecond\u{0}";
    let (slot, _) = IUPDATE
        .all_members()
        .find(|(_, member)| member.name == "Title")
        .unwrap();
    let there = lying(false, "Title", move |_| reply(&IUPDATE, slot, Value::from(title)));
    let folder = tempfile::tempdir().unwrap();
    let password = folder.path().join("password");
    std::fs::write(&password, PASSWORD).unwrap();
    for json in [&[][..], &["--json"]] {
        let output = Command::new(env!("CARGO_BIN_EXE_wua"))
            .args([
                "search",
                "--host",
                &there.mapper.to_string(),
                "--user",
                USER,
                "--password-file",
            ])
            .arg(&password)
            .args(json)
            .output()
            .unwrap();
        let said = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
        assert!(output.status.success() && said.contains("A title"), "{said:?}");
        let obeyed = |character: &char| {
            character.is_control() && *character != '\n' || ['\u{202e}', '\u{9b}'].contains(character)
        };
        assert_eq!(said.chars().find(obeyed), None, "{said:?}");
    }
}

#[test]
fn whole_results_that_are_none_are_refused() {
    let bytes = |bytes: &[u8]| Value::Bytes(bytes.into());
    let node = |fields| bytes(&pack(&[Tree::Node(fields)]));
    let nothing = || Tree::Value(Value::Object(None));
    let deep: Vec<u8> = [1].into_iter().chain([12, 1].repeat(100_000)).collect();
    for lie in [
        bytes(b""),
        bytes(b"\0"),
        bytes(b"rubbish of no kind"),
        bytes(&deep),
        bytes(&[1, 13, 0xFF, 0xFF, 0xFF, 0x7F]),
        bytes(&[0xFF; 64]),
        // A text of two gigabytes.
        bytes(&[1, 12, 1, 8, 0xFF, 0xFF, 0xFF, 0xFF, 0x07]),
        // Trees of other shapes.
        node(vec![]),
        node(vec![Tree::Value(Value::I4(2)), Tree::Items(vec![])]),
        node(vec![nothing(), nothing(), nothing()]),
        node(vec![
            Tree::Value(Value::I4(2)),
            Tree::Items(vec![]),
            Tree::Value(Value::I4(2)),
        ]),
        node(vec![
            Tree::Value(Value::I4(2)),
            Tree::Items(vec![]),
            Tree::Items(vec![Tree::Node(vec![])]),
        ]),
        node(vec![
            Tree::Value(Value::I4(2)),
            Tree::Items(vec![]),
            Tree::Items(vec![nothing()]),
        ]),
        bytes(&pack(&[])),
        bytes(&pack(&[nothing(), nothing()])),
        // No bytes at all.
        Value::Empty,
        Value::from("a text"),
        Value::I4(7),
    ] {
        let said = format!("{lie:?}").chars().take(100).collect::<String>();
        let error = search(&lying(true, "Read", move |_| read(lie.clone())));
        assert_eq!(error.hresult(), code::RPC_S_CALL_FAILED, "{said}: {error}");
        assert!(
            error.message().contains("see that a WUA agent listens there"),
            "{said}: {error}"
        );
    }
}

#[test]
fn an_update_that_cannot_be_read_is_not_left_out_in_silence() {
    // The first update of all is not handed out.
    let first = AtomicUsize::new(0);
    let there = Liar::with(Limits::default(), false, move |call, answer| match answer {
        Answer::Reply(stub) if member(call) == "Item" && call.interface.id == IUPDATE_COLLECTION.iid => {
            if first.fetch_add(1, Ordering::SeqCst) > 0 {
                return Answer::Reply(stub);
            }
            let mut writer = Writer::new();
            OrpcThat::default().write(&mut writer);
            writer.pointer(false);
            writer.u32(code::E_FAIL.to_u32());
            Answer::Reply(writer.finish().unwrap())
        }
        other => other,
    });
    let error = search(&there);
    assert_eq!(error.hresult(), code::RPC_S_CALL_FAILED, "{error}");
}

#[test]
fn words_of_a_server_are_not_longer_than_people_read() {
    let there = lying(true, "Search", |_| {
        let info = ErrorInfo {
            description: Some(format!("\u{1b}[2J{}", "very long ".repeat(3000)).into()),
            ..ErrorInfo::default()
        };
        let mut writer = Writer::new();
        OrpcThat::with_error(&info).unwrap().write(&mut writer);
        writer.pointer(false);
        writer.u32(code::WU_E_INVALID_CRITERIA.to_u32());
        writer.finish().unwrap()
    });
    let error = search(&there);
    assert_eq!(error.hresult(), code::WU_E_INVALID_CRITERIA, "{error}");
    assert!(
        error.message().contains("very long") && error.message().len() < 1200,
        "{error}"
    );
}

#[test]
fn answers_that_are_cut_off_are_no_answers() {
    // Every answer to an activation, to a question for interfaces and to calls, at every byte.
    let lengths = Arc::new(AtomicUsize::new(0));
    for (wanted, id) in [
        ("", Some(ids::REMOTE_SCM_ACTIVATOR)),
        ("CreateUpdateSearcher", None),
        ("GetTotalHistoryCount", None),
    ] {
        let cut = Arc::new(AtomicUsize::new(usize::MAX));
        let (at, length) = (Arc::clone(&cut), Arc::clone(&lengths));
        let there = Liar::new(move |call, answer| match answer {
            Answer::Reply(mut stub) if id.map_or(member(call) == wanted, |id| call.interface.id == id) => {
                length.store(stub.len(), Ordering::SeqCst);
                stub.truncate(at.load(Ordering::SeqCst));
                Answer::Reply(stub)
            }
            other => other,
        });
        assert!(there.session(terms()).history_count().is_ok());
        // One session, if it is one.
        let session = there.session(terms());
        for length in 0..lengths.load(Ordering::SeqCst) {
            cut.store(length, Ordering::SeqCst);
            let error = session.history_count().unwrap_err();
            assert_eq!(
                error.hresult(),
                code::RPC_S_CALL_FAILED,
                "{wanted} {length}: {error}"
            );
        }
        cut.store(usize::MAX, Ordering::SeqCst);
        assert!(session.history_count().is_ok());
    }
}

/// An object of the other computer, without a session around it.
fn reached(there: &Liar) -> ObjectRef {
    let place = reach::Place {
        host: there.mapper.ip().to_string(),
        port: there.mapper.port(),
    };
    let computer = reach::Computer::new(place, Arc::new(as_user(USER, PASSWORD)), terms());
    let object = computer.create(classes::UPDATE_COLLECTION.clsid, &[&IUPDATE_COLLECTION]);
    object.unwrap()
}

#[test]
fn an_enumeration_hands_out_no_more_than_was_asked_for() {
    let there = Liar::new(|call, answer| {
        if call.interface.id != IENUM_VARIANT.iid || call.opnum != 3 {
            return answer;
        }
        let mut writer = Writer::new();
        OrpcThat::default().write(&mut writer);
        let many = Success::with(code::S_OK, Value::Array(vec![Value::I4(1); 1000].into()));
        enumerate::write_next(&mut writer, 2, Ok(&many), &mut Nobody).unwrap();
        Answer::Reply(writer.finish().unwrap())
    });
    let caller = Caller::local(Rights::Administrator);
    let collection = reached(&there);
    let (slot, _) = IUPDATE_COLLECTION
        .all_members()
        .find(|(_, member)| member.name == "_NewEnum")
        .unwrap();
    let walk = collection
        .invoke(&caller, &IUPDATE_COLLECTION, slot, &[])
        .unwrap();
    let walk = walk.value.as_object().unwrap().clone();
    let next = || walk.invoke(&caller, &IENUM_VARIANT, Slot(3), &[Value::U4(2)]);
    let error = next().err().unwrap();
    assert_eq!(error.hresult(), code::RPC_S_CALL_FAILED, "{error}");
    there.repent();
    assert!(next().is_ok());
    assert!(!collection.supports(&IUPDATE_SESSION));
}

#[test]
fn pings_that_are_forgotten_or_hang_are_nobody_elses_concern() {
    let pings = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&pings);
    // Whatever is said, it does not know the set.
    let forgetful = Liar::new(move |call, answer| {
        if call.interface.id != ids::OBJECT_EXPORTER {
            return answer;
        }
        counted.fetch_add(1, Ordering::SeqCst);
        let mut writer = Writer::new();
        if call.opnum == 2 {
            writer.u64(0);
            writer.u16(0);
        }
        writer.u32(0x8001_0137);
        Answer::Reply(writer.finish().unwrap())
    });
    // What asks for the mapper's port again hears nothing.
    let silent = Liar::new(|_, answer| answer);
    let between = Between::new((silent.mapper, silent.objects), |passing| {
        if passing.is_mapper && passing.way == Way::ToClient && passing.number > 12 {
            Then::Silence
        } else {
            passing.pass()
        }
    });
    let limits = Limits {
        silence: 2000,
        ..Limits::default()
    };
    let healthy = Liar::with(limits, true, |_, answer| answer);
    let pinging = |mapper: SocketAddr| {
        let terms = Terms {
            ping: Duration::from_millis(300),
            ..terms()
        };
        connect(mapper, &as_user(USER, PASSWORD), terms)
    };
    let sessions = [
        pinging(forgetful.mapper),
        pinging(between.mapper),
        pinging(healthy.mapper),
    ];
    let found = sessions[2].search("").unwrap();
    assert!(sessions[0].search("").is_ok());
    let _ = sessions[1].history_count();
    thread::sleep(Duration::from_millis(6500));
    sessions[2].hide(&found.updates[0]).unwrap();
    let told = pings.load(Ordering::SeqCst);
    assert!((3..2000).contains(&told), "{told}");
}

#[test]
fn a_search_that_fails_leaves_nothing_behind() {
    let there = lying(false, "Count", counting(i32::MAX));
    assert!(there.session(terms()).search("").is_err());
    eventually("nothing is held", || there.exporter.is_empty());
}

/// Says to a process of its own whom it is to call.
const TASK: &str = "WUA_TEST_CLIENT_OF";

/// What a client needs at most, in KiB, whatever a server says: the answer, as it comes and as it is read.
const MOST_MEMORY: u64 = 200 << 10;

/// The peak of this process, in KiB.
#[cfg(target_os = "linux")]
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

#[test]
#[cfg(target_os = "linux")]
#[ignore = "the client of the next test"]
fn client() {
    let Ok(mapper) = std::env::var(TASK) else { return };
    let error = connect(mapper.parse().unwrap(), &as_user(USER, PASSWORD), terms())
        .search("")
        .err()
        .unwrap();
    println!("failed with {} and took {} KiB", error.hresult(), peak());
}

#[test]
#[cfg(target_os = "linux")]
fn no_answer_takes_more_memory_than_there_is_for_it() {
    let long = |length: usize| move |_: Vec<u8>| vec![0; length];
    // As many small values as bytes.
    let small = |_: Vec<u8>| {
        let count: usize = 60 << 20;
        let mut bytes = vec![1, 13];
        let mut rest = count;
        while rest >= 0x80 {
            bytes.push(u8::try_from(rest & 0x7F).unwrap() | 0x80);
            rest >>= 7;
        }
        bytes.push(u8::try_from(rest).unwrap());
        bytes.resize(bytes.len() + count, 0);
        read(Value::Bytes(bytes.into()))
    };
    let most = |_: Vec<u8>| {
        let trees = vec![Tree::Value(Value::Empty); (2 << 20) - 8];
        read(Value::Bytes(pack(&[Tree::Items(trees)]).into()))
    };
    let text = |_: Vec<u8>| {
        let text = Tree::Value(Value::from(&*"x".repeat(60 << 20)));
        read(Value::Bytes(pack(&[Tree::Node(vec![text])]).into()))
    };
    let (longer, counts) = (counting(20_000), AtomicUsize::new(0));
    let many = Liar::with(Limits::default(), false, move |call, answer| match answer {
        Answer::Reply(stub)
            if member(call) == "Count"
                && call.interface.id == IUPDATE_COLLECTION.iid
                && counts.fetch_add(1, Ordering::SeqCst) == 0 =>
        {
            Answer::Reply(longer(stub))
        }
        other => other,
    });
    let servers = [
        ("64 MiB and a little", lying(true, "Read", long((64 << 20) + 100))),
        ("300 MiB", lying(true, "Search", long(300 << 20))),
        ("many bytes that are a value each", lying(true, "Read", small)),
        ("as many values as there may be", lying(true, "Read", most)),
        ("one text", lying(true, "Read", text)),
        ("many items", many),
    ];
    for (what, there) in servers {
        let output = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "lying::client", "--ignored", "--nocapture"])
            .env(TASK, there.mapper.to_string())
            .output()
            .unwrap();
        let said = String::from_utf8(output.stdout).unwrap();
        let (_, took) = said
            .split_once("and took ")
            .unwrap_or_else(|| panic!("{what}: {said}"));
        let took: u64 = took.split(' ').next().unwrap().parse().unwrap();
        println!("{what}: {took} KiB");
        assert!(took < MOST_MEMORY, "{what}: {took} KiB");
        assert!(said.contains("RPC_S_CALL_FAILED"), "{what}: {said}");
    }
}
