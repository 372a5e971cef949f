//! Recordings of facts: JSON.

use wua_windows::Recording;

use super::Fuzzer;
use crate::mutation::{self, Random};
use crate::seen::{Seen, bucket};

pub(super) struct Text;

const HEAD: &str = r#"{"format":"wua-facts","version":1,"facts":["#;

const FACTS: [&str; 10] = [
    r#"{"query":"Processors","answer":{"Number":2}}"#,
    r#"{"query":"System","answer":{"System":{"major":6,"minor":1,"build":7601,"revision":0,"service_pack_major":1,"service_pack_minor":0,"suites":0,"product_type":1}}}"#,
    r#"{"query":"Languages","answer":{"Names":["en-US","de-DE"]}}"#,
    r#"{"query":{"RegistryKey":{"hive":"LocalMachine","subkey":"A\\B","view32":true}},"answer":"Absent"}"#,
    r#"{"query":{"RegistryValue":{"key":{"hive":"LocalMachine","subkey":"A"},"value":""}},"answer":{"Registry":{"Texts":["a","\u20ac"]}}}"#,
    r#"{"query":{"File":{"base":{"Csidl":37},"path":"msi.dll"}},"answer":{"File":{"path":"C:","size":1,"version":"1.2.3.4","language":1033,"created":null,"modified":-1}}}"#,
    r#"{"query":{"MsiProduct":"a7a3b6d2-5b9c-4c5e-8e0d-2f1e2d3c4b5a"},"answer":{"Product":{"version":"1.2.3","language":1033,"upgrade_code":null,"patches":[]}}}"#,
    r#"{"query":{"Wmi":{"namespace":"root","query":"select"}},"answer":{"Unavailable":"no"}}"#,
    r#"{"query":{"SystemMetric":-1},"answer":"Present"}"#,
    r#"{"query":"MsiVersion","answer":{"Version":"5.0.7601.1"}}"#,
];

const WORDS: [&str; 12] = [
    "{\"query\":",
    ",\"answer\":",
    "\"Absent\"",
    "null",
    "[",
    "]",
    "{",
    "}",
    "1e999",
    "-1",
    "\\ud800",
    "18446744073709551616",
];

impl Fuzzer for Text {
    fn seeds(&self) -> Vec<Vec<u8>> {
        let all = FACTS.join(",\n");
        let named = format!(
            r#"{{"format":"wua-facts","version":1,"computer":"pc","recorded":"now","facts":[{all}]}}"#
        );
        let one = |fact: &&str| format!("{HEAD}{fact}]}}").into_bytes();
        FACTS.iter().map(one).chain([named.into_bytes()]).collect()
    }

    fn execute(&mut self, input: &[u8], seen: &mut Seen) {
        match Recording::read(input) {
            Ok(recording) => {
                seen.note("facts", bucket(recording.facts().count()));
                for (query, answer) in recording.facts() {
                    seen.note(
                        "fact",
                        (std::mem::discriminant(query), std::mem::discriminant(answer)),
                    );
                }
                let text = recording.to_text();
                let again = Recording::read(text.as_bytes()).expect("what was written is read");
                assert_eq!(again, recording);
                assert_eq!(again.to_text(), text);
            }
            Err(error) => {
                // Places and names differ in every input.
                let words: String = error
                    .message()
                    .chars()
                    .filter(|letter| letter.is_alphabetic())
                    .take(36)
                    .collect();
                seen.note("refused", words);
            }
        }
    }

    fn fresh(&mut self, random: &mut Random) -> Vec<u8> {
        let facts: Vec<&str> = (0..random.below(4)).map(|_| *random.one_of(&FACTS)).collect();
        format!("{HEAD}{}]}}", facts.join(",")).into_bytes()
    }

    fn change(&mut self, input: &mut Vec<u8>, other: &[u8], random: &mut Random) {
        let words = WORDS.map(|word| word.as_bytes().to_vec());
        mutation::change(input, other, &words, random);
    }
}
