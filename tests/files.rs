//! Files as they come: links, encodings, line ends, and texts of absurd shape. Nothing is lost, nothing is
//! written outside the collection, and the exit code is 2 only where nothing could be checked.
#![cfg(all(feature = "cli", unix))]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::fs;
use std::io::{BufRead, BufReader};
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

struct Ran {
    code: Option<i32>,
    out: String,
    complaints: String,
}

fn lacuna(folder: &Path, arguments: &[&str]) -> Ran {
    let output = Command::new(env!("CARGO_BIN_EXE_lacuna")).args(arguments).current_dir(folder).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    Ran { code: output.status.code(), out: text(output.stdout), complaints: text(output.stderr) }
}

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

#[test]
fn links_in_a_circle_are_named_and_the_rest_is_checked() {
    let folder = folder();
    symlink("circle.txt", folder.path().join("circle.txt")).unwrap();
    fs::create_dir(folder.path().join("papers")).unwrap();
    symlink("..", folder.path().join("papers/up")).unwrap();
    let ran = lacuna(folder.path(), &["check", "circle.txt"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.complaints.contains("circle.txt: "), "{}", ran.complaints);
    fs::write(folder.path().join("papers/one.txt"), "On May1 the talks ended.\n").unwrap();
    let ran = lacuna(folder.path(), &["check", "--format", "concise", "--quiet", "--rule", "spacing/*", "."]);
    assert_eq!((ran.code, ran.out.lines().count()), (Some(1), 1), "{}{}", ran.out, ran.complaints);
}

#[test]
fn a_link_out_of_the_collection_is_read_but_never_written_through() {
    let (outside, folder) = (folder(), folder());
    let target = outside.path().join("target.txt");
    fs::write(&target, "the talks [ sic ] ended\n").unwrap();
    symlink(&target, folder.path().join("link.txt")).unwrap();
    let ran = lacuna(folder.path(), &["fix", "link.txt"]);
    assert_eq!(ran.code, Some(2), "{}", ran.complaints);
    assert!(ran.complaints.contains("link.txt: a link that leads out of"), "{}", ran.complaints);
    assert_eq!(fs::read_to_string(&target).unwrap(), "the talks [ sic ] ended\n");
    let elsewhere = outside.path().join("ledger");
    fs::write(&elsewhere, "").unwrap();
    symlink(&elsewhere, folder.path().join("lacuna.ledger.jsonl")).unwrap();
    let ran = lacuna(folder.path(), &["review", "--all", "link.txt"]);
    assert_eq!(ran.code, Some(2), "{}", ran.complaints);
    assert_eq!(fs::read_to_string(&elsewhere).unwrap(), "");
}

#[test]
fn a_fix_keeps_encoding_mark_line_ends_and_permissions() {
    let utf16 = |text: &str, unit: fn(u16) -> [u8; 2]| -> Vec<u8> { text.encode_utf16().flat_map(unit).collect() };
    let (before, after) = ("Le café [ sic ] fermé\r\nà l'été\x0C\r\n", "Le café [sic] fermé\r\nà l'été\x0C\r\n");
    let marked = |text: &str| format!("\u{FEFF}{text}");
    let latin = |text: &str| -> Vec<u8> { text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect() };
    let cases: [(&str, Vec<u8>, Vec<u8>); 5] = [
        ("utf8.txt", before.into(), after.into()),
        ("mark.txt", marked(before).into(), marked(after).into()),
        ("little.txt", utf16(&marked(before), u16::to_le_bytes), utf16(&marked(after), u16::to_le_bytes)),
        ("big.txt", utf16(&marked(before), u16::to_be_bytes), utf16(&marked(after), u16::to_be_bytes)),
        ("latin.txt", latin(before), latin(after)),
    ];
    let folder = folder();
    for (name, bytes, _) in &cases {
        fs::write(folder.path().join(name), bytes).unwrap();
        fs::set_permissions(folder.path().join(name), fs::Permissions::from_mode(0o640)).unwrap();
    }
    let ran = lacuna(folder.path(), &["fix", "--rule", "marks/loose", "."]);
    assert_eq!(ran.code, Some(0), "{}", ran.complaints);
    for (name, _, after) in &cases {
        let path = folder.path().join(name);
        assert_eq!(&fs::read(&path).unwrap(), after, "{name}");
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640, "{name}");
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), cases.len(), "a temporary file is left");
    let ran = lacuna(
        folder.path(),
        &["check", "--format", "concise", "--level", "hint", "--rule", "glyphs/legacy-encoding", "."],
    );
    assert!(ran.out.starts_with("latin.txt:1:1") && ran.out.lines().count() == 2, "{}", ran.out);
}

#[test]
fn lines_end_as_editors_count_them() {
    let folder = folder();
    fs::write(folder.path().join("a.txt"), "one\rtwo\r\nthree\x0Cstill three\nOn May1 it ended.\n").unwrap();
    let ran =
        lacuna(folder.path(), &["check", "--format", "concise", "--quiet", "--rule", "spacing/joined-number", "a.txt"]);
    assert!(ran.out.starts_with("a.txt:4:4:"), "{}", ran.out);
}

#[test]
fn absurd_texts_are_checked_in_time() {
    let folder = folder();
    let brackets = format!("{}word{}\n", "[".repeat(10_000), "]".repeat(10_000));
    let texts = [
        ("brackets.txt", brackets.clone()),
        ("braces.txt", brackets.replace('[', "\\[{(<").replace(']', ">)}\\]")),
        ("line.txt", "The mills worked day and night, and ☐☐☐ st of the carts came (see above. ".repeat(10_000)),
        ("blank.txt", "\n".repeat(200_000)),
        ("boxes.txt", "☐ ".repeat(50_000)),
        ("words.txt", "word ".repeat(100_000)),
    ];
    for (name, text) in &texts {
        fs::write(folder.path().join(name), text).unwrap();
        let ran =
            lacuna(folder.path(), &["check", "--format", "jsonl", "--level", "hint", "--ignore", "words/*", name]);
        assert!(matches!(ran.code, Some(0 | 1)), "{name}: {:?} {}", ran.code, ran.complaints);
    }
}

#[test]
fn who_watches_is_told_of_a_change() {
    let folder = folder();
    let paper = folder.path().join("paper.txt");
    fs::write(&paper, "On May1 the talks ended.\n").unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_lacuna"));
    command.args(["check", "--watch", "--quiet", "--format", "concise", "--rule", "spacing/joined-number", "."]);
    // Its complaints lie in the folder that it watches, and are no change.
    let complaints = fs::File::create(folder.path().join("complaints.log")).unwrap();
    let mut watching =
        Watching(command.current_dir(folder.path()).stdout(Stdio::piped()).stderr(complaints).spawn().unwrap());
    let told = watching.lines();
    let next = || told.recv_timeout(Duration::from_secs(60)).unwrap();
    assert!(next().starts_with("paper.txt:1:4: "));
    assert!(told.recv_timeout(Duration::from_secs(1)).is_err(), "nothing has changed");
    fs::write(&paper, "The talks ended.\n\nOn June2 they began anew.\n").unwrap();
    assert!(next().starts_with("paper.txt:3:4: "));
}

/// A check that watches, until the test is over.
struct Watching(Child);

impl Watching {
    /// Its lines as they come.
    fn lines(&mut self) -> Receiver<String> {
        let (sender, lines) = channel();
        let output = BufReader::new(self.0.stdout.take().unwrap());
        thread::spawn(move || output.lines().map_while(Result::ok).try_for_each(|line| sender.send(line)));
        lines
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
