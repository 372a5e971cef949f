//! `wua user`: who may sign in from other computers.

use serde::Serialize;
use wua::code;
use wua::remote::{self, AccountsFile, User};
use wua_rpc::auth::ntlm::NtHash;
use zeroize::Zeroizing;

use crate::arguments::UserAddArguments;
use crate::context::Context;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::table::{Layout, Table};
use crate::secret::{self, Hidden};

/// A user for programs.
#[derive(Serialize)]
struct Record<'a> {
    name: &'a str,
    admin: bool,
}

impl<'a> From<&'a User> for Record<'a> {
    fn from(user: &'a User) -> Self {
        Self {
            name: &user.name,
            admin: user.is_administrator,
        }
    }
}

pub(crate) fn add(context: &mut Context, arguments: &UserAddArguments) -> Result<Exit, Failure> {
    let name = &arguments.name;
    remote::check_name(name).map_err(|wrong| Failure::usage(wrong.to_string()))?;
    let accounts = accounts(context)?;
    if let Some(known) = accounts.user(name)? {
        return Err(
            Failure::usage(format!("there is a user “{}” already", known.name))
                .hint("`wua user passwd` changes the password"),
        );
    }
    if context.options.dry_run {
        return would(context, &format!("add the user “{name}”"));
    }
    let password = password(context)?;
    let user = User {
        name: name.clone(),
        nt_hash: NtHash::of(&password),
        is_administrator: !arguments.no_admin,
    };
    accounts.add(user.clone())?;
    context.output.note(&format!("Added “{name}”."));
    if !user.is_administrator {
        let note =
            "This user can sign in and do nothing: only administrators may use the agent from elsewhere.";
        context.output.note(note);
    }
    context.output.record("user", &Record::from(&user));
    conclude(context, 1)
}

pub(crate) fn passwd(context: &mut Context, name: &str) -> Result<Exit, Failure> {
    let accounts = accounts(context)?;
    let user = known(&accounts, name)?;
    if context.options.dry_run {
        return would(context, &format!("change the password of “{}”", user.name));
    }
    let password = password(context)?;
    accounts.set_hash(&user.name, NtHash::of(&password))?;
    let note = format!("Changed the password of “{}”.", user.name);
    context.output.note(&note);
    context.output.record("user", &Record::from(&user));
    conclude(context, 1)
}

pub(crate) fn list(context: &mut Context) -> Result<Exit, Failure> {
    let users = accounts(context)?.users()?;
    if users.is_empty() {
        context
            .output
            .note("There is no user who may sign in from another computer: `wua user add NAME` adds one.");
    } else {
        let mut table = Table::new([("NAME", Layout::Elastic), ("ADMIN", Layout::Left)]);
        for user in users.iter() {
            let is_administrator = if user.is_administrator { "yes" } else { "no" };
            table.row([user.name.clone(), is_administrator.to_owned()]);
        }
        table.print(&mut context.output);
    }
    for user in users.iter() {
        context.output.record("user", &Record::from(user));
    }
    conclude(context, users.len())
}

pub(crate) fn remove(context: &mut Context, name: &str) -> Result<Exit, Failure> {
    let accounts = accounts(context)?;
    let user = known(&accounts, name)?;
    if context.options.dry_run {
        return would(context, &format!("remove the user “{}”", user.name));
    }
    accounts.remove(&user.name)?;
    context.output.note(&format!("Removed “{}”.", user.name));
    context.output.record("user", &Record::from(&user));
    conclude(context, 1)
}

fn accounts(context: &Context) -> Result<AccountsFile, Failure> {
    Ok(remote::accounts(&context.builder().folders()?))
}

fn known(accounts: &AccountsFile, name: &str) -> Result<User, Failure> {
    accounts.user(name)?.ok_or_else(|| {
        Failure::not_found(code::WU_E_ITEMNOTFOUND, format!("there is no user “{name}”"))
            .hint("`wua user list` shows the users")
    })
}

fn would(context: &mut Context, what: &str) -> Result<Exit, Failure> {
    context.output.note(&format!("Would {what}."));
    conclude(context, 0)
}

#[expect(clippy::unnecessary_wraps, reason = "what every verb ends with")]
fn conclude(context: &mut Context, count: usize) -> Result<Exit, Failure> {
    Ok(context.conclude_without_session(count))
}

/// From the file, or from somebody who types it twice; never from the arguments, which others can see.
fn password(context: &Context) -> Result<Zeroizing<String>, Failure> {
    let password = match &context.options.elsewhere.password_file {
        Some(path) => secret::of_a_file(path)?,
        None if context.output.can_ask() => typed_twice(context)?,
        None => {
            return Err(
                Failure::usage("there is no terminal to ask for the password on").hint(
                    "`--password-file FILE` takes its first line, `--password-file -` that of standard input",
                ),
            );
        }
    };
    if password.is_empty() {
        return Err(Failure::usage(
            "nothing was done: an empty password lets everybody in",
        ));
    }
    Ok(password)
}

fn typed_twice(context: &Context) -> Result<Zeroizing<String>, Failure> {
    let terminal = Hidden::new()?;
    let first = terminal.ask(&context.interrupt, "Password: ")?;
    if !first.is_empty() && terminal.ask(&context.interrupt, "Once more: ")? != first {
        return Err(Failure::usage(
            "nothing was done: what was typed the second time is something else",
        ));
    }
    Ok(first)
}
