//! Loads a catalogue, as the engine does when it searches: `catalogue_load PATH`. Measured by `cargo xtask bench`.

use std::path::Path;

fn main() -> Result<(), wua_com::Error> {
    let path = std::env::args_os().nth(1).unwrap_or_default();
    let offer = wua_wsus::load(Path::new(&path))?;
    println!(
        "{} updates, {} left out",
        offer.revisions.len(),
        offer.left_out.len()
    );
    Ok(())
}
