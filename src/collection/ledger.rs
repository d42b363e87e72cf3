//! The ledger of a collection, as it lies in its folder.

use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use crate::lint::ledger::{LEDGER_NAME, Ledger};
use crate::rules::{Finding, RuleLevels};
use crate::text::ReadError;

use super::{Choices, Collection};

/// A ledger as it lies in its folder.
#[derive(Debug, Default)]
pub struct LedgerFile {
    /// The folder from which files are named in it, absolute.
    pub root: PathBuf,
    /// Its text; empty if there is no such file.
    pub text: String,
    /// Its decisions.
    pub ledger: Ledger,
    /// Lines that cannot be read.
    faults: Vec<Finding>,
}

impl LedgerFile {
    /// The folder whose ledger speaks of a file (absolute): that of its collection; without a
    /// configuration, the nearest upwards that has one.
    pub fn folder_for(file: &Path, collection: &Collection) -> PathBuf {
        let nearest = || file.ancestors().skip(1).find(|folder| folder.join(LEDGER_NAME).is_file());
        match collection.config_path() {
            Some(_) => collection.root().to_owned(),
            None => nearest().unwrap_or(collection.root()).to_owned(),
        }
    }

    /// The ledger in a folder; empty if there is none.
    ///
    /// # Errors
    /// If there is one that cannot be read.
    pub fn read(root: &Path, choices: &Choices) -> Result<LedgerFile, ReadError> {
        let text = match choices.read(&root.join(LEDGER_NAME)) {
            Err(ReadError::Io { cause, .. }) if cause.kind() == ErrorKind::NotFound => String::new(),
            read => read?,
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

    /// What is wrong in it, in the order of its lines: lines that cannot be read, entries about files
    /// that are gone, and the entries of the numbers in `stale`, which answer nothing any more.
    pub fn findings(&self, levels: &RuleLevels, stale: impl IntoIterator<Item = usize>) -> Vec<Finding> {
        let mut stale: Vec<usize> = stale.into_iter().chain(self.of_missing_files()).collect();
        stale.sort_unstable();
        stale.dedup();
        let stale = stale.into_iter().map(|entry| self.ledger.stale(entry));
        let mut findings: Vec<Finding> = (stale.chain(self.faults.iter().cloned()))
            .filter_map(|finding| {
                let severity = levels.severity(finding.rule, finding.severity)?;
                levels.is_on(finding.rule).then(|| finding.severity(severity))
            })
            .collect();
        findings.sort_by_key(|finding| finding.range.start);
        findings
    }
}
