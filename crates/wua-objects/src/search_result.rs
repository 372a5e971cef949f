//! `ISearchResult`.

use std::sync::Arc;

use wua_com::{Caller, Family, Lcid, Object, ObjectRef, Reply, Success, code, ok};
use wua_defs::enums::OperationResultCode;
use wua_model::{families, traits};

use crate::cached::Cached;
use crate::collection::Collection;
use crate::findings::Findings;
use crate::host::Host;
use crate::update_exception::UpdateException;

/// What a search found.
pub(crate) struct SearchResult {
    found: Arc<wua_agent::SearchResult>,
    findings: Arc<Findings>,
    root_categories: Cached<ObjectRef>,
    updates: Cached<ObjectRef>,
    warnings: Cached<ObjectRef>,
}

impl SearchResult {
    /// The object, with what the engine remarks about it.
    pub(crate) fn of(
        host: &Arc<Host>,
        locales: Arc<[Lcid]>,
        found: Arc<wua_agent::SearchResult>,
    ) -> Success<ObjectRef> {
        // A search that was aborted has a result all the same; what became of it, the result code says.
        let hresult = if found.hresult.is_success() {
            found.hresult
        } else {
            code::S_OK
        };
        let result = Self {
            findings: Findings::new(host, locales, Arc::clone(&found.categories)),
            found,
            root_categories: Cached::default(),
            updates: Cached::default(),
            warnings: Cached::default(),
        };
        Success::with(hresult, ObjectRef::new(result))
    }
}

impl Object for SearchResult {
    fn families(&self) -> &'static [Family] {
        static FAMILIES: [Family; 1] = [families::i_search_result::<SearchResult>()];
        &FAMILIES
    }
}

impl traits::ISearchResult for SearchResult {
    fn result_code(&self, _: &Caller) -> Reply<OperationResultCode> {
        ok(self.found.code)
    }

    fn root_categories(&self, _: &Caller) -> Reply<ObjectRef> {
        self.root_categories.get(|| {
            self.findings
                .categories(&self.found.categories.roots_of(&self.found.updates))
        })
    }

    fn updates(&self, _: &Caller) -> Reply<ObjectRef> {
        self.updates.get(|| self.findings.updates(&self.found.updates))
    }

    fn warnings(&self, _: &Caller) -> Reply<ObjectRef> {
        self.warnings.get(|| {
            let warnings = self.found.warnings.iter();
            Collection::of_exceptions(
                warnings.map(|warning| UpdateException::of(warning, &self.findings.locales)),
            )
        })
    }
}
