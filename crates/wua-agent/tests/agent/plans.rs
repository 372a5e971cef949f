//! Plans: what would be done, for people to read before it is done.

use wua_agent::{Behavior, DownloadRequest, Eula, InstallRequest};
use wua_com::Lcid;
use wua_defs::enums::{InstallationImpact, InstallationRebootBehavior};

use crate::support::{Doing, World, bundle, content, guid, revision, with_file};

#[test]
fn a_download_plan_says_what_is_fetched_and_what_is_not() {
    let world = World::new();
    world.server.offer_file(1, b"one");
    world.server.offer_file(2, b"number two");
    world.server.offer(revision(3, |revision| {
        revision.eula = Some(Eula {
            id: guid(9),
            texts: vec![(Lcid::ENGLISH, "You may.".to_owned())],
        });
    }));
    let session = world.session();
    let found = session.find("");
    session.download(&found[..1]);
    let part = world.cache().join(format!("{}.1", guid(2)));
    std::fs::create_dir_all(&part).unwrap();
    std::fs::write(part.join("2.bin.part"), b"numb").unwrap();

    let plan = session.plan_download(&DownloadRequest::new(found)).unwrap();
    assert_eq!(plan.bytes(), 6);
    assert_eq!(
        plan.to_string(),
        "download 6 bytes:\n\
         \x20 Update 1: already downloaded\n\
         \x20 Update 2: 6 bytes\n\
         \x20   2.bin: 6 bytes, after 4 fetched before\n\
         \x20 Update 3: its licence has not been accepted: accept it first (0x80240023 WU_E_EULAS_DECLINED)\n"
    );
    assert_eq!(world.server.fetched().len(), 1, "nothing was done");
}

#[test]
fn an_install_plan_says_order_sizes_restarts_and_licences() {
    let world = World::new();
    world.server.offer(revision(1, |revision| {
        revision.contents = vec![content("1.bin", b"one")];
        revision.eula = Some(Eula {
            id: guid(9),
            texts: vec![(Lcid::ENGLISH, "You may.".to_owned())],
        });
        revision.installation_behavior = Some(Behavior {
            can_request_user_input: false,
            impact: InstallationImpact::Normal,
            reboot: InstallationRebootBehavior::AlwaysRequiresReboot,
            requires_network_connectivity: false,
        });
    }));
    world.server.has_file("1.bin", b"one");
    world
        .server
        .offer(bundle(2, vec![with_file(21, b"a"), with_file(22, b"b")]));
    world.server.has_file("21.bin", b"a");
    world.server.has_file("22.bin", b"b");
    world.server.offer(revision(3, |_| ()));
    world.server.offer_file(4, b"four");
    world.computer.put(guid(3));
    let session = world.session();
    let found = session.find(crate::support::ALL);
    session.agent().accept_eula(&found[0]).unwrap();
    session.download(&found[..2]);

    let plan = session.plan_install(&InstallRequest::new(found)).unwrap();
    assert_eq!(
        plan.to_string(),
        "install, in this order:\n\
         \x20 1. Update 1, 3 bytes, a restart follows, licence accepted\n\
         \x20 2. Update 2, 2 bytes\n\
         \x20    installation of Update 21\n\
         \x20    installation of Update 22\n\
         \x20 3. Update 3: nothing to do (0x00240006 WU_S_ALREADY_INSTALLED)\n\
         \x20 4. Update 4: it is not in the cache: download it first (0x80246007 WU_E_DM_NOTDOWNLOADED)\n"
    );
    assert!(world.computer.calls().is_empty(), "nothing was done");
}
