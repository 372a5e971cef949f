//! The object model over the engine of this process: what a COM server hosts.
//!
//! The engine is the one that the environment describes (see [`Environment`]).

use wua_com::table::CoClass;
use wua_com::{Caller, Error, ObjectRef};

use crate::environment::Environment;
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
        ..Caller::local(wua_com::table::Rights::Administrator)
    }
}
