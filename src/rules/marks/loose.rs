//! `marks/loose`

use crate::rules::rule::declare_rule;
use crate::rules::{BlockReport, BlockView, Check, Finding, Places, Restoration, Severity};
use crate::text::Characters;

use super::bracket::brackets;

declare_rule! {
    /// A space stands inside a mark, beside its bracket.
    ///
    /// Engines read the gap beside a bracket as a space: `[ sic ]` for `[sic]`, `word [ ? ]`. A
    /// search for the mark then misses it.
    ///
    /// Remove the space: it changes no reading. A bracket round a space alone and a box that is
    /// ticked are left as they are.
    ///
    /// ```finds
    /// the 12th ⸢[ sic ]⸣ Congress of the ⸢[Party ]⸣
    /// → the 12th [sic] Congress of the [Party]
    /// ```
    ///
    /// ```quiet
    /// [ ] approved [ x ] rejected [sic]
    /// ```
    pub static LOOSE = {
        name: "marks/loose",
        severity: Severity::Hint,
        needs: Characters::ascii("["),
        enters: Places::MARKS.and(Places::SIC),
        check: Check::Block(check),
    }
}

const LONGEST: usize = 200;

fn check(block: &BlockView, report: &mut BlockReport) {
    for bracket in brackets(&block.text, LONGEST) {
        let content = &block.text[bracket.content.clone()];
        let tidy = content.trim_matches(' ');
        let ticked = tidy.len() == 1 && tidy != "?";
        let escaped = block.text[..bracket.range.start].ends_with('\\');
        if tidy.is_empty() || tidy.len() == content.len() || ticked || escaped || !is_mark(tidy) {
            continue;
        }
        report.add(
            Finding::new(&LOOSE, bracket.range.clone(), "a space stands inside the mark, beside its bracket")
                .restoration(Restoration::regularize(bracket.range, format!("[{tidy}]")).safe()),
        );
    }
}

/// Columns, formulas and the marks that other signs hold apart, such as `[* … *]`, are no business
/// of this rule.
fn is_mark(content: &str) -> bool {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '?' | '…' | '.' | '“' | '"' | '(' | ')' | '!' | ':');
    content.starts_with(plain)
        && content.ends_with(plain)
        && !content.contains("  ")
        && !content.contains(['\\', '\n', '\r'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{keeps_quiet, restores};

    #[test]
    fn spaces_beside_brackets_go() {
        restores(&LOOSE, "word ⸢[ ? ]⸣ and ⸢[ illegible]⸣", "word [?] and [illegible]");
    }

    #[test]
    fn keeps_quiet_at_forms_formulas_and_margins() {
        keeps_quiet(&LOOSE, "[ ] yes [ x ] no");
        keeps_quiet(&LOOSE, r"\[ formation \] and [* in the margin *] and [ a   b ]");
    }
}
