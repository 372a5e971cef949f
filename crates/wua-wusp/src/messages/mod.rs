//! The operations, one module each. [MS-WUSP] 2.2.2
//!
//! Every request is a [`Message`](crate::soap::Message): `body()` is its envelope, `call()` the whole call, and
//! `answer(bytes)` reads what comes back. Their parts have the specification's names and order.

mod cookie;
mod deployment;
mod file_location;
mod get_authorization_cookie;
mod get_config;
mod get_cookie;
mod get_extended_update_info;
mod get_extended_update_info2;
mod get_file_locations;
mod numbers;
mod refresh_cache;
mod register_computer;
mod report_event_batch;
mod start_category_scan;
mod sync_updates;
mod update_identity;

pub use cookie::{AuthorizationCookie, Cookie};
pub use deployment::{Action, Deployment};
pub use file_location::FileLocation;
pub use get_authorization_cookie::GetAuthorizationCookie;
pub use get_config::{AuthPlugIn, Config, GetConfig, ProtocolVersion};
pub use get_cookie::GetCookie;
pub use get_extended_update_info::{ExtendedUpdateInfo, Fragment, GetExtendedUpdateInfo, UpdateData};
pub use get_extended_update_info2::{ExtendedUpdateInfo2, FileDecryption, GetExtendedUpdateInfo2};
pub use get_file_locations::{FileLocations, GetFileLocations};
pub use numbers::Numbers;
pub use refresh_cache::{RefreshCache, RefreshCacheResult};
pub use register_computer::{ComputerInfo, RegisterComputer};
pub use report_event_batch::ReportEventBatch;
pub use start_category_scan::{CategoryRelationship, PreferredCategories, StartCategoryScan};
pub use sync_updates::{
    Device, ExtensionDriver, InstalledDriver, SyncInfo, SyncUpdateParameters, SyncUpdates, UpdateInfo,
};
pub use update_identity::UpdateIdentity;

use crate::soap::{Operation, Service};

const fn client(name: &'static str) -> Operation {
    Operation {
        name,
        service: Service::Client,
    }
}
