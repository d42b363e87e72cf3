//! The words as an automaton laid flat, so that a step along a word costs one look at a table.
//!
//! A node is a run of edges in the order of their letters, eight bytes each: the lowest byte is the letter, the next
//! bit tells whether the edge is its node's last, 18 bits are its output, 19 the number of the edge that its target
//! begins with, the highest 18 the letters that its target goes on with, so that hardly anybody goes there in vain. An
//! edge with the letter 0, always a node's first, says that a word ends here. The sum of outputs on the way to a node is
//! the least rank that can be reached from it; with the output of the edge that ends the word it is the word's rank.
//!
//! Nodes lie in the order in which the words, the most frequent first, come to them: what is often asked for is close
//! together.

/// Bytes in an edge.
pub const EDGE_BYTES: usize = 8;
/// The node where every word begins.
pub const ROOT: Node = Node(1);
/// The node from which nothing goes on: only the end of a word.
pub const END: Node = Node(0);

/// A place on the way to a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Node(pub u32);

/// A step to the next letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Edge {
    /// The letter, a byte of UTF-8; 0 for the end of a word.
    pub letter: u8,
    /// What it adds to the rank.
    pub output: u32,
    /// Where it leads.
    pub to: Node,
    /// The letters with which it goes on there.
    pub ahead: Letters,
    /// Whether its node has no more edges.
    pub last: bool,
}

/// A set of letters in which rare ones are not told from others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Letters(u32);

impl Letters {
    /// No letter.
    pub const NONE: Self = Self(0);
    /// Every letter.
    pub const ALL: Self = Self(0x3_FFFF);

    /// The set of this letter alone.
    #[must_use]
    pub const fn of(letter: u8) -> Self {
        Self(SETS[letter as usize])
    }

    /// Both sets.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether the sets may have a letter in common.
    #[must_use]
    pub fn meet(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

/// By letter, its set: the frequent letters have bits of their own, the rare ones share some with others, and what is no
/// letter of English shares the last.
const SETS: [u32; 256] = {
    const BITS: [&[u8]; 18] = [
        b"e", b"t", b"a", b"o", b"i", b"n", b"s", b"r", b"h", b"l", b"dz", b"cq", b"ux", b"mv", b"fk", b"pb", b"gj",
        b"w",
    ];
    let mut sets = [1 << (BITS.len() - 1); 256];
    let mut bit = 0;
    while bit < BITS.len() {
        let mut at = 0;
        while at < BITS[bit].len() {
            sets[BITS[bit][at] as usize] = 1 << bit;
            at += 1;
        }
        bit += 1;
    }
    sets
};

/// Bits of an output and of a target.
const OUTPUT_BITS: u32 = 18;
const TARGET_BITS: u32 = 19;

impl Edge {
    /// The edge as it is written down; `None` if it is too far away or adds too much.
    #[must_use]
    pub fn to_bytes(self) -> Option<[u8; EDGE_BYTES]> {
        let fits = self.output >> OUTPUT_BITS == 0 && self.to.0 >> TARGET_BITS == 0;
        let (output, to, ahead) = (u64::from(self.output), u64::from(self.to.0), u64::from(self.ahead.0));
        let places = output << 9 | to << (9 + OUTPUT_BITS) | ahead << (9 + OUTPUT_BITS + TARGET_BITS);
        fits.then(|| (u64::from(self.letter) | u64::from(self.last) << 8 | places).to_le_bytes())
    }

    fn from_bytes(bytes: [u8; EDGE_BYTES]) -> Self {
        let packed = u64::from_le_bytes(bytes);
        Self {
            letter: packed as u8,
            last: packed >> 8 & 1 == 1,
            output: (packed >> 9) as u32 & ((1 << OUTPUT_BITS) - 1),
            to: Node((packed >> (9 + OUTPUT_BITS)) as u32 & ((1 << TARGET_BITS) - 1)),
            ahead: Letters((packed >> (9 + OUTPUT_BITS + TARGET_BITS)) as u32),
        }
    }
}

/// The automaton over its edges.
#[derive(Debug, Clone, Copy)]
pub struct Automaton<'a> {
    edges: &'a [[u8; EDGE_BYTES]],
}

impl<'a> Automaton<'a> {
    /// An automaton of these edges, or `None` if there cannot be one.
    #[must_use]
    pub fn new(edges: &'a [u8]) -> Option<Self> {
        let (edges, rest) = edges.as_chunks();
        (rest.is_empty() && edges.len() > 1).then_some(Self { edges })
    }

    /// The edges of a node that go on with a letter.
    pub fn edges(self, node: Node) -> impl Iterator<Item = Edge> + 'a {
        let mut more = true;
        let edges = self.edges.get(node.0 as usize..).unwrap_or_default().iter().map(|edge| Edge::from_bytes(*edge));
        let of_node = edges.take_while(move |edge| std::mem::replace(&mut more, !edge.last));
        of_node.filter(|edge| edge.letter != 0)
    }

    /// The step from a node with a letter.
    #[must_use]
    pub fn follow(self, node: Node, letter: u8) -> Option<Edge> {
        let mut at = node.0 as usize;
        loop {
            let edge = self.edges.get(at)?;
            if edge[0] >= letter {
                return (edge[0] == letter && letter != 0).then(|| Edge::from_bytes(*edge));
            }
            if is_last(edge) {
                return None;
            }
            at += 1;
        }
    }

    /// What the end of a word adds to the rank, if one ends at this node.
    #[must_use]
    pub fn end(self, node: Node) -> Option<u32> {
        let edge = Edge::from_bytes(*self.edges.get(node.0 as usize)?);
        (edge.letter == 0).then_some(edge.output)
    }

    /// The number of a word.
    #[must_use]
    pub fn get(self, word: &[u8]) -> Option<u32> {
        let (mut node, mut rank) = (ROOT, 0);
        for &letter in word {
            let edge = self.follow(node, letter)?;
            (node, rank) = (edge.to, rank + edge.output);
        }
        self.end(node).map(|output| rank + output)
    }
}

fn is_last(edge: &[u8; EDGE_BYTES]) -> bool {
    edge[1] & 1 == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edge_is_read_as_it_was_written() {
        let ahead = Letters::of(b'a').and(Letters::of(b'z'));
        let edge = Edge { letter: b'z', output: 158_700, to: Node(400_000), ahead, last: true };
        assert_eq!(edge.to_bytes().map(Edge::from_bytes), Some(edge));
        assert_eq!(Edge { output: 300_000, ..edge }.to_bytes(), None);
    }

    #[test]
    fn words_are_found_and_beginnings_of_words_are_not() {
        let edge = |letter, output, to, last| {
            Edge { letter, output, to: Node(to), ahead: Letters::ALL, last }.to_bytes().unwrap()
        };
        let edges =
            [edge(0, 0, 0, true), edge(b'a', 0, 2, true), edge(0, 1, 0, false), edge(b't', 0, 0, true)].concat();
        let words = Automaton::new(&edges).unwrap();
        assert_eq!(words.get(b"a"), Some(1));
        assert_eq!(words.get(b"at"), Some(0));
        for none in [&b""[..], b"t", b"att", b"b", b"a\0"] {
            assert_eq!(words.get(none), None);
        }
    }

    #[test]
    fn edges_foretell_the_letters_after_them() {
        let words = crate::lexicon::Lexicon::english().automaton();
        for first in words.edges(ROOT) {
            for second in words.edges(first.to) {
                assert!(first.ahead.meet(Letters::of(second.letter)));
                assert_eq!(words.follow(first.to, second.letter), Some(second));
            }
        }
        let after_q = words.follow(ROOT, b'q').and_then(|q| words.follow(q.to, b'u'));
        assert!(after_q.is_some_and(|u| !u.ahead.meet(Letters::of(b't'))));
    }

    #[test]
    fn edges_that_lead_nowhere_are_the_end() {
        assert_eq!(Automaton::new(&[0; 16]).unwrap().get(b"a"), None);
        assert!(Automaton::new(&[0; 9]).is_none());
    }
}
