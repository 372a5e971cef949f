//! What is offered: source packages as updates, with everything that is known of them.

use wua_agent::ports::{Abort, Conditions, Memory, News, Offer, Service as _, Target as _};
use wua_agent::{ProxySettings, Revision};
use wua_com::{Guid, Lcid};
use wua_debian::{Computer, Settings};
use wua_testkit::debian::{Archive, Package, PaperRoot, Suite};

use crate::computer::{archive, archives, computer, of_suite, package};

fn offer(root: &PaperRoot) -> Offer {
    let (proxy, abort) = (ProxySettings::default(), Abort::default());
    let conditions = Conditions {
        proxy: &proxy,
        abort: &abort,
    };
    let target = Computer::new(root.path(), Settings::default());
    match archives(root).sync(&target, &Memory::EMPTY, &conditions).unwrap() {
        News::Changed(offer) => offer,
        News::Unchanged(_) => panic!("nothing is remembered"),
    }
}

fn security() -> Suite {
    Suite::new("stable-security")
        .origin("Debian")
        .label("Debian-Security")
        .codename("oak-security")
}

fn title(revision: &Revision) -> &str {
    &revision.texts[0].title
}

fn titles(offer: &Offer) -> Vec<&str> {
    offer.revisions.iter().map(|revision| title(revision)).collect()
}

fn members(revision: &Revision) -> Vec<&str> {
    revision.bundled.iter().map(|member| title(member)).collect()
}

fn find<'a>(offer: &'a Offer, wanted: &str) -> &'a Revision {
    offer
        .revisions
        .iter()
        .find(|revision| title(revision) == wanted)
        .unwrap_or_else(|| panic!("{wanted} is not among {:?}", titles(offer)))
}

/// `a`, `a-doc` and `liba` of one source package; another one of its own.
fn family(version: &str) -> Vec<Package> {
    vec![
        package("a", version).architecture("amd64"),
        package("liba", version).architecture("amd64").source("a"),
        package("a-doc", version).source("a"),
        package("b", version),
    ]
}

#[test]
fn a_source_package_is_an_update_and_its_installed_packages_are_its_members() {
    let archive = archive(&family("2"));
    let installed = family("1");
    let root = computer(
        &[installed[0].clone(), installed[1].clone(), installed[3].clone()],
        &[&archive],
    );
    let offer = offer(&root);
    assert_eq!(titles(&offer), ["a 2 (Debian)", "b 2 (Debian)"]);
    assert_eq!(members(&offer.revisions[0]), ["a 2 (amd64)", "liba 2 (amd64)"]);
    let revision = &offer.revisions[0];
    let sizes: u64 = revision
        .bundled
        .iter()
        .map(|member| member.contents[0].size)
        .sum();
    assert!(sizes > 0 && revision.max_download_size == sizes);
    let content = &revision.bundled[0].contents[0];
    assert_eq!(content.file_name, "a_2_amd64.deb");
    assert_eq!(content.sha256.len(), 64);
    assert!(
        content.url.starts_with("file:") && content.url.contains("/pool/"),
        "{}",
        content.url
    );
}

#[test]
fn a_package_that_was_built_again_is_an_update_of_its_own() {
    let of = |version: &str| package("a", version).architecture("amd64").source("a (1-1)");
    let archive = archive(&[of("1-1+b2")]);
    let root = computer(&[of("1-1+b1")], &[&archive]);
    assert_eq!(titles(&offer(&root)), ["a 1-1+b2 (Debian)"]);
}

#[test]
fn identifiers_depend_on_origin_source_and_version_alone() {
    let archive = archive(&family("2"));
    let one = offer(&computer(&family("1"), &[&archive]));
    let other = offer(&computer(&family("1")[..1], &[&archive]));
    assert_eq!(one.revisions[0].identity, other.revisions[0].identity);
    assert_eq!(
        one.revisions[0].bundled[0].identity,
        other.revisions[0].bundled[0].identity
    );
    assert_eq!(one.revisions[0].identity.revision, 1);
    let foreign = of_suite(Suite::new("stable").origin("Other").label("Debian"), &family("2"));
    let third = offer(&computer(&family("1"), &[&foreign]));
    assert_ne!(one.revisions[0].identity, third.revisions[0].identity);
}

#[test]
fn the_same_version_in_two_archives_comes_from_that_for_security() {
    let one = archive(&family("2"));
    let other = of_suite(security(), &family("2")[..1]);
    let offer = offer(&computer(&family("1"), &[&one, &other]));
    assert_eq!(titles(&offer), ["a 2 (Debian-Security)", "b 2 (Debian)"]);
    assert_eq!(offer.revisions[0].bundled.len(), 3, "all packages of the source");
}

#[test]
fn the_archive_decides_the_classification_and_the_system_the_product() {
    let one = archive(&family("2")[3..]);
    let other = of_suite(security(), &family("2")[..1]);
    let offer = offer(&computer(&family("1"), &[&one, &other]));
    let name = |id: Guid| {
        let category = offer
            .categories
            .iter()
            .find(|category| category.id == id)
            .unwrap();
        category.name(&[Lcid::ENGLISH]).to_owned()
    };
    let names = |title: &str| -> Vec<String> {
        let revision = find(&offer, title);
        revision.categories.iter().map(|id| name(*id)).collect()
    };
    let product = names("b 2 (Debian)").pop().unwrap();
    assert!(product.starts_with("Debian GNU/Linux"), "{product}");
    assert_eq!(names("b 2 (Debian)"), ["Updates".to_owned(), product.clone()]);
    assert_eq!(
        names("a 2 (Debian-Security)"),
        ["Security Updates".to_owned(), product]
    );
    assert!(find(&offer, "a 2 (Debian-Security)").auto_select_on_web_sites);
    let security_updates = Guid::parse("0fa1201d-4330-4fa8-8ae9-b877473b6441").unwrap();
    assert!(
        find(&offer, "a 2 (Debian-Security)")
            .categories
            .contains(&security_updates)
    );
}

#[test]
fn what_is_installed_and_in_an_archive_is_offered_as_installed() {
    let archive = archive(&[package("a", "1"), package("b", "2")]);
    let root = computer(
        &[package("a", "1"), package("b", "1"), package("local", "1")],
        &[&archive],
    );
    let offer = offer(&root);
    assert_eq!(titles(&offer), ["a 1 (Debian)", "b 2 (Debian)"]);
    let target = Computer::new(root.path(), Settings::default());
    let installed = target.evaluate(find(&offer, "a 1 (Debian)"));
    assert!(installed.applicable && installed.installed);
    let missing = target.evaluate(find(&offer, "b 2 (Debian)"));
    assert!(missing.applicable && !missing.installed);
}

#[test]
fn a_newer_version_replaces_the_older_ones() {
    let mut archive = archive(&[package("a", "1")]);
    archive.set(security());
    archive.publish("stable-security", &[package("a", "2")]);
    let offer = offer(&computer(&[package("a", "1")], &[&archive]));
    let newer = find(&offer, "a 2 (Debian-Security)");
    let older = find(&offer, "a 1 (Debian)");
    assert_eq!(newer.superseded_update_ids, [older.identity.id]);
    assert!(older.superseded_update_ids.is_empty());
    assert!(newer.is_uninstallable, "the version before can still be had");
    assert!(newer.uninstallation_behavior.is_some());
}

#[test]
fn what_cannot_be_had_any_more_cannot_be_gone_back_to() {
    let archive = archive(&[package("a", "2")]);
    let offer = offer(&computer(&[package("a", "1")], &[&archive]));
    assert!(!offer.revisions[0].is_uninstallable);
}

#[test]
fn what_apt_has_kept_can_be_gone_back_to() {
    let archive = archive(&[package("a", "2")]);
    let root = computer(&[package("a", "1")], &[&archive]);
    let kept = root.path().join("var/cache/apt/archives");
    std::fs::create_dir_all(&kept).unwrap();
    std::fs::write(kept.join("a_1_all.deb"), package("a", "1").deb()).unwrap();
    assert!(offer(&root).revisions[0].is_uninstallable);
}

#[test]
fn a_package_that_is_new_belongs_to_the_update_of_its_source() {
    let archive = archive(&[
        package("linux-image-amd64", "6.2")
            .source("linux-signed")
            .depends("linux-image-6.2"),
        package("linux-image-6.2", "6.2")
            .source("linux-signed")
            .depends("helper"),
        package("helper", "1"),
    ]);
    let root = computer(
        &[
            package("linux-image-amd64", "6.1")
                .source("linux-signed")
                .depends("linux-image-6.1"),
            package("linux-image-6.1", "6.1").source("linux-signed"),
        ],
        &[&archive],
    );
    let offer = offer(&root);
    assert_eq!(
        titles(&offer),
        ["linux-signed 6.2 (Debian)"],
        "the helper is no update"
    );
    assert_eq!(
        members(&offer.revisions[0]),
        ["linux-image-6.2 6.2 (all)", "linux-image-amd64 6.2 (all)"]
    );
    let target = Computer::new(root.path(), Settings::default());
    let now = target.evaluate(&offer.revisions[0]);
    assert!(now.applicable && !now.installed);
}

#[test]
fn essential_packages_are_mandatory() {
    let archive = archive(&[package("a", "2").essential(), package("b", "2")]);
    let offer = offer(&computer(
        &[package("a", "1").essential(), package("b", "1")],
        &[&archive],
    ));
    assert!(find(&offer, "a 2 (Debian)").is_mandatory);
    assert!(!find(&offer, "b 2 (Debian)").is_mandatory);
}

#[test]
fn descriptions_come_in_every_language_that_there_is() {
    let described = |version: &str| {
        package("a", version)
            .described("a moon", "It is round.\n\nIt shines.")
            .described_in("en", "a moon", "It is round.\n\nIt shines.")
            .described_in("de", "ein Mond", "Er ist rund.")
    };
    let archive = archive(&[described("2")]);
    let offer = offer(&computer(&[described("1")], &[&archive]));
    let revision = &offer.revisions[0];
    let german = Lcid(0x407);
    let text = |locale| revision.texts(&[locale]).unwrap().description.clone();
    assert_eq!(text(german), "ein Mond\n\nEr ist rund.");
    assert_eq!(text(Lcid::ENGLISH), "a moon\n\nIt is round.\n\nIt shines.");
    assert_eq!(
        text(Lcid(0x40c)),
        text(Lcid::ENGLISH),
        "nobody wrote it in French"
    );
    assert_eq!(revision.texts(&[german]).unwrap().title, "a 2 (Debian)");
}

#[test]
fn what_was_offered_once_stays_known_while_it_is_installed() {
    let mut one = archive(&[package("a", "2")]);
    let root = computer(&[package("a", "1")], &[&one]);
    let folder = tempfile::tempdir().unwrap();
    let session = crate::computer::session(&root, folder.path());
    let search = |criteria: &str| -> Vec<String> {
        let found = session.search(criteria).unwrap();
        found
            .updates
            .iter()
            .map(|update| update.title().to_owned())
            .collect()
    };
    assert_eq!(search(""), ["a 2 (Debian)"]);
    root.has(&package("a", "2"));
    one.withdraw("stable", "a");
    one.publish("stable", &[package("a", "3")]);
    root.knows(&one);
    std::thread::sleep(std::time::Duration::from_millis(150));
    assert_eq!(search("IsInstalled=0"), ["a 3 (Debian)"]);
    assert_eq!(
        search("IsInstalled=1"),
        ["a 2 (Debian)"],
        "no archive has it any more"
    );
}

#[test]
fn a_search_that_finds_nothing_changed_asks_nobody() {
    let archive = archive(&[package("a", "2")]);
    let root = computer(&[package("a", "1")], &[&archive]);
    let folder = tempfile::tempdir().unwrap();
    let titles = || {
        let session = crate::computer::session(&root, folder.path());
        let found = session.search("").unwrap();
        found.updates.len()
    };
    assert_eq!(titles(), 1);
    // Unreadable from now on, with the same size and time: what is remembered answers.
    let list = std::fs::read_dir(root.path().join("var/lib/apt/lists"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .find(|path| path.to_string_lossy().ends_with("_Packages"))
        .unwrap();
    let file = std::fs::File::options().write(true).open(&list).unwrap();
    let before = file.metadata().unwrap().modified().unwrap();
    std::fs::write(
        &list,
        vec![b'?'; usize::try_from(file.metadata().unwrap().len()).unwrap()],
    )
    .unwrap();
    file.set_modified(before).unwrap();
    assert_eq!(titles(), 1);
}

/// Keeps the type in use where only `archive` makes them.
#[test]
fn an_empty_archive_offers_nothing() {
    let empty = Archive::new().with(security());
    assert!(
        offer(&computer(&[package("a", "1")], &[&empty]))
            .revisions
            .is_empty()
    );
}
