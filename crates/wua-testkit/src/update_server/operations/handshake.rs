//! Configuration, authorization, cookies, registration ([MS-WUSP] 3.1.5.2 to 3.1.5.5).

use super::super::base64;
use super::super::fault::{ErrorCode, Fault};
use super::super::journal::Computer;
use super::super::state::{Cookie, time, version};
use super::super::xml::{Node, leaf};
use super::Call;

const PLUG_IN: &str = "SimpleTargeting";

impl Call<'_> {
    pub(super) fn get_config(&mut self) -> Result<String, Fault> {
        self.protocol_version()?;
        let settings = &self.state.settings;
        let mut out = String::from("<GetConfigResult>");
        leaf(&mut out, "LastChange", self.state.last_change);
        leaf(
            &mut out,
            "IsRegistrationRequired",
            settings.is_registration_required,
        );
        out.push_str("<AuthInfo><AuthPlugInInfo>");
        leaf(&mut out, "PlugInID", PLUG_IN);
        leaf(&mut out, "ServiceUrl", &settings.service_url);
        out.push_str("</AuthPlugInInfo></AuthInfo>");
        if !settings.allowed_event_ids.is_empty() {
            out.push_str("<AllowedEventIds>");
            for id in &settings.allowed_event_ids {
                leaf(&mut out, "int", id);
            }
            out.push_str("</AllowedEventIds>");
        }
        out.push_str("<Properties>");
        let (major, minor) = settings.protocol_version;
        let known = [
            ("MaxExtendedUpdatesPerRequest", settings.most_extended.to_string()),
            ("ProtocolVersion", format!("{major}.{minor}")),
        ];
        let others = settings.properties.iter();
        let others = others.map(|(name, value)| (name.as_str(), value.clone()));
        for (name, value) in known.into_iter().chain(others) {
            out.push_str("<ConfigurationProperty>");
            leaf(&mut out, "Name", name);
            leaf(&mut out, "Value", value);
            out.push_str("</ConfigurationProperty>");
        }
        out.push_str("</Properties></GetConfigResult>");
        Ok(out)
    }

    pub(super) fn get_authorization_cookie(&mut self) -> Result<String, Fault> {
        let text = |name: &str| self.parameters.text_of(name).unwrap_or_default();
        let (client, dns_name, target_group) = (text("clientId"), text("dnsName"), text("targetGroupName"));
        if client.is_empty() || client.chars().count() > 255 {
            self.complain("clientId has to have 1 to 255 characters");
            return Err(Fault::parameter("clientId"));
        }
        if dns_name.is_empty() || dns_name.contains(char::is_whitespace) {
            self.complain("dnsName is no name of a computer");
            return Err(Fault::parameter("dnsName"));
        }
        let computer = self.state.computers.entry(client.clone()).or_default();
        computer.client.clone_from(&client);
        computer.dns_name = dns_name;
        computer.target_group = target_group;
        let data = self.state.authorize(&client);
        let mut out = String::from("<GetAuthorizationCookieResult>");
        leaf(&mut out, "PlugInId", PLUG_IN);
        leaf(&mut out, "CookieData", base64::encode(&data));
        out.push_str("</GetAuthorizationCookieResult>");
        Ok(out)
    }

    pub(super) fn get_cookie(&mut self) -> Result<String, Fault> {
        let version = self.protocol_version()?;
        let client = self.authorized()?;
        let text = self.parameters.text_of("lastChange").unwrap_or_default();
        let last_change = time(&text).ok_or_else(|| Fault::parameter("lastChange"))?;
        if !self.state.past_changes.contains(&last_change) {
            self.complain("lastChange is no time that GetConfig has answered");
        }
        let old = self.parameters.child("oldCookie").filter(|old| {
            let data = old.child("EncryptedData");
            data.is_some_and(|data| !data.is_nil() && !data.text().is_empty())
        });
        let old = match old {
            Some(old) => Some(self.state.issued_here(old)?),
            None => None,
        };
        if last_change != self.state.last_change {
            return Err(Fault::new(ErrorCode::ConfigChanged));
        }
        let old = old.filter(|old| old.client == client);
        let lifetime = self.state.settings.cookie_lifetime;
        let cookie = Cookie {
            client,
            expires: self.state.now() + lifetime,
            version,
            configuration: last_change,
            identity: self.state.identity,
            software_seen: old.as_ref().map_or(0, |old| old.software_seen),
            drivers_seen: old.as_ref().map_or(0, |old| old.drivers_seen),
            is_first: old.is_none_or(|old| old.is_first),
            is_spent: false,
        };
        let mut out = String::new();
        self.state.give(cookie, "GetCookieResult", &mut out);
        Ok(out)
    }

    pub(super) fn register_computer(&mut self) -> Result<String, Fault> {
        let cookie = self.state.cookie(self.operation.name(), self.parameters)?;
        if !self.state.settings.is_registration_required {
            return Err(Fault::new(ErrorCode::RegistrationNotRequired));
        }
        let info = self.parameters.child("computerInfo");
        let values = info.into_iter().flat_map(Node::children);
        let registration = values.map(|node| (node.name.clone(), node.text())).collect();
        let computer = self.state.computers.entry(cookie.client.clone());
        let computer = computer.or_insert_with(|| Computer {
            client: cookie.client,
            ..Computer::default()
        });
        computer.registration = registration;
        computer.is_registered = true;
        if computer.registration.get("DnsName") != Some(&computer.dns_name) {
            self.complain("DnsName is not the dnsName of GetAuthorizationCookie");
        }
        Ok(String::new())
    }

    fn protocol_version(&mut self) -> Result<(u32, u32), Fault> {
        let text = self.parameters.text_of("protocolVersion").unwrap_or_default();
        let version = version(&text);
        if version.is_none() {
            self.complain("protocolVersion has to be two numbers with a dot between them");
        }
        version.ok_or_else(|| Fault::parameter("protocolVersion"))
    }

    /// The client of the one authorization cookie.
    fn authorized(&mut self) -> Result<String, Fault> {
        let cookie = self.parameters.at(&["authCookies", "AuthorizationCookie"]);
        let text = |name: &str| cookie.and_then(|cookie| cookie.text_of(name)).unwrap_or_default();
        if text("PlugInId") != PLUG_IN {
            self.complain("PlugInId is not that of the authorization cookie");
        }
        let data = base64::decode(&text("CookieData")).unwrap_or_default();
        let client = self.state.authorized(&data).cloned();
        client.ok_or_else(|| Fault::new(ErrorCode::InvalidAuthorizationCookie))
    }
}
