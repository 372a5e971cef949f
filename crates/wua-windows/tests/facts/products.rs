//! Products of Windows Installer, as they stand in the registry.

use wua_com::Guid;
use wua_rules::applicability::{Answer, MsiProduct, Query};

use crate::Home;
use crate::executable::Executable;

const PRODUCT: Guid = Guid::literal("A7A3B6D2-5B9C-4C5E-8E0D-2F1E2D3C4B5A");
const PACKED: &str = "2D6B3A7AC9B5E5C4E8D0F2E1D2C3B4A5";
const PATCH: Guid = Guid::literal("AAAAAAAA-0000-4000-8000-000000000001");
const PACKED_PATCH: &str = "AAAAAAAA000000040800000000000010";
const UPGRADE: Guid = Guid::literal("11111111-2222-4333-8444-555555555555");

/// A prefix in which an account has the product.
fn home(account: &str) -> Home {
    let data =
        format!("Software\\\\Microsoft\\\\Windows\\\\CurrentVersion\\\\Installer\\\\UserData\\\\{account}");
    Home::with(&format!(
        r#"[{data}\\Products\\{PACKED}\\InstallProperties] 1
"DisplayVersion"="1.2.3"
"Language"=dword:00000407
"WindowsInstaller"=dword:00000001

[{data}\\Products\\{PACKED}\\Features] 1
"Main"="x"
"Extra"="x"

[{data}\\Products\\{PACKED}\\Patches\\{PACKED_PATCH}] 1
"State"=dword:00000001

[{data}\\Products\\{PACKED}\\Patches\\{PACKED}] 1
"State"=dword:00000002

[{data}\\Components\\{PACKED_PATCH}] 1
"{PACKED}"="C:\\x"
"{PACKED_PATCH}"=""

[Software\\Classes\\Installer\\Features\\{PACKED}] 1
"Extra"="\6"
"Main"=""

[Software\\Classes\\Installer\\UpgradeCodes\\11111111222233344844555555555555] 1
"{PACKED}"=""
"#
    ))
}

fn feature(feature: &str) -> Query {
    Query::MsiFeature {
        product: PRODUCT,
        feature: feature.into(),
    }
}

#[test]
fn a_product_is_found_for_whichever_account_it_was_installed() {
    for account in ["S-1-5-18", "S-1-5-21-0-0-0-1000"] {
        let product = Answer::Product(MsiProduct {
            version: "1.2.3".into(),
            language: 0x0407,
            upgrade_code: Some(UPGRADE),
            patches: vec![PATCH],
        });
        assert_eq!(
            home(account).ask(&Query::MsiProduct(PRODUCT)),
            product,
            "{account}"
        );
    }
}

#[test]
fn a_product_that_is_not_there_is_absent_with_all_its_parts() {
    let home = home("S-1-5-18");
    let product = PATCH;
    for query in [
        Query::MsiProduct(product),
        Query::MsiFeature {
            product,
            feature: "Main".into(),
        },
        Query::MsiComponent {
            product,
            component: PATCH,
        },
        Query::MsiPatch {
            product,
            patch: PATCH,
        },
    ] {
        assert_eq!(home.ask(&query), Answer::Absent, "{query:?}");
    }
    assert_eq!(Home::with("").ask(&Query::MsiProduct(PRODUCT)), Answer::Absent);
}

#[test]
fn a_product_that_is_only_offered_is_absent() {
    let home = home("S-1-5-18");
    let text = std::fs::read_to_string(home.path("system.reg")).unwrap();
    home.write(
        "system.reg",
        text.replace("\"WindowsInstaller\"=dword:00000001\n", ""),
    );
    assert_eq!(home.ask(&Query::MsiProduct(PRODUCT)), Answer::Absent);
}

#[test]
fn features_components_and_patches_are_asked_for_by_name() {
    let home = home("S-1-5-18");
    assert_eq!(home.ask(&feature("main")), Answer::Present);
    assert_eq!(home.ask(&feature("Extra")), Answer::Absent);
    assert_eq!(home.ask(&feature("nothing")), Answer::Absent);
    let component = |component| Query::MsiComponent {
        product: PRODUCT,
        component,
    };
    assert_eq!(home.ask(&component(PATCH)), Answer::Present);
    assert_eq!(home.ask(&component(UPGRADE)), Answer::Absent);
    let patch = |patch| Query::MsiPatch {
        product: PRODUCT,
        patch,
    };
    assert_eq!(home.ask(&patch(PATCH)), Answer::Present);
    // Superseded by another one.
    assert_eq!(home.ask(&patch(PRODUCT)), Answer::Absent);
}

#[test]
fn the_version_of_windows_installer_is_that_of_its_library() {
    let home = Home::with("");
    assert_eq!(home.ask(&Query::MsiVersion), Answer::Absent);
    home.write("drive_c/windows/system32/msi.dll", Executable::default().bytes());
    let version = wua_rules::applicability::Version([1, 2, 3, 4]);
    assert_eq!(home.ask(&Query::MsiVersion), Answer::Version(version));
}
