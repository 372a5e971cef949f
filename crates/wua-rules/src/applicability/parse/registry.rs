//! Rules about the registry.

use super::given::{Given, named, wrong};
use super::{Fault, Place, test};
use crate::applicability::{Condition, Hive, Query, RegistryKey, Rule};

impl Given<'_> {
    /// `Key`, `Subkey`, `RegType32`. A separator in front or behind means nothing; alone it is the key itself.
    pub(super) fn key(&mut self, place: Place) -> Result<RegistryKey, Fault> {
        const NAMES: [(&str, Hive); 2] = [
            ("HKEY_LOCAL_MACHINE", Hive::LocalMachine),
            ("HKEY_LOOP_TARGET", Hive::LoopTarget),
        ];
        let text = self.needed_text("Key")?;
        let hive = named(&NAMES, &text).ok_or_else(|| {
            wrong(
                "Key",
                &text,
                &"HKEY_LOCAL_MACHINE or HKEY_LOOP_TARGET is expected",
            )
        })?;
        if hive == Hive::LoopTarget && place.loops == 0 {
            return Err(Fault::rule(
                "HKEY_LOOP_TARGET means something inside of a RegKeyLoop only",
            ));
        }
        Ok(RegistryKey {
            hive,
            subkey: self.needed_text("Subkey")?.trim_matches('\\').to_owned(),
            view32: self.flag("RegType32")?,
        })
    }

    pub(super) fn registry(&mut self, place: Place) -> Result<Rule, Fault> {
        let operator = self.operator;
        let key = self.key(place)?;
        if operator == "RegKeyExists" {
            return Ok(test(operator, Query::RegistryKey(key), Condition::Present));
        }
        let (value, condition) = match operator {
            "RegValueExists" => self.value_exists()?,
            "RegDword" => {
                let comparison = self.needed_comparison()?;
                (self.value()?, Condition::Number(comparison, self.needed("Data")?))
            }
            "RegSz" => {
                let comparison = self.string_comparison()?;
                let data = self.needed_text("Data")?.into_owned();
                (self.value()?, Condition::RegistryText(comparison, data))
            }
            "RegExpandSz" => {
                let comparison = self.string_comparison()?;
                let data = self.needed_text("Data")?.into_owned();
                (self.value()?, Condition::RegistryExpandable(comparison, data))
            }
            _ => {
                let comparison = self.needed_comparison()?;
                let data = self.needed("Data")?;
                (self.value()?, Condition::RegistryVersion(comparison, data))
            }
        };
        Ok(test(operator, Query::RegistryValue { key, value }, condition))
    }

    /// The name of a value; the empty one is the default value.
    pub(super) fn value(&mut self) -> Result<String, Fault> {
        Ok(self.needed_text("Value")?.into_owned())
    }

    fn value_exists(&mut self) -> Result<(String, Condition), Fault> {
        const TYPES: [(&str, u32); 7] = [
            ("REG_SZ", 1),
            ("REG_EXPAND_SZ", 2),
            ("REG_BINARY", 3),
            ("REG_DWORD", 4),
            ("REG_MULTI_SZ", 7),
            ("REG_FULL_RESOURCE_DESCRIPTOR", 9),
            ("REG_QWORD", 11),
        ];
        let value = self.text("Value")?;
        let Some(text) = self.text("Type")? else {
            return Ok((value.unwrap_or_default().into_owned(), Condition::Present));
        };
        let kind = named(&TYPES, &text)
            .ok_or_else(|| wrong("Type", &text, &"the name of a type of the registry is expected"))?;
        if value.is_none() && kind != 1 {
            return Err(Fault::rule("without `Value`, `Type` has to be REG_SZ"));
        }
        Ok((
            value.unwrap_or_default().into_owned(),
            Condition::RegistryType(kind),
        ))
    }
}
