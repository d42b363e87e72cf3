//! Applying restorations to a text, pass by pass.

use std::sync::Arc;

use crate::convention::Certainty;
use crate::names::attested::OtherDocuments;
use crate::rules::{Applicability, Context, Intent, Restoration};
use crate::text::{Edit, Encoding, apply_edits};

use super::{Document, Ledger};

/// Which restorations are applied without asking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Those that cannot change a reading.
    Safe,
    /// Also the best reading of a place, where it is very probable.
    Probable,
}

/// A text with restorations applied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fixed {
    /// The text as it is now.
    pub text: String,
    /// How many restorations were applied.
    pub applied: usize,
}

/// What was decided to stay as it is written.
#[derive(Clone, Copy, Debug)]
pub struct Decided<'l> {
    /// The decisions.
    pub ledger: &'l Ledger,
    /// The text's name in them.
    pub file: &'l str,
}

/// A restoration can lay bare another; a chain longer than this is not followed.
const PASSES: usize = 8;

/// Applies restorations until nothing more is to be done. Where two touch the same text, the later
/// one waits for the next pass. `others` are the other documents of its collection.
pub fn fix(
    text: &str,
    encoding: Encoding,
    context: &Arc<Context>,
    others: OtherDocuments,
    reach: Reach,
    decided: Decided,
) -> Fixed {
    let mut fixed = Fixed { text: text.to_owned(), applied: 0 };
    for _ in 0..PASSES {
        let (edits, count) = edits_of_pass(&fixed.text, encoding, context, others, reach, decided);
        if count == 0 {
            break;
        }
        match apply_edits(&fixed.text, &edits) {
            Ok(text) if text != fixed.text => fixed = Fixed { text, applied: fixed.applied + count },
            // Nothing changes any more, or an edit does not fit the text: it stays as it is.
            _ => break,
        }
    }
    fixed
}

/// The edits that one pass makes, none touching another, and the number of restorations they are.
fn edits_of_pass(
    text: &str,
    encoding: Encoding,
    context: &Arc<Context>,
    others: OtherDocuments,
    reach: Reach,
    decided: Decided,
) -> (Vec<Edit>, usize) {
    let document = Document::read(&text, encoding, Arc::clone(context));
    let found = document.report_among(&text, others).findings;
    let found = decided.ledger.filter(decided.file, &text, found).kept;
    let mut edits: Vec<Edit> = Vec::new();
    let mut count = 0;
    // Findings come in the order of their places, so that an edit can only touch what is near the
    // furthest end so far.
    let mut furthest = None;
    for finding in found {
        let mut finding = finding.to_finding();
        let Some(chosen) = finding.restorations.iter().position(|restoration| reach.includes(restoration)) else {
            continue;
        };
        // Of the suggested ones, the best alone.
        if chosen > 0 && finding.restorations[chosen].applicability != Applicability::Safe {
            continue;
        }
        let restoration = finding.restorations.swap_remove(chosen);
        let start = restoration.edits.iter().map(|edit| edit.range.start).min().unwrap_or(0);
        if furthest.is_some_and(|end| start <= end) {
            continue;
        }
        furthest = restoration.edits.iter().map(|edit| edit.range.end).max().max(furthest);
        edits.extend(restoration.edits);
        count += 1;
    }
    (edits, count)
}

impl Reach {
    fn includes(self, restoration: &Restoration) -> bool {
        if restoration.edits.is_empty() {
            return false;
        }
        match restoration.applicability {
            Applicability::Safe => true,
            Applicability::Suggested => {
                self == Reach::Probable
                    && restoration.certainty == Certainty::High
                    && !matches!(restoration.intent, Intent::Gap | Intent::Keep)
            }
            Applicability::Display => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::convention::Convention;

    fn fixed(text: &str, reach: Reach) -> Fixed {
        let context = Arc::new(Context { convention: Convention::bracketed(), ..Context::default() });
        let decided = Decided { ledger: &Ledger::default(), file: "a.txt" };
        fix(text, Encoding::UTF8, &context, OtherDocuments::default(), reach, decided)
    }

    #[test]
    fn a_clean_text_stays_as_it_is() {
        let text = "The Plenum was held in Tirana on 3 March.\n";
        assert_eq!(fixed(text, Reach::Probable), Fixed { text: text.into(), applied: 0 });
    }

    #[test]
    fn a_gap_is_never_marked_without_asking() {
        let text = "The meeting of ☐☐☐ was postponed by the secretary.\n";
        assert!(!fixed(text, Reach::Probable).text.contains("[illegible]"));
    }

    #[test]
    fn what_is_fixed_needs_no_second_fix() {
        let text = "The \u{200B}meeting was post\u{AD}poned.\u{200B}\n";
        let once = fixed(text, Reach::Safe);
        assert_eq!(fixed(&once.text, Reach::Safe).applied, 0);
    }
}
