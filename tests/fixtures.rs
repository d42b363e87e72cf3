//! What the fixtures promise: each folder of `fixtures/` is a situation, and its `expected.txt` says
//! what is found in it, one finding a line: `file:line:column severity[rule] message`.
//!
//! After a change that is meant, write them anew and read the difference:
//! `LACUNA_BLESS=1 cargo test --test fixtures`.
#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde::Deserialize;

/// The family that stays out of the expectations: what it finds depends on word lists, which grow
/// without any change of the rules.
const LEFT_OUT: &str = "words/";

#[derive(Deserialize)]
struct Finding {
    path: String,
    rule: String,
    severity: String,
    message: String,
    start: Position,
}

#[derive(Deserialize)]
struct Position {
    line: usize,
    column: usize,
}

#[test]
fn each_folder_holds_what_it_says() {
    let bless = std::env::var_os("LACUNA_BLESS").is_some();
    let mut wrong = String::new();
    for folder in situations() {
        let found = check(&folder);
        let file = folder.join("expected.txt");
        if bless {
            fs::write(&file, &found).unwrap();
            continue;
        }
        let expected = fs::read_to_string(&file).unwrap_or_default().replace("\r\n", "\n");
        if found != expected {
            writeln!(wrong, "{}\n{}", folder.display(), difference(&expected, &found)).unwrap();
        }
    }
    assert!(wrong.is_empty(), "the fixtures hold something else (+) than they say (-):\n{wrong}");
}

#[test]
fn a_clean_document_has_no_findings() {
    assert_eq!(check(&fixtures().join("clean")), "");
}

#[test]
fn no_two_findings_of_a_file_begin_at_one_place() {
    for folder in situations() {
        let mut spoken = BTreeMap::new();
        for finding in findings(&folder) {
            let place = (finding.path, finding.start.line, finding.start.column);
            if let Some(other) = spoken.insert(place.clone(), finding.rule.clone()) {
                panic!("{place:?}: both {other} and {} speak", finding.rule);
            }
        }
    }
}

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures")
}

/// The folders of the fixtures, in the order of their names.
fn situations() -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> = fs::read_dir(fixtures())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir() && !transcriptions(path).is_empty())
        .collect();
    folders.sort();
    assert!(!folders.is_empty(), "there are no fixtures");
    folders
}

/// What is found in a folder, a line a finding.
fn check(folder: &Path) -> String {
    let mut lines = String::new();
    for Finding { path, rule, severity, message, start } in findings(folder) {
        writeln!(lines, "{path}:{}:{} {severity}[{rule}] {message}", start.line, start.column).unwrap();
    }
    lines
}

fn findings(folder: &Path) -> Vec<Finding> {
    let arguments = ["check", "--format", "jsonl", "--level", "hint"];
    let texts = transcriptions(folder);
    let output =
        Command::new(env!("CARGO_BIN_EXE_lacuna")).args(arguments).args(&texts).current_dir(folder).output().unwrap();
    let complaints = String::from_utf8_lossy(&output.stderr);
    assert!(matches!(output.status.code(), Some(0 | 1)), "{}: {complaints}", folder.display());
    output
        .stdout
        .split(|byte| *byte == b'\n')
        .filter(|line| !line.is_empty())
        .map(|line| serde_json::from_slice(line).unwrap())
        .filter(|finding: &Finding| !finding.rule.starts_with(LEFT_OUT))
        .collect()
}

/// The texts of a folder: all its files but the expectations and the project's own, which are TOML.
fn transcriptions(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name != "expected.txt" && (name.ends_with(".txt") || name.ends_with(".md")))
        .collect();
    names.sort();
    names
}

/// The lines that only one of the two has.
fn difference(expected: &str, found: &str) -> String {
    similar::TextDiff::from_lines(expected, found)
        .iter_all_changes()
        .filter(|change| change.tag() != similar::ChangeTag::Equal)
        .map(|change| format!("{}{change}", change.tag()))
        .collect()
}
