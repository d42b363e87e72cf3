//! `spacing/space-before-mark`

use std::ops::Range;

use crate::rules::rule::declare_rule;
use crate::rules::{BlockReport, BlockView, Check, Finding, Restoration, Severity};
use crate::text::{Characters, char_after, char_before, line_around, word_before};

declare_rule! {
    /// A space stands before a punctuation mark.
    ///
    /// Engines take the gap before a comma or a stop for a space, and older printers did leave a
    /// thin one there.
    ///
    /// Remove the space: it changes no reading. In French texts the space before `; : ! ?` is right
    /// and stays; so do columns, spaced dots and labels such as `TO :`.
    ///
    /// ```finds
    /// The delegation⸢ ,⸣ it was said⸢ ,⸣ arrived late⸢ .⸣
    /// → The delegation, it was said, arrived late.
    /// ```
    ///
    /// ```quiet
    /// He said . . . that the .45 was found, FROM : the Minister
    /// ```
    pub static SPACE_BEFORE_MARK = {
        name: "spacing/space-before-mark",
        severity: Severity::Hint,
        needs: Characters::ascii(",.;:!?"),
        precedence: 30,
        check: Check::Block(check),
    }
}

fn check(block: &BlockView, report: &mut BlockReport) {
    let french = block.context.has_language("fr");
    let bytes = block.text.as_bytes();
    for at in memchr::memchr2_iter(b',', b'.', bytes) {
        look(block, at, report);
    }
    if !french {
        for at in memchr::memchr2_iter(b';', b':', bytes) {
            look(block, at, report);
        }
        for at in memchr::memchr2_iter(b'!', b'?', bytes) {
            look(block, at, report);
        }
    }
}

fn look(block: &BlockView, at: usize, report: &mut BlockReport) {
    let text: &str = &block.text;
    if at == 0 || text.as_bytes()[at - 1] != b' ' {
        return;
    }
    let space = at - 1..at;
    if is_superfluous(text, &space, at) && !super::is_columnar(&text[nearby(text, at)]) {
        let message = format!("a space stands before “{}”", &text[at..=at]);
        report.add(
            Finding::new(&SPACE_BEFORE_MARK, space.start..at + 1, message)
                .restoration(Restoration::remove(space).titled("remove the space").safe()),
        );
    }
}

/// Whether the space stands between a word and the mark at `mark` that ends there.
fn is_superfluous(text: &str, space: &Range<usize>, mark: usize) -> bool {
    let before = char_before(text, space.start);
    let ends_word = before.is_some_and(|c| c.is_alphanumeric() || matches!(c, ')' | ']' | '"' | '”' | '’'));
    let ends_here = char_after(text, mark + 1).is_none_or(|c| c.is_whitespace() || matches!(c, '"' | '”' | '’' | ')'));
    ends_word && ends_here && !is_spaced_dots(text, mark) && !is_label(text, space.start, mark)
}

/// Whether the stop at `mark` is one of `. . .`.
fn is_spaced_dots(text: &str, mark: usize) -> bool {
    let bytes = text.as_bytes();
    bytes[mark] == b'.' && bytes.get(mark + 1) == Some(&b' ') && bytes.get(mark + 2) == Some(&b'.')
}

/// Whether the colon at `mark` ends the label of a form or a memorandum: `TO :`, or the first word
/// of a line.
fn is_label(text: &str, word_end: usize, mark: usize) -> bool {
    if text.as_bytes()[mark] != b':' {
        return false;
    }
    let word = word_before(text, word_end);
    let capitals = text[word.clone()].chars().all(char::is_uppercase);
    capitals || char_before(text, word.start).is_none_or(|c| matches!(c, '\n' | '\r'))
}

/// The part of the line around `at` that tells whether it is set in columns.
fn nearby(text: &str, at: usize) -> Range<usize> {
    const REACH: usize = 200;
    let (mut start, mut end) = (at.saturating_sub(REACH), (at + REACH).min(text.len()));
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    while !text.is_char_boundary(end) {
        end += 1;
    }
    let line = line_around(&text[start..end], at - start);
    line.start + start..line.end + start
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{findings, finds, keeps_quiet, only, restores};

    #[test]
    fn a_space_before_a_mark_goes() {
        restores(&SPACE_BEFORE_MARK, "the talks⸢ ;⸣ he left (ALP)⸢ ,⸣ why⸢ ?⸣", "the talks; he left (ALP), why?");
    }

    #[test]
    fn keeps_quiet_at_dots_decimals_and_columns() {
        keeps_quiet(&SPACE_BEFORE_MARK, "he left . . . and . . .\nthe .45\nTirana    12 ,   14 .\na | b , | c");
    }

    #[test]
    fn a_mark_before_a_closing_quotation_mark() {
        finds(&SPACE_BEFORE_MARK, "“the talks⸢ ,⸣” he said");
    }

    #[test]
    fn keeps_quiet_at_labels() {
        keeps_quiet(&SPACE_BEFORE_MARK, "TO : the Minister\nSubject : talks");
    }

    #[test]
    fn keeps_quiet_at_french_spacing() {
        let mut context = only(&SPACE_BEFORE_MARK);
        context.languages = vec!["fr-FR".into()];
        assert_eq!(findings(context, "Est-il venu ? Non ; pas encore !"), []);
    }

    #[test]
    fn french_commas_stand_close() {
        let mut context = only(&SPACE_BEFORE_MARK);
        context.languages = vec!["fr".into()];
        assert_eq!(findings(context, "Est-il venu , lui ?").len(), 1);
    }
}
