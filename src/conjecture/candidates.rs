//! Candidate words for a garbled one: a walk through the lexicon along the garbled word.
//!
//! The walk goes through the word from left to right and keeps, at each place, the best few ways to have
//! come there: a node of the lexicon's automaton and the cost of the mistakes so far. So its time is linear
//! in the length of the word, and what it remembers is bounded. A way is judged by its cost and by the most
//! frequent word it can still reach, which the automaton tells at every node. Words one mistake away are found by a
//! search of their own (`one_mistake`), so that none is lost among the ways of several. It comes first: where it finds a
//! plain mistake nobody walks on, and elsewhere what it finds tells how dear the words of several mistakes may be.

use std::sync::Arc;

use super::beam::{Beam, Way};
use super::coarse::Coarse;
use super::confusions::{self, Confusions};
use super::one_mistake::OneMistake;
use super::sign::{Read, Sign};
use crate::lexicon::automaton::{Edge, Letters};
use crate::lexicon::{Lexicon, Rank};

/// Longer words are left alone: no word of the language is near them.
pub const LONGEST_WORD: usize = 32;
/// No word is taken to be damaged beyond this, in nats: two mistakes, and a common third.
const DEAREST: f32 = 22.0;
/// Ways at a place from which any letter is guessed.
const GUESSING_WAYS: usize = 4;
/// Words this much dearer than the best one found are not told, in nats.
pub(super) const FAR_DEARER: f32 = 5.0;
/// A plain mistake costs less than this, in nats.
const PLAIN_MISTAKE: f32 = 6.0;
/// A word and the plain mistake in it cost less than this, in nats.
const PLAIN: f32 = 17.0;
/// What a word may cost that is looked for by counted mistakes alone, damage and word together, in nats.
const DEAREST_KNOWN: f32 = 20.0;
/// Candidates returned.
const CANDIDATES: usize = 16;

/// Candidates for a word, the most probable first.
pub type Candidates = Arc<[Candidate]>;

/// A word that may have been meant.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Candidate {
    /// The word.
    pub rank: Rank,
    /// What the damage cost, in nats.
    pub damage: f32,
    /// What the word costs by itself, in nats.
    pub cost: f32,
    /// Whether a capital was misread at its beginning.
    pub capital: bool,
}

impl Candidate {
    /// Damage and word together.
    #[must_use]
    pub fn total(&self) -> f32 {
        self.damage + self.cost
    }

    /// Whether a frequent mistake in a word that is not rare explains all: nobody looks for several mistakes then.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        self.damage < PLAIN_MISTAKE && self.total() < PLAIN
    }
}

/// How far the search for candidates goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Effort {
    /// The mistakes that were counted.
    Known,
    /// Also any letter for any other.
    Guessing,
}

impl Effort {
    /// What a word may cost, damage and word together, that is looked for among those of several mistakes, in nats.
    #[must_use]
    pub fn dearest(self) -> f32 {
        match self {
            Self::Known => DEAREST_KNOWN,
            Self::Guessing => f32::MAX,
        }
    }
}

/// Searches the lexicon for what garbled words may have read; it keeps its tables from word to word.
pub struct Search<'l> {
    lexicon: &'l Lexicon,
    confusions: &'l Confusions,
    coarse: Coarse,
    one_mistake: OneMistake<'l>,
    /// The ways to each place.
    places: Vec<Beam>,
    /// The ways that are gone on with.
    ways: Vec<Way>,
    /// The sign that the walk has come to.
    sign: Sign<'l>,
    /// The words found.
    found: Vec<Candidate>,
    /// Words that cost more are not wanted any more.
    limit: f32,
}

impl<'l> Search<'l> {
    /// A search in this lexicon by these mistakes.
    #[must_use]
    pub fn new(lexicon: &'l Lexicon, confusions: &'l Confusions) -> Self {
        Self {
            lexicon,
            confusions,
            coarse: Coarse::of(lexicon),
            one_mistake: OneMistake::new(lexicon, confusions),
            places: Vec::new(),
            ways: Vec::new(),
            sign: Sign::default(),
            found: Vec::new(),
            limit: f32::MAX,
        }
    }

    /// The words that may have been meant by `read`, the most probable first.
    #[must_use]
    pub fn candidates(&mut self, read: &str, effort: Effort) -> Candidates {
        if read.is_empty() || read.len() > LONGEST_WORD {
            return Candidates::default();
        }
        let read = Read::new(read);
        self.found.extend(self.one_mistake.candidates(read, DEAREST, effort));
        let best = self.found.iter().min_by(|a, b| a.total().total_cmp(&b.total()));
        if !best.is_some_and(Candidate::is_plain) {
            self.limit = best.map_or(f32::MAX, |best| best.total() + FAR_DEARER).min(effort.dearest());
            self.run(read, effort);
        }
        best_of(&mut self.found)
    }

    /// The words that a single counted mistake may have turned into the listed word `read`, which has no capital but
    /// perhaps at its beginning; the most probable first.
    #[must_use]
    pub fn look_alikes(&mut self, read: &str) -> Candidates {
        self.one_mistake.look_alikes(read)
    }

    /// Keeps the best ways to each place of the word in turn, and finds the words that whole ways make.
    fn run(&mut self, read: Read, effort: Effort) {
        let length = read.text.len();
        if self.places.len() <= length {
            self.places.resize_with(length + 1, Beam::default);
        }
        self.places[..=length].iter_mut().for_each(|place| place.clear(self.limit));
        let beginning = self.beginning();
        self.places[0].keep(beginning);
        for (at, sign) in read.text.char_indices() {
            self.leave(read, at, sign, effort);
        }
        let mut whole = std::mem::take(&mut self.ways);
        whole.clear();
        whole.extend_from_slice(self.places[length].best());
        for way in &whole {
            self.arrive(way);
            if effort == Effort::Guessing {
                self.lose_last(way);
            }
        }
        self.ways = whole;
    }

    /// Goes on from a place by all its ways, the cheapest first.
    fn leave(&mut self, read: Read, at: usize, sign: char, effort: Effort) {
        let (mut ways, mut here) = (std::mem::take(&mut self.ways), std::mem::take(&mut self.sign));
        ways.clear();
        ways.extend_from_slice(self.places[at].best());
        here.come_to(read, at, sign, self.confusions);
        for (number, way) in ways.iter().enumerate() {
            let guessing = effort == Effort::Guessing && number < GUESSING_WAYS;
            self.pass_over(&here, way);
            for edge in self.lexicon.automaton().edges(way.node).filter(|edge| here.may_be(edge.letter)) {
                self.step(&here, way, edge);
            }
            if guessing {
                self.guess(&here, way);
            }
        }
        (self.ways, self.sign) = (ways, here);
    }

    /// The sign is a speck.
    fn pass_over(&mut self, here: &Sign, way: &Way) {
        let beyond = way.damaged_by(way.price(here.stray));
        if beyond.damage < DEAREST {
            self.places[here.next].keep(beyond);
        }
    }

    /// The sign was read rightly, or by a mistake that was counted: the letter over which the way goes on is the first
    /// that was meant.
    fn step(&mut self, here: &Sign, way: &Way, edge: Edge) {
        if here.lower()[0] == edge.letter {
            self.keep(here.next, way, edge, way.price(here.rightly), &here.lower()[1..], false);
        }
        for meant in here.meant_from(edge.letter) {
            self.keep(meant.next, way, edge, meant.costs[usize::from(way.damaged)], meant.rest, meant.capital);
        }
    }

    /// Any letter in place of the sign, or lost before it, if what is ahead is right.
    fn guess(&mut self, here: &Sign, way: &Way) {
        let words = self.lexicon.automaton();
        if let Some(ahead) = here.ahead_with_it() {
            for edge in words.edges(way.node).filter(|edge| edge.ahead.meet(ahead.first)) {
                let lost = way.price(self.confusions.lost(edge.letter));
                self.keep(ahead.end, way, edge, lost, ahead.letters(), false);
            }
        }
        if let Some(ahead) = here.ahead_without_it() {
            let others = words.edges(way.node).filter(|edge| edge.letter != here.letter);
            for edge in others.filter(|edge| edge.ahead.meet(ahead.first)) {
                let any = way.price(confusions::any_letter(here.letter, edge.letter));
                self.keep(ahead.end, way, edge, any, ahead.letters(), false);
            }
        }
    }

    /// Goes on over an edge at a cost, follows the letters after it, and keeps the way at a place.
    fn keep(&mut self, place: usize, way: &Way, edge: Edge, cost: f32, letters: &[u8], capital: bool) {
        let damage = way.damage + cost;
        if damage > DEAREST || !self.places[place].admits(damage + way.least) {
            return;
        }
        if let Some(on) = self.follow(way.over(edge), edge.ahead, letters) {
            let (least, damaged) = (self.lexicon.cost(Rank(on.rank)), way.damaged || cost > 0.0);
            self.places[place].keep(Way { damage, least, damaged, capital: way.capital || capital, ..on });
        }
    }

    /// The last letter may be lost.
    fn lose_last(&mut self, way: &Way) {
        for edge in self.lexicon.automaton().edges(way.node) {
            let lost = way.price(self.confusions.lost(edge.letter));
            self.arrive(&way.over(edge).damaged_by(lost));
        }
    }

    /// Follows letters that were read rightly, where `ahead` are those with which the way goes on.
    fn follow(&self, way: Way, ahead: Letters, letters: &[u8]) -> Option<Way> {
        let (mut on, mut ahead) = (way, ahead);
        for &letter in letters {
            if !ahead.meet(Letters::of(letter)) {
                return None;
            }
            let edge = self.lexicon.automaton().follow(on.node, letter)?;
            (on, ahead) = (on.over(edge), edge.ahead);
        }
        Some(on)
    }

    /// The way of which nothing is gone yet.
    fn beginning(&self) -> Way {
        Way::beginning(self.lexicon.cost(Rank(0)))
    }

    /// Finds the word that ends where a way leads, if one does and no other is far cheaper.
    fn arrive(&mut self, way: &Way) {
        if way.damage <= 0.0 || way.damage > DEAREST || way.bound() > self.limit {
            return;
        }
        let Some(end) = self.lexicon.automaton().end(way.node) else { return };
        let rank = Rank(way.rank + end);
        let found = Candidate { rank, damage: way.damage, cost: self.lexicon.cost(rank), capital: way.capital };
        if found.total() > self.limit || !self.coarse.allows(rank, way.damage) {
            return;
        }
        self.limit = self.limit.min(found.total() + FAR_DEARER);
        add(&mut self.found, found);
    }
}

/// Adds a word, or the cheaper way to have meant it.
pub(super) fn add(found: &mut Vec<Candidate>, candidate: Candidate) {
    match found.iter_mut().find(|other| other.rank == candidate.rank) {
        Some(other) if other.damage > candidate.damage => *other = candidate,
        Some(_) => {}
        None => found.push(candidate),
    }
}

/// Takes the best of the words found, the most probable first.
pub(super) fn best_of(found: &mut Vec<Candidate>) -> Candidates {
    found.sort_unstable_by(|a, b| a.total().total_cmp(&b.total()).then(a.rank.cmp(&b.rank)));
    let most = found.first().map_or(0.0, |best| best.total() + FAR_DEARER);
    found.retain(|candidate| candidate.total() <= most);
    found.truncate(CANDIDATES);
    found.drain(..).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn readings(read: &str) -> Vec<&'static str> {
        let lexicon = Lexicon::english();
        let found = Search::new(lexicon, Confusions::of_ocr()).candidates(read, Effort::Guessing);
        found.iter().map(|candidate| lexicon.spelling(candidate.rank)).collect()
    }

    #[test]
    fn letters_lost_or_never_counted_are_guessed() {
        assert!(readings("afte").contains(&"after"));
        assert!(readings("orkhouse").contains(&"workhouse"));
    }

    #[test]
    fn coarse_words_are_proposed_only_for_what_is_near_them() {
        assert!(readings("rapc").contains(&"rape"));
        assert!(!readings("Kapo").contains(&"rape"));
    }
}
