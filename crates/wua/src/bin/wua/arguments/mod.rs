//! What can be written on the command line.

#[cfg(unix)]
mod elsewhere;
mod examples;

#[cfg(unix)]
use std::net::IpAddr;
use std::path::PathBuf;
use std::time::Duration;

use clap::{ArgMatches, Args, ColorChoice, CommandFactory, FromArgMatches, Parser, Subcommand};
use clap_complete::Shell;
use wua::Lcid;

use crate::commands::{history, services};
use crate::exit::{self, Exit};
use crate::failure;
use crate::output::updates::Column;
use crate::selection::Selection;
#[cfg(unix)]
pub(crate) use elsewhere::Elsewhere;

/// Searches, downloads, installs and removes updates.
#[derive(Parser)]
#[command(name = "wua", version)]
#[command(after_help = format!("{}\n\n{}", exit::HELP, examples::WUA))]
pub(crate) struct Arguments {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) command: Command,
    /// The verb and what is written behind it, as other computers get to hear it.
    #[cfg(unix)]
    #[arg(skip)]
    pub(crate) words: Vec<String>,
}

/// Options that stand before or after the verb.
#[derive(Args, Clone, Default)]
#[command(next_help_heading = "Global options")]
#[expect(clippy::struct_excessive_bools, reason = "independent switches")]
pub(crate) struct Global {
    /// Do not ask before changing anything; accepts no licences
    #[arg(short, long, global = true)]
    pub(crate) yes: bool,
    /// Accept the licences of the updates
    #[arg(long, global = true)]
    pub(crate) accept_eula: bool,
    /// Say what would be done, and do nothing
    #[arg(long, global = true)]
    pub(crate) dry_run: bool,
    /// Answer in JSON: one object a line, a summary at the end
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// Exit with 10 if a restart is required, with 100 if updates are available
    #[arg(long, global = true)]
    pub(crate) exit_code: bool,
    /// Stop cleanly after this time, and exit with 6
    #[arg(long, global = true, value_name = "SECONDS", value_parser = seconds)]
    pub(crate) timeout: Option<Duration>,
    /// Wait so long for another operation to end
    #[arg(long, global = true, value_name = "SECONDS", value_parser = seconds)]
    pub(crate) wait: Option<Duration>,
    /// Say which criteria are used and what is planned
    #[arg(short, long, global = true)]
    pub(crate) verbose: bool,
    /// Say nothing but results and errors
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub(crate) quiet: bool,
    #[arg(long, global = true, help = "No colours (also: NO_COLOR)")]
    pub(crate) no_color: bool,
    /// Language of the texts: en, es-MX, 0x040c
    #[arg(long, global = true, value_name = "TAG|LCID", value_parser = locale)]
    pub(crate) locale: Option<Lcid>,
    #[arg(
        long,
        global = true,
        value_name = "DIR",
        help = "Keep store and cache below this folder (also: WUA_STATE)"
    )]
    pub(crate) state: Option<PathBuf>,
    /// Another computer: the folder of its root, a Wine prefix, or a recording
    #[arg(long, global = true, value_name = "PATH", conflicts_with = "museum")]
    pub(crate) target: Option<PathBuf>,
    #[arg(
        long,
        global = true,
        help = "Use the museum, a scripted computer, instead of this one (also: WUA_MUSEUM=1)"
    )]
    pub(crate) museum: bool,
    #[cfg(unix)]
    #[command(flatten)]
    pub(crate) elsewhere: Elsewhere,
}

/// The verbs.
#[derive(Subcommand)]
pub(crate) enum Command {
    /// Search for updates
    #[command(aliases = ["list", "check", "get-updates"], after_help = examples::SEARCH)]
    Search(SearchArguments),
    /// Show all that is known of updates
    #[command(after_help = examples::SHOW)]
    Show(ShowArguments),
    /// Say why updates are offered, or are not
    #[command(after_help = examples::EXPLAIN)]
    Explain(ExplainArguments),
    /// Download updates; without a selection, all that are applicable and not hidden
    #[command(after_help = examples::DOWNLOAD)]
    Download(DownloadArguments),
    /// Download and install updates; without a selection, all that are applicable and not hidden
    #[command(alias = "upgrade", after_help = examples::INSTALL)]
    Install(InstallArguments),
    /// Take updates off again
    #[command(after_help = examples::UNINSTALL)]
    Uninstall(UninstallArguments),
    /// Keep updates out of searches and installations
    #[command(after_help = examples::HIDE)]
    Hide(HideArguments),
    /// Let them appear again
    #[command(after_help = examples::UNHIDE)]
    Unhide(HideArguments),
    /// Show what was done to this computer
    #[command(after_help = examples::HISTORY)]
    History(HistoryArguments),
    /// Bring up to date what the services know
    #[command(after_help = examples::REFRESH)]
    Refresh(RefreshArguments),
    /// Show and change where updates come from
    #[command(subcommand, after_help = examples::SERVICES)]
    Services(ServicesCommand),
    /// Show and change the settings of Automatic Updates
    #[command(subcommand, after_help = examples::SETTINGS)]
    Settings(SettingsCommand),
    /// Take files out of the cache that nobody needs any more
    #[command(subcommand, after_help = examples::CACHE)]
    Cache(CacheCommand),
    /// Record what rules of updates ask of a Windows computer
    #[command(subcommand, after_help = examples::FACTS)]
    Facts(FactsCommand),
    /// Show the state of the agent and the computer
    Status,
    /// Whether the computer has to be restarted
    #[command(subcommand, after_help = examples::REBOOT)]
    Reboot(RebootCommand),
    /// Show and change who may use this agent from other computers
    #[cfg(unix)]
    #[command(subcommand, after_help = examples::USER)]
    User(UserCommand),
    /// Let administrators use this agent from other computers
    #[cfg(unix)]
    #[command(args_conflicts_with_subcommands = true, after_help = examples::SERVE)]
    Serve(ServeArguments),
    /// Not on Windows: show and change who may use this agent from other computers
    #[cfg(not(unix))]
    #[command(hide = true)]
    User(Elsewhere),
    /// Not on Windows: let administrators use this agent from other computers
    #[cfg(not(unix))]
    #[command(hide = true)]
    Serve(Elsewhere),
    /// Write the completions of a shell
    #[command(after_help = examples::COMPLETIONS)]
    Completions {
        /// Which shell
        shell: Shell,
    },
    /// Write manual pages
    #[command(after_help = examples::MAN)]
    Man(ManArguments),
}

impl Command {
    /// The verb in full, as summaries have it.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Search(_) => "search",
            Self::Show(_) => "show",
            Self::Explain(_) => "explain",
            Self::Download(_) => "download",
            Self::Install(_) => "install",
            Self::Uninstall(_) => "uninstall",
            Self::Hide(_) => "hide",
            Self::Unhide(_) => "unhide",
            Self::History(_) => "history",
            Self::Refresh(_) => "refresh",
            Self::Services(ServicesCommand::List { .. }) => "services list",
            Self::Services(ServicesCommand::Add(_)) => "services add",
            Self::Services(ServicesCommand::Remove { .. }) => "services remove",
            Self::Services(ServicesCommand::Default { .. }) => "services default",
            Self::Settings(SettingsCommand::Get { .. }) => "settings get",
            Self::Settings(SettingsCommand::Set { .. }) => "settings set",
            Self::Cache(CacheCommand::Clean { .. }) => "cache clean",
            Self::Facts(FactsCommand::Record { .. }) => "facts record",
            Self::Status => "status",
            Self::Reboot(RebootCommand::Status) => "reboot status",
            #[cfg(unix)]
            Self::User(UserCommand::Add(_)) => "user add",
            #[cfg(unix)]
            Self::User(UserCommand::Passwd { .. }) => "user passwd",
            #[cfg(unix)]
            Self::User(UserCommand::List) => "user list",
            #[cfg(unix)]
            Self::User(UserCommand::Remove { .. }) => "user remove",
            #[cfg(unix)]
            Self::Serve(ServeArguments { command: None, .. }) => "serve",
            #[cfg(unix)]
            Self::Serve(ServeArguments {
                command: Some(ServeCommand::Firewall(_)),
                ..
            }) => "serve firewall",
            #[cfg(not(unix))]
            Self::User(_) => "user",
            #[cfg(not(unix))]
            Self::Serve(_) => "serve",
            Self::Completions { .. } => "completions",
            Self::Man(_) => "man",
        }
    }
}

#[cfg(unix)]
impl Command {
    /// Which updates are meant, where the verb is about updates.
    pub(crate) fn selection(&self) -> Option<&Selection> {
        match self {
            Self::Search(arguments) => Some(&arguments.selection),
            Self::Show(arguments) => Some(&arguments.selection),
            Self::Explain(arguments) => Some(&arguments.selection),
            Self::Download(arguments) => Some(&arguments.selection),
            Self::Install(arguments) => Some(&arguments.selection),
            Self::Uninstall(arguments) => Some(&arguments.selection),
            Self::Hide(arguments) | Self::Unhide(arguments) => Some(&arguments.selection),
            _ => None,
        }
    }
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
    pub(crate) source: Source,
    /// Also updates that a newer one replaces
    #[arg(long)]
    pub(crate) include_superseded: bool,
    /// The columns of the table
    #[arg(long, value_enum, value_delimiter = ',', value_name = "COLUMN,…")]
    pub(crate) columns: Vec<Column>,
    #[command(flatten)]
    pub(crate) selection: Selection,
}

#[derive(Args)]
pub(crate) struct ShowArguments {
    #[command(flatten)]
    pub(crate) source: Source,
    #[command(flatten)]
    pub(crate) selection: Selection,
}

#[derive(Args)]
pub(crate) struct ExplainArguments {
    /// All levels of the rules instead of three
    #[arg(long)]
    pub(crate) all: bool,
    #[command(flatten)]
    pub(crate) source: Source,
    #[command(flatten)]
    pub(crate) selection: Selection,
}

#[derive(Args)]
pub(crate) struct RefreshArguments {
    /// Only this service instead of the usual ones
    #[arg(long, value_name = "NAME|GUID")]
    pub(crate) service: Option<String>,
}

#[derive(Args)]
pub(crate) struct DownloadArguments {
    #[command(flatten)]
    pub(crate) source: Source,
    /// Again, even what is in the cache
    #[arg(long)]
    pub(crate) force: bool,
    #[command(flatten)]
    pub(crate) selection: Selection,
}

#[derive(Args)]
pub(crate) struct InstallArguments {
    #[command(flatten)]
    pub(crate) source: Source,
    /// Even what is installed already
    #[arg(long)]
    pub(crate) force: bool,
    /// Let installers close programs that are in the way
    #[arg(long)]
    pub(crate) close_apps: bool,
    #[command(flatten)]
    pub(crate) selection: Selection,
}

#[derive(Args)]
pub(crate) struct UninstallArguments {
    #[command(flatten)]
    pub(crate) source: Source,
    #[command(flatten)]
    pub(crate) selection: Selection,
}

#[derive(Args)]
pub(crate) struct HideArguments {
    #[command(flatten)]
    pub(crate) source: Source,
    #[command(flatten)]
    pub(crate) selection: Selection,
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
    /// The columns of the table
    #[arg(long, value_enum, value_delimiter = ',', value_name = "COLUMN,…")]
    pub(crate) columns: Vec<history::Column>,
}

#[derive(Subcommand)]
pub(crate) enum ServicesCommand {
    /// Show the services
    List {
        /// The columns of the table
        #[arg(long, value_enum, value_delimiter = ',', value_name = "COLUMN,…")]
        columns: Vec<services::Column>,
    },
    /// Add a service: known to the network, by an authorisation cabinet, or by an offline scan package
    Add(Box<AddArguments>),
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
    /// The service's GUID; with --sdp or --wsus, what to call the service
    #[arg(value_name = "GUID|NAME", required_unless_present = "scan_package")]
    pub(crate) service: Option<String>,
    /// The authorisation cabinet that describes it
    #[arg(long, value_name = "FILE", conflicts_with = "scan_package")]
    pub(crate) cabinet: Option<PathBuf>,
    /// An offline scan package to make a service of
    #[arg(long, value_name = "FILE", conflicts_with = "service")]
    pub(crate) scan_package: Option<PathBuf>,
    /// A catalogue of software packages (SDP): a folder, a document or a cabinet
    #[arg(long, value_name = "PATH", requires = "service", conflicts_with_all = ["cabinet", "scan_package"])]
    pub(crate) sdp: Option<PathBuf>,
    /// The address of an update server (WSUS)
    #[arg(long, value_name = "URL", requires = "service", conflicts_with_all = ["cabinet", "scan_package", "sdp"])]
    pub(crate) wsus: Option<String>,
    /// The server's group of computers that this one asks to be in
    #[arg(long, value_name = "GROUP", requires = "wsus")]
    pub(crate) target_group: Option<String>,
    /// Ask without encryption: whoever is between can have anything installed
    #[arg(long, requires = "wsus")]
    pub(crate) allow_http: bool,
    /// Trust the authorities in this file, too, in PEM; may be given again
    #[arg(long, value_name = "FILE", requires = "wsus")]
    pub(crate) ca: Vec<PathBuf>,
    /// The certificate to show to the server, in PEM
    #[arg(long, value_name = "FILE", requires_all = ["wsus", "client_key"])]
    pub(crate) client_certificate: Option<PathBuf>,
    /// The private key of that certificate, in PEM; others must not be able to read it
    #[arg(long, value_name = "FILE", requires = "client_certificate")]
    pub(crate) client_key: Option<PathBuf>,
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

#[derive(Subcommand)]
pub(crate) enum CacheCommand {
    /// Remove files of updates that are installed, not applicable, or not offered any more
    Clean {
        /// Also what the configuration keeps (`keep` and `keep-size` of `[download]`)
        #[arg(long)]
        all: bool,
    },
}

#[derive(Subcommand)]
pub(crate) enum FactsCommand {
    /// Write what the rules of all known updates ask, and what this computer answers, to a new file
    Record {
        /// The file; `--target FILE` judges updates by it, on any computer
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
}

#[derive(Subcommand)]
pub(crate) enum RebootCommand {
    /// Show whether a restart is required
    Status,
}

#[cfg(unix)]
#[derive(Subcommand)]
pub(crate) enum UserCommand {
    /// Add a user
    Add(UserAddArguments),
    /// Change the password of a user
    Passwd {
        /// The user's name
        name: String,
    },
    /// Show the users
    List,
    /// Remove a user
    Remove {
        /// The user's name
        name: String,
    },
}

#[cfg(unix)]
#[derive(Args)]
pub(crate) struct UserAddArguments {
    /// The user's name, without a domain
    pub(crate) name: String,
    /// Let the user sign in, but do nothing: that is for administrators
    #[arg(long)]
    pub(crate) no_admin: bool,
}

#[cfg(unix)]
#[derive(Args)]
pub(crate) struct ServeArguments {
    /// Listen on this address instead of all; may be given again
    #[arg(long, value_name = "ADDRESS")]
    pub(crate) listen: Vec<IpAddr>,
    #[command(flatten)]
    pub(crate) ports: PortArguments,
    #[command(subcommand)]
    pub(crate) command: Option<ServeCommand>,
}

#[cfg(unix)]
#[derive(Subcommand)]
pub(crate) enum ServeCommand {
    /// Print the rules that a firewall needs: for nftables and for netsh
    Firewall(PortArguments),
}

#[cfg(unix)]
#[derive(Args)]
pub(crate) struct PortArguments {
    /// The port of the endpoint mapper, 135 unless configured
    #[arg(long, value_name = "PORT", value_parser = clap::value_parser!(u16).range(1..))]
    pub(crate) port: Option<u16>,
    /// The port of the objects, chosen by the system unless configured
    #[arg(long, value_name = "PORT", value_parser = clap::value_parser!(u16).range(1..))]
    pub(crate) exporter_port: Option<u16>,
}

/// Whatever is said to a verb that this system lacks.
#[cfg(not(unix))]
#[derive(Args)]
pub(crate) struct Elsewhere {
    /// Not looked at
    #[arg(
        hide = true,
        trailing_var_arg = true,
        allow_hyphen_values = true,
        value_name = "WORDS"
    )]
    _words: Vec<std::ffi::OsString>,
}

#[derive(Args)]
pub(crate) struct ManArguments {
    /// The page of this verb instead of the first one
    #[arg(value_name = "VERB")]
    pub(crate) verb: Option<String>,
    /// Write all pages to files in this folder
    #[arg(long, value_name = "DIR", conflicts_with = "verb")]
    pub(crate) dir: Option<PathBuf>,
}

/// Reads the command line of this process. Anything but a command to run has been answered when it returns an error.
pub(crate) fn read() -> Result<Arguments, Exit> {
    let written = |option: &str| {
        std::env::args_os()
            .take_while(|argument| argument != "--")
            .any(|argument| argument == option)
    };
    let colours = if written("--no-color") {
        ColorChoice::Never
    } else {
        ColorChoice::Auto
    };
    let mut command = Arguments::command().color(colours);
    let parsed = command.try_get_matches_from_mut(std::env::args_os());
    let parsed = parsed.and_then(|matches| understood(&matches, &command));
    parsed.map_err(|error| {
        if !error.use_stderr() {
            // Help and version; a reader that went away has seen enough.
            let _ = error.print();
            return Exit::Done;
        }
        failure::report_bad_arguments(&error, written("--json"))
    })
}

#[cfg(unix)]
fn understood(matches: &ArgMatches, command: &clap::Command) -> Result<Arguments, clap::Error> {
    let mut arguments = Arguments::from_arg_matches(matches)?;
    if arguments.global.elsewhere.is_wanted() {
        arguments.words = elsewhere::words(matches, command).map_err(|word| {
            let message = format!("{} is no text in UTF-8\n", word.display());
            clap::Error::raw(clap::error::ErrorKind::InvalidUtf8, message).with_cmd(command)
        })?;
    }
    Ok(arguments)
}

#[cfg(not(unix))]
fn understood(matches: &ArgMatches, _command: &clap::Command) -> Result<Arguments, clap::Error> {
    Arguments::from_arg_matches(matches)
}

fn seconds(text: &str) -> Result<Duration, String> {
    let seconds = text.parse().ok();
    seconds
        .and_then(|seconds| Duration::try_from_secs_f64(seconds).ok())
        .ok_or_else(|| "a number of seconds is expected: 90 or 0.5".to_owned())
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

    /// Each verb, however deep, with its name.
    fn verbs() -> Vec<clap::Command> {
        let mut command = Arguments::command();
        command.build();
        let mut all = vec![command];
        let mut at = 0;
        while let Some(verb) = all.get(at) {
            let below: Vec<clap::Command> = verb.get_subcommands().cloned().collect();
            all.extend(below.into_iter().filter(|verb| verb.get_name() != "help"));
            at += 1;
        }
        all
    }

    #[test]
    fn every_option_has_one_clear_line() {
        for verb in verbs() {
            assert!(verb.get_about().is_some(), "{}", verb.get_name());
            for option in verb.get_arguments() {
                let help = option.get_help().map(ToString::to_string).unwrap_or_default();
                let name = format!("{} {}", verb.get_name(), option.get_id());
                assert!(!help.is_empty() && !help.contains('\n'), "{name}: {help}");
                assert!(
                    help.chars().count() <= 80 && !help.ends_with('.'),
                    "{name}: {help}"
                );
                let is_ours = option.get_id() != "help";
                assert!(!is_ours || option.get_long_help().is_none(), "{name}");
            }
        }
    }

    #[test]
    fn help_ends_with_examples_that_are_understood() {
        let mut count = 0;
        for verb in verbs() {
            let text = verb.get_after_help().map(ToString::to_string).unwrap_or_default();
            let examples = text
                .lines()
                .filter_map(|line| line.strip_prefix("  wua "))
                .filter(|line| !line.contains(['|', '>', '&', '\'', '…']));
            for example in examples {
                let words = example.split("  ").next().unwrap_or_default().split(' ');
                let line = std::iter::once("wua").chain(words);
                assert!(Arguments::try_parse_from(line).is_ok(), "{example}");
                count += 1;
            }
        }
        assert!(count > 25, "{count}");
    }

    #[test]
    fn time_is_written_in_seconds() {
        assert_eq!(seconds("0.5"), Ok(Duration::from_millis(500)));
        for text in ["soon", "-1", "NaN", "inf", "1e400", ""] {
            assert!(seconds(text).is_err(), "{text}");
        }
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
