//! Judges revisions, each once.

use std::borrow::Cow;
use std::cell::RefCell;
use std::sync::Arc;

use wua_com::{Error, Lcid};
use wua_rules::applicability::{self as rules, Facts, Scan, Truth, UpdateRules};

use super::relations::Relations;
use super::verdict::{Because, State, Verdict};
use crate::error::guarded;
use crate::explain::ExplainedRule;
use crate::ports::Target;
use crate::relevance::{Prerequisite, Publication, Relevance, Role};
use crate::store::RestartRows;
use crate::update::Revision;

/// Judges the revisions of some [`Relations`] on a target as it is now. What it has found out it does not ask again.
pub(crate) struct Judge<'a> {
    target: &'a dyn Target,
    relations: &'a Relations,
    scan: Option<RefCell<Scan<'a>>>,
    /// What waits for a restart, and which start of the computer this is.
    restarts: (Cow<'a, RestartRows>, String),
    known: RefCell<Vec<Option<Verdict>>>,
}

impl<'a> Judge<'a> {
    /// `facts` is the target's view, if it has one.
    pub(crate) fn new(
        target: &'a dyn Target,
        relations: &'a Relations,
        facts: Option<&'a dyn Facts>,
    ) -> Self {
        Self {
            target,
            relations,
            scan: facts.map(|facts| RefCell::new(Scan::new(&relations.book, facts))),
            restarts: Default::default(),
            known: RefCell::new(vec![None; relations.revisions.len()]),
        }
    }

    /// With what waits for a restart.
    pub(crate) fn awaiting(self, restarts: &'a RestartRows) -> Self {
        Self {
            restarts: (Cow::Borrowed(restarts), self.target.boot_id()),
            ..self
        }
    }

    /// What a revision is. An error is a bug of the target.
    pub(crate) fn verdict(&self, revision: &Revision) -> Result<Verdict, Error> {
        let place = self.relations.place(revision.identity);
        let (Some(place), Some(_)) = (place, &revision.relevance) else {
            let judged = guarded("the target", || Ok(self.target.evaluate(revision)));
            return judged
                .map(Verdict::of_target)
                .map_err(|error| error.context(format!("judging update {}", revision.identity)));
        };
        guarded("the target", || {
            let verdict = self.alone(place);
            let verdict = match (verdict.state, self.replaced_by(place, &verdict)) {
                (State::Installable, Some(because)) => Verdict::new(State::Superseded, because),
                // It could not be installed anyway; why is what people want to know.
                (_, Some(because)) => Verdict { because, ..verdict },
                (_, None) => verdict,
            };
            let (restarts, boot) = &self.restarts;
            let awaits_restart = restarts
                .get(&revision.identity)
                .is_some_and(|since| since == boot);
            Ok(Verdict {
                awaits_restart,
                ..verdict
            })
        })
    }

    /// Whether a revision is there, whatever else is true of it.
    pub(crate) fn is_there(&self, revision: &Revision) -> Result<Truth, Error> {
        if revision.relevance.is_none() {
            return Ok((self.verdict(revision)?.state == State::Installed).into());
        }
        guarded("the target", || Ok(self.is_installed(revision)))
    }

    /// What the rules of a revision and of its members found.
    pub(crate) fn rules(&self, revision: &Arc<Revision>, locales: &[Lcid]) -> Vec<ExplainedRule> {
        let explained = |part: Arc<Revision>| {
            let place = self.relations.place(part.identity)?;
            let written = part.relevance.as_ref().map(|relevance| &relevance.rules)?;
            let member =
                (part.identity != revision.identity).then(|| self.relations.name(part.identity.id, locales));
            self.asked(place, |scan, rules| {
                let sections = [
                    ("IsInstalled", &written.is_installed, rules.installed),
                    ("IsSuperseded", &written.is_superseded, rules.superseded),
                    ("IsInstallable", &written.is_installable, rules.installable),
                ];
                let sections = sections.into_iter().filter(|(_, written, _)| written.is_some());
                let explain = |(section, _, rule)| ExplainedRule {
                    member: member.clone(),
                    section,
                    tree: scan.explain(rule, usize::MAX),
                };
                sections.map(explain).collect::<Vec<_>>()
            })
        };
        let parts = revision.with_bundled().into_iter();
        parts.filter_map(explained).flatten().collect()
    }

    fn is_installed(&self, revision: &Revision) -> Truth {
        let place = self.relations.place(revision.identity);
        let own = revision
            .relevance
            .as_ref()
            .map(|relevance| &relevance.rules.is_installed);
        if let (Some(place), Some(Some(_))) = (place, own) {
            let truth = self.asked(place, |scan, rules| scan.truth(rules.installed));
            return truth.unwrap_or(Truth::Unknown);
        }
        let members = revision.bundled.iter().map(|member| self.is_installed(member));
        if revision.bundled.is_empty() {
            Truth::False
        } else {
            members.min().unwrap_or(Truth::False)
        }
    }

    /// What a revision is when nothing replaces it. Who needs itself is not followed, so this comes to an end.
    fn alone(&self, place: usize) -> Verdict {
        if let Some(verdict) = self.known.borrow().get(place).cloned().flatten() {
            return verdict;
        }
        let Some(revision) = self.relations.revisions.get(place) else {
            return Verdict::new(State::Unknown, Because::NoFacts);
        };
        let verdict = match (&revision.relevance, self.relations.knot(place)) {
            (None, _) => Verdict::of_target(self.target.evaluate(revision)),
            (_, Some(knot)) => Verdict::new(State::Unknown, Because::Knot(knot.into())),
            (Some(relevance), None) => self.by_relevance(place, revision, relevance),
        };
        if let Some(known) = self.known.borrow_mut().get_mut(place) {
            *known = Some(verdict.clone());
        }
        verdict
    }

    fn by_relevance(&self, place: usize, revision: &Revision, relevance: &Relevance) -> Verdict {
        if relevance.publication == Publication::Declined {
            return Verdict::new(State::NotApplicable, Because::Declined);
        }
        if self.scan.is_none() {
            return Verdict::new(State::NotApplicable, Because::NoFacts);
        }
        for prerequisite in &relevance.prerequisites {
            let needed = prerequisite.clone();
            match self.is_met(prerequisite) {
                Truth::True => {}
                Truth::False => return Verdict::new(State::NotApplicable, Because::Prerequisite(needed)),
                Truth::Unknown => return Verdict::new(State::Unknown, Because::UnknownPrerequisite(needed)),
            }
        }
        let own = self.by_rules(place, relevance);
        if revision.bundled.is_empty() || own.state != State::Installable {
            return own;
        }
        self.by_members(revision)
    }

    fn is_met(&self, prerequisite: &Prerequisite) -> Truth {
        let mut is_any_known = false;
        let mut met = Truth::False;
        for id in &prerequisite.any_of {
            let places = self.relations.named(*id);
            if places.is_empty() && !prerequisite.is_category {
                met = met.max(Truth::Unknown);
            }
            for place in places {
                is_any_known = true;
                met = met.max(match self.alone(*place).state {
                    State::Installed => return Truth::True,
                    State::Unknown => Truth::Unknown,
                    _ => Truth::False,
                });
            }
        }
        // Services that know no rules for their categories have chosen already.
        let is_label = prerequisite.is_category && !is_any_known;
        if is_label { Truth::True } else { met }
    }

    fn by_rules(&self, place: usize, relevance: &Relevance) -> Verdict {
        if relevance.role == Role::Category && relevance.rules.is_installed.is_none() {
            return Verdict::new(State::Installed, Because::Rules);
        }
        let found = self.asked(place, |scan, rules| scan.verdict(&rules));
        let (state, because) = match found {
            None => (State::NotApplicable, Because::NoFacts),
            Some(rules::Verdict::Unknown(blockers)) => (State::Unknown, Because::Blocked(blockers)),
            Some(rules::Verdict::Installed) => (State::Installed, Because::Rules),
            Some(rules::Verdict::Superseded) => (State::Superseded, Because::SupersededByRule),
            Some(rules::Verdict::Installable) if relevance.publication == Publication::Expired => {
                (State::NotApplicable, Because::Expired)
            }
            Some(rules::Verdict::Installable) => (State::Installable, Because::Rules),
            Some(rules::Verdict::NotApplicable) => (State::NotApplicable, Because::Rules),
        };
        Verdict::new(state, because)
    }

    /// Asks the computer about the rules of a revision, if it is one that can be asked.
    fn asked<R>(&self, place: usize, ask: impl FnOnce(&mut Scan<'a>, UpdateRules) -> R) -> Option<R> {
        let rules = self.relations.rules.get(place).copied().flatten()?;
        let scan = self.scan.as_ref()?;
        Some(ask(&mut scan.borrow_mut(), rules))
    }

    /// A bundle is what its members are: those that do not concern the computer are left out.
    fn by_members(&self, revision: &Revision) -> Verdict {
        let mut is_any_installed = false;
        let mut unclear = None;
        let mut verdict = Verdict::new(State::NotApplicable, Because::Members);
        for member in &revision.bundled {
            let Some(place) = self.relations.place(member.identity) else {
                continue;
            };
            match self.alone(place).state {
                State::Installable => verdict.state = State::Installable,
                State::Installed => is_any_installed = true,
                State::Unknown => unclear = unclear.or(Some(member.identity)),
                State::NotApplicable | State::Superseded => {}
            }
        }
        verdict.is_present = is_any_installed;
        match (verdict.state, unclear) {
            (State::Installable, _) => verdict,
            (_, Some(member)) => Verdict {
                state: State::Unknown,
                because: Because::Member(member),
                ..verdict
            },
            _ if is_any_installed => Verdict {
                state: State::Installed,
                ..verdict
            },
            _ => verdict,
        }
    }

    /// What is installed and replaces a revision that its own rules let be missing.
    fn replaced_by(&self, place: usize, verdict: &Verdict) -> Option<Because> {
        let is_missing = matches!(
            (verdict.state, &verdict.because),
            (State::Installable, _) | (State::NotApplicable, Because::Rules)
        );
        let revision = self.relations.revisions.get(place).filter(|_| is_missing)?;
        let replacing = self.relations.replacing(revision.identity.id).iter();
        let installed = replacing
            .filter(|other| **other != place)
            .find(|other| self.alone(**other).state == State::Installed)?;
        let newer = self.relations.revisions.get(*installed)?;
        Some(Because::SupersededBy(newer.identity))
    }
}
