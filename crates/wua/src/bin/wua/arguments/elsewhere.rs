//! What can be written about other computers, and what of a command line is for them.

use std::ffi::OsString;
use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::parser::ValueSource;
use clap::{ArgMatches, Args};

/// Options about other computers; they are global ones as well.
#[derive(Args, Clone, Debug, Default)]
#[command(next_help_heading = "Other computers")]
pub(crate) struct Elsewhere {
    /// Ask this computer; ssh:[USER@]HOST[:PORT]: through ssh. May be given again
    #[arg(long, global = true, value_name = "HOST,…", value_delimiter = ',')]
    pub(crate) host: Vec<String>,
    /// Ask the computers named in this file, one a line (`-`: standard input)
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) hosts_file: Option<PathBuf>,
    /// How many of them are asked at a time; 16 unless given
    #[arg(long, global = true, value_name = "NUMBER")]
    pub(crate) parallel: Option<NonZeroUsize>,
    /// Keep outcomes in this file, and leave out whom it says to be done
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) retry_failed: Option<PathBuf>,
    /// Write what one host is asked and answers to this new file, without names
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) record: Option<PathBuf>,
    #[arg(
        long,
        global = true,
        value_name = "NAME",
        help = "Sign in as NAME, DOMAIN\\NAME or NAME@REALM (also: WUA_USER)"
    )]
    pub(crate) user: Option<String>,
    #[arg(
        long,
        global = true,
        value_name = "FILE",
        help = "Take the password from this file, `-`: from stdin (also: WUA_PASSWORD_FILE)"
    )]
    pub(crate) password_file: Option<PathBuf>,
    #[arg(
        long,
        global = true,
        value_name = "FILE",
        help = "Users and passwords for hosts by pattern (also: WUA_CREDENTIALS)"
    )]
    pub(crate) credentials: Option<PathBuf>,
}

impl Elsewhere {
    /// Whether it is about other computers at all.
    pub(crate) fn is_wanted(&self) -> bool {
        !self.host.is_empty() || self.hosts_file.is_some()
    }

    /// The first option that makes no sense without a host.
    pub(crate) fn in_vain(&self) -> Option<&'static str> {
        let given = [
            (self.parallel.is_some(), "--parallel"),
            (self.retry_failed.is_some(), "--retry-failed"),
            (self.record.is_some(), "--record"),
            (self.user.is_some(), "--user"),
            (self.credentials.is_some(), "--credentials"),
        ];
        let given = given.into_iter().find(|(is_given, _)| *is_given);
        given.filter(|_| !self.is_wanted()).map(|(_, option)| option)
    }
}

/// What says how this program speaks, and to whom; no other computer has to hear it.
const FOR_THIS_PROGRAM: [&str; 17] = [
    "host",
    "hosts_file",
    "parallel",
    "retry_failed",
    "record",
    "user",
    "password_file",
    "credentials",
    "json",
    "verbose",
    "quiet",
    "no_color",
    "locale",
    "state",
    "target",
    "museum",
    "timeout",
];

/// The verb and its arguments in one settled form: each option in full with its value, then the names.
pub(crate) fn words(matches: &ArgMatches, command: &clap::Command) -> Result<Vec<String>, OsString> {
    let mut words = Vec::new();
    let (mut matches, mut command) = (matches, command);
    while let Some((name, below)) = matches.subcommand() {
        words.push(name.to_owned());
        let Some(verb) = command.find_subcommand(name) else {
            break;
        };
        (matches, command) = (below, verb);
    }
    let mut names = Vec::new();
    for argument in command.get_arguments() {
        let id = argument.get_id().as_str();
        let is_written = matches.value_source(id) == Some(ValueSource::CommandLine);
        if !is_written || FOR_THIS_PROGRAM.contains(&id) {
            continue;
        }
        let values = matches.get_raw(id).into_iter().flatten();
        let values: Result<Vec<String>, OsString> =
            values.map(|value| value.to_owned().into_string()).collect();
        match argument.get_long() {
            None => names.extend(values?),
            Some(long) if argument.get_action().takes_values() => {
                words.extend(values?.into_iter().map(|value| format!("--{long}={value}")));
            }
            Some(long) => words.push(format!("--{long}")),
        }
    }
    if !names.is_empty() {
        words.push("--".to_owned());
        words.extend(names);
    }
    Ok(words)
}
