//! `wua-com/src/code.rs`: the HRESULTs as constants.

use std::fmt::Write;

pub(super) fn generate() -> String {
    let mut out = super::header("The known codes as constants.", "`hresults.rs`");
    out.push_str("use crate::HResult;\n");
    for row in wua_com::HRESULTS.iter().chain(wua_com::CODES_OF_CALLS) {
        let value = row.hresult.to_u32();
        let (high, low) = (value >> 16, value & 0xFFFF);
        let _ = write!(
            out,
            "\n/// `{0}`.\npub const {0}: HResult = HResult::from_u32(0x{high:04X}_{low:04X});",
            row.name
        );
    }
    out.push('\n');
    out
}
