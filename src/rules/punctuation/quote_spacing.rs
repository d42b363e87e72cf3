//! `punctuation/quote-spacing`

use std::ops::Range;

use crate::rules::rule::declare_rule;
use crate::rules::{BlockReport, BlockView, Check, Finding, Places, Restoration, Severity};
use crate::text::{Characters, Class, char_after, char_before};

declare_rule! {
    /// A space stands inside quotation marks, or a mark turns the wrong way.
    ///
    /// Engines take the gap beside a mark for a space, and word processors turn a mark by what
    /// stands before it.
    ///
    /// Remove the space; turn the mark. The typewriter's `"` does not turn, and other languages set
    /// their marks in other ways: texts with `„` or `«` are left alone.
    ///
    /// ```finds
    /// The “⸢ ⸣neutral⸢ ⸣” position.
    /// → The “neutral” position.
    /// ```
    ///
    /// ```finds
    /// The ⸢”⸣neutral⸢“⸣ position.
    /// → The “neutral” position.
    /// ```
    ///
    /// ```quiet
    /// The “neutral” position, and “so on.”
    /// ```
    pub static QUOTE_SPACING = {
        name: "punctuation/quote-spacing",
        severity: Severity::Hint,
        needs: Characters::NONE.and(Class::Quote),
        enters: Places::MARKS,
        precedence: 30,
        check: Check::Block(check),
    }
}

fn check(block: &BlockView, report: &mut BlockReport) {
    let text: &str = &block.text;
    let found: Vec<(usize, char)> = marks(text).collect();
    let other_habits = || ["sv", "fi", "fr"].iter().any(|tag| block.context.has_language(tag));
    if found.is_empty() || found.iter().any(|(_, mark)| matches!(mark, '„' | '«' | '»')) || other_habits() {
        return;
    }
    for (at, mark) in found {
        look(text, at..at + mark.len_utf8(), mark == '“', report);
    }
}

/// The double quotation marks beyond ASCII, found by the bytes that they begin with.
fn marks(text: &str) -> impl Iterator<Item = (usize, char)> {
    let beginnings = memchr::memchr2_iter(0xC2, 0xE2, text.as_bytes());
    let characters = beginnings.filter_map(|at| Some((at, char_after(text, at)?)));
    characters.filter(|(_, c)| matches!(c, '“' | '”' | '„' | '«' | '»'))
}

fn look(text: &str, mark: Range<usize>, opens: bool, report: &mut BlockReport) {
    let (before, after) = (char_before(text, mark.start), char_after(text, mark.end));
    let free_before = before.is_none_or(char::is_whitespace);
    let free_after = after.is_none_or(char::is_whitespace);
    let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let (inner, beyond) = (mark.end..mark.end + 1, mark.start.saturating_sub(1)..mark.start);
    if opens && free_before && after == Some(' ') && letter(char_after(text, inner.end)) {
        report.add(spaced(inner));
    } else if !opens && free_after && before == Some(' ') && ends_quotation(char_before(text, beyond.start)) {
        report.add(spaced(beyond));
    } else if opens && letter(before) && free_after {
        report.add(turned(mark, "”"));
    } else if !opens && free_before && letter(after) {
        report.add(turned(mark, "“"));
    }
}

fn ends_quotation(c: Option<char>) -> bool {
    c.is_some_and(|c| c.is_alphanumeric() || matches!(c, '.' | ',' | '!' | '?'))
}

fn spaced(space: Range<usize>) -> Finding {
    Finding::new(&QUOTE_SPACING, space.clone(), "a space stands inside the quotation marks")
        .restoration(Restoration::remove(space).titled("remove the space").safe())
}

fn turned(mark: Range<usize>, other: &str) -> Finding {
    Finding::new(&QUOTE_SPACING, mark.clone(), "this quotation mark turns the wrong way")
        .severity(Severity::Info)
        .restoration(Restoration::regularize(mark, other))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{keeps_quiet, restores};

    #[test]
    fn spaces_go_and_marks_turn() {
        restores(&QUOTE_SPACING, "“⸢ ⸣One.⸢ ⸣”\n⸢”⸣Two⸢“⸣", "“One.”\n“Two”");
    }

    #[test]
    fn keeps_quiet_at_other_habits() {
        keeps_quiet(&QUOTE_SPACING, "„Eins“ und ”zwei”");
        keeps_quiet(&QUOTE_SPACING, "« un » et “ deux ”");
        keeps_quiet(&QUOTE_SPACING, "the 12” gun and “ . . . so”");
    }
}
