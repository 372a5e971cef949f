//! The envelope: SOAP 1.1, document/literal, without headers.

mod incoming;
mod outgoing;

use wua_xml::Limits;

pub(crate) use incoming::Incoming;
pub(crate) use outgoing::Outgoing;

/// The longest answer, decompressed, that is read. Real pages have 200 kB.
pub const LONGEST_ANSWER: usize = 64 << 20;

/// What answers may hold. The metadata of one update is one text, and whoever reads that has a limit for it: an answer that is
/// refused is the end of everything.
const LIMITS: Limits = Limits {
    document: LONGEST_ANSWER,
    depth: 32,
    attributes: 64,
    tag: 64 << 10,
    text: LONGEST_ANSWER,
};

/// One of a server's services. [MS-WUSP] 2.1
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Service {
    /// Who we are.
    SimpleAuth,
    /// Updates.
    Client,
    /// What has happened here.
    Reporting,
}

impl Service {
    /// Where it is on the server.
    pub fn path(self) -> &'static str {
        match self {
            Self::SimpleAuth => "/SimpleAuthWebService/SimpleAuth.asmx",
            // OBSERVED: real agents write it in lower case.
            Self::Client => "/ClientWebService/client.asmx",
            // OBSERVED: real agents use this one; the specification's schema has `WebService.asmx`.
            Self::Reporting => "/ReportingWebService/ReportingWebService.asmx",
        }
    }

    /// The namespace of its operations.
    pub fn namespace(self) -> &'static str {
        match self {
            Self::SimpleAuth => "http://www.microsoft.com/SoftwareDistribution/Server/SimpleAuthWebService",
            Self::Client => "http://www.microsoft.com/SoftwareDistribution/Server/ClientWebService",
            Self::Reporting => "http://www.microsoft.com/SoftwareDistribution",
        }
    }
}

/// An operation: its name and its service.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Operation {
    /// Its name.
    pub name: &'static str,
    /// Its service.
    pub service: Service,
}

/// What is to be sent: with POST, and `Content-Type: text/xml; charset=utf-8`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// What it is.
    pub operation: Operation,
    /// Where, on the server of that service.
    pub path: String,
    /// The header `SOAPAction`, in its quotes.
    pub action: String,
    /// The body.
    pub body: String,
}

/// A request that can be written, and whose answer can be read.
pub trait Message {
    /// What it is.
    const OPERATION: Operation;
    /// What the server answers.
    type Answer;

    /// Writes what is inside of the operation's element.
    #[doc(hidden)]
    fn write(&self, to: &mut Parameters<'_>);

    /// Reads what is inside of the element of its response.
    #[doc(hidden)]
    fn read(from: &mut Response<'_, '_>) -> Result<Self::Answer, wua_xml::Error>;

    /// The envelope.
    fn body(&self) -> String {
        let mut outgoing = Outgoing::new();
        let operation = Self::OPERATION;
        outgoing.envelope(operation.name, operation.service.namespace(), |inner| {
            self.write(&mut Parameters(inner));
        });
        outgoing.finish()
    }

    /// What is to be sent, to where the service usually is.
    fn call(&self) -> Call {
        let operation = Self::OPERATION;
        Call {
            operation,
            path: operation.service.path().to_owned(),
            action: format!("\"{}/{}\"", operation.service.namespace(), operation.name),
            body: self.body(),
        }
    }

    /// Reads an answer. The outer error is one that cannot be read; the inner one is a fault that the server answered with.
    ///
    /// This is for answers with the statuses 200 and 500; those with others are no SOAP.
    fn answer(body: &[u8]) -> Result<Result<Self::Answer, crate::Fault>, crate::Error> {
        let operation = Self::OPERATION.name;
        incoming::read(body, operation, |response| Self::read(response)).map_err(|error| {
            crate::Error::Unreadable {
                operation,
                what: error.to_string(),
            }
        })
    }
}

/// What a request writes to.
pub struct Parameters<'a>(pub(crate) &'a mut Outgoing);

/// What an answer reads from.
pub struct Response<'r, 'a> {
    pub(crate) incoming: &'r mut Incoming<'a>,
    pub(crate) element: wua_xml::Element<'a>,
}
