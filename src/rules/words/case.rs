//! `words/case`

use std::ops::Range;

use crate::convention::Certainty;
use crate::lexicon::Lexicon;
use crate::lexicon::format::LOWER;
use crate::rules::rule::declare_rule;
use crate::rules::{BlockReport, BlockView, Check, Finding, Restoration, Severity};
use crate::text::{Token, TokenKind};
use crate::transcript::Layout;

declare_rule! {
    /// A small word has a capital in the middle of a sentence, or the adjective of a country has none.
    ///
    /// `c C`, `o O`, `s S`, `v V`, `w W`, `x X` and `z Z` differ in size alone, and engines that have lost the line take
    /// one for the other. Only words that hold sentences together are meant, between two words in small letters:
    /// nouns may have a capital for many reasons.
    ///
    /// `soviet` before a noun names the state, and has a capital in every style; so have the people, `the Soviets`,
    /// but not the councils, `the soviets of workers`.
    ///
    /// ```finds
    /// The envoy ⸢Was⸣ late for the talks ⸢Which⸣ the ⸢soviet⸣ leadership held with the ⸢soviets⸣.
    /// → The envoy was late for the talks which the Soviet leadership held with the Soviets.
    /// ```
    ///
    /// ```quiet
    /// The Man Who Was Thursday was read. "Was it so?" he asked. Will came. A soviet of workers, the soviet was elected.
    /// ```
    pub static CASE = {
        name: "words/case",
        severity: Severity::Hint,
        precedence: 34,
        check: Check::Block(check),
    }
}

/// Words that hold sentences together and begin with a letter whose capital differs in size alone.
const SMALL_WORDS: &[&str] = &[
    "could", "of", "on", "only", "or", "other", "our", "out", "over", "shall", "she", "should", "since", "so", "some",
    "such", "very", "was", "were", "what", "when", "where", "whether", "which", "while", "whom", "whose", "with",
    "within", "without", "would",
];
/// Which bytes may begin one of them with a capital, or `soviet`: most words begin with another.
const MAY_BEGIN: [bool; 256] = {
    let mut may_begin = [false; 256];
    let first_letters = b"COSVWs";
    let mut at = 0;
    while at < first_letters.len() {
        may_begin[first_letters[at] as usize] = true;
        at += 1;
    }
    may_begin
};
/// A word this much more probable where a sentence begins is left alone, in nats.
const READILY: f32 = 0.3;
/// What stands after `soviet` where it is a noun: a council.
const AFTER_A_COUNCIL: &[&str] = &[
    "and", "are", "as", "at", "but", "by", "for", "from", "had", "has", "have", "in", "into", "is", "it", "nor", "of",
    "on", "or", "shall", "should", "than", "that", "the", "then", "there", "they", "to", "under", "was", "were",
    "when", "where", "which", "who", "will", "with", "would",
];

fn check(block: &BlockView, report: &mut BlockReport) {
    if !block.is_english() {
        return;
    }
    let text: &str = &block.text;
    people(block, report);
    for three in block.tokens().windows(3) {
        let [before, token, after] = three else { continue };
        if !MAY_BEGIN[usize::from(text.as_bytes()[token.start as usize])] {
            continue;
        }
        let word = token.text(text);
        if word.starts_with('s') && word != "soviet" || !stand_together(block, three) {
            continue;
        }
        if is_small(before.text(text)) && is_small(after.text(text)) && is_capital_of_small_word(word) {
            let message = format!("“{word}” has a capital in the middle of a sentence");
            report.add(finding(token.range(), word.to_lowercase(), message));
        } else if word == "soviet" && is_noun(after.text(text)) {
            let message = "the adjective of the Soviet Union has a capital";
            report.add(finding(token.range(), "Soviet".into(), message.into()));
        }
    }
}

/// Tells the people of the Soviet Union in small letters.
fn people(block: &BlockView, report: &mut BlockReport) {
    let text: &str = &block.text;
    if !text.contains("soviets") {
        return;
    }
    for pair in block.tokens().windows(2).filter(|pair| pair[1].text(text) == "soviets") {
        let follows = matches!(pair[0].text(text), "the" | "The") && stand_together(block, pair);
        let are_councils = text[pair[1].end as usize..].trim_start().starts_with("of ");
        if follows && !are_councils {
            let message = "the people of the Soviet Union have a capital, councils have none";
            report.add(finding(pair[1].range(), "Soviets".into(), message.into()));
        }
    }
}

fn finding(range: Range<usize>, right: String, message: String) -> Finding {
    let regular = Restoration::regularize(range.clone(), right).certainty(Certainty::Medium);
    Finding::new(&CASE, range, message).restoration(regular)
}

/// Whether the tokens are words with nothing but one space, or a line end within a paragraph, between them.
fn stand_together(block: &BlockView, tokens: &[Token]) -> bool {
    tokens.iter().all(|token| token.kind == TokenKind::Word)
        && tokens.windows(2).all(|pair| {
            let gap = &block.text[pair[0].end as usize..pair[1].start as usize];
            gap == " " || block.place.layout == Layout::Wrapped && matches!(gap, "\n" | "\r\n")
        })
}

fn is_small(word: &str) -> bool {
    word.len() > 1 && word.chars().all(char::is_lowercase)
}

fn is_capital_of_small_word(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_uppercase)
        && letters.all(char::is_lowercase)
        && SMALL_WORDS.binary_search(&word.to_lowercase().as_str()).is_ok()
        && !likes_to_begin(&word.to_lowercase())
}

/// Whether sentences begin with a word more readily than they go on with it: its stop may be lost.
fn likes_to_begin(word: &str) -> bool {
    let lexicon = Lexicon::english();
    let gain = |rank| lexicon.cost(rank) - lexicon.cost_after(lexicon.sentence_start(), rank);
    lexicon.rank(word).is_some_and(|rank| gain(rank) > READILY)
}

/// A word that may be a noun, and none of those that follow one.
fn is_noun(word: &str) -> bool {
    let lexicon = Lexicon::english();
    let common = lexicon.rank(word).is_some_and(|rank| lexicon.forms(rank) & LOWER != 0);
    is_small(word) && word.len() > 3 && common && AFTER_A_COUNCIL.binary_search(&word).is_err()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{keeps_quiet, restores};

    #[test]
    fn a_small_word_has_a_capital() {
        restores(&CASE, "in Vietnam it ⸢Was⸣ said ⸢Of⸣ him", "in Vietnam it was said of him");
    }

    #[test]
    fn keeps_quiet_where_a_stop_may_be_lost() {
        keeps_quiet(&CASE, "he was led to the body of a man When he heard the shots");
        keeps_quiet(&CASE, "after many adventures She was blown about");
    }

    #[test]
    fn keeps_quiet_at_councils() {
        keeps_quiet(&CASE, "He praised the soviets of workers and peasants, and village soviets, and soviets.");
    }

    #[test]
    fn keeps_quiet_at_titles_sentences_and_names() {
        keeps_quiet(
            &CASE,
            "He said: Which of them? In War and Peace. When Will comes. On and Off. It is So. at the Can club",
        );
    }

    #[test]
    fn the_lists_are_sorted() {
        assert!(SMALL_WORDS.is_sorted() && AFTER_A_COUNCIL.is_sorted());
    }
}
