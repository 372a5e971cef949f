//! Saving what is asked and answered.

use std::any::Any;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use wua_com::table::CoClass;
use wua_com::{Call, Caller, Error, Interface, Invoke, ObjectRef, Outcome, Slot, Success, Value, code};
use wua_defs::vendor::IWUA_READER;

use super::super::Creates;
use super::scrub::Scrub;
use super::{Answer, FORMAT, Line, Written};

/// Asks as it is asked, and writes down the answers.
pub(crate) struct Recorder {
    asks: Box<dyn Creates>,
    transcript: Arc<Transcript>,
}

struct Transcript(Mutex<State>);

struct State {
    file: BufWriter<File>,
    scrub: Scrub,
    objects: u64,
}

impl Recorder {
    /// Writes to a new file, which nobody else may read.
    pub(crate) fn new(
        asks: Box<dyn Creates>,
        path: &Path,
        host: &str,
        user: &str,
        domain: &str,
    ) -> Result<Self, Error> {
        let mut options = File::options();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(path).map_err(|error| {
            let message = format!("{}: the transcript cannot be written: {error}", path.display());
            Error::new(code::E_FAIL, message)
        })?;
        let transcript = Transcript(Mutex::new(State {
            file: BufWriter::new(file),
            scrub: Scrub::new(host, user, domain),
            objects: 0,
        }));
        transcript.write(Line::Transcript { format: FORMAT })?;
        Ok(Self {
            asks,
            transcript: Arc::new(transcript),
        })
    }
}

impl Creates for Recorder {
    fn create(&self, class: &CoClass, interfaces: &[&'static Interface]) -> Result<ObjectRef, Error> {
        let created = self.asks.create(class, interfaces).map(|object| Success {
            hresult: code::S_OK,
            value: Value::Object(Some(object)),
        });
        let created = self.transcript.answered(created, |answer| Line::Create {
            class: class.name.to_owned(),
            answer,
        })?;
        let object = created.value.as_object().cloned();
        object.ok_or_else(|| code::E_UNEXPECTED.into())
    }
}

impl Transcript {
    fn write(&self, line: Line) -> Result<(), Error> {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let State { file, scrub, .. } = &mut *state;
        let line = harmless(line, scrub);
        let written = serde_json::to_writer(&mut *file, &line).map_err(std::io::Error::from);
        // Line by line: what was said before a crash is worth most.
        let written = written
            .and_then(|()| file.write_all(b"\n"))
            .and_then(|()| file.flush());
        written
            .map_err(|error| Error::new(code::E_FAIL, format!("the transcript cannot be written: {error}")))
    }

    fn number(&self) -> u64 {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        state.objects += 1;
        state.objects
    }

    /// Writes what came of something, and puts recording objects in the place of objects.
    fn answered(self: &Arc<Self>, outcome: Outcome, line: impl FnOnce(Answer) -> Line) -> Outcome {
        match outcome {
            Ok(success) => {
                let value = self.recorded(success.value);
                let written = Written::of(&value, &mut |object| number_of(object).unwrap_or_default());
                self.write(line(Answer::Value {
                    value: written,
                    hresult: (success.hresult != code::S_OK).then(|| success.hresult.to_u32()),
                }))?;
                Ok(Success {
                    hresult: success.hresult,
                    value,
                })
            }
            Err(error) => {
                self.write(line(Answer::Failure {
                    hresult: error.hresult().to_u32(),
                    message: error.message(),
                }))?;
                Err(error)
            }
        }
    }

    fn recorded(self: &Arc<Self>, value: Value) -> Value {
        let recorded = |object: ObjectRef| {
            ObjectRef::Foreign(Arc::new(Recorded {
                object,
                number: self.number(),
                transcript: Arc::clone(self),
            }))
        };
        match value {
            Value::Object(object) => Value::Object(object.map(recorded)),
            Value::Unknown(object) => Value::Unknown(object.map(recorded)),
            Value::Array(values) => {
                Value::Array(values.iter().map(|value| self.recorded(value.clone())).collect())
            }
            other => other,
        }
    }
}

fn harmless(mut line: Line, scrub: &mut Scrub) -> Line {
    let mut change = |text: &str| scrub.text(text);
    match &mut line {
        Line::Create { answer, .. } => harmless_answer(answer, &mut change),
        Line::Call { args, answer, .. } => {
            for value in args {
                value.map_texts(&mut change);
            }
            harmless_answer(answer, &mut change);
        }
        Line::Transcript { .. } | Line::Supports { .. } => {}
    }
    line
}

fn harmless_answer(answer: &mut Answer, change: &mut dyn FnMut(&str) -> String) {
    match answer {
        Answer::Value { value, .. } => value.map_texts(change),
        Answer::Failure { message, .. } => *message = change(message),
    }
}

/// An object whose answers are written down.
struct Recorded {
    object: ObjectRef,
    number: u64,
    transcript: Arc<Transcript>,
}

fn number_of(object: &ObjectRef) -> Option<u64> {
    recorded(object).map(|recorded| recorded.number)
}

fn recorded(object: &ObjectRef) -> Option<&Recorded> {
    let ObjectRef::Foreign(object) = object else {
        return None;
    };
    object.as_any().downcast_ref()
}

/// The objects that the other computer knows, in the place of those that write down.
fn plain(value: &Value) -> Value {
    let inner = |object: &ObjectRef| recorded(object).map_or_else(|| object.clone(), |it| it.object.clone());
    match value {
        Value::Object(object) => Value::Object(object.as_ref().map(inner)),
        Value::Unknown(object) => Value::Unknown(object.as_ref().map(inner)),
        other => other.clone(),
    }
}

impl Recorded {
    fn line(&self, interface: &'static Interface, slot: Slot, args: &[Value], answer: Answer) -> Line {
        let member = interface.member(slot);
        Line::Call {
            object: self.number,
            interface: interface.name.to_owned(),
            slot: slot.0,
            member: member.map(|member| member.name).unwrap_or_default().to_owned(),
            args: args
                .iter()
                .map(|value| Written::of(value, &mut |object| number_of(object).unwrap_or_default()))
                .collect(),
            answer,
        }
    }
}

impl Invoke for Recorded {
    fn supports(&self, interface: &'static Interface) -> bool {
        // Whole results would go past the transcript.
        let answer = interface != &IWUA_READER && self.object.supports(interface);
        // A transcript that cannot be written says so with the next call.
        let _ = self.transcript.write(Line::Supports {
            object: self.number,
            interface: interface.name.to_owned(),
            answer,
        });
        answer
    }

    fn invoke(&self, caller: &Caller, interface: &'static Interface, slot: Slot, args: &[Value]) -> Outcome {
        let plain: Vec<Value> = args.iter().map(plain).collect();
        let outcome = self.object.invoke(caller, interface, slot, &plain);
        self.transcript
            .answered(outcome, |answer| self.line(interface, slot, args, answer))
    }

    fn invoke_all(&self, caller: &Caller, calls: &[Call<'_>]) -> Vec<Outcome> {
        let objects = calls.iter().map(|call| recorded(call.object));
        let Some(objects) = objects.collect::<Option<Vec<&Self>>>() else {
            return calls.iter().map(|call| call.make(caller)).collect();
        };
        let args: Vec<Vec<Value>> = calls
            .iter()
            .map(|call| call.args.iter().map(plain).collect())
            .collect();
        let inner: Vec<Call<'_>> = calls
            .iter()
            .zip(&objects)
            .zip(&args)
            .map(|((call, recorded), args)| Call {
                object: &recorded.object,
                args,
                ..*call
            })
            .collect();
        let outcomes = ObjectRef::invoke_all(caller, &inner);
        outcomes
            .into_iter()
            .zip(calls.iter().zip(objects))
            .map(|(outcome, (call, recorded))| {
                let line = |answer| recorded.line(call.interface, call.slot, call.args, answer);
                self.transcript.answered(outcome, line)
            })
            .collect()
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}
