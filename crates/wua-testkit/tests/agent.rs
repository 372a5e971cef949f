//! The museum under the engine itself: a visit from search to history.

#![allow(clippy::unwrap_used, reason = "a test says so when it fails")]

use tempfile::TempDir;
use wua_agent::{Agent, Callbacks, DownloadRequest, InstallRequest, SearchRequest, Session, Update};
use wua_com::{HResult, code};
use wua_defs::enums::{OperationResultCode, ServerSelection};
use wua_testkit::museum::{Collection, parts};

struct Visit {
    session: Session,
    collection: Collection,
    folder: TempDir,
}

impl Visit {
    fn begin() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let session = session_in(&folder);
        Self {
            session,
            collection: Collection::open().unwrap(),
            folder,
        }
    }

    fn find(&self, name: &str) -> Update {
        let id = self.collection.exhibit(name).unwrap().identity().id;
        let criteria = format!("UpdateID='{id}' and DeploymentAction=*");
        self.session.search(criteria.as_str()).unwrap().updates[0].clone()
    }

    fn download(&self, name: &str) -> HResult {
        let job = self
            .session
            .prepare_download(DownloadRequest::new(vec![self.find(name)]))
            .unwrap();
        job.start(Callbacks::default());
        job.wait().unwrap().updates[0].hresult
    }

    fn install(&self, name: &str) -> (OperationResultCode, HResult) {
        let job = self
            .session
            .prepare_install(InstallRequest::new(vec![self.find(name)]))
            .unwrap();
        job.start(Callbacks::default());
        let result = job.wait().unwrap();
        (result.updates[0].code, result.updates[0].hresult)
    }
}

fn session_in(folder: &TempDir) -> Session {
    let parts = parts(&folder.path().join("state"), &folder.path().join("cache")).unwrap();
    Session::new(Agent::open(parts).unwrap())
}

#[test]
fn an_update_is_found_fetched_put_on_and_remembered() {
    let visit = Visit::begin();
    let name = "planet-positions";
    assert!(!visit.find(name).applicability.installed);
    assert_eq!(visit.download(name), code::S_OK);
    assert_eq!(visit.install(name), (OperationResultCode::Succeeded, code::S_OK));
    assert!(visit.find(name).applicability.installed);
    let later = session_in(&visit.folder);
    assert_eq!(
        later.history("", 0, 1).unwrap()[0].revision.texts[0].title,
        visit.find(name).title()
    );
}

#[test]
fn parcels_that_do_not_arrive_fail_and_the_torn_one_goes_on() {
    let visit = Visit::begin();
    assert_eq!(visit.download("wrong-parcel"), code::WU_E_DM_INCORRECTFILEHASH);
    assert_eq!(visit.download("lost-parcel"), code::WU_E_PT_HTTP_STATUS_NOT_FOUND);
    // Whether the engine tries again by itself is its own affair.
    let _ = visit.download("torn-parcel");
    assert!(visit.download("torn-parcel").is_success());
    assert_eq!(visit.install("torn-parcel").1, code::S_OK);
}

#[test]
fn a_bundle_succeeds_with_errors() {
    let visit = Visit::begin();
    assert_eq!(visit.download("engine-set"), code::S_OK);
    let (code, _) = visit.install("engine-set");
    assert_eq!(code, OperationResultCode::SucceededWithErrors);
}

#[test]
fn curiosities_come_with_warnings() {
    let visit = Visit::begin();
    let request = SearchRequest {
        server_selection: ServerSelection::Others,
        service_id: Some(
            visit
                .collection
                .service("cabinet-of-curiosities")
                .unwrap()
                .record
                .id,
        ),
        ..SearchRequest::default()
    };
    let result = visit.session.search(request).unwrap();
    assert_eq!(result.code, OperationResultCode::SucceededWithErrors);
    assert_eq!((result.updates.len(), result.warnings.len()), (2, 5));
}
