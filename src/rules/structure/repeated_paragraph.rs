//! `structure/repeated-paragraph`

use rustc_hash::FxHashMap;

use crate::rules::rule::declare_rule;
use crate::rules::{Check, DocumentView, Finding, Restoration, Severity};

use super::flow::{Placed, steps};

declare_rule! {
    /// A paragraph stands twice, or begins with the sentence that the one before it ended with.
    ///
    /// Pages that were scanned or transcribed one by one overlap, and an engine that loses its place
    /// reads a passage again.
    ///
    /// Keep one of the two. Forms, refrains and what a document repeats many times are left alone.
    ///
    /// ```finds
    /// The delegation was received at the naval station outside the town, and left again on the same evening.
    ///
    /// The mills worked day and night.
    ///
    /// ⸢The delegation was received at the naval station outside the town, and left again on the same evening.⸣
    /// ```
    ///
    /// ```quiet
    /// The delegation was received at the naval station outside the town, and left again on the same evening.
    ///
    /// The delegation was received at the naval station outside the town, and left again on Monday.
    /// ```
    pub static REPEATED_PARAGRAPH = {
        name: "structure/repeated-paragraph",
        severity: Severity::Info,
        precedence: 35,
        check: Check::Document(check),
    }
}

/// A shorter paragraph may well stand twice.
const LONG_ENOUGH: u16 = 12;
/// What stands as often as this is a form or a refrain.
const REFRAIN: usize = 4;

fn check(view: &DocumentView, found: &mut Vec<Finding>) {
    let mut seen: FxHashMap<u64, Vec<Placed>> = FxHashMap::default();
    for step in steps(view).filter(|step| step.here.paragraph.words >= LONG_ENOUGH) {
        let here = step.here;
        seen.entry(here.paragraph.echo.whole).or_default().push(here);
        if let Some(before) = step.before.filter(|before| overlaps(*before, here)) {
            let end = here.paragraph.range.start + here.paragraph.echo.opening_length as usize;
            let range = here.in_file(&(here.paragraph.range.start..end));
            let message = "this paragraph begins with what the one before it ended with: two pages overlap";
            let remove = Restoration::remove(range.clone()).titled("remove what stands twice");
            let earlier = before.in_file(&before.paragraph.last_word);
            found.push(
                Finding::new(&REPEATED_PARAGRAPH, range, message).restoration(remove).related(earlier, "its end"),
            );
        }
    }
    for places in seen.values().filter(|places| (2..REFRAIN).contains(&places.len())) {
        let first = places[0].in_file(&places[0].paragraph.range);
        for again in &places[1..] {
            let range = again.in_file(&again.paragraph.range);
            let message = "this paragraph stands in the document before, word for word";
            let remove = Restoration::remove(range.clone()).titled("remove the paragraph");
            let finding = Finding::new(&REPEATED_PARAGRAPH, range, message).restoration(remove);
            found.push(finding.related(first.clone(), "where it stands first"));
        }
    }
    found.sort_by_key(|finding| finding.range.start);
}

/// Whether a paragraph's first sentence is among the last ones of the paragraph before it.
fn overlaps(before: Placed, here: Placed) -> bool {
    let (before, here) = (&before.paragraph.echo, &here.paragraph.echo);
    here.opening.is_some_and(|opening| before.whole != here.whole && before.closings.contains(&Some(opening)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{finds, keeps_quiet, restores};

    const LONG: &str = "The mills of the district worked day and night until the end of the month.";

    #[test]
    fn pages_that_overlap_are_found() {
        restores(
            &REPEATED_PARAGRAPH,
            &format!("The harvest was brought in. {LONG}\n\n⸢{LONG}⸣ Then the rains came to the valley."),
            &format!("The harvest was brought in. {LONG}\n\n Then the rains came to the valley."),
        );
    }

    #[test]
    fn line_breaks_do_not_hide_a_repetition() {
        let wrapped = LONG.replace("worked day", "worked\nday");
        finds(&REPEATED_PARAGRAPH, &format!("{LONG}\n\nThe rains came.\n\n⸢{wrapped}⸣\n"));
    }

    #[test]
    fn keeps_quiet_at_forms_and_short_paragraphs() {
        keeps_quiet(&REPEATED_PARAGRAPH, &format!("{LONG}\n\n").repeat(REFRAIN));
        keeps_quiet(&REPEATED_PARAGRAPH, "The mills worked.\n\nThe rains came.\n\nThe mills worked.");
    }
}
