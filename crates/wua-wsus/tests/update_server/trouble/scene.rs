//! A server with a few updates, and computers that search there while something goes wrong.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use wua_agent::ports::{Clock, NoCheckpoints, SystemClock};
use wua_agent::{Agent, AgentParts, SearchRequest, Session, UpdateServer as Settings};
use wua_com::{Error, Lcid, code};
use wua_net::HttpClient;
use wua_testkit::update_server::{Operation, Plan};
use wua_wsus::{Patience, UpdateServers};

use super::bare::Bare;
use crate::support::{ALL, Computer, Place, World};

/// A server with a few updates.
pub(super) struct Scene {
    pub(super) world: World,
    /// What a computer knows that nothing happens to.
    pub(super) offer: Vec<String>,
    /// What the service offers.
    pub(super) revisions: Vec<String>,
}

impl Scene {
    /// A server with so many programs, and so many revisions on a page.
    pub(super) fn new(programs: u128, page_size: usize) -> Self {
        let world = World::new();
        world.server.configure(|settings| settings.page_size = page_size);
        for number in 1..=programs {
            world.approve(&[world.program(number, &format!("Program {number}"))]);
        }
        Self::of(world)
    }

    pub(super) fn of(world: World) -> Self {
        let mut scene = Self {
            world,
            offer: Vec::new(),
            revisions: Vec::new(),
        };
        scene.changed();
        scene
    }

    /// The server offers something else now.
    pub(super) fn changed(&mut self) {
        let session = self.client().open();
        session.search("").unwrap();
        self.offer = known(&session);
        self.revisions = Bare::new(&self.world.server.url()).search().unwrap();
        self.world.is_content();
        self.world.server.forget_asked();
    }

    /// A computer that has never asked the server. Its client waits before no repetition.
    pub(super) fn client(&self) -> Client {
        let client = Client::at(folder(), &self.world.server.url());
        client.add();
        client
    }

    /// A search while something goes wrong; its error, if it was one.
    pub(super) fn search(&self, client: &Client, plan: Plan, what: &str) -> Option<Error> {
        let session = client.open();
        let before = known(&session);
        self.world.server.plan(plan);
        let outcome = session.search("");
        self.world.server.plan(Plan::new());
        let after = known(&session);
        assert!(
            after == before || after == self.offer,
            "{what}: {after:#?} is neither what was known nor what is offered"
        );
        drop(session);
        self.recovers(client, what);
        outcome.err()
    }

    /// Another process finds everything now.
    pub(super) fn recovers(&self, client: &Client, what: &str) {
        let session = client.open();
        let outcome = session.search("");
        assert!(
            outcome.is_ok(),
            "{what}: the search afterwards: {:?}",
            outcome.err()
        );
        assert_eq!(known(&session), self.offer, "{what}");
    }
}

/// What is known without asking anybody.
pub(super) fn known(session: &Session) -> Vec<String> {
    let request = SearchRequest {
        online: false,
        ..SearchRequest::from(ALL)
    };
    let found = session.search(request).unwrap();
    let mut known: Vec<String> = found
        .updates
        .iter()
        .map(|update| format!("{:?} {:?}", update.revision, update.applicability))
        .collect();
    known.sort();
    known
}

/// It names the server and the call, and has a code that says more than that something failed.
#[track_caller]
pub(super) fn assert_clear(error: &Error, server: &str, call: Option<Operation>) {
    let message = error.message();
    assert!(message.contains(server), "{error}");
    if let Some(call) = call {
        assert!(message.contains(call.name()), "{error}");
    }
    let vague = [code::E_FAIL, code::E_UNEXPECTED, code::E_INVALIDARG];
    assert!(!vague.contains(&error.hresult()), "{error}");
}

/// A computer that searches.
pub(super) struct Client {
    folder: Folder,
    url: String,
    pub(super) computer: Arc<Computer>,
    pub(super) patience: Patience,
    pub(super) clock: Arc<dyn Clock>,
}

enum Folder {
    Own(tempfile::TempDir),
    Given(PathBuf),
}

/// Nothing here has to survive a loss of power: disks are not waited for where there is another place.
pub(super) fn folder() -> tempfile::TempDir {
    tempfile::tempdir_in("/dev/shm")
        .or_else(|_| tempfile::tempdir())
        .unwrap()
}

impl Client {
    pub(super) fn at(folder: tempfile::TempDir, url: &str) -> Self {
        Self::of(Folder::Own(folder), url)
    }

    /// In a folder of somebody else.
    pub(super) fn in_folder(folder: &Path, url: &str) -> Self {
        Self::of(Folder::Given(folder.to_owned()), url)
    }

    fn of(folder: Folder, url: &str) -> Self {
        Self {
            folder,
            url: url.to_owned(),
            computer: Arc::default(),
            patience: Patience {
                pauses: Vec::new(),
                ..Patience::default()
            },
            clock: Arc::new(SystemClock),
        }
    }

    pub(super) fn folder(&self) -> &Path {
        match &self.folder {
            Folder::Own(folder) => folder.path(),
            Folder::Given(folder) => folder,
        }
    }

    pub(super) fn url(&self) -> &str {
        &self.url
    }

    /// Tells it of the server.
    pub(super) fn add(&self) {
        let settings = Settings {
            url: self.url.clone(),
            allow_http: true,
            ..Settings::default()
        };
        let session = self.open();
        session
            .agent()
            .add_update_server("updates", &settings, true)
            .unwrap();
    }

    /// Another computer that knows what this one does.
    pub(super) fn twin(&self) -> Self {
        let twin = Self::at(folder(), &self.url);
        let state = twin.folder().join("state");
        std::fs::create_dir(&state).unwrap();
        for file in std::fs::read_dir(self.folder().join("state")).unwrap() {
            let file = file.unwrap();
            if file.file_type().unwrap().is_file() {
                std::fs::copy(file.path(), state.join(file.file_name())).unwrap();
            }
        }
        twin
    }

    /// As a new process would.
    pub(super) fn open(&self) -> Session {
        let servers = UpdateServers::with_clock(Arc::new(HttpClient::new()), Arc::clone(&self.clock));
        let agent = Agent::open(AgentParts {
            state: self.folder().join("state"),
            cache: self.folder().join("cache"),
            target: Arc::new(Place(Arc::clone(&self.computer))),
            services: Vec::new(),
            providers: vec![Arc::new(servers.with_patience(self.patience.clone()))],
            clock: Arc::clone(&self.clock),
            checkpoints: Arc::new(NoCheckpoints),
        });
        let mut session = Session::new(agent.unwrap());
        session.locales = Arc::new([Lcid(0x407)]);
        session
    }
}
