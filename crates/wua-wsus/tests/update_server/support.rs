//! A computer whose registry is a table, an agent for it, and an update server that approves what a test wants.

use std::collections::HashMap;
use std::ops::Deref;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use wua_agent::http::Http;
use wua_agent::ports::{
    Abort, Applied, ApplyOptions, NoCheckpoints, Service, SystemClock, SystemState, Target,
};
use wua_agent::{
    Agent, AgentParts, Applicability, DownloadRequest, InstallRequest, Revision, SearchRequest, SearchResult,
    Session, Update, UpdateServer as Settings,
};
use wua_com::{Error, Guid, Lcid};
use wua_defs::enums::UpdateOperation;
use wua_net::HttpClient;
use wua_rules::applicability::{Answer, Facts, Hive, Query, RegistryData, System};
use wua_testkit::update_server::{Approval, CategoryType, Draft, UpdateServer};
use wua_wsus::{Catalogues, Patience, UpdateServers};

pub(crate) const PRODUCT: Guid = Guid::from_u128(0xC1);
pub(crate) const CLASSIFICATION: Guid = Guid::literal("0fa1201d-4330-4fa8-8ae9-b877473b6441");
pub(crate) const WINDOWS: Guid = Guid::from_u128(0xD1);

pub(crate) fn guid(number: u128) -> Guid {
    Guid::from_u128(0x5e7e_3333_0000_4000_8000_0000_0000_0000 + number)
}

/// A computer.
#[derive(Default)]
pub(crate) struct Computer {
    values: Mutex<HashMap<(String, String), RegistryData>>,
    /// How often it was asked something.
    pub(crate) asked: Mutex<usize>,
    /// What its installers end with.
    pub(crate) fails: Mutex<bool>,
    pub(crate) restarts: Mutex<bool>,
    pub(crate) boot: Mutex<String>,
}

impl Computer {
    pub(crate) fn set(&self, subkey: &str, value: &str, data: &str) {
        let key = (subkey.to_lowercase(), value.to_lowercase());
        self.values
            .lock()
            .unwrap()
            .insert(key, RegistryData::Text(data.to_owned()));
    }

    pub(crate) fn unset(&self, subkey: &str, value: &str) {
        let key = (subkey.to_lowercase(), value.to_lowercase());
        self.values.lock().unwrap().remove(&key);
    }

    pub(crate) fn has(&self, update: Guid) {
        self.set("SOFTWARE\\Contoso", &update.to_string(), "1");
    }
}

impl Facts for Computer {
    fn answer(&self, query: &Query) -> Answer {
        *self.asked.lock().unwrap() += 1;
        match query {
            Query::System => Answer::System(System {
                major: 10,
                minor: 0,
                build: 26200,
                product_type: 1,
                suites: 256,
                ..System::default()
            }),
            Query::ProcessorArchitecture => Answer::Number(9),
            Query::Languages => Answer::Names(vec!["de-AT".to_owned()]),
            Query::Licence(_) => Answer::Unavailable("nobody keeps books here".to_owned()),
            Query::RegistryValue { key, value } if key.hive == Hive::LocalMachine => {
                let key = (key.subkey.to_lowercase(), value.to_lowercase());
                let found = self.values.lock().unwrap().get(&key).cloned();
                found.map_or(Answer::Absent, Answer::Registry)
            }
            _ => Answer::Absent,
        }
    }
}

/// The computer as a target: what is installed stands in its registry.
pub(crate) struct Place(pub(crate) Arc<Computer>);

impl Target for Place {
    fn evaluate(&self, _: &Revision) -> Applicability {
        Applicability::default()
    }

    fn facts(&self) -> Result<Option<Box<dyn Facts + '_>>, Error> {
        Ok(Some(Box::new(ByReference(&self.0))))
    }

    fn apply(
        &self,
        update: &Update,
        operation: UpdateOperation,
        _: &Path,
        _: &ApplyOptions,
        _: &mut dyn FnMut(i32),
        _: &Abort,
    ) -> Result<Applied, Error> {
        if *self.0.fails.lock().unwrap() {
            return Ok(Applied {
                hresult: wua_com::code::WU_E_UH_INSTALLERFAILURE,
                ..Applied::default()
            });
        }
        let id = update.identity().id;
        match operation {
            UpdateOperation::Installation => self.0.has(id),
            UpdateOperation::Uninstallation => self.0.unset("SOFTWARE\\Contoso", &id.to_string()),
        }
        Ok(Applied {
            reboot_required: *self.0.restarts.lock().unwrap(),
            ..Applied::default()
        })
    }

    fn system(&self) -> SystemState {
        SystemState::default()
    }

    fn commit(&self) -> Result<(), Error> {
        Ok(())
    }

    fn boot_id(&self) -> String {
        self.0.boot.lock().unwrap().clone()
    }
}

struct ByReference<'a>(&'a Computer);

impl Facts for ByReference<'_> {
    fn answer(&self, query: &Query) -> Answer {
        self.0.answer(query)
    }
}

/// A server that, when it goes, says what was sent to it against the specification.
pub(crate) struct Strict(UpdateServer);

impl Deref for Strict {
    type Target = UpdateServer;

    fn deref(&self) -> &UpdateServer {
        &self.0
    }
}

impl Drop for Strict {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            assert_eq!(self.complaints(), Vec::<String>::new());
        }
    }
}

/// A computer, its agent, and its server.
pub(crate) struct World {
    pub(crate) server: Arc<Strict>,
    pub(crate) computer: Arc<Computer>,
    pub(crate) folder: tempfile::TempDir,
}

impl World {
    /// With a product, a classification and a version of Windows that all updates need.
    pub(crate) fn new() -> Self {
        Self::of(UpdateServer::start().unwrap())
    }

    /// The same, of a server that is there.
    pub(crate) fn of(server: UpdateServer) -> Self {
        foundations(&server);
        Self::with(server)
    }

    /// With a server that offers something already.
    pub(crate) fn with(server: UpdateServer) -> Self {
        Self {
            server: Arc::new(Strict(server)),
            computer: Arc::default(),
            folder: tempfile::tempdir().unwrap(),
        }
    }

    /// Another computer, with the same server.
    pub(crate) fn at(other: &Self) -> Self {
        Self {
            server: Arc::clone(&other.server),
            computer: Arc::default(),
            folder: tempfile::tempdir().unwrap(),
        }
    }

    pub(crate) fn settings(&self) -> Settings {
        Settings {
            url: self.server.url(),
            allow_http: true,
            ..Settings::default()
        }
    }

    /// An agent, as a new process would open it. It knows the server.
    pub(crate) fn session(&self) -> Session {
        self.session_of(&self.settings())
    }

    pub(crate) fn session_of(&self, settings: &Settings) -> Session {
        let session = self.open(Arc::new(Place(Arc::clone(&self.computer))));
        Self::add_to(&session, settings);
        session
    }

    /// Tells an agent where its server is.
    pub(crate) fn add_to(session: &Session, settings: &Settings) {
        session
            .agent()
            .add_update_server("updates", settings, true)
            .unwrap();
    }

    pub(crate) fn open(&self, target: Arc<dyn Target>) -> Session {
        Self::open_in(self.folder.path(), target, Vec::new())
    }

    /// An agent in a folder, with the services that it has by itself.
    pub(crate) fn open_in(
        folder: &Path,
        target: Arc<dyn Target>,
        services: Vec<Arc<dyn Service>>,
    ) -> Session {
        let http: Arc<dyn Http> = Arc::new(HttpClient::new());
        let agent = Agent::open(AgentParts {
            state: folder.join("state"),
            cache: folder.join("cache"),
            target,
            services,
            providers: vec![
                Arc::new(UpdateServers::new(Arc::clone(&http)).with_patience(patience())),
                Arc::new(Catalogues::new(http)),
            ],
            clock: Arc::new(SystemClock),
            checkpoints: Arc::new(NoCheckpoints),
        });
        let mut session = Session::new(agent.unwrap());
        session.locales = Arc::new([Lcid(0x407)]);
        session
    }

    /// Publishes and approves updates.
    pub(crate) fn approve(&self, drafts: &[Draft]) {
        self.server
            .catalogue(|catalogue| {
                for draft in drafts {
                    catalogue.add_draft(draft)?;
                    let update = draft.build()?.update;
                    catalogue.approve(update, Approval::install())?;
                }
                Ok::<_, String>(())
            })
            .unwrap();
    }

    /// A program as an update, with its file on the server.
    pub(crate) fn program(&self, number: u128, title: &str) -> Draft {
        self.program_for(number, title, "<True/>")
    }

    /// The same, for some computers.
    pub(crate) fn program_for(&self, number: u128, title: &str, rule: &str) -> Draft {
        let name = format!("setup-{number}.exe");
        let bytes = format!("program {number}").into_bytes();
        let file = self
            .server
            .catalogue(|catalogue| catalogue.content.add(&name, bytes));
        Draft::software(guid(number), title)
            .belongs_to(&[PRODUCT])
            .belongs_to(&[CLASSIFICATION])
            .requires(&[WINDOWS])
            .installed_if(&self::rule(guid(number)))
            .installable_if(rule)
            .file(&name, &file)
            .command_line(&name, "/quiet")
    }

    /// Nothing that was sent until now is against the specification.
    pub(crate) fn is_content(&self) {
        assert_eq!(self.server.complaints(), Vec::<String>::new());
    }
}

/// Calls are repeated as usual, and nobody waits for that.
fn patience() -> Patience {
    let usual = Patience::default();
    Patience {
        pauses: vec![Duration::from_millis(10); usual.pauses.len()],
        ..usual
    }
}

pub(crate) fn foundations(server: &UpdateServer) {
    server
        .catalogue(|catalogue| {
            catalogue.add_draft(&Draft::category(CategoryType::Product, PRODUCT, "Contoso Tools"))?;
            catalogue.add_draft(&Draft::category(
                CategoryType::UpdateClassification,
                CLASSIFICATION,
                "Security Updates",
            ))?;
            let rule = "<b.WindowsVersion Comparison=\"GreaterThanOrEqualTo\" MajorVersion=\"10\"/>";
            catalogue
                .add_draft(&Draft::detectoid(WINDOWS, "Windows 10", rule))
                .map(drop)
        })
        .unwrap();
}

/// The value that an installed update leaves.
pub(crate) fn rule(update: Guid) -> String {
    format!(
        "<b.RegSz Key=\"HKEY_LOCAL_MACHINE\" Subkey=\"SOFTWARE\\Contoso\" Value=\"{update}\" Comparison=\"EqualTo\" Data=\"1\"/>"
    )
}

pub(crate) fn titles(found: &SearchResult) -> Vec<String> {
    let mut titles: Vec<String> = found
        .updates
        .iter()
        .map(|update| update.title().to_owned())
        .collect();
    titles.sort();
    titles
}

pub(crate) const ALL: &str = "IsInstalled=0 or IsInstalled=1";

/// Searches, and says what was found.
pub(crate) fn found(session: &Session) -> Vec<String> {
    titles(&session.search("").unwrap())
}

pub(crate) fn everything(session: &Session) -> Arc<SearchResult> {
    session.search(SearchRequest::from(ALL)).unwrap()
}

/// Downloads and installs everything that is found.
pub(crate) fn install(session: &Session) -> wua_agent::InstallResult {
    let updates = session.search("").unwrap().updates.clone();
    let download = session.prepare_download(DownloadRequest::new(updates.clone()));
    download.unwrap().run(wua_agent::Callbacks::default()).unwrap();
    let install = session.prepare_install(InstallRequest::new(updates));
    let result = install.unwrap().run(wua_agent::Callbacks::default()).unwrap();
    wua_agent::InstallResult::clone(&result)
}
