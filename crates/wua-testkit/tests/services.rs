//! The museum's services: how they are opened, what they offer, how their files arrive.

#![allow(clippy::unwrap_used, reason = "a test says so when it fails")]

use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};
use std::time::Instant;

use jiff::Timestamp;
use sha2::{Digest, Sha256};
use tempfile::TempDir;
use wua_agent::ports::{
    Abort, Conditions, Memory, News, NoCheckpoints, Offer, Service, ServiceRequest, Wanted,
};
use wua_agent::{ProxySettings, Revision, ServiceRecord};
use wua_com::{Error, Guid, HResult, code};
use wua_testkit::VirtualClock;
use wua_testkit::museum::{Museum, testdata};

struct Visit {
    museum: Museum,
    folder: TempDir,
}

impl Visit {
    fn begin() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let opening: Timestamp = "2026-06-15T09:00:00Z".parse().unwrap();
        let museum = Museum::open(
            folder.path(),
            Arc::new(VirtualClock::at(opening)),
            Arc::new(NoCheckpoints),
        )
        .unwrap();
        Self { museum, folder }
    }

    fn id(&self, service: &str) -> Guid {
        self.museum.collection.service(service).unwrap().record.id
    }

    fn online(&self, service: &str) -> Result<Arc<dyn Service>, Error> {
        self.museum
            .provider()
            .open(&ServiceRequest::Online { id: self.id(service) })
            .unwrap()
    }

    fn sync(&self, service: &dyn Service) -> Result<Offer, Error> {
        let abort = Abort::default();
        match service.sync(&*self.museum.machine, &Memory::EMPTY, &conditions(&abort))? {
            News::Changed(offer) => Ok(offer),
            News::Unchanged(_) => Err(Error::new(code::E_UNEXPECTED, "the museum always tells all")),
        }
    }

    fn names(&self, offer: &Offer) -> Vec<&str> {
        let name = |identity| self.museum.collection.exhibit_of(identity).unwrap().name.as_str();
        offer
            .revisions
            .iter()
            .map(|revision| name(revision.identity))
            .collect()
    }
}

fn failure<T>(result: Result<T, Error>) -> HResult {
    result.err().map_or(code::S_OK, |error| error.hresult())
}

#[test]
fn from_the_start_there_is_one_public_service_and_no_managed_one() {
    let visit = Visit::begin();
    let records: Vec<ServiceRecord> = visit
        .museum
        .services()
        .iter()
        .map(|service| service.record())
        .collect();
    let of_au: Vec<_> = records
        .iter()
        .filter(|record| record.is_registered_with_au)
        .collect();
    assert_eq!(of_au.len(), 1);
    assert_eq!(of_au[0].name, "Windows Update");
    assert!(of_au[0].is_default_au_service && records.iter().all(|record| !record.is_managed));
}

#[test]
fn a_service_offers_its_halls_with_all_categories_above() {
    let visit = Visit::begin();
    let offer = visit.sync(&*visit.museum.services()[0]).unwrap();
    let names = visit.names(&offer);
    assert!(names.contains(&"orrery-2026-05") && names.contains(&"clock-dials"));
    assert!(!names.contains(&"engine-crank"), "a part comes in its bundle");
    assert!(!names.contains(&"night-watch"), "that is for staff");
    for revision in offer.revisions.iter().flat_map(Revision::with_bundled) {
        for id in &revision.categories {
            let mut above = Some(*id);
            while let Some(id) = above {
                above = offer
                    .categories
                    .iter()
                    .find(|category| category.id == id)
                    .unwrap()
                    .parent;
            }
        }
    }
}

#[test]
fn services_online_answer_as_the_script_says() {
    let visit = Visit::begin();
    for service in ["microsoft-update", "museum-server"] {
        assert!(visit.online(service).is_ok(), "{service}");
    }
    assert_eq!(
        failure(visit.online("planetarium")),
        code::WU_E_PT_REGISTRATION_NOT_SUPPORTED
    );
    assert_eq!(
        failure(visit.online("hot-air-balloon")),
        code::WU_E_PT_WINHTTP_NAME_NOT_RESOLVED
    );
    let provider = visit.museum.provider();
    let tram = ServiceRequest::Online {
        id: visit.id("night-tram"),
    };
    assert_eq!(
        failure(provider.open(&tram).unwrap()),
        code::WU_E_PT_WINHTTP_NAME_NOT_RESOLVED
    );
    assert!(provider.open(&tram).unwrap().is_ok(), "the second tram comes");
    assert!(
        provider
            .open(&ServiceRequest::Online {
                id: Guid::from_u128(1)
            })
            .is_none(),
        "somebody else's"
    );
    let legacy = visit.online("old-server").unwrap();
    assert!(legacy.record().is_managed);
    assert_eq!(failure(visit.sync(&*legacy)), code::WU_E_LEGACYSERVER);
    let telegraph = visit.online("broken-telegraph").unwrap();
    assert_eq!(
        failure(visit.sync(&*telegraph)),
        code::WU_E_PT_HTTP_STATUS_SERVICE_UNAVAIL
    );
}

#[test]
fn a_slow_answer_can_be_stopped() {
    let visit = Visit::begin();
    let sundial = visit
        .museum
        .services()
        .into_iter()
        .find(|service| service.record().name == "Sundial")
        .unwrap();
    let abort = Abort::default();
    abort.request();
    let begun = Instant::now();
    assert_eq!(
        failure(sundial.sync(&*visit.museum.machine, &Memory::EMPTY, &conditions(&abort))),
        code::WU_E_CALL_CANCELLED
    );
    assert!(begun.elapsed().as_millis() < 300);
}

#[test]
fn cabinets_are_accepted_or_refused_for_a_reason() {
    let visit = Visit::begin();
    let open = |id: Guid, path: &Path| {
        visit
            .museum
            .provider()
            .open(&ServiceRequest::Cabinet { id, path })
            .unwrap()
    };
    let stranger = |number: u128| Guid::from_u128(0x0000_1901_00f0_4000_8000_0000_0000_0000 + number);
    let cabinet = |name: &str| testdata("cabinets").join(name);
    let planetarium = open(visit.id("planetarium"), &cabinet("planetarium.cab")).unwrap();
    let record = planetarium.record();
    assert_eq!(record.setup_prefix, "planets", "the cabinet speaks for itself");
    assert_eq!(record.source, Some(cabinet("planetarium.cab")));
    assert_eq!(visit.names(&visit.sync(&*planetarium).unwrap()).len(), 3);
    assert!(
        open(visit.id("museum-server"), &cabinet("museum-server.cab"))
            .unwrap()
            .record()
            .is_managed
    );
    let shop = open(stranger(0x11), &cabinet("not-for-automatic-updates.cab")).unwrap();
    assert!(!shop.record().can_register_with_au);
    for (id, name, expected) in [
        (stranger(0x08), "expired.cab", code::WU_E_DS_SERVICEEXPIRED),
        (stranger(0x09), "unsigned.cab", code::TRUST_E_NOSIGNATURE),
        (stranger(0x10), "forbidden.cab", code::WU_E_DS_INVALIDOPERATION),
        (stranger(0x99), "planetarium.cab", code::E_INVALIDARG),
        (stranger(0x08), "missing.cab", code::ERROR_FILE_NOT_FOUND),
        (stranger(0x08), "../scan-package.cab", code::WU_E_INVALID_FILE),
    ] {
        assert_eq!(failure(open(id, &cabinet(name))), expected, "{name}");
    }
}

#[test]
fn whatever_begins_like_a_cabinet_is_a_scan_package() {
    let visit = Visit::begin();
    let id = Guid::from_u128(7);
    let open = |path: PathBuf| {
        let request = ServiceRequest::ScanPackage {
            name: "Offline",
            id,
            path: &path,
        };
        visit.museum.provider().open(&request).unwrap()
    };
    let package = open(testdata("scan-package.cab")).unwrap();
    let record = package.record();
    assert!(record.is_scan_package && record.offers_windows_updates && !record.can_register_with_au);
    assert_eq!((record.name.as_str(), record.id), ("Offline", id));
    assert_eq!(record.source, Some(testdata("scan-package.cab")));
    assert_eq!(visit.names(&visit.sync(&*package).unwrap()).len(), 3);
    assert_eq!(
        failure(open(testdata("museum/orrery.txt"))),
        code::WU_E_OL_INVALID_SCANFILE
    );
    assert_eq!(
        failure(open(testdata("museum"))),
        code::WU_E_OL_INVALID_SCANFILE,
        "a folder"
    );
    assert_eq!(failure(open(testdata("nothing.cab"))), code::ERROR_FILE_NOT_FOUND);
    let again = visit
        .museum
        .provider()
        .open(&ServiceRequest::Registered(&record))
        .unwrap()
        .unwrap();
    assert_eq!(again.record(), record, "the store remembers it");
    assert_eq!(visit.sync(&*again).unwrap().revisions.len(), 3);
}

/// As the computer is set up, until `abort` is requested.
fn conditions(abort: &Abort) -> Conditions<'_> {
    static PROXY: LazyLock<ProxySettings> = LazyLock::new(ProxySettings::default);
    Conditions { proxy: &PROXY, abort }
}

/// Fetches the first file of an exhibit from byte `from` on and stops it after `stages`.
/// What is there then, how many stages there were, and how it ended.
fn fetch(visit: &Visit, exhibit: &str, from: u64, stages: usize) -> (Vec<u8>, usize, HResult) {
    let exhibit = visit.museum.collection.exhibit(exhibit).unwrap();
    let destination = visit.folder.path().join("parcel");
    let abort = Abort::default();
    let mut stage = 0;
    let mut progress = |_| {
        stage += 1;
        if stage == stages {
            abort.request();
        }
    };
    let content = &exhibit.revision.contents[0];
    let service = &visit.museum.services()[0];
    let result = service.fetch(
        &Wanted {
            update: &exhibit.revision,
            content,
            destination: &destination,
            from,
            notes: Memory::EMPTY.notes,
        },
        &mut progress,
        &conditions(&abort),
    );
    (
        std::fs::read(destination).unwrap_or_default(),
        stage,
        failure(result),
    )
}

fn is_true(visit: &Visit, exhibit: &str, bytes: &[u8]) -> bool {
    let content = &visit
        .museum
        .collection
        .exhibit(exhibit)
        .unwrap()
        .revision
        .contents[0];
    let hash: Vec<String> = Sha256::digest(bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    hash.concat() == content.sha256 && u64::try_from(bytes.len()) == Ok(content.size)
}

#[test]
fn parcels_arrive_as_the_script_says() {
    let visit = Visit::begin();
    let (bytes, _, ended) = fetch(&visit, "orrery-2026-05", 0, usize::MAX);
    assert!(ended == code::S_OK && is_true(&visit, "orrery-2026-05", &bytes));
    std::fs::remove_file(visit.folder.path().join("parcel")).unwrap();

    let (half, _, ended) = fetch(&visit, "torn-parcel", 0, usize::MAX);
    assert_eq!(
        (half.len(), ended),
        (64 * 1024, code::WININET_E_CONNECTION_ABORTED)
    );
    let (whole, _, ended) = fetch(&visit, "torn-parcel", 64 * 1024, usize::MAX);
    assert!(
        ended == code::S_OK && is_true(&visit, "torn-parcel", &whole),
        "what was there stays"
    );
    std::fs::remove_file(visit.folder.path().join("parcel")).unwrap();

    let (wrong, _, ended) = fetch(&visit, "wrong-parcel", 0, usize::MAX);
    assert!(ended == code::S_OK && wrong.len() == 16 * 1024 && !is_true(&visit, "wrong-parcel", &wrong));
    assert_eq!(
        fetch(&visit, "lost-parcel", 0, usize::MAX).2,
        code::WU_E_PT_HTTP_STATUS_NOT_FOUND
    );
    assert_eq!(
        fetch(&visit, "closed-counter", 0, usize::MAX).2,
        code::WU_E_PT_HTTP_STATUS_SERVICE_UNAVAIL
    );
}

#[test]
fn a_slow_parcel_has_many_stages_and_can_be_stopped_between_them() {
    let visit = Visit::begin();
    let (bytes, stages, ended) = fetch(&visit, "slow-parcel", 0, 3);
    assert_eq!(
        (bytes.len(), stages, ended),
        (3 * 16 * 1024, 3, code::WU_E_CALL_CANCELLED)
    );
    let (bytes, stages, ended) = fetch(&visit, "slow-parcel", 0, usize::MAX);
    assert!(ended == code::S_OK && stages == 40 && is_true(&visit, "slow-parcel", &bytes));
}
