//! The shape of the definition: an interface is a row of plain static data.
//!
//! INVARIANT: slots are positions. The first own slot of an interface is the slot count of its base, and a member's
//! slot is the first own slot plus its index; neither is ever written down. The slot is the opnum on the wire too.

use std::fmt;

use crate::Guid;

/// A position in a virtual method table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Slot(pub u16);

/// An interface. Two references to the same row are the same interface.
pub struct Interface {
    /// The name in the specification.
    pub name: &'static str,
    /// The interface identifier.
    pub iid: Guid,
    /// What it extends; `None` for `IUnknown` alone.
    pub base: Option<&'static Interface>,
    /// Own members, in vtable order.
    pub members: &'static [Member],
    /// Not shown by browsers of the type library, which show the class instead.
    pub hidden: bool,
    first_slot: u16,
    /// All members, the inherited ones first. Every call looks here.
    by_slot: [Option<&'static Member>; MOST_SLOTS],
    /// The bases, `IUnknown` first, and how many.
    bases: [Option<&'static Interface>; MOST_BASES],
    depth: usize,
}

/// No interface has more members, bases included.
const MOST_SLOTS: usize = 72;
/// No interface has more bases.
const MOST_BASES: usize = 8;

impl Interface {
    /// An interface that extends `base`.
    #[must_use]
    pub const fn new(
        name: &'static str,
        iid: &str,
        base: &'static Interface,
        members: &'static [Member],
    ) -> Self {
        Self {
            name,
            iid: Guid::literal(iid),
            base: Some(base),
            members,
            hidden: false,
            first_slot: base.slot_count(),
            by_slot: append(base.by_slot, members),
            bases: append(base.bases, std::slice::from_ref(base)),
            depth: base.depth + 1,
        }
    }

    /// Not shown by browsers of the type library.
    #[must_use]
    pub const fn hidden(mut self) -> Self {
        self.hidden = true;
        self
    }

    /// The root of all interfaces.
    pub(crate) const fn root(name: &'static str, iid: &str, members: &'static [Member]) -> Self {
        Self {
            name,
            iid: Guid::literal(iid),
            base: None,
            members,
            hidden: false,
            first_slot: 0,
            by_slot: append([None; MOST_SLOTS], members),
            bases: [None; MOST_BASES],
            depth: 0,
        }
    }

    /// The slot of the first own member.
    #[must_use]
    pub const fn first_slot(&self) -> Slot {
        Slot(self.first_slot)
    }

    /// How many slots the virtual method table has, bases included.
    #[must_use]
    #[expect(
        clippy::as_conversions,
        clippy::cast_possible_truncation,
        reason = "a table has few members"
    )]
    pub const fn slot_count(&self) -> u16 {
        self.first_slot + self.members.len() as u16
    }

    /// The interface itself, then its bases.
    pub fn lineage(&'static self) -> impl Iterator<Item = &'static Interface> {
        std::iter::successors(Some(self), |interface| interface.base)
    }

    /// Whether a reference to this interface serves as one to `other`.
    pub fn is_or_extends(&'static self, other: &'static Interface) -> bool {
        self == other || self.bases.get(other.depth).copied().flatten() == Some(other)
    }

    /// Whether its members can be called by name.
    pub fn is_dispatch(&'static self) -> bool {
        self.is_or_extends(&crate::standard::IDISPATCH)
    }

    /// The member at `slot`, own or inherited.
    pub fn member(&'static self, slot: Slot) -> Option<&'static Member> {
        self.by_slot.get(usize::from(slot.0)).copied().flatten()
    }

    /// Own and inherited members with their slots, the most derived interface first.
    pub fn all_members(&'static self) -> impl Iterator<Item = (Slot, &'static Member)> {
        self.lineage()
            .flat_map(|interface| (interface.first_slot..).map(Slot).zip(interface.members))
    }
}

/// Puts rows behind those that there are.
const fn append<T, const MOST: usize>(
    mut rows: [Option<&'static T>; MOST],
    mut more: &'static [T],
) -> [Option<&'static T>; MOST] {
    let mut places = rows.as_mut_slice();
    while let [place, rest @ ..] = places {
        if place.is_none()
            && let [row, others @ ..] = more
        {
            *place = Some(row);
            more = others;
        }
        places = rest;
    }
    assert!(more.is_empty(), "an interface has more than there is room for");
    rows
}

impl PartialEq for &'static Interface {
    fn eq(&self, other: &&'static Interface) -> bool {
        std::ptr::eq(*self, *other)
    }
}

impl fmt::Debug for Interface {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

/// How a member is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A method.
    Method,
    /// A property is read.
    Get,
    /// A property is written.
    Put,
}

/// Whether a caller on another computer may use a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remote {
    /// Yes, for administrators.
    Allowed,
    /// The property can be read; its put has a row of its own.
    ReadOnly,
    /// Refused, unless this computer's policy grants the permission.
    Refused {
        /// What the policy has to grant.
        unless: Permission,
    },
    /// Never: it needs the caller's own desktop or process.
    Never,
}

/// What a policy can grant to remote administrators beyond Microsoft's rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u16)]
pub enum Permission {
    /// Copy files into and out of the download cache.
    Cache = 1,
    /// Download updates.
    Download = 1 << 1,
    /// Accept licences.
    Eula = 1 << 2,
    /// Hide and show updates.
    Hide = 1 << 3,
    /// Install and uninstall updates.
    Install = 1 << 4,
    /// Start searches that run on after the call.
    Jobs = 1 << 5,
    /// Read and write the proxy settings.
    Proxy = 1 << 6,
    /// Add, remove and register services.
    Services = 1 << 7,
    /// Read and write the settings of Automatic Updates.
    Settings = 1 << 8,
    /// Read the state of the computer.
    System = 1 << 9,
}

impl Permission {
    /// All of them, in the order of their names.
    pub const ALL: [Self; 10] = [
        Self::Cache,
        Self::Download,
        Self::Eula,
        Self::Hide,
        Self::Install,
        Self::Jobs,
        Self::Proxy,
        Self::Services,
        Self::Settings,
        Self::System,
    ];

    /// The name in the configuration.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Cache => "cache",
            Self::Download => "download",
            Self::Eula => "eula",
            Self::Hide => "hide",
            Self::Install => "install",
            Self::Jobs => "jobs",
            Self::Proxy => "proxy",
            Self::Services => "services",
            Self::Settings => "settings",
            Self::System => "system",
        }
    }
}

/// What a caller has to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Rights {
    /// Anyone who reached the agent.
    #[default]
    Anyone,
    /// A user of this computer.
    User,
    /// A member of its power users.
    PowerUser,
    /// An administrator.
    Administrator,
}

/// The type of a parameter or result.
#[derive(Clone, Copy)]
pub enum Type {
    /// `VARIANT_BOOL`.
    Bool,
    /// `LONG`.
    Long,
    /// `DWORD`.
    Dword,
    /// `LCID`.
    Lcid,
    /// `HWND`.
    Hwnd,
    /// `BSTR`.
    Bstr,
    /// `DATE`.
    Date,
    /// `DECIMAL`.
    Decimal,
    /// `VARIANT`.
    Variant,
    /// `IUnknown*`.
    Unknown,
    /// A reference to an object by one of its interfaces.
    Interface(&'static Interface),
    /// An enumeration, 32 bits wide.
    Enumeration(&'static Enumeration),
}

impl Type {
    /// The name in the interface definition.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Bool => "VARIANT_BOOL",
            Self::Long => "LONG",
            Self::Dword => "DWORD",
            Self::Lcid => "LCID",
            Self::Hwnd => "HWND",
            Self::Bstr => "BSTR",
            Self::Date => "DATE",
            Self::Decimal => "DECIMAL",
            Self::Variant => "VARIANT",
            Self::Unknown => "IUnknown",
            Self::Interface(interface) => interface.name,
            Self::Enumeration(enumeration) => enumeration.name,
        }
    }

    /// Whether it is a reference to an object.
    #[must_use]
    pub fn is_object(self) -> bool {
        matches!(self, Self::Unknown | Self::Interface(_))
    }
}

impl fmt::Debug for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// What stands for an argument that was left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Default {
    /// A number.
    Long(i32),
    /// A text.
    Text(&'static str),
}

/// An `[in]` parameter.
#[derive(Clone, Copy, Debug)]
pub struct Param {
    /// Its name, which late-bound callers may use too.
    pub name: &'static str,
    /// Its type.
    pub ty: Type,
    /// Its value when left out; `None` if it may not be.
    pub default: Option<Default>,
}

impl Param {
    /// A parameter that has to be given.
    #[must_use]
    pub const fn new(name: &'static str, ty: Type) -> Self {
        Self {
            name,
            ty,
            default: None,
        }
    }

    /// The same, but it may be left out.
    #[must_use]
    pub const fn or(mut self, default: Default) -> Self {
        self.default = Some(default);
        self
    }
}

/// A method, or one direction of a property.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "independent facts of a row")]
pub struct Member {
    /// The name, without `get_` and `put_`.
    pub name: &'static str,
    /// How it is called.
    pub kind: Kind,
    /// The dispatch id; `None` where it is not known: such a member is called by its slot only.
    pub dispid: Option<i32>,
    /// What goes in.
    pub params: &'static [Param],
    /// What comes out.
    pub returns: Option<Type>,
    /// The rule for callers from another computer.
    pub remote: Remote,
    /// What the caller has to be.
    pub rights: Rights,
    /// Refused with `WU_E_INVALID_OPERATION` while the object is locked down.
    pub locks_down: bool,
    /// Hidden from late binding.
    pub restricted: bool,
    /// May yield no object with success.
    pub nullable: bool,
    /// May wait: for a server, a disk, another process. A face must not run it where waiting is forbidden.
    pub blocking: bool,
    name_hash: u32,
}

impl Member {
    const fn row(name: &'static str, kind: Kind, dispid: Option<i32>, returns: Option<Type>) -> Self {
        Self {
            name,
            kind,
            dispid,
            params: &[],
            returns,
            remote: Remote::Allowed,
            rights: Rights::Anyone,
            locks_down: false,
            restricted: false,
            nullable: false,
            blocking: false,
            name_hash: hash_name(name),
        }
    }

    /// A property that is read.
    #[must_use]
    pub const fn get(name: &'static str, dispid: i32, returns: Type) -> Self {
        Self::row(name, Kind::Get, Some(dispid), Some(returns))
    }

    /// A property that is written; the new value is the last parameter.
    #[must_use]
    pub const fn put(name: &'static str, dispid: i32, params: &'static [Param]) -> Self {
        Self::row(name, Kind::Put, Some(dispid), None).takes(params)
    }

    /// A method.
    #[must_use]
    pub const fn method(name: &'static str, dispid: i32) -> Self {
        Self::row(name, Kind::Method, Some(dispid), None)
    }

    /// Takes these arguments.
    #[must_use]
    pub const fn takes(mut self, params: &'static [Param]) -> Self {
        self.params = params;
        self
    }

    /// Yields a result.
    #[must_use]
    pub const fn yields(mut self, returns: Type) -> Self {
        self.returns = Some(returns);
        self
    }

    /// Its dispatch id is not known, or it has none.
    #[must_use]
    pub const fn vtable_only(mut self) -> Self {
        self.dispid = None;
        self
    }

    /// Sets the rule for callers from another computer.
    #[must_use]
    pub const fn remote(mut self, remote: Remote) -> Self {
        self.remote = remote;
        self
    }

    /// Refused to callers from another computer, unless the policy grants `permission`.
    #[must_use]
    pub const fn local_unless(self, permission: Permission) -> Self {
        self.remote(Remote::Refused { unless: permission })
    }

    /// Sets what the caller has to be.
    #[must_use]
    pub const fn needs(mut self, rights: Rights) -> Self {
        self.rights = rights;
        self
    }

    /// Refused while the object is locked down.
    #[must_use]
    pub const fn locks_down(mut self) -> Self {
        self.locks_down = true;
        self
    }

    /// Hidden from late binding.
    #[must_use]
    pub const fn restricted(mut self) -> Self {
        self.restricted = true;
        self
    }

    /// May yield no object with success.
    #[must_use]
    pub const fn nullable(mut self) -> Self {
        self.nullable = true;
        self
    }

    /// May wait.
    #[must_use]
    pub const fn blocking(mut self) -> Self {
        self.blocking = true;
        self
    }

    /// Whether this is the name, in any case; `hash` is [`hash_name`] of it.
    pub(crate) fn is_named(&self, name: &str, hash: u32) -> bool {
        self.name_hash == hash && self.name.eq_ignore_ascii_case(name)
    }
}

/// FNV-1a over the name in lower case: names differ in case only by the caller's habit.
pub(crate) const fn hash_name(name: &str) -> u32 {
    let bytes = name.as_bytes();
    let mut hash: u32 = 0x811c_9dc5;
    let mut at = 0;
    while at < bytes.len() {
        #[expect(
            clippy::indexing_slicing,
            clippy::as_conversions,
            reason = "`at` is below the length; widening in a const fn"
        )]
        {
            hash = (hash ^ bytes[at].to_ascii_lowercase() as u32).wrapping_mul(0x0100_0193);
        }
        at += 1;
    }
    hash
}

/// An enumeration of the specification.
#[derive(Debug)]
pub struct Enumeration {
    /// Its name.
    pub name: &'static str,
    /// Names and numbers, in ascending order.
    pub values: &'static [(&'static str, i32)],
}

/// A class that programs create by name.
#[derive(Debug)]
pub struct CoClass {
    /// Its name.
    pub name: &'static str,
    /// Its class identifier.
    pub clsid: Guid,
    /// The name for scripts; the versioned one has `.1` behind it.
    pub progid: &'static str,
    /// The identifier under which this agent's class stands beside that of the system, on Windows.
    pub own_clsid: Guid,
    /// The name for scripts there; the versioned one has `.1` behind it.
    pub own_progid: &'static str,
    /// What `CreateObject` yields.
    pub default_interface: &'static Interface,
    /// What the type library names beside it.
    pub further_interfaces: &'static [&'static Interface],
    /// Whether another computer may create it, unless a policy says otherwise.
    pub remote: Remote,
}
