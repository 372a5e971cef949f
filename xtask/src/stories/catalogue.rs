//! A catalogue of software distribution packages and a Wine prefix, as an administrator uses them: the story in
//! `tests/catalogue`, told by `wua` from outside of the prefix, and once more by `wua.exe` inside of another one.

use std::fs;
use std::path::Path;

use super::packages::publish;
use super::step::Step;
use super::teller::{Teller, Word};
use super::{interruptions, script, story};
use crate::workspace::{Outcome, root};

/// Where all of it is made and happens.
const WORKSHOP: &str = "target/catalogue";

/// The steps of the story, told twice; each has a name and an outcome.
pub(crate) fn suite() -> Vec<(String, Outcome)> {
    let workshop = root().join(WORKSHOP);
    let _ = fs::remove_dir_all(&workshop);
    let catalogue = workshop.join("published");
    let story = match publish(&catalogue).and_then(|()| story("catalogue")) {
        Ok(story) => story,
        Err(message) => return vec![("a catalogue".to_owned(), Err(message))],
    };
    let tellers = [
        ("wua", Teller::outside(&workshop.join("outside"))),
        ("wua.exe", Teller::inside(&workshop.join("inside"))),
    ];
    let mut told = Vec::new();
    for (name, teller) in tellers {
        match teller {
            Ok(teller) => {
                told.extend(story.iter().map(|step| {
                    let outcome = teller.tell(step, &[("CATALOGUE", Word::Path(&catalogue))]);
                    (format!("{name} {}", step.command), outcome)
                }));
                let restart = interruptions::restarted(&teller, &catalogue);
                told.push((format!("{name}, before and after a restart"), restart));
                let killed = interruptions::killed(&teller);
                told.push((format!("{name}, killed while an installer runs"), killed));
            }
            Err(message) => told.push((name.to_owned(), Err(message))),
        }
    }
    let script = by_script(&workshop.join("script"), &catalogue);
    told.push((script::name(), script));
    told
}

fn by_script(workshop: &Path, catalogue: &Path) -> Outcome {
    let few = workshop.join("published");
    script::few(catalogue, &few)?;
    let opening = Step::shows(
        "services add shop --sdp CATALOGUE",
        &["2 updates loaded, 0 left out"],
    );
    script::twice(workshop, &opening, &[("CATALOGUE", Word::Path(&few))])
}
