//! Candidate words for a garbled one: a walk through the lexicon along the garbled word.
//!
//! The walk goes through the word from left to right and keeps, at each place, the best few ways to have
//! come there: a node of the lexicon's automaton and the cost of the mistakes so far. So its time is linear
//! in the length of the word, and what it remembers is bounded. A way is judged by its cost and by the most
//! frequent word it can still reach, which the automaton tells at every node.

use fst::raw::{CompiledAddr, Output};
use smallvec::SmallVec;

use super::confusions::{self, Confusions};
use crate::lexicon::{Lexicon, Rank};

/// Longer words are left alone: no word of the language is near them.
pub const LONGEST_WORD: usize = 32;
/// Ways kept at each place.
const WAYS: usize = 20;
/// Ways this much dearer than the best one at a place are dropped, in nats.
const SLACK: f32 = 13.0;
/// No word is taken to be damaged beyond this, in nats: two mistakes, and a common third.
const DEAREST: f32 = 19.0;
/// Mistakes come in company: each after the first is this much cheaper, in nats.
const COMPANY: f32 = 2.3;
/// Ways at a place from which any letter is guessed, once the known mistakes explain nothing.
const GUESSING_WAYS: usize = 8;
/// A word explained this well, damage and word together, needs no guesses, in nats.
const WELL_EXPLAINED: f32 = 15.0;
/// Candidates returned.
const CANDIDATES: usize = 8;

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

/// A way to have come to a place in the garbled word.
#[derive(Clone, Copy)]
struct Way {
    node: CompiledAddr,
    rank: u64,
    damage: f32,
    /// Damage and the least that the word can cost.
    bound: f32,
    capital: bool,
    /// There was a mistake on the way.
    damaged: bool,
}

impl Way {
    /// What one more mistake costs on this way.
    fn price(&self, cost: f32) -> f32 {
        if self.damaged && cost > 0.0 { (cost - COMPANY).max(1.0) } else { cost }
    }
}

/// The words that may have been meant by `read`, the most probable first.
#[must_use]
pub fn candidates(lexicon: &Lexicon, confusions: &Confusions, read: &str) -> SmallVec<[Candidate; CANDIDATES]> {
    let mut found = SmallVec::new();
    if read.is_empty() || read.len() > LONGEST_WORD {
        return found;
    }
    Walk::new(lexicon, confusions, read, false).run(&mut found);
    if found.iter().all(|candidate| candidate.total() > WELL_EXPLAINED) {
        Walk::new(lexicon, confusions, read, true).run(&mut found);
    }
    found.sort_by(|a: &Candidate, b| a.total().total_cmp(&b.total()));
    found.truncate(CANDIDATES);
    found
}

struct Walk<'a> {
    lexicon: &'a Lexicon,
    confusions: &'a Confusions,
    read: &'a str,
    /// The word is in capitals, so a capital inside it is no mistake.
    all_capitals: bool,
    /// Whether letters are guessed where no known mistake fits.
    guesses: bool,
    places: Vec<Vec<Way>>,
}

impl<'a> Walk<'a> {
    fn new(lexicon: &'a Lexicon, confusions: &'a Confusions, read: &'a str, guesses: bool) -> Self {
        let (capitals, smalls) = read.bytes().fold((0, 0), |(capitals, smalls), byte| {
            (capitals + usize::from(byte.is_ascii_uppercase()), smalls + usize::from(byte.is_ascii_lowercase()))
        });
        let places = (0..=read.len()).map(|_| Vec::new()).collect();
        Self { lexicon, confusions, read, all_capitals: capitals > 1 && capitals > smalls, guesses, places }
    }

    fn run(mut self, found: &mut SmallVec<[Candidate; CANDIDATES]>) {
        let root = self.lexicon.automaton().root().addr();
        self.places[0].push(Way { node: root, rank: 0, damage: 0.0, bound: 0.0, capital: false, damaged: false });
        for at in 0..self.read.len() {
            if !self.read.is_char_boundary(at) {
                continue;
            }
            for (number, way) in self.best_ways(at).into_iter().enumerate() {
                self.step(at, way);
                if self.guesses && number < GUESSING_WAYS {
                    self.guess(at, way);
                }
            }
        }
        for way in self.best_ways(self.read.len()) {
            self.arrive(way, found);
            if self.guesses {
                self.lose_last(way, found);
            }
        }
    }

    /// The best ways at a place, one a node, cheapest first.
    fn best_ways(&mut self, at: usize) -> Vec<Way> {
        let mut ways = std::mem::take(&mut self.places[at]);
        ways.sort_unstable_by(|a, b| a.bound.total_cmp(&b.bound));
        let dearest = ways.first().map_or(0.0, |way| way.bound + SLACK);
        let mut kept: Vec<Way> = Vec::with_capacity(WAYS);
        for way in ways {
            if kept.len() >= WAYS || way.bound > dearest {
                break;
            }
            if !kept.iter().any(|other| other.node == way.node) {
                kept.push(way);
            }
        }
        kept
    }

    fn step(&mut self, at: usize, way: Way) {
        let Some(sign) = self.read[at..].chars().next() else { return };
        let next = at + sign.len_utf8();
        self.read_right(way, sign, at, next);
        let rest = &self.read[at..];
        let confusions = self.confusions;
        for confusion in confusions.at(rest) {
            let cost = confusion.cost + if confusion.capital && at > 0 && !self.all_capitals { 1.5 } else { 0.0 };
            let capital = way.capital || (at == 0 && confusion.capital);
            if let Some(mut on) = self.walk(way, confusion.meant.as_bytes(), cost) {
                on.capital = capital;
                self.places[at + confusion.read.len()].push(on);
            }
        }
        let cost = way.price(confusions.stray(sign));
        if way.damage + cost < DEAREST {
            let (damage, bound) = (way.damage + cost, way.bound + cost);
            self.places[next].push(Way { damage, bound, damaged: true, ..way });
        }
    }

    /// The sign is what was meant, but for its case.
    fn read_right(&mut self, way: Way, sign: char, at: usize, next: usize) {
        let mut buffer = [0; 4];
        let lower = sign.to_lowercase().next().unwrap_or(sign);
        let wrong_case = sign.is_uppercase() && at > 0 && !self.all_capitals;
        let cost = if wrong_case { confusions::WRONG_CASE } else { 0.0 };
        if let Some(on) = self.walk(way, lower.encode_utf8(&mut buffer).as_bytes(), cost) {
            self.places[next].push(on);
        }
    }

    /// Any letter in place of the sign, or lost before it, if the next two signs are right.
    fn guess(&mut self, at: usize, way: Way) {
        let Some(sign) = self.read[at..].chars().next() else { return };
        let next = at + sign.len_utf8();
        let here = self.read.as_bytes()[at].to_ascii_lowercase();
        let any = way.price(confusions::ANY_LETTER);
        if way.damage + any.min(way.price(confusions::LOST_LETTER)) > DEAREST {
            return;
        }
        let node = self.lexicon.automaton().node(way.node);
        for transition in node.transitions() {
            let rank = way.rank + transition.out.value();
            let on = Way { node: transition.addr, rank, damaged: true, ..way };
            self.resume(at, Way { damage: way.damage + way.price(self.confusions.lost(transition.inp)), ..on });
            if transition.inp != here {
                self.resume(next, Way { damage: way.damage + any, ..on });
            }
        }
    }

    /// Goes on after a guess, if the next two signs, or what is left of the word, are right.
    fn resume(&mut self, at: usize, way: Way) {
        let mut letters = [0; 2];
        let rest = &self.read.as_bytes()[at..];
        let ahead = rest.len().min(2);
        for (letter, sign) in letters.iter_mut().zip(rest) {
            *letter = sign.to_ascii_lowercase();
        }
        if self.read.is_char_boundary(at + ahead)
            && let Some(on) = self.walk(way, &letters[..ahead], 0.0)
        {
            self.places[at + ahead].push(on);
        }
    }

    /// The last letter may be lost.
    fn lose_last(&self, way: Way, found: &mut SmallVec<[Candidate; CANDIDATES]>) {
        let node = self.lexicon.automaton().node(way.node);
        for transition in node.transitions() {
            let damage = way.damage + way.price(self.confusions.lost(transition.inp));
            let rank = way.rank + transition.out.value();
            self.arrive(Way { node: transition.addr, rank, damage, ..way }, found);
        }
    }

    /// Follows letters that were meant.
    fn walk(&self, way: Way, letters: &[u8], cost: f32) -> Option<Way> {
        let automaton = self.lexicon.automaton();
        let cost = way.price(cost);
        let damage = way.damage + cost;
        if damage > DEAREST {
            return None;
        }
        let (mut node, mut rank) = (way.node, way.rank);
        for &letter in letters {
            let here = automaton.node(node);
            let transition = here.transition(here.find_input(letter)?);
            node = transition.addr;
            rank += transition.out.value();
        }
        Some(Way { node, rank, damage, bound: damage + self.least(rank), damaged: way.damaged || cost > 0.0, ..way })
    }

    /// What the most frequent word still to be reached costs.
    fn least(&self, rank: u64) -> f32 {
        self.lexicon.cost(Rank(u32::try_from(rank).unwrap_or(u32::MAX)))
    }

    fn arrive(&self, way: Way, found: &mut SmallVec<[Candidate; CANDIDATES]>) {
        let node = self.lexicon.automaton().node(way.node);
        if !node.is_final() || way.damage <= 0.0 || way.damage > DEAREST {
            return;
        }
        let rank = Output::new(way.rank).cat(node.final_output()).value();
        let Ok(rank) = u32::try_from(rank).map(Rank) else { return };
        let candidate = Candidate { rank, damage: way.damage, cost: self.lexicon.cost(rank), capital: way.capital };
        match found.iter_mut().find(|other| other.rank == rank) {
            Some(other) if other.damage > candidate.damage => *other = candidate,
            Some(_) => {}
            None => found.push(candidate),
        }
    }
}
