//! Commands: what an action does beyond an edit of the document.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use ropey::Rope;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::json;
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types::{self as lsp, Uri};

use crate::authority::{FormKind, Kind, Record, Variant, write};
use crate::collection::{Choices, Collection, LedgerFile};
use crate::lint::Located;
use crate::lint::ledger::{self, Entry};
use crate::rules::{Finding, rule};
use crate::text::{Encoding, read_file, write_file};

use super::super::names;
use super::super::proto::PositionEncoding;
use super::super::shared::{Event, Shared, invalid, not_open};
use super::edits::{safe_edits, workspace_edit};
use super::export::export;

const KEEP: &str = "lacuna.keepAsWritten";
const ADD_WORD: &str = "lacuna.addWord";
const ADD_RECORD: &str = "lacuna.addRecord";
const ADD_VARIANT: &str = "lacuna.addVariant";
const NAMES: &str = "lacuna.namesOfCollection";
const EXPLAIN: &str = "lacuna.explainRule";
const RESTART: &str = "lacuna.restartAnalysis";
const EXPORT: &str = "lacuna.exportReport";
const FIX_ALL: &str = "lacuna.fixAllSafe";
const APPLY: &str = "lacuna.applyEdit";

pub(in super::super) fn provider() -> lsp::ExecuteCommandOptions {
    let commands = [KEEP, ADD_WORD, ADD_RECORD, ADD_VARIANT, NAMES, EXPLAIN, RESTART, EXPORT, FIX_ALL, APPLY];
    lsp::ExecuteCommandOptions {
        commands: commands.map(String::from).to_vec(),
        ..lsp::ExecuteCommandOptions::default()
    }
}

/// A finding that is to stay as it is.
#[derive(Debug, Serialize, Deserialize)]
struct Kept {
    uri: Uri,
    rule: String,
    range: lsp::Range,
    #[serde(default)]
    reason: String,
}

/// A word, or a name, of a document.
#[derive(Debug, Serialize, Deserialize)]
struct OfDocument {
    uri: Uri,
    text: String,
}

/// A new record.
#[derive(Debug, Serialize, Deserialize)]
struct NewRecord {
    uri: Uri,
    name: String,
    /// `person` or `organization`.
    kind: String,
}

/// A new form of a record.
#[derive(Debug, Serialize, Deserialize)]
struct NewVariant {
    uri: Uri,
    /// Id of the record.
    id: String,
    form: String,
}

/// `workspace/executeCommand`
pub(in super::super) async fn execute(
    shared: &Arc<Shared>,
    params: lsp::ExecuteCommandParams,
) -> Result<Option<lsp::LSPAny>> {
    let argument = params.arguments.into_iter().next().unwrap_or_default();
    match params.command.as_str() {
        KEEP => keep_as_written(shared, read(argument)?).await.map(Some),
        ADD_WORD => add_word(shared, read(argument)?).map(Some),
        ADD_RECORD => add_record(shared, read(argument)?).map(Some),
        ADD_VARIANT => add_variant(shared, read(argument)?).map(Some),
        NAMES => names_of_collection(shared, read(argument)?).await.map(Some),
        EXPLAIN => explain(read(argument)?).map(Some),
        RESTART => {
            shared.tell(Event::Restart);
            Ok(None)
        }
        EXPORT => export(shared, read(argument)?).await.map(Some),
        FIX_ALL => fix_all(shared, read(argument)?).await,
        APPLY => {
            apply(shared, read(argument)?);
            Ok(None)
        }
        other => Err(invalid(format!("there is no command {other}"))),
    }
}

fn read<T: DeserializeOwned>(argument: lsp::LSPAny) -> Result<T> {
    serde_json::from_value(argument).map_err(|error| invalid(error.to_string()))
}

/// The documentation of a rule, in Markdown.
fn explain(name: String) -> Result<lsp::LSPAny> {
    let rule = rule(&name).ok_or_else(|| invalid(format!("there is no rule {name}")))?;
    Ok(format!("# {}\n\n{}", rule.name, rule.doc).into())
}

/// Records in the ledger of the collection that a finding stays as it is.
async fn keep_as_written(shared: &Shared, kept: Kept) -> Result<lsp::LSPAny> {
    let Some(analysis) = shared.analysis(&kept.uri).await? else {
        return Err(invalid("this is no transcription".into()));
    };
    let encoding = shared.abilities().encoding;
    let range = encoding.byte_range(&analysis.text, kept.range);
    let found = analysis.report.findings.iter().find(|found| found.rule().name == kept.rule && found.range() == range);
    let finding = found.map(Located::to_finding).ok_or_else(|| invalid("there is no such finding any more".into()))?;
    let path = kept.uri.to_file_path().ok_or_else(|| invalid("this document is no file".into()))?;
    let collection = shared.collection_of(&kept.uri).ok_or_else(not_open)?;
    let folder = LedgerFile::folder_for(&path, &collection);
    let ledger = LedgerFile::read(&folder, &Choices::default()).map_err(|error| invalid(error.to_string()))?;
    let name = ledger.name_of(&path);
    let today = jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date();
    let entry = Entry::keeping(&finding, &name, &analysis.text, &kept.reason, Some(today));
    rewrite(shared, &folder, &ledger.path(), |text| Ok(ledger::append(text, &[entry])))
}

/// Adds a word to the first of the collection's word files.
fn add_word(shared: &Shared, word: OfDocument) -> Result<lsp::LSPAny> {
    let collection = collection(shared, &word.uri)?;
    let file = collection.config().lexicon.words.first().map(|file| collection.root().join(file.get_ref()));
    let file = file.ok_or_else(|| undeclared("[lexicon]\nwords = [\"words.txt\"]"))?;
    rewrite(shared, collection.root(), &file, |text| {
        let gap = if text.is_empty() || text.ends_with('\n') { "" } else { "\n" };
        Ok(format!("{text}{gap}{}\n", word.text))
    })
}

/// Adds a record to the first authority file that can be added to.
fn add_record(shared: &Shared, new: NewRecord) -> Result<lsp::LSPAny> {
    let kind = match new.kind.as_str() {
        "person" => Kind::Person,
        "organization" => Kind::Organization,
        other => return Err(invalid(format!("there is no kind {other}: it is person or organization"))),
    };
    let collection = collection(shared, &new.uri)?;
    let file = authority_file(&collection)?;
    let record = Record::new(kind, new_id(&collection, &new.name), new.name);
    rewrite(shared, collection.root(), &file, |text| {
        write::add_records(text, std::slice::from_ref(&record)).map_err(|e| e.to_string())
    })
}

/// Adds a form to a record.
fn add_variant(shared: &Shared, new: NewVariant) -> Result<lsp::LSPAny> {
    let collection = collection(shared, &new.uri)?;
    let authority = &collection.who().authority;
    let record = authority.get(&new.id).ok_or_else(|| invalid(format!("there is no record {}", new.id)))?;
    let file = authority.file_of(record).map(Path::to_owned).filter(|file| is_toml(file));
    let file = file.ok_or_else(|| invalid(format!("the record {} stands in a file that is only read", new.id)))?;
    let variant = Variant::new(new.form, FormKind::Variant);
    rewrite(shared, collection.root(), &file, |text| {
        write::add_variant(text, &new.id, &variant).map_err(|e| e.to_string())
    })
}

/// The first TOML file of the authority; if there is none yet, the one that the configuration names.
fn authority_file(collection: &Collection) -> Result<PathBuf> {
    let existing = collection.who().authority.files.iter().find(|file| is_toml(file)).cloned();
    let declared = collection.config().authority.files.iter().map(|pattern| pattern.get_ref());
    let named = declared.into_iter().find(|pattern| pattern.ends_with(".toml"));
    let named = named.map(|pattern| collection.root().join(pattern.replace("**/", "").replace('*', "people")));
    existing.or(named).ok_or_else(|| undeclared("[authority]\nfiles = [\"authority/*.toml\"]"))
}

fn is_toml(file: &Path) -> bool {
    file.extension().is_some_and(|extension| extension == "toml")
}

/// An id from a name that no record has yet: `kim-il-sung`, `kim-il-sung-2`.
fn new_id(collection: &Collection, name: &str) -> String {
    let words: Vec<String> = crate::names::fold::words(name).into_iter().map(|word| word.key.into_owned()).collect();
    let base = words.join("-");
    let taken = |id: &str| collection.who().authority.get(id).is_some();
    if !taken(&base) {
        return base;
    }
    (2..).map(|number| format!("{base}-{number}")).find(|id| !taken(id)).unwrap_or(base)
}

/// Changes a file of the project on disk, and has it read again.
fn rewrite(
    shared: &Shared,
    root: &Path,
    file: &Path,
    change: impl FnOnce(&str) -> std::result::Result<String, String>,
) -> Result<lsp::LSPAny> {
    if shared.is_unsaved(file) {
        return Err(invalid(format!("{} has unsaved changes; save it first", file.display())));
    }
    let (text, encoding) = match read_file(file) {
        Ok(decoded) => (decoded.text, decoded.encoding),
        Err(_) if !file.exists() => (String::new(), Encoding::UTF8),
        Err(error) => return Err(invalid(error.to_string())),
    };
    let changed = change(&text).map_err(|error| invalid(format!("{}: {error}", file.display())))?;
    if let Some(folder) = file.parent() {
        std::fs::create_dir_all(folder).map_err(|error| invalid(format!("{}: {error}", folder.display())))?;
    }
    write_file(file, root, &changed, encoding).map_err(|error| invalid(error.to_string()))?;
    shared.tell(Event::Files(vec![file.to_owned()]));
    Ok(json!({ "file": file.to_string_lossy() }))
}

/// The concordance of the collection a document belongs to.
async fn names_of_collection(shared: &Shared, uri: Uri) -> Result<lsp::LSPAny> {
    let (collection, indexed) = names::current(shared, &uri).ok_or_else(|| invalid("no such document".into()))?;
    let concordance = indexed.read().concordance(&collection.who().authority);
    serde_json::to_value(concordance).map_err(|error| invalid(error.to_string()))
}

/// The collection of an open document; an error if it has no configuration, and so no files to add to.
fn collection(shared: &Shared, uri: &Uri) -> Result<Arc<Collection>> {
    let collection = shared.collection_of(uri).ok_or_else(not_open)?;
    if collection.config_path().is_none() {
        return Err(invalid(
            "this file belongs to no collection: put a lacuna.toml into its folder (`lacuna init`)".into(),
        ));
    }
    Ok(collection)
}

fn undeclared(example: &str) -> Error {
    invalid(format!("lacuna.toml names no file for this; add for example\n{example}"))
}

async fn fix_all(shared: &Shared, uri: Uri) -> Result<Option<lsp::LSPAny>> {
    let Some(analysis) = shared.analysis(&uri).await? else { return Ok(None) };
    let edits = safe_edits(&analysis);
    if !edits.is_empty() {
        apply(shared, workspace_edit(&analysis, &uri, &edits, shared.abilities()));
    }
    Ok(Some(edits.len().into()))
}

/// Asks the client to make an edit, without waiting for it here: the client's answer comes through
/// the same task as its requests.
fn apply(shared: &Shared, edit: lsp::WorkspaceEdit) {
    let client = shared.client.clone();
    tokio::spawn(async move {
        match tokio::time::timeout(super::super::worker::PATIENCE, client.apply_edit(edit)).await {
            Ok(Ok(answer)) if answer.applied => {}
            Ok(Ok(answer)) => {
                tracing::warn!("the client did not make the edit: {}", answer.failure_reason.unwrap_or_default());
            }
            Ok(Err(error)) => tracing::warn!("the client did not make the edit: {error}"),
            Err(_) => tracing::warn!("the client did not answer whether it made the edit"),
        }
    });
}

/// The command that stands for an action where the client takes commands alone.
pub(super) fn instead_of(action: lsp::CodeAction) -> Option<lsp::Command> {
    match (action.command, action.edit) {
        (Some(command), _) => Some(command),
        (None, Some(edit)) => {
            let argument = serde_json::to_value(edit).ok()?;
            Some(lsp::Command { title: action.title, command: APPLY.into(), arguments: Some(vec![argument]) })
        }
        (None, None) => None,
    }
}

/// The command that records that a finding stays as it is.
pub(super) fn keeping(uri: &Uri, finding: &Finding, text: &Rope, encoding: PositionEncoding) -> Option<lsp::Command> {
    let range = encoding.range(text, &finding.range);
    let kept = Kept { uri: uri.clone(), rule: finding.rule.name.into(), range, reason: String::new() };
    command("Keep as written", KEEP, &kept)
}

/// The command that adds a word to the collection's words.
pub(super) fn adding_word(uri: &Uri, word: &str) -> Option<lsp::Command> {
    command("Add to the words of this collection", ADD_WORD, &OfDocument { uri: uri.clone(), text: word.to_owned() })
}

/// The command that makes a record of a name.
pub(super) fn adding_record(uri: &Uri, name: &str, kind: &str) -> Option<lsp::Command> {
    let new = NewRecord { uri: uri.clone(), name: name.to_owned(), kind: kind.to_owned() };
    command("Add to the authority", ADD_RECORD, &new)
}

/// The command that adds a form to a record.
pub(super) fn adding_variant(uri: &Uri, id: &str, form: &str) -> Option<lsp::Command> {
    let new = NewVariant { uri: uri.clone(), id: id.to_owned(), form: form.to_owned() };
    command("Add as a variant", ADD_VARIANT, &new)
}

fn command(title: &str, name: &str, argument: &impl Serialize) -> Option<lsp::Command> {
    let argument = serde_json::to_value(argument).ok()?;
    Some(lsp::Command { title: title.into(), command: name.into(), arguments: Some(vec![argument]) })
}
