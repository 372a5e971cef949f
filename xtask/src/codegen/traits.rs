//! `wua-model/src/traits.rs`: what an object has to implement to have an interface.

use std::fmt::Write;

use wua_com::standard::{IDISPATCH, IUNKNOWN};
use wua_com::table::{Interface, Kind, Member};
use wua_defs::interfaces::INTERFACES;

use super::names::{method, parameter, parameter_type, result_type};

pub(super) fn generate() -> String {
    let mut out = super::header("The interfaces as traits.", "the tables of `wua-defs`");
    out.push_str("use wua_com::{Caller, Date, Decimal, Object, ObjectRef, Reply, Text, Value};\nuse wua_defs::enums;\n");
    for interface in INTERFACES {
        let base = base_of(interface).map_or("Object", |base| base.name);
        let _ = writeln!(out, "\n/// `{0}`.\npub trait {0}: {base} {{", interface.name);
        for (index, member) in interface.members.iter().enumerate() {
            let slot = usize::from(interface.first_slot().0) + index;
            let _ = writeln!(out, "    /// {} `{}`, slot {slot}.", verb(member), member.name);
            let _ = writeln!(out, "    {};", signature(member));
        }
        out.push_str("}\n");
    }
    out
}

/// The base that has a trait of its own.
pub(super) fn base_of(interface: &'static Interface) -> Option<&'static Interface> {
    interface
        .base
        .filter(|base| *base != &IDISPATCH && *base != &IUNKNOWN)
}

fn verb(member: &Member) -> &'static str {
    match member.kind {
        Kind::Method => "Method",
        Kind::Get => "Property",
        Kind::Put => "Writes property",
    }
}

fn signature(member: &Member) -> String {
    let mut signature = format!("fn {}(&self, caller: &Caller", method(member));
    for param in member.params {
        let _ = write!(
            signature,
            ", {}: {}",
            parameter(param.name),
            parameter_type(param.ty)
        );
    }
    let _ = write!(signature, ") -> Reply<{}>", result_type(member));
    signature
}
