//! Rules about the system as a whole, and those that nobody outside of Windows can evaluate.

use super::given::{Given, named, wrong};
use super::{Fault, Place, test};
use crate::applicability::{Comparison, Condition, Query, Rule, SystemCondition, Version};

/// Operators whose meaning is not public, or whose sources exist on devices of their own only.
const NOT_EVALUATED: [&str; 12] = [
    "Camera",
    "Direct3D",
    "GenericQuery",
    "Memory",
    "NFC",
    "PlatformVersion",
    "SensorById",
    "VideoMemory",
    "WUv4RegKeySubstring",
    "WUv4RegKeyValue",
    "WindowsDriver",
    "WindowsDriverMetaData",
];

impl Given<'_> {
    pub(super) fn base(&mut self, place: Place) -> Result<Rule, Fault> {
        let operator = self.operator;
        let leaf = |query, condition| Ok(test(operator, query, condition));
        match operator {
            "WindowsVersion" => leaf(Query::System, Condition::System(Box::new(self.system()?))),
            "Platform" => {
                let platform = self.needed_text("PlatformID")?;
                if platform.eq_ignore_ascii_case("Windows") {
                    return Ok(Rule::True);
                }
                Err(wrong("PlatformID", &platform, &"only `Windows` is known"))
            }
            "WindowsLanguage" => {
                let language = self.needed_text("Language")?.into_owned();
                leaf(Query::Languages, Condition::OnlyLanguage(language))
            }
            "MuiInstalled" => leaf(Query::Languages, Condition::AtLeast(2)),
            "MuiLanguageInstalled" => {
                let language = self.needed_text("Language")?.into_owned();
                Ok(Rule::And(vec![
                    test(operator, Query::Languages, Condition::AtLeast(2)),
                    test(operator, Query::Languages, Condition::IncludesLanguage(language)),
                ]))
            }
            "SystemMetric" => {
                let comparison = self.needed_comparison()?;
                let condition = Condition::Number(comparison, self.needed("Value")?);
                leaf(Query::SystemMetric(self.needed("Index")?), condition)
            }
            "Processor" => self.processor(),
            "NumberOfProcessors" => {
                let comparison = self.needed_comparison()?;
                let condition = Condition::Number(comparison, self.needed("Number")?);
                leaf(Query::Processors, condition)
            }
            "ClusteredOS" => leaf(Query::Cluster, Condition::Present),
            "ClusterResourceOwner" => {
                let query = Query::ClusterResource {
                    key: self.key(place)?,
                    value: self.value()?,
                    prefix: self.text("Prefix")?.unwrap_or_default().into_owned(),
                    suffix: self.text("Suffix")?.unwrap_or_default().into_owned(),
                };
                leaf(query, Condition::Present)
            }
            "WmiQuery" => {
                let namespace = self.text("Namespace")?;
                let namespace = namespace.unwrap_or("root\\cimv2".into()).into_owned();
                let query = self.needed_text("WqlQuery")?.into_owned();
                let some = Condition::Number(Comparison::GreaterThanOrEqualTo, 1);
                leaf(Query::Wmi { namespace, query }, some)
            }
            "LicenseDword" => {
                let comparison = self.needed_comparison()?;
                let condition = Condition::Number(comparison, self.needed("Data")?);
                leaf(Query::Licence(self.needed_text("Value")?.into_owned()), condition)
            }
            "DeviceAttribute" => self.device_attribute(),
            "ProductReleaseInstalled" | "ProductReleaseVersion" => self.product_release(),
            _ if NOT_EVALUATED.contains(&operator) => Err(Fault::rule(
                "what it asks for is known to Windows' own agent only",
            )),
            _ => Err(Fault::rule("this operator is not known")),
        }
    }

    fn system(&mut self) -> Result<SystemCondition, Fault> {
        let system = SystemCondition {
            comparison: self.comparison()?,
            major: self.parsed("MajorVersion")?,
            minor: self.parsed("MinorVersion")?,
            build: self.parsed("BuildNumber")?,
            service_pack_major: self.parsed("ServicePackMajor")?,
            service_pack_minor: self.parsed("ServicePackMinor")?,
            suites: self.parsed("SuiteMask")?,
            all_suites: self.flag("AllSuitesMustBePresent")?,
            product_type: self.parsed("ProductType")?,
        };
        let asks_nothing = SystemCondition {
            comparison: system.comparison,
            all_suites: system.all_suites,
            ..SystemCondition::default()
        };
        if system == asks_nothing {
            return Err(Fault::rule("it asks for nothing"));
        }
        Ok(system)
    }

    fn processor(&mut self) -> Result<Rule, Fault> {
        let architecture: u16 = self.needed("Architecture")?;
        let is = Condition::Number(Comparison::EqualTo, architecture.into());
        let architecture = test(self.operator, Query::ProcessorArchitecture, is);
        let level: Option<u16> = self.parsed("Level")?;
        let revision: Option<u16> = self.parsed("Revision")?;
        if level.is_none() && revision.is_none() {
            return Ok(architecture);
        }
        let reason = "the level and revision of a processor are not compared";
        Ok(Rule::And(vec![
            architecture,
            super::unknown(self.operator, reason),
        ]))
    }

    fn device_attribute(&mut self) -> Result<Rule, Fault> {
        let query = Query::DeviceAttribute(self.needed_text("Name")?.into_owned());
        let kind = self.needed_text("Type")?;
        let condition = if kind.trim().eq_ignore_ascii_case("Version") {
            Condition::Version(self.needed_comparison()?, self.needed("Value")?)
        } else if kind.trim().eq_ignore_ascii_case("String") {
            let comparison = self.string_comparison()?;
            Condition::Text(comparison, self.needed_text("Value")?.into_owned())
        } else {
            return Err(wrong("Type", &kind, &"String or Version is expected"));
        };
        Ok(test(self.operator, query, condition))
    }

    /// Which release of a product is there. Only that of the client system can be told: by its version, the number of its cumulative
    /// update included.
    fn product_release(&mut self) -> Result<Rule, Fault> {
        const ARCHITECTURES: [(&str, u32); 3] = [("X86", 0), ("AMD64", 9), ("ARM64", 12)];
        let name = self.needed_text("Name")?;
        let version: Version = self.needed("Version")?;
        let comparison = match self.operator {
            "ProductReleaseVersion" => self.needed_comparison()?,
            _ => Comparison::EqualTo,
        };
        let of_client = name
            .get(..10)
            .is_some_and(|start| start.eq_ignore_ascii_case("Client.OS."));
        let last = name.rsplit_once('.').map_or("", |(_, last)| last);
        let Some(architecture) = named(&ARCHITECTURES, last).filter(|_| of_client) else {
            return Err(wrong(
                "Name",
                &name,
                &"only releases of the client system are known, like Client.OS.RS2.AMD64",
            ));
        };
        let leaf = |query, condition| test(self.operator, query, condition);
        let client = SystemCondition {
            product_type: Some(1),
            ..SystemCondition::default()
        };
        let is = |number| Condition::Number(Comparison::EqualTo, number);
        Ok(Rule::And(vec![
            leaf(Query::System, Condition::System(Box::new(client))),
            leaf(Query::ProcessorArchitecture, is(architecture)),
            leaf(Query::System, Condition::Version(comparison, version)),
        ]))
    }
}
