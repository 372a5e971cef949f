//! What is compared, and a walk over objects that reads every property in both ways: through the slot that the
//! `windows` crate takes for it, and by name.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::c_void;

use windows::Win32::Foundation::{DECIMAL, VARIANT_BOOL};
use windows::Win32::System::Com::{DISPATCH_PROPERTYGET, DISPPARAMS, IDispatch};
use windows::Win32::System::Variant::{
    VARIANT, VT_BOOL, VT_BSTR, VT_DATE, VT_DECIMAL, VT_DISPATCH, VT_I4, VT_UI4, VT_UNKNOWN,
};
use windows_core::{BSTR, GUID, IUnknown, Interface, Result};

/// The size of a slot.
pub(crate) const WORD: usize = size_of::<*const c_void>();

/// How many items of a collection are looked at.
const ITEMS: i32 = 60;

/// A class: our identifier of it and theirs.
pub(crate) struct Class {
    pub(crate) name: &'static str,
    pub(crate) ours: GUID,
    pub(crate) theirs: GUID,
}

/// An interface: what our tables say of it, and what the crate does.
pub(crate) struct Compared {
    pub(crate) name: &'static str,
    pub(crate) ours: GUID,
    pub(crate) theirs: GUID,
    /// Ours, theirs.
    pub(crate) slots: (usize, usize),
    /// The place of the base's table in this one.
    pub(crate) base: fn(*const c_void) -> *const c_void,
    /// The first own slot.
    pub(crate) first: usize,
    pub(crate) fields: &'static [Field],
    /// Reads its properties, if the object has it.
    pub(crate) visit: fn(&IUnknown, &mut Visitor) -> Option<()>,
}

/// A member: our slot for it and theirs.
pub(crate) struct Field {
    pub(crate) name: &'static str,
    pub(crate) ours: usize,
    pub(crate) theirs: usize,
}

/// A number of an enumeration.
pub(crate) struct Number(pub(crate) i32);

/// A value that was read, in whichever way.
#[derive(Debug, PartialEq)]
pub(crate) enum Seen {
    Text(String),
    Boolean(i16),
    Number(i64),
    Date(u64),
    Decimal(u32, u64),
    Object(Option<IUnknown>),
    /// Of a VARIANT the type is enough.
    Variant(u16),
}

impl Seen {
    pub(crate) fn text(value: Result<BSTR>) -> Result<Self> {
        value.map(|text| Self::Text(text.to_string()))
    }

    pub(crate) fn boolean(value: Result<VARIANT_BOOL>) -> Result<Self> {
        value.map(|boolean| Self::Boolean(boolean.0))
    }

    pub(crate) fn long(value: Result<i32>) -> Result<Self> {
        value.map(|number| Self::Number(number.into()))
    }

    pub(crate) fn dword(value: Result<u32>) -> Result<Self> {
        value.map(|number| Self::Number(number.into()))
    }

    pub(crate) fn number(value: Result<impl Into<Number>>) -> Result<Self> {
        value.map(|number| Self::Number(number.into().0.into()))
    }

    pub(crate) fn date(value: Result<f64>) -> Result<Self> {
        value.map(|date| Self::Date(date.to_bits()))
    }

    pub(crate) fn decimal(value: Result<DECIMAL>) -> Result<Self> {
        value.map(|decimal| Self::Decimal(decimal.Hi32, unsafe { decimal.Anonymous2.Lo64 }))
    }

    pub(crate) fn variant(value: Result<VARIANT>) -> Result<Self> {
        value.map(|variant| Self::Variant(variant.vt().0))
    }

    /// The crate takes success without an object for an error that is none.
    pub(crate) fn object(value: Result<impl Interface>) -> Result<Self> {
        match value {
            Ok(object) => Ok(Self::Object(Some(object.cast()?))),
            Err(error) if error.code().is_ok() => Ok(Self::Object(None)),
            Err(error) => Err(error),
        }
    }

    fn of_variant(variant: &VARIANT) -> Self {
        let value = unsafe { &variant.Anonymous.Anonymous.Anonymous };
        unsafe {
            match variant.vt() {
                VT_BSTR => Self::Text(value.bstrVal.to_string()),
                VT_BOOL => Self::Boolean(value.boolVal.0),
                VT_I4 => Self::Number(value.lVal.into()),
                VT_UI4 => Self::Number(value.ulVal.into()),
                VT_DATE => Self::Date(value.date.to_bits()),
                VT_DECIMAL => {
                    let decimal = &variant.Anonymous.decVal;
                    Self::Decimal(decimal.Hi32, decimal.Anonymous2.Lo64)
                }
                VT_DISPATCH | VT_UNKNOWN => {
                    Self::Object(value.punkVal.as_ref().and_then(|object| object.cast().ok()))
                }
                other => Self::Variant(other.0),
            }
        }
    }
}

/// What was seen on the way.
#[derive(Default)]
pub(crate) struct Visitor {
    to_visit: Vec<IUnknown>,
    known: BTreeMap<usize, IUnknown>,
    /// Interfaces on which a call succeeded.
    pub(crate) called: BTreeSet<&'static str>,
    /// How many properties were the same in both ways.
    pub(crate) agreed: usize,
    pub(crate) wrong: Vec<String>,
}

impl Visitor {
    /// Takes an object along, once.
    pub(crate) fn discover(&mut self, object: &impl Interface) {
        let identity: IUnknown = object.cast().expect("every object has an identity");
        let address = identity.as_raw().addr();
        if self.known.insert(address, identity.clone()).is_none() {
            self.to_visit.push(identity);
        }
    }

    /// Looks at every object that can be reached, through every interface that it has.
    pub(crate) fn walk(&mut self, interfaces: &[Compared]) {
        while let Some(object) = self.to_visit.pop() {
            for interface in interfaces {
                (interface.visit)(&object, self);
            }
        }
    }

    /// A property that was read through its slot; by name it has to be the same.
    pub(crate) fn read(
        &mut self,
        interface: &'static str,
        slot: u16,
        by_name: Option<(&IDispatch, i32)>,
        value: &Result<Seen>,
    ) {
        if value.is_ok() {
            self.called.insert(interface);
        }
        if let Ok(Seen::Object(Some(object))) = value {
            self.discover(object);
        }
        let Some((object, dispid)) = by_name else { return };
        match (value, get(object, dispid)) {
            (Ok(Seen::Variant(of)), Ok(other)) if *of == other.vt().0 => self.agreed += 1,
            // A collection may be made anew each time.
            (Ok(Seen::Object(Some(_))), Ok(other))
                if matches!(Seen::of_variant(&other), Seen::Object(Some(_))) =>
            {
                self.agreed += 1;
            }
            (Ok(value), Ok(other)) if *value == Seen::of_variant(&other) => self.agreed += 1,
            // By name every failure is one code, and the failure itself is told beside it.
            (Err(_), Err(_)) => self.agreed += 1,
            (value, other) => {
                let other = other.map(|other| Seen::of_variant(&other));
                self.wrong.push(format!(
                    "{interface}, slot {slot}: {value:?} by vtable, {other:?} by name"
                ));
            }
        }
    }

    /// The items of a collection, up to the first that fails.
    pub(crate) fn items(&mut self, interface: &'static str, slot: u16, item: impl Fn(i32) -> Result<Seen>) {
        for index in 0..ITEMS {
            let item = item(index);
            if item.is_err() {
                return;
            }
            self.read(interface, slot, None, &item);
        }
    }
}

/// The interface as it is, not the one that `QueryInterface` gives.
pub(crate) unsafe fn as_dispatch<T: Interface>(object: &T) -> &IDispatch {
    unsafe { &*std::ptr::from_ref(object).cast() }
}

fn get(object: &IDispatch, dispid: i32) -> Result<VARIANT> {
    let mut result = VARIANT::default();
    let none = DISPPARAMS::default();
    unsafe {
        object.Invoke(
            dispid,
            &GUID::zeroed(),
            0,
            DISPATCH_PROPERTYGET,
            &raw const none,
            Some(&raw mut result),
            None,
            None,
        )?;
    }
    Ok(result)
}
