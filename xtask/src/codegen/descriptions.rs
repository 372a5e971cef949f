//! `tests/wine/descriptions.h`: what a type library has to say of every member, for the tests of ours.

use std::fmt::Write;

use wua_com::table::{Default, Interface, Kind, Member, Param, Type};
use wua_defs::TYPE_LIBRARY;
use wua_defs::classes::CLASSES;
use wua_defs::enumerations::ENUMERATIONS;
use wua_defs::interfaces::INTERFACES;

use super::header::own_members;

pub(super) fn generate() -> String {
    let mut out = String::from(
        "// What the type library says. Written by `cargo xtask codegen` from the tables of `wua-defs`: edit that.\n\n\
         #pragma once\n\n#include \"wuapi.h\"\n\nnamespace wua {\n\n\
         struct DescribedParameter {\n    const wchar_t *name;\n    VARTYPE type;\n    // Of the interface or enumeration.\n    \
         const wchar_t *type_name;\n    VARIANT_BOOL optional;\n    LONG number;\n    const wchar_t *text;\n};\n\n\
         struct DescribedMember {\n    INVOKEKIND kind;\n    const wchar_t *name;\n    bool has_dispid;\n    MEMBERID \
         dispid;\n    bool restricted;\n    int slot;\n    int count;\n    // The result is the last one.\n    \
         DescribedParameter parameters[5];\n    bool yields;\n};\n\n\
         struct DescribedInterface {\n    const wchar_t *name;\n    IID iid;\n    const wchar_t *base;\n    bool \
         dispatch;\n    bool hidden;\n    int count;\n    const DescribedMember *members;\n};\n\n\
         struct DescribedNumber {\n    const wchar_t *enumeration;\n    const wchar_t *name;\n    LONG number;\n};\n\n\
         struct DescribedClass {\n    const wchar_t *name;\n    CLSID clsid;\n    const wchar_t *progid;\n    const wchar_t \
         *interface_;\n    IID iid;\n    // What the library names beside it.\n    const wchar_t *further;\n    // Under \
         which it stands beside the system's class.\n    CLSID own_clsid;\n    const wchar_t *own_progid;\n};\n",
    );
    let library = &TYPE_LIBRARY;
    let _ = writeln!(
        out,
        "\nconst wchar_t TYPE_LIBRARY_NAME[] = L\"{}\";\nconst GUID TYPE_LIBRARY = {{{}}};\nconst WORD TYPE_LIBRARY_MAJOR = {};\n\
         const WORD TYPE_LIBRARY_MINOR = {};",
        library.name,
        super::header::numbers(library.id),
        library.major,
        library.minor
    );
    for interface in INTERFACES
        .iter()
        .filter(|interface| !interface.members.is_empty())
    {
        let _ = writeln!(
            out,
            "\nconst DescribedMember MEMBERS_OF_{}[] = {{",
            interface.name
        );
        for (slot, member) in own_members(interface) {
            let _ = writeln!(out, "    {},", described(member, slot));
        }
        out.push_str("};\n");
    }
    out.push_str("\nconst DescribedInterface DESCRIBED_INTERFACES[] = {\n");
    for interface in INTERFACES {
        let _ = writeln!(out, "    {},", row(interface));
    }
    out.push_str("};\n\nconst DescribedNumber DESCRIBED_NUMBERS[] = {\n");
    for enumeration in ENUMERATIONS {
        for (name, number) in enumeration.values {
            let _ = writeln!(out, "    {{L\"{}\", L\"{name}\", {number}}},", enumeration.name);
        }
    }
    out.push_str("};\n\nconst DescribedClass DESCRIBED_CLASSES[] = {\n");
    for class in CLASSES {
        let further = match class.further_interfaces {
            [] => "nullptr".to_owned(),
            interfaces => {
                let names: Vec<&str> = interfaces.iter().map(|interface| interface.name).collect();
                format!("L\"{}\"", names.join(" "))
            }
        };
        let _ = writeln!(
            out,
            "    {{L\"{0}\", CLSID_{0}, L\"{1}\", L\"{2}\", __uuidof({2}), {further}, {{{3}}}, L\"{4}\"}},",
            class.name,
            class.progid,
            class.default_interface.name,
            super::header::numbers(class.own_clsid),
            class.own_progid
        );
    }
    out.push_str("};\n\n} // namespace wua\n");
    out
}

fn row(interface: &'static Interface) -> String {
    let members = if interface.members.is_empty() {
        "nullptr".to_owned()
    } else {
        format!("MEMBERS_OF_{}", interface.name)
    };
    format!(
        "{{L\"{0}\", __uuidof({0}), L\"{1}\", {2}, {3}, {4}, {members}}}",
        interface.name,
        interface.base.map_or("", |base| base.name),
        interface.is_dispatch(),
        interface.hidden,
        interface.members.len()
    )
}

fn described(member: &Member, slot: u16) -> String {
    let kind = match member.kind {
        Kind::Method => "INVOKE_FUNC",
        Kind::Get => "INVOKE_PROPERTYGET",
        Kind::Put => "INVOKE_PROPERTYPUT",
    };
    let mut params: Vec<String> = member.params.iter().map(parameter).collect();
    params.extend(member.returns.map(|ty| typed("retval", ty, None)));
    format!(
        "{{{kind}, L\"{}\", {}, {}, {}, {slot}, {}, {{{}}}, {}}}",
        member.name,
        member.dispid.is_some(),
        member.dispid.unwrap_or_default(),
        member.restricted,
        params.len(),
        params.join(", "),
        member.returns.is_some()
    )
}

fn parameter(param: &Param) -> String {
    typed(param.name, param.ty, param.default)
}

fn typed(name: &str, ty: Type, default: Option<Default>) -> String {
    let type_name = match ty {
        Type::Interface(_) | Type::Enumeration(_) => format!("L\"{}\"", ty.name()),
        _ => "nullptr".to_owned(),
    };
    let default = match default {
        None => "VARIANT_FALSE, 0, nullptr".to_owned(),
        Some(Default::Long(number)) => format!("VARIANT_TRUE, {number}, nullptr"),
        Some(Default::Text(text)) => format!("VARIANT_TRUE, 0, L\"{text}\""),
    };
    format!("{{L\"{name}\", {}, {type_name}, {default}}}", variant_type(ty))
}

fn variant_type(ty: Type) -> &'static str {
    match ty {
        Type::Bool => "VT_BOOL",
        Type::Long => "VT_I4",
        Type::Dword | Type::Lcid => "VT_UI4",
        Type::Hwnd => "VT_UI8",
        Type::Bstr => "VT_BSTR",
        Type::Date => "VT_DATE",
        Type::Decimal => "VT_DECIMAL",
        Type::Variant => "VT_VARIANT",
        Type::Unknown => "VT_UNKNOWN",
        Type::Interface(_) | Type::Enumeration(_) => "VT_USERDEFINED",
    }
}
