//! Many properties at once: what is to be read of objects is said in one [`Shape`], and what was read is a [`Tree`] of
//! that shape.
//!
//! The third adapter outside the waist: every value comes out of `invoke`, as if it had been asked for alone. A property
//! that cannot be read spoils nothing but itself.
//!
//! ```text
//! IUpdate{Title, Identity{UpdateID, RevisionNumber}, KBArticleIDs[], Categories[{Name}], BundledUpdates[IUpdate5{Title}]}
//! ```
//!
//! An interface, and names of its properties; in braces what is read of the object that a property yields; in brackets what is read of each
//! item of a collection, which may be the item itself. Before a brace may stand a later interface of that object; and
//! `as IWindowsDriverUpdate{DriverModel}` is the object itself, by another interface; `as IUpdateCollection[{Title}]`, the
//! items of the object itself.

mod packed;
mod parse;
mod read;

pub use packed::{NotATree, read_packed, unpack};

use crate::table::{Interface, Slot};
use crate::{HResult, Value};

/// What is to be read of an object.
#[derive(Debug)]
pub struct Shape {
    interface: &'static Interface,
    fields: Vec<Field>,
}

/// One property.
#[derive(Debug)]
struct Field {
    name: &'static str,
    /// Where it is read; nowhere if it is the object itself, by another interface.
    slot: Option<Slot>,
    inside: Inside,
}

/// What is read of what a property yields.
#[derive(Debug)]
enum Inside {
    /// The value itself.
    Value,
    /// Properties of the object.
    Object(Shape),
    /// Every item of the collection.
    Items(Items),
}

/// How the items of a collection are read.
#[derive(Debug)]
struct Items {
    collection: &'static Interface,
    count: Slot,
    item: Slot,
    /// What is read of each; the item itself if there is nothing.
    of_each: Option<Shape>,
}

/// What was read.
#[derive(Clone, Debug, PartialEq)]
pub enum Tree {
    /// A value. `Value::Object(None)` stands where there is no object.
    Value(Value),
    /// The properties of an object, in the order of the shape.
    Node(Vec<Tree>),
    /// The items of a collection.
    Items(Vec<Tree>),
    /// It could not be read.
    Failed(HResult),
}

impl Shape {
    /// The interface whose properties they are.
    pub fn interface(&self) -> &'static Interface {
        self.interface
    }

    /// The place of a property among those of this shape.
    pub fn place(&self, name: &str) -> Option<usize> {
        self.fields.iter().position(|field| field.name == name)
    }

    /// The shape of what a property yields: of the object, or of each item.
    pub fn inside(&self, name: &str) -> Option<&Shape> {
        let field = self.fields.iter().find(|field| field.name == name)?;
        match &field.inside {
            Inside::Value => None,
            Inside::Object(shape) => Some(shape),
            Inside::Items(items) => items.of_each.as_ref(),
        }
    }
}
