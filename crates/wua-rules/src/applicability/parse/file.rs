//! Rules about files.

use super::given::{Base as Kind, Given};
use super::{Fault, Place, test};
use crate::applicability::{Base, Condition, FileCondition, Query, Rule};

impl Given<'_> {
    pub(super) fn file(&mut self, kind: Kind, place: Place) -> Result<Rule, Fault> {
        let operator = self.operator;
        let base = match kind {
            Kind::Registry => Base::Registry {
                key: self.key(place)?,
                value: self.value()?,
            },
            Kind::Csidl => self.parsed("Csidl")?.map_or(Base::None, Base::Csidl),
        };
        let path = self.needed_text("Path")?.into_owned();
        if path.is_empty() {
            return Err(Fault::rule("`Path` is empty"));
        }
        let condition = match operator.trim_end_matches("PrependRegSz") {
            "FileVersion" => Condition::FileVersion(self.needed_comparison()?, self.needed("Version")?),
            "FileSize" => Condition::FileSize(self.needed_comparison()?, self.needed("Size")?),
            "FileCreated" => Condition::FileCreated(self.needed_comparison()?, self.needed_time("Created")?),
            "FileModified" => {
                Condition::FileModified(self.needed_comparison()?, self.needed_time("Modified")?)
            }
            _ => Condition::FileIs(Box::new(FileCondition {
                version: self.version("Version")?,
                created: self.time("Created")?,
                modified: self.time("Modified")?,
                size: self.parsed("Size")?,
                language: self.parsed("Language")?,
            })),
        };
        Ok(test(operator, Query::File { base, path }, condition))
    }

    fn needed_time(&mut self, name: &str) -> Result<i64, Fault> {
        super::given::needed(name, self.time(name)?)
    }
}
