//! `punctuation/nested-bracket`

use crate::rules::rule::declare_rule;
use crate::rules::{BlockReport, BlockView, Check, Finding, Places, Severity};
use crate::text::{Characters, char_after, char_before};

use super::brackets::Kind;

declare_rule! {
    /// Square brackets stand inside square brackets.
    ///
    /// Either a bracket before it was never closed, or an editor marked something inside a mark; a
    /// reader cannot tell which of the two added what.
    ///
    /// Close the first one where it ends, or write the inner remark without brackets. Double brackets
    /// `[[ ]]` are one mark.
    ///
    /// ```finds
    /// The letter [of the ALP ⸢[sic]⸣ Committee] was lost.
    /// ```
    ///
    /// ```quiet
    /// The letter [of the ALP (sic) Committee] was lost; see [[Tirana]].
    /// ```
    pub static NESTED_BRACKET = {
        name: "punctuation/nested-bracket",
        severity: Severity::Hint,
        needs: Characters::ascii("["),
        enters: Places::MARKS.and(Places::SIC),
        precedence: 20,
        check: Check::Block(check),
    }
}

fn check(block: &BlockView, report: &mut BlockReport) {
    let text: &str = &block.text;
    for (_, found) in block.brackets() {
        // Pairs come in the order of their ends, so the ones inside a pair come before it.
        let mut outer_start = usize::MAX;
        for (opened, closed) in found.pairs.iter().rev().filter(|(opened, _)| opened.kind == Kind::Square) {
            if opened.at > outer_start && !is_double(text, opened.at, closed.at) {
                report.add(
                    Finding::new(&NESTED_BRACKET, opened.at..closed.at + 1, "square brackets inside square brackets")
                        .related(outer_start..outer_start + 1, "the outer bracket opens here"),
                );
            } else {
                outer_start = outer_start.min(opened.at);
            }
        }
    }
}

/// `[[ … ]]`.
fn is_double(text: &str, opened: usize, closed: usize) -> bool {
    char_before(text, opened) == Some('[') && char_after(text, closed + 1) == Some(']')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{finds, keeps_quiet};

    #[test]
    fn brackets_inside_brackets() {
        finds(&NESTED_BRACKET, "a [b ⸢[c]⸣ d ⸢[e]⸣ f] g [h] i");
    }

    #[test]
    fn keeps_quiet_at_double_and_other_brackets() {
        keeps_quiet(&NESTED_BRACKET, "[[a]] and [b (c) d] and (e (f) g) [h] [i]");
    }
}
