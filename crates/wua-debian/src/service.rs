//! apt's archives as a service of updates.

use std::collections::HashSet;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use wua_agent::http::{Http, fetch_to_file};
use wua_agent::ports::{
    Arrival, Clock, Conditions, Memory, News, Service, ServiceExplanation, Target, Wanted, Warning,
};
use wua_agent::{Content, Revision, ServiceRecord};
use wua_com::{Error, Guid};

use crate::access::Access;
use crate::computer::Computer;
use crate::explain::explain;
use crate::gather::{Facts, gather};
use crate::inputs;
use crate::judge::judge;
use crate::offer::{Ingredients, System, offer};
use crate::refresh::{Age, Lists};
use crate::transaction::archives;
use crate::verdict::Verdict;

/// The archives that a computer's apt is configured for.
pub struct Archives {
    computer: Arc<Computer>,
    lists: Lists,
    http: Arc<dyn Http>,
    clock: Arc<dyn Clock>,
    answer: Mutex<Option<Arc<Answer>>>,
    access: Mutex<Option<Arc<Access>>>,
}

/// What was found out, and what it depended on.
struct Answer {
    facts: Arc<Facts>,
    verdict: Verdict,
}

/// The service of apt's archives.
pub const ARCHIVES: Guid = Guid::literal("6ad1e0f7-5f0b-4a5e-9f0c-8b7d1c2e4a63");

impl Archives {
    /// `folder` is where lists go that are renewed by somebody who may not change apt's own.
    pub fn new(computer: Arc<Computer>, folder: &Path, http: Arc<dyn Http>, clock: Arc<dyn Clock>) -> Self {
        let lists = Lists {
            system: computer.root().join("var/lib/apt/lists"),
            private: folder.to_owned(),
        };
        Self {
            computer,
            lists,
            http,
            clock,
            answer: Mutex::default(),
            access: Mutex::default(),
        }
    }

    /// What apt would upgrade, by the lists that are there.
    pub fn verdict(&self) -> Result<Verdict, Error> {
        Ok(self.answer()?.verdict.clone())
    }

    /// The facts and the verdict: those of the last time, as long as nothing has changed.
    fn answer(&self) -> Result<Arc<Answer>, Error> {
        let lists = self.lists.folder();
        let stamp = self.stamp();
        let mut known = self.answer.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(answer) = known.as_ref().filter(|answer| answer.facts.stamp == stamp) {
            return Ok(Arc::clone(answer));
        }
        let mut facts = gather(&self.computer, lists)?;
        let verdict = judge(&self.computer, &facts, lists)?;
        let new = verdict.upgrades.iter().filter(|upgrade| upgrade.from.is_none());
        let new: HashSet<&str> = new.map(|upgrade| upgrade.name.as_str()).collect();
        if !new.is_empty() {
            facts.learn_of(&self.computer, &new)?;
        }
        let facts = Arc::new(facts);
        self.computer.learn(&facts);
        Ok(Arc::clone(known.insert(Arc::new(Answer { facts, verdict }))))
    }

    /// How archives are reached: found out once.
    fn access(&self) -> Result<Arc<Access>, Error> {
        let mut known = self.access.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(access) = known.as_ref() {
            return Ok(Arc::clone(access));
        }
        let answer = self.answer.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let access = match answer {
            Some(answer) => Access::of(self.computer.root(), &answer.facts.configuration)?,
            None => Access::of(self.computer.root(), &self.computer.apt().configuration()?)?,
        };
        Ok(Arc::clone(known.insert(Arc::new(access))))
    }

    fn stamp(&self) -> String {
        inputs::stamp(self.computer.root(), &[self.lists.folder().to_owned()])
    }

    /// Renews the lists if they are missing, too old, or if somebody asks for it. What could not be renewed is used as
    /// it is, and that is said.
    fn freshen(&self, wanted: bool) -> Result<Vec<Warning>, Error> {
        let limit = self.computer.settings().list_age;
        let age = self.lists.age();
        if !wanted && age.is_within(limit) {
            return Ok(Vec::new());
        }
        let renewed = self
            .lists
            .renew(self.computer.apt(), self.computer.settings().lock_timeout);
        match (renewed, age) {
            (Ok(()), _) => Ok(Vec::new()),
            (Err(error), Age::Missing) => Err(error),
            (Err(error), Age::Known(age)) => {
                let old = format!("what follows is what the lists of {} ago say", in_words(age));
                Ok(vec![Warning::incomplete(&error.context(old))])
            }
        }
    }

    fn ask(&self, memory: &Memory<'_>, conditions: &Conditions<'_>) -> Result<News, Error> {
        let answer = self.answer()?;
        let Answer { facts, verdict } = answer.as_ref();
        conditions.abort.check()?;
        let mut offered = offer(&Ingredients {
            installed: &facts.packages.status.packages,
            index: &facts.index,
            verdict,
            system: &System::of(self.computer.root()),
            remembered: &memory.revisions()?,
            kept: &self.computer.kept_archives(),
            now: self.clock.now(),
        });
        offered.stamp.clone_from(&facts.stamp);
        Ok(News::Changed(offered))
    }
}

impl Service for Archives {
    fn record(&self) -> ServiceRecord {
        ServiceRecord {
            id: ARCHIVES,
            name: if self.computer.apt().is_here() {
                "apt".to_owned()
            } else {
                format!("apt below {}", self.computer.root().display())
            },
            can_register_with_au: true,
            is_registered_with_au: true,
            is_default_au_service: true,
            ..ServiceRecord::default()
        }
    }

    fn sync(&self, _: &dyn Target, memory: &Memory<'_>, conditions: &Conditions<'_>) -> Result<News, Error> {
        let warnings = self.freshen(memory.refresh)?;
        conditions.abort.check()?;
        let mut news = if self.stamp() == memory.stamp {
            News::Unchanged(Vec::new())
        } else {
            self.ask(memory, conditions)?
        };
        match &mut news {
            News::Changed(offer) => offer.warnings.extend(warnings),
            News::Unchanged(already) => already.extend(warnings),
        }
        Ok(news)
    }

    fn fetch(
        &self,
        wanted: &Wanted<'_>,
        arrival: &mut dyn Arrival,
        conditions: &Conditions<'_>,
    ) -> Result<(), Error> {
        let Wanted {
            content,
            destination,
            from,
            ..
        } = *wanted;
        if from == 0 && archives::take(&self.computer, content, destination) {
            arrival.there(content.size);
            return Ok(());
        }
        let access = self.access()?;
        let proxy = access.proxy(&content.url, conditions.proxy);
        let conditions = Conditions {
            proxy: &proxy,
            ..*conditions
        };
        fetch_to_file(
            self.http.as_ref(),
            &access.address(&content.url),
            destination,
            from,
            Some(content.size),
            arrival,
            &conditions,
        )
    }

    fn parallel_fetches(&self) -> usize {
        4
    }

    /// apt finds it as well, should somebody else install it.
    fn fetched(&self, _: &Revision, content: &Content, file: &Path) -> Result<(), Error> {
        if rustix::process::geteuid().is_root() {
            archives::place(&self.computer, file, &content.file_name)?;
        }
        Ok(())
    }

    fn explain(
        &self,
        names: &[String],
        _: &dyn Target,
        memory: &Memory<'_>,
    ) -> Result<Vec<ServiceExplanation>, Error> {
        let answer = self.answer()?;
        explain(&self.computer, &answer.facts, &answer.verdict, names, memory)
    }
}

/// `3 days`, `5 hours`.
fn in_words(age: Duration) -> String {
    let hours = age.as_secs() / 3600;
    match hours {
        0 => "less than an hour".to_owned(),
        1 => "an hour".to_owned(),
        2..48 => format!("{hours} hours"),
        _ => format!("{} days", hours / 24),
    }
}
