//! `ReportEventBatch`: what has happened here. [MS-WUSP] 2.2.2.3.1

use wua_xml::Error;

use super::Cookie;
use crate::DateTime;
use crate::events::{Event, Reporter};
use crate::soap::{Message, Operation, Outgoing, Parameters, Response, Service};

/// Tells the server what has happened here. It answers whether it took it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportEventBatch {
    /// Who we are.
    pub cookie: Cookie,
    /// Now.
    pub client_time: DateTime,
    /// Which computer.
    pub reporter: Reporter,
    /// What has happened.
    pub events: Vec<Event>,
}

impl Message for ReportEventBatch {
    const OPERATION: Operation = Operation {
        name: "ReportEventBatch",
        service: Service::Reporting,
    };
    type Answer = bool;

    fn write(&self, to: &mut Parameters<'_>) {
        self.cookie.write("cookie", to.0);
        to.0.text("clientTime", self.client_time.text());
        to.0.list("eventBatch", &self.events, |inner, event| {
            inner.element("ReportingEvent", |inner| {
                inner.element("BasicData", |inner| basic_data(event, &self.reporter, inner));
                inner.element("ExtendedData", |inner| {
                    extended_data(event, &self.reporter, inner);
                });
                inner.element("PrivateData", |inner| {
                    inner.nothing("ComputerDnsName");
                    inner.nothing("UserAccountName");
                });
            });
        });
    }

    fn read(from: &mut Response<'_, '_>) -> Result<bool, Error> {
        while let Some(child) = from.incoming.child(&from.element)? {
            if child.name == "ReportEventBatchResult" {
                return from.incoming.flag(&child);
            }
        }
        Err(from.element.error("it has no <ReportEventBatchResult>"))
    }
}

fn basic_data(event: &Event, reporter: &Reporter, to: &mut Outgoing) {
    to.element("TargetID", |inner| inner.text("Sid", &reporter.client_id));
    to.number("SequenceNumber", 0);
    to.text("TimeAtTarget", event.time.text());
    to.guid("EventInstanceID", event.instance_id);
    to.number("NamespaceID", 1);
    to.number("EventID", event.what.id());
    // The agent itself.
    to.number("SourceID", 101);
    let update = event.update.unwrap_or_default();
    to.element("UpdateID", |inner| {
        inner.guid("UpdateID", update.update_id);
        inner.number("RevisionNumber", update.revision_number);
    });
    to.number("Win32HResult", event.result.to_i32());
    to.text("AppName", &event.application);
}

fn extended_data(event: &Event, reporter: &Reporter, to: &mut Outgoing) {
    to.texts("ReplacementStrings", &event.replacement_strings());
    to.texts("MiscData", &event.misc_data(reporter));
    to.text("ComputerBrand", &reporter.computer_brand);
    to.text("ComputerModel", &reporter.computer_model);
    to.text("BiosRevision", &reporter.bios_revision);
    to.text("ProcessorArchitecture", reporter.processor_architecture.name());
    to.element("OSVersion", |inner| {
        let version = &reporter.os_version;
        inner.number("Major", version.major);
        inner.number("Minor", version.minor);
        inner.number("Build", version.build);
        inner.number("Revision", version.revision);
        inner.number("ServicePackMajor", version.service_pack_major);
        inner.number("ServicePackMinor", version.service_pack_minor);
    });
    to.number("OSLocaleID", reporter.os_locale_id);
    to.text("DeviceID", &event.device_id);
}
