//! The ledgers of the collections that a command meets.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use crate::collection::Collection;
use crate::lint::ledger::{LEDGER_NAME, Ledger};
use crate::report::FileReport;
use crate::rules::{Finding, Severity};
use crate::text::LineIndex;

/// A ledger as it lies in its folder.
#[derive(Debug, Default)]
pub(super) struct LedgerFile {
    /// The folder from which files are named in it, absolute.
    pub root: PathBuf,
    /// Its text; empty if there is no such file.
    pub text: String,
    /// Its decisions.
    pub ledger: Ledger,
    /// Lines that cannot be read.
    faults: Vec<Finding>,
}

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
        let root = match collection.config_path() {
            Some(_) => collection.root().to_owned(),
            None => nearest(file).unwrap_or_else(|| collection.root().to_owned()),
        };
        let mut read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = read.get(&root) {
            return Ok(Arc::clone(known));
        }
        let ledger = Arc::new(LedgerFile::read(&root)?);
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
        let gone = self.ledger.of_missing_files();
        let mut stale: Vec<usize> = self.stale.iter().copied().chain(gone).collect();
        stale.sort_unstable();
        stale.dedup();
        let stale = stale.into_iter().map(|entry| self.ledger.ledger.stale(entry));
        let mut findings: Vec<Finding> = (stale.chain(self.ledger.faults.iter().cloned()))
            .filter_map(|finding| {
                let severity: Severity = levels.severity(finding.rule, finding.severity)?;
                levels.is_on(finding.rule).then(|| finding.severity(severity))
            })
            .collect();
        findings.sort_by_key(|finding| finding.range.start);
        let text = self.ledger.text.clone();
        FileReport { path: shown(&path), lines: LineIndex::new(&text), text, findings, words: 0 }
    }
}

impl LedgerFile {
    /// The ledger in a folder; empty if there is none.
    pub fn read(root: &Path) -> Result<LedgerFile, String> {
        let path = root.join(LEDGER_NAME);
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
            Err(error) => return Err(format!("{}: {error}", path.display())),
        };
        let (ledger, faults) = Ledger::read(&text);
        Ok(LedgerFile { root: root.to_owned(), text, ledger, faults })
    }

    /// Where it lies, or would.
    pub fn path(&self) -> PathBuf {
        self.root.join(LEDGER_NAME)
    }

    /// The name of a file (absolute) in it.
    pub fn name_of(&self, file: &Path) -> String {
        let relative = file.strip_prefix(&self.root).unwrap_or(file);
        let parts: Vec<_> = relative.components().map(|part| part.as_os_str().to_string_lossy()).collect();
        parts.join("/")
    }

    /// The entries about files that do not exist.
    pub fn of_missing_files(&self) -> Vec<usize> {
        let mut known: BTreeMap<&str, bool> = BTreeMap::new();
        let entries = self.ledger.entries().iter().enumerate();
        entries
            .filter(|(_, entry)| !*known.entry(&entry.file).or_insert_with(|| self.root.join(&entry.file).exists()))
            .map(|(number, _)| number)
            .collect()
    }
}

/// The folder of the nearest ledger upwards from a file.
fn nearest(file: &Path) -> Option<PathBuf> {
    let folders = file.ancestors().skip(1);
    folders.filter(|folder| folder.join(LEDGER_NAME).is_file()).map(Path::to_owned).next()
}

/// A path as seen from the current folder.
pub(super) fn shown(path: &Path) -> PathBuf {
    let here = std::env::current_dir().unwrap_or_default();
    path.strip_prefix(&here).unwrap_or(path).to_owned()
}
