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
    /// Whether the report is that of a fresh reading: what was made at a keystroke in a long document has its findings
    /// of document scope from before.
    pub is_whole: bool,
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
        Analysis { number: next_number(), version, text, document, report, is_whole: true, stale, heard }
    }

    /// What can be said at once after an edit of a long document.
    fn after_edit(
        version: i32,
        text: Rope,
        document: Document,
        told: Told,
        edit: &Hull,
        decided: Option<&Decided>,
    ) -> Analysis {
        let Told { report, stale } = told;
        let mut report = document.report_after_edit(report, &edit.replaced, edit.inserted);
        if let Some(Decided { ledger, file }) = decided {
            report.findings = ledger.ledger.filter(file, &text, report.findings).kept;
        }
        let (number, heard) = (next_number(), AtomicU64::default());
        Analysis { number, version, text, document, report, is_whole: false, stale, heard }
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

/// What an analysis told of its document.
struct Told {
    report: DocumentReport,
    stale: Vec<usize>,
}

fn next_number() -> u64 {
    static MADE: AtomicU64 = AtomicU64::new(0);
    MADE.fetch_add(1, Ordering::Relaxed)
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
    /// Whether what can be said at once is wanted first, and the whole in the next pause.
    pub answers_at_once: bool,
}

/// Bytes from which on a document is folded in a pause, not at a keystroke.
const LONG: usize = 128 * 1024;

impl Job {
    /// Reads the document, or tells its analysis what changed.
    pub fn run(mut self) -> Analysis {
        let started = Instant::now();
        let before = self.before.take().filter(|before| Arc::ptr_eq(before.document.context(), &self.context));
        let anew = before.is_none();
        let (document, told) = match before {
            Some(before) => {
                let (document, told) = self.follow(before);
                (document, Some(told))
            }
            None => (Document::read(&self.text, Encoding::UTF8, Arc::clone(&self.context)), None),
        };
        let read = started.elapsed();
        let edit = self.changed.as_ref().filter(|_| self.answers_at_once && self.text.len_bytes() >= LONG);
        let decided = self.decided.as_ref();
        let analysis = match (edit, told) {
            (Some(edit), Some(told)) => Analysis::after_edit(self.version, self.text, document, told, edit, decided),
            _ => Analysis::of(self.version, self.text, document, self.siblings.as_ref(), decided),
        };
        tracing::debug!(
            document = self.uri.as_str(),
            version = self.version,
            anew,
            whole = analysis.is_whole,
            bytes = analysis.text.len_bytes(),
            findings = analysis.report.findings.len(),
            blocks_us = read.as_micros(),
            document_us = (started.elapsed() - read).as_micros(),
            "analysed"
        );
        analysis
    }

    /// The document as it is now, and what was told of it before. A copy is made only while a request still looks at it.
    fn follow(&self, before: Arc<Analysis>) -> (Document, Told) {
        let (mut document, told) = match Arc::try_unwrap(before) {
            Ok(own) => (own.document, Told { report: own.report, stale: own.stale }),
            Err(shared) => {
                let told = Told { report: shared.report.clone(), stale: shared.stale.clone() };
                (shared.document.clone(), told)
            }
        };
        if let Some(Hull { replaced, inserted }) = &self.changed {
            document.edit(&self.text, replaced.clone(), *inserted);
        }
        (document, told)
    }
}
