//! `wua`: the update agent on the command line.

mod arguments;
mod commands;
mod context;
mod exit;
mod failure;
#[cfg(unix)]
mod fleet;
mod interrupt;
mod output;
mod packages;
mod records;
#[cfg(unix)]
mod secret;
mod selection;
mod task;

use std::process::ExitCode;

use arguments::{CacheCommand, Command, FactsCommand, RebootCommand, ServicesCommand, SettingsCommand};
#[cfg(unix)]
use arguments::{ServeCommand, UserCommand};
use context::Context;
use exit::Exit;
use failure::Failure;

fn main() -> ExitCode {
    let arguments = match arguments::read() {
        Ok(arguments) => arguments,
        Err(exit) => return exit.into(),
    };
    let json = arguments.global.json;
    #[cfg(unix)]
    match fleet::is_meant(&arguments) {
        Ok(false) => {}
        Ok(true) => return fleet::run(arguments).into(),
        Err(failure) => return failure::report_without_context(&failure, json).into(),
    }
    let mut context = match Context::new(arguments.global, arguments.command.name()) {
        Ok(context) => context,
        Err(failure) => return failure::report_without_context(&failure, json).into(),
    };
    let exit = run(&mut context, &arguments.command).unwrap_or_else(|failure| context.fail(&failure));
    exit.into()
}

fn run(context: &mut Context, command: &Command) -> Result<Exit, Failure> {
    match command {
        Command::Search(arguments) => commands::search::run(context, arguments),
        Command::Show(arguments) => commands::show::run(context, arguments),
        Command::Explain(arguments) => commands::explain::run(context, arguments),
        Command::Download(arguments) => commands::download::run(context, arguments),
        Command::Install(arguments) => commands::install::install(context, arguments),
        Command::Uninstall(arguments) => commands::install::uninstall(context, arguments),
        Command::Hide(arguments) => commands::hide::hide(context, arguments),
        Command::Unhide(arguments) => commands::hide::unhide(context, arguments),
        Command::History(arguments) => commands::history::run(context, arguments),
        Command::Refresh(arguments) => commands::refresh::run(context, arguments),
        Command::Services(command) => match command {
            ServicesCommand::List { columns } => commands::services::list(context, columns),
            ServicesCommand::Add(arguments) => commands::services::add(context, arguments),
            ServicesCommand::Remove { service } => commands::services::remove(context, service),
            ServicesCommand::Default { service } => commands::services::default(context, service.as_deref()),
        },
        Command::Settings(command) => match command {
            SettingsCommand::Get { key } => commands::settings::get(context, *key),
            SettingsCommand::Set { key, value } => commands::settings::set(context, *key, value),
        },
        Command::Cache(CacheCommand::Clean { all }) => commands::cache::clean(context, *all),
        Command::Facts(FactsCommand::Record { out }) => commands::facts::record(context, out),
        Command::Status => commands::status::run(context),
        Command::Reboot(RebootCommand::Status) => commands::reboot::status(context),
        #[cfg(unix)]
        Command::User(command) => match command {
            UserCommand::Add(arguments) => commands::user::add(context, arguments),
            UserCommand::Passwd { name } => commands::user::passwd(context, name),
            UserCommand::List => commands::user::list(context),
            UserCommand::Remove { name } => commands::user::remove(context, name),
        },
        #[cfg(unix)]
        Command::Serve(arguments) => match &arguments.command {
            None => commands::serve::run(context, arguments),
            Some(ServeCommand::Firewall(arguments)) => commands::serve::firewall(context, arguments),
        },
        #[cfg(not(unix))]
        Command::User(_) => Err(Failure::elsewhere("user")),
        #[cfg(not(unix))]
        Command::Serve(_) => Err(Failure::elsewhere("serve")),
        Command::Completions { shell } => commands::completions::run(context, *shell),
        Command::Man(arguments) => commands::man::run(context, arguments),
    }
}
