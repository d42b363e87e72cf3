//! The analysis of one version of a document: its blocks, its findings, what its ledger says of them.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use ropey::Rope;
use tower_lsp::ls_types::Uri;

use crate::collection::Collection;
use crate::lint::{Document, DocumentReport, Located};
use crate::rules::names::ACROSS_DOCUMENTS;
use crate::rules::{Context, Finding};
use crate::text::{Encoding, read_file};

use super::documents::{Decided, Hull};
use super::names::Siblings;

/// What is known of one version of a document.
pub(super) struct Analysis {
    /// The number of this analysis: none has that of another.
    pub number: u64,
    /// The version.
    pub version: i32,
    /// Its text.
    pub text: Rope,
    /// Its blocks.
    pub document: Document,
    /// Its findings, without those that the ledger answers.
    pub report: DocumentReport,
    /// The numbers of the ledger's entries for this document that answer nothing any more.
    pub stale: Vec<usize>,
    /// How often what the other documents say had changed when the findings were made.
    heard: AtomicU64,
}

impl Analysis {
    fn of(
        version: i32,
        text: Rope,
        document: Document,
        siblings: Option<&Siblings>,
        decided: Option<&Decided>,
    ) -> Analysis {
        let heard = siblings.map_or(0, Siblings::changes).into();
        let mut report = siblings.map_or_else(|| document.report(&text), |others| others.report(&document, &text));
        let mut stale = Vec::new();
        if let Some(Decided { ledger, file }) = decided {
            let filtered = ledger.ledger.filter(file, &text, report.findings);
            stale.extend(ledger.ledger.stale_in(file, &document.context().levels, &filtered.used));
            report.findings = filtered.kept;
        }
        static MADE: AtomicU64 = AtomicU64::new(0);
        let number = MADE.fetch_add(1, Ordering::Relaxed);
        Analysis { number, version, text, document, report, stale, heard }
    }

    /// Whether the other documents now say what leads to other findings.
    pub fn is_outdated(&self, siblings: &Siblings, decided: Option<&Decided>) -> bool {
        let changes = siblings.changes();
        if self.heard.swap(changes, Ordering::Relaxed) == changes {
            return false;
        }
        let mut now = siblings.report(&self.document, &self.text).findings;
        if let Some(Decided { ledger, file }) = decided {
            now = ledger.ledger.filter(file, &self.text, now).kept;
        }
        let across = |found: &[Located]| -> Vec<Finding> {
            let across =
                found.iter().filter(|found| ACROSS_DOCUMENTS.iter().any(|rule| rule.name == found.rule().name));
            across.map(Located::to_finding).collect()
        };
        across(&now) != across(&self.report.findings)
    }

    /// The analysis of a file that is not open; none if it cannot be read.
    pub fn of_file(
        path: &Path,
        collection: &Collection,
        siblings: Option<&Siblings>,
        decided: Option<&Decided>,
    ) -> Option<Analysis> {
        let decoded = read_file(path).ok()?;
        let text = Rope::from_str(&decoded.text);
        let document = Document::read(&text, decoded.encoding, collection.context_for(path));
        Some(Analysis::of(0, text, document, siblings, decided))
    }
}

/// A document to analyse: a snapshot of what the analysis depends on.
pub(super) struct Job {
    /// The document, for the log.
    pub uri: Uri,
    pub version: i32,
    pub text: Rope,
    /// What changed since the analysis before, if anything did.
    pub changed: Option<Hull>,
    pub context: Arc<Context>,
    pub decided: Option<Decided>,
    pub siblings: Option<Siblings>,
    /// The analysis before.
    pub before: Option<Arc<Analysis>>,
}

impl Job {
    /// Reads the document, or tells its analysis what changed.
    pub fn run(self) -> Analysis {
        let started = Instant::now();
        let before = self.before.filter(|before| Arc::ptr_eq(before.document.context(), &self.context));
        let anew = before.is_none();
        let mut spent = None;
        let document = match before {
            Some(before) => {
                // A copy is made only while a request still looks at it.
                let mut document = match Arc::try_unwrap(before) {
                    Ok(own) => {
                        spent = Some(own.report);
                        own.document
                    }
                    Err(shared) => shared.document.clone(),
                };
                if let Some(Hull { replaced, inserted }) = self.changed {
                    document.edit(&self.text, replaced, inserted);
                }
                document
            }
            None => Document::read(&self.text, Encoding::UTF8, self.context),
        };
        let read = started.elapsed();
        let analysis = Analysis::of(self.version, self.text, document, self.siblings.as_ref(), self.decided.as_ref());
        tracing::debug!(
            document = self.uri.as_str(),
            version = self.version,
            anew,
            bytes = analysis.text.len_bytes(),
            findings = analysis.report.findings.len(),
            blocks_us = read.as_micros(),
            document_us = (started.elapsed() - read).as_micros(),
            "analysed"
        );
        // To free thousands of findings takes a while, and the client waits.
        rayon::spawn(move || drop(spent));
        analysis
    }
}
