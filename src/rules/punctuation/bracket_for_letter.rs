//! `punctuation/bracket-for-letter`

use crate::convention::Certainty;
use crate::rules::rule::declare_rule;
use crate::rules::{BlockReport, BlockView, Check, Finding, Places, Restoration};
use crate::text::{word_after, word_before};

use super::brackets::{BRACKETS, is_inside_word};

declare_rule! {
    /// A bracket without its other half stands inside a word: a letter misread.
    ///
    /// A tall thin letter is taken for a bracket: `l`, `t`, `f`, `I`.
    ///
    /// Put the letter back. A pair of brackets inside a word is what an editor supplied, and is left
    /// alone.
    ///
    /// ```finds
    /// They were a⸢]⸣most there.
    /// → They were almost there.
    /// ```
    ///
    /// ```quiet
    /// They were a[l]most there, with the document(s).
    /// ```
    pub static BRACKET_FOR_LETTER = {
        name: "punctuation/bracket-for-letter",
        needs: BRACKETS,
        enters: Places::MARKS,
        precedence: 58,
        check: Check::Block(check),
    }
}

fn check(block: &BlockView, report: &mut BlockReport) {
    let text: &str = &block.text;
    for (_, found) in block.brackets() {
        for bracket in found.lone.iter().filter(|bracket| is_inside_word(text, bracket.at)) {
            let range = bracket.at..bracket.at + 1;
            let (before, after) = (&text[word_before(text, range.start)], &text[word_after(text, range.end)]);
            let letters = misread(text.as_bytes()[bracket.at]);
            let message =
                format!("a bracket stands inside a word: “{before}{}{after}”; probably a letter", &text[range.clone()]);
            let readings = letters.iter().map(|letter| {
                Restoration::replace(range.clone(), *letter)
                    .titled(format!("read “{before}{letter}{after}”"))
                    .certainty(Certainty::Medium)
            });
            report.add(Finding::new(&BRACKET_FOR_LETTER, range.clone(), message).restorations(readings));
        }
    }
}

/// The letters that are taken for a bracket, the likeliest first.
fn misread(bracket: u8) -> &'static [&'static str] {
    match bracket {
        b'[' => &["l", "t", "f"],
        b']' => &["l", "j", "t"],
        b'(' => &["c", "l", "t"],
        b'{' => &["f", "t"],
        _ => &["l", "j"],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{keeps_quiet, restores};

    #[test]
    fn a_bracket_stands_for_a_letter() {
        restores(&BRACKET_FOR_LETTER, "a⸢]⸣most all pub⸢)⸣ic", "almost all public");
    }

    #[test]
    fn keeps_quiet_at_supplied_letters() {
        keeps_quiet(&BRACKET_FOR_LETTER, "a[l]most, word(s), (re)reading, Party(ALP) and a) one");
    }
}
