//! The object model over the engine of this process: what a COM server hosts.
//!
//! The engine is the one that the environment describes (see [`Environment`]).

#[cfg(unix)]
use std::sync::Arc;

#[cfg(unix)]
use wua_com::Bound;
use wua_com::table::{CoClass, Rights};
use wua_com::{Caller, Error, ObjectRef};
#[cfg(unix)]
use wua_net::reach;

pub use wua_defs::classes;
pub use wua_model::proxy;

#[cfg(unix)]
use crate::computer::Terms;
#[cfg(unix)]
use crate::credentials::Credentials;
use crate::environment::Environment;
#[cfg(unix)]
use crate::host::Host;
use crate::session::Session;

/// Creates an object of a class.
pub fn create(class: &'static CoClass, caller: &Caller) -> Result<ObjectRef, Error> {
    let agent = Session::builder()
        .environment(&Environment::of_the_process())
        .agent()?;
    let host = wua_objects::Host::new(agent, env!("CARGO_PKG_VERSION"));
    wua_objects::classes::create(&host, class, caller)
}

/// The one who runs this process.
///
/// What an administrator is, the folder of the store decides: who keeps one of their own (a trial over the museum,
/// `WUA_STATE`, the folders of an ordinary user) is free in it, and who cannot write the one of the system fails
/// there.
pub fn caller() -> Caller {
    let environment = Environment::of_the_process();
    who(&environment).speaking(environment.locale)
}

fn who(environment: &Environment) -> Caller {
    #[cfg(feature = "museum")]
    if environment.museum {
        return wua_testkit::museum::caller();
    }
    Caller {
        user: environment.user.as_str().into(),
        ..Caller::local(Rights::Administrator)
    }
}

/// The object model of another computer: the same handles ([`proxy`]) as on objects of this one.
///
/// ```no_run
/// use wua::com::{Elsewhere, classes, proxy};
///
/// # fn main() -> Result<(), wua::Error> {
/// # let (host, credentials) = ("pc1".parse()?, wua::Credentials::new("anna", wua::Secret::Password("…".to_owned().into())));
/// let pc1 = Elsewhere::new(&host, &credentials, wua::computer::Terms::default());
/// let session: proxy::IUpdateSession = pc1.create(&classes::UPDATE_SESSION)?;
/// let found = session.create_update_searcher()?.search("IsInstalled=0")?;
/// println!("{} updates are missing", found.updates()?.count()?);
/// # Ok(())
/// # }
/// ```
#[cfg(unix)]
pub struct Elsewhere(reach::Computer);

#[cfg(unix)]
impl Elsewhere {
    /// Nobody is called before something is created.
    pub fn new(host: &Host, credentials: &Credentials, terms: Terms) -> Self {
        Self(reach::Computer::new(
            host.into(),
            Arc::new(credentials.clone()),
            terms,
        ))
    }

    /// Creates an object of a class there. Objects outlive this.
    pub fn create<T: From<Bound>>(&self, class: &CoClass) -> Result<T, Error> {
        let object = self.0.create(class.clsid, &[class.default_interface])?;
        // What the caller is, the other computer knows.
        let caller = Caller::local(Rights::Administrator);
        Ok(T::from(Bound { object, caller }))
    }
}
