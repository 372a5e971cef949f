//! What runs the programs of installers: where, how long, and what it brings back.

use std::path::Path;
use std::time::Duration;

use wua_agent::ports::Abort;
use wua_com::Error;

use super::folder::Folder;
use super::output::Output;

/// Runs the programs of installers on a computer.
pub trait Runner: Send + Sync {
    /// What the computer is, as far as installers mind.
    fn platform(&self) -> Platform;

    /// A new folder that nobody else uses, on a drive of the computer.
    fn new_folder(&self) -> Result<Folder, Error>;

    /// How programs of the computer call a path of ours.
    fn spelled(&self, path: &Path) -> Result<String, Error>;

    /// A program that belongs to the system, as programs of the computer call it.
    fn system_program(&self, name: &str) -> String;

    /// Runs a program to its end; `heard` is told what it writes, and now and then that it wrote nothing. An error is for what kept it from beginning.
    fn run(&self, program: &Program<'_>, heard: &mut dyn FnMut(&[u8]), abort: &Abort)
    -> Result<Ended, Error>;

    /// Waits until what programs did can be seen from outside.
    fn settle(&self);

    /// An installer is at work: one that somebody else called, or an agent that died.
    fn is_busy(&self) -> bool;

    /// What programs did can be seen from outside, as after [`Runner::settle`].
    fn is_settled(&self) -> bool;

    /// Refuses somebody who may not change the computer.
    fn check_rights(&self) -> Result<(), Error>;

    /// Changes with every start of the computer; empty where nothing can be said.
    fn boot_id(&self) -> String;
}

/// What a computer is, as far as installers mind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Platform {
    /// Windows.
    Windows,
    /// Wine, which has neither component-based servicing nor drivers.
    Wine,
}

/// A program, and how it is to run.
#[derive(Clone, Debug)]
pub struct Program<'a> {
    /// The whole path, as programs of the computer call it.
    pub executable: String,
    /// What it is told, as one text that nobody interprets on the way.
    pub arguments: String,
    /// Where it works, as we call it.
    pub folder: &'a Path,
    /// How long it may take.
    pub patience: Duration,
    /// What is done when it takes longer, or somebody asks to stop.
    pub when_in_the_way: WhenInTheWay,
}

impl Program<'_> {
    /// As it would be typed.
    pub fn line(&self) -> String {
        let Self {
            executable,
            arguments,
            ..
        } = self;
        let space = if arguments.is_empty() { "" } else { " " };
        format!("\"{executable}\"{space}{arguments}")
    }
}

/// What is done with a program that takes too long, or that nobody wants any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhenInTheWay {
    /// It is ended, with all that it started.
    End,
    /// It is left to finish, whatever that takes: what it does must not be broken off in the middle.
    Wait,
}

/// How a program ended.
#[derive(Clone, Debug, Default)]
pub struct Ended {
    /// Why.
    pub end: End,
    /// What it wrote.
    pub output: Output,
}

/// Why a program ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum End {
    /// By itself, with all 32 bits of its code.
    Code(i32),
    /// Somebody asked to stop.
    Aborted,
    /// It took too long.
    TimedOut,
    /// It was ended by somebody else: there is no code.
    #[default]
    Lost,
}
