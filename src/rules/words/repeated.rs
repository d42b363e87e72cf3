//! `words/repeated`

use std::ops::Range;

use crate::lexicon::Lexicon;
use crate::rules::rule::declare_rule;
use crate::rules::{BlockReport, BlockView, Check, Finding, Restoration, Severity};
use crate::text::{Token, TokenKind};
use crate::transcript::Layout;

declare_rule! {
    /// A word, a few words or a line stand twice in a row.
    ///
    /// A typist who looks up loses the place and writes `the the`, most often where one line ends and the next
    /// begins; an engine that cuts a page into strips reads the line at the seam twice.
    ///
    /// Take one of the two away. Where the original has both, mark the place with `[sic]` or keep it as written.
    ///
    /// What English does double is left alone: `had had`, `that that`, `very very`; names such as `Pago Pago`; verse,
    /// tables and rows of three.
    ///
    /// ```finds
    /// He read ⸢the the⸣ letter to the envoy ⸢of the of the⸣ union.
    /// → He read the letter to the envoy of the union.
    /// ```
    ///
    /// ```finds
    /// The mills worked day and night until ⸢the
    /// the⸣ end of the month, and all the carts could be sent.
    /// → The mills worked day and night until the
    /// → end of the month, and all the carts could be sent.
    /// ```
    ///
    /// ```quiet
    /// He said that that was what he had had in Pago Pago: no, no, a very very long day.
    /// ```
    pub static REPEATED = {
        name: "words/repeated",
        precedence: 45,
        check: Check::Block(check),
    }
}

/// Words that English never doubles.
const NEVER_DOUBLED: &[&str] = &[
    "a", "an", "and", "are", "at", "be", "been", "but", "by", "for", "from", "has", "have", "he", "his", "if", "into",
    "its", "may", "my", "of", "or", "our", "shall", "should", "than", "the", "their", "them", "there", "these", "they",
    "this", "to", "was", "we", "were", "what", "when", "which", "while", "who", "will", "with", "would", "your",
];
/// Words that may meet themselves where two clauses do, or are doubled to be strong.
const SOMETIMES_DOUBLED: &[&str] = &[
    "again", "any", "as", "bye", "do", "etc", "far", "had", "half", "happy", "hear", "her", "here", "him", "i", "in",
    "is", "it", "less", "long", "many", "more", "much", "never", "no", "not", "now", "old", "on", "one", "out", "over",
    "really", "same", "so", "some", "such", "that", "then", "too", "two", "up", "us", "very", "well", "yes", "you",
];
/// Words of a phrase that is looked for twice in a row.
const LONGEST_PHRASE: usize = 8;
/// Shorter lines are headings, verse and forms.
const SHORTEST_LINE: usize = 40;
const FEWEST_WORDS_IN_LINE: usize = 6;

fn check(block: &BlockView, report: &mut BlockReport) {
    if !block.is_english() {
        return;
    }
    words(block, report);
    lines(block, report);
}

/// Words and phrases that stand twice in a row within a paragraph.
fn words(block: &BlockView, report: &mut BlockReport) {
    let tokens = block.tokens();
    let text: &str = &block.text;
    let mut at = 0;
    let none_after = std::iter::repeat_n(0, LONGEST_PHRASE + 1);
    let cues: Vec<u32> = tokens.iter().map(|token| cue(text, *token)).chain(none_after).collect();
    while at < tokens.len() {
        if tokens[at].kind != TokenKind::Word || !comes_again(&cues[at..]) {
            at += 1;
            continue;
        }
        let longest = LONGEST_PHRASE.min((tokens.len() - at) / 2);
        let doubled = (1..=longest)
            .filter(|&length| cues[at] == cues[at + length] && cues[at + length - 1] == cues[at + 2 * length - 1])
            .filter(|&length| cues[at..at + length] == cues[at + length..at + 2 * length])
            .filter(|&length| same(text, tokens[at], tokens[at + length]))
            .find_map(|length| doubled(block, tokens, at, length).map(|severity| (length, severity)));
        let Some((length, severity)) = doubled else {
            at += 1;
            continue;
        };
        report.add(finding(block, &tokens[at..at + 2 * length], severity));
        at += 2 * length;
    }
}

/// How surely the `length` words from `at` on stand there twice by mistake; none if they do not.
fn doubled(block: &BlockView, tokens: &[Token], at: usize, length: usize) -> Option<Severity> {
    let text: &str = &block.text;
    let both = &tokens[at..at + 2 * length];
    let (first, second) = both.split_at(length);
    let alike = first.iter().zip(second).all(|(a, b)| a.kind == TokenKind::Word && same(text, *a, *b));
    let together = both.windows(2).all(|pair| is_one_space(block, pair[0].end as usize..pair[1].start as usize));
    if !alike || !together || touches_other_signs(text, both) || is_row(text, tokens, at, length) {
        return None;
    }
    if length == 1 { severity_of_word(text, first[0], second[0]) } else { severity_of_phrase(text, first) }
}

fn severity_of_word(text: &str, first: Token, second: Token) -> Option<Severity> {
    let (first, second) = (first.text(text), second.text(text));
    let lower = second.to_lowercase();
    if NEVER_DOUBLED.contains(&lower.as_str()) {
        return Some(Severity::Warning);
    }
    let plain = second.chars().all(char::is_lowercase) && first.chars().skip(1).all(char::is_lowercase);
    let word = lower.len() > 2 && Lexicon::english().contains(&lower);
    (plain && word && !SOMETIMES_DOUBLED.contains(&lower.as_str())).then_some(Severity::Info)
}

/// Two words that only join others, such as `of the`, or three and more of any kind.
fn severity_of_phrase(text: &str, phrase: &[Token]) -> Option<Severity> {
    let joins = |token: &Token| NEVER_DOUBLED.contains(&token.text(text).to_lowercase().as_str());
    match phrase {
        // `again and again and`, `by step by step`: one of two words makes the figure.
        [_, _] => phrase.iter().all(joins).then_some(Severity::Warning),
        _ => phrase.iter().any(joins).then_some(Severity::Warning),
    }
}

/// What words that are the same have in common, whatever their case: length, first and last letter. Each word is
/// compared with several, and with hardly any of them letter by letter. Of no word it is 0.
fn cue(text: &str, word: Token) -> u32 {
    let small = |at: u32| u32::from(text.as_bytes()[at as usize] | 0x20);
    small(word.start) | small(word.end - 1) << 8 | (word.end - word.start) << 16
}

/// Whether a phrase may begin anew after the first word, or one of two words and more after one of the next. All that it may
/// begin with are looked at together.
fn comes_again(cues: &[u32]) -> bool {
    let near: Option<&[u32; LONGEST_PHRASE + 2]> = cues.first_chunk();
    near.is_some_and(|near| {
        let begins_anew = |at: usize| (near[at] == near[0]) & (near[at + 1] == near[1]);
        (1..=LONGEST_PHRASE).fold(near[1] == near[0], |anew, at| anew | begins_anew(at))
    })
}

fn same(text: &str, a: Token, b: Token) -> bool {
    let (a, b) = (a.text(text), b.text(text));
    // After a capital at a sentence's beginning; but `Will will come`, and `may May` is a name.
    a == b
        || (a.eq_ignore_ascii_case(b) && b.bytes().all(|byte| byte.is_ascii_lowercase()) && a != "Will" && a != "May")
}

/// One blank, or, where a line is not a paragraph, one line end.
fn is_one_space(block: &BlockView, gap: Range<usize>) -> bool {
    match &block.text[gap] {
        " " | "\u{A0}" | "  " => true,
        space => {
            block.place.layout == Layout::Wrapped
                && space.chars().all(char::is_whitespace)
                && space.matches('\n').count() == 1
        }
    }
}

/// Whether the words are parts of longer ones: `the-the`, `and/and`.
fn touches_other_signs(text: &str, tokens: &[Token]) -> bool {
    let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else { return true };
    text[..first.start as usize].ends_with(['-', '/', '\'', '’', '_', '=', '&'])
        || text[last.end as usize..].starts_with(['-', '/', '\'', '’', '_', '=', '&'])
}

/// Whether the same words stand before or after once more: a row is meant, or made by an engine in a loop.
fn is_row(text: &str, tokens: &[Token], at: usize, length: usize) -> bool {
    let inside = length > 1 && same(text, tokens[at], tokens[at + 1]);
    let after = tokens.get(at + 2 * length).is_some_and(|next| same(text, tokens[at], *next));
    let before = at.checked_sub(length).is_some_and(|before| same(text, tokens[at], tokens[before]));
    inside || after || before
}

fn finding(block: &BlockView, both: &[Token], severity: Severity) -> Finding {
    let half = both.len() / 2;
    let (start, end) = (both[0].start as usize, both[both.len() - 1].end as usize);
    let second = both[half].start as usize;
    let phrase = &block.text[start..both[half - 1].end as usize];
    let what = if half == 1 { "stands" } else { "stand" };
    let message = format!("“{phrase}” {what} twice in a row: the place was probably lost; take one away");
    Finding::new(&REPEATED, start..end, message).severity(severity).restoration(once(block, second..end))
}

/// The second of the two goes, with the space on one side of it.
fn once(block: &BlockView, second: Range<usize>) -> Restoration {
    let text: &str = &block.text;
    let gone = if text[second.end..].starts_with(' ') {
        second.start..second.end + 1
    } else {
        text[..second.start].trim_end().len()..second.end
    };
    Restoration::remove(gone).titled("take one away")
}

/// A line that stands twice in a row.
fn lines(block: &BlockView, report: &mut BlockReport) {
    let lines: Vec<Range<usize>> = block.lines().collect();
    let mut before: Option<&Range<usize>> = None;
    for line in &lines {
        let text = block.text[line.clone()].trim();
        let twice = before.is_some_and(|before| block.text[before.clone()].trim() == text);
        if let Some(before) = before.filter(|_| twice && is_prose(text)) {
            let message = "this line stands twice in a row: a strip of the page was probably read twice; take one away";
            let gone = Restoration::remove(before.end..line.end).titled("take one line away");
            report.add(Finding::new(&REPEATED, line.clone(), message).restoration(gone));
        }
        before = Some(line);
    }
}

/// A line of running text: neither a row of a table nor a short line of verse.
fn is_prose(line: &str) -> bool {
    let words = line.split(' ').filter(|word| word.chars().filter(|c| c.is_alphabetic()).count() > 1).count();
    line.len() >= SHORTEST_LINE && words >= FEWEST_WORDS_IN_LINE && !line.contains("  ") && !line.contains(['|', '\t'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{findings, finds, keeps_quiet, only, restores};

    const LINE: &str = "The mills worked day and night until the end of the month, and";

    #[test]
    fn a_word_that_joins_others_stands_twice() {
        restores(&REPEATED, "⸢The the⸣ envoy came ⸢to to⸣ us.", "The envoy came to us.");
        restores(&REPEATED, "It was ⸢for for⸣, he said", "It was for, he said");
    }

    #[test]
    fn keeps_quiet_at_figures_of_speech_and_names() {
        keeps_quiet(&REPEATED, "He had had it. That that is, is. It is in in this. Much much more, many many years.");
        keeps_quiet(&REPEATED, "From Pago Pago to Baden Baden with Boutros Boutros. Will will come. The the-the.");
        keeps_quiet(&REPEATED, "no, no! The, the. and the the the the of 12 12 x x");
    }

    #[test]
    fn a_word_of_any_kind_is_worth_a_look() {
        let found = findings(only(&REPEATED), "The harvest harvest was good.");
        assert_eq!(found[0].severity, Severity::Info);
    }

    #[test]
    fn a_phrase_stands_twice() {
        restores(&REPEATED, "the end ⸢of the of the⸣ month", "the end of the month");
        finds(&REPEATED, "he read ⸢the whole letter the whole letter⸣ to us");
    }

    #[test]
    fn keeps_quiet_at_phrases_that_swing() {
        keeps_quiet(
            &REPEATED,
            "again and again and again, step by step by step, more and more and more, on and on and on",
        );
    }

    #[test]
    fn a_line_stands_twice() {
        restores(&REPEATED, &format!("{LINE}\n⸢{LINE}⸣\nthe carts came in."), &format!("{LINE}\nthe carts came in."));
    }

    #[test]
    fn keeps_quiet_at_refrains_and_tables() {
        keeps_quiet(&REPEATED, "Row, row, row your boat\nRow, row, row your boat\nGently down the stream");
        keeps_quiet(
            &REPEATED,
            "steel  pig iron  coal  grain  cotton  wool\nsteel  pig iron  coal  grain  cotton  wool",
        );
    }

    #[test]
    fn keeps_quiet_over_line_ends_where_a_line_is_a_paragraph() {
        let long = LINE.repeat(5);
        keeps_quiet(&REPEATED, &format!("{long} the\nthe {long}.\n{long}"));
    }

    #[test]
    fn keeps_quiet_in_other_languages() {
        let mut context = only(&REPEATED);
        context.languages = vec!["de".into()];
        assert_eq!(findings(context, "The the"), []);
        keeps_quiet(
            &REPEATED,
            "Der Gesandte kam an an jenem Tag, an dem man man selbst war, und sprach lange von der Ernte.",
        );
    }
}
