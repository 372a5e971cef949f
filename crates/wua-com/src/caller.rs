//! Who is calling: known to every member, and checked before any of them runs.

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

use crate::table::{Interface, Permission, Rights, Slot};
use crate::{HResult, Remote, Text};

/// A language and region, as Windows numbers them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Lcid(pub u32);

impl Lcid {
    /// English (United States).
    pub const ENGLISH: Self = Self(0x0409);
}

/// Where a call comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Origin {
    /// This computer.
    #[default]
    Local,
    /// Another computer.
    Remote,
}

/// What this computer's policy grants to administrators calling from another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Permissions(u16);

impl Permissions {
    /// Nothing beyond Microsoft's rules.
    pub const NONE: Self = Self(0);

    /// Adds one.
    #[must_use]
    #[expect(clippy::as_conversions, reason = "a permission is its bit")]
    pub const fn with(self, permission: Permission) -> Self {
        Self(self.0 | permission as u16)
    }

    /// Whether it is granted.
    #[must_use]
    #[expect(clippy::as_conversions, reason = "a permission is its bit")]
    pub const fn grants(self, permission: Permission) -> bool {
        self.0 & permission as u16 != 0
    }
}

/// Sees every call that passed the checks, with its result.
pub trait Observer: Send + Sync {
    /// `interface` is the one that the call named, which may be a base of the object's.
    fn called(&self, interface: &'static Interface, slot: Slot, hresult: HResult);
}

/// The one who calls.
#[derive(Clone)]
pub struct Caller {
    /// This computer or another.
    pub origin: Origin,
    /// What the caller is.
    pub rights: Rights,
    /// The language of the caller's user interface.
    pub locale: Lcid,
    /// Who it is, for records and messages.
    pub user: Text,
    /// Acts for a web page: what [`IUpdateLockdown`] forbids is refused on every object.
    ///
    /// [`IUpdateLockdown`]: crate::table::Member::locks_down
    pub locked_down: bool,
    /// What the policy grants to remote callers.
    pub permissions: Permissions,
    /// The folders of this computer below which a caller from another one may name files.
    pub folders: Arc<[PathBuf]>,
    /// Who watches.
    pub observer: Option<Arc<dyn Observer>>,
}

impl Caller {
    /// A caller on this computer.
    #[must_use]
    pub fn local(rights: Rights) -> Self {
        Self {
            origin: Origin::Local,
            rights,
            locale: Lcid::ENGLISH,
            user: Text::default(),
            locked_down: false,
            permissions: Permissions::NONE,
            folders: Arc::default(),
            observer: None,
        }
    }

    /// A caller from another computer, to whom the policy grants `permissions`.
    #[must_use]
    pub fn remote(rights: Rights, permissions: Permissions) -> Self {
        Self {
            origin: Origin::Remote,
            permissions,
            ..Self::local(rights)
        }
    }

    /// The same, speaking another language.
    #[must_use]
    pub fn speaking(self, locale: Lcid) -> Self {
        Self { locale, ..self }
    }

    /// Whether the remote rule lets this caller through.
    pub(crate) fn may_reach(&self, rule: Remote) -> bool {
        if self.origin == Origin::Local {
            return true;
        }
        match rule {
            Remote::Allowed | Remote::ReadOnly => true,
            Remote::Refused { unless } => self.permissions.grants(unless),
            Remote::Never => false,
        }
    }
}

impl fmt::Debug for Caller {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} {:?} {:?}", self.origin, self.rights, self.user)
    }
}
