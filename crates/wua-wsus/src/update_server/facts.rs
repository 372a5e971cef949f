//! A computer that is asked for each fact once, and what it was asked.

use std::cell::RefCell;
use std::io;

use foldhash::{HashMap, HashSet};
use ring::digest::{Context, SHA256};
use wua_agent::ports::Notes;
use wua_com::{Error, code};
use wua_rules::applicability::{Answer, Base, Facts, Hive, Query, RegistryKey};

/// Under which it is written down: the first line says what the answers come to, and each of the others is a question.
const KEY: &str = "facts";

/// Remembers what a computer was asked, and what it answered.
pub(super) struct Remembered<'a> {
    facts: &'a dyn Facts,
    asked: RefCell<Asked>,
    /// The questions that were noted before, as lines.
    noted: RefCell<Vec<u8>>,
}

/// Tens of thousands of questions, each written down once, as it will be noted.
#[derive(Default)]
struct Asked {
    places: HashMap<Box<[u8]>, usize>,
    lines: Vec<u8>,
    answers: Vec<Answer>,
    /// The line that is looked for.
    line: Vec<u8>,
}

impl<'a> Remembered<'a> {
    pub(super) fn new(facts: &'a dyn Facts) -> Self {
        Self {
            facts,
            asked: RefCell::default(),
            noted: RefCell::default(),
        }
    }

    /// Asks everything again that was asked before; whether all answers are the same as then.
    pub(super) fn is_as_noted(&self, notes: &dyn Notes) -> Result<bool, Error> {
        let Some(mut note) = notes.read(KEY)? else {
            return Ok(false);
        };
        let before = lines(&note).next().unwrap_or_default();
        let mut sum = Sum(Context::new(&SHA256));
        for line in lines(&note).skip(1) {
            // What an earlier version wrote has to be found out anew.
            let Some(query) = read(line) else {
                return Ok(false);
            };
            sum.add(&self.facts.answer(&query))?;
        }
        if before.strip_suffix(b"\n") != Some(sum.finish().as_bytes()) {
            return Ok(false);
        }
        note.drain(..before.len());
        self.noted.replace(note);
        Ok(true)
    }

    /// What is written down so that this can be said the next time.
    pub(super) fn note(&self) -> Result<(String, Vec<u8>), Error> {
        let noted = self.noted.take();
        let asked = self.asked.borrow();
        let mut sum = Sum(Context::new(&SHA256));
        let mut all = Vec::with_capacity(noted.len() + asked.lines.len());
        let mut known = HashSet::default();
        for line in lines(&noted) {
            let Some(query) = read(line) else { continue };
            known.insert(line);
            match asked.answer(line) {
                Some(answer) => sum.add(answer)?,
                None => sum.add(&self.facts.answer(&query))?,
            }
            all.extend_from_slice(line);
        }
        let new = lines(&asked.lines).zip(&asked.answers);
        for (line, answer) in new.filter(|(line, _)| !known.contains(line)) {
            sum.add(answer)?;
            all.extend_from_slice(line);
        }
        let mut note = sum.finish().into_bytes();
        note.push(b'\n');
        note.append(&mut all);
        Ok((KEY.to_owned(), note))
    }
}

impl Facts for Remembered<'_> {
    fn answer(&self, query: &Query) -> Answer {
        let mut asked = self.asked.borrow_mut();
        if let Some(answer) = asked.look_for(query) {
            return answer.clone();
        }
        drop(asked);
        let answer = self.facts.answer(query);
        self.asked.borrow_mut().add(query, answer.clone());
        answer
    }
}

impl Asked {
    fn answer(&self, line: &[u8]) -> Option<&Answer> {
        self.answers.get(*self.places.get(line)?)
    }

    fn look_for(&mut self, query: &Query) -> Option<&Answer> {
        self.line.clear();
        write(query, &mut self.line);
        self.answer(&self.line)
    }

    fn add(&mut self, query: &Query, answer: Answer) {
        if self.look_for(query).is_none() && !self.line.is_empty() {
            self.places
                .insert(self.line.as_slice().into(), self.answers.len());
            self.lines.extend_from_slice(&self.line);
            self.answers.push(answer);
        }
    }
}

/// Writes a question as a line. There are tens of thousands of them, mostly about values of the registry and files, which
/// are written shortly; all others are JSON.
fn write(query: &Query, to: &mut Vec<u8>) {
    let is_plain = |text: &str| !text.contains(['\t', '\n']);
    let parts = match query {
        Query::RegistryValue { key, value } if key.hive == Hive::LocalMachine => {
            let kind = if key.view32 { "32" } else { "64" };
            Some([kind, &key.subkey, value])
        }
        Query::File {
            base: Base::Csidl(38),
            path,
        } => Some(["38", path, ""]),
        _ => None,
    };
    let start = to.len();
    match parts.filter(|parts| parts.iter().all(|part| is_plain(part))) {
        Some([kind, first, second]) => {
            for part in [kind, "\t", first, "\t", second] {
                to.extend_from_slice(part.as_bytes());
            }
        }
        None if serde_json::to_writer(&mut *to, query).is_err() => {
            to.truncate(start);
            return;
        }
        None => {}
    }
    to.push(b'\n');
}

/// Lines, each with its end.
fn lines(mut rest: &[u8]) -> impl Iterator<Item = &[u8]> {
    std::iter::from_fn(move || {
        let (line, behind) = rest.split_at_checked(memchr::memchr(b'\n', rest)? + 1)?;
        rest = behind;
        Some(line)
    })
}

/// Reads such a line.
fn read(line: &[u8]) -> Option<Query> {
    let line = line.strip_suffix(b"\n")?;
    if line.first() == Some(&b'{') || line.first() == Some(&b'"') {
        return serde_json::from_slice(line).ok();
    }
    let (kind, parts) = std::str::from_utf8(line).ok()?.split_once('\t')?;
    let (first, second) = parts.split_at_checked(memchr::memchr(b'\t', parts.as_bytes())?)?;
    let second = second.get(1..)?;
    let value = |view32| Query::RegistryValue {
        key: RegistryKey {
            hive: Hive::LocalMachine,
            subkey: first.to_owned(),
            view32,
        },
        value: second.to_owned(),
    };
    match kind {
        "32" => Some(value(true)),
        "64" => Some(value(false)),
        "38" => Some(Query::File {
            base: Base::Csidl(38),
            path: first.to_owned(),
        }),
        _ => None,
    }
}

/// What answers come to.
struct Sum(Context);

impl Sum {
    fn add(&mut self, answer: &Answer) -> Result<(), Error> {
        // There are thousands of these.
        if *answer == Answer::Absent {
            self.0.update(b"-");
            return Ok(());
        }
        serde_json::to_writer(self, answer).map_err(|error| unwritten(&error))
    }

    fn finish(self) -> String {
        super::details::digits(self.0.finish().as_ref())
    }
}

impl io::Write for Sum {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn unwritten(error: &serde_json::Error) -> Error {
    Error::new(
        code::E_UNEXPECTED,
        format!("what a computer answered cannot be written down: {error}"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_that_was_written_is_read_again() {
        let value = |subkey: &str, view32| Query::RegistryValue {
            key: RegistryKey {
                hive: Hive::LocalMachine,
                subkey: subkey.to_owned(),
                view32,
            },
            value: String::new(),
        };
        let file = |base, path: &str| Query::File {
            base,
            path: path.to_owned(),
        };
        for query in [
            Query::System,
            Query::Processors,
            value("SOFTWARE\\Contoso", false),
            value("SOFTWARE\\Contoso", true),
            value("with\ttab and\nline", false),
            file(Base::Csidl(38), "Contoso\\a.dll"),
            file(Base::Csidl(36), "Contoso\\a.dll"),
            file(Base::None, "C:\\a"),
        ] {
            let mut lines = Vec::new();
            write(&query, &mut lines);
            assert_eq!(super::lines(&lines).count(), 1, "{query:?}");
            assert_eq!(read(&lines), Some(query));
        }
        assert_eq!(read(b"99\ta\tb\n"), None);
    }
}
