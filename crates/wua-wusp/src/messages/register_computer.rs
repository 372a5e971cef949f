//! `RegisterComputer`: what an administrator sees of this computer. [MS-WUSP] 2.2.2.2.3

use serde::{Deserialize, Serialize};
use wua_xml::Error;

use super::{Cookie, client};
use crate::DateTime;
use crate::soap::{Message, Operation, Outgoing, Parameters, Response};

/// Tells the server about this computer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegisterComputer {
    /// Who we are.
    pub cookie: Cookie,
    /// What it is.
    pub computer_info: ComputerInfo,
}

/// A computer, in the specification's names and order.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names of the specification say what they are")]
pub struct ComputerInfo {
    pub dns_name: String,
    pub os_major_version: i32,
    pub os_minor_version: i32,
    pub os_build_number: i32,
    pub os_service_pack_major_number: i16,
    pub os_service_pack_minor_number: i16,
    pub os_locale: String,
    pub computer_manufacturer: String,
    pub computer_model: String,
    pub bios_version: String,
    pub bios_name: String,
    pub bios_release_date: DateTime,
    /// `AMD64`, `x86`.
    pub processor_architecture: String,
    /// 256 is a single user's computer.
    pub suite_mask: i16,
    /// 1 is a workstation.
    pub old_product_type: u8,
    /// 48 is Windows Pro.
    pub new_product_type: i32,
    pub system_metrics: i32,
    pub client_version_major_number: i16,
    pub client_version_minor_number: i16,
    pub client_version_build_number: i16,
    pub client_version_qfe_number: i16,
    pub os_description: String,
    pub oem: String,
    pub device_type: String,
    pub firmware_version: String,
    pub mobile_operator: String,
}

impl Message for RegisterComputer {
    const OPERATION: Operation = client("RegisterComputer");
    type Answer = ();

    fn write(&self, to: &mut Parameters<'_>) {
        self.cookie.write("cookie", to.0);
        to.0.element("computerInfo", |inner| write(&self.computer_info, inner));
    }

    fn read(_: &mut Response<'_, '_>) -> Result<(), Error> {
        Ok(())
    }
}

fn write(computer: &ComputerInfo, to: &mut Outgoing) {
    to.text("DnsName", &computer.dns_name);
    to.number("OSMajorVersion", computer.os_major_version);
    to.number("OSMinorVersion", computer.os_minor_version);
    to.number("OSBuildNumber", computer.os_build_number);
    to.number("OSServicePackMajorNumber", computer.os_service_pack_major_number);
    to.number("OSServicePackMinorNumber", computer.os_service_pack_minor_number);
    to.text("OSLocale", &computer.os_locale);
    to.text("ComputerManufacturer", &computer.computer_manufacturer);
    to.text("ComputerModel", &computer.computer_model);
    to.text("BiosVersion", &computer.bios_version);
    to.text("BiosName", &computer.bios_name);
    // The schema wants one from everybody.
    let released = match computer.bios_release_date.text() {
        "" => "1970-01-01T00:00:00Z",
        known => known,
    };
    to.text("BiosReleaseDate", released);
    to.text("ProcessorArchitecture", &computer.processor_architecture);
    to.number("SuiteMask", computer.suite_mask);
    to.number("OldProductType", computer.old_product_type);
    to.number("NewProductType", computer.new_product_type);
    to.number("SystemMetrics", computer.system_metrics);
    to.number("ClientVersionMajorNumber", computer.client_version_major_number);
    to.number("ClientVersionMinorNumber", computer.client_version_minor_number);
    to.number("ClientVersionBuildNumber", computer.client_version_build_number);
    to.number("ClientVersionQfeNumber", computer.client_version_qfe_number);
    to.text("OSDescription", &computer.os_description);
    to.text("OEM", &computer.oem);
    to.text("DeviceType", &computer.device_type);
    to.text("FirmwareVersion", &computer.firmware_version);
    to.text("MobileOperator", &computer.mobile_operator);
}
