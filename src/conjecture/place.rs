//! What stands beside a word, and what a reading costs there.

use super::suspicion::Hypothesis;
use super::words::Word;
use crate::lexicon::{Lexicon, Rank};

/// What stands beside a word.
pub(super) struct Place {
    before_left: Option<Rank>,
    pub left: Option<Rank>,
    pub right: Option<Rank>,
    after_right: Option<Rank>,
}

/// Two words beside each other, and what the right one costs after the left one.
pub(super) struct Pair {
    words: (Rank, Rank),
    cost: f32,
}

impl Place {
    pub fn of(lexicon: &Lexicon, words: &[Word], at: usize) -> Self {
        let left = before(lexicon, words, at);
        let before_left =
            left.filter(|_| at > 0 && !words[at].opens_sentence).and_then(|_| before(lexicon, words, at - 1));
        let right = after(lexicon, words, at);
        let after_right = right.and_then(|_| after(lexicon, words, at + 1));
        Self { before_left, left, right, after_right }
    }

    /// How many of its neighbours a reading of one word is known to stand beside.
    pub fn pairs_of(&self, lexicon: &Lexicon, reading: &Hypothesis) -> f32 {
        let rank = lexicon.rank(&reading.text.to_lowercase());
        let seen = |left: Option<Rank>, right: Option<Rank>| match (left, right) {
            (Some(left), Some(right)) => f32::from(lexicon.pair_cost(left, right).is_some()),
            _ => 0.0,
        };
        seen(self.left, rank) + seen(rank, self.right)
    }

    /// The cost of a word here, and of the next one after it.
    pub fn cost(&self, lexicon: &Lexicon, word: Rank) -> f32 {
        lexicon.cost_after(self.left, word)
            + self.right.map_or(0.0, |right| lexicon.cost_after(Some(word), right))
            + self.grammar_cost(lexicon, word)
    }

    /// The [cost](Self::cost) of the word that stands here. `last` is the pair that was looked at last, which the words of
    /// a passage, asked for one after the other, share.
    pub fn cost_of_written(&self, lexicon: &Lexicon, word: Rank, last: &mut Option<Pair>) -> f32 {
        let before = match last {
            Some(pair) if self.left == Some(pair.words.0) && word == pair.words.1 => pair.cost,
            _ => lexicon.cost_after(self.left, word),
        };
        let after = self.right.map_or(0.0, |right| {
            let cost = lexicon.cost_after(Some(word), right);
            *last = Some(Pair { words: (word, right), cost });
            cost
        });
        before + after + self.grammar_cost(lexicon, word)
    }

    /// The cost of the word after this one, if nothing stood here.
    pub fn cost_without(&self, lexicon: &Lexicon) -> f32 {
        let Some(right) = self.right else { return 0.0 };
        let three = |first, second, third| match (first, second, third) {
            (Some(first), Some(second), Some(third)) => lexicon.grammar_cost(first, second, third),
            _ => 0.0,
        };
        lexicon.cost_after(self.left, right)
            + three(self.before_left, self.left, self.right)
            + three(self.left, self.right, self.after_right)
    }

    /// What a word costs more or less here than its nearest neighbours tell, for what stands beyond them.
    fn grammar_cost(&self, lexicon: &Lexicon, word: Rank) -> f32 {
        let threes = [
            (self.before_left, self.left, Some(word)),
            (self.left, Some(word), self.right),
            (Some(word), self.right, self.after_right),
        ];
        let cost = |three| match three {
            (Some(first), Some(second), Some(third)) => lexicon.grammar_cost(first, second, third),
            _ => 0.0,
        };
        threes.into_iter().map(cost).sum()
    }
}

/// The word before one, or the beginning of its sentence, if nothing parts them.
fn before(lexicon: &Lexicon, words: &[Word], at: usize) -> Option<Rank> {
    if words[at].opens_sentence {
        lexicon.sentence_start()
    } else if words[at].parted || at == 0 {
        None
    } else {
        words[at - 1].rank(lexicon)
    }
}

/// The word after one, if nothing parts them.
fn after(lexicon: &Lexicon, words: &[Word], at: usize) -> Option<Rank> {
    words.get(at + 1).filter(|next| !next.opens_sentence && !next.parted).and_then(|next| next.rank(lexicon))
}
