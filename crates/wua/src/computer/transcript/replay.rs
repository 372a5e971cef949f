//! Playing a transcript: the other computer, as far as it was asked.

use std::any::Any;
use std::collections::HashMap;
use std::fs;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use wua_com::table::CoClass;
use wua_com::{Caller, Error, HResult, Interface, Invoke, ObjectRef, Outcome, Slot, Success, Value, code};

use super::super::Creates;
use super::{Answer, FORMAT, Line, Written};

/// Answers as the other computer did when it was asked the same. What was asked more than once is answered in turn, and
/// at the end as the last time.
pub(crate) struct Replay(Arc<Said>);

struct Said {
    created: Answers<String>,
    supports: HashMap<(u64, String), bool>,
    calls: Answers<(u64, u16, String)>,
}

struct Answers<K>(Mutex<HashMap<K, (Vec<Answer>, usize)>>);

impl<K: Eq + std::hash::Hash> Answers<K> {
    fn new() -> Self {
        Self(Mutex::default())
    }

    fn put(&mut self, key: K, answer: Answer) {
        let answers = self.0.get_mut().unwrap_or_else(PoisonError::into_inner);
        answers.entry(key).or_default().0.push(answer);
    }

    fn next(&self, key: &K) -> Option<Answer> {
        let mut answers = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (answers, at) = answers.get_mut(key)?;
        let answer = answers.get(*at).or(answers.last()).cloned();
        *at += 1;
        answer
    }
}

impl Replay {
    /// Reads a transcript.
    pub(crate) fn open(path: &Path) -> Result<Self, Error> {
        let unreadable = |what: String| {
            let message = format!("{}: this is no transcript: {what}", path.display());
            Error::new(code::E_INVALIDARG, message)
        };
        let text = fs::read_to_string(path).map_err(|error| unreadable(error.to_string()))?;
        let mut said = Said {
            created: Answers::new(),
            supports: HashMap::new(),
            calls: Answers::new(),
        };
        for (number, line) in text.lines().enumerate() {
            let line: Line = serde_json::from_str(line)
                .map_err(|error| unreadable(format!("line {}: {error}", number + 1)))?;
            match line {
                Line::Transcript { format: FORMAT } if number == 0 => {}
                Line::Transcript { format } => return Err(unreadable(format!("format {format}"))),
                _ if number == 0 => return Err(unreadable("its first line does not say so".into())),
                Line::Create { class, answer } => said.created.put(class, answer),
                Line::Supports {
                    object,
                    interface,
                    answer,
                } => drop(said.supports.insert((object, interface), answer)),
                Line::Call {
                    object,
                    slot,
                    args,
                    answer,
                    interface,
                    ..
                } => said.calls.put((object, slot, key(&interface, &args)), answer),
            }
        }
        Ok(Self(Arc::new(said)))
    }
}

/// What a call is found by again. Texts that were made harmless are not compared.
fn key(interface: &str, args: &[Written]) -> String {
    let args = args.iter().map(|value| match value {
        Written::Text(_) => "text".to_owned(),
        other => format!("{other:?}"),
    });
    std::iter::once(interface.to_owned())
        .chain(args)
        .collect::<Vec<_>>()
        .join(" ")
}

impl Creates for Replay {
    fn create(&self, class: &CoClass, _: &[&'static Interface]) -> Result<ObjectRef, Error> {
        let answer = self.0.created.next(&class.name.to_owned());
        let answer = answer.ok_or_else(|| unasked(class.name))?;
        let created = self.0.outcome(&answer)?.value.as_object().cloned();
        created.ok_or_else(|| code::E_UNEXPECTED.into())
    }
}

impl Said {
    fn outcome(self: &Arc<Self>, answer: &Answer) -> Outcome {
        match answer {
            Answer::Value { value, hresult } => Ok(Success {
                hresult: hresult.map_or(code::S_OK, HResult::from_u32),
                value: value.value(&|number| {
                    ObjectRef::Foreign(Arc::new(Replayed {
                        number,
                        said: Arc::clone(self),
                    }))
                }),
            }),
            Answer::Failure { hresult, message } => Err(Error::new(HResult::from_u32(*hresult), message)),
        }
    }
}

fn unasked(what: &str) -> Error {
    Error::new(
        code::E_NOTIMPL,
        format!("the transcript does not know: {what} was not asked for"),
    )
}

struct Replayed {
    number: u64,
    said: Arc<Said>,
}

impl Invoke for Replayed {
    fn supports(&self, interface: &'static Interface) -> bool {
        let asked = (self.number, interface.name.to_owned());
        self.said.supports.get(&asked).copied().unwrap_or_default()
    }

    fn invoke(&self, _: &Caller, interface: &'static Interface, slot: Slot, args: &[Value]) -> Outcome {
        let number = |object: &ObjectRef| match object {
            ObjectRef::Foreign(object) => object
                .as_any()
                .downcast_ref()
                .map_or(0, |replayed: &Self| replayed.number),
            ObjectRef::Local(_) => 0,
        };
        let written: Vec<Written> = args
            .iter()
            .map(|value| Written::of(value, &mut |object| number(object)))
            .collect();
        let asked = (self.number, slot.0, key(interface.name, &written));
        let answer = self.said.calls.next(&asked).ok_or_else(|| {
            let member = interface
                .member(slot)
                .map(|member| member.name)
                .unwrap_or_default();
            unasked(&format!("{}::{member} of object {}", interface.name, self.number))
        })?;
        self.said.outcome(&answer)
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}
