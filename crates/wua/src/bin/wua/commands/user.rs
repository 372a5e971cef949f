//! `wua user`: who may sign in from other computers.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Write};
use std::path::Path;

use rustix::termios::{LocalModes, OptionalActions, SpecialCodeIndex, Termios, tcgetattr, tcsetattr};
use serde::Serialize;
use wua::remote::{self, AccountsFile, User};
use wua::{Error, code};
use wua_rpc::auth::ntlm::NtHash;
use zeroize::Zeroizing;

use crate::arguments::{PasswordSource, UserAddArguments};
use crate::context::Context;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::table::{Layout, Table};

/// No password is longer; a file that is has been confused with another.
const LONGEST_PASSWORD: usize = 4096;

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
    let password = password(context, &arguments.password)?;
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

pub(crate) fn passwd(context: &mut Context, name: &str, source: &PasswordSource) -> Result<Exit, Failure> {
    let accounts = accounts(context)?;
    let user = known(&accounts, name)?;
    if context.options.dry_run {
        return would(context, &format!("change the password of “{}”", user.name));
    }
    let password = password(context, source)?;
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
fn password(context: &Context, source: &PasswordSource) -> Result<Zeroizing<String>, Failure> {
    let password = match &source.password_file {
        Some(path) if path == Path::new("-") => first_line("standard input", io::stdin().lock(), None)?,
        Some(path) => {
            let place = path.display().to_string();
            let file = File::open(path).map_err(|error| unreadable(&place, &error))?;
            first_line(&place, BufReader::new(file), None)?
        }
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

/// Up to the end of the line, or to the character that stops it.
fn first_line(place: &str, source: impl BufRead, stop: Option<u8>) -> Result<Zeroizing<String>, Failure> {
    // As long as it can get: one that grew would leave copies behind.
    let mut line = Zeroizing::new(Vec::with_capacity(LONGEST_PASSWORD));
    for byte in source.bytes() {
        let byte = byte.map_err(|error| unreadable(place, &error))?;
        if byte == b'\n' {
            break;
        }
        if Some(byte) == stop {
            return Err(Failure::cancelled());
        }
        if line.len() == LONGEST_PASSWORD {
            return Err(Failure::usage(format!(
                "the first line of {place} is no password: it is longer than {LONGEST_PASSWORD} bytes"
            )));
        }
        line.push(byte);
    }
    let text = line.strip_suffix(b"\r").unwrap_or(&line);
    std::str::from_utf8(text)
        .map(|text| Zeroizing::new(text.to_owned()))
        .map_err(|_| Failure::usage(format!("the first line of {place} is no text in UTF-8")))
}

fn unreadable(place: &str, error: &io::Error) -> Failure {
    let hresult = match error.kind() {
        io::ErrorKind::NotFound => code::ERROR_FILE_NOT_FOUND,
        io::ErrorKind::PermissionDenied => code::E_ACCESSDENIED,
        _ => code::E_FAIL,
    };
    Error::new(hresult, format!("reading the password from {place}: {error}")).into()
}

fn typed_twice(context: &Context) -> Result<Zeroizing<String>, Failure> {
    let terminal = Hidden::new().map_err(|error| unreadable("the terminal", &error))?;
    let first = terminal.ask(context, "Password: ")?;
    if !first.is_empty() && terminal.ask(context, "Once more: ")? != first {
        return Err(Failure::usage(
            "nothing was done: what was typed the second time is something else",
        ));
    }
    Ok(first)
}

/// A terminal that does not show what is typed, until this is gone.
///
/// Ctrl-C is no signal meanwhile, but ends the line: a signal would end the program with the terminal as it is.
struct Hidden {
    before: Termios,
    interrupt: u8,
}

impl Hidden {
    fn new() -> io::Result<Self> {
        let before = tcgetattr(io::stdin())?;
        let interrupt = before.special_codes[SpecialCodeIndex::VINTR];
        let mut hidden = before.clone();
        hidden
            .local_modes
            .remove(LocalModes::ECHO | LocalModes::ECHONL | LocalModes::ISIG);
        hidden.special_codes[SpecialCodeIndex::VEOL] = interrupt;
        // `Now` keeps what was typed ahead.
        tcsetattr(io::stdin(), OptionalActions::Now, &hidden)?;
        Ok(Self { before, interrupt })
    }

    fn ask(&self, context: &Context, prompt: &str) -> Result<Zeroizing<String>, Failure> {
        let _ = io::stderr().write_all(prompt.as_bytes());
        let line = first_line("the terminal", io::stdin().lock(), Some(self.interrupt));
        let _ = io::stderr().write_all(b"\n");
        context.check_stopped()?;
        line
    }
}

impl Drop for Hidden {
    fn drop(&mut self) {
        let _ = tcsetattr(io::stdin(), OptionalActions::Now, &self.before);
    }
}
