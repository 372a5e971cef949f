//! The operations, and where they are served.

use super::schema::{self, Field};

/// An operation of one of the three services.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Operation {
    /// [MS-WUSP] 2.2.2.2.1
    GetConfig,
    /// [MS-WUSP] 2.2.2.1.1
    GetAuthorizationCookie,
    /// [MS-WUSP] 2.2.2.2.2
    GetCookie,
    /// [MS-WUSP] 2.2.2.2.3
    RegisterComputer,
    /// [MS-WUSP] 2.2.2.2.8
    StartCategoryScan,
    /// [MS-WUSP] 2.2.2.2.4
    SyncUpdates,
    /// [MS-WUSP] 2.2.2.2.5
    RefreshCache,
    /// [MS-WUSP] 2.2.2.2.6
    GetExtendedUpdateInfo,
    /// [MS-WUSP] 2.2.2.2.10
    GetExtendedUpdateInfo2,
    /// [MS-WUSP] 2.2.2.2.7
    GetFileLocations,
    /// [MS-WUSP] 2.2.2.3.1
    ReportEventBatch,
}

/// A service: its path in lower case, and its namespace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Endpoint {
    /// Hands out authorization cookies.
    SimpleAuth,
    /// Everything else of a client.
    Client,
    /// Takes events.
    Reporting,
}

impl Endpoint {
    /// Which one a path names; the case of its letters does not matter.
    pub fn at(path: &str) -> Option<Self> {
        match path.to_ascii_lowercase().as_str() {
            "/simpleauthwebservice/simpleauth.asmx" => Some(Self::SimpleAuth),
            "/clientwebservice/client.asmx" => Some(Self::Client),
            "/reportingwebservice/reportingwebservice.asmx" | "/reportingwebservice/webservice.asmx" => {
                Some(Self::Reporting)
            }
            _ => None,
        }
    }

    /// Of its elements.
    pub fn namespace(self) -> &'static str {
        match self {
            Self::SimpleAuth => "http://www.microsoft.com/SoftwareDistribution/Server/SimpleAuthWebService",
            Self::Client => "http://www.microsoft.com/SoftwareDistribution/Server/ClientWebService",
            Self::Reporting => "http://www.microsoft.com/SoftwareDistribution",
        }
    }
}

impl Operation {
    /// All of them.
    pub const ALL: [Self; 11] = [
        Self::GetConfig,
        Self::GetAuthorizationCookie,
        Self::GetCookie,
        Self::RegisterComputer,
        Self::StartCategoryScan,
        Self::SyncUpdates,
        Self::RefreshCache,
        Self::GetExtendedUpdateInfo,
        Self::GetExtendedUpdateInfo2,
        Self::GetFileLocations,
        Self::ReportEventBatch,
    ];

    /// Its name, which is that of its element.
    pub fn name(self) -> &'static str {
        match self {
            Self::GetConfig => "GetConfig",
            Self::GetAuthorizationCookie => "GetAuthorizationCookie",
            Self::GetCookie => "GetCookie",
            Self::RegisterComputer => "RegisterComputer",
            Self::StartCategoryScan => "StartCategoryScan",
            Self::SyncUpdates => "SyncUpdates",
            Self::RefreshCache => "RefreshCache",
            Self::GetExtendedUpdateInfo => "GetExtendedUpdateInfo",
            Self::GetExtendedUpdateInfo2 => "GetExtendedUpdateInfo2",
            Self::GetFileLocations => "GetFileLocations",
            Self::ReportEventBatch => "ReportEventBatch",
        }
    }

    /// The one of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|operation| operation.name() == name)
    }

    /// Where it is served.
    pub fn endpoint(self) -> Endpoint {
        match self {
            Self::GetAuthorizationCookie => Endpoint::SimpleAuth,
            Self::ReportEventBatch => Endpoint::Reporting,
            _ => Endpoint::Client,
        }
    }

    /// What `SOAPAction` says, without its quotation marks.
    pub fn action(self) -> String {
        format!("{}/{}", self.endpoint().namespace(), self.name())
    }

    /// What its request holds.
    pub(super) fn request(self) -> &'static [Field] {
        match self {
            Self::GetConfig => schema::GET_CONFIG,
            Self::GetAuthorizationCookie => schema::GET_AUTHORIZATION_COOKIE,
            Self::GetCookie => schema::GET_COOKIE,
            Self::RegisterComputer => schema::REGISTER_COMPUTER,
            Self::StartCategoryScan => schema::START_CATEGORY_SCAN,
            Self::SyncUpdates => schema::SYNC_UPDATES,
            Self::RefreshCache => schema::REFRESH_CACHE,
            Self::GetExtendedUpdateInfo => schema::GET_EXTENDED_UPDATE_INFO,
            Self::GetExtendedUpdateInfo2 => schema::GET_EXTENDED_UPDATE_INFO_2,
            Self::GetFileLocations => schema::GET_FILE_LOCATIONS,
            Self::ReportEventBatch => schema::REPORT_EVENT_BATCH,
        }
    }
}
