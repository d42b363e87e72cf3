//! What a single counted mistake may have turned into listed words.
//!
//! Every letter before the mistake and after it was read rightly, so that no ways need be weighed against each other: from
//! each place of the word a few edges of the automaton go on with what may have been meant, and hardly any of them
//! with what follows.

use super::candidates::{CANDIDATES, Candidate, Candidates, FAR_DEARER, LONGEST_WORD};
use super::coarse::Coarse;
use super::confusions::Confusions;
use crate::lexicon::automaton::{Edge, Letters, Node, ROOT};
use crate::lexicon::{Lexicon, Rank};

/// A listed word is taken for another only if the one mistake costs no more, in nats.
const DEAREST: f32 = 8.0;
/// The same for short words, which are made of one another by mistakes that nobody counted too.
const DEAREST_IN_SHORT: f32 = 9.5;
/// Letters of a short word.
const SHORT: usize = 4;
/// What a mistake costs more that turns a small letter inside a word into what looks like a capital, in nats.
const CAPITAL_INSIDE: f32 = 1.5;

/// Searches the lexicon for what listed words look like; it keeps its table from word to word.
pub(super) struct OneMistake<'l> {
    lexicon: &'l Lexicon,
    confusions: &'l Confusions,
    coarse: Coarse,
    found: Vec<Candidate>,
}

/// What a word begins with.
#[derive(Clone, Copy)]
struct Beginning {
    node: Node,
    /// The least rank of the words that begin so.
    rank: u32,
    /// The letters with which they go on.
    ahead: Letters,
}

impl Beginning {
    const OF_ALL: Self = Self { node: ROOT, rank: 0, ahead: Letters::ALL };

    fn over(self, edge: Edge) -> Self {
        Self { node: edge.to, rank: self.rank + edge.output, ahead: edge.ahead }
    }
}

/// What a mistake cost, and whether a capital was misread by it.
#[derive(Clone, Copy)]
struct Damage {
    cost: f32,
    capital: bool,
}

impl Damage {
    fn of(cost: f32) -> Self {
        Self { cost, capital: false }
    }
}

impl<'l> OneMistake<'l> {
    /// A search in this lexicon by these mistakes.
    pub fn new(lexicon: &'l Lexicon, confusions: &'l Confusions) -> Self {
        Self { lexicon, confusions, coarse: Coarse::of(lexicon), found: Vec::new() }
    }

    /// The words that may have been meant by the listed word `read`, which has no capital but perhaps at its beginning; the
    /// most probable first.
    pub fn look_alikes(&mut self, read: &str) -> Candidates {
        if read.len() > LONGEST_WORD || !read.is_ascii() {
            return Candidates::default();
        }
        let dearest = if read.len() <= SHORT { DEAREST_IN_SHORT } else { DEAREST };
        let lower = read.to_ascii_lowercase();
        let mut beginning = Some(Beginning::OF_ALL);
        for at in 0..read.len() {
            let Some(here) = beginning else { break };
            self.misread(read, &lower, at, here, dearest);
            beginning = self.follow(here, &lower.as_bytes()[at..=at]);
        }
        if let Some(whole) = beginning {
            self.lost(whole, b"", dearest);
        }
        self.found.sort_by(|a, b| a.total().total_cmp(&b.total()).then(a.rank.cmp(&b.rank)));
        let most = self.found.first().map_or(0.0, |best| best.total() + FAR_DEARER);
        self.found.retain(|candidate| candidate.total() <= most);
        self.found.truncate(CANDIDATES);
        self.found.drain(..).collect()
    }

    /// A mistake at this place: another letter was meant, none, or one more.
    fn misread(&mut self, read: &str, lower: &str, at: usize, here: Beginning, dearest: f32) {
        let (confusions, rest) = (self.confusions, lower.as_bytes());
        for confusion in confusions.at(&read[at..]) {
            let capital_inside = confusion.capital && at > 0;
            let cost = confusion.cost + if capital_inside { CAPITAL_INSIDE } else { 0.0 };
            if cost <= dearest
                && let Some(on) = self.follow(here, confusion.meant.as_bytes())
            {
                let damage = Damage { cost, capital: confusion.capital && at == 0 };
                self.finish(on, &rest[at + confusion.read.len()..], damage);
            }
        }
        let stray = confusions.stray(char::from(read.as_bytes()[at]));
        if stray <= dearest {
            self.finish(here, &rest[at + 1..], Damage::of(stray));
        }
        self.lost(here, &rest[at..], dearest);
    }

    /// A letter was lost before the rest of the word.
    fn lost(&mut self, here: Beginning, rest: &[u8], dearest: f32) {
        let next = rest.first().map_or(Letters::ALL, |&next| Letters::of(next));
        for edge in self.lexicon.automaton().edges(here.node) {
            let cost = self.confusions.lost(edge.letter);
            if cost <= dearest && (rest.is_empty() || edge.ahead.meet(next)) {
                self.finish(here.over(edge), rest, Damage::of(cost));
            }
        }
    }

    fn follow(&self, here: Beginning, letters: &[u8]) -> Option<Beginning> {
        let mut on = here;
        for &letter in letters {
            if !on.ahead.meet(Letters::of(letter)) {
                return None;
            }
            on = on.over(self.lexicon.automaton().follow(on.node, letter)?);
        }
        Some(on)
    }

    /// Finds the word that ends with this rest, if there is one.
    fn finish(&mut self, here: Beginning, rest: &[u8], damage: Damage) {
        let Some(whole) = self.follow(here, rest) else { return };
        let Some(end) = self.lexicon.automaton().end(whole.node) else { return };
        let rank = Rank(whole.rank + end);
        if !self.coarse.allows(rank, damage.cost) {
            return;
        }
        let candidate = Candidate { rank, damage: damage.cost, cost: self.lexicon.cost(rank), capital: damage.capital };
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

    fn look_alikes(read: &str) -> Vec<&'static str> {
        let lexicon = Lexicon::english();
        let found = OneMistake::new(lexicon, Confusions::of_ocr()).look_alikes(read);
        found.iter().map(|candidate| lexicon.spelling(candidate.rank)).collect()
    }

    #[test]
    fn letters_are_misread_lost_and_seen_in_specks() {
        for (read, meant) in [("bad", "had"), ("modem", "modern"), ("ail", "all"), ("on", "one"), ("arid", "and")] {
            assert!(look_alikes(read).contains(&meant), "{read}: {:?}", look_alikes(read));
        }
    }

    #[test]
    fn keeps_apart_what_one_mistake_does_not_explain() {
        assert!(!look_alikes("bad").contains(&"bad"));
        assert!(!look_alikes("modem").contains(&"mother"));
        assert!(look_alikes("naïve").is_empty());
    }
}
