//! Fetching from archives as apt is configured for them: with passwords, through proxies, in many pieces.

#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test says so when it fails")]

use tempfile::TempDir;
use wua::{HResult, Session, Update, code};
use wua_testkit::debian::{Archive, Package, PaperRoot, Suite, WebServer};

/// An archive behind a web server, a computer on paper that knows it, and a folder for the agent.
struct Scene {
    archive: Archive,
    root: PaperRoot,
    folder: TempDir,
}

impl Scene {
    /// `address` is what the computer calls the server.
    fn new(archive: Archive, address: &str) -> Self {
        let scene = Self {
            archive: archive.at(address),
            root: PaperRoot::default(),
            folder: tempfile::tempdir().unwrap(),
        };
        scene.root.has(&Package::new("moon", "1"));
        scene.root.has(&Package::new("star", "1"));
        scene.root.knows(&scene.archive);
        scene
    }

    fn session(&self) -> Session {
        let builder = Session::builder().state(self.folder.path());
        builder.target(self.root.path()).open().unwrap()
    }

    fn updates(&self) -> Vec<Update> {
        self.session().search("").unwrap().updates.clone()
    }

    fn download(&self) -> Vec<HResult> {
        let result = self.session().download(&self.updates()).run().unwrap();
        result.updates.iter().map(|update| update.hresult).collect()
    }
}

fn archive() -> Archive {
    let suite = Suite::new("stable").origin("Debian").label("Debian");
    let mut archive = Archive::new().with(suite);
    let packages = [
        Package::new("moon", "2").padded(200_000),
        Package::new("star", "2"),
    ];
    archive.publish("stable", &packages);
    archive
}

const WELL: [HResult; 2] = [code::S_OK, code::S_OK];

#[test]
fn a_password_of_the_sources_is_used_and_shown_to_nobody() {
    if !WebServer::is_here_for("a_password_of_the_sources_is_used_and_shown_to_nobody") {
        return;
    }
    let archive = archive();
    let server = WebServer::over(archive.path()).only_for("user", "sesame").start();
    let scene = Scene::new(archive, &server.uri());
    assert_eq!(
        scene.download(),
        [code::WU_E_PT_HTTP_STATUS_DENIED; 2],
        "without it nothing comes"
    );
    let inline = server.uri().replace("http://", "http://user:sesame@");
    for name in std::fs::read_dir(scene.root.path().join("etc/apt/sources.list.d")).unwrap() {
        std::fs::remove_file(name.unwrap().path()).unwrap();
    }
    scene
        .root
        .sources("own.list", &format!("deb [trusted=yes] {inline} stable main\n"));
    for update in scene.updates() {
        let content = &update.bundled[0].revision.contents[0];
        assert!(!content.url.contains("sesame"), "{}", content.url);
    }
    assert_eq!(scene.download(), WELL);
    let store = scene.folder.path().join("store");
    for entry in walk(&store) {
        let bytes = std::fs::read(&entry).unwrap();
        assert!(
            !bytes.windows(6).any(|window| window == b"sesame"),
            "{}",
            entry.display()
        );
    }
}

fn walk(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(walk(&path));
        } else {
            files.push(path);
        }
    }
    files
}

#[test]
fn a_password_of_auth_conf_is_used() {
    if !WebServer::is_here_for("a_password_of_auth_conf_is_used") {
        return;
    }
    let archive = archive();
    let server = WebServer::over(archive.path()).only_for("user", "sesame").start();
    let scene = Scene::new(archive, &server.uri());
    let folder = scene.root.path().join("etc/apt/auth.conf.d");
    std::fs::create_dir_all(&folder).unwrap();
    let login = format!("machine {} login user password sesame\n", server.uri());
    std::fs::write(folder.join("own.conf"), login).unwrap();
    assert_eq!(scene.download(), WELL);
    let users: Vec<_> = server
        .requests()
        .into_iter()
        .map(|request| request.user)
        .collect();
    assert!(
        users.iter().all(|user| user.as_deref() == Some("user")),
        "{users:?}"
    );
}

#[test]
fn the_proxy_of_apt_is_the_proxy_of_wua() {
    if !WebServer::is_here_for("the_proxy_of_apt_is_the_proxy_of_wua") {
        return;
    }
    let archive = archive();
    let server = WebServer::over(archive.path()).start();
    let proxy = server.proxy_to().start();
    let scene = Scene::new(archive, "http://archive.invalid");
    scene.root.configuration(
        "90proxy",
        &format!("Acquire::http::Proxy \"{}/\";\n", proxy.uri()),
    );
    assert_eq!(scene.download(), WELL, "nothing else knows that name");
    let hosts: Vec<_> = proxy
        .requests()
        .into_iter()
        .filter_map(|request| request.host)
        .collect();
    assert_eq!(hosts, ["archive.invalid", "archive.invalid"]);
}

#[test]
fn what_apt_has_fetched_already_is_not_fetched_again() {
    if !WebServer::is_here_for("what_apt_has_fetched_already_is_not_fetched_again") {
        return;
    }
    let archive = archive();
    let server = WebServer::over(archive.path()).start();
    let scene = Scene::new(archive, &server.uri());
    let archives = scene.root.path().join("var/cache/apt/archives");
    std::fs::create_dir_all(&archives).unwrap();
    std::fs::copy(scene.archive.deb("moon", "2"), archives.join("moon_2_all.deb")).unwrap();
    std::fs::write(archives.join("star_2_all.deb"), "something else").unwrap();
    assert_eq!(scene.download(), WELL);
    let paths: Vec<String> = server
        .requests()
        .into_iter()
        .map(|request| request.path)
        .collect();
    assert_eq!(paths.len(), 1, "{paths:?}");
    assert!(paths[0].contains("star"), "{paths:?}");
}

#[test]
fn a_mirror_that_is_dead_fails_its_updates_with_its_name() {
    let scene = Scene::new(archive(), "http://127.0.0.1:9");
    let result = scene.session().download(&scene.updates()).run().unwrap();
    for update in &result.updates {
        assert!(!update.hresult.is_success());
        assert!(update.message.contains("127.0.0.1"), "{}", update.message);
    }
}

#[test]
fn the_cache_is_cleaned_by_itself_if_the_configuration_says_what_stays() {
    let scene = Scene::new(archive(), "http://127.0.0.1:9");
    let archives = scene.root.path().join("var/cache/apt/archives");
    std::fs::create_dir_all(&archives).unwrap();
    for name in ["moon", "star"] {
        let there = archives.join(format!("{name}_2_all.deb"));
        std::fs::copy(scene.archive.deb(name, "2"), there).unwrap();
    }
    assert_eq!(scene.download(), WELL);
    let count = || {
        let files = walk(&scene.folder.path().join("cache")).into_iter();
        files
            .filter(|file| file.extension().is_some_and(|extension| extension == "deb"))
            .count()
    };
    scene.root.has(&Package::new("star", "2"));
    assert_eq!(scene.updates().len(), 1);
    assert_eq!(count(), 2, "nobody has said what stays");
    let configuration = scene.folder.path().join("wua.toml");
    std::fs::write(configuration, "[download]\nkeep = \"0 days\"\n").unwrap();
    assert_eq!(scene.updates().len(), 1);
    assert_eq!(count(), 1);
}
