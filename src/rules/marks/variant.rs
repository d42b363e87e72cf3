//! `marks/variant`

use crate::rules::rule::declare_rule;
use crate::rules::{BlockReport, BlockView, Check, Finding, Places, Restoration, Severity};
use crate::text::{Characters, Class};

declare_rule! {
    /// A mark is understood, but the convention writes it otherwise.
    ///
    /// Several people work on a collection, and marks come in with texts from elsewhere: `[SIC]`,
    /// `(sic)` and `[sic!]` for `[sic]`, `[unreadable]` for `[illegible]`. A search for one form then
    /// misses the others.
    ///
    /// Write the mark as the convention does. Only collections that declare a convention are held
    /// to it.
    ///
    /// ```finds bracketed
    /// the 12th ⸢[SIC]⸣ Congress and the ⸢[unreadable]⸣ of the Party
    /// → the 12th [sic] Congress and the [illegible] of the Party
    /// ```
    ///
    /// ```finds smithsonian
    /// the ⸢[illegible]⸣ of the Party
    /// → the [[?]] of the Party
    /// ```
    ///
    /// ```quiet
    /// the 12th [SIC] Congress, of a collection that declares no convention
    /// ```
    pub static VARIANT = {
        name: "marks/variant",
        severity: Severity::Info,
        needs: Characters::ascii("[(<").and(Class::Sign),
        enters: Places::MARKS.and(Places::SIC),
        check: Check::Block(check),
    }
}

fn check(block: &BlockView, report: &mut BlockReport) {
    let context = block.context;
    if !context.convention_declared {
        return;
    }
    for mark in block.marks() {
        let Some(preferred) = context.convention.preferred(&block.text, mark) else { continue };
        let written = &block.text[mark.range.clone()];
        let message = format!("“{written}” is written “{preferred}” in the convention “{}”", context.convention.name());
        let only_letters_change = preferred.eq_ignore_ascii_case(written);
        let restoration = Restoration::regularize(mark.range.clone(), preferred);
        let restoration = if only_letters_change { restoration.safe() } else { restoration };
        report.add(Finding::new(&VARIANT, mark.range.clone(), message).restoration(restoration));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::convention::Convention;
    use crate::rules::testing::{findings, keeps_quiet, only};
    use crate::rules::{Applicability, Context};

    fn declared(text: &str) -> Vec<(String, Applicability)> {
        let context = Context { convention: Convention::bracketed(), convention_declared: true, ..only(&VARIANT) };
        findings(context, text)
            .into_iter()
            .map(|f| (f.restorations[0].edits[0].text.clone(), f.restorations[0].applicability))
            .collect()
    }

    #[test]
    fn a_change_of_capitals_is_safe_and_of_words_is_not() {
        assert_eq!(
            declared("one [Sic] two [undecipherable]"),
            [("[sic]".into(), Applicability::Safe), ("[illegible]".into(), Applicability::Suggested)]
        );
    }

    #[test]
    fn keeps_quiet_at_the_conventions_own_marks() {
        assert_eq!(declared("one [sic] two [illegible] three [Party]"), []);
    }

    #[test]
    fn keeps_quiet_without_a_declared_convention() {
        keeps_quiet(&VARIANT, "one (sic) two [unreadable]");
    }
}
