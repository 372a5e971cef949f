//! Why an update is offered, or is not.

use std::fmt;

use wua_com::{Error, Lcid};

use crate::agent::Agent;
use crate::error::guarded;
use crate::ports::ServiceExplanation;
use crate::search::{SearchRequest, known, with_memory};
use crate::session::Session;
use crate::update::{Revision, Update};

/// What there is to say of one update, or of something that would be one.
#[derive(Clone, Debug)]
pub struct Explanation {
    /// What it is called.
    pub subject: String,
    /// The update, if a search can find it.
    pub update: Option<Update>,
    /// What there is to say, the decisive first.
    pub reasons: Vec<Reason>,
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
    /// Nobody offers anything newer.
    Current,
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
            Self::Current => "current",
        }
    }
}

impl fmt::Display for ReasonKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Everything that is known, whatever it is here.
const EVERYTHING: &str = "IsInstalled=0 or IsInstalled=1";

impl Session {
    /// Why everything that `subject` names is offered or is not: by identifier, KB number, a part of the title, or the
    /// name of something that an update changes. An empty subject names everything. Nobody is asked who is not on this computer.
    pub fn explain(&self, subject: &str) -> Result<Vec<Explanation>, Error> {
        let agent = self.agent();
        let found = self.search(SearchRequest {
            online: false,
            include_potentially_superseded: true,
            ..SearchRequest::from(EVERYTHING)
        })?;
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
        let mut explanations: Vec<Explanation> = found
            .updates
            .iter()
            .filter(is_meant)
            .map(|update| Explanation {
                subject: update.title().to_owned(),
                update: Some(update.clone()),
                reasons: reasons(update, &found.updates),
            })
            .collect();
        for explanation in &mut explanations {
            let id = explanation.update.as_ref().map(|update| update.identity().id);
            for more in told.extract_if(.., |told| told.update.is_some() && told.update == id) {
                explanation.reasons.extend(more.reasons);
            }
        }
        explanations.extend(told.into_iter().map(|told| Explanation {
            subject: told.subject,
            update: None,
            reasons: told.reasons,
        }));
        explanations.extend(agent.not_applicable(subject, &found.updates, &self.locales)?);
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

    /// What services offer that matches, and that concerns other computers.
    fn not_applicable(
        &self,
        subject: &str,
        applicable: &[Update],
        locales: &[Lcid],
    ) -> Result<Vec<Explanation>, Error> {
        let mut all = Vec::new();
        for entry in self.registry().entries(self.store())? {
            for revision in known(self, entry.record.id, entry.is_volatile)?.revisions {
                let title = revision.texts(locales).map_or("", |texts| &texts.title);
                let is_applicable = applicable
                    .iter()
                    .any(|update| update.identity() == revision.identity);
                if is_applicable || !matches(&revision, title, subject) {
                    continue;
                }
                all.push(Explanation {
                    subject: title.to_owned(),
                    update: None,
                    reasons: vec![Reason::new(
                        ReasonKind::NotApplicable,
                        "it does not apply to this computer",
                    )],
                });
            }
        }
        Ok(all)
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
