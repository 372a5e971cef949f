//! The library over the museum, as a program would use it; and the examples.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use wua::enums::OperationResultCode;
use wua::{Error, Lcid, Session, Update, code};
use wua_com::table::Rights;
use wua_com::{Dispatch, DispatchFlags, Value};

fn named(session: &Session, kb: &str) -> Update {
    let found = session.search("IsInstalled=0 and DeploymentAction=*").unwrap();
    let update = found
        .updates
        .iter()
        .find(|update| update.revision.kb_article_ids.contains(&kb.to_owned()));
    update.unwrap().clone()
}

#[test]
fn three_lines_find_updates() -> Result<(), Error> {
    let folder = tempfile::tempdir().unwrap();
    let session = Session::museum(folder.path())?;
    let found = session.search("IsInstalled=0")?;
    assert!(
        found
            .updates
            .iter()
            .any(|update| update.title().contains("Orrery"))
    );
    Ok(())
}

#[test]
fn progress_comes_by_callback_and_by_channel() {
    let folder = tempfile::tempdir().unwrap();
    let session = Session::museum(folder.path()).unwrap();
    let updates = [named(&session, "5081910")];

    let calls = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&calls);
    let downloaded = session
        .download(&updates)
        .on_progress(move |_| {
            counted.fetch_add(1, Ordering::Relaxed);
        })
        .run()
        .unwrap();
    assert_eq!(downloaded.code, OperationResultCode::Succeeded);
    assert!(calls.load(Ordering::Relaxed) > 0);

    let (job, progress) = session
        .download(&updates)
        .with(|request| request.forced = true)
        .start_with_channel()
        .unwrap();
    let percents: Vec<i32> = progress.iter().map(|progress| progress.percent).collect();
    assert!(
        percents.is_sorted() && percents.last() == Some(&100),
        "{percents:?}"
    );
    assert_eq!(job.wait().unwrap().code, OperationResultCode::Succeeded);
}

#[test]
fn a_job_can_be_aborted() {
    let folder = tempfile::tempdir().unwrap();
    let session = Session::museum(folder.path()).unwrap();
    let (job, progress) = session
        .download(&[named(&session, "5081950")])
        .start_with_channel()
        .unwrap();
    progress.iter().find(|progress| progress.bytes > 0).unwrap();
    job.request_abort();
    assert_eq!(job.wait().unwrap().code, OperationResultCode::Aborted);
}

#[test]
fn sessions_of_one_process_share_the_engine() {
    let folder = tempfile::tempdir().unwrap();
    let one = Session::museum(folder.path()).unwrap();
    let other = Session::builder()
        .museum(true)
        .state(folder.path())
        .locale(Lcid(0x040C))
        .open()
        .unwrap();
    let english = named(&one, "5081910");
    let french = named(&other, "5081910");
    assert_ne!(english.title(), french.title());
    one.hide(&english).unwrap();
    assert!(french.marks.is_hidden(), "marks are seen at once");
    other.unhide(&french).unwrap();
    assert!(!english.marks.is_hidden());
}

#[test]
fn a_folder_without_a_system_is_no_computer() {
    let folder = tempfile::tempdir().unwrap();
    let builder = || Session::builder().state(folder.path().join("state"));
    let error = builder().target(folder.path()).open().err().unwrap();
    assert_eq!(error.hresult(), code::WU_E_UH_UNKNOWNHANDLER, "{error}");
    let error = builder()
        .target(folder.path().join("missing"))
        .open()
        .err()
        .unwrap();
    assert_eq!(error.hresult(), code::COR_E_DIRECTORYNOTFOUND, "{error}");
}

#[test]
fn settings_services_and_history_are_at_hand() {
    let folder = tempfile::tempdir().unwrap();
    let session = Session::museum(folder.path()).unwrap();
    let mut settings = session.settings().unwrap();
    settings.scheduled_hour = 7;
    session.save_settings(&settings).unwrap();
    assert_eq!(session.settings().unwrap().scheduled_hour, 7);
    assert!(
        session
            .services()
            .unwrap()
            .iter()
            .any(|service| service.is_default_au_service)
    );
    session.accept_eula(&named(&session, "5081930")).unwrap();
    assert!(named(&session, "5081931").marks.is_eula_accepted());
}

/// The only test that sets up the environment of a process: it runs itself again in a process of its own.
#[test]
fn the_object_model_stands_over_the_same_engine() {
    const WITHIN: &str = "WUA_TEST_WITHIN";
    if std::env::var_os(WITHIN).is_none() {
        let folder = tempfile::tempdir().unwrap();
        let output = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "the_object_model_stands_over_the_same_engine"])
            .env("WUA_MUSEUM", "1")
            .env("WUA_STATE", folder.path())
            .env("LANG", "es_ES.UTF-8")
            .env(WITHIN, "1")
            .output()
            .unwrap();
        assert!(output.status.success(), "{output:?}");
        return;
    }
    let caller = wua::com::caller();
    assert_eq!(caller.rights, Rights::Administrator);
    assert_eq!(caller.locale, Lcid(0x0C0A));
    let session = wua::com::create(&wua_defs::classes::UPDATE_SESSION, &caller).unwrap();
    let session = Dispatch::new(session).unwrap();
    let read = session
        .call(&caller, "UserLocale", DispatchFlags::GET, &[])
        .unwrap();
    assert_eq!(read.value, Value::U4(0x0C0A));
}

#[test]
fn the_examples_run() {
    // Next to this test: `cargo test` builds the examples of a package with its tests.
    let this = std::env::current_exe().unwrap();
    let examples = this.parent().and_then(Path::parent).unwrap().join("examples");
    for (example, expected) in [
        ("search", "Orrery"),
        ("progress", "Succeeded: "),
        ("install_all", "history: Installation Succeeded"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let output = Command::new(examples.join(example))
            .env("TMPDIR", folder.path())
            .env("TEMP", folder.path())
            .env("TMP", folder.path())
            .output()
            .unwrap();
        let text = String::from_utf8_lossy(&output.stdout);
        assert!(
            output.status.success() && text.contains(expected),
            "{example}: {output:?}"
        );
    }
}
