//! What one half writes, the other half reads.

mod activation;
mod endpoint_mapper;
mod exporter;
mod structures;

use wua_com::{Guid, code};

use crate::orpc::activation::InterfaceResult;
use crate::orpc::exporter::Exporter;
use crate::orpc::{ComVersion, DualStringArray, SecurityBinding, StandardReference, StringBinding};

pub(super) fn guid(number: u128) -> Guid {
    Guid::from_u128(number * 0x1234_5678_9ABC_DEF0_1234)
}

pub(super) fn standard() -> StandardReference {
    StandardReference {
        flags: StandardReference::NO_PING,
        public_references: 5,
        oxid: 0x0102_0304_0506_0708,
        oid: 77,
        ipid: guid(3),
    }
}

pub(super) fn bindings() -> DualStringArray {
    DualStringArray {
        strings: vec![
            StringBinding::exporter("10.0.0.1", 5000),
            StringBinding::resolver("täst"),
        ],
        security: vec![
            SecurityBinding::of(10),
            SecurityBinding {
                service: 16,
                principal: "host/täst".into(),
            },
        ],
    }
}

pub(super) fn server() -> Exporter {
    Exporter {
        oxid: 9,
        bindings: bindings(),
        remote_unknown: guid(8),
        authentication_hint: 6,
        version: ComVersion::OURS,
    }
}

pub(super) fn interfaces() -> Vec<InterfaceResult> {
    vec![
        InterfaceResult {
            iid: guid(1),
            reference: Ok(vec![1, 2, 3]),
        },
        InterfaceResult {
            iid: guid(2),
            reference: Err(code::E_NOINTERFACE),
        },
    ]
}
