//! A service of the museum: offers the exhibits of some halls, and delivers their files.

use std::fs::OpenOptions;
use std::io::{Seek, SeekFrom, Write};
use std::path::Path;
use std::sync::Arc;

use wua_agent::ports::{
    Abort, Arrival, Conditions, Memory, News, Offer, Service, Target, Wanted, file_error,
};
use wua_agent::{Revision, ServiceRecord};
use wua_com::{Error, code};

use super::collection::Collection;
use super::content;
use super::pace::{self, STEPS};
use super::performance::Delivery;
use super::service_plan::{Answer, ServicePlan};

/// A service that does what its plan says.
pub(super) struct MuseumService {
    pub(super) plan: ServicePlan,
    pub(super) collection: Arc<Collection>,
}

impl Service for MuseumService {
    fn record(&self) -> ServiceRecord {
        self.plan.record.clone()
    }

    fn sync(&self, _: &dyn Target, _: &Memory<'_>, conditions: &Conditions<'_>) -> Result<News, Error> {
        let fails = |hresult| Err(Error::from(hresult).context(format!("service {}", self.plan.record.name)));
        match &self.plan.answer {
            Answer::AtOnce => conditions.abort.check()?,
            Answer::Slowly => {
                for _ in 0..STEPS {
                    conditions.abort.check()?;
                    pace::rest();
                }
            }
            Answer::Through(proxy) => {
                if conditions.proxy.auto_detect || conditions.proxy.address != *proxy {
                    return fails(code::WU_E_PT_WINHTTP_NAME_NOT_RESOLVED);
                }
            }
            Answer::Fails(hresult) => return fails(*hresult),
        }
        Ok(News::Changed(self.offer()))
    }

    fn fetch(
        &self,
        wanted: &Wanted<'_>,
        arrival: &mut dyn Arrival,
        conditions: &Conditions<'_>,
    ) -> Result<(), Error> {
        let Wanted {
            update,
            content,
            destination,
            from,
            ..
        } = *wanted;
        let exhibit = self.collection.exhibit_of(update.identity).ok_or_else(|| {
            Error::new(
                code::WU_E_DM_URLNOTAVAILABLE,
                format!("{} is not in the museum", content.url),
            )
        })?;
        let mut bytes = content::bytes(&content.file_name, content.size);
        let mut end = bytes.len();
        match exhibit.delivery {
            Delivery::Fails(hresult) => return Err(Error::from(hresult).context(content.url.clone())),
            Delivery::BrokenOff if from == 0 => end /= 2,
            Delivery::Corrupted => bytes.iter_mut().rev().take(1).for_each(|byte| *byte ^= 1),
            Delivery::AtOnce | Delivery::Slowly | Delivery::BrokenOff => {}
        }
        let start = usize::try_from(from).unwrap_or(usize::MAX).min(end);
        let arriving = bytes.get(start..end).unwrap_or_default();
        write_in_steps(
            arriving,
            destination,
            from,
            exhibit.delivery,
            arrival,
            conditions.abort,
        )?;
        if end < bytes.len() {
            return Err(Error::new(
                code::WININET_E_CONNECTION_ABORTED,
                format!("{}: the connection broke after {end} bytes", content.url),
            ));
        }
        Ok(())
    }
}

impl MuseumService {
    fn offer(&self) -> Offer {
        let offered = self
            .collection
            .exhibits()
            .iter()
            .filter(|exhibit| !exhibit.is_part);
        let revisions: Vec<Arc<Revision>> = offered
            .filter(|exhibit| self.plan.halls.contains(&exhibit.hall))
            .map(|exhibit| Arc::clone(&exhibit.revision))
            .collect();
        let everything = revisions.iter().flat_map(Revision::with_bundled);
        let categories: Vec<_> = everything
            .flat_map(|revision| revision.categories.clone())
            .collect();
        Offer {
            categories: self.collection.with_ancestors(categories),
            revisions,
            warnings: self.plan.warnings.clone(),
            ..Offer::default()
        }
    }
}

/// Writes `arriving` behind byte `from`, telling how much of the file is there.
fn write_in_steps(
    arriving: &[u8],
    destination: &Path,
    from: u64,
    delivery: Delivery,
    arrival: &mut dyn Arrival,
    abort: &Abort,
) -> Result<(), Error> {
    let failed = |error: std::io::Error| file_error("write", destination, &error);
    let mut file = OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .open(destination)
        .map_err(failed)?;
    file.seek(SeekFrom::Start(from)).map_err(failed)?;
    let steps = if delivery == Delivery::Slowly { STEPS } else { 4 };
    let mut there = from;
    for piece in arriving.chunks(arriving.len().div_ceil(steps).max(1)) {
        abort.check()?;
        file.write_all(piece).map_err(failed)?;
        there += u64::try_from(piece.len()).unwrap_or_default();
        arrival.there(there);
        if delivery == Delivery::Slowly {
            pace::rest();
        }
    }
    Ok(())
}
