//! Shapes as they are written.

use super::{Field, Inside, Items, Shape};
use crate::table::{Interface, Kind, Member, Slot, Type};
use crate::{Error, code};

/// A shape is no deeper than this.
const DEEPEST: usize = 8;
/// No longer.
const LONGEST: usize = 16 << 10;

/// Before another interface of the same object.
const SAME: &str = "as";

/// Finds interfaces by name.
type Find<'a> = &'a dyn Fn(&str) -> Option<&'static Interface>;

impl Shape {
    /// Reads what is written: the name of an interface, and in braces what is to be read. `find` knows the interfaces.
    pub fn parse(written: &str, find: Find<'_>) -> Result<Self, Error> {
        if written.len() > LONGEST {
            return Err(wrong("", "it is too long"));
        }
        let mut parser = Parser { rest: written, find };
        let shape = parser.object(None, 0)?;
        match parser.rest.trim_start() {
            "" => Ok(shape),
            rest => Err(wrong(rest, "nothing is expected here")),
        }
    }
}

struct Parser<'a> {
    rest: &'a str,
    find: Find<'a>,
}

impl<'a> Parser<'a> {
    fn fields(&mut self, interface: &'static Interface, depth: usize) -> Result<Shape, Error> {
        if depth > DEEPEST {
            return Err(wrong(self.rest, "it is too deep"));
        }
        let mut fields = Vec::new();
        loop {
            fields.push(self.field(interface, depth)?);
            if !self.take(",") {
                return Ok(Shape { interface, fields });
            }
        }
    }

    fn field(&mut self, interface: &'static Interface, depth: usize) -> Result<Field, Error> {
        let name = self.name();
        if name == SAME {
            return self.same(depth);
        }
        let (slot, member) = property(interface, name)
            .ok_or_else(|| wrong(name, &format!("{} has no such property", interface.name)))?;
        let inside = if self.take("[") {
            let collection = yielded(member).ok_or_else(|| wrong(name, "it yields no collection"))?;
            Inside::Items(self.items(collection, depth)?)
        } else if self.rest.trim_start().starts_with(['{', 'I']) {
            let object = yielded(member).ok_or_else(|| wrong(name, "it yields no object"))?;
            Inside::Object(self.object(Some(object), depth)?)
        } else {
            Inside::Value
        };
        Ok(Field {
            name: member.name,
            slot: Some(slot),
            inside,
        })
    }

    /// Of the object itself.
    fn same(&mut self, depth: usize) -> Result<Field, Error> {
        let other = self.interface(None)?;
        let inside = if self.take("[") {
            Inside::Items(self.items(other, depth)?)
        } else {
            Inside::Object(self.braces(other, depth)?)
        };
        Ok(Field {
            name: other.name,
            slot: None,
            inside,
        })
    }

    fn items(&mut self, collection: &'static Interface, depth: usize) -> Result<Items, Error> {
        let none = || wrong(collection.name, "it is no collection");
        let (count, _) = property(collection, "Count").ok_or_else(none)?;
        let item = collection.all_members().find(|(_, member)| {
            member.name == "Item" && member.kind == Kind::Get && matches!(member.params, [_])
        });
        let (item, member) = item.ok_or_else(none)?;
        let of_each = if self.rest.trim_start().starts_with(']') {
            None
        } else {
            let each = yielded(member).ok_or_else(|| wrong(collection.name, "its items are no objects"))?;
            Some(self.object(Some(each), depth)?)
        };
        self.expect("]")?;
        Ok(Items {
            collection,
            count,
            item,
            of_each,
        })
    }

    fn object(&mut self, declared: Option<&'static Interface>, depth: usize) -> Result<Shape, Error> {
        let object = self.interface(declared)?;
        self.braces(object, depth)
    }

    fn interface(&mut self, declared: Option<&'static Interface>) -> Result<&'static Interface, Error> {
        match self.name() {
            "" => declared.ok_or_else(|| wrong(self.rest, "an interface is expected")),
            name => (self.find)(name).ok_or_else(|| wrong(name, "there is no such interface")),
        }
    }

    fn braces(&mut self, object: &'static Interface, depth: usize) -> Result<Shape, Error> {
        self.expect("{")?;
        let shape = self.fields(object, depth + 1)?;
        self.expect("}")?;
        Ok(shape)
    }

    /// Letters and digits, as many as there are.
    fn name(&mut self) -> &'a str {
        let rest = self.rest.trim_start();
        let end = rest.find(|character: char| !character.is_ascii_alphanumeric());
        let (name, rest) = rest.split_at(end.unwrap_or(rest.len()));
        self.rest = rest;
        name
    }

    fn take(&mut self, wanted: &str) -> bool {
        let rest = self.rest.trim_start();
        let Some(rest) = rest.strip_prefix(wanted) else {
            return false;
        };
        self.rest = rest;
        true
    }

    fn expect(&mut self, wanted: &str) -> Result<(), Error> {
        if self.take(wanted) {
            return Ok(());
        }
        Err(wrong(self.rest, &format!("`{wanted}` is expected")))
    }
}

/// A property that takes no arguments.
fn property(interface: &'static Interface, name: &str) -> Option<(Slot, &'static Member)> {
    interface
        .all_members()
        .find(|(_, member)| member.name == name && member.kind == Kind::Get && member.params.is_empty())
}

fn yielded(member: &Member) -> Option<&'static Interface> {
    match member.returns {
        Some(Type::Interface(interface)) => Some(interface),
        _ => None,
    }
}

fn wrong(at: &str, why: &str) -> Error {
    let at: String = at.escape_default().take(40).collect();
    Error::new(
        code::E_INVALIDARG,
        format!("what is to be read is not understood at `{at}`: {why}"),
    )
}
