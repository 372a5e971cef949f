//! `UpdateDownloader`.

use std::sync::Arc;

use wua_agent::{Callbacks, DownloadRequest, Job};
use wua_com::{Caller, Error, Family, Local, Object, ObjectRef, Reply, Text, Value, ok};
use wua_defs::enums::{DownloadPriority, DownloadType};
use wua_defs::interfaces::{IDOWNLOAD_COMPLETED_CALLBACK, IDOWNLOAD_PROGRESS_CHANGED_CALLBACK};
use wua_model::{families, traits};

use crate::callback::Callback;
use crate::client::Client;
use crate::download_job::DownloadJob;
use crate::download_result::DownloadResult;
use crate::lockdown::Lockdown;
use crate::operation::{Beginner, job_of};
use crate::property::Property;
use crate::update_collection::UpdateCollection;

/// `Microsoft.Update.Downloader`.
pub(crate) struct UpdateDownloader {
    client: Client,
    is_forced: Property<bool>,
    priority: Property<DownloadPriority>,
    /// A view of the collection that was put: what is added to that afterwards is downloaded too.
    updates: Property<Arc<Local<UpdateCollection>>>,
    lockdown: Lockdown,
    beginner: Beginner,
}

impl UpdateDownloader {
    pub(crate) fn new(client: Client) -> Self {
        Self {
            client,
            is_forced: Property::default(),
            priority: Property::new(DownloadPriority::Normal),
            updates: Property::new(UpdateCollection::nothing()),
            lockdown: Lockdown::default(),
            beginner: Beginner::default(),
        }
    }

    fn prepare(&self, download_type: DownloadType) -> Result<Job<wua_agent::DownloadResult>, Error> {
        self.client.session().prepare_download(DownloadRequest {
            updates: self.updates.get().updates(),
            priority: self.priority.get(),
            forced: self.is_forced.get(),
            download_type,
        })
    }
}

impl Object for UpdateDownloader {
    fn families(&self) -> &'static [Family] {
        static FAMILIES: [Family; 2] = [
            families::i_update_downloader_ex::<UpdateDownloader>(),
            families::i_update_lockdown::<UpdateDownloader>(),
        ];
        &FAMILIES
    }

    fn is_locked_down(&self) -> bool {
        self.lockdown.is_locked()
    }
}

impl traits::IUpdateLockdown for UpdateDownloader {
    fn lock_down(&self, _: &Caller, flags: i32) -> Reply<()> {
        self.lockdown.lock(flags)
    }
}

impl traits::IUpdateDownloader for UpdateDownloader {
    fn client_application_id(&self, _: &Caller) -> Reply<Text> {
        ok(self.client.application_id.get())
    }

    fn put_client_application_id(&self, _: &Caller, value: &str) -> Reply<()> {
        self.client.application_id.set(value.into())
    }

    fn is_forced(&self, _: &Caller) -> Reply<bool> {
        ok(self.is_forced.get())
    }

    fn put_is_forced(&self, _: &Caller, value: bool) -> Reply<()> {
        self.is_forced.set(value)
    }

    fn priority(&self, _: &Caller) -> Reply<DownloadPriority> {
        ok(self.priority.get())
    }

    fn put_priority(&self, _: &Caller, value: DownloadPriority) -> Reply<()> {
        self.priority.set(value)
    }

    fn updates(&self, _: &Caller) -> Reply<ObjectRef> {
        ok(ObjectRef::Local(self.updates.get()))
    }

    fn put_updates(&self, _: &Caller, value: Option<&ObjectRef>) -> Reply<()> {
        self.updates.set(UpdateCollection::view_of(value)?)
    }

    fn begin_download(
        &self,
        caller: &Caller,
        on_progress_changed: Option<&ObjectRef>,
        on_completed: Option<&ObjectRef>,
        state: &Value,
    ) -> Reply<ObjectRef> {
        use traits::IUpdateDownloaderEx;
        self.begin_download2(
            caller,
            DownloadType::Full,
            on_progress_changed,
            on_completed,
            state,
        )
    }

    fn download(&self, caller: &Caller) -> Reply<ObjectRef> {
        use traits::IUpdateDownloaderEx;
        self.download2(caller, DownloadType::Full)
    }

    fn end_download(&self, _: &Caller, value: Option<&ObjectRef>) -> Reply<ObjectRef> {
        job_of::<DownloadJob>(&self.beginner, value)?.end()
    }
}

impl traits::IUpdateDownloaderEx for UpdateDownloader {
    fn begin_download2(
        &self,
        caller: &Caller,
        download_type: DownloadType,
        on_progress_changed: Option<&ObjectRef>,
        on_completed: Option<&ObjectRef>,
        state: &Value,
    ) -> Reply<ObjectRef> {
        let on_progress = Callback::taken(caller, on_progress_changed, &IDOWNLOAD_PROGRESS_CHANGED_CALLBACK)?;
        let on_completed = Callback::taken(caller, on_completed, &IDOWNLOAD_COMPLETED_CALLBACK)?;
        let job = self.prepare(download_type)?;
        let updates = self.updates.get().snapshot();
        ok(DownloadJob::begin(
            &job,
            updates,
            &self.beginner,
            state,
            on_progress,
            on_completed,
        ))
    }

    fn download2(&self, _: &Caller, download_type: DownloadType) -> Reply<ObjectRef> {
        let result = self.prepare(download_type)?.run(Callbacks::default())?;
        ok(DownloadResult::of(result))
    }
}
