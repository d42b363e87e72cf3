//! `marks/misspelt`

use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use crate::convention::Convention;
use crate::rules::rule::declare_rule;
use crate::rules::{BlockReport, BlockView, Check, Finding, Places, Restoration};
use crate::text::{Characters, in_case_of};

use super::bracket::brackets;

declare_rule! {
    /// The word of a mark is misspelt.
    ///
    /// `[illegable]`, `[s1c]` and `[handwriten note:]` are slips of whoever typed the mark, or of the
    /// engine that read it. Whoever looks for the mark will not find it.
    ///
    /// Write the word as the convention does: it changes no reading, since the mark is none.
    ///
    /// ```finds
    /// the ⸢[illegable]⸣ of the 12th ⸢[s1c]⸣ Congress
    /// → the [illegible] of the 12th [sic] Congress
    /// ```
    ///
    /// ```quiet
    /// the [legible] seal of the [nuclear] powers, [sick] and [Signer]
    /// ```
    pub static MISSPELT = {
        name: "marks/misspelt",
        needs: Characters::ascii("["),
        enters: Places::MARKS.and(Places::SIC),
        precedence: 65,
        check: Check::Block(check),
    }
}

/// Longer brackets hold sentences, not marks.
const LONGEST: usize = 60;
const MOST_WORDS: usize = 5;
/// A shorter word has too many neighbours.
const SHORTEST: usize = 6;
/// From this length on two letters may be wrong.
const LONG: usize = 9;
/// How `sic` comes out of an engine or of hasty fingers.
const SIC: [&str; 9] = ["s1c", "slc", "sjc", "sicc", "ssic", "siic", "s!c", "s|c", "sìc"];
/// Words that stand beside those of the vocabulary inside marks.
const BESIDES: &str = "\
    a an and at by characters end following hand in ink is left letter letters line lines list name \
    names next not note number of on one page pages paragraph passage pencil rest right side text \
    the this three to top two with word words bottom here";
/// Words as near to those of the vocabulary as a slip would be, that are words themselves.
const NEIGHBOURS: &str = "\
    admitted attachments attainment classified closure columns crosses decipherable delete deletes \
    depleted detachment editors emitted emphases enclose enclosed enclosures footnotes gambled \
    garble handwriting hissing illegal illegibly illusible imitated inclosure inserts interlined \
    inverted kissing legible legibly ligature margins marin martin marvin massing nuclear omitting \
    originals paraphrased passing readable reclassified sighed signatories signatory signatures \
    signer singed stamper stomped supplier supplies swamped transaction transition translated \
    translations translators typewriter undefined unreliable";

/// The letters of English in a word, a bit each.
#[derive(Clone, Copy)]
struct Letters(u32);

impl Letters {
    fn of(lower: &str) -> Letters {
        let letters = lower.bytes().filter(u8::is_ascii_lowercase);
        Letters(letters.fold(0, |letters, byte| letters | 1 << (byte - b'a')))
    }

    /// How many of these are not among the others: a slip brings in or takes away no more than one each.
    fn missing_from(self, others: Letters) -> u32 {
        (self.0 & !others.0).count_ones()
    }
}

/// The words of the vocabularies of all conventions, and those that stand beside them.
struct Vocabulary {
    /// Words that may be misspelt, with their letters.
    words: Vec<(&'static str, Letters)>,
    /// Words that need not be looked at.
    known: FxHashSet<&'static str>,
}

static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(|| {
    let all: Vec<&str> = Convention::vocabulary_of_all()
        .iter()
        .flat_map(|phrase| phrase.split(|c: char| !c.is_ascii_alphabetic()))
        .collect();
    let mut words: Vec<&str> = all.iter().copied().filter(|word| word.len() >= SHORTEST).collect();
    words.sort_unstable();
    words.dedup();
    let words = words.into_iter().map(|word| (word, Letters::of(word))).collect();
    let known = all.into_iter().chain(BESIDES.split(' ')).chain(NEIGHBOURS.split(' ')).collect();
    Vocabulary { words, known }
});

fn check(block: &BlockView, report: &mut BlockReport) {
    for bracket in brackets(&block.text, LONGEST) {
        let content = &block.text[bracket.content.clone()];
        let Some((place, right)) = slip(content) else { continue };
        let place = place.start + bracket.content.start..place.end + bracket.content.start;
        let message = format!("“{}” is a slip for the mark “{right}”", &block.text[place.clone()]);
        report.add(
            Finding::new(&MISSPELT, bracket.range, message)
                .restoration(Restoration::regularize(place, right.clone()).titled(format!("write “{right}”")).safe()),
        );
    }
}

/// The one misspelt word of a mark, with its right spelling.
fn slip(content: &str) -> Option<(Range<usize>, String)> {
    if SIC.contains(&content.trim().to_lowercase().as_str()) {
        let start = content.len() - content.trim_start().len();
        return Some((start..start + content.trim().len(), "sic".to_owned()));
    }
    let mut found = None;
    for (count, (range, word)) in words(content).enumerate() {
        let lower = word.to_lowercase();
        if count >= MOST_WORDS {
            return None;
        }
        if VOCABULARY.known.contains(lower.as_str()) {
            continue;
        }
        let right = nearest(word, &lower)?;
        if found.is_some() {
            return None;
        }
        found = Some((range, in_case_of(word, right)));
    }
    found
}

/// The words with the digits that may stand for letters; numbers are left out.
fn words(content: &str) -> impl Iterator<Item = (Range<usize>, &str)> {
    let mut at = 0;
    content.split_inclusive(|c: char| !c.is_alphanumeric()).filter_map(move |piece| {
        let start = at;
        at += piece.len();
        let word = piece.trim_end_matches(|c: char| !c.is_alphanumeric());
        word.contains(char::is_alphabetic).then(|| (start..start + word.len(), word))
    })
}

/// The word of the vocabulary that this one is a slip for; none if it is another word.
fn nearest(word: &str, lower: &str) -> Option<&'static str> {
    let letters = lower.chars().count();
    // A capital inside, or on a short word, is more likely a name's.
    let capital = word.chars().skip(1).any(char::is_uppercase) && word != word.to_uppercase();
    let short_name = letters <= SHORTEST && word.starts_with(char::is_uppercase);
    if letters + 1 < SHORTEST || capital || short_name {
        return None;
    }
    let lower_letters = Letters::of(lower);
    let near = VOCABULARY.words.iter().filter(|(_, letters)| letters.missing_from(lower_letters) <= 2);
    near.map(|(right, _)| *right).find(|right| {
        let allowed = if right.len() >= LONG { 2 } else { 1 };
        right.len().abs_diff(letters) <= allowed
            && !is_inflection(lower, right)
            && strsim::damerau_levenshtein(lower, right) <= allowed
    })
}

/// Whether only the ending differs, as in `signatures`: a form of the word, not a slip.
fn is_inflection(lower: &str, right: &str) -> bool {
    let common = lower.bytes().zip(right.bytes()).take_while(|(a, b)| a == b).count();
    let stem = right.len().min(lower.len());
    common + 1 >= stem && lower.len() != right.len() && !lower.ends_with(|c: char| right.ends_with(c))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{keeps_quiet, restores};

    #[test]
    fn slips_in_one_word_of_a_mark_are_found() {
        restores(&MISSPELT, "a ⸢[ilegible]⸣ b ⸢[3 words illegibel]⸣ c", "a [illegible] b [3 words illegible] c");
        restores(&MISSPELT, "⸢[Handwriten note:]⸣ ⸢[crosed out]⸣", "[Handwritten note:] [crossed out]");
        restores(&MISSPELT, "⸢[2 lines not declasified]⸣", "[2 lines not declassified]");
        restores(&MISSPELT, "⸢[ILLEGABLE]⸣ and ⸢[Translater's note]⸣", "[ILLEGIBLE] and [Translator's note]");
    }

    #[test]
    fn keeps_quiet_at_words_names_and_explanations() {
        keeps_quiet(
            &MISSPELT,
            "[illegible] [sic] [signatures] [Martin] [editorial] [Original] [emitted] [handwriting]",
        );
        keeps_quiet(&MISSPELT, "[Member of the Political Bureau of the ALP CC] [the sighed] [missiles] [marginally]");
        keeps_quiet(&MISSPELT, "[the illegable agreement that the comrades reached] [six] [sin] [Sie]");
    }

    #[test]
    fn every_list_is_sorted_out() {
        assert!(
            BESIDES
                .split(' ')
                .chain(NEIGHBOURS.split(' '))
                .all(|word| VOCABULARY.words.iter().all(|(known, _)| *known != word))
        );
        assert!(NEIGHBOURS.split(' ').is_sorted());
    }
}
