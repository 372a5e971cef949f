//! `wua-model/src/proxy.rs`: typed handles for callers written in Rust.

use std::fmt::Write;

use wua_com::table::{Interface, Member, Type};
use wua_defs::interfaces::INTERFACES;

use super::names::{constant, method, parameter, parameter_type, result_type};
use super::traits::base_of;

pub(super) fn generate() -> String {
    let mut out = super::header(
        "Typed handles: an object, its caller, and a method per member. Every call goes through the waist.",
        "the tables of `wua-defs`",
    );
    out.push_str(
        "use std::ops::Deref;\n\nuse wua_com::{Bound, Date, Decimal, Error, ObjectRef, Text, Value};\n\
         use wua_defs::{enums, interfaces as defs};\n",
    );
    for interface in INTERFACES {
        out.push_str(&proxy(interface));
    }
    out
}

fn proxy(interface: &'static Interface) -> String {
    let name = interface.name;
    let base = base_of(interface).map_or("Bound", |base| base.name);
    let inner = if base == "Bound" {
        "bound".to_owned()
    } else {
        format!("{base}::from(bound)")
    };
    let mut methods = String::new();
    for (index, member) in interface.members.iter().enumerate() {
        let slot = usize::from(interface.first_slot().0) + index;
        methods.push_str(&one_method(member, interface, slot));
    }
    let methods = if methods.is_empty() {
        String::new()
    } else {
        format!("\nimpl {name} {{{methods}}}\n")
    };
    format!(
        r"
/// A handle on `{name}`.
#[derive(Clone, Debug)]
pub struct {name}({base});

impl From<Bound> for {name} {{
    fn from(bound: Bound) -> Self {{
        Self({inner})
    }}
}}

impl Deref for {name} {{
    type Target = {base};

    fn deref(&self) -> &{base} {{
        &self.0
    }}
}}
{methods}"
    )
}

fn one_method(member: &Member, interface: &Interface, slot: usize) -> String {
    let mut params = String::new();
    let mut args = Vec::new();
    for param in member.params {
        let name = parameter(param.name);
        let _ = write!(params, ", {name}: {}", parameter_type(param.ty));
        args.push(match param.ty {
            Type::Variant => format!("{name}.clone()"),
            Type::Unknown => format!("Value::Unknown({name}.cloned())"),
            Type::Interface(_) => format!("Value::Object({name}.cloned())"),
            Type::Enumeration(_) => format!("Value::I4({name}.into())"),
            _ => format!("Value::from({name})"),
        });
    }
    let (returns, read, wrap) = match member.returns {
        Some(Type::Interface(target)) if member.nullable => (
            format!("Option<{}>", target.name),
            "::<Option<ObjectRef>>",
            format!(
                ".map(|success| success.value.map(|object| {}::from(self.bind(object))))",
                target.name
            ),
        ),
        Some(Type::Interface(target)) => (
            target.name.to_owned(),
            "",
            format!(".map(|success| {}::from(self.bind(success.value)))", target.name),
        ),
        _ => (
            result_type(member),
            "",
            ".map(|success| success.value)".to_owned(),
        ),
    };
    let args = match member.params {
        // A VARIANT alone is passed on as it is.
        [only] if matches!(only.ty, Type::Variant) => {
            format!("std::slice::from_ref({})", parameter(only.name))
        }
        _ => format!("&[{}]", args.join(", ")),
    };
    format!(
        "\n    /// `{}`.\n    pub fn {}(&self{params}) -> Result<{returns}, Error> {{\n        \
         self.call{read}(&defs::{}, {slot}, {args}){wrap}\n    }}\n",
        member.name,
        method(member),
        constant(interface)
    )
}
