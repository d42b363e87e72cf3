//! What an examiner remembers of the words it met.

use rustc_hash::FxHashMap;

use super::candidates::Candidates;
use super::harmless::LONGEST_SUSPECT;
use crate::lexicon::format::Form;
use crate::lexicon::{Lexicon, Rank};

/// Words of which it is remembered whether they are known.
pub(super) const MOST_KNOWN: usize = 1 << 15;
/// Words of which it is remembered what they may have read: that takes half a kilobyte each, and whoever types for a day
/// writes a new one at every other keystroke.
pub(super) const MOST_READ: usize = 1 << 12;

/// What a single mistake may have turned into listed words. Nearly every word of a text is asked for, so that most are
/// found by their rank.
#[derive(Default)]
pub(super) struct LookAlikes {
    /// Places in `met` counted from 1, by rank, of words spelt as they are listed, in small letters and with a capital;
    /// 0 for none.
    by_rank: [Vec<u32>; 2],
    /// Those words' lengths in bytes, with what they look like.
    met: Vec<(usize, Candidates)>,
    /// Those of other words, as of possessives.
    others: FxHashMap<String, Candidates>,
}

impl LookAlikes {
    /// Those of a listed word in this form, remembered or found now.
    pub fn of(
        &mut self,
        word: &str,
        rank: Rank,
        form: Form,
        lexicon: &Lexicon,
        find: impl FnOnce() -> Candidates,
    ) -> Candidates {
        let (which, at) = (usize::from(form == Form::Capital), rank.0 as usize);
        let number = self.by_rank[which].get(at).copied().unwrap_or_default() as usize;
        let met = number.checked_sub(1).and_then(|number| self.met.get(number));
        // A possessive rests on the same rank, and is longer.
        if let Some((_, found)) = met.filter(|(length, _)| *length == word.len()) {
            return Candidates::clone(found);
        }
        if lexicon.spelling(rank).len() != word.len() {
            return remembered(&mut self.others, MOST_READ, word, find);
        }
        let numbers = &mut self.by_rank[which];
        numbers.resize(numbers.len().max(at + 1), 0);
        let found = find();
        self.met.push((word.len(), Candidates::clone(&found)));
        numbers[at] = self.met.len() as u32;
        found
    }
}

/// What is remembered of a word, or found out now. A memory of the most that it may hold is emptied.
pub(super) fn remembered<T: Clone>(
    memory: &mut FxHashMap<String, T>,
    most: usize,
    word: &str,
    find: impl FnOnce() -> T,
) -> T {
    if let Some(known) = memory.get(word) {
        return known.clone();
    }
    if memory.len() >= most {
        memory.clear();
    }
    let found = find();
    if word.len() <= LONGEST_SUSPECT {
        memory.insert(word.to_owned(), found.clone());
    }
    found
}
