//! What is there for this computer? Without a museum: `wua::Session::local()?`.

fn main() -> Result<(), wua::Error> {
    let session = wua::Session::museum(std::env::temp_dir().join("wua-example"))?;
    let found = session.search("IsInstalled=0")?;
    found
        .updates
        .iter()
        .for_each(|update| println!("{}", update.title()));
    Ok(())
}
