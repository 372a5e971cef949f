//! `IObjectExporter` ([MS-DCOM] 3.1.2.5.1): where the exporter is, and which objects are still wanted.

use std::sync::Arc;

use wua_com::{Error, code};

use super::offer::{Answer, Incoming, Origin};
use super::{Exporter, Fault, State};
use crate::connection::Level;
use crate::orpc::codes::OR_INVALID_OXID;
use crate::orpc::exporter::{
    ComplexPingReply, ExporterRequest, ResolveRequest, write_alive, write_resolved, write_status,
};
use crate::orpc::{ComVersion, TCP};
use crate::pdu::status;

/// `RPC_S_PROTSEQ_NOT_SUPPORTED`.
const PROTOCOL_NOT_SUPPORTED: u32 = 1703;

impl Exporter {
    pub(super) fn resolve(self: &Arc<Self>, call: &Incoming<'_>, origin: &Origin) -> Result<Answer, Fault> {
        let request = ExporterRequest::read(call.opnum, call.parameters)?;
        let reply = match request {
            ExporterRequest::ResolveOxid(request) => {
                let found = self.find(&request);
                let exporter = found.map(|()| self.place.exporter(origin));
                write_resolved(exporter.as_ref().map_err(|status| *status), false)
            }
            ExporterRequest::ResolveOxid2(request) => {
                let found = self.find(&request);
                let exporter = found.map(|()| self.place.exporter(origin));
                write_resolved(exporter.as_ref().map_err(|status| *status), true)
            }
            ExporterRequest::SimplePing(set) => {
                let pinged = self.pinger(origin).and_then(|user| {
                    let State { table, sets } = &mut *self.state();
                    sets.ping(set, &user, table, self.now())
                });
                write_status(pinged.err().unwrap_or_default())
            }
            ExporterRequest::ComplexPing(ping) => {
                let pinged = self.pinger(origin).and_then(|user| {
                    let State { table, sets } = &mut *self.state();
                    sets.change(&ping, &user, table, self.now())
                });
                ComplexPingReply {
                    set: pinged.unwrap_or(ping.set),
                    backoff: 0,
                    status: pinged.err().unwrap_or_default(),
                }
                .to_stub()
            }
            ExporterRequest::ServerAlive => write_status(0),
            ExporterRequest::ServerAlive2 => {
                write_alive(ComVersion::OURS, &self.place.resolver(origin.dialled))
            }
        };
        reply.map(Answer::Reply).map_err(Fault::from)
    }

    fn find(&self, request: &ResolveRequest) -> Result<(), u32> {
        if request.oxid != self.place.oxid() {
            return Err(OR_INVALID_OXID);
        }
        if !request.protocols.contains(&TCP) {
            return Err(PROTOCOL_NOT_SUPPORTED);
        }
        Ok(())
    }

    /// Pings have to be protected, like every call that does something ([MS-DCOM] 3.2.6.1).
    fn pinger(&self, origin: &Origin) -> Result<wua_com::Text, u32> {
        if origin.level < Level::Integrity {
            let error = Error::new(code::E_ACCESSDENIED, "pings have to be signed");
            self.offer.refused(origin, "IObjectExporter", &error);
            return Err(status::ACCESS_DENIED);
        }
        let caller = self.caller(origin, "IObjectExporter");
        caller
            .map(|caller| caller.user)
            .map_err(|_| status::ACCESS_DENIED)
    }
}
