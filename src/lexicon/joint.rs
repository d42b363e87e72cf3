//! Whether two pieces are one word: what a hyphen between them came from.

use super::format::LOWER;
use super::morphology::Knowledge;
use super::{Lexicon, Rank};

/// What speaks for two pieces being one word.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Joint {
    /// One of the pieces is no word by itself.
    pub needs_both: bool,
    /// Nats by which the one word is more probable than the two beside each other.
    pub gain: f32,
}

/// What a piece costs that is no word, in nats.
const NO_WORD: f32 = 22.0;
/// A word that costs more than this is as good as none when it is a piece of another: there is a rare word for most
/// syllables.
const RARE: f32 = 16.0;
/// Pieces that are put before words with a hyphen or without, as the writer likes.
const PREFIXES: &[&str] = &[
    "all", "anti", "arch", "co", "counter", "cross", "ex", "extra", "half", "ill", "mid", "non", "off", "pan", "post",
    "pre", "quasi", "re", "self", "semi", "ultra", "vice", "well",
];
/// Pieces that may be the syllable of another word although a rare word is spelt so, in bytes.
const SYLLABLE: usize = 5;

/// Whether what stands before a hyphen is put before words: a prefix, or the first part of `socio-economic`.
fn is_prefix(lower: &str) -> bool {
    PREFIXES.contains(&lower) || lower.len() > 2 && lower.ends_with('o')
}

impl Lexicon {
    /// What speaks for `left` and `right` being one word that is written without a hyphen; none if nothing does.
    #[must_use]
    pub fn joint(&self, left: &str, right: &str) -> Option<Joint> {
        let one = match self.knowledge(&format!("{left}{right}")) {
            Knowledge::Listed(rank) => rank,
            _ => return None,
        };
        let (first, second) = (self.piece(left), self.piece(right));
        let second_is_whole = self.knowledge(right) != Knowledge::Unknown;
        if second_is_whole && is_prefix(&left.to_lowercase()) {
            return None;
        }
        let apart = match (first, second) {
            (Some(first), Some(second)) => self.cost(first) + self.cost_after(Some(first), second),
            (Some(piece), None) | (None, Some(piece)) => self.cost(piece) + NO_WORD,
            (None, None) => 2.0 * NO_WORD,
        };
        Some(Joint { needs_both: first.is_none() || second.is_none(), gain: apart - self.cost(one) })
    }

    /// Whether two pieces are words and make none together: `best-selected`.
    #[must_use]
    pub fn parts_known_apart(&self, left: &str, right: &str) -> bool {
        self.piece(left).is_some()
            && self.piece(right).is_some()
            && self.knowledge(&format!("{left}{right}")) == Knowledge::Unknown
    }

    /// Whether two pieces make a common word together, and the second is none by itself: `organi-zation`.
    #[must_use]
    pub fn has_lost_line_end(&self, left: &str, right: &str) -> bool {
        let one = self.rank(&format!("{left}{right}").to_lowercase());
        let common = one.is_some_and(|rank| self.forms(rank) & LOWER != 0 && self.cost(rank) < RARE);
        let syllable = self.knowledge(right) == Knowledge::Unknown
            || right.len() <= SYLLABLE && self.piece(right).is_none() && !is_prefix(&left.to_lowercase());
        common && syllable && left.len() > 1 && left.len() + right.len() > SYLLABLE
    }

    /// A piece that is a word of its own, neither a name in small letters nor a rarity.
    fn piece(&self, piece: &str) -> Option<Rank> {
        let known = match self.knowledge(piece) {
            Knowledge::Listed(rank) => Some(rank),
            Knowledge::Derived(rank) if piece.len() > 4 => Some(rank),
            _ => None,
        };
        let short = piece.len() < 4;
        known.filter(|&rank| self.cost(rank) < if short { RARE - 4.0 } else { RARE } && self.forms(rank) & LOWER != 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_of_one_word() {
        for (left, right) in [("organi", "zation"), ("in", "ternational"), ("gov", "ernment"), ("con", "ference")] {
            let joint = Lexicon::english().joint(left, right);
            assert!(joint.is_some_and(|joint| joint.needs_both && joint.gain > 5.0), "{left}-{right} {joint:?}");
            assert!(Lexicon::english().has_lost_line_end(left, right), "{left}-{right}");
        }
    }

    #[test]
    fn keeps_compounds_apart() {
        for (left, right) in [("anti", "imperialist"), ("co", "operation"), ("well", "known"), ("peace", "loving")] {
            let joint = Lexicon::english().joint(left, right);
            assert_eq!(joint, None, "{left}-{right}");
        }
        assert!(Lexicon::english().joint("week", "end").is_none_or(|joint| !joint.needs_both));
        for (left, right) in
            [("neo", "colonialists"), ("socio", "economic"), ("op", "ed"), ("Kwang", "tung"), ("B", "l")]
        {
            assert!(!Lexicon::english().has_lost_line_end(left, right), "{left}-{right}");
        }
        assert!(Lexicon::english().parts_known_apart("best", "selected"));
    }
}
