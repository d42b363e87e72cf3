//! What is known of the words met. Nearly every word of a text is one of them, so that what it costs to know it is one look
//! at a table.

use crate::lexicon::Lexicon;
use crate::lexicon::memory::Memory;
use crate::lexicon::morphology::Knowledge;
use crate::text::bytes::padded;

/// Longer words, in bytes, are few: they are remembered elsewhere.
const LONGEST: usize = 16;
/// Places that the table begins with. There are twice as many as words in it at least.
const FEWEST_PLACES: usize = 1 << 10;
/// Places that it has at most; when they do not do any more, all is forgotten.
const MOST_PLACES: usize = 1 << 16;
/// Longer words that are remembered.
const MOST_LONG: usize = 1 << 12;

/// What a lexicon knows of the words met.
pub(super) struct Vocabulary<'l> {
    lexicon: &'l Lexicon,
    /// The words, each in the first free place from the one that its spelling tells.
    places: Vec<Option<Met>>,
    count: usize,
    long: Memory<Knowledge>,
}

/// A word met.
#[derive(Clone, Copy)]
struct Met {
    spelling: Spelling,
    knowledge: Knowledge,
}

/// All of a short word without a way to elsewhere: its bytes and nothing after them, the first the lowest, in two halves.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct Spelling([u64; 2]);

impl Spelling {
    /// That of a word with nothing after it.
    pub fn of_padded(word: u128) -> Self {
        Self([word as u64, (word >> 64) as u64])
    }

    /// That of a word that is neither empty nor long.
    fn of(word: &[u8]) -> Option<Self> {
        (1..=LONGEST).contains(&word.len()).then(|| Self::of_padded(padded(word)))
    }

    /// Where it is looked for first among so many places, a power of two.
    fn place(self, places: usize) -> usize {
        let [first, rest] = self.0;
        let mixed = (first.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ rest).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        (mixed >> 32) as usize & (places - 1)
    }
}

impl<'l> Vocabulary<'l> {
    /// No words yet.
    pub fn new(lexicon: &'l Lexicon) -> Self {
        Self { lexicon, places: vec![None; FEWEST_PLACES], count: 0, long: Memory::of(MOST_LONG) }
    }

    /// What is known of a word, remembered or found out now.
    pub fn of(&mut self, word: &str) -> Knowledge {
        match Spelling::of(word.as_bytes()) {
            Some(spelling) => self.of_spelt(word, spelling),
            None => self.long.recall(word, || self.lexicon.knowledge(word)),
        }
    }

    /// The same of a word of this spelling.
    pub fn of_spelt(&mut self, word: &str, spelling: Spelling) -> Knowledge {
        let mut at = spelling.place(self.places.len());
        while let Some(met) = &self.places[at] {
            if met.spelling == spelling {
                return met.knowledge;
            }
            at = (at + 1) & (self.places.len() - 1);
        }
        let knowledge = self.lexicon.knowledge(word);
        self.add(Met { spelling, knowledge });
        knowledge
    }

    /// Adds a word that is not among them.
    fn add(&mut self, met: Met) {
        if self.count == self.places.len() / 2 {
            self.make_room();
        }
        self.put(met);
        self.count += 1;
    }

    /// Puts a word where there is room for it.
    fn put(&mut self, met: Met) {
        let mut at = met.spelling.place(self.places.len());
        while self.places[at].is_some() {
            at = (at + 1) & (self.places.len() - 1);
        }
        self.places[at] = Some(met);
    }

    /// Doubles the places, or forgets all words: to find one out again costs little.
    fn make_room(&mut self) {
        if self.places.len() == MOST_PLACES {
            self.places.fill(None);
            self.count = 0;
            return;
        }
        let more = vec![None; self.places.len() * 2];
        for met in std::mem::replace(&mut self.places, more).into_iter().flatten() {
            self.put(met);
        }
    }

    /// How many words it remembers.
    #[cfg(test)]
    pub fn len(&self) -> usize {
        self.count + self.long.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_known_of_a_word_is_what_the_lexicon_knows() {
        let lexicon = Lexicon::english();
        let mut vocabulary = Vocabulary::new(lexicon);
        let all: Vec<_> = lexicon.spellings().filter_map(|(_, word)| std::str::from_utf8(word).ok()).collect();
        for word in all.iter().take(5_000).chain(all.iter().take(5_000)) {
            assert_eq!(vocabulary.of(word), lexicon.knowledge(word), "{word}");
        }
    }

    #[test]
    fn words_that_begin_and_end_alike_are_told_apart() {
        let lexicon = Lexicon::english();
        let mut vocabulary = Vocabulary::new(lexicon);
        for word in ["a", "aa", "aaa", "as", "ass", "aaaa", "aaaaa", "aaaaaaaa", "aaaaaaaaa"] {
            assert_eq!(vocabulary.of(word), lexicon.knowledge(word), "{word}");
        }
        assert_eq!(vocabulary.len(), 9);
    }

    #[test]
    fn garbage_fills_no_more_than_the_table() {
        let mut vocabulary = Vocabulary::new(Lexicon::english());
        for number in 0..MOST_PLACES {
            vocabulary.of(&format!("q{number}"));
            assert!(vocabulary.count <= MOST_PLACES / 2);
        }
        assert!(vocabulary.of("the").rank().is_some());
    }
}
