//! `IEnumVARIANT` over a collection: what `_NewEnum` yields.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::object::{Family, Object, Outcome, Success, ok};
use crate::standard::IENUM_VARIANT;
use crate::table::Slot;
use crate::{Error, ObjectRef, Value, code, outcome};

/// Walks the items that a collection had when the walk began; later changes do not disturb it.
#[derive(Debug)]
pub struct Enumerator {
    items: Arc<[Value]>,
    position: AtomicUsize,
}

impl Enumerator {
    /// A walk from the first item.
    pub fn over(items: impl IntoIterator<Item = Value>) -> ObjectRef {
        ObjectRef::new(Self {
            items: items.into_iter().collect(),
            position: AtomicUsize::new(0),
        })
    }

    /// Takes up to `count` items.
    pub fn next(&self, count: usize) -> &[Value] {
        let from = self.advance(count);
        let upto = from.saturating_add(count).min(self.items.len());
        self.items.get(from..upto).unwrap_or_default()
    }

    /// Passes over up to `count` items; whether there were so many.
    pub fn skip(&self, count: usize) -> bool {
        let from = self.advance(count);
        self.items.len() - from >= count
    }

    /// Starts again.
    pub fn reset(&self) {
        self.position.store(0, Ordering::SeqCst);
    }

    /// Another walk that stands where this one does.
    pub fn duplicate(&self) -> ObjectRef {
        let position = AtomicUsize::new(self.position.load(Ordering::SeqCst));
        ObjectRef::new(Self {
            items: Arc::clone(&self.items),
            position,
        })
    }

    /// Moves on by `count`, at most to the end, and says where it stood.
    fn advance(&self, count: usize) -> usize {
        let moved = |at: usize| at.saturating_add(count).min(self.items.len());
        let mut at = self.position.load(Ordering::SeqCst);
        while let Err(now) =
            self.position
                .compare_exchange_weak(at, moved(at), Ordering::SeqCst, Ordering::SeqCst)
        {
            at = now;
        }
        at
    }
}

impl Object for Enumerator {
    fn families(&self) -> &'static [Family] {
        static FAMILIES: [Family; 1] = [Family {
            interface: &IENUM_VARIANT,
            dispatch: |object, _, slot, args| outcome(&IENUM_VARIANT, slot, dispatch(object, slot, args)),
        }];
        &FAMILIES
    }
}

fn dispatch(object: &dyn Object, slot: Slot, args: &[Value]) -> Outcome {
    let object: &dyn std::any::Any = object;
    let Some(this) = object.downcast_ref::<Enumerator>() else {
        return Err(Error::from(code::E_NOINTERFACE));
    };
    let count = || match args {
        [Value::U4(count)] => usize::try_from(*count).map_err(|_| Error::from(code::E_INVALIDARG)),
        _ => Err(Error::from(code::DISP_E_TYPEMISMATCH)),
    };
    // `S_FALSE` says that there were fewer than asked for.
    let whole = |whole| if whole { code::S_OK } else { code::S_FALSE };
    match slot.0 {
        3 => {
            let count = count()?;
            let items = this.next(count);
            Ok(Success::with(
                whole(items.len() == count),
                Value::Array(items.into()),
            ))
        }
        4 => Ok(Success::with(whole(this.skip(count()?)), Value::Empty)),
        5 => {
            this.reset();
            ok(Value::Empty)
        }
        6 => ok(Value::Object(Some(this.duplicate()))),
        _ => Err(Error::from(code::DISP_E_MEMBERNOTFOUND)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Caller;

    fn walk() -> ObjectRef {
        Enumerator::over([1, 2, 3].map(Value::I4))
    }

    #[test]
    fn next_ends_with_s_false_and_the_rest() {
        let walk = walk();
        let caller = Caller::local(crate::Rights::Anyone);
        let next = |count| {
            walk.invoke(&caller, &IENUM_VARIANT, Slot(3), &[Value::U4(count)])
                .unwrap()
        };
        assert_eq!(
            next(2),
            Success::with(code::S_OK, Value::Array([1, 2].map(Value::I4).into()))
        );
        assert_eq!(
            next(2),
            Success::with(code::S_FALSE, Value::Array([3].map(Value::I4).into()))
        );
        assert_eq!(next(u32::MAX).hresult, code::S_FALSE);
    }

    #[test]
    fn a_clone_keeps_its_own_place() {
        let walk = walk();
        let walk = walk.downcast::<Enumerator>().unwrap();
        assert!(walk.skip(2));
        let copy = walk.duplicate();
        walk.reset();
        assert_eq!(copy.downcast::<Enumerator>().unwrap().next(9), [Value::I4(3)]);
        assert_eq!(walk.next(1), [Value::I4(1)]);
        assert!(!walk.skip(3));
    }
}
