//! Where updates come from.

use std::path::Path;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use wua_com::{Error, Guid, HResult, Lcid};
use wua_defs::enums::UpdateExceptionContext;
use wua_rules::applicability::Facts;

use super::{Abort, Arrival, Target};
use crate::category::Category;
use crate::explain::Reason;
use crate::lock::Turn;
use crate::proxy::ProxySettings;
use crate::search::Tally;
use crate::services::{ServiceRecord, UpdateServer};
use crate::store::Deed;
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

    /// Fetches one file. `arrival` is told the bytes that are there so far, those that were there before included, and
    /// those that are written, so that the engine need not read them again to verify size and hash.
    /// [`file_error`] makes errors of files readable.
    fn fetch(
        &self,
        wanted: &Wanted<'_>,
        arrival: &mut dyn Arrival,
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

    /// What it knows of updates that it does not offer, because they are not for this computer.
    fn withheld(&self, memory: &Memory<'_>) -> Result<Tally, Error> {
        let _ = memory;
        Ok(Tally::default())
    }

    /// Those of them that these names name, or may name: the engine finds out what they are.
    fn withheld_revisions(&self, names: &[String], memory: &Memory<'_>) -> Result<Vec<Arc<Revision>>, Error> {
        let _ = (names, memory);
        Ok(Vec::new())
    }

    /// Asks everything again that it has asked the computer, so that whoever listens can answer in the computer's place.
    fn ask_again(&self, facts: &dyn Facts, memory: &Memory<'_>) -> Result<(), Error> {
        let _ = (facts, memory);
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

/// A file that is wanted of a service.
#[derive(Clone, Copy)]
pub struct Wanted<'a> {
    /// The update or member that it belongs to.
    pub update: &'a Revision,
    /// The file.
    pub content: &'a Content,
    /// Where it is to be.
    pub destination: &'a Path,
    /// So many of its bytes are there already, and stay.
    pub from: u64,
    /// What the service has written down.
    pub notes: &'a dyn Notes,
}

/// What the store remembers of a service's last answer.
pub struct Memory<'a> {
    /// What that answer depended on, in the service's own words; empty when there was none.
    pub stamp: &'a str,
    /// What lies between the service and its servers has to be renewed, however fresh it is.
    pub refresh: bool,
    /// What it has written down beside its answers.
    pub notes: &'a dyn Notes,
    /// The languages that are read where the answer goes to, the wanted one first.
    pub locales: &'a [Lcid],
    pub(crate) revisions: &'a dyn Fn() -> Result<Vec<Arc<Revision>>, Error>,
    pub(crate) deeds: &'a dyn Fn(i64) -> Result<Vec<Deed>, Error>,
    pub(crate) turn: &'a dyn Fn(&Abort) -> Result<Turn, Error>,
}

/// Who is told notes: key and value of each.
pub type NoteReader<'a> = dyn FnMut(&str, &[u8]) -> Result<(), Error> + 'a;

/// What a service writes down for itself, beside what it offers: kept as long as the service is registered, seen by
/// nobody else, and by all processes of the agent.
pub trait Notes {
    /// The note under a key.
    fn read(&self, key: &str) -> Result<Option<Vec<u8>>, Error>;

    /// Tells all notes whose keys begin so, in the order of their keys. What is told must not write notes.
    fn each(&self, prefix: &str, told: &mut NoteReader<'_>) -> Result<(), Error>;

    /// Writes notes, or takes them away where there is nothing to write: all of them, or none.
    fn write(&self, changes: &[(&str, Option<&[u8]>)]) -> Result<(), Error>;
}

/// Notes that nobody keeps.
struct NoNotes;

impl Notes for NoNotes {
    fn read(&self, _: &str) -> Result<Option<Vec<u8>>, Error> {
        Ok(None)
    }

    fn each(&self, _: &str, _: &mut NoteReader<'_>) -> Result<(), Error> {
        Ok(())
    }

    fn write(&self, _: &[(&str, Option<&[u8]>)]) -> Result<(), Error> {
        Ok(())
    }
}

impl<'a> Memory<'a> {
    /// Nothing is remembered but what a service has written down, which nobody else sees.
    pub fn of(notes: &'a dyn Notes) -> Self {
        Self {
            notes,
            ..Memory::EMPTY
        }
    }
}

impl Memory<'_> {
    /// No answer is remembered.
    pub const EMPTY: Memory<'static> = Memory {
        stamp: "",
        refresh: false,
        notes: &NoNotes,
        locales: &[Lcid::ENGLISH],
        revisions: &|| Ok(Vec::new()),
        deeds: &|_| Ok(Vec::new()),
        turn: &|_| Ok(Turn::UNSHARED),
    };

    /// What was offered.
    pub fn revisions(&self) -> Result<Vec<Arc<Revision>>, Error> {
        (self.revisions)()
    }

    /// Waits until no other search, of this process or another, is at work on the notes. Who reads notes, asks a server, and
    /// writes by what it read, holds this meanwhile.
    pub fn turn(&self, abort: &Abort) -> Result<Turn, Error> {
        (self.turn)(abort)
    }

    /// What was done with updates of the service by jobs that ended, in their order: those with a higher number than `job`,
    /// up to the first that has not ended. Not all of them at once, if there are many.
    pub fn deeds(&self, job: i64) -> Result<Vec<Deed>, Error> {
        (self.deeds)(job)
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
    /// What should be among them and is not.
    pub left_out: Vec<LeftOut>,
    /// What this depends on: handed back with the next question. Empty if it must always be asked anew.
    pub stamp: String,
}

/// An update that cannot be offered, because what describes it is broken.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LeftOut {
    /// What describes it.
    pub file: String,
    /// Its identifier as it is written there, if it could be read.
    pub id: String,
    /// Its title, if it could be read.
    pub title: String,
    /// What is wrong.
    pub reason: String,
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
    /// By a catalogue: a file, or a folder of files.
    Catalogue {
        /// The service's name to be.
        name: &'a str,
        /// The identifier that it has or gets.
        id: Guid,
        /// The catalogue.
        path: &'a Path,
    },
    /// An update server.
    UpdateServer {
        /// The service's name to be.
        name: &'a str,
        /// Where it is, and what is to be told to it.
        server: &'a UpdateServer,
    },
    /// One that the store remembers, when the agent starts.
    Registered(&'a ServiceRecord),
}
