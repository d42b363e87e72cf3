//! What the lost opening of a sentence may have read.
//!
//! Where a bullet, an ornament or an underlined word stood, engines write boxes, and what is left begins in the
//! middle of a word: `☐☐☐ st of all`, `□□□ rembassy`, `\Box formation bits`. The boxes are wildcards of about
//! their number. What was lost may be the beginning of the word that is left, a word before it, or the
//! beginning of a word whose end was drawn to the next one; which of them, tell the words that sentences open
//! with and the word that follows.

use super::confusions::LOST_SPACE;
use crate::lexicon::format::LOWER;
use crate::lexicon::{Lexicon, Rank};

/// What is left of an opening.
#[derive(Debug, Clone, Copy)]
pub struct Remnant<'t> {
    /// Letters lost, about; `None` where the filler does not tell.
    pub lost: Option<u16>,
    /// The first word that is left, or what is left of it.
    pub word: &'t str,
    /// The word after it.
    pub next: Option<&'t str>,
}

/// A way the opening may have read.
#[derive(Debug, Clone, PartialEq)]
pub struct Opening {
    /// What was lost: `Fir`, `On `, `Ou`.
    pub supplied: String,
    /// Bytes of the remnant's word after which a space was lost too: 1 for `rembassy`, if it was `Our embassy`.
    pub space_after: Option<usize>,
    /// How probable it is, among all that may have stood there.
    pub probability: f32,
    cost: f32,
}

impl Opening {
    /// The opening as it was, up to the end of the remnant's word.
    #[must_use]
    pub fn reading(&self, remnant: &str) -> String {
        match self.space_after {
            Some(at) => format!("{}{} {}", self.supplied, &remnant[..at], &remnant[at..]),
            None => format!("{}{remnant}", self.supplied),
        }
    }
}

/// Openings offered.
const OPENINGS: usize = 5;
/// Words among which openings are looked for, the most frequent first.
const OPENERS: usize = 30_000;
/// Words that may be lost whole.
const WHOLE_WORDS: u32 = 400;
/// More letters than this are hardly lost.
const MOST_LOST: usize = 8;
/// What a letter more or less than there are boxes costs, in nats.
const OUT_OF_COUNT: f32 = 1.6;
/// What each letter costs that is lost under a sign that tells no number, in nats.
const UNCOUNTED: f32 = 0.5;
/// What it costs to have stood there something else than the lexicon has, in nats.
const SOMETHING_ELSE: f32 = 19.0;
/// Costs are held to be this much surer than they are.
const OVERCONFIDENCE: f32 = 1.4;
/// Letters of one word drawn to the next one.
const MOST_DRAWN: usize = 3;
/// Longer remnants are words of their own.
const LONGEST: usize = 24;

/// What the opening may have read, the most probable first.
#[must_use]
pub fn openings(lexicon: &Lexicon, remnant: &Remnant) -> Vec<Opening> {
    let word = remnant.word;
    if word.is_empty() || word.len() > LONGEST || !word.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return Vec::new();
    }
    let next = remnant.next.and_then(|next| lexicon.rank(&next.to_lowercase()));
    let search = Reconstruction { lexicon, remnant, next };
    let mut found = search.beginnings_lost();
    found.extend(search.words_lost());
    found.extend(search.beginnings_lost_and_space());
    found.sort_by(|a, b| a.cost.total_cmp(&b.cost));
    let else_cost = SOMETHING_ELSE + next.map_or(0.0, |next| lexicon.cost(next));
    let weight = |cost: f32| (-cost / OVERCONFIDENCE).exp();
    let all: f32 = found.iter().map(|opening| weight(opening.cost)).sum::<f32>() + weight(else_cost);
    for opening in &mut found {
        opening.probability = weight(opening.cost) / all.max(f32::MIN_POSITIVE);
    }
    found.truncate(OPENINGS);
    found
}

struct Reconstruction<'a> {
    lexicon: &'a Lexicon,
    remnant: &'a Remnant<'a>,
    next: Option<Rank>,
}

impl Reconstruction<'_> {
    /// The first word lost its beginning: `st` was `First`.
    fn beginnings_lost(&self) -> Vec<Opening> {
        let words = self.words_ending_with(self.remnant.word);
        words.map(|(rank, lost)| self.opening(&[Some(rank), self.next], lost, None)).collect()
    }

    /// A whole word is lost before a word: `the` was `On the`.
    fn words_lost(&self) -> Vec<Opening> {
        let Some(rank) = self.known(self.remnant.word) else { return Vec::new() };
        let words = (0..WHOLE_WORDS).map(|rank| (Rank(rank), self.lexicon.spelling(Rank(rank))));
        words
            .filter(|(rank, spelling)| self.lexicon.forms(*rank) & LOWER != 0 && spelling.len() <= MOST_LOST)
            .filter(|(_, spelling)| spelling.len() > 1 || *spelling == "a")
            .map(|(lost, spelling)| self.opening(&[Some(lost), Some(rank), self.next], &format!("{spelling} "), None))
            .collect()
    }

    /// The first word lost its beginning and the space after it: `rembassy` was `Our embassy`.
    fn beginnings_lost_and_space(&self) -> Vec<Opening> {
        let word = self.remnant.word;
        let mut found = Vec::new();
        for cut in 1..word.len().min(MOST_DRAWN + 1) {
            let Some(second) = self.known(&word[cut..]).filter(|_| word.len() - cut > 2) else { continue };
            for (rank, lost) in self.words_ending_with(&word[..cut]) {
                let mut opening = self.opening(&[Some(rank), Some(second), self.next], lost, Some(cut));
                opening.cost += LOST_SPACE;
                found.push(opening);
            }
        }
        found
    }

    /// Words with what they have before an ending; names keep their capital anyway.
    fn words_ending_with<'s>(&self, ending: &'s str) -> impl Iterator<Item = (Rank, &'static str)> + use<'s> {
        let last = ending.as_bytes().last();
        let words = self.lexicon.spellings().take(OPENERS).filter(move |(_, spelling)| spelling.last() == last);
        words.filter_map(move |(rank, spelling)| {
            let lost = spelling.strip_suffix(ending.as_bytes())?;
            let plain = lost.iter().all(u8::is_ascii_alphabetic) && (1..=MOST_LOST).contains(&lost.len());
            Some((rank, std::str::from_utf8(lost).ok().filter(|_| plain)?))
        })
    }

    fn known(&self, word: &str) -> Option<Rank> {
        self.lexicon.rank(word).filter(|&rank| self.lexicon.forms(rank) & LOWER != 0 && word.len() > 1)
    }

    fn opening(&self, words: &[Option<Rank>], lost: &str, space_after: Option<usize>) -> Opening {
        let mut cost = self.cost_of_count(lost.trim_end().len());
        let mut before = self.lexicon.sentence_start();
        for &word in words.iter().flatten() {
            cost += self.lexicon.cost_after(before, word);
            before = Some(word);
        }
        let mut supplied = lost.to_owned();
        if let Some(first) = supplied.get_mut(..1) {
            first.make_ascii_uppercase();
        }
        Opening { supplied, space_after, probability: 0.0, cost }
    }

    fn cost_of_count(&self, letters: usize) -> f32 {
        match self.remnant.lost {
            Some(boxes) => OUT_OF_COUNT * letters.abs_diff(boxes.into()) as f32,
            None => UNCOUNTED * letters as f32,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn readings(lost: Option<u16>, word: &str, next: &str) -> Vec<String> {
        let remnant = Remnant { lost, word, next: Some(next) };
        openings(Lexicon::english(), &remnant).iter().map(|opening| opening.reading(word)).collect()
    }

    #[test]
    fn supplies_the_beginning_of_a_word() {
        assert_eq!(readings(Some(3), "st", "of")[0], "First");
        assert_eq!(readings(None, "formation", "on")[0], "Information");
        assert_eq!(readings(Some(4), "thermore", "the")[0], "Furthermore");
    }

    #[test]
    fn supplies_a_word() {
        assert_eq!(readings(Some(2), "the", "other")[0], "In the");
    }

    #[test]
    fn parts_two_words() {
        assert_eq!(readings(Some(3), "rembassy", "in")[0], "Our embassy");
    }

    #[test]
    fn knows_nothing_of_what_nobody_begins_so() {
        assert!(readings(Some(3), "xqvt", "any").is_empty());
        assert!(readings(Some(3), "Upper", "any").is_empty());
    }

    #[test]
    fn probabilities_are_shares() {
        let all = openings(Lexicon::english(), &Remnant { lost: Some(3), word: "st", next: Some("of") });
        assert!(all.len() <= OPENINGS && all.iter().map(|opening| opening.probability).sum::<f32>() <= 1.0);
    }
}
