//! Downloads and installations on another computer: begun there, asked how far they are, waited for.

use std::sync::Arc;
use std::thread::sleep;
use std::time::{Duration, Instant};

use wua_agent::{
    DownloadRequest, DownloadResult, InstallRequest, InstallResult, Job, Phase, Progress, Update,
    UpdateResult, Worker,
};
use wua_com::{Decimal, Error, HResult, ObjectRef, Value, code};
use wua_defs::enums::{OperationResultCode, UpdateOperation};
use wua_model::proxy;

use super::Computer;

/// How often the other computer is asked how far it is: soon at first, what is small being done soon, and in the end so
/// often.
const FIRST_GLANCE: Duration = Duration::from_millis(20);
const GLANCE: Duration = Duration::from_millis(500);
/// How often this one looks whether somebody asked to stop.
const BLINK: Duration = Duration::from_millis(50);

impl Computer {
    pub(crate) fn prepare_download(self: &Arc<Self>, request: DownloadRequest) -> Job<DownloadResult> {
        let computer = Arc::clone(self);
        let progress = Progress::of(&request.updates);
        Job::new("download elsewhere", progress, move |worker| {
            computer.download(&request, worker)
        })
    }

    pub(crate) fn prepare_install(self: &Arc<Self>, request: InstallRequest) -> Job<InstallResult> {
        let computer = Arc::clone(self);
        let progress = Progress::of(&request.updates);
        Job::new("installation elsewhere", progress, move |worker| {
            computer.install(&request, worker)
        })
    }

    fn download(&self, request: &DownloadRequest, worker: &Worker<'_>) -> Result<DownloadResult, Error> {
        let downloader = self.session()?.create_update_downloader()?;
        downloader.put_updates(Some(&self.collection(&request.updates)?))?;
        downloader.put_is_forced(request.forced)?;
        downloader.put_priority(request.priority)?;
        let job = downloader.begin_download(None, None, &Value::Empty)?;
        let watched = Watched {
            is_completed: &|| job.is_completed(),
            request_abort: &|| job.request_abort(),
            look: &|| look_at_download(&job),
        };
        watched.until_the_end(worker)?;
        let result = downloader.end_download(Some(&job.object))?;
        // What keeps the job there is not needed any more.
        let _ = job.clean_up();
        let results = results(&request.updates, worker, |number| {
            let one = result.get_update_result(number)?;
            Ok((one.result_code()?, hresult(one.hresult()?), false))
        })?;
        for (update, result) in request.updates.iter().zip(&results) {
            if result.code == OperationResultCode::Succeeded {
                update.marks.set_downloaded(true);
            }
        }
        Ok(DownloadResult {
            code: result.result_code()?,
            hresult: hresult(result.hresult()?),
            updates: results,
        })
    }

    fn install(&self, request: &InstallRequest, worker: &Worker<'_>) -> Result<InstallResult, Error> {
        let installer = self.session()?.create_update_installer()?;
        installer.put_updates(Some(&self.collection(&request.updates)?))?;
        installer.put_is_forced(request.options.forced)?;
        installer.put_allow_source_prompts(request.options.allow_source_prompts)?;
        let is_removal = request.operation == UpdateOperation::Uninstallation;
        let job = if is_removal {
            installer.begin_uninstall(None, None, &Value::Empty)?
        } else {
            installer.begin_install(None, None, &Value::Empty)?
        };
        let watched = Watched {
            is_completed: &|| job.is_completed(),
            request_abort: &|| job.request_abort(),
            look: &|| look_at_installation(&job, is_removal),
        };
        watched.until_the_end(worker)?;
        let job_object: Option<&ObjectRef> = Some(&job.object);
        let result = if is_removal {
            installer.end_uninstall(job_object)?
        } else {
            installer.end_install(job_object)?
        };
        let _ = job.clean_up();
        Ok(InstallResult {
            code: result.result_code()?,
            hresult: hresult(result.hresult()?),
            reboot_required: result.reboot_required()?,
            updates: results(&request.updates, worker, |number| {
                let one = result.get_update_result(number)?;
                Ok((
                    one.result_code()?,
                    hresult(one.hresult()?),
                    one.reboot_required()?,
                ))
            })?,
        })
    }
}

/// A job that runs there.
struct Watched<'a> {
    is_completed: &'a dyn Fn() -> Result<bool, Error>,
    request_abort: &'a dyn Fn() -> Result<(), Error>,
    look: &'a dyn Fn() -> Result<Progress, Error>,
}

impl Watched<'_> {
    fn until_the_end(&self, worker: &Worker<'_>) -> Result<(), Error> {
        let mut is_aborted = false;
        let mut glance = FIRST_GLANCE;
        while !(self.is_completed)()? {
            if worker.abort().is_requested() && !is_aborted {
                is_aborted = true;
                (self.request_abort)()?;
            }
            // How far it is, is worth a look and no failure.
            if let Ok(seen) = (self.look)() {
                worker.report(|progress| {
                    let results = std::mem::take(&mut progress.results);
                    *progress = Progress { results, ..seen };
                });
            }
            let until = Instant::now() + glance;
            while let Some(left) = until.checked_duration_since(Instant::now()) {
                if worker.abort().is_requested() && !is_aborted {
                    break;
                }
                sleep(left.min(BLINK));
            }
            glance = (glance * 2).min(GLANCE);
        }
        Ok(())
    }
}

fn look_at_download(job: &proxy::IDownloadJob) -> Result<Progress, Error> {
    let seen = job.get_progress()?;
    Ok(Progress {
        phase: Phase::Download(seen.current_update_download_phase()?),
        percent: seen.percent_complete()?,
        current_index: usize::try_from(seen.current_update_index()?).unwrap_or_default(),
        current_percent: seen.current_update_percent_complete()?,
        current_bytes: bytes(seen.current_update_bytes_downloaded()?),
        current_bytes_total: bytes(seen.current_update_bytes_to_download()?),
        bytes: bytes(seen.total_bytes_downloaded()?),
        bytes_total: bytes(seen.total_bytes_to_download()?),
        results: Vec::new(),
    })
}

fn look_at_installation(job: &proxy::IInstallationJob, is_removal: bool) -> Result<Progress, Error> {
    let seen = job.get_progress()?;
    Ok(Progress {
        phase: if is_removal {
            Phase::Uninstalling
        } else {
            Phase::Installing
        },
        percent: seen.percent_complete()?,
        current_index: usize::try_from(seen.current_update_index()?).unwrap_or_default(),
        current_percent: seen.current_update_percent_complete()?,
        ..Progress::default()
    })
}

/// What became of each update. In words the other computer says it in its own history.
fn results(
    updates: &[Update],
    worker: &Worker<'_>,
    of: impl Fn(i32) -> Result<(OperationResultCode, HResult, bool), Error>,
) -> Result<Vec<UpdateResult>, Error> {
    let mut results = Vec::with_capacity(updates.len());
    for (number, update) in updates.iter().enumerate() {
        let (code, hresult, reboot_required) = of(i32::try_from(number).unwrap_or(i32::MAX))?;
        let message = match hresult {
            code::S_OK => String::new(),
            _ => hresult.text().unwrap_or_default().to_owned(),
        };
        let result = UpdateResult {
            code,
            hresult,
            reboot_required,
            message,
            ..UpdateResult::not_started(update)
        };
        worker.report_result(number, &result);
        results.push(result);
    }
    Ok(results)
}

fn hresult(number: i32) -> HResult {
    HResult::from_u32(number.cast_unsigned())
}

fn bytes(size: Decimal) -> u64 {
    super::row::whole(size)
}
