//! Why an update is offered, or is not.

use std::fmt;
use std::sync::Arc;

use wua_com::{Error, Guid};
use wua_rules::applicability::{self as rules, Facts};

use crate::agent::Agent;
use crate::applicability::{Because, Judge, Relations, State, Verdict};
use crate::error::guarded;
use crate::ports::ServiceExplanation;
use crate::search::{SearchRequest, known, with_memory};
use crate::session::Session;
use crate::update::{Identity, Revision, Update};

/// What there is to say of one update, or of something that would be one.
#[derive(Clone, Debug)]
pub struct Explanation {
    /// What it is called.
    pub subject: String,
    /// The update, if a search can find it.
    pub update: Option<Update>,
    /// Which it is, whether a search can find it or not; none if it is not known as an update.
    pub identity: Option<Identity>,
    /// What there is to say, the decisive first.
    pub reasons: Vec<Reason>,
    /// What its rules found on this computer.
    pub rules: Vec<ExplainedRule>,
}

/// A rule of an update, and what it found.
#[derive(Clone, Debug)]
pub struct ExplainedRule {
    /// What the member of a bundle is called that it belongs to.
    pub member: Option<String>,
    /// What it decides: `IsInstalled`, `IsSuperseded` or `IsInstallable`.
    pub section: &'static str,
    /// What it asked, and what came back.
    pub tree: rules::Explanation,
}

/// One thing to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// Which.
    pub kind: ReasonKind,
    /// In words.
    pub text: String,
}

impl Reason {
    /// A reason.
    pub fn new(kind: ReasonKind, text: impl Into<String>) -> Self {
        Self {
            kind,
            text: text.into(),
        }
    }
}

/// What can be said of an update.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ReasonKind {
    /// A search for what is missing finds it.
    Offered,
    /// It is there.
    Installed,
    /// It does not concern this computer.
    NotApplicable,
    /// Another one replaces it.
    Superseded,
    /// A person does not want to see it.
    Hidden,
    /// Its licence was not accepted.
    LicenceMissing,
    /// A restart finishes it.
    RebootRequired,
    /// An administrator holds what it would change.
    Held,
    /// A preference decides against it.
    Pinned,
    /// It comes to this computer later.
    Phased,
    /// Installing it would harm something else.
    KeptBack,
    /// What describes it is broken, so that it cannot be offered.
    LeftOut,
    /// Nobody offers anything newer.
    Current,
    /// Something that it needs is not there.
    PrerequisiteMissing,
    /// Its publisher took it back.
    Expired,
    /// An administrator of the service does not want it.
    Declined,
    /// Nobody can say whether it concerns this computer.
    Unknown,
}

impl ReasonKind {
    /// In one word, for programs.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Offered => "offered",
            Self::Installed => "installed",
            Self::NotApplicable => "not-applicable",
            Self::Superseded => "superseded",
            Self::Hidden => "hidden",
            Self::LicenceMissing => "licence-missing",
            Self::RebootRequired => "reboot-required",
            Self::Held => "held",
            Self::Pinned => "pinned",
            Self::Phased => "phased",
            Self::KeptBack => "kept-back",
            Self::LeftOut => "left-out",
            Self::Current => "current",
            Self::PrerequisiteMissing => "prerequisite-missing",
            Self::Expired => "expired",
            Self::Declined => "declined",
            Self::Unknown => "unknown",
        }
    }
}

impl fmt::Display for ReasonKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl SearchRequest {
    /// Everything that is known, whatever it is on the computer; no service is asked.
    pub fn everything_known() -> Self {
        Self {
            online: false,
            include_potentially_superseded: true,
            ..Self::from("IsInstalled=0 or IsInstalled=1")
        }
    }
}

/// Why those of `found` that `subject` names are offered or not, as far as updates tell themselves: all that can be said
/// of another computer.
pub fn explain_found(found: &[Update], subject: &str) -> Vec<Explanation> {
    let is_meant = |update: &&Update| matches(&update.revision, update.title(), subject);
    let explain = |update: &Update| Explanation {
        subject: update.title().to_owned(),
        update: Some(update.clone()),
        identity: Some(update.identity()),
        reasons: reasons(update, found),
        rules: Vec::new(),
    };
    found.iter().filter(is_meant).map(explain).collect()
}

impl Session {
    /// Why everything that `subject` names is offered or is not: by identifier, KB number, a part of the title, or the
    /// name of something that an update changes. An empty subject names everything. Nobody is asked who is not on this computer.
    pub fn explain(&self, subject: &str) -> Result<Vec<Explanation>, Error> {
        let agent = self.agent();
        let found = self.search(SearchRequest::everything_known())?;
        let mut names: Vec<String> = Vec::new();
        if !subject.is_empty() {
            names.push(subject.to_owned());
            let changes = found
                .updates
                .iter()
                .filter(|update| is_named(update, subject, agent))
                .flat_map(|update| agent.changes(update));
            names.extend(changes.map(|change| change.name));
            names.dedup();
        }
        let mut told = agent.service_explanations(&names)?;
        let is_meant = |update: &&Update| {
            let of_service = || {
                told.iter()
                    .any(|explanation| explanation.update == Some(update.identity().id))
            };
            is_named(update, subject, agent) || of_service()
        };
        let everything = Everything::gather(agent, &names)?;
        let facts = everything.relations.facts(agent)?;
        let judge = Judge::new(agent.target(), &everything.relations, facts.as_deref());
        // Of everything there would be too many.
        let rules = |revision| match subject {
            "" => Vec::new(),
            _ => judge.rules(revision, &self.locales),
        };
        let name = |id| everything.relations.name(id, &self.locales);
        let mut explanations: Vec<Explanation> = found
            .updates
            .iter()
            .filter(is_meant)
            .map(|update| {
                let verdict = judge.verdict(&update.revision)?;
                let reasons = match verdict.state {
                    State::Superseded => vec![verdict.reason_with(&name)],
                    _ => reasons(update, &found.updates),
                };
                Ok(Explanation {
                    subject: update.title().to_owned(),
                    update: Some(update.clone()),
                    identity: Some(update.identity()),
                    reasons,
                    rules: rules(&update.revision),
                })
            })
            .collect::<Result<_, Error>>()?;
        for explanation in &mut explanations {
            let id = explanation.update.as_ref().map(|update| update.identity().id);
            for more in told.extract_if(.., |told| told.update.is_some() && told.update == id) {
                explanation.reasons.extend(more.reasons);
            }
        }
        for revision in &everything.revisions {
            let title = revision.texts(&self.locales).map_or("", |texts| &texts.title);
            let is_found = found
                .updates
                .iter()
                .any(|update| update.identity() == revision.identity);
            if is_found || !matches(revision, title, subject) {
                continue;
            }
            let told = told.extract_if(.., |told| told.update == Some(revision.identity.id));
            let mut reasons: Vec<Reason> = told.flat_map(|told| told.reasons).collect();
            reasons.push(judge.verdict(revision)?.reason_with(&name));
            explanations.push(Explanation {
                subject: if title.is_empty() {
                    revision.identity.to_string()
                } else {
                    title.to_owned()
                },
                update: None,
                identity: Some(revision.identity),
                reasons,
                rules: rules(revision),
            });
        }
        explanations.extend(told.into_iter().map(|told| Explanation {
            subject: told.subject,
            update: None,
            identity: None,
            reasons: told.reasons,
            rules: Vec::new(),
        }));
        Ok(explanations)
    }
}

impl Agent {
    fn service_explanations(&self, names: &[String]) -> Result<Vec<ServiceExplanation>, Error> {
        let mut all = Vec::new();
        for entry in self.registry().entries(self.store())? {
            let Ok(service) = &entry.service else { continue };
            let told = with_memory(self, &entry, |memory| {
                guarded("the service", || service.explain(names, self.target(), memory))
            })?;
            all.extend(told);
        }
        Ok(all)
    }
}

impl Agent {
    /// The computer as rules see it, freshly looked at; none if it is one that rules cannot be asked of.
    pub fn facts(&self) -> Result<Option<Box<dyn Facts + '_>>, Error> {
        guarded("the target", || self.target().facts())
    }

    /// Asks `facts` everything that the rules of all known updates can ask, and what services have asked.
    pub fn ask_everything(&self, facts: &dyn Facts) -> Result<(), Error> {
        for entry in self.registry().entries(self.store())? {
            let Ok(service) = &entry.service else { continue };
            with_memory(self, &entry, |memory| {
                guarded("the service", || service.ask_again(facts, memory))
            })?;
        }
        let everything = Everything::gather(self, &[])?;
        let judge = Judge::new(self.target(), &everything.relations, Some(facts));
        for revision in &everything.revisions {
            judge.rules(revision, &[]);
        }
        Ok(())
    }
}

/// All that the services know, and what it says of itself.
struct Everything {
    revisions: Vec<Arc<Revision>>,
    relations: Relations,
}

impl Everything {
    /// With what is not offered and may be meant by these names.
    fn gather(agent: &Agent, names: &[String]) -> Result<Self, Error> {
        let mut revisions: Vec<Arc<Revision>> = Vec::new();
        for entry in agent.registry().entries(agent.store())? {
            revisions.extend(known(agent, entry.record.id, entry.is_volatile)?.revisions);
            let Ok(service) = &entry.service else { continue };
            let withheld = with_memory(agent, &entry, |memory| {
                guarded("the service", || service.withheld_revisions(names, memory))
            })?;
            // What others depend on is offered without what people know of it.
            revisions.retain(|known| withheld.iter().all(|other| other.identity != known.identity));
            revisions.extend(withheld);
        }
        Ok(Self {
            relations: Relations::of(&revisions),
            revisions,
        })
    }
}

impl Verdict {
    /// Why nobody is offered a revision, others being named by their identifiers.
    pub fn reason(&self) -> Reason {
        self.reason_with(&|id| id.to_string())
    }

    fn reason_with(&self, name: &dyn Fn(Guid) -> String) -> Reason {
        let kind = match (self.state, &self.because) {
            (_, Because::Expired) => ReasonKind::Expired,
            (_, Because::Declined) => ReasonKind::Declined,
            (State::Unknown, _) => ReasonKind::Unknown,
            (_, Because::Prerequisite(_)) => ReasonKind::PrerequisiteMissing,
            (State::Superseded, _) | (_, Because::SupersededBy(_)) => ReasonKind::Superseded,
            (State::Installed, _) => ReasonKind::Installed,
            (State::NotApplicable | State::Installable, _) => ReasonKind::NotApplicable,
        };
        Reason::new(kind, self.because.sentence(name))
    }
}

fn is_named(update: &Update, subject: &str, agent: &Agent) -> bool {
    matches(&update.revision, update.title(), subject)
        || agent
            .target()
            .changes(&update.revision)
            .iter()
            .any(|change| change.name.eq_ignore_ascii_case(subject))
}

fn matches(revision: &Revision, title: &str, subject: &str) -> bool {
    let id = revision.identity.id.to_string();
    let number = subject.trim_start_matches(['k', 'K', 'b', 'B']);
    subject.eq_ignore_ascii_case(&id)
        || subject.eq_ignore_ascii_case(&revision.identity.to_string())
        || revision.kb_article_ids.iter().any(|kb| kb == number)
        || title.to_lowercase().contains(&subject.to_lowercase())
}

/// What the engine can say of an update that applies.
fn reasons(update: &Update, all: &[Update]) -> Vec<Reason> {
    let mut reasons = Vec::new();
    let mut say = |kind, text: String| reasons.push(Reason::new(kind, text));
    if update.applicability.reboot_required {
        say(
            ReasonKind::RebootRequired,
            "a restart of the computer finishes it".to_owned(),
        );
    }
    if update.applicability.installed {
        say(ReasonKind::Installed, "it is installed".to_owned());
    }
    let id = update.identity().id;
    let replaces = |other: &&Update| other.revision.superseded_update_ids.contains(&id);
    if let Some(newer) = all.iter().find(replaces) {
        say(
            ReasonKind::Superseded,
            format!("{} replaces it", newer.display_name()),
        );
    }
    if update.marks.is_hidden() {
        say(
            ReasonKind::Hidden,
            "it was hidden; unhide it to be offered it again".to_owned(),
        );
    }
    if !update.applicability.installed && !update.marks.is_eula_accepted() {
        say(
            ReasonKind::LicenceMissing,
            "its licence was not accepted yet".to_owned(),
        );
    }
    let is_free = |reason: &Reason| reason.kind == ReasonKind::LicenceMissing;
    if reasons.iter().all(is_free) {
        reasons.insert(
            0,
            Reason::new(ReasonKind::Offered, "it applies to this computer and is missing"),
        );
    }
    reasons
}
