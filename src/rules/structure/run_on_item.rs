//! `structure/run-on-item`

use std::ops::Range;

use crate::convention::Certainty;
use crate::lexicon::Lexicon;
use crate::rules::rule::declare_rule;
use crate::rules::{BlockReport, BlockView, Check, DocumentView, FactKinds, Finding, Restoration, Severity};
use crate::text::{Characters, Class, lines, word_after};
use crate::transcript::{Kind, Region};

use super::Beginning;
use super::flow::steps;

declare_rule! {
    /// An item of a list was run into the paragraph before it.
    ///
    /// Where the openings of a list were too decorated to be read, an engine often misses the break as
    /// well: a sentence or a colon ends, and what follows begins with a box, with LaTeX, or with a
    /// bracket that holds no word, just as the items beside it do.
    ///
    /// Look at the page; if an item begins here, begin a new line.
    ///
    /// ```finds
    /// The cooling was apparent:
    ///
    /// ☐☐☐ rdly any of the carts could be sent to the harbour before the end of the month.
    ///
    /// The mills worked day and ⸢night.⸣ □□ ter in the year the rains came, and nothing was lost.
    /// ```
    ///
    /// ```quiet
    /// The mills worked day and night. □□ ter in the year the rains came, and nothing was lost.
    /// ```
    pub static RUN_ON_ITEM = {
        name: "structure/run-on-item",
        severity: Severity::Info,
        needs: Characters::ascii("\\[").and(Class::Filler),
        precedence: 30,
        check: Check::Folded { block, document },
    }
}

fn block(block: &BlockView, report: &mut BlockReport) {
    if block.place.region != Region::Body || block.place.kind != Kind::Prose {
        return;
    }
    let text: &str = &block.text;
    for (at, sign) in
        text.char_indices().filter(|&(_, c)| matches!(c, '\\' | '[') || Class::of(c) == Some(Class::Filler))
    {
        let Some(before) = text[..at].strip_suffix(' ') else { continue };
        let lead = before.ends_with(':');
        let sentence = before.ends_with(['.', '!', '?']);
        let item = match sign {
            '\\' => (lead || sentence) && begins_formula(&text[at..]),
            '[' => sentence && begins_with_no_word(block, at),
            _ => (lead || sentence) && goes_on_in_letters(&text[at..]),
        };
        if item {
            report.facts.run_ons.push(last_word(before));
        }
    }
}

/// The last word with the mark after it.
fn last_word(text: &str) -> Range<usize> {
    let start =
        text.char_indices().rev().take_while(|(_, c)| !c.is_whitespace()).last().map_or(text.len(), |(at, _)| at);
    start..text.len()
}

/// A sign of a formula with words after it in the same line: at a line's end it begins the next one.
fn begins_formula(text: &str) -> bool {
    let openings = ["\\[", "\\(", "\\Box", "\\square", "\\bullet"];
    let line = lines(text).next().unwrap_or_default();
    openings.iter().any(|opening| line.strip_prefix(opening).is_some_and(|rest| !rest.trim().is_empty()))
}

/// Several boxes, then a word in lower case: the rest of one. A single box is there to be ticked.
fn goes_on_in_letters(text: &str) -> bool {
    let rest = text.trim_start_matches(|c: char| c == ' ' || Class::of(c) == Some(Class::Filler));
    let boxes = text[..text.len() - rest.len()].chars().filter(|c| *c != ' ').count();
    boxes > 1 && rest.starts_with(char::is_lowercase)
}

/// A bracket round a few letters that are no word, before a word in lower case: `[Qn] the`.
fn begins_with_no_word(block: &BlockView, at: usize) -> bool {
    let text: &str = &block.text;
    let inside = word_after(text, at + 1);
    let word = &text[inside.clone()];
    let shape = word.starts_with(char::is_uppercase) && word.contains(char::is_lowercase);
    let known = || Lexicon::english().contains(word) || block.context.words.contains(&word.to_lowercase());
    let closed = text[inside.end..].strip_prefix("] ").is_some_and(|rest| rest.starts_with(char::is_lowercase));
    (2..=6).contains(&word.chars().count()) && shape && closed && !known()
}

fn document(view: &DocumentView, found: &mut Vec<Finding>) {
    if view.blocks_with(FactKinds::RUN_ONS).next().is_none() {
        return;
    }
    let damaged = steps(view).any(|step| {
        let paragraph = step.here.paragraph;
        let latex = || view.text(step.here.in_file(&paragraph.filler)).starts_with('\\');
        paragraph.beginning == Beginning::FillerThenLowerCase && (paragraph.boxes > 1 || latex())
    });
    if !damaged {
        return;
    }
    for (_, block) in view.blocks_with(FactKinds::RUN_ONS) {
        found.extend(block.report.facts.run_ons.iter().map(|word| finding(block.in_file(word))));
    }
}

fn finding(word: Range<usize>) -> Finding {
    let message = "what follows begins as the damaged items of this list do: an item was probably run on here";
    let gap = word.end..word.end + 1;
    let break_line = Restoration::regularize(gap, "\n").titled("begin a new line here").certainty(Certainty::Medium);
    Finding::new(&RUN_ON_ITEM, word, message).restoration(break_line)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{keeps_quiet, restores};

    const ITEM: &str = "☐☐☐ rdly any of the carts could be sent to the harbour.";

    #[test]
    fn formulas_and_brackets_without_a_word_begin_items() {
        restores(
            &RUN_ON_ITEM,
            &format!(
                "{ITEM}\n\nThe cooling was ⸢apparent:⸣ \\[\\text{{The}} \\] mills, as in other ⸢years.⸣ [Qn] the day of rest.\n"
            ),
            &format!(
                "{ITEM}\n\nThe cooling was apparent:\n\\[\\text{{The}} \\] mills, as in other years.\n[Qn] the day of rest.\n"
            ),
        );
    }

    #[test]
    fn keeps_quiet_at_marks_and_where_no_item_is_damaged() {
        keeps_quiet(
            &RUN_ON_ITEM,
            &format!("{ITEM}\n\nIt ended. [On] the next day, [KB] the [Qn] came. [Sic] transit. [ПП] the\n"),
        );
        keeps_quiet(&RUN_ON_ITEM, "Flag: ☐ home ☒ foreign\n\n☐ coal and all that belongs to it\n\nCargo: ☐ none\n");
        keeps_quiet(&RUN_ON_ITEM, &format!("{ITEM}\n\nThere were up to 15 carts. \\Box\nThe harbour was closed.\n"));
        keeps_quiet(&RUN_ON_ITEM, "As in other years. [Qn] the day of rest the mills stood still.\n");
    }
}
