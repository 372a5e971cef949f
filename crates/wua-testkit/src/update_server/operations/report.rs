//! `ReportEventBatch` ([MS-WUSP] 2.2.2.3.1 and 3.1.5.11).

use wua_com::Guid;

use super::super::fault::Fault;
use super::super::journal::Event;
use super::super::xml::{Node, leaf};
use super::{Call, texts};

/// The events that the specification knows.
const KNOWN: &[std::ops::RangeInclusive<i32>] = &[
    141..=141,
    145..=150,
    153..=154,
    156..=158,
    161..=170,
    181..=204,
    221..=225,
    521..=525,
    541..=546,
];

impl Call<'_> {
    pub(super) fn report_event_batch(&mut self) -> Result<String, Fault> {
        let cookie = self.state.cookie(self.operation.name(), self.parameters)?;
        let batch = self.parameters.child("eventBatch");
        for node in batch.into_iter().flat_map(Node::children) {
            let event = self.event(node);
            self.check_event(node, &event, &cookie.client);
            // Who did not get the answer reports once more.
            let mut before = self.state.events.iter();
            if before.all(|other| other.instance != event.instance) {
                self.state.events.push(event);
            }
        }
        let mut out = String::new();
        leaf(&mut out, "ReportEventBatchResult", true);
        Ok(out)
    }

    fn event(&self, node: &Node) -> Event {
        let text = |path: &[&str]| node.at(path).map(Node::text).unwrap_or_default();
        let number = |path: &[&str]| text(path).parse().unwrap_or_default();
        let guid = |path: &[&str]| Guid::parse(&text(path)).unwrap_or_default();
        let misc = texts(node.at(&["ExtendedData", "MiscData"]));
        let misc = misc.iter().map(|text| {
            let (tag, value) = text.split_once('=').unwrap_or((text, ""));
            (tag.to_owned(), value.to_owned())
        });
        Event {
            client: text(&["BasicData", "TargetID", "Sid"]),
            id: number(&["BasicData", "EventID"]),
            instance: guid(&["BasicData", "EventInstanceID"]),
            time: text(&["BasicData", "TimeAtTarget"]),
            update: guid(&["BasicData", "UpdateID", "UpdateID"]),
            revision: number(&["BasicData", "UpdateID", "RevisionNumber"]),
            hresult: number(&["BasicData", "Win32HResult"]),
            application: text(&["BasicData", "AppName"]),
            replacements: texts(node.at(&["ExtendedData", "ReplacementStrings"])),
            misc: misc.collect(),
            device: text(&["ExtendedData", "DeviceID"]),
            received: self.state.now(),
        }
    }

    fn check_event(&mut self, node: &Node, event: &Event, client: &str) {
        let text = |path: &[&str]| node.at(path).map(Node::text).unwrap_or_default();
        let misc = texts(node.at(&["ExtendedData", "MiscData"]));
        let is_tagged = |text: &String| text.chars().nth(1) == Some('=');
        for (is_wrong, what) in [
            (event.client != client, "Sid is not the clientId of the cookie"),
            (
                text(&["BasicData", "SequenceNumber"]) != "0",
                "SequenceNumber is not 0",
            ),
            (text(&["BasicData", "NamespaceID"]) != "1", "NamespaceID is not 1"),
            (
                !KNOWN.iter().any(|range| range.contains(&event.id)),
                "the specification does not know this EventID",
            ),
            (
                !misc.iter().all(is_tagged),
                "MiscData is not a letter, `=` and a value",
            ),
            (
                !text(&["PrivateData", "ComputerDnsName"]).is_empty()
                    || !text(&["PrivateData", "UserAccountName"]).is_empty(),
                "PrivateData is not empty",
            ),
            (
                event.update == Guid::NIL && !event.device.is_empty(),
                "DeviceID goes with drivers only",
            ),
        ] {
            if is_wrong {
                self.complain(&format!("event {} ({}): {what}", event.id, event.instance));
            }
        }
    }
}
