//! What is not as it should be, and does not keep a synchronization from its end.

use std::fmt;

use wua_com::Guid;

use crate::messages::UpdateIdentity;

/// How many warnings are kept. A server that is wrong all the time is not worth more.
pub const MOST_WARNINGS: usize = 100;

/// Keeps a warning once.
pub(super) fn warn(warnings: &mut Vec<Warning>, warning: Warning) {
    if warnings.len() < MOST_WARNINGS && !warnings.contains(&warning) {
        warnings.push(warning);
    }
}

/// What is not as it should be, and does not keep a synchronization from its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Warning {
    /// The server cannot be asked for some categories only.
    AllCategories,
    /// The server does not know a category.
    UnknownCategory(Guid),
    /// The server says that there is more, and sends nothing new.
    NothingNew {
        /// How many pages there were.
        page: usize,
    },
    /// A revision came twice in a page.
    Repeated {
        /// The server's number of it.
        id: i32,
    },
    /// A revision has changed that is not known.
    UnknownChanged {
        /// The server's number of it.
        id: i32,
    },
    /// A revision has another number than before, and the server did not say that it is another server.
    Renumbered {
        /// Which.
        identity: UpdateIdentity,
        /// Before.
        from: i32,
        /// Now.
        to: i32,
    },
    /// A revision was numbered anew that nobody asked for, or twice.
    Unasked(UpdateIdentity),
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AllCategories => f.write_str(
                "the update server cannot be asked for some categories only; it was asked for all",
            ),
            Self::UnknownCategory(id) => write!(f, "the update server does not know the category {id}"),
            Self::NothingNew { page } => write!(
                f,
                "the update server says that there is more, and sent nothing new with page {page}; it was not asked again"
            ),
            Self::Repeated { id } => {
                write!(
                    f,
                    "the update server sent the revision {id} twice in a page; the first one counts"
                )
            }
            Self::UnknownChanged { id } => write!(
                f,
                "the update server has changed the revision {id}, which it had not sent before; that was left out"
            ),
            Self::Renumbered { identity, from, to } => write!(
                f,
                "the update server calls {identity} {to} now, and called it {from} before"
            ),
            Self::Unasked(identity) => write!(
                f,
                "the update server says its number of {identity}, which it was not asked for, or says it twice; that was left out"
            ),
        }
    }
}
