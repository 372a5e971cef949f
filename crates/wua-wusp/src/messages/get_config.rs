//! `GetConfig`: how the server wants to be spoken to. [MS-WUSP] 2.2.2.2.1

use std::fmt;

use serde::{Deserialize, Serialize};
use wua_xml::{Element, Error};

use super::client;
use crate::DateTime;
use crate::soap::{Incoming, Message, Operation, Parameters, Response};

/// A version of the protocol: `1.8`. On both sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ProtocolVersion {
    /// Before the dot.
    pub major: u16,
    /// Behind it.
    pub minor: u16,
}

impl ProtocolVersion {
    /// A version.
    pub const fn new(major: u16, minor: u16) -> Self {
        Self { major, minor }
    }

    /// Reads `3.2`.
    pub fn parse(text: &str) -> Option<Self> {
        let (major, minor) = text.trim().split_once('.')?;
        Some(Self::new(major.parse().ok()?, minor.parse().ok()?))
    }
}

impl fmt::Display for ProtocolVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.major, self.minor)
    }
}

/// How does the server want to be spoken to?
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GetConfig {
    /// Ours.
    pub protocol_version: ProtocolVersion,
}

/// How a server wants to be spoken to.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Config {
    /// Since when it is so.
    pub last_change: DateTime,
    /// Whether it wants to know the computer.
    pub is_registration_required: bool,
    /// Who says who we are; the specification has one.
    pub auth_info: Vec<AuthPlugIn>,
    /// The events that it wants to be told of; nothing if it does not say.
    pub allowed_event_ids: Option<Vec<i32>>,
    /// Names and values, in their order.
    pub properties: Vec<(String, String)>,
}

/// Who says who we are.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct AuthPlugIn {
    /// `SimpleTargeting`.
    pub plug_in_id: String,
    /// Where it is.
    pub service_url: String,
    /// What it is to be told.
    pub parameter: String,
}

impl Config {
    /// The value of a property.
    pub fn property(&self, name: &str) -> Option<&str> {
        let property = self.properties.iter().find(|(known, _)| known == name);
        property.map(|(_, value)| value.as_str())
    }

    /// What WSUS says, and is taken where a server of others says nothing.
    pub const MAX_EXTENDED_UPDATES: usize = 50;

    /// How many revisions one `GetExtendedUpdateInfo` may name.
    pub fn max_extended_updates_per_request(&self) -> Result<usize, crate::Error> {
        const NAME: &str = "MaxExtendedUpdatesPerRequest";
        match self.property(NAME) {
            None => Ok(Self::MAX_EXTENDED_UPDATES),
            Some(value) => match value.trim().parse() {
                Ok(most @ 1..=100_000) => Ok(most),
                _ => Err(crate::Error::Configuration {
                    name: NAME,
                    value: Some(value.to_owned()),
                }),
            },
        }
    }

    /// The server's version; servers before 3.0 have none.
    pub fn protocol_version(&self) -> Option<ProtocolVersion> {
        self.property("ProtocolVersion").and_then(ProtocolVersion::parse)
    }
}

impl Message for GetConfig {
    const OPERATION: Operation = client("GetConfig");
    type Answer = Config;

    fn write(&self, to: &mut Parameters<'_>) {
        to.0.number("protocolVersion", self.protocol_version);
    }

    fn read(from: &mut Response<'_, '_>) -> Result<Config, Error> {
        while let Some(child) = from.incoming.child(&from.element)? {
            if child.name == "GetConfigResult" {
                return config(from.incoming, &child);
            }
        }
        Err(from.element.error("it has no <GetConfigResult>"))
    }
}

fn config<'a>(from: &mut Incoming<'a>, element: &Element<'a>) -> Result<Config, Error> {
    let mut config = Config::default();
    while let Some(child) = from.child(element)? {
        match child.name {
            "LastChange" => config.last_change = from.time(&child)?,
            "IsRegistrationRequired" => config.is_registration_required = from.flag(&child)?,
            "AuthInfo" => config.auth_info = from.list(&child, "AuthPlugInInfo", auth_plug_in)?,
            "AllowedEventIds" => config.allowed_event_ids = Some(from.numbers(&child)?),
            "Properties" => config.properties = from.list(&child, "ConfigurationProperty", property)?,
            _ => {}
        }
    }
    if config.last_change.text().is_empty() {
        return Err(element.error("it has no <LastChange>"));
    }
    Ok(config)
}

fn auth_plug_in<'a>(from: &mut Incoming<'a>, element: &Element<'a>) -> Result<AuthPlugIn, Error> {
    let mut plug_in = AuthPlugIn::default();
    while let Some(child) = from.child(element)? {
        match child.name {
            "PlugInID" => plug_in.plug_in_id = from.word(&child)?.unwrap_or_default(),
            "ServiceUrl" => plug_in.service_url = from.word(&child)?.unwrap_or_default(),
            "Parameter" => plug_in.parameter = from.word(&child)?.unwrap_or_default(),
            _ => {}
        }
    }
    Ok(plug_in)
}

fn property<'a>(from: &mut Incoming<'a>, element: &Element<'a>) -> Result<(String, String), Error> {
    let (mut name, mut value) = (String::new(), String::new());
    while let Some(child) = from.child(element)? {
        match child.name {
            "Name" => name = from.word(&child)?.unwrap_or_default(),
            "Value" => value = from.text(&child)?,
            _ => {}
        }
    }
    Ok((name, value))
}
