//! Says what a session is to be like, then opens it.

#[cfg(unix)]
use std::path::Path;
use std::path::PathBuf;
use std::sync::Arc;

use wua_agent::{Agent, KeepPolicy};
use wua_com::{Error, Lcid, code};

use crate::assembly::{self, Assembly};
#[cfg(unix)]
use crate::computer::{Client, Computer, Terms};
#[cfg(unix)]
use crate::credentials::Credentials;
use crate::environment::Environment;
use crate::folders::Folders;
#[cfg(unix)]
use crate::host::Host;
use crate::session::Session;

/// A session to be. See [`Session::builder`].
#[derive(Clone, Debug)]
pub struct Builder {
    museum: bool,
    state: Option<PathBuf>,
    target: Option<PathBuf>,
    locales: Vec<Lcid>,
    client_application_id: String,
}

impl Builder {
    /// This computer, in English, with the folders of the system.
    pub(crate) fn new() -> Self {
        Self {
            museum: false,
            state: None,
            target: None,
            locales: vec![Lcid::ENGLISH],
            client_application_id: String::new(),
        }
    }

    /// As the environment asks for.
    #[must_use]
    pub fn environment(self, environment: &Environment) -> Self {
        Self {
            museum: environment.museum,
            state: environment.state.clone(),
            ..self
        }
        .locale(environment.locale)
    }

    /// Keeps everything below one folder.
    #[must_use]
    pub fn state(self, folder: impl Into<PathBuf>) -> Self {
        Self {
            state: Some(folder.into()),
            ..self
        }
    }

    /// Another computer instead of this one: the folder below which its system lies, or a recording of its facts.
    #[must_use]
    pub fn target(self, root: impl Into<PathBuf>) -> Self {
        Self {
            target: Some(root.into()),
            ..self
        }
    }

    /// The museum instead of this computer.
    #[must_use]
    pub fn museum(self, museum: bool) -> Self {
        Self { museum, ..self }
    }

    /// The language of titles and descriptions; what is not written in it comes in English.
    #[must_use]
    pub fn locale(self, locale: Lcid) -> Self {
        let mut locales = vec![locale, Lcid::ENGLISH];
        locales.dedup();
        Self { locales, ..self }
    }

    /// What the history calls the program.
    #[must_use]
    pub fn client_application_id(self, id: impl Into<String>) -> Self {
        Self {
            client_application_id: id.into(),
            ..self
        }
    }

    /// The folders that the session will use.
    pub fn folders(&self) -> Result<Folders, Error> {
        Ok(self.assembly()?.folders)
    }

    /// How long files of the cache stay that nobody needs, as an administrator has written.
    pub fn keep_policy(&self) -> Result<KeepPolicy, Error> {
        Ok(self.assembly()?.configuration()?.download.keep_policy())
    }

    /// Whether it is the museum rather than this computer.
    pub fn is_museum(&self) -> bool {
        self.museum
    }

    /// The language that is wanted most.
    #[cfg(unix)]
    pub(crate) fn first_locale(&self) -> Lcid {
        self.locales.first().copied().unwrap_or(Lcid::ENGLISH)
    }

    /// Opens the store and assembles the engine, unless this process has it already.
    pub fn open(self) -> Result<Session, Error> {
        let mut session = wua_agent::Session::new(self.agent()?);
        session.locales = self.locales.into();
        session.client_application_id = self.client_application_id;
        Ok(Session::new(Arc::new(session)))
    }

    /// The agent of another computer instead, with the languages and the name that were chosen. Nobody is called before
    /// something is asked.
    #[cfg(unix)]
    #[must_use]
    pub fn connect(self, host: &Host, credentials: &Credentials, terms: Terms) -> Session {
        let computer = Computer::new(host, credentials, terms, self.client());
        Session::new(Arc::new(Arc::new(computer)))
    }

    /// The same, and a new file has a transcript of all that is asked and answered. Names of computers, users and
    /// addresses are replaced in it.
    #[cfg(unix)]
    pub fn connect_and_record(
        self,
        host: &Host,
        credentials: &Credentials,
        terms: Terms,
        path: &Path,
    ) -> Result<Session, Error> {
        let computer = Computer::new(host, credentials, terms, self.client());
        let computer = computer.recorded(path, host, credentials)?;
        Ok(Session::new(Arc::new(Arc::new(computer))))
    }

    /// The computer of such a transcript, which answers what it was asked then.
    #[cfg(unix)]
    pub fn replay(self, path: &Path) -> Result<Session, Error> {
        let computer = Computer::replayed(path, self.client())?;
        Ok(Session::new(Arc::new(Arc::new(computer))))
    }

    #[cfg(unix)]
    fn client(self) -> Client {
        Client {
            locales: self.locales,
            client_application_id: self.client_application_id,
        }
    }

    pub(crate) fn agent(&self) -> Result<Arc<Agent>, Error> {
        self.assembly()?.agent()
    }

    fn assembly(&self) -> Result<Assembly, Error> {
        let computer = match &self.target {
            Some(root) if !self.museum => assembly::Computer::at(root)?,
            Some(_) => {
                return Err(Error::new(
                    code::E_INVALIDARG,
                    "the museum is a computer of its own, and cannot lie in another root folder",
                ));
            }
            None if self.museum => assembly::Computer::museum()?,
            None => assembly::Computer::This,
        };
        Assembly::new(computer, self.state.as_deref())
    }
}
