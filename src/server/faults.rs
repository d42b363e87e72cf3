//! What is wrong in the project's own files: told at its place, once, and taken back when it is mended.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use ropey::Rope;
use tower_lsp::ls_types::{self as lsp, Uri};

use crate::collection::{Choices, Collection, FaultyFiles};
use crate::lint::ledger::LEDGER_NAME;
use crate::rules::names::records;

use super::abilities::Abilities;
use super::documents::OpenDocument;
use super::features::diagnostics;
use super::proto::PositionEncoding;
use super::shared::{Shared, State};
use super::workspace::{ConfigRead, LedgerRead};

/// Faults of one file that reach the client.
const MOST: usize = 1000;

/// What the client was last told of each file.
#[derive(Default)]
pub(super) struct Faults {
    told: BTreeMap<Uri, Vec<lsp::Diagnostic>>,
}

impl Faults {
    /// Tells the client what has changed. These files need not be open, so the faults are pushed to clients
    /// that pull too: for them nobody would ask.
    pub async fn tell(&mut self, shared: &Shared) {
        let now = gather(shared);
        for mended in self.told.keys().filter(|uri| !now.contains_key(uri)) {
            shared.client.publish_diagnostics(mended.clone(), Vec::new(), None).await;
        }
        for (uri, faults) in &now {
            if self.told.get(uri) != Some(faults) {
                shared.client.publish_diagnostics(uri.clone(), faults.clone(), None).await;
            }
        }
        self.told = now;
    }

    /// Has what is wrong in a file told again: the client forgot it.
    pub fn forget(&mut self, uri: &Uri) {
        self.told.remove(uri);
    }
}

/// All faults by file; no file without one.
fn gather(shared: &Shared) -> BTreeMap<Uri, Vec<lsp::Diagnostic>> {
    let abilities = shared.abilities();
    let encoding = abilities.encoding;
    let mut by_path: Vec<(PathBuf, Vec<lsp::Diagnostic>)> = Vec::new();
    let (collections, choices) = {
        let state = shared.state();
        let configs = state.workspace.configs();
        by_path.extend(configs.map(|(path, read)| (path.to_owned(), of_config(read, encoding))));
        let ledgers = state.workspace.ledgers();
        by_path.extend(ledgers.map(|(root, read)| (root.join(LEDGER_NAME), of_ledger(read, &state, abilities))));
        (state.workspace.collections(), state.workspace.choices())
    };
    for collection in &collections {
        let unreadable = collection.unreadable().iter().map(|message| error(lsp::Range::default(), message.clone()));
        by_path.extend(collection.config_path().map(|path| (path.to_owned(), unreadable.collect())));
        by_path.extend(of_authority(collection, &choices, abilities));
    }
    let mut by_file: BTreeMap<Uri, Vec<lsp::Diagnostic>> = BTreeMap::new();
    for (path, faults) in by_path.into_iter().filter(|(_, faults)| !faults.is_empty()) {
        if let Some(uri) = Uri::from_file_path(&path) {
            by_file.entry(uri).or_default().extend(faults);
        }
    }
    by_file
}

fn of_config(read: &ConfigRead, encoding: PositionEncoding) -> Vec<lsp::Diagnostic> {
    let text = Rope::from_str(&read.text);
    let faults = read.faults.iter().map(|fault| {
        let message = format!("{}; the last configuration without a fault stays in force", fault.message);
        error(encoding.range(&text, &fault.range), message)
    });
    faults.collect()
}

/// The faults of a collection's authority, file by file.
fn of_authority(
    collection: &Collection,
    choices: &Choices,
    abilities: Abilities,
) -> Vec<(PathBuf, Vec<lsp::Diagnostic>)> {
    let files = FaultyFiles::of(collection, choices);
    let mut by_file = Vec::new();
    for faults in collection.who().faults().chunk_by(|a, b| a.file == b.file) {
        let Some(file) = faults.first().and_then(|fault| files.get(fault.file)) else { continue };
        let Some(uri) = Uri::from_file_path(&file.path) else { continue };
        let text = Rope::from_str(&file.text);
        let levels = &collection.context_for(&file.path).levels;
        let diagnostics = faults.iter().take(MOST).filter_map(|fault| {
            let finding = records::finding(fault, |place| files.locate(place));
            let severity = levels.severity(finding.rule, finding.severity)?;
            Some(diagnostics::of_finding(&finding.severity(severity), &text, &uri, abilities))
        });
        by_file.push((file.path.clone(), diagnostics.collect()));
    }
    by_file
}

/// The faults of a ledger: lines that cannot be read, and entries that answer nothing in the documents
/// that are open.
fn of_ledger(read: &LedgerRead, state: &State, abilities: Abilities) -> Vec<lsp::Diagnostic> {
    let ledger = match &read.file {
        Ok(ledger) => ledger,
        Err(message) => return vec![error(lsp::Range::default(), message.clone())],
    };
    let decided = |document: &&OpenDocument| {
        document.decided.as_ref().is_some_and(|decided| Arc::ptr_eq(&decided.ledger, ledger))
    };
    let stale = state.documents.values().filter(decided).flat_map(|document| document.stale.iter().copied());
    let path = ledger.path();
    let Some(uri) = Uri::from_file_path(&path) else { return Vec::new() };
    let text = Rope::from_str(&ledger.text);
    let findings = ledger.findings(&read.collection.context_for(&path).levels, stale);
    findings.iter().take(MOST).map(|finding| diagnostics::of_finding(finding, &text, &uri, abilities)).collect()
}

fn error(range: lsp::Range, message: String) -> lsp::Diagnostic {
    lsp::Diagnostic {
        range,
        severity: Some(lsp::DiagnosticSeverity::ERROR),
        source: Some("lacuna".into()),
        message,
        ..lsp::Diagnostic::default()
    }
}
