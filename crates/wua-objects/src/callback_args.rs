//! What callbacks are given besides the job: nothing when it has completed, the progress before that.

use wua_agent::Progress;
use wua_com::{Caller, Family, Object, ObjectRef, Reply, ok};
use wua_model::{families, traits};

use crate::download_progress::DownloadProgress;
use crate::installation_progress::InstallationProgress;

/// `ISearchCompletedCallbackArgs`, `IDownloadCompletedCallbackArgs` or `IInstallationCompletedCallbackArgs`.
pub(crate) struct CompletedCallbackArgs(&'static [Family]);

impl CompletedCallbackArgs {
    pub(crate) fn of_search() -> ObjectRef {
        static FAMILIES: [Family; 1] =
            [families::i_search_completed_callback_args::<CompletedCallbackArgs>()];
        ObjectRef::new(Self(&FAMILIES))
    }

    pub(crate) fn of_download() -> ObjectRef {
        static FAMILIES: [Family; 1] = [families::i_download_completed_callback_args::<
            CompletedCallbackArgs,
        >()];
        ObjectRef::new(Self(&FAMILIES))
    }

    pub(crate) fn of_installation() -> ObjectRef {
        static FAMILIES: [Family; 1] = [families::i_installation_completed_callback_args::<
            CompletedCallbackArgs,
        >()];
        ObjectRef::new(Self(&FAMILIES))
    }
}

impl Object for CompletedCallbackArgs {
    fn families(&self) -> &'static [Family] {
        self.0
    }
}

impl traits::ISearchCompletedCallbackArgs for CompletedCallbackArgs {}
impl traits::IDownloadCompletedCallbackArgs for CompletedCallbackArgs {}
impl traits::IInstallationCompletedCallbackArgs for CompletedCallbackArgs {}

/// `IDownloadProgressChangedCallbackArgs` or `IInstallationProgressChangedCallbackArgs`.
pub(crate) struct ProgressChangedCallbackArgs {
    progress: ObjectRef,
    families: &'static [Family],
}

impl ProgressChangedCallbackArgs {
    pub(crate) fn of_download(progress: &Progress) -> ObjectRef {
        static FAMILIES: [Family; 1] = [families::i_download_progress_changed_callback_args::<
            ProgressChangedCallbackArgs,
        >()];
        ObjectRef::new(Self {
            progress: DownloadProgress::of(progress.clone()),
            families: &FAMILIES,
        })
    }

    pub(crate) fn of_installation(progress: &Progress) -> ObjectRef {
        static FAMILIES: [Family; 1] = [families::i_installation_progress_changed_callback_args::<
            ProgressChangedCallbackArgs,
        >()];
        ObjectRef::new(Self {
            progress: InstallationProgress::of(progress.clone()),
            families: &FAMILIES,
        })
    }
}

impl Object for ProgressChangedCallbackArgs {
    fn families(&self) -> &'static [Family] {
        self.families
    }
}

impl traits::IDownloadProgressChangedCallbackArgs for ProgressChangedCallbackArgs {
    fn progress(&self, _: &Caller) -> Reply<ObjectRef> {
        ok(self.progress.clone())
    }
}

impl traits::IInstallationProgressChangedCallbackArgs for ProgressChangedCallbackArgs {
    fn progress(&self, _: &Caller) -> Reply<ObjectRef> {
        ok(self.progress.clone())
    }
}
