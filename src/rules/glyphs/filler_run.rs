//! `glyphs/filler-run`

use std::sync::LazyLock;

use regex::Regex;

use crate::rules::rule::declare_rule;
use crate::rules::{BlockReport, BlockView, Check, Finding, Restoration};
use crate::text::{Characters, Class};

declare_rule! {
    /// A run of filler boxes stands where the scanner could not read.
    ///
    /// OCR engines and vision models write `☐` or `□` for ink they cannot make out; a whole row of
    /// them is a rule, a stamp or an underlined heading.
    ///
    /// Supply the letters if the sense gives them, mark the place as illegible, or remove the row if
    /// nothing stood there.
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

static RUN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[\u{25A0}-\u{25FF}\u{2610}\u{2B1A}-\u{2B1C}](?:[ \t]?[\u{25A0}-\u{25FF}\u{2610}\u{2B1A}-\u{2B1C}])+")
        .unwrap_or_else(|error| unreachable!("{error}"))
});

fn check(block: &BlockView, report: &mut BlockReport) {
    for run in RUN.find_iter(&block.text) {
        let count = run.as_str().chars().filter(|c| !c.is_whitespace()).count();
        let message = format!("{count} filler boxes stand where the scanner could not read");
        report.add(Finding::new(&FILLER_RUN, run.range(), message).restoration(Restoration::gap(
            block.context.convention,
            run.range(),
            Some(count),
        )));
    }
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
    fn a_run_is_marked_as_a_gap() {
        restores(&FILLER_RUN, "the ⸢☐☐☐⸣ meeting", "the [illegible] meeting");
    }

    #[test]
    fn keeps_quiet_at_a_form() {
        keeps_quiet(&FILLER_RUN, "☐ Approved ☑ Rejected");
    }
}
