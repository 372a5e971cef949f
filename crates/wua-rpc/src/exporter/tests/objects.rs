//! What the exporter of the tests has to offer: objects of every interface of the tables.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, LazyLock, Mutex};

use wua_com::{
    Caller, Date, Decimal, Enumerator, Error, Family, Guid, Interface, Object, ObjectRef, Outcome,
    Permissions, Rights, Slot, Text, Type, Value, code, ok, outcome,
};
use wua_defs::classes::{CLASSES, UPDATE_DOWNLOADER};
use wua_defs::interfaces::{INTERFACES, IUPDATE, IUPDATE_COLLECTION};

use crate::connection::Level;
use crate::exporter::{Offer, Origin};

/// An object of one line of interfaces.
pub(super) struct Toy {
    interface: &'static Interface,
    alive: Arc<AtomicUsize>,
    text: Mutex<Text>,
    items: Mutex<Vec<ObjectRef>>,
}

impl Toy {
    fn make(interface: &'static Interface, alive: &Arc<AtomicUsize>) -> ObjectRef {
        alive.fetch_add(1, Ordering::Relaxed);
        ObjectRef::new(Self {
            interface,
            alive: Arc::clone(alive),
            text: Mutex::new("nobody".into()),
            items: Mutex::new(Vec::new()),
        })
    }

    fn another(&self, interface: &'static Interface) -> Value {
        Value::Object(Some(Self::make(interface, &self.alive)))
    }

    /// Some value of a type; objects are new ones.
    fn value(&self, ty: Type) -> Value {
        match ty {
            Type::Bool => Value::Bool(true),
            Type::Long | Type::Enumeration(_) => Value::I4(1),
            Type::Dword | Type::Lcid => Value::U4(0x409),
            Type::Hwnd => Value::U8(0),
            Type::Bstr => Value::from("text"),
            Type::Date => Value::Date(Date(1.0)),
            Type::Decimal => Value::Decimal(Decimal::from(7_u64)),
            Type::Variant => Value::from("variant"),
            Type::Unknown => Value::Unknown(Some(Enumerator::over([Value::I4(1)]))),
            Type::Interface(interface) => self.another(interface),
        }
    }

    fn items(&self) -> Outcome {
        let items = self.items.lock().unwrap().clone();
        let items = items.into_iter().map(|item| Value::Object(Some(item)));
        ok(Value::Unknown(Some(Enumerator::over(items))))
    }

    fn call(&self, slot: Slot, arguments: &[Value]) -> Outcome {
        let member = self.interface.member(slot).unwrap();
        match (member.name, arguments) {
            ("ClientApplicationID", []) => ok(Value::Text(self.text.lock().unwrap().clone())),
            ("ClientApplicationID", [Value::Text(text)]) => {
                *self.text.lock().unwrap() = text.clone();
                ok(Value::Empty)
            }
            ("Search", [Value::Text(criteria)]) if &**criteria == "nonsense" => Err(Error::new(
                code::WU_E_INVALID_CRITERIA,
                "`nonsense` is no criterion",
            )),
            ("Image", []) => ok(Value::Object(None)),
            ("_NewEnum", []) => self.items(),
            ("Add", [Value::Object(item)]) => {
                let mut items = self.items.lock().unwrap();
                items.push(item.clone().ok_or(code::E_POINTER)?);
                ok(Value::I4(i32::try_from(items.len()).unwrap() - 1))
            }
            ("Item", [Value::I4(index)]) if self.interface == &IUPDATE_COLLECTION => {
                let items = self.items.lock().unwrap();
                let item = usize::try_from(*index).ok().and_then(|index| items.get(index));
                let item = item.ok_or_else(|| Error::new(code::E_INVALIDARG, "there is no such item"))?;
                ok(Value::Object(Some(item.clone())))
            }
            // Two objects, of which the second cannot be given away.
            ("GetInfo", [Value::Text(what)]) if &**what == "half" => ok(Value::Array(Arc::from([
                self.another(&IUPDATE),
                Value::Object(Some(Enumerator::over([]))),
            ]))),
            ("GetInfo", [Value::I4(count)]) => {
                let update = |_| self.another(&IUPDATE);
                ok(Value::Array((0..(*count).min(6)).map(update).collect()))
            }
            ("GetInfo", [Value::Object(Some(object))]) => ok(Value::Object(Some(object.clone()))),
            _ => ok(member.returns.map_or(Value::Empty, |ty| self.value(ty))),
        }
    }
}

impl Drop for Toy {
    fn drop(&mut self) {
        self.alive.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Object for Toy {
    fn families(&self) -> &'static [Family] {
        static FAMILIES: LazyLock<Vec<[Family; 1]>> = LazyLock::new(|| {
            let family = |interface: &&'static Interface| Family { interface, dispatch };
            INTERFACES.iter().map(|interface| [family(interface)]).collect()
        });
        let own = FAMILIES
            .iter()
            .find(|[family]| family.interface == self.interface);
        own.unwrap()
    }
}

fn dispatch(object: &dyn Object, _: &Caller, slot: Slot, arguments: &[Value]) -> Outcome {
    let object: &dyn std::any::Any = object;
    let toy: &Toy = object.downcast_ref().unwrap();
    outcome(toy.interface, slot, toy.call(slot, arguments))
}

/// Anna and Bert are administrators, Carl is not, and nobody else may call. Beside the classes of the tables there is one
/// for each interface, called like it; downloaders are refused.
#[derive(Default)]
pub(super) struct ToyOffer {
    /// What was refused to whom.
    pub(super) refused: Mutex<Vec<(String, String, Error)>>,
    /// How many objects there are.
    pub(super) alive: Arc<AtomicUsize>,
    /// Nothing can be had any more.
    pub(super) closed: Mutex<bool>,
}

impl ToyOffer {
    pub(super) fn alive(&self) -> usize {
        self.alive.load(Ordering::Relaxed)
    }

    pub(super) fn make(&self, interface: &'static Interface) -> ObjectRef {
        Toy::make(interface, &self.alive)
    }
}

impl Offer for ToyOffer {
    fn caller(&self, origin: &Origin) -> Result<Caller, Error> {
        let user = origin.peer.as_ref().map(|peer| peer.user.as_str());
        match user {
            Some(user @ ("anna" | "bert")) if origin.level >= Level::Integrity => Ok(Caller {
                user: user.into(),
                ..Caller::remote(Rights::Administrator, Permissions::NONE)
            }),
            _ => Err(Error::new(code::E_ACCESSDENIED, "this is for administrators")),
        }
    }

    fn interfaces(&self) -> Vec<&'static Interface> {
        INTERFACES.to_vec()
    }

    fn check_class(&self, class: Guid, caller: &Caller) -> Result<(), Error> {
        self.create(class, caller).map(drop)
    }

    fn create(&self, class: Guid, _: &Caller) -> Result<ObjectRef, Error> {
        if class == UPDATE_DOWNLOADER.clsid || *self.closed.lock().unwrap() {
            return Err(Error::new(code::E_ACCESSDENIED, "not from another computer"));
        }
        let of_class = CLASSES.iter().find(|known| known.clsid == class);
        let interface = match of_class {
            Some(known) => Some(known.default_interface),
            None => wua_defs::interfaces::by_iid(class),
        };
        let Some(interface) = interface else {
            return Err(Error::new(code::REGDB_E_CLASSNOTREG, "there is no such class"));
        };
        Ok(self.make(interface))
    }

    fn refused(&self, origin: &Origin, what: &str, why: &Error) {
        let user = origin.peer.as_ref().map_or("", |peer| peer.user.as_str());
        let mut refused = self.refused.lock().unwrap();
        refused.push((user.to_owned(), what.to_owned(), why.clone()));
    }
}
