//! What goes wrong around the program - lists, links, disks, pipes, impatience - ends with clear words, the right
//! exit code, and files that are whole.
#![cfg(all(feature = "cli", target_os = "linux"))]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod repository;

use std::ffi::OsStr;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use repository::{Ran, Repository, lacuna};

const DEBRIS: &str = "The third item, \u{2610}\u{2610}\u{2610}\u{2610} the harvest, was put off.\n";

#[test]
fn names_of_any_bytes_are_read_from_a_list() {
    let repository = Repository::empty();
    let names: [&[u8]; 3] = [b"two\nlines.txt", b"not-utf-8-\xFF.txt", b"-dash.txt"];
    for name in names {
        repository.write(Path::new(OsStr::from_bytes(name)), DEBRIS);
    }
    let out = listed(&repository, &names.join(&0)).ended(1);
    let found: Vec<String> = out.lines().map(path_of).collect();
    assert_eq!(found, ["two\nlines.txt", "not-utf-8-\u{FFFD}.txt", "-dash.txt"], "in the order of the list");
    let out = repository.lacuna(["check", "--format", "github"]).ended(1);
    assert!(out.contains("file=two%0Alines.txt,"), "{out}");
}

#[test]
fn one_bad_file_does_not_stop_the_others() {
    let repository = Repository::empty();
    repository.write("a.txt", DEBRIS);
    repository.write("picture.txt", [0, 1, 2, 0, 255, 254, 0, 7].repeat(64));
    repository.write("broken/lacuna.toml", "[rules\n");
    repository.write("broken/b.txt", DEBRIS);
    repository.write("z.txt", DEBRIS);
    let ran = listed(&repository, b"a.txt\nmissing.txt\npicture.txt\nbroken/b.txt\nz.txt\n");
    for named in ["missing.txt: ", "picture.txt: ", "broken/lacuna.toml:1:"] {
        assert!(ran.said.contains(named), "{named} is not told of: {}", ran.said);
    }
    let found: Vec<String> = ran.ended(1).lines().map(path_of).collect();
    assert_eq!(found, ["a.txt", "z.txt"]);
    let said = listed(&repository, b"missing.txt\n").failed();
    assert!(said.contains("nothing could be checked"), "{said}");
    listed(&repository, b"").ended(0);
}

/// Ten times as many files take no more memory.
#[test]
fn a_list_of_any_length_is_read_in_the_same_memory() {
    let repository = Repository::empty();
    for number in 0..5_000 {
        repository.write(format!("{}/{number}.txt", number / 500), DEBRIS);
    }
    let list = |count: usize| (0..count).map(|n| format!("{}/{n}.txt\n", n / 500)).collect::<String>();
    let (few, many) = (peak_memory(&repository, &list(500)), peak_memory(&repository, &list(5_000)));
    assert!(many < few + few / 4, "500 files take {few} kB, 5,000 take {many} kB");
}

#[test]
fn a_reader_that_has_enough_ends_it_quietly() {
    let repository = Repository::empty();
    for number in 0..300 {
        repository.write(format!("{number}.txt"), DEBRIS.repeat(20));
    }
    for command in ["check --format concise", "fix --diff --unsafe --rule 'glyphs/*'"] {
        let piped = format!("({} {command}; echo $? > code) | head -n 1", env!("CARGO_BIN_EXE_lacuna"));
        let ran = Ran::of(Command::new("sh").args(["-c", &piped]).current_dir(repository.path()));
        assert!(!ran.said.contains("error") && !ran.said.contains("panic"), "{command}: {}", ran.said);
        let code = repository.read("code");
        assert!(["0\n", "1\n"].contains(&&*code), "{command}: {code}");
    }
}

#[test]
fn a_full_disk_is_told_and_leaves_no_half_report() {
    let repository = Repository::empty();
    repository.write("a.txt", DEBRIS);
    let said = repository.lacuna(["check", "--output", "/dev/full"]).failed();
    assert!(said.contains("/dev/full: No space left on device"), "{said}");
    let mut check = lacuna(repository.path());
    let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let said = Ran::of_piped(check.arg("check").stdout(full)).failed();
    assert!(said.contains("cannot write the output: No space left on device"), "{said}");
    // A report that grows beyond what may be written.
    repository.write("a.txt", DEBRIS.repeat(200));
    let said = with_little_room(&repository, "check --format jsonl --output report.jsonl").failed();
    assert!(said.contains("report.jsonl: File too large"), "{said}");
    assert!(!repository.at("report.jsonl").exists());
}

#[test]
fn a_file_that_cannot_be_written_stays_as_it_was() {
    let repository = Repository::empty();
    let text = "the co\u{FB01}rmed di\u{FB00}erence\n".repeat(500);
    repository.write("a.txt", &text);
    let said = with_little_room(&repository, "fix").failed();
    assert!(said.contains("a.txt: File too large") && said.contains("not every file could be written"), "{said}");
    assert_eq!(repository.read("a.txt"), text);
    assert_eq!(leftovers(&repository), 0);
}

#[test]
fn ctrl_c_leaves_each_file_whole() {
    let repository = Repository::empty();
    let (before, after) = ("the co\u{FB01}rmed report\n".repeat(40), "the cofirmed report\n".repeat(40));
    for number in 0..1_500 {
        repository.write(format!("{number:04}.txt"), &before);
    }
    let mut fix = lacuna(repository.path());
    let fix = fix.args(["fix", "--rule", "glyphs/ligature"]).stderr(Stdio::piped()).spawn().unwrap();
    // Once the first file is restored, it is in the middle.
    while repository.read("0000.txt") == before {
        std::thread::sleep(Duration::from_millis(1));
    }
    Command::new("kill").args(["-INT", &fix.id().to_string()]).status().unwrap();
    let ended = fix.wait_with_output().unwrap();
    let said = String::from_utf8(ended.stderr).unwrap();
    assert_eq!(ended.status.code(), Some(130), "{said}");
    let texts: Vec<String> = (0..1_500).map(|number| repository.read(&format!("{number:04}.txt"))).collect();
    assert!(texts.iter().all(|text| *text == before || *text == after), "a file is neither old nor new");
    let restored = texts.iter().filter(|text| **text == after).count();
    assert!(restored < 1_500, "it was stopped too late to show anything");
    assert!(said.contains(&format!("stopped: {restored} files were restored")), "{said}");
    assert_eq!(leftovers(&repository), 0);
}

/// A check of a list on standard input.
fn listed(repository: &Repository, list: &[u8]) -> Ran {
    let mut check = lacuna(repository.path());
    check.args(["check", "--files-from", "-", "--format", "jsonl", "--rule", "glyphs/filler-run"]);
    let mut check = check.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    check.stdin.take().unwrap().write_all(list).unwrap();
    Ran::from(check.wait_with_output().unwrap())
}

fn path_of(line: &str) -> String {
    let finding: serde_json::Value = serde_json::from_str(line).unwrap();
    finding["path"].as_str().unwrap().to_owned()
}

/// The most memory a check of a list took, in kilobytes, as the system counts while it runs.
fn peak_memory(repository: &Repository, list: &str) -> u64 {
    repository.write("list", list);
    let mut check = lacuna(repository.path());
    check.args(["check", "--files-from", "list", "--format", "jsonl", "--rule", "glyphs/*", "--jobs", "2"]);
    let mut check = check.stdout(Stdio::piped()).spawn().unwrap();
    let status = format!("/proc/{}/status", check.id());
    let (mut found, mut peak) = (0, 0);
    for line in BufReader::new(check.stdout.take().unwrap()).lines() {
        found += usize::from(!line.unwrap().is_empty());
        // The peak never falls, so that the last look is the one that counts.
        if found % 50 == 0
            && let Some(now) = peak_in(&fs::read_to_string(&status).unwrap_or_default())
        {
            peak = now;
        }
    }
    assert_eq!(check.wait().unwrap().code(), Some(1));
    assert_eq!(found, list.lines().count());
    peak
}

fn peak_in(status: &str) -> Option<u64> {
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix(" kB")?.parse().ok()
}

/// Lacuna where no file may grow beyond a few kilobytes.
fn with_little_room(repository: &Repository, command: &str) -> Ran {
    let limited = format!("trap '' XFSZ; ulimit -f 8; exec {} {command}", env!("CARGO_BIN_EXE_lacuna"));
    Ran::of(Command::new("bash").args(["-c", &limited]).current_dir(repository.path()))
}

/// Temporary files that were forgotten.
fn leftovers(repository: &Repository) -> usize {
    let names = fs::read_dir(repository.path()).unwrap().map(|entry| entry.unwrap().file_name());
    names.filter(|name| name.to_string_lossy().starts_with(".lacuna-")).count()
}
