//! Runs of apt-get, as many as it takes to do all that can be done.

use std::collections::{HashMap, VecDeque};

use wua_agent::ports::{Abort, Applied, ApplyOptions, Event};
use wua_com::Error;

use super::lock::RunFile;
use super::marks::Marks;
use super::run::Run;
use super::{Wanted, arguments, refusal, run};
use crate::apt::{Apt, complaint};
use crate::computer::Computer;

/// One run does it all, unless something fails: apt-get ends at a package that cannot be unpacked, and refuses
/// everything for one that cannot be had. Then what has not failed is tried again, without the rest or by halves.
pub(super) struct Attempts<'a> {
    computer: &'a Computer,
    marks: &'a Marks,
    options: ApplyOptions,
    abort: &'a Abort,
    /// By the place of the part.
    failures: HashMap<usize, Applied>,
}

impl<'a> Attempts<'a> {
    pub(super) fn new(
        computer: &'a Computer,
        marks: &'a Marks,
        options: ApplyOptions,
        abort: &'a Abort,
    ) -> Self {
        Self {
            computer,
            marks,
            options,
            abort,
            failures: HashMap::new(),
        }
    }

    /// How a package failed, if it did.
    pub(super) fn failure(&self, one: &Wanted) -> Option<Applied> {
        self.failures.get(&one.place).cloned()
    }

    pub(super) fn all(mut self, wanted: &[Wanted], told: &mut dyn FnMut(Event)) -> Result<Self, Error> {
        let mut open = VecDeque::from([wanted.iter().collect::<Vec<&Wanted>>()]);
        let mut is_first = true;
        while let Some(group) = open.pop_front() {
            // Whoever asks to stop does not want the rest.
            if !is_first && self.abort.is_requested() {
                break;
            }
            is_first = false;
            let run = self.run(&group, told)?;
            if run.is_stopped {
                break;
            }
            self.computer.has_changed();
            let rest = self.rest(&group, &run)?;
            if rest.is_empty() {
                continue;
            }
            let words = complaint(run.output.as_bytes());
            if run.has_changed && rest.len() < group.len() {
                open.push_front(rest);
            } else if !run.has_changed && rest.len() > 1 && refusal::is_of_some(&words, &run.output) {
                let (first, second) = rest.split_at(rest.len() / 2);
                open.push_front(second.to_vec());
                open.push_front(first.to_vec());
            } else {
                for one in rest {
                    self.fail(one, &refusal::explained(&words, &run.output), &run);
                }
            }
        }
        Ok(self)
    }

    /// What a run has left undone, without what has failed by itself: that is written down.
    fn rest<'b>(&mut self, group: &[&'b Wanted], run: &Run) -> Result<Vec<&'b Wanted>, Error> {
        let now = self.computer.installed()?;
        let mut rest = Vec::new();
        for one in group {
            // Packages of one name for several architectures fail under one name.
            if one.is_done(&now) && !self.options.forced {
                continue;
            }
            match run.failure(&one.package.name) {
                Some(words) => self.fail(one, &refusal::of_dpkg(&words), run),
                None if one.is_done(&now) => {}
                None => rest.push(*one),
            }
        }
        Ok(rest)
    }

    fn fail(&mut self, one: &Wanted, error: &Error, run: &Run) {
        let applied = Applied {
            hresult: error.hresult(),
            unmapped: run.status.code().unwrap_or(-1),
            reboot_required: false,
            message: error.message(),
            ..Applied::default()
        };
        self.failures.insert(one.place, applied);
    }

    fn run(&self, wanted: &[&Wanted], told: &mut dyn FnMut(Event)) -> Result<Run, Error> {
        let patience = self.computer.wait_for_others(self.abort)?;
        let settings = self.computer.settings();
        let mut program = self.computer.apt().watched("apt-get")?;
        program.args(["-y", "-q", "--allow-downgrades"]);
        program.args(["-o", "Dpkg::Use-Pty=0"]);
        program.args(self.computer.architecture_option());
        program.args(["-o".to_owned(), format!("APT::Status-Fd={}", Apt::STATUS)]);
        program.args([
            "-o".to_owned(),
            format!("DPkg::Lock::Timeout={}", patience.as_secs()),
        ]);
        for option in settings.conffiles.arguments() {
            program.args(["-o".to_owned(), format!("Dpkg::Options::={option}")]);
        }
        let removes = wanted.iter().any(|one| one.version.is_none());
        if !self.options.may_remove && !removes {
            program.args(["--no-remove"]);
        }
        if self.options.forced {
            program.args(["--reinstall"]);
        }
        if let Some(command) = self.marks.command() {
            program.args(["-o".to_owned(), format!("DPkg::Post-Invoke::={command}")]);
        }
        program
            .args(["install"])
            .args(arguments(wanted, &*self.computer.installed()?));
        let places: HashMap<&str, usize> = wanted
            .iter()
            .map(|one| (one.package.name.as_str(), one.place))
            .collect();
        let mut tell = |package: &str, percent: i32| {
            if let Some(place) = places.get(package) {
                told(Event::Progress(*place, percent.min(99)));
            }
        };
        let file = RunFile::create(self.computer.root());
        run::run(program, file.as_ref(), &mut tell, Some(self.abort))
    }
}
