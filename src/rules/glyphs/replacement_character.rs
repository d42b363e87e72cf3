//! `glyphs/replacement-character`

use crate::rules::rule::declare_rule;
use crate::rules::{BlockReport, BlockView, Check, Finding, Restoration, Severity};
use crate::text::{Characters, Class};

declare_rule! {
    /// The replacement character `�` stands where a letter was lost.
    ///
    /// A program that read the file in the wrong encoding wrote `�` for each byte it could not make
    /// sense of. What stood there is no longer in the file.
    ///
    /// Take the text from its source again in the right encoding; else restore each letter by hand or
    /// mark it as illegible.
    ///
    /// ```finds
    /// The r⸢�⸣sum⸢�⸣ of the talk.
    /// → The r[illegible]sum[illegible] of the talk.
    /// ```
    ///
    /// ```quiet
    /// The résumé of the talk.
    /// ```
    pub static REPLACEMENT_CHARACTER = {
        name: "glyphs/replacement-character",
        severity: Severity::Error,
        needs: Characters::NONE.and(Class::Replacement),
        precedence: 60,
        check: Check::Block(check),
    }
}

fn check(block: &BlockView, report: &mut BlockReport) {
    let mut rest = 0;
    while let Some(found) = block.text[rest..].find('\u{FFFD}') {
        let start = rest + found;
        let lost = block.text[start..].chars().take_while(|&c| c == '\u{FFFD}').count();
        rest = start + lost * '\u{FFFD}'.len_utf8();
        let range = start..rest;
        let message = "the letters that stood here were lost when the file was read in a wrong encoding; take the text \
                       from its source again, or restore them by hand";
        report.add(Finding::new(&REPLACEMENT_CHARACTER, range.clone(), message).restoration(Restoration::gap(
            block.context.convention,
            range,
            Some(lost),
        )));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{keeps_quiet, restores};

    #[test]
    fn a_run_is_one_gap() {
        restores(&REPLACEMENT_CHARACTER, "Koh⸢��⸣a", "Koh[illegible]a");
    }

    #[test]
    fn keeps_quiet_without() {
        keeps_quiet(&REPLACEMENT_CHARACTER, "Kohëra 😀");
    }
}
