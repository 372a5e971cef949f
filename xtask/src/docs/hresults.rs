//! The page of HRESULTs.

use std::fmt::Write;

use wua_com::{CODES_OF_CALLS, HRESULTS};

use super::heading;

pub(super) fn page() -> String {
    let mut page = heading(
        "HRESULTs",
        "Every code that the agent knows by name, with the sentence that it shows.",
    );
    page.push_str("| code | name | meaning |\n|---|---|---|\n");
    for row in HRESULTS.iter().chain(CODES_OF_CALLS) {
        let _ = writeln!(
            page,
            "| 0x{:08X} | {} | {} |",
            row.hresult.to_u32(),
            row.name,
            row.text
        );
    }
    page
}
