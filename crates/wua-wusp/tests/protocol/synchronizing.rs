//! The loop.

use proptest::prelude::*;
use wua_com::code;
use wua_wusp::messages::{Action, CategoryRelationship, Device};
use wua_wusp::soap::Message;
use wua_wusp::sync::{Drivers, Judged, Known, MOST_INSTALLED, Page, Plan, Step, Warning};
use wua_wusp::{Session, Settings, Sync, messages};

use super::samples::{guid, identity};
use super::server::{Computer, OLD, Revision, Server, envelope, ints, now, revision, settings};

/// Three layers: what is true, what that opens, and updates.
fn layers() -> Vec<Revision> {
    let mut revisions = vec![
        revision(1, &[], false),
        revision(2, &[], false),
        revision(3, &[1], false),
        revision(4, &[2], false),
    ];
    revisions.extend((10..110).map(|id| revision(id, &[1, 3], true)));
    revisions.extend((110..120).map(|id| revision(id, &[4], true)));
    revisions
}

fn known(computer: &Computer) -> Vec<i32> {
    computer.kept.known.keys().copied().collect()
}

#[test]
fn layer_by_layer_everything_comes_that_depends_on_what_is_installed() {
    let mut server = Server::new(layers());
    let mut computer = Computer::new();
    computer.lacks = vec![4];
    let summary = computer.synchronize(&mut server).unwrap().unwrap();
    let expected: Vec<i32> = [1, 2, 3, 4].into_iter().chain(10..110).collect();
    assert_eq!(known(&computer), expected);
    assert_eq!((summary.new, summary.warnings.len()), (104, 0));
    // Two layers, then 100 leaves in pages of 30.
    assert_eq!(summary.pages, 2 + 4);
    assert_eq!(server.calls("SyncUpdates"), 6);
}

#[test]
fn the_lists_grow_with_each_call() {
    let mut server = Server::new(layers());
    let mut computer = Computer::new();
    computer.lacks = vec![4];
    computer.synchronize(&mut server).unwrap();
    let lists: Vec<(Vec<i32>, usize)> = server
        .bodies
        .iter()
        .filter(|body| body.contains("<SyncUpdates "))
        .map(|body| {
            let others = ints(body, "OtherCachedUpdateIDs").len();
            (ints(body, "InstalledNonLeafUpdateIDs"), others)
        })
        .collect();
    assert_eq!(lists[0], (vec![], 0));
    assert_eq!(lists[1], (vec![1, 2], 0));
    assert_eq!(lists[2], (vec![1, 2, 3], 1));
    assert_eq!(lists[5], (vec![1, 2, 3], 91));
}

#[test]
fn a_rescan_of_a_server_with_nothing_new_is_one_call() {
    let mut server = Server::new(layers());
    let mut computer = Computer::new();
    computer.synchronize(&mut server).unwrap();
    let before = computer.kept.known.clone();
    server.log.clear();
    let summary = computer.synchronize(&mut server).unwrap().unwrap();
    assert_eq!(server.log, ["SyncUpdates"]);
    assert_eq!((summary.new, summary.pages), (0, 1));
    assert_eq!(computer.kept.known, before);
}

#[test]
fn what_is_gone_and_what_has_changed_is_handed_over() {
    let mut server = Server::new(layers());
    let mut computer = Computer::new();
    computer.synchronize(&mut server).unwrap();
    server.revisions.retain(|revision| revision.id != 15);
    server.changed = vec![16, 9999];
    computer.pages.clear();
    let summary = computer.synchronize(&mut server).unwrap().unwrap();
    let page = &computer.pages[0];
    assert_eq!(page.out_of_scope, [15]);
    assert_eq!(page.changed.len(), 1);
    let deployment = page.changed[0].deployment.as_ref().unwrap();
    assert_eq!((page.changed[0].id, &deployment.action), (16, &Action::Uninstall));
    assert_eq!(summary.warnings, [Warning::UnknownChanged { id: 9999 }]);
    assert!(!computer.kept.known.contains_key(&15));
}

#[test]
fn it_goes_on_from_any_page_that_was_kept() {
    let mut server = Server::new(layers());
    let mut whole = Computer::new();
    let pages = whole.synchronize(&mut server).unwrap().unwrap().pages;
    for dies_after in 0..pages {
        let mut server = Server::new(layers());
        let mut computer = Computer::new();
        computer.dies_after = dies_after;
        assert_eq!(computer.synchronize(&mut server).unwrap(), None);
        computer.dies_after = usize::MAX;
        // The page that was not kept carried a cookie; the one before it is still good on this server.
        computer.kept.state = None;
        computer.synchronize(&mut server).unwrap().unwrap();
        assert_eq!(computer.kept.known, whole.kept.known, "{dies_after}");
    }
}

#[test]
fn a_server_that_says_for_ever_that_there_is_more_is_not_asked_for_ever() {
    let mut server = Server::new(layers());
    server.truncated = Some(true);
    let mut computer = Computer::new();
    let summary = computer.synchronize(&mut server).unwrap().unwrap();
    assert_eq!(computer.kept.known.len(), 114);
    assert_eq!(summary.warnings, [Warning::NothingNew { page: summary.pages }]);
}

#[test]
fn a_server_that_repeats_itself_for_ever_is_not_asked_for_ever() {
    let mut server = Server::new(layers());
    server.truncated = Some(true);
    server.repeats = true;
    let mut computer = Computer::new();
    let summary = computer.synchronize(&mut server).unwrap().unwrap();
    assert!(summary.pages < 5, "{summary:?}");
    assert!(matches!(summary.warnings[..], [Warning::NothingNew { .. }]));
}

/// It takes back what it sends, and sends it again: that is not new.
#[test]
fn a_server_that_goes_round_in_circles_is_left() {
    let mut session = Session::new(settings(), None);
    let mut server = Server::new(Vec::new());
    let mut sync = Sync::new(Plan::default());
    let mut calls = 0;
    loop {
        match sync.next(&mut session, now()).unwrap() {
            Step::Call(call) if call.operation.name == "SyncUpdates" => {
                calls += 1;
                assert!(calls < 10);
                let (come, gone) = (calls % 2 + 1, (calls + 1) % 2 + 1);
                let answer = envelope(
                    "SyncUpdates",
                    &format!(
                        "<SyncUpdatesResult><NewUpdates><UpdateInfo><ID>{come}</ID><IsLeaf>false</IsLeaf>\
                         <Xml/></UpdateInfo></NewUpdates><OutOfScopeRevisionIDs><int>{gone}</int>\
                         </OutOfScopeRevisionIDs><Truncated>true</Truncated></SyncUpdatesResult>"
                    ),
                );
                sync.answer(&mut session, answer.as_bytes(), now()).unwrap();
            }
            Step::Call(call) => {
                let answer = server.post(&call);
                sync.answer(&mut session, &answer, now()).unwrap();
            }
            // Nobody can say what these are.
            Step::Page(_) => sync.judged(&[]).unwrap(),
            Step::Rekeyed(_) => panic!(),
            Step::Done(summary) => break assert_eq!(summary.new, 2),
        }
    }
}

#[test]
fn a_revision_that_comes_twice_in_a_page_counts_once() {
    let mut revisions = layers();
    revisions.insert(1, revision(1, &[], false));
    let mut server = Server::new(revisions);
    let mut computer = Computer::new();
    let summary = computer.synchronize(&mut server).unwrap().unwrap();
    assert_eq!(summary.warnings, [Warning::Repeated { id: 1 }]);
    assert_eq!(summary.new, 114);
}

fn judged(id: i32, number: u128) -> Judged {
    Judged {
        id,
        identity: identity(number),
        is_driver: false,
        is_installed: false,
        dependents: 0,
    }
}

fn base(id: i32) -> Known {
    Known {
        id,
        identity: identity(u128::try_from(id).unwrap()),
        is_leaf: false,
        is_driver: false,
        is_installed: true,
        dependents: 0,
    }
}

/// The first page of a server, for somebody who knows some revisions already.
fn first_page(server: &mut Server, known: Vec<Known>) -> (Session, Sync, Page) {
    let mut session = Session::new(settings(), None);
    let mut sync = Sync::new(Plan {
        known,
        ..Plan::default()
    });
    loop {
        match sync.next(&mut session, now()).unwrap() {
            Step::Call(call) => {
                let answer = server.post(&call);
                sync.answer(&mut session, &answer, now()).unwrap();
            }
            Step::Page(page) => return (session, sync, page),
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn a_number_with_another_identity_is_an_error_that_names_both() {
    let mut server = Server::new(layers());
    server.repeats = true;
    let (_, mut sync, page) = first_page(&mut server, vec![base(1)]);
    assert_eq!(page.new[0].id, 1);
    let error = sync.judged(&[judged(1, 0xBAD)]).unwrap_err();
    assert_eq!(error.hresult(), code::WU_E_PT_SOAP_SERVER);
    let text = error.to_string();
    for expected in [identity(1), identity(0xBAD)] {
        assert!(text.contains(&expected.to_string()), "{text}");
    }
}

#[test]
fn an_identity_with_another_number_takes_the_place_of_the_one_before() {
    let mut server = Server::new(vec![revision(1, &[], false), revision(5, &[], true)]);
    let (mut session, mut sync, page) = first_page(&mut server, vec![base(1)]);
    assert_eq!(page.new[0].id, 5);
    sync.judged(&[judged(5, 1)]).unwrap();
    let Step::Done(summary) = sync.next(&mut session, now()).unwrap() else {
        panic!();
    };
    let renumbered = Warning::Renumbered {
        identity: identity(1),
        from: 1,
        to: 5,
    };
    assert_eq!(summary.warnings, [renumbered]);
    assert_eq!(summary.new, 0);
}

#[test]
fn a_server_that_gives_other_numbers_for_ever_is_asked_once_more_for_each_revision() {
    let mut session = Session::new(settings(), None);
    let mut server = Server::new(Vec::new());
    let mut sync = Sync::new(Plan::default());
    let mut calls = 0;
    loop {
        match sync.next(&mut session, now()).unwrap() {
            Step::Call(call) if call.operation.name == "SyncUpdates" => {
                calls += 1;
                let answer = envelope(
                    "SyncUpdates",
                    &format!(
                        "<SyncUpdatesResult><NewUpdates><UpdateInfo><ID>{calls}</ID><IsLeaf>true</IsLeaf>\
                         <Xml/></UpdateInfo></NewUpdates><Truncated>true</Truncated></SyncUpdatesResult>"
                    ),
                );
                sync.answer(&mut session, answer.as_bytes(), now()).unwrap();
            }
            Step::Call(call) => {
                let answer = server.post(&call);
                sync.answer(&mut session, &answer, now()).unwrap();
            }
            // Always the same one.
            Step::Page(page) => sync.judged(&[judged(page.new[0].id, 1)]).unwrap(),
            Step::Rekeyed(_) => panic!(),
            Step::Done(summary) => break assert_eq!(summary.new, 1),
        }
    }
    assert_eq!(calls, 3);
}

#[test]
fn a_page_has_to_be_judged_before_the_next_call() {
    let mut server = Server::new(layers());
    let (mut session, mut sync, _) = first_page(&mut server, Vec::new());
    assert!(sync.next(&mut session, now()).is_err());
    assert!(sync.kept().is_err());
    sync.judged(&[]).unwrap();
    assert!(sync.judged(&[]).is_err());
}

#[test]
fn no_more_than_400_installed_ones_are_named_and_those_first_that_most_depend_on() {
    let mut known: Vec<Known> = (1..=450).map(base).collect();
    known[449].dependents = 3;
    let mut server = Server::new((1..=450).map(|id| revision(id, &[], false)).collect());
    let (_, sync, _) = first_page(&mut server, known);
    assert_eq!(sync.unnamed(), 50);
    let body = server.bodies.last().unwrap();
    let mut installed = ints(body, "InstalledNonLeafUpdateIDs");
    installed.sort_unstable();
    let expected: Vec<i32> = (1..400).chain([450]).collect();
    assert_eq!(installed.len(), MOST_INSTALLED);
    assert_eq!(installed, expected);
    let others = ints(body, "OtherCachedUpdateIDs");
    assert_eq!(others, (400..450).collect::<Vec<i32>>());
}

#[test]
fn another_server_is_asked_for_its_numbers_and_what_it_does_not_know_comes_again() {
    let many = |from: i32| -> Vec<Revision> {
        let mut all = layers();
        all.extend((200..650).map(|id| revision(id, &[1], true)));
        for revision in &mut all {
            revision.id += from;
            for id in &mut revision.needs {
                *id += from;
            }
        }
        all
    };
    let mut server = Server::new(many(0));
    let mut computer = Computer::new();
    computer.synchronize(&mut server).unwrap();
    // Another one answers in its place, with other numbers and without some.
    let mut other = Server::new(many(10_000));
    other.revisions.retain(|revision| revision.update != 20);
    other.faults.push_back(("SyncUpdates", "ServerChanged"));
    let summary = computer.synchronize(&mut other).unwrap().unwrap();
    assert_eq!(other.calls("RefreshCache"), 3);
    let [rekeyed] = &computer.rekeyed[..] else {
        panic!("{:?}", computer.rekeyed.len());
    };
    assert_eq!((rekeyed.kept.len(), &rekeyed.dropped[..]), (563, &[20][..]));
    assert_eq!(summary.new, 0);
    assert!(computer.kept.known.keys().all(|id| *id > 10_000));
    assert!(!computer.kept.state.as_ref().unwrap().must_refresh);
    // And by configuration: nothing of the one before is told to it.
    let mut third = Server::new(many(20_000));
    let settings = Settings {
        server: "https://third.example".to_owned(),
        ..settings()
    };
    let summary = computer.synchronize_as(settings, &mut third).unwrap().unwrap();
    assert_eq!(summary.new, 1);
    assert_eq!(computer.kept.known.len(), 564);
}

#[test]
fn a_change_of_servers_while_numbers_are_asked_for_begins_them_anew() {
    let revisions: Vec<Revision> = (1..=450).map(|id| revision(id, &[], true)).collect();
    let mut server = Server::new(revisions);
    server.page = 1000;
    let mut computer = Computer::new();
    computer.synchronize(&mut server).unwrap();
    server.log.clear();
    server.faults.push_back(("SyncUpdates", "InvalidCookie"));
    server.faults.push_back(("RefreshCache", ""));
    server.faults.push_back(("RefreshCache", "ServerChanged"));
    computer.synchronize(&mut server).unwrap().unwrap();
    assert_eq!(server.calls("RefreshCache"), 2 + 3);
    assert_eq!(server.calls("GetConfig"), 2);
    assert_eq!(computer.kept.known.len(), 450);
}

#[test]
fn one_number_for_two_identities_is_an_error() {
    let mut server = Server::new(layers());
    let mut computer = Computer::new();
    computer.synchronize(&mut server).unwrap();
    let before = computer.kept.clone();
    for revision in &mut server.revisions {
        revision.id = 7;
    }
    server.faults.push_back(("SyncUpdates", "ServerChanged"));
    let error = computer.synchronize(&mut server).unwrap_err();
    assert!(
        error.to_string().contains("it calls two revisions 7: "),
        "{error}"
    );
    assert_eq!(computer.kept, before);
}

/// Numbers of what nobody asked for, and a second number of something.
#[test]
fn what_nobody_asked_for_is_not_numbered_anew() {
    let mut server = Server::new(vec![revision(1, &[], true)]);
    let mut computer = Computer::new();
    computer.synchronize(&mut server).unwrap();
    let mut again = revision(2, &[], true);
    again.update = 1;
    server.revisions.push(again);
    server.faults.push_back(("SyncUpdates", "ServerChanged"));
    let summary = computer.synchronize(&mut server).unwrap().unwrap();
    assert_eq!(computer.rekeyed[0].kept.len(), 1);
    assert_eq!(summary.warnings[0], Warning::Unasked(identity(1)));
}

#[test]
fn each_fault_in_the_middle_is_recovered_from_without_a_loss() {
    let codes = [
        "CookieExpired",
        "ConfigChanged",
        "InvalidCookie",
        "ServerChanged",
        "RegistrationRequired",
    ];
    let mut server = Server::new(layers());
    let mut whole = Computer::new();
    whole.synchronize(&mut server).unwrap();
    for code in codes {
        let mut server = Server::new(layers());
        let mut computer = Computer::new();
        computer.dies_after = 2;
        computer.synchronize(&mut server).unwrap();
        computer.dies_after = usize::MAX;
        server.faults.push_back(("SyncUpdates", code));
        computer.synchronize(&mut server).unwrap().unwrap();
        assert_eq!(computer.kept.known, whole.kept.known, "{code}");
    }
}

#[test]
fn drivers_are_asked_for_once_at_the_end() {
    let mut revisions = layers();
    revisions.push(Revision {
        is_driver: true,
        ..revision(500, &[1], true)
    });
    let mut server = Server::new(revisions);
    let mut computer = Computer::new();
    computer.plan.drivers = Some(Drivers {
        devices: vec![Device::default()],
        computer: vec![guid(0xC0)],
        feature_score_matching_key: Some("AMD64.10.0".to_owned()),
    });
    computer.synchronize(&mut server).unwrap();
    let page = computer.pages.last().unwrap();
    assert!(page.is_of_drivers);
    assert_eq!(page.new[0].id, 500);
    let of_drivers = |server: &Server| {
        let is_of_drivers = |body: &&String| body.contains("<SkipSoftwareSync>true<");
        server.bodies.iter().filter(is_of_drivers).count()
    };
    assert_eq!(of_drivers(&server), 1);
    let body = server.bodies.last().unwrap();
    assert!(body.contains("<SystemSpec>") && body.contains("<ComputerSpec>"));
    assert!(!body.contains("OtherCachedUpdateIDs") && body.contains("<InstalledNonLeafUpdateIDs>"));

    computer.synchronize(&mut server).unwrap();
    assert_eq!(of_drivers(&server), 2);
    assert_eq!(ints(server.bodies.last().unwrap(), "CachedDriverIDs"), [500]);

    server.driver_sync_not_needed = true;
    computer.synchronize(&mut server).unwrap();
    assert_eq!(of_drivers(&server), 3, "what is known can go");
    let mut other = Computer::new();
    other.plan.drivers.clone_from(&computer.plan.drivers);
    other.synchronize(&mut server).unwrap();
    assert_eq!(of_drivers(&server), 3);
}

#[test]
fn some_categories_are_asked_for_where_both_sides_can_do_that() {
    let category = CategoryRelationship {
        index_of_and_group: 0,
        category_id: guid(0xCA),
    };
    let mut server = Server::new(layers());
    let mut computer = Computer::new();
    computer.plan.categories = vec![category];
    let summary = computer.synchronize(&mut server).unwrap().unwrap();
    assert!(summary.warnings.is_empty());
    assert_eq!(server.calls("StartCategoryScan"), 1);
    let body = server.bodies.last().unwrap();
    assert!(body.contains("<FilterCategoryIds>"));
    assert!(body.contains("<NeedTwoGroupOutOfScopeUpdates>true<"));

    let all = |mut computer: Computer, server: &mut Server, settings: Settings, calls: usize| {
        let summary = computer.synchronize_as(settings, server).unwrap().unwrap();
        assert_eq!(summary.warnings, [Warning::AllCategories]);
        assert_eq!(server.calls("StartCategoryScan"), calls);
        assert!(!server.bodies.last().unwrap().contains("FilterCategoryIds"));
        assert_eq!(computer.kept.known.len(), 114);
    };
    let computer = |categories: usize| {
        let mut computer = Computer::new();
        computer.plan.categories = vec![category; categories];
        computer
    };
    let mut server = Server::new(layers());
    server.version = "3.1";
    all(computer(1), &mut server, settings(), 0);
    let mut old = settings();
    old.protocol_version = OLD;
    all(computer(1), &mut Server::new(layers()), old, 0);
    all(computer(200), &mut Server::new(layers()), settings(), 0);
    let mut server = Server::new(layers());
    server
        .faults
        .push_back(("StartCategoryScan", "InvalidParameters"));
    all(computer(1), &mut server, settings(), 1);
}

#[test]
fn a_busy_server_is_asked_the_same_again_later() {
    let mut server = Server::new(layers());
    let (mut session, mut sync, _) = first_page(&mut server, Vec::new());
    sync.judged(&[]).unwrap();
    let Step::Call(call) = sync.next(&mut session, now()).unwrap() else {
        panic!();
    };
    let busy = super::server::fault("ServerBusy");
    let error = sync.answer(&mut session, busy.as_bytes(), now()).unwrap_err();
    assert!(error.is_temporary());
    let Step::Call(again) = sync.next(&mut session, now()).unwrap() else {
        panic!();
    };
    assert_eq!(again, call);
}

#[test]
fn a_page_that_cannot_be_read_changes_nothing() {
    let mut server = Server::new(layers());
    let (mut session, mut sync, _) = first_page(&mut server, Vec::new());
    sync.judged(&[]).unwrap();
    let Step::Call(call) = sync.next(&mut session, now()).unwrap() else {
        panic!();
    };
    let before = session.state().clone();
    let answer = server.post(&call);
    for length in 0..answer.len() {
        assert!(sync.answer(&mut session, &answer[..length], now()).is_err());
        assert!(matches!(sync.next(&mut session, now()).unwrap(), Step::Call(_)));
        assert_eq!(session.state(), &before);
    }
    assert!(messages::SyncUpdates::answer(&answer).is_ok());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Any graph, any size of pages, any computer, deaths anywhere: what is known in the end is what the server offers.
    #[test]
    fn what_is_known_in_the_end_is_what_the_server_offers(
        needs in prop::collection::vec(prop::collection::vec(1..60_i32, 0..3), 60),
        lacks in prop::collection::vec(1..60_i32, 0..10),
        page in 1_usize..20,
        deaths in prop::collection::vec(0_usize..6, 0..4),
        truncated in prop::option::of(Just(true)),
    ) {
        let revisions: Vec<Revision> = (1..).zip(&needs).map(|(id, needs)| {
            let needs: Vec<i32> = needs.iter().copied().filter(|need| *need < id).collect();
            let is_leaf = id > 40;
            revision(id, &needs, is_leaf)
        }).collect();
        let mut offered = Vec::new();
        for revision in &revisions {
            let is_there = |need: &i32| *need <= 40 && offered.contains(need) && !lacks.contains(need);
            if revision.needs.iter().all(is_there) {
                offered.push(revision.id);
            }
        }
        let mut server = Server::new(revisions);
        (server.page, server.truncated) = (page, truncated);
        let mut computer = Computer::new();
        computer.lacks = lacks;
        for death in deaths {
            computer.dies_after = computer.pages.len() + death;
            computer.synchronize(&mut server).unwrap();
        }
        computer.dies_after = usize::MAX;
        computer.synchronize(&mut server).unwrap().unwrap();
        prop_assert_eq!(known(&computer), offered);
    }
}
