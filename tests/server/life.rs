//! How the server begins and ends, and what it survives.

use serde_json::{Value, json};

use crate::client::{Client, at, plain, span, uri, vscode};

const URI: &str = "untitled:a";

#[test]
fn shutdown_and_exit_end_it_in_order_while_its_input_stays_open() {
    let client = Client::start(plain(), None);
    assert_eq!(client.stop().code(), Some(0));
}

#[test]
fn exit_without_shutdown_is_a_failure() {
    let mut client = Client::start(plain(), None);
    client.notify("exit", Value::Null);
    assert_eq!(client.ended().code(), Some(1));
}

#[test]
fn it_ends_when_its_input_is_closed() {
    let client = Client::start(plain(), None);
    assert_eq!(client.hang_up().code(), Some(1));
}

#[test]
fn requests_before_initialize_are_refused() {
    let mut client = Client::spawn();
    let id = client.ask("textDocument/hover", json!({ "textDocument": { "uri": URI }, "position": at(0, 0) }));
    assert_eq!(client.answer(id).unwrap_err()["code"], -32002);
    client.initialize(plain(), None);
    client.stop();
}

#[test]
fn broken_messages_are_answered_and_survived() {
    let mut client = Client::start(plain(), None);
    client.send(&json!({ "jsonrpc": "2.0", "id": 77, "method": "textDocument/hover", "params": { "nonsense": true } }));
    assert_eq!(client.answer(77).unwrap_err()["code"], -32602);
    let id = client.ask("no/such/method", json!({}));
    assert_eq!(client.answer(id).unwrap_err()["code"], -32601);
    client.notify("$/unknown", json!({}));
    client.change("untitled:never-opened", 4, json!([{ "text": "x" }]));
    let id = client
        .ask("textDocument/hover", json!({ "textDocument": { "uri": "untitled:never-opened" }, "position": at(0, 0) }));
    assert!(client.answer(id).unwrap_err()["message"].as_str().unwrap().contains("not open"));
    assert_eq!(client.stop().code(), Some(0));
}

#[test]
fn a_client_that_never_answers_about_its_settings_holds_nothing_up() {
    let mut client = Client::spawn();
    client.settings = None;
    client.initialize(json!({ "workspace": { "configuration": true } }), None);
    client.open(URI, "plaintext", "the ☐☐☐ meeting");
    assert_eq!(client.diagnostics(URI, 1).len(), 1);
    assert_eq!(client.stop().code(), Some(0));
}

#[test]
fn the_position_encoding_is_the_best_that_the_client_offers() {
    for (offered, taken, column) in [
        (json!(["utf-16"]), "utf-16", 7),
        (json!(["utf-16", "utf-8"]), "utf-8", 9),
        (json!(["utf-32", "utf-16"]), "utf-32", 6),
    ] {
        let mut client = Client::spawn();
        let result = client.initialize(json!({ "general": { "positionEncodings": offered } }), None);
        assert_eq!(result["capabilities"]["positionEncoding"], taken);
        client.open(URI, "plaintext", "😀 the ☐☐☐ meeting");
        let found = client.diagnostics(URI, 1);
        assert_eq!(found[0]["range"]["start"], at(0, column));
        client.stop();
    }
}

#[test]
fn a_client_that_pulls_is_not_pushed_to() {
    let mut client = Client::start(vscode(), None);
    client.open(URI, "plaintext", "the ☐☐☐ meeting");
    let report = client.request("textDocument/diagnostic", json!({ "textDocument": { "uri": URI } }));
    assert_eq!(report["items"].as_array().unwrap().len(), 1);
    let again = json!({ "textDocument": { "uri": URI }, "previousResultId": report["resultId"] });
    assert_eq!(client.request("textDocument/diagnostic", again)["kind"], "unchanged");
    assert!(client.is_silent_about("textDocument/publishDiagnostics"));
    client.stop();
}

#[test]
fn a_request_can_be_cancelled_while_a_slow_analysis_runs() {
    let mut client = Client::start(plain(), None);
    let text = "The delegation ☐☐☐ met on the 12th [sic] of May1, 1961 .\n\n".repeat(2_000);
    client.open(URI, "plaintext", &text);
    let id = client.ask("textDocument/hover", json!({ "textDocument": { "uri": URI }, "position": at(0, 16) }));
    client.notify("$/cancelRequest", json!({ "id": id }));
    // The answer is there long before the analysis: no diagnostics have come.
    assert_eq!(client.answer(id).unwrap_err()["code"], -32800);
    assert_eq!(client.diagnostics(URI, 1).len(), 1001, "a thousand and a word on the rest");
    client.stop();
}

#[test]
fn many_requests_can_be_cancelled_while_a_slow_analysis_runs() {
    let mut client = Client::start(plain(), None);
    let text = "The delegation ☐☐☐ met on the 12th [sic] of May1, 1961 .\n\n".repeat(2_000);
    client.open(URI, "plaintext", &text);
    let place = json!({ "textDocument": { "uri": URI }, "position": at(0, 16) });
    let asked: Vec<i64> = (0..25).map(|_| client.ask("textDocument/hover", place.clone())).collect();
    for id in &asked {
        client.notify("$/cancelRequest", json!({ "id": id }));
    }
    for id in asked {
        assert_eq!(client.answer(id).unwrap_err()["code"], -32800);
    }
    assert!(client.published_versions(URI).is_empty(), "all are answered long before the analysis is done");
    client.stop();
}

#[test]
fn a_client_that_answers_nothing_holds_nothing_up() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("lacuna.toml"), "").unwrap();
    for number in 0..120 {
        std::fs::write(folder.path().join(format!("{number}.txt")), "nothing").unwrap();
    }
    let mut capabilities = plain();
    capabilities["window"] = json!({ "workDoneProgress": true });
    capabilities["workspace"] = json!({
        "configuration": true,
        "didChangeWatchedFiles": { "dynamicRegistration": true },
        "semanticTokens": { "refreshSupport": true },
        "codeLens": { "refreshSupport": true },
    });
    let mut client = Client::spawn();
    client.silent = true;
    client.initialize(capabilities, Some(folder.path()));
    let document = uri(&folder.path().join("a.txt"));
    client.open(&document, "plaintext", "the ☐☐☐ meeting , as");
    assert!(!client.diagnostics(&document, 1).is_empty());
    let fix = json!({ "command": "lacuna.fixAllSafe", "arguments": [document] });
    assert!(client.request("workspace/executeCommand", fix).as_u64() > Some(0));
    client.change(&document, 2, json!([{ "text": "the meeting" }]));
    assert!(client.diagnostics(&document, 2).is_empty());
    let params = json!({ "textDocument": { "uri": document }, "position": at(0, 5) });
    assert!(client.request("textDocument/hover", params).is_null());
    assert_eq!(client.stop().code(), Some(0));
}

#[test]
fn settings_that_change_while_one_types_hold_for_the_text_as_it_is_then() {
    let mut client = Client::start(plain(), None);
    client.open(URI, "plaintext", "");
    for version in 2..=200 {
        client.change(URI, version, json!([{ "range": span(0, 0, 0), "text": "☐☐ at " }]));
        let level = if version % 2 == 0 { "error" } else { "hint" };
        let settings = json!({ "settings": { "lacuna": { "level": level } } });
        client.notify("workspace/didChangeConfiguration", settings);
    }
    client.change(URI, 201, json!([{ "range": span(0, 0, 0), "text": "the end\n\n" }]));
    client.notify("workspace/didChangeConfiguration", json!({ "settings": { "lacuna": { "level": "hint" } } }));
    client.diagnostics_become(URI, |found| {
        found.len() == 2 && found[1]["severity"] == 4 && found[0]["range"]["start"]["line"] == 2
    });
    client.stop();
}

#[test]
fn a_socket_serves_as_standard_input_and_output_do() {
    let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let port = listener.local_addr().unwrap().port();
    drop(listener);
    let log = tempfile::NamedTempFile::new().unwrap();
    let mut client = Client::connect(port, log.path());
    client.initialize(plain(), None);
    client.open(URI, "plaintext", "the ☐☐☐ meeting");
    assert_eq!(client.diagnostics(URI, 1).len(), 1);
    assert_eq!(client.stop().code(), Some(0));
    let log = std::fs::read_to_string(log.path()).unwrap();
    for told in ["initialize", "textDocument/didOpen", "untitled:a", "analysed", "shutdown"] {
        assert!(log.contains(told), "{told} is missing from {log}");
    }
}

#[test]
fn requests_wait_for_the_version_they_are_asked_of() {
    let mut client = Client::start(plain(), None);
    client.open(URI, "plaintext", &"nothing here\n\n".repeat(5_000));
    client.change(URI, 2, json!([{ "range": span(0, 0, 0), "text": "the ☐☐☐ meeting " }]));
    let hover = client.request("textDocument/hover", json!({ "textDocument": { "uri": URI }, "position": at(0, 5) }));
    assert!(hover["contents"]["value"].as_str().unwrap().contains("filler boxes"));
    client.stop();
}

#[test]
fn a_changed_configuration_takes_effect_and_a_broken_one_leaves_the_last_good_in_force() {
    let folder = tempfile::tempdir().unwrap();
    let config = folder.path().join("lacuna.toml");
    std::fs::write(&config, "[rules]\n\"*\" = \"off\"\n\"glyphs/filler-run\" = \"on\"\n").unwrap();
    let document = uri(&folder.path().join("a.txt"));
    let mut client = Client::start(plain(), Some(folder.path()));
    client.open(&document, "plaintext", "the ☐☐☐ meeting");
    client.diagnostics_become(&document, |found| found.len() == 1 && found[0]["severity"] == 2);

    let tell = |client: &mut Client| {
        client.notify("workspace/didChangeWatchedFiles", json!({ "changes": [{ "uri": uri(&config), "type": 2 }] }));
    };
    std::fs::write(&config, "[rules]\n\"*\" = \"off\"\n\"glyphs/filler-run\" = \"error\"\n").unwrap();
    tell(&mut client);
    client.diagnostics_become(&document, |found| found.len() == 1 && found[0]["severity"] == 1);

    std::fs::write(&config, "[rules]\n\"glyphs/filler-rum\" = \"off\"\n").unwrap();
    tell(&mut client);
    client.diagnostics_become(&uri(&config), |found| found.len() == 1 && found[0]["range"] == span(1, 0, 19));
    let params =
        json!({ "textDocument": { "uri": document }, "range": span(0, 5, 5), "context": { "diagnostics": [] } });
    let offered = client.request("textDocument/codeAction", params);
    assert_eq!(offered[0]["diagnostics"][0]["severity"], 1, "the last good configuration stays in force");

    std::fs::write(&config, "[rules]\n\"*\" = \"off\"\n").unwrap();
    tell(&mut client);
    client.diagnostics_become(&document, <[Value]>::is_empty);
    client.diagnostics_become(&uri(&config), <[Value]>::is_empty);
    client.stop();
}

#[test]
fn an_unsaved_configuration_is_the_truth() {
    let folder = tempfile::tempdir().unwrap();
    let config = uri(&folder.path().join("lacuna.toml"));
    let document = uri(&folder.path().join("a.txt"));
    let mut client = Client::start(plain(), Some(folder.path()));
    client.open(&document, "plaintext", "the ☐☐☐ meeting");
    client.diagnostics_become(&document, |found| !found.is_empty());
    client.open(&config, "toml", "[rules]\n\"*\" = \"off\"\n");
    client.diagnostics_become(&document, <[Value]>::is_empty);
    client.stop();
}

#[test]
fn settings_come_by_notification_too() {
    let mut client = Client::start(plain(), None);
    client.open(URI, "plaintext", "the ☐☐☐ meeting");
    client.diagnostics_become(URI, |found| !found.is_empty());
    client.notify("workspace/didChangeConfiguration", json!({ "settings": { "lacuna": { "level": "error" } } }));
    client.diagnostics_become(URI, <[Value]>::is_empty);
    client.stop();
}

#[test]
fn files_that_the_collection_leaves_out_are_not_checked() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("lacuna.toml"), "[collection]\nexclude = [\"notes/**\"]\n").unwrap();
    let mut client = Client::start(plain(), Some(folder.path()));
    for (name, checked) in [("README.md", false), ("notes/a.txt", false), ("a.txt", true)] {
        let document = uri(&folder.path().join(name));
        client.open(&document, "plaintext", "the ☐☐☐ meeting");
        assert_eq!(!client.diagnostics(&document, 1).is_empty(), checked, "{name}");
    }
    client.stop();
}
