//! The best ways through the lexicon to a place of a garbled word.

use crate::lexicon::automaton::{Edge, Node, ROOT};

/// Ways kept at each place.
const WAYS: usize = 32;
/// Ways this much dearer than the best one at a place are dropped, in nats.
const SLACK: f32 = 16.0;
/// Mistakes come in company: each after the first is this much cheaper, in nats.
pub(super) const COMPANY: f32 = 2.3;

/// A way to have come to a place in the garbled word.
#[derive(Clone, Copy)]
pub(super) struct Way {
    pub node: Node,
    pub rank: u32,
    pub damage: f32,
    /// Damage and the least that the word can cost.
    pub bound: f32,
    pub capital: bool,
    /// There was a mistake on the way.
    pub damaged: bool,
}

impl Way {
    pub const BEGINNING: Self = Self { node: ROOT, rank: 0, damage: 0.0, bound: 0.0, capital: false, damaged: false };

    /// What one more mistake costs on this way.
    pub fn price(&self, cost: f32) -> f32 {
        if self.damaged { in_company(cost) } else { cost }
    }

    /// The way over an edge, at the same cost.
    pub fn over(self, edge: Edge) -> Self {
        Self { node: edge.to, rank: self.rank + edge.output, ..self }
    }
}

/// What a mistake costs after another.
pub(super) fn in_company(cost: f32) -> f32 {
    if cost > 0.0 { (cost - COMPANY).max(1.0) } else { cost }
}

/// A place in the garbled word with the best ways to it.
#[derive(Default)]
pub(super) struct Beam {
    ways: Vec<Way>,
    /// The keys of the ways, in order.
    order: Vec<u64>,
    /// Ways not below this bound are not kept.
    limit: f32,
    /// The bits of the nodes that ways came to: where the bit of a node is not set, no way did.
    met: u128,
}

impl Beam {
    /// Begins anew with ways below this bound.
    pub fn clear(&mut self, limit: f32) {
        self.ways.clear();
        self.order.clear();
        self.limit = limit;
        self.met = 0;
    }

    /// Whether a way of this bound may be among the best.
    pub fn admits(&self, bound: f32) -> bool {
        bound < self.limit
    }

    /// Keeps a way if it is among the best.
    pub fn keep(&mut self, way: Way) {
        if !self.admits(way.bound) {
            return;
        }
        let bit = 1 << (way.node.0 % 128);
        let known = if self.met & bit == 0 { None } else { self.position(&way) };
        self.met |= bit;
        match known {
            Some(place) if way.bound < self.ways[place].bound => self.improve(place, way),
            Some(_) => {}
            None => self.add(way),
        }
    }

    /// The way to the same node with the same words before it.
    fn position(&self, way: &Way) -> Option<usize> {
        self.ways.iter().position(|other| other.node == way.node && other.rank == way.rank)
    }

    fn improve(&mut self, place: usize, way: Way) {
        let before = key(self.ways[place].bound, place);
        self.order.remove(self.order.partition_point(|&other| other < before));
        self.insert(place, way);
    }

    /// Adds a way, in place of the dearest one if there are as many as are kept.
    fn add(&mut self, way: Way) {
        self.limit = self.limit.min(way.bound + SLACK);
        let place = if self.ways.len() < WAYS {
            self.ways.push(way);
            self.ways.len() - 1
        } else {
            self.drop_dearest()
        };
        self.insert(place, way);
        if self.ways.len() == WAYS {
            self.limit = self.limit.min(self.dearest());
        }
    }

    fn insert(&mut self, place: usize, way: Way) {
        self.ways[place] = way;
        let key = key(way.bound, place);
        self.order.push(key);
        let mut at = self.order.len() - 1;
        while at > 0 && self.order[at - 1] > key {
            self.order[at] = self.order[at - 1];
            at -= 1;
        }
        self.order[at] = key;
    }

    fn dearest(&self) -> f32 {
        self.order.last().map_or(0.0, |&last| bound_of(last))
    }

    /// Drops the first of the dearest ways, and tells its place.
    fn drop_dearest(&mut self) -> usize {
        let first = key(self.dearest(), 0);
        place_of(self.order.remove(self.order.partition_point(|&other| other < first)))
    }

    /// The ways, the cheapest first.
    pub fn best(&self) -> impl Iterator<Item = Way> + '_ {
        let within = self.order.iter().take_while(|&&key| bound_of(key) <= self.limit);
        within.map(|&key| self.ways[place_of(key)])
    }
}

/// What ways are ordered by: their bound, which is never negative, so that its bits are in its order, and their place.
fn key(bound: f32, place: usize) -> u64 {
    u64::from(bound.to_bits()) << 32 | place as u64
}

fn bound_of(key: u64) -> f32 {
    f32::from_bits((key >> 32) as u32)
}

fn place_of(key: u64) -> usize {
    key as u32 as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_ways_are_kept_in_order_and_one_to_each_node() {
        let mut beam = Beam::default();
        beam.clear(f32::MAX);
        let way = |node: u32, bound: f32| Way { node: Node(node), bound, ..Way::BEGINNING };
        for number in 0..100 {
            beam.keep(way(number % 50, 10.0 - number as f32 / 10.0));
        }
        let kept: Vec<f32> = beam.best().map(|way| way.bound).collect();
        assert_eq!(kept.len(), WAYS);
        assert!(kept.is_sorted() && kept[0] < 0.11 && kept[WAYS - 1] < 3.3);
        beam.keep(way(200, 1.0 + SLACK));
        assert_eq!(beam.best().count(), WAYS);
    }
}
