//! `marks/work-note`

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use crate::rules::rule::declare_rule;
use crate::rules::{BlockReport, BlockView, Check, Finding, Places, Severity};

use super::bracket::{around, brackets};

declare_rule! {
    /// A note of the people at work was left in the text.
    ///
    /// `[**check]` is how proofreaders ask the next one to look again, `TODO:` and `[verify]` are
    /// reminders to oneself. They were meant to go before the text was published.
    ///
    /// Settle the question and remove the note, or make it a mark of the convention. A collection
    /// that must not publish such notes can make this an error.
    ///
    /// ```finds
    /// the delegation of ⸢[**check name]⸣ arrived; ⸢TODO:⸣ compare with the carbon copy
    /// ```
    ///
    /// ```quiet
    /// the delegation of [Korça?] arrived with a [check] drawn on the bank
    /// ```
    pub static WORK_NOTE = {
        name: "marks/work-note",
        severity: Severity::Info,
        enters: Places::MARKS.and(Places::SIC),
        precedence: 60,
        check: Check::Block(check),
    }
}

const LONGEST: usize = 200;
/// What the content of a bracket begins with when it is a note of work, in lower case.
const OPENINGS: [&str; 16] = [
    "**",
    "todo",
    "to do",
    "fixme",
    "xxx",
    "check ",
    "check:",
    "check?",
    "to check",
    "verify",
    "to verify",
    "query:",
    "confirm ",
    "unsure",
    "not sure",
    "tbc",
];
/// Reminders that stand without brackets, as programmers write them.
const REMINDERS: [&str; 4] = ["TODO:", "FIXME", "TODO(", "XXX:"];

fn check(block: &BlockView, report: &mut BlockReport) {
    static FINDER: LazyLock<AhoCorasick> =
        LazyLock::new(|| AhoCorasick::new(REMINDERS).unwrap_or_else(|error| unreachable!("{error}")));
    let text: &str = &block.text;
    for found in FINDER.find_iter(text) {
        let (before, after) = around(text, &found.range(), 4);
        let word =
            text[found.range()].ends_with(|c: char| !c.is_alphabetic()) || !after.starts_with(char::is_alphanumeric);
        if !before.ends_with(|c: char| c.is_alphanumeric() || c == '[') && word {
            report.add(note(found.range()));
        }
    }
    if !block.characters.meets(crate::text::Characters::ascii("[")) {
        return;
    }
    for bracket in brackets(text, LONGEST) {
        if is_note(&text[bracket.content.clone()]) {
            report.add(note(bracket.range));
        }
    }
}

fn note(range: std::ops::Range<usize>) -> Finding {
    let message = "this is a note of the people at work, left in the text; settle it and remove it";
    Finding::new(&WORK_NOTE, range, message)
}

fn is_note(content: &str) -> bool {
    let start: String = content.trim_start().chars().take(12).collect::<String>().to_lowercase();
    OPENINGS.iter().any(|opening| {
        start
            .strip_prefix(opening)
            .is_some_and(|rest| !opening.ends_with(char::is_alphabetic) || !rest.starts_with(char::is_alphanumeric))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{finds, keeps_quiet};

    #[test]
    fn notes_in_brackets_and_reminders_are_found() {
        finds(&WORK_NOTE, "the ⸢[to check]⸣ and ⸢[verify]⸣ and ⸢[XXX]⸣ of ⸢[TODO: date]⸣");
        finds(&WORK_NOTE, "see page 3 ⸢FIXME⸣ and ⸢[check spelling]⸣");
    }

    #[test]
    fn keeps_quiet_at_words_and_numerals() {
        keeps_quiet(&WORK_NOTE, "resolution 3366 (XXX) and TODO EL PUEBLO and [verification] and [checks] and [XXXI]");
        keeps_quiet(&WORK_NOTE, "[Marko?] and [?] and [illegible]");
    }
}
