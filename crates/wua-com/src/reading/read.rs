//! Reading: wave by wave, so that objects of another computer are asked together.

use super::{Inside, Items, MOST, Shape, Tree};
use crate::object::Call;
use crate::table::Slot;
use crate::{Caller, Error, HResult, ObjectRef, Outcome, Value, code};

/// So many calls are made together. Whoever says that there is a lot has to show it before more is asked.
const WAVE: usize = 4096;

/// All texts together are no longer than this.
const MOST_BYTES: usize = 64 << 20;

/// What a connection fails with, not a property: to go on would be to ask in vain, again and again.
const FATAL: [HResult; 6] = [
    code::RPC_S_CALL_FAILED,
    code::RPC_S_SERVER_UNAVAILABLE,
    code::RPC_E_DISCONNECTED,
    code::ERROR_TIMEOUT,
    code::ERROR_LOGON_FAILURE,
    code::WU_E_CALL_CANCELLED,
];

impl Shape {
    /// Reads this of each object, in their order: one [`Tree::Node`] for each. Fails only if nothing more can be asked, or
    /// if there is more than can be.
    pub fn read(&self, caller: &Caller, objects: &[ObjectRef]) -> Result<Vec<Tree>, Error> {
        let mut reading = Reading {
            caller,
            values: MOST,
            bytes: MOST_BYTES,
        };
        self.read_by(&mut reading, objects)
    }

    fn read_by(&self, reading: &mut Reading<'_>, objects: &[ObjectRef]) -> Result<Vec<Tree>, Error> {
        let slots: Vec<Slot> = self.fields.iter().filter_map(|field| field.slot).collect();
        let mut columns: Vec<Vec<Answer>> = slots.iter().map(|_| Vec::with_capacity(objects.len())).collect();
        for some in objects.chunks(WAVE / slots.len().max(1)) {
            let calls: Vec<Call<'_>> = some
                .iter()
                .flat_map(|object| slots.iter().map(move |slot| self.call(object, *slot)))
                .collect();
            let mut outcomes = reading.make(&calls)?.into_iter();
            for _ in some {
                for (column, outcome) in columns.iter_mut().zip(&mut outcomes) {
                    column.push(outcome);
                }
            }
        }
        let mut columns = columns.into_iter();
        let mut read = Vec::with_capacity(self.fields.len());
        for field in &self.fields {
            let trees = match (&field.inside, field.slot) {
                (Inside::Object(other), None) => other.read_by(reading, objects)?,
                (Inside::Items(items), None) => items.read_by(reading, objects)?,
                (inside, _) => inside.read_by(reading, columns.next().unwrap_or_default())?,
            };
            read.push(trees.into_iter());
        }
        let row = |_: &ObjectRef| Tree::Node(read.iter_mut().filter_map(Iterator::next).collect());
        Ok(objects.iter().map(row).collect())
    }

    fn call<'a>(&self, object: &'a ObjectRef, slot: Slot) -> Call<'a> {
        Call {
            object,
            interface: self.interface,
            slot,
            args: &[],
        }
    }
}

impl Inside {
    fn read_by(&self, reading: &mut Reading<'_>, answers: Vec<Answer>) -> Result<Vec<Tree>, Error> {
        match self {
            Self::Value => Ok(answers.into_iter().map(tree).collect()),
            Self::Object(shape) => of_objects(answers, |objects| shape.read_by(reading, objects)),
            Self::Items(items) => of_objects(answers, |objects| items.read_by(reading, objects)),
        }
    }
}

impl Items {
    fn read_by(&self, reading: &mut Reading<'_>, collections: &[ObjectRef]) -> Result<Vec<Tree>, Error> {
        let counts = self.counts(reading, collections)?;
        let mut numbers = collections.iter().zip(&counts).flat_map(|(object, count)| {
            let numbers = 0..i32::try_from(count.unwrap_or_default()).unwrap_or_default();
            numbers.map(move |number| (object, [Value::I4(number)]))
        });
        let mut items = Vec::new();
        loop {
            let some: Vec<(&ObjectRef, [Value; 1])> = numbers.by_ref().take(WAVE).collect();
            if some.is_empty() {
                break;
            }
            let calls: Vec<Call<'_>> = some
                .iter()
                .map(|(object, args)| Call {
                    object,
                    interface: self.collection,
                    slot: self.item,
                    args,
                })
                .collect();
            items.extend(reading.make(&calls)?);
        }
        let items = match &self.of_each {
            None => items.into_iter().map(tree).collect(),
            Some(shape) => of_objects(items, |objects| shape.read_by(reading, objects))?,
        };
        let mut items = items.into_iter();
        let together = counts.into_iter().map(|count| match count {
            Ok(count) => Tree::Items(items.by_ref().take(count).collect()),
            Err(hresult) => Tree::Failed(hresult),
        });
        Ok(together.collect())
    }

    /// How many items each collection has, or why it does not say.
    fn counts(
        &self,
        reading: &mut Reading<'_>,
        collections: &[ObjectRef],
    ) -> Result<Vec<Result<usize, HResult>>, Error> {
        let mut counts = Vec::with_capacity(collections.len());
        for some in collections.chunks(WAVE) {
            let calls: Vec<Call<'_>> = some
                .iter()
                .map(|object| Call {
                    object,
                    interface: self.collection,
                    slot: self.count,
                    args: &[],
                })
                .collect();
            counts.extend(reading.make(&calls)?.into_iter().map(count));
        }
        let all = counts.iter().flatten().copied().fold(0, usize::saturating_add);
        if all > reading.values {
            return Err(too_much());
        }
        Ok(counts)
    }
}

/// What came of a call, without the words.
type Answer = Result<Value, HResult>;

/// Who reads, and how much may still come.
struct Reading<'a> {
    caller: &'a Caller,
    values: usize,
    bytes: usize,
}

impl Reading<'_> {
    fn make(&mut self, calls: &[Call<'_>]) -> Result<Vec<Answer>, Error> {
        let outcomes = ObjectRef::invoke_all(self.caller, calls);
        let is_fatal = |error: &&Error| FATAL.contains(&error.hresult());
        let mut errors = outcomes.iter().filter_map(|outcome| outcome.as_ref().err());
        if let Some(error) = errors.find(is_fatal) {
            return Err(error.clone());
        }
        let answer = |outcome: Outcome| match outcome {
            Ok(success) => Ok(success.value),
            Err(error) => Err(error.hresult()),
        };
        let answers: Vec<Answer> = outcomes.into_iter().map(answer).collect();
        self.pay(&answers).map(|()| answers)
    }

    fn pay(&mut self, answers: &[Answer]) -> Result<(), Error> {
        let lengths = answers.iter().flatten().map(|value| match value {
            Value::Text(text) => text.len(),
            Value::Bytes(bytes) => bytes.len(),
            _ => 0,
        });
        let values = self.values.checked_sub(answers.len());
        let bytes = self.bytes.checked_sub(lengths.sum());
        (self.values, self.bytes) = values.zip(bytes).ok_or_else(too_much)?;
        Ok(())
    }
}

fn too_much() -> Error {
    Error::new(
        code::E_OUTOFMEMORY,
        "there is more to be read than any computer has to tell",
    )
}

fn tree(answer: Answer) -> Tree {
    match answer {
        Ok(value) => Tree::Value(value),
        Err(hresult) => Tree::Failed(hresult),
    }
}

fn count(answer: Answer) -> Result<usize, HResult> {
    match answer? {
        Value::I4(count) => usize::try_from(count).map_err(|_| code::E_UNEXPECTED),
        _ => Err(code::E_UNEXPECTED),
    }
}

/// Reads of those answers that are objects, and leaves the others as they are.
fn of_objects(
    answers: Vec<Answer>,
    read: impl FnOnce(&[ObjectRef]) -> Result<Vec<Tree>, Error>,
) -> Result<Vec<Tree>, Error> {
    let mut objects = Vec::new();
    let places: Vec<Option<Tree>> = answers
        .into_iter()
        .map(|answer| match answer {
            Ok(Value::Object(Some(object)) | Value::Unknown(Some(object))) => {
                objects.push(object);
                None
            }
            other => Some(tree(other)),
        })
        .collect();
    let mut trees = read(&objects)?.into_iter();
    let filled = places.into_iter().map(|place| {
        let tree = place.or_else(|| trees.next());
        tree.unwrap_or(Tree::Failed(code::E_UNEXPECTED))
    });
    Ok(filled.collect())
}
