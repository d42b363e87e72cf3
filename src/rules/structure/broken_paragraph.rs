//! `structure/broken-paragraph`

use crate::rules::rule::declare_rule;
use crate::rules::{Check, DocumentView, Finding, Restoration, Severity};

use super::flow::{Step, steps};
use super::{Beginning, Ending};

declare_rule! {
    /// A paragraph ends in the middle of a sentence, and the next one goes on with it.
    ///
    /// The end of a page or of a typed line was taken for the end of a paragraph.
    ///
    /// Join the two, unless your convention keeps the pages apart; then mark the page break.
    ///
    /// ```finds
    /// The delegation was received with music at a military and naval ⸢station
    ///
    /// outside⸣ the town, and left again on the same evening.
    /// → The delegation was received with music at a military and naval station outside the town, and left again on the same evening.
    /// ```
    ///
    /// ```quiet
    /// The delegation was received at the following places outside the town:
    ///
    /// the naval station, the mills, and the harbour with its new docks.
    /// ```
    pub static BROKEN_PARAGRAPH = {
        name: "structure/broken-paragraph",
        severity: Severity::Info,
        precedence: 30,
        check: Check::Document(check),
    }
}

fn check(view: &DocumentView, found: &mut Vec<Finding>) {
    let broken: Vec<Step> = steps(view).filter(is_broken).collect();
    if !broken.is_empty() && !view.habits().leaves_sentences_open() {
        found.extend(broken.iter().filter_map(|step| finding(view, step)));
    }
}

fn is_broken(step: &Step) -> bool {
    let here = step.here.paragraph;
    let open = |before: &super::Paragraph| before.ending == Ending::Open && before.words >= 10;
    here.beginning == Beginning::LowerCase
        && here.words >= 3
        && !here.opens_page
        && step.debris.is_none()
        && step.before.is_some_and(|before| open(before.paragraph))
}

fn finding(view: &DocumentView, step: &Step) -> Option<Finding> {
    let before = step.before?;
    let last = before.in_file(&before.paragraph.last_word);
    let first = step.here.in_file(&step.here.paragraph.first_word);
    if view.text(last.clone()).starts_with(|c: char| c.is_ascii_digit()) {
        // The number of the page that ends here, most probably.
        return None;
    }
    let gap = last.end..first.start;
    let message = "a paragraph ends here in the middle of a sentence, and the next one goes on with it: \
                   the end of a page or line was probably taken for the end of a paragraph";
    let join = Restoration::regularize(gap, " ").titled("join the two");
    Some(Finding::new(&BROKEN_PARAGRAPH, last.start..first.end, message).restoration(join))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{keeps_quiet, restores};

    const OPEN: &str = "The delegation of the union was received with music at a military";

    #[test]
    fn joins_lines_of_flowed_text() {
        let long = "The mills worked day and night until the end of the month, and the harvest was brought in before the \
                    rains came, so that nothing was lost and all the carts could be sent to the harbour.";
        restores(
            &BROKEN_PARAGRAPH,
            &format!("{long}\n{OPEN} and naval ⸢station\noutside⸣ the town.\n{long}"),
            &format!("{long}\n{OPEN} and naval station outside the town.\n{long}"),
        );
    }

    #[test]
    fn keeps_quiet_at_headings_lists_and_pages() {
        keeps_quiet(&BROKEN_PARAGRAPH, "ON THE LATEST STANCE\n\nof the union the papers say nothing.");
        keeps_quiet(&BROKEN_PARAGRAPH, &format!("{OPEN} station\n\n\x0Coutside the town."));
        keeps_quiet(&BROKEN_PARAGRAPH, &format!("{OPEN} station\n12\n\noutside the town."));
        keeps_quiet(&BROKEN_PARAGRAPH, &format!("{OPEN} station.\n\noutside the town."));
    }

    #[test]
    fn keeps_quiet_where_every_line_is_its_own_paragraph() {
        keeps_quiet(&BROKEN_PARAGRAPH, &format!("{OPEN} and naval\n\nstation outside the town\n\n").repeat(6));
    }
}
