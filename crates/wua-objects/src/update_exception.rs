//! `IUpdateException`, and `IInvalidProductLicenseException` where a licence is to blame.

use std::sync::Arc;

use wua_agent::ports::Warning;
use wua_com::{Caller, Family, HResult, Lcid, Object, ObjectRef, Reply, Text, ok};
use wua_defs::enums::UpdateExceptionContext;
use wua_model::{families, traits};

/// What went wrong in a search without spoiling the rest.
pub(crate) struct UpdateException {
    message: Text,
    hresult: HResult,
    context: UpdateExceptionContext,
    product: Option<Text>,
}

impl UpdateException {
    pub(crate) fn of(warning: &Warning, locales: &[Lcid]) -> ObjectRef {
        let message = locales
            .iter()
            .find_map(|wanted| warning.message.iter().find(|(locale, _)| locale == wanted))
            .or_else(|| warning.message.first())
            .map_or("", |(_, message)| message);
        ObjectRef::new(Self {
            message: message.into(),
            hresult: warning.hresult,
            context: warning.context,
            product: warning.product.as_deref().map(Arc::from),
        })
    }
}

impl Object for UpdateException {
    fn families(&self) -> &'static [Family] {
        static GENERAL: [Family; 1] = [families::i_update_exception::<UpdateException>()];
        static LICENSE: [Family; 1] = [families::i_invalid_product_license_exception::<UpdateException>()];
        if self.product.is_some() {
            &LICENSE
        } else {
            &GENERAL
        }
    }
}

impl traits::IUpdateException for UpdateException {
    fn message(&self, _: &Caller) -> Reply<Text> {
        ok(self.message.clone())
    }

    fn hresult(&self, _: &Caller) -> Reply<i32> {
        ok(self.hresult.to_i32())
    }

    fn context(&self, _: &Caller) -> Reply<UpdateExceptionContext> {
        ok(self.context)
    }
}

impl traits::IInvalidProductLicenseException for UpdateException {
    fn product(&self, _: &Caller) -> Reply<Text> {
        ok(self.product.clone().unwrap_or_default())
    }
}
