//! `punctuation/missing-stop`

use std::ops::Range;

use crate::convention::Certainty;
use crate::rules::rule::declare_rule;
use crate::rules::{BlockReport, BlockView, Check, Finding, Places, Restoration, Severity};
use crate::text::{Characters, word_after, word_before};
use crate::transcript::Region;

declare_rule! {
    /// A stop is missing: at the end of a paragraph of whole sentences, after an abbreviation, or
    /// before the address that ends a citation.
    ///
    /// Stops at the end of a line are the first marks that paper and scanner lose.
    ///
    /// Put the stop back if the original has it; if the sentence goes on elsewhere, join its parts.
    /// At the end of a paragraph more than a stop may be lost, so none is proposed there.
    /// Headings, lists and short paragraphs are left alone.
    ///
    /// ```finds
    /// The envoy left. (⸢Ibid⸣, page 10)
    /// → The envoy left. (Ibid., page 10)
    /// ```
    ///
    /// ```finds
    /// The delegation arrived in Tirana in the morning. It met the workers of the city at noon, and it left the city by train in the ⸢evening⸣
    /// ```
    ///
    /// ```quiet
    /// The delegation in Tirana
    /// ```
    pub static MISSING_STOP = {
        name: "punctuation/missing-stop",
        severity: Severity::Hint,
        needs: Characters::ANY,
        enters: Places::CITATIONS,
        precedence: 10,
        check: Check::Block(check),
    }
}

fn check(block: &BlockView, report: &mut BlockReport) {
    let text: &str = &block.text;
    if block.place.region == Region::Citation {
        before_addresses(text, report);
        return;
    }
    after_abbreviations(text, report);
    let paragraphs = block.paragraphs();
    for (index, paragraph) in paragraphs.iter().enumerate() {
        let goes_on = paragraphs.get(index + 1).is_some_and(|next| begins_in_lower_case(&text[next.clone()]));
        if !goes_on {
            report.findings.extend(at_end(text, paragraph));
        }
    }
}

/// Whether a sentence cut by a line end goes on here.
fn begins_in_lower_case(paragraph: &str) -> bool {
    paragraph.trim_start().starts_with(char::is_lowercase)
}

/// Words that no sentence ends with: what follows was cut off, not a stop lost.
const NEVER_LAST: [&str; 16] =
    ["the", "a", "an", "of", "to", "and", "or", "for", "from", "with", "at", "by", "in", "that", "was", "which"];

/// Paragraphs of fewer words are headings and items.
const WORDS: usize = 20;

/// A paragraph of whole sentences that ends in a word without a stop.
fn at_end(text: &str, paragraph: &Range<usize>) -> Option<Finding> {
    let whole = text[paragraph.clone()].trim_end();
    let word = word_before(text, paragraph.start + whole.len());
    let ends_in_word = text[word.clone()].chars().count() > 1 && text[word.clone()].chars().all(char::is_lowercase);
    if !ends_in_word || NEVER_LAST.contains(&&text[word.clone()]) || !holds_sentences(whole) {
        return None;
    }
    // What the end of the sentence was, the original alone can tell.
    Some(Finding::new(&MISSING_STOP, word, "this paragraph of whole sentences ends without a stop"))
}

/// Whether a paragraph has a sentence that ends, another that begins, and a length.
fn holds_sentences(paragraph: &str) -> bool {
    let begins = |at: usize| paragraph[at + 2..].starts_with(char::is_uppercase);
    paragraph.split_whitespace().nth(WORDS - 1).is_some()
        && memchr::memmem::find_iter(paragraph.as_bytes(), b". ").any(begins)
}

fn after_abbreviations(text: &str, report: &mut BlockReport) {
    for at in memchr::memchr_iter(b',', text.as_bytes()) {
        let word = word_before(text, at);
        if matches!(&text[word.clone()], "Ibid" | "ibid" | "etc") {
            let put = Restoration::replace(at..at + 1, ".,").titled("put the stop");
            report.add(Finding::new(&MISSING_STOP, word, "this abbreviation is written with a stop").restoration(put));
        }
    }
}

/// In a citation, what stands before the address is a sentence of its own.
fn before_addresses(text: &str, report: &mut BlockReport) {
    for at in memchr::memmem::find_iter(text.as_bytes(), b" http") {
        let word = word_before(text, at);
        let is_name = text[word.clone()].starts_with(char::is_uppercase) && word_after(text, word.start) == word;
        if is_name && word.len() > 3 {
            let put = Restoration::replace(word.end..word.end, ".").titled("put the stop").certainty(Certainty::Medium);
            let message = "no stop stands between the citation and its address";
            report.add(Finding::new(&MISSING_STOP, word, message).restoration(put));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{finds, keeps_quiet, restores};

    const SENTENCES: &str = "The envoy left the city. He went by train to the coast, where he met the workers of \
                             the docks, and then he came back";

    #[test]
    fn a_paragraph_ends_without_a_stop() {
        let (rest, last) = SENTENCES.rsplit_once(' ').unwrap();
        finds(&MISSING_STOP, &format!("{rest} ⸢{last}⸣\n"));
    }

    #[test]
    fn an_abbreviation_lacks_its_stop() {
        restores(&MISSING_STOP, "trade, ⸢etc⸣, and", "trade, etc., and");
    }

    #[test]
    fn an_address_follows_a_citation() {
        restores(
            &MISSING_STOP,
            "Report\n\nCitation:\n\nTranslated by Ana ⸢Prifti⸣ https://example.org/a\n",
            "Report\n\nCitation:\n\nTranslated by Ana Prifti. https://example.org/a\n",
        );
    }

    #[test]
    fn keeps_quiet_at_headings_and_whole_paragraphs() {
        keeps_quiet(&MISSING_STOP, "On the stance of the comrades");
        keeps_quiet(&MISSING_STOP, &format!("{SENTENCES}:"));
        keeps_quiet(&MISSING_STOP, &format!("{SENTENCES} to"));
        keeps_quiet(&MISSING_STOP, &format!("{SENTENCES} {SENTENCES}\nat noon."));
        keeps_quiet(&MISSING_STOP, "Citation:\n\nTranslated by Ana Prifti. See https://example.org/a\n");
    }
}
