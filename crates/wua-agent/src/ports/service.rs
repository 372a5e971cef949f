//! Where updates come from.

use std::path::Path;
use std::sync::Arc;

use wua_com::{Error, Guid, HResult, Lcid};
use wua_defs::enums::UpdateExceptionContext;

use super::{Abort, Target};
use crate::category::Category;
use crate::explain::Reason;
use crate::proxy::ProxySettings;
use crate::services::ServiceRecord;
use crate::update::{Content, Revision};

/// Where updates come from.
pub trait Service: Send + Sync {
    /// What the service manager shows of it.
    fn record(&self) -> ServiceRecord;

    /// Says everything that may concern `target`, or that it is still what the store remembers. Called on a job's
    /// thread; may take long and should look at the request to stop between steps.
    fn sync(
        &self,
        target: &dyn Target,
        memory: &Memory<'_>,
        conditions: &Conditions<'_>,
    ) -> Result<News, Error>;

    /// Fetches one file to `destination`, from byte `from` on (what is there already stays). `progress` is told the
    /// bytes that are there so far, those before `from` included. The engine verifies size and hash afterwards.
    /// [`file_error`] makes errors of files readable.
    fn fetch(
        &self,
        update: &Revision,
        content: &Content,
        destination: &Path,
        from: u64,
        progress: &mut dyn FnMut(u64),
        conditions: &Conditions<'_>,
    ) -> Result<(), Error>;

    /// How many files it lets be fetched at once.
    fn parallel_fetches(&self) -> usize {
        1
    }

    /// Told when a file was verified and has its final name, before the store knows that it is there.
    fn fetched(&self, revision: &Revision, content: &Content, file: &Path) -> Result<(), Error> {
        let _ = (revision, content, file);
        Ok(())
    }

    /// Why what these names name is offered or not, as far as the engine cannot know it. Without names: everything
    /// that is not offered though there is something newer.
    fn explain(
        &self,
        names: &[String],
        target: &dyn Target,
        memory: &Memory<'_>,
    ) -> Result<Vec<ServiceExplanation>, Error> {
        let _ = (names, target, memory);
        Ok(Vec::new())
    }
}

/// What the store remembers of a service's last answer.
pub struct Memory<'a> {
    /// What that answer depended on, in the service's own words; empty when there was none.
    pub stamp: &'a str,
    /// What lies between the service and its servers has to be renewed, however fresh it is.
    pub refresh: bool,
    pub(crate) revisions: &'a dyn Fn() -> Result<Vec<Arc<Revision>>, Error>,
}

impl Memory<'_> {
    /// No answer is remembered.
    pub const EMPTY: Memory<'static> = Memory {
        stamp: "",
        refresh: false,
        revisions: &|| Ok(Vec::new()),
    };

    /// What was offered.
    pub fn revisions(&self) -> Result<Vec<Arc<Revision>>, Error> {
        (self.revisions)()
    }
}

/// What a service has to say.
#[derive(Clone, Debug)]
pub enum News {
    /// What it has to offer now.
    Changed(Offer),
    /// What it offered before, as the stamp proves.
    Unchanged(Vec<Warning>),
}

impl From<Offer> for News {
    fn from(offer: Offer) -> Self {
        Self::Changed(offer)
    }
}

/// What a service knows of something that somebody asks about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceExplanation {
    /// What it is called.
    pub subject: String,
    /// The update, if it is or would be one.
    pub update: Option<Guid>,
    /// What there is to say.
    pub reasons: Vec<Reason>,
}

/// Under which conditions a service works for a client.
#[derive(Clone, Copy, Debug)]
pub struct Conditions<'a> {
    /// How it is to reach its servers.
    pub proxy: &'a ProxySettings,
    /// Whether it is still wanted.
    pub abort: &'a Abort,
}

/// What a service has to offer.
#[derive(Clone, Debug, Default)]
pub struct Offer {
    /// Top-level updates; bundles carry their members.
    pub revisions: Vec<Arc<Revision>>,
    /// All categories that the revisions name, and those above them.
    pub categories: Vec<Arc<Category>>,
    /// What went wrong without spoiling the rest.
    pub warnings: Vec<Warning>,
    /// What this depends on: handed back with the next question. Empty if it must always be asked anew.
    pub stamp: String,
}

/// Something that went wrong while the whole succeeded.
#[derive(Clone, Debug)]
pub struct Warning {
    /// The code.
    pub hresult: HResult,
    /// In words, by language; the first is the default.
    pub message: Vec<(Lcid, String)>,
    /// Where it happened.
    pub context: UpdateExceptionContext,
    /// The product whose licence is invalid, if that is what happened.
    pub product: Option<String>,
}

impl Warning {
    /// Something failed that leaves the rest as it is.
    pub fn general(error: &Error) -> Self {
        Self {
            hresult: error.hresult(),
            message: vec![(Lcid::ENGLISH, error.message())],
            context: UpdateExceptionContext::General,
            product: None,
        }
    }

    /// Something failed so that the result is not all that there is.
    pub fn incomplete(error: &Error) -> Self {
        Self {
            context: UpdateExceptionContext::SearchIncomplete,
            ..Self::general(error)
        }
    }
}

/// Opens services on request of an administrator.
pub trait ServiceProvider: Send + Sync {
    /// Offers itself for `request`; `None` when the request is another provider's.
    fn open(&self, request: &ServiceRequest<'_>) -> Option<Result<Arc<dyn Service>, Error>>;
}

/// How an administrator describes the service that is wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ServiceRequest<'a> {
    /// By an authorisation cabinet.
    Cabinet {
        /// The service in it.
        id: Guid,
        /// The cabinet.
        path: &'a Path,
    },
    /// By asking the network for an identifier.
    Online {
        /// The service.
        id: Guid,
    },
    /// By an offline scan package.
    ScanPackage {
        /// The service's name to be.
        name: &'a str,
        /// The identifier that it has or gets.
        id: Guid,
        /// The package.
        path: &'a Path,
    },
    /// One that the store remembers, when the agent starts.
    Registered(&'a ServiceRecord),
}
