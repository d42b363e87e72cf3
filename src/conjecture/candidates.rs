//! Candidate words for a garbled one: a walk through the lexicon along the garbled word.
//!
//! The walk goes through the word from left to right and keeps, at each place, the best few ways to have
//! come there: a node of the lexicon's automaton and the cost of the mistakes so far. So its time is linear
//! in the length of the word, and what it remembers is bounded. A way is judged by its cost and by the most
//! frequent word it can still reach, which the automaton tells at every node.

use std::sync::Arc;

use super::beam::{Beam, Way, in_company};
use super::coarse::Coarse;
use super::confusions::{self, Confusion, Confusions};
use crate::lexicon::automaton::{Edge, Letters, Steps};
use crate::lexicon::{Lexicon, Rank};

/// Longer words are left alone: no word of the language is near them.
pub const LONGEST_WORD: usize = 32;
/// No word is taken to be damaged beyond this, in nats: two mistakes, and a common third.
const DEAREST: f32 = 22.0;
/// Ways at a place from which any letter is guessed, once the known mistakes explain nothing.
const GUESSING_WAYS: usize = 16;
/// A word explained this well, damage and word together, needs no guesses, in nats.
const WELL_EXPLAINED: f32 = 0.0;
/// A guess that is this much dearer than the best word that counted mistakes explain is not looked for, in nats.
const FAR_DEARER: f32 = 8.0;
/// Candidates returned.
const CANDIDATES: usize = 16;
/// A listed word is taken for another only if the one mistake costs no more, in nats.
const DEAREST_OF_ONE: f32 = 8.0;
/// The same for short words, which are made of one another by mistakes that nobody counted too.
const DEAREST_OF_ONE_IN_SHORT: f32 = 9.5;
/// Letters of a short word.
const SHORT: usize = 4;

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
}

/// How far the search for candidates goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Effort {
    /// The mistakes that were counted.
    Known,
    /// Also any letter for any other, once those explain nothing.
    Guessing,
}

/// Searches the lexicon for what garbled words may have read; it keeps its tables from word to word.
pub struct Search<'l> {
    lexicon: &'l Lexicon,
    confusions: &'l Confusions,
    coarse: Coarse,
    /// The ways to each place.
    places: Vec<Beam>,
    /// The ways that are gone on with.
    ways: Vec<Way>,
    /// The mistakes that may have been made at a place.
    mistakes: Vec<Mistake<'l>>,
    /// The words found.
    found: Vec<Candidate>,
}

/// A garbled word on its way through the search.
#[derive(Clone, Copy)]
struct Read<'r> {
    text: &'r str,
    /// The word is in capitals, so a capital inside it is no mistake.
    all_capitals: bool,
}

impl<'r> Read<'r> {
    fn new(text: &'r str) -> Self {
        let (capitals, smalls) = text.bytes().fold((0, 0), |(capitals, smalls), byte| {
            (capitals + usize::from(byte.is_ascii_uppercase()), smalls + usize::from(byte.is_ascii_lowercase()))
        });
        Self { text, all_capitals: capitals > 1 && capitals > smalls }
    }

    /// What a counted mistake costs at a place, before its company is looked at.
    fn cost_of(self, confusion: &Confusion, at: usize) -> f32 {
        confusion.cost + if confusion.capital && at > 0 && !self.all_capitals { 1.5 } else { 0.0 }
    }

    /// What it costs to have read a sign rightly, but perhaps in the wrong case.
    fn cost_of_case(self, sign: char, at: usize) -> f32 {
        if sign.is_uppercase() && at > 0 && !self.all_capitals { confusions::WRONG_CASE } else { 0.0 }
    }
}

/// A sign of the garbled word.
struct Sign {
    /// Where it stands.
    at: usize,
    /// Where the next one does.
    next: usize,
    /// In small letters.
    lower: char,
    /// What it costs to have read it rightly.
    rightly: f32,
    /// What it costs to be a speck.
    stray: f32,
}

/// A counted mistake that may have been made at a place.
struct Mistake<'l> {
    meant: &'l [u8],
    /// Where what was read for it ends.
    next: usize,
    capital: bool,
    /// What it costs as the first mistake of a way, and as another.
    costs: [f32; 2],
}

impl<'l> Mistake<'l> {
    fn new(read: Read, at: usize, confusion: &'l Confusion) -> Self {
        let cost = read.cost_of(confusion, at);
        Self {
            meant: confusion.meant.as_bytes(),
            next: at + confusion.read.len(),
            capital: at == 0 && confusion.capital,
            costs: [cost, in_company(cost)],
        }
    }
}

/// The next two signs, or what is left of the word: where they are right, a guess is believed.
struct Ahead {
    letters: [u8; 2],
    /// The first of them, or any letter if nothing is left.
    first: Letters,
    count: usize,
    end: usize,
}

impl Ahead {
    /// The signs from a place on; none if they are no whole ones.
    fn of(read: Read, at: usize) -> Option<Self> {
        let rest = &read.text.as_bytes()[at..];
        let count = rest.len().min(2);
        let letter = |number: usize| rest.get(number).map_or(0, u8::to_ascii_lowercase);
        let first = if count == 0 { Letters::ALL } else { Letters::of(letter(0)) };
        let ahead = Self { letters: [letter(0), letter(1)], first, count, end: at + count };
        read.text.is_char_boundary(ahead.end).then_some(ahead)
    }
}

/// The dearest mistake by which a listed word is taken for another.
fn dearest_of_one(read: Read) -> f32 {
    if read.text.len() <= SHORT { DEAREST_OF_ONE_IN_SHORT } else { DEAREST_OF_ONE }
}

impl<'l> Search<'l> {
    /// A search in this lexicon by these mistakes.
    #[must_use]
    pub fn new(lexicon: &'l Lexicon, confusions: &'l Confusions) -> Self {
        let coarse = Coarse::of(lexicon);
        Self {
            lexicon,
            confusions,
            coarse,
            places: Vec::new(),
            ways: Vec::new(),
            mistakes: Vec::new(),
            found: Vec::new(),
        }
    }

    /// The words that may have been meant by `read`, the most probable first.
    #[must_use]
    pub fn candidates(&mut self, read: &str, effort: Effort) -> Candidates {
        if read.is_empty() || read.len() > LONGEST_WORD {
            return Candidates::default();
        }
        let read = Read::new(read);
        self.run(read, false, f32::MAX);
        let best = self.found.iter().map(Candidate::total).fold(f32::MAX, f32::min);
        if effort == Effort::Guessing && best > WELL_EXPLAINED {
            self.run(read, true, best + FAR_DEARER);
        }
        self.take_found()
    }

    /// The words that a single counted mistake may have turned into the listed word `read`.
    #[must_use]
    pub fn look_alikes(&mut self, read: &str) -> Candidates {
        if read.is_empty() || read.len() > LONGEST_WORD || !read.is_ascii() {
            return Candidates::default();
        }
        let read = Read::new(read);
        let mut way = Some(Way::BEGINNING);
        for (at, sign) in read.text.char_indices() {
            let Some(here) = way else { break };
            self.one_mistake(read, at, &here);
            way = self.rightly(read, at, sign, &here);
        }
        if let Some(whole) = way {
            let dearest = dearest_of_one(read);
            self.lose_last(&whole);
            self.found.retain(|candidate| candidate.damage <= dearest);
        }
        self.take_found()
    }

    /// The best of the words found, the most probable first.
    fn take_found(&mut self) -> Candidates {
        self.found.sort_unstable_by(|a, b| a.total().total_cmp(&b.total()));
        self.found.truncate(CANDIDATES);
        self.found.drain(..).collect()
    }

    /// A mistake at this place, all that follows read rightly.
    fn one_mistake(&mut self, read: Read, at: usize, way: &Way) {
        let (confusions, dearest) = (self.confusions, dearest_of_one(read));
        let affordable = dearest - way.damage;
        let steps = self.lexicon.automaton().steps(way.node);
        for confusion in confusions.at(&read.text[at..]) {
            let cost = read.cost_of(confusion, at);
            if cost <= affordable
                && let Some(on) = self.walk(way, &steps, confusion.meant.as_bytes(), way.price(cost))
            {
                let capital = at == 0 && confusion.capital;
                self.finish(read, at + confusion.read.len(), Way { capital, ..on }, dearest);
            }
        }
        let stray = confusions.stray(char::from(read.text.as_bytes()[at]));
        if stray <= affordable {
            self.finish(read, at + 1, Way { damage: way.damage + stray, damaged: true, ..*way }, dearest);
        }
        let next = Letters::of(read.text.as_bytes()[at].to_ascii_lowercase());
        for edge in steps.edges().filter(|edge| edge.ahead.meet(next)) {
            let lost = confusions.lost(edge.letter);
            if lost <= affordable {
                let on = Way { damage: way.damage + lost, damaged: true, ..*way };
                self.finish(read, at, on.over(edge), dearest);
            }
        }
    }

    /// Reads the rest of a word rightly.
    fn finish(&mut self, read: Read, next: usize, way: Way, dearest: f32) {
        let mut on = way;
        for (at, sign) in read.text[next..].char_indices() {
            match self.rightly(read, next + at, sign, &on) {
                Some(further) => on = further,
                None => return,
            }
        }
        if on.damage <= dearest {
            self.arrive(&on);
        }
    }

    /// Follows a sign of a plain word that was read rightly, but perhaps in the wrong case.
    fn rightly(&self, read: Read, at: usize, sign: char, way: &Way) -> Option<Way> {
        let edge = self.lexicon.automaton().follow(way.node, (sign as u8).to_ascii_lowercase())?;
        let cost = way.price(read.cost_of_case(sign, at));
        Some(Way { damage: way.damage + cost, damaged: way.damaged || cost > 0.0, ..way.over(edge) })
    }

    /// Keeps the best ways to each place of the word in turn, and finds the words that whole ways make.
    /// Words that cost `limit` are not looked for.
    fn run(&mut self, read: Read, guesses: bool, limit: f32) {
        let length = read.text.len();
        if self.places.len() <= length {
            self.places.resize_with(length + 1, Beam::default);
        }
        self.places[..=length].iter_mut().for_each(|place| place.clear(limit));
        self.places[0].keep(Way::BEGINNING);
        for (at, sign) in read.text.char_indices() {
            self.leave(read, at, sign, guesses);
        }
        let mut whole = std::mem::take(&mut self.ways);
        whole.clear();
        whole.extend(self.places[length].best());
        for way in &whole {
            self.arrive(way);
            if guesses {
                self.lose_last(way);
            }
        }
        self.ways = whole;
    }

    /// Goes on from a place by all its ways, the cheapest first.
    fn leave(&mut self, read: Read, at: usize, sign: char, guesses: bool) {
        let mut ways = std::mem::take(&mut self.ways);
        ways.clear();
        ways.extend(self.places[at].best());
        let here = Sign {
            at,
            next: at + sign.len_utf8(),
            lower: sign.to_lowercase().next().unwrap_or(sign),
            rightly: read.cost_of_case(sign, at),
            stray: self.confusions.stray(sign),
        };
        let ahead = [Ahead::of(read, here.at), Ahead::of(read, here.next)];
        let read_so = read.text.as_bytes()[at].to_ascii_lowercase();
        self.mistakes.clear();
        let confusions = self.confusions.at(&read.text[at..]);
        self.mistakes.extend(confusions.map(|confusion| Mistake::new(read, at, confusion)));
        for (number, way) in ways.iter().enumerate() {
            let steps = self.lexicon.automaton().steps(way.node);
            self.step(&here, way, &steps);
            if guesses && number < GUESSING_WAYS {
                self.guess(read_so, &ahead, way, &steps);
            }
        }
        self.ways = ways;
    }

    /// The sign was read rightly, or by a mistake that was counted, or is a speck.
    fn step(&mut self, here: &Sign, way: &Way, steps: &Steps) {
        let mut buffer = [0; 4];
        let letters = here.lower.encode_utf8(&mut buffer).as_bytes();
        if let Some(on) = self.walk(way, steps, letters, way.price(here.rightly)) {
            self.places[here.next].keep(on);
        }
        for number in 0..self.mistakes.len() {
            let mistake = &self.mistakes[number];
            let (cost, beyond) = (mistake.costs[usize::from(way.damaged)], mistake.next);
            if !self.places[beyond].admits(way.bound + cost) {
                continue;
            }
            if let Some(on) = self.walk(way, steps, mistake.meant, cost) {
                let capital = way.capital || mistake.capital;
                self.places[beyond].keep(Way { capital, ..on });
            }
        }
        let cost = way.price(here.stray);
        if way.damage + cost < DEAREST {
            let (damage, bound) = (way.damage + cost, way.bound + cost);
            self.places[here.next].keep(Way { damage, bound, damaged: true, ..*way });
        }
    }

    /// Any letter in place of the sign, or lost before it, if what is ahead is right.
    fn guess(&mut self, read_so: u8, ahead: &[Option<Ahead>; 2], way: &Way, steps: &Steps) {
        let (confusions, least) = (self.confusions, self.lexicon.cost(Rank(way.rank)));
        let mut resume = |ahead: &Option<Ahead>, guessed: Edge, cost: f32| {
            let Some(ahead) = ahead.as_ref().filter(|ahead| guessed.ahead.meet(ahead.first)) else { return };
            let damage = way.damage + way.price(cost);
            if damage <= DEAREST && self.places[ahead.end].admits(damage + least) {
                self.resume(ahead, Way { damage, damaged: true, ..way.over(guessed) });
            }
        };
        for edge in steps.edges() {
            resume(&ahead[0], edge, confusions.lost(edge.letter));
            if edge.letter != read_so {
                resume(&ahead[1], edge, confusions::any_letter(read_so, edge.letter));
            }
        }
    }

    /// Goes on after a guess.
    fn resume(&mut self, ahead: &Ahead, way: Way) {
        if !self.places[ahead.end].admits(way.damage + self.lexicon.cost(Rank(way.rank))) {
            return;
        }
        if let Some(on) = self.follow(way, &ahead.letters[..ahead.count]) {
            self.places[ahead.end].keep(on);
        }
    }

    /// The last letter may be lost.
    fn lose_last(&mut self, way: &Way) {
        for edge in self.lexicon.automaton().edges(way.node) {
            let damage = way.damage + way.price(self.confusions.lost(edge.letter));
            self.arrive(&Way { damage, ..way.over(edge) });
        }
    }

    /// Follows letters that were meant; to have read them otherwise costs so much here.
    fn walk(&self, way: &Way, steps: &Steps, letters: &[u8], cost: f32) -> Option<Way> {
        let (&first, rest) = letters.split_first()?;
        let on = way.over(steps.follow(first)?);
        let damage = way.damage + cost;
        if damage > DEAREST {
            return None;
        }
        self.follow(Way { damage, damaged: way.damaged || cost > 0.0, ..on }, rest)
    }

    /// Follows letters that were read rightly.
    fn follow(&self, way: Way, letters: &[u8]) -> Option<Way> {
        let mut on = way;
        for &letter in letters {
            on = on.over(self.lexicon.automaton().follow(on.node, letter)?);
        }
        let bound = on.damage + self.lexicon.cost(Rank(on.rank));
        Some(Way { bound, ..on })
    }

    fn arrive(&mut self, way: &Way) {
        let Some(end) = self.lexicon.automaton().end(way.node) else { return };
        if way.damage <= 0.0 || way.damage > DEAREST {
            return;
        }
        let rank = Rank(way.rank + end);
        if !self.coarse.allows(rank, way.damage) {
            return;
        }
        let candidate = Candidate { rank, damage: way.damage, cost: self.lexicon.cost(rank), capital: way.capital };
        match self.found.iter_mut().find(|other| other.rank == rank) {
            Some(other) if other.damage > candidate.damage => *other = candidate,
            Some(_) => {}
            None => self.found.push(candidate),
        }
    }
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
