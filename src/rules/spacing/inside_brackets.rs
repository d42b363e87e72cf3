//! `spacing/inside-brackets`

use crate::rules::rule::declare_rule;
use crate::rules::{BlockReport, BlockView, Check, Finding, Restoration, Severity};
use crate::text::{Characters, char_after, char_before};

declare_rule! {
    /// A space stands inside a round bracket.
    ///
    /// Engines take the gap beside a bracket for a space, and typists often left one.
    ///
    /// Remove the space: it changes no reading. Boxes of forms such as `( )` and `( x )`, columns and
    /// spaced dots are left alone; square brackets are the editor's own and have rules of their own.
    ///
    /// ```finds
    /// The Party (⸢ ⸣ALP⸢ ⸣) met.
    /// → The Party (ALP) met.
    /// ```
    ///
    /// ```quiet
    /// Married ( ) Single ( x ) Other (. . . )
    /// ```
    pub static INSIDE_BRACKETS = {
        name: "spacing/inside-brackets",
        severity: Severity::Hint,
        needs: Characters::ascii("()"),
        precedence: 30,
        check: Check::Block(check),
    }
}

fn check(block: &BlockView, report: &mut BlockReport) {
    let text: &str = &block.text;
    let mut opened = None;
    for at in memchr::memchr2_iter(b'(', b')', text.as_bytes()) {
        if text.as_bytes()[at] == b'(' {
            opened = Some(at);
            if begins_with_space(text, at) {
                add(at + 1, report);
            }
        } else if ends_with_space(text, opened.take(), at) {
            add(at - 1, report);
        }
    }
}

fn add(space: usize, report: &mut BlockReport) {
    let range = space..space + 1;
    report.add(
        Finding::new(&INSIDE_BRACKETS, range.clone(), "a space stands inside the bracket")
            .restoration(Restoration::remove(range).titled("remove the space").safe()),
    );
}

/// Whether a space stands between the bracket that opens at `at` and a word of two characters or
/// more.
fn begins_with_space(text: &str, at: usize) -> bool {
    let Some(rest) = text[at + 1..].strip_prefix(' ') else { return false };
    let mut characters = rest.chars();
    let (first, second) = (characters.next(), characters.next());
    first.is_some_and(char::is_alphanumeric) && second.is_some_and(char::is_alphanumeric)
}

/// Whether a space stands between a word and the bracket that closes at `at`, in brackets that hold
/// more than a tick.
fn ends_with_space(text: &str, opened: Option<usize>, at: usize) -> bool {
    let tick = opened.is_some_and(|open| at - open <= 4);
    at > 1
        && !tick
        && text.as_bytes()[at - 1] == b' '
        && char_before(text, at - 1).is_some_and(char::is_alphanumeric)
        && char_after(text, at + 1).is_none_or(|c| !c.is_alphanumeric())
        && opened.is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{keeps_quiet, restores};

    #[test]
    fn spaces_inside_brackets_go() {
        restores(&INSIDE_BRACKETS, "the talks (⸢ ⸣1967) and (the Party⸢ ⸣).", "the talks (1967) and (the Party).");
    }

    #[test]
    fn keeps_quiet_at_boxes_and_dots() {
        keeps_quiet(&INSIDE_BRACKETS, "( ) ( x ) (  ) ( . . . ) the end )");
    }
}
