//! `wua-dll/tests/windows_crate/interfaces.rs`: our tables, laid beside the definitions of the `windows` crate.
//!
//! A member has one name there and two here, by one rule: a property without an index is `Name` and `SetName`, one with
//! an index `get_Name` and `put_Name`; methods are what they are.

use std::fmt::Write;

use wua_com::Guid;
use wua_com::standard::IUNKNOWN;
use wua_com::table::{Interface, Kind, Member, Type};
use wua_defs::classes::CLASSES;
use wua_defs::interfaces::INTERFACES;

use super::header::own_members;

/// Interfaces of ours that the crate lacks, and why.
const LACKING: [(&str, &str); 2] = [
    (
        "IUpdateDownloaderEx",
        "came with build 26100 of the Windows SDK; windows 0.62 is made from metadata without it",
    ),
    ("IUpdateEx", "as IUpdateDownloaderEx"),
];

pub(super) fn generate() -> String {
    let compared: Vec<&'static Interface> = INTERFACES
        .iter()
        .copied()
        .filter(|interface| LACKING.iter().all(|(lacking, _)| *lacking != interface.name))
        .collect();
    let mut out = super::header(
        "Our tables, to be compared with the `windows` crate.",
        "the tables of `wua-defs`",
    );
    out.push_str(
        "#![cfg_attr(rustfmt, rustfmt_skip)]\n\
         #![allow(clippy::unreadable_literal, reason = \"dispids are numbers that nobody reads\")]\n\n\
         use std::mem::{offset_of, size_of};\n\n\
         use windows::Win32::System::Com::IDispatch;\n\
         use windows::Win32::System::UpdateAgent::*;\n\
         use windows_core::{GUID, IUnknown, Interface};\n\n\
         use crate::compared::{Class, Compared, Field, Number, Seen, Visitor, WORD, as_dispatch};\n\n",
    );
    out.push_str("/// What the crate lacks, and why.\npub(crate) const LACKING: &[(&str, &str)] = &[\n");
    for (name, reason) in LACKING {
        let _ = writeln!(out, "    (\"{name}\", \"{reason}\"),");
    }
    out.push_str("];\n\npub(crate) const CLASSES: &[Class] = &[\n");
    for class in CLASSES {
        let _ = writeln!(
            out,
            "    Class {{ name: \"{0}\", ours: GUID::from_u128({1}), theirs: {0} }},",
            class.name,
            number(class.clsid)
        );
    }
    let _ = writeln!(
        out,
        "];\n\npub(crate) const INTERFACES: &[Compared; {}] = &[",
        compared.len()
    );
    for interface in &compared {
        out.push_str(&row(interface));
    }
    out.push_str("];\n");
    for interface in compared {
        out.push_str(&visit(interface));
    }
    out.push_str(&numbers());
    out
}

fn row(interface: &'static Interface) -> String {
    let name = interface.name;
    let base = interface.base.unwrap_or(&IUNKNOWN).name;
    let mut out = format!(
        "    Compared {{\n        name: \"{name}\",\n        ours: GUID::from_u128({}),\n        theirs: {name}::IID,\n        \
         slots: ({}, size_of::<<{name} as Interface>::Vtable>() / WORD),\n        \
         base: |vtable| {{\n            let vtable: *const <{name} as Interface>::Vtable = vtable.cast();\n            \
         let base: *const <{base} as Interface>::Vtable = unsafe {{ &raw const (*vtable).base__ }};\n            \
         base.cast()\n        }},\n        first: {},\n        fields: &[\n",
        number(interface.iid),
        interface.slot_count(),
        interface.first_slot().0,
    );
    for (slot, member) in own_members(interface) {
        let _ = writeln!(
            out,
            "            Field {{ name: \"{0}\", ours: {slot}, theirs: offset_of!(<{name} as Interface>::Vtable, {0}) / WORD }},",
            field(member)
        );
    }
    let _ = writeln!(out, "        ],\n        visit: visit_{name},\n    }},");
    out
}

/// Reads what can be read without an index, and the first items.
fn visit(interface: &'static Interface) -> String {
    let name = interface.name;
    let mut reads = String::new();
    for (slot, member) in own_members(interface).filter(|(_, member)| member.kind == Kind::Get) {
        if let Some(line) = read(interface, slot, member) {
            let _ = writeln!(reads, "    unsafe {{ {line} }};");
        }
    }
    let used = if reads.is_empty() { "_" } else { "" };
    if interface.members.is_empty() {
        // To have it is all there is to it.
        let _ = writeln!(reads, "    visitor.called.insert(\"{name}\");");
    }
    let _ = writeln!(reads, "    Some(())");
    format!(
        "\n#[expect(non_snake_case)]\nfn visit_{name}(object: &IUnknown, {}visitor: &mut Visitor) -> Option<()> {{\n    let {used}object: {name} = object.cast().ok()?;\n{reads}}}\n",
        if reads.contains("visitor") { "" } else { "_" }
    )
}

fn read(interface: &'static Interface, slot: u16, member: &Member) -> Option<String> {
    let place = format!("\"{}\", {slot}", interface.name);
    let call = format!("object.{}", field(member));
    match member.params {
        [] => {
            let seen = match member.returns? {
                Type::Bool => "Seen::boolean",
                Type::Long => "Seen::long",
                Type::Lcid | Type::Dword => "Seen::dword",
                Type::Enumeration(_) => "Seen::number",
                Type::Bstr => "Seen::text",
                Type::Date => "Seen::date",
                Type::Decimal => "Seen::decimal",
                Type::Variant => "Seen::variant",
                Type::Unknown | Type::Interface(_) => "Seen::object",
                // Nobody reads a window.
                Type::Hwnd => return None,
            };
            let by_name = match member.dispid {
                Some(dispid) if !member.restricted && interface.is_dispatch() => {
                    format!("Some((as_dispatch(&object), {dispid}))")
                }
                _ => "None".to_owned(),
            };
            Some(format!("visitor.read({place}, {by_name}, &{seen}({call}()))"))
        }
        [index] if matches!(index.ty, Type::Long) && member.returns.is_some_and(Type::is_object) => Some(
            format!("visitor.items({place}, |index| Seen::object({call}(index)))"),
        ),
        _ => None,
    }
}

fn field(member: &Member) -> String {
    let name = member.name;
    match (member.kind, member.params) {
        (Kind::Method, _) | (Kind::Get, []) => name.to_owned(),
        (Kind::Get, _) => format!("get_{name}"),
        (Kind::Put, [_]) => format!("Set{name}"),
        (Kind::Put, _) => format!("put_{name}"),
    }
}

/// The enumerations, which the crate wraps, as numbers.
fn numbers() -> String {
    let mut names: Vec<&str> = INTERFACES
        .iter()
        .flat_map(|interface| interface.members)
        .filter(|member| member.kind == Kind::Get)
        .filter_map(|member| match member.returns {
            Some(Type::Enumeration(enumeration)) => Some(enumeration.name),
            _ => None,
        })
        .collect();
    names.sort_unstable();
    names.dedup();
    let mut out = String::new();
    for name in names {
        let _ = write!(
            out,
            "\nimpl From<{name}> for Number {{\n    fn from(value: {name}) -> Self {{\n        Self(value.0)\n    }}\n}}\n"
        );
    }
    out
}

fn number(guid: Guid) -> String {
    format!("0x{}", guid.to_string().replace('-', "_"))
}
