//! `StartCategoryScan`: before a synchronization of some categories only. [MS-WUSP] 2.2.2.2.8

use wua_com::Guid;
use wua_xml::Error;

use super::client;
use crate::soap::{Message, Operation, Parameters, Response};

/// Asks which categories are to be named in a synchronization that is limited to some. It carries no cookie.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StartCategoryScan {
    /// The categories, fewer than 200.
    pub requested_categories: Vec<CategoryRelationship>,
}

/// A category. Those with the same index are meant together, groups are alternatives; a group is a product, or a product and
/// a classification.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CategoryRelationship {
    /// The group.
    pub index_of_and_group: i32,
    /// The category.
    pub category_id: Guid,
}

/// Which categories are to be named.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct PreferredCategories {
    /// Those.
    pub preferred_category_ids: Vec<Guid>,
    /// Those that the server does not know.
    pub requested_category_ids_in_error: Vec<Guid>,
}

impl Message for StartCategoryScan {
    const OPERATION: Operation = client("StartCategoryScan");
    type Answer = PreferredCategories;

    fn write(&self, to: &mut Parameters<'_>) {
        to.0.list(
            "requestedCategories",
            &self.requested_categories,
            |inner, category| {
                inner.element("CategoryRelationship", |inner| {
                    inner.number("IndexOfAndGroup", category.index_of_and_group);
                    inner.guid("CategoryId", category.category_id);
                });
            },
        );
    }

    fn read(from: &mut Response<'_, '_>) -> Result<PreferredCategories, Error> {
        let mut answer = PreferredCategories::default();
        while let Some(child) = from.incoming.child(&from.element)? {
            match child.name {
                "preferredCategoryIds" => answer.preferred_category_ids = from.incoming.guids(&child)?,
                "requestedCategoryIdsInError" => {
                    answer.requested_category_ids_in_error = from.incoming.guids(&child)?;
                }
                _ => {}
            }
        }
        Ok(answer)
    }
}
