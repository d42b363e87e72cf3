//! What a transcriber is offered.

use serde_json::{Value, json};

use crate::client::{Client, at, plain, span, uri, vscode};

const URI: &str = "untitled:features";

fn document() -> Value {
    json!({ "uri": URI })
}

fn actions(client: &mut Client, range: Value, only: Value) -> Vec<Value> {
    let mut context = json!({ "diagnostics": [] });
    if !only.is_null() {
        context["only"] = only;
    }
    let params = json!({ "textDocument": document(), "range": range, "context": context });
    client.request("textDocument/codeAction", params).as_array().cloned().unwrap_or_default()
}

#[test]
fn hover_says_what_why_and_what_to_do() {
    let mut client = Client::start(vscode(), None);
    client.open(URI, "plaintext", "the ☐☐☐ meeting [sic] of");
    let params = json!({ "textDocument": document(), "position": at(0, 5) });
    let hover = client.request("textDocument/hover", params);
    let text = hover["contents"]["value"].as_str().unwrap();
    assert_eq!(hover["contents"]["kind"], "markdown");
    for part in ["filler boxes", "1. **mark as illegible**: probable", "glyphs/filler-run", "keep it as written"] {
        assert!(text.contains(part), "{part} is missing from {text}");
    }
    let mark = client.request("textDocument/hover", json!({ "textDocument": document(), "position": at(0, 18) }));
    assert_eq!(mark["range"], span(0, 16, 21));
    let nothing = client.request("textDocument/hover", json!({ "textDocument": document(), "position": at(0, 1) }));
    assert!(nothing.is_null());
    client.stop();
}

#[test]
fn hover_is_plain_for_a_client_without_markdown() {
    let mut client = Client::start(plain(), None);
    client.open(URI, "plaintext", "the ☐☐☐ meeting");
    let hover = client.request("textDocument/hover", json!({ "textDocument": document(), "position": at(0, 5) }));
    assert_eq!(hover["contents"]["kind"], "plaintext");
    assert!(!hover["contents"]["value"].as_str().unwrap().contains("**"));
    client.stop();
}

#[test]
fn the_best_restoration_comes_first_and_can_be_applied_without_data() {
    let mut client = Client::start(plain(), None);
    client.open(URI, "plaintext", "the ☐☐☐ meeting");
    let offered = actions(&mut client, span(0, 5, 5), json!(["quickfix"]));
    assert_eq!(offered[0]["isPreferred"], true);
    let edits = &offered[0]["edit"]["changes"][URI];
    assert_eq!(edits[0]["newText"], "[illegible]");
    assert_eq!(edits[0]["range"], span(0, 4, 7));
    let elsewhere = actions(&mut client, span(0, 12, 12), json!(["quickfix"]));
    assert!(elsewhere.is_empty(), "{elsewhere:?}");
    client.stop();
}

#[test]
fn actions_are_for_the_diagnostics_that_the_client_names() {
    let mut client = Client::start(plain(), None);
    client.open(URI, "plaintext", "The ☐☐☐ was held , as before.");
    let found = client.diagnostics(URI, 1);
    assert_eq!(found.len(), 2, "{found:?}");
    let ask = |client: &mut Client, diagnostics: Value| -> Vec<Value> {
        let params =
            json!({ "textDocument": document(), "range": span(0, 4, 20), "context": { "diagnostics": diagnostics } });
        let offered = client.request("textDocument/codeAction", params);
        offered.as_array().unwrap().iter().map(|action| action["diagnostics"][0]["code"].clone()).collect()
    };
    let all = ask(&mut client, json!([]));
    let named = ask(&mut client, json!([found[1]]));
    assert!(named.len() < all.len() && named.iter().all(|code| *code == found[1]["code"]), "{named:?}");
    let mut bare = found[1].clone();
    bare.as_object_mut().unwrap().remove("data");
    assert_eq!(ask(&mut client, json!([bare])), named);
    client.stop();
}

#[test]
fn only_what_is_asked_for_is_offered() {
    let mut client = Client::start(vscode(), None);
    client.open(URI, "plaintext", "the ☐☐☐ meeting [sic] of");
    let kinds = |offered: Vec<Value>| -> Vec<String> {
        offered.iter().map(|action| action["kind"].as_str().unwrap().to_owned()).collect()
    };
    let fix_all = kinds(actions(&mut client, span(0, 0, 0), json!(["source.fixAll"])));
    assert_eq!(fix_all, ["source.fixAll.lacuna"]);
    let refactor = kinds(actions(&mut client, span(0, 0, 0), json!(["refactor"])));
    assert!(!refactor.is_empty() && refactor.iter().all(|kind| kind.starts_with("refactor.rewrite")));
    assert!(kinds(actions(&mut client, span(0, 5, 5), Value::Null)).iter().all(|kind| !kind.starts_with("source")));
    client.stop();
}

#[test]
fn fix_all_restores_what_is_safe_when_it_is_resolved() {
    let mut client = Client::start(vscode(), None);
    client.open(URI, "plaintext", "The meeting was held , as bef\u{AD}ore.\n\nThe end.\n");
    let action = actions(&mut client, span(0, 0, 0), json!(["source.fixAll"])).remove(0);
    assert!(action.get("edit").is_none());
    let resolved = client.request("codeAction/resolve", action);
    let change = &resolved["edit"]["documentChanges"][0];
    assert_eq!(change["textDocument"]["version"], 1);
    assert!(!change["edits"].as_array().unwrap().is_empty());
    client.stop();
}

#[test]
fn marks_are_rewritten_in_another_convention() {
    let mut client = Client::start(vscode(), None);
    client.open(URI, "plaintext", "the [illegible] meeting");
    let offered = actions(&mut client, span(0, 0, 0), json!(["refactor.rewrite"]));
    let tei = offered.into_iter().find(|action| action["title"].as_str().unwrap().contains("tei")).unwrap();
    let resolved = client.request("codeAction/resolve", tei);
    let new = &resolved["edit"]["documentChanges"][0]["edits"][0]["newText"];
    assert!(new.as_str().unwrap().starts_with("<gap"), "{new}");
    client.stop();
}

#[test]
fn a_bracket_offers_the_marks_of_the_convention() {
    let mut client = Client::start(vscode(), None);
    client.open(URI, "plaintext", "the [");
    let items = client.request("textDocument/completion", json!({ "textDocument": document(), "position": at(0, 5) }));
    let labels: Vec<&str> = items.as_array().unwrap().iter().filter_map(|item| item["label"].as_str()).collect();
    assert!(labels.contains(&"[illegible]"), "{labels:?}");
    assert_eq!(items[0]["textEdit"]["range"], span(0, 4, 5));
    client.stop();
}

const REPORT: &str = "Report on the Meeting\n\nCitation:\n\n\"Report on the Meeting\", 1967, https://example.org/d/1. Translated by A. Example.\n\nContents:\n\nTranslation - English\n\nON THE MEETING\n\nThe ☐☐☐ meeting was held.\n\n(p. 2)\n\nIt was long.\n";

#[test]
fn the_header_tells_its_part_and_the_documents_date() {
    let mut client = Client::start(plain(), None);
    client.open(URI, "plaintext", &REPORT.replace("1967", "January 16, 1967"));
    for (line, part) in [(2, "Citation"), (4, "Citation"), (0, "Title")] {
        let hover =
            client.request("textDocument/hover", json!({ "textDocument": document(), "position": at(line, 1) }));
        let text = hover["contents"]["value"].as_str().unwrap();
        assert!(text.contains(part) && text.contains("16 January 1967"), "{text}");
    }
    client.stop();
}

#[test]
fn symbols_are_the_header_sections_pages_and_damaged_paragraphs() {
    let mut client = Client::start(vscode(), None);
    client.open(URI, "plaintext", REPORT);
    let symbols = client.request("textDocument/documentSymbol", json!({ "textDocument": document() }));
    let mut names = Vec::new();
    collect(&symbols, &mut names);
    for name in [
        "Report on the Meeting",
        "Citation:",
        "Translation - English",
        "ON THE MEETING",
        "(p. 2)",
        "¶ The ☐☐☐ meeting was held.",
    ] {
        assert!(names.iter().any(|found| found == name), "{name} is missing from {names:?}");
    }
    client.stop();
}

fn collect(symbols: &Value, names: &mut Vec<String>) {
    for symbol in symbols.as_array().into_iter().flatten() {
        names.push(symbol["name"].as_str().unwrap().to_owned());
        let (outer, inner) = (&symbol["range"], &symbol["selectionRange"]);
        assert!(outer["start"]["line"].as_u64() <= inner["start"]["line"].as_u64());
        assert!(inner["end"]["line"].as_u64() <= outer["end"]["line"].as_u64());
        collect(&symbol["children"], names);
    }
}

#[test]
fn links_folds_and_selections() {
    let mut client = Client::start(vscode(), None);
    client.open(URI, "plaintext", REPORT);
    let links = client.request("textDocument/documentLink", json!({ "textDocument": document() }));
    assert_eq!(links[0]["target"], "https://example.org/d/1");
    let folds = client.request("textDocument/foldingRange", json!({ "textDocument": document() }));
    assert!(folds.as_array().unwrap().iter().any(|fold| fold["startLine"] == 8 && fold["endLine"] == 16), "{folds}");
    let params = json!({ "textDocument": document(), "positions": [at(12, 10)] });
    let selection = client.request("textDocument/selectionRange", params);
    let mut step = &selection[0];
    assert_eq!(step["range"], span(12, 8, 15));
    while !step["parent"].is_null() {
        step = &step["parent"];
    }
    assert_eq!(step["range"]["start"], at(0, 0));
    client.stop();
}

#[test]
fn semantic_tokens_follow_edits_by_differences() {
    let mut client = Client::start(vscode(), None);
    client.open(URI, "plaintext", "the [illegible] of the [Party]\nand КПСС\n");
    let full = client.request("textDocument/semanticTokens/full", json!({ "textDocument": document() }));
    assert_eq!(full["data"].as_array().unwrap().len() % 5, 0);
    assert_eq!(full["data"].as_array().unwrap().len(), 5 * 5);
    client.change(URI, 2, json!([{ "range": span(0, 0, 0), "text": "At " }]));
    let params = json!({ "textDocument": document(), "previousResultId": full["resultId"] });
    let delta = client.request("textDocument/semanticTokens/full/delta", params);
    assert_eq!(delta["edits"].as_array().unwrap().len(), 1);
    client.stop();
}

#[test]
fn formatting_tidies_white_space_alone() {
    let mut client = Client::start(vscode(), None);
    client.open(URI, "plaintext", "The ☐☐☐ meeting was held , as before.\n\nThe end.\n");
    let options = json!({ "tabSize": 4, "insertSpaces": true });
    let edits = client.request("textDocument/formatting", json!({ "textDocument": document(), "options": options }));
    let edits = edits.as_array().unwrap();
    assert!(!edits.is_empty());
    assert!(
        edits.iter().all(|edit| edit["newText"].as_str().unwrap().trim_matches([' ', ',']).is_empty()),
        "{edits:?}"
    );
    client.stop();
}

#[test]
fn rules_are_explained_and_the_analysis_restarted_by_command() {
    let mut client = Client::start(plain(), None);
    client.open(URI, "plaintext", "the ☐☐☐ meeting");
    assert_eq!(client.diagnostics(URI, 1).len(), 1);
    let params = json!({ "command": "lacuna.explainRule", "arguments": ["glyphs/filler-run"] });
    assert!(client.request("workspace/executeCommand", params).as_str().unwrap().contains("filler"));
    let id =
        client.ask("workspace/executeCommand", json!({ "command": "lacuna.explainRule", "arguments": ["no/rule"] }));
    assert!(client.answer(id).unwrap_err()["message"].as_str().unwrap().contains("no/rule"));
    client.request("workspace/executeCommand", json!({ "command": "lacuna.restartAnalysis" }));
    assert_eq!(client.diagnostics(URI, 1).len(), 1);
    client.stop();
}

#[test]
fn closed_files_of_the_collection_are_reported_to_a_client_that_pulls() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("lacuna.toml"), "").unwrap();
    for name in ["a.txt", "b.txt"] {
        std::fs::write(folder.path().join(name), "the ☐☐☐ meeting\n").unwrap();
    }
    let mut client = Client::start(vscode(), Some(folder.path()));
    let open = uri(&folder.path().join("b.txt"));
    client.open(&open, "plaintext", "the meeting\n");
    let report = client.request("workspace/diagnostic", json!({ "previousResultIds": [] }));
    let items = report["items"].as_array().unwrap();
    assert_eq!(items.len(), 1);
    assert_eq!(items[0]["uri"], uri(&folder.path().join("a.txt")));
    let known = json!({ "uri": items[0]["uri"], "value": items[0]["resultId"] });
    let again = client.request("workspace/diagnostic", json!({ "previousResultIds": [known] }));
    assert_eq!(again["items"][0]["kind"], "unchanged");
    client.stop();
}

#[test]
fn a_report_on_many_closed_files_comes_in_parts() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("lacuna.toml"), "[rules]\n\"*\" = \"off\"\n\"glyphs/filler-run\" = \"on\"\n")
        .unwrap();
    for number in 0..70 {
        std::fs::write(folder.path().join(format!("{number}.txt")), "the ☐☐☐ meeting\n").unwrap();
    }
    let mut client = Client::start(vscode(), Some(folder.path()));
    // A document that is open: the folder is known once it is.
    let open = uri(&folder.path().join("0.txt"));
    client.open(&open, "plaintext", "");
    client.request("textDocument/diagnostic", json!({ "textDocument": { "uri": open } }));
    let token = json!("part");
    let report =
        client.request("workspace/diagnostic", json!({ "previousResultIds": [], "partialResultToken": token }));
    assert!(report["items"].as_array().unwrap().is_empty());
    let parts = [client.progress(&token), client.progress(&token)].map(|part| part["items"].as_array().unwrap().len());
    assert_eq!(parts, [64, 5]);
    client.stop();
}
