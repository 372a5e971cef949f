//! What has been done to this computer.

use wua_com::standard::IDISPATCH;
use wua_com::table::{Interface, Member, Type};

use super::collections::{ICATEGORY_COLLECTION, ISTRING_COLLECTION};
use super::updates::IUPDATE_IDENTITY;
use crate::enumerations::{OPERATION_RESULT_CODE, SERVER_SELECTION, UPDATE_OPERATION};

/// `IUpdateHistoryEntry`.
pub static IUPDATE_HISTORY_ENTRY: Interface = Interface::new(
    "IUpdateHistoryEntry",
    "be56a644-af0e-4e0e-a311-c1d8e695cbff",
    &IDISPATCH,
    &[
        Member::get("Operation", 0x6002_0001, Type::Enumeration(&UPDATE_OPERATION)),
        Member::get(
            "ResultCode",
            0x6002_0002,
            Type::Enumeration(&OPERATION_RESULT_CODE),
        ),
        Member::get("HResult", 0x6002_0003, Type::Long),
        Member::get("Date", 0x6002_0004, Type::Date),
        Member::get("UpdateIdentity", 0x6002_0005, Type::Interface(&IUPDATE_IDENTITY)),
        Member::get("Title", 0x6002_0006, Type::Bstr),
        Member::get("Description", 0x6002_0007, Type::Bstr),
        Member::get("UnmappedResultCode", 0x6002_0008, Type::Long),
        Member::get("ClientApplicationID", 0x6002_0009, Type::Bstr),
        Member::get(
            "ServerSelection",
            0x6002_000a,
            Type::Enumeration(&SERVER_SELECTION),
        ),
        Member::get("ServiceID", 0x6002_000b, Type::Bstr),
        Member::get(
            "UninstallationSteps",
            0x6002_000c,
            Type::Interface(&ISTRING_COLLECTION),
        ),
        Member::get("UninstallationNotes", 0x6002_000d, Type::Bstr),
        Member::get("SupportUrl", 0x6002_000e, Type::Bstr),
    ],
);

/// `IUpdateHistoryEntry2`.
pub static IUPDATE_HISTORY_ENTRY2: Interface = Interface::new(
    "IUpdateHistoryEntry2",
    "c2bfb780-4539-4132-ab8c-0a8772013ab6",
    &IUPDATE_HISTORY_ENTRY,
    &[Member::get(
        "Categories",
        0x6003_0001,
        Type::Interface(&ICATEGORY_COLLECTION),
    )],
);
