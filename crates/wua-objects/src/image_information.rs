//! `IImageInformation`.

use wua_agent::Image;
use wua_com::{Caller, Family, Object, ObjectRef, Reply, Text, ok};
use wua_model::{families, traits};

/// A picture of an update or category.
pub(crate) struct ImageInformation {
    alt_text: Text,
    source: Text,
    height: i32,
    width: i32,
}

impl ImageInformation {
    pub(crate) fn of(image: &Image) -> ObjectRef {
        ObjectRef::new(Self {
            alt_text: image.alt_text.as_str().into(),
            source: image.source.as_str().into(),
            height: image.height,
            width: image.width,
        })
    }
}

impl Object for ImageInformation {
    fn families(&self) -> &'static [Family] {
        static FAMILIES: [Family; 1] = [families::i_image_information::<ImageInformation>()];
        &FAMILIES
    }
}

impl traits::IImageInformation for ImageInformation {
    fn alt_text(&self, _: &Caller) -> Reply<Text> {
        ok(self.alt_text.clone())
    }

    fn height(&self, _: &Caller) -> Reply<i32> {
        ok(self.height)
    }

    fn source(&self, _: &Caller) -> Reply<Text> {
        ok(self.source.clone())
    }

    fn width(&self, _: &Caller) -> Reply<i32> {
        ok(self.width)
    }
}
