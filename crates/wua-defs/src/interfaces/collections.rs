//! Collections.

use wua_com::standard::IDISPATCH;
use wua_com::table::{Interface, Member, Param, Remote, Type};

use super::history::IUPDATE_HISTORY_ENTRY;
use super::services::IUPDATE_SERVICE;
use super::updates::{
    ICATEGORY, IUPDATE, IUPDATE_DOWNLOAD_CONTENT, IUPDATE_EXCEPTION, IWINDOWS_DRIVER_UPDATE_ENTRY,
};

/// `IStringCollection`.
pub static ISTRING_COLLECTION: Interface = Interface::new(
    "IStringCollection",
    "eff90582-2ddc-480f-a06d-60f3fbc362c3",
    &IDISPATCH,
    &[
        Member::get("Item", 0, Type::Bstr).takes(&[Param::new("index", Type::Long)]),
        Member::put(
            "Item",
            0,
            &[Param::new("index", Type::Long), Param::new("value", Type::Bstr)],
        ),
        Member::get("_NewEnum", -4, Type::Unknown),
        Member::get("Count", 0x6002_0001, Type::Long),
        Member::get("ReadOnly", 0x6002_0002, Type::Bool),
        Member::method("Add", 0x6002_0003)
            .takes(&[Param::new("value", Type::Bstr)])
            .yields(Type::Long),
        Member::method("Clear", 0x6002_0004),
        Member::method("Copy", 0x6002_0005).yields(Type::Interface(&ISTRING_COLLECTION)),
        Member::method("Insert", 0x6002_0006)
            .takes(&[Param::new("index", Type::Long), Param::new("value", Type::Bstr)]),
        Member::method("RemoveAt", 0x6002_0007).takes(&[Param::new("index", Type::Long)]),
    ],
)
.hidden();

/// `IUpdateCollection`.
pub static IUPDATE_COLLECTION: Interface = Interface::new(
    "IUpdateCollection",
    "07f7438c-7709-4ca5-b518-91279288134e",
    &IDISPATCH,
    &[
        Member::get("Item", 0, Type::Interface(&IUPDATE)).takes(&[Param::new("index", Type::Long)]),
        Member::put(
            "Item",
            0,
            &[
                Param::new("index", Type::Long),
                Param::new("value", Type::Interface(&IUPDATE)),
            ],
        ),
        Member::get("_NewEnum", -4, Type::Unknown),
        Member::get("Count", 0x6002_0001, Type::Long),
        Member::get("ReadOnly", 0x6002_0002, Type::Bool),
        Member::method("Add", 0x6002_0003)
            .takes(&[Param::new("value", Type::Interface(&IUPDATE))])
            .yields(Type::Long),
        Member::method("Clear", 0x6002_0004),
        Member::method("Copy", 0x6002_0005)
            .yields(Type::Interface(&IUPDATE_COLLECTION))
            .remote(Remote::Never),
        Member::method("Insert", 0x6002_0006).takes(&[
            Param::new("index", Type::Long),
            Param::new("value", Type::Interface(&IUPDATE)),
        ]),
        Member::method("RemoveAt", 0x6002_0007).takes(&[Param::new("index", Type::Long)]),
    ],
)
.hidden();

/// `ICategoryCollection`.
pub static ICATEGORY_COLLECTION: Interface = Interface::new(
    "ICategoryCollection",
    "3a56bfb8-576c-43f7-9335-fe4838fd7e37",
    &IDISPATCH,
    &[
        Member::get("Item", 0, Type::Interface(&ICATEGORY)).takes(&[Param::new("index", Type::Long)]),
        Member::get("_NewEnum", -4, Type::Unknown),
        Member::get("Count", 0x6002_0001, Type::Long),
    ],
);

/// `IUpdateDownloadContentCollection`.
pub static IUPDATE_DOWNLOAD_CONTENT_COLLECTION: Interface = Interface::new(
    "IUpdateDownloadContentCollection",
    "bc5513c8-b3b8-4bf7-a4d4-361c0d8c88ba",
    &IDISPATCH,
    &[
        Member::get("Item", 0, Type::Interface(&IUPDATE_DOWNLOAD_CONTENT))
            .takes(&[Param::new("index", Type::Long)]),
        Member::get("_NewEnum", -4, Type::Unknown),
        Member::get("Count", 0x6002_0001, Type::Long),
    ],
);

/// `IUpdateExceptionCollection`.
pub static IUPDATE_EXCEPTION_COLLECTION: Interface = Interface::new(
    "IUpdateExceptionCollection",
    "503626a3-8e14-4729-9355-0fe664bd2321",
    &IDISPATCH,
    &[
        Member::get("Item", 0, Type::Interface(&IUPDATE_EXCEPTION)).takes(&[Param::new("index", Type::Long)]),
        Member::get("_NewEnum", -4, Type::Unknown),
        Member::get("Count", 0x6002_0001, Type::Long),
    ],
);

/// `IUpdateHistoryEntryCollection`.
pub static IUPDATE_HISTORY_ENTRY_COLLECTION: Interface = Interface::new(
    "IUpdateHistoryEntryCollection",
    "a7f04f3c-a290-435b-aadf-a116c3357a5c",
    &IDISPATCH,
    &[
        Member::get("Item", 0, Type::Interface(&IUPDATE_HISTORY_ENTRY))
            .takes(&[Param::new("index", Type::Long)]),
        Member::get("_NewEnum", -4, Type::Unknown),
        Member::get("Count", 0x6002_0001, Type::Long),
    ],
);

/// `IUpdateServiceCollection`.
pub static IUPDATE_SERVICE_COLLECTION: Interface = Interface::new(
    "IUpdateServiceCollection",
    "9b0353aa-0e52-44ff-b8b0-1f7fa0437f88",
    &IDISPATCH,
    &[
        Member::get("Item", 0, Type::Interface(&IUPDATE_SERVICE)).takes(&[Param::new("index", Type::Long)]),
        Member::get("_NewEnum", -4, Type::Unknown),
        Member::get("Count", 0x6002_0001, Type::Long),
    ],
);

/// `IWindowsDriverUpdateEntryCollection`.
pub static IWINDOWS_DRIVER_UPDATE_ENTRY_COLLECTION: Interface = Interface::new(
    "IWindowsDriverUpdateEntryCollection",
    "0d521700-a372-4bef-828b-3d00c10adebd",
    &IDISPATCH,
    &[
        Member::get("Item", 0, Type::Interface(&IWINDOWS_DRIVER_UPDATE_ENTRY))
            .takes(&[Param::new("index", Type::Long)]),
        Member::get("_NewEnum", -4, Type::Unknown),
        Member::get("Count", 0x6002_0001, Type::Long),
    ],
);
