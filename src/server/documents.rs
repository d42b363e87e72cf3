//! Open documents: the editor's text is the truth.

use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use ropey::Rope;
use tower_lsp::ls_types::{TextDocumentContentChangeEvent, Uri};

use crate::collection::LedgerFile;
use crate::rules::Context;

use super::analysis::{Analysis, Job};
use super::names::Siblings;
use super::proto::PositionEncoding;

/// What an open file is to the project.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Not known yet: it was just opened.
    Unknown,
    /// A transcription of a collection.
    Transcription,
    /// The collection's `lacuna.toml`.
    Config,
    /// One of the collection's authority files.
    Authority,
    /// One of its lists of known words.
    Words,
    /// The ledger of decisions.
    Ledger,
    /// Nothing of ours: a README, a file the collection leaves out.
    Stranger,
}

/// The last analysis of a document. Who looks at one has a share in it, so nobody waits for another.
#[derive(Clone, Default)]
pub(super) enum Latest {
    /// There is none: none was made yet, or the last one failed.
    #[default]
    None,
    /// The worker has it, to bring it up to date.
    Taken,
    /// Made.
    Made(Arc<Analysis>),
}

/// A document that the client has open.
pub(super) struct OpenDocument {
    /// The number of this opening: a document that is closed and opened again is another.
    pub number: u64,
    /// Its file, if it has one.
    pub path: Option<PathBuf>,
    /// What it is to the project.
    pub role: Role,
    /// Its language, as the client names it.
    pub language: String,
    /// The version of `text`, as the client counts.
    pub version: i32,
    /// The text as the editor has it.
    pub text: Rope,
    /// Whether that is not what is on disk.
    pub unsaved: bool,
    /// The version that the project's files were last read by: what is said of one of them is said of that.
    pub followed: Option<i32>,
    /// What changed since the analysis was last told.
    pub changed: Option<Hull>,
    /// What the check depends on besides the text.
    pub context: Arc<Context>,
    /// The decisions about this file, if any are on record.
    pub decided: Option<Decided>,
    /// The other documents of its collection.
    pub siblings: Option<Siblings>,
    /// The entries of that ledger that the last analysis found to answer nothing.
    pub stale: Vec<usize>,
    /// The last analysis.
    pub analysis: Latest,
    /// The version that `analysis` is of.
    pub analysed: Option<i32>,
}

/// The ledger of a document's collection, and the document's name in it.
#[derive(Clone)]
pub(super) struct Decided {
    pub ledger: Arc<LedgerFile>,
    pub file: String,
}

/// The smallest stretch of text that holds all changes since some version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Hull {
    /// Byte range in the text of that version.
    pub replaced: Range<usize>,
    /// Bytes that stand there now.
    pub inserted: usize,
}

impl Hull {
    /// The hull of the changes so far and one more: `range`, in the text as it is now, becomes
    /// `length` bytes.
    pub fn extend(this: Option<Hull>, range: &Range<usize>, length: usize) -> Hull {
        let Some(Hull { replaced, inserted }) = this else {
            return Hull { replaced: range.clone(), inserted: length };
        };
        let start = replaced.start.min(range.start);
        let end_now = (replaced.start + inserted).max(range.end);
        let end_then = end_now - inserted + replaced.len();
        Hull { replaced: start..end_then, inserted: end_now - start - range.len() + length }
    }
}

impl OpenDocument {
    /// A document as the client opens it.
    pub fn new(path: Option<PathBuf>, language: String, version: i32, text: &str) -> OpenDocument {
        static OPENED: AtomicU64 = AtomicU64::new(0);
        OpenDocument {
            number: OPENED.fetch_add(1, Ordering::Relaxed),
            path,
            role: Role::Unknown,
            language,
            version,
            text: Rope::from_str(text),
            unsaved: false,
            followed: None,
            changed: None,
            context: Arc::default(),
            decided: None,
            siblings: None,
            stale: Vec::new(),
            analysis: Latest::None,
            analysed: None,
        }
    }

    /// The last analysis, if one is at hand.
    pub fn latest(&self) -> Option<Arc<Analysis>> {
        match &self.analysis {
            Latest::Made(analysis) => Some(Arc::clone(analysis)),
            Latest::None | Latest::Taken => None,
        }
    }

    /// What is to be done to bring the analysis to the newest version; the last one goes along.
    pub fn take_job(&mut self, uri: &Uri, answers_at_once: bool) -> Job {
        Job {
            uri: uri.clone(),
            version: self.version,
            text: self.text.clone(),
            changed: self.changed.take(),
            context: Arc::clone(&self.context),
            decided: self.decided.clone(),
            siblings: self.siblings.clone(),
            before: match std::mem::replace(&mut self.analysis, Latest::Taken) {
                Latest::Made(analysis) => Some(analysis),
                Latest::None | Latest::Taken => None,
            },
            answers_at_once,
        }
    }

    /// Follows the client's changes; they apply one after the other.
    pub fn change(&mut self, changes: Vec<TextDocumentContentChangeEvent>, encoding: PositionEncoding) {
        for change in changes {
            let range = match change.range {
                Some(range) => encoding.byte_range(&self.text, range),
                None => 0..self.text.len_bytes(),
            };
            self.changed = Some(Hull::extend(self.changed.take(), &range, change.text.len()));
            replace(&mut self.text, &range, &change.text);
        }
        self.unsaved = true;
    }
}

fn replace(text: &mut Rope, range: &Range<usize>, new: &str) {
    let (start, end) = (text.byte_to_char(range.start), text.byte_to_char(range.end));
    text.remove(start..end);
    text.insert(start, new);
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_hull_holds_all_changes(first in "[a-c]{0,12}", edits in prop::collection::vec((0.0..=1.0f64, 0.0..=0.4f64, "[x-z]{0,4}"), 1..8)) {
            let mut text = first.clone();
            let mut hull = None;
            for (from, share, new) in edits {
                let start = (text.len() as f64 * from) as usize;
                let end = ((text.len() as f64 * (from + share)) as usize).min(text.len());
                hull = Some(Hull::extend(hull, &(start..end), new.len()));
                text.replace_range(start..end, &new);
            }
            let Hull { replaced, inserted } = hull.unwrap();
            let mut rebuilt = first.clone();
            rebuilt.replace_range(replaced.clone(), &text[replaced.start..replaced.start + inserted]);
            prop_assert_eq!(rebuilt, text);
        }
    }
}
