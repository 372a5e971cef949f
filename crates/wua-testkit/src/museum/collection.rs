//! The collection: everything that the scripts describe.

use std::cmp::Reverse;
use std::sync::Arc;

use wua_agent::{Category, CategoryType, Eula, HistoryEntry, Identity};
use wua_com::{Error, Guid};

use super::exhibit::Exhibit;
use super::features::read_image;
use super::scripts::SCRIPTS;
use super::service_plan::ServicePlan;
use super::{history, reader};
use crate::script::{Block, Script, ScriptError};

/// Everything that the scripts describe.
#[derive(Debug, Default)]
pub struct Collection {
    licences: Vec<(String, Eula)>,
    categories: Vec<(String, Arc<Category>)>,
    exhibits: Vec<Exhibit>,
    services: Vec<ServicePlan>,
    history: Vec<HistoryEntry>,
}

impl Collection {
    /// The collection of the museum.
    pub fn open() -> Result<Self, Error> {
        Self::read(&SCRIPTS).map_err(|error| Error::from(error).context("the museum's own scripts"))
    }

    /// Reads scripts, each with its name. What one refers to has to stand before it.
    pub(crate) fn read(scripts: &[(&str, &str)]) -> Result<Self, ScriptError> {
        let mut collection = Self::default();
        for (hall, text) in scripts {
            for block in Script::parse(hall, text)?.blocks {
                collection.add(hall, &block)?;
            }
        }
        collection.history.sort_by_key(|entry| Reverse(entry.date));
        Ok(collection)
    }

    fn add(&mut self, hall: &str, block: &Block) -> Result<(), ScriptError> {
        match block.kind.as_str() {
            "licence" => self.licences.push((block.name.clone(), read_licence(block)?)),
            "category" => self
                .categories
                .push((block.name.clone(), Arc::new(read_category(block, self)?))),
            "service" => self.services.push(ServicePlan::read(block)?),
            "event" => self.history.push(history::read(block, self)?),
            _ => self.exhibits.push(reader::read(hall, block, self)?),
        }
        Ok(())
    }

    /// All exhibits, members of bundles included.
    pub fn exhibits(&self) -> &[Exhibit] {
        &self.exhibits
    }

    /// An exhibit by the name that the scripts give it.
    pub fn exhibit(&self, name: &str) -> Option<&Exhibit> {
        self.exhibits.iter().find(|exhibit| exhibit.name == name)
    }

    /// An exhibit by what it is.
    pub fn exhibit_of(&self, identity: Identity) -> Option<&Exhibit> {
        self.exhibits
            .iter()
            .find(|exhibit| exhibit.identity() == identity)
    }

    /// All categories.
    pub fn categories(&self) -> impl Iterator<Item = &Arc<Category>> {
        self.categories.iter().map(|(_, category)| category)
    }

    /// A category by the name that the scripts give it.
    pub fn category(&self, name: &str) -> Option<&Arc<Category>> {
        self.categories
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, category)| category)
    }

    /// A category by its identifier.
    pub fn category_of(&self, id: Guid) -> Option<&Arc<Category>> {
        self.categories().find(|category| category.id == id)
    }

    /// A licence by the name that the scripts give it.
    pub fn licence(&self, name: &str) -> Option<&Eula> {
        self.licences
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, licence)| licence)
    }

    /// All services.
    pub fn services(&self) -> &[ServicePlan] {
        &self.services
    }

    /// A service by the name that the scripts give it.
    pub fn service(&self, name: &str) -> Option<&ServicePlan> {
        self.services.iter().find(|service| service.name == name)
    }

    /// A service by its identifier.
    pub fn service_of(&self, id: Guid) -> Option<&ServicePlan> {
        self.services.iter().find(|service| service.record.id == id)
    }

    /// What has been done to the computer, newest first.
    pub fn history(&self) -> &[HistoryEntry] {
        &self.history
    }

    /// The categories, and all above them.
    pub(super) fn with_ancestors(&self, ids: impl IntoIterator<Item = Guid>) -> Vec<Arc<Category>> {
        let mut found: Vec<Arc<Category>> = Vec::new();
        for id in ids {
            let mut next = Some(id);
            while let Some(category) = next.and_then(|id| self.category_of(id)) {
                if found.iter().any(|known| known.id == category.id) {
                    break;
                }
                next = category.parent;
                found.push(Arc::clone(category));
            }
        }
        found
    }
}

fn read_licence(block: &Block) -> Result<Eula, ScriptError> {
    let mut licence = Eula {
        id: Guid::NIL,
        texts: Vec::new(),
    };
    for field in &block.fields {
        match field.key.as_str() {
            "id" => licence.id = field.guid()?,
            "text" => licence.texts.push((field.language, field.value.clone())),
            _ => return Err(field.unknown()),
        }
    }
    Ok(licence)
}

fn read_category(block: &Block, collection: &Collection) -> Result<Category, ScriptError> {
    let mut category = Category {
        id: Guid::NIL,
        category_type: CategoryType::UpdateClassification,
        parent: None,
        order: 0,
        texts: Vec::new(),
        image: None,
    };
    for field in &block.fields {
        match field.key.as_str() {
            "id" => category.id = field.guid()?,
            "type" => {
                let types = [
                    CategoryType::Company,
                    CategoryType::ProductFamily,
                    CategoryType::Product,
                ];
                let found = types.into_iter().find(|known| known.name() == field.value);
                category.category_type = found.ok_or_else(|| field.expected("a type of category"))?;
            }
            "below" => {
                let parent = collection.category(&field.value);
                category.parent = Some(parent.ok_or_else(|| field.expected("the name of a category"))?.id);
            }
            "order" => category.order = field.number()?,
            "name" => category
                .texts
                .push((field.language, field.value.clone(), String::new())),
            "description" => {
                let named = category
                    .texts
                    .iter_mut()
                    .find(|(locale, ..)| *locale == field.language);
                let (.., description) =
                    named.ok_or_else(|| field.place.error("the name in this language has to come first"))?;
                description.clone_from(&field.value);
            }
            "image" => category.image = Some(read_image(field)?),
            _ => return Err(field.unknown()),
        }
    }
    Ok(category)
}
