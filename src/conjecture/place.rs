//! What stands beside a word, and what a reading costs there.

use super::neighbours::Neighbours;
use super::suspicion::Hypothesis;
use super::words::Word;
use crate::lexicon::{Entry, Lexicon, Rank};

/// What stands beside a word.
pub(super) struct Place {
    before_left: Option<Entry>,
    left: Option<Entry>,
    right: Option<Entry>,
    after_right: Option<Entry>,
}

/// What costs may differ by for the order in which they are added up, in nats.
const ROUNDING: f32 = 1e-3;

impl Place {
    /// The word before, or the beginning of the sentence.
    pub fn left(&self) -> Option<Rank> {
        self.left.map(|left| left.rank)
    }

    /// The word after.
    pub fn right(&self) -> Option<Rank> {
        self.right.map(|right| right.rank)
    }

    /// How many of its neighbours a reading of one word is known to stand beside.
    pub fn pairs_of(&self, lexicon: &Lexicon, reading: &Hypothesis) -> f32 {
        let lower = reading.text.to_lowercase();
        let rank = lexicon.rank(lower.strip_suffix("'s").unwrap_or(&lower));
        let seen = |left: Option<Rank>, right: Option<Rank>| match (left, right) {
            (Some(left), Some(right)) => f32::from(lexicon.pair_cost(left, right).is_some()),
            _ => 0.0,
        };
        seen(self.left(), rank) + seen(rank, self.right())
    }

    /// How often a word would stand beside one that no sentence has there.
    pub fn clashes(&self, lexicon: &Lexicon, word: Rank) -> f32 {
        let word = lexicon.entry(word);
        let twos = [self.left.zip(Some(word)), Some(word).zip(self.right)];
        let of_two = twos.into_iter().flatten().filter(|&(left, right)| lexicon.clash(left, right)).count();
        let around = |three: &Three| matches!(*three, [Some(a), Some(b), Some(c)] if Lexicon::clash_around(a, b, c));
        let of_three = self.threes(word).iter().filter(|three| around(three)).count();
        (of_two + of_three) as f32
    }

    /// The cost of a word here, and of the next one after it.
    pub fn cost(&self, lexicon: &Lexicon, word: Rank) -> f32 {
        let word = lexicon.entry(word);
        let of_next = self.right.map_or(0.0, |right| lexicon.entry_cost_after(Some(word), right));
        lexicon.entry_cost_after(self.left, word) + of_next + self.grammar_cost(lexicon, word)
    }

    /// The [cost](Self::cost) of a word; none where it is plain before all is added up that it is beyond `most`.
    pub fn cost_within(&self, neighbours: &Neighbours, word: Entry, most: f32) -> Option<f32> {
        let after_left = neighbours.cost_after(self.left, word);
        let grammar = self.grammar_cost(neighbours.lexicon, word);
        let plainly_beyond = after_left + grammar > most + ROUNDING;
        let of_next = || self.right.map_or(0.0, |right| neighbours.cost_after(Some(word), right));
        (!plainly_beyond).then(|| after_left + of_next() + grammar)
    }

    /// The cost of the word after this one, if nothing stood here.
    pub fn cost_without(&self, lexicon: &Lexicon) -> f32 {
        let Some(right) = self.right else { return 0.0 };
        lexicon.entry_cost_after(self.left, right)
            + grammar_cost(lexicon, [self.before_left, self.left, self.right])
            + grammar_cost(lexicon, [self.left, self.right, self.after_right])
    }

    /// What a word costs more or less here than its nearest neighbours tell, for what stands beyond them.
    fn grammar_cost(&self, lexicon: &Lexicon, word: Entry) -> f32 {
        let [first, second, third] = self.threes(word);
        grammar_cost(lexicon, first) + grammar_cost(lexicon, second) + grammar_cost(lexicon, third)
    }

    /// A word here with its neighbours, each three of them that stand in a row.
    fn threes(&self, word: Entry) -> [Three; 3] {
        [
            [self.before_left, self.left, Some(word)],
            [self.left, Some(word), self.right],
            [Some(word), self.right, self.after_right],
        ]
    }
}

/// Three words in a row, as far as there are so many.
type Three = [Option<Entry>; 3];

/// What the last of three words costs more or less for both others; nothing if they do not stand together.
fn grammar_cost(lexicon: &Lexicon, three: Three) -> f32 {
    match three {
        [Some(first), Some(second), Some(third)] => lexicon.grammar_cost(first, second, third),
        _ => 0.0,
    }
}

/// What the words of a passage cost where they stand. Each pair and each three is looked up once for all its words.
#[derive(Default)]
pub(super) struct Costs {
    words: Vec<Standing>,
}

/// A word where it stands.
#[derive(Default, Clone, Copy)]
struct Standing {
    left: Option<Entry>,
    word: Option<Entry>,
    /// Nothing parts it from the word before.
    follows: bool,
    /// What it costs after the word before.
    after_left: f32,
    /// What it costs more or less for the word before that.
    grammar: f32,
}

impl Costs {
    /// Those of these words, in place of others.
    pub fn measure(&mut self, neighbours: &Neighbours, words: &[Word]) {
        self.words.clear();
        let mut before = Standing::default();
        for word in words {
            let standing = Standing::of(neighbours, word, before);
            self.words.push(standing);
            before = standing;
        }
    }

    /// What stands beside a word.
    pub fn place(&self, at: usize) -> Place {
        let here = self.words[at];
        let before = at.checked_sub(1).filter(|_| here.follows).map(|before| self.words[before]);
        let before_left = here.left.and(before).and_then(|before| before.left);
        let right = self.right(at).and_then(|right| right.word);
        let after_right = right.and_then(|_| self.right(at + 1)).and_then(|beyond| beyond.word);
        Place { before_left, left: here.left, right, after_right }
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
    pub fn of_next(&self, at: usize) -> f32 {
        self.right(at).and_then(|right| right.word).map_or(0.0, Entry::cost)
    }

    /// The word after this one, if nothing parts them and it is known.
    fn right(&self, at: usize) -> Option<&Standing> {
        self.words.get(at + 1).filter(|next| next.follows && next.word.is_some())
    }
}

impl Standing {
    fn of(neighbours: &Neighbours, written: &Word, before: Self) -> Self {
        let lexicon = neighbours.lexicon;
        let word = written.rank(lexicon).map(|rank| lexicon.entry(rank));
        let follows = !written.opens_sentence && !written.parted;
        let left = if written.opens_sentence {
            lexicon.sentence_start().map(|rank| lexicon.entry(rank))
        } else {
            before.word.filter(|_| follows)
        };
        let after_left = word.map_or(0.0, |word| neighbours.cost_after(left, word));
        let grammar = if follows { grammar_cost(lexicon, [before.left, before.word, word]) } else { 0.0 };
        Self { left, word, follows, after_left, grammar }
    }
}
