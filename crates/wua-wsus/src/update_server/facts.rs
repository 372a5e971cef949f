//! A computer that is asked for each fact once, and what it was asked.
//!
//! What is noted is read at every search, and there are tens of thousands of questions, many alike. So they are noted in the order of
//! their lines, and of each line only what differs from the one before.

use std::cell::RefCell;
use std::io;

use foldhash::HashMap;
use ring::digest::{Context, SHA256};
use wua_agent::ports::Notes;
use wua_com::{Error, code};
use wua_rules::applicability::{Answer, Base, Facts, Hive, Query, RegistryKey};

/// Under which it is written down: the first line says what the answers come to; behind it are the [`Lines`] of the questions.
const KEY: &str = "facts";

/// Remembers what a computer was asked, and what it answered.
pub(super) struct Remembered<'a> {
    facts: &'a dyn Facts,
    asked: RefCell<Asked>,
    /// The questions that were noted before, as [`Lines`].
    noted: RefCell<Vec<u8>>,
}

/// Tens of thousands of questions, each written down once, as it will be noted. Most of them are about something that is absent.
#[derive(Default)]
struct Asked {
    /// Which of the answers belongs to a line; none if it is absent.
    places: HashMap<Box<[u8]>, Option<u32>>,
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
        let Some(end) = memchr::memchr(b'\n', &note) else {
            return Ok(false);
        };
        let questions = note.split_off(end + 1);
        let mut sum = Sum(Context::new(&SHA256));
        let mut question = Question::default();
        let mut lines = Lines::of(&questions);
        while let Some(line) = lines.next() {
            // What an earlier version wrote has to be found out anew.
            let Some(query) = question.read(line) else {
                return Ok(false);
            };
            sum.add(&self.facts.answer(query))?;
        }
        if !lines.is_at_end() || note.strip_suffix(b"\n") != Some(sum.finish().as_bytes()) {
            return Ok(false);
        }
        self.noted.replace(questions);
        Ok(true)
    }

    /// What is written down so that this can be said the next time.
    pub(super) fn note(&self) -> Result<(String, Vec<u8>), Error> {
        let noted = self.noted.take();
        let asked = self.asked.borrow();
        let mut before = Vec::with_capacity(noted.len());
        let mut lines = Lines::of(&noted);
        while let Some(line) = lines.next() {
            before.extend_from_slice(line);
            before.push(b'\n');
        }
        let mut all: Vec<(&[u8], Option<&Answer>)> =
            asked.all().map(|(line, answer)| (line, Some(answer))).collect();
        // What was asked now, too, stands behind it, and goes.
        all.extend(split(&before).map(|line| (line, None)));
        all.sort_by_key(|(line, _)| *line);
        all.dedup_by_key(|(line, _)| *line);
        let mut sum = Sum(Context::new(&SHA256));
        let mut question = Question::default();
        let mut questions = Vec::new();
        let mut last: &[u8] = &[];
        for (line, answer) in all {
            match answer {
                Some(answer) => sum.add(answer)?,
                None => match question.read(line) {
                    Some(query) => sum.add(&self.facts.answer(query))?,
                    None => continue,
                },
            }
            Lines::write(std::mem::replace(&mut last, line), line, &mut questions);
        }
        let mut note = sum.finish().into_bytes();
        note.push(b'\n');
        note.append(&mut questions);
        Ok((KEY.to_owned(), note))
    }
}

impl Facts for Remembered<'_> {
    fn answer(&self, query: &Query) -> Answer {
        let mut asked = self.asked.borrow_mut();
        if let Some(answer) = asked.look_for(query) {
            return answer.clone();
        }
        let answer = self.facts.answer(query);
        asked.add(&answer);
        answer
    }
}

impl Asked {
    fn answer(&self, place: Option<u32>) -> &Answer {
        let answer = place.and_then(|place| self.answers.get(usize::try_from(place).ok()?));
        answer.unwrap_or(&Answer::Absent)
    }

    fn all(&self) -> impl Iterator<Item = (&[u8], &Answer)> {
        self.places
            .iter()
            .map(|(line, place)| (&**line, self.answer(*place)))
    }

    fn look_for(&mut self, query: &Query) -> Option<&Answer> {
        self.line.clear();
        write(query, &mut self.line);
        let place = self.places.get(self.line.as_slice())?;
        Some(self.answer(*place))
    }

    /// Takes the answer to the question that was looked for.
    fn add(&mut self, answer: &Answer) {
        if self.line.is_empty() {
            return;
        }
        let mut place = None;
        if *answer != Answer::Absent {
            place = u32::try_from(self.answers.len()).ok();
            self.answers.push(answer.clone());
        }
        self.places.insert(self.line.as_slice().into(), place);
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
        None if serde_json::to_writer(&mut *to, query).is_err() => to.truncate(start),
        None => {}
    }
}

fn split(lines: &[u8]) -> impl Iterator<Item = &[u8]> {
    lines.split(|byte| *byte == b'\n').filter(|line| !line.is_empty())
}

/// A question as it is read; what it holds is used for the next one, too.
#[derive(Default)]
struct Question(Option<Query>);

impl Question {
    fn read(&mut self, line: &[u8]) -> Option<&Query> {
        if line.first() == Some(&b'{') || line.first() == Some(&b'"') {
            return Some(self.0.insert(serde_json::from_slice(line).ok()?));
        }
        let (kind, parts) = std::str::from_utf8(line).ok()?.split_once('\t')?;
        let (first, second) = parts.split_at_checked(memchr::memchr(b'\t', parts.as_bytes())?)?;
        let second = second.get(1..)?;
        let query = match kind {
            "32" | "64" => {
                let (mut subkey, mut value) = match self.0.take() {
                    Some(Query::RegistryValue { key, value }) => (key.subkey, value),
                    _ => (String::new(), String::new()),
                };
                first.clone_into(&mut subkey);
                second.clone_into(&mut value);
                let key = RegistryKey {
                    hive: Hive::LocalMachine,
                    subkey,
                    view32: kind == "32",
                };
                Query::RegistryValue { key, value }
            }
            "38" => {
                let mut path = match self.0.take() {
                    Some(Query::File { path, .. }) => path,
                    _ => String::new(),
                };
                first.clone_into(&mut path);
                let base = Base::Csidl(38);
                Query::File { base, path }
            }
            _ => return None,
        };
        Some(self.0.insert(query))
    }
}

/// Lines, of each of which only what differs from the one before is there: one byte says how long the rest is that is not.
struct Lines<'a> {
    rest: &'a [u8],
    line: Vec<u8>,
}

impl<'a> Lines<'a> {
    fn of(rest: &'a [u8]) -> Self {
        Self {
            rest,
            line: Vec::new(),
        }
    }

    /// The next line; nothing at the end, and where something is damaged.
    fn next(&mut self) -> Option<&[u8]> {
        let (shared, rest) = self.rest.split_first()?;
        let (line, rest) = rest.split_at_checked(memchr::memchr(b'\n', rest)?)?;
        let shared = usize::from(*shared);
        if shared > self.line.len() {
            return None;
        }
        self.line.truncate(shared);
        self.line.extend_from_slice(line);
        self.rest = rest.get(1..)?;
        Some(&self.line)
    }

    fn is_at_end(&self) -> bool {
        self.rest.is_empty()
    }

    fn write(before: &[u8], line: &[u8], to: &mut Vec<u8>) {
        let same = before.iter().zip(line).take_while(|(before, now)| before == now);
        let shared = u8::try_from(same.count()).unwrap_or(u8::MAX);
        to.push(shared);
        to.extend_from_slice(line.get(usize::from(shared)..).unwrap_or_default());
        to.push(b'\n');
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
    use proptest::prelude::*;

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
        let mut question = Question::default();
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
            let mut line = Vec::new();
            write(&query, &mut line);
            assert!(!line.contains(&b'\n'), "{query:?}");
            assert_eq!(question.read(&line), Some(&query));
        }
        assert_eq!(question.read(b"99\ta\tb"), None);
    }

    proptest! {
        #[test]
        fn lines_that_were_written_are_read_again(lines in prop::collection::vec("[ab]{0,300}", 0..20)) {
            let mut written = Vec::new();
            let mut last = "";
            for line in &lines {
                Lines::write(last.as_bytes(), line.as_bytes(), &mut written);
                last = line;
            }
            let mut read = Lines::of(&written);
            for line in &lines {
                prop_assert_eq!(read.next(), Some(line.as_bytes()));
            }
            prop_assert!(read.is_at_end());
            let mut cut = Lines::of(written.get(..written.len().saturating_sub(1)).unwrap_or_default());
            while cut.next().is_some() {}
            prop_assert!(cut.is_at_end() == lines.is_empty());
        }
    }
}
