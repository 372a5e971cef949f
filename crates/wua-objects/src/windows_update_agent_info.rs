//! `WindowsUpdateAgentInfo`.

use wua_com::{Caller, Error, Family, Object, Reply, Text, Value, code, ok};
use wua_model::{families, traits};

/// The version of the interfaces, that of Windows 8 and later.
const API_MAJOR_VERSION: i32 = 8;
const API_MINOR_VERSION: i32 = 0;

/// `Microsoft.Update.AgentInfo`.
pub(crate) struct WindowsUpdateAgentInfo {
    product_version: Text,
}

impl WindowsUpdateAgentInfo {
    pub(crate) fn new(product_version: &Text) -> Self {
        Self {
            product_version: product_version.clone(),
        }
    }
}

impl Object for WindowsUpdateAgentInfo {
    fn families(&self) -> &'static [Family] {
        static FAMILIES: [Family; 1] = [families::i_windows_update_agent_info::<WindowsUpdateAgentInfo>()];
        &FAMILIES
    }
}

impl traits::IWindowsUpdateAgentInfo for WindowsUpdateAgentInfo {
    fn get_info(&self, _: &Caller, identifier: &Value) -> Reply<Value> {
        let Value::Text(name) = identifier else {
            return Err(Error::new(
                code::E_INVALIDARG,
                format!("information is asked for by name, not by {}", identifier.kind()),
            ));
        };
        let answers = [
            ("ApiMajorVersion", Value::from(API_MAJOR_VERSION)),
            ("ApiMinorVersion", Value::from(API_MINOR_VERSION)),
            ("ProductVersionString", Value::from(self.product_version.clone())),
        ];
        let answer = answers
            .into_iter()
            .find(|(known, _)| name.eq_ignore_ascii_case(known));
        match answer {
            Some((_, value)) => ok(value),
            None => Err(Error::new(
                code::E_INVALIDARG,
                format!(
                    "there is no information `{name}`, only ApiMajorVersion, ApiMinorVersion and \
                     ProductVersionString"
                ),
            )),
        }
    }
}

#[cfg(test)]
mod tests {
    use wua_model::proxy::IWindowsUpdateAgentInfo;

    use super::*;
    use crate::testing::{code_of, new};

    #[test]
    fn it_answers_to_three_names_in_any_case() {
        let info: IWindowsUpdateAgentInfo = new(WindowsUpdateAgentInfo::new(&"1.2.3".into()));
        let answer = |name: &str| info.get_info(&name.into());
        assert_eq!(answer("ApiMajorVersion").unwrap(), Value::I4(8));
        assert_eq!(answer("APIMINORVERSION").unwrap(), Value::I4(0));
        assert_eq!(answer("productversionstring").unwrap(), "1.2.3".into());
        assert_eq!(code_of(answer("")), Some(code::E_INVALIDARG));
        assert_eq!(code_of(info.get_info(&Value::I4(0))), Some(code::E_INVALIDARG));
        assert_eq!(code_of(info.get_info(&Value::Empty)), Some(code::E_INVALIDARG));
    }
}
