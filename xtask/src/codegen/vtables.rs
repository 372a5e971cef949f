//! `wua-dll/src/vtables.rs`: the virtual method tables, a function per member.

use std::fmt::Write;

use wua_com::standard::IUNKNOWN;
use wua_com::table::{Interface, Kind, Member, Type};
use wua_defs::interfaces::INTERFACES;

use super::names::constant;
use super::traits::base_of;

pub(super) fn generate() -> String {
    let mut out = super::header("The virtual method tables.", "the tables of `wua-defs`");
    out.push_str(
        "#![cfg_attr(rustfmt, rustfmt_skip)]\n\n\
         use wua_com::Interface;\n\
         use wua_defs::interfaces as defs;\n\n\
         use crate::com_object::UNKNOWN;\n\
         use crate::dispatch::DISPATCH;\n\
         use crate::in_memory::{Bool, Bstr, Decimal, Dword, Handle, Long, Object, Variant};\n\
         use crate::signature::{Method, extend, method};\n\n\
         /// The table of an interface of the agent; one that has none is `IUnknown` to its callers.\n\
         pub(crate) fn vtable_of(interface: &'static Interface) -> &'static [Method] {\n    \
         let known = VTABLES.iter().find(|(known, _)| *known == interface);\n    \
         known.map_or(&UNKNOWN, |(_, vtable)| vtable)\n}\n\n",
    );
    let _ = writeln!(
        out,
        "static VTABLES: [(&Interface, &[Method]); {}] = [",
        INTERFACES.len()
    );
    for interface in INTERFACES {
        let _ = writeln!(out, "    (&defs::{0}, &{0}),", constant(interface));
    }
    out.push_str("];\n");
    for interface in INTERFACES {
        out.push_str(&vtable(interface));
    }
    out
}

fn vtable(interface: &'static Interface) -> String {
    let base = match base_of(interface) {
        Some(base) => constant(base),
        None if interface.base == Some(&IUNKNOWN) => "UNKNOWN".to_owned(),
        None => "DISPATCH".to_owned(),
    };
    let mut own = String::new();
    for (index, member) in interface.members.iter().enumerate() {
        let slot = usize::from(interface.first_slot().0) + index;
        let verb = match member.kind {
            Kind::Put => "put ",
            Kind::Get | Kind::Method => "",
        };
        let _ = writeln!(
            own,
            "    method::<{}, {slot}>(), // {verb}{}",
            signature(member),
            member.name
        );
    }
    let own = if own.is_empty() { own } else { format!("\n{own}") };
    format!(
        "\nstatic {}: [Method; {}] = extend(&{base}, [{own}]);\n",
        constant(interface),
        interface.slot_count()
    )
}

fn signature(member: &Member) -> String {
    let params: Vec<&str> = member.params.iter().map(|param| in_memory(param.ty)).collect();
    let result = member
        .returns
        .map(|ty| format!(" -> {}", in_memory(ty)))
        .unwrap_or_default();
    format!("fn({}){result}", params.join(", "))
}

/// The name that the DLL has for a type as it stands in memory.
fn in_memory(ty: Type) -> &'static str {
    match ty {
        Type::Bool => "Bool",
        Type::Long | Type::Enumeration(_) => "Long",
        Type::Dword | Type::Lcid => "Dword",
        Type::Hwnd => "Handle",
        Type::Bstr => "Bstr",
        Type::Date => "f64",
        Type::Decimal => "Decimal",
        Type::Variant => "Variant",
        Type::Unknown | Type::Interface(_) => "Object",
    }
}
