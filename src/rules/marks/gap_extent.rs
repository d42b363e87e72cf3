//! `marks/gap-extent`

use crate::convention::Meaning;
use crate::rules::rule::declare_rule;
use crate::rules::{BlockReport, BlockView, Check, Finding, Places, Severity};
use crate::text::Characters;

declare_rule! {
    /// A gap does not say how much is missing, though its convention asks for it.
    ///
    /// TEI and Leiden have every gap say how many characters or lines are missing, or that nobody
    /// knows; whoever restores the text later needs the number.
    ///
    /// Count what is missing and write it, or write that it is unknown.
    ///
    /// ```finds tei
    /// the ⸢<gap/>⸣ of the Party
    /// ```
    ///
    /// ```quiet tei
    /// the <gap reason="illegible" quantity="3" unit="character"/> and the <gap extent="unknown" reason="lost"/>
    /// ```
    pub static GAP_EXTENT = {
        name: "marks/gap-extent",
        severity: Severity::Hint,
        needs: Characters::ascii("<[."),
        enters: Places::MARKS,
        precedence: 40,
        check: Check::Block(check),
    }
}

fn check(block: &BlockView, report: &mut BlockReport) {
    let convention = block.context.convention;
    if !block.context.convention_declared || !convention.gaps_state_extent() {
        return;
    }
    for mark in block.marks().iter().filter(|mark| matches!(mark.meaning, Meaning::Gap | Meaning::Lost)) {
        let written = &block.text[mark.range.clone()];
        if convention.extent(&block.text, mark).is_some() || says_unknown(written) {
            continue;
        }
        let example = convention.gap(Some(3));
        let message = format!(
            "this gap does not say how much is missing; “{example}” would say that three characters are, “{}” that nobody knows",
            convention.gap(None)
        );
        report.add(Finding::new(&GAP_EXTENT, mark.range.clone(), message));
    }
}

/// Whether the mark says that the extent is unknown, or guesses it.
fn says_unknown(written: &str) -> bool {
    written.contains("unknown") || written.contains('?') || written.contains('-') || written.contains("ca.")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::convention::Convention;
    use crate::rules::Context;
    use crate::rules::testing::{findings, keeps_quiet, only};

    fn found(convention: &str, text: &str) -> usize {
        let convention = Convention::built_in(convention).unwrap();
        findings(Context { convention, convention_declared: true, ..only(&GAP_EXTENT) }, text).len()
    }

    #[test]
    fn an_element_without_a_number_is_found() {
        assert_eq!(found("tei", "a <gap reason=\"illegible\"/> b <gap reason=\"lost\"/> c"), 2);
    }

    #[test]
    fn keeps_quiet_at_numbers_and_in_other_conventions() {
        assert_eq!(found("leiden", "αβ .3 γδ [.?] ε [- ca.9 -] ζ"), 0);
        assert_eq!(found("bracketed", "the [illegible] of"), 0);
        keeps_quiet(&GAP_EXTENT, "the [illegible] of");
    }
}
