//! What is remembered of words.

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

/// What is longer is no word that anybody meets again: a line of debris, a picture as text.
const LONGEST: usize = 64;

/// What was found out of words, as long as they are met now and then: of as many as it may hold, the half that was not
/// asked for of late is forgotten at once.
pub struct Memory<T> {
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
    pub(crate) fn len(&self) -> usize {
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
        if word.len() <= LONGEST {
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
