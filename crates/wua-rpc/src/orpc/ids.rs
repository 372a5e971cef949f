//! The identifiers of [MS-DCOM] 1.9 and C706.

use wua_com::Guid;

const fn ole(number: u32) -> Guid {
    Guid {
        data1: number,
        data2: 0,
        data3: 0,
        data4: [0xC0, 0, 0, 0, 0, 0, 0, 0x46],
    }
}

/// `IObjectExporter`, an interface of RPC.
pub const OBJECT_EXPORTER: Guid = Guid::literal("99fcfec4-5260-101b-bbcb-00aa0021347a");
/// `IActivation`, an interface of RPC.
pub const ACTIVATION: Guid = Guid::literal("4d9f4ab8-7d1c-11cf-861e-0020af6e7c57");
/// `IRemoteSCMActivator`, an interface of RPC.
pub const REMOTE_SCM_ACTIVATOR: Guid = ole(0x1A0);
/// The endpoint mapper, an interface of RPC in version 3.0.
pub const ENDPOINT_MAPPER: Guid = Guid::literal("e1af8308-5d1f-11c9-91a4-08002b14a0fa");
/// `IRemUnknown`.
pub const REM_UNKNOWN: Guid = ole(0x131);
/// `IRemUnknown2`.
pub const REM_UNKNOWN2: Guid = ole(0x143);
/// `IClassFactory`.
pub const CLASS_FACTORY: Guid = ole(1);
/// NDR in version 2.0, the transfer syntax.
pub const NDR: Guid = Guid::literal("8a885d04-1ceb-11c9-9fe8-08002b104860");

/// `CLSID_ERROR_EXTENSION`: an extension that says why a call failed.
pub const ERROR_EXTENSION: Guid = ole(0x31C);
/// `CLSID_ErrorObject`: who reads that extension.
pub const ERROR_OBJECT: Guid = ole(0x31B);
/// `IErrorInfo`.
pub const ERROR_INFO: Guid = Guid::literal("1cf2b120-547d-101b-8e65-08002b2bd119");
/// `CLSID_CONTEXT_EXTENSION`: an extension that may be ignored.
pub const CONTEXT_EXTENSION: Guid = ole(0x334);

/// `IID_IActivationPropertiesIn`.
pub const ACTIVATION_PROPERTIES_IN: Guid = ole(0x1A2);
/// `IID_IActivationPropertiesOut`.
pub const ACTIVATION_PROPERTIES_OUT: Guid = ole(0x1A3);
/// `CLSID_ActivationPropertiesIn`.
pub const ACTIVATION_READER_IN: Guid = ole(0x338);
/// `CLSID_ActivationPropertiesOut`, and `CLSID_PropsOutInfo`, which is the same.
pub const ACTIVATION_READER_OUT: Guid = ole(0x339);

/// `CLSID_ServerLocationInfo`.
pub const SERVER_LOCATION_INFO: Guid = ole(0x1A4);
/// `CLSID_ActivationContextInfo`.
pub const ACTIVATION_CONTEXT_INFO: Guid = ole(0x1A5);
/// `CLSID_SecurityInfo`.
pub const SECURITY_INFO: Guid = ole(0x1A6);
/// `CLSID_ScmRequestInfo`.
pub const SCM_REQUEST_INFO: Guid = ole(0x1AA);
/// `CLSID_InstantiationInfo`.
pub const INSTANTIATION_INFO: Guid = ole(0x1AB);
/// `CLSID_ScmReplyInfo`.
pub const SCM_REPLY_INFO: Guid = ole(0x1B6);
/// `CLSID_PropsOutInfo`.
pub const PROPS_OUT_INFO: Guid = ACTIVATION_READER_OUT;
/// `CLSID_SpecialSystemProperties`.
pub const SPECIAL_SYSTEM_PROPERTIES: Guid = ole(0x1B9);
