//! Which updates of a result are replaced by others in it.

use std::collections::{HashMap, HashSet};

use wua_com::Guid;

use crate::update::{Identity, Update};

/// Leaves out what another update of the same result replaces, be it a newer revision of itself.
///
/// An update is not replaced by one that it replaces in turn: of updates that claim to replace each other all stay.
/// Unless `ignore_download_priority`, one whose files are fetched less urgently replaces nothing.
pub(super) fn without_superseded(updates: Vec<Update>, ignore_download_priority: bool) -> Vec<Update> {
    let superseded = superseded(&updates, ignore_download_priority);
    let stays = |update: &Update| !superseded.contains(&update.identity());
    updates.into_iter().filter(stays).collect()
}

fn superseded(updates: &[Update], ignore_download_priority: bool) -> HashSet<Identity> {
    let mut by_id: HashMap<Guid, Vec<&Update>> = HashMap::new();
    for update in updates {
        by_id.entry(update.identity().id).or_default().push(update);
    }
    let replaced_by = |newer: &Update| -> Vec<Identity> {
        let targets = newer.revision.superseded_update_ids.iter();
        let others = targets.filter_map(|id| by_id.get(id)).flatten().filter(|older| {
            older.identity().id != newer.identity().id
                && (ignore_download_priority
                    || newer.revision.download_priority >= older.revision.download_priority)
        });
        let revisions = by_id.get(&newer.identity().id).into_iter().flatten();
        let older_revisions = revisions.filter(|older| older.identity().revision < newer.identity().revision);
        others
            .chain(older_revisions)
            .map(|older| older.identity())
            .collect()
    };
    let edges: HashMap<Identity, Vec<Identity>> = updates
        .iter()
        .map(|newer| (newer.identity(), replaced_by(newer)))
        .filter(|(_, older)| !older.is_empty())
        .collect();
    let pairs = edges
        .iter()
        .flat_map(|(newer, older)| older.iter().map(move |older| (*newer, *older)));
    pairs
        .filter(|(newer, older)| !reaches(&edges, *older, *newer))
        .map(|(_, older)| older)
        .collect()
}

/// Whether `from` replaces `to`, perhaps by way of others.
fn reaches(edges: &HashMap<Identity, Vec<Identity>>, from: Identity, to: Identity) -> bool {
    let mut seen = HashSet::from([from]);
    let mut at = vec![from];
    while let Some(identity) = at.pop() {
        if identity == to {
            return true;
        }
        let next = edges.get(&identity).into_iter().flatten();
        at.extend(next.copied().filter(|identity| seen.insert(*identity)));
    }
    false
}

#[cfg(test)]
mod tests {
    use wua_defs::enums::DownloadPriority;

    use super::*;
    use crate::update::tests::update;

    /// An update with a number, which replaces others.
    fn numbered(number: u128, replaces: &[u128]) -> Update {
        let id = Guid::from_u128;
        update(&number.to_string(), |revision| {
            revision.identity.id = id(number);
            revision.superseded_update_ids = replaces.iter().copied().map(id).collect();
        })
    }

    fn titles(updates: Vec<Update>, ignore_download_priority: bool) -> Vec<String> {
        let left = without_superseded(updates, ignore_download_priority);
        left.iter().map(|update| update.title().to_owned()).collect()
    }

    #[test]
    fn only_the_last_of_a_chain_stays() {
        let chain = vec![numbered(1, &[]), numbered(2, &[1]), numbered(3, &[2])];
        assert_eq!(titles(chain, false), ["3"]);
    }

    #[test]
    fn an_update_that_is_not_in_the_result_replaces_nothing() {
        assert_eq!(
            titles(vec![numbered(1, &[]), numbered(4, &[9])], false),
            ["1", "4"]
        );
    }

    #[test]
    fn updates_that_replace_each_other_stay() {
        let knot = vec![
            numbered(1, &[2]),
            numbered(2, &[3]),
            numbered(3, &[1]),
            numbered(4, &[4]),
        ];
        assert_eq!(titles(knot, false), ["1", "2", "3", "4"]);
    }

    #[test]
    fn a_newer_revision_replaces_an_older_one() {
        let mut newer = numbered(1, &[]);
        std::sync::Arc::make_mut(&mut newer.revision).identity.revision = 7;
        let left = without_superseded(vec![numbered(1, &[]), newer], false);
        assert_eq!(left.len(), 1);
        assert_eq!(left[0].identity().revision, 7);
    }

    #[test]
    fn a_less_urgent_download_replaces_nothing_unless_priorities_are_ignored() {
        let updates = || {
            let mut urgent = numbered(1, &[]);
            std::sync::Arc::make_mut(&mut urgent.revision).download_priority = DownloadPriority::High;
            vec![urgent, numbered(2, &[1])]
        };
        assert_eq!(titles(updates(), false), ["1", "2"]);
        assert_eq!(titles(updates(), true), ["2"]);
    }
}
