//! Reading: wave by wave, so that objects of another computer are asked together.

use super::{Inside, Items, Shape, Tree};
use crate::object::Call;
use crate::table::Slot;
use crate::{Caller, Error, HResult, ObjectRef, Outcome, Value, code};

/// More items than this no collection of the agent has; whoever says so does not tell the truth.
const MOST: usize = 1 << 20;

/// What a connection fails with, not a property: to go on would be to ask in vain, again and again.
const FATAL: [HResult; 5] = [
    code::RPC_S_CALL_FAILED,
    code::RPC_S_SERVER_UNAVAILABLE,
    code::ERROR_TIMEOUT,
    code::ERROR_LOGON_FAILURE,
    code::WU_E_CALL_CANCELLED,
];

impl Shape {
    /// Reads this of each object, in their order: one [`Tree::Node`] for each. Fails only if nothing more can be asked.
    pub fn read(&self, caller: &Caller, objects: &[ObjectRef]) -> Result<Vec<Tree>, Error> {
        let slots: Vec<Slot> = self.fields.iter().filter_map(|field| field.slot).collect();
        let calls: Vec<Call<'_>> = objects
            .iter()
            .flat_map(|object| slots.iter().map(move |slot| self.call(object, *slot)))
            .collect();
        let mut outcomes = make(caller, &calls)?.into_iter();
        let mut columns: Vec<Vec<Outcome>> =
            slots.iter().map(|_| Vec::with_capacity(objects.len())).collect();
        for _ in objects {
            for (column, outcome) in columns.iter_mut().zip(&mut outcomes) {
                column.push(outcome);
            }
        }
        let mut columns = columns.into_iter();
        let mut read = Vec::with_capacity(self.fields.len());
        for field in &self.fields {
            let trees = match (&field.inside, field.slot) {
                (Inside::Object(other), None) => other.read(caller, objects)?,
                (Inside::Items(items), None) => items.read(caller, objects)?,
                (inside, _) => inside.read(caller, columns.next().unwrap_or_default())?,
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
    fn read(&self, caller: &Caller, outcomes: Vec<Outcome>) -> Result<Vec<Tree>, Error> {
        match self {
            Self::Value => Ok(outcomes.into_iter().map(tree).collect()),
            Self::Object(shape) => of_objects(outcomes, |objects| shape.read(caller, objects)),
            Self::Items(items) => of_objects(outcomes, |objects| items.read(caller, objects)),
        }
    }
}

impl Items {
    fn read(&self, caller: &Caller, collections: &[ObjectRef]) -> Result<Vec<Tree>, Error> {
        let counts: Vec<Call<'_>> = collections
            .iter()
            .map(|object| Call {
                object,
                interface: self.collection,
                slot: self.count,
                args: &[],
            })
            .collect();
        let counts = make(caller, &counts)?;
        let counts: Vec<Result<usize, HResult>> = counts.into_iter().map(count).collect();
        if counts.iter().flatten().sum::<usize>() > MOST {
            return Err(Error::new(
                code::E_OUTOFMEMORY,
                "a collection has more items than can be",
            ));
        }
        let numbers: Vec<(&ObjectRef, [Value; 1])> = collections
            .iter()
            .zip(&counts)
            .flat_map(|(object, count)| {
                let numbers = 0..i32::try_from(count.unwrap_or_default()).unwrap_or_default();
                numbers.map(move |number| (object, [Value::I4(number)]))
            })
            .collect();
        let calls: Vec<Call<'_>> = numbers
            .iter()
            .map(|(object, args)| Call {
                object,
                interface: self.collection,
                slot: self.item,
                args,
            })
            .collect();
        let items = make(caller, &calls)?;
        let items = match &self.of_each {
            None => items.into_iter().map(tree).collect(),
            Some(shape) => of_objects(items, |objects| shape.read(caller, objects))?,
        };
        let mut items = items.into_iter();
        let together = counts.into_iter().map(|count| match count {
            Ok(count) => Tree::Items(items.by_ref().take(count).collect()),
            Err(hresult) => Tree::Failed(hresult),
        });
        Ok(together.collect())
    }
}

fn make(caller: &Caller, calls: &[Call<'_>]) -> Result<Vec<Outcome>, Error> {
    let outcomes = ObjectRef::invoke_all(caller, calls);
    let is_fatal = |error: &&Error| FATAL.contains(&error.hresult());
    match outcomes
        .iter()
        .filter_map(|outcome| outcome.as_ref().err())
        .find(is_fatal)
    {
        Some(error) => Err(error.clone()),
        None => Ok(outcomes),
    }
}

fn tree(outcome: Outcome) -> Tree {
    match outcome {
        Ok(success) => Tree::Value(success.value),
        Err(error) => Tree::Failed(error.hresult()),
    }
}

fn count(outcome: Outcome) -> Result<usize, HResult> {
    match outcome.map_err(|error| error.hresult())?.value {
        Value::I4(count) => usize::try_from(count).map_err(|_| code::E_UNEXPECTED),
        _ => Err(code::E_UNEXPECTED),
    }
}

/// Reads of those outcomes that are objects, and leaves the others as they are.
fn of_objects(
    outcomes: Vec<Outcome>,
    read: impl FnOnce(&[ObjectRef]) -> Result<Vec<Tree>, Error>,
) -> Result<Vec<Tree>, Error> {
    let mut objects = Vec::new();
    let places: Vec<Option<Tree>> = outcomes
        .into_iter()
        .map(|outcome| match outcome {
            Ok(success) => match success.value {
                Value::Object(Some(object)) | Value::Unknown(Some(object)) => {
                    objects.push(object);
                    None
                }
                other => Some(Tree::Value(other)),
            },
            Err(error) => Some(Tree::Failed(error.hresult())),
        })
        .collect();
    let mut trees = read(&objects)?.into_iter();
    let filled = places.into_iter().map(|place| {
        let tree = place.or_else(|| trees.next());
        tree.unwrap_or(Tree::Failed(code::E_UNEXPECTED))
    });
    Ok(filled.collect())
}
