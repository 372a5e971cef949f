//! The order of versions is dpkg's.

use std::cmp::Ordering;
use std::io::Write as _;
use std::process::{Command, Stdio};

use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::TestRunner;
use wua_debian::version::compare;

use crate::has;

const BY_HAND: &[(&str, &str)] = &[
    ("1.0", "1.00"),
    ("0:1", "1"),
    ("1-0", "1"),
    ("1.0~rc1", "1.0"),
    ("1.0~", "1.0~~"),
    ("1.0a", "1.0+"),
    ("1.0+", "1.0.1"),
    ("1.0-1", "1.0-1.0"),
    ("1-1-1", "1-1"),
    ("1:1", "2"),
    ("2:1", "10:0"),
    ("1.2.3", "1.10"),
    ("1a9", "1a10"),
    ("1aZ", "1aa"),
    ("2.36-9+deb12u10", "2.36-9+deb12u9"),
    ("5.2.15-2+b8", "5.2.15-2"),
    ("20250908000000000000000001", "20250908000000000000000000"),
    ("1.0.", "1.0"),
    ("1.0~0", "1.0~"),
    ("1:0-0", "1:0"),
    ("0", "0~"),
];

/// One process asks dpkg for all pairs: `-1`, `0` or `1` a line.
const SCRIPT: &str = r#"while read -r a b; do
    if dpkg --compare-versions "$a" lt "$b" 2>/dev/null; then echo -1
    elif dpkg --compare-versions "$a" eq "$b" 2>/dev/null; then echo 0
    else echo 1; fi
done"#;

fn version() -> impl Strategy<Value = String> {
    let epoch = prop_oneof![4 => Just(String::new()), 1 => "[0-9]{1,2}:"];
    (
        epoch,
        "[0-9][0-9a-bY-Z.+~]{0,6}",
        prop_oneof![Just(String::new()), "-[0-9ab.+~]{1,4}"],
    )
        .prop_map(|(epoch, upstream, revision)| epoch + &upstream + &revision)
}

/// Two that have much in common: those are the hard ones.
fn pair() -> impl Strategy<Value = (String, String)> {
    let similar = (version(), "[0a.+~]{0,2}", "[1b.+~]{0,2}")
        .prop_map(|(start, one, other)| (start.clone() + &one, start + &other));
    prop_oneof![(version(), version()), similar]
}

#[test]
fn versions_compare_as_with_dpkg() {
    if !has("dpkg") {
        return;
    }
    let mut runner = TestRunner::deterministic();
    let mut pairs: Vec<(String, String)> = BY_HAND
        .iter()
        .map(|(one, other)| ((*one).into(), (*other).into()))
        .collect();
    pairs.extend((0..600).map(|_| pair().new_tree(&mut runner).unwrap().current()));
    let mut shell = Command::new("sh")
        .args(["-c", SCRIPT])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = shell.stdin.take().unwrap();
    let lines: Vec<String> = pairs
        .iter()
        .map(|(one, other)| format!("{one} {other}\n"))
        .collect();
    let writer = std::thread::spawn(move || input.write_all(lines.concat().as_bytes()).unwrap());
    let output = shell.wait_with_output().unwrap();
    writer.join().unwrap();
    let answers = String::from_utf8(output.stdout).unwrap();
    assert_eq!(answers.lines().count(), pairs.len());
    let mut seen = [0; 3];
    for ((one, other), answer) in pairs.iter().zip(answers.lines()) {
        let expected = match answer {
            "-1" => Ordering::Less,
            "0" => Ordering::Equal,
            _ => Ordering::Greater,
        };
        assert_eq!(compare(one, other), expected, "{one} {other}");
        assert_eq!(compare(other, one), expected.reverse(), "{other} {one}");
        seen[usize::try_from(answer.parse::<i32>().unwrap() + 1).unwrap()] += 1;
    }
    assert!(seen.iter().all(|count| *count > 5), "all three answers: {seen:?}");
}

proptest! {
    #[test]
    fn the_order_is_one(one in version(), two in version(), three in version()) {
        prop_assert_eq!(compare(&one, &one), Ordering::Equal);
        prop_assert_eq!(compare(&one, &two), compare(&two, &one).reverse());
        if compare(&one, &two).is_le() && compare(&two, &three).is_le() {
            prop_assert!(compare(&one, &three).is_le(), "{} {} {}", one, two, three);
        }
    }
}
