//! Patches of Windows Installer.

use std::fs;
use std::time::Duration;

use wua_agent::ports::Target as _;
use wua_agent::{Installer, MsiPatch, Update};
use wua_com::{Guid, HResult, code};
use wua_defs::enums::UpdateOperation;
use wua_rules::applicability::{Answer, Hive, Query, RegistryData, RegistryKey};
use wua_windows::{Prefix, Source as _};

use crate::stage::{Product, Stage};

const PATCH: Guid = Guid::literal("a0000010-0000-4000-8000-000000000009");

/// A program touched what is not its own: 0xC0000005.
const CRASHED: i32 = -1_073_741_819;

const INK: Product = Product {
    name: "Ink",
    id: Guid::literal("a0000010-0000-4000-8000-000000000001"),
    upgrade: Guid::literal("a0000010-0000-4000-8000-000000000002"),
    version: "1.0.0",
};

#[test]
fn a_patch_is_put_on_and_rules_see_it() {
    let Some(mut stage) = Stage::new("patches") else {
        return;
    };
    stage.written_within = Duration::from_secs(40);
    let (package, patch) = published(&stage);
    assert_eq!(stage.install(&package).unwrap().hresult, HResult::default());
    assert_eq!(seen(&stage), ("1.0.0".to_owned(), Vec::new(), "none".to_owned()));

    let applied = stage.install(&patch).unwrap();
    assert_eq!(
        (applied.hresult, applied.unmapped),
        (HResult::default(), 0),
        "{applied:?}"
    );
    let log = stage.log(&applied);
    assert!(
        log.contains("msiexec.exe\" /update \"C:\\windows\\temp\\wua-"),
        "{log}"
    );
    assert_eq!(seen(&stage), ("1.0.1".to_owned(), vec![PATCH], "blue".to_owned()));
    let patched = |product| Query::MsiPatch {
        product,
        patch: PATCH,
    };
    assert_eq!(answer(&stage, &patched(INK.id)), Answer::Present);
    assert_eq!(answer(&stage, &patched(INK.upgrade)), Answer::Absent);

    stage.written_within = Duration::ZERO;
    assert_eq!(stage.uninstall(&package).unwrap().hresult, HResult::default());
    stage.assert_clean();
}

/// Wine would take the whole product off.
#[test]
fn a_patch_is_not_taken_off_where_only_the_whole_product_could_be() {
    let Some(stage) = Stage::new("patches that stay") else {
        return;
    };
    let (package, patch) = published(&stage);
    stage.install(&package).unwrap();
    stage.install(&patch).unwrap();
    let early = stage
        .computer()
        .check_installer(&patch.revision, UpdateOperation::Uninstallation);
    for error in [early.unwrap_err(), stage.uninstall(&patch).unwrap_err()] {
        assert_eq!(error.hresult(), code::WU_E_UH_DOESNOTSUPPORTACTION);
        assert!(error.message().contains("Wine"), "{error}");
    }
    assert!(stage.drive().join("Program Files/Ink/readme.txt").exists());
    stage.uninstall(&package).unwrap();
}

#[test]
fn a_patch_for_nothing_that_is_there_and_one_that_is_damaged_fail_with_the_code_of_windows_installer() {
    let Some(stage) = Stage::new("patches that do not fit") else {
        return;
    };
    let (_, patch) = published(&stage);
    let applied = stage.install(&patch).unwrap();
    assert_eq!(
        (applied.hresult, applied.unmapped),
        (code::WU_E_UH_INSTALLERFAILURE, 1605),
        "{applied:?}"
    );
    let whole = fs::read(stage.files().join("Ink.msp")).unwrap();
    for bytes in [&whole[..whole.len() / 2], b"rubbish"] {
        fs::write(stage.files().join("Ink.msp"), bytes).unwrap();
        let applied = stage.install(&of_patch(&stage)).unwrap();
        assert_eq!(applied.hresult, code::WU_E_UH_INSTALLERFAILURE, "{applied:?}");
        // OBSERVED: over one that is cut off Wine's msiexec crashes.
        assert!(
            applied.unmapped > 1600 || applied.unmapped == CRASHED,
            "{applied:?}"
        );
    }
    stage.assert_clean();
}

/// The updates of the product and of its patch.
fn published(stage: &Stage) -> (Update, Update) {
    INK.build(&stage.files().join("Ink.msi"));
    INK.patch(stage, PATCH, "1.0.1", "blue");
    let package = stage.update(&["Ink.msi"], INK.installer("Ink.msi", ""));
    (package, of_patch(stage))
}

fn of_patch(stage: &Stage) -> Update {
    let installer = Installer::Msp(MsiPatch {
        patch: Some(PATCH),
        uninstall_command_line: Some(String::new()),
        ..MsiPatch::default()
    });
    stage.update(&["Ink.msp"], installer)
}

/// The product's version, its patches and its words.
fn seen(stage: &Stage) -> (String, Vec<Guid>, String) {
    let Answer::Product(product) = answer(stage, &Query::MsiProduct(INK.id)) else {
        panic!("it is not installed");
    };
    let words = answer(
        stage,
        &Query::RegistryValue {
            key: RegistryKey {
                hive: Hive::LocalMachine,
                subkey: r"Software\Ink".to_owned(),
                view32: false,
            },
            value: "words".to_owned(),
        },
    );
    let Answer::Registry(RegistryData::Text(words)) = words else {
        panic!("it has no words: {words:?}");
    };
    (product.version, product.patches, words)
}

fn answer(stage: &Stage, query: &Query) -> Answer {
    Prefix::at(stage.prefix.clone()).open().unwrap().answer(query)
}
