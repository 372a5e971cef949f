//! Categories: classifications with the identifiers that they have everywhere, companies and products with our own.

use std::collections::HashMap;
use std::sync::Arc;

use wua_agent::{Category, CategoryType};
use wua_com::{Guid, Lcid};

use crate::identity::identify;

/// Classifications and their identifiers.
#[rustfmt::skip]
const CLASSIFICATIONS: &[(&str, Guid)] = &[
    ("Updates", Guid::literal("cd5ffd1e-e932-4e3a-bf74-18bf0b1bbd83")),
    ("Critical Updates", Guid::literal("e6cf1350-c01b-414d-a61f-263d14d133b4")),
    ("Security Updates", Guid::literal("0fa1201d-4330-4fa8-8ae9-b877473b6441")),
    ("Feature Packs", Guid::literal("b54e7d24-7add-428f-8b75-90a396fa584f")),
    ("Update Rollups", Guid::literal("28bc880e-0592-4cbf-8f95-c79b17911d5f")),
    ("Service Packs", Guid::literal("68c5b0a3-d1a6-4553-ae49-01d3a7827828")),
    ("Tools", Guid::literal("b4832bd8-e735-4761-8daf-37f882276dab")),
    ("Drivers", Guid::literal("ebfc1fc5-71a4-4f7b-9aca-3b9a503104a0")),
    ("Applications", Guid::literal("5c9376ab-8ce6-464a-b136-22113dd69801")),
];

/// The categories that packages have named so far. Most packages name those that others did.
#[derive(Debug, Default)]
pub(crate) struct Categories {
    known: HashMap<[String; 3], Arc<Category>>,
}

impl Categories {
    /// The classification of this name. One that is not known by it gets an identifier of ours.
    pub(super) fn classification(&mut self, name: &str) -> Arc<Category> {
        self.find(["classification", "", name], || {
            let known = CLASSIFICATIONS
                .iter()
                .find(|(written, _)| written.eq_ignore_ascii_case(name));
            let (name, id) = known.map_or_else(|| (name, of(&["classification", name])), |known| *known);
            category(id, CategoryType::UpdateClassification, None, name)
        })
    }

    /// The company of this name.
    pub(super) fn company(&mut self, name: &str) -> Arc<Category> {
        self.find(["company", "", name], || {
            category(of(&["company", name]), CategoryType::Company, None, name)
        })
    }

    /// A product of a company, or of nobody.
    pub(super) fn product(&mut self, company: &str, name: &str) -> Arc<Category> {
        self.find(["product", company, name], || {
            let parent = (!company.is_empty()).then(|| of(&["company", company]));
            category(
                of(&["product", company, name]),
                CategoryType::Product,
                parent,
                name,
            )
        })
    }

    fn find(&mut self, words: [&str; 3], make: impl FnOnce() -> Category) -> Arc<Category> {
        let known = self.known.entry(words.map(str::to_owned));
        Arc::clone(known.or_insert_with(|| Arc::new(make())))
    }
}

/// The case of a name does not make another one of it.
fn of(names: &[&str]) -> Guid {
    let lower: Vec<String> = names.iter().map(|name| name.to_lowercase()).collect();
    let words: Vec<&str> = lower.iter().map(String::as_str).collect();
    identify(&words)
}

fn category(id: Guid, category_type: CategoryType, parent: Option<Guid>, name: &str) -> Category {
    Category {
        id,
        category_type,
        parent,
        order: 0,
        texts: vec![(Lcid::ENGLISH, name.to_owned(), String::new())],
        image: None,
    }
}
