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

#[cfg(test)]
mod tests {
    use wua_com::code;
    use wua_defs::interfaces::IINVALID_PRODUCT_LICENSE_EXCEPTION;
    use wua_model::proxy::{IInvalidProductLicenseException, IUpdateException};

    use super::*;
    use crate::testing::seen;

    const SPANISH: Lcid = Lcid(0x040A);

    fn warning(product: Option<&str>) -> Warning {
        Warning {
            hresult: code::WU_E_INVALID_PRODUCT_LICENSE,
            message: vec![(Lcid::ENGLISH, "expired".into()), (SPANISH, "caducada".into())],
            context: UpdateExceptionContext::General,
            product: product.map(str::to_owned),
        }
    }

    #[test]
    fn its_message_is_in_the_first_language_that_exists() {
        let message = |locales: &[Lcid]| {
            let exception: IUpdateException = seen(UpdateException::of(&warning(None), locales));
            exception.message().unwrap().to_string()
        };
        assert_eq!(message(&[SPANISH, Lcid::ENGLISH]), "caducada");
        assert_eq!(message(&[Lcid(0x0411)]), "expired");
    }

    #[test]
    fn only_a_licence_has_a_product() {
        let general = UpdateException::of(&warning(None), &[]);
        assert!(!general.supports(&IINVALID_PRODUCT_LICENSE_EXCEPTION));
        let license: IInvalidProductLicenseException =
            seen(UpdateException::of(&warning(Some("Orrery")), &[]));
        assert_eq!(&*license.product().unwrap(), "Orrery");
        let hresult = code::WU_E_INVALID_PRODUCT_LICENSE.to_i32();
        assert_eq!(license.hresult().unwrap(), hresult);
    }
}
