//! What was read, taken out again by name.

use jiff::Timestamp;
use wua_com::reading::{Shape, Tree};
use wua_com::{Decimal, Guid, HResult, Value};

/// The properties of one object.
#[derive(Clone, Copy)]
pub(super) struct Row<'a> {
    shape: &'a Shape,
    fields: &'a [Tree],
}

impl<'a> Row<'a> {
    pub(super) fn new(shape: &'a Shape, tree: &'a Tree) -> Option<Self> {
        match tree {
            Tree::Node(fields) => Some(Self { shape, fields }),
            _ => None,
        }
    }

    fn field(&self, name: &str) -> Option<&'a Tree> {
        self.fields.get(self.shape.place(name)?)
    }

    fn value(&self, name: &str) -> Option<&'a Value> {
        match self.field(name)? {
            Tree::Value(value) => Some(value),
            _ => None,
        }
    }

    /// Why a property could not be read.
    pub(super) fn failure(&self, name: &str) -> Option<HResult> {
        match self.field(name)? {
            Tree::Failed(hresult) => Some(*hresult),
            _ => None,
        }
    }

    pub(super) fn text(&self, name: &str) -> String {
        match self.value(name) {
            Some(Value::Text(text)) => text.to_string(),
            _ => String::new(),
        }
    }

    pub(super) fn guid(&self, name: &str) -> Option<Guid> {
        self.text(name).parse().ok()
    }

    pub(super) fn truth(&self, name: &str) -> bool {
        matches!(self.value(name), Some(Value::Bool(true)))
    }

    pub(super) fn number(&self, name: &str) -> i32 {
        match self.value(name) {
            Some(Value::I4(number)) => *number,
            _ => 0,
        }
    }

    /// An enumeration; what is not known is taken for the usual.
    pub(super) fn one_of<T: TryFrom<i32>>(&self, name: &str, usual: T) -> T {
        match self.value(name) {
            Some(Value::I4(number)) => T::try_from(*number).unwrap_or(usual),
            _ => usual,
        }
    }

    /// How many bytes.
    pub(super) fn size(&self, name: &str) -> u64 {
        match self.value(name) {
            Some(Value::Decimal(size)) => whole(*size),
            _ => 0,
        }
    }

    pub(super) fn time(&self, name: &str) -> Option<Timestamp> {
        match self.value(name) {
            Some(Value::Date(date)) => Timestamp::from_second(date.to_unix_seconds()?).ok(),
            _ => None,
        }
    }

    pub(super) fn bytes(&self, name: &str) -> Vec<u8> {
        match self.value(name) {
            Some(Value::Bytes(bytes)) => bytes.to_vec(),
            _ => Vec::new(),
        }
    }

    /// The object that a property yields, or the same object by another interface.
    pub(super) fn object(&self, name: &str) -> Option<Row<'a>> {
        Row::new(self.shape.inside(name)?, self.field(name)?)
    }

    /// The items of a collection of objects.
    pub(super) fn rows(&self, name: &str) -> impl Iterator<Item = Row<'a>> + use<'a> {
        let shape = self.shape.inside(name);
        self.items(name)
            .iter()
            .filter_map(move |item| Row::new(shape?, item))
    }

    /// The items of a collection of strings.
    pub(super) fn texts(&self, name: &str) -> Vec<String> {
        let text = |item: &Tree| match item {
            Tree::Value(Value::Text(text)) => Some(text.to_string()),
            _ => None,
        };
        self.items(name).iter().filter_map(text).collect()
    }

    pub(super) fn items(&self, name: &str) -> &'a [Tree] {
        match self.field(name) {
            Some(Tree::Items(items)) => items,
            _ => &[],
        }
    }
}

pub(super) fn whole(size: Decimal) -> u64 {
    let divisor = 10_u128.checked_pow(u32::from(size.scale())).unwrap_or(u128::MAX);
    if size.is_negative() {
        return 0;
    }
    u64::try_from(size.mantissa() / divisor).unwrap_or(u64::MAX)
}
