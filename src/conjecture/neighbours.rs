//! What words cost after one another, remembered: a text has its frequent pairs again and again.

use std::cell::Cell;

use crate::lexicon::{Entry, Lexicon, Rank};

/// A lexicon with the pairs of words met of late.
pub(super) struct Neighbours<'l> {
    pub lexicon: &'l Lexicon,
    met: Box<[Cell<Pair>]>,
}

/// Two words, and what the second costs after the first.
#[derive(Clone, Copy)]
struct Pair {
    words: (Rank, Rank),
    cost: f32,
}

impl Pair {
    /// No pair that is asked for.
    const NONE: Self = Self { words: (Rank(u32::MAX), Rank(u32::MAX)), cost: 0.0 };
}

impl<'l> Neighbours<'l> {
    /// How many pairs are remembered, as a power of two: a tenth of a megabyte in all, that they may stay close at hand.
    const BITS: u32 = 13;

    /// None met yet.
    pub fn new(lexicon: &'l Lexicon) -> Self {
        Self { lexicon, met: vec![Cell::new(Pair::NONE); 1 << Self::BITS].into_boxed_slice() }
    }

    /// [What a word costs](Lexicon::entry_cost_after) after another.
    pub fn cost_after(&self, left: Option<Entry>, right: Entry) -> f32 {
        let Some(before) = left else { return right.cost() };
        let words = (before.rank, right.rank);
        let spread = words.0.0.wrapping_mul(0x9E37_79B1) ^ words.1.0.wrapping_mul(0x85EB_CA77);
        let place = &self.met[(spread >> (u32::BITS - Self::BITS)) as usize];
        if place.get().words != words {
            place.set(Pair { words, cost: self.lexicon.entry_cost_after(left, right) });
        }
        place.get().cost
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn remembers_what_the_lexicon_tells() {
        let lexicon = Lexicon::english();
        let neighbours = Neighbours::new(lexicon);
        // More pairs than are remembered, each asked for twice.
        for left in (0..4_000).step_by(40) {
            for right in (0..4_000).step_by(20).chain(0..4) {
                let (left, right) = (Rank(left), Rank(right));
                let (first, second) = (lexicon.entry(left), lexicon.entry(right));
                for _ in 0..2 {
                    assert_eq!(neighbours.cost_after(Some(first), second), lexicon.cost_after(Some(left), right));
                }
                assert_eq!(neighbours.cost_after(None, second), lexicon.cost(right));
            }
        }
    }
}
