//! The ledgers of the collections that a command meets.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use crate::collection::{Choices, Collection, LedgerFile};
use crate::report::FileReport;
use crate::text::LineIndex;

use super::absolute;

/// Ledgers by their folder, each read once.
#[derive(Debug, Default)]
pub(super) struct Ledgers {
    isolated: bool,
    read: Mutex<BTreeMap<PathBuf, Arc<LedgerFile>>>,
    seen: Mutex<BTreeMap<PathBuf, Seen>>,
}

/// What the check of the files has shown of a ledger.
#[derive(Debug)]
struct Seen {
    ledger: Arc<LedgerFile>,
    collection: Arc<Collection>,
    stale: Vec<usize>,
}

impl Ledgers {
    /// The ledgers of the files, or none at all.
    pub fn new(isolated: bool) -> Ledgers {
        Ledgers { isolated, ..Ledgers::default() }
    }

    /// The ledger of a file (absolute): at the root of its collection; without a configuration, the
    /// nearest upwards.
    pub fn of(&self, file: &Path, collection: &Collection) -> Result<Arc<LedgerFile>, String> {
        if self.isolated {
            return Ok(Arc::default());
        }
        let root = LedgerFile::folder_for(file, collection);
        let mut read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = read.get(&root) {
            return Ok(Arc::clone(known));
        }
        let ledger = Arc::new(LedgerFile::read(&root, &Choices::default()).map_err(|error| error.to_string())?);
        read.insert(root, Arc::clone(&ledger));
        Ok(ledger)
    }

    /// Notes what the check of a file has shown of its ledger: the entries that answer nothing.
    pub fn note(&self, ledger: &Arc<LedgerFile>, collection: &Arc<Collection>, stale: Vec<usize>) {
        if ledger.text.is_empty() {
            return;
        }
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let fresh = || Seen { ledger: Arc::clone(ledger), collection: Arc::clone(collection), stale: Vec::new() };
        seen.entry(ledger.root.clone()).or_insert_with(fresh).stale.extend(stale);
    }

    /// Where the ledgers of these files lie, absolute: the first of them in the order of paths.
    pub fn first_of(&self, files: &[(PathBuf, Arc<Collection>)]) -> Option<PathBuf> {
        let mut folders: BTreeSet<PathBuf> = BTreeSet::new();
        for (path, collection) in files {
            let absolute = absolute(path);
            if folders.insert(absolute.parent().unwrap_or(&absolute).to_owned()) {
                // A ledger that cannot be read is told of with each of its files.
                let _ = self.of(&absolute, collection);
            }
        }
        let read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        read.values().filter(|ledger| !ledger.text.is_empty()).map(|ledger| ledger.path()).min()
    }

    /// What is wrong in the ledgers themselves, after all files were checked, with its severities
    /// those of the collection, all of them.
    pub fn reports(&self) -> Vec<FileReport> {
        let seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        seen.values().map(Seen::report).collect()
    }
}

impl Seen {
    fn report(&self) -> FileReport {
        let path = self.ledger.path();
        let levels = &self.collection.context_for(&path).levels;
        let findings = self.ledger.findings(levels, self.stale.iter().copied());
        let text = self.ledger.text.clone();
        FileReport { path: shown(&path), lines: LineIndex::new(&text), text, findings, words: 0 }
    }
}

/// A path as seen from the current folder.
pub(super) fn shown(path: &Path) -> PathBuf {
    let here = std::env::current_dir().unwrap_or_default();
    path.strip_prefix(&here).unwrap_or(path).to_owned()
}
