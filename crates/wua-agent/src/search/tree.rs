//! The categories of what was considered.

use std::collections::HashSet;
use std::sync::Arc;

use wua_com::Guid;

use crate::category::Category;
use crate::update::Update;

/// Categories and the updates in them.
#[derive(Clone, Debug, Default)]
pub struct CategoryTree {
    /// All of them.
    pub categories: Vec<Arc<Category>>,
    /// All applicable updates that were considered, installed or not, whether they match the criteria or not.
    pub updates: Vec<Update>,
}

impl CategoryTree {
    /// Those without a parent that have one of `updates` in or below them, in display order.
    pub fn roots_of(&self, updates: &[Update]) -> Vec<Arc<Category>> {
        let mut roots = HashSet::new();
        for update in updates {
            roots.extend(
                update
                    .revision
                    .categories
                    .iter()
                    .filter_map(|id| self.root_of(*id)),
            );
        }
        in_display_order(
            self.categories
                .iter()
                .filter(|category| roots.contains(&category.id)),
        )
    }

    /// Those directly below a category, in display order.
    pub fn children(&self, id: Guid) -> Vec<Arc<Category>> {
        in_display_order(
            self.categories
                .iter()
                .filter(|category| category.parent == Some(id) && category.id != id),
        )
    }

    /// The category above.
    pub fn parent(&self, category: &Category) -> Option<Arc<Category>> {
        category
            .parent
            .filter(|parent| *parent != category.id)
            .and_then(|id| self.find(id))
            .cloned()
    }

    /// The applicable updates of a category, those of categories below it included.
    pub fn updates_in(&self, id: Guid) -> Vec<Update> {
        let below = self.with_descendants(id);
        let is_in = |update: &&Update| update.revision.categories.iter().any(|id| below.contains(id));
        self.updates.iter().filter(is_in).cloned().collect()
    }

    fn find(&self, id: Guid) -> Option<&Arc<Category>> {
        self.categories.iter().find(|category| category.id == id)
    }

    /// The uppermost category above one. A service that ties a knot into its tree gets the category itself.
    fn root_of(&self, id: Guid) -> Option<Guid> {
        let mut at = self.find(id)?;
        let mut seen = HashSet::from([at.id]);
        while let Some(above) = at.parent.and_then(|parent| self.find(parent)) {
            if !seen.insert(above.id) {
                return Some(id);
            }
            at = above;
        }
        Some(at.id)
    }

    fn with_descendants(&self, id: Guid) -> HashSet<Guid> {
        let mut found = HashSet::from([id]);
        let mut at = vec![id];
        while let Some(above) = at.pop() {
            let below = self
                .categories
                .iter()
                .filter(|category| category.parent == Some(above));
            at.extend(below.map(|category| category.id).filter(|id| found.insert(*id)));
        }
        found
    }
}

/// By their order; equals as their services list them.
fn in_display_order<'a>(categories: impl Iterator<Item = &'a Arc<Category>>) -> Vec<Arc<Category>> {
    let mut sorted: Vec<_> = categories.cloned().collect();
    sorted.sort_by_key(|category| category.order);
    sorted
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::category::CategoryType;
    use crate::update::tests::update;

    fn id(number: u128) -> Guid {
        Guid::from_u128(number)
    }

    fn category(number: u128, parent: Option<u128>, order: i32) -> Arc<Category> {
        Arc::new(Category {
            id: id(number),
            category_type: CategoryType::Product,
            parent: parent.map(id),
            order,
            texts: Vec::new(),
            image: None,
        })
    }

    /// A company (1) with a family (2) and a product in it (3); a classification (4) that comes first.
    fn tree() -> CategoryTree {
        CategoryTree {
            categories: vec![
                category(1, None, 5),
                category(2, Some(1), 0),
                category(3, Some(2), 0),
                category(4, None, 1),
                category(5, Some(1), -1),
            ],
            updates: vec![
                update("in the product", |revision| {
                    revision.categories = vec![id(3), id(4)];
                }),
                update("in the family", |revision| revision.categories = vec![id(2)]),
            ],
        }
    }

    fn ids(categories: &[Arc<Category>]) -> Vec<Guid> {
        categories.iter().map(|category| category.id).collect()
    }

    #[test]
    fn roots_are_found_from_below_and_shown_in_their_order() {
        let tree = tree();
        assert_eq!(ids(&tree.roots_of(&tree.updates)), [id(4), id(1)]);
        assert_eq!(ids(&tree.roots_of(&tree.updates[1..])), [id(1)]);
        assert!(tree.roots_of(&[]).is_empty());
    }

    #[test]
    fn children_and_parents_are_each_others_reverse() {
        let tree = tree();
        let children = tree.children(id(1));
        assert_eq!(ids(&children), [id(5), id(2)], "in display order");
        assert_eq!(tree.parent(&children[1]).unwrap().id, id(1));
        assert!(tree.parent(&tree.categories[0]).is_none());
        assert!(tree.children(id(3)).is_empty());
    }

    #[test]
    fn a_category_has_the_updates_of_those_below_it() {
        let tree = tree();
        let titles = |number| {
            let updates = tree.updates_in(id(number));
            updates
                .iter()
                .map(|update| update.title().to_owned())
                .collect::<Vec<_>>()
        };
        assert_eq!(titles(1), ["in the product", "in the family"]);
        assert_eq!(titles(3), ["in the product"]);
        assert!(titles(5).is_empty());
    }

    #[test]
    fn a_knot_in_the_tree_is_survived() {
        let tree = CategoryTree {
            categories: vec![
                category(1, Some(2), 0),
                category(2, Some(1), 0),
                category(3, Some(3), 0),
            ],
            updates: vec![update("knotted", |revision| {
                revision.categories = vec![id(1), id(3)];
            })],
        };
        assert_eq!(ids(&tree.roots_of(&tree.updates)), [id(1), id(3)]);
        assert_eq!(tree.updates_in(id(2)).len(), 1);
        assert!(tree.children(id(3)).is_empty());
    }
}
