//! What comes between: a restart, and the death of `wua` while an installer runs.

use std::fs;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use super::step::Step;
use super::teller::{Teller, Wua};
use crate::wine::windows_path;
use crate::workspace::Outcome;

/// What Wine and an installer may take.
const PATIENCE: Duration = Duration::from_mins(2);

/// An installer wants a restart: that is known as long as the prefix runs, and forgotten when it was started anew.
pub(super) fn restarted(teller: &Teller, catalogue: &Path) -> Outcome {
    teller.prefix.settle()?;
    // As long as a program runs, so does the prefix.
    let key = windows_path(&catalogue.join("key.exe"));
    let mut running = teller.prefix.start(&key, &["-", "0", "600"])?;
    let told = tell_before_and_after(teller);
    // It goes with the prefix, or was too slow to know it.
    let _ = running.kill();
    let _ = running.wait();
    told
}

fn tell_before_and_after(teller: &Teller) -> Outcome {
    teller.tell(&Step::shows("status", &["not required"]), &[])?;
    let installed = Step::shows(
        "install --yes --force KB190104",
        &["install succeeded", "restart"],
    );
    teller.tell(&installed, &[])?;
    teller.tell(
        &Step::shows("status", &["required"]).hiding(&["not required"]),
        &[],
    )?;
    let refused = Step::shows("install --yes KB190106", &["restart"])
        .hiding(&["The spring broke."])
        .ending(1);
    teller.tell(&refused, &[])?;
    teller.prefix.shut_down()?;
    teller.tell(&Step::shows("status", &["not required"]), &[])
}

/// Kills `wua` while an installer runs, which goes on. Nothing is said of it before it has ended; then the computer is asked
/// whether it took effect, and the history tells. The next run removes what the dead one left.
pub(super) fn killed(teller: &Teller) -> Outcome {
    teller.prefix.settle()?;
    let mut install = teller.start("--quiet install --yes KB190113")?;
    // The installer makes it, and works as long as it is there.
    let turning = teller.prefix.folder().join("drive_c/turning.txt");
    let is_begun = until(|| Ok(turning.exists()));
    install.kill().map_err(|error| format!("it had ended: {error}"))?;
    let status = install.wait().map_err(|error| error.to_string())?;
    is_begun.map_err(|error| format!("no installer began: {error}"))?;
    if status.code().is_some() {
        return Err(format!("it was not killed: {status}"));
    }
    teller.tell(&Step::shows("history -n 1", &[]).hiding(&["slowly"]), &[])?;
    fs::remove_file(&turning).map_err(|error| format!("{}: {error}", turning.display()))?;
    let told = Step::shows("history -n 1", &["Installation", "Succeeded", "KB190113"]);
    let mut last = String::new();
    until(|| match teller.tell(&told, &[]) {
        Ok(()) => Ok(true),
        Err(message) => {
            last = message;
            Ok(false)
        }
    })
    .map_err(|error| format!("{error}: {last}"))?;
    if left(teller)?.is_empty() {
        return Err("nothing was left of the run, so nothing can be removed".to_owned());
    }
    let next = Step::shows("install --yes KB190106", &["The spring broke."]).ending(1);
    teller.tell(&next, &[])?;
    match left(teller)?.as_slice() {
        [] => Ok(()),
        left => Err(format!("the next run did not remove {left:?}")),
    }
}

/// Waits for something, which is asked every second.
fn until(mut is_there: impl FnMut() -> Outcome<bool>) -> Outcome {
    let began = Instant::now();
    while !is_there()? {
        if began.elapsed() > PATIENCE {
            return Err(format!("not within {} s", PATIENCE.as_secs()));
        }
        thread::sleep(Duration::from_secs(1));
    }
    Ok(())
}

/// What runs have put where installers work.
fn left(teller: &Teller) -> Outcome<Vec<PathBuf>> {
    let folder = match teller.wua {
        Wua::Outside(_) => teller.prefix.folder().join("drive_c/windows/temp"),
        Wua::Inside(_) => teller.workshop.join("state/store/running"),
    };
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let entries = fs::read_dir(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
    let is_ours = |path: &PathBuf| {
        path.file_name()
            .is_some_and(|name| name.to_string_lossy().starts_with("wua-"))
    };
    Ok(paths.filter(is_ours).collect())
}
