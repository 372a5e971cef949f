//! Downloads, installations and marks on another computer that allows them.

use std::time::Duration;

use wua::enums::OperationResultCode;
use wua::remote::Policy;
use wua::{Session, Update, code};
use wua_com::{Permission, Permissions};

use crate::server::{Elsewhere, policy};

fn allowing(permissions: &[Permission]) -> Elsewhere {
    let permissions = permissions.iter().copied();
    Elsewhere::with(Policy {
        permissions: permissions.fold(Permissions::NONE, Permissions::with),
        ..policy()
    })
}

fn named(session: &Session, article: &str) -> Update {
    let found = session
        .search("IsInstalled=0 and DeploymentAction=* or IsHidden=1")
        .unwrap();
    let update = found.updates.iter().find(|update| {
        update
            .revision
            .kb_article_ids
            .iter()
            .any(|known| known == article)
    });
    update.unwrap().clone()
}

#[test]
fn an_update_is_hidden_and_shown() {
    let elsewhere = allowing(&[Permission::Hide]);
    let (here, there) = (elsewhere.here(), elsewhere.session());
    let update = named(&there, "5081910");
    there.hide(&update).unwrap();
    assert!(update.marks.is_hidden(), "who holds it sees it");
    assert!(named(&here, "5081910").marks.is_hidden());
    assert!(named(&there, "5081910").marks.is_hidden());
    there.unhide(&update).unwrap();
    assert!(!named(&here, "5081910").marks.is_hidden());
}

#[test]
fn a_licence_is_accepted() {
    let elsewhere = allowing(&[Permission::Eula]);
    let (here, there) = (elsewhere.here(), elsewhere.session());
    let found = there.search("IsInstalled=0 and DeploymentAction=*").unwrap();
    let licensed = found
        .updates
        .iter()
        .find(|update| update.revision.eula.is_some() && !update.marks.is_eula_accepted())
        .unwrap();
    assert!(!licensed.revision.eula.as_ref().unwrap().texts.is_empty());
    there.accept_eula(licensed).unwrap();
    assert!(licensed.marks.is_eula_accepted(), "who holds it sees it");
    let found = here.search("IsInstalled=0 and DeploymentAction=*").unwrap();
    let same = found
        .updates
        .iter()
        .find(|update| update.identity() == licensed.identity());
    assert!(same.unwrap().marks.is_eula_accepted());
}

#[test]
fn a_download_and_an_installation_are_watched_to_their_end() {
    let elsewhere = allowing(&[Permission::Download, Permission::Install]);
    let there = elsewhere.session();
    let updates = [named(&there, "5081910")];
    let (job, progress) = there.download(&updates).start_with_channel().unwrap();
    assert!(progress.iter().all(|progress| progress.percent <= 100));
    let result = job.wait().unwrap();
    assert_eq!(result.code, OperationResultCode::Succeeded, "{result:?}");
    assert_eq!(result.updates.len(), 1);
    assert!(updates[0].marks.is_downloaded(), "who holds it sees it");
    assert!(named(&there, "5081910").marks.is_downloaded());

    let result = there.install(&updates).run().unwrap();
    assert_eq!(result.code, OperationResultCode::Succeeded, "{result:?}");
    let installed = elsewhere.here().search("IsInstalled=1").unwrap();
    assert!(
        installed
            .updates
            .iter()
            .any(|update| update.identity() == updates[0].identity())
    );
    let history = there.history(1).unwrap();
    assert_eq!(history[0].revision.identity, updates[0].identity());
    assert_eq!(history[0].client_application_id, "tests elsewhere");
}

#[test]
fn a_download_is_aborted() {
    let elsewhere = allowing(&[Permission::Download]);
    let there = elsewhere.session();
    let (job, progress) = there
        .download(&[named(&there, "5081950")])
        .start_with_channel()
        .unwrap();
    progress.recv_timeout(Duration::from_secs(20)).unwrap();
    job.request_abort();
    assert_eq!(job.wait().unwrap().code, OperationResultCode::Aborted);
}

#[test]
fn what_was_not_found_in_this_session_is_looked_for_first() {
    let elsewhere = allowing(&[Permission::Hide]);
    let update = named(&elsewhere.here(), "5081910");
    let error = elsewhere.session().hide(&update).unwrap_err();
    assert_eq!(error.hresult(), code::WU_E_NO_UPDATE, "{error}");
    assert!(error.message().contains("search first"), "{error}");
}
