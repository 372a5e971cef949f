//! What another computer misses: `cargo run --example another_computer -- HOST[:PORT] USER`, with the password in
//! `WUA_PASSWORD`.

use wua::{Credentials, Host, Secret, Session};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let host: Host = arguments.next().ok_or("which computer?")?.parse()?;
    let user = arguments.next().ok_or("as which user?")?;
    let password = std::env::var("WUA_PASSWORD")?;
    let session = Session::connect(&host, &Credentials::new(&user, Secret::Password(password.into())));
    for update in &session.search("IsInstalled=0")?.updates {
        println!("{} {}", update.identity(), update.title());
    }
    for entry in session.history(3)? {
        println!("{} {:?} {}", entry.date, entry.code, entry.hresult);
    }
    for service in session.services()? {
        println!("{service}");
    }
    Ok(())
}
