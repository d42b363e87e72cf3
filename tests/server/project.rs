//! The project's own files and folders: what is wrong in them, what is unsaved, what changes on disk.

use std::path::Path;

use serde_json::{Value, json};

use crate::client::{Client, at, plain, span, uri, vscode};

const LEDGER: &str = "lacuna.ledger.jsonl";

struct Project {
    folder: tempfile::TempDir,
}

impl Project {
    fn new(files: &[(&str, &str)]) -> Project {
        let project = Project { folder: tempfile::tempdir().unwrap() };
        for (name, text) in files {
            project.write(name, text);
        }
        project
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn uri(&self, name: &str) -> String {
        uri(&self.path().join(name))
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path().join(name)).unwrap()
    }

    fn changed_on_disk(&self, client: &mut Client, name: &str) {
        let changes = json!([{ "uri": self.uri(name), "type": 2 }]);
        client.notify("workspace/didChangeWatchedFiles", json!({ "changes": changes }));
    }

    fn run(&self, client: &mut Client, command: &str, argument: Value) -> Value {
        client.request("workspace/executeCommand", json!({ "command": command, "arguments": [argument] }))
    }
}

/// An entry of a ledger about the boxes in a document.
fn entry(file: &str, exact: &str) -> String {
    json!({ "file": file, "rule": "glyphs/filler-run", "exact": exact, "prefix": "met the ", "suffix": " ministers" })
        .to_string()
        + "\n"
}

const BOXES: &str = "The delegation met the ☐☐☐ ministers.\n";

#[test]
fn faults_of_the_ledger_are_shown_in_it_and_go_when_mended() {
    let project = Project::new(&[("lacuna.toml", ""), ("a.txt", BOXES)]);
    project.write(LEDGER, &(entry("a.txt", "☐☐☐") + "nonsense\n" + &entry("gone.txt", "☐☐☐")));
    let mut client = Client::start(plain(), Some(project.path()));
    let ledger = project.uri(LEDGER);
    client.diagnostics_become(&ledger, |found| {
        let codes: Vec<&str> = found.iter().filter_map(|fault| fault["code"].as_str()).collect();
        codes == ["ledger/broken", "ledger/stale"] && found[0]["range"] == span(1, 0, 8)
    });
    let document = project.uri("a.txt");
    client.open(&document, "plaintext", BOXES);
    client.diagnostics_become(&document, <[Value]>::is_empty);
    // The place that was kept goes: the entry answers nothing, as long as that is so.
    client.change(&document, 2, json!([{ "range": span(0, 23, 27), "text": "" }]));
    client.diagnostics_become(&ledger, |found| found.len() == 3 && found[0]["range"]["start"] == at(0, 0));
    client.change(&document, 3, json!([{ "range": span(0, 23, 23), "text": "☐☐☐ " }]));
    client.diagnostics_become(&ledger, |found| found.len() == 2);
    project.write(LEDGER, &entry("a.txt", "☐☐☐"));
    project.changed_on_disk(&mut client, LEDGER);
    client.diagnostics_become(&ledger, <[Value]>::is_empty);
    client.stop();
}

#[test]
fn unsaved_files_of_the_project_are_the_truth_until_they_are_closed() {
    let files = [
        ("lacuna.toml", "[authority]\nfiles = [\"people.toml\"]\n[lexicon]\nwords = [\"words.txt\"]\n"),
        ("people.toml", ""),
        ("words.txt", "besa\n"),
    ];
    let project = Project::new(&files);
    let mut client = Client::start(plain(), Some(project.path()));
    let people = project.uri("people.toml");
    client.open(&people, "toml", "");
    client.change(&people, 2, json!([{ "text": "[[person]]\nid = \"x\"\nborn = \"nineteen\"\n" }]));
    client.diagnostics_become(&people, |found| !found.is_empty());
    // A list of words is no transcription.
    let words = project.uri("words.txt");
    client.open(&words, "plaintext", "besa\n☐☐☐\n");
    assert!(client.diagnostics(&words, 1).is_empty());
    client.notify("textDocument/didClose", json!({ "textDocument": { "uri": people } }));
    client.diagnostics_become(&people, <[Value]>::is_empty);
    client.stop();
}

#[test]
fn a_decision_recorded_in_an_open_ledger_is_read_from_the_disk() {
    let project = Project::new(&[("lacuna.toml", ""), (LEDGER, "")]);
    let mut client = Client::start(plain(), Some(project.path()));
    client.open(&project.uri(LEDGER), "json", "");
    let document = project.uri("a.txt");
    client.open(&document, "plaintext", BOXES);
    client.diagnostics_become(&document, |found| found.len() == 1);
    let kept =
        json!({ "uri": document, "rule": "glyphs/filler-run", "range": span(0, 23, 26), "reason": "so printed" });
    project.run(&mut client, "lacuna.keepAsWritten", kept.clone());
    client.diagnostics_become(&document, <[Value]>::is_empty);
    assert!(project.read(LEDGER).contains("so printed"));
    // What the editor has not saved is never overwritten.
    client.change(&project.uri(LEDGER), 2, json!([{ "text": "\n" }]));
    client.diagnostics_become(&document, |found| found.len() == 1);
    let id = client.ask("workspace/executeCommand", json!({ "command": "lacuna.keepAsWritten", "arguments": [kept] }));
    assert!(client.answer(id).unwrap_err()["message"].as_str().unwrap().contains("unsaved"));
    client.stop();
}

#[test]
fn saving_a_project_file_is_enough_where_nothing_is_watched() {
    let project = Project::new(&[("lacuna.toml", "[rules]\n\"*\" = \"off\"\n")]);
    let mut client = Client::start(plain(), Some(project.path()));
    let (config, document) = (project.uri("lacuna.toml"), project.uri("a.txt"));
    client.open(&document, "plaintext", BOXES);
    assert!(client.diagnostics(&document, 1).is_empty());
    client.open(&config, "toml", "[rules]\n\"*\" = \"off\"\n");
    client.change(&config, 2, json!([{ "text": "" }]));
    client.diagnostics_become(&document, |found| found.len() == 1);
    project.write("lacuna.toml", "[rules]\n\"*\" = \"off\"\n\"glyphs/filler-run\" = \"error\"\n");
    // The editor reads the file again, as an editor does that was told to save with a formatter.
    client.change(&config, 3, json!([{ "text": "[rules]\n\"glyphs/filler-run\" = \"error\"\n" }]));
    client.notify("textDocument/didSave", json!({ "textDocument": { "uri": config } }));
    client.diagnostics_become(&document, |found| found.len() == 1 && found[0]["severity"] == 1);
    client.stop();
}

#[test]
fn a_report_of_the_collection_is_answered_or_written() {
    let project = Project::new(&[("lacuna.toml", ""), ("a.txt", "the ☐☐☐ meeting\n"), ("b.txt", "the meeting\n")]);
    let mut client = Client::start(plain(), Some(project.path()));
    let open = project.uri("b.txt");
    client.open(&open, "plaintext", "the □□□ meeting and the ☐☐☐ meeting\n");
    let answer = project.run(&mut client, "lacuna.exportReport", json!({ "uri": open, "format": "jsonl" }));
    assert_eq!(answer["documents"], 2);
    let lines: Vec<Value> =
        answer["text"].as_str().unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let paths: Vec<&str> = lines.iter().map(|finding| finding["path"].as_str().unwrap()).collect();
    assert_eq!(paths, ["a.txt", "b.txt", "b.txt"], "what is open counts as it is in the editor");

    let to_file = json!({ "uri": open, "file": "report.sarif", "documentOnly": true });
    let id =
        client.ask("workspace/executeCommand", json!({ "command": "lacuna.exportReport", "arguments": [to_file] }));
    assert!(client.answer(id).is_err(), "a word that is not known is named, not passed over");
    let to_file = json!({ "uri": open, "file": "report.sarif", "document_only": true });
    let answer = project.run(&mut client, "lacuna.exportReport", to_file);
    assert_eq!((&answer["documents"], &answer["findings"]["warning"]), (&json!(1), &json!(2)));
    assert!(project.read("report.sarif").contains("\"2.1.0\""));
    for refused in ["a.txt", "lacuna.toml", LEDGER, "../outside.sarif"] {
        let argument = json!({ "uri": open, "file": refused });
        let id = client
            .ask("workspace/executeCommand", json!({ "command": "lacuna.exportReport", "arguments": [argument] }));
        assert!(client.answer(id).is_err(), "{refused}");
    }
    assert_eq!(project.read("a.txt"), "the ☐☐☐ meeting\n");
    client.stop();
}

#[test]
fn folders_come_and_go_live_each_its_own_collection() {
    let quiet = Project::new(&[("lacuna.toml", "[rules]\n\"*\" = \"off\"\n")]);
    let strict = Project::new(&[("lacuna.toml", "[rules]\n\"glyphs/filler-run\" = \"error\"\n\"no/rule\" = \"on\"\n")]);
    let mut client = Client::start(plain(), Some(quiet.path()));
    client.open(&quiet.uri("a.txt"), "plaintext", BOXES);
    assert!(client.diagnostics(&quiet.uri("a.txt"), 1).is_empty());
    let folder = json!({ "uri": uri(strict.path()), "name": "strict" });
    let event = json!({ "event": { "added": [folder], "removed": [] } });
    client.notify("workspace/didChangeWorkspaceFolders", event);
    let config = strict.uri("lacuna.toml");
    client.diagnostics_become(&config, |found| found.len() == 1);
    let event = json!({ "event": { "added": [], "removed": [folder] } });
    client.notify("workspace/didChangeWorkspaceFolders", event);
    client.diagnostics_become(&config, <[Value]>::is_empty);
    client.stop();
}

#[test]
fn the_client_is_asked_to_watch_what_the_collections_declare() {
    let project = Project::new(&[("lacuna.toml", "[authority]\nfiles = [\"people/*.toml\"]\n")]);
    let mut client = Client::start(vscode(), Some(project.path()));
    client.open(&project.uri("a.txt"), "plaintext", "nothing");
    let registered = client.asked("client/registerCapability");
    let watchers = registered["registrations"][0]["registerOptions"]["watchers"].as_array().unwrap().clone();
    let patterns: Vec<&str> = watchers.iter().filter_map(|w| w["globPattern"]["pattern"].as_str()).collect();
    for wanted in ["**/lacuna.toml", "**/lacuna.ledger.jsonl", "people/*.toml", "**/*.txt"] {
        assert!(patterns.contains(&wanted), "{wanted} is missing from {patterns:?}");
    }
    assert!(!patterns.contains(&"**/*"));
    client.stop();
}

#[test]
fn the_first_reading_of_a_collection_shows_progress_and_can_be_cancelled() {
    let project = Project::new(&[("lacuna.toml", "[rules]\n\"*\" = \"off\"\n")]);
    for number in 0..150 {
        project.write(&format!("{number}.txt"), "Comrade Arben Lleshi spoke.\n");
    }
    let mut capabilities = plain();
    capabilities["window"] = json!({ "workDoneProgress": true });
    let mut client = Client::start(capabilities, Some(project.path()));
    let token = client.asked("window/workDoneProgress/create")["token"].clone();
    let begun = client.progress(&token);
    assert_eq!((&begun["kind"], &begun["cancellable"]), (&json!("begin"), &json!(true)));
    client.notify("window/workDoneProgress/cancel", json!({ "token": token }));
    while client.progress(&token)["kind"] != "end" {}
    client.stop();
}

#[test]
fn what_the_server_does_is_told_as_the_settings_say() {
    let mut client = Client::start(plain(), None);
    client.open("untitled:a", "plaintext", BOXES);
    client.diagnostics("untitled:a", 1);
    assert!(!client.log().iter().any(|line| line.contains("analysed")));
    let trace = json!({ "settings": { "lacuna": { "trace": { "server": "messages" } } } });
    client.notify("workspace/didChangeConfiguration", trace);
    client.change("untitled:a", 2, json!([{ "range": span(0, 0, 0), "text": "At " }]));
    client.diagnostics("untitled:a", 2);
    client.wait_for_log("analysed");
    client.notify("$/setTrace", json!({ "value": "off" }));
    client.stop();
}

#[test]
fn links_lead_to_addresses_facsimiles_and_records() {
    let people = "[[person]]\nid = \"x\"\nname = \"Arben Lleshi\"\nsame-as = [\"https://example.org/x\"]\n";
    let config = "[authority]\nfiles = [\"people.toml\"]\n[lexicon]\nwords = [\"words.txt\"]\n";
    let project =
        Project::new(&[("lacuna.toml", config), ("people.toml", people), ("words.txt", ""), ("scans/p1.jpg", "")]);
    let mut client = Client::start(plain(), Some(project.path()));
    let mut targets = |name: &str, text: &str| -> Vec<String> {
        let file = project.uri(name);
        client.open(&file, "plaintext", text);
        let links = client.request("textDocument/documentLink", json!({ "textDocument": { "uri": file } }));
        links.as_array().unwrap().iter().map(|link| link["target"].as_str().unwrap().to_owned()).collect()
    };
    let text =
        "See https://example.org/a. Met [[Arben Lleshi|him]], doi:10.1234/x (scans/p1.jpg, scans/p2.jpg, ../a.txt).\n";
    let record = format!("{}#L2", project.uri("people.toml"));
    let expected = ["https://example.org/a", &record, "https://doi.org/10.1234/x", &project.uri("scans/p1.jpg")];
    assert_eq!(targets("a.txt", text), expected);
    assert_eq!(targets("people.toml", people), ["https://example.org/x"]);
    assert_eq!(targets("lacuna.toml", config), [project.uri("people.toml"), project.uri("words.txt")]);
    client.stop();
}
