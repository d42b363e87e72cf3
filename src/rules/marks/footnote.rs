//! `marks/footnote`

use std::collections::BTreeMap;
use std::ops::Range;

use crate::rules::rule::declare_rule;
use crate::rules::{BlockReport, BlockView, Check, DocumentView, FactKinds, Finding, Places, Severity};
use crate::text::Characters;

use super::bracket::{around, brackets};

declare_rule! {
    /// A footnote is called that does not exist, or exists and is never called.
    ///
    /// `[4]` in the text calls the note that begins with `[4]` at its foot. One of the two was lost
    /// when the page was read, or its number was misread.
    ///
    /// Find the other half in the document, or correct the number. Only documents whose notes mostly
    /// match are held to it.
    ///
    /// ```finds
    /// The Party[1] met in May[2] and in June[3] and in July.⸢[7]⸣
    ///
    /// [1] That is, of Labour.
    ///
    /// [2] On the first.
    ///
    /// [3] On the second.
    /// ```
    ///
    /// ```quiet
    /// The Party[1] met in May.[2]
    ///
    /// [1] That is, of Labour.
    ///
    /// [2] On the first.
    /// ```
    pub static FOOTNOTE = {
        name: "marks/footnote",
        severity: Severity::Hint,
        needs: Characters::DIGITS,
        enters: Places::MARKS,
        precedence: 40,
        check: Check::Folded { block, document },
    }
}

/// The number of a footnote where it is called, or where the note begins.
#[derive(Clone, Debug, PartialEq)]
pub struct FootnoteNumber {
    /// Where it stands, with its brackets.
    pub range: Range<usize>,
    number: u16,
    begins_note: bool,
}

/// `[999]`, and `[^999]` of Markdown.
const LONGEST: usize = 4;
/// Fewer notes that match are chance.
const FEWEST: usize = 3;

fn block(block: &BlockView, report: &mut BlockReport) {
    if !block.characters.meets(Characters::ascii("[")) {
        return;
    }
    report.facts.marks.footnotes = brackets(&block.text, LONGEST)
        .filter_map(|bracket| {
            let content = &block.text[bracket.content.clone()];
            let number = content.strip_prefix('^').unwrap_or(content);
            let number: u16 = number.bytes().all(|b| b.is_ascii_digit()).then(|| number.parse().ok())??;
            let (before, after) = around(&block.text, &bracket.range, 4);
            let begins_line = before.trim().is_empty();
            let begins_note = begins_line && after.starts_with([' ', ':', '\t']);
            let calls = before.ends_with(|c: char| !c.is_whitespace());
            ((begins_note || calls)
                && !bracket.doubled
                && number > 0
                && !block.is_protected(&bracket.range, FOOTNOTE.enters))
            .then_some(FootnoteNumber { range: bracket.range, number, begins_note })
        })
        .collect();
}

/// What the document has of one number.
#[derive(Default)]
struct Halves {
    calls: Vec<Range<usize>>,
    notes: Vec<Range<usize>>,
}

fn document(view: &DocumentView, found: &mut Vec<Finding>) {
    let mut numbers: BTreeMap<u16, Halves> = BTreeMap::new();
    for (_, block) in view.blocks_with(FactKinds::MARKS) {
        for footnote in &block.report.facts.marks.footnotes {
            let halves = numbers.entry(footnote.number).or_default();
            let half = if footnote.begins_note { &mut halves.notes } else { &mut halves.calls };
            half.push(block.in_file(&footnote.range));
        }
    }
    let matching = numbers.values().filter(|halves| !halves.calls.is_empty() && !halves.notes.is_empty()).count();
    if matching < FEWEST || matching * 3 < numbers.len() * 2 {
        return;
    }
    for (number, halves) in &numbers {
        if halves.notes.is_empty() {
            let message = format!(
                "note {number} is called here, but there is no note {number}: it was lost, or this number misread"
            );
            found.extend(halves.calls.iter().map(|place| Finding::new(&FOOTNOTE, place.clone(), message.clone())));
        } else if halves.calls.is_empty() {
            let message = format!("note {number} is called nowhere: its number in the text was lost, or misread");
            found.extend(halves.notes.iter().map(|place| Finding::new(&FOOTNOTE, place.clone(), message.clone())));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{finds, keeps_quiet};

    #[test]
    fn a_note_that_nobody_calls_is_found() {
        finds(&FOOTNOTE, "a[1] b[2] c[3]\n\n[1] one\n[2] two\n[3] three\n⸢[5]⸣ five");
    }

    #[test]
    fn keeps_quiet_where_notes_and_numbers_do_not_belong_together() {
        keeps_quiet(&FOOTNOTE, "notes alone\n\n[1] one\n[2] two\n[3] three");
        keeps_quiet(&FOOTNOTE, "a[1] b[2] c[9] d[12] e[40] f[3]\n\n[1] one\n[2] two\n[3] three");
        keeps_quiet(&FOOTNOTE, "the 3 [5?] p.m. of [1967]");
    }
}
