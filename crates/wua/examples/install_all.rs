//! The classic script: search, accept, download, install, look at the results, then at the history.

use wua::{Session, Update};

fn main() -> Result<(), wua::Error> {
    let session = Session::museum(std::env::temp_dir().join("wua-example"))?;
    let found = session.search("IsInstalled=0 and IsHidden=0 and Type='Driver'")?;
    let updates: Vec<Update> = found
        .updates
        .iter()
        .filter(|update| !update.is_exclusive())
        .cloned()
        .collect();
    for update in &updates {
        session.accept_eula(update)?;
    }

    let downloads = session.download(&updates).run()?;
    println!("download: {}", downloads.code.name());

    let job = session
        .install(&updates)
        .with(|request| request.options.quiet = true)
        .on_progress(|progress| eprintln!("{} %", progress.percent))
        .run()?;
    for (update, result) in updates.iter().zip(&job.updates) {
        println!("{}: {}", result.code.name(), update.title());
    }
    println!("restart required: {}", job.reboot_required);

    for entry in session.history(updates.len())? {
        println!("history: {} {}", entry.operation.name(), entry.code.name());
    }
    Ok(())
}
