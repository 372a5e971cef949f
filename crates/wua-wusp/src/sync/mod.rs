//! The loop that makes what is known here the same as what the server offers. [MS-WUSP] 3.1.5.7
//!
//! ```text
//! loop {
//!     match sync.next(&mut session, now)? {
//!         Step::Call(call) => sync.answer(&mut session, &post(call)?, now)?,
//!         Step::Page(page) => {
//!             // Keep the page and session.state(), both or neither; find out which are installed.
//!             sync.judged(&judged)?;
//!         }
//!         Step::Rekeyed(rekeyed) => {
//!             // Keep the new numbers and session.state(), both or neither.
//!             sync.kept()?;
//!         }
//!         Step::Done(summary) => break,
//!     }
//! }
//! ```
//!
//! The server offers a revision as soon as what it depends on is installed. So every page may open the next layer, and the loop
//! goes on as long as pages say so. What was kept of any page is enough to go on from there.
//!
//! INVARIANT: every call that is not the last one brings at least one revision that never came before, or gives one another
//! number for the first time, or recovers from a fault, which [`Session`] counts. So the loop ends when the server has no more,
//! whatever it says of that; there is no other limit but [`MOST_REVISIONS`].

mod id_set;
mod inventory;
mod refresh;
mod warning;

use std::borrow::Cow;
use std::collections::BTreeSet;

use jiff::Timestamp;
use wua_com::Guid;

use crate::error::Error;
use crate::fault::{Fault, Reaction};
use crate::messages::{
    CategoryRelationship, Cookie, Deployment, Device, StartCategoryScan, SyncInfo, SyncUpdateParameters,
    SyncUpdates, UpdateIdentity,
};
use crate::session::{self, Session};
use crate::soap::{Call, Message};

use inventory::Inventory;
use refresh::Refresh;

pub use inventory::{Known, MOST_INSTALLED, MOST_REVISIONS};
pub use refresh::{BATCH, Renumbered};
pub use warning::{MOST_WARNINGS, Warning};

use warning::warn;

/// What is to be synchronized.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// What is known of this server, by its numbers, or by those of the one before if [`Session::must_refresh`].
    pub known: Vec<Known>,
    /// Only updates of some categories; if the server can do that.
    pub categories: Vec<CategoryRelationship>,
    /// Drivers too.
    pub drivers: Option<Drivers>,
}

/// For which hardware drivers are wanted.
#[derive(Clone, Debug, Default)]
pub struct Drivers {
    /// The devices.
    pub devices: Vec<Device>,
    /// The identities of the computer.
    pub computer: Vec<Guid>,
    /// Architecture and version of Windows: `AMD64.10.0`.
    pub feature_score_matching_key: Option<String>,
}

/// What is to be done.
#[derive(Debug)]
pub enum Step {
    /// Send this, and hand in the answer.
    Call(Call),
    /// Keep this, then say what came of it: [`Sync::judged`].
    Page(Page),
    /// Keep this, then say so: [`Sync::kept`].
    Rekeyed(Rekeyed),
    /// That was all.
    Done(Summary),
}

/// What one call brought, in the order in which it is to be applied: first what is to be forgotten, then what has changed, then
/// what is new. It is kept as a whole or not at all, with the session's state, whose cookie belongs to it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// How many pages were before it.
    pub number: usize,
    /// It is that of the drivers.
    pub is_of_drivers: bool,
    /// Revisions to be forgotten.
    pub out_of_scope: Vec<i32>,
    /// Revisions that are known, and to which something else was decided.
    pub changed: Vec<ChangedUpdate>,
    /// Revisions that are new, each number once. One that is known already is among them if the server sent it again.
    pub new: Vec<NewUpdate>,
    /// Revisions that are only outside of the categories.
    pub outside_of_filter: Vec<i32>,
}

/// A new revision.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewUpdate {
    /// The server's number of it.
    pub id: i32,
    /// What was decided about it.
    pub deployment: Option<Deployment>,
    /// No other update depends on it.
    pub is_leaf: bool,
    /// Its core metadata: elements without a root.
    pub xml: String,
}

/// A known revision to which something else was decided.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChangedUpdate {
    /// The server's number of it.
    pub id: i32,
    /// What was decided about it; nothing if that is as it was.
    pub deployment: Option<Deployment>,
    /// No other update depends on it.
    pub is_leaf: bool,
}

/// What was found out about a revision of a page, or again about an older one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Judged {
    /// The server's number of it.
    pub id: i32,
    /// Which revision its metadata say that it is.
    pub identity: UpdateIdentity,
    /// It is a driver.
    pub is_driver: bool,
    /// It is installed, or true of this computer.
    pub is_installed: bool,
    /// How many known revisions name it as what they depend on, as far as that is known: these go first where not all can be
    /// named to the server.
    pub dependents: u32,
}

/// Other numbers for everything that was known. It is kept as a whole or not at all, with the session's state.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rekeyed {
    /// Revisions with new numbers.
    pub kept: Vec<Renumbered>,
    /// Revisions that the server does not deploy, by their old numbers. They are to be forgotten, and come again if they are
    /// needed.
    pub dropped: Vec<i32>,
}

/// How it was.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// How many pages there were.
    pub pages: usize,
    /// How many revisions were new.
    pub new: usize,
    /// What was not as it should be.
    pub warnings: Vec<Warning>,
}

/// The loop.
#[derive(Debug)]
pub struct Sync {
    inventory: Inventory,
    categories: Vec<CategoryRelationship>,
    drivers: Option<Drivers>,
    filter: Vec<Guid>,
    stage: Stage,
    /// A call of the loop's own is on its way.
    is_waiting: bool,
    are_drivers_unneeded: bool,
    summary: Summary,
}

#[derive(Debug)]
enum Stage {
    Categories,
    Software,
    Drivers,
    /// A page has come, and is handed over next.
    HasPage(Page, Rest),
    /// It was handed over; these are its revisions.
    Judging(Vec<NewId>, Rest),
    Refreshing(Refresh),
    /// The new numbers were handed over.
    Renumbering,
    Done,
}

#[derive(Clone, Copy, Debug)]
struct NewId {
    id: i32,
    is_leaf: bool,
}

/// What a page says of those after it.
#[derive(Clone, Copy, Debug)]
struct Rest {
    is_truncated: bool,
    is_of_drivers: bool,
}

impl Sync {
    /// Begins a synchronization, or goes on with one that was broken off.
    pub fn new(plan: Plan) -> Self {
        Self {
            inventory: Inventory::new(plan.known),
            categories: plan.categories,
            drivers: plan.drivers,
            filter: Vec::new(),
            stage: Stage::Categories,
            is_waiting: false,
            are_drivers_unneeded: false,
            summary: Summary::default(),
        }
    }

    /// What is to be done. After an error that is temporary, this can be tried again.
    pub fn next(&mut self, session: &mut Session, now: Timestamp) -> Result<Step, Error> {
        self.is_waiting = false;
        match &mut self.stage {
            Stage::HasPage(page, rest) => {
                let (page, rest) = (std::mem::take(page), *rest);
                self.stage = Stage::Judging(page.new.iter().map(NewId::of).collect(), rest);
                return Ok(Step::Page(page));
            }
            Stage::Judging(..) => {
                return Err(Error::Misused(
                    "a page was handed over, and nobody said what came of it",
                ));
            }
            Stage::Renumbering => {
                return Err(Error::Misused(
                    "new numbers were handed over, and nobody kept them",
                ));
            }
            Stage::Done => return Ok(Step::Done(self.summary.clone())),
            _ => {}
        }
        if let session::Step::Call(call) = session.next(now)? {
            return Ok(Step::Call(call));
        }
        if session.must_refresh() && !matches!(self.stage, Stage::Refreshing(_)) {
            self.stage = Stage::Refreshing(Refresh::new(&self.inventory));
        }
        match &mut self.stage {
            Stage::Refreshing(refresh) => {
                if let Some(request) = refresh.request(session.cookie()) {
                    return Ok(self.wait_for(request.call()));
                }
                let (rekeyed, inventory) = refresh.finish(&self.inventory)?;
                self.inventory = inventory;
                self.stage = Stage::Renumbering;
                session.refreshed();
                Ok(Step::Rekeyed(rekeyed))
            }
            Stage::Categories => {
                if let Some(request) = self.category_scan(session) {
                    return Ok(self.wait_for(request.call()));
                }
                self.stage = Stage::Software;
                let call = self.request(session.cookie()).call();
                Ok(self.wait_for(call))
            }
            _ => {
                let call = self.request(session.cookie()).call();
                Ok(self.wait_for(call))
            }
        }
    }

    /// Takes the answer to the call that is on its way.
    pub fn answer(&mut self, session: &mut Session, body: &[u8], now: Timestamp) -> Result<(), Error> {
        if session.is_waiting() {
            return session.answer(body, now);
        }
        if !std::mem::take(&mut self.is_waiting) {
            return Err(Error::Misused(
                "an answer was handed in, and no call of the synchronization is on its way",
            ));
        }
        match &mut self.stage {
            Stage::Refreshing(refresh) => refresh.answer(session, body, &mut self.summary.warnings),
            Stage::Categories => self.categories_answer(session, body),
            _ => match SyncUpdates::answer(body)? {
                Ok(info) => self.page(session, info),
                Err(fault) => session.recover(SyncUpdates::OPERATION.name, fault),
            },
        }
    }

    /// The page that was handed over is kept, and this came of it. A revision of which nothing is said is known until this
    /// synchronization ends, so that the server does not send it again. One that is known by another number takes its place.
    pub fn judged(&mut self, judged: &[Judged]) -> Result<(), Error> {
        let Stage::Judging(new, rest) = &self.stage else {
            return Err(Error::Misused("nothing was handed over that could be judged"));
        };
        let (new, rest) = (new.clone(), *rest);
        let outcome = self.inventory.add(&new, judged, &mut self.summary.warnings)?;
        self.summary.new += outcome.added;
        let has_more = rest.is_truncated || outcome.opens_layer;
        self.stage = if rest.is_of_drivers {
            Stage::Done
        } else if outcome.is_news && has_more {
            Stage::Software
        } else {
            if rest.is_truncated {
                let page = self.summary.pages;
                warn(&mut self.summary.warnings, Warning::NothingNew { page });
            }
            self.after_software()
        };
        Ok(())
    }

    /// The new numbers that were handed over are kept.
    pub fn kept(&mut self) -> Result<(), Error> {
        if !matches!(self.stage, Stage::Renumbering) {
            return Err(Error::Misused("no new numbers were handed over"));
        }
        // Another server may know other categories, and have other drivers.
        self.filter.clear();
        self.are_drivers_unneeded = false;
        self.stage = Stage::Categories;
        Ok(())
    }

    /// Of the installed ones that others depend on, these are not named to the server, because there are too many.
    pub fn unnamed(&self) -> usize {
        self.inventory.unnamed()
    }

    fn wait_for(&mut self, call: Call) -> Step {
        self.is_waiting = true;
        Step::Call(call)
    }

    fn after_software(&self) -> Stage {
        match self.drivers {
            // Where there are none any more, those that are known go, and only a pass of drivers says so.
            Some(_) if !self.are_drivers_unneeded || self.inventory.has_drivers() => Stage::Drivers,
            _ => Stage::Done,
        }
    }

    /// What is asked before a synchronization of some categories; nothing if there are none, or the server cannot do that.
    fn category_scan(&mut self, session: &Session) -> Option<StartCategoryScan> {
        if self.categories.is_empty() {
            return None;
        }
        // [MS-WUSP] 3.1.5.6: servers refuse 200 and more.
        if !session.supports_filters() || self.categories.len() >= 200 {
            self.no_filter();
            return None;
        }
        Some(StartCategoryScan {
            requested_categories: self.categories.clone(),
        })
    }

    fn no_filter(&mut self) {
        warn(&mut self.summary.warnings, Warning::AllCategories);
    }

    fn categories_answer(&mut self, session: &mut Session, body: &[u8]) -> Result<(), Error> {
        match StartCategoryScan::answer(body)? {
            Ok(answer) => {
                for id in answer.requested_category_ids_in_error {
                    warn(&mut self.summary.warnings, Warning::UnknownCategory(id));
                }
                if answer.preferred_category_ids.is_empty() {
                    self.no_filter();
                }
                self.filter = answer.preferred_category_ids;
            }
            // It carries no cookie: whatever is wrong with it, a whole synchronization is as good.
            Err(fault) if fault.code.reaction() == Reaction::Never => self.no_filter(),
            Err(fault) => return session.recover(StartCategoryScan::OPERATION.name, fault),
        }
        self.stage = Stage::Software;
        Ok(())
    }

    fn request(&mut self, cookie: Cookie) -> SyncUpdates<'_> {
        let is_of_drivers = matches!(self.stage, Stage::Drivers);
        let drivers = self.drivers.as_ref().filter(|_| is_of_drivers);
        let has_filter = !self.filter.is_empty() && !is_of_drivers;
        let mut lists = self.inventory.lists();
        if is_of_drivers {
            lists.others = Cow::default();
        }
        SyncUpdates {
            cookie,
            parameters: SyncUpdateParameters {
                installed_non_leaf_update_ids: lists.installed,
                other_cached_update_ids: lists.others,
                system_spec: drivers.map(|drivers| drivers.devices.clone()).unwrap_or_default(),
                cached_driver_ids: lists.drivers,
                skip_software_sync: is_of_drivers,
                filter_category_ids: if has_filter {
                    self.filter.clone()
                } else {
                    Vec::new()
                },
                need_two_group_out_of_scope_updates: has_filter.then_some(true),
                computer_spec: drivers
                    .map(|drivers| drivers.computer.clone())
                    .unwrap_or_default(),
                feature_score_matching_key: drivers
                    .and_then(|drivers| drivers.feature_score_matching_key.clone()),
            },
        }
    }

    fn page(&mut self, session: &mut Session, info: SyncInfo) -> Result<(), Error> {
        let is_of_drivers = matches!(self.stage, Stage::Drivers);
        let warnings = &mut self.summary.warnings;
        let mut page = Page {
            number: self.summary.pages,
            is_of_drivers,
            outside_of_filter: info.deployed_out_of_scope_revision_ids,
            ..Page::default()
        };
        let gone: BTreeSet<i32> = info.out_of_scope_revision_ids.into_iter().collect();
        for id in gone {
            if self.inventory.remove(id)? {
                page.out_of_scope.push(id);
            }
        }
        let mut seen = BTreeSet::new();
        for update in info.new_updates {
            if !seen.insert(update.id) {
                warn(warnings, Warning::Repeated { id: update.id });
                continue;
            }
            let xml = update.xml.ok_or_else(|| {
                Error::Contradiction(format!("the new revision {} has no metadata", update.id))
            })?;
            page.new.push(NewUpdate {
                id: update.id,
                deployment: update.deployment,
                is_leaf: update.is_leaf,
                xml,
            });
        }
        for update in info.changed_updates {
            if !self.inventory.change(update.id, update.is_leaf)? {
                warn(warnings, Warning::UnknownChanged { id: update.id });
                continue;
            }
            page.changed.push(ChangedUpdate {
                id: update.id,
                deployment: update.deployment,
                is_leaf: update.is_leaf,
            });
        }
        self.are_drivers_unneeded |= info.driver_sync_not_needed;
        self.summary.pages += 1;
        session.succeeded(info.new_cookie);
        self.stage = Stage::HasPage(
            page,
            Rest {
                is_truncated: info.truncated,
                is_of_drivers,
            },
        );
        Ok(())
    }
}

impl NewId {
    fn of(update: &NewUpdate) -> Self {
        Self {
            id: update.id,
            is_leaf: update.is_leaf,
        }
    }
}

/// Reads an answer of the loop's own; nothing if it is a fault whose advice will be followed.
fn recovered<M: Message>(
    session: &mut Session,
    answer: Result<M::Answer, Fault>,
) -> Result<Option<M::Answer>, Error> {
    match answer {
        Ok(answer) => Ok(Some(answer)),
        Err(fault) => {
            session.recover(M::OPERATION.name, fault)?;
            Ok(None)
        }
    }
}
