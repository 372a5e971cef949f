//! `wua-dll/wuapi.manifest`: the classes for programs that use the DLL without a registration.

use std::fmt::Write;

use wua_com::Guid;
use wua_defs::classes::CLASSES;

pub(super) fn generate() -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
         <!-- The classes of wuapi.dll, for an activation context: nothing is registered. Lies beside the DLL.\n     \
         Written by `cargo xtask codegen` from the tables of `wua-defs`: edit that. -->\n\
         <assembly xmlns=\"urn:schemas-microsoft-com:asm.v1\" manifestVersion=\"1.0\">\n  \
         <assemblyIdentity type=\"win32\" name=\"Wua.Update\" version=\"1.0.0.0\" processorArchitecture=\"amd64\"/>\n  \
         <file name=\"wuapi.dll\">\n",
    );
    for class in CLASSES {
        for (clsid, progid) in [(class.own_clsid, class.own_progid), (class.clsid, class.progid)] {
            out.push_str(&row(class.name, clsid, progid));
        }
    }
    out.push_str("  </file>\n</assembly>\n");
    out
}

fn row(name: &str, clsid: Guid, progid: &str) -> String {
    let mut out = String::new();
    let _ = writeln!(
        out,
        "    <comClass clsid=\"{{{clsid}}}\" progid=\"{progid}\" threadingModel=\"Both\" description=\"{name} Class\">\n      \
         <progid>{progid}.1</progid>\n    </comClass>"
    );
    out
}
