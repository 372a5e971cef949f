//! `IUpdateDownloader`, its jobs, their progress and results.

use std::any::Any;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use wua_com::standard::IDISPATCH;
use wua_com::{
    Bound, Caller, Decimal, Error, HResult, Interface, Invoke, ObjectRef, Outcome, Permission, Rights, Slot,
    Value, code, ok,
};
use wua_defs::classes::{UPDATE_COLLECTION, UPDATE_DOWNLOADER, UPDATE_INSTALLER, UPDATE_SEARCHER};
use wua_defs::enums::{DownloadPhase, DownloadPriority, DownloadType, OperationResultCode as Code};
use wua_defs::interfaces::{
    IDOWNLOAD_COMPLETED_CALLBACK, IDOWNLOAD_COMPLETED_CALLBACK_ARGS, IDOWNLOAD_PROGRESS_CHANGED_CALLBACK,
    IDOWNLOAD_PROGRESS_CHANGED_CALLBACK_ARGS,
};
use wua_model::proxy::{
    IDownloadJob, IDownloadProgress, IDownloadProgressChangedCallbackArgs, IDownloadResult,
    IUpdateCollection, IUpdateDownloaderEx, IUpdateInstaller, IUpdateSearcher,
};

use super::museum::{
    Museum, Scripted, Told, administrator, assert_fails, callback, collection_of, hear, messenger, remote,
    seen_as, seen_by, somebody, updates,
};
use super::system::{for_a_web_page, lock_down, remote_with};

/// A downloader of `caller`, for these exhibits.
fn downloader_by(museum: &Museum, caller: &Caller, exhibits: &[&str]) -> IUpdateDownloaderEx {
    let downloader: IUpdateDownloaderEx = museum.create(&UPDATE_DOWNLOADER);
    downloader
        .put_updates(Some(&exhibited(museum, exhibits).object))
        .unwrap();
    seen_by(&downloader, caller)
}

fn downloader(museum: &Museum, exhibits: &[&str]) -> IUpdateDownloaderEx {
    downloader_by(museum, &administrator(), exhibits)
}

fn exhibited(museum: &Museum, exhibits: &[&str]) -> IUpdateCollection {
    let found: Vec<_> = exhibits.iter().map(|exhibit| museum.update(exhibit)).collect();
    let bound: Vec<&Bound> = found.iter().map(|update| -> &Bound { update }).collect();
    collection_of(museum, &bound)
}

fn job_of(object: &ObjectRef) -> IDownloadJob {
    IDownloadJob::from(Bound {
        object: object.clone(),
        caller: administrator(),
    })
}

fn progress_of(told: &Told) -> IDownloadProgress {
    let args = Bound {
        object: told.args.clone(),
        caller: administrator(),
    };
    IDownloadProgressChangedCallbackArgs::from(args)
        .progress()
        .unwrap()
}

fn is_downloaded(museum: &Museum, exhibit: &str) -> bool {
    museum.update(exhibit).is_downloaded().unwrap()
}

/// What became of every update: code and HRESULT.
fn endings(result: &IDownloadResult, count: i32) -> Vec<(Code, HResult)> {
    (0..count)
        .map(|index| {
            let one = result.get_update_result(index).unwrap();
            (
                one.result_code().unwrap(),
                HResult::from_i32(one.hresult().unwrap()),
            )
        })
        .collect()
}

#[track_caller]
fn assert_over_all(result: &IDownloadResult, code: Code, hresult: HResult) {
    assert_eq!(result.result_code().unwrap(), code);
    assert_eq!(HResult::from_i32(result.hresult().unwrap()), hresult);
}

/// Nobody holds the callback any more, and nothing was told that was not heard.
#[track_caller]
fn assert_let_go(news: &Receiver<Told>) {
    match news.recv_timeout(Duration::from_secs(10)) {
        Err(RecvTimeoutError::Disconnected) => {}
        Err(RecvTimeoutError::Timeout) => panic!("the callback is still held"),
        Ok(told) => panic!("told once too often: {}", told.interface.name),
    }
}

/// A progress callback that holds its job where it is, until the sender is dropped: a test has all the time it needs.
pub(crate) fn holding() -> (ObjectRef, Sender<()>) {
    let (let_go, held) = channel();
    let held = Mutex::new(held);
    // Nothing is ever sent: that the other end is gone is the news.
    let callback = callback(move |_| {
        let _ = held.lock().unwrap().recv();
    });
    (callback, let_go)
}

fn all_of(news: &Receiver<Told>) -> Vec<Told> {
    std::iter::from_fn(|| news.recv_timeout(Duration::from_mins(1)).ok()).collect()
}

#[test]
fn b112_the_updates_can_be_read_and_not_changed() {
    let museum = Museum::open();
    let downloader: IUpdateDownloaderEx = museum.create(&UPDATE_DOWNLOADER);
    assert_eq!(downloader.updates().unwrap().count().unwrap(), 0);
    let collection = exhibited(&museum, &["loom-connector"]);
    downloader.put_updates(Some(&collection.object)).unwrap();
    let shown = downloader.updates().unwrap();
    assert_eq!(shown.count().unwrap(), 1);
    assert!(shown.read_only().unwrap());
    assert_fails(shown.clear(), code::WU_E_NOT_SUPPORTED);
    assert_fails(
        shown.add(Some(&museum.update("slow-parcel").object)),
        code::WU_E_NOT_SUPPORTED,
    );
    // What its owner does to the collection shows.
    collection
        .add(Some(&museum.update("slow-parcel").object))
        .unwrap();
    assert_eq!(downloader.updates().unwrap().count().unwrap(), 2);
    assert!(!collection.read_only().unwrap());
}

#[test]
fn b112_only_a_collection_of_updates_is_one() {
    let museum = Museum::open();
    let downloader = downloader(&museum, &["loom-connector"]);
    assert_fails(downloader.put_updates(None), code::E_POINTER);
    assert_fails(
        downloader.put_updates(Some(&downloader.object)),
        code::E_NOINTERFACE,
    );
    assert_fails(
        downloader.put_updates(Some(&museum.update("slow-parcel").object)),
        code::E_NOINTERFACE,
    );
    let impostor = ObjectRef::Foreign(Arc::new(Impostor));
    assert_fails(downloader.put_updates(Some(&impostor)), code::E_INVALIDARG);
    assert_eq!(updates(&downloader.updates().unwrap()).len(), 1);
}

/// `SUS_E_NOT_INITIALIZED` of one page and `WU_E_NO_UPDATE` of all others mean the same: there is nothing to do.
#[test]
fn b112_b115_b116_b119_b120_without_updates_there_is_nothing_to_do() {
    let museum = Museum::open();
    let unset: IUpdateDownloaderEx = museum.create(&UPDATE_DOWNLOADER);
    let empty = downloader(&museum, &[]);
    for downloader in [unset, empty] {
        assert_fails(downloader.download(), code::WU_E_NO_UPDATE);
        assert_fails(downloader.download2(DownloadType::Full), code::WU_E_NO_UPDATE);
        assert_fails(
            downloader.download2(DownloadType::UpdateBootstrapper),
            code::WU_E_NO_UPDATE,
        );
        assert_fails(
            downloader.begin_download(None, None, &Value::Empty),
            code::WU_E_NO_UPDATE,
        );
        let begun = downloader.begin_download2(DownloadType::Full, None, None, &Value::Empty);
        assert_fails(begun, code::WU_E_NO_UPDATE);
    }
}

#[test]
fn b113_the_priority_is_normal_until_it_is_set() {
    let museum = Museum::open();
    let downloader = downloader(&museum, &["loom-connector"]);
    assert_eq!(downloader.priority().unwrap(), DownloadPriority::Normal);
    for priority in [
        DownloadPriority::Low,
        DownloadPriority::High,
        DownloadPriority::ExtraHigh,
    ] {
        downloader.put_priority(priority).unwrap();
        assert_eq!(downloader.priority().unwrap(), priority);
    }
    for number in [0, 5, -1] {
        let error = Scripted::new(&downloader)
            .put("Priority", &[Value::I4(number)])
            .unwrap_err();
        assert_eq!(Error::from(error).hresult(), code::E_INVALIDARG);
    }
    assert_over_all(&downloader.download().unwrap(), Code::Succeeded, code::S_OK);
}

#[test]
fn b114_b115_what_is_in_the_cache_is_fetched_again_only_by_force() {
    let museum = Museum::open();
    let downloader = downloader(&museum, &["loom-connector"]);
    assert!(!downloader.is_forced().unwrap());
    let first = downloader.download().unwrap();
    assert_eq!(endings(&first, 1), [(Code::Succeeded, code::S_OK)]);
    let second = downloader.download().unwrap();
    assert_eq!(
        endings(&second, 1),
        [(Code::Succeeded, code::WU_S_ALREADY_DOWNLOADED)]
    );
    assert_over_all(&second, Code::Succeeded, code::S_OK);
    downloader.put_is_forced(true).unwrap();
    assert!(downloader.is_forced().unwrap());
    let (progress, news) = messenger();
    let job = downloader
        .begin_download(Some(&progress), None, &Value::Empty)
        .unwrap();
    drop(progress);
    let third = downloader.end_download(Some(&job.object)).unwrap();
    assert_eq!(endings(&third, 1), [(Code::Succeeded, code::S_OK)]);
    let fetched = all_of(&news)
        .iter()
        .any(|told| progress_of(told).current_update_download_phase().unwrap() == DownloadPhase::Downloading);
    assert!(fetched);
}

#[test]
fn b114_b115_b116_b117_b119_b120_locked_down_nothing_is_downloaded() {
    let museum = Museum::open();
    let locked = downloader(&museum, &["loom-connector"]);
    let job = locked.begin_download(None, None, &Value::Empty).unwrap();
    lock_down(&locked);
    let page = downloader_by(&museum, &for_a_web_page(), &["orrery-2026-05"]);
    for downloader in [locked, page] {
        let refused = code::WU_E_INVALID_OPERATION;
        assert_fails(downloader.put_is_forced(true), refused);
        assert_fails(downloader.download(), refused);
        assert_fails(downloader.download2(DownloadType::Full), refused);
        assert_fails(downloader.begin_download(None, None, &Value::Empty), refused);
        assert_fails(
            downloader.begin_download2(DownloadType::Full, None, None, &Value::Empty),
            refused,
        );
        assert_fails(downloader.end_download(Some(&job.object)), refused);
        assert!(!downloader.is_forced().unwrap());
        downloader.put_priority(DownloadPriority::Low).unwrap();
    }
    assert!(!is_downloaded(&museum, "orrery-2026-05"));
    job.clean_up().unwrap();
}

#[test]
fn b112_b113_b114_b115_b116_b117_power_users_download() {
    let museum = Museum::open();
    let power_user = downloader_by(&museum, &somebody(Rights::PowerUser), &["loom-connector"]);
    assert_over_all(&power_user.download().unwrap(), Code::Succeeded, code::S_OK);
    for rights in [Rights::Anyone, Rights::User] {
        let user = downloader_by(&museum, &somebody(rights), &["orrery-moons"]);
        let denied = code::E_ACCESSDENIED;
        assert_fails(user.updates(), denied);
        assert_fails(user.put_updates(None), denied);
        assert_fails(user.priority(), denied);
        assert_fails(user.put_priority(DownloadPriority::Low), denied);
        assert_fails(user.is_forced(), denied);
        assert_fails(user.put_is_forced(true), denied);
        assert_fails(user.download(), denied);
        assert_fails(user.download2(DownloadType::Full), denied);
        assert_fails(user.begin_download(None, None, &Value::Empty), denied);
        assert_fails(user.end_download(None), denied);
        assert_fails(user.client_application_id(), denied);
    }
    assert!(!is_downloaded(&museum, "orrery-moons"));
}

#[test]
fn b112_b115_b116_b117_b119_b120_b122_b123_b124_b128_other_computers_need_a_grant() {
    let museum = Museum::open();
    let denied = code::E_ACCESSDENIED;
    assert_fails(
        museum.create_for::<IUpdateDownloaderEx>(&UPDATE_DOWNLOADER, &remote()),
        denied,
    );
    let own = downloader(&museum, &["loom-connector"]);
    let job = own.begin_download(None, None, &Value::Empty).unwrap();
    let result = own.end_download(Some(&job.object)).unwrap();
    let afar: IUpdateDownloaderEx = seen_by(&own, &remote());
    assert_fails(afar.updates(), denied);
    assert_fails(afar.download(), denied);
    assert_fails(afar.download2(DownloadType::Full), denied);
    assert_fails(afar.begin_download(None, None, &Value::Empty), denied);
    assert_fails(
        afar.begin_download2(DownloadType::Full, None, None, &Value::Empty),
        denied,
    );
    assert_fails(afar.end_download(Some(&job.object)), denied);
    let job_from_afar: IDownloadJob = seen_by(&job, &remote());
    assert_fails(job_from_afar.get_progress(), denied);
    assert_fails(job_from_afar.is_completed(), denied);
    assert_fails(job_from_afar.async_state(), denied);
    assert_fails(job_from_afar.request_abort(), denied);
    assert_fails(job_from_afar.clean_up(), denied);
    let result_from_afar: IDownloadResult = seen_by(&result, &remote());
    assert_fails(result_from_afar.result_code(), denied);
    assert_fails(result_from_afar.get_update_result(0), denied);
}

/// The job is asked for its state: nobody is called back on another computer.
#[test]
fn b116_b117_b122_a_grant_lets_other_computers_download_without_callbacks() {
    let museum = Museum::open();
    let granted = downloader_by(&museum, &remote_with(Permission::Download), &["loom-connector"]);
    let (callback, news) = messenger();
    let with_callback = granted.begin_download(Some(&callback), None, &Value::Empty);
    assert_fails(with_callback, code::E_ACCESSDENIED);
    assert_fails(
        granted.begin_download(None, Some(&callback), &Value::Empty),
        code::E_ACCESSDENIED,
    );
    drop(callback);
    assert_let_go(&news);
    let job = granted
        .begin_download(None, None, &Value::from("from afar"))
        .unwrap();
    let result = granted.end_download(Some(&job.object)).unwrap();
    assert_over_all(&result, Code::Succeeded, code::S_OK);
    assert_eq!(job.get_progress().unwrap().percent_complete().unwrap(), 100);
    assert_eq!(job.async_state().unwrap(), Value::from("from afar"));
}

#[test]
fn b115_b128_a_download_that_succeeds() {
    let museum = Museum::open();
    assert!(!is_downloaded(&museum, "loom-connector"));
    let result = downloader(&museum, &["loom-connector", "orrery-2026-05"])
        .download()
        .unwrap();
    assert_over_all(&result, Code::Succeeded, code::S_OK);
    assert_eq!(endings(&result, 2), [(Code::Succeeded, code::S_OK); 2]);
    assert!(is_downloaded(&museum, "loom-connector"));
    assert!(is_downloaded(&museum, "orrery-2026-05"));
}

/// An update that is in hand while it is downloaded shows it.
#[test]
fn b115_updates_in_hand_show_that_they_were_downloaded() {
    let museum = Museum::open();
    let update = museum.update("loom-connector");
    downloader(&museum, &["loom-connector"]).download().unwrap();
    assert!(update.is_downloaded().unwrap());
}

#[test]
fn b115_a_bundle_brings_its_members() {
    let museum = Museum::open();
    let result = downloader(&museum, &["printer-set"]).download().unwrap();
    assert_over_all(&result, Code::Succeeded, code::S_OK);
    let bundle = museum.update("printer-set");
    assert!(bundle.is_downloaded().unwrap());
    for member in updates(&bundle.bundled_updates().unwrap()) {
        assert!(member.is_downloaded().unwrap(), "{}", member.title().unwrap());
    }
}

#[test]
fn b115_b128_a_download_that_succeeds_in_part() {
    let museum = Museum::open();
    let exhibits = ["lost-parcel", "loom-connector", "wrong-parcel", "closed-counter"];
    let result = downloader(&museum, &exhibits).download().unwrap();
    assert_over_all(&result, Code::SucceededWithErrors, code::WU_S_UPDATE_ERROR);
    let expected = [
        (Code::Failed, code::WU_E_PT_HTTP_STATUS_NOT_FOUND),
        (Code::Succeeded, code::S_OK),
        (Code::Failed, code::WU_E_DM_INCORRECTFILEHASH),
        (Code::Failed, code::WU_E_PT_HTTP_STATUS_SERVICE_UNAVAIL),
    ];
    assert_eq!(endings(&result, 4), expected);
    for (exhibit, (code, _)) in exhibits.iter().zip(expected) {
        assert_eq!(
            is_downloaded(&museum, exhibit),
            code == Code::Succeeded,
            "{exhibit}"
        );
    }
}

#[test]
fn b115_b128_a_download_that_fails() {
    let museum = Museum::open();
    let result = downloader(&museum, &["lost-parcel", "wrong-parcel"])
        .download()
        .unwrap();
    assert_over_all(&result, Code::Failed, code::WU_E_ALL_UPDATES_FAILED);
    assert!(endings(&result, 2).iter().all(|(code, _)| *code == Code::Failed));
}

/// The second half comes to whoever asks again, and the first half is not asked for twice.
#[test]
fn b115_a_download_that_broke_off_goes_on_where_it_stopped() {
    let museum = Museum::open();
    let downloader = downloader(&museum, &["torn-parcel"]);
    let first = downloader.download().unwrap();
    assert_eq!(
        endings(&first, 1),
        [(Code::Failed, code::WININET_E_CONNECTION_ABORTED)]
    );
    let second = downloader.download().unwrap();
    assert_eq!(endings(&second, 1), [(Code::Succeeded, code::S_OK)]);
    assert!(is_downloaded(&museum, "torn-parcel"));
}

#[test]
fn b116_b121_callbacks_are_told_of_their_own_job_and_let_go() {
    let museum = Museum::open();
    let downloader = downloader(&museum, &["loom-connector"]);
    let (progress, steps) = messenger();
    let (completed, end) = messenger();
    let job = downloader
        .begin_download(Some(&progress), Some(&completed), &Value::Empty)
        .unwrap();
    drop((progress, completed));
    let told = hear(&end);
    assert_eq!(told.interface, &IDOWNLOAD_COMPLETED_CALLBACK);
    assert_eq!(told.job, job.object);
    assert!(told.args.supports(&IDOWNLOAD_COMPLETED_CALLBACK_ARGS));
    assert!(job_of(&told.job).is_completed().unwrap());
    job.clean_up().unwrap();
    // Told once, and then let go; so is the other.
    assert_let_go(&end);
    let steps = all_of(&steps);
    assert!(!steps.is_empty());
    for step in steps {
        assert_eq!(step.interface, &IDOWNLOAD_PROGRESS_CHANGED_CALLBACK);
        assert_eq!(step.job, job.object);
        assert!(step.args.supports(&IDOWNLOAD_PROGRESS_CHANGED_CALLBACK_ARGS));
    }
}

/// A script's function has no callback interface; it is called at its default member.
#[test]
fn b116_a_scripts_function_is_called_too() {
    let museum = Museum::open();
    let (function, calls) = Function::and_its_calls();
    let downloader = downloader(&museum, &["loom-connector"]);
    let job = downloader
        .begin_download(None, Some(&function), &Value::Empty)
        .unwrap();
    let arguments = calls.recv_timeout(Duration::from_mins(1)).unwrap();
    assert_eq!(arguments, 2);
    job.clean_up().unwrap();
}

#[test]
fn b116_an_object_of_ours_is_no_callback() {
    let museum = Museum::open();
    let downloader = downloader(&museum, &["loom-connector"]);
    let collection: Bound = museum.create(&UPDATE_COLLECTION);
    let wrong = Some(&collection.object);
    assert_fails(
        downloader.begin_download(wrong, None, &Value::Empty),
        code::E_NOINTERFACE,
    );
    assert_fails(
        downloader.begin_download(None, wrong, &Value::Empty),
        code::E_NOINTERFACE,
    );
    assert!(!is_downloaded(&museum, "loom-connector"));
}

/// A callback that fails is its caller's affair.
#[test]
fn b116_a_callback_that_fails_does_not_disturb_the_download() {
    let museum = Museum::open();
    let downloader = downloader(&museum, &["loom-connector"]);
    let failing = ObjectRef::Foreign(Arc::new(Impostor));
    let job = downloader
        .begin_download(Some(&failing), Some(&failing), &Value::Empty)
        .unwrap();
    let result = downloader.end_download(Some(&job.object)).unwrap();
    assert_over_all(&result, Code::Succeeded, code::S_OK);
    job.clean_up().unwrap();
}

#[test]
fn b117_ending_waits_for_the_result_as_often_as_it_is_asked() {
    let museum = Museum::open();
    let downloader = downloader(&museum, &["loom-connector"]);
    let (progress, hold) = holding();
    let job = downloader
        .begin_download(Some(&progress), None, &Value::Empty)
        .unwrap();
    assert!(!job.is_completed().unwrap());
    drop(hold);
    for _ in 0..2 {
        let result = downloader.end_download(Some(&job.object)).unwrap();
        assert_over_all(&result, Code::Succeeded, code::S_OK);
        assert!(job.is_completed().unwrap());
    }
    job.clean_up().unwrap();
    assert!(downloader.end_download(Some(&job.object)).is_ok());
}

#[test]
fn b117_only_the_own_job_can_be_ended() {
    let museum = Museum::open();
    let first = downloader(&museum, &["loom-connector"]);
    let job = first.begin_download(None, None, &Value::Empty).unwrap();
    first.end_download(Some(&job.object)).unwrap();
    let second = downloader(&museum, &["loom-connector"]);
    assert_fails(second.end_download(Some(&job.object)), code::E_INVALIDARG);
    assert_fails(second.end_download(None), code::E_POINTER);
    assert_fails(second.end_download(Some(&second.object)), code::E_INVALIDARG);

    let searcher: IUpdateSearcher = museum.create(&UPDATE_SEARCHER);
    let search = searcher.begin_search("", None, &Value::Empty).unwrap();
    assert_fails(second.end_download(Some(&search.object)), code::E_INVALIDARG);
    assert_fails(searcher.end_search(Some(&job.object)), code::E_INVALIDARG);
    search.clean_up().unwrap();

    let installer: IUpdateInstaller = museum.create(&UPDATE_INSTALLER);
    installer
        .put_updates(Some(&exhibited(&museum, &["loom-connector"]).object))
        .unwrap();
    let installation = installer.begin_install(None, None, &Value::Empty).unwrap();
    assert_fails(
        second.end_download(Some(&installation.object)),
        code::E_INVALIDARG,
    );
    assert_fails(installer.end_install(Some(&job.object)), code::E_INVALIDARG);
    installation.clean_up().unwrap();
}

/// In its own progress callback a job would wait for itself; in the completion callback the result is there.
#[test]
fn b117_b121_a_callback_of_the_job_does_not_wait_for_it() {
    let museum = Museum::open();
    let downloader = downloader(&museum, &["loom-connector"]);
    let (tell, hear) = channel();
    let owner = downloader.clone();
    let in_progress = callback(move |told| {
        job_of(&told.job).clean_up().unwrap();
        let ended = owner
            .end_download(Some(&told.job))
            .map(drop)
            .map_err(|error| error.hresult());
        tell.send(ended).unwrap();
    });
    let (tell_end, hear_end) = channel();
    let owner = downloader.clone();
    let at_the_end = callback(move |told| {
        let ended = owner
            .end_download(Some(&told.job))
            .unwrap()
            .result_code()
            .unwrap();
        job_of(&told.job).clean_up().unwrap();
        tell_end.send(ended).unwrap();
    });
    let job = downloader
        .begin_download(Some(&in_progress), Some(&at_the_end), &Value::Empty)
        .unwrap();
    let refused = hear.recv_timeout(Duration::from_mins(1)).unwrap();
    assert_eq!(refused, Err(code::WU_E_INVALID_OPERATION));
    assert_eq!(
        hear_end.recv_timeout(Duration::from_mins(1)).unwrap(),
        Code::Succeeded
    );
    job.clean_up().unwrap();
}

/// The licence belongs to the update, so that its result tells of it, and the rest is downloaded.
#[test]
fn b118_without_its_licence_an_update_is_not_downloaded() {
    let museum = Museum::open();
    let exhibits = ["star-atlas", "loom-connector", "map-makers-box"];
    let downloader = downloader(&museum, &exhibits);
    let result = downloader.download().unwrap();
    assert_over_all(&result, Code::SucceededWithErrors, code::WU_S_UPDATE_ERROR);
    let declined = (Code::Failed, code::WU_E_EULAS_DECLINED);
    // The box has no licence itself, but a compass in it has.
    assert_eq!(
        endings(&result, 3),
        [declined, (Code::Succeeded, code::S_OK), declined]
    );
    for exhibit in ["star-atlas", "map-makers-box"] {
        museum.update(exhibit).accept_eula().unwrap();
    }
    let result = downloader.download().unwrap();
    assert_over_all(&result, Code::Succeeded, code::S_OK);
    for exhibit in exhibits {
        assert!(is_downloaded(&museum, exhibit), "{exhibit}");
    }
}

/// The small file that fetches the rest is not the rest.
#[test]
fn b119_b120_a_bootstrapper_is_downloaded_by_itself() {
    let museum = Museum::open();
    let downloader = downloader(&museum, &["engine-upgrade"]);
    let small = downloader.download2(DownloadType::UpdateBootstrapper).unwrap();
    assert_over_all(&small, Code::Succeeded, code::S_OK);
    assert!(!is_downloaded(&museum, "engine-upgrade"));
    let job = downloader
        .begin_download2(DownloadType::UpdateBootstrapper, None, None, &Value::Empty)
        .unwrap();
    let again = downloader.end_download(Some(&job.object)).unwrap();
    assert_eq!(
        endings(&again, 1),
        [(Code::Succeeded, code::WU_S_ALREADY_DOWNLOADED)]
    );
    let total = job.get_progress().unwrap().total_bytes_to_download().unwrap();
    let full = downloader
        .begin_download2(DownloadType::Full, None, None, &Value::Empty)
        .unwrap();
    let result = downloader.end_download(Some(&full.object)).unwrap();
    assert_eq!(endings(&result, 1), [(Code::Succeeded, code::S_OK)]);
    assert!(
        full.get_progress()
            .unwrap()
            .total_bytes_to_download()
            .unwrap()
            .to_f64()
            > total.to_f64()
    );
    assert!(is_downloaded(&museum, "engine-upgrade"));
}

#[test]
fn b119_b120_without_a_bootstrapper_there_is_none() {
    let museum = Museum::open();
    let downloader = downloader(&museum, &["engine-upgrade", "loom-connector"]);
    let small = DownloadType::UpdateBootstrapper;
    assert_fails(downloader.download2(small), code::WU_E_NOT_SUPPORTED);
    assert_fails(
        downloader.begin_download2(small, None, None, &Value::Empty),
        code::WU_E_NOT_SUPPORTED,
    );
    assert!(!is_downloaded(&museum, "engine-upgrade"));
}

#[test]
fn b121_cleaning_up_waits() {
    let museum = Museum::open();
    let downloader = downloader(&museum, &["slow-parcel"]);
    let (completed, news) = messenger();
    let job = downloader
        .begin_download(None, Some(&completed), &Value::Empty)
        .unwrap();
    drop(completed);
    job.clean_up().unwrap();
    assert!(job.is_completed().unwrap());
    hear(&news);
    assert_let_go(&news);
    job.clean_up().unwrap();
}

#[test]
fn b122_b126_progress_is_a_snapshot_to_be_asked_for_again() {
    let museum = Museum::open();
    let downloader = downloader(&museum, &["slow-parcel"]);
    let (progress, hold) = holding();
    let job = downloader
        .begin_download(Some(&progress), None, &Value::Empty)
        .unwrap();
    let early = job.get_progress().unwrap();
    let percent = early.percent_complete().unwrap();
    drop(hold);
    downloader.end_download(Some(&job.object)).unwrap();
    assert_eq!(early.percent_complete().unwrap(), percent);
    assert!(percent < 100);
    let late = job.get_progress().unwrap();
    assert_eq!(late.percent_complete().unwrap(), 100);
    assert_eq!(late.current_update_percent_complete().unwrap(), 100);
    assert_eq!(
        late.total_bytes_downloaded().unwrap(),
        late.total_bytes_to_download().unwrap()
    );
    assert_eq!(
        late.total_bytes_to_download().unwrap(),
        Decimal::from(640 * 1024_i64)
    );
    assert_eq!(
        late.get_update_result(0).unwrap().result_code().unwrap(),
        Code::Succeeded
    );
}

#[test]
fn b126_b127_b125_progress_only_goes_forward() {
    let museum = Museum::open();
    let downloader = downloader(
        &museum,
        &["loom-connector", "slow-parcel", "lost-parcel", "orrery-moons"],
    );
    let (progress, news) = messenger();
    let job = downloader
        .begin_download(Some(&progress), None, &Value::Empty)
        .unwrap();
    drop(progress);
    job.clean_up().unwrap();
    let steps: Vec<IDownloadProgress> = all_of(&news).iter().map(progress_of).collect();
    assert!(steps.len() > 40, "{}", steps.len());
    let mut before = (0, 0, 0.0);
    let mut phases = Vec::new();
    for step in &steps {
        let percent = step.percent_complete().unwrap();
        let index = step.current_update_index().unwrap();
        let bytes = step.total_bytes_downloaded().unwrap().to_f64();
        assert!((0..=100).contains(&percent));
        assert!((0..=100).contains(&step.current_update_percent_complete().unwrap()));
        assert!((0..4).contains(&index));
        assert!(bytes <= step.total_bytes_to_download().unwrap().to_f64());
        let current = step.current_update_bytes_downloaded().unwrap().to_f64();
        assert!(current <= step.current_update_bytes_to_download().unwrap().to_f64());
        assert!(
            percent >= before.0 && index >= before.1 && bytes >= before.2,
            "{before:?} {:?}",
            (percent, index, bytes)
        );
        before = (percent, index, bytes);
        phases.push(step.current_update_download_phase().unwrap());
        for (at, earlier) in (0..index).enumerate() {
            let code = step.get_update_result(earlier).unwrap().result_code().unwrap();
            assert!(matches!(code, Code::Succeeded | Code::Failed), "{at}: {code:?}");
        }
    }
    for phase in [
        DownloadPhase::Initializing,
        DownloadPhase::Downloading,
        DownloadPhase::Verifying,
    ] {
        assert!(phases.contains(&phase), "{phase:?}");
    }
    let last = steps.last().unwrap();
    assert_eq!(last.percent_complete().unwrap(), 100);
    let result = downloader.end_download(Some(&job.object)).unwrap();
    let told: Vec<Code> = (0..4)
        .map(|index| last.get_update_result(index).unwrap().result_code().unwrap())
        .collect();
    let ended: Vec<Code> = endings(&result, 4).into_iter().map(|(code, _)| code).collect();
    assert_eq!(told, ended);
}

#[test]
fn b123_a_download_that_is_aborted_keeps_what_it_has() {
    let museum = Museum::open();
    let downloader = downloader(&museum, &["loom-connector", "slow-parcel", "orrery-moons"]);
    let aborted = Mutex::new(false);
    let abort = callback(move |told| {
        let progress = progress_of(&told);
        let slowly = progress.current_update_index().unwrap() == 1
            && progress.current_update_bytes_downloaded().unwrap().to_f64() > 0.0;
        if slowly && !std::mem::replace(&mut *aborted.lock().unwrap(), true) {
            job_of(&told.job).request_abort().unwrap();
        }
    });
    let job = downloader
        .begin_download(Some(&abort), None, &Value::Empty)
        .unwrap();
    let result = downloader.end_download(Some(&job.object)).unwrap();
    assert_over_all(&result, Code::Aborted, code::WU_E_CALL_CANCELLED);
    assert_eq!(
        endings(&result, 3),
        [
            (Code::Succeeded, code::S_OK),
            (Code::Aborted, code::WU_E_CALL_CANCELLED),
            (Code::NotStarted, code::WU_E_CALL_CANCELLED),
        ]
    );
    assert!(is_downloaded(&museum, "loom-connector"));
    assert!(!is_downloaded(&museum, "slow-parcel"));
    // What was stopped can be taken up again.
    let result = downloader.download().unwrap();
    assert_over_all(&result, Code::Succeeded, code::S_OK);
    assert_eq!(
        endings(&result, 1),
        [(Code::Succeeded, code::WU_S_ALREADY_DOWNLOADED)]
    );
}

#[test]
fn b123_it_is_never_too_late_to_ask() {
    let museum = Museum::open();
    let downloader = downloader(&museum, &["loom-connector"]);
    let job = downloader.begin_download(None, None, &Value::Empty).unwrap();
    let result = downloader.end_download(Some(&job.object)).unwrap();
    job.request_abort().unwrap();
    job.request_abort().unwrap();
    assert_over_all(&result, Code::Succeeded, code::S_OK);
    let again = downloader.end_download(Some(&job.object)).unwrap();
    assert_over_all(&again, Code::Succeeded, code::S_OK);
}

#[test]
fn b124_the_state_comes_back_as_it_was_given() {
    let museum = Museum::open();
    let downloader = downloader(&museum, &["loom-connector"]);
    for state in [
        Value::Empty,
        Value::Null,
        Value::I4(7),
        Value::from("the seventh"),
        Value::from(downloader.object.clone()),
        Value::Array([Value::Bool(true)].into()),
    ] {
        let job = downloader.begin_download(None, None, &state).unwrap();
        assert_eq!(job.async_state().unwrap(), state);
        job.clean_up().unwrap();
        assert_eq!(job.async_state().unwrap(), state);
    }
}

/// The job shows the updates that it was begun with, whatever becomes of the collection.
#[test]
fn b116_the_updates_of_a_job_stay() {
    let museum = Museum::open();
    let collection = exhibited(&museum, &["loom-connector"]);
    let downloader: IUpdateDownloaderEx = museum.create(&UPDATE_DOWNLOADER);
    downloader.put_updates(Some(&collection.object)).unwrap();
    let job = downloader.begin_download(None, None, &Value::Empty).unwrap();
    collection.clear().unwrap();
    let shown = job.updates().unwrap();
    assert_eq!(shown.count().unwrap(), 1);
    assert!(shown.read_only().unwrap());
    let result = downloader.end_download(Some(&job.object)).unwrap();
    assert_eq!(endings(&result, 1), [(Code::Succeeded, code::S_OK)]);
    assert_fails(downloader.download(), code::WU_E_NO_UPDATE);
}

#[test]
fn b125_b128_results_are_by_index() {
    let museum = Museum::open();
    let downloader = downloader(&museum, &["loom-connector", "lost-parcel"]);
    let job = downloader.begin_download(None, None, &Value::Empty).unwrap();
    let result = downloader.end_download(Some(&job.object)).unwrap();
    let progress = job.get_progress().unwrap();
    for outside in [-1, 2, i32::MAX, i32::MIN] {
        assert_fails(result.get_update_result(outside), code::WU_E_INVALIDINDEX);
        assert_fails(progress.get_update_result(outside), code::WU_E_INVALIDINDEX);
    }
    for index in 0..2 {
        let (ended, shown) = (
            result.get_update_result(index).unwrap(),
            progress.get_update_result(index).unwrap(),
        );
        assert_eq!(ended.result_code().unwrap(), shown.result_code().unwrap());
        assert_eq!(ended.hresult().unwrap(), shown.hresult().unwrap());
    }
}

/// The classic loop of scripts, by names alone.
#[test]
fn b115_b128_a_script_downloads() {
    let museum = Museum::open();
    let script = Scripted::new(&downloader(&museum, &["loom-connector"]));
    let result = script.object("Download", &[]);
    assert_eq!(result.get("ResultCode"), Value::I4(2));
    let one = result.object("GetUpdateResult", &[Value::I4(0)]);
    assert_eq!(one.get("HResult"), Value::I4(0));
    // What the type library does not give an id cannot be called by name.
    assert!(script.call("Download2", &[Value::I4(0)]).is_err());
}

/// An object of another program that has every interface and does nothing right.
struct Impostor;

impl Invoke for Impostor {
    fn supports(&self, _: &'static Interface) -> bool {
        true
    }

    fn invoke(&self, _: &Caller, _: &'static Interface, _: Slot, _: &[Value]) -> Outcome {
        Err(Error::new(code::E_NOTIMPL, "an impostor"))
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

/// A function of a script: it has no interface to speak of and is called all the same.
struct Function(Mutex<Sender<usize>>);

impl Function {
    fn and_its_calls() -> (ObjectRef, Receiver<usize>) {
        let (tell, hear) = channel();
        (ObjectRef::Foreign(Arc::new(Self(Mutex::new(tell)))), hear)
    }
}

impl Invoke for Function {
    fn supports(&self, interface: &'static Interface) -> bool {
        interface == &IDISPATCH
    }

    fn invoke(&self, _: &Caller, _: &'static Interface, _: Slot, args: &[Value]) -> Outcome {
        self.0.lock().unwrap().send(args.len()).unwrap();
        ok(Value::Empty)
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

#[test]
fn b112_a_session_names_its_downloader() {
    let museum = Museum::open();
    let session = museum.session();
    session.put_client_application_id("Museum of Updates").unwrap();
    let created = session.create_update_downloader().unwrap();
    assert_eq!(&*created.client_application_id().unwrap(), "Museum of Updates");
    let downloader: IUpdateDownloaderEx = seen_as(&created);
    downloader.put_client_application_id("Somebody else").unwrap();
    assert_eq!(&*session.client_application_id().unwrap(), "Museum of Updates");
}
