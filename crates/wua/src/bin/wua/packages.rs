//! What updates change: packages, where the computer has such.

use wua::{Agent, Change, Update};

/// The changes of an update, or of the members of a bundle.
pub(crate) fn changes(agent: &Agent, update: &Update) -> Vec<Change> {
    let own = agent.changes(update);
    if own.is_empty() {
        return update
            .bundled
            .iter()
            .flat_map(|member| changes(agent, member))
            .collect();
    }
    own
}

/// What an update can be called beside its title: packages, with and without their architecture, and the members of a
/// bundle.
pub(crate) fn names(agent: &Agent, update: &Update) -> Vec<String> {
    let mut names = titles_of_members(update);
    for change in changes(agent, update) {
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
