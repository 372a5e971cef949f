//! The page of interfaces.

use std::fmt::Write;

use wua_com::table::{Kind, Member, Remote, Rights};
use wua_defs::interfaces::INTERFACES;

use super::heading;

pub(super) fn page() -> String {
    let mut page = heading(
        "Interfaces",
        "Every interface with its members. The slot is the opnum too. *Remote*: whether an administrator of another \
         computer may call it; a name in backticks is what this computer's policy has to allow first. *Rights*: what \
         the caller has to be. *L*: refused while locked down. *B*: may wait.",
    );
    for interface in INTERFACES {
        let base = interface.base.map_or("", |base| base.name);
        let _ = writeln!(
            page,
            "## {}\n\n`{}`, extends {base}.\n",
            interface.name, interface.iid
        );
        if interface.members.is_empty() {
            continue;
        }
        page.push_str("| slot | member | dispid | remote | rights | |\n|---|---|---|---|---|---|\n");
        for (slot, member) in (interface.first_slot().0..).zip(interface.members) {
            let _ = writeln!(page, "| {slot} | {} |", row(member));
        }
        page.push('\n');
    }
    page
}

fn row(member: &Member) -> String {
    let verb = match member.kind {
        Kind::Method => "",
        Kind::Get => "get ",
        Kind::Put => "put ",
    };
    let params: Vec<String> = member
        .params
        .iter()
        .map(|param| format!("{} {}", param.ty.name(), param.name))
        .collect();
    let returns = member
        .returns
        .map_or(String::new(), |ty| format!(" → {}", ty.name()));
    let dispid = match member.dispid {
        Some(dispid @ 0x1000..) => format!("0x{dispid:08X}"),
        Some(dispid) => dispid.to_string(),
        None => "none".to_owned(),
    };
    let remote = match member.remote {
        Remote::Allowed => "yes".to_owned(),
        Remote::ReadOnly => "read only".to_owned(),
        Remote::Refused { unless } => format!("`{}`", unless.name()),
        Remote::Never => "no".to_owned(),
    };
    let rights = match member.rights {
        Rights::Anyone => "anyone",
        Rights::User => "users",
        Rights::PowerUser => "power users",
        Rights::Administrator => "administrators",
    };
    let flags: String = [(member.locks_down, 'L'), (member.blocking, 'B')]
        .iter()
        .filter_map(|(set, letter)| set.then_some(*letter))
        .collect();
    format!(
        "{verb}{}({}){returns} | {dispid} | {remote} | {rights} | {flags}",
        member.name,
        params.join(", ")
    )
}
