//! Trees as bytes: for those who are handed a whole result at once.
//!
//! A byte says what follows, numbers are in little-endian order, lengths take as many bytes as they need, seven bits in
//! each. Objects are not handed over: their properties are.

use std::fmt;

use super::{Inside, Items, Shape, Tree};
use crate::{Caller, Date, Decimal, HResult, ObjectRef, Outcome, Value, code};

const EMPTY: u8 = 0;
const NULL: u8 = 1;
const FALSE: u8 = 2;
const TRUE: u8 = 3;
const LONG: u8 = 4;
const DWORD: u8 = 5;
const DATE: u8 = 6;
const DECIMAL: u8 = 7;
const TEXT: u8 = 8;
const BYTES: u8 = 9;
const NO_OBJECT: u8 = 10;
const ARRAY: u8 = 11;
const NODE: u8 = 12;
const ITEMS: u8 = 13;
const FAILED: u8 = 14;

/// Deeper than any shape.
const DEEPEST: usize = 32;

/// More than any computer has to tell: a tree takes more room than its bytes.
const MOST: usize = 4 << 20;

/// Whoever asks for more than this, again and again of the same, is not answered.
const LONGEST: usize = 64 << 20;

/// Reads a shape of an object of this computer, straight into bytes: for whoever asks from elsewhere.
#[must_use]
pub fn read_packed(shape: &Shape, caller: &Caller, object: &ObjectRef) -> Vec<u8> {
    let mut bytes = Vec::new();
    length(&mut bytes, 1);
    Packing { caller }.node(&mut bytes, shape, object);
    bytes
}

struct Packing<'a> {
    caller: &'a Caller,
}

impl Packing<'_> {
    fn node(&self, bytes: &mut Vec<u8>, shape: &Shape, object: &ObjectRef) {
        if bytes.len() > LONGEST {
            return put_failure(bytes, code::E_OUTOFMEMORY);
        }
        bytes.push(NODE);
        length(bytes, shape.fields.len());
        for field in &shape.fields {
            match field.slot {
                None => self.inside(bytes, &field.inside, object),
                Some(slot) => self.outcome(
                    bytes,
                    object.invoke(self.caller, shape.interface, slot, &[]),
                    |this, bytes, object| this.inside(bytes, &field.inside, object),
                ),
            }
        }
    }

    fn inside(&self, bytes: &mut Vec<u8>, inside: &Inside, object: &ObjectRef) {
        match inside {
            Inside::Object(shape) => self.node(bytes, shape, object),
            Inside::Items(items) => self.items(bytes, items, object),
            // An object that nobody wants to look into stays here.
            Inside::Value => put_failure(bytes, code::E_NOTIMPL),
        }
    }

    fn items(&self, bytes: &mut Vec<u8>, items: &Items, collection: &ObjectRef) {
        let invoke = |slot, args: &[Value]| collection.invoke(self.caller, items.collection, slot, args);
        let count = match invoke(items.count, &[]) {
            Ok(success) => match success.value {
                Value::I4(count @ 0..) => count,
                _ => return put_failure(bytes, code::E_UNEXPECTED),
            },
            Err(error) => return put_failure(bytes, error.hresult()),
        };
        bytes.push(ITEMS);
        length(bytes, usize::try_from(count).unwrap_or_default());
        for number in 0..count {
            let item = invoke(items.item, &[Value::I4(number)]);
            self.outcome(bytes, item, |this, bytes, object| match &items.of_each {
                Some(shape) => this.node(bytes, shape, object),
                None => put_failure(bytes, code::E_NOTIMPL),
            });
        }
    }

    fn outcome(
        &self,
        bytes: &mut Vec<u8>,
        outcome: Outcome,
        look_into: impl FnOnce(&Self, &mut Vec<u8>, &ObjectRef),
    ) {
        match outcome {
            Err(error) => put_failure(bytes, error.hresult()),
            Ok(success) => match success.value.as_object() {
                Some(object) => look_into(self, bytes, object),
                None => put_value(bytes, &success.value),
            },
        }
    }
}

fn put_value(bytes: &mut Vec<u8>, value: &Value) {
    match value {
        Value::Empty => bytes.push(EMPTY),
        Value::Null => bytes.push(NULL),
        Value::Bool(false) => bytes.push(FALSE),
        Value::Bool(true) => bytes.push(TRUE),
        Value::I4(number) => put_raw(bytes, LONG, &number.to_le_bytes()),
        Value::U4(number) => put_raw(bytes, DWORD, &number.to_le_bytes()),
        Value::Date(date) => put_raw(bytes, DATE, &date.0.to_le_bytes()),
        Value::Decimal(decimal) => {
            put_raw(
                bytes,
                DECIMAL,
                &[decimal.scale(), u8::from(decimal.is_negative())],
            );
            bytes.extend_from_slice(&decimal.mantissa().to_le_bytes());
        }
        Value::Text(text) => {
            bytes.push(TEXT);
            length(bytes, text.len());
            bytes.extend_from_slice(text.as_bytes());
        }
        Value::Bytes(data) => {
            bytes.push(BYTES);
            length(bytes, data.len());
            bytes.extend_from_slice(data);
        }
        Value::Object(None) | Value::Unknown(None) => bytes.push(NO_OBJECT),
        Value::Array(values) => put_all(bytes, ARRAY, values, put_value),
        // No property of the agent is one of these.
        _ => put_failure(bytes, code::E_NOTIMPL),
    }
}

fn put_all<T>(bytes: &mut Vec<u8>, kind: u8, all: &[T], put: impl Fn(&mut Vec<u8>, &T)) {
    bytes.push(kind);
    length(bytes, all.len());
    for one in all {
        put(bytes, one);
    }
}

fn put_failure(bytes: &mut Vec<u8>, hresult: HResult) {
    put_raw(bytes, FAILED, &hresult.to_u32().to_le_bytes());
}

fn put_raw(bytes: &mut Vec<u8>, kind: u8, raw: &[u8]) {
    bytes.push(kind);
    bytes.extend_from_slice(raw);
}

fn length(bytes: &mut Vec<u8>, mut length: usize) {
    while let Ok(rest @ 0x80..) = u64::try_from(length) {
        bytes.push(rest.to_le_bytes()[0] | 0x80);
        length >>= 7;
    }
    bytes.push(u8::try_from(length).unwrap_or(0));
}

/// Bytes that are no trees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotATree;

impl fmt::Display for NotATree {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a whole result is not packed as it should be")
    }
}

impl std::error::Error for NotATree {}

/// Unpacks trees. Takes no more memory than the bytes pay for.
pub fn unpack(bytes: &[u8]) -> Result<Vec<Tree>, NotATree> {
    let mut unpacking = Unpacking {
        rest: bytes,
        left: MOST,
    };
    let trees = unpacking.all(|unpacking| unpacking.tree(0))?;
    if unpacking.rest.is_empty() {
        Ok(trees)
    } else {
        Err(NotATree)
    }
}

struct Unpacking<'a> {
    rest: &'a [u8],
    /// How many trees may still come.
    left: usize,
}

impl<'a> Unpacking<'a> {
    fn tree(&mut self, depth: usize) -> Result<Tree, NotATree> {
        if depth > DEEPEST {
            return Err(NotATree);
        }
        Ok(match self.byte()? {
            NODE => Tree::Node(self.all(|this| this.tree(depth + 1))?),
            ITEMS => Tree::Items(self.all(|this| this.tree(depth + 1))?),
            FAILED => Tree::Failed(HResult::from_u32(u32::from_le_bytes(self.array()?))),
            kind => Tree::Value(self.value(kind, depth)?),
        })
    }

    fn value(&mut self, kind: u8, depth: usize) -> Result<Value, NotATree> {
        Ok(match kind {
            EMPTY => Value::Empty,
            NULL => Value::Null,
            FALSE => Value::Bool(false),
            TRUE => Value::Bool(true),
            LONG => Value::I4(i32::from_le_bytes(self.array()?)),
            DWORD => Value::U4(u32::from_le_bytes(self.array()?)),
            DATE => Value::Date(Date(f64::from_le_bytes(self.array()?))),
            DECIMAL => {
                let (scale, sign) = (self.byte()?, self.byte()?);
                let mantissa = u128::from_le_bytes(self.array()?);
                let negative = match sign {
                    0 => false,
                    1 => true,
                    _ => return Err(NotATree),
                };
                Value::Decimal(Decimal::from_parts(mantissa, scale, negative).ok_or(NotATree)?)
            }
            TEXT => {
                let length = self.length()?;
                let text = std::str::from_utf8(self.take(length)?).map_err(|_| NotATree)?;
                Value::Text(text.into())
            }
            BYTES => {
                let length = self.length()?;
                Value::Bytes(self.take(length)?.into())
            }
            NO_OBJECT => Value::Object(None),
            ARRAY if depth < DEEPEST => {
                let values = self.all(|this| {
                    let kind = this.byte()?;
                    this.value(kind, depth + 1)
                })?;
                Value::Array(values.into())
            }
            _ => return Err(NotATree),
        })
    }

    /// So many, each of which takes a byte at least.
    fn all<T>(&mut self, one: impl Fn(&mut Self) -> Result<T, NotATree>) -> Result<Vec<T>, NotATree> {
        let count = self.length()?;
        if count > self.rest.len() {
            return Err(NotATree);
        }
        self.left = self.left.checked_sub(count).ok_or(NotATree)?;
        (0..count).map(|_| one(self)).collect()
    }

    fn length(&mut self) -> Result<usize, NotATree> {
        let mut length = 0_usize;
        for shift in (0..35).step_by(7) {
            let byte = self.byte()?;
            length |= usize::from(byte & 0x7F) << shift;
            if byte & 0x80 == 0 {
                return Ok(length);
            }
        }
        Err(NotATree)
    }

    fn byte(&mut self) -> Result<u8, NotATree> {
        self.array().map(|[byte]: [u8; 1]| byte)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], NotATree> {
        self.take(N)?.try_into().map_err(|_| NotATree)
    }

    fn take(&mut self, count: usize) -> Result<&'a [u8], NotATree> {
        let (taken, rest) = self.rest.split_at_checked(count).ok_or(NotATree)?;
        self.rest = rest;
        Ok(taken)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pack(trees: &[Tree]) -> Vec<u8> {
        let mut bytes = Vec::new();
        length(&mut bytes, trees.len());
        for tree in trees {
            put(&mut bytes, tree);
        }
        bytes
    }

    fn put(bytes: &mut Vec<u8>, tree: &Tree) {
        match tree {
            Tree::Value(value) => put_value(bytes, value),
            Tree::Failed(hresult) => put_failure(bytes, *hresult),
            Tree::Node(fields) => put_all(bytes, NODE, fields, put),
            Tree::Items(items) => put_all(bytes, ITEMS, items, put),
        }
    }

    #[test]
    fn what_is_packed_comes_out_again() {
        let long = "ä".repeat(100);
        let trees = [
            Tree::Node(vec![
                Tree::Value(Value::from("title")),
                Tree::Value(Value::from(&*long)),
                Tree::Value(Value::Bool(true)),
                Tree::Value(Value::I4(-5)),
                Tree::Value(Value::U4(u32::MAX)),
                Tree::Value(Value::Date(Date(45_000.5))),
                Tree::Value(Value::Decimal(Decimal::from(1_u64 << 40))),
                Tree::Value(Value::Object(None)),
                Tree::Value(Value::Bytes([1, 2].into())),
                Tree::Value(Value::Array([Value::Empty, Value::Null].into())),
                Tree::Items(vec![Tree::Node(vec![]), Tree::Failed(code::E_ACCESSDENIED)]),
            ]),
            Tree::Failed(code::E_FAIL),
        ];
        assert_eq!(unpack(&pack(&trees)).unwrap(), trees);
    }

    #[test]
    fn what_is_cut_off_is_no_tree() {
        let packed = pack(&[Tree::Node(vec![Tree::Value(Value::from("title"))])]);
        for end in 0..packed.len() {
            assert_eq!(unpack(&packed[..end]), Err(NotATree), "{end}");
        }
        let longer = [&packed[..], &[0]].concat();
        assert_eq!(unpack(&longer), Err(NotATree));
    }

    #[test]
    fn depth_and_counts_are_bounded() {
        let deep: Vec<u8> = [1].into_iter().chain([NODE, 1].repeat(10_000)).collect();
        assert_eq!(unpack(&deep), Err(NotATree));
        assert_eq!(unpack(&[0xFF, 0xFF, 0xFF, 0xFF, 0x0F, EMPTY]), Err(NotATree));
        assert_eq!(unpack(&[1, ARRAY, 0xFF, 0xFF, 0x7F]), Err(NotATree));
    }
}
