//! What a computer was asked, and what it answered: a file that rules can be tried on elsewhere.
//!
//! The file is JSON, and one line of it is one fact, so that recordings can be compared and searched with any tool.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use serde::{Deserialize, Serialize};
use wua_com::{Error, code};
use wua_rules::applicability::{Answer, Facts, Query};

use crate::source::Source;

/// What the file says that it is.
const FORMAT: &str = "wua-facts";
/// The one version of the format that there is.
const VERSION: u32 = 1;
/// A longer recording is not read.
const LONGEST: u64 = 64 << 20;

/// Facts of a computer, as they were once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recording {
    /// Which computer that was, if it says so.
    pub computer: Option<String>,
    /// When that was, if it says so: RFC 3339.
    pub recorded: Option<String>,
    facts: HashMap<Query, Answer>,
}

/// What every version of the format says.
#[derive(Deserialize)]
struct Header {
    format: String,
    version: u32,
}

/// The file.
#[derive(Deserialize)]
struct Document {
    #[serde(default)]
    computer: Option<String>,
    #[serde(default)]
    recorded: Option<String>,
    facts: Vec<Fact>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fact {
    query: Query,
    answer: Answer,
}

#[derive(Serialize)]
struct FactLine<'a> {
    query: &'a Query,
    answer: &'a Answer,
}

impl Recording {
    /// Reads a file.
    pub fn open(path: &Path) -> Result<Self, Error> {
        let named = |error: io::Error| {
            let hresult = match error.kind() {
                io::ErrorKind::NotFound => code::ERROR_FILE_NOT_FOUND,
                io::ErrorKind::PermissionDenied => code::E_ACCESSDENIED,
                _ => code::E_FAIL,
            };
            Error::new(hresult, format!("{}: {error}", path.display()))
        };
        let mut text = Vec::new();
        let file = File::open(path).map_err(named)?;
        file.take(LONGEST + 1).read_to_end(&mut text).map_err(named)?;
        Self::read(&text).map_err(|error| error.context(path.display().to_string()))
    }

    /// Reads the text of a file.
    pub fn read(text: &[u8]) -> Result<Self, Error> {
        let fault = |reason: String| {
            Error::new(
                code::WU_E_INVALID_FILE,
                format!("this is no recording of facts: {reason}"),
            )
        };
        if u64::try_from(text.len()).is_ok_and(|length| length > LONGEST) {
            return Err(fault(format!("it has more than {} MiB", LONGEST >> 20)));
        }
        let header: Header = serde_json::from_slice(text).map_err(|error| fault(error.to_string()))?;
        if header.format != FORMAT {
            return Err(fault(format!("its format is `{}`", header.format)));
        }
        if header.version != VERSION {
            let Header { version, .. } = header;
            return Err(fault(format!(
                "it has version {version} of the format; version {VERSION} is known"
            )));
        }
        let document: Document = serde_json::from_slice(text).map_err(|error| fault(error.to_string()))?;
        let mut facts = HashMap::with_capacity(document.facts.len());
        for Fact { query, answer } in document.facts {
            if let Some(other) = facts.get(&query).filter(|other| **other != answer) {
                return Err(fault(format!(
                    "it has two answers to {}: {} and {}",
                    shown(&query),
                    shown(other),
                    shown(&answer)
                )));
            }
            facts.insert(query, answer);
        }
        Ok(Self {
            computer: document.computer,
            recorded: document.recorded,
            facts,
        })
    }

    /// The text of the file: a line for each fact, always in the same order.
    pub fn to_text(&self) -> String {
        let lines: BTreeMap<String, String> = self
            .facts
            .iter()
            .map(|(query, answer)| (shown(query), shown(&FactLine { query, answer })))
            .collect();
        let mut text = format!("{{\n\"format\": \"{FORMAT}\",\n\"version\": {VERSION},\n");
        for (name, value) in [("computer", &self.computer), ("recorded", &self.recorded)] {
            if let Some(value) = value {
                let _ = writeln!(text, "\"{name}\": {},", shown(value));
            }
        }
        text.push_str("\"facts\": [\n");
        text.push_str(&lines.into_values().collect::<Vec<_>>().join(",\n"));
        text.push_str("\n]\n}\n");
        text
    }

    /// What is recorded, in no order.
    pub fn facts(&self) -> impl Iterator<Item = (&Query, &Answer)> {
        self.facts.iter()
    }

    /// Keeps a fact; what was known of it before is forgotten.
    pub fn insert(&mut self, query: Query, answer: Answer) {
        self.facts.insert(query, answer);
    }
}

impl Facts for Recording {
    fn answer(&self, query: &Query) -> Answer {
        let known = self.facts.get(query).cloned();
        known.unwrap_or_else(|| Answer::Unavailable("it was not recorded".to_owned()))
    }
}

impl Source for Recording {
    fn open(&self) -> Result<Box<dyn Facts + '_>, Error> {
        Ok(Box::new(Borrowed(self)))
    }

    fn name(&self) -> String {
        match &self.computer {
            Some(computer) => format!("the recording of {computer}"),
            None => "a recording".to_owned(),
        }
    }
}

struct Borrowed<'a>(&'a Recording);

impl Facts for Borrowed<'_> {
    fn answer(&self, query: &Query) -> Answer {
        self.0.answer(query)
    }
}

/// Facts that remember what they were asked.
pub struct Recorder<'a> {
    facts: &'a dyn Facts,
    recording: RefCell<Recording>,
}

impl<'a> Recorder<'a> {
    /// Remembers what these facts answer.
    pub fn new(facts: &'a dyn Facts) -> Self {
        Self {
            facts,
            recording: RefCell::default(),
        }
    }

    /// What was asked and answered.
    pub fn finish(self) -> Recording {
        self.recording.into_inner()
    }
}

impl Facts for Recorder<'_> {
    fn answer(&self, query: &Query) -> Answer {
        if let Some(known) = self.recording.borrow().facts.get(query) {
            return known.clone();
        }
        let answer = self.facts.answer(query);
        self.recording.borrow_mut().insert(query.clone(), answer.clone());
        answer
    }
}

/// As it stands in the file.
fn shown(thing: &impl Serialize) -> String {
    // Queries and answers are plain data, which JSON can always say.
    serde_json::to_string(thing).unwrap_or_default()
}
