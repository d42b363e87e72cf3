//! `glyphs/filler-run`

use std::ops::Range;

use crate::rules::rule::declare_rule;
use crate::rules::{BlockReport, BlockView, Check, Finding, Restoration};
use crate::text::{Characters, Class};

use super::filler::{is_box, is_tick};

declare_rule! {
    /// A run of filler boxes stands where the scanner could not read.
    ///
    /// OCR engines and vision models write `☐` or `□` for ink they cannot make out; a whole row of
    /// them is a rule, a stamp or an underlined heading.
    ///
    /// Supply the letters if the sense gives them, mark the place as illegible, or remove the row if
    /// nothing stood there. Tick boxes of forms keep quiet, and so do the solid bars (`█`) with which
    /// passages are withheld.
    ///
    /// ```finds
    /// The meeting of ⸢☐☐☐⸣ was postponed.
    /// → The meeting of [illegible] was postponed.
    /// ```
    ///
    /// ```quiet
    /// ☐ Approved ☑ Rejected
    /// ```
    pub static FILLER_RUN = {
        name: "glyphs/filler-run",
        needs: Characters::NONE.and(Class::Filler),
        check: Check::Block(check),
    }
}

fn check(block: &BlockView, report: &mut BlockReport) {
    let form = is_form(block);
    for line in block.lines() {
        for run in runs(&block.text, line.clone()) {
            if form && run.spaced {
                continue;
            }
            let alone = block.text[line.clone()].len() == run.range.len()
                || block.text[line.start..run.range.start].trim().is_empty()
                    && block.text[run.range.end..line.end].trim().is_empty();
            report.add(if alone { row(block, &run) } else { gap(block, &run) });
        }
    }
}

/// A run that fills its line: most often a rule or an underlining, which said nothing.
fn row(block: &BlockView, run: &Run) -> Finding {
    let message = format!(
        "a row of {} filler boxes stands alone in its line: a rule, a stamp or an underlined heading that the scanner \
         could not read; remove it, or mark it as illegible if words stood there",
        run.count
    );
    Finding::new(&FILLER_RUN, run.range.clone(), message)
        .restoration(Restoration::remove(block.with_surroundings(&run.range)).titled("remove the row"))
        .restoration(Restoration::gap(block.context.convention, run.range.clone(), None))
}

fn gap(block: &BlockView, run: &Run) -> Finding {
    let message = format!(
        "{} filler boxes stand where the scanner could not read; supply the letters if the sense gives them, or mark \
         the place as illegible",
        run.count
    );
    Finding::new(&FILLER_RUN, run.range.clone(), message).restoration(Restoration::gap(
        block.context.convention,
        run.range.clone(),
        Some(run.count),
    ))
}

/// Boxes with at most one space between two of them.
struct Run {
    range: Range<usize>,
    count: usize,
    spaced: bool,
}

/// The runs of a line: two boxes side by side, or three with spaces.
fn runs(text: &str, line: Range<usize>) -> Vec<Run> {
    let mut found: Vec<Run> = Vec::new();
    let mut open: Option<Run> = None;
    let mut spaces = 0;
    for (at, c) in text[line.clone()].char_indices() {
        let at = line.start + at;
        if is_box(c) {
            let end = at + c.len_utf8();
            match &mut open {
                Some(run) => {
                    run.range.end = end;
                    run.count += 1;
                    run.spaced |= spaces > 0;
                }
                None => open = Some(Run { range: at..end, count: 1, spaced: false }),
            }
            spaces = 0;
        } else if matches!(c, ' ' | '\t') && open.is_some() && spaces == 0 {
            spaces += 1;
        } else {
            found.extend(open.take());
            spaces = 0;
        }
    }
    found.extend(open);
    found.retain(|run| run.count >= if run.spaced { 3 } else { 2 });
    found
}

/// Whether the block is a form: something in it is ticked, or two of its lines end in boxes after
/// their text.
fn is_form(block: &BlockView) -> bool {
    block.text.chars().any(is_tick)
        || block.lines().filter(|line| has_columns_of_boxes(&block.text[line.clone()])).count() > 1
}

fn has_columns_of_boxes(line: &str) -> bool {
    let line = line.trim();
    line.ends_with(is_box) && line.starts_with(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{finds, keeps_quiet, restores};

    #[test]
    fn finds_spaced_and_tight_runs() {
        finds(&FILLER_RUN, "a ⸢□ □ □⸣ b ⸢☐☐⸣");
    }

    #[test]
    fn keeps_quiet_at_two_boxes_apart() {
        keeps_quiet(&FILLER_RUN, "Yes ☐ ☐ No");
    }

    #[test]
    fn a_run_is_marked_as_a_gap() {
        restores(&FILLER_RUN, "the ⸢☐☐☐⸣ meeting", "the [illegible] meeting");
    }

    #[test]
    fn a_row_of_nothing_else_goes() {
        restores(&FILLER_RUN, "one\n⸢☐ ☐ ☐ ☐⸣\ntwo", "one\ntwo");
    }

    #[test]
    fn keeps_quiet_at_a_form() {
        keeps_quiet(&FILLER_RUN, "☐ Approved ☑ Rejected");
        keeps_quiet(&FILLER_RUN, "Subject ☑ ☐ ☐ ☐");
        keeps_quiet(&FILLER_RUN, "Quality of the film ☐ ☐ ☐\nQuality of the print ☐ ☐ ☐");
    }

    #[test]
    fn keeps_quiet_at_withheld_passages() {
        keeps_quiet(&FILLER_RUN, "The source, ██████, was paid.");
    }
}
