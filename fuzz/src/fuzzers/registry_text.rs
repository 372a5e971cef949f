//! The registry of a Wine prefix, as text.

use wua_windows::RegistryText;

use super::Fuzzer;
use crate::mutation::{self, Random};
use crate::seen::{Seen, bucket};

pub(super) struct Text;

const HEADER: &[u8] = b"WINE REGISTRY Version 2\n";

const SEEDS: [&str; 4] = [
    ";; All keys relative to REGISTRY\\\\Machine\n\n#arch=win64\n\n[Software\\\\A] 1795284643\n#time=1dd79e39f91f574\n@=\"x\"\n\"n\"=dword:00000001\n\"h\"=hex(b):01,02,\\\n  03,04,05,06,07,08\n\"s\"=str(2):\"%a%\\x20ac\\0\"\n",
    "#arch=win64\n[a\\\\l] 1\n#link\n\"SymbolicLinkValue\"=hex(6):5c,00,52,00,65,00,67,00,69,00,73,00,74,00,72,00,79,00,\\\n  5c,00,4d,00,61,00,63,00,68,00,69,00,6e,00,65,00,5c,00,61,00\n[a\\\\Wow6432Node\\\\b] 1\n\"v\"=\"x\"\n",
    "#arch=win32\n[\\x20ac\\]\\101] 1\n\"q\\\"=\"=\"\\n\\t\"\n\"m\"=str(7):\"a\\0b\\0\"\n[k\\\\k\\\\k] 1\n#class=\"c\"\n",
    "[a\\\\b] 1\n[a] 1\n[A\\\\B] 1\n\"v\"=hex(ffff0007):aa\n",
];

const WORDS: [&str; 24] = [
    "[",
    "]",
    "\\\\",
    "\n[a\\\\",
    "] 1\n",
    "\n#link\n",
    "\"SymbolicLinkValue\"=hex(6):",
    "=\"",
    "\"\n\"",
    "@=",
    "=dword:",
    "=hex:",
    "=hex(7):",
    "=str(2):\"",
    "\\x20ac",
    "\\0",
    "\\777",
    ",\\\n  ",
    "Wow6432Node",
    "#arch=win64\n",
    "5c,00,",
    "Software\\\\",
    "\r\n",
    "\\\\\\\\",
];

impl Fuzzer for Text {
    fn seeds(&self) -> Vec<Vec<u8>> {
        SEEDS.iter().map(|seed| seed.as_bytes().to_vec()).collect()
    }

    fn execute(&mut self, input: &[u8], seen: &mut Seen) {
        let registry = match RegistryText::read([HEADER, input].concat()) {
            Ok(registry) => registry,
            Err(error) => panic!("{error}"),
        };
        seen.note("damage", registry.damage().is_some());
        let paths: Vec<String> = registry.paths().take(64).collect();
        seen.note("keys", bucket(paths.len()));
        for path in &paths {
            for view32 in [false, true] {
                let Some(key) = registry.find(path, view32) else {
                    // A key is missing only where a link leads away, or the other view.
                    seen.note("led away", view32);
                    continue;
                };
                // Letters may be written otherwise.
                let capitals = path.to_ascii_uppercase();
                assert_eq!(registry.find(&capitals, view32), Some(key));
                seen.note("below", bucket(registry.subkeys(key).count()));
                match registry.value_names(key) {
                    Ok(names) => {
                        seen.note("values", bucket(names.len()));
                        for name in names.iter().take(16) {
                            match registry.value(key, name) {
                                Ok(value) => {
                                    let value = value.expect("a value that has a name is there");
                                    seen.note("value", (value.kind.min(12), bucket(value.data.len())));
                                    let _ = value.decoded();
                                }
                                Err(at) => {
                                    let lines = input.split(|byte| *byte == b'\n').count();
                                    assert!(at.line <= lines + 1, "a line that is not there");
                                    seen.note("damaged", ());
                                }
                            }
                        }
                    }
                    Err(_) => seen.note("damaged", "names"),
                }
            }
        }
    }

    fn fresh(&mut self, random: &mut Random) -> Vec<u8> {
        let count = random.below(24);
        let pieces: Vec<&str> = (0..count).map(|_| *random.one_of(&WORDS)).collect();
        pieces.concat().into_bytes()
    }

    fn change(&mut self, input: &mut Vec<u8>, other: &[u8], random: &mut Random) {
        let words = WORDS.map(|word| word.as_bytes().to_vec());
        mutation::change(input, other, &words, random);
    }
}
