//! A computer whose installed updates are files in a folder, so that it outlives the process that changed it.

use std::collections::HashMap;
use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use wua_agent::ports::{Abort, Applied, ApplyOptions, Change, Event, Part, SystemState, Target, Transaction};
use wua_agent::{Applicability, Revision, Update};
use wua_com::{Error, Guid, HResult, code};
use wua_defs::enums::UpdateOperation;
use wua_rules::applicability::{Answer, Facts, MsiProduct, Query};

use super::lock;

/// What the installer of an update does.
#[derive(Clone, Debug, Default)]
pub(crate) enum Script {
    /// What it should.
    #[default]
    Work,
    /// It works, and a restart is needed to finish.
    WorkAndRestart,
    /// Only a restart would do it, and nothing does it here.
    RestartAlone,
    /// It does nothing, and says that it succeeded.
    Pretend,
    /// It fails with a code, and a number of its own.
    Fail(HResult, i32),
    /// It cannot even begin.
    Refuse(HResult),
    /// It has a bug.
    Panic,
    /// It goes on by itself.
    GoOn,
    /// It works, and leaves no room on the disk.
    FillDisk,
    /// It works until somebody asks to stop.
    UntilAborted,
}

/// The computer.
pub(crate) struct Computer {
    pub(crate) folder: PathBuf,
    scripts: Mutex<HashMap<Guid, Script>>,
    inapplicable: Mutex<Vec<Guid>>,
    pub(crate) boot: Mutex<String>,
    pub(crate) cookies: Mutex<Vec<String>>,
    pub(crate) options: Mutex<Option<ApplyOptions>>,
    /// Judging this update trips over a bug.
    pub(crate) trap: Mutex<Option<Guid>>,
    /// Every installer waits until this is gone.
    pub(crate) gate: PathBuf,
    /// It applies updates together.
    pub(crate) is_transactional: AtomicBool,
    /// Rules can be asked of it.
    pub(crate) has_facts: AtomicBool,
    /// Somebody else changes it.
    pub(crate) is_busy: AtomicBool,
    pub(crate) is_unsettled: AtomicBool,
}

impl Computer {
    pub(crate) fn new(folder: PathBuf) -> Self {
        fs::create_dir_all(&folder).unwrap();
        Self {
            gate: folder.join("gate"),
            folder,
            scripts: Mutex::default(),
            inapplicable: Mutex::default(),
            boot: Mutex::default(),
            cookies: Mutex::default(),
            options: Mutex::default(),
            trap: Mutex::default(),
            is_transactional: AtomicBool::default(),
            has_facts: AtomicBool::new(true),
            is_busy: AtomicBool::default(),
            is_unsettled: AtomicBool::default(),
        }
    }

    pub(crate) fn script(&self, update: Guid, script: Script) {
        lock(&self.scripts).insert(update, script);
    }

    /// An update does not concern this computer.
    pub(crate) fn is_not_for(&self, update: Guid) {
        lock(&self.inapplicable).push(update);
    }

    pub(crate) fn put(&self, update: Guid) {
        fs::write(self.marker(update), "").unwrap();
    }

    pub(crate) fn has(&self, update: Guid) -> bool {
        self.marker(update).exists()
    }

    /// From now on a restart is pending.
    pub(crate) fn need_restart(&self) {
        fs::write(self.folder.join("restart"), "").unwrap();
    }

    pub(crate) fn restart(&self) {
        let _ = fs::remove_file(self.folder.join("restart"));
        lock(&self.boot).push('\'');
    }

    /// Installers wait from now on.
    pub(crate) fn close_gate(&self) {
        fs::write(&self.gate, "").unwrap();
    }

    pub(crate) fn open_gate(&self) {
        let _ = fs::remove_file(&self.gate);
    }

    /// What the installers were told to do, in this order: `+` or `-` and the title.
    pub(crate) fn calls(&self) -> Vec<String> {
        let text = fs::read_to_string(self.folder.join("calls")).unwrap_or_default();
        text.lines().map(str::to_owned).collect()
    }

    fn marker(&self, update: Guid) -> PathBuf {
        self.folder.join(format!("installed-{update}"))
    }

    fn note(&self, line: &str) {
        let mut calls = OpenOptions::new();
        let mut calls = calls
            .append(true)
            .create(true)
            .open(self.folder.join("calls"))
            .unwrap();
        writeln!(calls, "{line}").unwrap();
    }

    fn change(&self, update: Guid, operation: UpdateOperation) {
        match operation {
            UpdateOperation::Installation => self.put(update),
            UpdateOperation::Uninstallation => {
                let _ = fs::remove_file(self.marker(update));
            }
        }
    }
}

impl Target for Computer {
    fn evaluate(&self, revision: &Revision) -> Applicability {
        let is_trap = *lock(&self.trap) == Some(revision.identity.id);
        assert!(!is_trap, "the rules have a bug");
        let is_installed = |revision: &Revision| self.has(revision.identity.id);
        let is_for = |revision: &Revision| !lock(&self.inapplicable).contains(&revision.identity.id);
        // A bundle is installed when all members that concern this computer are.
        let installed = if revision.bundled.is_empty() {
            is_installed(revision)
        } else {
            revision
                .bundled
                .iter()
                .filter(|member| is_for(member))
                .all(|member| is_installed(member))
        };
        Applicability {
            applicable: is_for(revision),
            installed,
            present: installed,
            reboot_required: false,
        }
    }

    fn facts(&self) -> Result<Option<Box<dyn Facts + '_>>, Error> {
        let facts: Box<dyn Facts> = Box::new(Seen(self));
        Ok(self.has_facts.load(Ordering::SeqCst).then_some(facts))
    }

    fn transaction(&self) -> Option<&dyn Transaction> {
        let transaction: &dyn Transaction = self;
        self.is_transactional
            .load(Ordering::SeqCst)
            .then_some(transaction)
    }

    fn is_busy(&self) -> bool {
        self.is_busy.load(Ordering::SeqCst)
    }

    fn is_settled(&self) -> bool {
        !self.is_unsettled.load(Ordering::SeqCst)
    }

    fn changes(&self, revision: &Revision) -> Vec<Change> {
        let id = revision.identity.id;
        let version = |is: bool| is.then(|| "2".to_owned());
        vec![Change {
            name: format!("part of {id}"),
            architecture: String::new(),
            from: version(self.has(id)),
            to: version(true),
        }]
    }

    fn expect_report(&self, _: &Update, cookie: &str) {
        lock(&self.cookies).push(cookie.to_owned());
    }

    fn apply(
        &self,
        update: &Update,
        operation: UpdateOperation,
        files: &Path,
        options: &ApplyOptions,
        progress: &mut dyn FnMut(i32),
        abort: &Abort,
    ) -> Result<Applied, Error> {
        *lock(&self.options) = Some(*options);
        let sign = match operation {
            UpdateOperation::Installation => '+',
            UpdateOperation::Uninstallation => '-',
        };
        self.note(&format!("{sign}{}", update.title()));
        if operation == UpdateOperation::Installation {
            for content in &update.revision.contents {
                assert!(files.join(&content.file_name).is_file(), "its files are there");
            }
        }
        progress(50);
        while self.gate.exists() {
            std::thread::sleep(Duration::from_millis(2));
        }
        let id = update.identity().id;
        let script = lock(&self.scripts).get(&id).cloned().unwrap_or_default();
        let applied = |hresult, unmapped, reboot_required| Applied {
            hresult,
            unmapped,
            reboot_required,
            ..Applied::default()
        };
        match script {
            Script::Work => {
                self.change(id, operation);
                Ok(applied(code::S_OK, 0, false))
            }
            Script::WorkAndRestart => {
                self.change(id, operation);
                Ok(applied(code::WU_S_REBOOT_REQUIRED, 0, true))
            }
            Script::RestartAlone => Ok(applied(code::WU_S_REBOOT_REQUIRED, 0, true)),
            Script::Pretend => Ok(applied(code::S_OK, 0, false)),
            Script::FillDisk => {
                self.change(id, operation);
                super::fill_disk(&self.folder, 0);
                Ok(applied(code::S_OK, 0, false))
            }
            Script::Fail(hresult, unmapped) => Ok(applied(hresult, unmapped, false)),
            Script::Refuse(hresult) => Err(Error::new(hresult, "it could not begin")),
            Script::Panic => panic!("the installer has a bug"),
            Script::GoOn => Ok(applied(code::WU_S_UH_INSTALLSTILLPENDING, 0, false)),
            Script::UntilAborted => loop {
                abort.check()?;
                std::thread::sleep(Duration::from_millis(2));
            },
        }
    }

    fn system(&self) -> SystemState {
        SystemState {
            reboot_required: self.folder.join("restart").exists(),
            ..SystemState::default()
        }
    }

    fn commit(&self) -> Result<(), Error> {
        self.note("commit");
        Ok(())
    }

    fn boot_id(&self) -> String {
        lock(&self.boot).clone()
    }
}

/// Products are what was put on it; of licences nobody knows anything.
struct Seen<'a>(&'a Computer);

impl Facts for Seen<'_> {
    fn answer(&self, query: &Query) -> Answer {
        match query {
            Query::MsiProduct(product) if self.0.has(*product) => Answer::Product(MsiProduct::default()),
            Query::MsiProduct(_) => Answer::Absent,
            _ => Answer::Unavailable("nobody keeps books here".to_owned()),
        }
    }
}

/// What comes along with every update that is applied together with others.
pub(crate) fn dragged_in() -> Change {
    Change {
        name: "oil".to_owned(),
        architecture: "all".to_owned(),
        from: None,
        to: Some("1.0".to_owned()),
    }
}

impl Transaction for Computer {
    fn consequences(&self, _: &[Part<'_>], _: UpdateOperation) -> Result<Vec<Change>, Error> {
        Ok(vec![dragged_in()])
    }

    /// In reverse order, so that nobody relies on the order of the parts. One that cannot begin ends everything.
    fn apply_all(
        &self,
        parts: &[Part<'_>],
        operation: UpdateOperation,
        options: &ApplyOptions,
        told: &mut dyn FnMut(Event),
        abort: &Abort,
    ) -> Result<(), Error> {
        self.note(&format!("together: {}", parts.len()));
        told(Event::Also(dragged_in()));
        for (place, part) in parts.iter().enumerate().rev() {
            let mut progress = |percent| told(Event::Progress(place, percent));
            let files = &part.files;
            match self.apply(part.update, operation, files, options, &mut progress, abort) {
                Err(error) if error.hresult() == code::E_FAIL => return Err(error),
                Ok(applied) if applied.hresult == code::E_NOTIMPL => {}
                applied => told(Event::Ended(place, applied)),
            }
        }
        Ok(())
    }
}
