//! Categories: products and classifications, in a tree.

use serde::{Deserialize, Serialize};
use wua_com::{Guid, Lcid};

use crate::update::{Image, choose};

/// What a category is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CategoryType {
    /// A publisher.
    Company,
    /// A family of products.
    ProductFamily,
    /// A product.
    Product,
    /// Security updates, drivers, and so on.
    UpdateClassification,
}

impl CategoryType {
    /// The name in the specification.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Company => "Company",
            Self::ProductFamily => "ProductFamily",
            Self::Product => "Product",
            Self::UpdateClassification => "UpdateClassification",
        }
    }
}

/// A category as its service describes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Category {
    /// Its identifier.
    pub id: Guid,
    /// What it is.
    pub category_type: CategoryType,
    /// The one above it.
    pub parent: Option<Guid>,
    /// Where it stands among its siblings; lower is first.
    pub order: i32,
    /// Locale, name and description; the first is the publisher's default.
    pub texts: Vec<(Lcid, String, String)>,
    /// A picture.
    pub image: Option<Image>,
}

impl Category {
    /// The name for the first of `wanted` that exists.
    pub fn name(&self, wanted: &[Lcid]) -> &str {
        choose(&self.texts, wanted, |(locale, ..)| Some(*locale)).map_or("", |(_, name, _)| name)
    }

    /// The description for the first of `wanted` that exists.
    pub fn description(&self, wanted: &[Lcid]) -> &str {
        choose(&self.texts, wanted, |(locale, ..)| Some(*locale)).map_or("", |(.., description)| description)
    }
}
