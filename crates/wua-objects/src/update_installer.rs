//! `UpdateInstaller`.

use std::sync::Arc;
use std::time::Duration;

use wua_agent::ports::ApplyOptions;
use wua_agent::{Callbacks, InstallRequest, Job};
use wua_com::{Caller, Error, Family, Local, Object, ObjectRef, Reply, Text, Value, code, ok};
use wua_defs::enums::UpdateOperation;
use wua_defs::interfaces::{IINSTALLATION_COMPLETED_CALLBACK, IINSTALLATION_PROGRESS_CHANGED_CALLBACK};
use wua_model::{families, traits};

use crate::callback::Callback;
use crate::client::Client;
use crate::installation_job::InstallationJob;
use crate::installation_result::InstallationResult;
use crate::lockdown::Lockdown;
use crate::operation::{Beginner, job_of};
use crate::property::Property;
use crate::update_collection::UpdateCollection;

/// `Microsoft.Update.Installer`.
pub(crate) struct UpdateInstaller {
    client: Client,
    options: Property<ApplyOptions>,
    /// Kept and shown. The agent opens no windows, so none of its windows has a parent.
    parent_hwnd: Property<u64>,
    parent_window: Property<Option<ObjectRef>>,
    /// A view of the collection that was put: what is added to that afterwards is installed too.
    updates: Property<Arc<Local<UpdateCollection>>>,
    lockdown: Lockdown,
    beginner: Beginner,
}

impl UpdateInstaller {
    pub(crate) fn new(client: Client) -> Self {
        Self {
            client,
            options: Property::default(),
            parent_hwnd: Property::default(),
            parent_window: Property::default(),
            updates: Property::new(UpdateCollection::nothing()),
            lockdown: Lockdown::default(),
            beginner: Beginner::default(),
        }
    }

    fn prepare(&self, operation: UpdateOperation) -> Result<Job<wua_agent::InstallResult>, Error> {
        self.client.session().prepare_install(InstallRequest {
            updates: self.updates.get().updates(),
            operation,
            options: self.options.get(),
            wait: Duration::ZERO,
        })
    }

    fn run(&self, operation: UpdateOperation) -> Reply<ObjectRef> {
        let result = self.prepare(operation)?.run(Callbacks::default())?;
        ok(InstallationResult::of(result))
    }

    fn begin(
        &self,
        caller: &Caller,
        operation: UpdateOperation,
        on_progress_changed: Option<&ObjectRef>,
        on_completed: Option<&ObjectRef>,
        state: &Value,
    ) -> Reply<ObjectRef> {
        let on_progress = Callback::taken(
            caller,
            on_progress_changed,
            &IINSTALLATION_PROGRESS_CHANGED_CALLBACK,
        )?;
        let on_completed = Callback::taken(caller, on_completed, &IINSTALLATION_COMPLETED_CALLBACK)?;
        let job = self.prepare(operation)?;
        let object = InstallationJob::new(
            &job,
            operation,
            self.updates.get().snapshot(),
            &self.beginner,
            state,
        );
        ok(object.start(on_progress, on_completed))
    }

    fn end(&self, operation: UpdateOperation, job: Option<&ObjectRef>) -> Reply<ObjectRef> {
        job_of::<InstallationJob>(&self.beginner, job)?.end(operation)
    }
}

impl Object for UpdateInstaller {
    fn families(&self) -> &'static [Family] {
        static FAMILIES: [Family; 2] = [
            families::i_update_installer4::<UpdateInstaller>(),
            families::i_update_lockdown::<UpdateInstaller>(),
        ];
        &FAMILIES
    }

    fn is_locked_down(&self) -> bool {
        self.lockdown.is_locked()
    }
}

impl traits::IUpdateLockdown for UpdateInstaller {
    fn lock_down(&self, _: &Caller, flags: i32) -> Reply<()> {
        self.lockdown.lock(flags)
    }
}

impl traits::IUpdateInstaller for UpdateInstaller {
    fn client_application_id(&self, _: &Caller) -> Reply<Text> {
        ok(self.client.application_id.get())
    }

    fn put_client_application_id(&self, _: &Caller, value: &str) -> Reply<()> {
        self.client.application_id.set(value.into())
    }

    fn is_forced(&self, _: &Caller) -> Reply<bool> {
        ok(self.options.get().forced)
    }

    fn put_is_forced(&self, _: &Caller, value: bool) -> Reply<()> {
        self.options.change(|options| options.forced = value)
    }

    fn parent_hwnd(&self, _: &Caller) -> Reply<u64> {
        ok(self.parent_hwnd.get())
    }

    fn put_parent_hwnd(&self, _: &Caller, value: u64) -> Reply<()> {
        self.parent_hwnd.set(value)
    }

    fn put_parent_window(&self, _: &Caller, value: Option<&ObjectRef>) -> Reply<()> {
        self.parent_window.set(value.cloned())
    }

    fn parent_window(&self, _: &Caller) -> Reply<Option<ObjectRef>> {
        ok(self.parent_window.get())
    }

    fn updates(&self, _: &Caller) -> Reply<ObjectRef> {
        ok(ObjectRef::Local(self.updates.get()))
    }

    fn put_updates(&self, _: &Caller, value: Option<&ObjectRef>) -> Reply<()> {
        self.updates.set(UpdateCollection::view_of(value)?)
    }

    fn begin_install(
        &self,
        caller: &Caller,
        on_progress_changed: Option<&ObjectRef>,
        on_completed: Option<&ObjectRef>,
        state: &Value,
    ) -> Reply<ObjectRef> {
        let operation = UpdateOperation::Installation;
        self.begin(caller, operation, on_progress_changed, on_completed, state)
    }

    fn begin_uninstall(
        &self,
        caller: &Caller,
        on_progress_changed: Option<&ObjectRef>,
        on_completed: Option<&ObjectRef>,
        state: &Value,
    ) -> Reply<ObjectRef> {
        let operation = UpdateOperation::Uninstallation;
        self.begin(caller, operation, on_progress_changed, on_completed, state)
    }

    fn end_install(&self, _: &Caller, value: Option<&ObjectRef>) -> Reply<ObjectRef> {
        self.end(UpdateOperation::Installation, value)
    }

    fn end_uninstall(&self, _: &Caller, value: Option<&ObjectRef>) -> Reply<ObjectRef> {
        self.end(UpdateOperation::Uninstallation, value)
    }

    fn install(&self, _: &Caller) -> Reply<ObjectRef> {
        self.run(UpdateOperation::Installation)
    }

    /// The wizard asks a person, and the agent meets none: what is documented for that case is answered in every.
    fn run_wizard(&self, _: &Caller, _: &str) -> Reply<ObjectRef> {
        if self.updates.get().updates().is_empty() {
            return Err(Error::new(code::WU_E_NO_UPDATE, "no updates were put to install"));
        }
        Err(Error::new(
            code::WU_E_NO_INTERACTIVE_USER,
            "the agent has no wizard, and nobody to lead through it; use Install",
        ))
    }

    fn is_busy(&self, _: &Caller) -> Reply<bool> {
        ok(self.client.host.agent.is_busy())
    }

    fn uninstall(&self, _: &Caller) -> Reply<ObjectRef> {
        self.run(UpdateOperation::Uninstallation)
    }

    fn allow_source_prompts(&self, _: &Caller) -> Reply<bool> {
        ok(self.options.get().allow_source_prompts)
    }

    fn put_allow_source_prompts(&self, _: &Caller, value: bool) -> Reply<()> {
        self.options
            .change(|options| options.allow_source_prompts = value)
    }

    fn reboot_required_before_installation(&self, _: &Caller) -> Reply<bool> {
        ok(self.client.host.agent.system().blocks_installation())
    }
}

impl traits::IUpdateInstaller2 for UpdateInstaller {
    fn force_quiet(&self, _: &Caller) -> Reply<bool> {
        ok(self.options.get().quiet)
    }

    fn put_force_quiet(&self, _: &Caller, value: bool) -> Reply<()> {
        self.options.change(|options| options.quiet = value)
    }
}

impl traits::IUpdateInstaller3 for UpdateInstaller {
    fn attempt_close_apps_if_necessary(&self, _: &Caller) -> Reply<bool> {
        ok(self.options.get().close_apps)
    }

    fn put_attempt_close_apps_if_necessary(&self, _: &Caller, value: bool) -> Reply<()> {
        self.options.change(|options| options.close_apps = value)
    }
}

impl traits::IUpdateInstaller4 for UpdateInstaller {
    fn commit(&self, _: &Caller, flags: u32) -> Reply<()> {
        if flags != 0 {
            return Err(Error::new(
                code::E_INVALIDARG,
                "the flags of Commit are reserved and have to be 0",
            ));
        }
        ok(self.client.host.agent.commit()?)
    }
}
