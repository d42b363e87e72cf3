//! `marks/spaced-supply`

use std::ops::Range;

use crate::convention::Meaning;
use crate::lexicon::Lexicon;
use crate::rules::rule::declare_rule;
use crate::rules::{BlockReport, BlockView, Check, Finding, Places, Restoration};
use crate::text::{Characters, word_after, word_before};

declare_rule! {
    /// A space stands between letters that were supplied and the rest of their word.
    ///
    /// `[Fir] st` was meant as one word, `[Fir]st`; the space was there before the letters were
    /// supplied, or slipped in with them.
    ///
    /// Close the word up: its letters stay as they are.
    ///
    /// ```finds
    /// ⸢[Fir] st⸣ of all, the ⸢organi [zation]⸣ of the harbour
    /// → [Fir]st of all, the organi[zation] of the harbour
    /// ```
    ///
    /// ```quiet
    /// [First] of all, the [new] port, [in] formation
    /// ```
    pub static SPACED_SUPPLY = {
        name: "marks/spaced-supply",
        needs: Characters::ascii("[<⟨"),
        enters: Places::MARKS,
        precedence: 60,
        check: Check::Block(check),
    }
}

/// Supplied letters are few; a longer mark is a remark.
const LONGEST: usize = 24;

fn check(block: &BlockView, report: &mut BlockReport) {
    let text: &str = &block.text;
    for mark in block.marks().iter().filter(|mark| matches!(mark.meaning, Meaning::Supplied | Meaning::Unclear)) {
        let supplied = &text[mark.content.clone()];
        if supplied.is_empty() || supplied.len() > LONGEST || !supplied.chars().all(char::is_alphabetic) {
            continue;
        }
        let after = one_space_after(text, mark.range.end).map(|at| word_after(text, at));
        if let Some(rest) = after.filter(|rest| is_one_word(block, supplied, &text[rest.clone()])) {
            report.add(closed_up(mark.range.end..rest.start, mark.range.start..rest.end));
            continue;
        }
        let before = one_space_before(text, mark.range.start).map(|at| word_before(text, at));
        if let Some(rest) = before.filter(|rest| is_one_word(block, &text[rest.clone()], supplied)) {
            report.add(closed_up(rest.end..mark.range.start, rest.start..mark.range.end));
        }
    }
}

fn one_space_after(text: &str, at: usize) -> Option<usize> {
    text[at..].strip_prefix(' ').filter(|rest| rest.starts_with(char::is_lowercase)).map(|_| at + 1)
}

fn one_space_before(text: &str, at: usize) -> Option<usize> {
    text[..at].strip_suffix(' ').filter(|rest| rest.ends_with(char::is_lowercase)).map(str::len)
}

/// Whether two parts make a word, and one of them alone makes none.
fn is_one_word(block: &BlockView, first: &str, second: &str) -> bool {
    let known = |word: &str| Lexicon::english().contains(word) || block.context.words.contains(&word.to_lowercase());
    let whole = format!("{first}{second}");
    second.starts_with(char::is_lowercase) && known(&whole) && !(known(first) && known(second))
}

fn closed_up(space: Range<usize>, word: Range<usize>) -> Finding {
    let message = "the letters supplied here belong to the word beside them: close it up";
    Finding::new(&SPACED_SUPPLY, word, message)
        .restoration(Restoration::remove(space).titled("close the word up").safe())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{keeps_quiet, restores};

    #[test]
    fn letters_on_either_side_are_closed_up() {
        restores(
            &SPACED_SUPPLY,
            "the ⸢parlia [ment]⸣ and the ⸢[Inform] ation⸣",
            "the parlia[ment] and the [Inform]ation",
        );
    }

    #[test]
    fn keeps_quiet_at_whole_words() {
        keeps_quiet(&SPACED_SUPPLY, "Hysni [Kapo] said [to] day, the [Party] of labour, a [black] bird");
        keeps_quiet(&SPACED_SUPPLY, "[Fir]st of all, [Fir] trees, [handwritten] st");
    }
}
