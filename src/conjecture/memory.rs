//! What an examiner remembers of the words it met.

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use super::candidates::Candidates;
use super::harmless::LONGEST_SUSPECT;
use crate::lexicon::format::Form;
use crate::lexicon::{Lexicon, Rank};

/// Words of which it is remembered what they may have read: that takes a quarter of a kilobyte each, and whoever types for
/// a day writes a new one at every other keystroke.
pub(super) const MOST_READ: usize = 1 << 12;

/// What a single mistake may have turned into listed words. Nearly every word of a text is asked for, so that most are
/// found by their rank.
pub(super) struct LookAlikes {
    /// Places in `met` counted from 1, by rank, of words spelt as they are listed, in small letters and with a capital;
    /// 0 for none.
    by_rank: [Vec<u32>; 2],
    /// Those words' lengths in bytes, with what they look like.
    met: Vec<(usize, Candidates)>,
    /// Those of other words, as of possessives.
    others: Memory<Candidates>,
    /// What the last one of those looks like.
    other: Candidates,
}

impl LookAlikes {
    /// None yet.
    pub fn new() -> Self {
        Self {
            by_rank: Default::default(),
            met: Vec::new(),
            others: Memory::of(MOST_READ),
            other: Candidates::default(),
        }
    }

    /// Those of a listed word in this form, remembered or found now.
    pub fn of(
        &mut self,
        word: &str,
        rank: Rank,
        form: Form,
        lexicon: &Lexicon,
        find: impl FnOnce() -> Candidates,
    ) -> &Candidates {
        let (which, at) = (usize::from(form == Form::Capital), rank.0 as usize);
        let number = self.by_rank[which].get(at).copied().unwrap_or_default() as usize;
        // A possessive rests on the same rank, and is longer.
        let met = number.checked_sub(1).filter(|&number| self.met[number].0 == word.len() && form != Form::Upper);
        if let Some(number) = met {
            return &self.met[number].1;
        }
        if lexicon.spelling(rank).len() != word.len() || form == Form::Upper {
            self.other = self.others.recall(word, find);
            return &self.other;
        }
        let numbers = &mut self.by_rank[which];
        numbers.resize(numbers.len().max(at + 1), 0);
        numbers[at] = self.met.len() as u32 + 1;
        self.met.push((word.len(), find()));
        &self.met[self.met.len() - 1].1
    }
}

/// What was found out of words, as long as they are met now and then: of as many as it may hold, the half that was not
/// asked for of late is forgotten at once.
pub(super) struct Memory<T> {
    most: usize,
    late: FxHashMap<Spelling, T>,
    before: FxHashMap<Spelling, T>,
}

/// A word's bytes, of most words without a way to elsewhere.
type Spelling = SmallVec<[u8; 16]>;

impl<T> Memory<T> {
    /// A memory of so many words at most.
    pub fn of(most: usize) -> Self {
        Self { most, late: FxHashMap::default(), before: FxHashMap::default() }
    }

    /// How many words it remembers.
    #[cfg(test)]
    pub fn len(&self) -> usize {
        self.late.len() + self.before.len()
    }
}

impl<T: Clone> Memory<T> {
    /// What is remembered of a word, or found out now.
    pub fn recall(&mut self, word: &str, find: impl FnOnce() -> T) -> T {
        let word = word.as_bytes();
        if let Some(known) = self.late.get(word) {
            return known.clone();
        }
        let (word, known) = self.before.remove_entry(word).unwrap_or_else(|| (word.into(), find()));
        if word.len() <= LONGEST_SUSPECT {
            if self.late.len() >= self.most / 2 {
                self.before = std::mem::take(&mut self.late);
            }
            self.late.insert(word, known.clone());
        }
        known
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn garbage_fills_no_more_than_the_memory_and_what_is_asked_for_stays() {
        let mut memory = Memory::of(8);
        memory.recall("the", || 1);
        for number in 0..100 {
            memory.recall(&number.to_string(), || 0);
            assert_eq!(memory.recall("the", || 0), 1);
            assert!(memory.len() <= 8);
        }
    }
}
