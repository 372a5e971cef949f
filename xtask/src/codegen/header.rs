//! `tests/wine/wuapi.h`: the interfaces as a C++ compiler sees them, for the tests of the vtables.

use std::fmt::Write;

use wua_com::table::{CoClass, Interface, Kind, Member, Type};
use wua_com::{Guid, standard};
use wua_defs::classes::CLASSES;
use wua_defs::enumerations::ENUMERATIONS;
use wua_defs::interfaces::INTERFACES;

pub(super) fn generate() -> String {
    let mut out = String::from(
        "// The agent's interfaces for C++. Written by `cargo xtask codegen` from the tables of `wua-defs`: edit that.\n\
         //\n\
         // They stand in a namespace, so that a program can include the compiler's own <wuapi.h> too and compare.\n\
         //\n\
         // INTERFACES(X) calls X(interface) for all of them, MEMBERS(X) calls X(interface, member, slot), and\n\
         // WRITABLE(X) calls X(interface, property) for the properties that can be read and written.\n\n\
         #pragma once\n\n#include <oaidl.h>\n\nnamespace wua {\n",
    );
    for enumeration in ENUMERATIONS {
        let _ = writeln!(out, "\nenum {} {{", enumeration.name);
        for (name, number) in enumeration.values {
            let _ = writeln!(out, "    {name} = {number},");
        }
        out.push_str("};\n");
    }
    out.push('\n');
    for interface in INTERFACES {
        let _ = writeln!(out, "struct {};", interface.name);
    }
    for interface in bases_first() {
        out.push_str(&declaration(interface));
    }
    out.push('\n');
    for class in CLASSES {
        out.push_str(&class_id(class));
    }
    out.push_str("\n} // namespace wua\n\n");
    for interface in INTERFACES {
        let _ = writeln!(
            out,
            "__CRT_UUID_DECL(wua::{}, {})",
            interface.name,
            numbers(interface.iid)
        );
    }
    out.push_str("\n#define INTERFACES(X)");
    for interface in INTERFACES {
        let _ = write!(out, " \\\n    X({})", interface.name);
    }
    out.push_str("\n\n#define MEMBERS(X)");
    for interface in INTERFACES {
        for (slot, member) in own_members(interface) {
            let _ = write!(
                out,
                " \\\n    X({}, {}, {slot})",
                interface.name,
                function(member)
            );
        }
    }
    out.push_str("\n\n#define WRITABLE(X)");
    for interface in INTERFACES {
        for (_, member) in own_members(interface).filter(|(_, member)| is_writable(interface, member)) {
            let _ = write!(out, " \\\n    X({}, {})", interface.name, member.name);
        }
    }
    out.push('\n');
    out
}

/// Whether this is the reading side of a property that has a writing one, and no index.
fn is_writable(interface: &Interface, member: &Member) -> bool {
    let writes = |other: &Member| other.kind == Kind::Put && other.name == member.name;
    member.kind == Kind::Get && member.params.is_empty() && interface.members.iter().any(writes)
}

/// C++ wants a base to be declared before what extends it.
pub(super) fn bases_first() -> Vec<&'static Interface> {
    let mut sorted = INTERFACES.to_vec();
    sorted.sort_by_key(|interface| interface.lineage().count());
    sorted
}

fn declaration(interface: &'static Interface) -> String {
    let base = interface.base.unwrap_or(&standard::IUNKNOWN).name;
    let mut out = format!("\nstruct {} : {base} {{\n", interface.name);
    for (_, member) in own_members(interface) {
        let mut params: Vec<String> = member
            .params
            .iter()
            .map(|param| format!("{}{}", typed(param.ty), param.name))
            .collect();
        params.extend(member.returns.map(|ty| format!("{}*result", typed(ty))));
        let _ = writeln!(
            out,
            "    virtual HRESULT STDMETHODCALLTYPE {}({}) = 0;",
            function(member),
            params.join(", ")
        );
    }
    out.push_str("};\n");
    out
}

pub(super) fn own_members(interface: &'static Interface) -> impl Iterator<Item = (u16, &'static Member)> {
    (interface.first_slot().0..).zip(interface.members)
}

fn function(member: &Member) -> String {
    let prefix = match member.kind {
        Kind::Method => "",
        Kind::Get => "get_",
        Kind::Put => "put_",
    };
    format!("{prefix}{}", member.name)
}

/// The type, and what parts it from a name.
fn typed(ty: Type) -> String {
    match ty {
        Type::Unknown | Type::Interface(_) => format!("{} *", ty.name()),
        _ => format!("{} ", ty.name()),
    }
}

fn class_id(class: &CoClass) -> String {
    format!(
        "const CLSID CLSID_{} = {{{}}};\n",
        class.name,
        numbers(class.clsid)
    )
}

pub(super) fn numbers(guid: Guid) -> String {
    let tail: Vec<String> = guid.data4.iter().map(|byte| format!("{byte:#04x}")).collect();
    format!(
        "{:#010x}, {:#06x}, {:#06x}, {}",
        guid.data1,
        guid.data2,
        guid.data3,
        tail.join(", ")
    )
}
