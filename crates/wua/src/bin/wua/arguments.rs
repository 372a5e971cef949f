//! What can be written on the command line.

use std::path::PathBuf;

use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand};
use wua::Lcid;

use crate::exit::{self, Exit};
use crate::failure;
use crate::output::updates::Column;
use crate::selection::Selection;

/// Searches, downloads, installs and removes updates.
#[derive(Parser)]
#[command(name = "wua", version, after_help = exit::HELP, propagate_version = true)]
pub(crate) struct Arguments {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// Options that stand before or after the verb.
#[derive(Args)]
#[command(next_help_heading = "Global options")]
#[expect(clippy::struct_excessive_bools, reason = "independent switches")]
pub(crate) struct Global {
    /// Answer in JSON: one object a line
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// Keep store, cache and configuration below this folder
    #[arg(long, global = true, value_name = "DIR")]
    pub(crate) state: Option<PathBuf>,
    /// Use the museum, a scripted computer, instead of this one
    #[arg(long, global = true)]
    pub(crate) museum: bool,
    /// Language of the texts: en, es-MX, 0x040c
    #[arg(long, global = true, value_name = "TAG|LCID", value_parser = locale)]
    pub(crate) locale: Option<Lcid>,
    /// Say what is asked for and what is planned
    #[arg(short, long, global = true)]
    pub(crate) verbose: bool,
    /// Say nothing but results and errors
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub(crate) quiet: bool,
    #[arg(long, global = true, help = "No colours (also: NO_COLOR)")]
    pub(crate) no_color: bool,
    /// Do not ask before changing anything
    #[arg(short, long, global = true)]
    pub(crate) yes: bool,
    /// Accept the licences of the updates
    #[arg(long, global = true)]
    pub(crate) accept_eula: bool,
    /// Say what would be done, and do nothing
    #[arg(long, global = true)]
    pub(crate) dry_run: bool,
    /// Exit with 10 if a restart is required, with 100 if updates are available
    #[arg(long, global = true)]
    pub(crate) exit_code: bool,
    /// Wait as long for another operation to end
    #[arg(long, global = true, value_name = "SECONDS")]
    pub(crate) wait: Option<u64>,
    /// Stop after this time
    #[arg(long, global = true, value_name = "SECONDS")]
    pub(crate) timeout: Option<u64>,
}

/// The verbs.
#[derive(Subcommand)]
pub(crate) enum Command {
    /// Search for updates
    #[command(visible_alias = "list", aliases = ["check", "get-updates"])]
    Search(SearchArguments),
    /// Show all that is known of an update
    Show(ShowArguments),
    /// Download updates; without a selection, all that are applicable and not hidden
    Download(DownloadArguments),
    /// Download and install updates; without a selection, all that are applicable and not hidden
    #[command(alias = "upgrade")]
    Install(InstallArguments),
    /// Take updates off again
    Uninstall(UninstallArguments),
    /// Keep updates out of searches and installations
    Hide(HideArguments),
    /// Let them appear again
    Unhide(HideArguments),
    /// Show what was done to this computer
    History(HistoryArguments),
    /// Show and change where updates come from
    #[command(subcommand)]
    Services(ServicesCommand),
    /// Show and change the settings of Automatic Updates
    #[command(subcommand)]
    Settings(SettingsCommand),
    /// Show the state of the agent and the computer
    Status,
}

/// Whom to ask.
#[derive(Args, Clone, Debug, Default)]
pub(crate) struct Source {
    /// Ask this service instead of the usual ones
    #[arg(long, value_name = "NAME|GUID")]
    pub(crate) service: Option<String>,
    /// Ask nobody: answer from the store
    #[arg(long, conflicts_with = "service")]
    pub(crate) offline: bool,
}

#[derive(Args)]
pub(crate) struct SearchArguments {
    #[command(flatten)]
    pub(crate) selection: Selection,
    #[command(flatten)]
    pub(crate) source: Source,
    /// Also updates that a newer one replaces
    #[arg(long)]
    pub(crate) include_superseded: bool,
    /// The columns of the table
    #[arg(long, value_enum, value_delimiter = ',', value_name = "COLUMN,…")]
    pub(crate) columns: Vec<Column>,
}

#[derive(Args)]
pub(crate) struct ShowArguments {
    /// KB number, GUID with or without `:revision`, or words of the title
    #[arg(required = true, value_name = "UPDATE")]
    pub(crate) names: Vec<String>,
    #[command(flatten)]
    pub(crate) source: Source,
}

#[derive(Args)]
pub(crate) struct DownloadArguments {
    #[command(flatten)]
    pub(crate) selection: Selection,
    #[command(flatten)]
    pub(crate) source: Source,
    /// Again, even what is in the cache
    #[arg(long)]
    pub(crate) force: bool,
}

#[derive(Args)]
pub(crate) struct InstallArguments {
    #[command(flatten)]
    pub(crate) selection: Selection,
    #[command(flatten)]
    pub(crate) source: Source,
    /// Even what is installed already
    #[arg(long)]
    pub(crate) force: bool,
    /// Let installers close programs that are in the way
    #[arg(long)]
    pub(crate) close_apps: bool,
}

#[derive(Args)]
pub(crate) struct UninstallArguments {
    #[command(flatten)]
    pub(crate) selection: Selection,
    #[command(flatten)]
    pub(crate) source: Source,
}

#[derive(Args)]
pub(crate) struct HideArguments {
    #[command(flatten)]
    pub(crate) selection: Selection,
    #[command(flatten)]
    pub(crate) source: Source,
}

#[derive(Args)]
pub(crate) struct HistoryArguments {
    #[arg(
        long,
        value_name = "CRITERIA",
        help = "Only entries that these criteria describe: UpdateID='…'"
    )]
    pub(crate) criteria: Option<String>,
    /// At most so many, the newest first
    #[arg(short = 'n', long, value_name = "NUMBER", default_value_t = 50)]
    pub(crate) limit: usize,
    /// All of them
    #[arg(long, conflicts_with = "limit")]
    pub(crate) all: bool,
}

#[derive(Subcommand)]
pub(crate) enum ServicesCommand {
    /// Show the services
    List,
    /// Add a service: known to the network, by an authorisation cabinet, or by an offline scan package
    Add(AddArguments),
    /// Forget a service
    Remove {
        /// Its name or GUID
        #[arg(value_name = "NAME|GUID")]
        service: String,
    },
    /// Show the service of Automatic Updates, or choose it
    Default {
        /// Its name or GUID
        #[arg(value_name = "NAME|GUID")]
        service: Option<String>,
    },
}

#[derive(Args)]
pub(crate) struct AddArguments {
    /// The service's GUID
    #[arg(value_name = "GUID", required_unless_present = "scan_package")]
    pub(crate) service: Option<String>,
    /// The authorisation cabinet that describes it
    #[arg(long, value_name = "FILE", conflicts_with = "scan_package")]
    pub(crate) cabinet: Option<PathBuf>,
    /// An offline scan package to make a service of
    #[arg(long, value_name = "FILE", conflicts_with = "service")]
    pub(crate) scan_package: Option<PathBuf>,
    /// What to call the service of a scan package
    #[arg(long, requires = "scan_package", default_value = "Offline scan")]
    pub(crate) name: String,
    /// Let it serve Automatic Updates
    #[arg(long)]
    pub(crate) default: bool,
}

#[derive(Subcommand)]
pub(crate) enum SettingsCommand {
    /// Show the settings, or one of them
    Get {
        /// Which one
        key: Option<crate::commands::settings::Key>,
    },
    /// Change a setting
    Set {
        /// Which one
        key: crate::commands::settings::Key,
        /// To what
        value: String,
    },
}

/// Reads the command line of this process. Anything but a command to run has been answered when it returns an error.
pub(crate) fn read() -> Result<Arguments, Exit> {
    let parsed = Arguments::command()
        .try_get_matches()
        .and_then(|matches| Arguments::from_arg_matches(&matches));
    parsed.map_err(|error| {
        if !error.use_stderr() {
            // Help and version; a reader that went away has seen enough.
            let _ = error.print();
            return Exit::Done;
        }
        let json = std::env::args_os()
            .take_while(|argument| argument != "--")
            .any(|argument| argument == "--json");
        failure::report_bad_arguments(&error, json)
    })
}

fn locale(text: &str) -> Result<Lcid, String> {
    wua::locale::parse(text)
        .ok_or_else(|| "neither a known language nor a number: try `en`, `es-MX` or `0x040c`".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_definition_is_sound() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn global_options_stand_before_or_after_the_verb() {
        for line in [
            ["wua", "--json", "--locale", "es", "services", "list"],
            ["wua", "services", "--json", "--locale", "es", "list"],
            ["wua", "services", "list", "--json", "--locale", "es"],
        ] {
            let Ok(arguments) = Arguments::try_parse_from(line) else {
                panic!("{line:?}");
            };
            assert!(arguments.global.json);
            assert_eq!(arguments.global.locale, Some(Lcid(0x0C0A)));
        }
    }
}
