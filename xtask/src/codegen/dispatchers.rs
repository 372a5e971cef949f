//! `wua-model/src/families.rs`: from a slot to a method of the traits.

use std::fmt::Write;

use wua_com::table::{Interface, Kind, Member, Type};
use wua_defs::interfaces::INTERFACES;

use super::names::{constant, method, snake};
use super::traits::base_of;

pub(super) fn generate() -> String {
    let mut out = super::header(
        "From slots to methods: one function per interface, which an object names in its list of families.",
        "the tables of `wua-defs`",
    );
    out.push_str(
        r#"#![cfg_attr(rustfmt, rustfmt_skip)]

use std::any::Any;

use wua_com::{
    Caller, Error, Family, Object, Outcome, Slot, Value, argument, code, enumeration_argument, outcome,
    unknown_outcome,
};
use wua_defs::interfaces as defs;

use crate::traits;

/// INVARIANT: a family is listed by the type that it was made for.
fn this<T: Object>(object: &dyn Object) -> Result<&T, Error> {
    let object: &dyn Any = object;
    object
        .downcast_ref()
        .ok_or_else(|| Error::new(code::E_UNEXPECTED, "a family of another type of object"))
}

/// Calls what does more than read a property. Never inlined: reading one would have to make room for it.
#[inline(never)]
fn act(member: impl FnOnce() -> Outcome) -> Outcome {
    member()
}
"#,
    );
    for interface in INTERFACES {
        let name = interface.name;
        let function = snake(name);
        let constant = constant(interface);
        let _ = write!(
            out,
            r"
/// The line of bases that ends in `{name}`.
pub const fn {function}<T: traits::{name}>() -> Family {{
    Family {{
        interface: &defs::{constant},
        dispatch: |object, caller, slot, args| call_{function}(this::<T>(object)?, caller, slot, args),
    }}
}}

"
        );
        out.push_str(&dispatcher(interface, &function, &constant));
    }
    out
}

fn dispatcher(interface: &'static Interface, function: &str, constant: &str) -> String {
    let base = base_of(interface).map(|base| format!("call_{}(this, caller, slot, args)", snake(base.name)));
    if interface.members.is_empty() && base.is_none() {
        return format!(
            "fn call_{function}<T: traits::{}>(_: &T, _: &Caller, _: Slot, _: &[Value]) -> Outcome {{\n    \
             Err(Error::from(code::DISP_E_MEMBERNOTFOUND))\n}}\n",
            interface.name
        );
    }
    let takes_arguments = base.is_some() || interface.members.iter().any(|member| !member.params.is_empty());
    let args = if takes_arguments { "args" } else { "_" };
    let mut out = format!(
        "fn call_{function}<T: traits::{}>(this: &T, caller: &Caller, slot: Slot, {args}: &[Value]) -> Outcome {{\n    \
         match slot.0 {{\n",
        interface.name
    );
    for (index, member) in interface.members.iter().enumerate() {
        let slot = usize::from(interface.first_slot().0) + index;
        let _ = writeln!(out, "        {slot} => {},", call(member, interface, constant));
    }
    let rest = base.unwrap_or_else(|| "Err(Error::from(code::DISP_E_MEMBERNOTFOUND))".to_owned());
    let _ = write!(out, "        _ => {rest},\n    }}\n}}\n");
    out
}

fn call(member: &Member, interface: &Interface, constant: &str) -> String {
    let mut call = format!("traits::{}::{}(this, caller", interface.name, method(member));
    for (index, param) in member.params.iter().enumerate() {
        let reader = match param.ty {
            Type::Enumeration(_) => "enumeration_argument",
            _ => "argument",
        };
        let _ = write!(call, ", {reader}(&defs::{constant}, slot, args, {index})?");
    }
    call.push(')');
    let outcome = match member.returns {
        Some(Type::Unknown) => format!("unknown_outcome(&defs::{constant}, slot, {call})"),
        _ => format!("outcome(&defs::{constant}, slot, {call})"),
    };
    if member.kind == Kind::Get && member.params.is_empty() {
        outcome
    } else {
        format!("act(move || {outcome})")
    }
}
