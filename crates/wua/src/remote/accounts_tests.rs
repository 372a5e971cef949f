//! The file of the users: what is believed, what is refused, what survives.

use std::fs::Permissions;
use std::os::unix::fs::PermissionsExt;

use super::*;

/// [MS-NLMP] 4.2.2.1.2.
const HASH_OF_PASSWORD: &str = "a4f49c406510bdcab6824ee7c30fd852";

fn user(name: &str, password: &str) -> User {
    User {
        name: name.to_owned(),
        nt_hash: NtHash::of(password),
        is_administrator: true,
    }
}

/// A file in a folder of its own, with what stands in it.
fn file(text: &str, mode: u32) -> (tempfile::TempDir, AccountsFile) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("remote-users.toml");
    fs::write(&path, text).unwrap();
    fs::set_permissions(&path, Permissions::from_mode(mode)).unwrap();
    (folder, AccountsFile::new(path))
}

fn names(accounts: &AccountsFile) -> Vec<String> {
    accounts
        .users()
        .unwrap()
        .iter()
        .map(|user| user.name.clone())
        .collect()
}

#[test]
fn only_the_hash_is_kept_and_only_the_owner_reads_it() {
    let folder = tempfile::tempdir().unwrap();
    let accounts = AccountsFile::new(folder.path().join("made/remote-users.toml"));
    accounts.add(user("Anna", "Password")).unwrap();
    let text = fs::read_to_string(accounts.path()).unwrap();
    assert!(text.contains(HASH_OF_PASSWORD), "{text}");
    assert!(!text.contains("\"Password\""), "{text}");
    let mode = fs::metadata(accounts.path()).unwrap().permissions().mode();
    assert_eq!(mode & 0o7777, 0o600);
    assert_eq!(fs::read_dir(folder.path().join("made")).unwrap().count(), 1);
}

#[test]
fn what_is_written_is_read_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("remote-users.toml");
    let accounts = AccountsFile::new(&path);
    accounts.add(user("O\"Hara # 'x' [1]", "a")).unwrap();
    let guest = User {
        is_administrator: false,
        ..user("Ångström", "b")
    };
    accounts.add(guest.clone()).unwrap();
    let again = AccountsFile::new(&path);
    assert_eq!(*again.users().unwrap(), [user("O\"Hara # 'x' [1]", "a"), guest]);
}

#[test]
fn names_are_compared_without_case_and_domains_not_at_all() {
    let (_folder, accounts) = file("", 0o600);
    accounts.add(user("Ångström", "Password")).unwrap();
    for domain in ["", ".", "MUSEUM"] {
        let hash = accounts.nt_hash("åNGSTRÖM", domain).unwrap();
        assert_eq!(*hash.to_hex(), HASH_OF_PASSWORD);
    }
    assert!(accounts.nt_hash("Angstrom", "").is_none());
    let error = accounts.add(user("ÅNGSTRÖM", "other")).unwrap_err();
    assert_eq!(error.hresult(), code::E_INVALIDARG);
    assert!(!same_name("ß", "SS"), "a letter stays one letter");
}

#[test]
fn a_file_that_others_can_read_is_not_believed() {
    for mode in [0o640, 0o604, 0o620, 0o602, 0o601] {
        let text = format!("[[user]]\nname = \"anna\"\nnt-hash = \"{HASH_OF_PASSWORD}\"\nadmin = true\n");
        let (_folder, accounts) = file(&text, mode);
        let error = accounts.users().unwrap_err();
        assert_eq!(error.hresult(), code::E_ACCESSDENIED);
        assert!(error.message().contains(&format!("{mode:04o}")), "{error}");
        assert!(error.message().contains("chmod 600"), "{error}");
        assert!(accounts.nt_hash("anna", "").is_none(), "nobody signs in");
        assert!(
            accounts.add(user("bert", "x")).is_err(),
            "nothing is written over it"
        );
        assert_eq!(fs::read_to_string(accounts.path()).unwrap(), text);
    }
}

#[test]
fn a_file_that_makes_no_sense_lets_nobody_in_and_shows_no_hash() {
    let entry =
        |name: &str, hash: &str| format!("[[user]]\nname = \"{name}\"\nnt-hash = \"{hash}\"\nadmin = true\n");
    let good = entry("anna", HASH_OF_PASSWORD);
    for text in [
        format!("{good}{}", entry("ANNA", HASH_OF_PASSWORD)),
        entry("anna", &HASH_OF_PASSWORD[1..]),
        entry("", HASH_OF_PASSWORD),
        entry("museum@anna", HASH_OF_PASSWORD),
        format!("{good}{HASH_OF_PASSWORD}"),
        format!("{good}rights = \"{HASH_OF_PASSWORD}\"\n"),
        good.replace("admin = true", &format!("admin = \"{HASH_OF_PASSWORD}\"")),
        good.replace("nt-hash = \"", "nt-hash = "),
    ] {
        let (_folder, accounts) = file(&text, 0o600);
        let error = accounts.users().unwrap_err();
        assert_eq!(error.hresult(), BAD_CONFIGURATION, "{text}");
        assert!(error.message().contains("remote-users.toml"), "{error}");
        assert!(!error.message().contains(&HASH_OF_PASSWORD[2..]), "{error}");
        assert!(accounts.nt_hash("anna", "").is_none(), "{text}");
    }
    let folder = tempfile::tempdir().unwrap();
    let error = AccountsFile::new(folder.path()).users().unwrap_err();
    assert!(error.message().contains("no file"), "{error}");
}

#[test]
fn a_change_by_another_process_is_seen() {
    let (_folder, accounts) = file("", 0o600);
    let other = AccountsFile::new(accounts.path());
    assert!(names(&accounts).is_empty());
    other.add(user("anna", "x")).unwrap();
    assert_eq!(names(&accounts), ["anna"]);
    other.set_hash("ANNA", NtHash::of("Password")).unwrap();
    assert_eq!(*accounts.nt_hash("anna", "").unwrap().to_hex(), HASH_OF_PASSWORD);
    fs::set_permissions(accounts.path(), Permissions::from_mode(0o644)).unwrap();
    assert!(accounts.nt_hash("anna", "").is_none(), "also of its rights");
    fs::set_permissions(accounts.path(), Permissions::from_mode(0o600)).unwrap();
    other.remove("anna").unwrap();
    assert!(accounts.nt_hash("anna", "").is_none());
    fs::remove_file(accounts.path()).unwrap();
    assert!(names(&accounts).is_empty());
}

#[test]
fn a_process_killed_before_the_rename_has_changed_nothing() {
    let (_folder, accounts) = file("", 0o600);
    accounts.add(user("anna", "x")).unwrap();
    let staged = accounts.stage(&[user("mallory", "y")]).unwrap();
    let mode = fs::metadata(&staged).unwrap().permissions().mode();
    assert_eq!(mode & 0o7777, 0o600, "not even for a moment");
    let after = AccountsFile::new(accounts.path());
    assert_eq!(names(&after), ["anna"]);

    // The next one is not in the way of what was left behind, whatever its rights and length.
    fs::write(&staged, "x".repeat(10_000)).unwrap();
    fs::set_permissions(&staged, Permissions::from_mode(0o666)).unwrap();
    after.add(user("bert", "z")).unwrap();
    assert_eq!(names(&after), ["anna", "bert"]);
    assert!(!staged.exists());
}

#[test]
fn changes_at_the_same_time_do_not_lose_each_other() {
    let (_folder, accounts) = file("", 0o600);
    std::thread::scope(|scope| {
        for name in ["a", "b", "c", "d", "e", "f"] {
            let path = accounts.path().to_owned();
            scope.spawn(move || AccountsFile::new(path).add(user(name, "x")).unwrap());
        }
    });
    assert_eq!(names(&accounts), ["a", "b", "c", "d", "e", "f"]);
}

#[test]
fn who_is_not_there_cannot_be_changed_or_removed() {
    let (_folder, accounts) = file("", 0o600);
    for error in [
        accounts.remove("anna").unwrap_err(),
        accounts.set_hash("anna", NtHash::of("x")).unwrap_err(),
    ] {
        assert_eq!(error.hresult(), code::WU_E_ITEMNOTFOUND);
    }
}

#[test]
fn names_that_mean_something_else_are_refused() {
    for (name, wrong) in [
        ("", NameError::Blank),
        (" anna", NameError::Blank),
        ("MUSEUM\\anna", NameError::Character('\\')),
        ("anna@museum", NameError::Character('@')),
        ("an\u{1b}na", NameError::Character('\u{1b}')),
        ("an\u{85}na", NameError::Character('\u{85}')),
        (&"x".repeat(257), NameError::TooLong),
    ] {
        assert_eq!(check_name(name), Err(wrong));
    }
    assert_eq!(check_name(&"ö".repeat(256)), Ok(()));
    assert_eq!(check_name("Anna Maria"), Ok(()));
}
