//! Searching, and what a search yields.

use wua_com::standard::{IDISPATCH, IUNKNOWN};
use wua_com::table::{Interface, Member, Param, Permission, Remote, Rights, Type};

use super::collections::{
    ICATEGORY_COLLECTION, IUPDATE_COLLECTION, IUPDATE_EXCEPTION_COLLECTION, IUPDATE_HISTORY_ENTRY_COLLECTION,
};
use crate::enumerations::{OPERATION_RESULT_CODE, SEARCH_SCOPE, SERVER_SELECTION};

/// `IUpdateSearcher`.
pub static IUPDATE_SEARCHER: Interface = Interface::new(
    "IUpdateSearcher",
    "8f45abf1-f9ae-4b95-a933-f0f66e5056ea",
    &IDISPATCH,
    &[
        Member::get("CanAutomaticallyUpgradeService", 0x6002_0001, Type::Bool).needs(Rights::User),
        Member::put(
            "CanAutomaticallyUpgradeService",
            0x6002_0001,
            &[Param::new("value", Type::Bool)],
        )
        .needs(Rights::User),
        Member::get("ClientApplicationID", 0x6002_0003, Type::Bstr).needs(Rights::User),
        Member::put(
            "ClientApplicationID",
            0x6002_0003,
            &[Param::new("value", Type::Bstr)],
        )
        .needs(Rights::User),
        Member::get("IncludePotentiallySupersededUpdates", 0x6002_0004, Type::Bool).needs(Rights::User),
        Member::put(
            "IncludePotentiallySupersededUpdates",
            0x6002_0004,
            &[Param::new("value", Type::Bool)],
        )
        .needs(Rights::User),
        Member::get(
            "ServerSelection",
            0x6002_0007,
            Type::Enumeration(&SERVER_SELECTION),
        )
        .needs(Rights::User),
        Member::put(
            "ServerSelection",
            0x6002_0007,
            &[Param::new("value", Type::Enumeration(&SERVER_SELECTION))],
        )
        .needs(Rights::User),
        Member::method("BeginSearch", 0x6002_0008)
            .takes(&[
                Param::new("criteria", Type::Bstr),
                Param::new("onCompleted", Type::Unknown),
                Param::new("state", Type::Variant),
            ])
            .yields(Type::Interface(&ISEARCH_JOB))
            .local_unless(Permission::Jobs)
            .needs(Rights::User),
        Member::method("EndSearch", 0x6002_0009)
            .takes(&[Param::new("searchJob", Type::Interface(&ISEARCH_JOB))])
            .yields(Type::Interface(&ISEARCH_RESULT))
            .local_unless(Permission::Jobs)
            .needs(Rights::User)
            .blocking(),
        Member::method("EscapeString", 0x6002_000a)
            .takes(&[Param::new("unescaped", Type::Bstr)])
            .yields(Type::Bstr)
            .needs(Rights::User),
        Member::method("QueryHistory", 0x6002_000b)
            .takes(&[
                Param::new("startIndex", Type::Long),
                Param::new("count", Type::Long),
            ])
            .yields(Type::Interface(&IUPDATE_HISTORY_ENTRY_COLLECTION))
            .needs(Rights::User)
            .blocking(),
        Member::method("Search", 0x6002_000c)
            .takes(&[Param::new("criteria", Type::Bstr)])
            .yields(Type::Interface(&ISEARCH_RESULT))
            .needs(Rights::User)
            .blocking(),
        Member::get("Online", 0x6002_000d, Type::Bool).needs(Rights::User),
        Member::put("Online", 0x6002_000d, &[Param::new("value", Type::Bool)]).needs(Rights::User),
        Member::method("GetTotalHistoryCount", 0x6002_000e)
            .yields(Type::Long)
            .needs(Rights::User)
            .blocking(),
        Member::get("ServiceID", 0x6002_000f, Type::Bstr).needs(Rights::User),
        Member::put("ServiceID", 0x6002_000f, &[Param::new("value", Type::Bstr)]).needs(Rights::User),
    ],
);

/// `IUpdateSearcher2`.
pub static IUPDATE_SEARCHER2: Interface = Interface::new(
    "IUpdateSearcher2",
    "4cbdcb2d-1589-4beb-bd1c-3e582ff0add0",
    &IUPDATE_SEARCHER,
    &[
        Member::get("IgnoreDownloadPriority", 0x6003_0001, Type::Bool).needs(Rights::User),
        Member::put(
            "IgnoreDownloadPriority",
            0x6003_0001,
            &[Param::new("value", Type::Bool)],
        )
        .needs(Rights::User),
    ],
);

/// `IUpdateSearcher3`.
pub static IUPDATE_SEARCHER3: Interface = Interface::new(
    "IUpdateSearcher3",
    "04c6895d-eaf2-4034-97f3-311de9be413a",
    &IUPDATE_SEARCHER2,
    &[
        Member::get("SearchScope", 0x6004_0001, Type::Enumeration(&SEARCH_SCOPE)).needs(Rights::User),
        Member::put(
            "SearchScope",
            0x6004_0001,
            &[Param::new("value", Type::Enumeration(&SEARCH_SCOPE))],
        )
        .needs(Rights::User),
    ],
)
.hidden();

/// `ISearchJob`.
pub static ISEARCH_JOB: Interface = Interface::new(
    "ISearchJob",
    "7366ea16-7a1a-4ea2-b042-973d3e9cd99b",
    &IDISPATCH,
    &[
        Member::get("AsyncState", 0x6002_0001, Type::Variant).local_unless(Permission::Jobs),
        Member::get("IsCompleted", 0x6002_0002, Type::Bool).local_unless(Permission::Jobs),
        Member::method("CleanUp", 0x6002_0003)
            .local_unless(Permission::Jobs)
            .blocking(),
        Member::method("RequestAbort", 0x6002_0004).local_unless(Permission::Jobs),
    ],
);

/// `ISearchResult`.
pub static ISEARCH_RESULT: Interface = Interface::new(
    "ISearchResult",
    "d40cff62-e08c-4498-941a-01e25f0fd33c",
    &IDISPATCH,
    &[
        Member::get(
            "ResultCode",
            0x6002_0001,
            Type::Enumeration(&OPERATION_RESULT_CODE),
        ),
        Member::get(
            "RootCategories",
            0x6002_0002,
            Type::Interface(&ICATEGORY_COLLECTION),
        ),
        Member::get("Updates", 0x6002_0003, Type::Interface(&IUPDATE_COLLECTION)),
        Member::get(
            "Warnings",
            0x6002_0004,
            Type::Interface(&IUPDATE_EXCEPTION_COLLECTION),
        ),
    ],
);

/// `ISearchCompletedCallback`.
pub static ISEARCH_COMPLETED_CALLBACK: Interface = Interface::new(
    "ISearchCompletedCallback",
    "88aee058-d4b0-4725-a2f1-814a67ae964c",
    &IUNKNOWN,
    &[Member::method("Invoke", 0)
        .takes(&[
            Param::new("searchJob", Type::Interface(&ISEARCH_JOB)),
            Param::new("callbackArgs", Type::Interface(&ISEARCH_COMPLETED_CALLBACK_ARGS)),
        ])
        .vtable_only()
        .remote(Remote::Never)],
);

/// `ISearchCompletedCallbackArgs`.
pub static ISEARCH_COMPLETED_CALLBACK_ARGS: Interface = Interface::new(
    "ISearchCompletedCallbackArgs",
    "a700a634-2850-4c47-938a-9e4b6e5af9a6",
    &IDISPATCH,
    &[],
);
