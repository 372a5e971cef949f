//! `ITypeInfo` ([MS-OAUT] 3.7), enough for PowerShell and .NET to list the members of an object before they call one.
//!
//! An interface of the tables is described as a dispinterface: its members by dispid, their parameters, and the
//! interfaces these mention. Enumerations are described as the numbers that they travel as. There is no type library
//! around it and no `ITypeComp`; whoever asks for them is told so.

mod request;
mod structures;

pub use request::TypeInfoRequest;

use wua_com::standard::IDISPATCH;
use wua_com::{
    Caller, Error, Family, HResult, Interface, Kind, Member, Object, Outcome, Slot, Type, Value, code,
};

/// `ITypeInfo`: what `GetTypeInfo` yields. Its structures are no values, so it has no members in the tables:
/// [`TypeInfoRequest`] reads and answers its calls.
pub static ITYPE_INFO: Interface = Interface::new(
    "ITypeInfo",
    "00020401-0000-0000-c000-000000000046",
    &wua_com::standard::IUNKNOWN,
    &[],
);

/// `TYPE_E_ELEMENTNOTFOUND`: there is no member of this number, or no type of this handle.
pub const TYPE_E_ELEMENTNOTFOUND: HResult = HResult::from_u32(0x8002_802B);
/// `TYPE_E_BADMODULEKIND`: only modules have entries, only classes make objects.
pub const TYPE_E_BADMODULEKIND: HResult = HResult::from_u32(0x8002_88BD);

/// `MEMBERID_NIL`: the type itself.
const THE_TYPE: i32 = -1;

/// The description of an interface, as an object that can be marshaled.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TypeInfo {
    interface: &'static Interface,
}

impl TypeInfo {
    /// Describes an interface.
    #[must_use]
    pub fn of(interface: &'static Interface) -> Self {
        Self { interface }
    }

    /// Members that have a dispid, bases first, with their slots.
    fn members(self) -> impl Iterator<Item = (Slot, &'static Member)> {
        let slots = IDISPATCH.slot_count()..self.interface.slot_count();
        slots
            .map(Slot)
            .filter_map(move |slot| Some((slot, self.interface.member(slot)?)))
            .filter(move |(_, member)| self.interface.is_dispatch() && member.dispid.is_some())
    }

    /// The member of this dispid. A property that can be written has two: the one that reads it is meant.
    fn member(self, dispid: i32) -> Option<&'static Member> {
        let mut all = self
            .members()
            .map(|(_, member)| member)
            .filter(|member| member.dispid == Some(dispid));
        let first = all.next()?;
        Some(all.find(|member| member.kind == Kind::Get).unwrap_or(first))
    }

    /// Whether it says that it extends `IDispatch`.
    fn has_base(self) -> bool {
        self.interface.is_dispatch() && self.interface != &IDISPATCH
    }

    fn referenced(self, handle: TypeHandle) -> Option<&'static Interface> {
        if handle == TypeHandle::BASE {
            return self.has_base().then_some(&IDISPATCH);
        }
        let member = self.interface.member(handle.slot())?;
        let ty = match handle.position() {
            0 => member.returns,
            position => member.params.get(position - 1).map(|param| param.ty),
        };
        match ty? {
            Type::Interface(interface) => Some(interface),
            _ => None,
        }
    }
}

impl Object for TypeInfo {
    fn families(&self) -> &'static [Family] {
        static FAMILIES: [Family; 1] = [Family {
            interface: &ITYPE_INFO,
            dispatch: no_members,
        }];
        &FAMILIES
    }
}

fn no_members(_: &dyn Object, _: &Caller, _: Slot, _: &[Value]) -> Outcome {
    Err(Error::from(code::E_NOTIMPL))
}

/// HREFTYPE: says where in a description a type is mentioned. So nothing has to be remembered between two calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct TypeHandle(u32);

impl TypeHandle {
    /// What the described interface extends. No member of a dispinterface has this handle: their slots begin at 7.
    const BASE: Self = Self(0);
    /// More than any member has parameters.
    const POSITIONS: u32 = 64;

    /// The type of the result is at position 0, that of the first parameter at 1.
    fn of(slot: Slot, position: usize) -> Self {
        let position = u32::try_from(position).unwrap_or(u32::MAX);
        Self(u32::from(slot.0) * Self::POSITIONS + position.min(Self::POSITIONS - 1))
    }

    fn slot(self) -> Slot {
        Slot(u16::try_from(self.0 / Self::POSITIONS).unwrap_or(u16::MAX))
    }

    fn position(self) -> usize {
        usize::try_from(self.0 % Self::POSITIONS).unwrap_or(usize::MAX)
    }
}
