//! One request of each operation, with everything in it that it may have.

use std::borrow::Cow;

use jiff::Timestamp;
use wua_com::{Guid, HResult};
use wua_wusp::events::{DetailedVersion, Event, Processor, Reporter, Status, What};
use wua_wusp::messages::*;
use wua_wusp::soap::Message;
use wua_wusp::{Call, DateTime};

pub(crate) fn guid(number: u128) -> Guid {
    Guid::from_u128(0x5E7E_0000_0000_4000_8000_0000_0000_0000 | number)
}

pub(crate) fn identity(number: u128) -> UpdateIdentity {
    UpdateIdentity {
        update_id: guid(number),
        revision_number: 200,
    }
}

pub(crate) fn cookie() -> Cookie {
    Cookie {
        expiration: DateTime::from("2026-03-01T11:00:00.1234567Z"),
        encrypted_data: Some("c2VjcmV0".to_owned()),
    }
}

fn texts<const N: usize>(texts: [&str; N]) -> Vec<String> {
    texts.map(str::to_owned).to_vec()
}

pub(crate) fn computer() -> ComputerInfo {
    ComputerInfo {
        dns_name: "pc1.example".to_owned(),
        os_major_version: 10,
        os_minor_version: 0,
        os_build_number: 26200,
        os_locale: "de-DE".to_owned(),
        computer_manufacturer: "Maker & Sons".to_owned(),
        computer_model: "Model <1>".to_owned(),
        bios_version: "1.2".to_owned(),
        bios_name: "BIOS".to_owned(),
        bios_release_date: DateTime::from("2025-02-03T00:00:00Z"),
        processor_architecture: "AMD64".to_owned(),
        suite_mask: 256,
        old_product_type: 1,
        new_product_type: 48,
        client_version_major_number: 10,
        client_version_build_number: 26100,
        client_version_qfe_number: 1,
        os_description: "Windows 11 Pro".to_owned(),
        mobile_operator: "Not Present".to_owned(),
        ..ComputerInfo::default()
    }
}

fn device() -> Device {
    let date = DateTime::from("2024-05-06T00:00:00Z");
    Device {
        hardware_ids: texts(["PCI\\VEN_8086&DEV_1533", "PCI\\VEN_8086"]),
        compatible_ids: texts(["PCI\\CC_0200"]),
        installed_driver: Some(InstalledDriver {
            matching_id: Some("PCI\\VEN_8086".to_owned()),
            driver_ver_date: date.clone(),
            driver_ver_version: (12 << 48) | (15 << 32) | (22 << 16) | 6,
            class: Some("Net".to_owned()),
            manufacturer: Some("Intel".to_owned()),
            provider: Some("Intel".to_owned()),
            model: Some("I210".to_owned()),
            matching_computer_hwid: Some(guid(0xC0)),
            driver_rank: -1,
        }),
        extension_drivers: vec![ExtensionDriver {
            extension_id: "{4d36e972-e325-11ce-bfc1-08002be10318}".to_owned(),
            driver_ver_date: date,
            driver_ver_version: 7,
            class: "Extension".to_owned(),
            driver_rank: 1,
            matching_computer_hwid: Some(guid(0xC1)),
        }],
        driver_recovery_ids: texts(["recovery"]),
        device_flags: Some(1),
    }
}

fn software() -> SyncUpdateParameters<'static> {
    SyncUpdateParameters {
        installed_non_leaf_update_ids: Numbers::from_iter([1, 2, 30]),
        other_cached_update_ids: Cow::Owned(Numbers::from_iter([4, 2_000_000_000])),
        cached_driver_ids: Cow::Owned(Numbers::from_iter([-7])),
        filter_category_ids: vec![guid(0xCA)],
        need_two_group_out_of_scope_updates: Some(true),
        ..SyncUpdateParameters::default()
    }
}

fn drivers() -> SyncUpdateParameters<'static> {
    SyncUpdateParameters {
        installed_non_leaf_update_ids: Numbers::from_iter([1, 2]),
        system_spec: vec![device(), Device::default()],
        cached_driver_ids: Cow::Owned(Numbers::from_iter([7])),
        skip_software_sync: true,
        computer_spec: vec![guid(0xC0)],
        feature_score_matching_key: Some("AMD64.10.0".to_owned()),
        ..SyncUpdateParameters::default()
    }
}

fn event(what: What, number: u128) -> Event {
    Event {
        what,
        time: DateTime::from("2026-03-01T10:00:00Z"),
        instance_id: guid(0xE000 + number),
        update: None,
        title: "A title".to_owned(),
        result: HResult::default(),
        application: "wua".to_owned(),
        device_id: String::new(),
        is_bundle: false,
    }
}

pub(crate) fn events() -> Vec<Event> {
    let status = Status {
        needed: vec![guid(1), guid(2)],
        installed: vec![guid(3)],
        pending_reboot: vec![guid(4)],
        failed: vec![guid(5)],
        downloaded: vec![guid(6)],
    };
    vec![
        event(What::ScanSucceeded { found: 2 }, 1),
        event(What::Status(status), 2),
        Event {
            update: Some(identity(1)),
            ..event(What::DownloadSucceeded { bytes: 4096 }, 3)
        },
        Event {
            update: Some(identity(1)),
            result: HResult::from_u32(0x8024_2006),
            is_bundle: true,
            ..event(What::InstallFailed, 4)
        },
    ]
}

pub(crate) fn reporter() -> Reporter {
    Reporter {
        client_id: guid(0xC11E).to_string(),
        computer_brand: "Maker & Sons".to_owned(),
        computer_model: "Model <1>".to_owned(),
        bios_revision: "1.2".to_owned(),
        processor_architecture: Processor::Amd64,
        os_version: DetailedVersion {
            major: 10,
            build: 26200,
            ..DetailedVersion::default()
        },
        os_locale_id: 1031,
        tags: vec![('K', "BIOS".to_owned())],
    }
}

fn sync(parameters: SyncUpdateParameters) -> Call {
    let cookie = cookie();
    SyncUpdates { cookie, parameters }.call()
}

/// The calls that come before all others.
fn handshake() -> Vec<(&'static str, Call)> {
    let protocol_version = ProtocolVersion::new(1, 8);
    let now: Timestamp = "2026-03-01T10:00:00.5Z".parse().unwrap();
    vec![
        ("GetConfig", GetConfig { protocol_version }.call()),
        (
            "GetAuthorizationCookie",
            GetAuthorizationCookie {
                client_id: guid(0xC11E).to_string(),
                target_group_name: Some("Büro".to_owned()),
                dns_name: "pc1.example".to_owned(),
            }
            .call(),
        ),
        (
            "GetCookie",
            GetCookie {
                auth_cookie: AuthorizationCookie {
                    plug_in_id: "SimpleTargeting".to_owned(),
                    cookie_data: "d2hv".to_owned(),
                },
                old_cookie: Some(cookie()),
                last_change: DateTime::from("2026-01-02T03:04:05.1234567Z"),
                current_time: DateTime::from(now),
                protocol_version,
            }
            .call(),
        ),
        (
            "RegisterComputer",
            RegisterComputer {
                cookie: cookie(),
                computer_info: computer(),
            }
            .call(),
        ),
    ]
}

/// One of each, by the names of their golden files.
pub(crate) fn calls() -> Vec<(&'static str, Call)> {
    let mut calls = handshake();
    let category = |index_of_and_group, number| CategoryRelationship {
        index_of_and_group,
        category_id: guid(number),
    };
    let scan = StartCategoryScan {
        requested_categories: vec![category(0, 0xCA), category(0, 0xCB), category(1, 0xCC)],
    };
    calls.extend([
        ("StartCategoryScan", scan.call()),
        ("SyncUpdates-first", sync(SyncUpdateParameters::default())),
        ("SyncUpdates-software", sync(software())),
        ("SyncUpdates-drivers", sync(drivers())),
    ]);
    let refresh = RefreshCache {
        cookie: cookie(),
        global_ids: vec![identity(1), identity(2)],
    };
    let extended = GetExtendedUpdateInfo {
        cookie: cookie(),
        revision_ids: vec![1, 2],
        info_types: vec![Fragment::Extended, Fragment::LocalizedProperties],
        locales: texts(["en-US", "en"]),
        geo_id: Some("USA".to_owned()),
    };
    let extended2 = GetExtendedUpdateInfo2 {
        cookie: cookie(),
        update_ids: vec![identity(1)],
        info_types: vec![Fragment::FileUrl, Fragment::FileDecryption],
        locales: texts(["en"]),
        caller_attributes: Some("Id=wua".to_owned()),
    };
    let locations = GetFileLocations {
        cookie: cookie(),
        file_digests: vec![[0xA9; 20], [0; 20]],
    };
    let report = ReportEventBatch {
        cookie: cookie(),
        client_time: DateTime::from("2026-03-01T10:00:01Z"),
        reporter: reporter(),
        events: events(),
    };
    calls.extend([
        ("RefreshCache", refresh.call()),
        ("GetExtendedUpdateInfo", extended.call()),
        ("GetExtendedUpdateInfo2", extended2.call()),
        ("GetFileLocations", locations.call()),
        ("ReportEventBatch", report.call()),
    ]);
    calls
}
