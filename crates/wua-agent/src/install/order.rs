//! In which order updates are installed.

use std::collections::{HashMap, HashSet};

use wua_com::Guid;
use wua_defs::enums::UpdateOperation;

use crate::update::Update;

/// Places in `updates`: to be installed, each after what it needs; to be taken off, each before that. Otherwise as they
/// are; what needs itself in the end comes somewhere.
pub(super) fn by_need(updates: &[Update], operation: UpdateOperation) -> Vec<usize> {
    let mut places: HashMap<Guid, Vec<usize>> = HashMap::new();
    for (place, update) in updates.iter().enumerate() {
        places.entry(update.identity().id).or_default().push(place);
    }
    let mut earlier = vec![Vec::new(); updates.len()];
    for (place, update) in updates.iter().enumerate() {
        for needed in needed(update).filter_map(|id| places.get(&id)).flatten() {
            let (first, second) = match operation {
                UpdateOperation::Installation => (*needed, place),
                UpdateOperation::Uninstallation => (place, *needed),
            };
            if let Some(earlier) = earlier.get_mut(second) {
                earlier.push(first);
            }
        }
    }
    let mut order = Vec::new();
    let mut taken = HashSet::new();
    for place in 0..updates.len() {
        take(place, &earlier, &mut taken, &mut order);
    }
    order
}

/// What an update or the members of a bundle need.
fn needed(update: &Update) -> impl Iterator<Item = Guid> {
    let parts = update.with_bundled().into_iter();
    let relevance = parts.filter_map(|part| part.revision.relevance.as_ref());
    let prerequisites = relevance.flat_map(|relevance| &relevance.prerequisites);
    prerequisites.flat_map(|prerequisite| prerequisite.any_of.iter().copied())
}

/// Puts a place behind those that come earlier. No recursion: who writes updates may chain as many as they like.
fn take(place: usize, earlier: &[Vec<usize>], taken: &mut HashSet<usize>, order: &mut Vec<usize>) {
    let mut open = vec![(place, false)];
    while let Some((place, is_ready)) = open.pop() {
        if is_ready {
            order.push(place);
        } else if taken.insert(place) {
            open.push((place, true));
            let earlier = earlier.get(place).into_iter().flatten().rev();
            open.extend(earlier.map(|place| (*place, false)));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::relevance::{Prerequisite, Relevance};
    use crate::update::tests::update;

    fn needing(number: u128, needs: &[u128]) -> Update {
        update("", |revision| {
            revision.identity.id = Guid::from_u128(number);
            revision.relevance = Some(Arc::new(Relevance {
                prerequisites: needs
                    .iter()
                    .map(|number| Prerequisite {
                        any_of: vec![Guid::from_u128(*number)],
                        is_category: false,
                    })
                    .collect(),
                ..Relevance::default()
            }));
        })
    }

    #[test]
    fn what_others_need_comes_first_and_the_rest_stays_in_order() {
        let updates = [
            needing(1, &[]),
            needing(2, &[4, 9]),
            needing(3, &[]),
            needing(4, &[5]),
            needing(5, &[]),
        ];
        assert_eq!(by_need(&updates, UpdateOperation::Installation), [0, 4, 3, 1, 2]);
        assert_eq!(
            by_need(&updates, UpdateOperation::Uninstallation),
            [0, 1, 2, 3, 4]
        );
    }

    #[test]
    fn a_circle_loses_nobody() {
        let updates = [needing(1, &[2]), needing(2, &[1]), needing(3, &[3])];
        let mut order = by_need(&updates, UpdateOperation::Installation);
        order.sort_unstable();
        assert_eq!(order, [0, 1, 2]);
    }

    #[test]
    fn a_long_chain_is_no_deep_recursion() {
        let updates: Vec<Update> = (0..20_000).map(|number| needing(number, &[number + 1])).collect();
        assert_eq!(
            by_need(&updates, UpdateOperation::Installation).first(),
            Some(&19_999)
        );
    }
}
