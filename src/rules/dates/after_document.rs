//! `dates/after-document`

use std::ops::Range;

use crate::rules::rule::declare_rule;
use crate::rules::{Check, DocumentView, FactKinds, Finding, Severity};
use crate::transcript::{DateSource, DocumentDate, Region, WrittenDate};

declare_rule! {
    /// The text speaks of a day after the date of the document.
    ///
    /// Either a digit was misread, or the document is dated wrongly; or it speaks of what is planned, and
    /// then all is well.
    ///
    /// Compare the page and the date in the header.
    ///
    /// ```finds
    /// January 16, 1967 Notes on a Visit
    ///
    /// Citation:
    ///
    /// Archive of the Harbour, 4
    ///
    /// The delegation arrived on ⸢March 3, 1968⸣ and left on January 4, 1967.
    /// ```
    ///
    /// ```quiet
    /// January 16, 1967 Notes on a Visit
    ///
    /// Citation:
    ///
    /// Archive of the Harbour, 4
    ///
    /// The delegation will come on March 3, 1968 and stay until April 4, 1968.
    /// ```
    pub static AFTER_DOCUMENT = {
        name: "dates/after-document",
        severity: Severity::Hint,
        precedence: 20,
        check: Check::Document(check),
    }
}

/// Bytes before a date in which a word about the future is looked for.
const SENTENCE: usize = 120;
/// What stands before a date that is still to come.
const FUTURE: [&str; 22] = [
    "will",
    "shall",
    "would",
    "should",
    "until",
    "till",
    "by",
    "scheduled",
    "planned",
    "plan",
    "plans",
    "due",
    "expire",
    "expires",
    "next",
    "to",
    "before",
    "propose",
    "proposed",
    "for",
    "later",
    "may",
];

fn check(view: &DocumentView, found: &mut Vec<Finding>) {
    let Some(document) = view.header.date().filter(|date| date.source <= DateSource::Citation) else { return };
    let dated = view.blocks_with(FactKinds::DATES).map(|(_, block)| block);
    for block in dated.filter(|block| block.place.region == Region::Body) {
        for written in block.report.facts.dates.iter().filter(|written| is_late(written, document)) {
            let range = block.in_file(&written.range);
            if !is_to_come(view, block.start, &range) {
                found.push(finding(document, range));
            }
        }
    }
}

fn is_late(written: &WrittenDate, document: &DocumentDate) -> bool {
    !written.is_dateline && written.date.is_after(document.date)
}

fn finding(document: &DocumentDate, range: Range<usize>) -> Finding {
    let message = format!(
        "this date is later than the document, which is dated {}: was a digit misread, or is the document dated wrongly?",
        document.date
    );
    Finding::new(&AFTER_DOCUMENT, range, message).related(document.range.clone(), "the date of the document")
}

/// Whether the sentence speaks of the future.
fn is_to_come(view: &DocumentView, block_start: usize, date: &Range<usize>) -> bool {
    let from = view.source.boundary_before(date.start.saturating_sub(SENTENCE)).max(block_start);
    let before = view.text(from..date.start);
    let sentence = before.rfind(". ").map_or(&*before, |at| &before[at..]);
    sentence
        .split(|c: char| !c.is_alphabetic())
        .any(|word| FUTURE.iter().any(|future| word.eq_ignore_ascii_case(future)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{finds, keeps_quiet};

    const HEADER: &str = "January 16, 1967 Notes\n\nCitation:\n\nArchive, 4\n\n";

    #[test]
    fn finds_what_cannot_have_happened_yet() {
        finds(&AFTER_DOCUMENT, &format!("{HEADER}They met on ⸢17 January 1967⸣ and in ⸢March 1968⸣ at sea."));
    }

    #[test]
    fn keeps_quiet_at_what_is_planned_and_at_datelines() {
        keeps_quiet(
            &AFTER_DOCUMENT,
            &format!("{HEADER}They were to meet on 17 January 1967, if the sea was calm that day."),
        );
        keeps_quiet(
            &AFTER_DOCUMENT,
            &format!("{HEADER}They met in January 1967 and on 16 January 1967 in the old harbour."),
        );
        keeps_quiet(&AFTER_DOCUMENT, &format!("{HEADER}The notes end here.\n\nJanuary 18, 1967 [Signed]"));
    }

    #[test]
    fn keeps_quiet_where_the_document_has_no_date_of_its_own() {
        keeps_quiet(
            &AFTER_DOCUMENT,
            "Tirana, January 16, 1967\n\nThey met on 17 January 1968 in the old harbour of the town.",
        );
    }
}
