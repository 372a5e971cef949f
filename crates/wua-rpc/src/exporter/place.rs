//! Where an exporter and its resolver are, as clients are told.

use std::net::IpAddr;

use super::offer::Origin;
use crate::connection::Level;
use crate::orpc::exporter;
use crate::orpc::{ComVersion, DualStringArray, Ipid, Oxid, SecurityBinding, StringBinding};

/// Who an exporter is, and where.
#[derive(Clone, Debug)]
pub struct Place {
    /// Random numbers, from which the identifiers of everything are made.
    pub seed: [u64; 2],
    /// The names of this computer, the short one first.
    pub names: Vec<String>,
    /// The port of the resolver.
    pub resolver_port: u16,
    /// The port of the exporter.
    pub exporter_port: u16,
    /// How one can sign in, the best first: 9 SPNEGO, 10 NTLM, 16 Kerberos.
    pub mechanisms: Vec<u8>,
}

impl Place {
    /// The exporter's number.
    pub(super) fn oxid(&self) -> Oxid {
        let [high, _] = self.seed;
        // 0 is nobody's.
        high | 1
    }

    /// The interface that counts references. It ends like no other: those are counted from 1.
    pub(super) fn remote_unknown(&self) -> Ipid {
        ipid(self.seed, 0)
    }

    /// The resolver, for a client that dialled this address. Its port must not be named.
    pub(super) fn resolver(&self, dialled: IpAddr) -> DualStringArray {
        self.bindings(dialled, StringBinding::resolver)
    }

    /// The exporter, for whoever calls from there.
    pub(super) fn exporter(&self, origin: &Origin) -> exporter::Exporter {
        exporter::Exporter {
            oxid: self.oxid(),
            bindings: self.bindings(origin.dialled, |host| {
                StringBinding::exporter(host, self.exporter_port)
            }),
            remote_unknown: self.remote_unknown(),
            // Clients raise their level to this one; some take it whatever they wanted. So nobody gets less than what
            // was asked for already.
            authentication_hint: origin.level.max(Level::Integrity).number().into(),
            version: ComVersion::OURS,
        }
    }

    /// What was dialled has worked; some clients look for the name they know.
    fn bindings(&self, dialled: IpAddr, binding: impl Fn(&str) -> StringBinding) -> DualStringArray {
        // A socket for both protocols names addresses of the older one in the newer one's form, which is not for clients.
        let dialled = dialled.to_canonical().to_string();
        let hosts = std::iter::once(&dialled).chain(&self.names);
        DualStringArray {
            strings: hosts.map(|host| binding(host)).collect(),
            security: self
                .mechanisms
                .iter()
                .map(|number| SecurityBinding::of(u16::from(*number)))
                .collect(),
        }
    }
}

/// The interface identifier of this number.
pub(super) fn ipid([high, low]: [u64; 2], number: u64) -> Ipid {
    let [high_half, low_half] = halves(number ^ low);
    let [data2, data3] =
        [low_half >> 16, low_half & 0xFFFF].map(|part| u16::try_from(part).unwrap_or_default());
    Ipid {
        data1: high_half,
        data2,
        data3,
        data4: high.to_be_bytes(),
    }
}

fn halves(number: u64) -> [u32; 2] {
    [number >> 32, number & 0xFFFF_FFFF].map(|half| u32::try_from(half).unwrap_or_default())
}
