//! A computer whose facts are written in words.

use std::cell::RefCell;
use std::collections::HashMap;

use wua_com::Guid;
use wua_rules::applicability::{
    Answer, Device, Driver, Facts, FileFacts, MsiProduct, Query, RegistryData, System, Version,
};

/// Answers by the question's words; or one answer for everything.
pub(crate) struct Recorded {
    pub(crate) answers: HashMap<String, Answer>,
    pub(crate) otherwise: Answer,
    pub(crate) asked: RefCell<Vec<String>>,
}

impl Recorded {
    pub(crate) fn new(otherwise: Answer) -> Self {
        Self {
            answers: HashMap::new(),
            otherwise,
            asked: RefCell::default(),
        }
    }

    pub(crate) fn with(mut self, query: &str, answer: Answer) -> Self {
        self.answers.insert(query.to_owned(), answer);
        self
    }

    /// `QUESTION = ANSWER & QUESTION = ANSWER`, or `ANSWER` alone.
    pub(crate) fn parse(text: &str) -> Self {
        if !text.contains(" = ") {
            return Self::new(answer(text));
        }
        text.split(" & ").fold(Self::new(Answer::Absent), |facts, part| {
            let (query, text) = part.split_once(" = ").expect("a question and its answer");
            facts.with(query, answer(text))
        })
    }
}

impl Facts for Recorded {
    fn answer(&self, query: &Query) -> Answer {
        let words = query.to_string();
        self.asked.borrow_mut().push(words.clone());
        self.answers.get(&words).unwrap_or(&self.otherwise).clone()
    }
}

pub(crate) fn unavailable() -> Answer {
    Answer::Unavailable("nobody looked".to_owned())
}

/// An answer as the table writes it.
pub(crate) fn answer(text: &str) -> Answer {
    let (kind, rest) = text.split_once(' ').unwrap_or((text, ""));
    let texts = || rest.split(", ").map(str::to_owned).collect();
    match kind {
        "none" => Answer::Absent,
        "there" => Answer::Present,
        "unavailable" => unavailable(),
        "number" => Answer::Number(rest.parse().expect("a number")),
        "text" => Answer::Text(rest.to_owned()),
        "names" => Answer::Names(texts()),
        "version" => Answer::Version(version(rest)),
        "dword" => Answer::Registry(RegistryData::Dword(rest.parse().expect("a number"))),
        "qword" => Answer::Registry(RegistryData::Qword(rest.parse().expect("a number"))),
        "sz" => Answer::Registry(RegistryData::Text(rest.to_owned())),
        "expand" => Answer::Registry(RegistryData::Expandable(rest.to_owned())),
        "multi" => Answer::Registry(RegistryData::Texts(texts())),
        "binary" => Answer::Registry(RegistryData::Other {
            kind: 3,
            bytes: rest.parse().expect("a number"),
        }),
        "system" => Answer::System(system(rest)),
        "file" => Answer::File(file(rest)),
        "product" => Answer::Product(product(rest)),
        "device" => Answer::Devices(vec![device(rest)]),
        other => panic!("`{other}` is no kind of answer"),
    }
}

fn version(text: &str) -> Version {
    text.parse().expect("a version")
}

/// What stands first, and then `name=value`.
fn parts(text: &str) -> (&str, HashMap<&str, &str>) {
    let mut words = text.split_whitespace().peekable();
    let first = words.next_if(|word| !word.contains('=')).unwrap_or_default();
    (
        first,
        words
            .map(|word| word.split_once('=').expect("name=value"))
            .collect(),
    )
}

fn system(text: &str) -> System {
    let (numbers, parts) = parts(text);
    let mut numbers = numbers.split('.').map(|number| number.parse().expect("a number"));
    let mut next = || numbers.next().expect("four numbers");
    let service_pack = parts.get("sp").map_or([0; 4], |text| version(text).0);
    System {
        major: next(),
        minor: next(),
        build: next(),
        revision: next(),
        service_pack_major: service_pack[0],
        service_pack_minor: service_pack[1],
        suites: parts.get("suites").map_or(0, |text| text.parse().expect("bits")),
        product_type: parts
            .get("type")
            .map_or(1, |text| text.parse().expect("a number")),
    }
}

fn file(text: &str) -> FileFacts {
    let (_, parts) = parts(text);
    let time = |name| parts.get(name).map(|text| instant(text));
    FileFacts {
        path: "a file".to_owned(),
        size: parts.get("size").map_or(0, |text| text.parse().expect("bytes")),
        version: parts.get("version").map(|text| version(text)),
        language: parts.get("language").map(|text| text.parse().expect("a number")),
        created: time("created"),
        modified: time("modified"),
    }
}

/// The times of the table are read by the rules' own reader: what it wants of a file of that time.
fn instant(text: &str) -> i64 {
    use wua_rules::applicability::{Condition, Rule};
    let written = format!("<FileModified Path='a' Comparison='EqualTo' Modified='{text}'/>");
    match super::rule(&written) {
        Rule::Test(leaf) => match leaf.condition {
            Condition::FileModified(_, at) => at,
            other => panic!("{other:?}"),
        },
        other => panic!("{other:?}"),
    }
}

fn product(text: &str) -> MsiProduct {
    let (version, parts) = parts(text);
    let guid = |text: &str| Guid::parse(text).expect("a GUID");
    MsiProduct {
        version: version.to_owned(),
        language: parts
            .get("language")
            .map_or(0, |text| text.parse().expect("a number")),
        upgrade_code: parts.get("upgrade").map(|text| guid(text)),
        patches: parts
            .get("patches")
            .map_or(Vec::new(), |text| text.split(',').map(guid).collect()),
    }
}

fn device(text: &str) -> Device {
    let (ids, parts) = parts(text);
    let driver = parts.get("driver").map(|id| Driver {
        id: Some((*id).to_owned()),
        date: parts
            .get("date")
            .map(|date| instant(&format!("{date}T00:00:00Z"))),
        version: parts.get("version").map(|text| version(text)),
        feature_score: parts.get("score").map(|text| text.parse().expect("a byte")),
        provider: parts.get("provider").map(|text| (*text).to_owned()),
    });
    Device {
        ids: ids.split(',').map(str::to_owned).collect(),
        driver,
    }
}
