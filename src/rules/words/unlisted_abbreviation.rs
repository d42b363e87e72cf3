//! `words/unlisted-abbreviation`

use crate::lexicon::Lexicon;
use crate::lexicon::format::{ABBREVIATION, UPPER};
use crate::rules::rule::declare_rule;
use crate::rules::{BlockReport, BlockView, Check, Finding, Severity};
use crate::text::{Token, TokenKind};

declare_rule! {
    /// An abbreviation is neither in the lexicon nor in the project's word list.
    ///
    /// Editions list the abbreviations they keep. One that is in no list was left untranslated (`Nr.`), was misread, or
    /// is missing from the list.
    ///
    /// Add it to the project's words, write it out, or correct it. The rule is off unless the configuration turns it
    /// on: it is for collections that keep such a list.
    ///
    /// ```finds
    /// See the Central Archive, ⸢Dok⸣. 12, ⸢Ggr⸣. of the fund.
    /// ```
    ///
    /// ```quiet
    /// See Dr. Hill, No. 12, vol. 3, p. 45, at 3 p.m. He ran. It is so. J. F. Example
    /// ```
    pub static UNLISTED_ABBREVIATION = {
        name: "words/unlisted-abbreviation",
        severity: Severity::Hint,
        enabled: false,
        precedence: 12,
        check: Check::Block(check),
    }
}

/// Longer words are no abbreviations, in letters.
const LONGEST: usize = 5;

fn check(block: &BlockView, report: &mut BlockReport) {
    if !block.is_english() {
        return;
    }
    let text: &str = &block.text;
    let tokens = block.tokens();
    for stop in memchr::memchr_iter(b'.', text.as_bytes()).filter(|&at| is_within_sentence(&text[at + 1..])) {
        let before = tokens.partition_point(|token| token.end as usize <= stop).checked_sub(1).map(|at| tokens[at]);
        let stopped = |token: &Token| token.end as usize == stop && token.kind == TokenKind::Word;
        let Some(token) = before.filter(stopped) else { continue };
        let word = token.text(text);
        if !(2..=LONGEST).contains(&word.chars().count()) || is_listed(block, word) {
            continue;
        }
        let message = format!("“{word}.” is in no list of abbreviations: list it, write it out or correct it");
        report.add(Finding::new(&UNLISTED_ABBREVIATION, token.range(), message));
    }
}

/// Whether a full stop ends no sentence, by what stands after it.
fn is_within_sentence(beyond: &str) -> bool {
    let beyond = beyond.trim_start_matches([' ', '\u{A0}']);
    beyond.starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit() || matches!(c, ',' | ';' | ')'))
}

fn is_listed(block: &BlockView, word: &str) -> bool {
    let lower = word.to_lowercase();
    let lexicon = Lexicon::english();
    let by_lexicon = lexicon.rank(&lower).is_some_and(|rank| lexicon.forms(rank) & (ABBREVIATION | UPPER) != 0);
    by_lexicon || lexicon.contains(word) || block.context.words.contains(&lower)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{finds, keeps_quiet};

    #[test]
    fn an_abbreviation_in_no_list_is_told() {
        finds(&UNLISTED_ABBREVIATION, "fund 14, ⸢Dosj⸣. 3");
    }

    #[test]
    fn keeps_quiet_at_words_that_end_sentences() {
        keeps_quiet(&UNLISTED_ABBREVIATION, "He met Kapo. Then he left. The end. 12 came.");
    }
}
