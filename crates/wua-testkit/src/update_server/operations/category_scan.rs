//! `StartCategoryScan` ([MS-WUSP] 3.1.5.6).

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use wua_com::Guid;

use super::super::fault::Fault;
use super::super::metadata::{CategoryType, Kind};
use super::super::xml::{Node, leaf};
use super::Call;

/// OBSERVED: so many are refused.
const TOO_MANY: usize = 200;

impl Call<'_> {
    pub(super) fn start_category_scan(&mut self) -> Result<String, Fault> {
        if self.state.settings.protocol_version < (3, 2) {
            self.complain("the server is older than 3.2");
        }
        let requested = self.parameters.child("requestedCategories");
        let mut groups: BTreeMap<i32, Vec<Guid>> = BTreeMap::new();
        let mut count = 0;
        for node in requested.into_iter().flat_map(Node::children) {
            let group = node.text_of("IndexOfAndGroup").and_then(|text| text.parse().ok());
            let id = node.text_of("CategoryId").and_then(|text| Guid::parse(&text));
            if let (Some(group), Some(id)) = (group, id) {
                groups.entry(group).or_default().push(id);
                count += 1;
            }
        }
        if count >= TOO_MANY {
            self.complain("too many requestedCategories");
            return Err(Fault::parameter("requestedCategories"));
        }
        let unknown: BTreeSet<Guid> = groups
            .values()
            .flatten()
            .copied()
            .filter(|id| self.category(*id).is_none())
            .collect();
        groups.retain(|_, ids| ids.iter().all(|id| !unknown.contains(id)));
        let mut preferred = Vec::new();
        for ids in groups.values() {
            let Some(product) = self.product(ids) else {
                preferred.clear();
                break;
            };
            preferred.push(product);
        }
        let mut out = String::new();
        write_guids("preferredCategoryIds", preferred.iter(), &mut out);
        write_guids("requestedCategoryIdsInError", unknown.iter(), &mut out);
        Ok(out)
    }

    fn category(&self, id: Guid) -> Option<CategoryType> {
        match self.state.catalogue.metadata(id)?.kind {
            Kind::Category(category) => Some(category),
            _ => None,
        }
    }

    /// A legal group is a product, or a product with a classification.
    fn product(&self, group: &[Guid]) -> Option<Guid> {
        let is_product = |id: &&Guid| {
            matches!(
                self.category(**id),
                Some(CategoryType::Product | CategoryType::ProductFamily)
            )
        };
        let products: Vec<&Guid> = group.iter().filter(is_product).collect();
        let mut others = group.iter().filter(|id| !is_product(id));
        let are_classifications =
            others.all(|id| self.category(*id) == Some(CategoryType::UpdateClassification));
        match products.as_slice() {
            [product] if are_classifications && group.len() <= 2 => Some(**product),
            _ => None,
        }
    }
}

fn write_guids<'a>(name: &str, ids: impl Iterator<Item = &'a Guid>, out: &mut String) {
    let mut items = String::new();
    for id in ids {
        leaf(&mut items, "guid", id);
    }
    if !items.is_empty() {
        let _ = write!(out, "<{name}>{items}</{name}>");
    }
}
