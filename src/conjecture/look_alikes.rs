//! What the listed words met look like, so that each is looked up once.

use super::candidates::Candidates;
use crate::lexicon::format::Form;
use crate::lexicon::memory::Memory;
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
