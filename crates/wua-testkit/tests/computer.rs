//! The museum's computer: what becomes of an update that is put on or taken off, and of its disk.

#![allow(clippy::unwrap_used, reason = "a test says so when it fails")]

use std::sync::Arc;

use jiff::Timestamp;
use tempfile::TempDir;
use wua_agent::ports::{Abort, Applied, ApplyOptions, NoCheckpoints, Target};
use wua_agent::{Applicability, Identity, Marks, Update};
use wua_com::{Error, Guid, HResult, Lcid, code};
use wua_defs::enums::{InstallationRebootBehavior, ServerSelection, UpdateOperation};
use wua_testkit::VirtualClock;
use wua_testkit::museum::{DISK, Machine, Museum, What, content};

const INSTALLED: Applicability = Applicability {
    applicable: true,
    installed: true,
    present: true,
    reboot_required: false,
};
const PRESENT: Applicability = Applicability {
    installed: false,
    ..INSTALLED
};
const MISSING: Applicability = Applicability {
    present: false,
    ..PRESENT
};

/// A museum with a folder in which all files lie.
struct Workshop {
    museum: Museum,
    folder: TempDir,
}

impl Workshop {
    fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let museum = museum_in(&folder).unwrap();
        Self { museum, folder }
    }

    fn machine(&self) -> &Machine {
        &self.museum.machine
    }

    fn update(&self, name: &str) -> Update {
        let exhibit = self.museum.collection.exhibit(name).unwrap();
        Update {
            revision: Arc::clone(&exhibit.revision),
            service: Guid::NIL,
            server_selection: ServerSelection::Default,
            applicability: Applicability::default(),
            marks: Arc::new(Marks::default()),
            bundled: Vec::new(),
            categories: Vec::new(),
            locales: Arc::new([Lcid::ENGLISH]),
        }
    }

    fn state(&self, name: &str) -> Applicability {
        self.machine().evaluate(&self.update(name).revision)
    }

    fn apply(&self, name: &str, operation: UpdateOperation, options: ApplyOptions, stop_at: i32) -> Applied {
        let update = self.update(name);
        let files = self.folder.path().join(name);
        std::fs::create_dir_all(&files).unwrap();
        for content in &update.revision.contents {
            let bytes = content::bytes(&content.file_name, content.size);
            std::fs::write(files.join(&content.file_name), bytes).unwrap();
        }
        let abort = Abort::default();
        let mut last = 0;
        let mut progress = |percent| {
            assert!(percent > last, "progress goes forward");
            last = percent;
            if percent >= stop_at {
                abort.request();
            }
        };
        let applied = self
            .machine()
            .apply(&update, operation, &files, &options, &mut progress, &abort)
            .unwrap();
        assert!(last == 100 || !applied.hresult.is_success());
        applied
    }

    fn install(&self, name: &str) -> Applied {
        self.apply(
            name,
            UpdateOperation::Installation,
            ApplyOptions::default(),
            i32::MAX,
        )
    }

    fn install_with(&self, name: &str, options: ApplyOptions) -> Applied {
        self.apply(name, UpdateOperation::Installation, options, i32::MAX)
    }

    fn remove(&self, name: &str) -> Applied {
        self.apply(
            name,
            UpdateOperation::Uninstallation,
            ApplyOptions::default(),
            i32::MAX,
        )
    }

    fn happenings(&self, name: &str) -> Vec<What> {
        let identity = self.update(name).identity();
        let events = self.machine().events().unwrap();
        events
            .iter()
            .filter(|event| event.update == Some(identity))
            .map(|event| event.what)
            .collect()
    }
}

fn museum_in(folder: &TempDir) -> Result<Museum, Error> {
    let opening: Timestamp = "2026-06-15T09:00:00Z".parse().unwrap();
    Museum::open(
        folder.path(),
        Arc::new(VirtualClock::at(opening)),
        Arc::new(NoCheckpoints),
    )
}

fn done(hresult: HResult, unmapped: i32, reboot_required: bool) -> Applied {
    Applied {
        hresult,
        unmapped,
        reboot_required,
        ..Applied::default()
    }
}

const WELL: Applied = Applied {
    hresult: code::S_OK,
    unmapped: 0,
    reboot_required: false,
    message: String::new(),
    log: None,
};

#[test]
fn the_computer_comes_with_something_and_nothing_pending() {
    let workshop = Workshop::open();
    assert_eq!(workshop.state("brass-polish"), INSTALLED);
    assert_eq!(workshop.state("half-a-gear"), PRESENT);
    assert_eq!(workshop.state("clock-gears"), PRESENT, "one gear of two");
    assert_eq!(workshop.state("orrery-2026-05"), MISSING);
    assert_eq!(workshop.state("steam-whistle"), Applicability::default());
    let system = workshop.machine().system();
    assert!(!system.reboot_required && system.pending.is_none());
    assert!(system.oem_hardware_support_link.starts_with("https://"));
}

#[test]
fn what_is_put_on_can_be_taken_off() {
    let workshop = Workshop::open();
    assert_eq!(workshop.install("planet-positions"), WELL);
    assert_eq!(workshop.state("planet-positions"), INSTALLED);
    assert_eq!(workshop.remove("brass-polish"), WELL);
    assert_eq!(workshop.state("brass-polish"), MISSING);
    assert_eq!(
        workshop.remove("fixed-stars").hresult,
        code::WU_E_UNINSTALL_NOT_ALLOWED
    );
    assert_eq!(
        workshop.remove("glued-cog"),
        done(code::WU_E_UH_INSTALLERFAILURE, 1605, false)
    );
    assert_eq!(workshop.state("glued-cog"), INSTALLED);
}

#[test]
fn a_restart_finishes_what_needs_one() {
    let workshop = Workshop::open();
    let before = workshop.machine().boot_id();
    assert_eq!(workshop.install("orrery-2026-05"), done(code::S_OK, 0, true));
    assert_eq!(
        workshop.state("orrery-2026-05"),
        Applicability {
            reboot_required: true,
            ..INSTALLED
        }
    );
    assert_eq!(
        workshop.state("orrery-2026-04"),
        Applicability {
            applicable: false,
            ..MISSING
        },
        "replaced"
    );
    let system = workshop.machine().system();
    assert_eq!(
        system.pending,
        Some(InstallationRebootBehavior::AlwaysRequiresReboot)
    );
    assert!(system.reboot_required);
    assert_eq!(workshop.machine().boot_id(), before);
    workshop.machine().restart().unwrap();
    assert_eq!(workshop.state("orrery-2026-05"), INSTALLED);
    assert!(!workshop.machine().system().reboot_required);
    assert_ne!(workshop.machine().boot_id(), before);
}

#[test]
fn failures_fail_and_some_succeed_the_second_time() {
    let workshop = Workshop::open();
    for _ in 0..2 {
        assert_eq!(
            workshop.install("stubborn-spring"),
            done(code::WU_E_UH_INSTALLERFAILURE, 1603, false)
        );
    }
    assert_eq!(workshop.state("stubborn-spring"), MISSING);
    assert_eq!(
        workshop.install("undecided-visitor"),
        done(code::WU_E_UH_OPERATIONCANCELLED, 1602, false)
    );
    assert_eq!(
        workshop.install("sleepy-hammer"),
        done(code::WU_E_UH_INSTALLERHUNG, 1618, false)
    );
    assert_eq!(workshop.install("sleepy-hammer"), WELL);
    assert_eq!(
        workshop.happenings("sleepy-hammer"),
        [What::Failed, What::Installed]
    );
}

#[test]
fn a_bundle_is_what_its_members_are() {
    let workshop = Workshop::open();
    assert_eq!(workshop.install("engine-wheels"), WELL);
    assert_eq!(
        workshop.install("engine-crank"),
        done(code::WU_E_UH_INSTALLERFAILURE, 1603, false)
    );
    assert_eq!(workshop.install("printer-type"), WELL);
    assert_eq!(workshop.install("printer-ink"), done(code::S_OK, 0, true));
    let restart = Applicability {
        reboot_required: true,
        ..PRESENT
    };
    assert_eq!(workshop.state("engine-set"), restart);
    assert_eq!(
        workshop.state("printer-set"),
        Applicability {
            installed: true,
            ..restart
        },
        "the same parts"
    );
}

#[test]
fn options_decide() {
    let workshop = Workshop::open();
    let usual = ApplyOptions::default();
    let quiet = ApplyOptions { quiet: true, ..usual };
    let asking = ApplyOptions {
        allow_source_prompts: true,
        ..usual
    };
    let closing = ApplyOptions {
        close_apps: true,
        ..usual
    };
    assert_eq!(
        workshop.install_with("talkative-automaton", quiet).hresult,
        code::WU_E_UH_DOESNOTSUPPORTACTION
    );
    assert_eq!(workshop.install("talkative-automaton"), WELL);
    assert_eq!(
        workshop.install("punched-cards").hresult,
        code::WU_E_SOURCE_ABSENT
    );
    assert_eq!(workshop.install_with("punched-cards", asking), WELL);
    assert_eq!(workshop.install("open-lid"), done(code::S_OK, 0, true));
    assert_eq!(workshop.install_with("open-lid", closing), WELL);
}

#[test]
fn a_slow_one_can_be_stopped_midway() {
    let workshop = Workshop::open();
    let stopped = workshop.apply(
        "slow-varnish",
        UpdateOperation::Installation,
        ApplyOptions::default(),
        10,
    );
    assert_eq!(stopped.hresult, code::WU_E_CALL_CANCELLED);
    assert_eq!(workshop.state("slow-varnish"), MISSING);
    assert_eq!(workshop.install("slow-varnish"), WELL);
}

#[test]
fn the_commit_does_what_was_prepared() {
    let workshop = Workshop::open();
    assert_eq!(workshop.install("engine-upgrade"), done(code::S_OK, 0, true));
    assert_eq!(
        workshop.state("engine-upgrade"),
        Applicability {
            reboot_required: true,
            ..MISSING
        }
    );
    workshop.machine().commit().unwrap();
    assert_eq!(
        workshop.state("engine-upgrade"),
        Applicability {
            reboot_required: true,
            ..INSTALLED
        }
    );
    workshop.machine().restart().unwrap();
    assert_eq!(workshop.state("engine-upgrade"), INSTALLED);
}

#[test]
fn an_installer_that_goes_on_by_itself_ends_later() {
    let workshop = Workshop::open();
    let update = workshop.update("travelling-clockmaker");
    workshop.machine().expect_report(&update, "cookie-17");
    assert_eq!(
        workshop.install("travelling-clockmaker").hresult,
        code::WU_S_UH_INSTALLSTILLPENDING
    );
    assert_eq!(workshop.state("travelling-clockmaker"), MISSING);
    let events = workshop.machine().events().unwrap();
    assert_eq!(events.last().unwrap().cookie.as_deref(), Some("cookie-17"));
    workshop.machine().finish(update.identity(), true).unwrap();
    assert_eq!(workshop.state("travelling-clockmaker"), INSTALLED);
}

#[test]
fn files_that_are_missing_are_missed() {
    let workshop = Workshop::open();
    let error = workshop
        .machine()
        .apply(
            &workshop.update("brass-polish"),
            UpdateOperation::Installation,
            &workshop.folder.path().join("empty"),
            &ApplyOptions::default(),
            &mut |_| (),
            &Abort::default(),
        )
        .unwrap_err();
    assert_eq!(error.hresult(), code::WU_E_DM_NOTDOWNLOADED);
}

#[test]
fn two_processes_see_one_disk() {
    let workshop = Workshop::open();
    let other = museum_in(&workshop.folder).unwrap();
    workshop.install("planet-positions");
    let revision = workshop.update("planet-positions").revision;
    assert_eq!(other.machine.evaluate(&revision), INSTALLED);
    other.machine.restart().unwrap();
    workshop.install("hourly-chimes");
    assert_eq!(
        workshop.machine().events().unwrap(),
        other.machine.events().unwrap()
    );
}

#[test]
fn a_disk_that_is_no_disk_keeps_the_museum_closed() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join(DISK), "coffee\n").unwrap();
    let error = museum_in(&folder).err().unwrap();
    assert_eq!(error.hresult(), code::ERROR_INVALID_DATA);
    assert!(error.message().contains(DISK), "{error}");
}

#[test]
fn an_update_from_elsewhere_is_of_no_use() {
    let workshop = Workshop::open();
    let mut update = workshop.update("brass-polish");
    let revision = wua_agent::Revision {
        identity: Identity {
            id: Guid::from_u128(1),
            revision: 1,
        },
        ..wua_agent::Revision::default()
    };
    update.revision = Arc::new(revision);
    assert_eq!(
        workshop.machine().evaluate(&update.revision),
        Applicability::default()
    );
}
