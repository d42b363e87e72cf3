//! `structure/header-order`

use crate::rules::rule::declare_rule;
use crate::rules::{Check, DocumentView, Finding, Severity};
use crate::transcript::Region;

use super::labels::{Label, labels};

declare_rule! {
    /// The header names a field twice, or not where it belongs.
    ///
    /// An archive's header has a fixed order: citation, summary, credits, original language, contents,
    /// then the text. A field that stands twice, or after those it should stand before, was pasted
    /// from another record or moved by hand.
    ///
    /// Compare the record of the archive; keep one of the two, or put the field where it belongs.
    ///
    /// ```finds
    /// Notes on a Visit
    ///
    /// Citation:
    ///
    /// Archive of the Harbour, 4
    ///
    /// Summary:
    ///
    /// A visit to the mills.
    ///
    /// ⸢Summary:⸣
    ///
    /// Another visit.
    ///
    /// Contents:
    ///
    /// Translation - English
    ///
    /// The visit went well.
    /// ```
    ///
    /// ```quiet
    /// Notes on a Visit
    ///
    /// Citation:
    ///
    /// Archive of the Harbour, 4
    ///
    /// Summary:
    ///
    /// A visit to the mills.
    ///
    /// Contents:
    ///
    /// Translation - English
    ///
    /// The visit went well.
    /// ```
    pub static HEADER_ORDER = {
        name: "structure/header-order",
        severity: Severity::Info,
        precedence: 30,
        check: Check::Document(check),
    }
}

fn check(view: &DocumentView, found: &mut Vec<Finding>) {
    let labels = labels(view);
    for (at, label) in labels.iter().enumerate() {
        let before = &labels[..at];
        // A text has its translation and its transcription, one after the other.
        let again = before.iter().find(|known| known.region == label.region && label.region != Region::Body);
        let later = before.iter().find(|known| known.region > label.region);
        let finding = match (again, later) {
            (Some(first), _) => Some(speaks_of(view, label, first, "stands twice in this header")),
            (None, Some(later)) => Some(speaks_of(view, label, later, "stands after what it should stand before")),
            (None, None) => None,
        };
        found.extend(finding);
    }
}

fn speaks_of(view: &DocumentView, label: &Label, other: &Label, what: &str) -> Finding {
    let message = format!("“{}” {what}; compare the archive's record", view.text(label.range.clone()));
    Finding::new(&HEADER_ORDER, label.range.clone(), message).related(other.range.clone(), "the other field")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{finds, keeps_quiet};

    #[test]
    fn a_field_in_the_wrong_place_is_found() {
        finds(
            &HEADER_ORDER,
            "Notes\n\nSummary: short\n\n⸢Citation:⸣ Archive, 4\n\nContents:\n\nTranslation - English\n\nText.\n",
        );
    }

    #[test]
    fn a_field_with_its_value_beside_it_is_found_twice() {
        finds(
            &HEADER_ORDER,
            "Notes\n\nCitation: A, 4\n\nCredits: B\n\n⸢Credits:⸣ C\n\nTranslation - English\n\nText.\n",
        );
    }

    #[test]
    fn keeps_quiet_at_words_of_the_text() {
        keeps_quiet(
            &HEADER_ORDER,
            "Notes\n\nCitation:\n\nA, 4\n\nTranslation - English\n\nText.\n\nSummary:\n\nCitation:\n",
        );
        keeps_quiet(&HEADER_ORDER, "Summary: the text has no header.\n");
    }
}
