//! Packages of Windows Installer.

use std::fs;
use std::time::Duration;

use wua_com::{Guid, HResult, code};
use wua_rules::applicability::{Answer, Hive, Query, RegistryData, RegistryKey};
use wua_windows::{Prefix, Source as _};

use crate::stage::{Product, Stage};

#[test]
fn a_package_is_put_on_and_taken_off() {
    let Some(stage) = Stage::new("packages") else {
        return;
    };
    let product = Product {
        name: "Paper",
        id: Guid::literal("a0000001-0000-4000-8000-000000000001"),
        upgrade: Guid::literal("a0000001-0000-4000-8000-000000000002"),
        version: "1.0.0",
    };
    product.build(&stage.files().join("paper.msi"));
    let update = stage.update(&["paper.msi"], product.installer("paper.msi", ""));
    let readme = stage.drive().join("Program Files/Paper/readme.txt");

    let applied = stage.install(&update).unwrap();
    assert_eq!(
        (applied.hresult, applied.unmapped),
        (HResult::default(), 0),
        "{applied:?}"
    );
    assert_eq!(fs::read_to_string(&readme).unwrap(), "1.0.0");
    let log = stage.log(&applied);
    assert!(
        log.contains("msiexec.exe\" /i \"C:\\windows\\temp\\wua-"),
        "{log}"
    );
    assert!(log.contains("/qn /norestart REBOOT=ReallySuppress"), "{log}");

    let again = stage.install(&update).unwrap();
    assert!(again.hresult.is_success(), "{again:?}");
    assert!(readme.exists());

    let applied = stage.uninstall(&update).unwrap();
    assert_eq!(applied.hresult, HResult::default(), "{applied:?}");
    assert!(!readme.exists());

    let absent = stage.uninstall(&update).unwrap();
    assert_eq!(
        (absent.hresult, absent.unmapped),
        (code::WU_S_ALREADY_UNINSTALLED, 1605)
    );
    stage.assert_clean();
}

#[test]
fn properties_may_have_spaces_and_signs() {
    let Some(mut stage) = Stage::new("properties") else {
        return;
    };
    stage.written_within = Duration::from_secs(40);
    let product = Product {
        name: "Words",
        id: Guid::literal("a0000002-0000-4000-8000-000000000001"),
        upgrade: Guid::literal("a0000002-0000-4000-8000-000000000002"),
        version: "1.0.0",
    };
    product.build(&stage.files().join("words & more.msi"));
    let installer = product.installer("words & more.msi", r#"WORDS="a b & 100%" OTHER=1"#);
    let update = stage.update(&["words & more.msi"], installer);
    assert_eq!(stage.install(&update).unwrap().hresult, HResult::default());
    let prefix = Prefix::at(stage.prefix.clone());
    let words = prefix.open().unwrap().answer(&Query::RegistryValue {
        key: RegistryKey {
            hive: Hive::LocalMachine,
            subkey: r"Software\Words".to_owned(),
            view32: false,
        },
        value: "words".to_owned(),
    });
    assert_eq!(
        words,
        Answer::Registry(RegistryData::Text("a b & 100%".to_owned()))
    );
    stage.uninstall(&update).unwrap();
}

#[test]
fn a_newer_version_takes_the_place_of_an_older() {
    let Some(stage) = Stage::new("newer versions") else {
        return;
    };
    let upgrade = Guid::literal("a0000003-0000-4000-8000-000000000000");
    let versions = [
        (Guid::literal("a0000003-0000-4000-8000-000000000001"), "1.0.0"),
        (Guid::literal("a0000003-0000-4000-8000-000000000002"), "2.0.0"),
    ];
    let readme = stage.drive().join("Program Files/Pencil/readme.txt");
    let updates = versions.map(|(id, version)| {
        let product = Product {
            name: "Pencil",
            id,
            upgrade,
            version,
        };
        let file = format!("pencil-{version}.msi");
        product.build(&stage.files().join(&file));
        stage.update(&[&file], product.installer(&file, ""))
    });
    for (update, (_, version)) in updates.iter().zip(versions) {
        let applied = stage.install(update).unwrap();
        assert_eq!(applied.hresult, HResult::default(), "{applied:?}");
        assert_eq!(fs::read_to_string(&readme).unwrap(), version);
    }
    let [old, new] = &updates;
    assert_eq!(
        stage.uninstall(old).unwrap().hresult,
        code::WU_S_ALREADY_UNINSTALLED
    );
    assert!(readme.exists());
    assert_eq!(stage.uninstall(new).unwrap().hresult, HResult::default());
    assert!(!readme.exists());
}

#[test]
fn a_package_that_is_cut_off_or_rubbish_fails_with_the_code_of_windows_installer() {
    let Some(stage) = Stage::new("damaged packages") else {
        return;
    };
    let product = Product {
        name: "Torn",
        id: Guid::literal("a0000004-0000-4000-8000-000000000001"),
        upgrade: Guid::literal("a0000004-0000-4000-8000-000000000002"),
        version: "1.0.0",
    };
    let file = stage.files().join("torn.msi");
    product.build(&file);
    let whole = fs::read(&file).unwrap();
    for bytes in [&whole[..whole.len() / 2], b"rubbish"] {
        fs::write(&file, bytes).unwrap();
        let update = stage.update(&["torn.msi"], product.installer("torn.msi", ""));
        let applied = stage.install(&update).unwrap();
        assert_eq!(applied.hresult, code::WU_E_UH_INSTALLERFAILURE, "{applied:?}");
        // More than 8 bits: it is the real code.
        assert!(applied.unmapped > 1600, "{applied:?}");
    }
    assert!(!stage.drive().join("Program Files/Torn").exists());
    stage.assert_clean();
}

#[test]
fn a_package_that_is_not_named_is_the_only_one() {
    let Some(stage) = Stage::new("packages without a name") else {
        return;
    };
    let product = Product {
        name: "Nameless",
        id: Guid::literal("a0000005-0000-4000-8000-000000000001"),
        upgrade: Guid::literal("a0000005-0000-4000-8000-000000000002"),
        version: "1.0.0",
    };
    product.build(&stage.files().join("one.MSI"));
    let update = stage.update(&["one.MSI"], product.installer("", ""));
    assert_eq!(stage.install(&update).unwrap().hresult, HResult::default());
    assert_eq!(stage.uninstall(&update).unwrap().hresult, HResult::default());

    fs::copy(stage.files().join("one.MSI"), stage.files().join("two.msi")).unwrap();
    let unclear = stage.update(&["one.MSI", "two.msi"], product.installer("", ""));
    let error = stage.install(&unclear).unwrap_err();
    assert_eq!(error.hresult(), code::WU_E_UH_INVALIDMETADATA);
}

#[test]
fn a_package_tells_how_far_it_has_got() {
    let Some(stage) = Stage::new("progress") else {
        return;
    };
    let product = Product {
        name: "Snail",
        id: Guid::literal("a0000006-0000-4000-8000-000000000001"),
        upgrade: Guid::literal("a0000006-0000-4000-8000-000000000002"),
        version: "1.0.0",
    };
    product.build_slow(&stage.files().join("snail.msi"));
    let update = stage.update(&["snail.msi"], product.installer("snail.msi", ""));
    let (applied, told) = stage.install_told(&update);
    assert_eq!(applied.hresult, HResult::default(), "{applied:?}");
    // Where it stood while the program ran, after its files had been copied.
    assert!(told.contains(&67), "{told:?}");
    assert!(told.is_sorted_by(|before, after| before < after), "{told:?}");
    assert!(told.iter().all(|percent| (1..100).contains(percent)), "{told:?}");
    stage.uninstall(&update).unwrap();
}
