//! Who is who, as the editor shows it.

use std::path::Path;

use serde_json::{Value, json};

use crate::client::{Client, at, eventually, plain, span, uri, vscode};

const AUTHORITY: &str = r#"[[person]]
id = "arben-lleshi"
name = "Arben Lleshi"
variants = ["A. Lleshi"]
born = "1910"
died = "1982"
offices = [{ title = "Minister of Trade", from = "1960", to = "1968" }]

[[organization]]
id = "alp"
name = "Albanian Party of Labour"
acronyms = ["ALP"]
"#;
const FIRST: &str =
    "January 16, 1967\n\nArben Lleshi received the delegation of the ALP. Comrade Arben Lleshi spoke.\n";
const SECOND: &str = "The speech of Arben Lleshi was read.\n";

struct Collection {
    folder: tempfile::TempDir,
}

impl Collection {
    fn new() -> Collection {
        let folder = tempfile::tempdir().unwrap();
        let collection = Collection { folder };
        collection.write("lacuna.toml", "[authority]\nfiles = [\"authority/*.toml\"]\n[lexicon]\nwords = [\"words.txt\"]\n[rules]\n\"*\" = \"off\"\n");
        std::fs::create_dir(collection.path().join("authority")).unwrap();
        collection.write("authority/people.toml", AUTHORITY);
        collection.write("first.txt", FIRST);
        collection.write("second.txt", SECOND);
        collection
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn write(&self, name: &str, text: &str) {
        std::fs::write(self.path().join(name), text).unwrap();
    }

    fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path().join(name)).unwrap()
    }

    fn uri(&self, name: &str) -> String {
        uri(&self.path().join(name))
    }

    /// A client with the first document open, the second indexed.
    fn client(&self, capabilities: Value) -> Client {
        let mut client = Client::start(capabilities, Some(self.path()));
        client.open(&self.uri("first.txt"), "plaintext", FIRST);
        // The index is read in the background.
        eventually("the closed document is indexed", || {
            self.names(&mut client).iter().any(|name| name["documents"] == 2).then_some(())
        });
        client
    }

    fn names(&self, client: &mut Client) -> Vec<Value> {
        let params = json!({ "command": "lacuna.namesOfCollection", "arguments": [self.uri("first.txt")] });
        client.request("workspace/executeCommand", params).as_array().unwrap().clone()
    }

    fn at(&self, line: u32, character: u32) -> Value {
        json!({ "textDocument": { "uri": self.uri("first.txt") }, "position": at(line, character) })
    }
}

#[test]
fn hover_shows_who_somebody_was_at_the_documents_date() {
    let collection = Collection::new();
    let mut client = collection.client(vscode());
    let hover = client.request("textDocument/hover", collection.at(2, 3));
    let text = hover["contents"]["value"].as_str().unwrap();
    for part in ["Arben Lleshi", "1910–1982", "Minister of Trade", "in office on", "3 mentions in 2 documents"] {
        assert!(text.contains(part), "{part} is missing from {text}");
    }
    assert_eq!(hover["range"], span(2, 0, 12));
    client.stop();
}

#[test]
fn definition_references_and_highlights() {
    let collection = Collection::new();
    let mut client = collection.client(vscode());
    let definition = client.request("textDocument/definition", collection.at(2, 3));
    assert_eq!(definition[0]["uri"], collection.uri("authority/people.toml"));
    let mut params = collection.at(2, 3);
    params["context"] = json!({ "includeDeclaration": true });
    let references = client.request("textDocument/references", params);
    let files: Vec<&str> = references.as_array().unwrap().iter().filter_map(|r| r["uri"].as_str()).collect();
    let expected = ["first.txt", "first.txt", "second.txt", "authority/people.toml"].map(|name| collection.uri(name));
    assert_eq!(files, expected);
    let highlights = client.request("textDocument/documentHighlight", collection.at(2, 3));
    assert_eq!(highlights.as_array().unwrap().len(), 2);
    client.stop();
}

#[test]
fn references_of_a_record_are_its_mentions() {
    let collection = Collection::new();
    let mut client = collection.client(plain());
    let authority = collection.uri("authority/people.toml");
    client.open(&authority, "toml", AUTHORITY);
    let params = json!({ "textDocument": { "uri": authority }, "position": at(2, 10), "context": { "includeDeclaration": false } });
    assert_eq!(client.request("textDocument/references", params).as_array().unwrap().len(), 3);
    let lenses = client.request("textDocument/codeLens", json!({ "textDocument": { "uri": authority } }));
    let titles: Vec<&str> =
        lenses.as_array().unwrap().iter().filter_map(|lens| lens["command"]["title"].as_str()).collect();
    assert!(titles[0].contains("3 mentions in 2 documents"), "{titles:?}");
    client.stop();
}

#[test]
fn rename_changes_the_record_and_every_mention_and_asks_first() {
    let collection = Collection::new();
    let mut client = collection.client(vscode());
    let prepared = client.request("textDocument/prepareRename", collection.at(2, 3));
    assert_eq!(prepared["placeholder"], "Arben Lleshi");
    let mut params = collection.at(2, 3);
    params["newName"] = json!("Arben Lleshaj");
    let edit = client.request("textDocument/rename", params);
    let changes = edit["documentChanges"].as_array().unwrap();
    let counts: Vec<usize> = changes.iter().map(|change| change["edits"].as_array().unwrap().len()).collect();
    assert_eq!(counts, [1, 2, 1], "{edit}");
    assert_eq!(edit["changeAnnotations"]["mention"]["needsConfirmation"], true);
    let mut nothing = collection.at(2, 3);
    nothing["newName"] = json!("  ");
    let id = client.ask("textDocument/rename", nothing);
    assert!(client.answer(id).is_err());
    client.stop();
}

#[test]
fn rename_is_plain_for_a_client_without_annotations() {
    let collection = Collection::new();
    let mut client = collection.client(plain());
    let mut params = collection.at(2, 3);
    params["newName"] = json!("Arben Lleshaj");
    let edit = client.request("textDocument/rename", params);
    assert_eq!(edit["changes"].as_object().unwrap().len(), 3);
    client.stop();
}

#[test]
fn names_are_offered_after_a_capital_letter() {
    let collection = Collection::new();
    let mut client = collection.client(vscode());
    let first = collection.uri("first.txt");
    client.change(&first, 2, json!([{ "range": span(2, 0, 0), "text": "today Lle, " }]));
    let items = client.request("textDocument/completion", collection.at(2, 9));
    assert_eq!(items[0]["label"], "Arben Lleshi");
    assert_eq!(items[0]["detail"], "×2 here, ×3 in the collection");
    assert!(items[0]["documentation"]["value"].as_str().unwrap().contains("Minister of Trade"));
    client.stop();
}

#[test]
fn symbols_of_the_workspace_are_people_and_bodies() {
    let collection = Collection::new();
    let mut client = collection.client(vscode());
    let found = client.request("workspace/symbol", json!({ "query": "lleshi" }));
    assert_eq!(found[0]["name"], "Arben Lleshi");
    assert_eq!(found[0]["location"]["uri"], collection.uri("authority/people.toml"));
    client.stop();
}

#[test]
fn acronyms_are_written_out_when_the_user_wants_it() {
    let collection = Collection::new();
    let mut client = collection.client(plain());
    let params = json!({ "textDocument": { "uri": collection.uri("first.txt") }, "range": { "start": at(0, 0), "end": at(9, 0) } });
    assert!(client.request("textDocument/inlayHint", params.clone()).is_null());
    client.notify("workspace/didChangeConfiguration", json!({ "settings": { "lacuna": { "inlayHints": true } } }));
    let hints = client.request("textDocument/inlayHint", params);
    assert_eq!(hints[0]["label"], "Albanian Party of Labour");
    client.stop();
}

#[test]
fn a_record_a_variant_and_a_word_are_added_on_disk() {
    let collection = Collection::new();
    let mut client = collection.client(plain());
    let document = collection.uri("first.txt");
    let mut run = |command: &str, argument: Value| {
        client.request("workspace/executeCommand", json!({ "command": command, "arguments": [argument] }))
    };
    run("lacuna.addRecord", json!({ "uri": document, "name": "Besnik Hoti", "kind": "person" }));
    run("lacuna.addVariant", json!({ "uri": document, "id": "arben-lleshi", "form": "Lleshi A." }));
    run("lacuna.addWord", json!({ "uri": document, "text": "besa" }));
    let people = collection.read("authority/people.toml");
    assert!(people.contains("id = \"besnik-hoti\"") && people.contains("\"Lleshi A.\""), "{people}");
    assert_eq!(collection.read("words.txt"), "besa\n");
    client.stop();
}

#[test]
fn faults_of_an_authority_file_are_shown_at_their_place_and_go_when_mended() {
    let collection = Collection::new();
    collection.write(
        "lacuna.toml",
        "[authority]\nfiles = [\"authority/*.toml\"]\n[rules]\n\"*\" = \"off\"\n\"names/impossible-dates\" = \"on\"\n",
    );
    let mut client = collection.client(plain());
    let authority = collection.uri("authority/people.toml");
    collection.write("authority/people.toml", &AUTHORITY.replace("died = \"1982\"", "died = \"1882\""));
    let changed = json!({ "changes": [{ "uri": authority, "type": 2 }] });
    client.notify("workspace/didChangeWatchedFiles", changed.clone());
    client.diagnostics_become(&authority, |found| found.len() == 2);
    collection.write("authority/people.toml", AUTHORITY);
    client.notify("workspace/didChangeWatchedFiles", changed);
    client.diagnostics_become(&authority, <[Value]>::is_empty);
    client.stop();
}

#[test]
fn a_record_that_stands_twice_leads_to_the_other_place() {
    let collection = Collection::new();
    collection.write(
        "lacuna.toml",
        "[authority]\nfiles = [\"authority/*.toml\"]\n[rules]\n\"*\" = \"off\"\n\"names/duplicate-id\" = \"on\"\n",
    );
    collection.write("authority/more.toml", "[[person]]\nid = \"arben-lleshi\"\nname = \"Arben Lleshi\"\n");
    let mut client = collection.client(vscode());
    let authority = collection.uri("authority/people.toml");
    let elsewhere = json!({ "uri": collection.uri("authority/more.toml"), "range": span(1, 5, 19) });
    client.diagnostics_become(&authority, |found| {
        found.iter().any(|fault| fault["relatedInformation"][0]["location"] == elsewhere)
    });
    client.stop();
}

#[test]
fn a_better_form_is_used_everywhere() {
    let collection = Collection::new();
    collection.write(
        "lacuna.toml",
        "[authority]\nfiles = [\"authority/*.toml\"]\n[rules]\n\"*\" = \"off\"\n\"names/confusable\" = \"on\"\n",
    );
    collection.write("second.txt", "Arben L1eshi spoke. Then Arben L1eshi left.\n");
    let text = "Arben L1eshi spoke. Then Arben L1eshi left.\n\nArben Lleshi stayed.\n";
    collection.write("first.txt", text);
    for (capabilities, confirms) in [(vscode(), true), (plain(), false)] {
        let mut client = Client::start(capabilities, Some(collection.path()));
        let document = collection.uri("first.txt");
        client.open(&document, "plaintext", text);
        let params =
            json!({ "textDocument": { "uri": document }, "range": span(0, 6, 6), "context": { "diagnostics": [] } });
        // The index is read in the background.
        let (here, all) = eventually("the closed document is indexed", || {
            let offered = client.request("textDocument/codeAction", params.clone());
            let find = |part: &str| {
                let mut actions = offered.as_array().unwrap().iter();
                actions.find(|action| action["title"].as_str().unwrap().contains(part)).cloned()
            };
            Some((find("everywhere in this document (2")?, find("everywhere in this collection (4")?))
        });
        let mut resolved = |action: Value| {
            if confirms { client.request("codeAction/resolve", action) } else { action }
        };
        let (here, all) = (resolved(here), resolved(all));
        if confirms {
            assert_eq!(here["edit"]["documentChanges"][0]["edits"].as_array().unwrap().len(), 2);
            assert_eq!(all["edit"]["documentChanges"].as_array().unwrap().len(), 2);
            assert_eq!(all["edit"]["changeAnnotations"]["mention"]["needsConfirmation"], true);
        } else {
            assert_eq!(all["edit"]["changes"].as_object().unwrap().len(), 2);
        }
        client.stop();
    }
}

/// What is offered in a file of the project as it is open in the editor, with a bar where the cursor is.
fn labels(collection: &Collection, client: &mut Client, name: &str, text: &str) -> Vec<String> {
    let items = at_cursor(collection, client, name, text, "textDocument/completion");
    let items = items.as_array().unwrap_or_else(|| panic!("nothing is offered at {text}"));
    items.iter().map(|item| item["label"].as_str().unwrap().to_owned()).collect()
}

fn hovered(collection: &Collection, client: &mut Client, name: &str, text: &str) -> String {
    at_cursor(collection, client, name, text, "textDocument/hover")["contents"]["value"]
        .as_str()
        .unwrap_or_default()
        .to_owned()
}

fn at_cursor(collection: &Collection, client: &mut Client, name: &str, text: &str, method: &str) -> Value {
    let (before, after) = text.split_once('|').unwrap();
    let file = collection.uri(name);
    client.open(&file, "toml", &format!("{before}{after}"));
    let line = u32::try_from(before.matches('\n').count()).unwrap();
    let column = u32::try_from(before.rsplit('\n').next().unwrap().encode_utf16().count()).unwrap();
    let answer = client.request(method, json!({ "textDocument": { "uri": file }, "position": at(line, column) }));
    client.notify("textDocument/didClose", json!({ "textDocument": { "uri": file } }));
    answer
}

#[test]
fn the_projects_own_files_complete_what_can_stand_there() {
    let collection = Collection::new();
    let mut client = collection.client(vscode());
    let mut check = |name: &str, text: &str, wanted: &str| {
        let found = labels(&collection, &mut client, name, text);
        assert!(found.iter().any(|label| label == wanted), "{wanted} is not offered at {text}: {found:?}");
    };
    let config = "lacuna.toml";
    check(config, "[rules]\n\"|", "glyphs/filler-run");
    check(config, "[rules]\n\"glyphs/filler-run\" = \"|\"", "warning");
    check(config, "[collection]\n|", "convention");
    check(config, "[collection]\nconvention = \"|\"", "leiden");
    check(config, "|", "overrides");
    check(config, "[[overrides]]\nrules = { \"|", "glyphs/filler-run");
    check(config, "[[overrides]]\nrules = { \"glyphs/filler-run\" = |", "hint");
    let people = "authority/people.toml";
    check(people, "[[person]]\n|", "offices");
    check(people, "[[person]]\noffices = [{ t|", "title");
    check(people, "[[person]]\nvariants = [{ form = \"x\", kind = \"|", "romanization");
    check(people, &format!("{AUTHORITY}not = [\"|"), "alp");
    let ledger = "lacuna.ledger.jsonl";
    check(ledger, "{\"file\": \"a.txt\", \"rule\": \"|", "glyphs/filler-run");
    check(ledger, "{\"file\": \"|", "second.txt");
    client.stop();
}

#[test]
fn the_projects_own_files_explain_what_stands_there() {
    let collection = Collection::new();
    let mut client = collection.client(vscode());
    let mut check = |name: &str, text: &str, wanted: &str| {
        let found = hovered(&collection, &mut client, name, text);
        assert!(found.contains(wanted), "{wanted} is not said at {text}: {found:?}");
    };
    check("lacuna.toml", "[rules]\n\"glyphs/fil|ler-run\" = \"off\"", "filler");
    check("lacuna.toml", "[collection]\ninc|lude = [\"*.txt\"]", "Patterns of the transcriptions");
    check("authority/people.toml", &AUTHORITY.replacen("Arben", "Ar|ben", 1), "Minister of Trade");
    check("authority/people.toml", &AUTHORITY.replacen("born", "bo|rn", 1), "Date of birth");
    check("authority/people.toml", &format!("{AUTHORITY}not = [\"arben-l|leshi\"]"), "Arben Lleshi");
    let entry =
        "{\"file\": \"gone.txt\", \"rule\": \"glyphs/filler-run\", \"exact\": \"☐☐\", \"reason\": \"so pr|inted\"}";
    check("lacuna.ledger.jsonl", entry, "so printed");
    client.stop();
}

#[test]
fn what_is_kept_as_written_is_on_record_and_silent() {
    let folder = tempfile::tempdir().unwrap();
    let document = uri(&folder.path().join("a.txt"));
    let mut client = Client::start(plain(), Some(folder.path()));
    client.open(&document, "plaintext", "The delegation met the ☐☐☐ ministers.\n");
    client.diagnostics_become(&document, |found| !found.is_empty());
    let params =
        json!({ "textDocument": { "uri": document }, "range": span(0, 24, 24), "context": { "diagnostics": [] } });
    let offered = client.request("textDocument/codeAction", params);
    let keep = offered
        .as_array()
        .unwrap()
        .iter()
        .find(|action| action["title"].as_str().unwrap().starts_with("Keep"))
        .unwrap();
    let command = json!({ "command": keep["command"]["command"], "arguments": keep["command"]["arguments"] });
    client.request("workspace/executeCommand", command);
    client.diagnostics_become(&document, <[Value]>::is_empty);
    let ledger = std::fs::read_to_string(folder.path().join("lacuna.ledger.jsonl")).unwrap();
    assert!(ledger.contains("\"exact\":\"☐☐☐\""), "{ledger}");
    client.stop();
}

#[test]
fn what_other_documents_say_of_a_name_follows_them() {
    let collection = Collection::new();
    collection.write("lacuna.toml", "[rules]\n\"*\" = \"off\"\n\"names/confusable\" = \"on\"\n");
    collection.write("first.txt", "😀 Then Kim Il Sung spoke.\n");
    collection.write("second.txt", "Then Kim II Sung spoke.\n");
    let capabilities = json!({ "textDocument": { "publishDiagnostics": { "relatedInformation": true } } });
    let mut client = Client::start(capabilities, Some(collection.path()));
    let (first, second) = (collection.uri("first.txt"), collection.uri("second.txt"));
    client.open(&second, "plaintext", &collection.read("second.txt"));
    let stands_elsewhere = |found: &[Value], place: Value| {
        let related = &found[0]["relatedInformation"][0];
        related["location"]["uri"] == first.as_str() && related["location"]["range"] == place
    };
    client.diagnostics_become(&second, |found| stands_elsewhere(found, span(0, 8, 19)));

    client.open(&first, "plaintext", &collection.read("first.txt"));
    client.change(&first, 2, json!([{ "text": "Then somebody spoke.\n" }]));
    client.diagnostics_become(&second, |found| found.len() == 1 && found[0]["relatedInformation"].is_null());
    client.change(&first, 3, json!([{ "text": "\nThen Kim Il Sung spoke.\n" }]));
    client.diagnostics_become(&second, |found| stands_elsewhere(found, span(1, 5, 16)));
    client.stop();
}
