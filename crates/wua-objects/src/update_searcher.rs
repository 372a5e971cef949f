//! `UpdateSearcher`.

use wua_agent::SearchRequest;
use wua_com::{Caller, Error, Family, Object, ObjectRef, Reply, Text, Value, ok};
use wua_defs::enums::{SearchScope, ServerSelection};
use wua_defs::interfaces::ISEARCH_COMPLETED_CALLBACK;
use wua_model::{families, traits};
use wua_rules::criteria::escape;

use crate::callback::Callback;
use crate::client::Client;
use crate::list::whole;
use crate::operation::{Beginner, job_of};
use crate::property::Property;
use crate::search_job::SearchJob;
use crate::search_result::SearchResult;
use crate::update_history_entry::UpdateHistoryEntry;
use crate::update_service::service_id;

/// `Microsoft.Update.Searcher`.
pub(crate) struct UpdateSearcher {
    client: Client,
    /// Without criteria and service, which are read when a search begins.
    request: Property<SearchRequest>,
    service_id: Property<Text>,
    /// Kept and shown; this agent is not replaced by a search, whatever it says.
    can_upgrade_service: Property<bool>,
    beginner: Beginner,
}

impl UpdateSearcher {
    pub(crate) fn new(client: Client) -> Self {
        Self {
            client,
            request: Property::default(),
            service_id: Property::default(),
            can_upgrade_service: Property::default(),
            beginner: Beginner::default(),
        }
    }

    fn request(&self, criteria: &str) -> Result<SearchRequest, Error> {
        let mut request = self.request.get();
        criteria.clone_into(&mut request.criteria);
        let service = self.service_id.get();
        if request.server_selection == ServerSelection::Others && !service.is_empty() {
            request.service_id = Some(service_id(&service)?);
        }
        Ok(request)
    }
}

impl Object for UpdateSearcher {
    fn families(&self) -> &'static [Family] {
        static FAMILIES: [Family; 1] = [families::i_update_searcher3::<UpdateSearcher>()];
        &FAMILIES
    }
}

impl traits::IUpdateSearcher for UpdateSearcher {
    fn can_automatically_upgrade_service(&self, _: &Caller) -> Reply<bool> {
        ok(self.can_upgrade_service.get())
    }

    fn put_can_automatically_upgrade_service(&self, _: &Caller, value: bool) -> Reply<()> {
        self.can_upgrade_service.set(value)
    }

    fn client_application_id(&self, _: &Caller) -> Reply<Text> {
        ok(self.client.application_id.get())
    }

    fn put_client_application_id(&self, _: &Caller, value: &str) -> Reply<()> {
        self.client.application_id.set(value.into())
    }

    fn include_potentially_superseded_updates(&self, _: &Caller) -> Reply<bool> {
        ok(self.request.get().include_potentially_superseded)
    }

    fn put_include_potentially_superseded_updates(&self, _: &Caller, value: bool) -> Reply<()> {
        self.request
            .change(|request| request.include_potentially_superseded = value)
    }

    fn server_selection(&self, _: &Caller) -> Reply<ServerSelection> {
        ok(self.request.get().server_selection)
    }

    fn put_server_selection(&self, _: &Caller, value: ServerSelection) -> Reply<()> {
        self.request.change(|request| request.server_selection = value)
    }

    /// What is wrong with the criteria, the end of the search says.
    fn begin_search(
        &self,
        caller: &Caller,
        criteria: &str,
        on_completed: Option<&ObjectRef>,
        state: &Value,
    ) -> Reply<ObjectRef> {
        let on_completed = Callback::taken(caller, on_completed, &ISEARCH_COMPLETED_CALLBACK)?;
        let request = self.request(criteria)?;
        ok(SearchJob::begin(
            &self.client,
            request,
            &self.beginner,
            on_completed,
            state,
        ))
    }

    fn end_search(&self, _: &Caller, search_job: Option<&ObjectRef>) -> Reply<ObjectRef> {
        job_of::<SearchJob>(&self.beginner, search_job)?.end()
    }

    fn escape_string(&self, _: &Caller, unescaped: &str) -> Reply<Text> {
        ok(escape(unescaped).into())
    }

    fn query_history(&self, caller: &Caller, start_index: i32, count: i32) -> Reply<ObjectRef> {
        UpdateHistoryEntry::query(&self.client, caller, "", start_index, count)
    }

    fn search(&self, _: &Caller, criteria: &str) -> Reply<ObjectRef> {
        let session = self.client.session();
        let found = session.search(self.request(criteria)?)?;
        Ok(SearchResult::of(&self.client.host, session.locales, found))
    }

    fn online(&self, _: &Caller) -> Reply<bool> {
        ok(self.request.get().online)
    }

    fn put_online(&self, _: &Caller, value: bool) -> Reply<()> {
        self.request.change(|request| request.online = value)
    }

    fn get_total_history_count(&self, _: &Caller) -> Reply<i32> {
        ok(whole(self.client.host.agent.history_count()?))
    }

    fn service_id(&self, _: &Caller) -> Reply<Text> {
        ok(self.service_id.get())
    }

    fn put_service_id(&self, _: &Caller, value: &str) -> Reply<()> {
        self.service_id.set(value.into())
    }
}

impl traits::IUpdateSearcher2 for UpdateSearcher {
    fn ignore_download_priority(&self, _: &Caller) -> Reply<bool> {
        ok(self.request.get().ignore_download_priority)
    }

    fn put_ignore_download_priority(&self, _: &Caller, value: bool) -> Reply<()> {
        self.request
            .change(|request| request.ignore_download_priority = value)
    }
}

impl traits::IUpdateSearcher3 for UpdateSearcher {
    fn search_scope(&self, _: &Caller) -> Reply<SearchScope> {
        ok(self.request.get().scope)
    }

    fn put_search_scope(&self, _: &Caller, value: SearchScope) -> Reply<()> {
        self.request.change(|request| request.scope = value)
    }
}
