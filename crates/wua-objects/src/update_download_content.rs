//! `IUpdateDownloadContent`.

use wua_agent::Content;
use wua_com::{Caller, Family, Object, ObjectRef, Reply, Text, ok};
use wua_model::{families, traits};

/// A file of an update.
pub(crate) struct UpdateDownloadContent {
    url: Text,
    is_delta: bool,
}

impl UpdateDownloadContent {
    pub(crate) fn of(content: &Content) -> ObjectRef {
        ObjectRef::new(Self {
            url: content.url.as_str().into(),
            is_delta: content.is_delta,
        })
    }
}

impl Object for UpdateDownloadContent {
    fn families(&self) -> &'static [Family] {
        static FAMILIES: [Family; 1] = [families::i_update_download_content2::<UpdateDownloadContent>()];
        &FAMILIES
    }
}

impl traits::IUpdateDownloadContent for UpdateDownloadContent {
    fn download_url(&self, _: &Caller) -> Reply<Text> {
        ok(self.url.clone())
    }
}

impl traits::IUpdateDownloadContent2 for UpdateDownloadContent {
    fn is_delta_compressed_content(&self, _: &Caller) -> Reply<bool> {
        ok(self.is_delta)
    }
}
