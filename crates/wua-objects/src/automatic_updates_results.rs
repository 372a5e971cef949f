//! `IAutomaticUpdatesResults`.

use wua_com::{Caller, Family, Object, ObjectRef, Reply, Value, ok};
use wua_model::{families, traits};

use crate::date::date_or_empty;

/// When Automatic Updates had last succeeded, as of the time when it was asked.
pub(crate) struct AutomaticUpdatesResults(wua_agent::AutomaticUpdatesResults);

impl AutomaticUpdatesResults {
    pub(crate) fn of(results: wua_agent::AutomaticUpdatesResults) -> ObjectRef {
        ObjectRef::new(Self(results))
    }
}

impl Object for AutomaticUpdatesResults {
    fn families(&self) -> &'static [Family] {
        static FAMILIES: [Family; 1] = [families::i_automatic_updates_results::<AutomaticUpdatesResults>()];
        &FAMILIES
    }
}

impl traits::IAutomaticUpdatesResults for AutomaticUpdatesResults {
    fn last_search_success_date(&self, _: &Caller) -> Reply<Value> {
        ok(date_or_empty(self.0.last_search))
    }

    fn last_installation_success_date(&self, _: &Caller) -> Reply<Value> {
        ok(date_or_empty(self.0.last_installation))
    }
}
