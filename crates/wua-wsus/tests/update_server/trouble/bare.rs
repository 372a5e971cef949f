//! A service alone, without the engine and its store: thousands of searches in a few seconds.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use wua_agent::ports::{Abort, Conditions, Memory, News, NoteReader, Notes, Service};
use wua_agent::{ProxySettings, UpdateServer as Settings};
use wua_com::Error;
use wua_net::HttpClient;
use wua_wsus::{Patience, UpdateServers};

use crate::support::{Computer, Place};

/// A service of a server, and what it has written down.
pub(super) struct Bare {
    url: String,
    patience: Patience,
    place: Place,
    notes: Notebook,
}

/// Notes in memory.
#[derive(Default)]
struct Notebook(Mutex<BTreeMap<String, Vec<u8>>>);

impl Notes for Notebook {
    fn read(&self, key: &str) -> Result<Option<Vec<u8>>, Error> {
        Ok(self.0.lock().unwrap().get(key).cloned())
    }

    fn each(&self, prefix: &str, told: &mut NoteReader<'_>) -> Result<(), Error> {
        let notes = self.0.lock().unwrap();
        let mut found = notes.iter().filter(|(key, _)| key.starts_with(prefix));
        found.try_for_each(|(key, note)| told(key, note))
    }

    fn write(&self, changes: &[(&str, Option<&[u8]>)]) -> Result<(), Error> {
        let mut notes = self.0.lock().unwrap();
        for (key, note) in changes {
            match note {
                Some(note) => notes.insert((*key).to_owned(), note.to_vec()),
                None => notes.remove(*key),
            };
        }
        Ok(())
    }
}

impl Bare {
    /// It waits before no repetition.
    pub(super) fn new(url: &str) -> Self {
        Self {
            url: url.to_owned(),
            patience: Patience {
                pauses: Vec::new(),
                ..Patience::default()
            },
            place: Place(Arc::new(Computer::default())),
            notes: Notebook::default(),
        }
    }

    pub(super) fn patience(&mut self, change: impl FnOnce(&mut Patience)) {
        change(&mut self.patience);
    }

    fn service(&self) -> Arc<dyn Service> {
        let settings = Settings {
            url: self.url.clone(),
            allow_http: true,
            ..Settings::default()
        };
        let servers = UpdateServers::new(Arc::new(HttpClient::new()));
        let servers = servers.with_patience(self.patience.clone());
        servers.open("updates", &settings).unwrap()
    }

    /// What is offered, if that is news.
    pub(super) fn search(&self) -> Result<Vec<String>, Error> {
        let conditions = Conditions {
            proxy: &ProxySettings::default(),
            abort: &Abort::default(),
        };
        let news = self
            .service()
            .sync(&self.place, &Memory::of(&self.notes), &conditions)?;
        let News::Changed(offer) = news else {
            return Ok(Vec::new());
        };
        let mut offered: Vec<String> = offer
            .revisions
            .iter()
            .map(|revision| format!("{revision:?}"))
            .collect();
        offered.sort();
        Ok(offered)
    }

    /// The revisions that are kept, as what is said of them stands there.
    pub(super) fn kept(&self) -> Vec<Vec<u8>> {
        let notes = self.notes.0.lock().unwrap();
        let leaves = notes.iter().filter(|(key, _)| key.starts_with("i/"));
        leaves.map(|(_, note)| note.clone()).collect()
    }
}
