//! One command on many computers.
//!
//! Every host has a thread, [`DEFAULT_PARALLEL`] of them at a time unless somebody wants it otherwise. What a host says
//! comes through one channel, which is short: whoever has much to say waits until it is printed. Of a host that has ended
//! nothing is kept but numbers.

mod credentials;
mod hosts;
mod outcome;
mod printer;
mod reach;
mod retry;
mod ssh;
mod view;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;
use std::time::{Duration, Instant};
use std::vec::IntoIter;

use wua::computer::Abort;
use wua::{Environment, Error, code};

use crate::arguments::{Arguments, Command, Global, ServicesCommand, SettingsCommand, UserCommand};
use crate::exit::Exit;
use crate::failure::{self, Failure};
use crate::interrupt::Interrupt;
use crate::output::error::{self, FailureRecord};
use crate::output::json::Summary;
use crate::output::{Line, Output};
use credentials::Keyring;
use hosts::Address;
use outcome::{HostRecord, Tally};
use printer::{Printer, Said};
use retry::Outcomes;

/// How many hosts are asked at a time. They wait for the network and for searches of others, so it is more than there
/// are processors; but each may be a process of ssh with 10 MB and a handshake to calculate, so it is not hundreds.
const DEFAULT_PARALLEL: usize = 16;

/// How many lines may wait to be printed.
const QUEUE: usize = 256;

/// How often somebody looks for a signal, and for hosts that take too long.
const GLANCE: Duration = Duration::from_millis(100);

/// A host has so long to say itself that its time is up; then others say it.
const GRACE: Duration = Duration::from_secs(5);

/// Whether the command is for other computers. It is refused where it cannot be.
pub(crate) fn is_meant(arguments: &Arguments) -> Result<bool, Failure> {
    let options = &arguments.global;
    if !options.elsewhere.is_wanted() {
        let is_user = matches!(arguments.command, Command::User(_));
        let password = options.elsewhere.password_file.is_some() && !is_user;
        return match options
            .elsewhere
            .in_vain()
            .or(password.then_some("--password-file"))
        {
            None => Ok(false),
            Some(option) => Err(Failure::usage(format!(
                "`{option}` is about other computers, and none is named"
            ))
            .hint("`--host HOST` or `--hosts-file FILE` names them")),
        };
    }
    for (is_given, option) in [
        (options.target.is_some(), "--target"),
        (options.museum, "--museum"),
        (options.state.is_some(), "--state"),
    ] {
        if is_given {
            return Err(Failure::usage(format!(
                "`{option}` is about this computer, and `--host` about others"
            )));
        }
    }
    let standard_input = [&options.elsewhere.hosts_file, &options.elsewhere.password_file];
    if standard_input
        .into_iter()
        .flatten()
        .filter(|path| path.as_os_str() == "-")
        .count()
        > 1
    {
        return Err(Failure::usage(
            "standard input can be the hosts or the password, and not both",
        ));
    }
    if let Some(why) = why_not_elsewhere(&arguments.command) {
        let verb = arguments.command.name();
        return Err(Failure::usage(format!(
            "`wua {verb}` is not for other computers: {why}"
        )));
    }
    if let Some(selection) = arguments.command.selection() {
        // A mistake is told once, and not by every host.
        selection.check()?;
    }
    if changes(&arguments.command) && !options.yes && !options.dry_run {
        let message = "nothing was done: of many computers nobody is asked for consent one by one";
        return Err(Failure::usage(message).hint("add `--yes`, or look first with `--dry-run`"));
    }
    Ok(true)
}

fn why_not_elsewhere(command: &Command) -> Option<&'static str> {
    match command {
        Command::User(
            UserCommand::Passwd { .. } | UserCommand::Add(_) | UserCommand::List | UserCommand::Remove { .. },
        ) => Some("who may sign in is decided on the computer itself"),
        Command::Serve(_) => Some("it is run on the computer itself"),
        Command::Completions { .. } | Command::Man(_) => Some("it is the same everywhere"),
        _ => None,
    }
}

/// Whether it changes anything there, beyond what is known of updates.
fn changes(command: &Command) -> bool {
    match command {
        Command::Download(_)
        | Command::Install(_)
        | Command::Uninstall(_)
        | Command::Hide(_)
        | Command::Unhide(_)
        | Command::Services(ServicesCommand::Add(_) | ServicesCommand::Remove { .. })
        | Command::Settings(SettingsCommand::Set { .. }) => true,
        Command::Services(ServicesCommand::Default { service }) => service.is_some(),
        _ => false,
    }
}

/// Runs the command on all of them.
pub(crate) fn run(arguments: Arguments) -> Exit {
    let json = arguments.global.json;
    match Fleet::new(arguments) {
        Ok(mut fleet) => fleet.run(),
        Err(failure) => failure::report_without_context(&failure, json),
    }
}

/// What a host says, or that its thread has ended.
enum Event {
    Line(Line),
    Ended,
}

/// A host that is being asked.
struct Running {
    name: String,
    started: Instant,
    said: Said,
    error: Option<FailureRecord>,
    summary: Option<Summary>,
    /// Ends what is going on.
    abort: Abort,
}

struct Fleet {
    errand: reach::Errand,
    words: Arc<[String]>,
    parallel: usize,
    /// Those who have not been asked yet.
    waiting: IntoIter<Address>,
    all: usize,
    running: BTreeMap<usize, Running>,
    begun: usize,
    outcomes: Option<Outcomes>,
    printer: Printer,
    tally: Tally,
    unfinished: Vec<String>,
    interrupted: Option<Instant>,
    sender: SyncSender<(usize, Event)>,
    receiver: Receiver<(usize, Event)>,
}

impl Fleet {
    fn new(arguments: Arguments) -> Result<Self, Failure> {
        let Arguments {
            global: options,
            command,
            words,
        } = arguments;
        let elsewhere = &options.elsewhere;
        let interrupt = Interrupt::new().map_err(|error| {
            Error::new(code::E_FAIL, error.to_string()).context("taking over the signals")
        })?;
        let mut hosts = hosts::all(&elsewhere.host, elsewhere.hosts_file.as_deref())?;
        if elsewhere.record.is_some() && !matches!(hosts.as_slice(), [Address::Calls(_)]) {
            return Err(Failure::usage(
                "`--record` is of the remote calls to one host, and that not through ssh",
            ));
        }
        let outcomes = elsewhere.retry_failed.as_deref();
        let outcomes = outcomes.map(|path| Outcomes::open(path, &words)).transpose()?;
        let number = hosts.len();
        if let Some(outcomes) = &outcomes {
            hosts.retain(|host| !outcomes.is_done(&host.to_string()));
        }
        let is_called = hosts.iter().any(|host| matches!(host, Address::Calls(_)));
        let keyring = if is_called {
            Keyring::open(elsewhere, &interrupt)?
        } else {
            // ssh has keys of its own, and nobody is asked for a password that nobody needs.
            Keyring::default()
        };
        let names: Vec<String> = hosts.iter().map(ToString::to_string).collect();
        let (sender, receiver) = sync_channel(QUEUE);
        let mut output = Output::new(&options);
        output.write_together();
        let locale = options.locale.unwrap_or(Environment::of_the_process().locale);
        Ok(Self {
            printer: Printer::new(output, &command, names.iter().map(String::as_str)),
            parallel: elsewhere
                .parallel
                .map_or(DEFAULT_PARALLEL, std::num::NonZero::get),
            errand: reach::Errand {
                command: Arc::new(command),
                options,
                keyring: Arc::new(keyring),
                interrupt,
                locale,
            },
            words: words.into(),
            tally: Tally::of_those_before(number - hosts.len()),
            all: hosts.len(),
            waiting: hosts.into_iter(),
            running: BTreeMap::new(),
            begun: 0,
            outcomes,
            unfinished: Vec::new(),
            interrupted: None,
            sender,
            receiver,
        })
    }

    fn run(&mut self) -> Exit {
        let mut looked = Instant::now();
        loop {
            while !self.errand.interrupt.is_requested() && self.running.len() < self.parallel {
                let Some(host) = self.waiting.next() else { break };
                self.begin(host);
            }
            if self.running.is_empty() {
                break;
            }
            // What was said is shown as soon as nobody says more.
            let heard = self.receiver.try_recv().ok().or_else(|| {
                self.printer.output.flush();
                self.receiver.recv_timeout(GLANCE).ok()
            });
            if let Some((number, event)) = heard {
                self.hear(number, event);
            }
            if looked.elapsed() >= GLANCE {
                looked = Instant::now();
                self.look();
            }
        }
        for host in self.waiting.by_ref() {
            let record = HostRecord::not_started(host.to_string());
            self.tally.add(&record);
            if self.printer.output.is_json() {
                self.printer.end(Said::default(), &record);
            }
            self.unfinished.push(record.host);
        }
        let exit = self
            .tally
            .exit(self.interrupted.is_some() && !self.unfinished.is_empty());
        let command = self.errand.command.name();
        self.printer
            .conclude(command, &self.tally, &self.unfinished, exit);
        exit
    }

    /// Asks a host.
    fn begin(&mut self, host: Address) {
        let number = self.begun;
        self.begun += 1;
        let name = host.to_string();
        let running = Running {
            name: name.clone(),
            started: Instant::now(),
            said: Said::default(),
            error: None,
            summary: None,
            abort: Abort::default(),
        };
        let (errand, words) = (self.errand.clone(), Arc::clone(&self.words));
        let abort = running.abort.clone();
        let end = End(number, self.sender.clone());
        let sender = self.sender.clone();
        let output = move |options: &Global| {
            Output::to(options, move |line| {
                // Nobody listens any more to a host that took too long.
                let _ = sender.send((number, Event::Line(line)));
            })
        };
        self.running.insert(number, running);
        let work = move || {
            let _end = end;
            let output = output(&errand.options);
            match host {
                Address::Calls(host) => reach::run(&errand, &host, name, abort, output),
                Address::Ssh(host) => ssh::run(&of_ssh(&errand, host, words, abort), output),
            }
        };
        if let Err(error) = thread::Builder::new().name("host".to_owned()).spawn(work) {
            let message = format!("no thread to ask it: {error}");
            self.finish_with(number, &Error::new(code::E_OUTOFMEMORY, message).into());
        }
    }

    /// A host has said something.
    fn hear(&mut self, number: usize, event: Event) {
        let Some(running) = self.running.get_mut(&number) else {
            // It took too long, or said rubbish.
            return;
        };
        let line = match event {
            Event::Line(line) => line,
            Event::Ended => return self.finish(number),
        };
        let heard = match line {
            Line::Object(kind, json) if kind == "summary" => {
                let summary = serde_json::from_str(&json).map_err(|error| error.to_string());
                summary.map(|summary| running.summary = Some(summary))
            }
            Line::Object(kind, json) if kind == "error" => {
                let error = serde_json::from_str(&json).map_err(|error| error.to_string());
                error.map(|error| running.error = Some(error))
            }
            line => self.printer.hear(&running.name, &mut running.said, line),
        };
        if let Err(what) = heard {
            let message = format!("the answer makes no sense: {what}");
            self.finish_with(number, &Error::new(code::ERROR_INVALID_DATA, message).into());
        }
    }

    /// Looks for signals, and for hosts that are overdue.
    fn look(&mut self) {
        let now = Instant::now();
        if self.interrupted.is_none() && self.errand.interrupt.is_requested() {
            self.interrupted = Some(now);
            self.printer
                .output
                .note("stopping; interrupt again to end at once");
            self.errand.interrupt.insist();
            // What changes something is not left alone in the middle of it: a job stops between two steps, and ssh,
            // which cannot tell the other side to, is waited for.
            if !changes(&self.errand.command) {
                self.running.values().for_each(|running| running.abort.request());
            }
        }
        let allowed = self.errand.options.timeout;
        let is_over = |since: Instant| now.saturating_duration_since(since) >= GRACE;
        let gives_up = self.interrupted.is_some_and(is_over) && !changes(&self.errand.command);
        let is_overdue = |running: &Running| {
            let latest = allowed.and_then(|allowed| running.started.checked_add(allowed + GRACE + GRACE));
            latest.is_some_and(|latest| now >= latest)
        };
        let overdue: Vec<usize> = self
            .running
            .iter()
            .filter(|(_, running)| gives_up || is_overdue(running))
            .map(|(number, _)| *number)
            .collect();
        for number in overdue {
            let failure = if gives_up {
                Failure::cancelled()
            } else {
                Failure::timed_out(allowed.unwrap_or_default())
            };
            self.finish_with(number, &failure);
        }
        let ended = self.begun - self.running.len();
        self.printer.beat(ended, self.running.len(), self.all);
    }

    /// A host has failed, whatever it says.
    fn finish_with(&mut self, number: usize, failure: &Failure) {
        if let Some(running) = self.running.get_mut(&number) {
            running.error = Some(error::record(failure));
            running.summary = Some(Summary::of_failure(failure.exit));
            running.abort.request();
            self.finish(number);
        }
    }

    /// A host has ended.
    fn finish(&mut self, number: usize) {
        let Some(mut running) = self.running.remove(&number) else {
            return;
        };
        let summary = running.summary.take().unwrap_or_else(|| {
            // Its thread has died.
            let failure = Failure::from(Error::new(
                code::E_UNEXPECTED,
                "it ended without an answer, which is a bug",
            ));
            running.error = Some(error::record(&failure));
            Summary::of_failure(failure.exit)
        });
        let took = running.started.elapsed();
        let host = HostRecord::of(running.name, took, &summary, running.error);
        self.tally.add(&host);
        if host.exit_code == Exit::Cancelled.number() {
            self.unfinished.push(host.host.clone());
        }
        if let Some(Err(failure)) = self.outcomes.as_mut().map(|outcomes| outcomes.keep(&host)) {
            self.printer.warn(&failure);
        }
        self.printer.end(running.said, &host);
    }
}

fn of_ssh(errand: &reach::Errand, host: hosts::SshHost, words: Arc<[String]>, abort: Abort) -> ssh::Errand {
    let timeout = errand.options.timeout;
    ssh::Errand {
        host,
        words,
        locale: format!("0x{:04x}", errand.locale.0),
        timeout,
        // The other side is told as well, and should be the first to notice.
        deadline: timeout.and_then(|allowed| Instant::now().checked_add(allowed + GRACE)),
        abort,
    }
}

/// Says that the thread of a host has ended, however it did.
struct End(usize, SyncSender<(usize, Event)>);

impl Drop for End {
    fn drop(&mut self) {
        let _ = self.1.send((self.0, Event::Ended));
    }
}
