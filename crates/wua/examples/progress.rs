//! Downloads everything, and watches how it goes over a channel.

use wua::{Phase, Session};

fn main() -> Result<(), wua::Error> {
    let session = Session::museum(std::env::temp_dir().join("wua-example"))?;
    let found = session.search("IsInstalled=0 and Type='Driver'")?;
    for update in &found.updates {
        session.accept_eula(update)?;
    }
    let (job, progress) = session.download(&found.updates).start_with_channel()?;
    let mut last = 0;
    for progress in progress {
        if matches!(progress.phase, Phase::Download(_)) && progress.percent >= last + 25 {
            last = progress.percent;
            println!("{last} %: {} of {} bytes", progress.bytes, progress.bytes_total);
        }
    }
    for (update, result) in found.updates.iter().zip(&job.wait()?.updates) {
        println!("{}: {}", result.code.name(), update.title());
    }
    Ok(())
}
