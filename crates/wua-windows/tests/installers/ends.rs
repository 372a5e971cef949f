//! Programs that do not end by themselves.

use std::fs;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use wua_agent::ports::{Abort, Target as _};
use wua_com::code;
use wua_defs::enums::UpdateOperation;

use crate::stage::Stage;

#[test]
fn a_program_that_hangs_is_ended_with_all_that_it_started() {
    let Some(mut stage) = Stage::new("time limits") else {
        return;
    };
    stage.limits.patience = Duration::from_secs(12);
    let child = stage.drive().join("child.txt");
    let _ = fs::remove_file(&child);
    let applied = stage.install(&stage.program("spawn-hanging hang")).unwrap();
    assert_eq!(applied.hresult, code::WU_E_UH_INSTALLERHUNG);
    assert!(applied.message.contains("after 12 s"), "{applied:?}");
    assert!(child.exists(), "it had started another");
    assert_eq!(running(&stage), Vec::<String>::new());
    stage.assert_clean();
}

#[test]
fn an_abort_ends_the_program_and_nobody_else() {
    let Some(mut stage) = Stage::new("aborts") else {
        return;
    };
    stage.written_within = Duration::from_millis(100);
    // Of somebody who works in the same prefix.
    fs::copy(crate::stage::program(), stage.drive().join("other.exe")).unwrap();
    let mut other = Command::new("wine")
        .args([r"C:\other.exe", "sleep", "60000"])
        .env("WINEPREFIX", &stage.prefix)
        .env("WINEDEBUG", "-all")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let child = stage.drive().join("child.txt");
    let _ = fs::remove_file(&child);
    let abort = Abort::default();
    let update = stage.program("spawn-hanging hang");
    let applied = thread::scope(|scope| {
        scope.spawn(|| {
            let computer = stage.computer();
            wait_for("its child", || child.exists());
            assert!(computer.is_busy());
            abort.request();
        });
        stage
            .apply(&update, UpdateOperation::Installation, &abort)
            .unwrap()
    });
    assert_eq!(applied.hresult, code::WU_E_CALL_CANCELLED);
    assert_eq!(running(&stage), Vec::<String>::new());
    assert!(other.try_wait().unwrap().is_none(), "it goes on");
    assert!(!stage.computer().is_busy(), "it is no installer");
    assert!(!stage.computer().is_settled(), "Wine writes when all has ended");
    other.kill().unwrap();
    other.wait().unwrap();
    stage.assert_clean();
}

#[test]
fn a_program_that_somebody_else_ended_has_no_code() {
    let Some(mut stage) = Stage::new("programs that are killed") else {
        return;
    };
    stage.written_within = Duration::from_millis(100);
    let noted = stage.drive().join("killed.txt");
    let _ = fs::remove_file(&noted);
    let update = stage.program(r"note C:\killed.txt hang");
    let applied = thread::scope(|scope| {
        scope.spawn(|| {
            wait_for("the program", || noted.exists());
            // That which carries it, by its id: what it carries goes on.
            for (id, line) in processes(&stage) {
                if line.contains("cmd.exe") {
                    end(&id);
                }
            }
        });
        stage.install(&update).unwrap()
    });
    assert_eq!(applied.hresult, code::WU_E_UH_INSTALLERFAILURE);
    assert!(applied.message.contains("no code"), "{applied:?}");
    for (id, _) in processes(&stage) {
        end(&id);
    }
}

fn end(id: &str) {
    let ended = Command::new("kill").args(["-9", id]).status().unwrap();
    assert!(ended.success());
}

#[track_caller]
fn wait_for(what: &str, is_there: impl Fn() -> bool) {
    let deadline = Instant::now() + Duration::from_mins(1);
    while !is_there() {
        assert!(Instant::now() < deadline, "{what} did not come");
        thread::sleep(Duration::from_millis(20));
    }
}

/// What runs of installers in the prefix, of Wine's own processes none.
fn running(stage: &Stage) -> Vec<String> {
    processes(stage).into_iter().map(|(_, line)| line).collect()
}

fn processes(stage: &Stage) -> Vec<(String, String)> {
    let prefix = format!("WINEPREFIX={}", stage.prefix.display());
    let mut found = Vec::new();
    for entry in fs::read_dir("/proc").unwrap() {
        let path = entry.unwrap().path();
        let environment = fs::read(path.join("environ")).unwrap_or_default();
        let environment = String::from_utf8_lossy(&environment);
        let is_ours =
            environment.split('\0').any(|variable| variable == prefix) && environment.contains("WUA_RUN=");
        let line = fs::read(path.join("cmdline")).unwrap_or_default();
        let line = String::from_utf8_lossy(&line).replace('\0', " ");
        if is_ours && (line.contains("program.exe") || line.contains("cmd.exe")) {
            let id = path.file_name().unwrap().to_string_lossy().into_owned();
            found.push((id, line));
        }
    }
    found
}
