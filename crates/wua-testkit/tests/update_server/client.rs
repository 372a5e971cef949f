//! A client of strings, for tests of the server alone.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpStream};

use wua_com::Guid;
use wua_testkit::update_server::xml::Node;
use wua_testkit::update_server::{Operation, UpdateServer};

/// An answer.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: BTreeMap<String, String>,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn text(&self) -> String {
        String::from_utf8(self.body.clone()).unwrap()
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }

    /// The element of the response.
    pub(crate) fn response(&self) -> Node {
        let envelope = Node::parse(&self.text()).unwrap();
        envelope.child("Body").unwrap().children().next().unwrap().clone()
    }

    /// `ErrorCode` and `Message` of a fault.
    pub(crate) fn fault(&self) -> (String, String) {
        assert_eq!(self.status, 500, "{}", self.text());
        let fault = self.response();
        let detail = fault.child("detail").unwrap();
        (
            detail.text_of("ErrorCode").unwrap(),
            detail.text_of("Message").unwrap_or_default(),
        )
    }
}

/// A connection that lives as long as the server lets it.
pub(crate) struct Tiny {
    address: SocketAddr,
    stream: Option<BufReader<TcpStream>>,
    /// Sent with each call.
    pub(crate) accepts: &'static str,
    /// The element `cookie`, without its tags.
    pub(crate) cookie: String,
    pub(crate) last_change: String,
}

/// An update as it came.
#[expect(clippy::struct_field_names, reason = "an update has an UpdateID")]
#[derive(Clone, Debug)]
pub(crate) struct Update {
    pub(crate) id: i32,
    pub(crate) update: Guid,
    pub(crate) action: String,
    pub(crate) is_leaf: bool,
    pub(crate) core: String,
}

impl Tiny {
    pub(crate) fn new(server: &UpdateServer) -> Self {
        Self {
            address: server.address(),
            stream: None,
            accepts: "",
            cookie: String::new(),
            last_change: String::new(),
        }
    }

    /// A request as it is, and its answer.
    pub(crate) fn request(&mut self, head: &str, body: &[u8]) -> Option<Answer> {
        let mut stream = self.stream.take().unwrap_or_else(|| {
            let stream = TcpStream::connect(self.address).unwrap();
            BufReader::new(stream)
        });
        // The server may have closed what was kept.
        let whole = [head.as_bytes(), body].concat();
        stream.get_mut().write_all(&whole).ok()?;
        let answer = read(&mut stream, head.starts_with("HEAD"))?;
        if answer.header("connection") != "close" {
            self.stream = Some(stream);
        }
        Some(answer)
    }

    pub(crate) fn get(&mut self, path: &str, headers: &str) -> Answer {
        let head = format!("GET {path} HTTP/1.1\r\nHost: server\r\n{headers}\r\n");
        self.request(&head, b"").unwrap()
    }

    /// A call, with what stands inside of its element.
    pub(crate) fn try_call(&mut self, operation: Operation, inside: &str) -> Option<Answer> {
        let (name, namespace) = (operation.name(), operation.endpoint().namespace());
        let body = format!(
            "<?xml version=\"1.0\" encoding=\"utf-8\"?><soap:Envelope \
             xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\"><soap:Body><{name} \
             xmlns=\"{namespace}\">{inside}</{name}></soap:Body></soap:Envelope>"
        );
        let head = format!(
            "POST {} HTTP/1.1\r\nHost: {}\r\nContent-Type: text/xml; charset=utf-8\r\nSOAPAction: \"{}\"\r\n{}\
             Content-Length: {}\r\n\r\n",
            path(operation),
            self.address,
            operation.action(),
            self.accepts,
            body.len()
        );
        self.request(&head, body.as_bytes())
    }

    pub(crate) fn call(&mut self, operation: Operation, inside: &str) -> Answer {
        self.try_call(operation, inside).unwrap()
    }

    /// Everything up to a cookie, and the registration.
    pub(crate) fn greet(&mut self, group: &str) {
        self.configured();
        self.sign_in("client-1", group);
        let answer = self.call(
            Operation::RegisterComputer,
            &self.with_cookie(&registration("pc1")),
        );
        assert_eq!(answer.status, 200, "{}", answer.text());
    }

    pub(crate) fn configured(&mut self) {
        let answer = self.call(Operation::GetConfig, "<protocolVersion>1.8</protocolVersion>");
        let config = answer.response();
        let config = config.child("GetConfigResult").unwrap();
        self.last_change = config.text_of("LastChange").unwrap();
    }

    pub(crate) fn sign_in(&mut self, client: &str, group: &str) {
        let answer = self.call(
            Operation::GetAuthorizationCookie,
            &format!("<clientId>{client}</clientId><targetGroupName>{group}</targetGroupName><dnsName>pc1</dnsName>"),
        );
        let response = answer.response();
        let data = response.child("GetAuthorizationCookieResult").unwrap();
        let data = data.text_of("CookieData").unwrap();
        let answer = self.get_cookie(&data, "");
        assert_eq!(answer.status, 200, "{}", answer.text());
        self.keep(answer.response().child("GetCookieResult").unwrap());
    }

    /// Signs in with what it believes to be the configuration, which has changed.
    pub(crate) fn sign_in_fails(&mut self) {
        let answer = self.call(
            Operation::GetAuthorizationCookie,
            "<clientId>client-1</clientId><dnsName>pc1</dnsName>",
        );
        let response = answer.response();
        let data = response
            .at(&["GetAuthorizationCookieResult", "CookieData"])
            .unwrap();
        assert_eq!(self.get_cookie(&data.text(), "").fault().0, "ConfigChanged");
    }

    pub(crate) fn get_cookie(&mut self, data: &str, old: &str) -> Answer {
        let inside = format!(
            "<authCookies><AuthorizationCookie><PlugInId>SimpleTargeting</PlugInId><CookieData>{data}</CookieData>\
             </AuthorizationCookie></authCookies>{old}<lastChange>{}</lastChange>\
             <currentTime>2026-01-01T00:00:00Z</currentTime><protocolVersion>1.8</protocolVersion>",
            self.last_change
        );
        self.call(Operation::GetCookie, &inside)
    }

    pub(crate) fn keep(&mut self, cookie: &Node) {
        self.cookie = format!(
            "<Expiration>{}</Expiration><EncryptedData>{}</EncryptedData>",
            cookie.text_of("Expiration").unwrap(),
            cookie.text_of("EncryptedData").unwrap()
        );
    }

    pub(crate) fn with_cookie(&self, rest: &str) -> String {
        format!("<cookie>{}</cookie>{rest}", self.cookie)
    }

    /// One page. The cookie is replaced.
    pub(crate) fn page(&mut self, parameters: &str) -> Answer {
        let inside = self.with_cookie(&format!("<parameters>{parameters}</parameters>"));
        let answer = self.call(Operation::SyncUpdates, &inside);
        if answer.status == 200 {
            let response = answer.response();
            self.keep(response.at(&["SyncUpdatesResult", "NewCookie"]).unwrap());
        }
        answer
    }

    /// The whole software pass: everything that is not a leaf counts as installed.
    pub(crate) fn sync(&mut self, has: &[Update]) -> Synced {
        let mut synced = Synced {
            has: has.to_vec(),
            ..Synced::default()
        };
        loop {
            let answer = self.page(&software(&synced.has, ""));
            assert_eq!(answer.status, 200, "{}", answer.text());
            let response = answer.response();
            let result = response.child("SyncUpdatesResult").unwrap();
            synced.pages += 1;
            let gone = ids(result.child("OutOfScopeRevisionIDs"));
            synced.has.retain(|update| !gone.contains(&update.id));
            synced.gone.extend(gone);
            synced.changed.extend(updates(result.child("ChangedUpdates")));
            let new = updates(result.child("NewUpdates"));
            let has_more = result.text_of("Truncated").unwrap() == "true";
            let has_layers = new.iter().any(|update| !update.is_leaf);
            synced.has.extend(new.clone());
            synced.new.extend(new);
            if !has_more && !has_layers {
                return synced;
            }
        }
    }
}

/// What came of a software pass.
#[derive(Default)]
pub(crate) struct Synced {
    pub(crate) has: Vec<Update>,
    pub(crate) new: Vec<Update>,
    pub(crate) changed: Vec<Update>,
    pub(crate) gone: Vec<i32>,
    pub(crate) pages: usize,
}

/// The parameters of a software pass.
pub(crate) fn software(has: &[Update], more: &str) -> String {
    let list = |is_leaf: bool| {
        let ids = has.iter().filter(|update| update.is_leaf == is_leaf);
        ids.fold(String::new(), |list, update| {
            format!("{list}<int>{}</int>", update.id)
        })
    };
    format!(
        "<ExpressQuery>false</ExpressQuery><InstalledNonLeafUpdateIDs>{}</InstalledNonLeafUpdateIDs>\
         <OtherCachedUpdateIDs>{}</OtherCachedUpdateIDs><SkipSoftwareSync>false</SkipSoftwareSync>{more}",
        list(false),
        list(true)
    )
}

pub(crate) fn ids(list: Option<&Node>) -> Vec<i32> {
    let items = list.into_iter().flat_map(Node::children);
    items.map(|item| item.text().parse().unwrap()).collect()
}

pub(crate) fn updates(list: Option<&Node>) -> Vec<Update> {
    let items = list.into_iter().flat_map(Node::children);
    let update = |node: &Node| {
        let core = node.text_of("Xml").unwrap_or_default();
        let fragment = Node::parse_fragment(&core).unwrap_or_default();
        let identity = fragment.child("UpdateIdentity");
        let update = identity.and_then(|identity| Guid::parse(identity.attribute("UpdateID")?));
        let action = node.at(&["Deployment", "Action"]).map(Node::text);
        Update {
            id: node.text_of("ID").unwrap().parse().unwrap(),
            update: update.unwrap_or_default(),
            action: action.unwrap_or_default(),
            is_leaf: node.text_of("IsLeaf").unwrap() == "true",
            core,
        }
    };
    items.map(update).collect()
}

pub(crate) fn registration(dns_name: &str) -> String {
    format!(
        "<computerInfo><DnsName>{dns_name}</DnsName><OSMajorVersion>10</OSMajorVersion><OSMinorVersion>0</OSMinorVersion>\
         <OSBuildNumber>26200</OSBuildNumber><OSServicePackMajorNumber>0</OSServicePackMajorNumber>\
         <OSServicePackMinorNumber>0</OSServicePackMinorNumber><BiosReleaseDate>2026-01-01T00:00:00Z</BiosReleaseDate>\
         <SuiteMask>256</SuiteMask><OldProductType>1</OldProductType><NewProductType>48</NewProductType>\
         <SystemMetrics>0</SystemMetrics><ClientVersionMajorNumber>1</ClientVersionMajorNumber>\
         <ClientVersionMinorNumber>0</ClientVersionMinorNumber><ClientVersionBuildNumber>0</ClientVersionBuildNumber>\
         <ClientVersionQfeNumber>0</ClientVersionQfeNumber></computerInfo>"
    )
}

fn path(operation: Operation) -> &'static str {
    match operation {
        Operation::GetAuthorizationCookie => "/SimpleAuthWebService/SimpleAuth.asmx",
        Operation::ReportEventBatch => "/ReportingWebService/ReportingWebService.asmx",
        // As the agent of Windows writes it.
        _ => "/ClientWebService/client.asmx",
    }
}

/// Nothing if the connection ends before the answer does.
fn read(stream: &mut impl BufRead, is_head: bool) -> Option<Answer> {
    let mut line = String::new();
    stream.read_line(&mut line).ok()?;
    let status = line.split(' ').nth(1)?.parse().ok()?;
    let mut headers = BTreeMap::new();
    loop {
        let mut line = String::new();
        stream.read_line(&mut line).ok()?;
        if !line.ends_with("\r\n") {
            return None;
        }
        let Some((name, value)) = line.trim().split_once(':') else {
            break;
        };
        headers.insert(name.to_lowercase(), value.trim().to_owned());
    }
    let length = headers
        .get("content-length")
        .map_or(0, |length| length.parse().unwrap());
    let mut body = vec![0; if is_head { 0 } else { length }];
    stream.read_exact(&mut body).ok()?;
    Some(Answer {
        status,
        headers,
        body,
    })
}
