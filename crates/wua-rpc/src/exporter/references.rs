//! `IRemUnknown` and `IRemUnknown2` ([MS-DCOM] 3.1.1.5.6 and 3.1.1.5.7): which interfaces an object has, and how many
//! references to them a caller holds.

use std::sync::Arc;

use wua_com::{Error, Guid, HResult, ObjectRef, Text, code};

use super::calling::{check_flags, explained, read_header};
use super::marshaling::Marshaler;
use super::offer::{Answer, Incoming, Origin};
use super::{Exporter, Fault};
use crate::ndr::{Reader, Writer};
use crate::orpc::codes::{CO_E_OBJNOTREG, RPC_E_INVALID_OBJECT};
use crate::orpc::remote_unknown::{
    QueryResult, ReferenceResult, References, RemUnknownRequest, write_query_results,
    write_reference_results, write_released, write_results,
};
use crate::orpc::{Ipid, OrpcThat, StandardReference, ids};
use crate::pdu::status;

/// `RemQueryInterface2`.
const QUERY_INTERFACE2: u16 = 6;
/// How many interfaces of an object may be asked for at a time. The answers are longer than the questions; clients ask for
/// a few.
const MOST_INTERFACES: usize = 256;

/// Whether as many interfaces may be asked for.
pub(super) fn check_count(asked: usize, most: usize, what: &str) -> Result<(), Error> {
    if asked <= most {
        return Ok(());
    }
    Err(Error::new(
        code::E_INVALIDARG,
        format!("{what} may ask for {most} interfaces at a time, not for {asked}"),
    ))
}

impl Exporter {
    pub(super) fn count_references(
        self: &Arc<Self>,
        call: &Incoming<'_>,
        origin: &Origin,
    ) -> Result<Answer, Fault> {
        let caller = self
            .caller(origin, "IRemUnknown")
            .map_err(|_| Fault(status::ACCESS_DENIED))?;
        let reader = &mut Reader::new(call.parameters);
        check_flags(&read_header(reader)?)?;
        if call.object != Some(self.place.remote_unknown()) {
            return Err(code::RPC_E_DISCONNECTED.into());
        }
        // The newer interface has one operation more.
        if call.opnum == QUERY_INTERFACE2 && call.interface == ids::REM_UNKNOWN {
            return Err(Fault(status::OPERATION_RANGE));
        }
        let request = RemUnknownRequest::read(call.opnum, reader)?;
        let mut writer = Writer::new();
        match check_count(asked(&request), MOST_INTERFACES, "a query") {
            Ok(()) => {
                OrpcThat::default().write(&mut writer);
                self.count(&request, &caller.user, origin, &mut writer);
            }
            Err(error) => {
                explained(call.interface, &error).write(&mut writer);
                write_failure(&request, error.hresult(), &mut writer);
            }
        }
        writer.finish().map(Answer::Reply).map_err(Fault::from)
    }

    fn count(&self, request: &RemUnknownRequest, owner: &Text, origin: &Origin, writer: &mut Writer) {
        match request {
            RemUnknownRequest::QueryInterface {
                ipid,
                references,
                iids,
            } => match self.held(*ipid, owner) {
                Some(object) => {
                    let query = |iid: &Guid| self.query(&object, *iid, *references, owner);
                    let results: Vec<QueryResult> = iids.iter().map(query).collect();
                    let all = overall(results.iter().map(|result| result.err()));
                    write_query_results(writer, &results, all);
                }
                None => write_failure(request, RPC_E_INVALID_OBJECT, writer),
            },
            RemUnknownRequest::QueryInterface2 { ipid, iids } => {
                let Some(object) = self.held(*ipid, owner) else {
                    return write_failure(request, RPC_E_INVALID_OBJECT, writer);
                };
                let references = self.references(&object, iids, owner, origin).into_iter();
                let results: Vec<ReferenceResult> = references
                    .map(|reference| reference.map_err(|error| error.hresult()))
                    .collect();
                let all = overall(results.iter().map(|result| result.as_ref().err().copied()));
                write_reference_results(writer, &results, all);
            }
            RemUnknownRequest::AddRef(references) => {
                let table = &mut self.state().table;
                let add = |one: &References| {
                    let held = table.add(one.ipid, owner, one.public, one.private);
                    if held { code::S_OK } else { CO_E_OBJNOTREG }
                };
                let results: Vec<HResult> = references.iter().map(add).collect();
                let all = overall(
                    results
                        .iter()
                        .map(|result| (!result.is_success()).then_some(*result)),
                );
                write_results(writer, &results, all);
            }
            RemUnknownRequest::Release(references) => {
                let ended: Vec<ObjectRef> = {
                    let table = &mut self.state().table;
                    let release = |one: &References| table.release(one.ipid, owner, one.public, one.private);
                    references.iter().filter_map(release).collect()
                };
                // Outside of the lock.
                drop(ended);
                write_released(writer, code::S_OK);
            }
        }
    }

    fn held(&self, ipid: Ipid, owner: &str) -> Option<ObjectRef> {
        let found = self.state().table.find(ipid, owner, self.now());
        found.map(|found| found.object)
    }

    fn query(&self, object: &ObjectRef, iid: Guid, references: u32, owner: &Text) -> QueryResult {
        let interface = self.interfaces.get(&iid).copied();
        let interface = interface.filter(|interface| object.supports(interface));
        let interface = interface.ok_or(code::E_NOINTERFACE)?;
        if references == 0 {
            // Without references nothing would ever end it.
            return Err(code::E_INVALIDARG);
        }
        let now = self.now();
        let exported = self
            .state()
            .table
            .export(owner, object, interface, references, now)
            .map_err(|error| error.hresult())?;
        Ok(StandardReference {
            oxid: self.place.oxid(),
            ..exported
        })
    }

    /// The object by each of these interfaces, as far as it has them.
    pub(super) fn references(
        &self,
        object: &ObjectRef,
        iids: &[Guid],
        owner: &Text,
        origin: &Origin,
    ) -> Vec<Result<Vec<u8>, Error>> {
        let mut objects = Marshaler::new(self, owner, origin);
        iids.iter().map(|iid| objects.refer(object, *iid)).collect()
    }
}

/// How many interfaces are asked for.
fn asked(request: &RemUnknownRequest) -> usize {
    match request {
        RemUnknownRequest::QueryInterface { iids, .. } | RemUnknownRequest::QueryInterface2 { iids, .. } => {
            iids.len()
        }
        RemUnknownRequest::AddRef(_) | RemUnknownRequest::Release(_) => 0,
    }
}

/// The reply to an operation that did nothing.
fn write_failure(request: &RemUnknownRequest, hresult: HResult, writer: &mut Writer) {
    match request {
        RemUnknownRequest::QueryInterface { .. } => write_query_results(writer, &[], hresult),
        RemUnknownRequest::QueryInterface2 { iids, .. } => {
            write_reference_results(writer, &vec![Err(hresult); iids.len()], hresult);
        }
        RemUnknownRequest::AddRef(references) => {
            write_results(writer, &vec![hresult; references.len()], hresult);
        }
        RemUnknownRequest::Release(_) => write_released(writer, hresult),
    }
}

/// Success if there is one; otherwise what the first one says.
fn overall(mut failures: impl Iterator<Item = Option<HResult>>) -> HResult {
    let Some(first) = failures.next().flatten() else {
        return code::S_OK;
    };
    if failures.any(|failure| failure.is_none()) {
        code::S_OK
    } else {
        first
    }
}
