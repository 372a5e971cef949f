//! `ICategory`.

use std::sync::Arc;

use wua_com::{Caller, Family, Object, ObjectRef, Reply, Text, ok};
use wua_model::{families, traits};

use crate::cached::Cached;
use crate::findings::Findings;
use crate::image_information::ImageInformation;

/// A category of a search or of the history. The history keeps no tree: there it stands alone.
pub(crate) struct Category {
    findings: Arc<Findings>,
    known: Arc<wua_agent::Category>,
    name: Cached<Text>,
    id: Cached<Text>,
    description: Cached<Text>,
    kind: Cached<Text>,
    children: Cached<ObjectRef>,
    image: Cached<Option<ObjectRef>>,
}

impl Category {
    pub(crate) fn new(findings: Arc<Findings>, known: Arc<wua_agent::Category>) -> Self {
        Self {
            findings,
            known,
            name: Cached::default(),
            id: Cached::default(),
            description: Cached::default(),
            kind: Cached::default(),
            children: Cached::default(),
            image: Cached::default(),
        }
    }
}

impl Object for Category {
    fn families(&self) -> &'static [Family] {
        static FAMILIES: [Family; 1] = [families::i_category::<Category>()];
        &FAMILIES
    }
}

impl traits::ICategory for Category {
    fn name(&self, _: &Caller) -> Reply<Text> {
        self.name.get(|| self.known.name(&self.findings.locales).into())
    }

    fn category_id(&self, _: &Caller) -> Reply<Text> {
        self.id.get(|| self.known.id.to_string().into())
    }

    fn children(&self, _: &Caller) -> Reply<ObjectRef> {
        self.children.get(|| {
            self.findings
                .categories(&self.findings.tree.children(self.known.id))
        })
    }

    fn description(&self, _: &Caller) -> Reply<Text> {
        self.description
            .get(|| self.known.description(&self.findings.locales).into())
    }

    fn image(&self, _: &Caller) -> Reply<Option<ObjectRef>> {
        self.image
            .get(|| self.known.image.as_ref().map(ImageInformation::of))
    }

    fn order(&self, _: &Caller) -> Reply<i32> {
        ok(self.known.order)
    }

    fn parent(&self, _: &Caller) -> Reply<Option<ObjectRef>> {
        let parent = self.findings.tree.parent(&self.known);
        ok(parent.map(|parent| self.findings.category(&parent)))
    }

    fn r#type(&self, _: &Caller) -> Reply<Text> {
        self.kind.get(|| self.known.category_type.name().into())
    }

    /// Another collection each time, of the same updates: they hold the category, and must not be held by it.
    fn updates(&self, _: &Caller) -> Reply<ObjectRef> {
        let updates = self.findings.tree.updates_in(self.known.id);
        ok(self.findings.updates(&updates))
    }
}
