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

/// What costs may differ by for the order in which they are added up, in nats.
const ROUNDING: f32 = 1e-3;

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

    /// How often a word would stand beside one that no sentence has there.
    pub fn clashes(&self, lexicon: &Lexicon, word: Rank) -> f32 {
        let two = |left: Option<Rank>, right: Option<Rank>| left.zip(right).is_some_and(|(l, r)| lexicon.clash(l, r));
        let around = |three: Three| whole(three).is_some_and(|(a, b, c)| lexicon.clash_around(a, b, c));
        let twos = u8::from(two(self.left, Some(word))) + u8::from(two(Some(word), self.right));
        let threes: u8 = self.threes(word).into_iter().map(|three| u8::from(around(three))).sum();
        f32::from(twos + threes)
    }

    /// The cost of a word here, and of the next one after it.
    pub fn cost(&self, lexicon: &Lexicon, word: Rank) -> f32 {
        lexicon.cost_after(self.left, word)
            + self.right.map_or(0.0, |right| lexicon.cost_after(Some(word), right))
            + self.grammar_cost(lexicon, word)
    }

    /// The [cost](Self::cost) of a word; none where it is plain before all is added up that it is beyond `most`.
    pub fn cost_within(&self, lexicon: &Lexicon, word: Rank, most: f32) -> Option<f32> {
        let after_left = lexicon.cost_after(self.left, word);
        let grammar = self.grammar_cost(lexicon, word);
        let plainly_beyond = after_left + grammar > most + ROUNDING;
        let of_next = || self.right.map_or(0.0, |right| lexicon.cost_after(Some(word), right));
        (!plainly_beyond).then(|| after_left + of_next() + grammar)
    }

    /// The cost of the word after this one, if nothing stood here.
    pub fn cost_without(&self, lexicon: &Lexicon) -> f32 {
        let Some(right) = self.right else { return 0.0 };
        let threes = [(self.before_left, self.left, self.right), (self.left, self.right, self.after_right)];
        lexicon.cost_after(self.left, right) + cost_of_threes(lexicon, threes)
    }

    /// What a word costs more or less here than its nearest neighbours tell, for what stands beyond them.
    fn grammar_cost(&self, lexicon: &Lexicon, word: Rank) -> f32 {
        cost_of_threes(lexicon, self.threes(word))
    }

    /// A word here with its neighbours, each three of them that stand in a row.
    fn threes(&self, word: Rank) -> [Three; 3] {
        [
            (self.before_left, self.left, Some(word)),
            (self.left, Some(word), self.right),
            (Some(word), self.right, self.after_right),
        ]
    }
}

/// Three words in a row, as far as there are so many.
type Three = (Option<Rank>, Option<Rank>, Option<Rank>);

fn whole(three: Three) -> Option<(Rank, Rank, Rank)> {
    Some((three.0?, three.1?, three.2?))
}

fn cost_of_threes(lexicon: &Lexicon, threes: impl IntoIterator<Item = Three>) -> f32 {
    threes.into_iter().filter_map(whole).map(|(a, b, c)| lexicon.grammar_cost(a, b, c)).sum()
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

/// What the words of a passage cost where they stand. Each pair and each three is looked up once for all its words.
#[derive(Default)]
pub(super) struct Costs {
    words: Vec<Standing>,
}

/// A word where it stands.
#[derive(Default, Clone, Copy)]
struct Standing {
    left: Option<Rank>,
    rank: Option<Rank>,
    /// Nothing parts it from the word before.
    follows: bool,
    /// What it costs after the word before.
    after_left: f32,
    /// What it costs more or less for the word before that.
    grammar: f32,
}

impl Costs {
    /// Those of these words, in place of others.
    pub fn measure(&mut self, lexicon: &Lexicon, words: &[Word]) {
        self.words.clear();
        let mut before = Standing::default();
        for word in words {
            let standing = Standing::of(lexicon, word, before);
            self.words.push(standing);
            before = standing;
        }
    }

    /// The [cost](Place::cost) of the word that stands here.
    pub fn of_written(&self, at: usize) -> f32 {
        let here = self.words[at];
        match self.right(at) {
            None => here.after_left + here.grammar,
            Some(right) => {
                let beyond = self.right(at + 1).map_or(0.0, |beyond| beyond.grammar);
                here.after_left + right.after_left + (here.grammar + right.grammar + beyond)
            }
        }
    }

    /// What the word after this one costs by itself.
    pub fn of_next(&self, lexicon: &Lexicon, at: usize) -> f32 {
        self.right(at).and_then(|right| right.rank).map_or(0.0, |right| lexicon.cost(right))
    }

    /// The word after this one, if nothing parts them and it is known.
    fn right(&self, at: usize) -> Option<&Standing> {
        self.words.get(at + 1).filter(|next| next.follows && next.rank.is_some())
    }
}

impl Standing {
    fn of(lexicon: &Lexicon, word: &Word, before: Self) -> Self {
        let rank = word.rank(lexicon);
        let follows = !word.opens_sentence && !word.parted;
        let left = if word.opens_sentence { lexicon.sentence_start() } else { before.rank.filter(|_| follows) };
        let after_left = rank.map_or(0.0, |rank| lexicon.cost_after(left, rank));
        let three = before.left.filter(|_| follows).zip(before.rank).zip(rank);
        let grammar = three.map_or(0.0, |((first, second), third)| lexicon.grammar_cost(first, second, third));
        Self { left, rank, follows, after_left, grammar }
    }
}
