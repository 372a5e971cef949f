//! The counterpart of [`crate::exporter`]: what a client keeps of the objects that it was handed.
//!
//! Nothing here is sent or waited for. [`Pings`] knows which objects a server has to be reminded of, and what is to be
//! said to it; [`living`] reads references, and takes none but those of the server that was reached.

mod pings;

pub use pings::{PERIOD, Pings};

use wua_com::{Error, Guid};

use crate::orpc::codes::RPC_E_INVALID_OBJREF;
use crate::orpc::{ObjectReference, Oxid, StandardReference};

/// Reads a reference to an object of the exporter `oxid`, by which interface soever. An address inside of it is not
/// looked at: a server that names another one sends its clients where it wants.
pub fn living(reference: &[u8], oxid: Oxid) -> Result<(Guid, StandardReference), Error> {
    let invalid = |why: String| Error::new(RPC_E_INVALID_OBJREF, why);
    let reference = ObjectReference::from_bytes(reference).map_err(|error| invalid(error.to_string()))?;
    let Some((standard, _)) = reference.living() else {
        return Err(invalid(
            "the server hands out data in the place of an object".into(),
        ));
    };
    if standard.oxid != oxid {
        return Err(invalid(
            "the server hands out an object of somebody else, who is not called".into(),
        ));
    }
    Ok((reference.iid, *standard))
}
