//! `marks/foreign`

use std::sync::LazyLock;

use regex::Regex;

use crate::convention::{Convention, Mark, Meaning, convert};
use crate::rules::rule::declare_rule;
use crate::rules::{BlockReport, BlockView, Check, Finding, Places, Restoration, Severity};
use crate::text::Characters;

declare_rule! {
    /// A mark of another convention stands in the text.
    ///
    /// `[x]` is a deletion at the Library of Congress, a supplied reading at the Wilson Center and a
    /// restored lacuna in Leiden, so a mark that came in with a text from elsewhere says something
    /// else here, or nothing.
    ///
    /// Write it in the convention of the collection. Only collections that declare a convention are
    /// held to it, and only marks that cannot be anything else are reported: `[illegible]`, `[sic]`,
    /// `[[?]]`, `<unclear>`, `<gap/>`.
    ///
    /// ```finds tei
    /// the 12th ⸢[sic]⸣ Congress and the ⸢[illegible]⸣ of the Party
    /// → the <sic>12th</sic> Congress and the <gap reason="illegible" extent="unknown"/> of the Party
    /// ```
    ///
    /// ```finds bracketed
    /// the ⸢<unclear>barn</unclear>⸣ and the ⸢[[?]]⸣ of the Party
    /// → the [barn?] and the [illegible] of the Party
    /// ```
    ///
    /// ```quiet tei
    /// the <unclear>barn</unclear> of the [Party]
    /// ```
    pub static FOREIGN = {
        name: "marks/foreign",
        severity: Severity::Info,
        needs: Characters::ascii("[<"),
        enters: Places::MARKS.and(Places::SIC),
        precedence: 60,
        check: Check::Block(check),
    }
}

/// Marks that are what they are, and the convention they belong to: square brackets, the double
/// brackets of the Smithsonian, elements.
static UNMISTAKABLE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"\[\[(?P<smithsonian>\?|unclear|illegible)\]\]|\[(?P<bracketed>illegible|unreadable|sic)\]|<(?P<tei>unclear|gap|supplied|del|add|sic)\b[^<>]*>(?:[^<>]*</(?:unclear|supplied|del|add|sic)>)?",
    )
    .unwrap_or_else(|error| unreachable!("{error}"))
});

fn check(block: &BlockView, report: &mut BlockReport) {
    if !block.context.convention_declared {
        return;
    }
    let own = block.context.convention;
    for captures in UNMISTAKABLE.captures_iter(&block.text) {
        let Some(found) = captures.get(0) else { continue };
        let home = ["smithsonian", "bracketed", "tei"].into_iter().find(|name| captures.name(name).is_some());
        let Some(home) = home.and_then(Convention::built_in) else { continue };
        let Some(mark) = first_mark(home, found.as_str()) else { continue };
        if is_understood(block, found.range(), mark.meaning) {
            continue;
        }
        let message = format!(
            "“{}” is no mark of the convention “{}” but of “{}”, where it says: {}",
            found.as_str(),
            own.name(),
            home.name(),
            home.describe(mark.meaning)
        );
        report.add(Finding::new(&FOREIGN, found.range(), message).restorations(rewritten(block, found.range(), home)));
    }
}

fn first_mark(convention: &Convention, text: &str) -> Option<Mark> {
    convention.marks(text, Characters::of(text)).into_iter().next()
}

/// Whether the convention in force reads the same there.
fn is_understood(block: &BlockView, range: std::ops::Range<usize>, meaning: Meaning) -> bool {
    let marks = block.marks();
    let first = marks.partition_point(|mark| mark.range.end <= range.start);
    marks[first..].iter().take_while(|mark| mark.range.start < range.end).any(|mark| {
        mark.meaning == meaning || (mark.range == range && mark.meaning == Meaning::Gap && meaning == Meaning::Unclear)
    })
}

/// The mark in the convention in force, together with the word it speaks of.
fn rewritten(block: &BlockView, range: std::ops::Range<usize>, home: &Convention) -> Option<Restoration> {
    // `[sic]` may take the word before it along; more it never needs.
    let from = block.text[..range.start].char_indices().rev().nth(60).map_or(0, |(at, _)| at);
    let conversion = convert(&block.text[from..range.end], home, block.context.convention);
    let edit = conversion.edits.into_iter().next_back()?;
    (edit.range.end == range.end - from).then(|| {
        let text = edit.text.clone();
        Restoration::regularize(edit.shifted(from).range, text)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Context;
    use crate::rules::testing::{findings, keeps_quiet, only};

    fn found(convention: &str, text: &str) -> usize {
        let convention = Convention::built_in(convention).unwrap();
        findings(Context { convention, convention_declared: true, ..only(&FOREIGN) }, text).len()
    }

    #[test]
    fn a_mark_that_would_say_something_else_is_found() {
        assert_eq!(found("leiden", "αβγ [illegible] δε"), 1);
        assert_eq!(found("fromthepage", "the [[?]] of"), 1);
    }

    #[test]
    fn keeps_quiet_at_marks_of_the_convention_in_force() {
        assert_eq!(found("bracketed", "the 12th [sic] Congress [illegible]"), 0);
        assert_eq!(found("loc", "the [illegible] and [?]"), 0);
        assert_eq!(found("smithsonian", "the [[?]] and [[unclear]]"), 0);
        assert_eq!(found("fromthepage", "<unclear>barn</unclear> <gap/> [illegible]"), 0);
        assert_eq!(found("tei", "<gap reason=\"illegible\" extent=\"unknown\"/>"), 0);
    }

    #[test]
    fn keeps_quiet_without_a_declared_convention() {
        keeps_quiet(&FOREIGN, "the <unclear>barn</unclear>");
    }
}
