//! Options of whoever manages services.

use wua_com::{Error, Guid, code};

/// The value of an option.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OptionValue<'a> {
    /// Text.
    Text(&'a str),
    /// Yes or no.
    Flag(bool),
}

/// What was set so far.
#[derive(Clone, Debug)]
pub(crate) struct ServiceOptions {
    /// The only service that may be registered with Automatic Updates.
    pub(crate) allowed_service: Option<Guid>,
    /// A person may be warned. This agent has no dialogs: kept, and nothing else.
    pub(crate) allow_warning_ui: bool,
}

impl Default for ServiceOptions {
    fn default() -> Self {
        Self {
            allowed_service: None,
            allow_warning_ui: true,
        }
    }
}

impl ServiceOptions {
    pub(crate) fn set(&mut self, name: &str, value: OptionValue<'_>) -> Result<(), Error> {
        let refuse = |what: String| Err(Error::new(code::E_INVALIDARG, what));
        if name.eq_ignore_ascii_case("AllowedServiceID") {
            let OptionValue::Text(text) = value else {
                return refuse("AllowedServiceID takes the identifier of a service as text".to_owned());
            };
            if text.is_empty() {
                self.allowed_service = None;
                return Ok(());
            }
            let Some(id) = Guid::parse(text) else {
                return refuse(format!("{text:?} is not the identifier of a service"));
            };
            self.allowed_service = Some(id);
            return Ok(());
        }
        if name.eq_ignore_ascii_case("AllowWarningUI") {
            let OptionValue::Flag(allow) = value else {
                return refuse("AllowWarningUI is true or false".to_owned());
            };
            self.allow_warning_ui = allow;
            return Ok(());
        }
        refuse(format!(
            "there is no option {name:?}: there are AllowedServiceID and AllowWarningUI"
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_have_a_name_and_a_type() {
        let mut options = ServiceOptions::default();
        let id = "9482f4b4-e343-43b6-b170-9a65bc822c77";
        options.set("allowedserviceid", OptionValue::Text(id)).unwrap();
        assert_eq!(options.allowed_service, Guid::parse(id));
        options.set("AllowWarningUI", OptionValue::Flag(false)).unwrap();
        assert!(!options.allow_warning_ui);
        for (name, value) in [
            ("AllowedServiceID", OptionValue::Flag(true)),
            ("AllowedServiceID", OptionValue::Text("x")),
            ("AllowWarningUI", OptionValue::Text("yes")),
            ("Other", OptionValue::Flag(true)),
        ] {
            assert_eq!(
                options.set(name, value).unwrap_err().hresult(),
                code::E_INVALIDARG
            );
        }
    }
}
