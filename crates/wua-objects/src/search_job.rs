//! `ISearchJob`.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use wua_agent::{Callbacks, SearchRequest};
use wua_com::{Caller, Error, Family, Lcid, Object, ObjectRef, Reply, Value, code};
use wua_model::{families, traits};

use crate::callback::Callback;
use crate::callback_args::CompletedCallbackArgs;
use crate::client::Client;
use crate::host::Host;
use crate::operation::{Beginner, Begun, Operation};
use crate::search_result::SearchResult;

/// A search that goes on after the call.
pub(crate) struct SearchJob {
    operation: Operation<wua_agent::SearchResult>,
    host: Arc<Host>,
    locales: Arc<[Lcid]>,
    ended: AtomicBool,
}

impl SearchJob {
    pub(crate) fn begin(
        client: &Client,
        request: SearchRequest,
        beginner: &Beginner,
        on_completed: Option<Callback>,
        state: &Value,
    ) -> ObjectRef {
        let session = client.session();
        let job = session.prepare_search(request);
        let object = ObjectRef::new(Self {
            operation: Operation::new(&job, beginner, state),
            host: Arc::clone(&client.host),
            locales: session.locales,
            ended: AtomicBool::new(false),
        });
        job.start(Callbacks {
            on_progress: None,
            on_completed: on_completed
                .map(|callback| callback.completed(object.clone(), CompletedCallbackArgs::of_search())),
        });
        object
    }

    /// The result, once.
    pub(crate) fn end(&self) -> Reply<ObjectRef> {
        if self.ended.swap(true, Ordering::AcqRel) {
            return Err(Error::new(
                code::WU_E_INVALID_OPERATION,
                "the search has been ended already",
            ));
        }
        let found = self.operation.job.wait()?;
        Ok(SearchResult::of(&self.host, Arc::clone(&self.locales), found))
    }
}

impl Begun for SearchJob {
    type Result = wua_agent::SearchResult;

    fn operation(&self) -> &Operation<Self::Result> {
        &self.operation
    }
}

impl Object for SearchJob {
    fn families(&self) -> &'static [Family] {
        static FAMILIES: [Family; 1] = [families::i_search_job::<SearchJob>()];
        &FAMILIES
    }
}

impl traits::ISearchJob for SearchJob {
    fn async_state(&self, _: &Caller) -> Reply<Value> {
        self.operation.async_state()
    }

    fn is_completed(&self, _: &Caller) -> Reply<bool> {
        self.operation.is_completed()
    }

    fn clean_up(&self, _: &Caller) -> Reply<()> {
        self.operation.clean_up()
    }

    fn request_abort(&self, _: &Caller) -> Reply<()> {
        self.operation.request_abort()
    }
}
