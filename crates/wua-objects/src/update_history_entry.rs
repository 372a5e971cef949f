//! `IUpdateHistoryEntry`.

use std::sync::Arc;

use wua_agent::{HistoryEntry, Texts};
use wua_com::{Caller, Date, Error, Family, Object, ObjectRef, Reply, Text, code, ok};
use wua_defs::enums::{OperationResultCode, ServerSelection, UpdateOperation};
use wua_model::{families, traits};

use crate::cached::Cached;
use crate::client::Client;
use crate::collection::Collection;
use crate::date::date;
use crate::findings::Findings;
use crate::string_collection::StringCollection;
use crate::update_identity::UpdateIdentity;

/// Something that was done to this computer. Its texts are in the language of the user interface of the one who asked,
/// whatever the session reads.
pub(crate) struct UpdateHistoryEntry {
    findings: Arc<Findings>,
    entry: HistoryEntry,
    categories: Cached<ObjectRef>,
    client_application_id: Cached<Text>,
    description: Cached<Text>,
    identity: Cached<ObjectRef>,
    service_id: Cached<Text>,
    support_url: Cached<Text>,
    title: Cached<Text>,
    uninstallation_notes: Cached<Text>,
    uninstallation_steps: Cached<ObjectRef>,
}

impl UpdateHistoryEntry {
    /// `QueryHistory` of sessions and searchers.
    ///
    /// Beyond the last entry there are none: MS-UAMG wants an error there, but the Windows SDK promises fewer entries
    /// when fewer exist, and scripts that ask an empty history for its first ten rely on that.
    pub(crate) fn query(
        client: &Client,
        caller: &Caller,
        criteria: &str,
        start_index: i32,
        count: i32,
    ) -> Reply<ObjectRef> {
        let (Ok(start), Ok(count @ 1..)) = (usize::try_from(start_index), usize::try_from(count)) else {
            return Err(Error::new(
                code::WU_E_INVALIDINDEX,
                format!("a history has no {count} entries from {start_index} on"),
            ));
        };
        let entries = client.session().history(criteria, start, count)?;
        let findings = Findings::new(&client.host, Arc::new([caller.locale]), Arc::default());
        ok(Collection::of_history(
            entries.into_iter().map(|entry| Self::of(&findings, entry)),
        ))
    }

    fn of(findings: &Arc<Findings>, entry: HistoryEntry) -> ObjectRef {
        ObjectRef::new(Self {
            findings: Arc::clone(findings),
            entry,
            categories: Cached::default(),
            client_application_id: Cached::default(),
            description: Cached::default(),
            identity: Cached::default(),
            service_id: Cached::default(),
            support_url: Cached::default(),
            title: Cached::default(),
            uninstallation_notes: Cached::default(),
            uninstallation_steps: Cached::default(),
        })
    }

    fn texts(&self) -> Option<&Texts> {
        self.entry.revision.texts(&self.findings.locales)
    }

    fn localized(&self, cached: &Cached<Text>, pick: impl FnOnce(&Texts) -> &str) -> Reply<Text> {
        cached.get(|| self.texts().map_or("", pick).into())
    }
}

impl Object for UpdateHistoryEntry {
    fn families(&self) -> &'static [Family] {
        static FAMILIES: [Family; 1] = [families::i_update_history_entry2::<UpdateHistoryEntry>()];
        &FAMILIES
    }
}

impl traits::IUpdateHistoryEntry for UpdateHistoryEntry {
    fn operation(&self, _: &Caller) -> Reply<UpdateOperation> {
        ok(self.entry.operation)
    }

    fn result_code(&self, _: &Caller) -> Reply<OperationResultCode> {
        ok(self.entry.code)
    }

    fn hresult(&self, _: &Caller) -> Reply<i32> {
        ok(self.entry.hresult.to_i32())
    }

    fn date(&self, _: &Caller) -> Reply<Date> {
        ok(date(self.entry.date))
    }

    fn update_identity(&self, _: &Caller) -> Reply<ObjectRef> {
        self.identity
            .get(|| UpdateIdentity::of(self.entry.revision.identity))
    }

    fn title(&self, _: &Caller) -> Reply<Text> {
        self.localized(&self.title, |texts| &texts.title)
    }

    fn description(&self, _: &Caller) -> Reply<Text> {
        self.localized(&self.description, |texts| &texts.description)
    }

    fn unmapped_result_code(&self, _: &Caller) -> Reply<i32> {
        ok(self.entry.unmapped)
    }

    fn client_application_id(&self, _: &Caller) -> Reply<Text> {
        self.client_application_id
            .get(|| self.entry.client_application_id.as_str().into())
    }

    fn server_selection(&self, _: &Caller) -> Reply<ServerSelection> {
        ok(self.entry.server_selection)
    }

    fn service_id(&self, _: &Caller) -> Reply<Text> {
        self.service_id.get(|| self.entry.service_id.to_string().into())
    }

    fn uninstallation_steps(&self, _: &Caller) -> Reply<ObjectRef> {
        self.uninstallation_steps.get(|| {
            let steps = self.texts().map(|texts| texts.uninstallation_steps.iter());
            StringCollection::read_only(steps.into_iter().flatten().map(String::as_str))
        })
    }

    fn uninstallation_notes(&self, _: &Caller) -> Reply<Text> {
        self.localized(&self.uninstallation_notes, |texts| &texts.uninstallation_notes)
    }

    fn support_url(&self, _: &Caller) -> Reply<Text> {
        let locales = &self.findings.locales;
        self.support_url
            .get(|| self.entry.revision.support_url(locales).into())
    }
}

impl traits::IUpdateHistoryEntry2 for UpdateHistoryEntry {
    fn categories(&self, _: &Caller) -> Reply<ObjectRef> {
        self.categories
            .get(|| self.findings.categories(&self.entry.categories))
    }
}
