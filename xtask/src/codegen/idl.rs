//! `wua-dll/idl/wuapi.idl`: the interfaces as the compiler of type libraries wants them.

use std::fmt::Write;

use wua_com::standard::IUNKNOWN;
use wua_com::table::{CoClass, Default, Enumeration, Interface, Kind, Member, Param, Type};
use wua_defs::TYPE_LIBRARY;
use wua_defs::classes::CLASSES;
use wua_defs::enumerations::ENUMERATIONS;
use wua_defs::interfaces::INTERFACES;

use super::header::{bases_first, own_members};

pub(super) fn generate() -> String {
    let mut out = String::from(
        "// The agent's type library. Written by `cargo xtask codegen` from the tables of `wua-defs`: edit that.\n\n\
         import \"system.idl\";\n\n",
    );
    let library = &TYPE_LIBRARY;
    let _ = writeln!(
        out,
        "[uuid({}), version({}.{}), helpstring(\"{}\")]\nlibrary {}\n{{\n    importlib(\"stdole2.tlb\");\n",
        library.id, library.major, library.minor, library.description, library.name
    );
    for interface in INTERFACES {
        let _ = writeln!(out, "    interface {};", interface.name);
    }
    for enumeration in ENUMERATIONS {
        out.push_str(&numbers(enumeration));
    }
    for interface in bases_first() {
        out.push_str(&declaration(interface));
    }
    for class in CLASSES {
        out.push_str(&coclass(class));
    }
    out.push_str("}\n");
    out
}

fn numbers(enumeration: &Enumeration) -> String {
    let values: Vec<String> = enumeration
        .values
        .iter()
        .map(|(name, number)| format!("        {name} = {number}"))
        .collect();
    format!(
        "\n    typedef [v1_enum] enum {0}\n    {{\n{1}\n    }} {0};\n",
        enumeration.name,
        values.join(",\n")
    )
}

fn declaration(interface: &'static Interface) -> String {
    let kind = match (interface.hidden, interface.is_dispatch()) {
        (true, _) => "hidden, dual, oleautomation",
        (false, true) => "dual, oleautomation",
        (false, false) => "oleautomation",
    };
    let mut out = format!(
        "\n    [object, uuid({}), {kind}, nonextensible]\n    interface {} : {}\n    {{\n",
        interface.iid,
        interface.name,
        interface.base.unwrap_or(&IUNKNOWN).name
    );
    for (_, member) in own_members(interface) {
        let _ = writeln!(out, "        {}", line(interface, member));
    }
    out.push_str("    }\n");
    out
}

fn line(interface: &'static Interface, member: &Member) -> String {
    let mut attributes = Vec::new();
    if let Some(dispid) = member.dispid {
        attributes.push(format!("id({dispid:#x})"));
    }
    attributes.extend(match member.kind {
        Kind::Method => None,
        Kind::Get => Some("propget".to_owned()),
        Kind::Put => Some("propput".to_owned()),
    });
    // Without a dispid of the tables widl makes one up, and nobody may call by that.
    if member.restricted || (member.dispid.is_none() && interface.is_dispatch()) {
        attributes.push("restricted".to_owned());
    }
    let attributes = if attributes.is_empty() {
        String::new()
    } else {
        format!("[{}] ", attributes.join(", "))
    };
    let mut params: Vec<String> = member.params.iter().map(parameter).collect();
    params.extend(
        member
            .returns
            .map(|ty| format!("[out, retval] {}*retval", typed(ty))),
    );
    format!("{attributes}HRESULT {}({});", member.name, params.join(", "))
}

fn parameter(param: &Param) -> String {
    let default = match param.default {
        None => String::new(),
        Some(Default::Long(number)) => format!(", defaultvalue({number})"),
        Some(Default::Text(text)) => format!(", defaultvalue(\"{text}\")"),
    };
    format!("[in{default}] {}{}", typed(param.ty), param.name)
}

/// The type, and what parts it from a name.
fn typed(ty: Type) -> String {
    match ty {
        Type::Long => "long ".to_owned(),
        Type::Dword | Type::Lcid => "unsigned long ".to_owned(),
        // The handle itself. A pointer to what it stands for would be followed by whoever marshals it.
        Type::Hwnd => "unsigned hyper ".to_owned(),
        Type::Unknown | Type::Interface(_) => format!("{} *", ty.name()),
        _ => format!("{} ", ty.name()),
    }
}

fn coclass(class: &CoClass) -> String {
    let mut out = format!(
        "\n    [uuid({})]\n    coclass {}\n    {{\n        [default] interface {};\n",
        class.clsid, class.name, class.default_interface.name
    );
    for interface in class.further_interfaces {
        let _ = writeln!(out, "        interface {};", interface.name);
    }
    out.push_str("    }\n");
    out
}
