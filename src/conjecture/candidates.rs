//! Candidate words for a garbled one: a walk through the lexicon along the garbled word.
//!
//! The walk goes through the word from left to right and keeps, at each place, the best few ways to have
//! come there: a node of the lexicon's automaton and the cost of the mistakes so far. So its time is linear
//! in the length of the word, and what it remembers is bounded. A way is judged by its cost and by the most
//! frequent word it can still reach, which the automaton tells at every node.

use smallvec::SmallVec;

use super::coarse::Coarse;
use super::confusions::{self, Confusion, Confusions};
use crate::lexicon::automaton::{END, Node, ROOT};
use crate::lexicon::{Lexicon, Rank};

/// Longer words are left alone: no word of the language is near them.
pub const LONGEST_WORD: usize = 32;
/// Ways kept at each place.
const WAYS: usize = 32;
/// Ways this much dearer than the best one at a place are dropped, in nats.
const SLACK: f32 = 16.0;
/// No word is taken to be damaged beyond this, in nats: two mistakes, and a common third.
const DEAREST: f32 = 22.0;
/// Mistakes come in company: each after the first is this much cheaper, in nats.
const COMPANY: f32 = 2.3;
/// Ways at a place from which any letter is guessed, once the known mistakes explain nothing.
const GUESSING_WAYS: usize = 16;
/// A word explained this well, damage and word together, needs no guesses, in nats.
const WELL_EXPLAINED: f32 = 0.0;
/// Candidates returned.
const CANDIDATES: usize = 16;
/// A listed word is taken for another only if the one mistake costs no more, in nats.
const DEAREST_OF_ONE: f32 = 8.0;
/// The same for short words, which are made of one another by mistakes that nobody counted too.
const DEAREST_OF_ONE_IN_SHORT: f32 = 9.5;
/// Letters of a short word.
const SHORT: usize = 4;

/// Candidates for a word, the most probable first.
pub type Candidates = SmallVec<[Candidate; CANDIDATES]>;

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

/// A way to have come to a place in the garbled word.
#[derive(Clone, Copy)]
struct Way {
    node: Node,
    rank: u32,
    damage: f32,
    /// Damage and the least that the word can cost.
    bound: f32,
    capital: bool,
    /// There was a mistake on the way.
    damaged: bool,
}

impl Way {
    const BEGINNING: Self = Self { node: ROOT, rank: 0, damage: 0.0, bound: 0.0, capital: false, damaged: false };

    /// What one more mistake costs on this way.
    fn price(&self, cost: f32) -> f32 {
        if self.damaged && cost > 0.0 { (cost - COMPANY).max(1.0) } else { cost }
    }
}

/// A place in the garbled word with the best ways to it.
#[derive(Default)]
struct Place {
    ways: SmallVec<[Way; WAYS]>,
    /// Ways not below this bound are not kept.
    limit: f32,
}

impl Place {
    fn clear(&mut self) {
        self.ways.clear();
        self.limit = f32::MAX;
    }

    /// Keeps a way if it is among the best.
    fn keep(&mut self, way: Way) {
        if way.bound >= self.limit {
            return;
        }
        let mut worst = (0, f32::MIN);
        for (number, other) in self.ways.iter_mut().enumerate() {
            if other.node == way.node && other.rank == way.rank {
                if way.bound < other.bound {
                    *other = way;
                }
                return;
            }
            if other.bound > worst.1 {
                worst = (number, other.bound);
            }
        }
        if self.ways.len() < WAYS {
            self.ways.push(way);
        } else {
            self.ways[worst.0] = way;
        }
        self.limit = self.limit.min(way.bound + SLACK);
        if self.ways.len() == WAYS {
            self.limit = self.ways.iter().fold(f32::MIN, |most, way| most.max(way.bound)).min(self.limit);
        }
    }

    /// The ways, the cheapest first.
    fn best(&mut self) -> SmallVec<[Way; WAYS]> {
        let mut ways = std::mem::take(&mut self.ways);
        ways.sort_unstable_by(|a, b| a.bound.total_cmp(&b.bound));
        ways.truncate(ways.partition_point(|way| way.bound <= self.limit));
        ways
    }
}

/// Searches the lexicon for what garbled words may have read; it keeps its tables from word to word.
pub struct Search<'l> {
    lexicon: &'l Lexicon,
    confusions: &'l Confusions,
    coarse: Coarse,
    /// The ways to each place.
    places: Vec<Place>,
    /// The mistakes that may have been made at a place.
    mistakes: Vec<&'l Confusion>,
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

/// The dearest mistake by which a listed word is taken for another.
fn dearest_of_one(read: Read) -> f32 {
    if read.text.len() <= SHORT { DEAREST_OF_ONE_IN_SHORT } else { DEAREST_OF_ONE }
}

impl<'l> Search<'l> {
    /// A search in this lexicon by these mistakes.
    #[must_use]
    pub fn new(lexicon: &'l Lexicon, confusions: &'l Confusions) -> Self {
        Self { lexicon, confusions, coarse: Coarse::of(lexicon), places: Vec::new(), mistakes: Vec::new() }
    }

    /// The words that may have been meant by `read`, the most probable first.
    #[must_use]
    pub fn candidates(&mut self, read: &str, effort: Effort) -> Candidates {
        let mut found = SmallVec::new();
        if read.is_empty() || read.len() > LONGEST_WORD {
            return found;
        }
        let read = Read::new(read);
        self.run(read, false, &mut found);
        if effort == Effort::Guessing && found.iter().all(|candidate| candidate.total() > WELL_EXPLAINED) {
            self.run(read, true, &mut found);
        }
        found.sort_unstable_by(|a, b| a.total().total_cmp(&b.total()));
        found.truncate(CANDIDATES);
        found
    }

    /// The words that a single counted mistake may have turned into the listed word `read`.
    #[must_use]
    pub fn look_alikes(&mut self, read: &str) -> Candidates {
        let mut found = SmallVec::new();
        if read.is_empty() || read.len() > LONGEST_WORD || !read.is_ascii() {
            return found;
        }
        let read = Read::new(read);
        let mut way = Some(Way::BEGINNING);
        for at in 0..read.text.len() {
            let Some(here) = way else { break };
            self.one_mistake(read, at, here, &mut found);
            let sign = read.text.as_bytes()[at];
            way = self.walk(here, &[sign.to_ascii_lowercase()], read.cost_of_case(sign as char, at));
        }
        if let Some(whole) = way {
            let dearest = dearest_of_one(read);
            self.lose_last(whole, &mut found);
            found.retain(|candidate| candidate.damage <= dearest);
        }
        found.sort_unstable_by(|a, b| a.total().total_cmp(&b.total()));
        found.truncate(CANDIDATES);
        found
    }

    /// A mistake at this place, all that follows read rightly.
    fn one_mistake(&mut self, read: Read, at: usize, way: Way, found: &mut Candidates) {
        let bytes = read.text.as_bytes();
        let dearest = dearest_of_one(read);
        let mut finish = |on: Option<Way>, next: usize| {
            let mut on = on;
            for (place, sign) in bytes.iter().enumerate().skip(next) {
                let Some(here) = on else { return };
                on = self.walk(here, &[sign.to_ascii_lowercase()], read.cost_of_case(*sign as char, place));
            }
            if let Some(on) = on.filter(|on| on.damage <= dearest) {
                self.arrive(on, found);
            }
        };
        let (confusions, affordable) = (self.confusions, dearest - way.damage);
        for confusion in confusions.at(&read.text[at..]) {
            let cost = read.cost_of(confusion, at);
            if cost <= affordable {
                let capital = at == 0 && confusion.capital;
                let on = self.walk(way, confusion.meant.as_bytes(), cost);
                finish(on.map(|on| Way { capital, ..on }), at + confusion.read.len());
            }
        }
        let stray = confusions.stray(bytes[at] as char);
        if stray <= affordable {
            finish(Some(Way { damage: way.damage + stray, damaged: true, ..way }), at + 1);
        }
        for edge in self.lexicon.automaton().edges(way.node) {
            let lost = confusions.lost(edge.letter);
            if lost <= affordable {
                let rank = way.rank + edge.output;
                finish(Some(Way { node: edge.to, rank, damage: way.damage + lost, damaged: true, ..way }), at);
            }
        }
    }

    fn run(&mut self, read: Read, guesses: bool, found: &mut Candidates) {
        let length = read.text.len();
        if self.places.len() <= length {
            self.places.resize_with(length + 1, Place::default);
        }
        for place in &mut self.places[..=length] {
            place.clear();
        }
        self.places[0].keep(Way::BEGINNING);
        for at in 0..length {
            let ways = self.places[at].best();
            if ways.is_empty() {
                continue;
            }
            self.mistakes.clear();
            self.mistakes.extend(self.confusions.at(&read.text[at..]));
            for (number, &way) in ways.iter().enumerate() {
                self.step(read, at, way);
                if guesses && number < GUESSING_WAYS {
                    self.guess(read, at, way);
                }
            }
        }
        for way in self.places[length].best() {
            self.arrive(way, found);
            if guesses {
                self.lose_last(way, found);
            }
        }
    }

    fn step(&mut self, read: Read, at: usize, way: Way) {
        let Some(sign) = read.text[at..].chars().next() else { return };
        let next = at + sign.len_utf8();
        let mut buffer = [0; 4];
        let lower = sign.to_lowercase().next().unwrap_or(sign).encode_utf8(&mut buffer);
        if let Some(on) = self.walk(way, lower.as_bytes(), read.cost_of_case(sign, at)) {
            self.places[next].keep(on);
        }
        for number in 0..self.mistakes.len() {
            let confusion = self.mistakes[number];
            let (cost, beyond) = (read.cost_of(confusion, at), at + confusion.read.len());
            if way.bound + way.price(cost) >= self.places[beyond].limit {
                continue;
            }
            if let Some(mut on) = self.walk(way, confusion.meant.as_bytes(), cost) {
                on.capital = way.capital || (at == 0 && confusion.capital);
                self.places[beyond].keep(on);
            }
        }
        let cost = way.price(self.confusions.stray(sign));
        if way.damage + cost < DEAREST {
            let (damage, bound) = (way.damage + cost, way.bound + cost);
            self.places[next].keep(Way { damage, bound, damaged: true, ..way });
        }
    }

    /// Any letter in place of the sign, or lost before it, if the next two signs are right.
    fn guess(&mut self, read: Read, at: usize, way: Way) {
        let Some(sign) = read.text[at..].chars().next() else { return };
        let next = at + sign.len_utf8();
        let here = read.text.as_bytes()[at].to_ascii_lowercase();
        for edge in self.lexicon.automaton().edges(way.node) {
            let on = Way { node: edge.to, rank: way.rank + edge.output, damaged: true, ..way };
            let lost = way.price(self.confusions.lost(edge.letter));
            self.resume(read, at, Way { damage: way.damage + lost, ..on });
            if edge.letter != here {
                let any = way.price(confusions::any_letter(here, edge.letter));
                self.resume(read, next, Way { damage: way.damage + any, ..on });
            }
        }
    }

    /// Goes on after a guess, if the next two signs, or what is left of the word, are right.
    fn resume(&mut self, read: Read, at: usize, way: Way) {
        let mut letters = [0; 2];
        let rest = &read.text.as_bytes()[at..];
        let ahead = rest.len().min(2);
        if way.damage + self.lexicon.cost(Rank(way.rank)) >= self.places[at + ahead].limit {
            return;
        }
        for (letter, sign) in letters.iter_mut().zip(rest) {
            *letter = sign.to_ascii_lowercase();
        }
        if read.text.is_char_boundary(at + ahead)
            && let Some(on) = self.walk(way, &letters[..ahead], 0.0)
        {
            self.places[at + ahead].keep(on);
        }
    }

    /// The last letter may be lost.
    fn lose_last(&self, way: Way, found: &mut Candidates) {
        for edge in self.lexicon.automaton().edges(way.node) {
            let damage = way.damage + way.price(self.confusions.lost(edge.letter));
            self.arrive(Way { node: edge.to, rank: way.rank + edge.output, damage, ..way }, found);
        }
    }

    /// Follows letters that were meant.
    fn walk(&self, way: Way, letters: &[u8], cost: f32) -> Option<Way> {
        let automaton = self.lexicon.automaton();
        let cost = way.price(cost);
        let damage = way.damage + cost;
        if damage > DEAREST || way.node == END {
            return None;
        }
        let (mut node, mut rank) = (way.node, way.rank);
        for &letter in letters {
            let edge = automaton.follow(node, letter)?;
            node = edge.to;
            rank += edge.output;
        }
        let bound = damage + self.lexicon.cost(Rank(rank));
        Some(Way { node, rank, damage, bound, damaged: way.damaged || cost > 0.0, ..way })
    }

    fn arrive(&self, way: Way, found: &mut Candidates) {
        let Some(end) = self.lexicon.automaton().end(way.node) else { return };
        if way.damage <= 0.0 || way.damage > DEAREST {
            return;
        }
        let rank = Rank(way.rank + end);
        if !self.coarse.allows(rank, way.damage) {
            return;
        }
        let candidate = Candidate { rank, damage: way.damage, cost: self.lexicon.cost(rank), capital: way.capital };
        match found.iter_mut().find(|other| other.rank == rank) {
            Some(other) if other.damage > candidate.damage => *other = candidate,
            Some(_) => {}
            None => found.push(candidate),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn readings(read: &str) -> Vec<&'static str> {
        let lexicon = Lexicon::english();
        let found = Search::new(lexicon, Confusions::of_ocr()).candidates(read, Effort::Guessing);
        found.into_iter().map(|candidate| lexicon.spelling(candidate.rank)).collect()
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
