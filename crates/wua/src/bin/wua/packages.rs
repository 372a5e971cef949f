//! What updates change: packages, where the computer has such.

use wua::{Session, Update};

/// What an update can be called beside its title: packages, with and without their architecture, and the members of a
/// bundle.
pub(crate) fn names(session: &Session, update: &Update) -> Vec<String> {
    let mut names = titles_of_members(update);
    for change in session.changes(update) {
        if !change.architecture.is_empty() {
            names.push(format!("{}:{}", change.name, change.architecture));
        }
        names.push(change.name);
    }
    names
}

fn titles_of_members(update: &Update) -> Vec<String> {
    let members = update.bundled.iter();
    members
        .flat_map(|member| [vec![member.title().to_owned()], titles_of_members(member)].concat())
        .collect()
}
