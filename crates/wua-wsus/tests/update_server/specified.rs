//! What is sent over sockets, before the schemas of the specification.

use wua_agent::{Callbacks, DownloadRequest};
use wua_testkit::update_server::specification::Schemas;
use wua_testkit::update_server::{Draft, Driver, ErrorCode, Operation, Plan};

use crate::support::{World, found, guid, install};
use crate::windows::{Windows, device, recorded};

const GRAPHICS: &str = "PCI\\VEN_10DE&DEV_1234";

#[test]
#[ignore = "WUA_MS_WUSP has to name a folder with the text of [MS-WUSP], MS-WUSP.md"]
fn every_request_of_a_computers_life_is_valid_by_the_schemas_of_the_specification() {
    let folder = std::env::var("WUA_MS_WUSP").unwrap();
    let text = std::fs::read_to_string(format!("{folder}/MS-WUSP.md")).unwrap();
    let work = tempfile::tempdir().unwrap();
    let schemas = Schemas::of(&text, work.path()).unwrap();

    let world = World::new();
    world.approve(&[world.program(1, "A clock"), world.program(2, "A key")]);
    let session = world.session();
    install(&session);
    let moved = Plan::new().fault(Operation::SyncUpdates, 1, ErrorCode::FileLocationChanged);
    world.server.plan(moved);
    found(&session);
    world.server.become_another();
    world.approve(&[world.program(3, "A lamp")]);
    install(&session);
    found(&session);

    let windows = World::new();
    let driver = Driver {
        hardware_id: GRAPHICS.to_owned(),
        date: "2024-01-01".to_owned(),
        ..Driver::default()
    };
    windows.approve(&[Draft::driver(guid(4), "A driver", &[driver])]);
    let registry = device("PCI\\VEN_10DE&DEV_1234\\0", &[GRAPHICS], &["PCI\\VEN_10DE"]);
    let session = recorded(&windows, &Windows::with(&registry));
    let updates = session.search("").unwrap().updates.clone();
    let download = session.prepare_download(DownloadRequest::new(updates)).unwrap();
    download.run(Callbacks::default()).unwrap();
    found(&session);

    let asked = [world.server.asked(), windows.server.asked()].concat();
    let mut checked = Vec::new();
    for asked in asked.iter().filter(|asked| asked.operation.is_some()) {
        schemas
            .check(&asked.body)
            .unwrap_or_else(|what| panic!("{:?}: {what}", asked.operation));
        checked.extend(asked.operation);
    }
    for operation in [
        Operation::GetConfig,
        Operation::GetAuthorizationCookie,
        Operation::GetCookie,
        Operation::RegisterComputer,
        Operation::SyncUpdates,
        Operation::RefreshCache,
        Operation::GetExtendedUpdateInfo,
        Operation::GetFileLocations,
        Operation::ReportEventBatch,
    ] {
        assert!(checked.contains(&operation), "{operation:?} was not asked");
    }
}
