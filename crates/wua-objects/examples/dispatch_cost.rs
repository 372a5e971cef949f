//! What a property read costs: reads the title of an update again and again, in one of the three ways there are.
//!
//! ```text
//! dispatch_cost slot 10000      ObjectRef::invoke, by interface and slot: what virtual method tables do
//! dispatch_cost dispid 10000    Dispatch::invoke, by dispid: IDispatch::Invoke with the arguments converted
//! dispatch_cost name 10000      Dispatch::call, by name: GetIDsOfNames each time, as scripts do
//! ```
//!
//! Run under callgrind with two counts, the difference of the instructions divided by that of the counts is the cost
//! of one read.

use std::process::ExitCode;
use std::sync::Arc;

use wua_agent::Agent;
use wua_com::{
    Bound, Caller, DISPID_VALUE, Dispatch, DispatchFlags, Error, ObjectRef, Rights, Slot, Value, code,
};
use wua_defs::classes::UPDATE_SEARCHER;
use wua_defs::interfaces::IUPDATE;
use wua_model::proxy::IUpdateSearcher;
use wua_objects::Host;

const USAGE: &str = "usage: dispatch_cost <slot|dispid|name> <count>";

/// The first own member of `IUpdate`.
const TITLE: Slot = Slot(7);

fn main() -> ExitCode {
    match run() {
        Ok(checksum) => {
            println!("{checksum}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("dispatch_cost: {error}");
            ExitCode::FAILURE
        }
    }
}

/// The lengths of all titles that were read, added up.
fn run() -> Result<usize, Error> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let usage = || Error::new(code::E_INVALIDARG, USAGE);
    let [way, count] = arguments.as_slice() else {
        return Err(usage());
    };
    let count: usize = count.parse().map_err(|_| usage())?;
    let folder = tempfile::tempdir()
        .map_err(|error| Error::new(code::STG_E_PATHNOTFOUND, format!("no temporary folder: {error}")))?;
    let state = folder.path().join("state");
    let parts = wua_testkit::museum::parts(&state, &folder.path().join("cache"))?;
    let host = Host::new(Agent::open(parts)?, "museum");
    let caller = Caller::local(Rights::Administrator);
    let update = one_update(&host, &caller)?;
    let read: Box<dyn Fn() -> Result<Value, Error>> = match way.as_str() {
        "slot" => Box::new(move || Ok(update.invoke(&caller, &IUPDATE, TITLE, &[])?.value)),
        "dispid" => {
            let dispatch = late_bound(update)?;
            Box::new(move || {
                Ok(dispatch
                    .invoke(&caller, DISPID_VALUE, DispatchFlags::GET, &[], &[])?
                    .value)
            })
        }
        "name" => {
            let dispatch = late_bound(update)?;
            Box::new(move || Ok(dispatch.call(&caller, "Title", DispatchFlags::GET, &[])?.value))
        }
        _ => return Err(usage()),
    };
    let mut checksum = 0_usize;
    for _ in 0..count {
        match read()? {
            Value::Text(title) => checksum += title.len(),
            other => {
                return Err(Error::new(
                    code::DISP_E_TYPEMISMATCH,
                    format!("the title is {other:?}"),
                ));
            }
        }
    }
    Ok(checksum)
}

fn one_update(host: &Arc<Host>, caller: &Caller) -> Result<ObjectRef, Error> {
    let object = wua_objects::classes::create(host, &UPDATE_SEARCHER, caller)?;
    let searcher = IUpdateSearcher::from(Bound {
        object,
        caller: caller.clone(),
    });
    let update = searcher
        .search("IsInstalled=0 and Type='Software'")?
        .updates()?
        .item(0)?;
    Ok(update.object.clone())
}

fn late_bound(object: ObjectRef) -> Result<Dispatch, Error> {
    Dispatch::new(object).ok_or_else(|| Error::new(code::E_NOINTERFACE, "the update has no IDispatch"))
}
