//! Files that nobody needs go; what somebody needs stays.

use std::fs;
use std::time::Duration;

use wua_agent::{Callbacks, Cleaned, DownloadRequest, KeepPolicy, SearchRequest, Unneeded};
use wua_com::code;
use wua_defs::enums::OperationResultCode;

use crate::support::child::spawn;
use crate::support::{Doing, Fetching, World, bundle, content, eventually, lock, revision, with_file};

const NOTHING: KeepPolicy = KeepPolicy {
    age: None,
    size: None,
};

#[test]
fn files_of_installed_and_withdrawn_updates_go_and_those_of_others_stay() {
    let world = World::new();
    for number in 1..=3 {
        world
            .server
            .offer_file(number, &vec![7; usize::try_from(number * 10).unwrap()]);
    }
    let session = world.session();
    let found = session.find("");
    session.download(&found);
    session.install(&found[..1]);
    lock(&world.server.revisions).remove(2);
    let left = session.find("");
    assert_eq!(left.len(), 1);

    let plan = session.plan_cleaning(&NOTHING).unwrap();
    let mut going: Vec<_> = plan
        .files
        .iter()
        .map(|file| (file.name.as_str(), file.bytes, file.reason))
        .collect();
    going.sort_unstable_by_key(|(name, ..)| *name);
    assert_eq!(
        going,
        [
            ("1.bin", 10, Unneeded::Installed),
            ("3.bin", 30, Unneeded::NotOffered)
        ]
    );
    assert_eq!(plan.kept, 20);
    assert!(
        plan.to_string().contains("3.bin: 30 bytes, not offered any more"),
        "{plan}"
    );

    let cleaned = session.clean_cache(&plan).unwrap();
    assert_eq!((cleaned.files, cleaned.bytes, cleaned.in_use), (2, 40, 0));
    assert_eq!(
        fs::read_dir(world.cache()).unwrap().count(),
        1,
        "no empty folders"
    );
    assert!(left[0].marks.is_downloaded() && !found[0].marks.is_downloaded());
    assert!(session.plan_cleaning(&NOTHING).unwrap().files.is_empty());
}

#[test]
fn members_of_a_bundle_that_is_wanted_stay() {
    let world = World::new();
    world.server.offer(bundle(1, vec![with_file(11, b"eleven")]));
    world.server.has_file("11.bin", b"eleven");
    let session = world.session();
    session.download(&session.find(""));
    assert!(session.plan_cleaning(&NOTHING).unwrap().files.is_empty());
}

#[test]
fn what_is_young_or_fits_may_stay() {
    let world = World::new();
    for number in 1..=3 {
        world
            .server
            .offer_file(number, &[u8::try_from(number).unwrap(); 10]);
    }
    let session = world.session();
    for update in session.find("") {
        session.download(std::slice::from_ref(&update));
        world.clock.pass(3600);
    }
    world.server.withdraw();
    session.find("");
    let names = |policy: &KeepPolicy| -> Vec<String> {
        let plan = session.plan_cleaning(policy).unwrap();
        plan.files.into_iter().map(|file| file.name).collect()
    };
    let hours = |hours: u64| KeepPolicy {
        age: Some(Duration::from_secs(hours * 3600)),
        size: None,
    };
    assert_eq!(names(&hours(2)), ["1.bin", "2.bin"]);
    assert!(names(&hours(9)).is_empty());
    let size = |size| KeepPolicy {
        age: None,
        size: Some(size),
    };
    assert_eq!(names(&size(15)), ["1.bin", "2.bin"]);
    assert!(names(&size(30)).is_empty());
    let both = KeepPolicy {
        age: hours(3).age,
        ..size(10)
    };
    assert_eq!(names(&both), ["1.bin", "2.bin"]);
}

#[test]
fn a_file_that_several_updates_have_counts_once_and_is_gone_with_the_last_of_them() {
    let world = World::new();
    for number in 1..=3 {
        let name = format!("{number}.bin");
        let body: &[u8] = if number == 3 { b"another" } else { b"0123456789" };
        world.server.has_file(&name, body);
        world.server.offer(revision(number, |revision| {
            revision.contents = vec![content(&name, body)];
        }));
    }
    let session = world.session();
    for update in session.find("") {
        session.download(std::slice::from_ref(&update));
        world.clock.pass(3600);
    }
    world.server.withdraw();
    session.find("");
    let keep = |size| KeepPolicy {
        age: None,
        size: Some(size),
    };
    assert!(session.plan_cleaning(&keep(17)).unwrap().files.is_empty());
    let plan = session.plan_cleaning(&keep(7)).unwrap();
    let going: Vec<_> = plan
        .files
        .iter()
        .map(|file| (file.name.as_str(), file.bytes))
        .collect();
    assert_eq!(going, [("1.bin", 0), ("2.bin", 10)]);
    assert_eq!(plan.kept, 7);
    let cleaned = session.clean_cache(&plan).unwrap();
    assert_eq!((cleaned.files, cleaned.bytes), (2, 10));
    assert_eq!(session.plan_cleaning(&keep(7)).unwrap().kept, 7);
}

#[test]
fn what_a_death_left_behind_is_found() {
    let world = World::new();
    world.server.offer_file(1, b"one");
    let session = world.session();
    session.download(&session.find(""));
    let folder = fs::read_dir(world.cache())
        .unwrap()
        .next()
        .unwrap()
        .unwrap()
        .path();
    fs::write(folder.join("gone.bin.part"), b"half").unwrap();
    fs::create_dir(world.cache().join("lists")).unwrap();
    fs::write(world.cache().join("lists/other"), b"of somebody else").unwrap();
    let plan = session.plan_cleaning(&NOTHING).unwrap();
    assert_eq!(plan.files.len(), 1, "{plan}");
    assert_eq!(plan.files[0].reason, Unneeded::LeftOver);
    assert_eq!(session.clean_cache(&plan).unwrap().files, 1);
    assert!(folder.join("1.bin").exists() && world.cache().join("lists/other").exists());
}

#[test]
fn what_is_fetched_again_after_the_plan_stays() {
    let world = World::new();
    world.server.offer_file(1, b"one");
    let session = world.session();
    let found = session.find("");
    session.download(&found);
    world.server.withdraw();
    session.find("");
    let plan = session.plan_cleaning(&NOTHING).unwrap();
    world.clock.pass(1);
    let forced = DownloadRequest {
        forced: true,
        ..DownloadRequest::new(found.clone())
    };
    session
        .prepare_download(forced)
        .unwrap()
        .run(Callbacks::default())
        .unwrap();
    let expected = Cleaned {
        in_use: 1,
        ..Cleaned::default()
    };
    assert_eq!(session.clean_cache(&plan).unwrap(), expected);
    assert!(found[0].marks.is_downloaded());
}

#[test]
fn nothing_is_cleaned_while_something_is_fetched() {
    let world = World::new();
    world.server.offer_file(1, b"one");
    let session = world.session();
    *lock(&world.server.fetching) = Fetching::Hangs;
    let job = session
        .prepare_download(DownloadRequest::new(session.find("")))
        .unwrap();
    job.start(Callbacks::default());
    eventually("it is fetched", || !world.server.fetched().is_empty());
    let error = session
        .clean_cache(&session.plan_cleaning(&NOTHING).unwrap())
        .unwrap_err();
    assert_eq!(error.hresult(), code::WU_E_OPERATIONINPROGRESS);
    job.request_abort();
    job.wait().unwrap();
}

/// Two files of updates that nobody offers any more, the second an hour younger.
fn left_over(world: &World) {
    for number in 1..=2 {
        world
            .server
            .offer_file(number, &[u8::try_from(number).unwrap(); 10]);
    }
    let session = world.session();
    for update in session.find("") {
        session.download(std::slice::from_ref(&update));
        world.clock.pass(3600);
    }
    world.server.withdraw();
}

fn folders(world: &World) -> usize {
    fs::read_dir(world.cache()).unwrap().count()
}

const A_DAY: i64 = 24 * 3600;

const TWO_HOURS: KeepPolicy = KeepPolicy {
    age: Some(Duration::from_hours(2)),
    size: None,
};

#[test]
fn without_a_policy_nothing_is_cleaned_by_itself() {
    let world = World::new();
    left_over(&world);
    world.clock.pass(99 * A_DAY);
    world.session().find("");
    assert_eq!(folders(&world), 2);
}

#[test]
fn the_cache_is_cleaned_by_itself_once_a_day_and_by_the_policy() {
    let world = World::new();
    left_over(&world);
    let session = world.session();
    session.agent().tend_cache(TWO_HOURS);
    session.find("");
    assert_eq!(folders(&world), 1, "the second file is an hour old");
    world.clock.pass(A_DAY - 1);
    session.find("");
    assert_eq!(folders(&world), 1, "not twice a day");
    world.clock.pass(1);
    let only_known = SearchRequest {
        online: false,
        ..SearchRequest::from("")
    };
    session.search(only_known).unwrap();
    assert_eq!(folders(&world), 1, "who only looks changes nothing");
    session.find("");
    assert_eq!(folders(&world), 0);
}

#[test]
fn what_is_wanted_is_not_cleaned_by_itself_however_old_it_is() {
    let world = World::new();
    world.server.offer_file(1, b"one");
    let session = world.session();
    session.agent().tend_cache(TWO_HOURS);
    let found = session.find("");
    session.download(&found);
    world.clock.pass(9 * A_DAY);
    session.find("");
    assert!(found[0].marks.is_downloaded());
    session.install(&found);
    assert_eq!(folders(&world), 1, "the search was the occasion of this day");
    world.clock.pass(A_DAY);
    session.find("");
    assert_eq!(folders(&world), 0);
}

#[test]
fn a_clock_that_was_ahead_does_not_keep_the_cache_for_ever() {
    let world = World::new();
    let session = world.session();
    session.agent().tend_cache(TWO_HOURS);
    world.clock.pass(9 * A_DAY);
    session.find("");
    world.clock.pass(-9 * A_DAY);
    left_over(&world);
    session.find("");
    assert_eq!(folders(&world), 1, "the second file is an hour old");
}

#[cfg(unix)]
#[test]
fn a_search_warns_of_what_keeps_the_cache_from_being_cleaned() {
    let world = World::new();
    left_over(&world);
    let session = world.session();
    session.agent().tend_cache(TWO_HOURS);
    world.clock.pass(A_DAY);
    // Nobody, not even root, removes a folder like a file.
    for folder in fs::read_dir(world.cache()).unwrap() {
        let folder = folder.unwrap().path();
        let name = fs::read_dir(&folder)
            .unwrap()
            .next()
            .unwrap()
            .unwrap()
            .file_name();
        fs::create_dir(folder.join(format!("{}.part", name.display()))).unwrap();
    }
    let result = session.search("").unwrap();
    assert_eq!(result.code, OperationResultCode::SucceededWithErrors);
    let (_, message) = &result.warnings[0].message[0];
    assert!(
        message.contains("cleaning the cache by itself") && message.contains(".bin.part"),
        "{message}"
    );
    let offline = SearchRequest {
        online: false,
        ..SearchRequest::from("")
    };
    assert!(session.search(offline).unwrap().warnings.is_empty());
}

#[test]
fn a_process_that_works_is_left_alone_and_another_day_is_not_waited_for() {
    let world = World::new();
    left_over(&world);
    world.clock.pass(A_DAY);
    world.server.offer_file(3, b"three");
    world.computer.close_gate();
    let mut other = spawn("install a third", &world.path(), &[]);
    eventually("the other process is installing", || {
        world.computer.calls().len() == 1
    });
    let session = world.session();
    session.agent().tend_cache(TWO_HOURS);
    session.find("");
    assert_eq!(
        folders(&world),
        3,
        "it is not cleaned while something is installed"
    );
    world.computer.open_gate();
    assert!(other.wait().unwrap().success());
    session.find("");
    assert_eq!(folders(&world), 0, "what is installed is needed no more");
}

/// Another process, which installs.
pub(crate) fn install_third(world: &World) {
    world.server.offer_file(3, b"three");
    let session = world.session();
    let found = session.find("");
    session.download(&found);
    session.install(&found);
}
