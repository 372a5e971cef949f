//! Questions in words.

use std::fmt;

use super::shortened;
use crate::applicability::{Base, Hive, Query, RegistryKey};

impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::System => f.write_str("the version of Windows"),
            Self::ProcessorArchitecture => f.write_str("the architecture of the processor"),
            Self::Processors => f.write_str("how many processors there are"),
            Self::Languages => f.write_str("the languages of the system"),
            Self::SystemMetric(index) => write!(f, "system metric {index}"),
            Self::RegistryKey(key) => write!(f, "the key {key}"),
            Self::RegistrySubkeys(key) => write!(f, "the keys below {key}"),
            Self::RegistryValue { key, value } => write_value(f, key, value),
            Self::File { base, path } => {
                write!(f, "the file ")?;
                match base {
                    Base::None => {}
                    Base::Csidl(folder) => write_folder(f, *folder)?,
                    Base::Registry { key, value } => {
                        f.write_str("[")?;
                        write_value(f, key, value)?;
                        f.write_str("]\\")?;
                    }
                }
                f.write_str(path.trim_start_matches('\\'))
            }
            Self::MsiProduct(product) => write!(f, "the product {{{product}}}"),
            Self::MsiFeature { product, feature } => {
                write!(f, "the feature `{feature}` of the product {{{product}}}")
            }
            Self::MsiComponent { product, component } => {
                write!(f, "the component {{{component}}} of the product {{{product}}}")
            }
            Self::MsiPatch { product, patch } => {
                write!(f, "the patch {{{patch}}} of the product {{{product}}}")
            }
            Self::MsiVersion => f.write_str("the version of Windows Installer"),
            Self::CbsPackage(identity) => write!(f, "the state of the package {}", shortened(identity)),
            Self::Wmi { namespace, query } => write!(f, "`{}` in {namespace}", shortened(query)),
            Self::Licence(name) => write!(f, "`{name}` of the licence"),
            Self::DeviceAttribute(name) => write!(f, "the device attribute `{name}`"),
            Self::Cluster => f.write_str("whether it belongs to a failover cluster"),
            Self::ClusterResource {
                key,
                value,
                prefix,
                suffix,
            } => {
                write!(f, "whether it owns the resource `{prefix}[")?;
                write_value(f, key, value)?;
                write!(f, "]{suffix}`")
            }
            Self::InstalledOnce(update) => write!(f, "whether {update} was ever installed"),
            Self::Device(id) => write!(f, "the devices with {id}"),
            Self::ComputerIds => f.write_str("the model of the computer"),
        }
    }
}

impl fmt::Display for RegistryKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.hive {
            Hive::LocalMachine => "HKEY_LOCAL_MACHINE",
            Hive::LoopTarget => "HKEY_LOOP_TARGET",
        })?;
        if !self.subkey.is_empty() {
            write!(f, "\\{}", self.subkey)?;
        }
        if self.view32 {
            f.write_str(" (32-bit)")?;
        }
        Ok(())
    }
}

fn write_value(f: &mut fmt::Formatter<'_>, key: &RegistryKey, value: &str) -> fmt::Result {
    if value.is_empty() {
        return write!(f, "the default value of {key}");
    }
    write!(f, "the value `{value}` of {key}")
}

/// The folders that rules really name.
fn write_folder(f: &mut fmt::Formatter<'_>, folder: u32) -> fmt::Result {
    let name = match folder {
        35 => "ProgramData",
        36 => "Windows",
        37 => "System32",
        38 => "Program Files",
        41 => "SysWOW64",
        42 => "Program Files (x86)",
        43 => "Common Files",
        44 => "Common Files (x86)",
        _ => return write!(f, "[folder {folder}]\\"),
    };
    write!(f, "[{name}]\\")
}
