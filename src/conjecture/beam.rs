//! The best ways through the lexicon to a place of a garbled word.

use crate::lexicon::automaton::{Edge, Node, ROOT};

/// Ways kept at each place.
const WAYS: usize = 28;
/// Ways this much dearer than the best one at a place are dropped, in nats.
const SLACK: f32 = 10.0;
/// Mistakes come in company: each after the first is this much cheaper, in nats.
pub(super) const COMPANY: f32 = 1.2;

/// A way to have come to a place in the garbled word.
#[derive(Clone, Copy)]
pub(super) struct Way {
    pub node: Node,
    pub rank: u32,
    pub damage: f32,
    /// The least that a word costs which can be reached, or less where that was not looked up yet.
    pub least: f32,
    pub capital: bool,
    /// There was a mistake on the way.
    pub damaged: bool,
}

impl Way {
    /// The way of which nothing is gone yet, where the most frequent word costs `least`.
    pub fn beginning(least: f32) -> Self {
        Self { node: ROOT, rank: 0, damage: 0.0, least, capital: false, damaged: false }
    }

    /// The way over an edge, at the same cost: the least that a word costs there is not looked up yet.
    pub fn over(self, edge: Edge) -> Self {
        Self { node: edge.to, rank: self.rank + edge.output, ..self }
    }

    /// Damage and the least that the word can cost.
    pub fn bound(&self) -> f32 {
        self.damage + self.least
    }

    /// What ways are ordered by: their bound, which is never negative, so that its bits are in its order, and their rank.
    fn order(&self) -> u64 {
        u64::from(self.bound().to_bits()) << 32 | u64::from(self.rank)
    }

    /// What one more mistake costs on this way.
    pub fn price(&self, cost: f32) -> f32 {
        if self.damaged { in_company(cost) } else { cost }
    }

    /// The way with a mistake of this cost, if it is one.
    pub fn damaged_by(self, cost: f32) -> Self {
        Self { damage: self.damage + cost, damaged: self.damaged || cost > 0.0, ..self }
    }
}

/// What a mistake costs after another.
pub(super) fn in_company(cost: f32) -> f32 {
    if cost > 0.0 { (cost - COMPANY).max(1.0) } else { cost }
}

/// A place in the garbled word with the best ways to it.
#[derive(Default)]
pub(super) struct Beam {
    /// The best ways, and a few more that are dropped before they are gone on with.
    ways: Vec<Way>,
    /// Ways not below this bound are not kept.
    limit: f32,
    /// The bits of the nodes that ways came to: where the bit of a node is not set, no way did.
    met: u128,
}

impl Beam {
    /// Begins anew with ways below this bound.
    pub fn clear(&mut self, limit: f32) {
        self.ways.clear();
        self.limit = limit;
        self.met = 0;
    }

    /// Whether a way of this bound may be among the best.
    pub fn admits(&self, bound: f32) -> bool {
        bound < self.limit
    }

    /// Keeps a way if it may be among the best.
    pub fn keep(&mut self, way: Way) {
        if !self.admits(way.bound()) {
            return;
        }
        self.limit = self.limit.min(way.bound() + SLACK);
        let bit = 1 << (way.node.0 % 128);
        let known = if self.met & bit == 0 { None } else { self.position(&way) };
        self.met |= bit;
        match known {
            Some(place) if way.bound() < self.ways[place].bound() => self.ways[place] = way,
            Some(_) => {}
            None => self.add(way),
        }
    }

    /// The way to the same node with the same words before it.
    fn position(&self, way: &Way) -> Option<usize> {
        self.ways.iter().position(|other| other.node == way.node && other.rank == way.rank)
    }

    /// Adds a way; now and then the dearest are dropped.
    fn add(&mut self, way: Way) {
        self.ways.push(way);
        if self.ways.len() >= 2 * WAYS {
            self.drop_dearest();
        }
    }

    /// Drops all but the best, and puts these in order.
    fn drop_dearest(&mut self) {
        let limit = self.limit;
        self.ways.retain(|way| way.bound() <= limit);
        self.ways.sort_unstable_by_key(Way::order);
        if self.ways.len() >= WAYS {
            self.ways.truncate(WAYS);
            self.limit = self.limit.min(self.ways[WAYS - 1].bound());
        }
    }

    /// The best ways, the cheapest first.
    pub fn best(&mut self) -> &[Way] {
        self.drop_dearest();
        &self.ways
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_ways_are_kept_in_order_and_one_to_each_node() {
        let mut beam = Beam::default();
        beam.clear(f32::MAX);
        let way = |node: u32, bound: f32| Way { node: Node(node), ..Way::beginning(bound) };
        for number in 0..100 {
            beam.keep(way(number % 50, 10.0 - number as f32 / 10.0));
        }
        let kept: Vec<f32> = beam.best().iter().map(Way::bound).collect();
        assert_eq!(kept.len(), WAYS);
        assert!(kept.is_sorted() && kept[0] < 0.11 && kept[WAYS - 1] < 3.3);
        beam.keep(way(200, 1.0 + SLACK));
        assert_eq!(beam.best().len(), WAYS);
    }
}
