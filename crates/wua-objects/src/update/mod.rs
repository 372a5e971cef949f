//! `IUpdate`, and for drivers `IWindowsDriverUpdate`.

mod driver;
mod software;

use std::sync::Arc;

use wua_agent::{Behavior, CategoryTree, Revision, Texts};
use wua_com::{Family, Object, ObjectRef, Reply, Text};
use wua_model::families;

use crate::cached::Cached;
use crate::findings::Findings;
use crate::host::Host;
use crate::installation_behavior::InstallationBehavior;
use crate::string_collection::StringCollection;
use crate::windows_driver_update_entry::WindowsDriverUpdateEntry;

/// An update as a search found it.
///
/// Its members are cheap to read: texts and objects are made at the first reading and kept. Texts are in the language
/// of the search.
pub struct Update {
    findings: Arc<Findings>,
    known: wua_agent::Update,
    /// Asked for in every call.
    families: &'static [Family],
    texts: CachedTexts,
    objects: CachedObjects,
}

#[derive(Default)]
struct CachedTexts {
    title: Cached<Text>,
    description: Cached<Text>,
    eula: Cached<Text>,
    handler_id: Cached<Text>,
    msrc_severity: Cached<Text>,
    release_notes: Cached<Text>,
    support_url: Cached<Text>,
    uninstallation_notes: Cached<Text>,
}

#[derive(Default)]
struct CachedObjects {
    bundled_updates: Cached<ObjectRef>,
    categories: Cached<ObjectRef>,
    cve_ids: Cached<ObjectRef>,
    download_contents: Cached<ObjectRef>,
    driver: Cached<Arc<WindowsDriverUpdateEntry>>,
    driver_entries: Cached<ObjectRef>,
    identity: Cached<ObjectRef>,
    image: Cached<Option<ObjectRef>>,
    installation_behavior: Cached<Option<ObjectRef>>,
    kb_article_ids: Cached<ObjectRef>,
    languages: Cached<ObjectRef>,
    more_info_urls: Cached<ObjectRef>,
    security_bulletin_ids: Cached<ObjectRef>,
    superseded_update_ids: Cached<ObjectRef>,
    uninstallation_behavior: Cached<Option<ObjectRef>>,
    uninstallation_steps: Cached<ObjectRef>,
}

impl Update {
    /// Puts an update of the engine into the object model. `tree` has its categories; without one they stand alone.
    pub fn wrap(host: &Arc<Host>, update: &wua_agent::Update, tree: Arc<CategoryTree>) -> ObjectRef {
        Findings::new(host, Arc::clone(&update.locales), tree).update(update)
    }

    /// What the engine knows of an object that is an update of ours.
    pub fn of(object: &ObjectRef) -> Option<&wua_agent::Update> {
        object.downcast::<Self>().map(|this| &this.known)
    }

    pub(crate) fn new(findings: Arc<Findings>, known: wua_agent::Update) -> Self {
        Self {
            findings,
            families: families_of(&known),
            known,
            texts: CachedTexts::default(),
            objects: CachedObjects::default(),
        }
    }

    fn revision(&self) -> &Revision {
        &self.known.revision
    }

    /// A text in the language of the search.
    fn localized(&self, cached: &Cached<Text>, pick: impl FnOnce(&Texts) -> &str) -> Reply<Text> {
        cached.get(|| self.known.texts().map_or("", pick).into())
    }
}

impl Object for Update {
    fn families(&self) -> &'static [Family] {
        self.families
    }
}

/// The members of a driver beyond `IUpdate` have other slots and other dispids than those of software, so they are two
/// families; a driver is first of all a driver.
fn families_of(known: &wua_agent::Update) -> &'static [Family] {
    static SOFTWARE: [Family; 1] = [families::i_update_ex::<Update>()];
    static DRIVER: [Family; 2] = [
        families::i_windows_driver_update5::<Update>(),
        families::i_update_ex::<Update>(),
    ];
    if known.is_driver() { &DRIVER } else { &SOFTWARE }
}

fn strings(cached: &Cached<ObjectRef>, strings: &[String]) -> Reply<ObjectRef> {
    cached.get(|| StringCollection::read_only(strings.iter().map(String::as_str)))
}

fn behavior(cached: &Cached<Option<ObjectRef>>, behavior: Option<Behavior>) -> Reply<Option<ObjectRef>> {
    cached.get(|| behavior.map(InstallationBehavior::of))
}
