//! Connections of clients to the update server of the tests.

use std::fmt::Write as _;

use wua_testkit::update_server::Operation;
use wua_testkit::update_server::fuzzing::talk;

use super::{Fuzzer, noise};
use crate::mutation::{self, Random};
use crate::seen::{Seen, bucket};

pub(super) struct UpdateServer;

/// Pieces that lead further in than noise does.
const WORDS: &[&str] = &[
    "<int>1001</int>",
    "<int>1002</int>",
    "<int>-1</int>",
    "<OtherCachedUpdateIDs>",
    "</OtherCachedUpdateIDs>",
    "<SystemSpec><Device><HardwareIDs><string>PCI\\A</string></HardwareIDs></Device></SystemSpec>",
    "<SkipSoftwareSync>true</SkipSoftwareSync>",
    "<XmlUpdateFragmentType>Eula</XmlUpdateFragmentType>",
    "<s:Header/>",
    " xmlns=''",
    " xsi:nil='true'",
    "<![CDATA[",
    "]]>",
    "&amp;",
    "&#x41;",
    "HEAD /Content/",
    "Range: bytes=1-2\r\n",
    "Range: bytes=-0\r\n",
    "If-Range: \"x\"\r\n",
    "Accept-Encoding: xpress\r\n",
    "Expect: 100-continue\r\n",
    "Connection: close\r\n",
    "Content-Length: 67108864\r\n",
    "\r\n\r\n",
];

impl Fuzzer for UpdateServer {
    fn seeds(&self) -> Vec<Vec<u8>> {
        let mut conversation = String::new();
        let mut seeds = Vec::new();
        let (mut last_change, mut data, mut cookie) = (String::new(), String::new(), String::new());
        for operation in Operation::ALL {
            conversation.push_str(&call(operation, &last_change, &data, &cookie));
            seeds.push(conversation.clone().into_bytes());
            let answers = String::from_utf8_lossy(&talk(conversation.as_bytes()).0).into_owned();
            let last = |name: &str| {
                let (open, close) = (format!("<{name}>"), format!("</{name}>"));
                let found = answers
                    .rsplit_once(&open)
                    .and_then(|(_, rest)| rest.split_once(&close));
                found.map_or(String::new(), |(value, _)| value.to_owned())
            };
            match operation {
                Operation::GetConfig => last_change = last("LastChange"),
                Operation::GetAuthorizationCookie => data = last("CookieData"),
                _ => {
                    let (expiration, encrypted) = (last("Expiration"), last("EncryptedData"));
                    cookie = format!(
                        "<cookie><Expiration>{expiration}</Expiration><EncryptedData>{encrypted}</EncryptedData></cookie>"
                    );
                }
            }
        }
        let path = "/Content/21/D27547ADAC20F9FD11ED33506021C99833213021.exe";
        seeds.push(
            format!("GET {path} HTTP/1.1\r\nRange: bytes=2-4\r\n\r\nHEAD {path} HTTP/1.0\r\n\r\n").into(),
        );
        seeds
    }

    fn execute(&mut self, input: &[u8], seen: &mut Seen) {
        let (answers, complaints) = talk(input);
        assert!(
            answers.is_empty() || answers.starts_with(b"HTTP/1.1 "),
            "it answers something else"
        );
        let text = String::from_utf8_lossy(&answers);
        for code in text.split("<ErrorCode>").skip(1) {
            let code = code.split('<').next().unwrap_or_default();
            seen.note("fault", code.len());
            // The configuration of this server never changes, and nothing expires here.
            assert!(
                code != "InvalidParameters" || !complaints.is_empty(),
                "a refusal without a reason"
            );
            assert!(code != "InternalServerError" && code != "CookieExpired", "{code}");
        }
        for status in text.split("HTTP/1.1 ").skip(1) {
            seen.note("status", status.get(..3).unwrap_or_default().to_owned());
        }
        seen.note("answers", (bucket(answers.len()), bucket(complaints.len())));
        for complaint in complaints {
            // What stands in quotation marks, names of elements and numbers are of the input.
            let about: String = complaint
                .split('`')
                .step_by(2)
                .flat_map(str::chars)
                .filter(|letter| letter.is_ascii_lowercase() || *letter == ' ')
                .take(20)
                .collect();
            seen.note("complaint", about);
        }
    }

    fn fresh(&mut self, random: &mut Random) -> Vec<u8> {
        noise(random, 400)
    }

    fn change(&mut self, input: &mut Vec<u8>, other: &[u8], random: &mut Random) {
        let words: Vec<Vec<u8>> = WORDS.iter().map(|word| word.as_bytes().to_vec()).collect();
        mutation::change(input, other, &words, random);
        if random.below(4) > 0 {
            repair(input);
        }
    }

    fn most_memory(&self, input: &[u8]) -> usize {
        // An element of four bytes becomes a node of a tree.
        256 * input.len() + (1 << 20)
    }
}

/// Says again how long the last body is: otherwise nearly every change would end there.
fn repair(input: &mut Vec<u8>) {
    const NAME: &[u8] = b"Content-Length: ";
    let find = |from: usize, what: &[u8]| {
        let rest = input.get(from..)?;
        rest.windows(what.len())
            .position(|part| part == what)
            .map(|at| from + at)
    };
    let mut last = None;
    let mut from = 0;
    while let Some(at) = find(from, NAME) {
        last = Some(at + NAME.len());
        from = at + NAME.len();
    }
    let ends = last.and_then(|start| Some((start, find(start, b"\r\n")?, find(start, b"\r\n\r\n")? + 4)));
    if let Some((start, end, body)) = ends {
        let length = (input.len() - body).to_string();
        input.splice(start..end, length.into_bytes());
    }
}

fn call(operation: Operation, last_change: &str, data: &str, cookie: &str) -> String {
    let time = "2027-01-15T08:00:00Z";
    let inside = match operation {
        Operation::GetConfig => "<protocolVersion>1.8</protocolVersion>".to_owned(),
        Operation::GetAuthorizationCookie => {
            "<clientId>c</clientId><targetGroupName>g</targetGroupName><dnsName>d</dnsName>".to_owned()
        }
        Operation::GetCookie => format!(
            "<authCookies><AuthorizationCookie><PlugInId>SimpleTargeting</PlugInId><CookieData>{data}</CookieData>\
             </AuthorizationCookie></authCookies><lastChange>{last_change}</lastChange><currentTime>{time}</currentTime>\
             <protocolVersion>1.8</protocolVersion>"
        ),
        Operation::RegisterComputer => {
            let mut numbers = String::new();
            for name in ["SuiteMask", "OldProductType", "NewProductType", "SystemMetrics"] {
                let _ = write!(numbers, "<{name}>1</{name}>");
            }
            for part in ["Major", "Minor", "Build", "Qfe"] {
                let _ = write!(
                    numbers,
                    "<ClientVersion{part}Number>1</ClientVersion{part}Number>"
                );
            }
            format!(
                "{cookie}<computerInfo><DnsName>d</DnsName><OSMajorVersion>10</OSMajorVersion><OSMinorVersion>0</OSMinorVersion>\
                 <OSBuildNumber>1</OSBuildNumber><OSServicePackMajorNumber>0</OSServicePackMajorNumber>\
                 <OSServicePackMinorNumber>0</OSServicePackMinorNumber><BiosReleaseDate>{time}</BiosReleaseDate>{numbers}</computerInfo>"
            )
        }
        Operation::StartCategoryScan => format!(
            "<requestedCategories><CategoryRelationship><IndexOfAndGroup>1</IndexOfAndGroup><CategoryId>{}</CategoryId>\
             </CategoryRelationship></requestedCategories>",
            wua_com::Guid::from_u128(1)
        ),
        Operation::SyncUpdates => format!(
            "{cookie}<parameters><ExpressQuery>false</ExpressQuery><InstalledNonLeafUpdateIDs><int>1001</int>\
             </InstalledNonLeafUpdateIDs><SkipSoftwareSync>false</SkipSoftwareSync></parameters>"
        ),
        Operation::RefreshCache => format!(
            "{cookie}<globalIDs><UpdateIdentity><UpdateID>{}</UpdateID><RevisionNumber>1</RevisionNumber></UpdateIdentity>\
             </globalIDs>",
            wua_com::Guid::from_u128(2)
        ),
        Operation::GetExtendedUpdateInfo => format!(
            "{cookie}<revisionIDs><int>1002</int></revisionIDs><infoTypes><XmlUpdateFragmentType>Extended</XmlUpdateFragmentType>\
             <XmlUpdateFragmentType>LocalizedProperties</XmlUpdateFragmentType></infoTypes><locales><string>en</string></locales>"
        ),
        Operation::GetExtendedUpdateInfo2 => format!(
            "{cookie}<updateIDs></updateIDs><infoTypes><XmlUpdateFragmentType>FileUrl</XmlUpdateFragmentType></infoTypes>"
        ),
        Operation::GetFileLocations => format!(
            "{cookie}<fileDigests><base64Binary>qUqP5cyxm6YcTAhz05Hph5gvu9M=</base64Binary></fileDigests>"
        ),
        Operation::ReportEventBatch => {
            format!("{cookie}<clientTime>{time}</clientTime><eventBatch></eventBatch>")
        }
    };
    let (name, endpoint) = (operation.name(), operation.endpoint());
    let path = match operation {
        Operation::GetAuthorizationCookie => "/SimpleAuthWebService/SimpleAuth.asmx",
        Operation::ReportEventBatch => "/ReportingWebService/ReportingWebService.asmx",
        _ => "/ClientWebService/client.asmx",
    };
    let body = format!(
        "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body><{name} xmlns=\"{}\">{inside}</{name}></s:Body>\
         </s:Envelope>",
        endpoint.namespace()
    );
    format!(
        "POST {path} HTTP/1.1\r\nContent-Type: text/xml; charset=utf-8\r\nSOAPAction: \"{}\"\r\nContent-Length: {}\r\n\r\n{body}",
        operation.action(),
        body.len()
    )
}
