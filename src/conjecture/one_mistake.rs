//! What a single mistake may have turned into the word that stands there.
//!
//! Every letter before the mistake and after it was read rightly, so that no ways need be weighed against each other: from
//! each place of the word a few edges of the automaton go on with what may have been meant, and hardly any of them
//! with what follows.

use super::candidates::{Candidate, Candidates, Effort, FAR_DEARER, LONGEST_WORD, add, best_of};
use super::coarse::Coarse;
use super::confusions::{self, Confusions};
use super::sign::Read;
use crate::lexicon::automaton::{Edge, Letters, Node, ROOT};
use crate::lexicon::{Lexicon, Rank};

/// A listed word is taken for another only if the one mistake costs no more, in nats.
const DEAREST: f32 = 8.0;
/// The same for short words, which are made of one another by mistakes that nobody counted too.
const DEAREST_IN_SHORT: f32 = 9.5;
/// Letters of a short word.
const SHORT: usize = 4;

/// Searches the lexicon for words one mistake away; it keeps its table from word to word.
pub(super) struct OneMistake<'l> {
    lexicon: &'l Lexicon,
    confusions: &'l Confusions,
    coarse: Coarse,
    found: Vec<Candidate>,
    /// Words that cost more are not wanted any more.
    limit: f32,
}

/// A word, and how far the search for what was meant by it goes.
#[derive(Clone, Copy)]
struct Question<'r> {
    read: Read<'r>,
    /// In small letters.
    lower: &'r [u8],
    /// The dearest mistake that is looked for, in nats.
    dearest: f32,
    effort: Effort,
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
        Self { lexicon, confusions, coarse: Coarse::of(lexicon), found: Vec::new(), limit: f32::MAX }
    }

    /// The words that may have been meant by the listed word `read`, which has no capital but perhaps at its beginning; the
    /// most probable first.
    pub fn look_alikes(&mut self, read: &str) -> Candidates {
        let dearest = if read.len() <= SHORT { DEAREST_IN_SHORT } else { DEAREST };
        self.search(Read::new(read), dearest, Effort::Known);
        best_of(&mut self.found)
    }

    /// The words that may have been meant by the garbled word `read`, in no order.
    pub fn candidates(&mut self, read: Read, dearest: f32, effort: Effort) -> impl Iterator<Item = Candidate> + '_ {
        if read.is_in_one_case() {
            self.search(read, dearest, effort);
        }
        self.found.drain(..)
    }

    fn search(&mut self, read: Read, dearest: f32, effort: Effort) {
        if read.text.len() > LONGEST_WORD || !read.text.is_ascii() {
            return;
        }
        self.limit = f32::MAX;
        let lower = read.text.to_ascii_lowercase();
        let question = Question { read, lower: lower.as_bytes(), dearest, effort };
        let mut beginning = Some(Beginning::OF_ALL);
        for at in 0..lower.len() {
            let Some(here) = beginning else { return };
            self.misread(&question, at, here);
            beginning = self.follow(here, &question.lower[at..=at]);
        }
        if let Some(whole) = beginning {
            self.lost(&question, whole, b"");
        }
    }

    /// A mistake at this place: another letter was meant, none, or one more.
    fn misread(&mut self, question: &Question, at: usize, here: Beginning) {
        let (confusions, dearest, rest) = (self.confusions, question.dearest, question.lower);
        for confusion in confusions.at(&question.read.text[at..]) {
            let cost = question.read.cost_of(confusion, at);
            if cost <= dearest
                && let Some(on) = self.follow(here, confusion.meant.as_bytes())
            {
                let damage = Damage { cost, capital: confusion.capital && at == 0 };
                self.finish(on, &rest[at + confusion.read.len()..], damage);
            }
        }
        let stray = confusions.stray(char::from(question.read.text.as_bytes()[at]));
        if stray <= dearest {
            self.finish(here, &rest[at + 1..], Damage::of(stray));
        }
        self.lost(question, here, &rest[at..]);
        if question.effort == Effort::Guessing {
            self.guess(here, rest[at], &rest[at + 1..]);
        }
    }

    /// A letter was lost before the rest of the word.
    fn lost(&mut self, question: &Question, here: Beginning, rest: &[u8]) {
        for edge in self.lexicon.automaton().edges(here.node).filter(|edge| goes_on(*edge, rest)) {
            let cost = self.confusions.lost(edge.letter);
            if cost <= question.dearest {
                self.finish(here.over(edge), rest, Damage::of(cost));
            }
        }
    }

    /// Any letter was read as this one, before the rest of the word.
    fn guess(&mut self, here: Beginning, read: u8, rest: &[u8]) {
        for edge in self.lexicon.automaton().edges(here.node).filter(|edge| goes_on(*edge, rest)) {
            if edge.letter != read {
                self.finish(here.over(edge), rest, Damage::of(confusions::any_letter(read, edge.letter)));
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
        if damage.cost + self.lexicon.cost(Rank(here.rank)) > self.limit {
            return;
        }
        let Some(whole) = self.follow(here, rest) else { return };
        let Some(end) = self.lexicon.automaton().end(whole.node) else { return };
        let rank = Rank(whole.rank + end);
        if self.coarse.allows(rank, damage.cost) {
            let found = Candidate { rank, damage: damage.cost, cost: self.lexicon.cost(rank), capital: damage.capital };
            self.limit = self.limit.min(found.total() + FAR_DEARER);
            add(&mut self.found, found);
        }
    }
}

/// Whether a word may go on with this rest over an edge.
fn goes_on(edge: Edge, rest: &[u8]) -> bool {
    rest.first().is_none_or(|&next| edge.ahead.meet(Letters::of(next)))
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
        assert!(!look_alikes("modem").contains(&"mother"));
        assert!(look_alikes("naïve").is_empty());
    }
}
