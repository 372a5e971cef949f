//! `SyncUpdates` ([MS-WUSP] 3.1.5.7).

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::sync::Arc;

use foldhash::{HashMap, HashSet};
use wua_com::Guid;

use super::super::fault::{ErrorCode, Fault};
use super::super::metadata::Kind;
use super::super::plan::Lie;
use super::super::scope::{Scope, Shown};
use super::super::state::{Cookie, State};
use super::super::xml::{Node, leaf};
use super::{Call, drivers, is_true, numbers};

/// What a client asks for.
struct Wanted {
    installed: Vec<i32>,
    cached: Vec<i32>,
    filter: Vec<Guid>,
    is_drivers: bool,
    in_two_groups: bool,
}

/// What it is to have: revisions by id, and of drivers the devices that they are for.
type Needed = Vec<(i32, Vec<String>)>;

/// What a client was last found to need, which stays the same from page to page.
pub(in super::super) struct Found {
    scope: Arc<Scope>,
    installed: Vec<i32>,
    filter: Vec<Guid>,
    needed: Arc<Needed>,
}

/// Ids of updates that do not exist begin here.
const INVENTED: i32 = 900_000_000;

impl Call<'_> {
    pub(super) fn sync_updates(&mut self) -> Result<String, Fault> {
        let mut cookie = self.state.cookie(self.operation.name(), self.parameters)?;
        if cookie.configuration != self.state.last_change {
            return Err(Fault::new(ErrorCode::ConfigChanged));
        }
        let registered = self.state.computers.get(&cookie.client);
        let is_registered = registered.is_some_and(|computer| computer.is_registered);
        if self.state.settings.is_registration_required && !is_registered {
            return Err(Fault::new(ErrorCode::RegistrationRequired));
        }
        let parameters = self.parameters.child("parameters");
        let parameters = parameters.ok_or_else(|| Fault::parameter("parameters"))?;
        let wanted = self.wanted(parameters, &cookie)?;
        let group = self.state.group(&cookie.client);
        let scope = self.state.catalogue.scope(&group);
        self.check_ids(&wanted, &cookie, &scope);

        let needed = self.needed(parameters, &wanted, &scope);
        let out = self.answer(&wanted, &scope, &needed, &cookie);
        let seen = self.state.catalogue.changes;
        if wanted.is_drivers {
            cookie.drivers_seen = seen;
        } else {
            cookie.software_seen = seen;
        }
        cookie.is_first = false;
        Ok(self.finish(out, &wanted, &scope, cookie))
    }

    /// Reads the parameters, and refuses what the rules forbid.
    fn wanted(&mut self, parameters: &Node, cookie: &Cookie) -> Result<Wanted, Fault> {
        let list = |name: &str| numbers(parameters.child(name));
        let is_drivers = is_true(parameters.child("SkipSoftwareSync"));
        let installed = list("InstalledNonLeafUpdateIDs");
        let cached = if is_drivers {
            list("CachedDriverIDs")
        } else {
            [installed.clone(), list("OtherCachedUpdateIDs")].concat()
        };
        if is_true(parameters.child("ExpressQuery")) {
            self.complain("ExpressQuery has to be false");
        }
        if parameters.child("SystemSpec").is_some() && !is_drivers {
            self.complain("SystemSpec goes with SkipSoftwareSync only");
            return Err(Fault::parameter("parameters.SystemSpec"));
        }
        // OBSERVED: repeated ones count.
        if installed.len() > self.state.settings.most_installed {
            self.complain("too many InstalledNonLeafUpdateIDs");
            return Err(Fault::parameter("parameters.InstalledNonLeafUpdateIDs"));
        }
        let newer = ["FilterCategoryIds", "NeedTwoGroupOutOfScopeUpdates"];
        let has_newer = newer.iter().any(|name| parameters.child(name).is_some());
        if has_newer && (cookie.version < (1, 7) || self.state.settings.protocol_version < (3, 2)) {
            self.complain(
                "FilterCategoryIds and NeedTwoGroupOutOfScopeUpdates need the versions 1.7 and 3.2",
            );
        }
        let filter = parameters.child("FilterCategoryIds");
        let filter = filter.into_iter().flat_map(Node::children);
        let filter = filter.filter_map(|category| Guid::parse(&category.text_of("Id")?));
        Ok(Wanted {
            installed,
            cached,
            filter: filter.collect(),
            is_drivers,
            in_two_groups: is_true(parameters.child("NeedTwoGroupOutOfScopeUpdates")),
        })
    }

    /// Ids come from this server, each stands in one list, and only what has dependants is listed as installed.
    fn check_ids(&mut self, wanted: &Wanted, cookie: &Cookie, scope: &Scope) {
        let mut seen = HashSet::default();
        if let Some(id) = wanted.cached.iter().find(|id| !seen.insert(**id)) {
            self.complain(&format!("the id {id} is listed twice"));
        }
        let all = wanted.cached.iter().chain(&wanted.installed);
        let strange: BTreeSet<i32> = all.copied().filter(|id| !self.state.told.contains(id)).collect();
        if let Some(id) = strange.first() {
            let count = strange.len();
            self.complain(&format!("{count} ids were never told, {id} is the first"));
        }
        let is_leaf = |id: &&i32| {
            let shown = scope.shown.get(id);
            shown.is_some_and(|shown| shown.is_leaf && shown.since <= cookie.software_seen)
        };
        if let Some(id) = wanted.installed.iter().find(is_leaf) {
            self.complain(&format!("the id {id} is listed as installed, and it is a leaf"));
        }
    }

    fn needed(&mut self, parameters: &Node, wanted: &Wanted, scope: &Arc<Scope>) -> Arc<Needed> {
        // What is needed of drivers depends on devices, too.
        if wanted.is_drivers {
            return Arc::new(self.find(parameters, wanted, scope));
        }
        let is_same = |found: &Found| {
            Arc::ptr_eq(&found.scope, scope)
                && found.installed == wanted.installed
                && found.filter == wanted.filter
        };
        if let Some(found) = self.state.found.as_ref().filter(|found| is_same(found)) {
            return found.needed.clone();
        }
        let needed = Arc::new(self.find(parameters, wanted, scope));
        self.state.found = Some(Found {
            scope: scope.clone(),
            installed: wanted.installed.clone(),
            filter: wanted.filter.clone(),
            needed: needed.clone(),
        });
        needed
    }

    fn find(&self, parameters: &Node, wanted: &Wanted, scope: &Scope) -> Needed {
        let state = &*self.state;
        let within = (!wanted.filter.is_empty()).then(|| scope.within(&state.catalogue, &wanted.filter));
        let installed = wanted
            .installed
            .iter()
            .filter_map(|id| state.catalogue.of_id(*id));
        let installed = installed.filter_map(|index| state.catalogue.entries.get(index));
        let installed: HashSet<Guid> = installed.map(|entry| entry.metadata.update).collect();
        let is_ready = |shown: &Shown| {
            let Some(entry) = state.catalogue.entries.get(shown.index) else {
                return false;
            };
            let mut clauses = entry.metadata.prerequisites.iter();
            (entry.metadata.kind == Kind::Driver) == wanted.is_drivers
                && within.as_ref().is_none_or(|within| within.contains(&shown.index))
                && clauses.all(|clause| clause.any.iter().any(|update| installed.contains(update)))
        };
        let ready = scope.shown.iter().filter(|(_, shown)| is_ready(shown));
        if !wanted.is_drivers {
            return ready.map(|(id, _)| (*id, Vec::new())).collect();
        }
        let offered = ready.filter_map(|(id, shown)| {
            let entry = state.catalogue.entries.get(shown.index)?;
            Some((*id, entry.metadata.drivers.as_slice()))
        });
        drivers::best(parameters, &offered.collect::<Vec<_>>())
    }

    /// Everything up to `ChangedUpdates` and `Truncated`.
    fn answer(&mut self, wanted: &Wanted, scope: &Scope, needed: &Needed, cookie: &Cookie) -> String {
        let cached: HashSet<i32> = wanted.cached.iter().copied().collect();
        let lie = self.lie;
        let is_new = |(id, _): &&(i32, Vec<String>)| lie == Some(Lie::SamePage) || !cached.contains(id);
        let new: Vec<_> = needed.iter().filter(is_new).collect();
        let size = self.state.settings.page_size.max(1);
        let mut page = String::new();
        let mut huge = lie;
        for (id, hardware_ids) in new.iter().take(size) {
            let Some(shown) = scope.shown.get(id) else {
                continue;
            };
            let id = if lie == Some(Lie::OtherIds) {
                self.state.invented.insert(id + INVENTED);
                id + INVENTED
            } else {
                *id
            };
            self.state.told.insert(id);
            let mut one = String::new();
            write_update(self.state, id, shown, hardware_ids, cookie, huge, &mut one);
            page.push_str(&one);
            if lie == Some(Lie::Duplicates) {
                page.push_str(&one);
            }
            huge = huge.filter(|lie| !matches!(lie, Lie::Huge(_)));
        }
        if lie == Some(Lie::EndlessPages) {
            for _ in 0..size {
                invent(self.state, cookie, &mut page);
            }
        }
        let mut out = String::with_capacity(page.len() + 1000);
        if !page.is_empty() {
            let _ = write!(out, "<NewUpdates>{page}</NewUpdates>");
        }
        let needed_ids: HashSet<i32> = needed.iter().map(|(id, _)| *id).collect();
        let is_lost = |id: &&i32| !needed_ids.contains(id) && !self.state.invented.contains(id);
        let lost: BTreeSet<i32> = wanted.cached.iter().filter(is_lost).copied().collect();
        let is_still_deployed = |id: &i32| wanted.in_two_groups && scope.shown.contains_key(id);
        let gone = lost.iter().copied().filter(|id| !is_still_deployed(id));
        write_ids("OutOfScopeRevisionIDs", gone, &mut out);
        Self::write_changed(wanted, scope, &needed_ids, cookie, &mut out);
        let has_more = new.len() > size || matches!(lie, Some(Lie::EndlessPages | Lie::SamePage));
        leaf(&mut out, "Truncated", has_more);
        // It stands behind the cookie.
        let outside = lost.iter().copied().filter(is_still_deployed);
        write_ids("DeployedOutOfScopeRevisionIds", outside, &mut out);
        out
    }

    fn write_changed(
        wanted: &Wanted,
        scope: &Scope,
        needed: &HashSet<i32>,
        cookie: &Cookie,
        out: &mut String,
    ) {
        let seen = if wanted.is_drivers {
            cookie.drivers_seen
        } else {
            cookie.software_seen
        };
        let mut changed = String::new();
        for id in wanted.cached.iter().filter(|id| needed.contains(id)) {
            let Some(shown) = scope.shown.get(id).filter(|shown| shown.since > seen) else {
                continue;
            };
            changed.push_str("<UpdateInfo>");
            leaf(&mut changed, "ID", id);
            shown.deployment.write(cookie.version, &[], &mut changed);
            leaf(&mut changed, "IsLeaf", shown.is_leaf);
            changed.push_str("</UpdateInfo>");
        }
        if !changed.is_empty() {
            let _ = write!(out, "<ChangedUpdates>{changed}</ChangedUpdates>");
        }
    }

    /// Puts the cookie where it belongs, and says whether drivers are worth asking for.
    fn finish(&mut self, mut out: String, wanted: &Wanted, scope: &Scope, cookie: Cookie) -> String {
        let tail_at = out.find("<DeployedOutOfScopeRevisionIds>").unwrap_or(out.len());
        let tail = out.split_off(tail_at);
        let knows = cookie.version >= (1, 7) && self.state.settings.protocol_version >= (3, 2);
        self.state.give(cookie, "NewCookie", &mut out);
        out.push_str(&tail);
        if knows && !wanted.is_drivers {
            let mut entries = scope
                .shown
                .values()
                .filter_map(|shown| self.state.catalogue.entries.get(shown.index));
            let has_drivers = entries.any(|entry| entry.metadata.kind == Kind::Driver);
            leaf(&mut out, "DriverSyncNotNeeded", !has_drivers);
        }
        format!("<SyncUpdatesResult>{out}</SyncUpdatesResult>")
    }
}

fn write_update(
    state: &State,
    id: i32,
    shown: &Shown,
    hardware_ids: &[String],
    cookie: &Cookie,
    lie: Option<Lie>,
    out: &mut String,
) {
    let entry = state.catalogue.entries.get(shown.index);
    let core = entry.map_or("", |entry| entry.metadata.fragments.core.as_str());
    out.push_str("<UpdateInfo>");
    leaf(out, "ID", id);
    if lie != Some(Lie::NoDeployment) {
        shown.deployment.write(cookie.version, hardware_ids, out);
    }
    leaf(out, "IsLeaf", shown.is_leaf);
    leaf(out, "Xml", told(core, lie));
    out.push_str("</UpdateInfo>");
}

/// Metadata as it is told.
pub(super) fn told(fragment: &str, lie: Option<Lie>) -> String {
    match lie {
        Some(Lie::Huge(size)) => {
            let much = "x".repeat(size);
            format!("{fragment}<CbsPackageApplicabilityMetadata>{much}</CbsPackageApplicabilityMetadata>")
        }
        Some(Lie::BrokenMetadata) => fragment.chars().take(fragment.chars().count() / 2).collect(),
        _ => fragment.to_owned(),
    }
}

/// An update that does not exist, and that everything might depend on.
fn invent(state: &mut State, cookie: &Cookie, out: &mut String) {
    let update = state.guid();
    let id = INVENTED + i32::try_from(state.invented.len()).unwrap_or_default();
    state.invented.insert(id);
    state.told.insert(id);
    out.push_str("<UpdateInfo>");
    leaf(out, "ID", id);
    let approval = super::super::deployment::Approval::to(super::super::deployment::Action::Evaluate);
    let deployment = super::super::deployment::Deployment {
        id,
        approval,
        changed: state.now(),
    };
    deployment.write(cookie.version, &[], out);
    leaf(out, "IsLeaf", false);
    let core = format!(
        "<UpdateIdentity UpdateID=\"{update}\" RevisionNumber=\"1\"/><Properties UpdateType=\"Detectoid\"/>\
         <ApplicabilityRules><IsInstalled><True/></IsInstalled></ApplicabilityRules>"
    );
    leaf(out, "Xml", core);
    out.push_str("</UpdateInfo>");
}

/// A list of numbers, unless it is empty.
pub(super) fn write_ids(name: &str, ids: impl Iterator<Item = i32>, out: &mut String) {
    let mut items = String::new();
    for id in ids {
        leaf(&mut items, "int", id);
    }
    if !items.is_empty() {
        let _ = write!(out, "<{name}>{items}</{name}>");
    }
}

/// Which of some revisions are told of, by their ids.
pub(super) fn shown_by_index(scope: &Scope) -> HashMap<usize, (i32, &Shown)> {
    let shown = scope.shown.iter();
    shown.map(|(id, shown)| (shown.index, (*id, shown))).collect()
}
