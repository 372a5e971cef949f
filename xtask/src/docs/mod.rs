//! The generated pages: the API as tables, and what shows that it does what it should.

mod behaviours;
mod hresults;
mod interfaces;
mod members;
mod readme;
mod remote_use;

use crate::workspace::{Outcome, read, write as write_file};

pub(crate) use members::{Witness, unwarranted_claims};
pub(crate) use remote_use::is_warranted;

/// A page that is a function of the sources.
struct Page {
    path: &'static str,
    text: fn() -> Outcome<String>,
}

const PAGES: &[Page] = &[
    Page {
        path: "docs/reference/interfaces.md",
        text: || Ok(interfaces::page()),
    },
    Page {
        path: "docs/reference/hresults.md",
        text: || Ok(hresults::page()),
    },
    Page {
        path: "docs/reference/behaviours.md",
        text: behaviours::page,
    },
    // It counts what the other pages say, so it comes last.
    Page {
        path: "README.md",
        text: readme::page,
    },
];

pub(crate) fn write() -> Outcome {
    match members::page() {
        Some(text) => write_file(members::PAGE, &text)?,
        None => println!(
            "left {} alone: it needs the record of a whole `cargo xtask test`",
            members::PAGE
        ),
    }
    match remote_use::page()? {
        Some(text) => write_file(remote_use::PAGE, &text)?,
        None => println!(
            "left {} alone: it needs the records of its tests",
            remote_use::PAGE
        ),
    }
    for page in PAGES {
        write_file(page.path, &(page.text)()?)?;
        println!("wrote {}", page.path);
    }
    Ok(())
}

/// The pages are what they would be if they were written now.
pub(crate) fn stale() -> Outcome<Vec<String>> {
    let mut stale = Vec::new();
    for page in PAGES {
        if read(page.path).ok() != Some((page.text)()?) {
            stale.push(format!("{} is stale: run `cargo xtask docs`", page.path));
        }
    }
    Ok(stale)
}

fn heading(title: &str, about: &str) -> String {
    format!("<!-- Written by `cargo xtask docs`: edit the sources instead. -->\n\n# {title}\n\n{about}\n\n")
}
