//! `marks/empty`

use crate::convention::Meaning;
use crate::rules::rule::declare_rule;
use crate::rules::{BlockReport, BlockView, Check, Finding, Places, Restoration, Severity};
use crate::text::Characters;

use super::bracket::{Bracket, around, brackets};

declare_rule! {
    /// A pair of brackets encloses nothing.
    ///
    /// The mark was never filled in, or its content was lost on the way: the number of a footnote, a
    /// word the engine dropped. Some conventions write `[ ]` for what cannot be read; there it is a
    /// mark like others.
    ///
    /// Fill it in, mark the place as illegible, or remove the brackets.
    ///
    /// ```finds
    /// the Congress of the ⸢[]⸣ Party
    /// → the Congress of the [illegible] Party
    /// ```
    ///
    /// ```quiet loc
    /// the Congress of the [ ] Party
    /// ```
    ///
    /// ```quiet
    /// [ ] approved [ ] rejected
    /// ```
    pub static EMPTY = {
        name: "marks/empty",
        severity: Severity::Info,
        needs: Characters::ascii("["),
        enters: Places::MARKS,
        check: Check::Block(check),
    }
}

/// A wider space is a field of a form.
const LONGEST: usize = 3;
/// Bytes of the line that are looked at on either side.
const REACH: usize = 120;

fn check(block: &BlockView, report: &mut BlockReport) {
    for bracket in brackets(&block.text, LONGEST) {
        let content = &block.text[bracket.content.clone()];
        if !content.chars().all(char::is_whitespace) || is_box(&block.text, &bracket) || is_gap(block, &bracket) {
            continue;
        }
        let restorations = [
            Restoration::gap(block.context.convention, bracket.range.clone(), None),
            Restoration::remove(bracket.range.clone()),
        ];
        let message = "these brackets enclose nothing: a mark never filled in, or a note's number that was lost";
        report.add(Finding::new(&EMPTY, bracket.range, message).restorations(restorations));
    }
}

/// A box of a form or of a list of tasks: at the beginning of a line, at its end, or one of
/// several on it. Brackets that touch other signs, as in code, are none of an editor's either.
fn is_box(text: &str, bracket: &Bracket) -> bool {
    let (before, after) = around(text, &bracket.range, REACH);
    let another = |text: &str| text.contains("[ ]") || text.contains("[]") || text.contains("[x]");
    let (before, after) = (before.trim_end(), after.trim_start());
    let glued = before.ends_with(|c: char| "[({\\".contains(c)) || after.starts_with(['(', '[', '{', ']']);
    let listed = before.is_empty() || before.ends_with(['-', '*', '•']) || after.is_empty();
    glued || listed || another(before) || another(after)
}

fn is_gap(block: &BlockView, bracket: &Bracket) -> bool {
    let marks = block.marks();
    let at = marks.partition_point(|mark| mark.range.start < bracket.range.start);
    marks.get(at).is_some_and(|mark| mark.meaning == Meaning::Gap && mark.range == bracket.range)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{finds, keeps_quiet};

    #[test]
    fn empty_brackets_in_a_sentence_are_found() {
        finds(&EMPTY, "as was said ⸢[ ]⸣ before the Congress");
    }

    #[test]
    fn keeps_quiet_at_boxes_and_code() {
        keeps_quiet(&EMPTY, "[ ] approved\n- [ ] rejected\nRestricted [ ]\nyes [ ] no [ ] both");
        keeps_quiet(&EMPTY, "a[[]] and int[][] b");
    }
}
