//! Answers in words.

use std::fmt;

use super::shortened;
use crate::applicability::{Answer, Device, FileFacts, MsiProduct, RegistryData, System, time};

/// How many names are listed.
const MOST: usize = 5;

impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unavailable(_) => f.write_str("not known"),
            Self::Absent => f.write_str("none"),
            Self::Present => f.write_str("there"),
            Self::Number(number) => write!(f, "{number}"),
            Self::Text(text) => write!(f, "`{}`", shortened(text)),
            Self::Names(names) => write_names(f, names),
            Self::Version(version) => write!(f, "{version}"),
            Self::System(system) => system.fmt(f),
            Self::Registry(data) => data.fmt(f),
            Self::File(file) => file.fmt(f),
            Self::Product(product) => product.fmt(f),
            Self::Devices(devices) => write_devices(f, devices),
        }
    }
}

impl fmt::Display for System {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}.{}.{}.{}",
            self.major, self.minor, self.build, self.revision
        )?;
        if self.service_pack_major > 0 || self.service_pack_minor > 0 {
            write!(
                f,
                ", service pack {}.{}",
                self.service_pack_major, self.service_pack_minor
            )?;
        }
        match self.product_type {
            1 => f.write_str(", workstation")?,
            2 => f.write_str(", domain controller")?,
            3 => f.write_str(", server")?,
            other => write!(f, ", product type {other}")?,
        }
        if self.suites != 0 {
            write!(f, ", suites {:#x}", self.suites)?;
        }
        Ok(())
    }
}

impl fmt::Display for RegistryData {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => write!(f, "`{}`", shortened(text)),
            Self::Expandable(text) => write!(f, "`{}` (REG_EXPAND_SZ)", shortened(text)),
            Self::Texts(texts) => write_names(f, texts),
            Self::Dword(number) => write!(f, "{number}"),
            Self::Qword(number) => write!(f, "{number} (REG_QWORD)"),
            Self::Other { kind, bytes } => write!(f, "{bytes} bytes of type {kind}"),
        }
    }
}

impl fmt::Display for FileFacts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.version {
            Some(version) => write!(f, "version {version}, ")?,
            None => f.write_str("no version, ")?,
        }
        write!(f, "{} bytes", self.size)?;
        if let Some(modified) = self.modified {
            write!(f, ", written {}", time::text(modified))?;
        }
        if let Some(created) = self.created {
            write!(f, ", created {}", time::text(created))?;
        }
        if let Some(language) = self.language {
            write!(f, ", language {language}")?;
        }
        Ok(())
    }
}

impl fmt::Display for MsiProduct {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "version {}, language {}",
            shortened(&self.version),
            self.language
        )?;
        if let Some(code) = self.upgrade_code {
            write!(f, ", upgrade code {{{code}}}")?;
        }
        let mut separator = ", patches ";
        for patch in self.patches.iter().take(MOST) {
            write!(f, "{separator}{{{patch}}}")?;
            separator = ", ";
        }
        write_more(f, self.patches.len())
    }
}

fn write_devices(f: &mut fmt::Formatter<'_>, devices: &[Device]) -> fmt::Result {
    let mut separator = "";
    for device in devices.iter().take(MOST) {
        let id = device.ids.first().map_or("a device", String::as_str);
        write!(f, "{separator}{}", shortened(id))?;
        match device.driver.as_ref().map(|driver| driver.version) {
            Some(Some(version)) => write!(f, " with driver {version}")?,
            Some(None) => f.write_str(" with a driver")?,
            None => f.write_str(" without a driver")?,
        }
        separator = ", ";
    }
    write_more(f, devices.len())
}

fn write_names(f: &mut fmt::Formatter<'_>, names: &[String]) -> fmt::Result {
    if names.is_empty() {
        return f.write_str("none");
    }
    let mut separator = "";
    for name in names.iter().take(MOST) {
        write!(f, "{separator}`{}`", shortened(name))?;
        separator = ", ";
    }
    write_more(f, names.len())
}

fn write_more(f: &mut fmt::Formatter<'_>, count: usize) -> fmt::Result {
    match count.checked_sub(MOST) {
        Some(more) if more > 0 => write!(f, " and {more} more"),
        _ => Ok(()),
    }
}
