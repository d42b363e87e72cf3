//! Edits: the server's text is the client's, and its findings are those of a fresh check.

use serde_json::{Value, json};

use crate::client::{Client, plain};
use crate::storm::{Change, Storm};

const URI: &str = "untitled:storm";
fn fresh(client: &mut Client, name: &str, text: &str) -> Vec<Value> {
    client.open(name, "plaintext", text);
    let found = client.diagnostics(name, 1);
    client.notify("textDocument/didClose", json!({ "textDocument": { "uri": name } }));
    found
}

#[test]
fn after_a_storm_of_edits_the_findings_are_those_of_a_fresh_check() {
    let mut client = Client::start(plain(), None);
    let mut storm = Storm::over(3000);
    client.open(URI, "plaintext", &storm.text);
    let mut version = 1;
    for round in 0..40 {
        for _ in 0..100 {
            version += 1;
            let Change { start, end, new } = storm.edit(|line| line.encode_utf16().count());
            let place = |(line, column): (u32, u32)| json!({ "line": line, "character": column });
            let range = json!({ "start": place(start), "end": place(end) });
            client.change(URI, version, json!([{ "range": range, "text": new }]));
        }
        let found = client.diagnostics(URI, version);
        let expected = fresh(&mut client, &format!("untitled:fresh{round}"), &storm.text);
        assert_eq!(found, expected, "after version {version}");
    }
    client.stop();
}

#[test]
fn two_thousand_changes_in_one_burst_end_in_one_true_answer() {
    let mut client = Client::start(plain(), None);
    client.open(URI, "plaintext", "");
    let mut text = String::new();
    let start = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 0, "character": 0 } });
    for version in 2..=2001 {
        let new = if version % 40 == 0 { "\n\n" } else { "☐☐ at " };
        text.insert_str(0, new);
        client.change(URI, version, json!([{ "range": start, "text": new }]));
    }
    let found = client.diagnostics(URI, 2001);
    assert!(!found.is_empty());
    let before = client.published_versions(URI);
    assert!(before.is_sorted_by(|a, b| a < b), "{before:?}");
    assert!(before.len() < 1000, "the worker drains to the newest state: {}", before.len());
    assert_eq!(found, fresh(&mut client, "untitled:fresh", &text));
    client.stop();
}

#[test]
fn several_changes_of_one_notification_apply_one_after_the_other() {
    let mut client = Client::start(plain(), None);
    client.open(URI, "plaintext", "abc");
    let first = json!({ "range": { "start": { "line": 0, "character": 0 }, "end": { "line": 0, "character": 3 } }, "text": "the meeting" });
    let second = json!({ "range": { "start": { "line": 0, "character": 4 }, "end": { "line": 0, "character": 4 } }, "text": "☐☐☐ " });
    client.change(URI, 2, json!([first, second]));
    let found = client.diagnostics(URI, 2);
    assert_eq!(found[0]["range"]["start"]["character"], 4);
    client.change(URI, 3, json!([{ "text": "whole" }]));
    assert!(client.diagnostics(URI, 3).is_empty());
    client.stop();
}

/// In a long document the blocks speak at a keystroke, and the document in the pause after it.
#[test]
fn a_long_document_is_answered_at_once_and_then_as_a_whole() {
    let mut client = Client::start(plain(), None);
    let paragraph =
        "The mills of the district worked day and night until the end of the month, and the roads were closed.";
    let mut text =
        format!("The Invented Party of Labour (IPL) met. The Invented Party of Labour rose.\n\n{paragraph}\n\n");
    for number in 0..2000 {
        text.push_str(&format!(
            "In the year of harvest number {number} the mills of the district worked day and night.\n\n"
        ));
    }
    client.open(URI, "plaintext", &text);
    assert_eq!(client.diagnostics(URI, 1), [] as [Value; 0]);
    let new = format!("☐☐☐ The Invented Labor Party fell. {paragraph}\n\n");
    let start = json!({ "start": { "line": 4, "character": 0 }, "end": { "line": 4, "character": 0 } });
    client.change(URI, 2, json!([{ "range": start, "text": new }]));
    text.insert_str(text.match_indices("In the year").next().unwrap().0, &new);
    let has = |found: &[Value], rule: &str| found.iter().any(|finding| finding["code"] == rule);
    let at_once = client.diagnostics(URI, 2);
    assert!(has(&at_once, "glyphs/filler-run") || has(&at_once, "structure/lost-opening"), "{at_once:?}");
    let expected = fresh(&mut client, "untitled:fresh", &text);
    assert!(has(&expected, "names/inconsistent"), "{expected:?}");
    client.diagnostics_become(URI, |found| found == expected);
    client.stop();
}

#[test]
fn the_disk_never_overwrites_an_open_document() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.txt");
    std::fs::write(&path, "nothing").unwrap();
    let uri = crate::client::uri(&path);
    let mut client = Client::start(plain(), Some(folder.path()));
    client.open(&uri, "plaintext", "the ☐☐☐ meeting");
    assert_eq!(client.diagnostics(&uri, 1).len(), 1);
    std::fs::write(&path, "changed on disk").unwrap();
    client.notify("workspace/didChangeWatchedFiles", json!({ "changes": [{ "uri": uri, "type": 2 }] }));
    client.change(&uri, 2, json!([{ "range": { "start": { "line": 0, "character": 0 }, "end": { "line": 0, "character": 0 } }, "text": "At " }]));
    assert_eq!(client.diagnostics(&uri, 2)[0]["range"]["start"]["character"], 7);
    client.stop();
}
