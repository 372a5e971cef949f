//! An update server and Wine prefixes: the story, where updates come from a server; the script; and an installation from
//! another computer, which a policy allows.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use wua_testkit::update_server::{Metadata, UpdateServer};

use super::packages::publish;
use super::step::Step;
use super::teller::{Teller, Word, Wua};
use super::{script, story};
use crate::install;
use crate::remote::server::{ADMINISTRATORS, Server, Wanted};
use crate::workspace::{Outcome, root};

/// Where all of it is made and happens.
const WORKSHOP: &str = "target/update-server";

/// Where the computer is that another one updates, and what its administrator allows.
const ADDRESS: &str = "127.0.43.1";
const ALLOWS: &str = "[remote]\nallow = [\"download\", \"install\"]\n";

/// The hash that a description says of a file that is another.
const FORGED: &[u8] = &[0; 20];

/// Of the reporting events of the specification: that an installation succeeded, and that one failed.
const INSTALLED: i32 = 183;
const FAILED: i32 = 182;
/// What became of all updates.
const STATUS: i32 = 156;

/// What the story installs.
const ARE_INSTALLED: &[&str] = &[
    "Pocket Clock 1.0",
    "Pocket Clock 2.0",
    "Key that turns",
    "Key that is turned alone",
    "Key with a seal",
];
/// What it tries to.
const FAIL: &[&str] = &[
    "Key that says something strange",
    "Key that breaks the spring",
    "Pair of keys",
    "Key with a broken seal",
];

/// Each test has a name and an outcome.
pub(crate) fn suite() -> Vec<(String, Outcome)> {
    let workshop = root().join(WORKSHOP);
    let _ = fs::remove_dir_all(&workshop);
    let published = workshop.join("published");
    let mut told = match whole(&workshop, &published) {
        Ok(told) => told,
        Err(message) => return vec![("an update server".to_owned(), Err(message))],
    };
    let few = workshop.join("few");
    let script = script::few(&published, &few)
        .and_then(|()| serve(&few))
        .and_then(|server| {
            let url = server.url();
            script::twice(
                &workshop.join("script"),
                &opening(),
                &[("SERVER", Word::Text(&url))],
            )?;
            is_content(&server)
        });
    told.push((script::name(), script));
    told.push((
        "cargo xtask serve-updates".to_owned(),
        in_one_command(&workshop.join("command"), &published),
    ));
    let elsewhere = serve(&few).and_then(|server| from_elsewhere(&workshop.join("elsewhere"), &server));
    told.push((
        "wua --host, where a policy allows installations".to_owned(),
        elsewhere,
    ));
    told
}

/// The story, and what the server thinks of it.
fn whole(workshop: &Path, published: &Path) -> Outcome<Vec<(String, Outcome)>> {
    publish(published)?;
    let server = serve(published)?;
    let teller = Teller::outside(&workshop.join("outside"))?;
    let url = server.url();
    let tell = |step: &Step| teller.tell(step, &[("SERVER", Word::Text(&url))]);
    let mut told: Vec<_> = story("server")?
        .iter()
        .map(|step| (format!("wua {}", step.command), tell(step)))
        .collect();
    told.push(("what was sent is as specified".to_owned(), is_content(&server)));
    told.push(("what was done was reported".to_owned(), knows(&server)));
    Ok(told)
}

fn serve(folder: &Path) -> Outcome<UpdateServer> {
    let server = UpdateServer::start().map_err(|error| error.to_string())?;
    let key = fs::read(folder.join("key.exe")).map_err(|error| error.to_string())?;
    server.catalogue(|catalogue| {
        let found = catalogue.add_folder(folder)?;
        // What no server takes.
        let mut refused = found.refused.iter();
        if let Some(refused) = refused.find(|refused| !refused.contains("damaged.sdp")) {
            return Err(refused.clone());
        }
        catalogue.approve_everything();
        catalogue.content.replace(FORGED, key);
        Ok::<_, String>(())
    })?;
    Ok(server)
}

fn opening() -> Step {
    Step::shows("services add shop --wsus SERVER --allow-http", &["shop"])
}

/// Nothing was sent that the specification does not allow.
fn is_content(server: &UpdateServer) -> Outcome {
    let complaints = server.complaints();
    if complaints.is_empty() {
        return Ok(());
    }
    Err(complaints.join("\n"))
}

/// What happened was reported.
fn knows(server: &UpdateServer) -> Outcome {
    let events = server.events();
    let titles = |id| -> Vec<String> {
        let about = events.iter().filter(|event| event.id == id);
        server.catalogue(|catalogue| {
            let updates = about.filter_map(|event| catalogue.metadata(event.update));
            updates.map(Metadata::title).collect()
        })
    };
    let (installed, failed) = (titles(INSTALLED), titles(FAILED));
    let knows_all = events.iter().any(|event| event.id == STATUS);
    if installed == ARE_INSTALLED && failed == FAIL && knows_all {
        return Ok(());
    }
    Err(format!(
        "the server heard that these were installed: {installed:?}, and that these failed: {failed:?}"
    ))
}

/// As the documentation says it: one command makes a service of a folder, and the line that it prints adds it.
fn in_one_command(workshop: &Path, folder: &Path) -> Outcome {
    let failed = |error: std::io::Error| format!("cargo xtask serve-updates: {error}");
    let teller = Teller::outside(workshop)?;
    let xtask = std::env::current_exe().map_err(failed)?;
    let mut command = Command::new(xtask);
    command.arg("serve-updates").arg(folder).args(["--port", "0"]);
    let mut child = command.stdout(Stdio::piped()).spawn().map_err(failed)?;
    let printed = child.stdout.take().map(|stdout| BufReader::new(stdout).lines());
    let mut printed = printed.into_iter().flatten().map_while(Result::ok);
    let mut said = Vec::new();
    let adds = printed.by_ref().find_map(|line| {
        let words = line.trim().strip_prefix("wua ").map(str::to_owned);
        said.push(line);
        words
    });
    let steps = [
        Step::shows(&adds.unwrap_or_default(), &["published"]),
        Step::shows("search", &["Pocket Clock 2.0", "Key that turns"]),
        Step::shows("install --yes KB190103", &["install succeeded: KB190103"]),
    ];
    let told: Outcome = steps.iter().try_for_each(|step| teller.tell(step, &[]));
    let _ = child.kill();
    let _ = child.wait();
    told?;
    said.extend(printed);
    for wanted in ["NOT TAKEN", "SyncUpdates", "ReportEventBatch", "GET /Content/"] {
        if !said.iter().any(|line| line.contains(wanted)) {
            return Err(format!("it says nothing of {wanted}: {said:#?}"));
        }
    }
    match said.iter().find(|line| line.contains("NOT ALLOWED")) {
        Some(line) => Err(line.clone()),
        None => Ok(()),
    }
}

/// Another address than that of the computer that is updated, by remote calls.
fn from_elsewhere(workshop: &Path, updates: &UpdateServer) -> Outcome {
    let teller = Teller::outside(workshop)?;
    let Wua::Outside(wua) = &teller.wua else {
        return Ok(());
    };
    let prefix = teller.prefix.folder().display().to_string();
    let over = ["--target", prefix.as_str()];
    let server = Server::start(&Wanted {
        program: wua,
        over: &over,
        address: ADDRESS,
        port: if install::is_root() { 135 } else { 10_135 },
        configuration: ALLOWS,
        environment: &[],
    })?;
    let mut add = Command::new(wua);
    add.args(over).arg("--state").arg(server.folder());
    add.args([
        "services",
        "add",
        "shop",
        "--wsus",
        &updates.url(),
        "--allow-http",
    ]);
    expect(add, &["shop"])?;
    let host = server.mapper.to_string();
    let password: PathBuf = server.password_file();
    let ask = |words: &[&str]| {
        let mut command = Command::new(wua);
        command
            .args(words)
            .args(["--host", &host, "--user", ADMINISTRATORS[0]]);
        command.arg("--password-file").arg(&password);
        command
    };
    expect(ask(&["search"]), &["Pocket Clock 2.0", "Key that turns"])?;
    expect(
        ask(&["install", "--yes", "KB190102", "KB190103"]),
        &["Pocket Clock 2.0", "Key that turns"],
    )?;
    expect(
        ask(&["search", "--criteria", "IsInstalled=1"]),
        &["Pocket Clock 2.0", "Key that turns"],
    )?;
    server.stop()?;
    is_content(updates)
}

/// It succeeds, and shows all of this.
fn expect(mut command: Command, shows: &[&str]) -> Outcome {
    let output = command.output().map_err(|error| error.to_string())?;
    let text = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
    let missing: Vec<_> = shows.iter().filter(|words| !text.contains(**words)).collect();
    if output.status.success() && missing.is_empty() {
        return Ok(());
    }
    Err(format!(
        "{command:?}\n{}, missing: {missing:?}\n{text}",
        output.status
    ))
}
