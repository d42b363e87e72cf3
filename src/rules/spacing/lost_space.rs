//! `spacing/lost-space`

use std::ops::Range;

use crate::rules::rule::declare_rule;
use crate::rules::{BlockReport, BlockView, Check, Finding, Restoration, Severity};
use crate::text::{Characters, char_after, char_before, word_after, word_before};

declare_rule! {
    /// Two words are joined by a punctuation mark: the space after it was lost.
    ///
    /// Engines measure gaps, and the gap after a comma or a stop is often the narrowest of a line. The
    /// three dots of an omission, too, stand apart from the word that follows.
    ///
    /// Put the space back. Where the letters make one word, the mark itself is the error: a speck
    /// read as a comma or a stop.
    ///
    /// Names of files and sites, initials, numbers and times of day are left alone.
    ///
    /// ```finds
    /// The talks did not⸢...⸣On the contrary, they ended⸢.⸣The envoy left on August 1⸢,⸣1966.
    /// → The talks did not... On the contrary, they ended. The envoy left on August 1, 1966.
    /// ```
    ///
    /// ```finds
    /// The delegation left the city⸢,⸣whereupon the talks ended.
    /// → The delegation left the city, whereupon the talks ended.
    /// ```
    ///
    /// ```quiet
    /// At 3:45 p.m. the U.S.A. paid 1,966 dollars, i.e. half, as report.txt at example.com says.
    /// ```
    pub static LOST_SPACE = {
        name: "spacing/lost-space",
        needs: Characters::ascii(".,;:!?)(").and(crate::text::Class::Sign),
        precedence: 40,
        check: Check::Block(check),
    }
}

fn check(block: &BlockView, report: &mut BlockReport) {
    let text: &str = &block.text;
    for at in memchr::memchr3_iter(b',', b';', b':', text.as_bytes()) {
        after_inner_mark(text, at, report);
    }
    let mut done = 0;
    for at in memchr::memchr3_iter(b'.', b'!', b'?', text.as_bytes()) {
        if at >= done {
            let mark = at..run_end(text, at);
            done = mark.end;
            after_stop(text, mark, report);
        }
    }
    for (at, dots) in text.match_indices('…') {
        after_ellipsis(text, at..at + dots.len(), report);
    }
}

/// Where the run of the mark at `at` ends.
fn run_end(text: &str, at: usize) -> usize {
    let bytes = text.as_bytes();
    at + bytes[at..].iter().take_while(|&&byte| byte == bytes[at]).count()
}

/// A comma, semicolon or colon between two words, or between the day and the year of a date.
fn after_inner_mark(text: &str, at: usize, report: &mut BlockReport) {
    let (after, mark) = (word_after(text, at + 1), at..at + 1);
    if after.is_empty() {
        if text[mark.clone()].starts_with(',') && is_day_before_year(text, at) {
            report.add(lost(mark, Severity::Warning));
        }
        return;
    }
    let before = word_before(text, at);
    let colon = text.as_bytes()[at] == b':';
    if is_word(&text[before]) && is_word(&text[after.clone()]) && !continues_as_code(text, after.end) {
        report.add(lost(mark, if colon { Severity::Info } else { Severity::Warning }));
    }
}

/// A stop, exclamation or question mark, or three dots and more, between two words.
fn after_stop(text: &str, mark: Range<usize>, report: &mut BlockReport) {
    if mark.len() > 2 && text[mark.clone()].starts_with('.') {
        return after_ellipsis(text, mark, report);
    }
    let after = word_after(text, mark.end);
    let begins_sentence = text[after.clone()].starts_with(char::is_uppercase) && has_lower_case(&text[after.clone()]);
    if mark.len() != 1 || !begins_sentence {
        return;
    }
    let before = &text[word_before(text, mark.start)];
    if before.chars().count() > 1 && before.chars().all(char::is_lowercase) && !continues_as_code(text, after.end) {
        report.add(lost(mark, Severity::Warning));
    }
}

fn after_ellipsis(text: &str, dots: Range<usize>, report: &mut BlockReport) {
    let after = &text[word_after(text, dots.end)];
    let may_follow = is_word(after) || after.starts_with(char::is_uppercase);
    if may_follow && is_word(&text[word_before(text, dots.start)]) {
        report.add(lost(dots, Severity::Info));
    }
}

fn lost(mark: Range<usize>, severity: Severity) -> Finding {
    let end = mark.end;
    let message = "the space after this mark was lost; put it back, or remove the mark if it only splits a word";
    Finding::new(&LOST_SPACE, mark.clone(), message)
        .severity(severity)
        .restoration(Restoration::replace(end..end, " ").titled("put the space back"))
        .restoration(Restoration::remove(mark).titled("remove the mark").certainty(crate::convention::Certainty::Low))
}

/// Words of fewer than three letters that may follow a mark; others may be the rest of a word that
/// a speck split.
const SHORT: [&str; 24] = [
    "a", "I", "of", "to", "in", "is", "it", "he", "we", "on", "or", "as", "at", "by", "an", "no", "so", "if", "be",
    "my", "us", "do", "et", "la",
];

/// A word that can stand alone: lower-case letters, at most its first one a capital.
fn is_word(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some()
        && letters.all(|c| c.is_lowercase() || matches!(c, '\'' | '’'))
        && (word.chars().count() > 2 || SHORT.contains(&word))
}

fn has_lower_case(word: &str) -> bool {
    word.chars().any(char::is_lowercase)
}

/// Whether the word that ends at `end` goes on as an address, a file name or a code does.
fn continues_as_code(text: &str, end: usize) -> bool {
    match char_after(text, end) {
        Some('/' | '\\' | '@' | '_' | '=' | '&') => true,
        Some(c) if c.is_ascii_digit() => true,
        Some('.' | ':') => text[end + 1..].starts_with(|c: char| c.is_alphanumeric()),
        _ => false,
    }
}

/// Whether the comma at `at` stands between the day and the year of a date: `August 1,1966`.
fn is_day_before_year(text: &str, at: usize) -> bool {
    let bytes = text.as_bytes();
    let days = bytes[..at].iter().rev().take(3).take_while(|byte| byte.is_ascii_digit()).count();
    let year: usize = bytes[at + 1..].iter().take(5).take_while(|byte| byte.is_ascii_digit()).count();
    let begins_year = matches!(bytes.get(at + 1..at + 3), Some(b"15" | b"16" | b"17" | b"18" | b"19" | b"20"));
    if !(1..=2).contains(&days) || year != 4 || !begins_year || char_before(text, at - days) != Some(' ') {
        return false;
    }
    super::joined_number::is_month(&text[word_before(text, at - days - 1)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{findings, finds, keeps_quiet, only, restores};
    use crate::transcript::Format;

    #[test]
    fn a_comma_joins_two_words() {
        restores(&LOST_SPACE, "the envoy⸢,⸣who left", "the envoy, who left");
        finds(&LOST_SPACE, "he came⸢;⸣of course she⸢,⸣too");
    }

    #[test]
    fn keeps_quiet_where_a_speck_may_split_a_word() {
        keeps_quiet(&LOST_SPACE, "the Korean,s pol;cy and ha.ve");
    }

    #[test]
    fn a_stop_joins_two_sentences() {
        restores(&LOST_SPACE, "It ended⸢.⸣The envoy left⸢!⸣Why", "It ended. The envoy left! Why");
    }

    #[test]
    fn keeps_quiet_at_abbreviations_and_files() {
        keeps_quiet(&LOST_SPACE, "the U.S.Government, e.g. Ph.D. and M.Sc. or Read.Me.Now");
    }

    #[test]
    fn dots_join_two_words() {
        restores(&LOST_SPACE, "did not improve⸢...⸣On the", "did not improve... On the");
        restores(&LOST_SPACE, "a role⸢…⸣in the", "a role… in the");
    }

    #[test]
    fn keeps_quiet_in_a_tight_list_of_markdown() {
        let mut context = only(&LOST_SPACE);
        context.format = Format::Markdown;
        assert_eq!(findings(context, "- the mills,\n- the docks;\n- the harbour.\n- The end\n"), []);
    }

    #[test]
    fn keeps_quiet_at_dots_that_stand_apart() {
        keeps_quiet(&LOST_SPACE, "a role ...in the, a role... in, 1...2, A...Z. . . . Now");
    }

    #[test]
    fn a_date_loses_its_space() {
        restores(&LOST_SPACE, "on August 1⸢,⸣1966 and", "on August 1, 1966 and");
    }

    #[test]
    fn keeps_quiet_at_numbers() {
        keeps_quiet(&LOST_SPACE, "some 21,1966 of May 1,500 at 3:45, Mark 3:16");
    }
}
