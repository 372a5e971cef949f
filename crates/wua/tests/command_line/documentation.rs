//! What docs/command-line.md and docs/remote.md show is what happens.

use std::path::Path;

use crate::harness::{Computer, run};

/// Whether a line is as it is written; `…` stands for anything.
fn is_like(line: &str, written: &str) -> bool {
    let mut rest = line;
    let mut parts = written.split('…');
    let first = parts.next().unwrap_or_default();
    let Some(after) = rest.strip_prefix(first) else {
        return false;
    };
    rest = after;
    let mut is_open = false;
    for part in parts {
        is_open = part.is_empty();
        match rest.find(part) {
            Some(at) => rest = rest.get(at + part.len()..).unwrap(),
            None => return false,
        }
    }
    is_open || rest.is_empty()
}

#[test]
fn the_examples_are_true() {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs");
    let page = ["command-line.md", "remote.md"].map(|page| std::fs::read_to_string(docs.join(page)).unwrap());
    let page = page.concat();
    let computer = Computer::restarted();
    let mut examples = 0;
    for block in page.split("```").skip(1).step_by(2) {
        for example in block.split("\n$ wua --museum ").skip(1) {
            let (command, written) = example.split_once('\n').unwrap();
            let arguments: Vec<&str> = command.split(' ').collect();
            let mut command_line = computer.command(&arguments);
            command_line.env("COLUMNS", "100");
            let answer = run(command_line);
            let text = format!("{}{}", answer.stdout, answer.stderr);
            let mut lines = text.lines();
            for written in written.lines() {
                if written == "…" {
                    continue;
                }
                assert!(
                    lines.any(|line| is_like(line, written)),
                    "{command}\nnothing is like\n{written}\nin\n{text}"
                );
            }
            examples += 1;
        }
    }
    assert!(examples >= 5, "only {examples} examples");
}
