//! `words/inconsistent-spelling`

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use crate::convention::Certainty;
use crate::rules::rule::declare_rule;
use crate::rules::{Check, DocumentView, Finding, Restoration, Severity};
use crate::text::in_case_of;

use super::spellings::Spelling;
use super::verdict::gather;

declare_rule! {
    /// A rare word of the document is one letter away from a word it has often, and no list has either.
    ///
    /// Names and terms that are in no lexicon are known by their number: what stands twelve times is right, and what
    /// stands once beside it, but for a letter, is probably a slip.
    ///
    /// Compare the image. Words of the lexicon are the matter of `words/garbled`, names of people and bodies that of
    /// the rules about names.
    ///
    /// ```finds
    /// Balluku spoke, Balluku left, Balluku came. Balluku slept, Balluku woke. Then ⸢Ballnku⸣ went.
    /// → Balluku spoke, Balluku left, Balluku came. Balluku slept, Balluku woke. Then Balluku went.
    /// ```
    ///
    /// ```quiet
    /// Balluku spoke, Balluku left. Then Ballnku went, and Ballukus, and Ballukut.
    /// ```
    pub static INCONSISTENT_SPELLING = {
        name: "words/inconsistent-spelling",
        severity: Severity::Hint,
        precedence: 36,
        check: Check::Folded { block: gather, document: check },
    }
}

/// Shorter words have too many neighbours, in characters.
const SHORTEST: usize = 6;
const LONGEST: usize = 24;
/// A word is settled that stands so often, and so many times as often as the other.
const SETTLED: usize = 5;
const RARE: usize = 2;

fn check(document: &DocumentView, found: &mut Vec<Finding>) {
    let spellings = document.spellings();
    let fits = |spelling: &&Spelling| {
        let letters = spelling.word.chars().count();
        (SHORTEST..=LONGEST).contains(&letters) && spelling.word.chars().all(char::is_alphabetic)
    };
    // Settled words by what is left of them without one letter: two words one letter apart share such a rest.
    let mut settled: FxHashMap<String, SmallVec<[&Spelling; 1]>> = FxHashMap::default();
    for spelling in spellings.words.iter().filter(fits).filter(|spelling| spelling.places.len() >= SETTLED) {
        for rest in rests(spelling.word) {
            settled.entry(rest).or_default().push(spelling);
        }
    }
    if settled.is_empty() {
        return;
    }
    for spelling in spellings.words.iter().filter(fits).filter(|spelling| spelling.places.len() <= RARE) {
        let neighbour = rests(spelling.word)
            .filter_map(|rest| settled.get(&rest))
            .flatten()
            .find(|usual| is_slip(spelling.word, usual.word));
        for (place, written) in neighbour.into_iter().flat_map(|_| spelling.as_written(document)) {
            found.extend(neighbour.map(|usual| finding(place, &written, usual)));
        }
    }
}

fn finding(place: std::ops::Range<usize>, written: &str, usual: &Spelling) -> Finding {
    let right = in_case_of(written, usual.word);
    let times = usual.places.len();
    let message = format!("“{written}” is a letter away from “{right}”, which stands {times} times in this document");
    let regular = Restoration::replace(place.clone(), right).certainty(Certainty::Medium);
    Finding::new(&INCONSISTENT_SPELLING, place, message)
        .restoration(regular)
        .related(usual.places[0].clone(), "the usual form stands here")
}

/// The word, and what is left of it without each of its letters.
fn rests(word: &str) -> impl Iterator<Item = String> + '_ {
    let without = |at: usize, letter: char| format!("{}{}", &word[..at], &word[at + letter.len_utf8()..]);
    std::iter::once(word.to_owned()).chain(word.char_indices().map(move |(at, letter)| without(at, letter)))
}

/// Whether the words differ by one letter that is no ending.
fn is_slip(rare: &str, usual: &str) -> bool {
    let common = rare.chars().zip(usual.chars()).take_while(|(a, b)| a == b).count();
    let shortest = rare.chars().count().min(usual.chars().count());
    rare != usual && common + 2 < shortest && strsim::osa_distance(rare, usual) == 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{finds, keeps_quiet};

    #[test]
    fn a_letter_lost_or_too_many() {
        let often = "Balluku spoke. ".repeat(5);
        finds(&INCONSISTENT_SPELLING, &format!("{often}Then ⸢Baluku⸣ and ⸢Ballluku⸣ went."));
    }

    #[test]
    fn keeps_quiet_at_endings_and_at_words_the_document_has_often() {
        let often = "Balluku spoke. ".repeat(5);
        keeps_quiet(&INCONSISTENT_SPELLING, &format!("{often}Then Ballukus, Balluk and Ballukan went."));
        keeps_quiet(&INCONSISTENT_SPELLING, &format!("{often}{}", "Then Ballnku went. ".repeat(3)));
    }
}
