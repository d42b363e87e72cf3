//! `glyphs/ligature`

use unicode_normalization::UnicodeNormalization;

use crate::rules::rule::declare_rule;
use crate::rules::{BlockReport, BlockView, Check, Finding, Places, Restoration, Severity};
use crate::text::{Characters, Class};

declare_rule! {
    /// Two letters are written as one presentation ligature: `ﬁ`, `ﬂ`, `ﬀ`.
    ///
    /// PDF files store the printer's joined letters as characters of their own; copied text keeps them,
    /// and a search for “office” does not find “oﬃce”.
    ///
    /// Write the letters; that changes no reading. An edition that records ligatures turns this rule off.
    ///
    /// ```finds
    /// the o⸢ﬃ⸣ce of the ⸢ﬁ⸣rst secretary
    /// → the office of the first secretary
    /// ```
    ///
    /// ```quiet
    /// Cæsar, Œuvres, office
    /// ```
    pub static LIGATURE = {
        name: "glyphs/ligature",
        severity: Severity::Info,
        needs: Characters::NONE.and(Class::Ligature),
        enters: Places::ALL,
        check: Check::Block(check),
    }
}

fn check(block: &BlockView, report: &mut BlockReport) {
    for (start, c) in block.text.char_indices().filter(|&(_, c)| Class::of(c) == Some(Class::Ligature)) {
        let range = start..start + c.len_utf8();
        let letters: String = std::iter::once(c).nfkc().collect();
        let message =
            format!("“{c}” is one character for the letters “{letters}”, which no search finds; write the letters");
        let restoration = Restoration::regularize(range.clone(), letters).safe();
        report.add(Finding::new(&LIGATURE, range, message).restoration(restoration));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{keeps_quiet, restores};

    #[test]
    fn letters_come_apart() {
        restores(&LIGATURE, "⸢ﬂ⸣ag, ⸢ﬅ⸣op, ⸢ĳ⸣s", "flag, stop, ijs");
    }

    #[test]
    fn keeps_quiet_at_letters_of_an_alphabet() {
        keeps_quiet(&LIGATURE, "æ œ ß ǆ");
    }
}
